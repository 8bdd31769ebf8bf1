//! The real widget with what is in the form, in a frame of our own beside it: followed while the form is written, a
//! moment after the last keystroke. Nothing is kept and nothing is sent.

use super::s;
use super::site::{Kept, placed};
use crate::api;
use hoiam_desk::state::{Theme, outside};
use hoiam_kit::{Trouble, json};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::wire::sites::SiteTrial;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

const FRAME: &str = "site-preview";
/// After so long a pause in writing the form is tried.
const PAUSE: Duration = Duration::from_millis(500);

/// The section.
#[component]
pub fn Preview(kept: Kept) -> impl IntoView {
    let app = kept.app;
    let ready = RwSignal::new(false);
    let trial = RwSignal::new(None::<SiteTrial>);
    let wrong = RwSignal::new(None::<Trouble>);
    let last = StoredValue::new(0_u32);
    outside::when_told("preview", move || ready.set(true));
    Effect::new(move || {
        let input = kept.input.get();
        // A logo that was set is seen, too.
        kept.there.track();
        let turn = last.try_update_value(|n| {
            *n += 1;
            *n
        });
        set_timeout(
            move || {
                if last.try_get_value() == turn {
                    spawn_local(async move {
                        match api::try_site(app, &input).await {
                            Ok(came) => {
                                wrong.try_set(None);
                                trial.try_set(Some(came));
                            }
                            Err(cause) => {
                                wrong.try_set(Some(placed(cause, app.lang.get_untracked())));
                            }
                        }
                    });
                }
            },
            PAUSE,
        );
    });
    Effect::new(move || {
        let (lang, theme, known) = (app.lang.get(), app.theme.get(), kept.there.with(Option::is_some));
        if let (true, Some(trial)) = (ready.get(), trial.get()) {
            outside::tell_frame(FRAME, &message(&trial, lang, theme, known));
        }
    });
    let troubles = move || {
        let fields = wrong.with(|wrong| wrong.as_ref().map(|trouble| trouble.fields.clone())).unwrap_or_default();
        fields.into_iter().map(|field| view! { <li>{field.message}</li> }).collect::<Vec<_>>()
    };
    view! {
        <section class="preview" aria-labelledby="preview-title">
            <h2 id="preview-title">{s(T::PreviewTitle)}</h2>
            <p class="soft">{s(T::PreviewIntro)}</p>
            <iframe id=FRAME src="/embed/preview" title=s(T::PreviewFrame)></iframe>
            <ul class="soft">{troubles}</ul>
        </section>
    }
}

/// What the frame is told, as JSON.
fn message(trial: &SiteTrial, lang: Lang, theme: Theme, known: bool) -> String {
    let scheme = match theme {
        Theme::Auto => "light dark",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let text = |text: &str| json::write(&text.to_owned()).unwrap_or_default();
    let refused = |lang: Lang| {
        let (title, detail) = (T::PreviewRefused.text(lang), T::PreviewRefusedDetail.text(lang));
        format!("{{\"title\":{},\"detail\":{}}}", text(title), text(detail))
    };
    let parts = [
        ("key", text(&trial.vi.key)),
        ("known", known.to_string()),
        ("lang", text(lang.code())),
        ("scheme", text(scheme)),
        ("look", json::write(&trial.look).unwrap_or_default()),
        ("vi", json::write(&trial.vi).unwrap_or_default()),
        ("en", json::write(&trial.en).unwrap_or_default()),
        ("refused", format!("{{\"vi\":{},\"en\":{}}}", refused(Lang::Vi), refused(Lang::En))),
    ];
    let members: Vec<String> = parts.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

//! How a page takes the widget: the lines to paste for each way, and what the page's Content-Security-Policy makes of it.

use super::s;
use super::site::Kept;
use crate::pages::line::Area;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::outside;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::csp::{self, Tier, Verdict};
use hoiam_shared::snippet::{Way, snippet};
use leptos::prelude::*;
use leptos::task::spawn_local;

const fn way_text(way: Way) -> T {
    match way {
        Way::Launcher => T::WayLauncher,
        Way::Inline => T::WayInline,
        Way::Link => T::WayLink,
        Way::TagManager => T::WayTagManager,
        Way::React => T::WayReact,
        Way::Plain => T::WayPlain,
    }
}

/// The address of our server, as the site's settings say it.
fn host(kept: Kept) -> String {
    kept.there.with(|site| site.as_ref().map(|site| site.host.clone())).unwrap_or_default()
}

/// The lines to paste.
#[component]
pub fn Snippets(kept: Kept) -> impl IntoView {
    let app = kept.app;
    let copied = RwSignal::new(None::<Way>);
    let one = move |way: Way| {
        let text = move || snippet(way, &host(kept), &kept.key.get_value(), app.lang.get());
        let copy = move |_| {
            let text = untrack(text);
            spawn_local(async move {
                if outside::copy(&text).await {
                    copied.set(Some(way));
                    app.say(T::Copied.text(app.lang.get_untracked()));
                }
            });
        };
        let name = move || format!("{}: {}", T::Copy.text(app.lang.get()), way_text(way).text(app.lang.get()));
        view! {
            <li class="rule">
                <div class="what"><p><strong>{s(way_text(way))}</strong></p><pre class="snippet" tabindex="0">{text}</pre></div>
                <div class="buttons"><button type="button" aria-label=name on:click=copy>
                    {move || if copied.get() == Some(way) { T::Copied } else { T::Copy }.text(app.lang.get())}
                </button></div>
            </li>
        }
    };
    view! {
        <section aria-labelledby="snippet-title">
            <h2 id="snippet-title">{s(T::SnippetTitle)}</h2>
            <p class="soft">{s(T::SnippetIntro)}</p>
            <ul class="rule-list" role="list">{Way::ALL.iter().copied().map(one).views()}</ul>
        </section>
    }
}

/// What a page's policy makes of it.
#[component]
pub fn Policy(kept: Kept) -> impl IntoView {
    let lang = kept.app.lang;
    let pasted = RwSignal::new(String::new());
    let verdict = Known::new(move || Judged(csp::judge(&pasted.get(), &host(kept))));
    view! {
        <section aria-labelledby="policy-title">
            <h2 id="policy-title">{s(T::PolicyTitle)}</h2>
            <Area id="site-policy".to_owned() label=T::PolicyTitle help=T::PolicyHelp rows=4
                value=Signal::derive(move || pasted.get()) change=move |v| pasted.set(v)/>
            <div role="status" class="trial verdict">{move || said(&verdict.get().0, lang.get())}</div>
        </section>
    }
}

/// A verdict that can be followed.
#[derive(Clone, PartialEq)]
struct Judged(Verdict);

fn said(verdict: &Verdict, lang: Lang) -> AnyView {
    let tier = match verdict.tier {
        Tier::Element => T::PolicyElement,
        Tier::Frame => T::PolicyFrame,
        Tier::Page => T::PolicyPage,
    };
    let missing = verdict.missing.iter().map(|(name, sources)| {
        let line = format!("{name} {}", sources.join(" "));
        view! { <li><code>{line}</code></li> }
    });
    let complete = verdict.missing.is_empty() && !verdict.sandboxed;
    let corrected = verdict.corrected.clone();
    view! {
        <p><strong>{tier.text(lang)}</strong></p>
        {verdict.sandboxed.then(|| view! { <p>{T::PolicySandbox.text(lang)}</p> })}
        {verdict.nonce.then(|| view! { <p>{T::PolicyNonce.text(lang)}</p> })}
        {complete.then(|| view! { <p class="soft">{T::PolicyComplete.text(lang)}</p> })}
        {(!verdict.missing.is_empty()).then(|| view! {
            <p>{T::PolicyMissing.text(lang)}</p>
            <ul>{missing.views()}</ul>
            <p>{T::PolicyCorrected.text(lang)}</p>
            <pre class="snippet" tabindex="0">{corrected}</pre>
        })}
    }
    .into_any()
}

//! One's own second step of signing in: turned on with a device, and off again.

use crate::api_people as api;
use hoiam_desk::parts::code::CodeForm;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::{Account as A, SecondStep as S};
use hoiam_shared::wire::people::{RecoveryCodes, SecondStepNew};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of the second step that follows the language.
fn s(key: S) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The section of the account's page.
#[component]
pub fn SecondStep(
    /// What has just been done, said by the page.
    said: RwSignal<String>,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let begun = RwSignal::new(None::<SecondStepNew>);
    let codes = RwSignal::new(None::<RecoveryCodes>);
    let removing = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let loaded = Loaded::new(move || {
        again.track();
        api::step(app, app.lang.get())
    });
    let done = move |text: S| {
        begun.set(None);
        removing.set(false);
        said.set(text.text(app.lang.get_untracked()).to_owned());
        again.update(|n| *n += 1);
    };
    let begin = move |_| {
        trouble.set(None);
        spawn_local(async move {
            match api::begin_step(app).await {
                Ok(new) => begun.set(Some(new)),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let confirmed = Callback::new(move |new: RecoveryCodes| {
        codes.set(Some(new));
        done(S::OnSaid);
    });
    let removed = Callback::new(move |_| done(S::OffSaid));
    view! {
        <section aria-labelledby="step-title">
            <h2 id="step-title">{s(S::Title)}</h2>
            <Alert trouble/>
            {move || codes.get().map(|all| view! { <Recovery codes=all kept=Callback::new(move |()| codes.set(None))/> })}
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                move || match (view.with(|view| view.since), begun.get()) {
                    (Some(since), _) => {
                        let words = move || {
                            let (lang, left) = (app.lang.get(), view.with(|view| view.recovery.to_string()));
                            fill(S::On.text(lang), &[("date", &dates::date_time(since, lang)), ("n", &left)])
                        };
                        view! {
                            <p>{words}</p>
                            <Show when=move || removing.get()
                                fallback=move || view! { <div class="buttons"><button type="button" on:click=move |_| removing.set(true)>{s(S::Remove)}</button></div> }>
                                <CodeForm label=|lang| S::RemoveCode.text(lang) go=|lang| S::Remove.text(lang) send=move |input| api::remove_step(app, &input) done=removed/>
                            </Show>
                        }.into_any()
                    }
                    (None, Some(new)) => view! {
                        <Device new/>
                        <CodeForm label=|lang| A::Code.text(lang) go=|lang| S::Confirm.text(lang) send=move |input| api::confirm_step(app, &input) done=confirmed/>
                    }.into_any(),
                    (None, None) => view! {
                        <p>{s(S::Off)}</p>
                        <div class="buttons"><button type="button" on:click=begin>{s(S::Begin)}</button></div>
                    }.into_any(),
                }
            }.into_any()/>
        </section>
    }
}

/// What the device is to know: as a picture, and as texts.
#[component]
fn Device(new: SecondStepNew) -> impl IntoView {
    let SecondStepNew { address, secret, qr } = new;
    let view_box = format!("0 0 {0} {0}", qr.side);
    view! {
        <p>{s(S::Scan)}</p>
        <svg class="qr" role="img" aria-label=s(S::Picture) viewBox=view_box><path d=qr.path/></svg>
        <dl class="secret">
            <dt>{s(S::Secret)}</dt><dd><code>{secret}</code></dd>
            <dt>{s(S::Address)}</dt><dd><code>{address}</code></dd>
        </dl>
    }
}

/// The codes, until the person says that they have put them away.
#[component]
fn Recovery(codes: RecoveryCodes, kept: Callback<()>) -> impl IntoView {
    let all = codes.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect::<Vec<_>>();
    view! {
        <div class="flags" role="group" aria-labelledby="recovery-title">
            <h3 id="recovery-title">{s(S::RecoveryTitle)}</h3>
            <p>{s(S::RecoveryText)}</p>
            <ul class="recovery">{all}</ul>
            <div class="buttons"><button type="button" class="primary" on:click=move |_| kept.run(())>{s(S::RecoveryKept)}</button></div>
        </div>
    }
}

//! One's own second step of signing in: turned on with a device, and off again.

use crate::api_people as api;
use hoiam_desk::parts::code::CodeForm;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::password::a;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::people::Account as A;
use hoiam_shared::wire::people::{RecoveryCodes, SecondStepNew};
use leptos::prelude::*;
use leptos::task::spawn_local;

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
    let done = move |text: A| {
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
        done(A::StepOnSaid);
    });
    let removed = Callback::new(move |_| done(A::StepOffSaid));
    view! {
        <section aria-labelledby="step-title">
            <h2 id="step-title">{a(A::StepTitle)}</h2>
            <Alert trouble/>
            {move || codes.get().map(|all| view! { <Recovery codes=all kept=Callback::new(move |()| codes.set(None))/> })}
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                move || match (view.with(|view| view.since), begun.get()) {
                    (Some(since), _) => {
                        let words = move || {
                            let (lang, left) = (app.lang.get(), view.with(|view| view.recovery.to_string()));
                            fill(A::StepOn.text(lang), &[("date", &dates::date_time(since, lang)), ("n", &left)])
                        };
                        view! {
                            <p>{words}</p>
                            <Show when=move || removing.get()
                                fallback=move || view! { <div class="buttons"><button type="button" on:click=move |_| removing.set(true)>{a(A::StepRemove)}</button></div> }>
                                <CodeForm label=A::StepRemoveCode go=A::StepRemove send=move |input| api::remove_step(app, &input) done=removed/>
                            </Show>
                        }.into_any()
                    }
                    (None, Some(new)) => view! {
                        <Device new/>
                        <CodeForm label=A::Code go=A::StepConfirm send=move |input| api::confirm_step(app, &input) done=confirmed/>
                    }.into_any(),
                    (None, None) => view! {
                        <p>{a(A::StepOff)}</p>
                        <div class="buttons"><button type="button" on:click=begin>{a(A::StepBegin)}</button></div>
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
        <p>{a(A::StepScan)}</p>
        <svg class="qr" role="img" aria-label=a(A::StepPicture) viewBox=view_box><path d=qr.path/></svg>
        <dl class="secret">
            <dt>{a(A::StepSecret)}</dt><dd><code>{secret}</code></dd>
            <dt>{a(A::StepAddress)}</dt><dd><code>{address}</code></dd>
        </dl>
    }
}

/// The codes, until the person says that they have put them away.
#[component]
fn Recovery(codes: RecoveryCodes, kept: Callback<()>) -> impl IntoView {
    let all = codes.codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect::<Vec<_>>();
    view! {
        <div class="flags" role="group" aria-labelledby="recovery-title">
            <h3 id="recovery-title">{a(A::RecoveryTitle)}</h3>
            <p>{a(A::RecoveryText)}</p>
            <ul class="recovery">{all}</ul>
            <div class="buttons"><button type="button" class="primary" on:click=move |_| kept.run(())>{a(A::RecoveryKept)}</button></div>
        </div>
    }
}

//! What a moderator does to a petition: a button for each thing that is allowed, and a form for those that need words. What
//! was typed stays when somebody else was faster; it is sent again against what is there then.

use super::p;
use super::words::changes;
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::nav;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::petition::{PetitionAction, PetitionGround};
use hoiam_shared::wire::petitions::{PetitionAct, PetitionStaffView, PetitionWords};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is being done, as long as its form is open.
#[derive(Clone, Copy)]
struct Doing {
    code: RwSignal<String>,
    view: Known<PetitionStaffView>,
    own: RwSignal<Option<PetitionStaffView>>,
    again: RwSignal<u32>,
    /// The form that is open.
    what: RwSignal<Option<PetitionAction>>,
    /// Asked for once; the second press does it.
    sure: RwSignal<bool>,
    /// The version that the person looks at while they write.
    version: RwSignal<Option<u32>>,
    ground: RwSignal<String>,
    reason: RwSignal<String>,
    title: RwSignal<String>,
    body: RwSignal<String>,
    busy: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Doing {
    fn open(self, action: PetitionAction) {
        self.trouble.set(None);
        self.sure.set(false);
        self.version.set(Some(self.view.with_untracked(|v| v.version)));
        let (title, body) = self.view.with_untracked(|v| (v.petition.title.clone(), v.petition.body.clone()));
        self.title.set(title);
        self.body.set(body);
        self.what.set(Some(action));
        request_animation_frame(|| {
            nav::focus("act-title");
        });
    }

    fn close(self) {
        self.what.set(None);
        self.sure.set(false);
        self.reason.set(String::new());
        self.ground.set(String::new());
    }

    fn send(self, action: PetitionAction) {
        let app = app();
        if self.busy.get_untracked() {
            return;
        }
        let newest = self.view.with_untracked(|v| v.version);
        let words = matches!(action, PetitionAction::Amend)
            .then(|| PetitionWords { title: self.title.get_untracked(), body: self.body.get_untracked() });
        let input = PetitionAct {
            version: self.version.get_untracked().unwrap_or(newest),
            ground: PetitionGround::from_code(&self.ground.get_untracked()),
            reason: self.reason.get_untracked(),
            words,
        };
        self.trouble.set(None);
        self.busy.set(true);
        spawn_local(async move {
            match api::act(app, &self.code.get_untracked(), action, &input).await {
                Ok(view) => {
                    app.say(P::Done.text(app.lang.get_untracked()));
                    self.own.set(Some(view));
                    self.close();
                }
                Err(cause) => {
                    // What was changed meanwhile is on the page a moment later; the next attempt is against that.
                    if cause.is(ErrorCode::Stale) {
                        self.version.set(None);
                    }
                    self.trouble.set(Some(cause));
                }
            }
            self.again.update(|n| *n += 1);
            self.busy.set(false);
        });
    }
}

/// The section.
#[component]
pub fn Acts(
    /// The petition.
    view: Known<PetitionStaffView>,
    /// What an act was answered with.
    own: RwSignal<Option<PetitionStaffView>>,
    /// Asks for it anew.
    again: RwSignal<u32>,
    /// Which.
    code: String,
) -> impl IntoView {
    let app = app();
    let empty = || RwSignal::new(String::new());
    let doing = Doing {
        code: RwSignal::new(code),
        view,
        own,
        again,
        what: RwSignal::new(None),
        sure: RwSignal::new(false),
        version: RwSignal::new(None),
        ground: empty(),
        reason: empty(),
        title: empty(),
        body: empty(),
        busy: RwSignal::new(false),
        trouble: RwSignal::new(None),
    };
    let may = Known::new(move || view.with(|v| v.may.clone()));
    let button = move |action: PetitionAction| {
        let publish = matches!(action, PetitionAction::Publish);
        let press = move |_| match (publish, doing.sure.get_untracked()) {
            (true, true) => doing.send(action),
            (true, false) => {
                doing.close();
                doing.version.set(Some(view.with_untracked(|v| v.version)));
                doing.sure.set(true);
            }
            (false, _) => doing.open(action),
        };
        let text = move || {
            let lang = app.lang.get();
            if publish && doing.sure.get() { P::PublishSure.text(lang) } else { action.name(lang) }
        };
        let pressed = move || (doing.what.get() == Some(action)).then_some("true");
        view! { <button type="button" class:primary=publish aria-expanded=pressed on:click=press>{text}</button> }
    };
    view! {
        <section class="paper" aria-labelledby="acts-title">
            <h2 id="acts-title">{p(P::Acts)}</h2>
            <Show when=move || may.with(Vec::is_empty)><p class="soft">{p(P::ActNone)}</p></Show>
            <div class="buttons">{move || may.get().into_iter().map(button).views()}</div>
            {move || doing.what.get().map(|action| view! { <Form doing action/> })}
            <Alert trouble=doing.trouble/>
        </section>
    }
}

#[component]
fn Form(doing: Doing, action: PetitionAction) -> impl IntoView {
    let lang = app().lang;
    let amends = matches!(action, PetitionAction::Amend);
    let grounds = matches!(action, PetitionAction::Reject | PetitionAction::TakeDown);
    let (old_title, old_body) = doing.view.with_untracked(|v| match &v.original {
        Some(original) => (original.title.clone(), original.body.clone()),
        None => (v.petition.title.clone(), v.petition.body.clone()),
    });
    let (first_title, first_body) = doing.view.with_untracked(|v| (v.petition.title.clone(), v.petition.body.clone()));
    let same = move || amends && doing.title.with(|t| *t == first_title) && doing.body.with(|b| *b == first_body);
    let same = Known::new(same);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if !same.get_untracked() {
            doing.send(action);
        }
    };
    view! {
        <form class="rule-form" on:submit=submit>
            <h3 id="act-title" tabindex="-1">{move || action.name(lang.get())}</h3>
            {amends.then(|| view! { <Amend doing old_title old_body same/> })}
            {grounds.then(|| view! { <Grounds doing/> })}
            {action.needs_reason().then(|| view! {
                <label for="act-reason">{p(P::Reason)}</label>
                <p class="soft" id="act-reason-hint">{p(P::ReasonHint)}</p>
                <textarea id="act-reason" rows="4" required aria-describedby="act-reason-hint" dir="auto"
                    prop:value=doing.reason on:input=move |e| doing.reason.set(event_target_value(&e))></textarea>
            })}
            <div class="buttons">
                <button class="primary" aria-disabled=move || (same.get() || doing.busy.get()).to_string()>{p(P::Send)}</button>
                <button type="button" on:click=move |_| doing.close()>{p(P::Cancel)}</button>
            </div>
        </form>
    }
}

/// The table of grounds that everybody reads.
#[component]
fn Grounds(doing: Doing) -> impl IntoView {
    let lang = app().lang;
    let option = move |ground: &'static PetitionGround| {
        let code = ground.code();
        view! {
            <option value=code selected=move || doing.ground.with(|g| g == code)>{move || ground.name(lang.get())}</option>
        }
    };
    view! {
        <label for="act-ground">{p(P::Ground)}</label>
        <select id="act-ground" required on:change=move |e| doing.ground.set(event_target_value(&e))>
            <option value="">{p(P::GroundPick)}</option>
            {PetitionGround::ALL.iter().map(option).views()}
        </select>
    }
}

/// Other words, and what they change of the author's own, seen before anything is sent.
#[component]
fn Amend(doing: Doing, old_title: String, old_body: String, same: Known<bool>) -> impl IntoView {
    let lang = app().lang;
    let title = move || doing.title.with(|new| changes(&old_title, new, lang.get()));
    let body = move || doing.body.with(|new| changes(&old_body, new, lang.get()));
    view! {
        <p class="soft">{p(P::AmendNote)}</p>
        <label for="act-new-title">{p(P::AmendTitle)}</label>
        <input id="act-new-title" required dir="auto" prop:value=doing.title on:input=move |e| doing.title.set(event_target_value(&e))/>
        <label for="act-new-body">{p(P::AmendBody)}</label>
        <textarea id="act-new-body" rows="10" required dir="auto" prop:value=doing.body
            on:input=move |e| doing.body.set(event_target_value(&e))></textarea>
        <section class="paper" aria-labelledby="diff-title">
            <h4 id="diff-title">{p(P::AmendDiff)}</h4>
            <Show when=move || same.get()><p class="soft">{p(P::AmendSame)}</p></Show>
            {title}
            {body}
        </section>
    }
}

//! The escalation ladder of an agency: who is told when, quiet hours, whose ladder it is, going back.

use super::agency::own;
use super::inherited::{self, Frame, GoBack};
use super::line::{Label, Line};
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::telling::{LadderPage as Words, LetterPage};
use hoiam_shared::notice::{StepBy, StepWhen, StepWho};
use hoiam_shared::wire::notices::{LadderInput, LadderStep, LadderView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page says of itself, and of whose it is.
const WORDS: inherited::Words = inherited::Words {
    title: Label::Ladder(Words::Title),
    intro: Label::Ladder(Words::Intro),
    own: Label::Ladder(Words::Own),
    whose: Label::Ladder(Words::Whose),
    program: Label::Ladder(Words::Program),
    forget: Label::Ladder(Words::Forget),
    forget_sure: Label::Ladder(Words::ForgetSure),
};

/// A text of this page that follows the language.
fn w(key: Words) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

const fn when_name(when: StepWhen) -> Words {
    match when {
        StepWhen::Warning => Words::AtWarning,
        StepWhen::Breach => Words::AtBreach,
        StepWhen::After => Words::After,
    }
}

const fn who_name(who: StepWho) -> Words {
    match who {
        StepWho::Assignee => Words::Assignee,
        StepWho::Coordinator => Words::Coordinator,
        StepWho::Supervisor => Words::Supervisor,
        StepWho::Superior => Words::Superior,
    }
}

const fn by_name(by: StepBy) -> Words {
    match by {
        StepBy::Both => Words::ByBoth,
        StepBy::Mail => Words::ByMail,
        StepBy::Console => Words::ByConsole,
    }
}

/// The page.
#[component]
pub fn LadderPage() -> impl IntoView {
    let app = app();
    let agency = RwSignal::new(own());
    let again = RwSignal::new(0u32);
    let said = RwSignal::new(String::new());
    let loaded = Loaded::new(move || {
        again.track();
        agency.with(|agency| api::ladder(app, app.lang.get(), agency))
    });
    view! {
        <Frame class="admin ladder" words=WORDS agency said>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                // A form for each ladder as it came: what is being written is not moved under one's hands.
                let came = Known::new(move || view.with(|v| (v.agency.code.clone(), v.own, v.changed_at)));
                view! {
                    <Whose view/>
                    {move || {
                        came.track();
                        view! { <Form ladder=view.get_untracked() again said/> }
                    }}
                }.into_any()
            }/>
        </Frame>
    }
}

/// Whose ladder is in force.
#[component]
fn Whose(view: Known<LadderView>) -> impl IntoView {
    let app = app();
    let text = move || {
        let lang = app.lang.get();
        view.with(|v| inherited::whose(WORDS, v.own, v.from.as_ref(), lang))
    };
    let changed = move || {
        let lang = app.lang.get();
        let (at, who) = view.with(|v| Some((v.changed_at?, v.changed_by.clone()?)))?;
        Some(fill(LetterPage::Changed.text(lang), &[("who", &who), ("date", &dates::date_time(at, lang))]))
    };
    view! {
        <h2>{move || view.with(|v| v.agency.name.clone())}</h2>
        <p>{text}{move || changed().map(|text| view! { " "<span class="soft">{text}</span> })}</p>
    }
}

#[component]
fn Form(ladder: LadderView, again: RwSignal<u32>, said: RwSignal<String>) -> impl IntoView {
    let app = app();
    let is_own = ladder.own;
    let input = RwSignal::new(LadderInput {
        agency: ladder.agency.code,
        steps: ladder.steps,
        quiet_from: ladder.quiet_from,
        quiet_to: ladder.quiet_to,
    });
    let trouble = RwSignal::new(None::<Trouble>);
    let count = Known::new(move || input.with(|i| i.steps.len()));
    let done = move |key: Words| {
        said.set(key.text(app.lang.get_untracked()).to_owned());
        again.update(|n| *n += 1);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        trouble.set(None);
        let input = input.get_untracked();
        spawn_local(async move {
            match api::keep_ladder(app, &input).await {
                Ok(_) => done(Words::Saved),
                Err(cause) => trouble.set(Some(placed(cause, app.lang.get_untracked()))),
            }
        });
    };
    let forget = move || {
        let agency = input.with_untracked(|i| i.agency.clone());
        spawn_local(async move {
            match api::forget_ladder(app, &agency).await {
                Ok(_) => done(Words::Forgotten),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let add = move |_| {
        let step = LadderStep {
            when: StepWhen::After,
            share: None,
            hours: Some(8),
            who: StepWho::Supervisor,
            by: StepBy::Both,
        };
        input.update(|i| i.steps.push(step));
    };
    let quiet = move |get: fn(&LadderInput) -> &Option<String>| {
        Signal::derive(move || input.with(|i| get(i).clone().unwrap_or_default()))
    };
    view! {
        <form class="rule-form" on:submit=save>
            <fieldset class="trial">
                <legend>{w(Words::Steps)}</legend>
                {move || (0..count.get()).map(|n| view! { <Step input n/> }).views()}
                <Show when=move || count.get() == 0><p class="soft">{w(Words::Nobody)}</p></Show>
                <div class="buttons"><button type="button" on:click=add>{w(Words::Add)}</button></div>
            </fieldset>
            <div class="day-lines">
                <Line id="quiet-from".to_owned() label=Words::QuietFrom kind="time" value=quiet(|i| &i.quiet_from)
                    change=move |v| input.update(|i| i.quiet_from = Some(v).filter(|v| !v.is_empty()))/>
                <Line id="quiet-to".to_owned() label=Words::QuietTo kind="time" value=quiet(|i| &i.quiet_to)
                    change=move |v| input.update(|i| i.quiet_to = Some(v).filter(|v| !v.is_empty()))/>
            </div>
            <p class="soft">{w(Words::QuietHelp)}</p>
            <Alert trouble/>
            <div class="buttons">
                <button class="primary">{w(Words::Save)}</button>
                {is_own.then(|| view! { <GoBack words=WORDS forget/> })}
            </div>
        </form>
    }
}

/// The lines of a step.
#[component]
fn Step(input: RwSignal<LadderInput>, n: usize) -> impl IntoView {
    let lang = app().lang;
    let id = move |part: &str| format!("step-{n}-{part}");
    let spec = Known::new(move || input.with(|i| i.steps.get(n).cloned()));
    let change = move |put: &dyn Fn(&mut LadderStep)| {
        input.update(|i| {
            if let Some(step) = i.steps.get_mut(n) {
                put(step);
            }
        });
    };
    let when = move || spec.with(|s| s.as_ref().map_or(StepWhen::Breach, |s| s.when));
    let who = move || spec.with(|s| s.as_ref().map_or(StepWho::Assignee, |s| s.who));
    let choose_when = move |e| {
        let Some(when) = StepWhen::from_code(&event_target_value(&e)) else { return };
        change(&|step| {
            step.when = when;
            step.share = step.share.filter(|_| when == StepWhen::Warning);
            step.hours = (when == StepWhen::After).then(|| step.hours.unwrap_or(8));
        });
    };
    let by = move || spec.with(|s| s.as_ref().map_or(StepBy::Both, |s| s.by));
    let choose_by = move |e| {
        let Some(by) = StepBy::from_code(&event_target_value(&e)) else { return };
        change(&|step| step.by = by);
    };
    let choose_who = move |e| {
        let Some(who) = StepWho::from_code(&event_target_value(&e)) else { return };
        change(&|step| step.who = who);
    };
    let remove = move |_| {
        input.update(|i| {
            if n < i.steps.len() {
                i.steps.remove(n);
            }
        });
    };
    let number = |text: &str| text.trim().parse::<u32>().ok();
    view! {
        <fieldset class="day-lines">
            <legend>{move || fill(Words::Step.text(lang.get()), &[("n", &(n + 1).to_string())])}</legend>
            <div class="line-of">
                <label for=id("when")>{w(Words::When)}</label>
                <select id=id("when") on:change=choose_when>
                    {StepWhen::ALL.iter().copied().map(|one| view! {
                        <option value=one.code() selected=move || when() == one>{w(when_name(one))}</option>
                    }).views()}
                </select>
            </div>
            <Show when=move || when() == StepWhen::Warning>
                <Line id=id("share") label=Words::Share help=Words::ShareHelp kind="number"
                    value=Signal::derive(move || spec.with(|s| s.as_ref().and_then(|s| s.share).map(|n| n.to_string()).unwrap_or_default()))
                    change=move |v| change(&|step| step.share = number(&v).map(|n| u8::try_from(n).unwrap_or(u8::MAX)))/>
            </Show>
            <Show when=move || when() == StepWhen::After>
                <Line id=id("hours") label=Words::Hours kind="number"
                    value=Signal::derive(move || spec.with(|s| s.as_ref().and_then(|s| s.hours).map(|n| n.to_string()).unwrap_or_default()))
                    change=move |v| change(&|step| step.hours = number(&v))/>
            </Show>
            <div class="line-of">
                <label for=id("who")>{w(Words::Who)}</label>
                <select id=id("who") on:change=choose_who>
                    {StepWho::ALL.iter().copied().map(|one| view! {
                        <option value=one.code() selected=move || who() == one>{w(who_name(one))}</option>
                    }).views()}
                </select>
            </div>
            <div class="line-of">
                <label for=id("by")>{w(Words::By)}</label>
                <select id=id("by") on:change=choose_by>
                    {StepBy::ALL.iter().copied().map(|one| view! {
                        <option value=one.code() selected=move || by() == one>{w(by_name(one))}</option>
                    }).views()}
                </select>
            </div>
            <div class="buttons">
                <button type="button" on:click=remove>{move || fill(Words::Remove.text(lang.get()), &[("n", &(n + 1).to_string())])}</button>
            </div>
        </fieldset>
    }
}

/// What is wrong, with each step named: `steps[0].hours` is of the first.
fn placed(mut trouble: Trouble, lang: hoiam_shared::Lang) -> Trouble {
    for fault in &mut trouble.fields {
        let number = fault.field.split(['[', ']']).nth(1).and_then(|n| n.parse::<usize>().ok());
        if let Some(number) = number {
            let name = fill(Words::Step.text(lang), &[("n", &(number + 1).to_string())]);
            fault.message = format!("{name}: {}", fault.message);
        }
    }
    trouble
}

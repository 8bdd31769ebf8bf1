//! How an agency takes petitions: supporters, terms, thresholds and what they make it owe, limits, whose rules hold.

use super::agency::own;
use super::inherited::{self, Frame, GoBack};
use super::line::{Label, Line};
use crate::api_petitions as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::petition_rules::PetitionRulesPage as Words;
use hoiam_shared::petition::{Duty, PetitionRules, Threshold};
use hoiam_shared::wire::petitions::PetitionRulesView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A number of the rules: its field, what it is called, and where it is kept.
type Number = (&'static str, Words, fn(&mut PetitionRules) -> &mut u32);

const NUMBERS: [Number; 6] = [
    ("sponsors", Words::Sponsors, |rules| &mut rules.sponsors),
    ("sponsor_days", Words::SponsorDays, |rules| &mut rules.sponsor_days),
    ("moderation_days", Words::ModerationDays, |rules| &mut rules.moderation_days),
    ("days", Words::Days, |rules| &mut rules.days),
    ("household", Words::Household, |rules| &mut rules.household),
    ("keep_days", Words::KeepDays, |rules| &mut rules.keep_days),
];
const LIMITS: [Number; 6] = [
    ("network_minute", Words::NetworkMinute, |rules| &mut rules.limits.network_minute),
    ("network_day", Words::NetworkDay, |rules| &mut rules.limits.network_day),
    ("domain_minute", Words::DomainMinute, |rules| &mut rules.limits.domain_minute),
    ("domain_day", Words::DomainDay, |rules| &mut rules.limits.domain_day),
    ("petition_minute", Words::PetitionMinute, |rules| &mut rules.limits.petition_minute),
    ("petition_day", Words::PetitionDay, |rules| &mut rules.limits.petition_day),
];

/// What the page says of itself, and of whose it is.
const WORDS: inherited::Words = inherited::Words {
    title: Label::Petition(Words::Title),
    intro: Label::Petition(Words::Intro),
    own: Label::Petition(Words::Own),
    whose: Label::Petition(Words::Whose),
    program: Label::Petition(Words::Program),
    forget: Label::Petition(Words::Forget),
    forget_sure: Label::Petition(Words::ForgetSure),
};

/// A text of this page that follows the language.
fn w(key: Words) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The page.
#[component]
pub fn PetitionRulesPage() -> impl IntoView {
    let app = app();
    let agency = RwSignal::new(own());
    let again = RwSignal::new(0u32);
    let said = RwSignal::new(String::new());
    let loaded = Loaded::new(move || {
        again.track();
        agency.with(|agency| api::rules(app, app.lang.get(), agency))
    });
    view! {
        <Frame class="admin" words=WORDS agency said>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                // A form for the rules as they came: what is being written is not moved under one's hands.
                let came = Known::new(move || view.with(|v| (v.agency.code.clone(), v.own, v.rules.clone())));
                let whose = move || {
                    let lang = app.lang.get();
                    view.with(|v| inherited::whose(WORDS, v.own, v.inherited.as_ref(), lang))
                };
                view! {
                    <h2>{move || view.with(|v| v.agency.name.clone())}</h2>
                    <p>{whose}</p>
                    {move || {
                        came.track();
                        view! { <Form view=view.get_untracked() again said/> }
                    }}
                }.into_any()
            }/>
        </Frame>
    }
}

#[component]
fn Form(view: PetitionRulesView, again: RwSignal<u32>, said: RwSignal<String>) -> impl IntoView {
    let app = app();
    let is_own = view.own;
    let agency = StoredValue::new(view.agency.code);
    let rules = RwSignal::new(view.rules);
    let trouble = RwSignal::new(None::<Trouble>);
    let count = Known::new(move || rules.with(|r| r.thresholds.len()));
    let done = move |key: Words| {
        said.set(key.text(app.lang.get_untracked()).to_owned());
        again.update(|n| *n += 1);
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        trouble.set(None);
        let (code, input) = (agency.get_value(), rules.get_untracked());
        spawn_local(async move {
            match api::keep_rules(app, &code, &input).await {
                Ok(_) => done(Words::Saved),
                Err(cause) => trouble.set(Some(placed(cause, app.lang.get_untracked()))),
            }
        });
    };
    let forget = move || {
        let code = agency.get_value();
        spawn_local(async move {
            match api::forget_rules(app, &code).await {
                Ok(_) => done(Words::Forgotten),
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let add = move |_| {
        rules.update(|r| {
            let count = r.thresholds.last().map_or(1_000, |last| last.count.saturating_mul(10));
            r.thresholds.push(Threshold { count, duty: Duty::Answer });
        });
    };
    let number = move |(name, label, place): Number| {
        let value = Signal::derive(move || rules.with(|r| place(&mut r.clone()).to_string()));
        // What is no number is none: the server says what is allowed.
        let change = move |typed: String| rules.update(|r| *place(r) = typed.trim().parse().unwrap_or_default());
        let id = format!("rule-{name}");
        if name == "household" {
            return view! { <Line id label help=Words::HouseholdHelp kind="number" value change/> }.into_any();
        }
        view! { <Line id label kind="number" value change/> }.into_any()
    };
    view! {
        <form class="rule-form" on:submit=save>
            <label class="check"><input type="checkbox" prop:checked=move || rules.with(|r| r.open)
                on:change=move |e| rules.update(|r| r.open = event_target_checked(&e))/>{w(Words::Open)}</label>
            <div class="day-lines">{NUMBERS.map(number).into_iter().views()}</div>
            <fieldset class="trial">
                <legend>{w(Words::Thresholds)}</legend>
                {move || (0..count.get()).map(|n| view! { <ThresholdLines rules n/> }).views()}
                <Show when=move || count.get() == 0><p class="soft">{w(Words::NoThresholds)}</p></Show>
                <div class="buttons"><button type="button" on:click=add>{w(Words::Add)}</button></div>
            </fieldset>
            <details>
                <summary>{w(Words::Limits)}</summary>
                <p class="soft">{w(Words::LimitsHelp)}</p>
                <div class="day-lines">{LIMITS.map(number).into_iter().views()}</div>
            </details>
            <Alert trouble/>
            <div class="buttons">
                <button class="primary">{w(Words::Save)}</button>
                {is_own.then(|| view! { <GoBack words=WORDS forget/> })}
            </div>
        </form>
    }
}

/// The lines of a threshold.
#[component]
fn ThresholdLines(rules: RwSignal<PetitionRules>, n: usize) -> impl IntoView {
    let lang = app().lang;
    let one = Known::new(move || rules.with(|r| r.thresholds.get(n).copied()));
    let change = move |put: &dyn Fn(&mut Threshold)| {
        rules.update(|r| {
            if let Some(threshold) = r.thresholds.get_mut(n) {
                put(threshold);
            }
        });
    };
    let duty = move || one.get().map(|threshold| threshold.duty);
    let option = move |is: Duty, name: Words| {
        view! { <option value=is.code() selected=move || duty() == Some(is)>{w(name)}</option> }
    };
    let choose = move |e| {
        let Some(duty) = Duty::from_code(&event_target_value(&e)) else { return };
        change(&|threshold| threshold.duty = duty);
    };
    let remove = move |_| {
        rules.update(|r| {
            if n < r.thresholds.len() {
                r.thresholds.remove(n);
            }
        });
    };
    let id = format!("threshold-{n}-duty");
    view! {
        <fieldset class="day-lines">
            <legend>{move || fill(Words::Threshold.text(lang.get()), &[("n", &(n + 1).to_string())])}</legend>
            <Line id=format!("threshold-{n}-count") label=Words::Count kind="number"
                value=Signal::derive(move || one.get().map(|t| t.count.to_string()).unwrap_or_default())
                change=move |typed: String| change(&|t| t.count = typed.trim().parse().unwrap_or_default())/>
            <div class="line-of">
                <label for=id.clone()>{w(Words::Duty)}</label>
                <select id=id on:change=choose>
                    {option(Duty::Answer, Words::DutyAnswer)}
                    {option(Duty::Hearing, Words::DutyHearing)}
                </select>
            </div>
            <div class="buttons">
                <button type="button" on:click=remove>{move || fill(Words::Remove.text(lang.get()), &[("n", &(n + 1).to_string())])}</button>
            </div>
        </fieldset>
    }
}

/// What is wrong, with each field named as it is on the page.
fn placed(mut trouble: Trouble, lang: Lang) -> Trouble {
    for fault in &mut trouble.fields {
        let known = NUMBERS.iter().chain(&LIMITS).find(|(name, ..)| *name == fault.field);
        let label = known.map_or(Words::Thresholds, |(_, label, _)| *label);
        fault.message = format!("{}: {}", label.text(lang), fault.message);
    }
    trouble
}

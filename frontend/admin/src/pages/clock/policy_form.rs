//! Writing the next version of a policy: tried on the cases filed last, then put in force.

use super::super::line::Line;
use super::super::{forget, k};
use super::moves::{due, moves};
use super::policies::{Draft, Policies};
use super::run;
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_kit::Trouble;
use hoiam_shared::case::event::Target;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock::{Start, TargetSpec, Unit};
use hoiam_shared::wire::clock::{MatchView, PolicyInput, PolicyPreview};
use hoiam_shared::{Lang, Stamp};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A policy that promises an answer in fifteen working days.
pub fn blank(now: Stamp) -> PolicyInput {
    PolicyInput {
        name_vi: String::new(),
        name_en: String::new(),
        matches: String::new(),
        enabled: true,
        valid_from: dates::day_of(now),
        source: String::new(),
        check_before_use: true,
        appeals: false,
        appeal_days: None,
        targets: vec![promise(Target::Resolve, 15)],
        place: None,
        seen: None,
        note: String::new(),
    }
}

fn promise(target: Target, amount: u32) -> TargetSpec {
    TargetSpec {
        target,
        start: Start::Receipt,
        amount,
        unit: Unit::WorkingDays,
        pause_while_waiting: true,
        warn_at: vec![50, 80],
        extensions_allowed: 0,
        extension_length: 0,
    }
}

const fn target_name(target: Target) -> Story {
    match target {
        Target::Acknowledge => Story::Acknowledge,
        Target::Accept => Story::Accept,
        Target::FirstAnswer => Story::FirstAnswer,
        Target::Resolve => Story::Resolve,
    }
}

const fn unit_name(unit: Unit) -> Keeping {
    match unit {
        Unit::WorkingMinutes => Keeping::WorkingMinutes,
        Unit::WorkingHours => Keeping::WorkingHours,
        Unit::WorkingDays => Keeping::WorkingDays,
        Unit::CalendarDays => Keeping::CalendarDays,
    }
}

const fn start_name(start: Start) -> Keeping {
    match start {
        Start::Receipt => Keeping::AtReceipt,
        Start::Acceptance => Keeping::AtAcceptance,
    }
}

/// The form.
#[component]
pub fn PolicyForm(
    /// The page.
    page: Policies,
) -> impl IntoView {
    let app = page.app;
    let Draft { code: known, input } = page
        .draft
        .get_untracked()
        .unwrap_or_else(|| Draft { code: String::new(), input: blank(app.now.get_untracked()) });
    let new = known.is_empty();
    let (code, input) = (RwSignal::new(known), RwSignal::new(input));
    let preview = RwSignal::new(None::<PolicyPreview>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    forget(preview, move || input.get());
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        run(busy, trouble, app.lang, async move {
            preview.set(Some(api::preview_policy(app, code.get_untracked().trim(), &input.get_untracked()).await?));
            Ok(())
        });
    };
    let publish = move |_| {
        run(busy, trouble, app.lang, async move {
            let list = api::publish_policy(app, code.get_untracked().trim(), &input.get_untracked()).await?;
            page.published(list, Keeping::Published.text(app.lang.get_untracked()).to_owned());
            Ok(())
        });
    };
    let text = move |get: fn(&PolicyInput) -> String| Signal::derive(move || input.with(get));
    let set = move |put: fn(&mut PolicyInput, String)| move |value: String| input.update(|i| put(i, value));
    view! {
        <form class="rule-form" on:submit=look>
            {new.then(|| view! {
                <Line id="policy-code".to_owned() label=Keeping::PolicyCode help=Keeping::CalendarCodeHelp
                    value=Signal::derive(move || code.get()) change=move |v| code.set(v)/>
            })}
            <Line id="policy-vi".to_owned() label=Keeping::NameVi value=text(|i| i.name_vi.clone()) change=set(|i, v| i.name_vi = v)/>
            <Line id="policy-en".to_owned() label=Keeping::NameEn value=text(|i| i.name_en.clone()) change=set(|i, v| i.name_en = v)/>
            <Line id="policy-matches".to_owned() label=Keeping::PolicyMatches help=Keeping::PolicyMatchesHelp
                value=text(|i| i.matches.clone()) change=set(|i, v| i.matches = v)/>
            <Line id="policy-from".to_owned() label=Keeping::ValidFrom kind="date" value=text(|i| i.valid_from.clone()) change=set(|i, v| i.valid_from = v)/>
            <Line id="policy-source".to_owned() label=Keeping::PolicySource value=text(|i| i.source.clone()) change=set(|i, v| i.source = v)/>
            <Line id="policy-place".to_owned() label=Keeping::PolicyPlace kind="number"
                value=text(|i| i.place.map(|place| (place + 1).to_string()).unwrap_or_default())
                change=set(|i, v| i.place = v.trim().parse::<usize>().ok().map(|place| place.saturating_sub(1)))/>
            <label class="check">
                <input type="checkbox" prop:checked=move || input.with(|i| i.enabled)
                    on:change=move |e| input.update(|i| i.enabled = event_target_checked(&e))/>
                {k(Keeping::PolicyEnabled)}
            </label>
            <label class="check">
                <input type="checkbox" prop:checked=move || input.with(|i| i.check_before_use)
                    on:change=move |e| input.update(|i| i.check_before_use = event_target_checked(&e))/>
                {k(Keeping::PolicyCheck)}
            </label>
            <label class="check">
                <input type="checkbox" prop:checked=move || input.with(|i| i.appeals)
                    on:change=move |e| input.update(|i| i.appeals = event_target_checked(&e))/>
                {k(Keeping::PolicyAppeals)}
            </label>
            // An appeal ends for good: there is no term for one against it.
            <Show when=move || !input.with(|i| i.appeals)>
                <Line id="policy-appeal-days".to_owned() label=Keeping::PolicyAppealDays help=Keeping::PolicyAppealDaysHelp kind="number"
                    value=text(|i| i.appeal_days.map(|days| days.to_string()).unwrap_or_default())
                    change=set(|i, v| i.appeal_days = v.trim().parse().ok())/>
            </Show>
            <Promises input/>
            <Line id="policy-note".to_owned() label=Keeping::Note value=text(|i| i.note.clone()) change=set(|i, v| i.note = v)/>
            <Alert trouble/>
            <div role="status">{move || preview.get().map(|view| shown(view, app.lang.get()))}</div>
            <div class="buttons">
                <button class=move || if preview.with(Option::is_some) { "" } else { "primary" }
                    aria-disabled=move || busy.get().to_string()>{k(Keeping::Preview)}</button>
                <Show when=move || preview.with(Option::is_some)>
                    <button type="button" class="primary" on:click=publish aria-disabled=move || busy.get().to_string()>{k(Keeping::Publish)}</button>
                </Show>
                <button type="button" on:click=move |_| page.draft.set(None)>{k(Keeping::Cancel)}</button>
            </div>
        </form>
    }
}

/// The deadlines it sets.
#[component]
fn Promises(input: RwSignal<PolicyInput>) -> impl IntoView {
    let count = Memo::new(move |_| input.with(|i| i.targets.len()));
    // One for each target at most: the first that is not there yet.
    let missing = move || {
        input.with(|i| Target::ALL.iter().copied().find(|target| i.targets.iter().all(|spec| spec.target != *target)))
    };
    let add = move |_| {
        if let Some(target) = untrack(missing) {
            input.update(|i| i.targets.push(promise(target, 2)));
        }
    };
    view! {
        <fieldset class="trial">
            <legend>{k(Keeping::Promises)}</legend>
            {move || (0..count.get()).map(|n| view! { <PromiseLines input n/> }).views()}
            <Show when=move || missing().is_some()>
                <div class="buttons"><button type="button" on:click=add>{k(Keeping::PromiseAdd)}</button></div>
            </Show>
        </fieldset>
    }
}

#[component]
fn PromiseLines(input: RwSignal<PolicyInput>, n: usize) -> impl IntoView {
    let lang = hoiam_desk::state::app().lang;
    let id = move |part: &str| format!("promise-{n}-{part}");
    // A promise may be taken away while its lines still stand.
    let spec = move || input.with(|i| i.targets.get(n).cloned()).unwrap_or_else(|| promise(Target::Resolve, 0));
    let change = move |put: &dyn Fn(&mut TargetSpec)| {
        input.update(|i| {
            if let Some(spec) = i.targets.get_mut(n) {
                put(spec);
            }
        });
    };
    let number = |text: &str| text.trim().parse::<u32>().unwrap_or(0);
    let choice = move |part: &'static str,
                       label: Keeping,
                       options: Vec<(&'static str, Signal<String>)>,
                       now: Signal<&'static str>,
                       choose: fn(&mut TargetSpec, &str)| {
        view! {
            <div class="line-of">
                <label for=id(part)>{k(label)}</label>
                <select id=id(part) on:change=move |e| { let code = event_target_value(&e); change(&|spec| choose(spec, &code)); }>
                    {options.into_iter().map(|(code, name)| view! { <option value=code selected=move || now.get() == code>{name}</option> }).views()}
                </select>
            </div>
        }
    };
    let story = move |key: Story| Signal::derive(move || key.text(lang.get()).to_owned());
    let word = move |key: Keeping| Signal::derive(move || key.text(lang.get()).to_owned());
    let targets = Target::ALL.iter().map(|t| (t.code(), story(target_name(*t)))).collect();
    let units = Unit::ALL.iter().map(|u| (u.code(), word(unit_name(*u)))).collect();
    let starts = Start::ALL.iter().map(|s| (s.code(), word(start_name(*s)))).collect();
    let remove = move |_| {
        input.update(|i| {
            if n < i.targets.len() {
                i.targets.remove(n);
            }
        });
    };
    let warns = move || spec().warn_at.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
    let shares = |text: &str| -> Vec<u8> { text.split(',').filter_map(|part| part.trim().parse().ok()).collect() };
    view! {
        <fieldset class="day-lines">
            <legend>{move || fill(Keeping::Promise.text(lang.get()), &[("n", &(n + 1).to_string())])}</legend>
            {choice("target", Keeping::PromiseOf, targets, Signal::derive(move || spec().target.code()),
                |spec, code| spec.target = Target::from_code(code).unwrap_or(spec.target))}
            <Line id=id("amount") label=Keeping::PromiseAmount kind="number" value=Signal::derive(move || spec().amount.to_string())
                change=move |v| change(&|spec| spec.amount = number(&v))/>
            {choice("unit", Keeping::PromiseUnit, units, Signal::derive(move || spec().unit.code()),
                |spec, code| spec.unit = Unit::from_code(code).unwrap_or(spec.unit))}
            {choice("start", Keeping::PromiseStart, starts, Signal::derive(move || spec().start.code()),
                |spec, code| spec.start = Start::from_code(code).unwrap_or(spec.start))}
            // Kept when it is left, so that a comma can be typed.
            <div class="line-of">
                <label for=id("warns")>{k(Keeping::PromiseWarns)}</label>
                <input id=id("warns") autocomplete="off" prop:value=warns on:change=move |e| { let v = event_target_value(&e); change(&|spec| spec.warn_at = shares(&v)); }/>
            </div>
            <Line id=id("extensions") label=Keeping::PromiseExtensions kind="number" value=Signal::derive(move || spec().extensions_allowed.to_string())
                change=move |v| change(&|spec| spec.extensions_allowed = u8::try_from(number(&v)).unwrap_or(u8::MAX))/>
            <Line id=id("longer") label=Keeping::PromiseLonger kind="number" value=Signal::derive(move || spec().extension_length.to_string())
                change=move |v| change(&|spec| spec.extension_length = number(&v))/>
            <label class="check">
                <input type="checkbox" prop:checked=move || spec().pause_while_waiting
                    on:change=move |e| { let on = event_target_checked(&e); change(&|spec| spec.pause_while_waiting = on); }/>
                {k(Keeping::PromisePauses)}
            </label>
            <div class="buttons"><button type="button" on:click=remove>{k(Keeping::DayRemove)}</button></div>
        </fieldset>
    }
}

fn shown(view: PolicyPreview, lang: Lang) -> AnyView {
    let tried = fill(Keeping::Tried.text(lang), &[("n", &view.matched.to_string()), ("of", &view.of.to_string())]);
    let one = |case: MatchView| {
        view! {
            <tr>
                <th scope="row"><a href=Place::case(&*case.code).href()>{case.code.clone()}</a>" "{case.title}</th>
                <td class="left">{due(case.due_at, lang)}</td><td class="left">{due(case.would_be, lang)}</td>
            </tr>
        }
    };
    let head = [Keeping::MoveWas, Keeping::TriedWould];
    view! {
        <div class="trial">
            {(!view.notes.is_empty()).then(|| view! { <ul>{view.notes.into_iter().map(|note| view! { <li>{note}</li> }).views()}</ul> })}
            <p><strong>{tried}</strong></p>
            {(!view.sample.is_empty()).then(|| view! {
                <div class="scroll" tabindex="0" role="region" aria-label=Keeping::TriedWould.text(lang)>
                    <table class="numbers">
                        <thead><tr><td></td>{head.map(|name| view! { <th scope="col" class="left">{name.text(lang)}</th> }).into_iter().views()}</tr></thead>
                        <tbody>{view.sample.into_iter().map(one).views()}</tbody>
                    </table>
                </div>
            })}
            {moves(view.cases, lang)}
        </div>
    }
    .into_any()
}

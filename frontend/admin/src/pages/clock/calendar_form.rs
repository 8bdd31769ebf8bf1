//! Writing the next version of a calendar: looked at first, then put in force.

use super::super::line::Line;
use super::super::{forget, k};
use super::calendar::Kept;
use super::day_list::KINDS;
use super::moves::{Changes, moves};
use super::{WEEKDAYS, run};
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::nav;
use hoiam_kit::Trouble;
use hoiam_shared::Stamp;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::{CalendarInput, ChangePreview, ExceptionInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A calendar that says nothing yet.
pub fn blank(now: Stamp) -> CalendarInput {
    CalendarInput {
        name_vi: String::new(),
        name_en: String::new(),
        base: None,
        zone: String::new(),
        valid_from: dates::day_of(now),
        week: Vec::new(),
        exceptions: Vec::new(),
        seen: None,
        note: String::new(),
    }
}

/// The form.
#[component]
pub fn CalendarForm(
    /// The page.
    kept: Kept,
) -> impl IntoView {
    let app = kept.app;
    let input = RwSignal::new(kept.draft.get_untracked().unwrap_or_else(|| blank(app.now.get_untracked())));
    // Seven lines, whatever was said before.
    input.update(|i| i.week.resize(WEEKDAYS.len(), Vec::new()));
    let preview = RwSignal::new(None::<ChangePreview>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    forget(preview, move || input.get());
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        run(busy, trouble, app.lang, async move {
            let wanted = sent(input.get_untracked());
            preview.set(Some(api::preview_calendar(app, &kept.code.get_value(), &wanted).await?));
            Ok(())
        });
    };
    let publish = move |_| {
        run(busy, trouble, app.lang, async move {
            let wanted = sent(input.get_untracked());
            kept.published(api::publish_calendar(app, &kept.code.get_value(), &wanted).await?);
            request_animation_frame(|| {
                nav::focus("main");
            });
            Ok(())
        });
    };
    let text = move |get: fn(&CalendarInput) -> String| Signal::derive(move || input.with(get));
    let set = move |put: fn(&mut CalendarInput, String)| move |value: String| input.update(|i| put(i, value));
    view! {
        <form class="rule-form" on:submit=look>
            <Line id="cal-vi".to_owned() label=Keeping::NameVi value=text(|i| i.name_vi.clone()) change=set(|i, v| i.name_vi = v)/>
            <Line id="cal-en".to_owned() label=Keeping::NameEn value=text(|i| i.name_en.clone()) change=set(|i, v| i.name_en = v)/>
            <Line id="cal-from".to_owned() label=Keeping::ValidFrom kind="date" value=text(|i| i.valid_from.clone()) change=set(|i, v| i.valid_from = v)/>
            <Line id="cal-base".to_owned() label=Keeping::Base value=text(|i| i.base.clone().unwrap_or_default())
                change=set(|i, v| i.base = Some(v.trim().to_owned()).filter(|base| !base.is_empty()))/>
            <Line id="cal-zone".to_owned() label=Keeping::Zone help=Keeping::ZoneHelp value=text(|i| i.zone.clone()) change=set(|i, v| i.zone = v)/>
            <fieldset class="trial">
                <legend>{k(Keeping::Week)}</legend>
                <p class="soft">{k(Keeping::WeekHelp)}</p>
                {WEEKDAYS.into_iter().enumerate().map(|(n, name)| {
                    let value = Signal::derive(move || input.with(|i| i.week[n].join(", ")));
                    view! { <Line id=format!("cal-week-{n}") label=name value
                        change=move |v| input.update(|i| i.week[n] = periods(&v))/> }
                }).views()}
            </fieldset>
            <Days input/>
            <Line id="cal-note".to_owned() label=Keeping::Note value=text(|i| i.note.clone()) change=set(|i, v| i.note = v)/>
            <Alert trouble/>
            <div role="status">{move || preview.get().map(|view| shown(view, app.lang.get()))}</div>
            <div class="buttons">
                <button class=move || if preview.with(Option::is_some) { "" } else { "primary" }
                    aria-disabled=move || busy.get().to_string()>{k(Keeping::Preview)}</button>
                <Show when=move || preview.with(Option::is_some)>
                    <button type="button" class="primary" on:click=publish aria-disabled=move || busy.get().to_string()>{k(Keeping::Publish)}</button>
                </Show>
                <button type="button" on:click=move |_| kept.draft.set(None)>{k(Keeping::Cancel)}</button>
            </div>
        </form>
    }
}

/// What a preview says of the calendar and of open cases.
pub fn shown(view: ChangePreview, lang: hoiam_shared::Lang) -> AnyView {
    view! {
        <div class="trial">
            {(!view.notes.is_empty()).then(|| view! { <ul>{view.notes.into_iter().map(|note| view! { <li>{note}</li> }).views()}</ul> })}
            <Changes changes=view.changes changed=view.changed/>
            {moves(view.cases, lang)}
        </div>
    }
    .into_any()
}

/// `07:30-11:30, 13:30-17:00` as a list.
fn periods(text: &str) -> Vec<String> {
    // The last may still be on its way to be one: it stays as it is typed.
    match text.is_empty() {
        true => Vec::new(),
        false => text.split(',').map(|part| part.trim_start().to_owned()).collect(),
    }
}

/// As it is sent: without the empty lines of a form.
fn sent(mut input: CalendarInput) -> CalendarInput {
    let tidy = |hours: &mut Vec<String>| {
        for period in hours.iter_mut() {
            *period = period.trim().to_owned();
        }
        hours.retain(|period| !period.is_empty());
    };
    input.week.iter_mut().for_each(tidy);
    if input.week.iter().all(Vec::is_empty) {
        input.week = Vec::new();
    }
    input.exceptions.iter_mut().for_each(|day| tidy(&mut day.hours));
    input
}

/// The days that differ, each with its own lines; the newest first, since that is where work is done.
#[component]
fn Days(input: RwSignal<CalendarInput>) -> impl IntoView {
    let lang = hoiam_desk::state::app().lang;
    let count = Memo::new(move |_| input.with(|i| i.exceptions.len()));
    // How many of the newest have their lines open.
    let open = RwSignal::new(0);
    let add = move |_| {
        input.update(|i| {
            i.exceptions.push(ExceptionInput {
                from: i.valid_from.clone(),
                to: None,
                kind: "holiday".to_owned(),
                name_vi: String::new(),
                name_en: String::new(),
                hours: Vec::new(),
                decision: None,
                uid: None,
                sequence: 0,
            });
        });
        open.update(|n| *n += 1);
        let last = count.get_untracked().saturating_sub(1);
        request_animation_frame(move || {
            nav::focus(&format!("day-{last}-from"));
        });
    };
    let older = move || count.get().saturating_sub(open.get());
    view! {
        <fieldset class="trial">
            <legend>{k(Keeping::Days)}</legend>
            <div class="buttons"><button type="button" on:click=add>{k(Keeping::DayAdd)}</button></div>
            {move || (older()..count.get()).rev().map(|n| view! { <DayLines input n/> }).views()}
            <Show when=move || { older() > 0 }>
                <button type="button" class="more" on:click=move |_| open.update(|n| *n += 20)>
                    {move || fill(Keeping::DaysEarlier.text(lang.get()), &[("n", &older().to_string())])}
                </button>
            </Show>
        </fieldset>
    }
}

#[component]
fn DayLines(input: RwSignal<CalendarInput>, n: usize) -> impl IntoView {
    let lang = hoiam_desk::state::app().lang;
    let id = move |part: &str| format!("day-{n}-{part}");
    // A day may be taken away while its lines still stand.
    let text = move |get: fn(&ExceptionInput) -> String| {
        Signal::derive(move || input.with(|i| i.exceptions.get(n).map(get).unwrap_or_default()))
    };
    let set = move |put: fn(&mut ExceptionInput, String)| {
        move |value: String| {
            input.update(|i| {
                if let Some(day) = i.exceptions.get_mut(n) {
                    put(day, value);
                }
            });
        }
    };
    let kind = text(|day| day.kind.clone());
    let choose = set(|day, v| day.kind = v);
    let remove = move |_| {
        input.update(|i| {
            if n < i.exceptions.len() {
                i.exceptions.remove(n);
            }
        });
    };
    view! {
        <fieldset class="day-lines">
            <legend>{move || fill(Keeping::DayOf.text(lang.get()), &[("n", &(n + 1).to_string())])}</legend>
            <Line id=id("from") label=Keeping::DayFrom kind="date" value=text(|d| d.from.clone()) change=set(|d, v| d.from = v)/>
            <Line id=id("to") label=Keeping::DayTo kind="date" value=text(|d| d.to.clone().unwrap_or_default())
                change=set(|d, v| d.to = Some(v).filter(|to| !to.is_empty()))/>
            <div class="line-of">
                <label for=id("kind")>{k(Keeping::DayKind)}</label>
                <select id=id("kind") on:change=move |e| choose(event_target_value(&e))>
                    {KINDS.map(|(code, name)| view! { <option value=code selected=move || kind.get() == code>{k(name)}</option> }).into_iter().views()}
                </select>
            </div>
            <Line id=id("vi") label=Keeping::DayName value=text(|d| d.name_vi.clone()) change=set(|d, v| d.name_vi = v)/>
            <Line id=id("en") label=Keeping::DayNameEn value=text(|d| d.name_en.clone()) change=set(|d, v| d.name_en = v)/>
            <Line id=id("hours") label=Keeping::DayHours value=text(|d| d.hours.join(", ")) change=set(|d, v| d.hours = periods(&v))/>
            <Line id=id("decision") label=Keeping::DayDecision value=text(|d| d.decision.clone().unwrap_or_default())
                change=set(|d, v| d.decision = Some(v).filter(|number| !number.is_empty()))/>
            <div class="buttons"><button type="button" on:click=remove>{k(Keeping::DayRemove)}</button></div>
        </fieldset>
    }
}

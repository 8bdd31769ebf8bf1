//! Reports that are sent to the person regularly: the part of the form that asks for one, and those that there are.

use super::{own_name, place, t};
use crate::api;
use crate::parts::{choice, grid, link, put, small};
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{ScheduleInput, ScheduleView, SchedulesView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// On which day it is offered to be sent: most of the answers of the month before are in by then.
const USUAL_DAY: i64 = 5;

/// The part of the form: on which day, and the button.
pub fn field(
    span: Signal<i64>,
    asked: impl Fn(i64) -> ScheduleInput + Copy + Send + Sync + 'static,
    again: RwSignal<u32>,
) -> AnyView {
    let app = app();
    let day = RwSignal::new(USUAL_DAY);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let add = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let input = asked(day.get_untracked());
        spawn_local(async move {
            let answer = api::add_schedule(app, &input).await;
            busy.set(false);
            match answer {
                Ok(_) => again.update(|n| *n += 1),
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    let days = move || {
        let options = (1..=28).map(|n| (n.to_string(), n.to_string())).collect();
        let change = Callback::new(move |text: String| day.set(text.parse().unwrap_or(USUAL_DAY)));
        choice("report-day", T::RegularDay.text(app.lang.get()), options, &day.get().to_string(), change)
    };
    let inside = move || {
        match span.get() {
        0 => view! { <p class="soft">{t(T::RegularFree)}</p> }.into_any(),
        _ => view! {
            <p class="soft">{t(T::RegularHelp)}</p>
            <div class="choices">
                {days}
                <div class="buttons"><button type="button" aria-disabled=move || busy.get().to_string() on:click=add>{t(T::RegularAdd)}</button></div>
            </div>
        }
        .into_any(),
    }
    };
    view! {
        <fieldset class="kinds wide">
            <legend>{t(T::Regular)}</legend>
            {inside}
            <Alert trouble/>
        </fieldset>
    }
    .into_any()
}

/// Those that there are; nothing where there are none.
pub fn list(again: RwSignal<u32>) -> AnyView {
    let app = app();
    let loaded = Loaded::new(move || {
        again.track();
        api::schedules(app, app.lang.get())
    });
    view! {
        <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
            (move || view.with(|v| drawn(v, again, app.lang.get()))).into_any()
        }/>
    }
    .into_any()
}

fn drawn(v: &SchedulesView, again: RwSignal<u32>, lang: Lang) -> AnyView {
    if v.schedules.is_empty() {
        return ().into_any();
    }
    let heads = [T::Of, T::When, T::Form, T::Next, T::LastSent, T::RegularStop].map(|head| head.text(lang));
    let rows = v.schedules.iter().map(|one| line(one, again, lang)).collect();
    let unreached = (!v.mail).then(|| view! { <p class="soft">{T::NoMail.text(lang)}</p> }.into_any());
    view! {
        <section class="regular no-print" aria-labelledby="regular-title">
            <h2 id="regular-title">{T::RegularList.text(lang)}</h2>
            {unreached}
            {grid("regular", T::RegularList.text(lang), heads.into(), rows, 0)}
        </section>
    }
    .into_any()
}

fn line(one: &ScheduleView, again: RwSignal<u32>, lang: Lang) -> Vec<AnyView> {
    let every = match one.months {
        1 => T::EveryMonth,
        3 => T::EveryQuarter,
        _ => T::EveryHalfYear,
    };
    let when = put(every.text(lang), &[("day", one.day.to_string())]);
    let form = one.form.clone().unwrap_or_else(|| T::FormNone.text(lang).to_owned());
    let last = match (one.report, one.sent_at) {
        (Some(report), Some(at)) => link(place(report).href(), dates::date(at, lang)),
        _ => "–".into_any(),
    };
    vec![
        one.agency.name.clone().into_any(),
        vec![when.clone().into_any(), small(own_name(one.lang).to_owned())].into_any(),
        form.into_any(),
        dates::date(one.next_at, lang).into_any(),
        last,
        stop(one, &when, again, lang),
    ]
}

fn stop(one: &ScheduleView, when: &str, again: RwSignal<u32>, lang: Lang) -> AnyView {
    let app = app();
    let id = one.id;
    let trouble = RwSignal::new(None::<Trouble>);
    let remove = move |_| {
        spawn_local(async move {
            match api::remove_schedule(app, id).await {
                Ok(()) => again.update(|n| *n += 1),
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    let label = put(T::RegularStopFor.text(lang), &[("agency", one.agency.name.clone()), ("when", when.to_owned())]);
    view! {
        <button type="button" class="quiet" aria-label=label on:click=remove>{T::RegularStop.text(lang)}</button>
        <Alert trouble/>
    }
    .into_any()
}

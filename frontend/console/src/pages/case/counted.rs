//! How the deadlines of a case were counted, day by day, and who held it how long. Asked for only when somebody
//! opens it.

use crate::pure::held;
use crate::state::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::desk_clock::ClockDesk;
use hoiam_shared::wire::case::CaseView;
use hoiam_shared::wire::clock::{ClocksView, DayView, HeldView, TargetView};
use leptos::prelude::*;

/// The whole account, closed until it is opened.
#[component]
pub fn Counted(
    /// Whose.
    view: Known<CaseView>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <details class="counted" on:toggle=move |_| open.set(true)>
            <summary>{said(ClockDesk::InFull)}</summary>
            <Show when=move || open.get()><Whole view/></Show>
        </details>
    }
}

/// A text that follows the language.
fn said(key: ClockDesk) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

#[component]
fn Whole(view: Known<CaseView>) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let seen = Known::new(move || view.with(|v| (v.row.code.clone(), v.row.version)));
    let clocks = Loaded::new(move || {
        again.track();
        seen.with(|(code, _)| api::clocks(app, code, app.lang.get()))
    });
    view! {
        <Load value=move || clocks.get() retry=move |()| again.update(|n| *n += 1) view=move |clocks| {
            view! {
                <Policy clocks/>
                {move || clocks.with(|c| c.targets.clone()).into_iter().map(|target| view! { <Target target/> }).views()}
                <Bodies clocks/>
            }.into_any()
        }/>
    }
}

/// The rules it runs by.
#[component]
fn Policy(clocks: Known<ClocksView>) -> impl IntoView {
    move || {
        clocks.with(|c| c.policy.clone()).map(|policy| {
            let check = policy.check_before_use.then(|| view! { " "<strong>{said(ClockDesk::CheckFirst)}</strong> });
            view! { <p class="soft">{said(ClockDesk::ByPolicy)}" "{policy.name}" ("{policy.source}")"{check}</p> }
        })
    }
}

#[component]
fn Target(target: TargetView) -> impl IntoView {
    let app = app();
    let legend = target.label.clone();
    let stood = (!target.stood.is_empty()).then(|| {
        let rows = target.stood.into_iter().map(move |s| {
            let span = move || {
                let lang = app.lang.get();
                let to =
                    s.to.map_or_else(|| ClockDesk::UntilNow.text(lang).to_owned(), |to| dates::date_time(to, lang));
                format!("{} – {to}", dates::date_time(s.from, lang))
            };
            view! { <li><strong>{s.why}</strong>" "{span}{quoted(s.reason)}</li> }
        });
        view! { <h4>{said(ClockDesk::Stood)}</h4><ul>{rows.views()}</ul> }
    });
    let extended = (!target.extended.is_empty()).then(|| {
        let rows = target.extended.into_iter().map(move |e| {
            let when = move || dates::date_time(e.at, app.lang.get());
            view! { <li><strong>"+"{e.length}</strong>" "{when}{quoted(e.reason)}</li> }
        });
        view! { <h4>{said(ClockDesk::Longer)}</h4><ul>{rows.views()}</ul> }
    });
    let again = target.recalculated.map(|why| view! { <h4>{said(ClockDesk::Again)}</h4>{quoted(why)} });
    view! {
        <section class="counted-target">
            <h3>{target.label}" · "{target.length}</h3>
            <p>{target.text}</p>
            <ol class="days" role="list" aria-label=legend>
                {target.days.into_iter().map(|day| view! { <Day day/> }).views()}
            </ol>
            {stood}{extended}{again}
        </section>
    }
}

fn quoted(text: String) -> Option<impl IntoView> {
    (!text.is_empty()).then(|| view! { <blockquote>{text}</blockquote> })
}

/// One day: its number, its mark as a colour and a sign, and what it was on hover, on focus and for screen readers.
#[component]
fn Day(day: DayView) -> impl IntoView {
    let app = app();
    let class = format!("day {}", day.line.mark.code());
    let (date, counted) = (day.line.date, day.line.counted);
    let text = day.text;
    let whole = move |lang: Lang| format!("{}: {text}", held::day(date, lang));
    let title = whole.clone();
    view! {
        <li class=class tabindex="0" title=move || title(app.lang.get())>
            <span aria-hidden="true">{held::short(date)}<small>{counted}</small></span>
            <span class="sr">{move || whole(app.lang.get())}</span>
        </li>
    }
}

/// Who held it how long.
#[component]
fn Bodies(clocks: Known<ClocksView>) -> impl IntoView {
    let row = |body: HeldView| {
        let name = body.agency.map(|agency| agency.name).unwrap_or_else(|| "–".to_owned());
        let cell = |minutes: i64| view! { <td>{held::duration(minutes)}</td> };
        view! { <tr><th scope="row">{name}</th>{cell(body.worked_min)}{cell(body.waiting_min)}{cell(body.stopped_min)}</tr> }
    };
    view! {
        <section class="counted-target">
            <h3>{said(ClockDesk::HeldTitle)}</h3>
            <div class="scroll" tabindex="0" role="region" aria-label=said(ClockDesk::HeldTitle)>
                <table>
                    <thead><tr>
                        <th scope="col">{said(ClockDesk::Body)}</th>
                        <th scope="col">{said(ClockDesk::Worked)}</th>
                        <th scope="col">{said(ClockDesk::Waiting)}</th>
                        <th scope="col">{said(ClockDesk::Stopped)}</th>
                    </tr></thead>
                    <tbody>{move || clocks.with(|c| c.held.clone()).into_iter().map(row).views()}</tbody>
                </table>
            </div>
            <p class="soft">{said(ClockDesk::HeldMeans)}</p>
        </section>
    }
}

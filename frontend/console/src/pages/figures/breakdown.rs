//! The cases of the period: how long answers took, how it compares with other periods, and by a property that one
//! chooses, each figure with the cases behind it; as a file, too.

use super::{Asked, behind};
use crate::pure::figures::{count, decimal, percent, stars};
use crate::state::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::indicators::{BreakdownView, Dimension, Figure, Measured, Rate};
use leptos::prelude::*;

const DAY: i64 = 1_440;

/// A text that follows the language.
fn f(key: Figures) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

const fn name(by: Dimension) -> Figures {
    match by {
        Dimension::Agency => Figures::ByAgency,
        Dimension::Category => Figures::ByCategory,
        Dimension::Province => Figures::ByProvince,
        Dimension::Area => Figures::ByArea,
        Dimension::Kind => Figures::ByKind,
        Dimension::Channel => Figures::ByChannel,
        Dimension::Site => Figures::BySite,
    }
}

/// The section.
#[component]
pub fn Breakdown(
    /// What is asked for.
    asked: Known<Asked>,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0u32);
    let view = Loaded::new(move || {
        again.track();
        asked.with(|asked| api::breakdown(app, asked, app.lang.get()))
    });
    let choose = move |event| {
        let Some(by) = Dimension::from_code(&event_target_value(&event)) else { return };
        nav::go(app, Asked { by, ..asked.get_untracked() }.place());
    };
    let option = move |by: Dimension| {
        view! { <option value=by.code() selected=move || asked.with(|a| a.by == by)>{f(name(by))}</option> }
    };
    let file =
        move |format: &'static str| move || asked.with(|asked| api::breakdown_file(asked, format, app.lang.get()));
    view! {
        <section class="breakdown" aria-labelledby="breakdown-title">
            <h2 id="breakdown-title">{f(Figures::Title)}</h2>
            <p class="soft">{f(Figures::CohortMeans)}" "{f(Figures::TimesMean)}</p>
            <div class="narrow-by">
                <label for="breakdown-by">{f(Figures::By)}</label>
                <select id="breakdown-by" on:change=choose>{Dimension::ALL.iter().copied().map(option).views()}</select>
                <a href=file("csv") download="">{f(Figures::Csv)}</a>
                <a href=file("xlsx") download="">{f(Figures::Xlsx)}</a>
            </div>
            <Load value=move || view.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! { <Compared view/><Table view/> }.into_any()
            }/>
        </section>
    }
}

/// This period beside two others.
#[component]
fn Compared(view: Known<BreakdownView>) -> impl IntoView {
    let app = app();
    let rows = move || {
        let lang = app.lang.get();
        view.with(|v| {
            let all =
                [(Figures::ThisPeriod, &v.total), (Figures::Before, &v.before), (Figures::YearBefore, &v.year_before)];
            all.map(|(head, of)| line(&format!("{} ({})", head.text(lang), of.name), of, None, lang))
                .into_iter()
                .views()
        })
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="compared-title">
            <table class="numbers">
                <caption id="compared-title">{f(Figures::Compared)}</caption>
                <Heads first=Signal::derive(move || Figures::Period.text(app.lang.get()).to_owned())/>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A row for each value; a bar shows how many of all cases it has.
#[component]
fn Table(view: Known<BreakdownView>) -> impl IntoView {
    let app = app();
    let title = Signal::derive(move || name(view.with(|v| v.by)).text(app.lang.get()).to_owned());
    let rows = move || {
        let lang = app.lang.get();
        view.with(|v| {
            let most = v.rows.iter().map(|row| row.received.value).max().unwrap_or(0).max(1);
            v.rows.iter().map(|row| line(&row.name, row, Some((row.received.value, most)), lang)).views()
        })
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="parts-title">
            <table class="numbers">
                <caption id="parts-title">{move || title.get()}</caption>
                <Heads first=title/>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Heads(first: Signal<String>) -> impl IntoView {
    let heads = [
        Figures::Received,
        Figures::ResolutionRate,
        Figures::OnTimeRate,
        Figures::Median,
        Figures::P90,
        Figures::Open,
        Figures::Overdue,
        Figures::Refused,
        Figures::Joined,
        Figures::Withdrawn,
        Figures::Reopened,
        Figures::Bounced,
        Figures::Satisfaction,
    ];
    view! {
        <thead><tr>
            <th scope="col">{move || first.get()}</th>
            {heads.map(|head| view! { <th scope="col">{f(head)}</th> }).into_iter().views()}
        </tr></thead>
    }
}

fn line(name: &str, of: &Measured, share_of: Option<(i64, i64)>, lang: Lang) -> AnyView {
    let none = || view! { <span class="soft">{Desk::NoFigure.text(lang)}</span> }.into_any();
    let number = |figure: &Figure| behind(figure, count(figure.value, lang));
    let late = of.overdue.value > 0;
    let share = |rate: &Rate| percent(rate, lang).map_or_else(none, |text| behind(&rate.part, text));
    let days = |minutes: Option<u32>| match minutes {
        None => none(),
        Some(minutes) => {
            let tenths = (i64::from(minutes) * 20 + DAY) / (2 * DAY);
            behind(&of.answered, fill(Figures::Days.text(lang), &[("n", &decimal(tenths, lang))]))
        }
    };
    let bar = share_of.map(|(value, most)| {
        view! {
            <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect width=(value * 100 / most).to_string() height="6"></rect>
            </svg>
        }
    });
    let satisfaction = match of.satisfaction_centi {
        None => none(),
        Some(centi) => {
            let rated = fill(Desk::Ratings.text(lang), &[("n", &count(of.rated.value, lang))]);
            view! { {stars(centi, lang)}" "<small>{behind(&of.rated, rated)}</small> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row">{name.to_owned()}{bar}</th>
            <td>{number(&of.received)}</td>
            <td>{share(&of.resolution_rate)}</td>
            <td>{share(&of.on_time_rate)}</td>
            <td>{days(of.median_minutes)}</td>
            <td>{days(of.p90_minutes)}</td>
            <td>{number(&of.open)}</td>
            <td class=if late { "bad" } else { "" }>{number(&of.overdue)}</td>
            <td>{number(&of.refused)}</td>
            <td>{number(&of.joined)}</td>
            <td>{number(&of.withdrawn)}</td>
            <td>{number(&of.reopened)}</td>
            <td>{number(&of.bounced)}</td>
            <td>{satisfaction}</td>
        </tr>
    }
    .into_any()
}

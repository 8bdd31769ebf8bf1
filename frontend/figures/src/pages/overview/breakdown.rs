//! The cases of the period: how long answers took, how it compares with other periods, and by a property that one
//! chooses, each figure with the cases behind it; as a file, too.

use super::Asked;
use crate::api;
use crate::parts::behind;
use crate::pure::{count, days, percent, stars};
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

/// A text that follows the language.
fn f(key: Figures) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
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
        view! { <option value=by.code() selected=move || asked.with(|a| a.by == by)>{f(by.name())}</option> }
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
                (move || view.with(|v| tables(v, app.lang.get()))).into_any()
            }/>
        </section>
    }
}

/// This period beside two others, and a row for each value. Drawn as a whole: it changes as a whole.
fn tables(v: &BreakdownView, lang: Lang) -> AnyView {
    let all = [(Figures::ThisPeriod, &v.total), (Figures::Before, &v.before), (Figures::YearBefore, &v.year_before)];
    let compared = all.map(|(head, of)| line(&format!("{} ({})", head.text(lang), of.name), of, None, lang));
    let most = v.rows.iter().map(|row| row.received.value).max().unwrap_or(0).max(1);
    let parts = v.rows.iter().map(|row| line(&row.name, row, Some(most), lang)).collect();
    let compared = table("compared", Figures::Compared, Figures::Period, compared.into(), lang);
    vec![compared, table("parts", v.by.name(), v.by.name(), parts, lang)].into_any()
}

fn table(id: &'static str, caption: Figures, first: Figures, rows: Vec<AnyView>, lang: Lang) -> AnyView {
    let heads = [
        first,
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
        Figures::Appeals,
        Figures::PetitionsDue,
        Figures::Satisfaction,
    ];
    let heads: Vec<_> = heads.iter().map(|head| view! { <th scope="col">{head.text(lang)}</th> }).collect();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby=id>
            <table class="numbers">
                <caption id=id>{caption.text(lang)}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// `most` is how many cases the largest of the rows has: the bar of one is drawn beside it.
fn line(name: &str, of: &Measured, most: Option<i64>, lang: Lang) -> AnyView {
    let none = || Desk::NoFigure.text(lang).into_any();
    let number = |figure: &Figure| behind(figure, count(figure.value, lang));
    let share = |rate: &Rate| percent(rate, lang).map_or_else(none, |text| behind(&rate.part, text));
    let within = |minutes: Option<u32>| {
        minutes.map_or_else(none, |minutes| {
            behind(&of.answered, fill(Figures::Days.text(lang), &[("n", &days(i64::from(minutes), lang))]))
        })
    };
    let bar = most.map(|most| {
        view! {
            <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                <rect width=(of.received.value * 100 / most).to_string() height="6"></rect>
            </svg>
        }
        .into_any()
    });
    let satisfaction = of.satisfaction_centi.map_or_else(none, |centi| {
        let rated = fill(Desk::Ratings.text(lang), &[("n", &count(of.rated.value, lang))]);
        behind(&of.rated, format!("{} ({rated})", stars(centi, lang)))
    });
    let cells = [
        number(&of.received),
        share(&of.resolution_rate),
        share(&of.on_time_rate),
        within(of.median_minutes),
        within(of.p90_minutes),
        number(&of.open),
        number(&of.overdue),
        number(&of.refused),
        number(&of.joined),
        number(&of.withdrawn),
        number(&of.reopened),
        number(&of.bounced),
        number(&of.appeals),
        number(&of.petitions_due),
        satisfaction,
    ];
    let cells: Vec<_> = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).collect();
    view! { <tr><th scope="row">{name.to_owned()}{bar}</th>{cells}</tr> }.into_any()
}

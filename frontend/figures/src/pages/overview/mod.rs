//! The supervisor's figures: each is a link to exactly the cases counted in it, and its definition stands
//! beside it.

mod breakdown;
mod chart;
mod cost;
mod period;
mod table;

use crate::api;
use crate::pure::count;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, filled, t};
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::indicators::{Dimension, IndicatorsView};
use leptos::prelude::*;

/// Months shown when the address names none.
const MONTHS: i64 = 12;

/// What is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// Agency code; empty for the top.
    pub agency: String,
    /// First month.
    pub from: String,
    /// Last month.
    pub to: String,
    /// By what the cases of the period are broken down.
    pub by: Dimension,
}

impl Asked {
    /// Where these figures are.
    pub fn place(&self) -> Place {
        let by = if self.by == Dimension::Category { "" } else { self.by.code() };
        Place::Figures {
            page: String::new(),
            agency: self.agency.clone(),
            from: self.from.clone(),
            to: self.to.clone(),
            by: by.to_owned(),
        }
    }

    /// Their address.
    pub fn href(&self) -> String {
        self.place().href()
    }
}

/// The page.
#[component]
pub fn FiguresPage() -> impl IntoView {
    let app = app();
    let asked = Known::after(move |before: Option<&Asked>| match app.place.get() {
        Place::Figures { agency, from, to, by, .. } => {
            let this_month = dates::month_of(app.now.get_untracked());
            let to = if to.is_empty() { this_month } else { to };
            let from = if from.is_empty() { dates::month_plus(&to, 1 - MONTHS) } else { from };
            Asked { agency, from, to, by: Dimension::from_code(&by).unwrap_or(Dimension::Category) }
        }
        // On the way to another page: nothing is asked anew.
        _ => before.cloned().unwrap_or(Asked {
            agency: String::new(),
            from: String::new(),
            to: String::new(),
            by: Dimension::Category,
        }),
    });
    let again = RwSignal::new(0);
    let of = Known::new(move || asked.with(|a| (a.agency.clone(), a.from.clone(), a.to.clone())));
    let view = Loaded::new(move || {
        again.track();
        of.with(|(agency, from, to)| api::indicators(app, agency, from, to, app.lang.get()))
    });
    view! {
        <main id="main" class="figures" tabindex="-1">
            <div class="head">
                <h1>{t(Desk::FiguresTitle)}</h1>
                <period::Period asked/>
            </div>
            <Load value=move || view.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! {
                    <Path view asked/>
                    <table::Table view asked/>
                    <chart::Months view/>
                    <breakdown::Breakdown asked/>
                    <cost::Saved view/>
                    <Definitions/>
                    <p class="soft">{move || {
                        let lang = app.lang.get();
                        filled(Desk::StandsAt, lang, "n", &count(view.with(|v| v.seq), lang))
                    }}</p>
                }.into_any()
            }/>
        </main>
    }
}

/// The agencies above, to go back up.
#[component]
fn Path(view: Known<IndicatorsView>, asked: Known<Asked>) -> impl IntoView {
    let steps = move || {
        let here = asked.get();
        let step = |agency: hoiam_shared::wire::intake::AgencyRef| {
            let href = Asked { agency: agency.code, ..here.clone() }.href();
            view! { <li><a href=href>{agency.name}</a></li> }
        };
        view.with(|v| v.path.clone()).into_iter().map(step).views()
    };
    view! {
        <nav class="path" aria-label=t(Desk::PathLabel)>
            <ol role="list">
                {steps}
                <li aria-current="page">{move || view.with(|v| v.total.agency.name.clone())}</li>
            </ol>
        </nav>
    }
}

/// What each figure counts.
#[component]
fn Definitions() -> impl IntoView {
    let all = [
        (Desk::Received, Desk::ReceivedMeans),
        (Desk::ResolutionRate, Desk::ResolutionMeans),
        (Desk::OnTimeRate, Desk::OnTimeMeans),
        (Desk::Backlog, Desk::BacklogMeans),
        (Desk::Overdue, Desk::OverdueMeans),
        (Desk::Satisfaction, Desk::SatisfactionMeans),
    ];
    view! {
        <section class="definitions" aria-labelledby="definitions-title">
            <h2 id="definitions-title">{t(Desk::DefinitionsTitle)}</h2>
            <dl class="pairs">
                {all.map(|(name, means)| view! { <div><dt>{t(name)}</dt><dd>{t(means)}</dd></div> }).into_iter().views()}
            </dl>
        </section>
    }
}

//! Agencies ranked by a rate, each with the interval that chance leaves it and the cases behind it. What is shown stands in
//! the address: `ranking/AGENCY/FROM/TO/BY`, `-` for what is left to the server.

use super::Page;
use crate::api::{self, Ranked as Asked};
use crate::parts::{behind, choice, grid, link, months, put, small, taken_along};
use crate::pure::{decimal, percent};
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ranking::Ranking as R;
use hoiam_shared::wire::indicators::Rate;
use hoiam_shared::wire::ranking::{Against, Placing, RankedBy, RankingRow, RankingView};
use leptos::prelude::*;

/// Hundredths of a percent.
const ALL: f64 = 10_000.0;

/// A text of this page that follows the language.
fn r(key: R) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

fn read(item: &str) -> Asked {
    let mut steps = item.split('/').map(|step| if step == "-" { "" } else { step }.to_owned());
    let mut next = || steps.next().unwrap_or_default();
    let (agency, from, to, by) = (next(), next(), next(), next());
    Asked { agency, from, to, by: RankedBy::from_code(&by).unwrap_or(RankedBy::OnTime) }
}

fn place(asked: &Asked) -> Place {
    let step = |text: &str| if text.is_empty() { "-".to_owned() } else { text.to_owned() };
    let (agency, from, to) = (step(&asked.agency), step(&asked.from), step(&asked.to));
    Place::figures_page(&format!("{}/{agency}/{from}/{to}/{}", Page::Ranking.name(), asked.by), "")
}

/// The page.
#[component]
pub fn RankingPage(
    /// What the address asks for.
    item: String,
) -> impl IntoView {
    let app = app();
    let asked = read(&item);
    let again = RwSignal::new(0_u32);
    let of = asked.clone();
    let loaded = Loaded::new(move || {
        again.track();
        api::ranking(app, app.lang.get(), &of)
    });
    let shown = asked.clone();
    view! {
        <main id="main" class="figures ranking" tabindex="-1">
            <h1>{r(R::Title)}</h1>
            <p>{r(R::Intro)}</p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                let asked = shown.clone();
                (move || view.with(|v| drawn(v, &asked, app.lang.get()))).into_any()
            }/>
        </main>
    }
}

/// All of it. Drawn as a whole: it changes as a whole.
fn drawn(v: &RankingView, asked: &Asked, lang: Lang) -> AnyView {
    // As the server took it, so that the lists say what is shown.
    let now = Asked { agency: v.agency.code.clone(), from: v.from.clone(), to: v.to.clone(), by: asked.by };
    let step = |agency: &hoiam_shared::wire::intake::AgencyRef| {
        let href = place(&Asked { agency: agency.code.clone(), ..now.clone() }).href();
        view! { <li><a href=href>{agency.name.clone()}</a></li> }
    };
    let above = v.path.iter().map(step).views();
    let figures = Place::Figures {
        page: String::new(),
        agency: now.agency.clone(),
        from: now.from.clone(),
        to: now.to.clone(),
        by: String::new(),
    };
    let file = |format| api::ranking_file(&now, format, lang);
    let body = match v.rows.is_empty() {
        true => view! { <p class="empty">{R::None.text(lang)}</p> }.into_any(),
        false => table(v, &now, lang),
    };
    let few = fill(R::MeansFew.text(lang), &[("n", &v.least.to_string())]);
    view! {
        <nav class="path" aria-label=Desk::PathLabel.text(lang)>
            <ol role="list">{above}<li aria-current="page">{v.agency.name.clone()}</li></ol>
        </nav>
        {choices(&now, lang)}
        <p class="summary">{summary(v, lang)}</p>
        {body}
        {taken_along(file("csv"), file("xlsx"), figures.href(), lang)}
        <section aria-labelledby="means">
            <h2 id="means">{R::MeansTitle.text(lang)}</h2>
            <ul class="plain">
                {[R::MeansRates, R::MeansInterval, R::MeansPlaces].map(|key| view! { <li>{key.text(lang)}</li> }).into_iter().views()}
                <li>{few}</li>
            </ul>
        </section>
    }
    .into_any()
}

/// By what, and of which months.
fn choices(now: &Asked, lang: Lang) -> AnyView {
    let app = app();
    let go = move |next: Asked| nav::go(app, place(&next));
    let now = now.clone();
    let by = {
        let now = now.clone();
        Callback::new(move |code: String| {
            if let Some(by) = RankedBy::from_code(&code) {
                go(Asked { by, ..now.clone() });
            }
        })
    };
    let from = {
        let now = now.clone();
        Callback::new(move |month: String| {
            go(Asked { to: now.to.clone().max(month.clone()), from: month, ..now.clone() })
        })
    };
    let to = {
        let now = now.clone();
        Callback::new(move |month: String| {
            go(Asked { from: now.from.clone().min(month.clone()), to: month, ..now.clone() })
        })
    };
    let rates = RankedBy::ALL.iter().map(|one| (one.code().to_owned(), one.name().text(lang).to_owned())).collect();
    let all = vec![
        choice("ranked-by", R::By.text(lang), rates, now.by.code(), by),
        choice("ranked-from", Desk::FromMonth.text(lang), months(app, &now.from, lang), &now.from, from),
        choice("ranked-to", Desk::ToMonth.text(lang), months(app, &now.to, lang), &now.to, to),
    ];
    view! { <div class="choices" role="group" aria-label=Desk::PeriodLabel.text(lang)>{all}</div> }.into_any()
}

/// What the table says, in a sentence.
fn summary(v: &RankingView, lang: Lang) -> String {
    let is = |against| v.rows.iter().filter(|row| row.placing.as_ref().is_some_and(|at| at.against == against)).count();
    let ranked = v.rows.iter().filter(|row| row.placing.is_some()).count();
    let all = [
        ("ranked", ranked.to_string()),
        ("above", is(Against::Above).to_string()),
        ("below", is(Against::Below).to_string()),
        ("whole", percent(&v.whole, lang).unwrap_or_else(|| Desk::NoFigure.text(lang).to_owned())),
        ("unranked", (v.rows.len() - ranked).to_string()),
    ];
    put(R::Summary.text(lang), &all)
}

fn table(v: &RankingView, now: &Asked, lang: Lang) -> AnyView {
    let heads = [R::Place, R::Agency, v.by.name(), R::Interval, R::Verdict];
    let whole = (v.whole.of.value > 0).then(|| v.whole.part.value as f64 / v.whole.of.value as f64);
    let total = [().into_any(), R::Whole.text(lang).into_any(), of(&v.whole, lang), ().into_any(), ().into_any()];
    let rows = v.rows.iter().map(|row| line(row, v, whole, now, lang));
    let rows = core::iter::once(Vec::from(total)).chain(rows).collect();
    grid("ranking-table", R::Table.text(lang), heads.iter().map(|head| head.text(lang)).collect(), rows, 1)
}

/// A rate with what it is out of, both with their cases.
fn of(rate: &Rate, lang: Lang) -> AnyView {
    let Some(text) = percent(rate, lang) else { return Desk::NoFigure.text(lang).into_any() };
    let all = vec![
        behind(&rate.part, text),
        view! { <small>{R::OutOf.text(lang)}" "{behind(&rate.of, rate.of.value.to_string())}</small> }.into_any(),
    ];
    all.into_any()
}

fn line(row: &RankingRow, v: &RankingView, whole: Option<f64>, now: &Asked, lang: Lang) -> Vec<AnyView> {
    let name = row.agency.name.clone();
    let name = match row.expandable {
        true => link(place(&Asked { agency: row.agency.code.clone(), ..now.clone() }).href(), name),
        false => name.into_any(),
    };
    let (number, interval, verdict) = match &row.placing {
        Some(at) => {
            let end = |hundredths: i64| format!("{}%", decimal((hundredths + 5) / 10, lang));
            let ends = [("low", end(at.low)), ("high", end(at.high))];
            let text = put(R::FromTo.text(lang), &ends);
            let class = match at.against {
                Against::Above => "pill good",
                Against::Alike => "pill off",
                Against::Below => "pill bad",
            };
            (
                places(at, lang),
                vec![drawing(at, &row.rate, whole), small(text)].into_any(),
                view! { <span class=class>{at.against.name().text(lang)}</span> }.into_any(),
            )
        }
        None => {
            let why = row.unranked.map(|why| fill(why.name().text(lang), &[("n", &v.least.to_string())]));
            ("–".to_owned(), ().into_any(), view! { <span class="soft">{why}</span> }.into_any())
        }
    };
    vec![number.into_any(), name, of(&row.rate, lang), interval, verdict]
}

fn places(at: &Placing, lang: Lang) -> String {
    match at.first == at.last {
        true => at.first.to_string(),
        false => fill(R::Places.text(lang), &[("first", &at.first.to_string()), ("last", &at.last.to_string())]),
    }
}

/// The interval as a bar from nothing to all, the rate on it, and a line where all together are. The words stand beside it.
fn drawing(at: &Placing, rate: &Rate, whole: Option<f64>) -> AnyView {
    let x = |share: f64| format!("{:.2}", share * 200.0);
    let (low, high) = (at.low as f64 / ALL, at.high as f64 / ALL);
    let class = match at.against {
        Against::Above => "span above",
        Against::Alike => "span",
        Against::Below => "span below",
    };
    let own = rate.part.value as f64 / rate.of.value.max(1) as f64;
    view! {
        <svg class="interval" viewBox="-5 0 210 16" aria-hidden="true">
            <line class="scale" x1="0" x2="200" y1="8" y2="8"></line>
            {whole.map(|whole| view! { <line class="whole" x1=x(whole) x2=x(whole) y1="0" y2="16"></line> })}
            <rect class=class x=x(low) width=x(high - low) y="5" height="6" rx="3"></rect>
            <circle cx=x(own) cy="8" r="4.5"></circle>
        </svg>
    }
    .into_any()
}

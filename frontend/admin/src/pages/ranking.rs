//! Agencies ranked by a rate, each with the interval that chance leaves it and the cases behind it. What is shown stands in
//! the address: `ranking/AGENCY/FROM/TO/BY`, `-` for what is left to the server.

use super::{Back, percent};
use crate::api_figures::{self as api, Asked};
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, nav, t};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ranking::Ranking as R;
use hoiam_shared::wire::indicators::{Figure, Rate};
use hoiam_shared::wire::ranking::{Against, Placing, RankedBy, RankingRow, RankingView};
use leptos::prelude::*;

/// How many months back can be chosen.
const MONTHS: i64 = 72;
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
    super::Page::Ranking.at(&format!("{agency}/{from}/{to}/{}", asked.by))
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
        <main id="main" class="admin ranking" tabindex="-1">
            <Back/>
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
    let figures =
        Place::Figures { agency: now.agency.clone(), from: now.from.clone(), to: now.to.clone(), by: String::new() };
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
        <Choices now=now.clone()/>
        <p class="summary">{summary(v, lang)}</p>
        {body}
        <div class="buttons">
            <a class="button" href=file("csv") download="">{hoiam_shared::catalogue::figures::Figures::Csv.text(lang)}</a>
            <a class="button" href=file("xlsx") download="">{hoiam_shared::catalogue::figures::Figures::Xlsx.text(lang)}</a>
            <button type="button" class="quiet print" on:click=move |_| { window().print().ok(); }>{Desk::Print.text(lang)}</button>
            <a class="button" href=figures.href()>{R::ToFigures.text(lang)}</a>
        </div>
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
#[component]
fn Choices(now: Asked) -> impl IntoView {
    let app = app();
    let now = StoredValue::new(now);
    let go = move |change: &dyn Fn(&mut Asked)| {
        let mut next = now.get_value();
        change(&mut next);
        nav::go(app, place(&next));
    };
    let by = move |event| {
        let Some(by) = RankedBy::from_code(&event_target_value(&event)) else { return };
        go(&|asked| asked.by = by);
    };
    let from = move |event| {
        let month = event_target_value(&event);
        go(&|asked| {
            asked.to = asked.to.clone().max(month.clone());
            asked.from.clone_from(&month);
        });
    };
    let to = move |event| {
        let month = event_target_value(&event);
        go(&|asked| {
            asked.from = asked.from.clone().min(month.clone());
            asked.to.clone_from(&month);
        });
    };
    let months = move |chosen: String| {
        move || {
            let (lang, newest) = (app.lang.get(), dates::month_of(app.now.get()));
            let mut all: Vec<String> = (0..MONTHS).map(|back| dates::month_plus(&newest, -back)).collect();
            if !all.contains(&chosen) {
                all.push(chosen.clone());
            }
            let option = |month: String| {
                let text = dates::month(&month, lang);
                view! { <option selected=month == chosen value=month>{text}</option> }
            };
            all.into_iter().map(option).views()
        }
    };
    let rates = RankedBy::ALL.iter().copied().map(|one| {
        view! { <option value=one.code() selected=one == now.with_value(|now| now.by)>{r(one.name())}</option> }
    });
    view! {
        <div class="period" role="group" aria-label=t(Desk::PeriodLabel)>
            <label>{r(R::By)}<select on:change=by>{rates.views()}</select></label>
            <label>{t(Desk::FromMonth)}<select on:change=from>{months(now.with_value(|now| now.from.clone()))}</select></label>
            <label>{t(Desk::ToMonth)}<select on:change=to>{months(now.with_value(|now| now.to.clone()))}</select></label>
        </div>
    }
}

/// What the table says, in a sentence.
fn summary(v: &RankingView, lang: Lang) -> String {
    let is = |against| v.rows.iter().filter(|row| row.placing.as_ref().is_some_and(|at| at.against == against)).count();
    let ranked = v.rows.iter().filter(|row| row.placing.is_some()).count();
    let all = [
        ("ranked", ranked.to_string()),
        ("above", is(Against::Above).to_string()),
        ("below", is(Against::Below).to_string()),
        ("whole", share(&v.whole, lang).unwrap_or_else(|| Desk::NoFigure.text(lang).to_owned())),
        ("unranked", (v.rows.len() - ranked).to_string()),
    ];
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(R::Summary.text(lang), &all)
}

fn share(rate: &Rate, lang: Lang) -> Option<String> {
    (rate.of.value > 0).then(|| percent(rate.part.value as f64 / rate.of.value as f64, lang))
}

fn behind(figure: &Figure, text: String) -> AnyView {
    view! { <a class="figure" href=Place::queue(&*figure.query).href()>{text}</a> }.into_any()
}

fn table(v: &RankingView, now: &Asked, lang: Lang) -> AnyView {
    let heads = [R::Place, R::Agency, v.by.name(), R::Interval, R::Verdict];
    let whole = (v.whole.of.value > 0).then(|| v.whole.part.value as f64 / v.whole.of.value as f64);
    let rows = v.rows.iter().map(|row| line(row, v, whole, now, lang)).views();
    let total = share(&v.whole, lang).map(|text| {
        view! {
            {behind(&v.whole.part, text)}
            <small>{R::OutOf.text(lang)}" "{behind(&v.whole.of, v.whole.of.value.to_string())}</small>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby="ranking-table">
            <table class="numbers ranked">
                <caption id="ranking-table">{R::Table.text(lang)}</caption>
                <thead><tr>{heads.map(|head| view! { <th scope="col">{head.text(lang)}</th> }).into_iter().views()}</tr></thead>
                <tbody>
                    <tr class="sum"><td></td><th scope="row">{R::Whole.text(lang)}</th><td>{total}</td><td></td><td></td></tr>
                    {rows}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(row: &RankingRow, v: &RankingView, whole: Option<f64>, now: &Asked, lang: Lang) -> AnyView {
    let name = row.agency.name.clone();
    let name = match row.expandable {
        true => {
            let href = place(&Asked { agency: row.agency.code.clone(), ..now.clone() }).href();
            view! { <a href=href>{name}</a> }.into_any()
        }
        false => name.into_any(),
    };
    let rate = match share(&row.rate, lang) {
        Some(text) => view! {
            {behind(&row.rate.part, text)}
            <small>{R::OutOf.text(lang)}" "{behind(&row.rate.of, row.rate.of.value.to_string())}</small>
        }
        .into_any(),
        None => Desk::NoFigure.text(lang).into_any(),
    };
    let (number, interval, verdict) = match &row.placing {
        Some(at) => {
            let ends = [("low", percent(at.low as f64 / ALL, lang)), ("high", percent(at.high as f64 / ALL, lang))];
            let ends: Vec<(&str, &str)> = ends.iter().map(|(name, value)| (*name, value.as_str())).collect();
            let text = fill(R::FromTo.text(lang), &ends);
            let class = match at.against {
                Against::Above => "pill good",
                Against::Alike => "pill off",
                Against::Below => "pill bad",
            };
            (
                places(at, lang),
                view! { {drawing(at, &row.rate, whole)}<small>{text}</small> }.into_any(),
                view! { <span class=class>{at.against.name().text(lang)}</span> }.into_any(),
            )
        }
        None => {
            let why = row.unranked.map(|why| fill(why.name().text(lang), &[("n", &v.least.to_string())]));
            ("–".to_owned(), ().into_any(), view! { <span class="soft">{why}</span> }.into_any())
        }
    };
    view! { <tr><td>{number}</td><th scope="row">{name}</th><td>{rate}</td><td>{interval}</td><td>{verdict}</td></tr> }
        .into_any()
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

//! Parts that the pages share: a number with the cases behind it, a list to choose from, a table, and the buttons below it. Plain functions of
//! erased views, so that each is in the program once.

use crate::charts::Bars;
use hoiam_desk::parts::agency::{AgencyField, Text};
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::{Place, encode};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Request;
use hoiam_desk::state::{App, app, nav};
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::flow::Flow;
use hoiam_shared::catalogue::ranking::Ranking;
use hoiam_shared::catalogue::reports::Reports;
use hoiam_shared::wire::indicators::Figure;
use hoiam_shared::wire::intake::AgencyRef;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

/// How many months back can be chosen.
const MONTHS: i64 = 72;

/// What pages of figures of an agency have in common: their name and what they are about, the field of the agency, what came of
/// the question, and what stands below it. `class` is the page's own, for the sheet.
pub fn page<V>(
    class: &'static str,
    [title, intro]: [fn(Lang) -> &'static str; 2],
    field: AnyView,
    ask: impl Fn(Lang) -> Request<V> + 'static,
    drawn: impl Fn(&V, Lang) -> AnyView + Copy + Send + Sync + 'static,
    below: AnyView,
) -> AnyView
where
    V: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static,
{
    let lang = app().lang;
    let again = RwSignal::new(0_u32);
    let loaded = Loaded::new(move || {
        again.track();
        ask(lang.get())
    });
    view! {
        <main id="main" class=format!("figures {class}") tabindex="-1">
            <h1>{move || title(lang.get())}</h1>
            <p>{move || intro(lang.get())}</p>
            <div class="choices no-print">{field}</div>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                (move || view.with(|v| drawn(v, lang.get()))).into_any()
            }/>
            {below}
        </main>
    }
    .into_any()
}

/// A link to the cases behind a number.
pub fn behind(figure: &Figure, text: String) -> AnyView {
    if figure.query.is_empty() {
        return view! { <span>{text}</span> }.into_any();
    }
    view! { <a class="figure" href=Place::queue(&*figure.query).href()>{text}</a> }.into_any()
}

/// A labelled list: codes and their texts, one of them chosen.
pub fn choice(
    id: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    chosen: &str,
    choose: Callback<String>,
) -> AnyView {
    let option = |(code, text): (String, String)| {
        let selected = code == chosen;
        view! { <option prop:selected=selected selected=selected value=code>{text}</option> }.into_any()
    };
    let options: Vec<AnyView> = options.into_iter().map(option).collect();
    view! {
        <div class="line-of">
            <label for=id>{label}</label>
            <select id=id on:change=move |event| choose.run(event_target_value(&event))>{options}</select>
        </div>
    }
    .into_any()
}

/// The months that can be chosen, newest first, the one chosen among them.
pub fn months(app: App, chosen: &str, lang: Lang) -> Vec<(String, String)> {
    let newest = dates::month_of(app.now.get_untracked());
    let mut all: Vec<String> = (0..MONTHS).map(|back| dates::month_plus(&newest, -back)).collect();
    if !chosen.is_empty() && !all.iter().any(|month| month == chosen) {
        all.push(chosen.to_owned());
    }
    all.into_iter().map(|month| (month.clone(), dates::month(&month, lang))).collect()
}

/// The first month, the last one and by what, as the address of a page of figures says; each may be empty.
pub fn asked() -> Known<[String; 3]> {
    let app = app();
    Known::after(move |before: Option<&[String; 3]>| match app.place.get() {
        Place::Figures { from, to, by, .. } => [from, to, by],
        // On the way to another page: nothing is asked anew.
        _ => before.cloned().unwrap_or_default(),
    })
}

/// Chooses by what a page of figures is; whose and of when stays as it is.
pub fn choice_by(
    page: &'static str,
    (id, label): (&'static str, &'static str),
    options: Vec<(String, String)>,
    chosen: &str,
    agency: &AgencyRef,
    (from, to): (&str, &str),
) -> AnyView {
    let (app, agency, from, to) = (app(), agency.code.clone(), from.to_owned(), to.to_owned());
    let choose = Callback::new(move |by: String| {
        let (page, agency, from, to) = (page.to_owned(), agency.clone(), from.clone(), to.clone());
        nav::go(app, Place::Figures { page, agency, from, to, by });
    });
    choice(id, label, options, chosen, choose)
}

/// From which month to which, on a page of figures whose address says so; `by` stays as it is.
pub fn period(page: &'static str, by: &str, agency: &AgencyRef, (from, to): (&str, &str), lang: Lang) -> AnyView {
    let app = app();
    let (by, agency) = (by.to_owned(), agency.code.clone());
    let go = move |from: String, to: String| {
        let (page, agency, by) = (page.to_owned(), agency.clone(), by.clone());
        nav::go(app, Place::Figures { page, agency, from, to, by });
    };
    let (first, last, also) = (from.to_owned(), to.to_owned(), go.clone());
    let change_from = Callback::new(move |month: String| go(month.clone(), last.clone().max(month)));
    let change_to = Callback::new(move |month: String| also(first.clone().min(month.clone()), month));
    let all = vec![
        choice("period-from", Desk::FromMonth.text(lang), months(app, from, lang), from, change_from),
        choice("period-to", Desk::ToMonth.text(lang), months(app, to, lang), to, change_to),
    ];
    view! { <div class="choices no-print" role="group" aria-label=Desk::PeriodLabel.text(lang)>{all}</div> }.into_any()
}

/// A table that scrolls by itself; the cell at `head` names its row.
pub fn grid(
    id: &'static str,
    caption: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<Vec<AnyView>>,
    head: usize,
) -> AnyView {
    let heads: Vec<AnyView> = heads.into_iter().map(|head| view! { <th scope="col">{head}</th> }.into_any()).collect();
    let cell = |(at, cell): (usize, AnyView)| match at == head {
        true => view! { <th scope="row">{cell}</th> }.into_any(),
        false => view! { <td>{cell}</td> }.into_any(),
    };
    let row = |row: Vec<AnyView>| {
        let cells: Vec<AnyView> = row.into_iter().enumerate().map(cell).collect();
        view! { <tr>{cells}</tr> }.into_any()
    };
    view! {
        <div class="scroll" tabindex="0" role="region" aria-labelledby=id>
            <table class="numbers">
                <caption id=id>{caption}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows.into_iter().map(row).views()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Bars, what they say, and their numbers, each with its cases.
pub fn chart(id: &'static str, summary: String, bars: &Bars, rows: Vec<Vec<AnyView>>, lang: Lang) -> AnyView {
    let heads = core::iter::once(bars.of).chain(bars.series.iter().map(|one| one.name)).collect();
    let table = grid(id, bars.title, heads, rows, 0);
    drawing(Drawing { id, title: bars.title, summary, svg: bars.svg(lang), csv: bars.csv() }, table, true, lang)
}

/// A drawing, and the same as words and as files.
pub struct Drawing {
    /// Names it on the page and its files.
    pub id: &'static str,
    /// What it is.
    pub title: &'static str,
    /// What it says.
    pub summary: String,
    /// The drawing.
    pub svg: String,
    /// Its numbers.
    pub csv: String,
}

/// A drawing, what it says, its numbers, and both as files.
pub fn drawing(drawing: Drawing, table: AnyView, open: bool, lang: Lang) -> AnyView {
    let Drawing { id, title, summary, svg, csv } = drawing;
    let file = |kind: &str, content: &str, text: Flow| {
        let href = format!("data:{kind};charset=utf-8,{}", encode(content));
        let ending = if kind == "text/csv" { "csv" } else { "svg" };
        view! { <a class="button" href=href download=format!("hoiam-{id}.{ending}")>{text.text(lang)}</a> }.into_any()
    };
    let files = vec![file("image/svg+xml", &svg, Flow::Svg), file("text/csv", &csv, Flow::Csv)];
    let described = format!("{id}-title");
    view! {
        <section class="drawn" aria-labelledby=described.clone()>
            <h2 id=described.clone()>{title}</h2>
            <p>{summary}</p>
            <div class="scroll" tabindex="0" role="group" aria-labelledby=described.clone() inner_html=svg></div>
            <details open=open>
                <summary>{Desk::AsTable.text(lang)}</summary>
                {table}
            </details>
            <div class="buttons no-print">
                {files}
                <button type="button" class="quiet print" on:click=|_| { window().print().ok(); }>{Desk::Print.text(lang)}</button>
            </div>
        </section>
    }
    .into_any()
}

/// What is shown as files, on paper, and as it is today.
pub fn taken_along(csv: String, xlsx: String, figures: String, lang: Lang) -> AnyView {
    let link = |href: String, text: &'static str, file: bool| {
        view! { <a class="button" href=href download=file.then_some("")>{text}</a> }.into_any()
    };
    view! {
        <div class="buttons">
            {link(csv, Figures::Csv.text(lang), true)}
            {link(xlsx, Figures::Xlsx.text(lang), true)}
            <button type="button" class="quiet print" on:click=|_| { window().print().ok(); }>{Desk::Print.text(lang)}</button>
            {link(figures, Ranking::ToFigures.text(lang), false)}
        </div>
    }
    .into_any()
}

/// Something less important, below what it is about.
pub fn small(text: String) -> AnyView {
    view! { <small dir="auto">{text}</small> }.into_any()
}

/// A text with its places filled.
pub fn put(text: &str, values: &[(&str, String)]) -> String {
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    fill(text, &values)
}

/// A link.
pub fn link(href: String, text: String) -> AnyView {
    view! { <a href=href>{text}</a> }.into_any()
}

/// A labelled text of a few lines.
pub fn field(id: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    view! {
        <div class="line-of">
            <label for=id>{label}</label>
            <textarea id=id rows="3" prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))></textarea>
        </div>
    }
    .into_any()
}

/// The agencies above one, to go back up, on a page of figures.
pub fn path(above: &[AgencyRef], here: &AgencyRef, page: &str, lang: Lang) -> AnyView {
    let step = |agency: &AgencyRef| {
        let href = Place::figures_page(page, &agency.code).href();
        view! { <li><a href=href>{agency.name.clone()}</a></li> }
    };
    view! {
        <nav class="path" aria-label=Desk::PathLabel.text(lang)>
            <ol role="list">{above.iter().map(step).views()}<li aria-current="page">{here.name.clone()}</li></ol>
        </nav>
    }
    .into_any()
}

/// The agency in the address of a page of figures, empty for the top of the person's branch, and the field that chooses it.
pub fn branch(page: &'static str, label: Text) -> (Known<String>, AnyView) {
    let app = app();
    let agency = Known::after(move |before: Option<&String>| match app.place.get() {
        Place::Figures { agency, .. } => agency,
        // On the way to another page: nothing is asked anew.
        _ => before.cloned().unwrap_or_default(),
    });
    let choose = Callback::new(move |code: String| nav::go(app, Place::figures_page(page, &code)));
    let chosen = Signal::derive(move || agency.get());
    let help: Text = Box::new(|lang| Reports::AgencyHelp.text(lang));
    (agency, view! { <AgencyField id="shown" chosen choose may_be_empty=true label help=Some(help)/> }.into_any())
}

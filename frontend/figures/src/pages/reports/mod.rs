//! Reports: those of an agency and all below it, and the form that prepares one.

mod forms;
pub mod one;
mod regular;

use super::Page;
use crate::api;
use crate::parts::{branch, choice, field, grid, link, months, page, small};
use crate::pure::last_span;
use hoiam_desk::parts::agency::AgencyField;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{ReportInput, ReportRowView, ReportState, ReportsView, ScheduleInput};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of reports that follows the language.
fn t(key: T) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

fn place(id: i64) -> Place {
    Place::figures_page(&format!("{}/{id}", Page::Reports.name()), "")
}

/// The months of a report.
fn period(row: &ReportRowView, lang: Lang) -> String {
    let (from, to) = (dates::month(&row.from, lang), dates::month(&row.to, lang));
    if from == to { from } else { fill(T::Months.text(lang), &[("from", &from), ("to", &to)]) }
}

fn version(row: &ReportRowView, lang: Lang) -> String {
    fill(T::Version.text(lang), &[("n", &row.version.to_string())])
}

/// What a language is called in itself.
const fn own_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "Tiếng Việt",
        Lang::En => "English",
    }
}

/// How far it is, and by whom.
fn state(row: &ReportRowView, lang: Lang) -> AnyView {
    let class = match row.state {
        ReportState::Prepared => "state wait",
        ReportState::Signed => "state done",
    };
    view! { <span class=class>{row.state.name().text(lang)}</span> }.into_any()
}

/// "Numbers taken 24/11/2026 14:05, Nguyễn Văn An".
fn by(key: T, at: hoiam_shared::Stamp, person: &str, lang: Lang) -> String {
    fill(key.text(lang), &[("at", &dates::date_time(at, lang)), ("by", person)])
}

/// The page.
#[component]
pub fn ReportsPage() -> impl IntoView {
    let app = app();
    let (agency, field) = branch(Page::Reports.name(), Box::new(|lang| T::Show.text(lang)));
    page(
        "reports",
        [|lang| T::Title.text(lang), |lang| T::Intro.text(lang)],
        field,
        move |lang| agency.with(|agency| api::reports(app, agency, lang)),
        list,
        view! { <Prepare agency again=RwSignal::new(0)/> }.into_any(),
    )
}

fn list(v: &ReportsView, lang: Lang) -> AnyView {
    let heads = [T::Period, T::Of, T::State, T::PreparedOn, T::SignedOn];
    let row = |row: &ReportRowView| {
        let name = format!("{} · {}", period(row, lang), version(row, lang));
        let signed = match (row.signed_at, &row.signed_by) {
            (Some(at), Some(by)) => vec![dates::date(at, lang).into_any(), small(by.clone())].into_any(),
            _ => "–".into_any(),
        };
        vec![
            link(place(row.id).href(), name),
            row.agency.name.clone().into_any(),
            state(row, lang),
            vec![dates::date(row.prepared_at, lang).into_any(), small(row.prepared_by.clone())].into_any(),
            signed,
        ]
    };
    let title = format!("{}: {}", T::List.text(lang), v.agency.name);
    let rows = match v.reports.is_empty() {
        true => view! { <p class="empty">{T::None.text(lang)}</p> }.into_any(),
        false => grid(
            "reports-table",
            T::Table.text(lang),
            heads.iter().map(|head| head.text(lang)).collect(),
            v.reports.iter().map(row).collect(),
            0,
        ),
    };
    view! { <section class="report-list" aria-labelledby="list-title"><h2 id="list-title">{title}</h2>{rows}</section> }
        .into_any()
}

/// The spans that are offered: how many months, and what that is called; none for one that is chosen month by month.
const SPANS: [(&str, i64, T); 4] =
    [("1", 1, T::Monthly), ("3", 3, T::Quarterly), ("6", 6, T::HalfYearly), ("0", 0, T::Free)];

/// The form.
#[component]
fn Prepare(
    /// Whose reports are shown: the form begins with them.
    agency: Known<String>,
    /// Counts up when what is sent regularly has changed.
    again: RwSignal<u32>,
) -> impl IntoView {
    let app = app();
    let now = dates::month_of(app.now.get_untracked());
    let chosen = RwSignal::new(agency.get_untracked());
    let span = RwSignal::new(1_i64);
    let (from, to) = last_span(1, &now);
    let (from, to) = (RwSignal::new(from), RwSignal::new(to));
    let lang = RwSignal::new(app.lang.get_untracked());
    let reason = RwSignal::new(String::new());
    let form = forms::Choice::new(app);
    // A report of the period is signed already: the next version says why.
    let corrects = RwSignal::new(false);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let choose = move |code: String| {
        let months: i64 = code.parse().unwrap_or(0);
        span.set(months);
        if months > 0 {
            let (first, last) = last_span(months, &now);
            from.set(first);
            to.set(last);
        }
    };
    let spans = move || {
        let options = SPANS.iter().map(|(code, _, key)| ((*code).to_owned(), key.text(app.lang.get()).to_owned()));
        choice(
            "span",
            T::Kind.text(app.lang.get()),
            options.collect(),
            &span.get().to_string(),
            Callback::new(choose.clone()),
        )
    };
    let month = move |id: &'static str, label: T, value: RwSignal<String>| {
        let lang = app.lang.get();
        let change = Callback::new(move |month: String| {
            span.set(0);
            value.set(month);
        });
        choice(id, label.text(lang), months(app, &value.get(), lang), &value.get(), change)
    };
    let languages = move || {
        let options = Lang::ALL.iter().map(|lang| (lang.code().to_owned(), own_name(*lang).to_owned())).collect();
        let change = Callback::new(move |code: String| lang.set(Lang::from_code(&code).unwrap_or_default()));
        choice("report-language", T::Language.text(app.lang.get()), options, lang.get().code(), change)
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let input = ReportInput {
            agency: chosen.get_untracked(),
            from: from.get_untracked(),
            to: to.get_untracked(),
            lang: lang.get_untracked(),
            reason: reason.get_untracked(),
            form: form.chosen(),
        };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            let answer = api::prepare(app, &input).await;
            busy.set(false);
            match answer {
                Ok(view) => nav::go(app, place(view.report.id)),
                Err(refused) if !corrects.get_untracked() && refused.fields.iter().any(|f| f.field == "reason") => {
                    corrects.set(true);
                }
                Err(refused) => trouble.set(Some(refused)),
            }
        });
    };
    let asked = move |day: i64| ScheduleInput {
        agency: chosen.get_untracked(),
        months: span.get_untracked(),
        day,
        lang: lang.get_untracked(),
        form: form.chosen(),
    };
    view! {
        <section class="prepare no-print" aria-labelledby="prepare-title">
            <h2 id="prepare-title">{t(T::New)}</h2>
            <form class="choices" on:submit=send>
                <AgencyField id="report-agency" chosen=chosen.into() choose=Callback::new(move |code| chosen.set(code)) may_be_empty=true label=Box::new(|lang| T::Agency.text(lang))
                    help=Some(Box::new(|lang| T::AgencyHelp.text(lang)))/>
                {spans}
                {move || month("report-from", T::From, from)}
                {move || month("report-to", T::To, to)}
                {languages}
                {form.view()}
                {move || corrects.get().then(|| view! {
                    <div class="wide" role="status">
                        <p>{t(T::SignedBefore)}</p>
                        {field("reason", T::Reason.text(app.lang.get()), reason)}
                    </div>
                }.into_any())}
                <Alert trouble/>
                <div class="buttons"><button class="primary" aria-disabled=move || busy.get().to_string()>{t(T::Prepare)}</button></div>
                {regular::field(span.into(), asked, again)}
            </form>
        </section>
        {regular::list(again)}
    }
}

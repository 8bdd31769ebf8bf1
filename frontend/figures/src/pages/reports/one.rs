//! One version of a report: its numbers, where they differ from the version before, remarks, and what comes next: the
//! numbers anew, the signature, or a correction.

use super::{by, period, place, state, t, version};
use crate::api;
use crate::pages::Page;
use crate::parts::{field, grid, link};
use crate::pure::{count, days, percent_of, stars};
use hoiam_desk::frame::Nowhere;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Request;
use hoiam_desk::state::{App, app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::figures::Figures as F;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{
    ReportChange, ReportFigure, ReportInput, ReportLine, ReportPart, ReportRowView, ReportState, ReportView,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn ReportPage(
    /// Which one.
    item: String,
) -> impl IntoView {
    let Ok(id) = item.parse::<i64>() else { return view! { <Nowhere/> }.into_any() };
    let app = app();
    let again = RwSignal::new(0_u32);
    let loaded = Loaded::new(move || {
        again.track();
        api::report(app, id, app.lang.get())
    });
    view! {
        <main id="main" class="figures report" tabindex="-1">
            <p class="back"><a href=Place::figures_page(Page::Reports.name(), "").href()>{Icon::Back.view()}{t(T::Back)}</a></p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                let acts = Acts { app, loaded, view, again, trouble: RwSignal::new(None), busy: RwSignal::new(false) };
                vec![
                    (move || view.with(|v| drawn(v, app.lang.get()))).into_any(),
                    view! { <Remarks acts/> }.into_any(),
                    view! { <Next acts/> }.into_any(),
                ].into_any()
            }/>
        </main>
    }
    .into_any()
}

/// All that is read. Drawn as a whole: it changes as a whole.
fn drawn(v: &ReportView, lang: Lang) -> AnyView {
    let row = &v.report;
    let title = fill(T::Whole.text(lang), &[("agency", &row.agency.name), ("period", &period(row, lang))]);
    let signed = row.signed_at.zip(row.signed_by.as_deref()).map(|(at, person)| by(T::SignedBy, at, person, lang));
    let facts = [
        Some(by(T::PreparedBy, row.prepared_at, &row.prepared_by, lang)),
        signed,
        Some(match row.state {
            ReportState::Signed => T::Frozen.text(lang).to_owned(),
            ReportState::Prepared => T::Open.text(lang).to_owned(),
        }),
        Some(if row.sealed { T::SealedIn } else { T::SealedOut }.text(lang).to_owned()),
        (!row.reason.is_empty()).then(|| fill(T::CorrectedFor.text(lang), &[("reason", &row.reason)])),
    ];
    let facts = facts.into_iter().flatten().map(|fact| view! { <li>{fact}</li> }).views();
    let part = |part: ReportPart| v.lines.iter().filter(|line| line.part == part).collect::<Vec<_>>();
    let figures = Place::Figures {
        page: String::new(),
        agency: row.agency.code.clone(),
        from: row.from.clone(),
        to: row.to.clone(),
        by: String::new(),
    };
    let file = |format, text: F| {
        view! { <a class="button" href=api::report_file(row.id, format, lang) download="">{text.text(lang)}</a> }
            .into_any()
    };
    vec![
        view! {
            <div class="head">
                <h1>{title}</h1>
                <p>{version(row, lang)}" "{state(row, lang)}</p>
            </div>
            <ul class="facts">{facts}</ul>
            <div class="buttons no-print" role="group" aria-label=T::Export.text(lang)>
                {file("pdf", F::Pdf)}{file("xlsx", F::Xlsx)}{file("csv", F::Csv)}
                <button type="button" class="print" on:click=|_| { window().print().ok(); }>{Desk::Print.text(lang)}</button>
                {link(figures.href(), T::ToFigures.text(lang).to_owned())}
            </div>
        }
        .into_any(),
        changes(v, lang),
        v.form.as_ref().map_or_else(|| ().into_any(), |form| super::forms::filled(row.id, form, lang)),
        compared(&[part(ReportPart::Whole), part(ReportPart::Before), part(ReportPart::YearBefore)].concat(), lang),
        parts("by-agency", T::ByAgency, ReportPart::Agency, &part(ReportPart::Agency), lang),
        parts("by-category", T::ByCategory, ReportPart::Category, &part(ReportPart::Category), lang),
        versions(v, lang),
    ]
    .into_any()
}

fn number(line: &ReportLine, figure: ReportFigure) -> Option<i64> {
    line.numbers.iter().find(|one| one.figure == figure)?.value
}

/// A number as its kind is said.
fn said(figure: ReportFigure, value: Option<i64>, lang: Lang) -> String {
    let Some(value) = value else { return "–".to_owned() };
    match figure {
        ReportFigure::Median | ReportFigure::P90 => days(value, lang),
        ReportFigure::Satisfaction => stars(value, lang),
        _ => count(value, lang),
    }
}

fn share(line: &ReportLine, part: ReportFigure, of: ReportFigure, lang: Lang) -> String {
    let both = number(line, part).zip(number(line, of));
    both.and_then(|(part, of)| percent_of(part, of, lang)).unwrap_or_else(|| "–".to_owned())
}

/// The two rates of a line.
const RATES: [(F, ReportFigure, ReportFigure); 2] = [
    (F::ResolutionRate, ReportFigure::Resolved, ReportFigure::Received),
    (F::OnTimeRate, ReportFigure::OnTime, ReportFigure::OnTimeOf),
];

/// The whole period beside those it is compared with: a row for each number.
fn compared(lines: &[&ReportLine], lang: Lang) -> AnyView {
    let head = |line: &&ReportLine| view! { <th scope="col">{line.part.name().text(lang)}<small>{line.name.clone()}</small></th> };
    let row = |name: F, cells: Vec<String>| {
        let cells = cells.into_iter().map(|cell| view! { <td>{cell}</td> }).views();
        view! { <tr><th scope="row">{name.text(lang)}</th>{cells}</tr> }.into_any()
    };
    let rate = |(name, part, of): (F, ReportFigure, ReportFigure)| {
        row(name, lines.iter().map(|line| share(line, part, of, lang)).collect())
    };
    let figure = |&figure: &ReportFigure| {
        row(figure.name(), lines.iter().map(|line| said(figure, number(line, figure), lang)).collect())
    };
    view! {
        <section aria-labelledby="compared-title">
            <h2 id="compared-title">{T::Compared.text(lang)}</h2>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="compared-title">
                <table class="numbers">
                    <thead><tr><th scope="col">{T::Figure.text(lang)}</th>{lines.iter().map(head).views()}</tr></thead>
                    <tbody>{RATES.into_iter().map(rate).views()}{ReportFigure::ALL.iter().map(figure).views()}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

/// A row for each agency or category.
fn parts(id: &'static str, title: T, part: ReportPart, lines: &[&ReportLine], lang: Lang) -> AnyView {
    if lines.is_empty() {
        return ().into_any();
    }
    let rates = RATES.map(|(name, ..)| name.text(lang));
    let heads = core::iter::once(part.name().text(lang)).chain(rates);
    let heads = heads.chain(ReportFigure::ALL.iter().map(|figure| figure.name().text(lang))).collect();
    let row = |line: &&ReportLine| {
        let mut cells = vec![line.name.clone().into_any()];
        cells.extend(RATES.map(|(_, part, of)| share(line, part, of, lang).into_any()));
        cells.extend(ReportFigure::ALL.iter().map(|&figure| said(figure, number(line, figure), lang).into_any()));
        cells
    };
    let table = grid(id, title.text(lang), heads, lines.iter().map(row).collect(), 0);
    view! { <section class="wide-table"><h2>{title.text(lang)}</h2>{table}</section> }.into_any()
}

/// Where it differs from the version before; nothing to say of the first.
fn changes(v: &ReportView, lang: Lang) -> AnyView {
    if v.report.version == 1 {
        return ().into_any();
    }
    let row = |change: &ReportChange| {
        let value = |value| match value {
            None => T::Nothing.text(lang).to_owned(),
            value => said(change.figure, value, lang),
        };
        vec![
            change.name.clone().into_any(),
            change.part.name().text(lang).into_any(),
            change.figure.name().text(lang).into_any(),
            view! { <del>{value(change.before)}</del> }.into_any(),
            view! { <ins>{value(change.after)}</ins> }.into_any(),
        ]
    };
    let heads = [T::Of, T::Part, T::Figure, T::Then, T::Now].iter().map(|head| head.text(lang)).collect();
    let body = match v.changes.is_empty() {
        true => view! { <p>{T::NoChanges.text(lang)}</p> }.into_any(),
        false => grid("changes", T::Changes.text(lang), heads, v.changes.iter().map(row).collect(), 0),
    };
    view! { <section class="changes"><h2>{T::Changes.text(lang)}</h2>{body}</section> }.into_any()
}

fn versions(v: &ReportView, lang: Lang) -> AnyView {
    if v.versions.len() < 2 {
        return ().into_any();
    }
    let line = |row: &ReportRowView| {
        let here = row.id == v.report.id;
        let text = format!("{}, {}", version(row, lang), dates::date_time(row.prepared_at, lang));
        let why = (!row.reason.is_empty()).then(|| fill(T::CorrectedFor.text(lang), &[("reason", &row.reason)]));
        let name = match here {
            true => view! { <strong aria-current="page">{text}</strong> }.into_any(),
            false => link(place(row.id).href(), text),
        };
        view! { <li>{name}" "{state(row, lang)}" "<span class="soft">{why}</span></li> }
    };
    view! {
        <section aria-labelledby="versions-title">
            <h2 id="versions-title">{T::Versions.text(lang)}</h2>
            <ul class="versions">{v.versions.iter().map(line).views()}</ul>
        </section>
    }
    .into_any()
}

/// What is done on the page, and what came of it.
#[derive(Clone, Copy)]
struct Acts {
    app: App,
    loaded: Loaded<ReportView>,
    view: Known<ReportView>,
    again: RwSignal<u32>,
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
}

impl Acts {
    /// Sends a request; `done` hears what the report is then. The page shows that before the next act can begin: a
    /// signature names the numbers that it is for.
    fn send(self, request: Request<ReportView>, word: T, done: impl FnOnce(&ReportView) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.trouble.set(None);
        let here = self.view.with_untracked(|v| v.report.id);
        let done: Box<dyn FnOnce(&ReportView)> = Box::new(done);
        spawn_local(async move {
            match request.await {
                Ok(view) => {
                    done(&view);
                    self.app.say(word.text(self.app.lang.get_untracked()));
                    // A correction is another report, and its page asks for itself.
                    if view.report.id == here {
                        self.loaded.put(view);
                        // Ends a question from before the act, whose answer would be older.
                        self.again.update(|n| *n += 1);
                    }
                }
                Err(trouble) => self.trouble.set(Some(trouble)),
            }
            self.busy.set(false);
        });
    }

    /// Whether a button waits.
    fn waits(self) -> String {
        self.busy.get().to_string()
    }

    /// The numbers of the same period, taken now.
    fn input(self, reason: String) -> ReportInput {
        self.view.with_untracked(|v| ReportInput {
            agency: v.report.agency.code.clone(),
            from: v.report.from.clone(),
            to: v.report.to.clone(),
            lang: v.report.lang,
            reason,
            form: v.form.as_ref().map(super::forms::again),
        })
    }
}

#[component]
fn Remarks(acts: Acts) -> impl IntoView {
    let app = acts.app;
    let said = RwSignal::new(String::new());
    let open = Known::new(move || acts.view.with(|v| v.report.state == ReportState::Prepared));
    let lines = move || {
        let lang = app.lang.get();
        acts.view.with(|v| {
            let line = |c: &hoiam_shared::wire::reports::ReportComment| {
                let by = format!("{} · {}", c.by, dates::date_time(c.at, lang));
                view! { <li><p class="soft">{by}</p><p class="said" dir="auto">{c.body.clone()}</p></li> }
            };
            match v.comments.is_empty() {
                true => view! { <li class="soft">{T::NoComments.text(lang)}</li> }.into_any(),
                false => v.comments.iter().map(line).views().into_any(),
            }
        })
    };
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let id = acts.view.with_untracked(|v| v.report.id);
        acts.send(api::comment(app, id, said.get_untracked()), T::IsSaid, move |_| said.set(String::new()));
    };
    view! {
        <section class="remarks" aria-labelledby="remarks-title">
            <h2 id="remarks-title">{t(T::Comments)}</h2>
            <ul>{lines}</ul>
            {move || open.get().then(|| view! {
                <form class="no-print" on:submit=send>
                    {field("remark", T::Comment.text(app.lang.get()), said)}
                    <div class="buttons"><button aria-disabled=move || acts.waits()>{t(T::Send)}</button></div>
                </form>
            }.into_any())}
        </section>
    }
}

/// The numbers anew and the signature while it is open; a correction of the last one that is signed.
#[component]
fn Next(acts: Acts) -> impl IntoView {
    let app = acts.app;
    let reason = RwSignal::new(String::new());
    let sure = RwSignal::new(false);
    // What can be done, and nothing else: the fields stay as they are while the page is asked for anew.
    let stands = Known::new(move || {
        acts.view.with(|v| {
            let newest = v.versions.first().is_none_or(|newest| newest.id == v.report.id);
            (v.report.state == ReportState::Signed, newest, v.may_sign)
        })
    });
    let anew = move |_| acts.send(api::prepare(app, &acts.input(String::new())), T::IsAgain, |_| {});
    let sign = move |_| {
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        let (id, at) = acts.view.with_untracked(|v| (v.report.id, v.report.prepared_at));
        acts.send(api::sign(app, id, at), T::IsSigned, |_| {});
    };
    let correct = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let input = acts.input(reason.get_untracked());
        acts.send(api::prepare(app, &input), T::IsAgain, move |view| nav::go(app, place(view.report.id)));
    };
    let body = move || match stands.get() {
        (true, true, _) => view! {
            <form on:submit=correct>
                <h2>{t(T::Correction)}</h2>
                {field("correction", T::Reason.text(app.lang.get()), reason)}
                <div class="buttons"><button aria-disabled=move || acts.waits()>{t(T::Correct)}</button></div>
            </form>
        }
        .into_any(),
        (true, false, _) => ().into_any(),
        (false, _, may_sign) => view! {
            <h2>{t(T::Signing)}</h2>
            <p class="soft">{t(T::SignHelp)}</p>
            <div class="buttons">
                <button type="button" on:click=anew aria-disabled=move || acts.waits()>{t(T::Again)}</button>
                {may_sign.then(|| view! {
                    <button type="button" class="primary" on:click=sign aria-disabled=move || acts.waits()>
                        {move || if sure.get() { T::SignSure } else { T::Sign }.text(app.lang.get())}
                    </button>
                }.into_any())}
            </div>
        }
        .into_any(),
    };
    view! { <section class="next no-print">{body}<Alert trouble=acts.trouble/></section> }
}

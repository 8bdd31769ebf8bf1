//! Official forms of reports: which one, and how its indicators weigh; and one that is filled.

use super::t;
use crate::api;
use crate::parts::{choice, grid};
use crate::pure::decimal;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::App;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::figures::Figures as F;
use hoiam_shared::catalogue::reports::Reports as T;
use hoiam_shared::wire::reports::{
    FormChoice, FormGroup, FormIndicator, FormUnit, FormWeight, ReportForm, ReportFormsView,
};
use leptos::prelude::*;

/// What is chosen; copies are the same.
#[derive(Clone, Copy)]
pub struct Choice {
    app: App,
    forms: Loaded<ReportFormsView>,
    code: RwSignal<String>,
    weights: RwSignal<Vec<FormWeight>>,
}

impl Choice {
    /// None yet.
    pub fn new(app: App) -> Self {
        let forms = Loaded::new(move || api::report_forms(app, app.lang.get()));
        Self { app, forms, code: RwSignal::new(String::new()), weights: RwSignal::new(Vec::new()) }
    }

    /// What goes to the server.
    pub fn chosen(self) -> Option<FormChoice> {
        let code = self.code.get_untracked();
        (!code.is_empty()).then(|| FormChoice { code, weights: self.weights.get_untracked() })
    }

    fn all(self) -> Vec<ReportForm> {
        self.forms.good().map(|view| view.forms).unwrap_or_default()
    }

    /// The list, and below it the weights of a form that has some.
    pub fn view(self) -> AnyView {
        let forms = move || {
            let lang = self.app.lang.get();
            let mut options = vec![(String::new(), T::FormNone.text(lang).to_owned())];
            options.extend(self.all().into_iter().map(|form| (form.code, form.name)));
            let change = Callback::new(move |code: String| {
                self.weights.set(Vec::new());
                self.code.set(code);
            });
            choice("report-form", T::Form.text(lang), options, &self.code.get(), change)
        };
        let chosen = move || {
            let code = self.code.get();
            let form = self.all().into_iter().find(|form| form.code == code)?;
            let weighed: Vec<FormIndicator> = form.groups.into_iter().flat_map(|group| group.indicators).collect();
            let weighed: Vec<FormIndicator> = weighed.into_iter().filter(|one| one.worst.is_some()).collect();
            let fields = (!weighed.is_empty()).then(|| {
                view! {
                    <fieldset class="kinds">
                        <legend>{t(T::FormWeights)}</legend>
                        <div class="choices">{weighed.into_iter().map(|one| self.weight(one)).views()}</div>
                    </fieldset>
                }
                .into_any()
            });
            Some(view! { <div class="wide"><p class="soft">{form.source}</p>{fields}</div> }.into_any())
        };
        vec![forms.into_any(), view! { <p class="soft wide">{t(T::FormHelp)}</p> }.into_any(), chosen.into_any()]
            .into_any()
    }

    /// How one weighs; what is no number weighs as before.
    fn weight(self, one: FormIndicator) -> AnyView {
        let id = format!("weight-{}", one.code);
        let said = self.weights.with_untracked(|all| {
            all.iter().find(|weight| weight.indicator == one.code).map_or(one.weight, |weight| weight.weight)
        });
        let change = move |event| {
            let Ok(weight) = event_target_value(&event).trim().parse() else { return };
            let indicator = one.code.clone();
            self.weights.update(|all| {
                all.retain(|other| other.indicator != indicator);
                all.push(FormWeight { indicator, weight });
            });
        };
        view! {
            <div class="line-of">
                <label for=id.clone()>{one.name}</label>
                <input id=id type="number" min="0" max="1000" inputmode="numeric" value=said.to_string() on:change=change/>
            </div>
        }
        .into_any()
    }
}

/// The same form with the same weights.
pub fn again(form: &ReportForm) -> FormChoice {
    let all = form.groups.iter().flat_map(|group| &group.indicators).filter(|one| one.worst.is_some());
    let weights = all.map(|one| FormWeight { indicator: one.code.clone(), weight: one.weight }).collect();
    FormChoice { code: form.code.clone(), weights }
}

/// A filled one.
pub fn filled(report: i64, form: &ReportForm, lang: Lang) -> AnyView {
    let none = || "–".to_owned();
    let score = |tenths: Option<i64>| tenths.map_or_else(none, |tenths| decimal(tenths, lang));
    let value = |one: &FormIndicator| match (one.value, one.unit) {
        (None, _) => none(),
        (Some(value), FormUnit::Cases) => crate::pure::count(value / 100, lang),
        (Some(value), FormUnit::Percent) => format!("{}%", decimal((value + 5) / 10, lang)),
        (Some(value), unit) => format!("{} {}", decimal((value + 5) / 10, lang), unit.name().text(lang)),
    };
    let weighed = form.score.is_some();
    let row = |group: &FormGroup, one: &FormIndicator| {
        let mut cells = vec![one.name.clone().into_any(), group.name.clone().into_any(), value(one).into_any()];
        if weighed {
            let bounds = one.worst.zip(one.best).map_or_else(none, |(worst, best)| format!("{worst} → {best}"));
            cells.extend([bounds, one.weight.to_string(), score(one.score)].map(IntoAny::into_any));
        }
        cells
    };
    let mut rows: Vec<Vec<AnyView>> =
        form.groups.iter().flat_map(|group| group.indicators.iter().map(move |one| row(group, one))).collect();
    let mut heads = vec![T::FormIndicator.text(lang), T::FormGroup.text(lang), T::FormValue.text(lang)];
    if weighed {
        heads.extend(["0 → 100", T::FormWeight.text(lang), T::FormScore.text(lang)]);
        let empty = || ().into_any();
        let total = view! { <strong>{score(form.score)}</strong> }.into_any();
        rows.push(vec![T::FormTotal.text(lang).into_any(), empty(), empty(), empty(), empty(), total]);
    }
    let file = |format, text: F| {
        view! { <a class="button" href=api::report_form_file(report, format, lang) download="">{text.text(lang)}</a> }
            .into_any()
    };
    let groups = form.groups.iter().filter(|group| group.score.is_some());
    let groups: Vec<String> = groups.map(|group| format!("{}: {}", group.name, score(group.score))).collect();
    let table = grid("form", T::Form.text(lang), heads, rows, 0);
    view! {
        <section class="form-filled" aria-labelledby="form-title">
            <h2 id="form-title">{form.name.clone()}</h2>
            <p class="soft">{form.source.clone()}</p>
            {(!groups.is_empty()).then(|| view! { <p>{groups.join(" · ")}</p> }.into_any())}
            {table}
            {weighed.then(|| view! { <p class="soft">{T::FormMeans.text(lang)}</p> }.into_any())}
            <div class="buttons no-print">{file("xlsx", F::Xlsx)}{file("csv", F::Csv)}</div>
        </section>
    }
    .into_any()
}

//! For how long personal data are kept: the rules, a form for a new one, and what one would do before it is switched on.

use super::Back;
use super::line::Line;
use crate::api_personal as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::case::{CaseKind, CaseState};
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::personal::RetentionPage as P;
use hoiam_shared::wire::personal::{RetentionInput, RetentionPreview, RetentionRow};
use hoiam_shared::{Lang, limits};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    again: RwSignal<u32>,
    making: RwSignal<bool>,
    /// What the rule of this number would do now.
    seen: RwSignal<Option<(i64, RetentionPreview)>>,
    said: RwSignal<Option<P>>,
    trouble: RwSignal<Option<Trouble>>,
    /// The rule whose removal was pressed once.
    sure: RwSignal<i64>,
}

impl Desk {
    fn done(self, said: P) {
        self.said.set(Some(said));
        self.making.set(false);
        self.seen.set(None);
        self.sure.set(0);
        self.again.update(|n| *n += 1);
    }

    /// Keeps a rule as it is in `input`.
    fn keep(self, id: Option<i64>, input: RetentionInput, said: P) {
        self.trouble.set(None);
        spawn_local(async move {
            let kept = match id {
                Some(id) => api::change(self.app, id, &input).await,
                None => api::add(self.app, &input).await,
            };
            match kept {
                Ok(_) => self.done(said),
                Err(cause) => self.trouble.set(Some(cause)),
            }
        });
    }
}

/// The page.
#[component]
pub fn RetentionList() -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        again: RwSignal::new(0),
        making: RwSignal::new(false),
        seen: RwSignal::new(None),
        said: RwSignal::new(None),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(0),
    };
    let loaded = Loaded::new(move || {
        desk.again.track();
        api::retention(app, app.lang.get())
    });
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <div class="bar">
                <h1>{p(P::Title)}</h1>
                <button type="button" class="primary" on:click=move |_| desk.making.set(true)>{p(P::New)}</button>
            </div>
            <p>{p(P::Intro)}</p>
            <p role="status" class="soft">{move || desk.said.get().map(|said| said.text(desk.app.lang.get()))}</p>
            <Show when=move || desk.making.get()><New desk/></Show>
            <Show when=move || !desk.making.get()><Alert trouble=desk.trouble/></Show>
            <section aria-labelledby="retention-title">
                <h2 id="retention-title">{p(P::ListTitle)}</h2>
                <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                    view! {
                        <Show when=move || view.with(|view| view.rules.is_empty())><p class="empty">{p(P::None)}</p></Show>
                        <ul class="rule-list" role="list">{move || {
                            let lang = app.lang.get();
                            let editable = view.with(|view| view.editable);
                            view.with(|view| view.rules.clone()).into_iter().map(move |rule| one(desk, rule, editable, lang)).views()
                        }}</ul>
                    }.into_any()
                }/>
            </section>
        </main>
    }
}

fn one(desk: Desk, rule: RetentionRow, editable: bool, lang: Lang) -> AnyView {
    let id = rule.id;
    let input = |active| RetentionInput { kind: rule.kind, state: rule.state, months: rule.months, active };
    let named = [("kind", rule.kind.name(lang)), ("state", rule.state.name(lang)), ("n", &rule.months.to_string())];
    let name = fill(P::After.text(lang), &named);
    let of = |text: P| fill(text.text(lang), &[("rule", &name)]);
    let (preview_label, off_label, remove_label) = (of(P::PreviewOf), of(P::SwitchOffOf), of(P::RemoveOf));
    let (state, class) = if rule.active { (P::On, "pill good") } else { (P::Off, "pill off") };
    let asked = input(false);
    let look = move |_| {
        desk.trouble.set(None);
        let asked = asked.clone();
        spawn_local(async move {
            match api::preview(desk.app, &asked).await {
                Ok(found) => desk.seen.set(Some((id, found))),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let sure = move || desk.sure.get() == id;
    let remove = move |_| {
        if desk.sure.get_untracked() != id {
            return desk.sure.set(id);
        }
        desk.trouble.set(None);
        spawn_local(async move {
            match api::remove(desk.app, id).await {
                Ok(_) => desk.done(P::RemovedSaid),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let (on, off) = (input(true), input(false));
    let seen = move || {
        let found = desk.seen.get().filter(|(of, _)| *of == id).map(|(_, found)| found)?;
        let on = on.clone();
        let switch = editable.then(|| view! {
            <div class="buttons"><button type="button" class="primary" on:click=move |_| desk.keep(Some(id), on.clone(), P::OnSaid)>{P::SwitchOn.text(lang)}</button></div>
        });
        Some(view! { <div role="status">{preview(found, lang)}{(!rule.active).then_some(switch)}</div> })
    };
    view! {
        <li class="rule" class:off=!rule.active>
            <div class="what">
                <p class="line"><strong>{name.clone()}</strong><span class=class>{state.text(lang)}</span></p>
                {seen}
            </div>
            {editable.then(|| view! {
                <div class="buttons">
                    <button type="button" aria-label=preview_label on:click=look>{P::Preview.text(lang)}</button>
                    {rule.active.then(|| view! {
                        <button type="button" aria-label=off_label on:click=move |_| desk.keep(Some(id), off.clone(), P::OffSaid)>{P::SwitchOff.text(lang)}</button>
                    })}
                    <button type="button" aria-label=move || (!sure()).then(|| remove_label.clone()) on:click=remove>
                        {move || if sure() { P::RemoveSure } else { P::Remove }.text(lang)}
                    </button>
                </div>
            })}
        </li>
    }
    .into_any()
}

/// What would be erased.
fn preview(found: RetentionPreview, lang: Lang) -> AnyView {
    let date = dates::date_time(found.before, lang);
    let count = match found.cases {
        0 => fill(P::PreviewNone.text(lang), &[("date", &date)]),
        n => fill(P::PreviewCount.text(lang), &[("n", &n.to_string()), ("date", &date)]),
    };
    let oldest = found.oldest.map(|at| fill(P::PreviewOldest.text(lang), &[("date", &dates::date_time(at, lang))]));
    let first = (!found.first.is_empty()).then(|| {
        let line = |case: hoiam_shared::wire::personal::RetentionCase| {
            let agency = case.agency.map(|agency| format!(" · {}", agency.name));
            view! { <li><code>{case.code}</code>" · "{dates::date_time(case.ended_at, lang)}{agency}</li> }
        };
        view! {
            <details>
                <summary>{P::PreviewFirst.text(lang)}</summary>
                <ul>{found.first.into_iter().map(line).views()}</ul>
            </details>
        }
    });
    view! {
        <h3>{P::PreviewTitle.text(lang)}</h3>
        <p><strong>{count}</strong></p>
        {oldest.map(|text| view! { <p>{text}</p> })}
        {first}
    }
    .into_any()
}

/// The form; what is not accepted stays in it.
#[component]
fn New(desk: Desk) -> impl IntoView {
    let app = desk.app;
    let (kind, state) = (RwSignal::new(CaseKind::Feedback), RwSignal::new(CaseState::Closed));
    let months = RwSignal::new("60".to_owned());
    let keep = move |event: SubmitEvent| {
        event.prevent_default();
        let input = RetentionInput {
            kind: kind.get_untracked(),
            state: state.get_untracked(),
            months: months.with_untracked(|months| months.trim().parse().unwrap_or(0)),
            active: false,
        };
        desk.keep(None, input, P::SavedSaid);
    };
    let kinds = CaseKind::ALL.iter().copied().map(move |one| {
        view! { <option value=one.code() selected=move || kind.get() == one>{move || one.name(app.lang.get())}</option> }
    });
    let states = limits::RETENTION_STATES.into_iter().map(move |one| {
        view! { <option value=one.code() selected=move || state.get() == one>{move || one.name(app.lang.get())}</option> }
    });
    let leave = move |_| {
        desk.making.set(false);
        desk.trouble.set(None);
    };
    view! {
        <form class="rule-form day-lines" on:submit=keep>
            <div class="line-of">
                <label for="retention-kind">{p(P::Kind)}</label>
                <select id="retention-kind" on:change=move |e| {
                    if let Some(chosen) = CaseKind::from_code(&event_target_value(&e)) { kind.set(chosen); }
                }>{kinds.views()}</select>
            </div>
            <div class="line-of">
                <label for="retention-state">{p(P::State)}</label>
                <select id="retention-state" on:change=move |e| {
                    if let Some(chosen) = CaseState::from_code(&event_target_value(&e)) { state.set(chosen); }
                }>{states.views()}</select>
            </div>
            <Line id="retention-months".to_owned() label=P::Months help=P::MonthsHelp kind="number" required=true value=months.into() change=move |v| months.set(v)/>
            <Alert trouble=desk.trouble/>
            <div class="buttons">
                <button class="primary">{p(P::Save)}</button>
                <button type="button" on:click=leave>{p(P::Cancel)}</button>
            </div>
        </form>
    }
}

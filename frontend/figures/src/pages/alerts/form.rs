//! The form of an alert: what is wrong stands beside its field, and what it would say can be seen before it is kept.

use super::one::all;
use super::{cases, heads, number, place, t};
use crate::api;
use crate::parts::{choice, grid, put, small};
use hoiam_desk::parts::load::Alert;
use hoiam_desk::pure::dates;
use hoiam_desk::state::{app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::alert::AlertBy;
use hoiam_shared::catalogue::alerts::Alerts as T;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::alerts::{AlertInput, AlertTrial, AlertView, FiringView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is in the form.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    query: RwSignal<String>,
    more_than: RwSignal<String>,
    hours: RwSignal<String>,
    by: RwSignal<String>,
    mail: RwSignal<bool>,
    webhook: RwSignal<bool>,
    paused: RwSignal<bool>,
    trouble: RwSignal<Option<Trouble>>,
    lang: RwSignal<Lang>,
}

impl Fields {
    fn of(alert: Option<&AlertInput>) -> Self {
        let text = |of: fn(&AlertInput) -> String, otherwise: &str| {
            RwSignal::new(alert.map_or_else(|| otherwise.to_owned(), of))
        };
        Self {
            name: text(|alert| alert.name.clone(), ""),
            query: text(|alert| alert.query.clone(), ""),
            more_than: text(|alert| alert.more_than.to_string(), "20"),
            hours: text(|alert| alert.hours.to_string(), "24"),
            by: text(|alert| alert.by.map_or("", AlertBy::code).to_owned(), ""),
            mail: RwSignal::new(alert.is_none_or(|alert| alert.mail)),
            webhook: RwSignal::new(alert.is_some_and(|alert| alert.webhook)),
            paused: RwSignal::new(alert.is_some_and(|alert| alert.paused)),
            trouble: RwSignal::new(None),
            lang: app().lang,
        }
    }

    /// What is no number is none that is allowed.
    fn input(self) -> AlertInput {
        let number = |text: RwSignal<String>| text.with_untracked(|text| text.trim().parse().unwrap_or(0));
        AlertInput {
            name: self.name.get_untracked(),
            query: self.query.get_untracked(),
            more_than: number(self.more_than),
            hours: number(self.hours),
            by: AlertBy::from_code(&self.by.get_untracked()),
            mail: self.mail.get_untracked(),
            webhook: self.webhook.get_untracked(),
            paused: self.paused.get_untracked(),
        }
    }

    /// What is wrong with a field.
    fn wrong(self, field: &str) -> Option<String> {
        self.trouble.with(|trouble| {
            let trouble = trouble.as_ref()?;
            if field == "query" && trouble.is(ErrorCode::BadQuery) {
                return Some(trouble.detail.clone());
            }
            let wrong = trouble.fields.iter().find(|wrong| wrong.field == field)?;
            Some(if field == "mail" { T::NoWay.text(self.lang.get()).to_owned() } else { wrong.message.clone() })
        })
    }

    /// The same, to stand beside it.
    fn fault(self, field: &'static str) -> AnyView {
        view! { <small class="fault" id=format!("alert-{field}-wrong")>{move || self.wrong(field)}</small> }.into_any()
    }

    /// A labelled line, with what is wrong beside it.
    fn line(
        self,
        field: &'static str,
        label: T,
        help: Option<T>,
        kind: &'static str,
        value: RwSignal<String>,
    ) -> AnyView {
        let id = format!("alert-{field}");
        let help_id = format!("{id}-help");
        let described = format!("{help_id} {id}-wrong");
        view! {
            <div class="line-of">
                <label for=id.clone()>{t(label)}</label>
                <input id=id type=kind prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))
                    aria-describedby=described aria-invalid=move || self.wrong(field).is_some().then_some("true")/>
                <small class="soft" id=help_id>{help.map(t)}</small>
                {self.fault(field)}
            </div>
        }
        .into_any()
    }
}

fn check(label: T, value: RwSignal<bool>) -> AnyView {
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || value.get() on:change=move |event| value.set(event_target_checked(&event))/>
            {t(label)}
        </label>
    }
    .into_any()
}

/// The form of a new alert, or of one that is there.
pub fn form(of: Option<&AlertView>, mail: bool, again: RwSignal<u32>) -> AnyView {
    let app = app();
    let id = of.map(|row| row.id);
    let fields = Fields::of(of.map(|row| &row.alert));
    let trial = RwSignal::new(None::<AlertTrial>);
    let busy = RwSignal::new(false);
    let ways = move || {
        let lang = app.lang.get();
        let mut options = vec![(String::new(), T::InAll.text(lang).to_owned())];
        for by in AlertBy::ALL {
            options.push((by.code().to_owned(), by.name(lang).to_owned()));
        }
        choice("alert-by", T::By.text(lang), options, &fields.by.get(), Callback::new(move |code| fields.by.set(code)))
    };
    let begin = move || {
        let free = !busy.get_untracked();
        if free {
            busy.set(true);
            fields.trouble.set(None);
        }
        free
    };
    let attempt = move |_| {
        if !begin() {
            return;
        }
        let request = api::try_alert(app, &fields.input());
        spawn_local(async move {
            let answer = request.await;
            busy.set(false);
            match answer {
                Ok(view) => trial.set(Some(view)),
                Err(trouble) => fields.trouble.set(Some(trouble)),
            }
        });
    };
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        if !begin() {
            return;
        }
        let request = api::keep_alert(app, id, &fields.input());
        spawn_local(async move {
            let answer = request.await;
            busy.set(false);
            match answer {
                Ok(view) => {
                    app.say(T::Saved.text(app.lang.get_untracked()));
                    if id.is_some() {
                        again.update(|n| *n += 1);
                    } else {
                        nav::go(app, place(view.id));
                    }
                }
                Err(trouble) => fields.trouble.set(Some(trouble)),
            }
        });
    };
    let sure = RwSignal::new(false);
    let remove = move |id: i64| {
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        spawn_local(async move {
            match api::remove_alert(app, id).await {
                Ok(()) => {
                    app.say(T::Removed.text(app.lang.get_untracked()));
                    nav::go(app, all());
                }
                Err(trouble) => fields.trouble.set(Some(trouble)),
            }
        });
    };
    let title = if id.is_some() { T::Change } else { T::New };
    view! {
        <section class="no-print" aria-labelledby="alert-form">
            <h2 id="alert-form">{t(title)}</h2>
            <form class="choices" on:submit=save novalidate>
                {fields.line("name", T::Name, None, "text", fields.name)}
                {fields.line("query", T::Query, Some(T::QueryHelp), "text", fields.query)}
                {fields.line("more_than", T::MoreThan, None, "number", fields.more_than)}
                {fields.line("hours", T::Hours, Some(T::HoursHelp), "number", fields.hours)}
                {ways}
                <fieldset class="wide ways" aria-describedby="alert-mail-wrong">
                    <legend>{t(T::Ways)}</legend>
                    {check(T::ByMail, fields.mail)}
                    {check(T::ByWebhook, fields.webhook)}
                    {(!mail).then(|| view! { <p class="soft">{t(T::NoMail)}</p> }.into_any())}
                    {fields.fault("mail")}
                    {of.is_some().then(|| check(T::Pause, fields.paused))}
                </fieldset>
                <Alert trouble=fields.trouble/>
                <div class="buttons">
                    <button type="submit" class="primary">{t(T::Save)}</button>
                    <button type="button" on:click=attempt>{t(T::Try)}</button>
                    {id.map(|id| view! {
                        <button type="button" class="quiet" on:click=move |_| remove(id)>
                            {move || if sure.get() { T::RemoveSure } else { T::Remove }.text(app.lang.get())}
                        </button>
                    }.into_any())}
                </div>
                <div class="wide" role="status">{move || trial.get().map(|trial| tried(&trial, app.lang.get()))}</div>
            </form>
        </section>
    }
    .into_any()
}

/// What it would say.
fn tried(trial: &AlertTrial, lang: Lang) -> AnyView {
    let row = |one: &FiringView| {
        let over = if one.count > one.more_than { T::TrialOver.text(lang) } else { "" };
        let name = one.group.clone().unwrap_or_else(|| T::Whole.text(lang).to_owned());
        vec![name.into_any(), cases(one, lang), over.into_any()]
    };
    let heads = heads(&[T::Group, T::Count, T::State], lang);
    let past = [
        ("from", dates::date_time(trial.from, lang)),
        ("windows", number(trial.windows, lang)),
        ("fired", number(trial.fired, lang)),
    ];
    let now = match trial.now.is_empty() {
        true => small(T::TrialNone.text(lang).to_owned()),
        false => grid("trial", T::Trial.text(lang), heads, trial.now.iter().map(row).collect(), 0),
    };
    let more =
        if trial.more > 0 { put(T::TrialMore.text(lang), &[("n", number(trial.more, lang))]) } else { String::new() };
    vec![now, small(more), small(put(T::TrialPast.text(lang), &past))].into_any()
}

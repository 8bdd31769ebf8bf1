//! Other systems that are told: adding one, with its secret shown once, changing and trying it, a new secret, removing it.

use super::super::line::Line;
use super::n;
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::nav;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::NoticePage;
use hoiam_shared::limits;
use hoiam_shared::wire::notices::{EndpointInput, EndpointView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the section works with.
#[derive(Clone, Copy)]
struct Desk {
    /// Asked anew when it moves.
    again: RwSignal<u32>,
    /// The one that is being written: `None` none, `Some(None)` a new one.
    editing: RwSignal<Option<Option<i64>>>,
    /// A secret to be copied, and whose.
    secret: RwSignal<Option<(String, String)>>,
    /// What was done.
    said: RwSignal<String>,
    /// What went wrong.
    trouble: RwSignal<Option<Trouble>>,
    /// Removing was pressed once.
    sure: RwSignal<Option<i64>>,
}

impl Desk {
    fn done(self, said: impl Into<String>) {
        self.trouble.set(None);
        self.sure.set(None);
        self.said.set(said.into());
        self.again.update(|n| *n += 1);
    }

    fn keep(self, view: &EndpointView) {
        self.secret.set(view.secret.clone().map(|secret| (view.name.clone(), secret)));
        if view.secret.is_some() {
            request_animation_frame(|| {
                nav::focus("endpoint-secret");
            });
        }
    }
}

/// The section.
#[component]
pub fn Endpoints() -> impl IntoView {
    let app = app();
    let desk = Desk {
        again: RwSignal::new(0),
        editing: RwSignal::new(None),
        secret: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(None),
    };
    let loaded = Loaded::new(move || {
        desk.again.track();
        api::endpoints(app, app.lang.get())
    });
    view! {
        <section aria-labelledby="endpoints-title">
            <h2 id="endpoints-title">{n(NoticePage::EndpointsTitle)}</h2>
            <p>{n(NoticePage::EndpointsIntro)}</p>
            <Alert trouble=desk.trouble/>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            {move || desk.secret.get().map(|(name, secret)| view! {
                <div class="banner news secret" id="endpoint-secret" tabindex="-1">
                    <p><strong>{name}</strong>" – "{n(NoticePage::SecretOnce)}</p>
                    <p><code>{secret}</code></p>
                </div>
            })}
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                let kinds = move || view.with(|v| v.kinds.clone());
                view! {
                    <p><button type="button" on:click=move |_| desk.editing.set(Some(None))>{n(NoticePage::EndpointNew)}</button></p>
                    <Show when=move || desk.editing.get() == Some(None)><Form desk row=None kinds=kinds()/></Show>
                    <Show when=move || view.with(|v| v.endpoints.is_empty())><p class="soft">{n(NoticePage::EndpointsNone)}</p></Show>
                    <ul class="rule-list" role="list">
                        {move || {
                            let lang = app.lang.get();
                            view.with(|v| v.endpoints.clone()).into_iter().map(|row| one(desk, row, kinds(), lang)).views()
                        }}
                    </ul>
                }.into_any()
            }/>
        </section>
    }
}

fn input_of(row: &EndpointView) -> EndpointInput {
    EndpointInput {
        agency: row.agency.as_ref().map(|agency| agency.code.clone()).unwrap_or_default(),
        name: row.name.clone(),
        url: row.url.clone(),
        query: row.query.clone(),
        events: row.events.clone(),
        on: row.state == "on",
    }
}

fn one(desk: Desk, row: EndpointView, kinds: Vec<String>, lang: Lang) -> impl IntoView {
    let app = app();
    let id = row.id;
    let (state, class) = match row.state.as_str() {
        "on" => (NoticePage::On, "pill good"),
        "gone" => (NoticePage::Gone, "pill bad"),
        _ => (NoticePage::Off, "pill off"),
    };
    let named = |what: NoticePage| format!("{}: {}", what.text(lang), row.name);
    let events = match row.events.is_empty() {
        true => NoticePage::EventsAll.text(lang).to_owned(),
        false => row.events.join(", "),
    };
    let old = row
        .old_signs_until
        .map(|until| fill(NoticePage::OldSigns.text(lang), &[("date", &dates::date_time(until, lang))]));
    let attempt = move |_| {
        spawn_local(async move {
            match api::try_endpoint(app, id).await {
                Ok(trial) if trial.taken => desk.done(NoticePage::TestTaken.text(lang)),
                Ok(trial) => {
                    let reason = format!("{} {}", trial.trouble_text.unwrap_or_default(), trial.said);
                    desk.done(fill(NoticePage::TestRefused.text(lang), &[("reason", reason.trim())]));
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let rotate = move |_| {
        spawn_local(async move {
            match api::rotate_endpoint(app, id).await {
                Ok(view) => {
                    desk.keep(&view);
                    desk.done("");
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let remove = move |_| {
        if desk.sure.get_untracked() != Some(id) {
            desk.sure.set(Some(id));
            return;
        }
        spawn_local(async move {
            match api::remove_endpoint(app, id).await {
                Ok(_) => desk.done(NoticePage::Removed.text(lang)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let (label, sure) = (named(NoticePage::Remove), named(NoticePage::RemoveSure));
    let agency = row.agency.as_ref().map(|agency| agency.name.clone());
    let stored = StoredValue::new((row.clone(), kinds));
    view! {
        <li class=if row.state == "on" { "rule" } else { "rule off" }>
            <div class="what">
                <p class="line"><strong>{row.name.clone()}</strong><span class=class>{state.text(lang)}</span></p>
                <p><code>{row.url.clone()}</code></p>
                <p class="soft">{agency}" · "{events}{(!row.query.is_empty()).then(|| view! { " · "<code>{row.query.clone()}</code> })}</p>
                {old.map(|text| view! { <p class="soft">{text}</p> })}
            </div>
            <div class="buttons">
                <button type="button" aria-label=named(NoticePage::Edit) on:click=move |_| desk.editing.set(Some(Some(id)))>{NoticePage::Edit.text(lang)}</button>
                <button type="button" aria-label=named(NoticePage::Test) on:click=attempt>{NoticePage::Test.text(lang)}</button>
                <button type="button" aria-label=named(NoticePage::Rotate) on:click=rotate>{NoticePage::Rotate.text(lang)}</button>
                <button type="button" on:click=remove
                    aria-label=move || if desk.sure.get() == Some(id) { sure.clone() } else { label.clone() }>
                    {move || if desk.sure.get() == Some(id) { NoticePage::RemoveSure } else { NoticePage::Remove }.text(lang)}
                </button>
            </div>
            <Show when=move || desk.editing.get() == Some(Some(id))>
                {stored.with_value(|(row, kinds)| view! { <Form desk row=Some(row.clone()) kinds=kinds.clone()/> })}
            </Show>
        </li>
    }
}

/// The form of one.
#[component]
fn Form(desk: Desk, row: Option<EndpointView>, kinds: Vec<String>) -> impl IntoView {
    let app = app();
    let id = row.as_ref().map(|row| row.id);
    let empty = || EndpointInput {
        agency: String::new(),
        name: String::new(),
        url: String::new(),
        query: String::new(),
        events: Vec::new(),
        on: true,
    };
    let input = RwSignal::new(row.as_ref().map_or_else(empty, input_of));
    let name = |field: &str| format!("{field}-{}", id.map_or_else(|| "new".to_owned(), |id| id.to_string()));
    let first = name("endpoint-name");
    let focus = first.clone();
    request_animation_frame(move || {
        nav::focus(&focus);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let input = input.get_untracked();
        spawn_local(async move {
            let kept = match id {
                Some(id) => api::change_endpoint(app, id, &input).await,
                None => api::add_endpoint(app, &input).await,
            };
            match kept {
                Ok(view) => {
                    desk.editing.set(None);
                    desk.keep(&view);
                    desk.done(NoticePage::Saved.text(app.lang.get_untracked()));
                }
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let kind = move |kind: String| {
        let (has, set) = (kind.clone(), kind.clone());
        let change = move |e| {
            let on = event_target_checked(&e);
            input.update(|i| {
                i.events.retain(|other| *other != set);
                if on {
                    i.events.push(set.clone());
                }
            });
        };
        view! {
            <label class="check"><input type="checkbox" prop:checked=move || input.with(|i| i.events.contains(&has)) on:change=change/><code>{kind}</code></label>
        }
    };
    view! {
        <form class="rule-form" on:submit=submit>
            <Line id=first label=NoticePage::Name required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.name.clone())) change=move |v| input.update(|i| i.name = v)/>
            <Line id=name("endpoint-url") label=NoticePage::Url help=NoticePage::UrlHelp required=true most=limits::REASON_CHARS
                value=Signal::derive(move || input.with(|i| i.url.clone())) change=move |v| input.update(|i| i.url = v)/>
            <Line id=name("endpoint-agency") label=NoticePage::Agency help=NoticePage::AgencyHelp required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.agency.clone())) change=move |v| input.update(|i| i.agency = v)/>
            <Line id=name("endpoint-query") label=NoticePage::Query help=NoticePage::QueryHelp most=limits::QUERY_CHARS
                value=Signal::derive(move || input.with(|i| i.query.clone())) change=move |v| input.update(|i| i.query = v)/>
            <fieldset class="kinds">
                <legend>{n(NoticePage::Events)}</legend>
                <p class="soft">{n(NoticePage::EventsHelp)}</p>
                <div class="choices">{kinds.into_iter().map(kind).views()}</div>
            </fieldset>
            <label class="check">
                <input type="checkbox" prop:checked=move || input.with(|i| i.on) on:change=move |e| input.update(|i| i.on = event_target_checked(&e))/>
                {n(NoticePage::On)}
            </label>
            <div class="buttons">
                <button class="primary">{n(NoticePage::Save)}</button>
                <button type="button" on:click=move |_| desk.editing.set(None)>{n(NoticePage::Cancel)}</button>
            </div>
        </form>
    }
}

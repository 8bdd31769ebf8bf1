//! One site: its settings and, beside them, how it looks with them, the lines to paste, how it does, who changed what.

use super::super::{Page, agency};
use super::look::LookFields;
use super::preview::Preview;
use super::questions::Questions;
use super::{embedding, health, s};
use crate::api;
use crate::pages::line::{Area, Line};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::{Alert, Failed};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app, nav, t};
use hoiam_kit::Trouble;
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::sites::{Bilingual, SiteInput, SiteSettings};
use hoiam_shared::{Lang, limits};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
pub struct Kept {
    /// The signals of every page.
    pub app: App,
    /// Its key.
    pub key: StoredValue<String>,
    /// What is in the form.
    pub input: RwSignal<SiteInput>,
    /// As the server has it; nothing for a new one.
    pub there: RwSignal<Option<SiteSettings>>,
    /// The list of questions is drawn anew when it moves.
    pub turn: RwSignal<u32>,
    /// What was done.
    pub said: RwSignal<Option<T>>,
    /// What went wrong.
    pub trouble: RwSignal<Option<Trouble>>,
}

impl Kept {
    /// What the server answered to a change.
    pub fn came(self, site: SiteSettings, said: Option<T>) {
        self.trouble.set(None);
        self.said.set(said);
        if said.is_none() {
            self.input.set(site.input.clone());
            self.turn.update(|n| *n += 1);
        }
        self.there.set(Some(site));
    }

    /// Something does not go.
    pub fn fails(self, cause: Trouble) {
        self.said.set(None);
        self.trouble.set(Some(placed(cause, self.app.lang.get_untracked())));
    }
}

/// The same trouble, each thing that is wrong with the name of the field that it is in.
pub fn placed(mut cause: Trouble, lang: Lang) -> Trouble {
    for fault in &mut cause.fields {
        fault.message = format!("{}: {}", place(&fault.field, lang), fault.message);
    }
    cause
}

/// What a place is called: `questions[1].ask.vi`, `origins[0]`.
fn place(field: &str, lang: Lang) -> String {
    if let Some((n, part)) = field.strip_prefix("questions[").and_then(|rest| rest.split_once(']')) {
        let number = n.parse::<usize>().unwrap_or_default() + 1;
        let question = fill(T::QuestionNth.text(lang), &[("n", &number.to_string())]);
        let part = match part.trim_start_matches('.') {
            "ask" | "ask.vi" => T::AskVi,
            "ask.en" => T::AskEn,
            "hint.vi" => T::HintVi,
            "hint.en" => T::HintEn,
            "id" => T::QuestionId,
            "min" => T::Least,
            "max" => T::Most,
            "categories" => T::Categories,
            "when.question" => T::WhenQuestion,
            "when.is" => T::WhenIs,
            "stop.is" => T::StopIs,
            "stop.advice" | "stop.advice.vi" => T::AdviceVi,
            "stop.advice.en" => T::AdviceEn,
            _ => T::Choices,
        };
        return format!("{question}, {}", part.text(lang));
    }
    let part = match field {
        "key" => T::Key,
        "agency" => T::Agency,
        "name" | "name.vi" => T::NameVi,
        "name.en" => T::NameEn,
        "label" | "label.vi" => T::LabelVi,
        "label.en" => T::LabelEn,
        "colour" => T::Colour,
        "kinds" => T::Kinds,
        "logo" => T::Logo,
        "questions" => T::Questions,
        _ => T::Origins,
    };
    part.text(lang).to_owned()
}

fn blank(key: String) -> SiteInput {
    SiteInput {
        key,
        agency: agency::own(),
        name: Bilingual::default(),
        origins: Vec::new(),
        kinds: vec![CaseKind::Feedback, CaseKind::Suggestion, CaseKind::Complaint, CaseKind::Denunciation],
        colour: "#0b6e76".to_owned(),
        left: false,
        label: Bilingual::default(),
        frame: false,
        publishes: true,
        questions: Vec::new(),
    }
}

/// The page.
#[component]
pub fn SitePage(
    /// Its key.
    key: String,
) -> impl IntoView {
    let app = app();
    let kept = Kept {
        app,
        input: RwSignal::new(blank(key.clone())),
        key: StoredValue::new(key),
        there: RwSignal::new(None),
        turn: RwSignal::new(0),
        said: RwSignal::new(None),
        trouble: RwSignal::new(None),
    };
    let again = RwSignal::new(0);
    let loaded = Loaded::new(move || {
        again.track();
        kept.key.with_value(|key| api::site(app, app.lang.get(), key))
    });
    // What came first fills the form; later (another language) only what is read beside it.
    Effect::new(move |first: Option<bool>| {
        if let Some(Ok(site)) = loaded.get() {
            match first {
                Some(true) => kept.there.set(Some(site)),
                _ => kept.came(site, None),
            }
            return true;
        }
        first.unwrap_or_default()
    });
    let phase = Known::new(move || {
        loaded.with(|came| match came {
            None => None,
            Some(Ok(_)) => Some(None),
            // A site that is not there yet is begun.
            Some(Err(trouble)) if trouble.is(ErrorCode::NotFound) => Some(None),
            Some(Err(trouble)) => Some(Some(trouble.clone())),
        })
    });
    view! {
        <main id="main" class="admin site" tabindex="-1">
            <p class="back"><a href=Page::Sites.at("").href().trim_end_matches('/').to_owned()>{Icon::Back.view()}{s(T::BackToList)}</a></p>
            {move || match phase.get() {
                None => view! { <p class="waiting" role="status">{t(Desk::Loading)}</p> }.into_any(),
                Some(Some(trouble)) => view! { <Failed trouble retry=Callback::new(move |()| again.update(|n| *n += 1))/> }.into_any(),
                Some(None) => view! { <There kept/> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn There(kept: Kept) -> impl IntoView {
    let lang = kept.app.lang;
    let name = move || {
        let name = kept.there.with(|site| site.as_ref().map(|site| site.input.name.text(lang.get()).to_owned()));
        name.unwrap_or_else(|| kept.key.get_value())
    };
    let known = move || kept.there.with(Option::is_some);
    view! {
        <h1>{name}</h1>
        <p class="soft"><code>{kept.key.get_value()}</code>{move || kept.there.with(|site| site.as_ref().map(|site| format!(" · {}", site.agency.name)))}</p>
        <Show when=known>{move || health::health(kept, lang.get())}</Show>
        <div class="two">
            <SettingsForm kept/>
            <Preview kept/>
        </div>
        <Show when=known>
            <embedding::Snippets kept/>
            <embedding::Policy kept/>
            {move || changes(kept)}
        </Show>
    }
}

/// A text of the form.
pub fn text(kept: Kept, get: fn(&SiteInput) -> String) -> Signal<String> {
    Signal::derive(move || kept.input.with(get))
}

/// Writes into the form.
pub fn set(kept: Kept, put: fn(&mut SiteInput, String)) -> impl Fn(String) {
    move |value| kept.input.update(|input| put(input, value))
}

/// A box that is ticked or not.
pub fn tick(kept: Kept, label: T, get: fn(&SiteInput) -> bool, put: fn(&mut SiteInput, bool)) -> AnyView {
    let change = move |e| kept.input.update(|input| put(input, event_target_checked(&e)));
    view! { <label class="check"><input type="checkbox" prop:checked=move || kept.input.with(get) on:change=change/>{s(label)}</label> }
    .into_any()
}

#[component]
fn SettingsForm(kept: Kept) -> impl IntoView {
    let app = kept.app;
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let input = kept.input.get_untracked();
        let version = kept.there.with_untracked(|site| site.as_ref().map(|site| site.version));
        spawn_local(async move {
            match api::keep_site(app, &input, version).await {
                Ok(site) => {
                    kept.came(site, None);
                    kept.said.set(Some(T::Saved));
                }
                Err(cause) => {
                    kept.fails(cause);
                    request_animation_frame(|| {
                        nav::focus("site-trouble");
                    });
                }
            }
        });
    };
    let drop_changes = move |_| {
        if let Some(site) = kept.there.get_untracked() {
            kept.came(site, None);
        }
    };
    let kind = move |kind: CaseKind| {
        let change = move |e| {
            let on = event_target_checked(&e);
            kept.input.update(|i| {
                i.kinds.retain(|other| *other != kind);
                if on {
                    i.kinds.push(kind);
                    // In the order in which people meet them everywhere.
                    i.kinds.sort_unstable();
                }
            });
        };
        view! {
            <label class="check"><input type="checkbox" prop:checked=move || kept.input.with(|i| i.kinds.contains(&kind)) on:change=change/>
                {move || kind.name(app.lang.get())}</label>
        }
    };
    // As it is typed: a list made of it and written back would take away the line that was just begun.
    let origins = RwSignal::new(String::new());
    Effect::new(move || {
        kept.turn.track();
        origins.set(kept.input.with_untracked(|i| i.origins.join("\n")));
    });
    let edit_origins = move |typed: String| {
        kept.input.update(|i| {
            i.origins = typed.lines().map(|line| line.trim().to_owned()).filter(|l| !l.is_empty()).collect()
        });
        origins.set(typed);
    };
    view! {
        <form class="rule-form" on:submit=save>
            <h2>{s(T::SettingsTitle)}</h2>
            <Line id="site-name-vi".to_owned() label=T::NameVi required=true most=limits::NAME_CHARS value=text(kept, |i| i.name.vi.clone()) change=set(kept, |i, v| i.name.vi = v)/>
            <Line id="site-name-en".to_owned() label=T::NameEn required=true most=limits::NAME_CHARS value=text(kept, |i| i.name.en.clone()) change=set(kept, |i, v| i.name.en = v)/>
            <AgencyLine kept/>
            <Area id="site-origins".to_owned() label=T::Origins help=T::OriginsHelp rows=3 value=Signal::derive(move || origins.get()) change=edit_origins/>
            <fieldset class="kinds">
                <legend>{s(T::Kinds)}</legend>
                <div class="choices">{CaseKind::ALL.iter().copied().map(kind).views()}</div>
            </fieldset>
            {tick(kept, T::Publishes, |i| i.publishes, |i, on| i.publishes = on)}
            <LookFields kept/>
            <Questions kept/>
            <div id="site-trouble" tabindex="-1"><Alert trouble=kept.trouble/></div>
            <p role="status" class="soft">{move || kept.said.get().map(|said| said.text(app.lang.get()))}</p>
            <div class="buttons">
                <button class="primary">{s(T::Save)}</button>
                <Show when=move || kept.there.with(|site| site.as_ref().is_some_and(|site| kept.input.with(|i| *i != site.input)))>
                    <button type="button" on:click=drop_changes>{s(T::Cancel)}</button>
                </Show>
            </div>
        </form>
    }
}

/// Choosing the agency: typing offers what is meant.
#[component]
fn AgencyLine(kept: Kept) -> impl IntoView {
    let app = kept.app;
    let typed = RwSignal::new(String::new());
    let found = Loaded::when(move || {
        let typed = typed.get();
        let q = typed.trim();
        (!q.is_empty()).then(|| api::agencies(app, app.lang.get(), q))
    });
    let options = move || {
        let option = |hit: hoiam_shared::wire::case::AgencyHit| {
            let name = if hit.above.is_empty() { hit.name } else { format!("{} – {}", hit.name, hit.above) };
            view! { <option value=hit.code>{name}</option> }
        };
        found.good().unwrap_or_default().into_iter().map(option).views()
    };
    let write = move |e| {
        let value = event_target_value(&e);
        typed.set(value.clone());
        kept.input.update(|i| i.agency = value.trim().to_owned());
    };
    view! {
        <div class="line-of">
            <label for="site-agency">{s(T::Agency)}</label>
            <input id="site-agency" list="site-agencies" required autocomplete="off" spellcheck="false" aria-describedby="site-agency-help"
                prop:value=move || kept.input.with(|i| i.agency.clone()) on:input=write/>
            <datalist id="site-agencies">{options}</datalist>
            <p class="soft" id="site-agency-help">{s(T::AgencyHelp)}</p>
        </div>
    }
}

fn changes(kept: Kept) -> AnyView {
    let lang = kept.app.lang.get();
    let all = kept.there.with(|site| site.as_ref().map(|site| site.changes.clone())).unwrap_or_default();
    let none = all.is_empty();
    let line = |change: hoiam_shared::wire::sites::SiteChange| {
        let by = [("who", change.who.as_str()), ("date", &dates::date_time(change.at, lang))];
        view! { <li class="rule"><p>{change.text}</p><p class="soft">{fill(T::ChangedBy.text(lang), &by)}</p></li> }
    };
    view! {
        <section aria-labelledby="changes-title">
            <h2 id="changes-title">{T::ChangesTitle.text(lang)}</h2>
            {none.then(|| view! { <p class="soft">{T::ChangesNone.text(lang)}</p> })}
            <ul class="rule-list" role="list">{all.into_iter().map(line).views()}</ul>
        </section>
    }
    .into_any()
}

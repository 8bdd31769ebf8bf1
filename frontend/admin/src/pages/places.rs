//! Areas and categories: two lists of the same shape, a level at a time, each row edited where it stands.

use super::Back;
use super::line::{Area, Line};
use crate::api_places::{self as api, Kind};
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::places::PlacePage as P;
use hoiam_shared::limits;
use hoiam_shared::wire::places::{PlaceFields, PlaceInput, PlaceNew, PlaceView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of these pages that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    kind: Kind,
    again: RwSignal<u32>,
    parent: RwSignal<String>,
    /// Code of the one that is edited; empty for a new one.
    editing: RwSignal<Option<String>>,
    said: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    sure: RwSignal<bool>,
}

impl Desk {
    fn done(self, said: P) {
        self.said.set(said.text(self.app.lang.get_untracked()).to_owned());
        self.trouble.set(None);
        self.editing.set(None);
        self.sure.set(false);
        self.again.update(|n| *n += 1);
    }
}

/// The page of one of the two.
#[component]
pub fn PlacesPage(kind: Kind) -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        kind,
        again: RwSignal::new(0),
        parent: RwSignal::new(String::new()),
        editing: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(false),
    };
    let q = RwSignal::new(String::new());
    let closed = RwSignal::new(false);
    let limit = RwSignal::new(0_usize);
    // Pages are short: more of them are asked for as one, from the front.
    let loaded = Loaded::new(move || {
        desk.again.track();
        let (q, parent, after) = (q.get(), desk.parent.get(), limit.get());
        let closed = if closed.get() { "true" } else { "" };
        let after = if after == 0 { String::new() } else { after.to_string() };
        api::places(
            app,
            kind,
            app.lang.get(),
            &[("q", q.trim()), ("parent", &parent), ("closed", closed), ("after", &after)],
        )
    });
    let anew = move || {
        limit.set(0);
        desk.editing.set(None);
    };
    let (title, intro) = match kind {
        Kind::Areas => (P::AreasTitle, P::AreasIntro),
        Kind::Categories => (P::CategoriesTitle, P::CategoriesIntro),
    };
    let up = move |_| {
        anew();
        desk.parent.set(String::new());
    };
    view! {
        <main id="main" class="admin people places" tabindex="-1">
            <Back/>
            <div class="bar">
                <h1>{p(title)}</h1>
                <button type="button" class="primary" on:click=move |_| desk.editing.set(Some(String::new()))>{p(P::New)}</button>
            </div>
            <p>{p(intro)}</p>
            <div class="day-lines" role="search">
                <div class="line-of">
                    <label for="places-q">{p(P::Search)}</label>
                    <input id="places-q" type="search" autocomplete="off" spellcheck="false" prop:value=q
                        on:input=move |e| { anew(); q.set(event_target_value(&e)); }/>
                </div>
                <label class="check">
                    <input type="checkbox" prop:checked=closed on:change=move |e| { anew(); closed.set(event_target_checked(&e)); }/>
                    {p(P::Closed)}
                </label>
            </div>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Alert trouble=desk.trouble/>
            <Show when=move || desk.editing.with(|e| e.as_deref() == Some(""))><Form desk row=None/></Show>
            <Show when=move || desk.parent.with(|parent| !parent.is_empty())>
                <div class="buttons"><button type="button" on:click=up>{p(P::Top)}</button><code>{move || desk.parent.get()}</code></div>
            </Show>
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |page| {
                let rows = move || {
                    let lang = app.lang.get();
                    page.with(|page| page.places.clone()).into_iter().map(move |row| one(desk, row, lang, q)).views()
                };
                let later = move || limit.get() > 0;
                let step = move |next: Option<String>| limit.set(next.and_then(|next| next.parse().ok()).unwrap_or(0));
                view! {
                    <p role="status">{move || fill(P::Count.text(app.lang.get()), &[("n", &page.with(|page| page.total).to_string())])}</p>
                    <Show when=move || page.with(|page| page.total == 0)><p class="empty">{p(P::None)}</p></Show>
                    <ul class="found" role="list">{rows}</ul>
                    <div class="buttons">
                        <Show when=later><button type="button" on:click=move |_| step(None)>{p(P::Top)}</button></Show>
                        <Show when=move || page.with(|page| page.next.is_some())>
                            <button type="button" on:click=move |_| step(page.with_untracked(|page| page.next.clone()))>{p(P::More)}</button>
                        </Show>
                    </div>
                }.into_any()
            }/>
        </main>
    }
}

fn one(desk: Desk, row: PlaceView, lang: Lang, q: RwSignal<String>) -> AnyView {
    let name = if lang == Lang::Vi { row.kept.name_vi.clone() } else { row.kept.name_en.clone() };
    let said = row.closed_at.map(|at| {
        let date = dates::date(at, lang);
        match &row.successor {
            Some(code) => fill(P::WentInto.text(lang), &[("code", code), ("date", &date)]),
            None => fill(P::ClosedSince.text(lang), &[("date", &date)]),
        }
    });
    let (code, below, open) = (row.code.clone(), row.below, row.closed_at.is_none());
    let edit_label = format!("{}: {name}", P::Edit.text(lang));
    let below_text = fill(P::Below.text(lang), &[("n", &below.to_string())]);
    let below_label = format!("{name}: {below_text}");
    let (down, own) = (code.clone(), code.clone());
    let stored = StoredValue::new(row.clone());
    let go = move |_| {
        q.set(String::new());
        desk.editing.set(None);
        desk.parent.set(down.clone());
    };
    view! {
        <li class="person" class:off=!open>
            <p><strong>{name}</strong>" "<span class="soft">{code.clone()}</span></p>
            <p class="soft">{said.unwrap_or(row.above)}</p>
            <div class="buttons">
                {(below > 0).then(|| view! { <button type="button" aria-label=below_label on:click=go>{below_text}</button> })}
                {open.then(|| view! { <button type="button" aria-label=edit_label on:click=move |_| desk.editing.set(Some(own.clone()))>{P::Edit.text(lang)}</button> })}
            </div>
            <Show when=move || desk.editing.with(|e| e.as_deref() == Some(&*code))>{move || view! { <Form desk row=Some(stored.get_value())/> }}</Show>
        </li>
    }
    .into_any()
}

/// A new one, or one that is there.
#[component]
fn Form(desk: Desk, row: Option<PlaceView>) -> impl IntoView {
    let (app, kind) = (desk.app, desk.kind);
    let known = row.as_ref().map(|row| (row.code.clone(), row.version));
    let parent = desk.parent.get_untracked();
    let empty = PlaceFields {
        name_vi: String::new(),
        name_en: String::new(),
        aliases: Vec::new(),
        parent: Some(parent).filter(|parent| !parent.is_empty()),
        position: 0,
    };
    let kept = RwSignal::new(row.map_or(empty, |row| row.kept));
    let code = RwSignal::new(String::new());
    let successor = RwSignal::new(String::new());
    let new = known.is_none();
    let known = StoredValue::new(known);
    request_animation_frame(|| {
        nav::focus("place-vi");
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let request = match known.get_value() {
            Some((code, version)) => api::change(app, kind, &code, &PlaceInput { version, kept: kept.get_untracked() }),
            None => api::add(app, kind, &PlaceNew { code: code.get_untracked(), kept: kept.get_untracked() }),
        };
        spawn_local(async move {
            match request.await {
                Ok(_) => desk.done(P::Saved),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let retire = move |_| {
        if !desk.sure.get_untracked() {
            return desk.sure.set(true);
        }
        let Some((code, _)) = known.get_value() else { return };
        let heir = successor.get_untracked();
        spawn_local(async move {
            match api::retire(app, kind, &code, Some(heir).filter(|heir| !heir.trim().is_empty())).await {
                Ok(_) => desk.done(P::Retired),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let text = move |read: fn(&PlaceFields) -> String| Signal::derive(move || kept.with(read));
    view! {
        <form class="rule-form" on:submit=save>
            {new.then(|| view! { <Line id="place-code".to_owned() label=P::Code help=P::CodeHelp required=true most=60 value=code.into() change=move |v| code.set(v)/> })}
            <Line id="place-vi".to_owned() label=P::NameVi required=true most=limits::TITLE_CHARS
                value=text(|k| k.name_vi.clone()) change=move |v| kept.update(|k| k.name_vi = v)/>
            <Line id="place-en".to_owned() label=P::NameEn required=true most=limits::TITLE_CHARS
                value=text(|k| k.name_en.clone()) change=move |v| kept.update(|k| k.name_en = v)/>
            <Line id="place-parent".to_owned() label=P::Parent most=60
                value=text(|k| k.parent.clone().unwrap_or_default())
                change=move |v| kept.update(|k| k.parent = Some(v.trim().to_owned()).filter(|v| !v.is_empty()))/>
            {(kind == Kind::Categories).then(|| view! {
                <Line id="place-position".to_owned() label=P::Position kind="number"
                    value=text(|k| k.position.to_string()) change=move |v| kept.update(|k| k.position = v.parse().unwrap_or(0))/>
            })}
            <Area id="place-aliases".to_owned() label=P::Aliases rows=3
                value=text(|k| k.aliases.join("\n")) change=move |v| kept.update(|k| k.aliases = v.lines().map(str::to_owned).collect())/>
            <div class="buttons">
                <button class="primary">{p(P::Save)}</button>
                <button type="button" on:click=move |_| desk.editing.set(None)>{p(P::Cancel)}</button>
            </div>
            {(!new).then(|| view! {
                <Line id="place-successor".to_owned() label=P::Successor most=60 value=successor.into() change=move |v| successor.set(v)/>
                <div class="buttons"><button type="button" on:click=retire>{move || if desk.sure.get() { P::RetireSure } else { P::Retire }.text(app.lang.get())}</button></div>
            })}
        </form>
    }
}

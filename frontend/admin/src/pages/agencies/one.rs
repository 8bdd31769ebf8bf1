//! One agency: what can be changed, what points at it, its place, its end; or a new one below another.

use super::super::agency::AgencyField;
use super::super::line::Line;
use super::super::{Back, Page};
use super::fields::{Fields, empty};
use super::merge::Merge;
use super::{became, p};
use crate::api_agencies as api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Request;
use hoiam_desk::state::{App, app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::agencies::AgencyPage as P;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::agencies::{AgencyInput, AgencyNew, AgencyView, Pointing};
use hoiam_shared::wire::intake::AgencyRef;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) app: App,
    pub(super) again: RwSignal<u32>,
    pub(super) said: RwSignal<String>,
    pub(super) trouble: RwSignal<Option<Trouble>>,
    /// Closing was pressed once.
    sure: RwSignal<bool>,
}

impl Desk {
    pub(super) fn done(self, said: P) {
        self.said.set(said.text(self.app.lang.get_untracked()).to_owned());
        self.sure.set(false);
        self.again.update(|n| *n += 1);
    }

    fn send(self, request: Request<AgencyView>, said: P) {
        self.trouble.set(None);
        spawn_local(async move {
            match request.await {
                Ok(_) => self.done(said),
                Err(cause) => self.trouble.set(Some(cause)),
            }
        });
    }
}

/// The page of an agency, or of a new one (`+` and the code of the one above).
#[component]
pub fn OnePage(
    /// Code of the agency.
    code: String,
) -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        again: RwSignal::new(0),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(false),
    };
    let above = code.strip_prefix('+').map(str::to_owned);
    let asked = above.is_none().then(|| code.clone());
    let loaded = Loaded::when(move || {
        desk.again.track();
        Some(api::agency(app, app.lang.get(), asked.as_deref()?))
    });
    let page = match above {
        Some(above) => view! { <h1>{p(P::New)}</h1><New desk above/> }.into_any(),
        None => view! {
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                view! { <Whole desk view/> }.into_any()
            }/>
        }
        .into_any(),
    };
    view! {
        <main id="main" class="admin agency-page" tabindex="-1">
            <Back/>
            <p class="back"><a href=Page::Agencies.at("").href()>{p(P::Title)}</a></p>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Alert trouble=desk.trouble/>
            {page}
        </main>
    }
}

#[component]
fn New(desk: Desk, above: String) -> impl IntoView {
    let (code, parent) = (RwSignal::new(String::new()), RwSignal::new(above));
    let kept = RwSignal::new(empty());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let new = AgencyNew { code: code.get_untracked(), parent: parent.get_untracked(), kept: kept.get_untracked() };
        desk.trouble.set(None);
        spawn_local(async move {
            match api::add(desk.app, &new).await {
                Ok(made) => nav::go(desk.app, Page::Agencies.at(&made.code)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <form class="rule-form" on:submit=save>
            <AgencyField chosen=parent id="agency-parent" label=P::Parent/>
            <Line id="agency-code".to_owned() label=P::Code help=P::CodeHelp required=true most=60
                value=code.into() change=move |v| code.set(v)/>
            <Fields kept/>
            <div class="buttons">
                <button class="primary">{p(P::Add)}</button>
                <a class="button" href=Page::Agencies.at("").href()>{p(P::Cancel)}</a>
            </div>
        </form>
    }
}

#[component]
fn Whole(desk: Desk, view: Known<AgencyView>) -> impl IntoView {
    let app = desk.app;
    let code = view.with_untracked(|view| view.code.clone());
    let kept = RwSignal::new(view.with_untracked(|view| view.kept.clone()));
    Effect::new(move |_| kept.set(view.with(|view| view.kept.clone())));
    let stored = StoredValue::new(code.clone());
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let input = AgencyInput { version: view.with_untracked(|view| view.version), kept: kept.get_untracked() };
        desk.send(api::change(app, &stored.get_value(), &input), P::Saved);
    };
    let said = move || view.with(|view| became(view.closed_at, view.successor.as_ref(), app.lang.get()));
    let step = |agency: AgencyRef| view! { <li><a href=Page::Agencies.at(&agency.code).href()>{agency.name}</a></li> };
    let here = move || view.with(|view| view.closed_at.is_none());
    let movable = move || view.with(|view| view.movable && view.closed_at.is_none());
    let merged = move || {
        view.with(|view| view.merged.clone()).into_iter().map(|one| {
            view! { <li><a href=Page::Agencies.at(&one.agency.code).href()>{one.agency.name}</a>" "<span class="soft">{hoiam_desk::pure::dates::date(one.at, app.lang.get())}</span></li> }
        }).views()
    };
    view! {
        <nav class="trail" aria-label=p(P::Parent)><ol role="list">{move || view.with(|view| view.line.clone()).into_iter().map(step).views()}</ol></nav>
        <h1>
            {move || { let lang = app.lang.get(); view.with(|view| if lang == hoiam_shared::Lang::Vi { view.kept.name_vi.clone() } else { view.kept.name_en.clone() }) }}
            " "<span class="soft">{code.clone()}</span>
        </h1>
        {move || said().map(|text| view! { <p class="flags">{text}</p> })}
        <p class="soft">{move || view.with(|view| view.area_text.clone())}</p>
        <form class="rule-form" on:submit=save>
            <Fields kept/>
            <div class="buttons">
                <button class="primary">{p(P::Save)}</button>
                <Show when=here><a class="button" href=Page::Agencies.at(&super::new_below(&stored.get_value())).href()>{p(P::NewBelow)}</a></Show>
            </div>
        </form>
        <section aria-labelledby="points-title">
            <h2 id="points-title">{p(P::Points)}</h2>
            {move || points(&view.with(|view| view.points.clone()), app.lang.get())}
        </section>
        <Show when=move || view.with(|view| !view.merged.is_empty())>
            <section aria-labelledby="merged-title"><h2 id="merged-title">{p(P::MergedHere)}</h2><ul role="list">{merged}</ul></section>
        </Show>
        <Show when=movable><End desk code=stored.get_value()/></Show>
    }
}

/// What points at one or at several, as pairs.
pub(super) fn points(points: &Pointing, lang: hoiam_shared::Lang) -> AnyView {
    let all = [
        (P::OpenCases, points.open_cases),
        (P::OtherCases, points.other_cases),
        (P::Sites, points.sites),
        (P::People, points.people),
        (P::Rules, points.rules),
        (P::Endpoints, points.endpoints),
        (P::Templates, points.templates),
        (P::Searches, points.searches),
    ];
    let pair = move |(name, n): (P, u64)| view! { <div><dt>{name.text(lang)}</dt><dd>{n.to_string()}</dd></div> };
    view! { <dl class="pairs">{all.into_iter().map(pair).views()}</dl> }.into_any()
}

/// Another place, the end, or going into another one.
#[component]
fn End(desk: Desk, code: String) -> impl IntoView {
    let app = desk.app;
    let parent = RwSignal::new(String::new());
    let stored = StoredValue::new(code);
    let place = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send(api::place(app, &stored.get_value(), parent.get_untracked()), P::Moved);
    };
    let close = move |_| {
        if desk.sure.get_untracked() {
            desk.send(api::close(app, &stored.get_value()), P::ClosedSaid);
        } else {
            desk.sure.set(true);
        }
    };
    view! {
        <Merge desk code=stored.get_value()/>
        <section aria-labelledby="move-title">
            <h2 id="move-title">{p(P::MoveTitle)}</h2>
            <p>{p(P::MoveText)}</p>
            <form class="day-lines" on:submit=place>
                <AgencyField chosen=parent id="agency-parent" label=P::Parent/>
                <div class="buttons"><button>{p(P::Move)}</button></div>
            </form>
        </section>
        <section aria-labelledby="close-title">
            <h2 id="close-title">{p(P::CloseTitle)}</h2>
            <p>{p(P::CloseText)}</p>
            <div class="buttons"><button type="button" on:click=close>
                {move || if desk.sure.get() { P::CloseSure } else { P::Close }.text(app.lang.get())}
            </button></div>
        </section>
    }
}

/// One line of a preview.
pub(super) fn filled(key: P, lang: hoiam_shared::Lang, values: &[(&str, &str)]) -> String {
    fill(key.text(lang), values)
}

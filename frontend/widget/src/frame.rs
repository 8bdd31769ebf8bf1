//! Everything around the page: dialog or card, title, tabs, progress, the summary of what is wrong, the live
//! region, the footer.

use crate::app::{App, Shape};
use crate::fields::button;
use crate::pages;
use crate::ui::{El, View, div, el, keyed, live, nothing, text};
use hoiam_flow::{Event, Field, Keeping, Load, Page, Part, State, Target};
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::catalogue::{digits, fill};

/// What a page is drawn from. While it stays the same, nothing is drawn anew and the focus stays where it is.
fn scene(state: &State) -> String {
    let mut key = String::from(state.lang.code());
    let site = match &state.site {
        Load::Pending => "",
        // The name tells the languages apart.
        Load::Ready(site) => &site.agency.name,
        Load::Failed(refusal) => &refusal.title,
    };
    let story = state.following.view.as_ref().map_or(0, |view| view.story.len() + view.messages.len());
    let plan = state.following.plan.map_or("", Action::code);
    // Questions may be others when the site is asked again.
    let count = state.known.len() + 100 * state.questions().len();
    for part in [site, plan, &state.draft.key, &digits(count as u64), &digits(story as u64)] {
        key.push('\n');
        key.push_str(part);
    }
    key.push(char::from(b'a' + state.page as u8));
    // Elsewhere nobody waits for it, and what is typed into stays as it is.
    if state.page.comes_later() {
        key.push(char::from(b'a' + state.part as u8));
    }
    key
}

/// The whole widget.
pub fn view(app: App) -> View {
    let inside = div("frame")
        .at("id", "frame")
        .at_live("lang", move || Some(app.read(|state| state.lang.code().to_owned())))
        .with(keyed(move || app.read(|state| state.lang.code().to_owned()), move || head(app)))
        .with(keyed(move || app.read(scene), move || body(app)))
        .with(status(app))
        .view();
    match app.ground(|g| g.shape) {
        Shape::Dialog => el("dialog").class("ha").at("aria-labelledby", "widget-title").with(inside).view(),
        Shape::Inline | Shape::Frame => div("ha").with(inside).view(),
    }
}

/// Title, agency, language, close; then the tabs.
fn head(app: App) -> View {
    let other = match app.lang() {
        Lang::Vi => Lang::En,
        Lang::En => Lang::Vi,
    };
    let speak = move |_| {
        crate::run::spawn(async move {
            // Without the texts of the other language this one stays, and says why.
            app.send(match crate::bring(other.code(), "").await {
                Some(_) => Event::Speak(other),
                None => Event::CaseFailed(crate::run::offline(app)),
            });
        });
    };
    let switch = button("link", app.t(T::SwitchLang), speak).at("lang", other.code());
    let agency = live(move || match app.read(|state| ready(&state.site)) {
        Some(name) => text(&app.t1(T::To, "agency", &name)),
        None => nothing(),
    });
    let mut top = div("top")
        .with(
            div("names")
                .has(el("h2").at("id", "widget-title").text(app.t(T::Title)))
                .has(el("p").class("agency").with(agency))
                .view(),
        )
        .has(switch);
    if app.ground(|g| g.shape != Shape::Inline) {
        top = top.has(button("close", "", move |_| app.hide()).at("aria-label", app.t(T::Close)));
    }
    let tab = |label: T, looks_up: bool| {
        button("tab", app.t(label), move |_| {
            if app.peek(|state| state.page.looks_up()) != looks_up {
                app.send(Event::Go(if looks_up { Page::Find } else { Page::Kind }));
            }
        })
        .at_live("aria-current", move || {
            app.read(|state| (state.page.looks_up() == looks_up).then(|| "page".to_owned()))
        })
        .view()
    };
    // For those who must not be seen here: gone at once, and nothing of it left.
    let escape = live(move || {
        if app.read(|state| state.secluded && state.draft.kind.is_some_and(CaseKind::secluded)) {
            button("escape", app.t(T::Escape), move |_| app.send(Event::Escape)).view()
        } else {
            nothing()
        }
    });
    let tabs = el("nav").class("tabs").with(tab(T::TabFile, false)).with(tab(T::TabFind, true)).with(escape).view();
    el("header").has(top).with(tabs).view()
}

fn ready(site: &Load) -> Option<String> {
    if let Load::Ready(site) = site { Some(site.agency.name.clone()) } else { None }
}

/// The page itself, or why there is none.
fn body(app: App) -> View {
    let (page, part) = app.peek(|state| (state.page, state.part));
    // Nothing while it is asked for, then why it cannot be had, if it cannot.
    let site = app.peek(|state| match &state.site {
        Load::Pending => None,
        Load::Ready(_) => Some(None),
        Load::Failed(refusal) => Some(Some((refusal.title.clone(), refusal.detail.clone()))),
    });
    let needs_site = page.position().is_some();
    match site {
        None if needs_site => div("page")
            .has(el("p").class("wait").at("id", "heading").at("tabindex", "-1").text(app.t(T::Loading)))
            .view(),
        Some(Some((title, detail))) if needs_site => {
            let mut form = app.ground(|g| g.base.clone());
            form.push_str("f/");
            form.push_str(&String::from(js_sys::encode_uri_component(&app.ground(|g| g.site.clone()))));
            div("page")
                .with(
                    div("notice bad")
                        .at("id", "heading")
                        .at("tabindex", "-1")
                        .has(el("h3").text(&title))
                        .has(el("p").text(&detail))
                        .view(),
                )
                .with(
                    div("actions")
                        .with(
                            el("a")
                                .class("plain")
                                .at("href", &form)
                                .at("target", "_blank")
                                .at("rel", "noopener")
                                .text(app.t(T::OpenForm))
                                .view(),
                        )
                        .has(button("primary", app.t(T::TryAgain), move |_| app.send(Event::Retry)))
                        .view(),
                )
                .view()
        }
        // Drawn by the part that is on its way, or could not be had.
        _ if page.comes_later() && part != Part::Here => {
            let rest = if part == Part::Asked {
                el("p").class("wait").at("id", "heading").at("tabindex", "-1").text(app.t(T::Loading))
            } else {
                div("actions").has(button("primary", app.t(T::TryAgain), move |_| app.send(Event::NeedPart)))
            };
            div("page").with(summary(app)).has(rest).view()
        }
        _ => div("page")
            .with(progress(app, page))
            .with(summary(app))
            .with(restored(app, page))
            .with(pages::view(app, page))
            .view(),
    }
}

/// A draft from an earlier visit is said to be one, and can be thrown away; and where it is written privately,
/// that is said, too.
fn restored(app: App, page: Page) -> View {
    let (restored, secluded) = app.peek(|state| {
        let apart = state.draft.kind.is_some_and(CaseKind::secluded);
        (state.restored, state.secluded && apart && page == Page::What)
    });
    let mut all = div("");
    if restored && page.position().is_some() {
        let said = div("notice info").has(el("p").text(app.t(T::Restored)));
        all = all.has(said.with(pages::clear(app)));
    }
    if secluded {
        all = all.has(el("p").class("notice info").text(app.t(T::Secluded)));
    }
    all.view()
}

/// "Step 2 of 5", in words and as a bar.
fn progress(app: App, page: Page) -> View {
    let Some(at) = page.position() else { return nothing() };
    let (at, of) = app.peek(|state| {
        let steps: Vec<Page> = state.steps().collect();
        (steps.iter().position(|step| *step == page).unwrap_or(at), steps.len())
    });
    let words = fill(app.t(T::Step), &[("n", &digits(at as u64 + 1)), ("of", &digits(of as u64))]);
    let part = |i: usize| el("i").class(if i <= at { "done" } else { "" }).view();
    div("progress")
        .has(el("p").text(&words))
        .has(div("bar").at("aria-hidden", "true").with_all((0..of).map(part).collect()))
        .view()
}

/// What is wrong, with a way to each field.
fn summary(app: App) -> View {
    live(move || {
        let (faults, refusal) = app.read(|state| (state.faults.clone(), state.refusal.clone()));
        if faults.is_empty() && refusal.is_none() {
            return nothing();
        }
        let (title, detail) = match refusal {
            Some(refusal) => (refusal.title, refusal.detail),
            None => (app.t(T::ErrorsTitle).to_owned(), String::new()),
        };
        let mut shown = div("notice bad").at("id", "summary").at("tabindex", "-1").at("role", "alert");
        // Its name is what is said when the focus comes here.
        shown = shown.at("aria-labelledby", "summary-title").has(el("h3").at("id", "summary-title").text(&title));
        if !detail.is_empty() {
            shown = shown.has(el("p").text(&detail));
        }
        shown = shown.with(waiting(app));
        let item = |fault: &hoiam_shared::wire::problem::FieldProblem| {
            let id = fault.field.clone();
            // The same words about another field are another link.
            let go = button("link", &fault.message, move |_| reach(app, &id)).at("data-for", &fault.field);
            el("li").has(go).view()
        };
        shown.has(el("ul").with_all(faults.iter().map(item).collect())).view()
    })
}

/// It is tried again by itself: when, what happens if the page is closed, and a way to stop that.
fn waiting(app: App) -> View {
    let Some((waiting, keeping)) = app.peek(|state| state.waiting.map(|waiting| (waiting, state.keeping))) else {
        return nothing();
    };
    let when = if waiting.offline && waiting.seconds > 30 {
        app.t(T::WaitingOnline).to_owned()
    } else {
        app.t1(T::Waiting, "n", &digits(waiting.seconds.into()))
    };
    let closed = app.t(if keeping == Keeping::On { T::WaitingKept } else { T::DraftRefused });
    div("")
        .has(el("p").text(&when))
        .has(el("p").text(closed))
        .has(button("link", app.t(T::StopWaiting), move |_| app.send(Event::StopWaiting)))
        .view()
}

/// Focuses the field that a message is about.
fn reach(app: App, id: &str) {
    match Field::from_id(id) {
        Some(field) => crate::run::run(app, hoiam_flow::Effect::Focus(Target::Field(field))),
        None => {
            if let Some(element) = app.find(id) {
                let _ = element.focus();
            }
        }
    }
}

/// Says aloud what only the eye would notice.
fn status(app: App) -> View {
    let words = live(move || {
        let (looks, busy, found) = app.read(|state| {
            // A case that is on show is looked up again, or something is being sent about it.
            (state.page.looks_up() && state.following.plan.is_none(), state.busy, state.hits.len())
        });
        let (sends, works) = app.read(|state| (state.sends, state.works));
        text(&match (busy, found) {
            (true, _) if sends => app.t(T::FilesWait).to_owned(),
            (true, _) if works => app.t(T::Working).to_owned(),
            (true, _) if looks => app.t(T::Looking).to_owned(),
            (true, _) => app.t(T::Sending).to_owned(),
            (false, 1..) => app.t1(T::AreasFound, "n", &digits(found as u64)),
            _ => String::new(),
        })
    });
    el("p").class("unseen").at("role", "status").with(words).view()
}

/// The heading of a page; the focus goes there when a page is turned.
pub fn heading(words: &str) -> El {
    el("h3").class("heading").at("id", "heading").at("tabindex", "-1").text(words)
}

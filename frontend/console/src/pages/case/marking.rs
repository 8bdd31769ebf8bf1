//! Hiding what is personal before a case becomes public: its texts word by word, to be hidden with mouse or keyboard,
//! and below them the copy exactly as everybody will read it.

use super::covering;
use super::form::Form;
use crate::pure::marking::{self, Run};
use crate::state::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::diff::{Fate, diff as changes};
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::publish::{Mark, Part, joined, redacted};
use hoiam_shared::wire::public::PublicationView;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A text that follows the language.
pub(super) fn t(key: Publishing) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The texts with their marks, and the preview.
#[component]
pub fn Marking(
    /// The form in which the marks stand.
    form: Form,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let loaded = Loaded::new(move || {
        again.track();
        api::publication(app, &form.file.code(), app.lang.get())
    });
    view! {
        <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
            view! { <Texts view form/> }.into_any()
        }/>
    }
}

#[component]
fn Texts(view: Known<PublicationView>, form: Form) -> impl IntoView {
    let app = app();
    // A form that nobody touched begins with what was hidden before, or else with what was found.
    let begun = view.with_untracked(|v| {
        let found: Vec<Mark> = v.found.iter().map(|found| found.mark).collect();
        if v.hidden.is_empty() { joined(&found) } else { v.hidden.clone() }
    });
    let covered = view.with_untracked(|v| v.covered.clone());
    let pictures = view.with_untracked(|v| v.pictures.clone());
    let found = StoredValue::new(joined(&view.with_untracked(|v| v.found.iter().map(|f| f.mark).collect::<Vec<_>>())));
    form.draft.update(|draft| {
        if draft.kept_at.is_none() {
            draft.input.hidden = begun;
            draft.input.pictures = covered;
        }
    });
    let parts: Vec<(Part, Vec<Run>)> =
        view.with_untracked(|v| v.parts.iter().map(|part| (part.part, marking::runs(&part.text))).collect());
    let parts = StoredValue::new(parts);
    let last = RwSignal::new(None::<Mark>);
    let count = view.with_untracked(|v| v.found.len());
    let alike = Known::new(move || {
        let Some(last) = last.get() else { return Vec::new() };
        form.draft.with(|d| {
            let hidden = marking::hides(&d.input.hidden, last.part, last.from, last.to);
            if hidden { parts.with_value(|parts| marking::alike(parts, &d.input.hidden, last)) } else { Vec::new() }
        })
    });
    let hide_alike = move |_| {
        let more = alike.get_untracked();
        form.change(|d| {
            d.input.hidden = more.iter().fold(d.input.hidden.clone(), |all, mark| marking::hide(&all, *mark))
        });
    };
    view! {
        <div class="marking">
            <h4>{t(Publishing::MarkTitle)}</h4>
            <p class="soft">{move || {
                let lang = app.lang.get();
                match count {
                    0 => Publishing::FoundNone.text(lang).to_owned(),
                    n => fill(Publishing::FoundHint.text(lang), &[("n", &n.to_string())]),
                }
            }}</p>
            <p class="soft">{t(Publishing::MarkHint)}</p>
            {Part::ALL.iter().map(|part| view! { <Words part=*part parts form last view/> }).views()}
            <div class="buttons" role="status">
                <Show when=move || !alike.with(Vec::is_empty)>
                    <button type="button" on:click=hide_alike>
                        {move || fill(Publishing::AlsoHide.text(app.lang.get()), &[("n", &alike.with(Vec::len).to_string())])}
                    </button>
                </Show>
            </div>
            <div class="buttons">
                <button type="button" class="quiet" on:click=move |_| form.change(|d| d.input.hidden.clear())>
                    {t(Publishing::ShowAll)}
                </button>
                <button type="button" class="quiet" on:click=move |_| form.change(|d| {
                    let all: Vec<Mark> = d.input.hidden.iter().copied().chain(found.get_value()).collect();
                    d.input.hidden = joined(&all);
                })>
                    {t(Publishing::HideFound)}
                </button>
            </div>
            <section class="preview" aria-labelledby="preview-title">
                <h4 id="preview-title">{t(Publishing::PreviewTitle)}</h4>
                <h5>{move || shown(view, form, Part::Title)}</h5>
                <blockquote>{move || shown(view, form, Part::Body)}</blockquote>
                <p class="soft">{t(Publishing::PartAnswer)}</p>
                <blockquote>{move || shown(view, form, Part::Answer)}</blockquote>
            </section>
            {covering::pictures(form, pictures)}
            {changes_of(view, form)}
        </div>
    }
}

/// What publishing anew changes in what everybody reads now.
fn changes_of(view: Known<PublicationView>, form: Form) -> AnyView {
    let changed = move || {
        let now = |part: Part| {
            view.with(|v| {
                let text = v.parts.iter().find(|p| p.part == part).map_or("", |p| p.text.as_str());
                redacted(text, part, &v.hidden)
            })
        };
        let told =
            Part::ALL.iter().map(|part| (now(*part), shown(view, form, *part))).filter(|(now, then)| now != then);
        told.map(|(now, then)| changes(&now, &then)).collect::<Vec<_>>()
    };
    let public = view.with_untracked(|v| v.state.published_at.is_some());
    let piece = |(fate, text): (Fate, String)| match fate {
        Fate::Same => text.into_any(),
        Fate::Gone => view! { <del>{text}</del> }.into_any(),
        Fate::Come => view! { <ins>{text}</ins> }.into_any(),
    };
    let told = move || {
        let changed = if public { changed() } else { Vec::new() };
        if changed.is_empty() {
            return ().into_any();
        }
        let one = |text: Vec<(Fate, String)>| view! { <blockquote>{text.into_iter().map(piece).views()}</blockquote> };
        view! {
            <section class="preview" aria-labelledby="changes-title">
                <h4 id="changes-title">{t(Publishing::ChangesTitle)}</h4>
                {changed.into_iter().map(one).views()}
            </section>
        }
        .into_any()
    };
    told.into_any()
}

/// A text as everybody will read it.
fn shown(view: Known<PublicationView>, form: Form, part: Part) -> String {
    view.with(|v| {
        let text = v.parts.iter().find(|p| p.part == part).map_or("", |p| p.text.as_str());
        form.draft.with(|d| redacted(text, part, &d.input.hidden))
    })
}

const fn label(part: Part) -> Publishing {
    match part {
        Part::Title => Publishing::PartTitle,
        Part::Body => Publishing::PartBody,
        Part::Answer => Publishing::PartAnswer,
    }
}

/// One text, word by word. One word can be reached by Tab; arrows go to the others.
#[component]
fn Words(
    part: Part,
    parts: StoredValue<Vec<(Part, Vec<Run>)>>,
    form: Form,
    last: RwSignal<Option<Mark>>,
    view: Known<PublicationView>,
) -> impl IntoView {
    let runs = parts.with_value(|all| all.iter().find(|(p, _)| *p == part).map(|(_, r)| r.clone()).unwrap_or_default());
    let words: Vec<Mark> =
        runs.iter().filter(|run| run.word).map(|run| Mark { part, from: run.from, to: run.to }).collect();
    let words = StoredValue::new(words);
    let at = RwSignal::new(0usize);
    let dragged = StoredValue::new(false);
    let id = format!("mark-{}", part.code());
    let labelled = id.clone();
    let press = move |index: usize| {
        let Some(mark) = words.with_value(|all| all.get(index).copied()) else { return };
        at.set(index);
        form.change(|d| d.input.hidden = marking::toggle(&d.input.hidden, mark));
        last.set(Some(mark));
    };
    let key = move |event: KeyboardEvent| {
        let Some(index) = index_of(event.target()) else { return };
        let most = words.with_value(Vec::len).saturating_sub(1);
        let to = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (index + 1).min(most),
            "ArrowLeft" | "ArrowUp" => index.saturating_sub(1),
            "Home" => 0,
            "End" => most,
            " " | "Enter" => {
                event.prevent_default();
                return press(index);
            }
            _ => return,
        };
        event.prevent_default();
        if event.shift_key() {
            let (one, other) = words.with_value(|all| (all[index.min(to)], all[index.max(to)]));
            let stretch = Mark { to: other.to, ..one };
            form.change(|d| d.input.hidden = marking::hide(&d.input.hidden, stretch));
            last.set(Some(stretch));
        }
        at.set(to);
        focus(part, to);
    };
    // Drawn over with the mouse, every word from the first to the last is hidden. (Words that can have the focus begin no
    // selection of the browser's own.)
    let drawn = StoredValue::new(None::<(usize, usize)>);
    let hold = move |event: MouseEvent| drawn.set_value(index_of(event.target()).map(|index| (index, index)));
    let draw = move |event: MouseEvent| {
        if let (1, Some(index)) = (event.buttons(), index_of(event.target())) {
            drawn.update_value(|drawn| *drawn = drawn.map(|(from, _)| (from, index)));
        }
    };
    let release = move |_: MouseEvent| {
        let Some((from, to)) = drawn.try_update_value(Option::take).flatten().filter(|(from, to)| from != to) else {
            return;
        };
        dragged.set_value(true);
        let (one, other) = words.with_value(|all| (all[from.min(to)], all[from.max(to)]));
        let stretch = Mark { to: other.to, ..one };
        form.change(|d| d.input.hidden = marking::hide(&d.input.hidden, stretch));
        last.set(Some(stretch));
    };
    let click = move |event: MouseEvent| {
        // The click that ends such a stroke is no press on a word.
        if dragged.try_update_value(core::mem::take) == Some(true) {
            return;
        }
        if let Some(index) = index_of(event.target()) {
            press(index);
        }
    };
    let mut index = 0;
    let bits = runs
        .into_iter()
        .map(|run| {
            if !run.word {
                return run.text.into_any();
            }
            let here = index;
            index += 1;
            let (from, to) = (run.from, run.to);
            let hidden = move || form.draft.with(|d| marking::hides(&d.input.hidden, part, from, to));
            let why = move || {
                view.with(|v| {
                    let found = |f: &&hoiam_shared::wire::public::FoundView| {
                        f.mark.part == part && f.mark.from <= from && to <= f.mark.to
                    };
                    v.found.iter().find(found).map(|f| f.why.clone())
                })
            };
            view! {
                <span id=word_id(part, here) role="button" data-i=here.to_string() title=why
                    tabindex=move || if at.get() == here { "0" } else { "-1" }
                    aria-pressed=move || hidden().to_string()>{run.text}</span>
            }
            .into_any()
        })
        .views();
    view! {
        <h5 id=id>{t(label(part))}</h5>
        <p class="text" role="group" aria-labelledby=labelled on:keydown=key
            on:mousedown=hold on:mouseover=draw on:mouseup=release on:click=click>{bits}</p>
    }
}

fn word_id(part: Part, index: usize) -> String {
    format!("mark-{}-{index}", part.code())
}

fn focus(part: Part, index: usize) {
    let found = document().get_element_by_id(&word_id(part, index));
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        drop(element.focus());
    }
}

/// Which word an event is about.
fn index_of(target: Option<web_sys::EventTarget>) -> Option<usize> {
    target?.dyn_into::<Element>().ok()?.get_attribute("data-i")?.parse().ok()
}

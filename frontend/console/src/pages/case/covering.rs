//! Pictures that go public with a case: chosen one by one, and covered in places with a pointer or by keys. What is painted over
//! here is painted into the public picture by the server.

use super::form::Form;
use super::marking::t;
use crate::pure::covers::{added, drawn, percent, pressed};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::encode;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::publish::{COVERS, Cover, PICTURES, Picture, SIDE};
use hoiam_shared::wire::files::FileView;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The pictures that may go with it.
#[component]
pub fn Pictures(
    /// The form in which they stand.
    form: Form,
    /// Which there are.
    all: Vec<FileView>,
) -> impl IntoView {
    (!all.is_empty()).then(|| {
        view! {
            <section class="pictures" aria-labelledby="pictures-title">
                <h4 id="pictures-title">{t(Publishing::PicturesTitle)}</h4>
                <p class="soft">{t(Publishing::PicturesHint)}</p>
                {all.into_iter().map(|file| view! { <One form file/> }).views()}
            </section>
        }
    })
}

/// What is covered in a picture; `None` while it does not go with it.
fn covers(form: Form, file: u32) -> Option<Vec<Cover>> {
    form.draft.with(|d| d.input.pictures.iter().find(|one| one.file == file).map(|one| one.covers.clone()))
}

fn change(form: Form, file: u32, change: impl FnOnce(&mut Vec<Cover>)) {
    form.change(|d| {
        if let Some(one) = d.input.pictures.iter_mut().find(|one| one.file == file) {
            change(&mut one.covers);
        }
    });
}

/// One picture: whether it goes, and what is covered in it.
#[component]
fn One(form: Form, file: FileView) -> impl IntoView {
    let lang = app().lang;
    let FileView { number, name, .. } = file;
    let goes = Known::new(move || covers(form, number).is_some());
    let choose = move |_| {
        let there = goes.get_untracked();
        form.change(|d| match there {
            true => d.input.pictures.retain(|one| one.file != number),
            false if d.input.pictures.len() < PICTURES => {
                d.input.pictures.push(Picture { file: number, covers: Vec::new() });
            }
            false => {}
        });
    };
    view! {
        <label class="check">
            <input type="checkbox" prop:checked=move || goes.get() on:change=choose/>
            {move || fill(Publishing::ShowPicture.text(lang.get()), &[("name", &name)])}
        </label>
        <Show when=move || goes.get()><Sheet form number/></Show>
    }
}

/// The picture with its boxes.
#[component]
fn Sheet(form: Form, number: u32) -> impl IntoView {
    let source = format!("/api/v1/cases/{}/files/{number}/preview", encode(&form.file.code()));
    let count = Known::new(move || covers(form, number).map_or(0, |all| all.len()));
    // The stroke that is being drawn: where it began and where it is, in dots of the sheet.
    let stroke = RwSignal::new(None::<((i32, i32), (i32, i32))>);
    let at = |event: &PointerEvent| (event.offset_x(), event.offset_y());
    let sheet = |event: &PointerEvent| event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let down = move |event: PointerEvent| {
        // A box that is pressed gets the focus; what is drawn begins on the picture itself.
        let on_box = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .is_some_and(|e| e.tag_name() == "BUTTON");
        if let (0, false, Some(sheet)) = (event.button(), on_box, sheet(&event)) {
            event.prevent_default();
            sheet.set_pointer_capture(event.pointer_id()).ok();
            stroke.set(Some((at(&event), at(&event))));
        }
    };
    let draw = move |event: PointerEvent| {
        if stroke.with_untracked(Option::is_some) {
            stroke.update(|stroke| *stroke = stroke.map(|(from, _)| (from, at(&event))));
        }
    };
    let up = move |event: PointerEvent| {
        let done = stroke.try_update(Option::take).flatten();
        let sizes = sheet(&event).map(|sheet| (sheet.client_width(), sheet.client_height()));
        let made = done.zip(sizes).and_then(|((from, to), size)| drawn(from, to, size));
        if let Some(cover) = made.filter(|_| count.get_untracked() < COVERS) {
            change(form, number, |all| all.push(cover));
        }
    };
    let add = move |_| {
        if count.get_untracked() < COVERS {
            change(form, number, |all| all.push(added()));
            focus(number, count.get_untracked().saturating_sub(1));
        }
    };
    let px = |dots: i32| format!("{dots}px");
    let side = move |of: fn(((i32, i32), (i32, i32))) -> i32| move || stroke.get().map(|both| px(of(both)));
    view! {
        <p class="soft">{t(Publishing::CoverHint)}</p>
        <div class="sheet" on:pointerdown=down on:pointermove=draw on:pointerup=up on:pointercancel=move |_| stroke.set(None)>
            // What is on it is said by whoever describes the boxes: the person who looks.
            <img src=source alt="" draggable="false"/>
            {move || (0..count.get()).map(|index| view! { <Patch form number index/> }).views()}
            <span class="box" aria-hidden="true" hidden=move || stroke.with(Option::is_none)
                style:left=side(|((x, _), (to, _))| x.min(to)) style:top=side(|((_, y), (_, to))| y.min(to))
                style:width=side(|((x, _), (to, _))| (x - to).abs()) style:height=side(|((_, y), (_, to))| (y - to).abs())></span>
        </div>
        <p><button type="button" class="quiet" on:click=add>{t(Publishing::AddCover)}</button></p>
    }
}

/// One box; it can have the focus.
#[component]
fn Patch(form: Form, number: u32, index: usize) -> impl IntoView {
    let lang = app().lang;
    let cover = Known::new(move || covers(form, number).and_then(|all| all.get(index).copied()).unwrap_or_else(added));
    let part = move |of: fn(Cover) -> u32| move || format!("{}%", f64::from(of(cover.get())) * 100.0 / f64::from(SIDE));
    let remove = move || {
        change(form, number, |all| {
            if index < all.len() {
                all.remove(index);
            }
        });
        focus(number, index.saturating_sub(1));
    };
    let key = move |event: KeyboardEvent| {
        let key = event.key();
        if matches!(key.as_str(), "Delete" | "Backspace") {
            event.prevent_default();
            remove();
        } else if let Some(other) = pressed(cover.get_untracked(), &key, event.shift_key()) {
            event.prevent_default();
            change(form, number, |all| {
                if let Some(one) = all.get_mut(index) {
                    *one = other;
                }
            });
        }
    };
    let said = move || {
        let Cover { x, y, width, height } = cover.get();
        let places =
            [("x", x), ("y", y), ("w", width), ("h", height)].map(|(name, at)| (name, percent(at).to_string()));
        let n = (index + 1).to_string();
        let mut values = vec![("n", n.as_str())];
        values.extend(places.iter().map(|(name, at)| (*name, at.as_str())));
        fill(Publishing::CoverAt.text(lang.get()), &values)
    };
    view! {
        <button type="button" class="box" id=box_id(number, index) aria-label=said on:keydown=key on:dblclick=move |_| remove()
            style:left=part(|c| c.x) style:top=part(|c| c.y) style:width=part(|c| c.width) style:height=part(|c| c.height)></button>
    }
}

fn box_id(number: u32, index: usize) -> String {
    format!("cover-{number}-{index}")
}

/// Once it is drawn.
fn focus(number: u32, index: usize) {
    request_animation_frame(move || {
        let found = document().get_element_by_id(&box_id(number, index));
        if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
            element.focus().ok();
        }
    });
}

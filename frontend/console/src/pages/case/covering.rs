//! Pictures that go public with a case: chosen one by one, and covered in places with a pointer or by keys. What is painted over
//! here is painted into the public picture by the server. Plain functions of erased views: they are in the program once.

use super::form::Form;
use super::marking::t;
use crate::parts::placed::placed;
use crate::pure::covers::{added, drawn, percent, pressed, within};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::encode;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::publish::{COVERS, Cover, PICTURES, Picture};
use hoiam_shared::wire::files::FileView;
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// The pictures that may go with it.
pub fn pictures(form: Form, all: Vec<FileView>) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    view! {
        <section class="pictures" aria-labelledby="pictures-title">
            <h4 id="pictures-title">{t(Publishing::PicturesTitle)}</h4>
            <p class="soft">{t(Publishing::PicturesHint)}</p>
            {all.into_iter().map(|file| one(form, file)).views()}
        </section>
    }
    .into_any()
}

/// What is covered in a picture; `None` while it does not go with it.
fn covers(form: Form, file: u32) -> Option<Vec<Cover>> {
    form.draft.with(|d| d.input.pictures.iter().find(|one| one.file == file).map(|one| one.covers.clone()))
}

fn change(form: Form, file: u32, change: &dyn Fn(&mut Vec<Cover>)) {
    form.change(|d| d.input.pictures.iter_mut().filter(|one| one.file == file).for_each(|one| change(&mut one.covers)));
}

/// One picture: whether it goes, and what is covered in it.
fn one(form: Form, file: FileView) -> AnyView {
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
        {move || if goes.get() { sheet(form, number) } else { ().into_any() }}
    }
    .into_any()
}

/// From which dot to which.
type Stroke = ((i32, i32), (i32, i32));

/// The picture with its boxes.
fn sheet(form: Form, number: u32) -> AnyView {
    let source = format!("/api/v1/cases/{}/files/{number}/preview", encode(&form.file.code()));
    let count = Known::new(move || covers(form, number).map_or(0, |all| all.len()));
    // The stroke that is being drawn: where it began and where it is, in dots of the sheet.
    let stroke = RwSignal::new(None::<Stroke>);
    let at = |event: &PointerEvent| (event.offset_x(), event.offset_y());
    let here = |event: &PointerEvent| event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    let down = move |event: PointerEvent| {
        // A box that is pressed gets the focus; what is drawn begins on the picture itself.
        let on = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let on_box = on.is_some_and(|element| element.tag_name() == "BUTTON");
        if let (0, false, Some(sheet)) = (event.button(), on_box, here(&event)) {
            event.prevent_default();
            sheet.set_pointer_capture(event.pointer_id()).ok();
            stroke.set(Some((at(&event), at(&event))));
        }
    };
    let draw = move |event: PointerEvent| {
        if let Some((from, _)) = stroke.get_untracked() {
            stroke.set(Some((from, at(&event))));
        }
    };
    let up = move |event: PointerEvent| {
        let sizes = here(&event).map(|sheet| (sheet.client_width(), sheet.client_height()));
        let made = stroke.get_untracked().zip(sizes).and_then(|((from, to), size)| drawn(from, to, size));
        stroke.set(None);
        if let Some(cover) = made.filter(|_| count.get_untracked() < COVERS) {
            change(form, number, &|all| all.push(cover));
        }
    };
    let add = move |_| {
        if count.get_untracked() < COVERS {
            change(form, number, &|all| all.push(added()));
            focus(number, count.get_untracked().saturating_sub(1));
        }
    };
    let drawing = placed(move || match stroke.get() {
        None => "display:none".to_owned(),
        Some(((x, y), (to_x, to_y))) => {
            let (left, top, wide, high) = (x.min(to_x), y.min(to_y), (x - to_x).abs(), (y - to_y).abs());
            format!("left:{left}px;top:{top}px;width:{wide}px;height:{high}px")
        }
    });
    view! {
        <p class="soft">{t(Publishing::CoverHint)}</p>
        <div class="covering" on:pointerdown=down on:pointermove=draw on:pointerup=up on:pointercancel=move |_| stroke.set(None)>
            // What is on it is said by whoever describes the boxes: the person who looks.
            <img src=source alt="" draggable="false"/>
            {move || (0..count.get()).map(|index| patch(form, number, index)).views()}
            <span class="box" aria-hidden="true" node_ref=drawing></span>
        </div>
        <p><button type="button" class="quiet" on:click=add>{t(Publishing::AddCover)}</button></p>
    }
    .into_any()
}

/// One box; it can have the focus.
fn patch(form: Form, number: u32, index: usize) -> AnyView {
    let lang = app().lang;
    let cover = move || covers(form, number).and_then(|all| all.get(index).copied()).unwrap_or_else(added);
    let remove = move || {
        change(form, number, &|all| {
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
        } else if let Some(other) = pressed(untrack(cover), &key, event.shift_key()) {
            event.prevent_default();
            change(form, number, &|all| {
                if let Some(one) = all.get_mut(index) {
                    *one = other;
                }
            });
        }
    };
    let said = move || {
        let Cover { x, y, width, height } = cover();
        let [n, x, y, w, h] = [index as u32 + 1, percent(x), percent(y), percent(width), percent(height)];
        let [n, x, y, w, h] = [n, x, y, w, h].map(|number| number.to_string());
        fill(Publishing::CoverAt.text(lang.get()), &[("n", &n), ("x", &x), ("y", &y), ("w", &w), ("h", &h)])
    };
    let place = placed(move || within(cover()));
    view! {
        <button type="button" class="box" id=box_id(number, index) aria-label=said node_ref=place on:keydown=key
            on:dblclick=move |_| remove()></button>
    }
    .into_any()
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

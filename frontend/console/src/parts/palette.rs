//! Everything that can be done from anywhere, found by typing: pages, commands, kept searches, a case by its code, a search.
//! A combobox (WAI-ARIA practices) in a dialog.

use super::help::meaning;
use super::modal::Modal;
use crate::pure::keys::{Command, TABLE, shown};
use crate::pure::query::order;
use crate::pure::typing;
use crate::state::api;
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::header::pages;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::{Place, Sort};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, filled, nav, t};
use hoiam_shared::case::Code;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::wire::session::SessionView;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// What an entry does.
#[derive(Debug, Clone, PartialEq)]
enum Leads {
    To(Place),
    Does(Command),
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    text: String,
    key: String,
    leads: Leads,
}

/// The dialog, while [`Keyboard::palette`] is set.
#[component]
pub fn Palette(
    /// Who is signed in: what they may open.
    session: SessionView,
) -> impl IntoView {
    let app = app();
    let keyboard: Keyboard = expect_context();
    let open = keyboard.palette;
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0usize);
    let kept = Loaded::when(move || open.get().then(|| api::searches(app, app.lang.get())));
    let pages = pages(&session);
    let entries = Known::new(move || {
        if !open.get() {
            return Vec::new();
        }
        let (lang, words) = (app.lang.get(), typed.get());
        let words = words.trim();
        let to = |text: String, place: Place| Entry { text, key: String::new(), leads: Leads::To(place) };
        let mut all: Vec<Entry> = pages.iter().map(|(place, name)| to(name(lang).to_owned(), place.clone())).collect();
        // Moving in a list is for the keys alone.
        let listed = TABLE.iter().filter(|line| {
            !matches!(
                line.command,
                Command::Next | Command::Previous | Command::Escape | Command::Palette | Command::Queue
            )
        });
        all.extend(listed.map(|line| Entry {
            text: meaning(line.command, lang).to_owned(),
            key: keyboard.keys.with(|keys| shown(keys.of(line.command))),
            leads: Leads::Does(line.command),
        }));
        all.extend(kept.good().unwrap_or_default().into_iter().map(|search| {
            to(search.name, Place::Queue { q: Some(search.query), sort: Sort::from_code(&search.sort) })
        }));
        all.retain(|entry| typing::begins(&entry.text, words));
        if let Some(code) = Code::parse(words) {
            all.insert(0, to(filled(Desk::PaletteCase, lang, "code", code.as_str()), Place::case(code.as_str())));
        } else if !words.is_empty() {
            let place = Place::Queue { q: Some(words.to_owned()), sort: order("", words, Sort::Due) };
            all.push(to(filled(Desk::PaletteSearch, lang, "q", words), place));
        }
        all
    });
    let take = move |entry: Entry| {
        open.set(false);
        // The dialog gives the focus back before anything else happens.
        request_animation_frame(move || match entry.leads {
            Leads::To(place) => nav::go(app, place),
            Leads::Does(command) if keyboard.run(command) => {}
            Leads::Does(_) => app.say(Desk::PaletteNotHere.text(app.lang.get_untracked())),
        });
    };
    let key = move |event: KeyboardEvent| {
        let many = entries.with_untracked(Vec::len);
        let now = at.get_untracked();
        match event.key().as_str() {
            _ if event.is_composing() || many == 0 => return,
            "ArrowDown" => at.set((now + 1) % many),
            "ArrowUp" => at.set((now + many - 1) % many),
            "Enter" => {
                if let Some(entry) = entries.with_untracked(|all| all.get(now).cloned()) {
                    take(entry);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move || {
        if open.get() {
            typed.set(String::new());
            at.set(0);
            request_animation_frame(|| {
                nav::focus("palette-text");
            });
        }
    });
    Effect::new(move || {
        if let Some(element) = document().get_element_by_id(&format!("palette-{}", at.get())) {
            nav::reveal(&element);
        }
    });
    let line = move |(n, entry): (usize, Entry)| {
        let (text, key) = (entry.text.clone(), entry.key.clone());
        view! {
            <li id=format!("palette-{n}") role="option" aria-selected=move || (at.get() == n).to_string()
                on:mousedown=move |event| event.prevent_default() on:click=move |_| take(entry.clone())>
                <span>{text}</span>
                {(!key.is_empty()).then(|| view! { <kbd>{key}</kbd> })}
            </li>
        }
    };
    view! {
        <Modal open title=Desk::PaletteTitle class="palette">
            <label for="palette-text">{t(Desk::PaletteLabel)}</label>
            <input id="palette-text" type="text" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list"
                aria-controls="palette-list" aria-expanded=move || entries.with(|all| !all.is_empty()).to_string()
                aria-activedescendant=move || format!("palette-{}", at.get())
                prop:value=move || typed.get()
                on:input=move |event| { at.set(0); typed.set(event_target_value(&event)); } on:keydown=key/>
            <ul id="palette-list" class="choices" role="listbox" aria-label=t(Desk::PaletteList)>
                {move || entries.get().into_iter().enumerate().map(line).views()}
            </ul>
        </Modal>
    }
}

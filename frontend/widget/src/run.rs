//! Carries out what the flow asks for: calls, storage, focus. Each call ends in an event.

use crate::app::App;
use crate::browser;
use hoiam_flow::{Effect, Event, Field, Refusal, Target};
use hoiam_kit::{Cause, Trouble};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::intake::{RatingInput, TrackingView, WordsInput};
use std::pin::Pin;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;

/// A pause in typing, in milliseconds, after which areas are looked for.
const PAUSE_MS: i32 = 200;

/// Does it.
pub fn run(app: App, effect: Effect) {
    match effect {
        Effect::Save(draft) => app.ground(|g| browser::store(&g.site, &draft.store())),
        Effect::Erase => app.ground(|g| browser::erase(&g.site)),
        Effect::ForgetFiles => app.forget_files(),
        other => spawn(later(app, other)),
    }
}

/// Starts a task. Boxed into the one type that Leptos spawns too: each further type is a kilobyte of executor.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}

async fn later(app: App, effect: Effect) {
    let citizen = app.citizen();
    match effect {
        Effect::Save(_) | Effect::Erase | Effect::ForgetFiles => {}
        Effect::LoadSite => {
            let key = app.ground(|g| g.site.clone());
            match citizen.site(&key).await {
                Ok(site) => {
                    paint(app, &site.colour);
                    app.send(Event::SiteCame(site));
                }
                Err(trouble) => app.send(Event::SiteFailed(refusal(trouble))),
            }
        }
        Effect::FindAreas(typed) => {
            let still_last = app.typing();
            browser::pause(PAUSE_MS).await;
            // A failed look-up of areas is no trouble of the person's: what they typed is taken as it is.
            if still_last()
                && let Ok(areas) = citizen.areas(&typed).await
            {
                app.send(Event::AreasCame(typed, areas));
            }
        }
        Effect::Send(key, case) => {
            let site = app.ground(|g| g.site.clone());
            let event = match citizen.file(&site, &key, &case).await {
                Ok(receipt) => Event::Sent(Box::new(receipt), browser::random_key()),
                Err(trouble) => Event::NotSent(refusal(trouble), browser::random_key()),
            };
            app.send(event);
        }
        Effect::Track(code, secret) => came(app, citizen.track(&code, &secret).await),
        Effect::Say(code, secret, action, body, attachments) => {
            came(app, citizen.say(&code, &secret, action, &WordsInput { body, attachments }).await);
        }
        Effect::Rate(code, secret, stars, body) => {
            came(app, citizen.rate(&code, &secret, &RatingInput { stars, body }).await);
        }
        Effect::Focus(target) => {
            browser::pause(0).await;
            focus(app, target);
        }
    }
}

fn came(app: App, answer: Result<TrackingView, Trouble>) {
    app.send(match answer {
        Ok(view) => Event::CaseCame(Box::new(view)),
        Err(trouble) => Event::CaseFailed(refusal(trouble)),
    });
}

fn refusal(trouble: Trouble) -> Refusal {
    Refusal {
        unsure: trouble.passing() && !trouble.is(ErrorCode::RateLimited) || trouble.cause == Cause::Timeout,
        key_reused: trouble.is(ErrorCode::KeyReused),
        title: trouble.title,
        detail: trouble.detail,
        fields: trouble.fields,
    }
}

fn focus(app: App, target: Target) {
    let id = match target {
        Target::Heading => "heading",
        Target::Summary => "summary",
        Target::Field(field) => field.id(),
    };
    let Some(element) = app.find(id) else { return };
    // The area field is also written by picking from its list.
    if target == Target::Field(Field::Area) {
        let text = app.peek(|state| state.draft.area_name.clone());
        let _ = js_sys::Reflect::set(&element, &JsValue::from_str("value"), &JsValue::from_str(&text));
    }
    let _ = element.focus();
}

/// The site's own colour for the bar at the top, when it is one.
fn paint(app: App, colour: &str) {
    let hex = colour.strip_prefix('#').is_some_and(|c| c.len() == 6 && c.bytes().all(|b| b.is_ascii_hexdigit()));
    if let (true, Some(frame)) = (hex, app.find("frame")) {
        let _ = frame.unchecked_into::<web_sys::HtmlElement>().style().set_property("--brand", colour);
    }
}

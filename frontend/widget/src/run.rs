//! Carries out what the flow asks for: calls, storage, focus. Each call ends in an event.

use crate::app::App;
use crate::browser;
use hoiam_flow::{Again, Effect, Event, Field, Refusal, Target};
use hoiam_kit::citizen::Request;
use hoiam_kit::{Cause, Citizen, Trouble, read};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::intake::RatingInput;
use std::pin::Pin;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

/// A pause in typing, in milliseconds, after which areas are looked for.
const PAUSE_MS: i32 = 200;
/// The same for cases that read alike: a sentence says more than a word.
const SUGGEST_MS: i32 = 700;

/// Does it.
pub fn run(app: App, effect: Effect) {
    match effect {
        Effect::Save(draft) => {
            if !app.ground(|g| browser::store(&g.site, &draft)) {
                app.send(Event::NotKept);
            }
        }
        Effect::Erase => app.ground(|g| browser::erase(&g.site)),
        Effect::KeepKnown(known) => app.ground(|g| browser::keep_known(&g.site, &known)),
        Effect::Seclude(draft) => app.tell("seclude", &draft),
        Effect::TellSent => app.tell("sent", ""),
        Effect::Escape => browser::escape(),
        Effect::Part => spawn(async move {
            if !crate::bring_part(app).await && app.here() {
                app.send(Event::PartCame(Some(offline(app))));
            }
        }),
        Effect::Locate => spawn(async move {
            match crate::bring_part(app).await {
                true if app.here() => later_locate(app),
                _ => app.send(Event::Located(None)),
            }
        }),
        Effect::Wait(seconds, tries) => {
            let ms = i32::try_from(seconds).unwrap_or(60) * 1000;
            later(app, ms, Box::new(move || app.send(Event::WaitOver(tries))));
        }
        Effect::Focus(target) => later(app, 0, Box::new(move || focus(app, target))),
        Effect::Find(field, typed) => {
            let still_last = app.typing();
            later(
                app,
                PAUSE_MS,
                Box::new(move || {
                    if still_last() {
                        find(app, field, typed);
                    }
                }),
            );
        }
        Effect::Suggest(typed) => {
            let still_last = app.typing();
            later(
                app,
                SUGGEST_MS,
                Box::new(move || {
                    if still_last() {
                        suggest(app, typed);
                    }
                }),
            );
        }
        other => call(app, other),
    }
}

/// Starts a task. Boxed into the one type that Leptos spawns too: each further type is a kilobyte of executor.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    let task: Pin<Box<dyn Future<Output = ()>>> = Box::pin(task);
    spawn_local(task);
}

/// Once what is being drawn stands on the page.
pub fn soon(app: App, then: Box<dyn FnOnce()>) {
    later(app, 0, then);
}

#[inline(never)]
fn later(app: App, ms: i32, then: Box<dyn FnOnce()>) {
    spawn(async move {
        browser::pause(ms).await;
        if app.here() {
            then();
        }
    });
}

/// What a call brought, as an event; nothing when nobody has to hear of it.
pub type Heard = Box<dyn FnOnce(&Citizen, Result<JsValue, Trouble>) -> Option<Event>>;

#[inline(never)]
pub fn ask(app: App, citizen: Citizen, mut request: Request, heard: Heard) {
    spawn(async move {
        let mut answer = citizen.clone().ask(request.clone()).await;
        // While unusually many file, some work is asked for first; where it cannot be done, a moderator reads the case first.
        if let Err(Trouble { suggestion: Some(challenge), .. }) = &answer
            && app.here()
        {
            app.send(Event::Works);
            let done = crate::bring("work", challenge).await.and_then(|found| found.as_string());
            request.proof = done.unwrap_or_else(|| "none".to_owned());
            answer = citizen.clone().ask(request).await;
        }
        // Taken off the page meanwhile: nobody is there to hear it.
        if !app.here() {
            return;
        }
        if let Some(event) = heard(&citizen, answer) {
            app.send(event);
        }
    });
}

fn suggest(app: App, typed: String) {
    let citizen = app.citizen();
    let request = citizen.suggest(&app.ground(|g| g.site.clone()), &typed);
    // Only a kindness.
    let heard = move |citizen: &Citizen, answer| {
        let found = citizen.read(answer, read::suggestions).ok()?;
        Some(Event::Alike(typed, found))
    };
    ask(app, citizen, request, Box::new(heard));
}

fn find(app: App, field: Field, typed: String) {
    let citizen = app.citizen();
    let request = match field {
        Field::Agency => citizen.agencies(&app.ground(|g| g.site.clone()), &typed),
        _ => citizen.areas(&typed),
    };
    // A failed look-up is no trouble of the person's: what they typed is taken as it is.
    let heard = move |citizen: &Citizen, answer| {
        let found = citizen.read(answer, read::areas).ok()?;
        Some(Event::Found(field, typed, found))
    };
    ask(app, citizen, request, Box::new(heard));
}

/// The effects that ask the server something.
fn call(app: App, effect: Effect) {
    let (citizen, site) = (app.citizen(), app.ground(|g| g.site.clone()));
    let (request, heard): (Request, Heard) = match effect {
        Effect::LoadSite => (
            citizen.site(&site),
            Box::new(move |citizen, answer| {
                Some(match citizen.read(answer, read::site) {
                    Ok(site) => {
                        // The site's own colours; the loader puts the sheet where it belongs.
                        app.tell("dress", &site.sheet);
                        Event::SiteCame(site)
                    }
                    Err(trouble) => Event::SiteFailed(refusal(trouble)),
                })
            }),
        ),
        // Only kindnesses: without an answer the case is routed all the same, and the code can be copied.
        Effect::Route(kind, category, area) => (
            citizen.route(&site, kind, &category, &area),
            Box::new(|citizen, answer| citizen.read(answer, read::route).ok().map(Event::RouteCame)),
        ),
        Effect::Qr(code) => (
            citizen.qr(&code),
            Box::new(|citizen, answer| {
                citizen.read(answer, read::qr).ok().map(|(path, side)| Event::QrCame(path, side))
            }),
        ),
        Effect::Send(key, case) => (citizen.file(&site, &key, &case), Box::new(sent)),
        Effect::Join(code, key, case) => (citizen.join(&site, &code, &key, &case), Box::new(sent)),
        // Asked for by what is in the same part.
        Effect::Track(..) | Effect::Say(..) | Effect::Rate(..) => return later_ask(app, effect),
        Effect::Save(_)
        | Effect::Erase
        | Effect::KeepKnown(_)
        | Effect::Seclude(_)
        | Effect::TellSent
        | Effect::Escape
        | Effect::Locate
        | Effect::Wait(..)
        | Effect::Focus(_)
        | Effect::Find(..)
        | Effect::Suggest(_)
        | Effect::Part => return,
    };
    ask(app, citizen, request, heard);
}

#[inline(never)]
fn later_locate(app: App) {
    spawn(async move {
        let place = browser::place(app.lang()).await;
        app.send(Event::Located(place));
    });
}

/// What is asked of a case that is followed.
#[inline(never)]
fn later_ask(app: App, effect: Effect) {
    let citizen = app.citizen();
    let request = match effect {
        Effect::Track(code, secret) => citizen.track(&code, &secret),
        Effect::Say(code, secret, action, words) => citizen.say(&code, &secret, action, &words),
        Effect::Rate(code, secret, stars, body) => citizen.rate(&code, &secret, &RatingInput { stars, body }),
        _ => return,
    };
    ask(app, citizen, request, Box::new(came));
}

fn sent(citizen: &Citizen, answer: Result<JsValue, Trouble>) -> Option<Event> {
    let key = browser::random_key();
    Some(match citizen.read(answer, read::receipt) {
        Ok(receipt) => Event::Sent(Box::new(receipt), key),
        Err(trouble) => Event::NotSent(refusal(trouble), key),
    })
}

fn came(citizen: &Citizen, answer: Result<JsValue, Trouble>) -> Option<Event> {
    Some(match citizen.read(answer, read::tracking) {
        Ok(view) => Event::CaseCame(Box::new(view)),
        Err(trouble) => Event::CaseFailed(refusal(trouble)),
    })
}

/// Something that had to be fetched did not come.
#[inline(never)]
pub fn offline(app: App) -> Refusal {
    refusal(Trouble::local(Cause::Offline, 0, app.lang()))
}

#[inline(never)]
pub fn refusal(trouble: Trouble) -> Refusal {
    let sent_away = trouble.is(ErrorCode::RateLimited) || trouble.is(ErrorCode::Busy);
    Refusal {
        again: match (trouble.cause, trouble.retry_after_s) {
            _ if !trouble.passing() => Again::Never,
            (_, Some(seconds)) => Again::After(seconds),
            (Cause::Offline, None) => Again::Online,
            (Cause::Timeout | Cause::Unreadable | Cause::Refused(_), None) => Again::Later,
        },
        unsure: trouble.passing() && !sent_away || trouble.cause == Cause::Timeout,
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
    // These are also written by picking from a list, and by the device.
    if let Target::Field(field @ (Field::Area | Field::Agency | Field::Address)) = target {
        let text = app.peek(|state| state.text(field).to_owned());
        let _ = js_sys::Reflect::set(&element, &JsValue::from_str("value"), &JsValue::from_str(&text));
    }
    let _ = element.focus();
}

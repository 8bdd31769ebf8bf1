//! The live stream: one connection for the whole console, opened while somebody is signed in. The browser
//! reconnects by itself; when it gives up (the server refused), a timer tries again.

use super::api;
use hoiam_desk::state::App;
use hoiam_kit::json;
use hoiam_shared::wire::case::{PresenceView, StreamEvent};
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{EventSource, MessageEvent};

const AGAIN: Duration = Duration::from_secs(15);

/// What the stream says.
#[derive(Debug, Clone, PartialEq)]
pub enum Told {
    /// Something happened to a case.
    Case(StreamEvent),
    /// Who looks at a case.
    Presence(PresenceView),
    /// The person was told something.
    Notice,
    /// Events may have been lost on the way.
    Missed,
}

type Handler = Callback<Told>;

/// Who listens.
#[derive(Clone, Copy)]
pub struct Live(StoredValue<Vec<(u32, Handler)>>);

/// An open connection and the closures it calls.
struct Line {
    source: EventSource,
    _message: Closure<dyn FnMut(MessageEvent)>,
    _presence: Closure<dyn FnMut(MessageEvent)>,
    _notice: Closure<dyn FnMut()>,
    _missed: Closure<dyn FnMut()>,
    _open: Closure<dyn FnMut()>,
    _error: Closure<dyn FnMut()>,
}

impl Drop for Line {
    fn drop(&mut self) {
        self.source.set_onopen(None);
        self.source.set_onerror(None);
        self.source.close();
    }
}

impl Live {
    /// Opens the stream until the present component goes.
    pub fn open(app: App) -> Self {
        let live = Self(StoredValue::new(Vec::new()));
        let line: StoredValue<Option<Line>, LocalStorage> = StoredValue::new_local(connect(app, live));
        let retry = set_interval_with_handle(
            move || {
                let closed =
                    line.try_with_value(|l| l.as_ref().is_none_or(|l| l.source.ready_state() == EventSource::CLOSED));
                if closed == Some(true) {
                    line.try_update_value(|l| *l = connect(app, live));
                }
            },
            AGAIN,
        );
        on_cleanup(move || {
            if let Ok(handle) = retry {
                handle.clear();
            }
            line.try_update_value(Option::take);
        });
        live
    }

    fn tell(self, event: &Told) {
        let handlers = self.0.try_with_value(Clone::clone).unwrap_or_default();
        for (_, handler) in handlers {
            handler.run(event.clone());
        }
    }
}

fn connect(app: App, live: Live) -> Option<Line> {
    let source = EventSource::new(api::STREAM).ok()?;
    let message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parsed = event.data().as_string().and_then(|text| json::read::<StreamEvent>(&text));
        if let Some(event) = parsed {
            live.tell(&Told::Case(event));
        }
    });
    let presence = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let parsed = event.data().as_string().and_then(|text| json::read::<PresenceView>(&text));
        if let Some(view) = parsed {
            live.tell(&Told::Presence(view));
        }
    });
    let notice = Closure::<dyn FnMut()>::new(move || live.tell(&Told::Notice));
    // The listener was too slow for the server: what is on the screen may be old, so everything is asked anew.
    let missed = Closure::<dyn FnMut()>::new(move || live.tell(&Told::Missed));
    // What happened before the line stood, or while it was down, was told to nobody.
    let open = Closure::<dyn FnMut()>::new(move || {
        app.connected.set(true);
        live.tell(&Told::Missed);
    });
    let error = Closure::<dyn FnMut()>::new(move || app.connected.set(false));
    source.add_event_listener_with_callback("case", message.as_ref().unchecked_ref()).ok()?;
    source.add_event_listener_with_callback("presence", presence.as_ref().unchecked_ref()).ok()?;
    source.add_event_listener_with_callback("notice", notice.as_ref().unchecked_ref()).ok()?;
    source.set_onopen(Some(open.as_ref().unchecked_ref()));
    source.set_onerror(Some(error.as_ref().unchecked_ref()));
    source.add_event_listener_with_callback("missed", missed.as_ref().unchecked_ref()).ok()?;
    Some(Line {
        source,
        _message: message,
        _presence: presence,
        _notice: notice,
        _missed: missed,
        _open: open,
        _error: error,
    })
}

/// Hears every event until the present component goes.
pub fn on_event(handler: impl Fn(Told) + Send + Sync + 'static) {
    let Live(handlers) = expect_context();
    let id = handlers.with_value(|all| all.iter().map(|(id, _)| id + 1).max().unwrap_or(0));
    handlers.update_value(|all| all.push((id, Callback::new(handler))));
    on_cleanup(move || {
        handlers.try_update_value(|all| all.retain(|(other, _)| *other != id));
    });
}

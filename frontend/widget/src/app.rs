//! The widget as a whole: its state as one signal, the door every event passes through, mounting and opening.

use crate::evidence::Choice;
use crate::{browser, frame, held, run};
use any_spawner::Executor;
use hoiam_flow::{Effect, Event, Part, State, Target, words};
use hoiam_kit::Citizen;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::widget::Widget as T;
use reactive_graph::owner::{Owner, StoredValue};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{GetValue, Notify, Track, Update, UpdateValue, With, WithUntracked};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, ShadowRoot};

/// How it stands in what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// In a dialog of its own.
    Dialog,
    /// In the page.
    Inline,
    /// In our frame, around which the page's loader draws the dialog.
    Frame,
}

/// What the widget stands on; never changes.
pub struct Ground {
    /// Where it is drawn.
    pub root: ShadowRoot,
    /// Address of the server, with a slash at the end.
    pub base: String,
    /// The site's key.
    pub site: String,
    /// How it stands there.
    pub shape: Shape,
    /// Tells the loader something.
    pub tell: js_sys::Function,
    /// Files that are being chosen, a choice for each field.
    pub choices: RefCell<Vec<Choice>>,
}

/// Handle to the state and its ground; copied into every closure.
#[derive(Clone, Copy)]
pub struct App {
    state: RwSignal<State>,
    /// Turns with every letter, while nothing but words changed: most of what is drawn shows no words that are typed, and
    /// is not asked again for each of them.
    /// (Of the same type, though it holds nothing: another type of signal is a kilobyte.)
    letters: RwSignal<State>,
    /// Its number in `held`.
    ground: usize,
    /// Counts what was typed into the area field, so that only the last pause asks the server.
    typing: StoredValue<u32>,
}

impl App {
    /// Something happened.
    #[inline(never)]
    pub fn send(self, event: Event) {
        let mut effects = Vec::new();
        let done = self.state.try_maybe_update(|state| {
            let before = event.types().then(|| state.looks());
            effects = state.step(event);
            (before.is_none_or(|before| before != state.looks()), ())
        });
        // A call may answer after the widget was taken off the page.
        if done.is_some() {
            self.letters.notify();
            for effect in effects {
                run::run(self, effect);
            }
        }
    }

    /// Reads the state, and follows it; also the words that are being typed.
    pub fn read_words<R>(self, read: impl FnOnce(&State) -> R) -> R {
        self.letters.track();
        self.read(read)
    }

    /// Reads the state, and follows it, but for the words that are being typed ([`State::looks`]).
    pub fn read<R>(self, read: impl FnOnce(&State) -> R) -> R {
        let mut out = None;
        let mut read = Some(read);
        self.visit(true, &mut |state| out = read.take().map(|read| read(state)));
        out.expect("a state is there as long as its widget")
    }

    /// Reads the state as it is now.
    pub fn peek<R>(self, read: impl FnOnce(&State) -> R) -> R {
        let mut out = None;
        let mut read = Some(read);
        self.visit(false, &mut |state| out = read.take().map(|read| read(state)));
        out.expect("a state is there as long as its widget")
    }

    /// Whether it still stands on the page.
    pub fn here(self) -> bool {
        self.typing.try_get_value().is_some()
    }

    /// One body for all readers: what a signal does around them is more than most of them do themselves.
    #[inline(never)]
    fn visit(self, follow: bool, reader: &mut dyn FnMut(&State)) {
        if follow { self.state.with(reader) } else { self.state.with_untracked(reader) }
    }

    /// Reads what the widget stands on.
    pub fn ground<R>(self, read: impl FnOnce(&Ground) -> R) -> R {
        let mut out = None;
        let mut read = Some(read);
        self.visit_ground(&mut |ground| out = read.take().map(|read| read(ground)));
        out.expect("a ground is there as long as its widget")
    }

    #[inline(never)]
    fn visit_ground(self, reader: &mut dyn FnMut(&Ground)) {
        let ground = held::held(self.ground);
        if let Some(ground) = ground.as_ref().and_then(|ground| ground.downcast_ref()) {
            reader(ground);
        }
    }

    /// The client, in the present language.
    pub fn citizen(self) -> Citizen {
        Citizen { base: self.ground(|g| g.base.clone()), lang: self.lang() }
    }

    /// The present language, not followed: a change of language draws every page anew.
    pub fn lang(self) -> Lang {
        self.peek(|state| state.lang)
    }

    /// A text.
    #[inline(never)]
    pub fn t(self, key: T) -> &'static str {
        words::say(key, self.lang())
    }

    /// A text around answers.
    pub fn say(self, key: hoiam_shared::catalogue::questions::Questions) -> &'static str {
        key.text(self.lang())
    }

    /// A text with one place filled.
    #[inline(never)]
    pub fn t1(self, key: T, name: &str, value: &str) -> String {
        fill(self.t(key), &[(name, value)])
    }

    /// A number that no other call of this returned; and whether it is still the last one.
    pub fn typing(self) -> impl Fn() -> bool {
        self.typing.update_value(|n| *n += 1);
        let mine = self.typing.get_value();
        move || self.typing.try_get_value() == Some(mine)
    }

    /// Shows the dialog, or brings the form in the page into focus.
    pub fn open(self) {
        if self.ground(|g| g.shape == Shape::Dialog)
            && let Some(dialog) = self.dialog()
            && !dialog.open()
            && dialog.show_modal().is_err()
        {
            dialog.show();
        }
        run::run(self, Effect::Focus(Target::Heading));
    }

    /// Hides the dialog; the browser hands the focus back. What was typed stays.
    pub fn hide(self) {
        if self.ground(|g| g.shape == Shape::Frame) {
            self.tell("close", "");
        }
        if let Some(dialog) = self.dialog() {
            dialog.close();
        }
    }

    /// Tells the loader.
    pub fn tell(self, what: &str, text: &str) {
        let tell = self.ground(|g| g.tell.clone());
        // A loader that throws is no trouble of the person's.
        let _ = tell.call2(&JsValue::NULL, &JsValue::from_str(what), &JsValue::from_str(text));
    }

    fn dialog(self) -> Option<web_sys::HtmlDialogElement> {
        self.ground(|g| g.root.query_selector("dialog").ok().flatten())?.dyn_into().ok()
    }

    /// An element of the widget.
    pub fn find(self, id: &str) -> Option<HtmlElement> {
        self.ground(|g| g.root.get_element_by_id(id))?.dyn_into().ok()
    }
}

/// Draws the widget and asks for the site's facts. The second part takes it off again.
pub fn mount(ground: Ground, lang: Lang, begun: Option<&str>) -> (App, Box<dyn FnOnce()>) {
    // An error says that a widget before this one has set it already.
    let _ = Executor::init_wasm_bindgen();
    let stored = browser::stored(&ground.site);
    let root = ground.root.clone();
    let owner = Owner::new();
    let (app, frame) = owner.with(|| {
        let known = browser::known(&ground.site);
        let state = State::new(lang, stored.as_deref(), browser::random_key()).knowing(known);
        let state = match begun {
            Some(begun) => state.secluded(begun),
            None => state,
        };
        // Loaded once for the page, whichever widget asked for it.
        let state = State { part: if crate::part_is_here() { Part::Here } else { Part::No }, ..state };
        let app = App {
            state: RwSignal::new(state),
            letters: RwSignal::new(State::default()),
            ground: held::hold(Rc::new(ground)),
            typing: StoredValue::new(0),
        };
        (app, frame::view(app).node())
    });
    let _ = root.append_child(&frame);
    let online = browser::when_online(move || app.send(Event::Online));
    if crate::part_is_here() {
        crate::dress(app);
    }
    run::run(app, Effect::LoadSite);
    let unmount = move || {
        drop(online);
        let _ = root.remove_child(&frame);
        // Not only dropped: what is drawn holds on to the owner it is drawn in.
        owner.cleanup();
    };
    (app, Box::new(unmount))
}

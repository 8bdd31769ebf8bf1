//! The few building blocks everything is drawn with: real nodes, made at once, and places that are drawn anew
//! when what they read changes. The signals are Leptos' own (`reactive_graph`); its renderer is not here, since
//! half of the widget would be it, and a form of eight pages has no list long enough to be worth a comparison.
//!
//! A page's `JSON`, prototypes or style rules have no say in this, and nothing needs markup as a string, which a
//! page with trusted types would refuse.

use crate::held::hold;
use reactive_graph::effect::RenderEffect;
use reactive_graph::owner::Owner;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, Event, Node};

/// A node: an element, a text, or a fragment of several.
pub struct View(Node);

/// An element in the making.
pub struct El(Element);

/// A value computed again whenever what it reads changes. Boxed, so that there is one type of each.
type Live<T> = Box<dyn FnMut() -> T>;

const SVG: &str = "http://www.w3.org/2000/svg";

#[inline(never)]
fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a widget stands in a document")
}

/// An element.
#[inline(never)]
pub fn el(tag: &str) -> El {
    let svg = matches!(tag, "svg" | "path");
    let made = if svg { document().create_element_ns(Some(SVG), tag) } else { document().create_element(tag) };
    El(made.unwrap_or_else(|_| unreachable!("names of elements are constants")))
}

/// A `div` with a class.
#[inline(never)]
pub fn div(class: &str) -> El {
    el("div").class(class)
}

/// A plain text.
#[inline(never)]
pub fn text(content: &str) -> View {
    View(document().create_text_node(content).into())
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> View {
    View(document().create_document_fragment().into())
}

/// A view that follows what it reads: drawn anew whenever that changes.
pub fn live(view: impl FnMut() -> View + 'static) -> View {
    placed(None, Box::new(view))
}

/// A view that is drawn anew only when its key changes: while that stays the same, so do the nodes, and the focus
/// stays where it is. (A memo would do it, too, but each type of one is a kilobyte.)
pub fn keyed(key: impl FnMut() -> String + 'static, view: impl FnMut() -> View + 'static) -> View {
    placed(Some(Box::new(key)), Box::new(view))
}

/// Stands between two empty texts; what is between them is replaced. Everything made by the view before is let go
/// of by the reactive system, listeners included.
#[inline(never)]
fn placed(mut key: Option<Live<String>>, mut view: Live<View>) -> View {
    let whole = nothing();
    let (start, end) = (text("").0, text("").0);
    // Appending to a fragment of our own cannot fail.
    let _ = (whole.0.append_child(&start), whole.0.append_child(&end));
    let around = Owner::current().unwrap_or_default();
    let mut drawn: Option<(Owner, Option<String>)> = None;
    follow(Box::new(move || {
        let key = key.as_mut().map(|key| key());
        if drawn.as_ref().is_some_and(|(_, before)| key.is_some() && key == *before) {
            return;
        }
        // Not below this run, which is cleaned up before the next one knows whether anything changes.
        let owner = around.child();
        // One node or many: in a fragment they are compared and put in alike.
        let View(fresh) = nothing();
        let _ = fresh.append_child(&owner.with(&mut view).0);
        // What would look the same stays: it may have the focus, and a screen reader would say it again.
        if key.is_none() && drawn.is_some() && same(&start, &end, &fresh) {
            owner.cleanup();
            return;
        }
        if let Some((before, _)) = drawn.replace((owner, key)) {
            before.cleanup();
        }
        let Some(parent) = end.parent_node() else { return };
        while let Some(old) = start.next_sibling().filter(|old| *old != end) {
            let _ = parent.remove_child(&old);
        }
        let _ = parent.insert_before(&fresh, Some(&end));
    }));
    whole
}

/// Whether what stands between the two is what was just made.
fn same(start: &Node, end: &Node, fresh: &Node) -> bool {
    let (mut old, mut new) = (start.next_sibling(), fresh.first_child());
    loop {
        match (old, new) {
            (Some(a), Some(b)) if a != *end && a.is_equal_node(Some(&b)) => {
                (old, new) = (a.next_sibling(), b.next_sibling());
            }
            (Some(a), None) => return a == *end,
            _ => return false,
        }
    }
}

/// Runs now, and again when what it reads changes, until the owner is done.
#[inline(never)]
fn follow(mut run: Live<()>) {
    hold(Rc::new(RenderEffect::new(move |_| run())));
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub fn at(self, name: &str, value: &str) -> Self {
        // Names are constants; a value is never refused.
        let _ = self.0.set_attribute(name, value);
        self
    }

    /// Sets an attribute that follows what it reads; `None` takes it away.
    pub fn at_live(self, name: &'static str, value: impl FnMut() -> Option<String> + 'static) -> Self {
        self.at_boxed(name, Box::new(value))
    }

    #[inline(never)]
    fn at_boxed(self, name: &'static str, mut value: Live<Option<String>>) -> Self {
        let element = self.0.clone();
        // Set only when it changes: a browser works the styles out again for an attribute that is set, whatever it says.
        let mut before = None;
        follow(Box::new(move || {
            let now = value();
            if now != before {
                let _ = match &now {
                    Some(value) => element.set_attribute(name, value),
                    None => element.remove_attribute(name),
                };
                before = now;
            }
        }));
        self
    }

    /// Sets an attribute that is there or not.
    #[inline(never)]
    pub fn flag(self, name: &str, there: bool) -> Self {
        if there { self.at(name, "") } else { self }
    }

    /// Sets the class.
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.at("class", class)
    }

    /// Listens.
    pub fn on(self, event: &str, handler: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handler))
    }

    #[inline(never)]
    fn on_boxed(self, event: &str, handler: Box<dyn FnMut(Event)>) -> Self {
        let closure = Closure::wrap(handler);
        let _ = self.0.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
        hold(Rc::new(closure));
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn with(self, child: View) -> Self {
        let _ = self.0.append_child(&child.0);
        self
    }

    /// Adds an element.
    #[inline(never)]
    pub fn has(self, child: Self) -> Self {
        self.with(child.view())
    }

    /// Adds children.
    #[inline(never)]
    pub fn with_all(mut self, children: Vec<View>) -> Self {
        for child in children {
            self = self.with(child);
        }
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, content: &str) -> Self {
        self.with(text(content))
    }

    /// The element itself.
    pub fn element(&self) -> Element {
        self.0.clone()
    }

    /// Done.
    #[inline(never)]
    pub fn view(self) -> View {
        View(self.0.into())
    }
}

impl View {
    /// The node itself.
    pub fn node(self) -> Node {
        self.0
    }
}

/// A member of what an event came from.
fn member(event: &Event, name: &str) -> JsValue {
    let target = event.target().map(|target| js_sys::Reflect::get(&target, &JsValue::from_str(name)));
    target.and_then(Result::ok).unwrap_or(JsValue::NULL)
}

/// The value of the field an event came from.
pub fn value_of(event: &Event) -> String {
    member(event, "value").as_string().unwrap_or_default()
}

/// A key that says yes or no.
pub fn yes(is: bool) -> String {
    String::from(if is { "1" } else { "" })
}

/// Whether the box an event came from is ticked.
pub fn checked(event: &Event) -> bool {
    member(event, "checked").is_truthy()
}

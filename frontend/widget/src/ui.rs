//! The few building blocks everything is drawn with. One element type, one type of attribute, one of each kind
//! of closure: in a Leptos application every distinct view type is compiled again, and that is most of its size.

use tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use tachys::html::attribute::custom::custom_attribute;
use tachys::html::element::{ElementChild, custom};
use tachys::html::event::{Custom, on};
use tachys::view::add_attr::AddAnyAttr;
use tachys::view::any_view::{AnyView, IntoAny};
use web_sys::Event;

/// A view of any kind.
pub type View = AnyView;

/// A view or a value computed again whenever what it reads changes. Boxed, so that there is one type of each.
type Live<T> = Box<dyn FnMut() -> T + Send>;

/// An element in the making. Behind a box: it is handed on by value at every step, and 4 bytes move in less
/// code than 56.
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<View>,
}

/// An element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    El(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }))
}

/// A `div` with a class.
#[inline(never)]
pub fn div(class: &str) -> El {
    el("div").class(class)
}

/// A plain text.
#[inline(never)]
pub fn text(content: &str) -> View {
    content.to_owned().into_any()
}

/// Nothing.
#[inline(never)]
pub fn nothing() -> View {
    ().into_any()
}

/// A view that follows what it reads.
pub fn live(view: impl FnMut() -> View + Send + 'static) -> View {
    live_boxed(Box::new(view))
}

#[inline(never)]
fn live_boxed(view: Live<View>) -> View {
    view.into_any()
}

impl El {
    /// Sets an attribute.
    #[inline(never)]
    pub fn at(mut self, name: &'static str, value: &str) -> Self {
        self.0.attributes.push(custom_attribute(name, value.to_owned()).into_any_attr());
        self
    }

    /// Sets an attribute that follows what it reads; `None` takes it away.
    pub fn at_live(self, name: &'static str, value: impl FnMut() -> Option<String> + Send + 'static) -> Self {
        self.at_boxed(name, Box::new(value))
    }

    #[inline(never)]
    fn at_boxed(mut self, name: &'static str, value: Live<Option<String>>) -> Self {
        self.0.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// Sets an attribute that is there or not.
    #[inline(never)]
    pub fn flag(self, name: &'static str, there: bool) -> Self {
        if there { self.at(name, "") } else { self }
    }

    /// Sets the class.
    #[inline(never)]
    pub fn class(self, class: &str) -> Self {
        self.at("class", class)
    }

    /// Listens.
    pub fn on(self, event: &'static str, handler: impl FnMut(Event) + 'static) -> Self {
        self.on_boxed(event, Box::new(handler))
    }

    #[inline(never)]
    fn on_boxed(mut self, event: &'static str, handler: Box<dyn FnMut(Event)>) -> Self {
        self.0.attributes.push(on(Custom::new(event), handler).into_any_attr());
        self
    }

    /// Adds a child.
    #[inline(never)]
    pub fn with(mut self, child: View) -> Self {
        self.0.children.push(child);
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
        self.0.children.extend(children);
        self
    }

    /// Adds a text.
    #[inline(never)]
    pub fn text(self, content: &str) -> Self {
        self.with(text(content))
    }

    /// Done.
    #[inline(never)]
    pub fn view(self) -> View {
        let Parts { tag, attributes, children } = *self.0;
        custom(tag).child(children).add_any_attr(attributes).into_any()
    }
}

/// The value of the field an event came from.
pub fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    let value = js_sys::Reflect::get(&target, &wasm_bindgen::JsValue::from_str("value"));
    value.ok().and_then(|value| value.as_string()).unwrap_or_default()
}

//! The rows as a table of any length. They stand in blocks; a block far from what is on the screen is an empty space as high as
//! it was, so that ten thousand rows cost no more than a hundred. The block of the row the person is at is always there: the
//! focus is never lost, and keys go on from it. Coming near the end asks for the next page.

use super::columns::Columns;
use super::row::Row;
use super::store::Queue;
use crate::parts::placed::placed;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, t};
use hoiam_shared::catalogue::console::Desk;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Rows of a block.
const BLOCK: usize = 25;
/// How high a row is thought to be that was never drawn, in pixels.
const ROW: i32 = 96;
/// Blocks that are drawn before anything was measured.
const FIRST: usize = 2;

/// What was measured of the blocks; copies are the same.
#[derive(Clone, Copy)]
struct Window {
    /// Which blocks are near the screen.
    near: RwSignal<Vec<bool>>,
    /// How high each was when it was drawn last.
    heights: StoredValue<Vec<i32>>,
    /// The measuring that is already asked for.
    asked: StoredValue<bool>,
}

impl Window {
    /// Measures once before the next picture, however often it is asked to.
    fn look(self, table: NodeRef<html::Div>, queue: Queue) {
        if self.asked.try_get_value() != Some(false) {
            return;
        }
        self.asked.set_value(true);
        request_animation_frame(move || {
            if self.asked.try_set_value(false).is_none()
                && let Some(table) = table.try_get_untracked().flatten()
            {
                self.measure(&table, queue);
            }
        });
    }

    fn measure(self, table: &HtmlElement, queue: Queue) {
        let screen = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(800.0) as i32;
        // From the top of the screen, a screen before it and one behind it.
        let top = window().scroll_y().unwrap_or_default() as i32 - above(table);
        let (from, to) = (top - screen, top + 2 * screen);
        let base = table.offset_top();
        let was = self.near.get_untracked();
        let mut heights = self.heights.get_value();
        let mut near = Vec::with_capacity(was.len());
        // The first child holds the names of the columns.
        let mut next = table.first_element_child().and_then(|names| names.next_element_sibling());
        while let Some(block) = next {
            next = block.next_element_sibling();
            let Some(block) = block.dyn_ref::<HtmlElement>() else { continue };
            let (begin, high) = (block.offset_top() - base, block.offset_height());
            let at = near.len();
            heights.resize(heights.len().max(at + 1), 0);
            if block.child_element_count() > 0 {
                heights[at] = high;
            }
            near.push(begin + high > from && begin < to);
        }
        self.heights.set_value(heights);
        let end = table.offset_height() < to + screen;
        if near != was {
            self.near.set(near);
        }
        if end && queue.has_more() && queue.more_failed().is_none() {
            queue.load_more();
        }
    }
}

/// How far an element is from the top of the page.
fn above(element: &HtmlElement) -> i32 {
    let mut sum = element.offset_top();
    let mut next = element.offset_parent();
    while let Some(parent) = next.and_then(|parent| parent.dyn_into::<HtmlElement>().ok()) {
        sum += parent.offset_top();
        next = parent.offset_parent();
    }
    sum
}

/// The table.
#[component]
pub fn Rows() -> impl IntoView {
    let queue = expect_context::<Queue>();
    let table = NodeRef::<html::Div>::new();
    let measured =
        Window { near: RwSignal::default(), heights: StoredValue::default(), asked: StoredValue::new(false) };
    let blocks = Known::new(move || queue.rows().len().div_ceil(BLOCK));
    let here = Known::new(move || {
        let code = queue.cursor.get()?;
        queue.rows().iter().position(|row| row.code == code).map(|at| at / BLOCK)
    });
    for event in ["scroll", "resize"] {
        let listening = window_event_listener_untyped(event, move |_| measured.look(table, queue));
        on_cleanup(move || listening.remove());
    }
    // Rows that came, and the place they were put in.
    Effect::new(move || {
        queue.rows();
        table.track();
        measured.look(table, queue);
    });
    // The names of the columns are a row, too.
    let count = move || (queue.total().unwrap_or_default() + 1).to_string();
    view! {
        <div class="rows" role="table" aria-label=t(Desk::QueueTitle) aria-rowcount=count node_ref=table>
            <div role="rowgroup" class="sr">{names()}</div>
            <For each=move || 0..blocks.get() key=|index| *index let:index>{block(index, measured, here)}</For>
        </div>
    }
}

/// The names of the columns, for those who are read the table.
fn names() -> AnyView {
    let lang = app().lang;
    let columns = expect_context::<Columns>();
    let names = move || {
        let lang = lang.get();
        let first = [Desk::ColumnTitle.text(lang), Desk::ColumnDue.text(lang)];
        let facts = columns.shown().into_iter().map(move |column| column.name(lang));
        first.into_iter().chain(facts).map(|name| view! { <span role="columnheader">{name}</span> }).views()
    };
    view! { <div role="row" aria-rowindex="1">{names}</div> }.into_any()
}

/// Some rows, or the space they take.
fn block(index: usize, measured: Window, here: Known<Option<usize>>) -> AnyView {
    let queue = expect_context::<Queue>();
    let drawn = Known::new(move || {
        here.get() == Some(index) || measured.near.with(|all| all.get(index).copied().unwrap_or(index < FIRST))
    });
    let rows = Known::new(move || {
        let all = queue.rows();
        let from = (index * BLOCK).min(all.len());
        all[from..(from + BLOCK).min(all.len())].to_vec()
    });
    let high = placed(move || {
        let known = measured.heights.with_value(|all| all.get(index).copied()).filter(|high| *high > 0);
        let thought = i32::try_from(rows.with(Vec::len)).unwrap_or_default() * ROW;
        if drawn.get() { String::new() } else { format!("height:{}px", known.unwrap_or(thought)) }
    });
    view! {
        <div class="block" role="none" node_ref=high>
            {move || match drawn.get() {
                true => rows.get().into_iter().enumerate().map(|(n, row)| view! { <Row row place=index * BLOCK + n + 2/> }).views(),
                false => Vec::new(),
            }}
        </div>
    }
    .into_any()
}

/// Moves the focus to the row of a case; `false` when it is not drawn.
pub fn focus_row(code: &str) -> bool {
    let found = document().get_element_by_id(&format!("case-{code}")).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(link) = &found {
        link.focus().ok();
        let row: Option<Element> = link.closest(".row").ok().flatten();
        hoiam_desk::state::nav::reveal(&row.unwrap_or_else(|| link.clone().into()));
    }
    found.is_some()
}

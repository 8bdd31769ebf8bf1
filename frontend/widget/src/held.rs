//! What must live as long as what is drawn: listeners, effects, the ground of a widget. The reactive system only keeps
//! what could be sent to another thread, and its wrapper for the rest asks for the present thread each time, with all
//! that the standard library keeps about threads (3 KB). Here an owner keeps a number, and the thing stays in a list.

use reactive_graph::owner::on_cleanup;
use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static ALL: RefCell<Vec<Option<Rc<dyn Any>>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps a thing until the present owner is done; gives its number.
#[inline(never)]
pub fn hold(thing: Rc<dyn Any>) -> usize {
    let at = ALL.with_borrow_mut(|all| {
        let free = all.iter().position(Option::is_none).unwrap_or(all.len());
        if free == all.len() {
            all.push(None);
        }
        all[free] = Some(thing);
        free
    });
    on_cleanup(move || {
        // Let go of outside: what is dropped may hold other things.
        let gone = ALL.with_borrow_mut(|all| all[at].take());
        drop(gone);
    });
    at
}

/// The thing of this number.
#[inline(never)]
pub fn held(at: usize) -> Option<Rc<dyn Any>> {
    ALL.with_borrow(|all| all.get(at).cloned().flatten())
}

//! The browser's own store. Only preferences and drafts go here, never tokens; a browser that refuses (private
//! mode, full) costs a preference or the draft's survival of a reload, nothing else.

use leptos::prelude::window;
use web_sys::Storage;

fn store() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Reads a value.
pub fn get(key: &str) -> Option<String> {
    store()?.get_item(key).ok().flatten()
}

/// Stores a value; `false` when the browser would not.
pub fn set(key: &str, value: &str) -> bool {
    store().is_some_and(|s| s.set_item(key, value).is_ok())
}

/// Forgets a value. A browser that cannot is one that never kept it.
pub fn remove(key: &str) {
    if let Some(s) = store() {
        s.remove_item(key).ok();
    }
}

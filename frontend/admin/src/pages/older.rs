//! A list that begins with the newest and grows by what is older.

use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Request;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::audit::AuditPage as P;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::looks::{CaseLook, LooksView};
use hoiam_shared::wire::people::{AuditEntry, AuditView};
use leptos::prelude::*;
use serde::de::DeserializeOwned;

/// One page of such a list, as it comes from the server.
pub trait Paged: Clone + PartialEq + DeserializeOwned + Send + Sync + 'static {
    /// A row of it.
    type Row: Clone + PartialEq + Send + Sync + 'static;
    /// Newest first.
    fn rows(&self) -> &[Self::Row];
    /// How many there are on all pages.
    fn total(&self) -> u64;
    /// What the next page is asked for by.
    fn next(&self) -> Option<i64>;
}

impl Paged for AuditView {
    type Row = AuditEntry;

    fn rows(&self) -> &[AuditEntry] {
        &self.entries
    }

    fn total(&self) -> u64 {
        self.total
    }

    fn next(&self) -> Option<i64> {
        self.next
    }
}

impl Paged for LooksView {
    type Row = CaseLook;

    fn rows(&self) -> &[CaseLook] {
        &self.looks
    }

    fn total(&self) -> u64 {
        self.total
    }

    fn next(&self) -> Option<i64> {
        self.next
    }
}

/// The list; copies are the same.
pub struct Older<V: Paged> {
    before: RwSignal<String>,
    earlier: RwSignal<Vec<V::Row>>,
    again: RwSignal<u32>,
    loaded: Loaded<V>,
}

impl<V: Paged> Clone for Older<V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<V: Paged> Copy for Older<V> {}

impl<V: Paged> Older<V> {
    /// Asks what `ask` gives for the page before a mark, an empty one for the newest; and again when something it reads changes.
    pub fn new(ask: impl Fn(&str) -> Request<V> + 'static) -> Self {
        let (before, again) = (RwSignal::new(String::new()), RwSignal::new(0_u32));
        let loaded = Loaded::new(move || {
            again.track();
            before.with(|before| ask(before))
        });
        Self { before, earlier: RwSignal::new(Vec::new()), again, loaded }
    }

    /// Something else is asked for: from the newest on.
    pub fn anew(self) {
        self.earlier.set(Vec::new());
        self.before.set(String::new());
    }

    /// How many there are, the rows, and the way to older ones.
    pub fn view(self, count: fn(Lang) -> &'static str, one: fn(V::Row, Lang) -> AnyView) -> AnyView {
        let (app, Self { before, earlier, again, loaded }) = (app(), self);
        let p = move |key: P| move || key.text(app.lang.get());
        view! {
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |page| {
                let more = move |_| {
                    let (rows, next) = page.with_untracked(|page: &V| (page.rows().to_vec(), page.next()));
                    if let Some(next) = next {
                        earlier.update(|all| all.extend(rows));
                        before.set(next.to_string());
                    }
                };
                let rows = move || {
                    let lang = app.lang.get();
                    // Until the older ones have come, the page that is there is among the earlier ones, too.
                    let mut all = earlier.get();
                    let fresh = page.with(|page| page.rows().iter().filter(|row| !all.contains(row)).cloned().collect::<Vec<_>>());
                    all.extend(fresh);
                    all.into_iter().map(move |row| one(row, lang)).views()
                };
                view! {
                    <p role="status">{move || fill(count(app.lang.get()), &[("n", &page.with(V::total).to_string())])}</p>
                    <Show when=move || page.with(V::total) == 0><p class="empty">{p(P::None)}</p></Show>
                    <ol role="list">{rows}</ol>
                    <Show when=move || page.with(|page| page.next().is_some())>
                        <div class="buttons"><button type="button" on:click=more>{p(P::Older)}</button></div>
                    </Show>
                }.into_any()
            }/>
        }
        .into_any()
    }
}

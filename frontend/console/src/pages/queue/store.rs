//! The list as data: first page, further pages, rows refreshed by the live stream, and what arrived meanwhile.
//! Invariant: nothing here ever moves or removes a row that is on the screen; only the person does, by asking. A list
//! without rows fills by itself.

use crate::pure::query;
use crate::state::api;
use crate::state::live::{Told, on_event};
use hoiam_desk::pure::place::{OPEN, Place, Sort};
use hoiam_desk::state::App;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::wire::case::{CasePage, CaseRow, CaseView, Facet};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

/// Events are gathered for this long before the server is asked what they mean for the list.
const GATHER: Duration = Duration::from_millis(1500);
/// Rows below the first page that are refreshed one by one; more change only when the list is loaded anew.
const SINGLE_ROWS: usize = 12;

/// Which list it is; a reload makes another one.
#[derive(Debug, Clone, PartialEq)]
pub struct ListId {
    /// The query as typed.
    pub q: String,
    /// Its order.
    pub sort: Sort,
    /// The language of its labels.
    pub lang: Lang,
    /// Counts reloads.
    generation: u32,
}

impl ListId {
    /// The address of the list that takes this one's place when another query is asked.
    pub fn asking(&self, q: impl Into<String>) -> Place {
        let q = q.into();
        let sort = query::order(&self.q, &q, self.sort);
        Place::Queue { q: Some(q), sort }
    }
}

/// Pages after the first.
#[derive(Debug, Clone, PartialEq, Default)]
struct Extra {
    of: Option<ListId>,
    rows: Vec<CaseRow>,
    next: Option<String>,
    busy: bool,
    trouble: Option<Trouble>,
}

/// What the list would look like if it were loaded now.
#[derive(Debug, Clone, PartialEq)]
struct Fresh {
    of: ListId,
    total: u64,
    facets: Vec<Facet>,
    unseen: u64,
}

/// A handle on the list; copies are the same list.
#[derive(Clone, Copy)]
pub struct Queue {
    app: App,
    /// Which list the address asks for; stays while a case is looked at.
    pub id: Known<ListId>,
    first: Loaded<(ListId, Answer<CasePage>)>,
    extra: RwSignal<Extra>,
    patches: RwSignal<HashMap<String, CaseRow>>,
    fresh: RwSignal<Option<Fresh>>,
    /// Code of the row the person is at.
    pub cursor: RwSignal<Option<String>>,
    rows: Known<Arc<Vec<CaseRow>>>,
    generation: RwSignal<u32>,
    ahead: StoredValue<Option<(Lang, CaseView)>>,
    touched: StoredValue<HashSet<String>>,
}

impl Queue {
    /// The list for the address, kept fresh until the present component goes.
    pub fn new(app: App) -> Self {
        let generation = RwSignal::new(0);
        let id = Known::after(move |before: Option<&ListId>| {
            let lang = app.lang.get();
            let generation = generation.get();
            match (app.place.get(), before) {
                (Place::Queue { q, sort }, _) => ListId { q: q.unwrap_or_else(|| OPEN.into()), sort, lang, generation },
                (_, Some(before)) => ListId { lang, generation, ..before.clone() },
                (_, None) => ListId { q: OPEN.into(), sort: Sort::Due, lang, generation },
            }
        });
        let first = Loaded::tagged(
            move || {
                let id = id.get();
                let request = api::cases(app, &id.q, id.sort.code(), None, id.lang);
                Some((id, request))
            },
            |id, page| Ok((id, page)),
        );
        let extra = RwSignal::new(Extra::default());
        // Put together once for each page that comes, and not for each who reads it: a list may be very long.
        let rows = Known::new(move || Arc::new(first.with(|came| together(came, extra))));
        let queue = Self {
            app,
            id,
            first,
            extra,
            rows,
            patches: RwSignal::default(),
            fresh: RwSignal::new(None),
            cursor: RwSignal::new(None),
            generation,
            ahead: StoredValue::default(),
            touched: StoredValue::default(),
        };
        queue.follow_stream();
        queue
    }

    /// The address of this list.
    pub fn place(self) -> Place {
        let id = self.id.get_untracked();
        Place::Queue { q: (id.q != OPEN).then_some(id.q), sort: id.sort }
    }

    /// Loads it anew.
    pub fn reload(self) {
        self.generation.update(|n| *n += 1);
    }

    /// The first page, once there; the one before stays while the next is on its way.
    pub fn page(self) -> Option<CasePage> {
        self.first.good().and_then(|(_, page)| page.ok())
    }

    /// Why there is no page.
    pub fn failure(self) -> Option<Trouble> {
        self.first.good().and_then(|(_, page)| page.err())
    }

    /// What is asked for is not what is shown yet.
    pub fn waiting(self) -> bool {
        let id = self.id.get();
        self.shown_id().is_none_or(|of| of != id)
    }

    /// Which list the rows on the screen belong to.
    pub fn shown_id(self) -> Option<ListId> {
        self.first.with(|came| came?.ok().map(|(of, _)| of.clone()))
    }

    /// Every loaded row, in the order it was loaded.
    pub fn rows(self) -> Arc<Vec<CaseRow>> {
        self.rows.get()
    }

    /// The newest known state of a row.
    pub fn latest(self, row: &CaseRow) -> CaseRow {
        self.patches.with(|p| p.get(&row.code).filter(|r| r.version > row.version).cloned()).unwrap_or(row.clone())
    }

    /// The loaded row of a case, as it is now.
    pub fn row(self, code: &str) -> Option<CaseRow> {
        untrack(|| self.rows().iter().find(|row| row.code == code).map(|row| self.latest(row)))
    }

    /// Fetches the case after `code`, so that going on is immediate. Sealed cases are left alone: opening one is
    /// recorded as a look, and nobody has looked yet.
    pub fn fetch_ahead(self, code: &str) {
        let Some(next) = self.neighbour(Some(code), 1).filter(|c| self.row(c).is_some_and(|r| !r.sealed)) else {
            return;
        };
        let lang = self.app.lang.get_untracked();
        spawn_local(async move {
            if let Ok(view) = api::case(self.app, &next, lang).await {
                self.ahead.try_update_value(|ahead| *ahead = Some((lang, view)));
            }
        });
    }

    /// The case that was fetched ahead, if it is this one.
    pub fn take_ahead(self, code: &str) -> Option<CaseView> {
        let lang = self.app.lang.get_untracked();
        let found = self.ahead.try_update_value(Option::take).flatten();
        found.filter(|(of, view)| *of == lang && view.row.code == code).map(|(_, view)| view)
    }

    /// A row became known in a newer state, for example because the person just moved it.
    pub fn patch(self, row: CaseRow) {
        self.patches.update(|all| {
            if all.get(&row.code).is_none_or(|old| old.version <= row.version) {
                all.insert(row.code.clone(), row);
            }
        });
    }

    /// Cases that match now.
    pub fn total(self) -> Option<u64> {
        let page = self.page()?;
        Some(self.current_fresh().map_or(page.total, |f| f.total))
    }

    /// Counts as they are now.
    pub fn facets(self) -> Vec<Facet> {
        match self.current_fresh() {
            Some(fresh) => fresh.facets,
            None => self.page().map(|p| p.facets).unwrap_or_default(),
        }
    }

    /// How many cases arrived that are not on the screen.
    pub fn unseen(self) -> u64 {
        self.current_fresh().map_or(0, |f| f.unseen)
    }

    fn current_fresh(self) -> Option<Fresh> {
        let id = self.shown_id()?;
        self.fresh.get().filter(|f| f.of == id)
    }

    /// The cursor of the next page, if there is one.
    fn next(self) -> Option<String> {
        let (of, page) = self.first.good()?;
        let page = page.ok()?;
        self.extra.with(|e| if e.of.as_ref() == Some(&of) { e.next.clone() } else { page.next })
    }

    /// There is another page.
    pub fn has_more(self) -> bool {
        self.next().is_some()
    }

    /// Another page is on its way.
    pub fn loading_more(self) -> bool {
        self.extra.with(|e| e.busy)
    }

    /// Why the next page did not come.
    pub fn more_failed(self) -> Option<Trouble> {
        let id = self.shown_id();
        self.extra.with(|e| e.trouble.clone().filter(|_| e.of == id))
    }

    /// Loads the next page.
    pub fn load_more(self) {
        let (Some(id), Some(after)) = (untrack(|| self.shown_id()), untrack(|| self.next())) else { return };
        if self.extra.with_untracked(|e| e.busy) {
            return;
        }
        self.extra.update(|e| {
            if e.of.as_ref() != Some(&id) {
                *e = Extra { of: Some(id.clone()), next: Some(after.clone()), ..Extra::default() };
            }
            e.busy = true;
            e.trouble = None;
        });
        let app = self.app;
        spawn_local(async move {
            let answer = api::cases(app, &id.q, id.sort.code(), Some(&after), id.lang).await;
            self.extra.try_update(|e| {
                e.busy = false;
                if e.of.as_ref() == Some(&id) {
                    match answer {
                        Ok(page) => {
                            self.counted(&id, page.total);
                            e.rows.extend(page.cases);
                            e.next = page.next;
                        }
                        Err(trouble) => e.trouble = Some(trouble),
                    }
                }
            });
        });
    }

    /// A later page knows better how many there are: a table must not have more rows than it says.
    fn counted(self, of: &ListId, total: u64) {
        let other = untrack(|| self.shown_id().as_ref() == Some(of) && self.total() != Some(total));
        if other {
            let (facets, unseen) = untrack(|| (self.facets(), self.unseen()));
            self.fresh.set(Some(Fresh { of: of.clone(), total, facets, unseen }));
        }
    }

    fn follow_stream(self) {
        let gathering = StoredValue::new(false);
        on_event(move |told| {
            if matches!(told, Told::Presence(_) | Told::Notice) {
                return;
            }
            if let Told::Case(event) = told {
                self.touched.update_value(|codes| {
                    codes.insert(event.code);
                });
            }
            if !gathering.get_value() {
                gathering.set_value(true);
                let refresh = move || {
                    gathering.try_update_value(|g| *g = false);
                    spawn_local(self.refresh());
                };
                set_timeout(refresh, GATHER);
            }
        });
    }

    /// Asks what the list looks like now; refreshes known rows in place and counts the unknown ones.
    async fn refresh(self) {
        let touched = self.touched.try_update_value(std::mem::take).unwrap_or_default();
        let Some(Ok((id, Ok(page)))) = self.first.now() else { return };
        let known: HashSet<String> = untrack(|| self.rows()).iter().map(|r| r.code.clone()).collect();
        let Ok(now) = api::cases(self.app, &id.q, id.sort.code(), None, id.lang).await else { return };
        // Where there is nothing, nothing can jump.
        if known.is_empty() && !now.cases.is_empty() {
            self.reload();
            return;
        }
        let on_page: HashSet<String> = now.cases.iter().map(|r| r.code.clone()).collect();
        let strangers = on_page.difference(&known).count() as u64;
        let fresh = Fresh {
            unseen: strangers.max(now.total.saturating_sub(page.total)),
            of: id.clone(),
            total: now.total,
            facets: now.facets,
        };
        for row in now.cases.into_iter().filter(|r| known.contains(&r.code)) {
            self.patch(row);
        }
        self.fresh.set(Some(fresh));
        for code in touched.into_iter().filter(|c| known.contains(c) && !on_page.contains(c)).take(SINGLE_ROWS) {
            if let Ok(view) = api::case(self.app, &code, id.lang).await {
                self.patch(view.row);
            }
        }
    }

    /// The code of the case `by` rows further than `code`; the next page is asked for in time.
    pub fn neighbour(self, code: Option<&str>, by: i64) -> Option<String> {
        let rows = untrack(|| self.rows());
        let at = code.and_then(|code| rows.iter().position(|r| r.code == code));
        let to = match at {
            Some(at) => usize::try_from(at as i64 + by).ok()?,
            None => 0,
        };
        if to + 3 >= rows.len() {
            self.load_more();
        }
        rows.get(to).map(|r| r.code.clone())
    }
}

/// The first page and those after it.
fn together(first: Option<Result<&(ListId, Answer<CasePage>), &Trouble>>, extra: RwSignal<Extra>) -> Vec<CaseRow> {
    let Some(Ok((of, Ok(page)))) = first else { return Vec::new() };
    let mut rows = page.cases.clone();
    let mut seen: HashSet<String> = rows.iter().map(|r| r.code.clone()).collect();
    extra.with(|extra| {
        if extra.of.as_ref() == Some(of) {
            // A case whose due date moved between two pages would come twice.
            rows.extend(extra.rows.iter().filter(|r| seen.insert(r.code.clone())).cloned());
        }
    });
    rows
}

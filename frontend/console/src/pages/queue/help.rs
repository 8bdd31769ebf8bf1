//! When little or nothing is found: what would be, with one condition less, and what comes near.

use super::row::Row;
use super::store::Queue;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::{app, filled_f, tf};
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::catalogue::grouped;
use leptos::prelude::*;

/// Conditions to leave out, each with what remains.
#[component]
pub fn Without() -> impl IntoView {
    let app = app();
    let queue = expect_context::<Queue>();
    move || {
        let without = queue.page()?.help?.without;
        let (lang, id) = (app.lang.get(), queue.id.get());
        (!without.is_empty()).then(|| {
            let link = |w: hoiam_shared::wire::search::WithoutView| {
                let href = id.asking(w.query).href();
                let n = grouped(w.count, lang);
                let text = filled_f(Finding::WithoutPart, lang, &[("part", &w.part)]);
                view! { <li><a href=href>{text}</a>" "<span class="n">{filled_f(Finding::CasesLeft, lang, &[("n", &n)])}</span></li> }
            };
            view! {
                <section class="without">
                    <h2>{tf(Finding::WithoutTitle)}</h2>
                    <ul>{without.into_iter().map(link).views()}</ul>
                </section>
            }
        })
    }
}

/// Cases with some of the words.
#[component]
pub fn Near() -> impl IntoView {
    let queue = expect_context::<Queue>();
    move || {
        let near = queue.page()?.help?.near;
        (!near.is_empty()).then(|| {
            view! {
                <section class="near" aria-labelledby="near-title">
                    <h2 id="near-title">{tf(Finding::NearTitle)}</h2>
                    <div class="rows" role="table" aria-labelledby="near-title"><div class="block" role="rowgroup">
                        {near.into_iter().enumerate().map(|(n, row)| view! { <Row row place=n + 1/> }).views()}
                    </div></div>
                </section>
            }
        })
    }
}

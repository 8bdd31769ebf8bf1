//! Exact counts that narrow the list: each is a link to the query with `field:value` added or taken out.

use super::store::Queue;
use crate::pure::query;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::t;
use hoiam_shared::catalogue::console::Desk;
use hoiam_shared::catalogue::grouped;
use hoiam_shared::wire::case::Facet;
use leptos::prelude::*;

/// Values shown before "more".
const SHORT: usize = 6;

/// All facets, folded away on small screens.
#[component]
pub fn Facets() -> impl IntoView {
    let queue = expect_context::<Queue>();
    // What nothing can be chosen from is no choice.
    let fields = Known::new(move || {
        let mut fields = queue.facets();
        fields.retain(|field| !field.values.is_empty());
        fields
    });
    view! {
        <details class="facets" prop:open=wide() hidden=move || fields.with(Vec::is_empty)>
            <summary>{t(Desk::Narrow)}</summary>
            <nav aria-label=t(Desk::Narrow)>
                <For each=move || fields.get() key=|f| (f.field.clone(), f.label.clone()) let:facet>
                    <Group field=facet.field label=facet.label fields/>
                </For>
            </nav>
        </details>
    }
}

/// There is room beside the list when the page opens; afterwards it is the person's choice.
fn wide() -> bool {
    window().match_media("(min-width: 60rem)").ok().flatten().is_some_and(|m| m.matches())
}

#[component]
fn Group(field: String, label: String, fields: Known<Vec<Facet>>) -> impl IntoView {
    let queue = expect_context::<Queue>();
    let all = RwSignal::new(false);
    let values = Known::new(move || {
        fields.with(|f| f.iter().find(|f| f.field == field).map(|f| f.values.clone())).unwrap_or_default()
    });
    let items = move || {
        let id = queue.id.get();
        let shown = if all.get() { usize::MAX } else { SHORT };
        let item = |value: hoiam_shared::wire::case::FacetValue| {
            let (name, wanted) = query::parts(&value.value);
            let on = query::has(&id.q, name, wanted);
            let href = id.asking(query::toggle(&id.q, name, wanted)).href();
            let n = grouped(value.count, id.lang);
            view! {
                <li><a href=href aria-current=on.then_some("true")>
                    <span>{value.label}</span><span class="n">{n}</span>
                </a></li>
            }
        };
        // What is asked for stays visible however rare it is.
        let (mut list, rest): (Vec<_>, Vec<_>) = values.get().into_iter().partition(|v| {
            let (name, wanted) = query::parts(&v.value);
            query::has(&id.q, name, wanted)
        });
        list.extend(rest);
        list.into_iter().take(shown).map(item).views()
    };
    view! {
        <section>
            <h2>{label}</h2>
            <ul>{items}</ul>
            <Show when=move || !all.get() && values.with(|v| v.len() > SHORT)>
                <button type="button" class="quiet" on:click=move |_| all.set(true)>{t(Desk::MoreValues)}</button>
            </Show>
        </section>
    }
}

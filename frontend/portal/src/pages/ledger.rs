//! `GET /ledger`: the published ends of the ledger and how anybody checks them.

use crate::page::{Doc, Switch, document};
use crate::{Page, when};
use hoiam_shared::catalogue::ledger::Ledger as L;
use hoiam_shared::wire::ledger::LedgerView;
use leptos::prelude::*;

/// Characters of a hash that are shown; the file has all of them.
const SHORT: usize = 16;

/// The page.
pub fn ledger(view: &LedgerView, page: &Page) -> String {
    let lang = page.lang;
    let rows = view.heads.iter().map(|head| {
        let short: String = head.chain.chars().take(SHORT).collect();
        view! {
            <tr>
                <th scope="row">{when::date_time(page, head.at)}</th>
                <td>{head.to.to_string()}</td>
                <td><code title=head.chain.clone()>{short}"…"</code></td>
            </tr>
        }
    });
    let rows = rows.collect::<Vec<_>>();
    let table = match rows.is_empty() {
        true => view! { <p class="hint">{L::Nothing.text(lang)}</p> }.into_any(),
        false => view! {
            <div class="scroll" tabindex="0" role="region" aria-labelledby="published">
                <table class="scores">
                    <thead><tr>{[L::At, L::Lines, L::Hash].into_iter().map(|key| view! { <th scope="col">{key.text(lang)}</th> }).collect::<Vec<_>>()}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
        .into_any(),
    };
    let body = view! {
        <h1>{L::Title.text(lang)}</h1>
        <p class="lead">{L::Lead.text(lang)}</p>
        <section aria-labelledby="check">
            <h2 id="check">{L::How.text(lang)}</h2>
            <ol class="ways">
                <li>{L::HowKeep.text(lang)}" "<a href="/ledger.txt">{L::All.text(lang)}</a></li>
                <li>{L::HowReceipt.text(lang)}</li>
                <li>{L::HowTool.text(lang)}</li>
            </ol>
            <p class="scroll" tabindex="0" role="region" aria-label=L::Key.text(lang)><code>{view.key.clone()}</code></p>
        </section>
        <section aria-labelledby="published">
            <h2 id="published">{L::Published.text(lang)}</h2>
            {table}
        </section>
    }
    .into_any();
    let title = L::Title.text(lang).to_owned();
    document(page, Doc { title, failed: false, class: "wide", switch: Switch::Link, listed: true, body })
}

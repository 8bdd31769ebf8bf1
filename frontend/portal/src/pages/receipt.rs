//! The answer to `POST /f/{key}`: code, secret (once), who has it, until when and why that day, what comes next.
//! Send it with `Cache-Control: no-store`.

use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use crate::{Page, when};
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::wire::intake::Receipt;
use leptos::prelude::*;

/// What the receipt shows.
#[derive(Debug, Clone)]
pub struct ReceiptView {
    /// The receipt. An empty secret means that it was shown before and is gone.
    pub receipt: Receipt,
    /// Key of the site, to send something else.
    pub site_key: String,
}

/// The receipt.
pub fn receipt(view: &ReceiptView, page: &Page) -> String {
    let receipt = &view.receipt;
    let due = receipt.due_at.map(|at| when::due(page, at));
    let answer =
        due.as_ref().map_or_else(|| page.t(T::Next2None).to_owned(), |due| page.say(T::Next2, &[("due", due)]));
    let body = view! {
        <div class="done">
            <h1>{page.t(T::ReceiptTitle)}</h1>
            <p>{page.t(T::ReceiptLead)}</p>
        </div>
        {codes(receipt, page)}
        <dl class="facts">
            <div><dt>{page.t(T::HeldBy)}</dt><dd dir="auto">{receipt.agency.name.clone()}</dd></div>
            <div>
                <dt>{page.t(T::DueLabel)}</dt>
                <dd class="due"><span>{due.unwrap_or_else(|| page.t(T::DueNone).to_owned())}</span></dd>
            </div>
            {explained(page, &receipt.due_explained)}
            <div><dt>{page.t(T::TrackAt)}</dt><dd><img class="qr" src=format!("/t/{}/qr.svg", encode(&receipt.code)) width="132" height="132" alt=page.t(T::QrLabel)/></dd></div>
            <div class="print-only"><dt>{page.t(T::TrackAt)}</dt><dd>{receipt.tracking_url.clone()}</dd></div>
        </dl>
        {keep(receipt, page)}
        <section aria-labelledby="next">
            <h2 id="next">{page.t(T::NextTitle)}</h2>
            <ol class="next"><li>{page.t(T::Next1)}</li><li>{answer}</li><li>{page.t(T::Next3)}</li></ol>
        </section>
        <p class="buttons screen-only">
            <a class="button" href=page.href(&format!("/t/{}", encode(&receipt.code)))>{page.t(T::FollowNow)}</a>
            <a class="button second" href=page.href(&format!("/f/{}", encode(&view.site_key)))>{page.t(T::SendAnother)}</a>
        </p>
    }
    .into_any();
    let title = page.t(T::ReceiptTitle).to_owned();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::None, listed: false, body })
}

/// Ways to keep it beside paper. The secret goes in the body of a form.
fn keep(receipt: &Receipt, page: &Page) -> AnyView {
    let code = encode(&receipt.code);
    let file = (!receipt.secret.is_empty()).then(|| {
        let action = page.href(&format!("/t/{code}/receipt.txt"));
        view! {
            <form method="post" action=action>
                <input type="hidden" name="secret" value=receipt.secret.clone()/>
                <button class="button second">{page.t(T::ReceiptSave)}</button>
            </form>
        }
    });
    let calendar = receipt.due_at.map(|_| {
        let address = page.href(&format!("/t/{code}/due.ics"));
        view! { <a class="button second" href=address>{page.t(T::CalendarAdd)}</a> }
    });
    view! { <div class="buttons screen-only">{file}{calendar}</div> }.into_any()
}

fn codes(receipt: &Receipt, page: &Page) -> AnyView {
    let secret = if receipt.secret.is_empty() {
        view! { <p>{page.t(T::SecretGone)}</p> }.into_any()
    } else {
        view! {
            <p class="code"><code>{receipt.secret.clone()}</code></p>
            <p class="hint">{page.t(T::SecretNote)}</p>
        }
        .into_any()
    };
    let once = (!receipt.secret.is_empty()).then(|| {
        view! {
            <div class="once">
                <p><strong>{page.t(T::SecretOnce)}</strong></p>
                <p class="screen-only">{page.t(T::PrintHow)}</p>
            </div>
        }
    });
    view! {
        <div class="ticket">
            <div>
                <h2>{page.t(T::CodeLabel)}</h2>
                <p class="code"><code>{receipt.code.clone()}</code></p>
                <p class="hint">{page.t(T::CodeNote)}</p>
            </div>
            <div>
                <h2>{page.t(T::SecretLabel)}</h2>
                {secret}
            </div>
            {once}
        </div>
    }
    .into_any()
}

/// How a date was counted, where there is something to say.
fn explained(page: &Page, text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    view! { <div><dt>{page.t(T::HowCounted)}</dt><dd class="quiet" dir="auto">{text.to_owned()}</dd></div> }.into_any()
}

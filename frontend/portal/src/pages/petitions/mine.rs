//! `/petitions/mine/{token}`: one's own signature, for whoever has the link from a letter. Opening it changes nothing, since
//! scanners of mail open links too: everything is a button.

use super::parts::{address, number, say, shown};
use crate::Page;
use crate::input::petitions::MineAct;
use crate::page::{Doc, Switch, document};
use crate::pages::encode;
use crate::when;
use hoiam_shared::catalogue::identity::Identity as I;
use hoiam_shared::catalogue::petitions::Petitions as P;
use hoiam_shared::petition::{PetitionState, SignatureState};
use hoiam_shared::wire::petitions::{PetitionView, SignatureView};
use leptos::prelude::*;

/// What the page shows.
#[derive(Debug, Clone)]
pub struct MinePage {
    /// From the link.
    pub token: String,
    /// The signature.
    pub view: SignatureView,
    /// What has just been done.
    pub done: Option<MineAct>,
}

/// The page.
pub fn mine(view: &MinePage, page: &Page) -> String {
    let (lang, signature) = (page.lang, &view.view);
    let petition = &signature.petition;
    let title = P::MineTitle.text(lang).to_owned();
    let body = view! {
        <h1>{title.clone()}</h1>
        {(!petition.title.is_empty()).then(|| view! {
            <p class="lead" dir="auto">{say(page, P::MineOf, &[("title", &petition.title)])}</p>
        })}
        {state(view, page)}
        {sponsors(signature, page)}
        {(signature.confirmable && signature.state == SignatureState::Pending).then(|| view! {
            <section class="section" aria-labelledby="confirm">
                <h2 id="confirm">{P::MineConfirm.text(lang)}</h2>
                <p>{P::MineConfirmLead.text(lang)}</p>
                {button(view, MineAct::Confirm, P::MineConfirm, "button big", page)}
            </section>
        })}
        {more(view, page)}
        {see(petition, page)}
    }
    .into_any();
    document(page, Doc { title, failed: false, class: "narrow", switch: Switch::Link, listed: false, body })
}

fn state(view: &MinePage, page: &Page) -> AnyView {
    let (lang, signature) = (page.lang, &view.view);
    let good = |text: P| view! { <p class="flash good" role="status">{text.text(lang)}</p> }.into_any();
    match (view.done, signature.state) {
        (Some(MineAct::TakeBack), _) => good(P::MineTakenBack),
        (Some(MineAct::Stop), _) => good(P::MineStopped),
        (_, SignatureState::Withdrawn) => good(P::MineWithdrawn),
        (Some(MineAct::Confirm), SignatureState::Confirmed) => good(P::MineDone),
        // What moderators found is theirs to know: whoever buys signatures would learn from it.
        (_, SignatureState::Confirmed | SignatureState::Invalid) => {
            let tells = signature.tell.then(|| format!(" {}", P::MineTells.text(lang)));
            let verified = signature.verified.then(|| format!(" {}", I::MineVerified.text(lang)));
            // Nobody wrote to them, so this page is all they have.
            let again = signature.verified.then(|| view! { <p class="hint">{I::MineAgain.text(lang)}</p> });
            view! { <p class="flash good">{P::MineCounts.text(lang)}{verified}{tells}</p>{again} }.into_any()
        }
        (_, SignatureState::Pending) if !signature.confirmable => {
            view! { <p class="flash bad" role="status">{P::MineOver.text(lang)}</p> }.into_any()
        }
        (_, SignatureState::Pending) => ().into_any(),
    }
}

/// For the author: where the others support it, and how many have.
fn sponsors(signature: &SignatureView, page: &Page) -> AnyView {
    let petition = &signature.petition;
    let sponsoring = signature.author && petition.state == PetitionState::Sponsoring;
    let Some(link) = signature.sponsor_url.as_ref().filter(|_| sponsoring) else { return ().into_any() };
    let (n, m) = (petition.sponsors_needed.to_string(), number(page, signature.sponsors));
    let far = match petition.sponsors_until {
        Some(at) => say(page, P::MineSponsorsLead, &[("n", &n), ("m", &m), ("date", &when::date(page, at))]),
        None => say(page, P::MineSponsorsSoFar, &[("n", &n), ("m", &m)]),
    };
    let bar = super::parts::bar(signature.sponsors, petition.sponsors_needed.into(), far.clone());
    view! {
        <section class="card" aria-labelledby="sponsors">
            <h2 id="sponsors">{P::MineSponsors.text(page.lang)}</h2>
            <p><code class="copy" dir="ltr">{link.clone()}</code></p>
            {bar}
            <p class="hint">{far}</p>
        </section>
    }
    .into_any()
}

fn button(view: &MinePage, act: MineAct, text: P, class: &'static str, page: &Page) -> AnyView {
    let frame = if page.bare { "?frame=1" } else { "" };
    let action = page.href(&format!("/petitions/mine/{}{frame}", encode(&view.token)));
    view! {
        <form method="post" action=action>
            <button class=class name="do" value=act.code()>{text.text(page.lang)}</button>
        </form>
    }
    .into_any()
}

/// What can be done besides, folded, each with what it brings about.
fn more(view: &MinePage, page: &Page) -> AnyView {
    let signature = &view.view;
    let there =
        matches!(signature.state, SignatureState::Pending | SignatureState::Confirmed | SignatureState::Invalid);
    let folded = |act: MineAct, title: P, lead: P, class: &'static str| {
        view! {
            <details class="action">
                <summary>{title.text(page.lang)}</summary>
                <p class="hint">{lead.text(page.lang)}</p>
                {button(view, act, title, class, page)}
            </details>
        }
    };
    let takes_back = signature.withdrawable;
    let stop = (there && signature.tell).then(|| folded(MineAct::Stop, P::MineStop, P::MineStopLead, "button second"));
    let withdraw = (there && !takes_back)
        .then(|| folded(MineAct::Withdraw, P::MineWithdraw, P::MineWithdrawLead, "button danger"));
    let take_back =
        takes_back.then(|| folded(MineAct::TakeBack, P::MineTakeBack, P::MineTakeBackLead, "button danger"));
    view! { <div class="actions">{stop}{withdraw}{take_back}</div> }.into_any()
}

fn see(petition: &PetitionView, page: &Page) -> AnyView {
    if !shown(petition) || page.bare {
        return ().into_any();
    }
    view! { <p><a class="button second" href=page.href(&address(&petition.code))>{P::MineSee.text(page.lang)}</a></p> }
        .into_any()
}

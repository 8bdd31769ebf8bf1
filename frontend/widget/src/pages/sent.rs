//! The receipt: the code, the secret (this once), the date, and what happens next.

use crate::app::App;
use crate::fields::button;
use crate::frame::heading;
use crate::ui::{View, div, el, keyed, live, nothing, text, yes};
use crate::{browser, receipt};
use hoiam_flow::{Event, Keeping, Part};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::Receipt;

/// The page.
pub fn view(app: App) -> View {
    let Some(receipt) = app.peek(|state| state.receipt.clone()) else { return nothing() };
    let next = [T::NextScreen, T::NextFollow, T::NextAnswer].map(|key| el("li").text(app.t(key)).view());
    div("sent")
        .has(heading(app.t(T::SentTitle)))
        .has(el("p").class("lead").text(&app.t1(T::SentTo, "agency", &receipt.agency.name)))
        .with(ticket(app, &receipt))
        .with(
            div("notice warn")
                .has(el("p").text(app.t(T::SecretNote)))
                .with(keyed(
                    move || app.read(|state| yes(state.part == Part::Here)),
                    move || if app.peek(|state| state.part == Part::Here) { later_keep(app) } else { nothing() },
                ))
                .view(),
        )
        .has(el("h4").text(app.t(T::WhatNext)))
        .has(el("ol").class("next").with_all(next.into()))
        .with(
            div("actions")
                .with(
                    button("plain", app.t(T::Another), move |_| app.send(Event::Forget(browser::random_key()))).view(),
                )
                .has(button("primary", app.t(T::FollowNow), move |_| app.send(Event::Follow)))
                .view(),
        )
        .view()
}

/// Code, secret and date, as on a paper slip.
fn ticket(app: App, receipt: &Receipt) -> View {
    let code = |label: T, value: &str| {
        super::fact(app.t(label), el("span").class("code").at("translate", "no").text(value).view())
    };
    let due = match receipt.due_at {
        Some(due) => super::fact(
            app.t(T::DueLabel),
            div("")
                .has(el("b").class("due").text(&browser::last_day(due, app.lang())))
                .has(el("p").class("hint").text(&receipt.due_explained))
                .view(),
        ),
        // Also what a case that joined another one is told.
        None => el("p").class("hint").text(&receipt.due_explained).view(),
    };
    el("dl")
        .class("ticket")
        .with(code(T::CodeLabel, &receipt.code))
        .with(code(T::SecretLabel, &receipt.secret))
        .with(due)
        .view()
}

/// The code as a QR code, drawn when it comes; nobody waits for it, and the secret is not in it.
fn qr(app: App) -> View {
    live(move || match app.read(|state| state.qr.clone()) {
        Some((path, side)) => el("svg")
            .class("qr")
            .at("viewBox", &["0 0 ", &side, " ", &side].concat())
            .at("role", "img")
            .at("aria-label", app.t(T::QrLabel))
            .has(el("path").at("d", &path))
            .view(),
        None => nothing(),
    })
}

/// Only when it is asked to, and never a denunciation, does this device remember a case.
fn remember(app: App) -> View {
    if app.peek(|state| state.keeping != Keeping::On || state.secluded) {
        return nothing();
    }
    live(move || {
        if app.read(|state| state.remembered()) {
            return el("p").at("role", "status").text(app.t(T::Remembered)).view();
        }
        let keep = button("link", app.t(T::Remember), move |_| app.send(Event::Remember));
        div("").has(keep).has(el("p").class("hint").text(app.t(T::RememberHint))).view()
    })
}

/// Ways to keep it.
#[inline(never)]
fn later_keep(app: App) -> View {
    let Some(receipt) = app.peek(|state| state.receipt.clone()) else { return nothing() };
    let whole = receipt::text(app, &receipt);
    let (copied, printed) = (whole.clone(), whole.clone());
    let copy = button("plain", app.t(T::Copy), move |_| {
        let copied = copied.clone();
        crate::run::spawn(async move {
            app.send(Event::Copied(browser::copy(&copied).await));
        });
    });
    let print = button("plain", app.t(T::Print), move |_| {
        let _ = browser::print(&printed);
    });
    let mut file = receipt.code.clone();
    file.push_str(".txt");
    let save = el("a").class("plain").at("href", &receipt::address(&whole)).at("download", &file);
    let track = el("a").class("link").at("href", &receipt.tracking_url).at("target", "_blank").at("rel", "noopener");
    let words = live(move || match app.read(|state| state.copied) {
        Some(true) => text(app.t(T::Copied)),
        Some(false) => text(app.t(T::CopyFailed)),
        None => nothing(),
    });
    let calendar = match receipt.due_at {
        Some(_) => {
            let mut file = app.ground(|g| g.base.clone());
            for part in ["t/", &receipt.code, "/due.ics?lang=", app.lang().code()] {
                file.push_str(part);
            }
            el("a")
                .class("link")
                .at("href", &file)
                .at("target", "_blank")
                .at("rel", "noopener")
                .text(app.t(T::Calendar))
                .view()
        }
        None => nothing(),
    };
    div("")
        .with(
            div("keep")
                .has(copy)
                .has(save.text(app.t(T::Download)))
                .has(print)
                .has(track.text(app.t(T::TrackLink)))
                .with(calendar)
                .with(receipt::signed(app, receipt.code.clone(), receipt.secret.clone()))
                .view(),
        )
        .with(remember(app))
        .with(qr(app))
        .has(el("p").class("said").at("role", "status").with(words))
        .view()
}

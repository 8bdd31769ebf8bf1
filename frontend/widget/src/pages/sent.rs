//! The receipt: the code, the secret (this once), the date, and what happens next.

use crate::app::App;
use crate::fields::button;
use crate::frame::heading;
use crate::ui::{View, div, el, live, nothing, text};
use crate::{browser, receipt};
use hoiam_flow::Event;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::Receipt;
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{Get, Set};

/// The page.
pub fn view(app: App) -> View {
    let Some(receipt) = app.peek(|state| state.receipt.clone()) else { return nothing() };
    let next = [T::NextScreen, T::NextFollow, T::NextAnswer].map(|key| el("li").text(app.t(key)).view());
    div("sent")
        .has(heading(app.t(T::SentTitle)))
        .has(el("p").class("lead").text(&app.t1(T::SentTo, "agency", &receipt.agency.name)))
        .with(ticket(app, &receipt))
        .with(keep(app, &receipt))
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
        None => el("p").class("hint").text(app.t(T::DueNone)).view(),
    };
    el("dl")
        .class("ticket")
        .with(code(T::CodeLabel, &receipt.code))
        .with(code(T::SecretLabel, &receipt.secret))
        .with(due)
        .view()
}

/// Ways to keep it.
fn keep(app: App, receipt: &Receipt) -> View {
    let whole = receipt::text(app, receipt);
    let said = RwSignal::new(None::<T>);
    let (copied, printed) = (whole.clone(), whole.clone());
    let copy = button("plain", app.t(T::Copy), move |_| {
        let copied = copied.clone();
        crate::run::spawn(async move {
            said.set(Some(if browser::copy(&copied).await { T::Copied } else { T::CopyFailed }))
        });
    });
    let print = button("plain", app.t(T::Print), move |_| {
        let _ = browser::print(&printed);
    });
    let mut file = receipt.code.clone();
    file.push_str(".txt");
    let save = el("a").class("plain").at("href", &receipt::address(&whole)).at("download", &file);
    let track = el("a").class("link").at("href", &receipt.tracking_url).at("target", "_blank").at("rel", "noopener");
    let words = live(move || said.get().map_or_else(nothing, |key| text(app.t(key))));
    div("notice warn")
        .has(el("p").text(app.t(T::SecretNote)))
        .with(
            div("keep")
                .has(copy)
                .has(save.text(app.t(T::Download)))
                .has(print)
                .has(track.text(app.t(T::TrackLink)))
                .view(),
        )
        .has(el("p").class("said").at("role", "status").with(words))
        .view()
}

//! What is known about a case besides its words: facts, the citizen's contact, cases that read alike.

use crate::parts::due::Due;
use crate::parts::icon::Icon;
use crate::pure::dates;
use crate::pure::place::Place;
use crate::state::{app, t};
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::wire::case::{CaseRow, CaseView};
use leptos::prelude::*;

/// The facts.
#[component]
pub fn Facts(
    /// Whose.
    view: Memo<CaseView>,
) -> impl IntoView {
    let app = app();
    let facts = move || {
        let lang = app.lang.get();
        let v = view.get();
        let row = v.row;
        let nobody = Desk::NobodyYet.text(lang);
        let times = |n: u32| (n > 0).then(|| n.to_string());
        let all = [
            (Desk::Kind, Some(row.kind.name(lang).to_owned())),
            (Desk::Agency, row.agency.map(|a| a.name)),
            (Desk::Assignee, Some(row.assignee.unwrap_or_else(|| nobody.to_owned()))),
            (Desk::RouteWhy, Some(v.route_why)),
            (Desk::Category, row.category),
            (Desk::Area, row.area),
            (Desk::Address, v.address),
            (Desk::ChannelLabel, Some(v.channel.name(lang).to_owned())),
            (Desk::FiledAt, Some(dates::date_time(row.received_at, lang))),
            (Desk::Transfers, times(v.transfers)),
            (Desk::Reopened, times(v.reopened)),
            (Desk::Rating, v.rating.map(|stars| format!("{stars}/5"))),
        ];
        all.into_iter()
            .filter_map(|(key, value)| value.filter(|v| !v.is_empty()).map(|v| (key, v)))
            .map(|(key, value)| view! { <div><dt>{key.text(lang)}</dt><dd>{value}</dd></div> })
            .collect_view()
    };
    let flags = move || view.with(|v| v.flags.clone());
    view! {
        <section aria-labelledby="facts-title">
            <h2 id="facts-title">{t(Desk::FactsTitle)}</h2>
            <Show when=move || !flags().is_empty()>
                <ul class="flags" aria-label=t(Desk::FlagsTitle)>
                    {move || flags().into_iter().map(|f| view! { <li>{Icon::Alert.view()}{f.text}</li> }).collect_view()}
                </ul>
            </Show>
            <dl class="pairs">{facts}</dl>
        </section>
    }
}

/// How to reach the citizen, if they left a way and the reader may see it.
#[component]
pub fn Contact(
    /// Whose.
    view: Memo<CaseView>,
) -> impl IntoView {
    let contact = move || view.with(|v| v.contact.clone());
    view! {
        <section aria-labelledby="contact-title">
            <h2 id="contact-title">{t(Desk::ContactTitle)}</h2>
            {move || match contact() {
                None => view! { <p class="soft">{t(Desk::NoContact)}</p> }.into_any(),
                Some(c) => view! {
                    <ul class="contact" role="list">
                        {c.name.map(|name| view! { <li><strong>{name}</strong></li> })}
                        {c.phone.map(|p| link(format!("tel:{}", dialled(&p)), p))}
                        {c.email.map(|m| link(format!("mailto:{m}"), m))}
                    </ul>
                }.into_any(),
            }}
        </section>
    }
}

fn link(href: String, text: String) -> impl IntoView {
    view! { <li><a href=href>{text}</a></li> }
}

fn dialled(phone: &str) -> String {
    phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

/// Cases that read alike, nearest first.
#[component]
pub fn Similar(
    /// To which.
    view: Memo<CaseView>,
) -> impl IntoView {
    let similar = Memo::new(move |_| view.with(|v| v.similar.clone()));
    view! {
        <Show when=move || !similar.with(Vec::is_empty)>
            <section aria-labelledby="similar-title">
                <h2 id="similar-title">{t(Desk::SimilarTitle)}</h2>
                <ul class="similar" role="list">
                    {move || similar.get().into_iter().map(|row| view! { <One row/> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn One(row: CaseRow) -> impl IntoView {
    let app = app();
    let (status, agency) = (row.status, row.agency.clone().map(|a| a.name));
    let href = Place::case(&*row.code).href();
    let title = row.title.clone();
    view! {
        <li>
            <a href=href>{title}</a>
            <p class="soft">
                {row.code.clone()}" · "{move || console::state_name(status, app.lang.get())}{agency.map(|a| format!(" · {a}"))}
            </p>
            <Due row=Signal::stored(row)/>
        </li>
    }
}

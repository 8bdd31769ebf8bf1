//! Which signatures are looked at: the form of the filter, and the clusters that set it with one press.

use super::{number, p};
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::petition::SignatureState;
use hoiam_shared::wire::petitions::{SignatureCluster, SignatureFilter};
use hoiam_shared::{Lang, Stamp};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// A minute.
const MINUTE_MS: i64 = 60_000;

fn some(text: String) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// As `<input type=datetime-local>` writes it, in the installation's zone (+07:00).
fn instant(text: &str) -> Option<Stamp> {
    let seconds = if text.len() == 16 { ":00" } else { "" };
    Stamp::parse(&format!("{text}{seconds}+07:00"))
}

fn local(at: Option<Stamp>) -> String {
    let Some(at) = at else { return String::new() };
    let (y, m, d, hour, minute) = at.civil(420);
    format!("{y:04}-{m:02}-{d:02}T{hour:02}:{minute:02}")
}

/// The form.
#[component]
pub fn Filter(
    /// What is shown.
    filter: RwSignal<SignatureFilter>,
) -> impl IntoView {
    let app = app();
    let typed = RwSignal::new(SignatureFilter::default());
    // A cluster that was pressed stands in the form too.
    Effect::new(move || typed.set(filter.get()));
    let show = move |event: SubmitEvent| {
        event.prevent_default();
        filter.set(SignatureFilter { after: None, ..typed.get_untracked() });
    };
    let text = move |id: &'static str,
                     label: P,
                     get: fn(&SignatureFilter) -> &Option<String>,
                     put: fn(&mut SignatureFilter, Option<String>)| {
        view! {
            <div class="line-of">
                <label for=id>{p(label)}</label>
                <input id=id autocomplete="off" prop:value=move || typed.with(|f| get(f).clone().unwrap_or_default())
                    on:change=move |e| typed.update(|f| put(f, some(event_target_value(&e))))/>
            </div>
        }
        .into_any()
    };
    let time = move |id: &'static str,
                     label: P,
                     get: fn(&SignatureFilter) -> Option<Stamp>,
                     put: fn(&mut SignatureFilter, Option<Stamp>)| {
        view! {
            <div class="line-of">
                <label for=id>{p(label)}</label>
                <input id=id type="datetime-local" prop:value=move || typed.with(|f| local(get(f)))
                    on:change=move |e| typed.update(|f| put(f, instant(&event_target_value(&e))))/>
            </div>
        }
        .into_any()
    };
    let states = SignatureState::ALL.iter().map(|one| {
        let (code, one) = (one.code(), *one);
        view! {
            <option value=code selected=move || typed.with(|f| f.state == Some(one))>{move || one.name(app.lang.get())}</option>
        }
    });
    let suspect = move |yes: bool, text: P| {
        view! {
            <option value=yes.to_string() selected=move || typed.with(|f| f.suspect == Some(yes))>{p(text)}</option>
        }
        .into_any()
    };
    view! {
        <form class="filters" role="search" on:submit=show>
            <div class="line-of">
                <label for="filter-state">{p(P::State)}</label>
                <select id="filter-state" on:change=move |e| typed.update(|f| f.state = SignatureState::from_code(&event_target_value(&e)))>
                    <option value="" selected=move || typed.with(|f| f.state.is_none())>{p(P::Any)}</option>
                    {states.views()}
                </select>
            </div>
            <div class="line-of">
                <label for="filter-suspect">{p(P::Suspicion)}</label>
                <select id="filter-suspect" on:change=move |e| typed.update(|f| f.suspect = event_target_value(&e).parse().ok())>
                    <option value="" selected=move || typed.with(|f| f.suspect.is_none())>{p(P::Any)}</option>
                    {suspect(true, P::SuspectYes)}
                    {suspect(false, P::SuspectNo)}
                </select>
            </div>
            {text("filter-domain", P::Domain, |f| &f.domain, |f, v| f.domain = v)}
            {text("filter-network", P::Network, |f| &f.network, |f, v| f.network = v)}
            {text("filter-pattern", P::Pattern, |f| &f.pattern, |f, v| f.pattern = v)}
            {text("filter-area", P::Area, |f| &f.area, |f, v| f.area = v)}
            {time("filter-from", P::From, |f| f.from, |f, v| f.from = v)}
            {time("filter-to", P::To, |f| f.to, |f, v| f.to = v)}
            <div class="buttons">
                <button class="primary">{p(P::Show)}</button>
                <button type="button" on:click=move |_| filter.set(SignatureFilter::default())>{p(P::Clear)}</button>
            </div>
        </form>
    }
}

/// What many have in common; each a button.
pub fn clusters(all: Vec<SignatureCluster>, filter: RwSignal<SignatureFilter>, lang: Lang) -> AnyView {
    if all.is_empty() {
        return ().into_any();
    }
    let one = move |cluster: SignatureCluster| {
        let minute = Stamp::parse(&cluster.key);
        let (by, key) = match (&*cluster.by, minute) {
            ("domain", _) => (P::ByDomain, cluster.key.clone()),
            ("network", _) => (P::ByNetwork, cluster.key.clone()),
            ("minute", Some(at)) => (P::ByMinute, hoiam_desk::pure::dates::date_time(at, lang)),
            ("minute", None) => (P::ByMinute, cluster.key.clone()),
            _ => (P::ByPattern, cluster.key.clone()),
        };
        let (n, m) = (number(cluster.count, lang), number(cluster.suspects, lang));
        let text = fill(P::ClusterText.text(lang), &[("by", by.text(lang)), ("key", &key), ("n", &n), ("m", &m)]);
        let press = move |_| {
            let key = Some(cluster.key.clone());
            filter.update(|f| {
                f.after = None;
                match (&*cluster.by, minute) {
                    ("domain", _) => f.domain = key,
                    ("network", _) => f.network = key,
                    ("pattern", _) => f.pattern = key,
                    ("minute", Some(at)) => (f.from, f.to) = (Some(at), Some(Stamp(at.ms() + MINUTE_MS))),
                    _ => {}
                }
            });
        };
        view! { <li><button type="button" on:click=press>{text}</button></li> }
    };
    view! {
        <section aria-labelledby="clusters-title">
            <h2 id="clusters-title">{P::Clusters.text(lang)}</h2>
            <p class="soft">{P::ClustersIntro.text(lang)}</p>
            <ul class="clusters" role="list">{all.into_iter().map(one).views()}</ul>
        </section>
    }
    .into_any()
}

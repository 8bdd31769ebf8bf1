//! The list of deliveries: in which state, why one was not taken, and sending it again.

use super::n;
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::notices::NoticePage;
use hoiam_shared::notice::{DeliveryState, Topic, Via};
use hoiam_shared::wire::notices::{DeliveriesView, DeliveryView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The list.
#[component]
pub fn List() -> impl IntoView {
    let app = app();
    let state = RwSignal::new(None::<DeliveryState>);
    let again = RwSignal::new(0);
    let said = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let older = RwSignal::new(Vec::<DeliveryView>::new());
    let next = RwSignal::new(None::<i64>);
    let loaded = Loaded::new(move || {
        again.track();
        older.set(Vec::new());
        next.set(None);
        api::deliveries(app, app.lang.get(), state.get(), None)
    });
    let more = move |from: Option<i64>| {
        let from = next.get_untracked().or(from);
        spawn_local(async move {
            match api::deliveries(app, app.lang.get_untracked(), state.get_untracked(), from).await {
                Ok(view) => {
                    older.update(|all| all.extend(view.deliveries));
                    // Nothing follows: a number before which there is nothing.
                    next.set(Some(view.next.unwrap_or(0)));
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let send = move |id: i64| {
        trouble.set(None);
        spawn_local(async move {
            match api::send_again(app, id).await {
                Ok(_) => {
                    said.set(fill(NoticePage::PutBack.text(app.lang.get_untracked()), &[("n", "1")]));
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let dismiss = move |id: i64| {
        trouble.set(None);
        spawn_local(async move {
            match api::dismiss(app, id).await {
                Ok(_) => {
                    said.set(NoticePage::Dismissed.text(app.lang.get_untracked()).to_owned());
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let send_all = move |_| {
        trouble.set(None);
        spawn_local(async move {
            match api::send_all_again(app).await {
                Ok(done) => {
                    let count = done.count.to_string();
                    said.set(fill(NoticePage::PutBack.text(app.lang.get_untracked()), &[("n", &count)]));
                    again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <section aria-labelledby="deliveries-title">
            <h2 id="deliveries-title">{n(NoticePage::ListTitle)}</h2>
            <Alert trouble/>
            <p role="status" class="soft">{move || said.get()}</p>
            <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                let dead = Known::new(move || view.with(|v| if v.may_send_again { v.counts.dead } else { 0 }));
                let follows = move || next.get().map_or(view.with(|v| v.next.is_some()), |next| next > 0);
                view! {
                    <Show when=move || !view.with(|v| v.mail)><p class="banner warn">{n(NoticePage::NoMail)}</p></Show>
                    <div class="buttons">
                        <Filter view state/>
                        <button type="button" on:click=move |_| again.update(|n| *n += 1)>{n(NoticePage::Refresh)}</button>
                        <Show when=move || 0 < dead.get()>
                            <button type="button" on:click=send_all>
                                {move || fill(NoticePage::AllAgain.text(app.lang.get()), &[("n", &dead.get().to_string())])}
                            </button>
                        </Show>
                    </div>
                    <ul class="findings" role="list">
                        {move || {
                            let (lang, may) = (app.lang.get(), view.with(|v| v.may_send_again));
                            let all = view.with(|v| v.deliveries.clone()).into_iter().chain(older.get());
                            all.map(|delivery| row(delivery, may, send, dismiss, lang)).views()
                        }}
                    </ul>
                    <Show when=move || view.with(|v| v.deliveries.is_empty())><p class="soft">{n(NoticePage::Nothing)}</p></Show>
                    <Show when=follows>
                        <p><button type="button" on:click=move |_| more(view.with_untracked(|v| v.next))>{n(NoticePage::More)}</button></p>
                    </Show>
                }.into_any()
            }/>
        </section>
    }
}

/// Which are shown, with how many there are of each.
#[component]
fn Filter(view: Known<DeliveriesView>, state: RwSignal<Option<DeliveryState>>) -> impl IntoView {
    let app = app();
    let count = move |of: DeliveryState| {
        view.with(|v| match of {
            DeliveryState::Waiting => v.counts.waiting,
            DeliveryState::Sent => v.counts.sent,
            DeliveryState::Dead => v.counts.dead,
            DeliveryState::Dropped => v.counts.dropped,
        })
    };
    let option = move |of: DeliveryState| {
        let text = move || {
            let (lang, n) = (app.lang.get(), count(of).to_string());
            fill(NoticePage::WithCount.text(lang), &[("state", of.name(lang)), ("n", &n)])
        };
        view! { <option value=of.code() selected=move || state.get() == Some(of)>{text}</option> }
    };
    view! {
        <label class="inline">{n(NoticePage::State)}" "
            <select on:change=move |e| state.set(DeliveryState::from_code(&event_target_value(&e)))>
                <option value="" selected=move || state.get().is_none()>{n(NoticePage::All)}</option>
                {DeliveryState::ALL.iter().copied().map(option).views()}
            </select>
        </label>
    }
}

fn row(
    delivery: DeliveryView,
    may: bool,
    send: impl Fn(i64) + Copy + Send + 'static,
    dismiss: impl Fn(i64) + Copy + Send + 'static,
    lang: Lang,
) -> impl IntoView {
    let put = |key: NoticePage, values: &[(&str, &str)]| fill(key.text(lang), values);
    let (id, code) = (delivery.id, delivery.code.clone());
    let mut facts = vec![put(NoticePage::To, &[("to", &delivery.to), ("via", &delivery.via_text)])];
    if delivery.tries > 0 {
        facts.push(put(NoticePage::Tried, &[("n", &delivery.tries.to_string())]));
    }
    if let Some(due) = delivery.due_at {
        facts.push(put(NoticePage::NextTry, &[("date", &dates::date_time(due, lang))]));
    }
    if let Some(settled) = delivery.settled_at {
        facts.push(dates::date_time(settled, lang));
    }
    let trouble = delivery.trouble_text.map(|text| match delivery.said.is_empty() {
        true => text,
        false => format!("{text} ({})", delivery.said),
    });
    let again = may && matches!(delivery.state, DeliveryState::Dead | DeliveryState::Sent);
    let label = put(NoticePage::AgainFor, &[("topic", &delivery.topic_text), ("code", &code)]);
    let dead = (may && delivery.state == DeliveryState::Dead)
        .then(|| put(NoticePage::DismissFor, &[("topic", &delivery.topic_text), ("code", &code)]));
    // Systems know events by the names they are sent under.
    let alert = delivery.topic == Topic::Alert;
    let event = (delivery.via == Via::Webhook).then(|| match alert {
        true => "alert.fired".to_owned(),
        false => format!("case.{}", delivery.event_kind),
    });
    // What an alert or a report is called is no case to open.
    let of = match !delivery.topic.about_a_case() {
        true => view! { <span dir="auto">{code.clone()}</span> }.into_any(),
        false => view! { <a href=Place::case(&*code).href()>{code.clone()}</a> }.into_any(),
    };
    let class = match delivery.state {
        DeliveryState::Waiting => "pill",
        DeliveryState::Sent => "pill good",
        DeliveryState::Dead => "pill bad",
        DeliveryState::Dropped => "pill off",
    };
    view! {
        <li class="delivery">
            <div>
                <p><strong>{delivery.topic_text}</strong>" "{event.map(|name| view! { <code>{name}</code>" " })}<span class=class>{delivery.state_text}</span></p>
                <p>{of}{delivery.agency.map(|agency| format!(" · {}", agency.name))}</p>
                <p class="soft">{facts.join(" · ")}</p>
                {trouble.map(|text| view! { <p class="why">{text}</p> })}
            </div>
            <div class="buttons">
                {again.then(|| view! {
                    <button type="button" aria-label=label on:click=move |_| send(id)>{NoticePage::Again.text(lang)}</button>
                })}
                {dead.map(|label| view! {
                    <button type="button" aria-label=label on:click=move |_| dismiss(id)>{NoticePage::Dismiss.text(lang)}</button>
                })}
            </div>
        </li>
    }
}

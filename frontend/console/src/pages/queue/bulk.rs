//! The same act on all chosen cases: what it would do first, then doing it with progress, and taking it back.

use super::chosen::{Chosen, Last};
use super::store::Queue;
use crate::pages::case::AgencyPicker;
use crate::pure::keys::Command;
use crate::state::api;
use crate::state::keyboard::Keyboard;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::bulk::Bulk as B;
use hoiam_shared::catalogue::console;
use hoiam_shared::catalogue::{fill, grouped};
use hoiam_shared::limits;
use hoiam_shared::wire::bulk::{BulkCase, BulkInput, BulkView};
use hoiam_shared::wire::case::{ActionInput, AgencyHit};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// How often one looks how far it is.
const LOOK: Duration = Duration::from_millis(400);
/// What can be done to many, in the order it is offered.
const ACTIONS: [Action; 6] =
    [Action::Assign, Action::Accept, Action::Transfer, Action::Note, Action::Close, Action::Acknowledge];

/// A text that follows the language.
fn b(key: B) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

fn put(key: B, lang: Lang, n: u32) -> String {
    fill(key.text(lang), &[("n", &n.to_string())])
}

/// The bar above the list, while something is chosen or under way.
#[component]
pub fn Bar() -> impl IntoView {
    let app = app();
    let chosen = expect_context::<Chosen>();
    let count = Known::new(move || chosen.count());
    let doing = RwSignal::new(false);
    let there = Known::new(move || chosen.job.get().is_some() || count.get() > 0);
    view! {
        <Show when=move || there.get()>
            <section class="bulk" aria-label=b(B::Do)>
                <Show when=move || chosen.job.get().is_none()>
                    <div class="bar">
                        <strong role="status">{move || fill(B::Chosen.text(app.lang.get()), &[("n", &grouped(count.get(), app.lang.get()))])}</strong>
                        <div class="buttons">
                            <button type="button" class="primary" aria-expanded=move || doing.get().to_string()
                                on:click=move |_| doing.update(|on| *on = !*on)>{b(B::Do)}</button>
                            <button type="button" on:click=move |_| chosen.all()>{b(B::ChooseAll)}</button>
                            <button type="button" on:click=move |_| { doing.set(false); chosen.clear(); }>{b(B::Clear)}</button>
                        </div>
                    </div>
                    {move || chosen.more().map(|total| whole(chosen, total, app.lang.get()))}
                    <Show when=move || doing.get()><Form/></Show>
                </Show>
                {move || chosen.job.get().map(|id| view! { <Job id/> })}
            </section>
        </Show>
    }
}

/// Offers the rest of a list that is longer than what is loaded.
fn whole(chosen: Chosen, total: u64, lang: Lang) -> AnyView {
    let n = grouped(total, lang);
    if total > limits::BULK_CASES as u64 {
        let most = grouped(limits::BULK_CASES as u64, lang);
        return view! { <p class="soft">{fill(B::TooMany.text(lang), &[("n", &n), ("most", &most)])}</p> }.into_any();
    }
    let text = fill(B::ChooseWhole.text(lang), &[("n", &n)]);
    view! { <p><button type="button" class="quiet" on:click=move |_| chosen.whole_list()>{text}</button></p> }
        .into_any()
}

/// What is to be done, and with what.
#[component]
fn Form() -> impl IntoView {
    let app = app();
    let chosen = expect_context::<Chosen>();
    let queue = expect_context::<Queue>();
    let action = RwSignal::new(Action::Assign);
    let input = RwSignal::new(ActionInput { assignee: Some(app.login()), ..ActionInput::default() });
    let agency_name = RwSignal::new(String::new());
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    // The people of the agency that holds the first of them; any login can be written.
    let first = chosen.codes.with_untracked(|all| all.first().cloned());
    let agency = first.and_then(|code| queue.row(&code)).and_then(|row| row.agency).map(|agency| agency.code);
    let people = Loaded::when(move || agency.as_ref().map(|agency| api::users(app, agency, app.lang.get())));
    let choose = Callback::new(move |hit: Option<AgencyHit>| {
        let (code, name) = hit.map(|hit| (Some(hit.code), hit.name)).unwrap_or_default();
        input.update(|i| i.agency = code);
        agency_name.set(name);
    });
    let is = move |one: Action| action.get() == one;
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let (action, mut with) = (action.get_untracked(), input.get_untracked());
        with.assignee = with.assignee.filter(|login| action == Action::Assign && !login.trim().is_empty());
        with.agency = with.agency.filter(|_| action == Action::Transfer);
        if !matches!(action, Action::Transfer | Action::Note | Action::Close) {
            with.body.clear();
        }
        let asked = match chosen.whole.get_untracked() {
            Some((query, _)) => BulkInput { action, input: with, codes: Vec::new(), query: Some(query) },
            None => BulkInput { action, input: with, codes: chosen.codes.get_untracked(), query: None },
        };
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match api::begin_bulk(app, &asked).await {
                Ok(view) => chosen.job.set(Some(view.id)),
                Err(cause) => _ = trouble.try_set(Some(cause)),
            }
            busy.try_set(false);
        });
    };
    let option = move |one: Action| {
        view! { <option value=one.code() selected=move || is(one)>{move || one.name(app.lang.get())}</option> }
    };
    let body = move |label: B| {
        view! {
            <label for="bulk-body">{b(label)}</label>
            <textarea id="bulk-body" rows="3" prop:value=move || input.with(|i| i.body.clone())
                on:input=move |e| input.update(|i| i.body = event_target_value(&e))></textarea>
        }
    };
    view! {
        <form class="act" on:submit=look>
            <label for="bulk-action">{b(B::Do)}</label>
            <select id="bulk-action" on:change=move |e| {
                if let Some(one) = Action::from_code(&event_target_value(&e)) {
                    action.set(one);
                }
            }>{ACTIONS.into_iter().map(option).views()}</select>
            <Show when=move || is(Action::Assign)>
                <label for="bulk-person">{b(B::Person)}</label>
                <input id="bulk-person" list="bulk-people" autocomplete="off" spellcheck="false" aria-describedby="bulk-person-help"
                    prop:value=move || input.with(|i| i.assignee.clone().unwrap_or_default())
                    on:input=move |e| input.update(|i| i.assignee = Some(event_target_value(&e)))/>
                <datalist id="bulk-people">
                    {move || people.good().unwrap_or_default().into_iter().map(|hit| view! { <option value=hit.user>{hit.name}</option> }).views()}
                </datalist>
                <p class="soft" id="bulk-person-help">{b(B::PersonHelp)}</p>
            </Show>
            <Show when=move || is(Action::Transfer)>
                <label for="bulk-agency">{b(B::Agency)}</label>
                <AgencyPicker id="bulk-agency" name=Box::new(move || agency_name.get()) choose/>
            </Show>
            <Show when=move || is(Action::Transfer) || is(Action::Close)>{body(B::Reason)}</Show>
            <Show when=move || is(Action::Note)>{body(B::Note)}</Show>
            <Alert trouble/>
            <div class="buttons"><button class="primary" aria-disabled=move || busy.get().to_string()>{b(B::DryRun)}</button></div>
        </form>
    }
}

/// A job: what it would do, how far it is, what came of it.
#[component]
fn Job(id: i64) -> impl IntoView {
    let app = app();
    let chosen = expect_context::<Chosen>();
    let queue = expect_context::<Queue>();
    let tick = RwSignal::new(0u32);
    let trouble = RwSignal::new(None::<Trouble>);
    let loaded = Loaded::new(move || {
        tick.track();
        api::bulk(app, id, app.lang.get())
    });
    let view = Known::new(move || loaded.good());
    let state = Known::new(move || view.with(|v| v.as_ref().map(|v| v.state.clone()).unwrap_or_default()));
    let going = move || matches!(state.get().as_str(), "" | "looking" | "running" | "undoing");
    let timer = set_interval_with_handle(
        move || {
            if untrack(going) {
                tick.update(|n| *n += 1);
            }
        },
        LOOK,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    // What has happened to them shows in the list.
    Effect::new(move |before: Option<String>| {
        let now = state.get();
        if before.is_some_and(|before| before != now) && matches!(now.as_str(), "done" | "undone" | "stopped") {
            if now == "done" {
                chosen.last.set(Some(Last::Job(id)));
            }
            chosen.clear();
            queue.reload();
        }
        now
    });
    let send = move |request: fn(hoiam_desk::state::App, i64) -> hoiam_desk::state::request::Request<BulkView>| {
        trouble.set(None);
        spawn_local(async move {
            if let Err(cause) = request(app, id).await {
                trouble.try_set(Some(cause));
            }
            tick.try_update(|n| *n += 1);
        });
    };
    let lines = move || {
        let lang = app.lang.get();
        view.get().map(|v| said(&v, lang)).unwrap_or_default().into_iter().map(|line| view! { <p>{line}</p> }).views()
    };
    let share = move || {
        view.with(|v| {
            let v = v.as_ref()?;
            let c = &v.counts;
            let done = match v.state.as_str() {
                "looking" => c.total - c.new,
                "running" => c.done + c.failed,
                "undoing" => c.undone + c.kept,
                _ => return None,
            };
            let of = match v.state.as_str() {
                "looking" => c.total,
                "running" => c.can + c.done + c.failed,
                _ => c.done + c.undone + c.kept,
            };
            Some((done, of))
        })
    };
    let reasons = move || {
        let all = view.with(|v| v.as_ref().map(|v| v.refused.clone()).unwrap_or_default());
        all.into_iter().map(|reason| view! { <li>{reason.text}" – "{reason.count}</li> }).views()
    };
    let can = Known::new(move || view.with(|v| v.as_ref().filter(|v| v.state == "ready").map_or(0, |v| v.counts.can)));
    let undo = Known::new(move || view.with(|v| v.as_ref().and_then(|v| v.undo_until)));
    let undo_key = expect_context::<Keyboard>().key(Command::Undo);
    let stoppable = move || matches!(state.get().as_str(), "looking" | "running");
    view! {
        <div class="job">
            <h2>{move || view.with(|v| v.as_ref().map(|v| v.action.name(app.lang.get())))}</h2>
            <div role="status">{lines}</div>
            {move || share().map(|(done, of)| view! { <progress max=of.to_string() value=done.to_string() aria-label=b(B::Do)></progress> })}
            <ul class="reasons">{reasons}</ul>
            <Alert trouble/>
            <Each id state/>
            <div class="buttons">
                <Show when=move || { can.get() > 0 }>
                    <button type="button" class="primary" on:click=move |_| send(api::start_bulk)>{move || put(B::Start, app.lang.get(), can.get())}</button>
                </Show>
                {move || undo.get().map(|until| view! {
                    <button type="button" on:click=move |_| send(api::undo_bulk)>{b(B::Undo)}" "<kbd aria-hidden="true">{undo_key}</kbd></button>
                    <span class="soft">{fill(B::UndoUntil.text(app.lang.get()), &[("time", &dates::time(until))])}</span>
                })}
                <Show when=stoppable><button type="button" on:click=move |_| send(api::stop_bulk)>{b(B::Stop)}</button></Show>
                <Show when=move || !going()>
                    <button type="button" on:click=move |_| chosen.job.set(None)>{b(B::Close)}</button>
                </Show>
            </div>
        </div>
    }
}

/// What is to be said of a job, line by line.
fn said(view: &BulkView, lang: Lang) -> Vec<String> {
    let c = &view.counts;
    let of = |key: B, n: u32, total: u32| fill(key.text(lang), &[("n", &n.to_string()), ("total", &total.to_string())]);
    let some = |key: B, n: u32| (n > 0).then(|| put(key, lang, n));
    match view.state.as_str() {
        "looking" => vec![of(B::Looking, c.total - c.new, c.total)],
        "ready" => [Some(put(B::Can, lang, c.can)), some(B::Cannot, c.cannot)].into_iter().flatten().collect(),
        "running" => vec![of(B::Running, c.done + c.failed, c.can + c.done + c.failed)],
        "undoing" => vec![of(B::Undoing, c.undone + c.kept, c.done + c.undone + c.kept)],
        "undone" => [Some(put(B::Undone, lang, c.undone)), some(B::Kept, c.kept)].into_iter().flatten().collect(),
        "stopped" => [Some(B::Stopped.text(lang).to_owned()), some(B::Done, c.done)].into_iter().flatten().collect(),
        _ => [Some(put(B::Done, lang, c.done)), some(B::Cannot, c.cannot), some(B::Failed, c.failed)]
            .into_iter()
            .flatten()
            .collect(),
    }
}

/// What happens to each case, behind a heading.
#[component]
fn Each(id: i64, state: Known<String>) -> impl IntoView {
    let app = app();
    let open = RwSignal::new(false);
    let first = Loaded::when(move || {
        state.track();
        open.get().then(|| api::bulk_cases(app, id, 0, app.lang.get()))
    });
    let more = RwSignal::new(Vec::<BulkCase>::new());
    let next = RwSignal::new(None::<i64>);
    Effect::new(move || {
        next.set(first.good().and_then(|page| page.next));
        more.set(Vec::new());
    });
    let load = move |_| {
        let Some(after) = next.get_untracked() else { return };
        spawn_local(async move {
            if let Ok(page) = api::bulk_cases(app, id, after, app.lang.get_untracked()).await {
                next.try_set(page.next);
                more.try_update(|all| all.extend(page.cases));
            }
        });
    };
    let rows = move || {
        let lang = app.lang.get();
        let all = first.good().map(|page| page.cases).unwrap_or_default().into_iter().chain(more.get());
        all.map(|one| row(one, lang)).views()
    };
    view! {
        <details on:toggle=move |_| open.set(true)>
            <summary>{b(B::Each)}</summary>
            <ul class="each" role="list">{rows}</ul>
            <Show when=move || next.get().is_some()>
                <button type="button" on:click=load>{b(B::More)}</button>
            </Show>
        </details>
    }
}

fn row(one: BulkCase, lang: Lang) -> AnyView {
    let becomes = one.before.zip(one.after).filter(|(before, after)| before != after).map(|(before, after)| {
        let (before, after) = (console::state_name(before, lang), console::state_name(after, lang));
        fill(B::Becomes.text(lang), &[("before", before), ("after", after)])
    });
    let class = if one.why.is_some() { "left-out" } else { "" };
    let href = hoiam_desk::pure::place::Place::case(&*one.code).href();
    let text: Vec<String> =
        [Some(one.text).filter(|t| !t.is_empty()), becomes, one.why].into_iter().flatten().collect();
    view! { <li class=class><a class="code" href=href>{one.code}</a>" "{text.join(" · ")}</li> }.into_any()
}

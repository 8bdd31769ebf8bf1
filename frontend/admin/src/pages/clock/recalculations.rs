//! Recalculating open cases: a deliberate act, looked at first, followed while it runs, and stopped if need be.

use super::super::{Back, forget, k};
use super::moves::moves;
use super::run;
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::{CalendarRow, MovesView, PolicyList, RecalculationInput, RecalculationView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// The page.
#[component]
pub fn RecalculationsPage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let past = Loaded::new(move || {
        again.track();
        // By the minute as well: one may be running.
        app.now.track();
        api::recalculations(app, app.lang.get())
    });
    view! {
        <main id="main" class="admin" tabindex="-1">
            <Back/>
            <h1>{k(Keeping::RecalculationTitle)}</h1>
            <p>{k(Keeping::RecalculationIntro)}</p>
            <Begin again/>
            <section>
                <h2>{k(Keeping::RecalculationList)}</h2>
                <Load value=move || past.get() retry=move |()| again.update(|n| *n += 1) view=move |all| {
                    view! { {move || list(app, again, all.get())} }.into_any()
                }/>
            </section>
        </main>
    }
}

/// Choosing, looking, beginning.
#[component]
fn Begin(again: RwSignal<u32>) -> impl IntoView {
    let app = app();
    let calendars = Loaded::new(move || api::calendars(app, app.lang.get()));
    let policies = Loaded::new(move || api::policies(app, app.lang.get()));
    let input =
        RwSignal::new(RecalculationInput { calendars: Vec::new(), policies: Vec::new(), reason: String::new() });
    let preview = RwSignal::new(None::<MovesView>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let chosen = move |i: &RecalculationInput| (i.calendars.clone(), i.policies.clone());
    // The reason moves nothing.
    forget(preview, move || input.with(chosen));
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        run(busy, trouble, app.lang, async move {
            preview.set(Some(api::preview_recalculation(app, &input.get_untracked()).await?));
            Ok(())
        });
    };
    let begin = move |_| {
        run(busy, trouble, app.lang, async move {
            api::recalculate(app, &input.get_untracked()).await?;
            app.say(Keeping::RecalculationBegun.text(app.lang.get_untracked()).to_owned());
            preview.set(None);
            input.set(RecalculationInput { calendars: Vec::new(), policies: Vec::new(), reason: String::new() });
            again.update(|n| *n += 1);
            Ok(())
        });
    };
    let of_calendars = move || {
        let rows: Vec<CalendarRow> = calendars.good().unwrap_or_default();
        let options = rows.into_iter().map(|row| (row.version, row.name)).collect();
        boxes(options, input, |i| &mut i.calendars)
    };
    let of_policies = move || {
        let rows = policies.good().map(|list: PolicyList| list.policies).unwrap_or_default();
        let options = rows.into_iter().map(|row| (row.version, row.name)).collect();
        boxes(options, input, |i| &mut i.policies)
    };
    view! {
        <form class="rule-form" on:submit=look>
            <fieldset class="trial"><legend>{k(Keeping::RecalculationCalendars)}</legend>{of_calendars}</fieldset>
            <fieldset class="trial"><legend>{k(Keeping::RecalculationPolicies)}</legend>{of_policies}</fieldset>
            <label for="recalculation-reason">{k(Keeping::RecalculationReason)}</label>
            <textarea id="recalculation-reason" rows="2" prop:value=move || input.with(|i| i.reason.clone())
                on:input=move |e| input.update(|i| i.reason = event_target_value(&e))></textarea>
            <Alert trouble/>
            <div role="status">{move || preview.get().map(|view| moves(view, app.lang.get()).into_any())}</div>
            <div class="buttons">
                <button aria-disabled=move || busy.get().to_string()>{k(Keeping::Preview)}</button>
                <Show when=move || preview.with(Option::is_some)>
                    <button type="button" class="primary" on:click=begin aria-disabled=move || busy.get().to_string()>{k(Keeping::RecalculationBegin)}</button>
                </Show>
            </div>
        </form>
    }
}

/// Versions to tick.
fn boxes(
    options: Vec<(i64, String)>,
    input: RwSignal<RecalculationInput>,
    list: fn(&mut RecalculationInput) -> &mut Vec<i64>,
) -> AnyView {
    let one = |(version, name): (i64, String)| {
        let ticked = move || input.with(|i| list(&mut i.clone()).contains(&version));
        let tick = move |on: bool| {
            input.update(|i| {
                let all = list(i);
                all.retain(|other| *other != version);
                if on {
                    all.push(version);
                }
            });
        };
        view! {
            <label class="check">
                <input type="checkbox" prop:checked=ticked on:change=move |e| tick(event_target_checked(&e))/>
                {name}" "<span class="soft">{format!("({version})")}</span>
            </label>
        }
    };
    options.into_iter().map(one).views().into_any()
}

fn list(app: App, again: RwSignal<u32>, all: Vec<RecalculationView>) -> AnyView {
    let lang = app.lang.get();
    if all.is_empty() {
        return view! { <p class="soft">{Keeping::RecalculationNone.text(lang)}</p> }.into_any();
    }
    let rows = all.into_iter().map(|one| entry(app, again, one, lang)).views();
    view! { <ul class="pages" role="list">{rows}</ul> }.into_any()
}

fn entry(app: App, again: RwSignal<u32>, one: RecalculationView, lang: Lang) -> impl IntoView {
    let (looked, changed, moved) = (one.looked.to_string(), one.changed.to_string(), one.moved.to_string());
    let sum =
        fill(Keeping::RecalculationSum.text(lang), &[("looked", &looked), ("changed", &changed), ("moved", &moved)]);
    let id = one.id;
    let stop = move |_| {
        leptos::task::spawn_local(async move {
            match api::stop_recalculation(app, id).await {
                Ok(_) => app.say(Keeping::RecalculationStopped.text(app.lang.get_untracked()).to_owned()),
                Err(trouble) => app.say(trouble.title),
            }
            again.update(|n| *n += 1);
        });
    };
    view! {
        <li>
            <p><strong>{one.reason}</strong>" "<span class="pill">{one.state_text}</span></p>
            <p class="soft">{one.made_by}" · "{dates::date_time(one.created_at, lang)}</p>
            <p class="soft">{one.to.join("; ")}</p>
            <p>{sum}</p>
            {(one.state == "running").then(|| view! { <button type="button" on:click=stop>{Keeping::RecalculationStop.text(lang)}</button> })}
        </li>
    }
}

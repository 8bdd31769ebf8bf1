//! An iCalendar file: read in the browser, looked at on the server, put in force only when that is said.

use super::super::k;
use super::super::line::Line;
use super::calendar::Kept;
use super::calendar_form::shown;
use super::day_list::KINDS;
use super::run;
use crate::api;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::files;
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::{ChangePreview, ImportInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// File, day and kind; then what it would change.
#[component]
pub fn Import(
    /// The page.
    kept: Kept,
) -> impl IntoView {
    let app = kept.app;
    let input = RwSignal::new(ImportInput {
        file: String::new(),
        valid_from: dates::day_of(app.now.get_untracked()),
        kind: "holiday".to_owned(),
        decision: None,
    });
    let preview = RwSignal::new(None::<ChangePreview>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        run(busy, trouble, app.lang, async move {
            input.update(|i| i.file.clear());
            match files::text_of("ics-file").await {
                Some(text) => input.update(|i| i.file = text),
                None => app.say(Keeping::ImportUnreadable.text(app.lang.get_untracked()).to_owned()),
            }
            let wanted = input.get_untracked();
            preview.set(Some(api::import_calendar(app, &kept.code.get_value(), &wanted).await?));
            Ok(())
        });
    };
    // What the file makes of it stands in the form, where it can still be changed.
    let take = move |_| {
        if let Some(read) = preview.get_untracked().and_then(|view| view.input) {
            kept.draft.set(Some(read));
        }
    };
    view! {
        <details>
            <summary>{k(Keeping::ImportTitle)}</summary>
            <form class="rule-form" on:submit=look>
                <p class="soft">{k(Keeping::ImportHelp)}</p>
                <div class="line-of">
                    <label for="ics-file">{k(Keeping::ImportFile)}</label>
                    <input id="ics-file" type="file" accept=".ics,text/calendar" required/>
                </div>
                <Line id="ics-from".to_owned() label=Keeping::ValidFrom kind="date"
                    value=Signal::derive(move || input.with(|i| i.valid_from.clone())) change=move |v| input.update(|i| i.valid_from = v)/>
                <div class="line-of">
                    <label for="ics-kind">{k(Keeping::DayKind)}</label>
                    <select id="ics-kind" on:change=move |e| input.update(|i| i.kind = event_target_value(&e))>
                        {KINDS.map(|(code, name)| view! { <option value=code>{k(name)}</option> }).into_iter().take(2).views()}
                    </select>
                </div>
                <Line id="ics-decision".to_owned() label=Keeping::DayDecision
                    value=Signal::derive(move || input.with(|i| i.decision.clone().unwrap_or_default()))
                    change=move |v| input.update(|i| i.decision = Some(v).filter(|number| !number.is_empty()))/>
                <Alert trouble/>
                <div role="status">{move || preview.get().map(|view| shown(view, app.lang.get()))}</div>
                <div class="buttons">
                    <button aria-disabled=move || busy.get().to_string()>{k(Keeping::ImportRead)}</button>
                    <Show when=move || preview.with(|p| p.as_ref().is_some_and(|p| p.input.is_some()))>
                        <button type="button" class="primary" on:click=take>{k(Keeping::ImportTake)}</button>
                    </Show>
                </div>
            </form>
        </details>
    }
}

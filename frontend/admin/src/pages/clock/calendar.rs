//! One calendar: what is in force, who works by it, its versions, and writing the next one.

use super::super::{Page, forget, k};
use super::calendar_form::{CalendarForm, blank};
use super::day_list::day_list;
use super::import::Import;
use super::{WEEKDAYS, history, next_day};
use crate::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::wire::clock::{CalendarInput, CalendarView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the page is about, shared by its parts; copies are the same page.
#[derive(Clone, Copy)]
pub struct Kept {
    /// The signals of every page.
    pub app: App,
    /// Its code.
    pub code: StoredValue<String>,
    /// What the last publishing answered; newer than what was loaded.
    own: RwSignal<Option<CalendarView>>,
    loaded: Loaded<CalendarView>,
    again: RwSignal<u32>,
    /// The next version, while it is written.
    pub draft: RwSignal<Option<CalendarInput>>,
}

impl Kept {
    /// What a publishing answered.
    pub fn published(self, view: CalendarView) {
        self.app.say(Keeping::Published.text(self.app.lang.get_untracked()).to_owned());
        self.own.set(Some(view));
        self.draft.set(None);
    }

    fn view(self) -> Option<Answer<CalendarView>> {
        self.own.get().map(Ok).or_else(|| self.loaded.get())
    }

    /// There is none with this code yet.
    fn missing(self) -> bool {
        self.own.with(Option::is_none)
            && self.loaded.with(|came| matches!(came, Some(Err(trouble)) if trouble.is(ErrorCode::NotFound)))
    }
}

/// The page.
#[component]
pub fn CalendarPage(
    /// Its code.
    code: String,
) -> impl IntoView {
    let app = app();
    let code = StoredValue::new(code);
    let (own, again, draft) = (RwSignal::new(None), RwSignal::new(0), RwSignal::new(None));
    let loaded = Loaded::new(move || {
        again.track();
        code.with_value(|code| api::calendar(app, app.lang.get(), code))
    });
    let kept = Kept { app, code, own, loaded, again, draft };
    // In another language what was answered before is read anew.
    forget(own, move || app.lang.get());
    // A calendar that is not there yet is begun.
    Effect::new(move |_| {
        if kept.missing() && draft.with_untracked(Option::is_none) {
            draft.set(Some(blank(app.now.get_untracked())));
        }
    });
    view! {
        <main id="main" class="admin calendar" tabindex="-1">
            <p class="back"><a href=Place::admin("calendars").href()>{Icon::Back.view()}{k(Keeping::CalendarsTitle)}</a></p>
            <Show when=move || kept.missing()
                fallback=move || view! {
                    <Load value=move || kept.view() retry=move |()| again.update(|n| *n += 1)
                        view=move |view| view! { <There kept view/> }.into_any()/>
                }>
                <h1>{code.get_value()}</h1>
                <Show when=move || draft.with(Option::is_some)><CalendarForm kept/></Show>
            </Show>
        </main>
    }
}

#[component]
fn There(kept: Kept, view: hoiam_desk::state::known::Known<CalendarView>) -> impl IntoView {
    let lang = kept.app.lang;
    let editable = move || view.with(|v| v.row.editable);
    let writing = move || kept.draft.with(Option::is_some);
    let begin = move |_| {
        let now = kept.app.now.get_untracked();
        kept.draft.set(Some(view.with_untracked(|v| CalendarInput {
            valid_from: next_day(&v.input.valid_from, now),
            note: String::new(),
            ..v.input.clone()
        })));
    };
    view! {
        <h1>{move || view.with(|v| v.row.name.clone())}</h1>
        {move || view.with(|v| summary(v, lang.get())).into_any()}
        <Show when=editable fallback=move || view! { <p class="soft">{k(Keeping::ReadOnly)}</p> }>
            <Show when=move || !writing()>
                <p class="soft">{k(Keeping::NewVersionHelp)}</p>
                <div class="buttons"><button type="button" class="primary" on:click=begin>{k(Keeping::NewVersion)}</button></div>
                <Import kept/>
            </Show>
        </Show>
        <Show when=writing><CalendarForm kept/></Show>
        <Show when=move || !writing()>
            {move || view.with(|v| week(&v.week, lang.get())).into_any()}
            {move || view.with(|v| days(v, lang.get())).into_any()}
            <UsedBy kept view/>
            <section>
                <h2>{k(Keeping::History)}</h2>
                {move || history(view.with(|v| v.history.clone()), lang.get()).into_any()}
            </section>
        </Show>
    }
}

fn summary(view: &CalendarView, lang: Lang) -> impl IntoView + use<> {
    let row = &view.row;
    let since = fill(
        Keeping::InForceSince.text(lang),
        &[("n", &row.version.to_string()), ("date", &super::day(&row.valid_from, lang))],
    );
    let over = row.base.as_ref().map(|base| {
        let href = Page::Calendars.at(base).href();
        let text = fill(Keeping::Over.text(lang), &[("base", base)]);
        view! { <p class="soft"><a href=href>{text}</a></p> }
    });
    view! { <p><code>{row.code.clone()}</code>" · "{row.zone.clone()}" · "{since}</p>{over} }
}

fn week(week: &[Vec<String>], lang: Lang) -> impl IntoView + use<> {
    let line = |(name, hours): (Keeping, &Vec<String>)| {
        let text = if hours.is_empty() { Keeping::NoWork.text(lang).to_owned() } else { hours.join(", ") };
        view! { <tr><th scope="row">{name.text(lang)}</th><td class="left">{text}</td></tr> }
    };
    let lines = WEEKDAYS.into_iter().zip(week).map(line).views();
    view! {
        <section>
            <h2>{Keeping::Week.text(lang)}</h2>
            <table class="numbers week"><tbody>{lines}</tbody></table>
        </section>
    }
}

fn days(view: &CalendarView, lang: Lang) -> impl IntoView + use<> {
    let inherited = view.inherited.clone();
    let below = fill(Keeping::DaysInherited.text(lang), &[("n", &inherited.len().to_string())]);
    view! {
        <section>
            <h2>{Keeping::Days.text(lang)}</h2>
            {day_list(view.input.exceptions.clone(), lang)}
            {(!inherited.is_empty()).then(|| view! {
                <details><summary>{below}</summary>{day_list(inherited, lang)}</details>
            })}
        </section>
    }
}

/// Which agencies name it.
#[component]
fn UsedBy(kept: Kept, view: hoiam_desk::state::known::Known<CalendarView>) -> impl IntoView {
    let app = kept.app;
    let codes = move |v: &CalendarView| v.row.agencies.iter().map(|a| a.code.clone()).collect::<Vec<_>>().join("\n");
    let text = RwSignal::new(view.with_untracked(codes));
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let save = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let wanted = text.with_untracked(|text| text.split_whitespace().map(str::to_owned).collect());
        spawn_local(async move {
            let code = kept.code.get_value();
            match api::assign_calendar(app, &code, wanted).await {
                Ok(_) => {
                    app.say(Keeping::UsedBySaved.text(app.lang.get_untracked()).to_owned());
                    kept.own.set(None);
                    kept.again.update(|n| *n += 1);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
            busy.set(false);
        });
    };
    view! {
        <section>
            <h2>{k(Keeping::UsedBy)}</h2>
            {move || {
                let names = view.with(|v| v.row.agencies.iter().map(|a| a.name.clone()).collect::<Vec<_>>());
                match names.is_empty() {
                    true => view! { <p class="soft">{k(Keeping::UsedByNone)}</p> }.into_any(),
                    false => view! { <ul>{names.into_iter().map(|name| view! { <li>{name}</li> }).views()}</ul> }.into_any(),
                }
            }}
            <Show when=move || view.with(|v| v.row.editable)>
                <details>
                    <summary>{k(Keeping::UsedBySave)}</summary>
                    <Alert trouble/>
                    <label for="used-by" class="soft">{k(Keeping::UsedByHelp)}</label>
                    <textarea id="used-by" rows="4" spellcheck="false" prop:value=text on:input=move |e| text.set(event_target_value(&e))></textarea>
                    <div class="buttons">
                        <button type="button" on:click=save aria-disabled=move || busy.get().to_string()>{k(Keeping::UsedBySave)}</button>
                    </div>
                </details>
            </Show>
        </section>
    }
}

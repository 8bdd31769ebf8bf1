//! Deadline policies in the order in which they are asked: read, moved, changed.

use super::super::{Back, forget, k};
use super::policy_form::{PolicyForm, blank};
use super::{history, next_day, run};
use crate::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_desk::state::{App, app, nav};
use hoiam_kit::Trouble;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::keeping::Keeping;
use hoiam_shared::wire::clock::{PolicyInput, PolicyList, PolicyRow};
use leptos::prelude::*;

/// What is being written.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Code; empty for a new one, which is given it in the form.
    pub code: String,
    /// The version it begins with.
    pub input: PolicyInput,
}

/// The page as its parts share it; copies are the same page.
#[derive(Clone, Copy)]
pub struct Policies {
    /// The signals of every page.
    pub app: App,
    loaded: Loaded<PolicyList>,
    /// What the last publishing answered; newer than what was loaded.
    own: RwSignal<Option<PolicyList>>,
    /// Being written.
    pub draft: RwSignal<Option<Draft>>,
    /// What went wrong outside of the form.
    trouble: RwSignal<Option<Trouble>>,
    busy: RwSignal<bool>,
}

impl Policies {
    fn view(self) -> Option<Answer<PolicyList>> {
        self.own.get().map(Ok).or_else(|| self.loaded.get())
    }

    /// What a publishing answered.
    pub fn published(self, list: PolicyList, said: String) {
        self.app.say(said);
        self.own.set(Some(list));
        self.draft.set(None);
    }

    /// The next version, as it begins.
    fn next(self, row: &PolicyRow) -> PolicyInput {
        let valid_from = next_day(&row.input.valid_from, self.app.now.get_untracked());
        PolicyInput { valid_from, note: String::new(), ..row.input.clone() }
    }

    /// Moves a policy by one place: a version of its own, since the order decides as much as the words.
    fn shift(self, row: &PolicyRow, by: isize) {
        let Some(to) = row.input.place.and_then(|place| place.checked_add_signed(by)) else { return };
        let lang = self.app.lang.get_untracked();
        let input = PolicyInput { place: Some(to), ..self.next(row) };
        let code = row.code.clone();
        let said = fill(Keeping::PolicyMoved.text(lang), &[("n", &(to + 1).to_string())]);
        run(self.busy, self.trouble, self.app.lang, async move {
            let list = api::publish_policy(self.app, &code, &input).await?;
            self.published(list, said);
            request_animation_frame(move || {
                nav::focus(&format!("policy-{code}"));
            });
            Ok(())
        });
    }
}

/// The page.
#[component]
pub fn PoliciesPage() -> impl IntoView {
    let app = app();
    let (own, again, draft) = (RwSignal::new(None), RwSignal::new(0), RwSignal::new(None));
    let loaded = Loaded::new(move || {
        again.track();
        api::policies(app, app.lang.get())
    });
    let (trouble, busy) = (RwSignal::new(None), RwSignal::new(false));
    let page = Policies { app, loaded, own, draft, trouble, busy };
    // In another language what was answered before is read anew.
    forget(own, move || app.lang.get());
    view! {
        <main id="main" class="admin policies" tabindex="-1">
            <Back/>
            <h1>{k(Keeping::PoliciesTitle)}</h1>
            <p>{k(Keeping::PoliciesIntro)}</p>
            <Alert trouble/>
            <Load value=move || page.view() retry=move |()| again.update(|n| *n += 1) view=move |list| {
                view! { <List page list/> }.into_any()
            }/>
        </main>
    }
}

#[component]
fn List(page: Policies, list: Known<PolicyList>) -> impl IntoView {
    let editable = Known::new(move || list.with(|l| l.editable));
    let new = move |_| page.draft.set(Some(Draft { code: String::new(), input: blank(page.app.now.get_untracked()) }));
    let writing_new = move || page.draft.with(|draft| draft.as_ref().is_some_and(|draft| draft.code.is_empty()));
    view! {
        <Show when=move || editable.get() fallback=move || view! { <p class="soft">{k(Keeping::ReadOnly)}</p> }>
            <p class="soft">{k(Keeping::NewVersionHelp)}</p>
            <div class="buttons"><button type="button" on:click=new>{k(Keeping::PolicyNew)}</button></div>
        </Show>
        <Show when=writing_new><PolicyForm page/></Show>
        <ol class="rule-list" role="list">
            <For each=move || list.with(|l| l.policies.clone()) key=|row| (row.code.clone(), row.input.place, row.version, row.name.clone()) let(row)>
                <Row page row editable/>
            </For>
        </ol>
    }
}

#[component]
fn Row(page: Policies, row: PolicyRow, editable: Known<bool>) -> impl IntoView {
    let lang = page.app.lang;
    let row = StoredValue::new(row);
    let code = row.with_value(|row| row.code.clone());
    let id = format!("policy-{code}");
    let editing = move || page.draft.with(|d| d.as_ref().is_some_and(|d| row.with_value(|row| row.code == d.code)));
    let edit = move |_| {
        page.draft.set(Some(row.with_value(|row| Draft { code: row.code.clone(), input: page.next(row) })));
    };
    let named = move |what: Keeping| format!("{}: {}", what.text(lang.get()), row.with_value(|row| row.name.clone()));
    let place = row.with_value(|row| row.input.place.unwrap_or_default());
    let on = row.with_value(|row| row.input.enabled);
    view! {
        <li class=if on { "rule" } else { "rule off" } id=id tabindex="-1">
            <div class="what">
                <p class="line">
                    <span class="place">{place + 1}</span>
                    <strong>{row.with_value(|row| row.name.clone())}</strong>
                    {(!on).then(|| view! { <span class="pill">{k(Keeping::PolicyOff)}</span> })}
                    {row.with_value(|row| row.input.appeals).then(|| view! { <span class="pill">{k(Keeping::PolicyForAppeals)}</span> })}
                </p>
                <p><code>{row.with_value(|row| row.input.matches.clone())}</code></p>
                <ul>{row.with_value(|row| row.promises.clone()).into_iter().map(|text| view! { <li>{text}</li> }).views()}</ul>
                {row.with_value(|row| row.input.appeal_days).map(|days| view! { <p>{move || fill(Keeping::PolicyAppealTerm.text(lang.get()), &[("n", &days.to_string())])}</p> })}
                <p class="soft">{row.with_value(|row| row.input.source.clone())}</p>
                {row.with_value(|row| row.input.check_before_use).then(|| view! {
                    <ul class="flags"><li>{Icon::Alert.view()}{k(Keeping::PolicyCheck)}</li></ul>
                })}
                {row.with_value(|row| (!row.warnings.is_empty()).then(|| row.warnings.clone())).map(|warnings| view! {
                    <ul class="flags">{warnings.into_iter().map(|text| view! { <li>{Icon::Alert.view()}{text}</li> }).views()}</ul>
                })}
                <details>
                    <summary>{k(Keeping::History)}</summary>
                    {move || history(row.with_value(|row| row.history.clone()), lang.get()).into_any()}
                </details>
            </div>
            <Show when=move || editable.get()>
                <div class="buttons">
                    <button type="button" on:click=edit aria-label=move || named(Keeping::PolicyEdit)>{k(Keeping::PolicyEdit)}</button>
                    <button type="button" on:click=move |_| row.with_value(|row| page.shift(row, -1)) disabled=place == 0
                        aria-label=move || named(Keeping::PolicyUp)>"↑"</button>
                    <button type="button" on:click=move |_| row.with_value(|row| page.shift(row, 1))
                        aria-label=move || named(Keeping::PolicyDown)>"↓"</button>
                </div>
            </Show>
            <Show when=editing><PolicyForm page/></Show>
        </li>
    }
}

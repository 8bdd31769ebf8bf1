//! The form of one rule, and trying it on past cases before it is saved.

use super::super::line::Line;
use super::super::r;
use super::trial::Trial;
use super::{Rules, input_of};
use hoiam_desk::parts::show::Show;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::nav;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::limits;
use hoiam_shared::wire::routing::{RuleInput, RuleView};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;

/// The form.
#[component]
pub fn RuleForm(
    /// The page.
    rules: Rules,
    /// The rule that is changed; `None` makes a new one.
    rule: Option<RuleView>,
    /// The reader may save it; trying is for everybody who reads rules.
    may_change: Known<bool>,
) -> impl IntoView {
    let id = rule.as_ref().map(|rule| rule.id);
    let empty = || RuleInput {
        query: String::new(),
        target: String::new(),
        name_vi: String::new(),
        name_en: String::new(),
        active: true,
    };
    let input = RwSignal::new(rule.as_ref().map_or_else(empty, input_of));
    let name = |field: &str| format!("{field}-{}", id.map_or_else(|| "new".to_owned(), |id| id.to_string()));
    let first = name("rule-query");
    let focus = first.clone();
    request_animation_frame(move || {
        nav::focus(&focus);
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if may_change.get_untracked() {
            rules.save(id, input.get_untracked());
        }
    };
    let close = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            event.stop_propagation();
            rules.editing.set(None);
        }
    };
    view! {
        <form class="rule-form" on:submit=submit on:keydown=close>
            <Line id=first label=Routing::RuleQuery help=Routing::RuleQueryHelp required=true most=limits::QUERY_CHARS
                value=Signal::derive(move || input.with(|i| i.query.clone())) change=move |v| input.update(|i| i.query = v)/>
            <Line id=name("rule-target") label=Routing::RuleTarget help=Routing::RuleTargetHelp required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.target.clone())) change=move |v| input.update(|i| i.target = v)/>
            <Line id=name("rule-vi") label=Routing::RuleNameVi required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.name_vi.clone())) change=move |v| input.update(|i| i.name_vi = v)/>
            <Line id=name("rule-en") label=Routing::RuleNameEn required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.name_en.clone())) change=move |v| input.update(|i| i.name_en = v)/>
            <label class="check">
                <input type="checkbox" prop:checked=move || input.with(|i| i.active)
                    on:change=move |e| input.update(|i| i.active = event_target_checked(&e))/>
                {r(Routing::RuleActive)}
            </label>
            <Trial input id/>
            <div class="buttons">
                <Show when=move || may_change.get()>
                    <button class="primary" aria-disabled=move || rules.busy.get().to_string()>{r(Routing::RuleSave)}</button>
                </Show>
                <button type="button" on:click=move |_| rules.editing.set(None)>{r(Routing::RuleCancel)}</button>
            </div>
        </form>
    }
}

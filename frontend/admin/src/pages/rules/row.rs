//! One rule: what it does, what is wrong with it, and the buttons to change, move and switch it.

use super::super::r;
use super::form::RuleForm;
use super::{Rules, input_of};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{RuleInput, RuleView};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

/// The id of the element of a rule.
pub fn id_of(rule: i64) -> String {
    format!("rule-{rule}")
}

/// The row.
#[component]
pub fn Row(
    /// The page.
    rules: Rules,
    /// The rule.
    rule: RuleView,
    /// Its place, from 0.
    place: usize,
    /// The reader may change it.
    may_change: Known<bool>,
) -> impl IntoView {
    let lang = app().lang;
    let id = rule.id;
    let rule = StoredValue::new(rule);
    let name = move || {
        rule.with_value(|rule| if lang.get() == Lang::Vi { rule.name_vi.clone() } else { rule.name_en.clone() })
    };
    let key = move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => -1,
            "ArrowDown" if event.alt_key() => 1,
            _ => return,
        };
        event.prevent_default();
        if may_change.get_untracked() {
            rules.shift(id, by);
        }
    };
    let switch = move |_| {
        let input = rule.with_value(input_of);
        rules.save(Some(id), RuleInput { active: !input.active, ..input });
    };
    let active = rule.with_value(|rule| rule.active);
    let editing = move || rules.editing.get() == Some(Some(id));
    view! {
        <li class=if active { "rule" } else { "rule off" } id=id_of(id) tabindex="-1" on:keydown=key>
            <div class="what">
                <p class="line">
                    <span class="place" aria-label=move || fill(Routing::RulePlace.text(lang.get()), &[("n", &(place + 1).to_string())])>{place + 1}</span>
                    <strong>{name}</strong>
                    {(!active).then(|| view! { <span class="pill">{r(Routing::RuleInactive)}</span> })}
                </p>
                <p><code>{rule.with_value(|rule| rule.query.clone())}</code></p>
                <p>"→ "{rule.with_value(|rule| rule.target_name.clone())}</p>
                <p class="soft">{move || rule.with_value(|rule| made(rule, lang.get()))}{move || used(rules, id, lang.get())}</p>
                {move || findings(rules, id)}
            </div>
            <div class="buttons">
                <button type="button" on:click=move |_| rules.editing.set(Some(Some(id)))
                    aria-label=move || named(edit(may_change), &name(), lang.get())>{move || edit(may_change).text(lang.get())}</button>
                <Show when=move || may_change.get()>
                    <button type="button" on:click=move |_| rules.shift(id, -1) disabled=place == 0 aria-keyshortcuts="Alt+ArrowUp"
                        aria-label=move || named(Routing::RuleUp, &name(), lang.get())>"↑"</button>
                    <button type="button" on:click=move |_| rules.shift(id, 1) aria-keyshortcuts="Alt+ArrowDown"
                        aria-label=move || named(Routing::RuleDown, &name(), lang.get())>"↓"</button>
                    <button type="button" on:click=switch
                        aria-label=move || named(if active { Routing::RuleDeactivate } else { Routing::RuleActivate }, &name(), lang.get())>
                        {r(if active { Routing::RuleDeactivate } else { Routing::RuleActivate })}
                    </button>
                </Show>
            </div>
            <Show when=editing><RuleForm rules rule=Some(rule.get_value()) may_change/></Show>
        </li>
    }
}

/// Who may not change a rule may still try how another would do.
fn edit(may_change: Known<bool>) -> Routing {
    if may_change.get() { Routing::RuleEdit } else { Routing::TryTitle }
}

/// "Sửa: Rác thải": the name holds what is seen.
fn named(what: Routing, name: &str, lang: Lang) -> String {
    format!("{}: {name}", what.text(lang))
}

fn made(rule: &RuleView, lang: Lang) -> String {
    let version = fill(Routing::RuleVersion.text(lang), &[("n", &rule.number.to_string())]);
    match (&rule.changed_by, rule.changed_at) {
        (Some(who), Some(at)) => {
            let by = fill(Routing::RuleChangedBy.text(lang), &[("who", who), ("date", &dates::date_time(at, lang))]);
            format!("{version} · {by}")
        }
        _ => version,
    }
}

fn used(rules: Rules, id: i64, lang: Lang) -> Option<String> {
    let lint = rules.lint.good()?;
    let used = lint.used.iter().find(|used| used.rule == id)?;
    let (matched, first) = (used.matched.to_string(), used.first.to_string());
    Some(format!(" · {}", fill(Routing::Used.text(lang), &[("matched", &matched), ("first", &first)])))
}

fn findings(rules: Rules, id: i64) -> Option<impl IntoView> {
    let lint = rules.lint.good()?;
    let mine: Vec<String> = lint.findings.into_iter().filter(|f| f.rule == id).map(|f| f.text).collect();
    (!mine.is_empty()).then(|| {
        view! {
            <ul class="flags">
                {mine.into_iter().map(|text| view! { <li>{Icon::Alert.view()}{text}</li> }).views()}
            </ul>
        }
    })
}

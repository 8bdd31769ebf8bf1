//! What is wrong with the rules as a whole, and who passes cases on to whom.

use super::super::r;
use super::Rules;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{BouncePair, RuleLint};
use leptos::prelude::*;

/// The section; findings stand beside their rules, here is how many there are.
#[component]
pub fn Lint(
    /// The page.
    rules: Rules,
) -> impl IntoView {
    view! {
        <section aria-labelledby="lint-title">
            <h2 id="lint-title">{r(Routing::LintTitle)}</h2>
            <Load value=move || rules.lint.get() retry=move |()| rules.asked.update(|n| *n += 1) view=move |lint| {
                view! { <Found lint rules/> }.into_any()
            }/>
        </section>
    }
}

#[component]
fn Found(lint: Known<RuleLint>, rules: Rules) -> impl IntoView {
    let lang = app().lang;
    let name = move |id: i64| {
        let Some(Ok(view)) = rules.view() else { return String::new() };
        let rule = view.rules.into_iter().find(|rule| rule.id == id);
        rule.map(|rule| if lang.get() == hoiam_shared::Lang::Vi { rule.name_vi } else { rule.name_en })
            .unwrap_or_default()
    };
    let all = move || {
        let findings = lint.with(|l| l.findings.clone());
        if findings.is_empty() {
            return view! { <p>{r(Routing::LintNone)}</p> }.into_any();
        }
        let one = |f: hoiam_shared::wire::routing::FindingView| {
            let href = format!("#{}", super::row::id_of(f.rule));
            view! { <li><a href=href>{name(f.rule)}</a>": "{f.text}</li> }
        };
        let many = fill(Routing::LintMany.text(lang.get()), &[("n", &findings.len().to_string())]);
        view! {
            <details>
                <summary>{many}</summary>
                <ul class="findings">{findings.into_iter().map(one).views()}</ul>
            </details>
        }
        .into_any()
    };
    view! {
        <p class="soft">{move || fill(Routing::LintBasis.text(lang.get()), &[("n", &lint.with(|l| l.cases).to_string())])}</p>
        {all}
    }
}

/// Who passes cases on to whom, where that is known.
#[component]
pub fn Pairs(
    /// The page.
    rules: Rules,
) -> impl IntoView {
    view! { <Show when=move || rules.lint.good().is_some()><Passed rules/></Show> }
}

#[component]
fn Passed(rules: Rules) -> impl IntoView {
    let pairs = Known::new(move || rules.lint.good().map(|lint| lint.pairs).unwrap_or_default());
    let line = |pair: BouncePair| {
        view! {
            <tr><th scope="row">{pair.from.name}</th><td class="left">{pair.to.name}</td><td>{pair.cases}</td><td>{pair.back}</td></tr>
        }
    };
    let rows = move || pairs.get().into_iter().map(line).views();
    view! {
        <section aria-labelledby="pairs-title">
        <h2 id="pairs-title">{r(Routing::PairsTitle)}</h2>
        <Show when=move || pairs.with(Vec::is_empty)><p class="soft">{r(Routing::PairsNone)}</p></Show>
        <Show when=move || !pairs.with(Vec::is_empty)>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="pairs-title">
                <table class="numbers">
                    <caption>{r(Routing::PairsTitle)}</caption>
                    <thead><tr>
                        <th scope="col">{r(Routing::PairsFrom)}</th>
                        <th scope="col" class="left">{r(Routing::PairsTo)}</th>
                        <th scope="col">{r(Routing::PairsCases)}</th>
                        <th scope="col">{r(Routing::PairsBack)}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Show>
        </section>
    }
}

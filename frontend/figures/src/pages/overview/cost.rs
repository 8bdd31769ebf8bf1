//! What people were spared who could file from where they were: the formula with its numbers, each of which can be changed.

use crate::pure::{amount, count, decimal, tenths_from};
use hoiam_desk::state::known::Known;
use hoiam_desk::state::{app, storage};
use hoiam_shared::catalogue::figures::Figures;
use hoiam_shared::catalogue::fill;
use hoiam_shared::cost::Cost;
use hoiam_shared::wire::indicators::IndicatorsView;
use leptos::prelude::*;

const DAYS: &str = "hoiam.cost.days";
const WAGE: &str = "hoiam.cost.wage";

/// The estimate.
#[component]
pub fn Saved(
    /// The figures: who filed in the period.
    view: Known<IndicatorsView>,
) -> impl IntoView {
    let app = app();
    let f = move |key: Figures| move || key.text(app.lang.get());
    // Until somebody says otherwise everybody who filed is one of the people.
    let said = RwSignal::new(None::<String>);
    let people = move || said.get().unwrap_or_else(|| view.with(|v| v.total.received.value.to_string()));
    let assumed = || decimal(Cost::ASSUMED_DAYS as i64, app.lang.get_untracked());
    let days = RwSignal::new(storage::get(DAYS).unwrap_or_else(assumed));
    let wage = RwSignal::new(storage::get(WAGE).unwrap_or_else(|| Cost::ASSUMED_WAGE.to_string()));
    let input = move |id: &'static str, label: Figures, value: Signal<String>, change: Callback<String>| {
        view! {
            <label for=id>{f(label)}</label>
            <input id=id inputmode="decimal" autocomplete="off" prop:value=move || value.get()
                on:input=move |event| change.run(event_target_value(&event))/>
        }
    };
    let kept = move |signal: RwSignal<String>, name: &'static str| {
        Callback::new(move |value: String| {
            storage::set(name, &value);
            signal.set(value);
        })
    };
    let formula = move || {
        let lang = app.lang.get();
        let cost = Cost {
            people: people().trim().parse().ok()?,
            tenths_of_days: tenths_from(&days.get())?,
            wage: wage.get().trim().parse().ok()?,
        };
        let number = |n: u64| count(i64::try_from(n).unwrap_or(i64::MAX), lang);
        let values = [
            ("people", number(cost.people)),
            ("days", decimal(i64::try_from(cost.tenths_of_days).ok()?, lang)),
            ("wage", number(cost.wage)),
            ("whole", amount(cost.whole()?, lang)),
        ];
        Some(fill(Figures::CostFormula.text(lang), &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
    };
    view! {
        <section class="cost" aria-labelledby="cost-title">
            <h2 id="cost-title">{f(Figures::CostTitle)}</h2>
            <p class="soft">{f(Figures::CostMeans)}</p>
            <div class="narrow-by">
                {input("cost-people", Figures::CostPeople, Signal::derive(people), Callback::new(move |v| said.set(Some(v))))}
                {input("cost-days", Figures::CostDays, days.into(), kept(days, DAYS))}
                {input("cost-wage", Figures::CostWage, wage.into(), kept(wage, WAGE))}
            </div>
            <p role="status">
                <strong>{move || formula().unwrap_or_else(|| Figures::CostWrong.text(app.lang.get()).to_owned())}</strong>
            </p>
        </section>
    }
}

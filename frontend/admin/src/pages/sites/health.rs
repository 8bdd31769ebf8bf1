//! How a site did in the last days: what the numbers mean in a sentence each, then the numbers.

use super::site::Kept;
use hoiam_desk::parts::views::Views;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::sites::SitePage as T;
use hoiam_shared::wire::sites::SiteDay;
use leptos::prelude::*;

/// One of the numbers of a day.
type Number = fn(&SiteDay) -> u64;

/// What is counted, under which heading, and whether some of it is trouble.
const COUNTED: [(T, Number, bool); 8] = [
    (T::Loads, |day| day.loads, false),
    (T::Opened, |day| day.opened, false),
    (T::Plain, |day| day.plain, false),
    (T::Filed, |day| day.filed, false),
    (T::Refused, |day| day.refused, false),
    (T::Fell, |day| day.fell, true),
    (T::Foreign, |day| day.foreign, true),
    (T::Failed, |day| day.failed, true),
];

/// The section.
pub fn health(kept: Kept, lang: Lang) -> AnyView {
    let days = kept.there.with(|site| site.as_ref().map(|site| site.days.clone())).unwrap_or_default();
    let sum = |get: fn(&SiteDay) -> u64| days.iter().map(get).sum::<u64>();
    let quiet = COUNTED.iter().all(|(_, get, _)| sum(*get) == 0);
    let mut sentences: Vec<T> = Vec::new();
    for (get, sentence) in [
        ((|day| day.foreign) as Number, T::HealthForeign),
        (|day| day.fell, T::HealthFell),
        (|day| day.failed, T::HealthFailed),
    ] {
        if sum(get) > 0 {
            sentences.push(sentence);
        }
    }
    let troubled = !sentences.is_empty();
    if !troubled {
        sentences.push(if quiet { T::HealthQuiet } else { T::HealthGood });
    }
    let cell = |n: u64, bad: bool| {
        let class = if bad && n > 0 { "bad" } else { "" };
        view! { <td class=class>{n}</td> }
    };
    let row = |day: SiteDay| {
        let date = day.day.split('-').rev().collect::<Vec<_>>().join("/");
        let cells = COUNTED.iter().map(|(_, get, bad)| cell(get(&day), *bad)).views();
        view! { <tr><th scope="row">{date}</th>{cells}</tr> }
    };
    let sums = COUNTED.iter().map(|(_, get, bad)| cell(sum(*get), *bad)).views();
    let head = COUNTED.iter().map(|(label, ..)| view! { <th scope="col">{label.text(lang)}</th> }).views();
    view! {
        <section aria-labelledby="health-title">
            <h2 id="health-title">{T::HealthTitle.text(lang)}</h2>
            <ul class=if troubled { "trouble" } else { "soft" }>{sentences.into_iter().map(|t| view! { <li>{t.text(lang)}</li> }).views()}</ul>
            {(!quiet).then(|| view! {
                <details>
                    <summary>{T::Day.text(lang)}</summary>
                    <div class="scroll" tabindex="0" role="region" aria-labelledby="health-title"><table class="numbers">
                        <caption>{T::HealthTitle.text(lang)}</caption>
                        <thead><tr><th scope="col">{T::Day.text(lang)}</th>{head}</tr></thead>
                        <tbody><tr class="sum"><th scope="row">"Σ"</th>{sums}</tr>{days.into_iter().map(row).views()}</tbody>
                    </table></div>
                </details>
            })}
            <p class="soft">{T::HealthIntro.text(lang)}</p>
        </section>
    }
    .into_any()
}

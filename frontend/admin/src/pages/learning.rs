//! How the learned suggestion does: how often it is right, whether its probabilities can be believed, what it confuses,
//! and from when on it counts.

use super::{Back, forget, percent, r};
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::request::Answer;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::routing::Routing;
use hoiam_shared::wire::routing::{CalibrationBar, LearningView, ModelView, ThresholdsInput};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn LearningPage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0);
    let own = RwSignal::new(None::<LearningView>);
    let loaded = Loaded::new(move || {
        again.track();
        api::learning(app, app.lang.get())
    });
    let value = move || -> Option<Answer<LearningView>> { own.get().map(Ok).or_else(|| loaded.get()) };
    // In another language what was answered before is read anew.
    forget(own, move || app.lang.get());
    view! {
        <main id="main" class="admin learning" tabindex="-1">
            <Back/>
            <h1>{r(Routing::LearningTitle)}</h1>
            <p>{r(Routing::LearningIntro)}</p>
            <Load value=value retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! {
                    {move || match view.with(|v| v.model.clone()) {
                        None => view! { <p class="banner">{r(Routing::LearningNone)}</p> }.into_any(),
                        Some(model) => whole(model, app.lang.get()).into_any(),
                    }}
                    <Thresholds view own/>
                    <Trials view/>
                }.into_any()
            }/>
        </main>
    }
}

fn whole(model: ModelView, lang: Lang) -> impl IntoView {
    let values = [
        ("date", dates::date_time(model.made_at, lang)),
        ("cases", model.cases.to_string()),
        ("judged", model.judged.to_string()),
        ("from", dates::date_time(model.judged_from, lang)),
    ];
    let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
    let coverage = format!("{} · {}", percent(model.coverage, lang), percent(model.precision, lang));
    let figure = |name: Routing, value: String, means: Routing| {
        view! { <div><dt>{name.text(lang)}</dt><dd><strong>{value}</strong><p class="soft">{means.text(lang)}</p></dd></div> }
    };
    view! {
        <p class="soft">{fill(Routing::LearningMade.text(lang), &values)}</p>
        <dl class="pairs">
            {figure(Routing::Accuracy, percent(model.accuracy, lang), Routing::AccuracyMeans)}
            {figure(Routing::MacroF1, percent(model.macro_f1, lang), Routing::MacroF1Means)}
            {figure(Routing::Coverage, coverage, Routing::CoverageMeans)}
        </dl>
        {calibration(&model.calibration, model.calibration_error, lang)}
        {destinations(&model, lang)}
        {confusion(&model, lang)}
    }
}

/// Two bars for each step: what was said, what was seen. The numbers stand beside them.
fn calibration(bars: &[CalibrationBar], error: f64, lang: Lang) -> impl IntoView + use<> {
    let bar = |share: f64, class: &'static str| {
        view! { <span class=class style:width=format!("{:.1}%", share * 100.0) aria-hidden="true"></span> }
    };
    let line = |b: &CalibrationBar| {
        view! {
            <tr>
                <th scope="row" class="curve">{bar(b.said, "said")}{bar(b.seen, "seen")}</th>
                <td>{percent(b.said, lang)}</td><td>{percent(b.seen, lang)}</td><td>{b.cases}</td>
            </tr>
        }
    };
    let lines = bars.iter().map(line).views();
    let error = fill(Routing::CalibrationError.text(lang), &[("percent", &percent(error, lang))]);
    view! {
        <section aria-labelledby="calibration-title">
            <h2 id="calibration-title">{Routing::CalibrationTitle.text(lang)}</h2>
            <p class="soft">{error}</p>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="calibration-title">
                <table class="numbers">
                    <caption>{Routing::CalibrationTitle.text(lang)}</caption>
                    <thead><tr>
                        <td></td>
                        <th scope="col">{Routing::CalibrationSaid.text(lang)}</th>
                        <th scope="col">{Routing::CalibrationSeen.text(lang)}</th>
                        <th scope="col">{Routing::TryCases.text(lang)}</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

fn destinations(model: &ModelView, lang: Lang) -> impl IntoView + use<> {
    let lines = model.labels.iter().map(|l| {
        view! {
            <tr><th scope="row">{l.name.clone()}</th><td>{l.cases}</td><td>{percent(l.precision, lang)}</td>
                <td>{percent(l.recall, lang)}</td><td>{percent(l.f1, lang)}</td></tr>
        }
    });
    let lines = lines.views();
    view! {
        <section aria-labelledby="destinations-title">
            <h2 id="destinations-title">{Routing::DestinationsTitle.text(lang)}</h2>
            <div class="scroll" tabindex="0" role="region" aria-labelledby="destinations-title">
                <table class="numbers">
                    <caption>{Routing::DestinationsTitle.text(lang)}</caption>
                    <thead><tr>
                        <th scope="col">{Routing::Destination.text(lang)}</th>
                        <th scope="col">{Routing::TryCases.text(lang)}</th>
                        <th scope="col">{Routing::Precision.text(lang)}</th>
                        <th scope="col">{Routing::Recall.text(lang)}</th>
                        <th scope="col">"F1"</th>
                    </tr></thead>
                    <tbody>{lines}</tbody>
                </table>
            </div>
        </section>
    }
}

fn confusion(model: &ModelView, lang: Lang) -> Option<impl IntoView + use<>> {
    let lines: Vec<_> = model
        .confusion
        .iter()
        .map(|c| view! { <tr><th scope="row">{c.right.clone()}</th><td class="left">{c.said.clone()}</td><td>{c.cases}</td></tr> })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section aria-labelledby="confusion-title">
                <h2 id="confusion-title">{Routing::ConfusionTitle.text(lang)}</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="confusion-title">
                    <table class="numbers">
                        <caption>{Routing::ConfusionTitle.text(lang)}</caption>
                        <thead><tr>
                            <th scope="col">{Routing::ConfusionRight.text(lang)}</th>
                            <th scope="col" class="left">{Routing::ConfusionSaid.text(lang)}</th>
                            <th scope="col">{Routing::TryCases.text(lang)}</th>
                        </tr></thead>
                        <tbody>{lines}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

/// From when on it counts.
#[component]
fn Thresholds(view: Known<LearningView>, own: RwSignal<Option<LearningView>>) -> impl IntoView {
    let app = app();
    let (shows, routes) = view.with_untracked(|v| (v.shows_at / 10, v.routes_at / 10));
    let (shows, routes) = (RwSignal::new(shows.to_string()), RwSignal::new(routes.to_string()));
    let trouble = RwSignal::new(None::<Trouble>);
    let saved = RwSignal::new(false);
    let fixed = move || !view.with(|v| v.may_change);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let thousandths = |text: String| text.trim().parse::<u16>().map_or(0, |n| n.saturating_mul(10));
        let input = ThresholdsInput {
            shows_at: thousandths(shows.get_untracked()),
            routes_at: thousandths(routes.get_untracked()),
        };
        trouble.set(None);
        spawn_local(async move {
            match api::thresholds(app, &input).await {
                Ok(view) => {
                    app.say(Routing::ThresholdSaved.text(app.lang.get_untracked()));
                    own.set(Some(view));
                    saved.set(true);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let field = move |label: Routing, value: RwSignal<String>| {
        let change = move |event| {
            saved.set(false);
            value.set(event_target_value(&event));
        };
        view! {
            <label>{r(label)}
                <input type="number" min="1" max="100" required disabled=fixed prop:value=value on:input=change/></label>
        }
    };
    view! {
        <form class="period" on:submit=submit>
            {field(Routing::ThresholdShows, shows)}
            {field(Routing::ThresholdRoutes, routes)}
            <Show when=move || !fixed()><button>{r(Routing::RuleSave)}</button></Show>
        </form>
        <Show when=move || saved.get()><p class="soft">{r(Routing::ThresholdSaved)}</p></Show>
        <Alert trouble/>
    }
}

/// New models against the one in use.
#[component]
fn Trials(view: Known<LearningView>) -> impl IntoView {
    let app = app();
    let rows = move || {
        let lang = app.lang.get();
        let line = |t: hoiam_shared::wire::routing::TrialRow| {
            let result = if t.replaced { Routing::TrialReplaced } else { Routing::TrialKept };
            view! {
                <tr><th scope="row">{dates::date_time(t.at, lang)}</th><td>{t.cases}</td><td>{percent(t.challenger, lang)}</td>
                    <td>{t.champion.map_or_else(|| "–".to_owned(), |c| percent(c, lang))}</td><td class="left">{result.text(lang)}</td></tr>
            }
        };
        view.with(|v| v.trials.clone()).into_iter().map(line).views()
    };
    view! {
        <Show when=move || !view.with(|v| v.trials.is_empty())>
            <section aria-labelledby="trials-title">
                <h2 id="trials-title">{r(Routing::TrialsTitle)}</h2>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="trials-title">
                    <table class="numbers">
                        <caption>{r(Routing::TrialsTitle)}</caption>
                        <thead><tr>
                            <th scope="col">{r(Routing::When)}</th>
                            <th scope="col">{r(Routing::TryCases)}</th>
                            <th scope="col">{r(Routing::TrialChallenger)}</th>
                            <th scope="col">{r(Routing::TrialChampion)}</th>
                            <th scope="col" class="left">{r(Routing::Result)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </section>
        </Show>
    }
}

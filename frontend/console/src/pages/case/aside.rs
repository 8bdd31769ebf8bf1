//! What is known about a case besides its words: facts, cases that read alike.

use super::File;
use crate::parts::due::Due;
use crate::state::{api, drafts};
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, filled_f, t, tf};
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::console::{self, Desk};
use hoiam_shared::catalogue::finding::Finding;
use hoiam_shared::wire::case::CaseView;
use hoiam_shared::wire::search::{MergedView, SimilarView};
use leptos::prelude::*;

/// The facts.
#[component]
pub fn Facts(
    /// Whose.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let facts = move || {
        let lang = app.lang.get();
        let v = view.get();
        let row = v.row;
        let nobody = Desk::NobodyYet.text(lang);
        let times = |n: u32| (n > 0).then(|| n.to_string());
        let all = [
            (Desk::Kind, Some(row.kind.name(lang).to_owned())),
            (Desk::Agency, row.agency.map(|a| a.name)),
            (Desk::Assignee, Some(row.assignee.unwrap_or_else(|| nobody.to_owned()))),
            (Desk::RouteWhy, Some(v.route_why)),
            (Desk::Category, row.category),
            (Desk::Area, row.area),
            (Desk::Address, v.address),
            (Desk::ChannelLabel, Some(v.channel.name(lang).to_owned())),
            (Desk::FiledAt, Some(dates::date_time(row.received_at, lang))),
            (Desk::Transfers, times(v.transfers)),
            (Desk::Reopened, times(v.reopened)),
            (Desk::Rating, v.rating.map(|stars| format!("{stars}/5"))),
        ];
        all.into_iter()
            .filter_map(|(key, value)| value.filter(|v| !v.is_empty()).map(|v| (key, v)))
            .map(|(key, value)| view! { <div><dt>{key.text(lang)}</dt><dd>{value}</dd></div> })
            .views()
    };
    let flags = move || view.with(|v| v.flags.clone());
    view! {
        <section aria-labelledby="facts-title">
            <h2 id="facts-title">{t(Desk::FactsTitle)}</h2>
            <Show when=move || !flags().is_empty()>
                <ul class="flags" aria-label=t(Desk::FlagsTitle)>
                    {move || flags().into_iter().map(|f| view! { <li>{Icon::Alert.view()}{f.text}</li> }).views()}
                </ul>
            </Show>
            <dl class="pairs">{facts}</dl>
        </section>
    }
}

/// Cases that read alike, nearest first, with the reasons; from here this case can be merged into one of them.
#[component]
pub fn Similar(
    /// To which.
    view: Known<CaseView>,
    /// The same as a handle.
    file: File,
) -> impl IntoView {
    let app = app();
    let came = Loaded::new(move || {
        file.track();
        api::similar(app, &file.code(), app.lang.get())
    });
    let similar = Known::new(move || came.get().and_then(Result::ok).unwrap_or_default());
    let may = Known::new(move || view.with(|v| v.allowed.contains(&Action::Merge)));
    view! {
        <Show when=move || !similar.with(Vec::is_empty)>
            <section aria-labelledby="similar-title">
                <h2 id="similar-title">{t(Desk::SimilarTitle)}</h2>
                <ul class="similar" role="list">
                    {move || similar.get().into_iter().map(|one| view! { <One one file may/> }).views()}
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn One(one: SimilarView, file: File, may: Known<bool>) -> impl IntoView {
    let app = app();
    let row = one.row.clone();
    let (status, agency) = (row.status, row.agency.clone().map(|a| a.name));
    let href = Place::case(&*row.code).href();
    let (title, code) = (row.title.clone(), row.code.clone());
    // A case that follows another cannot be followed.
    let open = status != hoiam_shared::case::CaseState::Merged;
    let merge = move |_| {
        let mut draft = drafts::load(&app.login(), &file.code(), Action::Merge);
        draft.input.into = Some(code.clone());
        drafts::keep(&app.login(), &file.code(), Action::Merge, &draft);
        file.begin(Some(Action::Merge));
    };
    view! {
        <li>
            <a href=href>{title}</a>
            <p class="soft">
                {row.code.clone()}" · "{move || console::state_name(status, app.lang.get())}{agency.map(|a| format!(" · {a}"))}
            </p>
            <Reasons one/>
            <Due row=Known::fixed(row)/>
            <Show when=move || may.get() && open>
                <button type="button" on:click=merge.clone()>{tf(Finding::MergeIntoThat)}</button>
            </Show>
        </li>
    }
}

/// Why two cases seem to say the same.
#[component]
pub fn Reasons(
    /// Which.
    one: SimilarView,
) -> impl IntoView {
    let app = app();
    let phrases = one.phrases.clone();
    let facts = move || {
        let lang = app.lang.get();
        let days = match one.days_apart {
            0 => Finding::SameDay.text(lang).to_owned(),
            1 => Finding::DayApart.text(lang).to_owned(),
            n => filled_f(Finding::DaysApart, lang, &[("n", &n.to_string())]),
        };
        let alike = filled_f(Finding::Alike, lang, &[("n", &one.percent.to_string())]);
        let same = [(one.same_area, Finding::SameArea), (one.same_category, Finding::SameCategory)];
        let mut all = vec![alike, days];
        all.extend(same.into_iter().filter(|(yes, _)| *yes).map(|(_, key)| key.text(lang).to_owned()));
        all.join(" · ")
    };
    view! {
        <p class="reasons">{facts}</p>
        {(!phrases.is_empty()).then(|| view! {
            <p class="reasons">{tf(Finding::BothSay)}" "
                {phrases.into_iter().map(|phrase| view! { <mark>{phrase}</mark>" " }).views()}</p>
        })}
    }
}

/// The case this one follows, and those that follow it.
#[component]
pub fn Family(
    /// Whose.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let link = move |case: MergedView| {
        let day = dates::date_time(case.received_at, app.lang.get());
        let href = Place::case(&*case.code).href();
        view! { <li><a href=href>{case.title}</a><p class="soft">{case.code}" · "{day}</p></li> }
    };
    let follows = move || view.with(|v| v.follows.clone());
    let followers = Known::new(move || view.with(|v| v.followers.clone()));
    view! {
        {move || follows().map(|main| view! {
            <section aria-labelledby="follows-title">
                <h2 id="follows-title">{tf(Finding::FollowsTitle)}</h2>
                <ul class="similar" role="list">{link(main)}</ul>
            </section>
        })}
        <Show when=move || !followers.with(Vec::is_empty)>
            <section aria-labelledby="followers-title">
                <h2 id="followers-title">{tf(Finding::FollowersTitle)}</h2>
                <p class="soft">{tf(Finding::FollowersNote)}</p>
                <ul class="similar" role="list">{move || followers.get().into_iter().map(link).views()}</ul>
            </section>
        </Show>
    }
}

//! The signatures of a petition: filtered, with what many have in common, and what is done to those that are filtered.

use super::filter::{Filter, clusters};
use super::reviews::{Review, Reviews};
use super::{Back, number, p, say};
use crate::api;
use hoiam_desk::parts::load::Load;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::petition_desk::PetitionDesk as P;
use hoiam_shared::petition::SignatureState;
use hoiam_shared::wire::petitions::{SignatureFilter, SignatureList, SignatureRow};
use leptos::prelude::*;

/// The page.
#[component]
pub fn SignaturesPage(
    /// Of which petition.
    code: String,
) -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0_u32);
    let filter = RwSignal::new(SignatureFilter::default());
    let (of_list, of_petition) = (code.clone(), code.clone());
    let list = Loaded::new(move || {
        again.track();
        filter.with(|filter| api::signatures(app, app.lang.get(), &of_list, filter))
    });
    let petition = Loaded::new(move || {
        again.track();
        api::petition(app, app.lang.get(), &of_petition)
    });
    let title = move || petition.with(|came| came.and_then(Result::ok).map(|v| v.petition.title.clone()));
    let (of_review, of_reviews) = (code.clone(), code.clone());
    view! {
        <main id="main" class="desk" tabindex="-1">
            <Back code=code.clone()/>
            <h1>{p(P::ListTitle)}</h1>
            <p class="soft" dir="auto">{title}</p>
            <p class="soft">{p(P::ListIntro)}</p>
            <Filter filter/>
            <Load value=move || list.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! {
                    {move || clusters(view.with(|v| v.clusters.clone()), filter, app.lang.get())}
                    <Rows view filter/>
                }.into_any()
            }/>
            <Review code=of_review filter again/>
            <Load value=move || petition.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! { <Reviews code=of_reviews.clone() view again/> }.into_any()
            }/>
        </main>
    }
}

#[component]
fn Rows(view: Known<SignatureList>, filter: RwSignal<SignatureFilter>) -> impl IntoView {
    let app = app();
    let found = move || {
        let lang = app.lang.get();
        match view.with(|v| v.total) {
            1 => P::FoundOne.text(lang).to_owned(),
            n => say(P::Found, lang, "n", &number(n, lang)),
        }
    };
    let next = move |_| {
        if let Some(next) = view.with_untracked(|v| v.next) {
            filter.update(|f| f.after = Some(next));
        }
    };
    let rows = move || {
        let lang = app.lang.get();
        view.with(|v| v.signatures.clone()).into_iter().map(move |row| line(row, lang)).views()
    };
    let head = move |key: P| view! { <th scope="col">{p(key)}</th> };
    view! {
        <section aria-labelledby="found-title">
            <h2 id="found-title"><span role="status">{found}</span></h2>
            <Show when=move || view.with(|v| !v.signatures.is_empty())>
                <div class="scroll" tabindex="0" role="region" aria-labelledby="found-title">
                    <table class="numbers signed">
                        <caption>{p(P::ListTitle)}</caption>
                        <thead><tr>
                            {head(P::Signed)}{head(P::State)}{head(P::Domain)}{head(P::Network)}{head(P::Pattern)}{head(P::AreaHead)}{head(P::Because)}
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Show>
            <div class="buttons">
                <Show when=move || filter.with(|f| f.after.is_some())>
                    <button type="button" on:click=move |_| filter.update(|f| f.after = None)>{p(P::First)}</button>
                </Show>
                <Show when=move || view.with(|v| v.next.is_some())>
                    <button type="button" on:click=next>{p(P::Next)}</button>
                </Show>
            </div>
        </section>
    }
}

fn line(row: SignatureRow, lang: Lang) -> AnyView {
    let class = match row.state {
        SignatureState::Pending => "state new",
        SignatureState::Confirmed => "state done",
        SignatureState::Withdrawn | SignatureState::Invalid => "state over",
    };
    view! {
        <tr>
            <th scope="row">{dates::date_time(row.signed_at, lang)}</th>
            <td><span class=class>{row.state.name(lang)}</span></td>
            <td><bdi>{row.domain}</bdi></td>
            <td><code>{row.network}</code></td>
            <td><bdi>{row.pattern}</bdi></td>
            <td>{row.area.unwrap_or_else(|| "–".to_owned())}</td>
            <td class="left">{row.suspicions.join("; ")}</td>
        </tr>
    }
    .into_any()
}

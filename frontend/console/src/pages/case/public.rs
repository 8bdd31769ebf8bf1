//! How the case stands with the public: in words, and the way to the page that everybody reads.

use super::marking::t;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::publishing::Publishing;
use hoiam_shared::publish::Standing;
use hoiam_shared::wire::case::CaseView;
use leptos::prelude::*;

/// The panel.
#[component]
pub fn Public(
    /// Of which case.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let text = move || {
        let lang = app.lang.get();
        view.with(|v| match v.public.standing {
            Standing::Never => Publishing::Never.text(lang).to_owned(),
            Standing::Refused => Publishing::Refused.text(lang).to_owned(),
            Standing::Unanswered => Publishing::Unanswered.text(lang).to_owned(),
            Standing::Possible => Publishing::Possible.text(lang).to_owned(),
            Standing::Published => {
                let at = v.public.published_at.map(|at| dates::date_time(at, lang)).unwrap_or_default();
                fill(Publishing::Published.text(lang), &[("date", &at)])
            }
        })
    };
    let page = Known::new(move || {
        view.with(|v| (v.public.standing == Standing::Published).then(|| format!("/p/{}", v.row.code)))
    });
    view! {
        <section aria-labelledby="public-title">
            <h2 id="public-title">{t(Publishing::Title)}</h2>
            <p>{text}</p>
            {move || page.get().map(|href| view! { <p><a href=href target="_blank" rel="noopener">{t(Publishing::OpenPage)}</a></p> }.into_any())}
        </section>
    }
}

//! Whether a case may be public: asked in the plain form, told and changed on the tracking page.

use crate::Page;
use crate::pages::form::FormView;
use crate::pages::tracking::{TrackView, address};
use hoiam_shared::catalogue::publishing::Publishing as P;
use hoiam_shared::publish::Standing;
use leptos::prelude::*;

/// The box of the form: never ticked beforehand, whatever the site's setting is.
pub(crate) fn choice(view: &FormView, page: &Page) -> AnyView {
    let (value, label) = if view.site.publishes { ("no", P::WishNo) } else { ("yes", P::WishYes) };
    view! {
        <div class="field">
            <p class="hint" id="case-public-hint">{P::WishHint.text(page.lang)}</p>
            <div class="radio">
                <input id="case-public" name="public" type="checkbox" value=value checked=view.input.public == value
                    aria-describedby="case-public-hint"/>
                <label for="case-public">{label.text(page.lang)}</label>
            </div>
        </div>
    }
    .into_any()
}

/// How it stands, and the button that changes it. What can never be public says nothing.
pub(crate) fn standing(view: &TrackView, page: &Page) -> AnyView {
    let Some(public) = view.case.public.as_ref().filter(|public| public.standing != Standing::Never) else {
        return ().into_any();
    };
    let (text, value, button) = match public.standing {
        Standing::Published => (P::IsPublic, "no", P::SayNo),
        Standing::Refused => (P::NotPublic, "yes", P::SayYes),
        Standing::Never | Standing::Unanswered | Standing::Possible => (P::MayBePublic, "no", P::SayNo),
    };
    let link = (public.standing == Standing::Published).then(|| {
        let href = page.href(&format!("/p/{}", super::encode(&view.case.code)));
        view! { <p><a href=href>{P::OpenPage.text(page.lang)}</a></p> }
    });
    view! {
        <section class="card screen-only" aria-labelledby="public">
            <h2 id="public">{P::WishTitle.text(page.lang)}</h2>
            <p>{text.text(page.lang)}</p>
            {link}
            <form method="post" action=address(view, page) novalidate>
                <input type="hidden" name="do" value="wish"/>
                <input type="hidden" name="secret" value=view.input.secret().to_owned()/>
                <input type="hidden" name="public" value=value/>
                <button class="button second">{button.text(page.lang)}</button>
            </form>
        </section>
    }
    .into_any()
}

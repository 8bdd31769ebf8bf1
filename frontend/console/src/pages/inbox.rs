//! What the person was told: newest first, each leading to its case.

use crate::state::api;
use crate::state::inbox::Unseen;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::notices::Inbox;
use hoiam_shared::wire::notices::{InboxView, NoticeView};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn InboxPage() -> impl IntoView {
    let app = app();
    let unseen: Unseen = expect_context();
    let again = RwSignal::new(0u32);
    // Asked anew when there is something new, or nothing any more.
    let came = Loaded::new(move || {
        again.track();
        unseen.count.track();
        api::inbox(app, None, app.lang.get())
    });
    view! {
        <main id="main" class="inbox" tabindex="-1">
            <h1>{move || Inbox::Title.text(app.lang.get())}</h1>
            <p class="lead">{move || Inbox::Intro.text(app.lang.get())}</p>
            <Load value=move || came.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                view! { <Notices view/> }.into_any()
            }/>
        </main>
    }
}

#[component]
fn Notices(view: Known<InboxView>) -> impl IntoView {
    let app = app();
    let unseen: Unseen = expect_context();
    // Pages behind the first; a first page that changes begins anew.
    let older = RwSignal::new(Vec::<NoticeView>::new());
    let next = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Trouble>);
    Effect::new(move || {
        next.set(view.with(|v| v.next.clone()));
        older.set(Vec::new());
    });
    let more = move |_| {
        let after = next.get_untracked();
        spawn_local(async move {
            match api::inbox(app, after.as_deref(), app.lang.get_untracked()).await {
                Ok(page) => {
                    older.update(|all| all.extend(page.notices));
                    next.set(page.next);
                    trouble.set(None);
                }
                Err(cause) => trouble.set(Some(cause)),
            }
        });
    };
    let rows = move || {
        let lang = app.lang.get();
        let all = view.with(|v| v.notices.clone()).into_iter().chain(older.get());
        all.map(|notice| row(notice, lang)).views()
    };
    let some = move || unseen.count.get() > 0;
    view! {
        <Show when=move || view.with(|v| v.notices.is_empty())>
            <div class="empty">
                <p>{move || Inbox::None.text(app.lang.get())}</p>
                <p class="soft">{move || Inbox::NoneDetail.text(app.lang.get())}</p>
            </div>
        </Show>
        <Show when=some>
            <p><button type="button" on:click=move |_| unseen.saw(None)>{move || Inbox::SeenAll.text(app.lang.get())}</button></p>
        </Show>
        <ul class="notices" role="list">{rows}</ul>
        <Alert trouble/>
        <Show when=move || next.with(Option::is_some)>
            <p><button type="button" on:click=more>{move || Inbox::More.text(app.lang.get())}</button></p>
        </Show>
    }
}

fn row(notice: NoticeView, lang: Lang) -> impl IntoView {
    let at = dates::date_time(notice.at, lang);
    let href = Place::case(notice.code.clone()).href();
    view! {
        <li class="notice" class:new=!notice.seen>
            <p class="line">
                <strong>{notice.topic_text}</strong>
                {(!notice.seen).then(|| view! { <span class="mark">{Inbox::New.text(lang)}</span> })}
                <span class="soft">{at}</span>
            </p>
            <p><a href=href>{notice.code}" – "{notice.title}</a></p>
            <p class="soft">{notice.text}</p>
        </li>
    }
}

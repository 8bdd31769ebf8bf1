//! The letters of an agency: whose words each is, writing its own, seeing it with a real case before it is kept, going back.

use super::agency::{AgencyField, own};
use super::line::{Area, Line, insert_at_caret};
use super::{Back, forget};
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::nav;
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::telling::LetterPage;
use hoiam_shared::notice::Topic;
use hoiam_shared::wire::notices::{LetterInput, LetterPreview, LetterTrial, LetterView, LettersView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn w(key: LetterPage) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    agency: RwSignal<String>,
    /// Asked anew when it moves.
    again: RwSignal<u32>,
    /// The letter that is being written.
    editing: RwSignal<Option<(Topic, Lang)>>,
    said: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
}

impl Desk {
    fn done(self, said: LetterPage) {
        self.said.set(said.text(app_lang()).to_owned());
        self.trouble.set(None);
        self.editing.set(None);
        self.again.update(|n| *n += 1);
    }
}

fn app_lang() -> Lang {
    use_context::<hoiam_desk::state::App>().map_or(Lang::Vi, |app| app.lang.get_untracked())
}

/// The page.
#[component]
pub fn LettersPage() -> impl IntoView {
    let app = app();
    let desk = Desk {
        agency: RwSignal::new(own()),
        again: RwSignal::new(0),
        editing: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
    };
    let written = RwSignal::new(app.lang.get_untracked());
    let loaded = Loaded::new(move || {
        desk.again.track();
        desk.agency.with(|agency| api::letters(app, app.lang.get(), agency))
    });
    let in_lang = move |lang: Lang| {
        let name = if lang == Lang::Vi { "Tiếng Việt" } else { "English" };
        view! { <option value=lang.code() selected=move || written.get() == lang>{name}</option> }
    };
    view! {
        <main id="main" class="admin letters" tabindex="-1">
            <Back/>
            <h1>{w(LetterPage::Title)}</h1>
            <p>{w(LetterPage::Intro)}</p>
            <div class="day-lines">
                <AgencyField chosen=desk.agency/>
                <div class="line-of">
                    <label for="letters-lang">{w(LetterPage::InLang)}</label>
                    <select id="letters-lang" on:change=move |e| written.set(Lang::from_code(&event_target_value(&e)).unwrap_or_default())>
                        {Lang::ALL.iter().copied().map(in_lang).views()}
                    </select>
                </div>
            </div>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                view! {
                    <Group desk view written citizen=true/>
                    <Group desk view written citizen=false/>
                }.into_any()
            }/>
        </main>
    }
}

#[component]
fn Group(desk: Desk, view: Known<LettersView>, written: RwSignal<Lang>, citizen: bool) -> impl IntoView {
    let app = app();
    let (id, title) = match citizen {
        true => ("letters-citizen", LetterPage::ToCitizen),
        false => ("letters-staff", LetterPage::ToStaff),
    };
    let rows = move || {
        let (lang, written) = (app.lang.get(), written.get());
        let ours = |letter: &LetterView| letter.lang == written && letter.to_citizen == citizen;
        let all = view.with(|v| v.letters.iter().filter(|letter| ours(letter)).cloned().collect::<Vec<_>>());
        all.into_iter().map(|letter| row(desk, letter, lang)).views()
    };
    view! {
        <section aria-labelledby=id>
            <h2 id=id>{w(title)}</h2>
            <ul class="rule-list" role="list">{rows}</ul>
        </section>
    }
}

fn row(desk: Desk, letter: LetterView, lang: Lang) -> impl IntoView {
    let key = (letter.topic, letter.lang);
    let whose = match (&letter.from, letter.own) {
        (_, true) => LetterPage::Own.text(lang).to_owned(),
        (Some(agency), false) => fill(LetterPage::From.text(lang), &[("agency", &agency.name)]),
        (None, false) => LetterPage::Program.text(lang).to_owned(),
    };
    let changed = letter
        .changed_at
        .zip(letter.changed_by.clone())
        .map(|(at, who)| fill(LetterPage::Changed.text(lang), &[("who", &who), ("date", &dates::date_time(at, lang))]));
    let label = format!("{}: {}", LetterPage::Edit.text(lang), letter.topic_text);
    let stored = StoredValue::new(letter.clone());
    view! {
        <li class="rule">
            <div class="what">
                <p class="line"><strong>{letter.topic_text}</strong><span class=if letter.own { "pill good" } else { "pill" }>{whose}</span></p>
                <p>{letter.subject}</p>
                {changed.map(|text| view! { <p class="soft">{text}</p> })}
            </div>
            <div class="buttons">
                <button type="button" aria-label=label on:click=move |_| {
                    desk.trouble.set(None);
                    desk.editing.set(Some(key));
                }>{LetterPage::Edit.text(lang)}</button>
            </div>
            <Show when=move || desk.editing.get() == Some(key)>{stored.with_value(|letter| view! { <Form desk letter=letter.clone()/> })}</Show>
        </li>
    }
}

/// Writing one.
#[component]
fn Form(desk: Desk, letter: LetterView) -> impl IntoView {
    let app = app();
    let (topic, written, is_own) = (letter.topic, letter.lang, letter.own);
    let agency = desk.agency.get_untracked();
    let agency = StoredValue::new(agency);
    let subject = RwSignal::new(letter.subject);
    let body = RwSignal::new(letter.body);
    let code = RwSignal::new(String::new());
    let preview = RwSignal::new(None::<LetterPreview>);
    let busy = RwSignal::new(false);
    let sure = RwSignal::new(false);
    forget(preview, move || (subject.get(), body.get(), code.get()));
    request_animation_frame(|| {
        nav::focus("letter-subject");
    });
    let look = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let trial = LetterTrial {
            agency: agency.get_value(),
            topic,
            lang: written,
            subject: subject.get_untracked(),
            body: body.get_untracked(),
            code: Some(code.get_untracked()).filter(|code| !code.trim().is_empty()),
        };
        busy.set(true);
        desk.trouble.set(None);
        spawn_local(async move {
            match api::preview_letter(app, &trial).await {
                Ok(view) => preview.set(Some(view)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
            busy.set(false);
        });
    };
    let keep = move |_| {
        let input =
            LetterInput { agency: agency.get_value(), subject: subject.get_untracked(), body: body.get_untracked() };
        spawn_local(async move {
            match api::keep_letter(app, topic, written, &input).await {
                Ok(_) => desk.done(LetterPage::Saved),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let back = move |_| {
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        spawn_local(async move {
            match api::forget_letter(app, topic, written, &agency.get_value()).await {
                Ok(_) => desk.done(LetterPage::Forgotten),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let place = move |name: String| {
        let text = format!("{{{name}}}");
        let shown = text.clone();
        view! { <button type="button" on:click=move |_| body.set(insert_at_caret("letter-body", &body.get_untracked(), &text))><code>{shown}</code></button> }
    };
    view! {
        <form class="rule-form" on:submit=look>
            <Line id="letter-subject".to_owned() label=LetterPage::Subject value=Signal::derive(move || subject.get()) change=move |v| subject.set(v)/>
            <Area id="letter-body".to_owned() label=LetterPage::Body help=LetterPage::BodyHelp rows=10
                value=Signal::derive(move || body.get()) change=move |v| body.set(v)/>
            <p class="soft" id="letter-places">{w(LetterPage::Places)}</p>
            <div class="buttons" role="group" aria-labelledby="letter-places">{letter.places.into_iter().map(place).views()}</div>
            <Line id="letter-code".to_owned() label=LetterPage::Code help=LetterPage::CodeHelp
                value=Signal::derive(move || code.get()) change=move |v| code.set(v)/>
            <Alert trouble=desk.trouble/>
            <div role="status">{move || preview.get().map(|letter| shown(letter, app.lang.get()))}</div>
            <div class="buttons">
                <button class=move || if preview.with(Option::is_some) { "" } else { "primary" } aria-disabled=move || busy.get().to_string()>
                    {w(LetterPage::Preview)}
                </button>
                <Show when=move || preview.with(Option::is_some)>
                    <button type="button" class="primary" on:click=keep>{w(LetterPage::Save)}</button>
                </Show>
                {is_own.then(|| view! {
                    <button type="button" on:click=back>
                        {move || if sure.get() { LetterPage::ForgetSure } else { LetterPage::Forget }.text(app.lang.get())}
                    </button>
                })}
                <button type="button" on:click=move |_| desk.editing.set(None)>{w(LetterPage::Cancel)}</button>
            </div>
        </form>
    }
}

fn shown(letter: LetterPreview, lang: Lang) -> AnyView {
    view! {
        <section class="letter" aria-label=LetterPage::PreviewOf.text(lang)>
            <p class="soft">{LetterPage::PreviewOf.text(lang)}{(!letter.real).then(|| format!(" – {}", LetterPage::Invented.text(lang)))}</p>
            <p><strong>{letter.subject}</strong></p>
            // Nothing in a letter may run or lead away from here.
            <iframe sandbox="" title=LetterPage::AsHtml.text(lang) srcdoc=letter.html></iframe>
            <details><summary>{LetterPage::AsText.text(lang)}</summary><pre>{letter.text}</pre></details>
        </section>
    }
    .into_any()
}

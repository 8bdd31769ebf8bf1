//! Templates of answers, and which answers must be approved and bring what along: kept by an agency for all below it.

mod rules;

use super::Back;
use super::agency::{AgencyField, own};
use super::line::{Area, Line, insert_at_caret};
use crate::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::nav;
use hoiam_desk::state::{App, app};
use hoiam_kit::Trouble;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::answers::AnswerPage as P;
use hoiam_shared::catalogue::fill;
use hoiam_shared::limits;
use hoiam_shared::wire::answers::{AnswersView, TemplateInput, TemplateTrial, TemplateView};
use hoiam_shared::wire::site::CategoryView;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text of this page that follows the language.
fn p(key: P) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What the page works with; copies are the same.
#[derive(Clone, Copy)]
struct Desk {
    app: App,
    agency: RwSignal<String>,
    /// Asked anew when it moves.
    again: RwSignal<u32>,
    /// The template that is being written: `Some(None)` a new one.
    editing: RwSignal<Option<Option<i64>>>,
    said: RwSignal<String>,
    trouble: RwSignal<Option<Trouble>>,
    /// Removing was pressed once.
    sure: RwSignal<Option<String>>,
}

impl Desk {
    fn done(self, said: P) {
        self.said.set(said.text(self.app.lang.get_untracked()).to_owned());
        self.trouble.set(None);
        self.editing.set(None);
        self.sure.set(None);
        self.again.update(|n| *n += 1);
    }

    /// Whether a thing is to be removed now; the first time one asks it only says so.
    fn sure_of(self, what: &str) -> bool {
        let sure = self.sure.with_untracked(|sure| sure.as_deref() == Some(what));
        if !sure {
            self.sure.set(Some(what.to_owned()));
        }
        sure
    }
}

/// The page.
#[component]
pub fn AnswersPage() -> impl IntoView {
    let app = app();
    let desk = Desk {
        app,
        agency: RwSignal::new(own()),
        again: RwSignal::new(0),
        editing: RwSignal::new(None),
        said: RwSignal::new(String::new()),
        trouble: RwSignal::new(None),
        sure: RwSignal::new(None),
    };
    let loaded = Loaded::new(move || {
        desk.again.track();
        desk.agency.with(|agency| api::answers(app, app.lang.get(), agency))
    });
    view! {
        <main id="main" class="admin answers" tabindex="-1">
            <Back/>
            <h1>{p(P::Title)}</h1>
            <p>{p(P::Intro)}</p>
            <div class="day-lines"><AgencyField chosen=desk.agency/></div>
            <p role="status" class="soft">{move || desk.said.get()}</p>
            <Alert trouble=desk.trouble/>
            <Load value=move || loaded.get() retry=move |()| desk.again.update(|n| *n += 1) view=move |view| {
                view! {
                    <h2>{move || view.with(|v| v.agency.name.clone())}</h2>
                    <Templates desk view/>
                    <rules::Rules desk view/>
                }.into_any()
            }/>
        </main>
    }
}

#[component]
fn Templates(desk: Desk, view: Known<AnswersView>) -> impl IntoView {
    let rows = move || {
        let lang = desk.app.lang.get();
        view.with(|v| v.templates.clone()).into_iter().map(|row| one(desk, view, row, lang)).views()
    };
    view! {
        <section aria-labelledby="templates-title">
            <h3 id="templates-title">{p(P::TemplatesTitle)}</h3>
            <p>{p(P::TemplatesIntro)}</p>
            <div class="buttons"><button type="button" on:click=move |_| desk.editing.set(Some(None))>{p(P::New)}</button></div>
            <Show when=move || desk.editing.get() == Some(None)><Form desk view row=None/></Show>
            <Show when=move || view.with(|v| v.templates.is_empty())><p class="soft">{p(P::TemplatesNone)}</p></Show>
            <ul class="rule-list" role="list">{rows}</ul>
        </section>
    }
}

fn one(desk: Desk, view: Known<AnswersView>, row: TemplateView, lang: Lang) -> impl IntoView {
    let (id, name) = (row.id, format!("template-{}", row.id));
    let named = |what: P| format!("{}: {}", what.text(lang), row.name);
    let changed =
        fill(P::Changed.text(lang), &[("who", &row.changed_by), ("date", &dates::date_time(row.changed_at, lang))]);
    let (edit, remove_label) = (named(P::Edit), named(P::Remove));
    let stored = StoredValue::new(row.clone());
    let key = name.clone();
    let remove = move |_| {
        if !desk.sure_of(&name) {
            return;
        }
        spawn_local(async move {
            match api::forget_template(desk.app, id).await {
                Ok(()) => desk.done(P::Removed),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    view! {
        <li class="rule">
            <div class="what">
                <p class="line"><strong>{row.name.clone()}</strong><span class="pill">{row.category_text}</span><span class="pill">{row.lang.code()}</span></p>
                <p class="template">{row.body}</p>
                <p class="soft">{changed}</p>
            </div>
            <div class="buttons">
                <button type="button" aria-label=edit on:click=move |_| desk.editing.set(Some(Some(id)))>{P::Edit.text(lang)}</button>
                <button type="button" aria-label=remove_label on:click=remove>
                    {move || if desk.sure.with(|sure| sure.as_deref() == Some(&*key)) { P::RemoveSure } else { P::Remove }.text(lang)}
                </button>
            </div>
            <Show when=move || desk.editing.get() == Some(Some(id))>
                {stored.with_value(|row| view! { <Form desk view row=Some(row.clone())/> })}
            </Show>
        </li>
    }
}

/// Choosing a category, or all.
fn categories(id: String, all: Vec<CategoryView>, value: Signal<String>, choose: impl Fn(String) + 'static) -> AnyView {
    let option = move |code: String, name: String| {
        let own = code.clone();
        view! { <option value=code selected=move || value.with(|v| *v == own)>{name}</option> }
    };
    let rest = all.into_iter().map(move |one| {
        // Those below another are set in a little.
        let name = if one.parent.is_some() { format!("– {}", one.name) } else { one.name };
        option(one.code, name)
    });
    view! {
        <div class="line-of">
            <label for=id.clone()>{p(P::Category)}</label>
            <select id=id on:change=move |e| choose(event_target_value(&e))>
                <option value="" selected=move || value.with(String::is_empty)>{p(P::AllCategories)}</option>
                {rest.views()}
            </select>
        </div>
    }
    .into_any()
}

/// Writing a template.
#[component]
fn Form(desk: Desk, view: Known<AnswersView>, row: Option<TemplateView>) -> impl IntoView {
    let app = desk.app;
    let id = row.as_ref().map(|row| row.id);
    let agency = view.with_untracked(|v| v.agency.code.clone());
    let input = RwSignal::new(match row {
        Some(row) => TemplateInput { agency, category: row.category, lang: row.lang, name: row.name, body: row.body },
        None => TemplateInput {
            agency,
            category: String::new(),
            lang: app.lang.get_untracked(),
            name: String::new(),
            body: String::new(),
        },
    });
    let code = RwSignal::new(String::new());
    let preview = RwSignal::new(None::<String>);
    super::forget(preview, move || (input.get(), code.get()));
    request_animation_frame(|| {
        nav::focus("template-name");
    });
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        let input = input.get_untracked();
        spawn_local(async move {
            match api::keep_template(app, id, &input).await {
                Ok(_) => desk.done(P::Saved),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let look = move |_| {
        let trial = input.with_untracked(|i| TemplateTrial {
            agency: i.agency.clone(),
            body: i.body.clone(),
            code: code.get_untracked(),
        });
        desk.trouble.set(None);
        spawn_local(async move {
            match api::preview_template(app, &trial).await {
                Ok(seen) => preview.set(Some(seen.text)),
                Err(cause) => desk.trouble.set(Some(cause)),
            }
        });
    };
    let place = move |name: String| {
        let text = format!("{{{name}}}");
        let shown = text.clone();
        let insert = move |_| {
            let body = insert_at_caret("template-body", &input.with_untracked(|i| i.body.clone()), &text);
            input.update(|i| i.body = body);
        };
        view! { <button type="button" on:click=insert><code>{shown}</code></button> }
    };
    let in_lang = move |lang: Lang| {
        let name = if lang == Lang::Vi { "Tiếng Việt" } else { "English" };
        view! { <option value=lang.code() selected=move || input.with(|i| i.lang == lang)>{name}</option> }
    };
    let places = view.with_untracked(|v| v.places.clone());
    view! {
        <form class="rule-form" on:submit=save>
            <Line id="template-name".to_owned() label=P::Name required=true most=limits::NAME_CHARS
                value=Signal::derive(move || input.with(|i| i.name.clone())) change=move |v| input.update(|i| i.name = v)/>
            {categories("template-category".to_owned(), view.with_untracked(|v| v.categories.clone()),
                Signal::derive(move || input.with(|i| i.category.clone())), move |v| input.update(|i| i.category = v))}
            <div class="line-of">
                <label for="template-lang">{p(P::InLang)}</label>
                <select id="template-lang" on:change=move |e| {
                    let lang = Lang::from_code(&event_target_value(&e)).unwrap_or_default();
                    input.update(|i| i.lang = lang);
                }>{Lang::ALL.iter().copied().map(in_lang).views()}</select>
            </div>
            <Area id="template-body".to_owned() label=P::Body rows=9
                value=Signal::derive(move || input.with(|i| i.body.clone())) change=move |v| input.update(|i| i.body = v)/>
            <p class="soft" id="template-places">{p(P::Places)}</p>
            <div class="buttons" role="group" aria-labelledby="template-places">{places.into_iter().map(place).views()}</div>
            <Line id="template-code".to_owned() label=P::Code help=P::CodeHelp
                value=Signal::derive(move || code.get()) change=move |v| code.set(v)/>
            <div role="status">{move || preview.get().map(|text| view! {
                <section class="letter" aria-label=p(P::PreviewOf)><p class="soft">{p(P::PreviewOf)}</p><pre>{text}</pre></section>
            })}</div>
            <div class="buttons">
                <button class="primary">{p(P::Save)}</button>
                <button type="button" on:click=look aria-disabled=move || code.with(|c| c.trim().is_empty()).to_string()>{p(P::Preview)}</button>
                <button type="button" on:click=move |_| desk.editing.set(None)>{p(P::Cancel)}</button>
            </div>
        </form>
    }
}

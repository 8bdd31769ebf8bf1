//! Around the form of an answer: templates to begin with, blanks to fill, what is worth another look, the evidence that is
//! needed, the page as the citizen will see it; and the draft that waits for approval or was sent back.

use super::form::Form;
use crate::state::api;
use hoiam_desk::parts::icon::Icon;
use hoiam_desk::parts::load::Alert;
use hoiam_desk::parts::show::Show;
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::state::app;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_kit::Trouble;
use hoiam_shared::answer::{self, Evidence};
use hoiam_shared::case::Action;
use hoiam_shared::catalogue::answers::Answering as A;
use hoiam_shared::catalogue::fill;
use hoiam_shared::wire::answers::{AnsweringView, CaseTemplate};
use hoiam_shared::wire::case::CaseView;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A text about answers that follows the language.
fn a(key: A) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// The form of this action holds an answer.
pub const fn answers(action: Action) -> bool {
    matches!(action, Action::Answer | Action::SubmitAnswer)
}

/// A draft that was sent back is what one goes on from.
pub fn begin(form: Form, view: Known<CaseView>) {
    if form.action != Action::SubmitAnswer || form.draft.with_untracked(|draft| !draft.is_empty()) {
        return;
    }
    let returned = view.with_untracked(|v| v.answering.as_ref()?.draft.clone().filter(|draft| !draft.waiting));
    if let Some(returned) = returned {
        form.draft.update_untracked(|draft| draft.input.body = returned.text);
    }
}

/// Choosing a template.
#[component]
pub fn Templates(
    /// The form it goes into.
    form: Form,
) -> impl IntoView {
    let app = app();
    let code = form.file.code();
    let found = Loaded::new(move || api::templates(app, &code, app.lang.get()));
    let all = Known::new(move || found.good().unwrap_or_default());
    let chosen = RwSignal::new(None::<i64>);
    let insert = move |_| {
        let id = chosen.get_untracked();
        let body = all.with_untracked(|all| all.iter().find(|one| Some(one.id) == id).map(|one| one.body.clone()));
        let Some(body) = body else { return };
        form.change(|draft| {
            let text = &mut draft.input.body;
            if !text.trim().is_empty() {
                text.push_str("\n\n");
            }
            text.push_str(&body);
        });
    };
    let option = move |one: CaseTemplate| {
        let id = one.id;
        view! { <option value=id.to_string() selected=move || chosen.get() == Some(id)>{one.name}" – "{one.from}</option> }
    };
    view! {
        <Show when=move || !all.with(Vec::is_empty)>
            <label for="act-template">{a(A::Template)}</label>
            <div class="buttons">
                <select id="act-template" on:change=move |e| chosen.set(event_target_value(&e).parse().ok())>
                    <option value="">{a(A::TemplateNone)}</option>
                    {move || all.get().into_iter().map(option).views()}
                </select>
                <button type="button" on:click=insert aria-disabled=move || chosen.get().is_none().to_string()>{a(A::TemplateUse)}</button>
            </div>
        </Show>
    }
}

/// The blanks that are still open, each with a field of its own; what is written there goes wherever the blank stands.
#[component]
pub fn Blanks(
    /// The form they are in.
    form: Form,
) -> impl IntoView {
    let names = Known::new(move || {
        form.draft.with(|d| answer::blanks(&d.input.body).into_iter().map(str::to_owned).collect::<Vec<_>>())
    });
    let blank = move |(n, name): (usize, String)| {
        let id = format!("blank-{n}");
        let shown = name.clone();
        let change = move |e| {
            let value = event_target_value(&e);
            if !value.trim().is_empty() {
                form.change(|d| d.input.body = answer::fill_blank(&d.input.body, &name, value.trim()));
            }
        };
        view! { <div class="blank"><label for=id.clone()>{shown}</label><input id=id autocomplete="off" on:change=change/></div> }
    };
    view! {
        <Show when=move || !names.with(Vec::is_empty)>
            <fieldset class="blanks">
                <legend>{a(A::BlanksTitle)}</legend>
                {move || names.get().into_iter().enumerate().map(blank).views()}
            </fieldset>
        </Show>
    }
}

fn ends(name: &str, with: &[&str]) -> bool {
    // The endings asked about are written in ASCII.
    let name = name.to_ascii_lowercase();
    with.iter().any(|end| name.ends_with(end))
}

/// What is needed, and whether it is there; files go by their names here, the server looks into them.
fn evidence(view: &AnsweringView, text: &str, files: &[(String, String, u64)]) -> Vec<(Evidence, bool)> {
    let named = |with: &[&str]| files.iter().any(|(_, name, _)| ends(name, with));
    let picture = view.picture || named(&[".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic"]);
    let document = view.document || named(&[".pdf", ".docx", ".xlsx", ".odt", ".ods", ".txt"]);
    let units: Vec<&str> = view.units.iter().map(String::as_str).collect();
    view.evidence.iter().map(|one| (*one, one.there(text, &units, picture, document))).collect()
}

/// What is worth another look, while it is written.
#[component]
pub fn Checks(
    /// The form that is filled in.
    form: Form,
    /// The case.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let around = Known::new(move || view.with(|v| v.answering.clone()));
    // An empty form at the approver's stands for the draft.
    let text = move || {
        let typed = form.draft.with(|d| d.input.body.clone());
        match typed.trim().is_empty() {
            true => around.with(|a| a.as_ref()?.draft.as_ref().filter(|d| d.waiting).map(|d| d.text.clone())),
            false => Some(typed),
        }
    };
    let remarks = Known::new(move || {
        let lang = app.lang.get();
        let text = text()?;
        let units = around.with(|a| a.as_ref().map(|a| a.units.clone()).unwrap_or_default());
        let units: Vec<&str> = units.iter().map(String::as_str).collect();
        Some(answer::remarks(&text, &units).iter().map(|remark| remark.text(lang)).collect::<Vec<_>>())
    });
    let needed = Known::new(move || {
        let text = text().unwrap_or_default();
        around.with(|a| a.as_ref().map(|a| form.draft.with(|d| evidence(a, &text, &d.files))).unwrap_or_default())
    });
    let one = move |(evidence, there): (Evidence, bool)| {
        let lang = app.lang.get();
        let (class, said, icon) = match there {
            true => ("there", A::EvidenceThere, Icon::Done),
            false => ("missing", A::EvidenceMissing, Icon::Alert),
        };
        view! { <li class=class>{icon.view()}" "{evidence.name(lang)}" – "{said.text(lang)}</li> }
    };
    view! {
        <Show when=move || around.with(|v| v.as_ref().is_some_and(|v| v.approval)) && form.action == Action::SubmitAnswer>
            <p class="soft">{a(A::ApprovalNeeded)}</p>
        </Show>
        <Show when=move || !needed.with(Vec::is_empty)>
            <div class="checks">
                <h4>{a(A::EvidenceTitle)}</h4>
                <ul role="list">{move || needed.get().into_iter().map(one).views()}</ul>
            </div>
        </Show>
        <Show when=move || remarks.with(Option::is_some)>
            <div class="checks">
                <h4>{a(A::ChecksTitle)}</h4>
                <Show when=move || remarks.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()))
                    fallback=move || view! { <p class="soft">{a(A::ChecksNone)}</p> }>
                    <ul role="list">{move || remarks.get().unwrap_or_default().into_iter().map(|text| view! { <li>{text}</li> }).views()}</ul>
                    <p class="soft">{a(A::ChecksAdvise)}</p>
                </Show>
            </div>
        </Show>
    }
}

/// The page as the citizen will see it: the same page, made by the server, with nothing kept.
#[component]
pub fn Seen(
    /// The form that is filled in.
    form: Form,
) -> impl IntoView {
    let app = app();
    let page = RwSignal::new(None::<String>);
    let trouble = RwSignal::new(None::<Trouble>);
    let busy = RwSignal::new(false);
    let look = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        trouble.set(None);
        let (code, body) = (form.file.code(), form.draft.with_untracked(|d| d.input.body.clone()));
        spawn_local(async move {
            match api::preview_answer(app, &code, body).await {
                Ok(seen) => _ = page.try_set(Some(seen.html)),
                Err(cause) => _ = trouble.try_set(Some(cause)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="buttons">
            <button type="button" on:click=look aria-disabled=move || busy.get().to_string()>{Icon::Eye.view()}{a(A::Preview)}</button>
        </div>
        <Alert trouble/>
        {move || page.get().map(|html| view! {
            <section class="seen-as" aria-label=a(A::PreviewTitle)>
                <div class="bar">
                    <h4>{a(A::PreviewTitle)}</h4>
                    <button type="button" class="quiet" on:click=move |_| page.set(None)>{a(A::PreviewClose)}</button>
                </div>
                // No scripts and no forms: it is looked at. Same origin, so that its sheet is loaded.
                <iframe sandbox="allow-same-origin" srcdoc=html title=a(A::PreviewTitle)></iframe>
            </section>
        })}
    }
}

/// The draft that waits for approval, or was sent back with remarks.
#[component]
pub fn DraftPanel(
    /// Of which case.
    view: Known<CaseView>,
) -> impl IntoView {
    let app = app();
    let draft = Known::new(move || view.with(|v| v.answering.as_ref()?.draft.clone()));
    let approval = Known::new(move || view.with(|v| v.answering.as_ref().is_some_and(|a| a.approval)));
    move || {
        let lang = app.lang.get();
        let draft = draft.get()?;
        let title = if draft.waiting { A::DraftTitle } else { A::DraftReturned };
        let by = [("who", draft.by.as_str()), ("date", &dates::date_time(draft.at, lang))];
        let by = fill(A::DraftBy.text(lang), &by);
        let own = draft.waiting && draft.mine && approval.get();
        let view = view! {
            <section class="draft-panel" aria-labelledby="draft-title">
                <h3 id="draft-title">{title.text(lang)}</h3>
                <p class="soft">{by}</p>
                {draft.remark.filter(|_| !draft.waiting).map(|remark| view! {
                    <p><strong>{A::RemarkTitle.text(lang)}</strong></p>
                    <blockquote class="remark">{remark}</blockquote>
                })}
                <details open=draft.waiting>
                    <summary>{A::DraftTitle.text(lang)}</summary>
                    <blockquote>{draft.text}</blockquote>
                </details>
                {own.then(|| view! { <p class="soft">{A::DraftOwn.text(lang)}</p> })}
            </section>
        };
        Some(view.into_any())
    }
}

/// Takes the draft that waits into the form, to be changed before it is approved.
#[component]
pub fn EditDraft(
    /// The approver's form.
    form: Form,
    /// The case.
    view: Known<CaseView>,
) -> impl IntoView {
    let waiting = move || view.with_untracked(|v| v.answering.as_ref()?.draft.clone().filter(|draft| draft.waiting));
    let there = form.action == Action::Answer && waiting().is_some();
    let take = move |_| {
        if let Some(draft) = waiting() {
            form.change(|d| d.input.body = draft.text);
        }
    };
    there.then(|| {
        view! {
            <Show when=move || form.draft.with(|d| d.input.body.trim().is_empty())>
                <div class="buttons"><button type="button" on:click=take>{a(A::DraftEdit)}</button></div>
            </Show>
        }
    })
}

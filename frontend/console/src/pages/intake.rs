//! Taking down a case for somebody who calls, writes on paper or stands at the counter; then the receipt to print. What is
//! typed is kept on the device until it is filed, and filed once however often one presses.

use super::case::{AgencyPicker, AttachTo};
use crate::state::api;
use hoiam_desk::parts::load::{Alert, Load};
use hoiam_desk::parts::views::Views;
use hoiam_desk::pure::dates;
use hoiam_desk::pure::place::Place;
use hoiam_desk::state::known::Known;
use hoiam_desk::state::loaded::Loaded;
use hoiam_desk::state::{app, device_now, storage};
use hoiam_kit::{Trouble, json};
use hoiam_shared::Lang;
use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::catalogue::behalf::Behalf as B;
use hoiam_shared::limits;
use hoiam_shared::wire::case::AgencyHit;
use hoiam_shared::wire::intake::{CaseNew, Contact, IntakeView, OnBehalfNew, QrView, Receipt};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

fn b(key: B) -> impl Fn() -> &'static str + Copy + Send + Sync + 'static {
    let lang = app().lang;
    move || key.text(lang.get())
}

/// What is being written; the key in it makes one case of it, however often it is sent.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Draft {
    input: OnBehalfNew,
    /// Name of the agency in `input`, to show it.
    #[serde(default)]
    agency_name: String,
    #[serde(default)]
    files: Vec<(String, String, u64)>,
}

/// Where the site that was chosen last is kept.
const SITE: &str = "hoiam.intake.site";

fn slot(login: &str) -> String {
    format!("hoiam.draft.{login}.intake")
}

impl Draft {
    fn empty(login: &str, site: String) -> Self {
        let contact = Contact { name: None, email: None, phone: None, notify: false };
        let case = CaseNew {
            kind: CaseKind::Feedback,
            title: String::new(),
            body: String::new(),
            category: None,
            area: None,
            address: None,
            agency: None,
            contact: Some(contact),
            attachments: Vec::new(),
            answers: Vec::new(),
            consent: false,
            public: None,
            language: Lang::Vi,
            happened_at: None,
        };
        // One of a kind: nobody begins two in one millisecond.
        let key = format!("{login}-{}", device_now().ms());
        let input = OnBehalfNew { key, site, channel: Channel::Phone, case };
        Self { input, agency_name: String::new(), files: Vec::new() }
    }
}

/// The page.
#[component]
pub fn IntakePage() -> impl IntoView {
    let app = app();
    let again = RwSignal::new(0u32);
    let loaded = Loaded::new(move || {
        again.track();
        api::intake(app, app.lang.get())
    });
    let receipt = RwSignal::new(None::<Receipt>);
    view! {
        <main id="main" class="intake" tabindex="-1">
            {move || match receipt.get() {
                Some(one) => view! { <Paper one receipt/> }.into_any(),
                None => view! {
                    <h1>{b(B::Title)}</h1>
                    <p>{b(B::Intro)}</p>
                    <Load value=move || loaded.get() retry=move |()| again.update(|n| *n += 1) view=move |view| {
                        view! { <Form view receipt/> }.into_any()
                    }/>
                }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Form(view: Known<IntakeView>, receipt: RwSignal<Option<Receipt>>) -> impl IntoView {
    let app = app();
    let login = app.login();
    // The site chosen last, if it is still there: mostly it is always the same.
    let last = storage::get(SITE);
    let first = view.with_untracked(|v| {
        let known = v.sites.iter().find(|site| Some(&site.key) == last.as_ref());
        known.or(v.sites.first()).map(|site| site.key.clone()).unwrap_or_default()
    });
    let kept = storage::get(&slot(&login)).and_then(|text| json::read::<Draft>(&text));
    let draft = RwSignal::new(kept.unwrap_or_else(|| Draft::empty(&login, first)));
    let login = StoredValue::new(login);
    let (busy, uploading) = (RwSignal::new(false), RwSignal::new(false));
    let trouble = RwSignal::new(None::<Trouble>);
    let change = move |put: &dyn Fn(&mut Draft)| {
        draft.update(put);
        draft.with_untracked(|d| json::write(d).map(|text| storage::set(&slot(&login.get_value()), &text)));
    };
    let site = Known::new(move || draft.with(|d| d.input.site.clone()));
    let about = Loaded::new(move || api::site(app, &site.get(), app.lang.get()));
    let typed_area = RwSignal::new(String::new());
    let areas = Loaded::when(move || {
        let q = typed_area.get();
        (!q.trim().is_empty()).then(|| api::areas(app, q.trim(), app.lang.get()))
    });
    let choose = Callback::new(move |hit: Option<AgencyHit>| {
        let (code, name) = hit.map(|hit| (Some(hit.code), hit.name)).unwrap_or_default();
        change(&|d| (d.input.case.agency, d.agency_name) = (code.clone(), name.clone()));
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() || uploading.get_untracked() {
            return;
        }
        let Draft { mut input, files, .. } = draft.get_untracked();
        input.case.attachments = files.into_iter().map(|(id, ..)| id).collect();
        let empty = |value: &Option<String>| value.as_deref().is_none_or(|v| v.trim().is_empty());
        input.case.contact = input.case.contact.filter(|c| !(empty(&c.name) && empty(&c.phone) && empty(&c.email)));
        busy.set(true);
        trouble.set(None);
        spawn_local(async move {
            match api::file_on_behalf(app, &input).await {
                Ok(one) => {
                    storage::remove(&slot(&login.get_value()));
                    storage::set(SITE, &input.site);
                    receipt.set(Some(one));
                }
                Err(cause) => _ = trouble.try_set(Some(cause)),
            }
            busy.try_set(false);
        });
    };
    let line = move |id: &'static str,
                     label: B,
                     kind: &'static str,
                     get: fn(&Draft) -> String,
                     put: fn(&mut Draft, String)| {
        view! {
            <label for=id>{b(label)}</label>
            <input id=id type=kind autocomplete="off" prop:value=move || draft.with(get)
                on:input=move |e| { let value = event_target_value(&e); change(&|d| put(d, value.clone())); }/>
        }
    };
    let some = |value: String| Some(value).filter(|v| !v.trim().is_empty());
    let channels = [Channel::Phone, Channel::InPerson, Channel::Paper, Channel::Email];
    let channel = move |one: Channel| {
        view! { <option value=one.code() selected=move || draft.with(|d| d.input.channel == one)>{move || one.name(app.lang.get())}</option> }
    };
    let kind = move |one: CaseKind| {
        view! { <option value=one.code() selected=move || draft.with(|d| d.input.case.kind == one)>{move || one.name(app.lang.get())}</option> }
    };
    let kinds = move || about.good().map(|about| about.kinds).unwrap_or_else(|| vec![CaseKind::Feedback]);
    let categories = move || {
        let chosen = draft.with(|d| d.input.case.category.clone());
        about.good().map(|about| about.categories).unwrap_or_default().into_iter().map(|one| {
            let selected = chosen.as_ref() == Some(&one.code);
            view! { <option value=one.code selected=selected>{if one.parent.is_some() { "– " } else { "" }}{one.name}</option> }
        }).views()
    };
    let sites = view.with_untracked(|v| v.sites.clone()).into_iter().map(move |one| {
        let key = one.key.clone();
        let label = format!("{} ({})", one.agency, one.key);
        view! { <option value=one.key selected=move || site.with(|s| *s == key)>{label}</option> }
    });
    let told = Callback::new(move |(files, now): (Vec<(String, String, u64)>, bool)| {
        if uploading.try_set(now).is_none() {
            change(&|d| d.files.clone_from(&files));
        }
    });
    view! {
        <form class="act" on:submit=send>
            <label for="in-channel">{b(B::Channel)}</label>
            <select id="in-channel" on:change=move |e| {
                if let Some(one) = Channel::from_code(&event_target_value(&e)) {
                    change(&|d| d.input.channel = one);
                }
            }>{channels.into_iter().map(channel).views()}</select>
            <label for="in-site">{b(B::Site)}</label>
            <select id="in-site" on:change=move |e| { let key = event_target_value(&e); change(&|d| d.input.site.clone_from(&key)); }>{sites.views()}</select>
            <label for="in-kind">{b(B::Kind)}</label>
            <select id="in-kind" on:change=move |e| {
                if let Some(one) = CaseKind::from_code(&event_target_value(&e)) {
                    change(&|d| d.input.case.kind = one);
                }
            }>{move || kinds().into_iter().map(kind).views()}</select>
            <label for="in-body">{b(B::Body)}</label>
            <textarea id="in-body" rows="8" maxlength=limits::BODY_CHARS.to_string() prop:value=move || draft.with(|d| d.input.case.body.clone())
                on:input=move |e| { let value = event_target_value(&e); change(&|d| d.input.case.body.clone_from(&value)); }></textarea>
            {line("in-title", B::Summary, "text", |d| d.input.case.title.clone(), |d, v| d.input.case.title = v)}
            <p class="soft">{b(B::SummaryHelp)}</p>
            <label for="in-category">{b(B::Category)}</label>
            <select id="in-category" on:change=move |e| { let code = event_target_value(&e); change(&|d| d.input.case.category = some(code.clone())); }>
                <option value="">{b(B::NoCategory)}</option>{categories}
            </select>
            <label for="in-area">{b(B::Area)}</label>
            <input id="in-area" list="in-areas" autocomplete="off" aria-describedby="in-area-help"
                prop:value=move || draft.with(|d| d.input.case.area.clone().unwrap_or_default())
                on:input=move |e| { let value = event_target_value(&e); typed_area.set(value.clone()); change(&|d| d.input.case.area = some(value.clone())); }/>
            <datalist id="in-areas">
                {move || areas.good().unwrap_or_default().into_iter().map(|one| view! { <option value=one.code>{one.name}" – "{one.province}</option> }).views()}
            </datalist>
            <p class="soft" id="in-area-help">{b(B::AreaHelp)}</p>
            {line("in-address", B::Address, "text", |d| d.input.case.address.clone().unwrap_or_default(), |d, v| d.input.case.address = Some(v).filter(|v| !v.is_empty()))}
            <label for="in-agency">{b(B::Agency)}</label>
            <AgencyPicker id="in-agency" name=Box::new(move || draft.with(|d| d.agency_name.clone())) choose about="in-agency-help"/>
            <p class="soft" id="in-agency-help">{b(B::AgencyHelp)}</p>
            <fieldset>
                <legend>{b(B::Person)}</legend>
                {line("in-name", B::Name, "text", |d| contact(d).name.clone().unwrap_or_default(), |d, v| contact_mut(d).name = Some(v))}
                {line("in-phone", B::Phone, "tel", |d| contact(d).phone.clone().unwrap_or_default(), |d, v| contact_mut(d).phone = Some(v))}
                {line("in-email", B::Email, "email", |d| contact(d).email.clone().unwrap_or_default(), |d, v| contact_mut(d).email = Some(v))}
                <label class="check"><input type="checkbox" prop:checked=move || draft.with(|d| d.input.case.consent)
                    on:change=move |e| { let on = event_target_checked(&e); change(&|d| d.input.case.consent = on); }/>{b(B::Consent)}</label>
                <label class="check"><input type="checkbox" prop:checked=move || draft.with(|d| contact(d).notify)
                    on:change=move |e| { let on = event_target_checked(&e); change(&|d| contact_mut(d).notify = on); }/>{b(B::Notify)}</label>
            </fieldset>
            <p id="in-scan">{b(B::Scan)}</p>
            <AttachTo start=draft.with_untracked(|d| d.files.clone()) told/>
            <Alert trouble/>
            <div class="buttons">
                <button class="primary" aria-disabled=move || (busy.get() || uploading.get()).to_string()>
                    {move || if busy.get() { B::Sending } else { B::Send }.text(app.lang.get())}
                </button>
            </div>
            <p class="kept soft">{b(B::Kept)}</p>
        </form>
    }
}

fn contact(draft: &Draft) -> Contact {
    draft.input.case.contact.clone().unwrap_or(Contact { name: None, email: None, phone: None, notify: false })
}

fn contact_mut(draft: &mut Draft) -> &mut Contact {
    draft.input.case.contact.get_or_insert(Contact { name: None, email: None, phone: None, notify: false })
}

/// The receipt: what is handed over.
#[component]
fn Paper(one: Receipt, receipt: RwSignal<Option<Receipt>>) -> impl IntoView {
    let app = app();
    let code = one.code.clone();
    let qr = Loaded::new(move || api::qr(app, &code, app.lang.get()));
    let due = one.due_at;
    let due = move || {
        let lang = app.lang.get();
        due.map_or_else(|| B::NoDue.text(lang).to_owned(), |at| dates::due(at, lang))
    };
    let drawn = |qr: QrView| {
        let size = format!("0 0 {0} {0}", qr.side);
        view! { <svg class="qr" viewBox=size role="img" aria-label="QR"><path d=qr.path></path></svg> }
    };
    view! {
        <section class="paper" aria-labelledby="paper-title">
            <h1 id="paper-title">{b(B::ReceiptTitle)}</h1>
            <dl>
                <div><dt>{b(B::Code)}</dt><dd class="code big">{one.code.clone()}</dd></div>
                <div><dt>{b(B::Secret)}</dt><dd class="code big">{one.secret}</dd></div>
                <div><dt>{b(B::With)}</dt><dd>{one.agency.name}</dd></div>
                <div><dt>{b(B::Due)}</dt><dd>{due}</dd></div>
                <div><dt>{b(B::Track)}</dt><dd>{one.tracking_url}</dd></div>
            </dl>
            {move || qr.good().map(drawn)}
            <p>{b(B::SecretHelp)}</p>
            <p class="soft">{one.due_explained}</p>
        </section>
        <div class="buttons no-print">
            <button type="button" class="primary" on:click=move |_| _ = window().print()>{b(B::Print)}</button>
            <a class="button" href=Place::case(&*one.code).href()>{b(B::Open)}</a>
            <button type="button" on:click=move |_| receipt.set(None)>{b(B::Another)}</button>
        </div>
    }
}

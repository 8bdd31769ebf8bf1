//! What every page shares: who reads it in which language, and the frame around the content (head, header,
//! language switch, footer). Content belongs in `pages`.

use crate::icons;
use hoiam_shared::Lang;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::ledger::Ledger;
use hoiam_shared::catalogue::petitions::Petitions;
use hoiam_shared::catalogue::portal::Portal as T;
use hoiam_shared::catalogue::public::Open;
use leptos::prelude::*;
use std::sync::Arc;

/// The loader of petitions: within the frame it placed, the same file tells the page around how high the frame is.
const FRAME_SCRIPT: &str = "/petition.js";

/// What is the same for every page of an installation; built once.
#[derive(Debug, Clone)]
pub struct Shell {
    /// Address of the design tokens, content-hashed.
    pub tokens_href: String,
    /// Address of [`crate::STYLES`], content-hashed.
    pub styles_href: String,
    /// Who runs the installation, as shown in the header and footer; may be empty.
    pub operator: String,
    /// The zone in which dates are shown.
    pub zone: jiff::tz::TimeZone,
}

/// What a page needs to know beside its content.
#[derive(Debug, Clone)]
pub struct Page {
    /// Language of the reader.
    pub lang: Lang,
    /// Path and query of this page without `lang`, for the language switch: `/f/abc`.
    pub path: String,
    /// Fresh idempotency key that goes into the forms of the page, so that sending twice acts once.
    pub token: String,
    /// What has just happened, said above the content.
    pub flash: Vec<Flash>,
    /// The one address of what is shown, whole and without `lang`, for search engines.
    pub canonical: Option<String>,
    /// What is shown in one sentence, for search engines.
    pub description: Option<String>,
    /// Path of the feed that belongs to it.
    pub feed: Option<String>,
    /// Whole address of a picture of what is shown, for previews of links. With it they get title and description too.
    pub image: Option<String>,
    /// Stands in a frame on somebody else's page: without header and footer; tells that page its height.
    pub bare: bool,
    /// The frame.
    pub shell: Arc<Shell>,
}

/// A message about what has just happened.
#[derive(Debug, Clone)]
pub struct Flash {
    /// Good or bad news.
    pub mood: Mood,
    /// In the reader's language.
    pub text: String,
}

/// The tone of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// It worked.
    Good,
    /// It did not.
    Bad,
}

/// How the other language is reached without losing what the page holds.
pub(crate) enum Switch {
    /// A link: nothing would be lost.
    Link,
    /// Sends the form with this id, which is drawn again with all that was typed.
    Typed(&'static str),
    /// Sends the form with this id again, which only opens the page.
    Again(&'static str),
    /// Not offered: the page can be shown only once.
    None,
}

/// The content of a page.
pub(crate) struct Doc {
    /// Without the name of the service.
    pub title: String,
    /// Errors are shown: the title says so first (GOV.UK, error summary).
    pub failed: bool,
    /// Class of `main`.
    pub class: &'static str,
    /// The language switch.
    pub switch: Switch,
    /// May stand in the index of a search engine.
    pub listed: bool,
    /// What stands in `main`.
    pub body: AnyView,
}

impl Page {
    /// A page without messages and token.
    pub fn new(lang: Lang, path: impl Into<String>, shell: Arc<Shell>) -> Self {
        Self {
            lang,
            path: path.into(),
            token: String::new(),
            flash: Vec::new(),
            canonical: None,
            description: None,
            feed: None,
            image: None,
            bare: false,
            shell,
        }
    }

    /// A text of the portal.
    pub(crate) fn t(&self, key: T) -> &'static str {
        key.text(self.lang)
    }

    /// A text with its places filled.
    pub(crate) fn say(&self, key: T, values: &[(&str, &str)]) -> String {
        fill(key.text(self.lang), values)
    }

    /// An address of the portal in the language of the page: the language travels in the address, as there is
    /// no cookie to keep it.
    pub(crate) fn href(&self, path: &str) -> String {
        in_language(path, self.lang)
    }

    const fn other(&self) -> Lang {
        match self.lang {
            Lang::Vi => Lang::En,
            Lang::En => Lang::Vi,
        }
    }
}

fn in_language(path: &str, lang: Lang) -> String {
    let joint = if path.contains('?') { '&' } else { '?' };
    format!("{path}{joint}lang={}", lang.code())
}

/// A whole document.
pub(crate) fn document(page: &Page, doc: Doc) -> String {
    let service = page.t(T::Service);
    let title = if doc.title.is_empty() {
        page.say(T::TitleOf, &[("page", service), ("service", page.t(T::Tagline))])
    } else {
        page.say(T::TitleOf, &[("page", &doc.title), ("service", service)])
    };
    let title = if doc.failed { page.say(T::TitleError, &[("page", &title)]) } else { title };
    let flash = page.flash.iter().map(flash).collect::<Vec<_>>();
    let preview = preview(page, &doc.title);
    let html = view! {
        <html lang=page.lang.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <meta name="color-scheme" content="light dark"/>
                <meta name="format-detection" content="telephone=no"/>
                <meta name="referrer" content="no-referrer"/>
                {(!doc.listed).then(|| view! { <meta name="robots" content="noindex"/> })}
                <title>{title}</title>
                {known_as(page)}
                {preview}
                <link rel="stylesheet" href=page.shell.tokens_href.clone()/>
                <link rel="stylesheet" href=page.shell.styles_href.clone()/>
                {page.bare.then(|| view! { <script defer src=FRAME_SCRIPT></script> })}
            </head>
            <body class:bare=page.bare>
                {(!page.bare).then(|| view! {
                    <a class="skip" href="#main">{page.t(T::Skip)}</a>
                    {header(page, &doc.switch)}
                })}
                <main id="main" class=doc.class tabindex="-1">{flash}{doc.body}</main>
                {(!page.bare).then(|| footer(page))}
            </body>
        </html>
    }
    .to_html();
    // Leptos parts neighbouring texts with `<!>` for hydration, which does not happen here. Texts and attributes
    // are escaped, so these four characters are never content.
    format!("<!DOCTYPE html>{}", html.replace("<!>", ""))
}

/// A document as far as it stands in `main`, for an answer that goes on later, with what [`continued`] gives.
pub fn opened(document: &str) -> &str {
    document.rsplit_once("</main>").map_or(document, |(before, _)| before)
}

/// A document from what stands in its `main` on, behind what [`opened`] gave of another: the sheet shows the last of them.
pub fn continued(document: &str) -> &str {
    let inside = document.split_once("<main ").and_then(|(_, from)| from.split_once('>'));
    inside.map_or(document, |(_, inside)| inside)
}

/// What search engines and readers of feeds are told: the address in each language, a description, the feed.
fn known_as(page: &Page) -> AnyView {
    let canonical = page.canonical.as_ref().map(|address| {
        let in_each = Lang::ALL.iter().map(|lang| {
            view! { <link rel="alternate" hreflang=lang.code() href=in_language(address, *lang)/> }
        });
        view! {
            <link rel="canonical" href=in_language(address, page.lang)/>
            {in_each.collect::<Vec<_>>()}
            <link rel="alternate" hreflang="x-default" href=address.clone()/>
        }
    });
    let description = page.description.clone().map(|text| view! { <meta name="description" content=text/> });
    let feed = page.feed.as_ref().map(|path| {
        view! { <link rel="alternate" type="application/atom+xml" title=Open::Feed.text(page.lang) href=page.href(path)/> }
    });
    view! { {description}{canonical}{feed} }.into_any()
}

/// What programs that show links make a card of (Open Graph).
fn preview(page: &Page, title: &str) -> AnyView {
    let Some(image) = page.image.clone() else { return ().into_any() };
    let own = |property: &'static str, content: Option<String>| {
        content.map(|content| leptos::html::meta().attr("property", property).content(content))
    };
    view! {
        {own("og:type", Some("website".to_owned()))}
        {own("og:site_name", Some(page.t(T::Service).to_owned()))}
        {own("og:title", Some(title.to_owned()))}
        {own("og:description", page.description.clone())}
        {own("og:url", page.canonical.clone())}
        {own("og:image", Some(image))}
        <meta name="twitter:card" content="summary_large_image"/>
    }
    .into_any()
}

fn flash(message: &Flash) -> AnyView {
    let class = match message.mood {
        Mood::Good => "flash good",
        Mood::Bad => "flash bad",
    };
    view! { <div class=class role="status"><p dir="auto">{message.text.clone()}</p></div> }.into_any()
}

fn header(page: &Page, chosen: &Switch) -> AnyView {
    let link = |path: &str, text: &'static str| {
        let here = page.path.split('?').next() == Some(path);
        view! { <li><a href=page.href(path) aria-current=here.then_some("page")>{text}</a></li> }
    };
    let operator = page.shell.operator.clone();
    view! {
        <header class="top">
            <div class="wrap">
                <a class="brand" href=page.href("/")>
                    {icons::mark()}
                    <span class="brand-text">
                        <span class="brand-name">{page.t(T::Service)}</span>
                        {(!operator.is_empty()).then(|| view! { " "<span class="brand-of">{operator}</span> })}
                    </span>
                </a>
                <nav aria-label=page.t(T::NavLabel)>
                    <ul>
                        {link("/s", Open::NavAnswers.text(page.lang))}
                        {link("/petitions", Petitions::Nav.text(page.lang))}
                        {link("/t", page.t(T::NavFind))}
                        {link("/about", page.t(T::NavAbout))}
                    </ul>
                </nav>
                {switch(page, chosen)}
            </div>
        </header>
    }
    .into_any()
}

fn switch(page: &Page, chosen: &Switch) -> AnyView {
    let other = page.other();
    let address = in_language(&page.path, other);
    let (text, hint, code) = (page.t(T::SwitchLang), page.t(T::SwitchHint), other.code());
    match *chosen {
        Switch::None => ().into_any(),
        Switch::Link => {
            view! { <a class="lang" href=address lang=code hreflang=code title=hint>{text}</a> }.into_any()
        }
        // Return in a text field presses the first button of its form, which would be this one: so a hidden
        // button that sends comes before it.
        Switch::Typed(form) => view! {
            <button class="vh" form=form tabindex="-1" aria-hidden="true">{page.t(T::Send)}</button>
            <button class="lang" form=form formaction=address name="go" value="show" lang=code title=hint>{text}</button>
        }
        .into_any(),
        Switch::Again(form) => {
            view! { <button class="lang" form=form formaction=address lang=code title=hint>{text}</button> }.into_any()
        }
    }
}

fn footer(page: &Page) -> AnyView {
    let operator = &page.shell.operator;
    let run_by = (!operator.is_empty()).then(|| page.say(T::RunBy, &[("operator", operator)]));
    view! {
        <footer class="bottom">
            <div class="wrap">
                <p class="pledge">{page.t(T::FooterPledge)}</p>
                <nav aria-label=page.t(T::FooterLabel)>
                    <ul>
                        <li><a href=page.href("/")>{page.t(T::NavSend)}</a></li>
                        <li><a href=page.href("/s")>{Open::Title.text(page.lang)}</a></li>
                        <li><a href=page.href("/petitions")>{Petitions::Title.text(page.lang)}</a></li>
                        <li><a href=page.href("/scorecards")>{Open::NavScores.text(page.lang)}</a></li>
                        <li><a href=page.href("/t")>{page.t(T::NavFind)}</a></li>
                        <li><a href=page.href("/ledger")>{Ledger::Nav.text(page.lang)}</a></li>
                        <li><a href=page.href("/about")>{page.t(T::NavAbout)}</a></li>
                        <li><a href=page.href("/api/docs")>{page.t(T::NavApi)}</a></li>
                    </ul>
                </nav>
                {run_by.map(|text| view! { <p class="quiet">{text}</p> })}
            </div>
        </footer>
    }
    .into_any()
}

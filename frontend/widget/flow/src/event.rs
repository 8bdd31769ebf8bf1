//! What can happen to the widget, and what it asks the browser to do.

use crate::draft::{Draft, Field};
use crate::page::Page;
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::files::Chosen;
use hoiam_shared::wire::intake::{CaseNew, Receipt, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::site::{AreaView, SiteView};

/// A call that brought nothing, in words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Refusal {
    /// What happened.
    pub title: String,
    /// What was kept and what to do.
    pub detail: String,
    /// What is wrong with which field.
    pub fields: Vec<FieldProblem>,
    /// Whether it was stored is not known: sending the very same thing again is right.
    pub unsure: bool,
    /// The key was used for another text.
    pub key_reused: bool,
}

/// Something happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The site's facts came.
    SiteCame(SiteView),
    /// They did not.
    SiteFailed(Refusal),
    /// Ask for them again.
    Retry,
    /// A person typed; the whole text of the field.
    Typed(Field, String),
    /// A kind was chosen.
    Chose(CaseKind),
    /// Areas for this text came.
    AreasCame(String, Vec<AreaView>),
    /// An area was picked from the list.
    Picked(AreaView),
    /// The list of areas was closed without picking.
    ListClosed,
    /// Files were chosen, uploaded or dropped: those that are uploaded, and whether more are on their way.
    Files(Vec<Chosen>, bool),
    /// On to the next question.
    Next,
    /// Back to the one before.
    Back,
    /// To a question that was answered before, or to the look-up and back.
    Go(Page),
    /// Send the case.
    Send,
    /// It is stored; the second text is the key for the next draft.
    Sent(Box<Receipt>, String),
    /// It is not; the second text is a key in case this one cannot be used.
    NotSent(Refusal, String),
    /// Throw the draft away; with the key for the next one.
    Forget(String),
    /// Look the case up.
    Look,
    /// Follow the case just filed.
    Follow,
    /// The case came, after a look-up or an action.
    CaseCame(Box<TrackingView>),
    /// A look-up or an action failed.
    CaseFailed(Refusal),
    /// Open the panel of an action, or close it.
    Plan(Option<Action>),
    /// Stars chosen, 1 to 5.
    Stars(u8),
    /// Carry the planned action out.
    Act,
    /// Another language.
    Speak(Lang),
}

/// What is focused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The heading of the page, so that a screen reader starts there.
    Heading,
    /// The summary of what is wrong.
    Summary,
    /// A field.
    Field(Field),
}

/// Something to do in the browser.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask for the site's facts.
    LoadSite,
    /// Keep the draft.
    Save(Draft),
    /// Remove the kept draft.
    Erase,
    /// Look for areas.
    FindAreas(String),
    /// File the case under this key.
    Send(String, Box<CaseNew>),
    /// Look up: code, secret.
    Track(String, String),
    /// Say something: code, secret, action, words, ids of uploads.
    Say(String, String, Action, String, Vec<String>),
    /// The files that were chosen went with what was sent, or were thrown away.
    ForgetFiles,
    /// Rate: code, secret, stars, words.
    Rate(String, String, u8, String),
    /// Move the focus, once the page is drawn.
    Focus(Target),
}

//! What can happen to the widget, and what it asks the browser to do.

use crate::draft::Field;
use crate::page::Page;
use crate::state::{For, Known, Uploads};
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::files::Chosen;
use hoiam_shared::wire::intake::{CaseNew, Receipt, TrackingView, WordsInput};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::public::SuggestionView;
use hoiam_shared::wire::site::{AreaView, RouteView, SiteView};
use std::sync::Arc;

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
    /// Whether trying again by itself may help.
    pub again: Again,
}

/// When the same thing may succeed without anybody changing anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Again {
    /// Only when a person changes something.
    #[default]
    Never,
    /// When the network is back.
    Online,
    /// Later: the server is there but could not, or was too slow.
    Later,
    /// After so many seconds, as the server said (`Retry-After`).
    After(u32),
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
    /// What was found for this text of a field came: areas, or agencies (which lie in no province).
    Found(Field, String, Vec<AreaView>),
    /// One of them was picked from the list.
    Picked(Field, AreaView),
    /// Down the list, or up.
    HitMoved(bool),
    /// The one reached was taken.
    HitTaken,
    /// The list was closed without picking.
    ListClosed,
    /// The receipt was copied, or could not be.
    Copied(bool),
    /// The QR code came: path and side.
    QrCame(String, String),
    /// What is uploaded for the draft, an answer or a reply, and how the rest of the draft or the reply stands.
    FilesCame(For, Vec<Chosen>, Uploads),
    /// What sends files could not be fetched yet.
    FilesFailed(For),
    /// They want to be told by e-mail, or do not.
    Notified(bool),
    /// Contact details may be used, or may not.
    Consented(bool),
    /// The case may not be public, or may: the box of the site is ticked.
    Wished(bool),
    /// Public cases that read like this text came.
    Alike(String, Vec<SuggestionView>),
    /// The public case of this code is the same matter.
    Join(String),
    /// Who would get the case came.
    RouteCame(RouteView),
    /// Choose another agency, or leave it to the rules again.
    Reroute(bool),
    /// Put in where this device is.
    Locate,
    /// Where it is, in words; nothing when it would not say.
    Located(Option<String>),
    /// Keep code and secret of the case just filed on this device.
    Remember,
    /// Take a case off this device's list.
    Unremember(String),
    /// Open a case of this device's list.
    OpenKnown(String),
    /// On to the next question.
    Next,
    /// Back to the one before.
    Back,
    /// To a question that was answered before, or to the look-up and back.
    Go(Page),
    /// Send the case.
    Send,
    /// The server asked for some work first, and it is being done.
    Works,
    /// It is stored; the second text is the key for the next draft.
    Sent(Box<Receipt>, String),
    /// It is not; the second text is a key in case this one cannot be used.
    NotSent(Refusal, String),
    /// Throw the draft away; with the key for the next one.
    Forget(String),
    /// The device refused to keep the draft.
    NotKept,
    /// Others use this device, too: keep nothing on it. Or keep it after all.
    Share(bool),
    /// The network is back.
    Online,
    /// The wait with this number is over.
    WaitOver(u32),
    /// Do not try again by itself.
    StopWaiting,
    /// Away from here at once, and no trace of it.
    Escape,
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
    /// The part that comes later is here, or why not.
    PartCame(Option<Refusal>),
    /// Ask for it again.
    NeedPart,
    /// Another language.
    Speak(Lang),
}

impl Event {
    /// May come with every letter.
    pub const fn types(&self) -> bool {
        matches!(self, Self::Typed(..) | Self::NotKept)
    }
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
    /// Load the part of the program that comes later.
    Part,
    /// Keep the draft, as it is stored.
    Save(String),
    /// Remove the kept draft.
    Erase,
    /// Go on in the frame on our own origin, with this draft: what is written from here on is no business of the page.
    Seclude(String),
    /// Leave the page for a harmless one.
    Escape,
    /// Say so when so many seconds have passed: seconds, number of the wait.
    Wait(u32, u32),
    /// Ask for the QR code of this tracking code.
    Qr(String),
    /// Tell the page that a case was sent, and nothing more.
    TellSent,
    /// Look for what is typed into a field: areas, or agencies.
    Find(Field, String),
    /// Look for public cases that read like this text, once typing pauses.
    Suggest(String),
    /// Join the public case of this code, under this key, with these words.
    Join(String, String, Arc<CaseNew>),
    /// Ask who would get the case: kind, category, area.
    Route(CaseKind, String, String),
    /// Ask the device where it is.
    Locate,
    /// Keep the list of cases on this device as it is now.
    KeepKnown(Vec<Known>),
    /// File the case under this key.
    Send(String, Arc<CaseNew>),
    /// Look up: code, secret.
    Track(String, String),
    /// Say something: code, secret, action, words and files.
    Say(String, String, Action, WordsInput),
    /// Rate: code, secret, stars, words.
    Rate(String, String, u8, String),
    /// Move the focus, once the page is drawn.
    Focus(Target),
}

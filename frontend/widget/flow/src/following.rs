//! Following a case: look-up, messages, rating, withdrawal, reopening, and the list of cases on this device. Comes with
//! the part of the program that is loaded later, through the one door at its top.

use crate::draft::Field;
use crate::event::{Effect, Event, Target};
use crate::page::Page;
use crate::state::{Following, Known, State, Uploads};
use crate::words;
use hoiam_shared::case::{Action, Code};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::WordsInput;
use hoiam_shared::{check, limits};

/// What of a citizen files can go along with.
pub const fn takes_files(action: Action) -> bool {
    matches!(action, Action::Message | Action::Reopen | Action::Appeal)
}

/// Cases that a device remembers at most.
const MOST_KNOWN: usize = 20;

impl State {
    /// What happens while a case is followed. The other events never come here.
    #[inline(never)]
    pub(crate) fn later_follow(&mut self, event: Event, out: &mut Vec<Effect>) {
        match event {
            Event::Remember => {
                let Some(receipt) = &self.receipt else { return };
                let known = Known { code: receipt.code.clone(), secret: receipt.secret.clone() };
                if !self.known.contains(&known) {
                    self.known.insert(0, known);
                    self.known.truncate(MOST_KNOWN);
                }
                out.push(Effect::KeepKnown(self.known.clone()));
            }
            Event::Unremember(code) => {
                self.known.retain(|known| known.code != code);
                out.push(Effect::KeepKnown(self.known.clone()));
                out.push(Effect::Focus(Target::Heading));
            }
            Event::OpenKnown(code) => {
                if let Some(known) = self.known.iter().find(|known| known.code == code).cloned() {
                    self.following = Following { code, secret: known.secret, ..Following::default() };
                    self.look(out);
                }
            }
            Event::Look => self.look(out),
            Event::CaseCame(view) => {
                self.busy = false;
                self.following.code.clone_from(&view.code);
                self.following.view = Some((*view).into());
                (self.following.plan, self.following.stars) = (None, 0);
                self.following.reply.clear();
                self.following.files.clear();
                self.turn_to(Page::Case, out);
            }
            Event::Plan(action) => {
                self.following.plan = action;
                self.following.stars = 0;
                self.following.reply.clear();
                self.following.files.clear();
                (self.following.uploads, self.sends) = (Uploads::default(), false);
                self.clear_troubles();
                if action.is_some_and(|a| a != Action::Rate) {
                    out.push(Effect::Focus(Target::Field(Field::Reply)));
                }
            }
            Event::Stars(stars) => {
                self.following.stars = stars.clamp(1, 5);
                self.faults.clear();
            }
            Event::Act => self.act(out),
            _ => {}
        }
    }

    fn look(&mut self, out: &mut Vec<Effect>) {
        if self.busy {
            return;
        }
        if Code::parse(&self.following.code).is_none() {
            return self.blame(Field::Code.id(), T::CodeWrong, out);
        }
        self.clear_troubles();
        self.busy = true;
        out.push(Effect::Track(self.following.code.trim().to_owned(), self.following.secret.trim().to_owned()));
    }

    fn act(&mut self, out: &mut Vec<Effect>) {
        let (Some(action), false) = (self.following.plan, self.busy) else { return };
        let body = self.following.reply.trim().to_owned();
        if action == Action::Rate && self.following.stars == 0 {
            return self.blame("stars", T::StarsMissing, out);
        }
        let (least, most) = match action {
            // Files say something, too.
            Action::Message => {
                (usize::from(self.following.files.is_empty() && !self.following.uploads.busy), limits::BODY_CHARS)
            }
            Action::Reopen => (limits::BODY_MIN_CHARS, limits::REASON_CHARS),
            Action::Appeal => (limits::BODY_MIN_CHARS, limits::BODY_CHARS),
            _ => (0, limits::REASON_CHARS),
        };
        let mut faults = Vec::new();
        check::text(Field::Reply.id(), &body, least, most, &mut faults);
        if !faults.is_empty() {
            self.refusal = None;
            self.faults = faults.iter().map(|fault| words::fault(fault, self.lang)).collect();
            out.push(Effect::Focus(Target::Summary));
            return;
        }
        if takes_files(action) && self.waits_for_files(self.following.uploads, out) {
            return;
        }
        let (code, secret) = (self.following.code.trim().to_owned(), self.following.secret.trim().to_owned());
        let attachments = self.following.files.iter().map(|file| file.id.clone()).collect();
        self.clear_troubles();
        self.busy = true;
        out.push(match action {
            Action::Rate => Effect::Rate(code, secret, self.following.stars, body),
            _ => Effect::Say(code, secret, action, WordsInput { body, attachments }),
        });
    }
}

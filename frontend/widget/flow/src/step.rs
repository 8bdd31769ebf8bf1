//! The one transition function. Everything the widget does passes through here.

use crate::draft::{Draft, Field};
use crate::event::{Again, Effect, Event, Refusal, Target};
use crate::page::Page;
use crate::state::{Following, Keeping, Load, Locating, Part, State, Uploads, Waiting};
use crate::words;
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::{AnswerInput, CaseNew};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::{Stamp, check};
use std::sync::Arc;

/// Letters typed before areas or agencies are looked for: one letter matches half the country.
const FIND_LETTERS: usize = 2;
/// Seconds before the next try by itself, when the server did not say.
const RETRY_SECONDS: [u32; 4] = [10, 30, 60, 180];
/// Tries by itself; after them a person decides.
const MOST_TRIES: u32 = 20;

/// What `event` makes of `state`, and what is to be done.
pub fn step(mut state: State, event: Event) -> (State, Vec<Effect>) {
    let effects = state.step(event);
    (state, effects)
}

impl State {
    /// The same in place: a state is large, and moving it about is code.
    pub fn step(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.apply(event, &mut effects);
        effects
    }

    pub(crate) fn apply(&mut self, event: Event, out: &mut Vec<Effect>) {
        match event {
            Event::SiteCame(site) => {
                self.site = Load::Ready(site.into());
                self.redrawn(out);
                // A draft of an earlier visit may go on in the middle.
                self.look_ahead(out);
                // Sent on an earlier visit, and never answered: the same key makes sure that it is one case.
                if self.draft.queued && !self.busy && self.waiting.is_none() {
                    self.send(out);
                }
            }
            Event::SiteFailed(refusal) => {
                self.site = Load::Failed(refusal);
                self.redrawn(out);
            }
            Event::Retry => {
                self.site = Load::Pending;
                out.push(Effect::LoadSite);
                self.redrawn(out);
            }
            Event::Typed(field, text) => self.typed(field, text, out),
            Event::Chose(kind) => {
                self.draft.kind = Some(kind);
                self.faults.clear();
                self.keep(out);
            }
            Event::Found(field, typed, hits) => {
                // An answer to what was typed before the last letter is late; it is not shown.
                let picked = if field == Field::Agency { &self.draft.agency } else { &self.draft.area };
                if typed == self.text(field) && picked.is_empty() {
                    (self.hits, self.hits_for, self.hit_at) = (hits, Some(field), 0);
                }
            }
            Event::Picked(field, hit) => {
                let mut name = hit.name;
                if !hit.province.is_empty() {
                    name.push_str(", ");
                    name.push_str(&hit.province);
                }
                let draft = &mut self.draft;
                if field == Field::Agency {
                    (draft.agency, draft.agency_name) = (hit.code, name);
                } else {
                    (draft.area, draft.area_name) = (hit.code, name);
                }
                self.hits.clear();
                self.keep(out);
                out.push(Effect::Focus(Target::Field(field)));
            }
            Event::HitMoved(down) => {
                let count = self.hits.len().max(1);
                self.hit_at = (self.hit_at + if down { 1 } else { count - 1 }) % count;
            }
            Event::HitTaken => {
                if let (Some(field), Some(hit)) = (self.hits_for, self.hits.get(self.hit_at)) {
                    let hit = hit.clone();
                    self.apply(Event::Picked(field, hit), out);
                }
            }
            Event::ListClosed => self.hits.clear(),
            Event::Copied(done) => self.copied = Some(done),
            Event::QrCame(path, side) => self.qr = Some((path, side)),
            Event::FilesCame(whose, files, uploads) => self.later_files(whose, files, uploads, out),
            Event::FilesFailed(whose) => self.blame(State::field_of(whose).id(), T::FilesFailed, out),
            Event::Notified(wanted) => {
                self.draft.notify = wanted;
                self.keep(out);
            }
            Event::Consented(consent) => {
                self.draft.consent = consent;
                self.faults.retain(|fault| fault.field != Field::Consent.id());
                self.keep(out);
            }
            Event::Wished(ticked) => {
                self.draft.wish = ticked.then(|| !self.publishes());
                self.keep(out);
            }
            Event::Alike(typed, alike) => {
                // An answer to what was typed before is late, unless nothing better is shown.
                if typed == self.draft.body {
                    if !alike.is_empty() {
                        self.need_part(out);
                    }
                    self.alike = alike;
                }
            }
            Event::Join(code) => {
                if !self.busy {
                    self.joins = Some(code);
                    self.send(out);
                }
            }
            Event::RouteCame(route) => self.route = Some(route),
            Event::Reroute(other) => {
                self.rerouting = other;
                self.need_part(out);
                self.hits.clear();
                if other {
                    out.push(Effect::Focus(Target::Field(Field::Agency)));
                } else {
                    self.draft.agency.clear();
                    self.draft.agency_name.clear();
                    self.keep(out);
                }
            }
            Event::Locate => {
                if self.locating != Locating::Asked {
                    self.locating = Locating::Asked;
                    out.push(Effect::Locate);
                }
            }
            Event::Located(None) => self.locating = Locating::Failed,
            Event::Located(Some(place)) => {
                self.locating = Locating::No;
                let address = &mut self.draft.address;
                if !address.trim().is_empty() {
                    address.push_str("; ");
                }
                address.push_str(&place);
                self.keep(out);
                out.push(Effect::Focus(Target::Field(Field::Address)));
            }
            Event::Next => self.next(out),
            Event::Back => {
                let before = self.steps().take_while(|page| *page != self.page).last();
                if let Some(page) = before.filter(|_| self.page.position().is_some()) {
                    self.turn_to(page, out);
                }
            }
            Event::Go(page) => self.go(page, out),
            Event::Send => self.send(out),
            Event::Works => self.works = true,
            Event::Sent(receipt, key) => {
                self.busy = false;
                (self.unsure, self.waiting) = (None, None);
                self.following =
                    Following { code: receipt.code.clone(), secret: receipt.secret.clone(), ..Following::default() };
                (self.qr, self.copied) = (None, None);
                out.push(Effect::Qr(receipt.code.clone()));
                self.receipt = Some((*receipt).into());
                self.draft = Draft::new(key);
                self.uploads = Uploads::default();
                self.alike.clear();
                self.restored = false;
                out.push(Effect::Erase);
                out.push(Effect::TellSent);
                self.turn_to(Page::Sent, out);
            }
            Event::NotSent(refusal, key) => self.not_sent(refusal, key, out),
            Event::Forget(key) => self.forget(key, out),
            Event::NotKept => {
                if self.keeping == Keeping::On {
                    self.keeping = Keeping::Refused;
                }
            }
            Event::Share(shared) => {
                self.keeping = if shared { Keeping::Off } else { Keeping::On };
                self.keep(out);
            }
            Event::Online => {
                if self.waiting.is_some_and(|waiting| waiting.offline) {
                    self.send(out);
                }
            }
            Event::WaitOver(tries) => {
                if self.waiting.is_some_and(|waiting| waiting.tries == tries) {
                    self.send(out);
                }
            }
            Event::StopWaiting => {
                (self.waiting, self.draft.queued) = (None, false);
                self.clear_troubles();
                self.keep(out);
                out.push(Effect::Focus(Target::Heading));
            }
            Event::Escape => {
                let key = self.draft.key.clone();
                self.forget(key, out);
                out.push(Effect::Escape);
            }
            Event::Follow => {
                self.turn_to(Page::Find, out);
                self.follow(Event::Look, out);
            }
            Event::Remember
            | Event::Unremember(_)
            | Event::OpenKnown(_)
            | Event::Look
            | Event::CaseCame(_)
            | Event::Plan(_)
            | Event::Stars(_)
            | Event::Act => self.follow(event, out),
            Event::PartCame(trouble) => self.part_came(trouble, out),
            Event::NeedPart => self.need_part(out),
            Event::CaseFailed(refusal) => {
                self.busy = false;
                self.fail(refusal, out);
            }
            Event::Speak(lang) => {
                if lang != self.lang {
                    self.lang = lang;
                    self.clear_troubles();
                    out.push(Effect::Focus(Target::Heading));
                    // Names of categories and agencies are in the reader's language; so is the story of a case.
                    out.push(Effect::LoadSite);
                    if self.page == Page::Case {
                        self.follow(Event::Look, out);
                    }
                }
            }
        }
    }

    /// Whether what is to be sent has to wait for its files; those that could not be uploaded wait for a person, or they
    /// would be left behind without a word.
    pub(crate) fn waits_for_files(&mut self, uploads: Uploads, out: &mut Vec<Effect>) -> bool {
        if uploads.busy {
            self.clear_troubles();
            (self.busy, self.sends) = (true, true);
        } else if uploads.left > 0 {
            self.blame(State::field_of(uploads.left_at).id(), T::FilesLeft, out);
        }
        uploads.busy || uploads.left > 0
    }

    /// Following comes later; before that nothing of it is on show, so nothing can happen to it.
    fn follow(&mut self, event: Event, out: &mut Vec<Effect>) {
        if self.part == Part::Here {
            self.later_follow(event, out);
        }
    }

    /// Asks for the part of the program that comes later where it is needed, or soon will be: before a receipt is on show, so
    /// that what belongs to it is there with it.
    fn look_ahead(&mut self, out: &mut Vec<Effect>) {
        let ahead = self.page == Page::Where && !self.questions().is_empty();
        if ahead || self.page.comes_later() || matches!(self.page, Page::Review | Page::Sent) {
            self.need_part(out);
        }
    }

    /// Asks for the part of the program that comes later, unless it is here or on its way.
    fn need_part(&mut self, out: &mut Vec<Effect>) {
        if self.part == Part::No {
            self.part = Part::Asked;
            self.clear_troubles();
            out.push(Effect::Part);
        }
    }

    fn part_came(&mut self, trouble: Option<Refusal>, out: &mut Vec<Effect>) {
        self.part = if trouble.is_none() { Part::Here } else { Part::No };
        match trouble {
            // Nobody waits for it: it is asked for again when somebody does.
            _ if !self.page.comes_later() => {}
            Some(refusal) => self.fail(refusal, out),
            None => {
                out.push(Effect::Focus(Target::Heading));
                if self.page == Page::Find && !self.following.secret.is_empty() {
                    self.follow(Event::Look, out);
                }
            }
        }
    }

    pub(crate) fn typed(&mut self, field: Field, text: String, out: &mut Vec<Effect>) {
        self.faults.retain(|fault| fault.field != field.id());
        match field {
            Field::Code => self.following.code = text,
            Field::Secret => self.following.secret = text,
            Field::Reply => self.following.reply = text,
            Field::Answer(at) => {
                let Some(question) = self.questions().get(usize::from(at)).map(|q| q.id.clone()) else { return };
                self.draft.answers.retain(|answer| answer.question != question);
                if !text.trim().is_empty() {
                    self.draft.answers.push(AnswerInput { question, value: text });
                }
                self.changed(out);
            }
            field => {
                if let Some(place) = self.draft.text_mut(field) {
                    *place = text;
                }
                if matches!(field, Field::Area | Field::Agency) {
                    if field == Field::Area { &mut self.draft.area } else { &mut self.draft.agency }.clear();
                    self.hits.clear();
                    let typed = self.text(field).trim();
                    if typed.chars().count() >= FIND_LETTERS {
                        out.push(Effect::Find(field, self.text(field).to_owned()));
                    }
                }
                self.changed(out);
                // Whoever must give a name has a case of their own; what is sealed is asked about nowhere.
                if field == Field::Body && self.publishable() && !self.needs_identity() {
                    out.push(Effect::Suggest(self.draft.body.clone()));
                }
            }
        }
    }

    /// Half a correction is not sent by itself.
    fn changed(&mut self, out: &mut Vec<Effect>) {
        (self.waiting, self.draft.queued, self.joins) = (None, false, None);
        self.keep(out);
    }

    /// Kept from the first letter on, not before; an emptied draft is removed again.
    fn keep(&mut self, out: &mut Vec<Effect>) {
        let keep = self.keeping != Keeping::Off && self.draft.touched();
        out.push(if keep { Effect::Save(self.draft.store()) } else { Effect::Erase });
    }

    fn forget(&mut self, key: String, out: &mut Vec<Effect>) {
        self.draft = Draft::new(key);
        (self.uploads, self.sends, self.busy) = (Uploads::default(), false, false);
        self.alike.clear();
        (self.restored, self.unsure, self.receipt, self.waiting) = (false, None, None, None);
        self.hits.clear();
        self.following = Following::default();
        out.push(Effect::Erase);
        self.turn_to(Page::Kind, out);
    }

    pub(crate) fn clear_troubles(&mut self) {
        self.faults.clear();
        self.refusal = None;
    }

    pub(crate) fn turn_to(&mut self, page: Page, out: &mut Vec<Effect>) {
        self.clear_troubles();
        self.hits.clear();
        self.joins = None;
        self.rerouting = !self.draft.agency.is_empty();
        self.locating = Locating::No;
        self.page = page;
        self.ask_for_route(out);
        self.look_ahead(out);
        self.restored = false;
        if page.position().is_some() && page != self.draft.page {
            self.draft.page = page;
            // A tab that is killed comes back to this question.
            if self.draft.touched() {
                self.keep(out);
            }
        }
        out.push(Effect::Focus(Target::Heading));
    }

    /// Asks who will get the case one question early, so that the review stands still when it is read and its button is pressed.
    fn ask_for_route(&mut self, out: &mut Vec<Effect>) {
        if self.page != Page::Review {
            // An answer may have come late, to what was changed since.
            self.route = None;
        }
        if let (Page::Contact | Page::Review, None, Some(kind)) = (self.page, &self.route, self.draft.kind) {
            out.push(Effect::Route(kind, self.draft.category.clone(), self.draft.area.clone()));
        }
    }

    /// A question is drawn anew with the site's facts; what had the focus in it is gone.
    fn redrawn(&self, out: &mut Vec<Effect>) {
        if self.page.position().is_some() {
            out.push(Effect::Focus(Target::Heading));
        }
    }

    fn fail(&mut self, refusal: Refusal, out: &mut Vec<Effect>) {
        self.faults.clone_from(&refusal.fields);
        self.refusal = Some(refusal);
        out.push(Effect::Focus(Target::Summary));
    }

    pub(crate) fn blame(&mut self, field: &str, text: T, out: &mut Vec<Effect>) {
        self.refusal = None;
        self.faults = vec![FieldProblem {
            field: field.to_owned(),
            code: String::new(),
            message: words::say(text, self.lang).to_owned(),
        }];
        out.push(Effect::Focus(Target::Summary));
    }

    /// Everything wrong with the draft, as the server would find it.
    fn all_faults(&self) -> Vec<FieldProblem> {
        // Dates in the future are left to the server: the clock of a device may be years off.
        let case = self.draft.case(self.lang);
        let mut faults = check::case_new(&case, Stamp(0));
        // Without the part that asks them nothing of them is on show: the server looks at the answers as well.
        if self.part == Part::Here {
            self.later_check(&case, &mut faults);
        }
        faults.extend(check::consent(&case));
        faults.iter().map(|fault| words::fault(fault, self.lang)).collect()
    }

    fn next(&mut self, out: &mut Vec<Effect>) {
        if self.page == Page::Kind && self.draft.kind.is_none() {
            return self.blame("kind", T::KindMissing, out);
        }
        // A page can read what is typed into a widget in it; what is nobody else's to know is written where it cannot.
        if self.page == Page::Kind && !self.secluded && self.draft.kind.is_some_and(CaseKind::secluded) {
            out.push(Effect::Erase);
            out.push(Effect::Seclude(self.draft.store()));
            return;
        }
        let here = self.page;
        self.faults = self.all_faults();
        self.faults.retain(|fault| Field::from_id(&fault.field).is_some_and(|field| Page::of(field) == here));
        self.refusal = None;
        if !self.faults.is_empty() {
            out.push(Effect::Focus(Target::Summary));
        } else {
            let next = self.steps().skip_while(|page| *page != here).nth(1);
            if let Some(page) = next {
                self.turn_to(page, out);
            }
        }
    }

    fn go(&mut self, page: Page, out: &mut Vec<Effect>) {
        if self.busy {
            return;
        }
        let to_form = !page.looks_up();
        if to_form == self.page.looks_up() {
            // Between the two tabs: the form is found again where it was left.
            let target = if to_form { self.left_at } else { page };
            if !to_form {
                self.left_at = self.page;
            }
            return self.turn_to(target, out);
        }
        self.turn_to(page, out);
    }

    fn send(&mut self, out: &mut Vec<Effect>) {
        if self.busy {
            return;
        }
        // To join, the words are enough: the case is the other one.
        let faults = if self.joins.is_some() { Vec::new() } else { self.all_faults() };
        if let Some(page) = faults.iter().find_map(|f| Field::from_id(&f.field)).map(Page::of) {
            (self.waiting, self.draft.queued) = (None, false);
            self.turn_to(page, out);
            out.clear();
            self.faults = faults;
            self.faults.retain(|fault| Field::from_id(&fault.field).is_some_and(|field| Page::of(field) == page));
            out.push(Effect::Focus(Target::Summary));
            return;
        }
        if self.uploads.left > 0 && !self.uploads.busy {
            self.turn_to(Page::of(State::field_of(self.uploads.left_at)), out);
            out.clear();
        }
        if self.waits_for_files(self.uploads, out) {
            return;
        }
        let case = self.draft.case(self.lang).into();
        self.dispatch(case, out);
    }

    fn dispatch(&mut self, case: Arc<CaseNew>, out: &mut Vec<Effect>) {
        self.clear_troubles();
        (self.busy, self.works) = (true, false);
        self.draft.queued = true;
        self.keep(out);
        // Until an answer comes nobody knows whether it is stored; the first such text is the one that may be.
        if self.unsure.is_none() {
            self.unsure = Some(case.clone());
        }
        let key = self.draft.key.clone();
        out.push(match &self.joins {
            Some(code) => Effect::Join(code.clone(), key, case),
            None => Effect::Send(key, case),
        });
    }

    fn not_sent(&mut self, refusal: Refusal, key: String, out: &mut Vec<Effect>) {
        self.busy = false;
        if refusal.key_reused {
            // An earlier attempt was stored after all and the text was changed since. Ask for that one's receipt.
            let now = self.draft.case(self.lang);
            if let Some(first) = self.unsure.take().filter(|first| **first != now) {
                return self.dispatch(first, out);
            }
            self.draft.key = key;
            self.keep(out);
        }
        if !refusal.unsure {
            self.unsure = None;
        }
        let tries = self.waiting.map_or(0, |waiting| waiting.tries) + 1;
        let (seconds, offline) = match refusal.again {
            Again::Never => (0, false),
            // Not every device says when the network is back.
            Again::Online => (60, true),
            Again::Later => (RETRY_SECONDS[(tries as usize - 1).min(RETRY_SECONDS.len() - 1)], true),
            Again::After(seconds) => (seconds.clamp(1, 3600), false),
        };
        self.waiting = (seconds > 0 && tries <= MOST_TRIES).then_some(Waiting { tries, seconds, offline });
        match self.waiting {
            Some(Waiting { tries, seconds, .. }) => out.push(Effect::Wait(seconds, tries)),
            None => {
                // What the person has to change is not sent again by itself.
                self.draft.queued = false;
                self.keep(out);
            }
        }
        if let Some(page) = refusal.fields.iter().find_map(|f| Field::from_id(&f.field)).map(Page::of) {
            self.page = page;
            // A question that was not there before: the form has changed since it was opened.
            if page == Page::Questions {
                self.need_part(out);
                out.push(Effect::LoadSite);
            }
        }
        self.fail(refusal, out);
    }
}

/// Kinds in the order a person meets them: what most people come for first, the formal ones after it.
pub fn kind_order(kinds: &[CaseKind]) -> (Vec<CaseKind>, Vec<CaseKind>) {
    kinds.iter().partition(|kind| !kind.needs_identity())
}

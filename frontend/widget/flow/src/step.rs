//! The one transition function. Everything the widget does passes through here.

use crate::draft::{Draft, Field, ids};
use crate::event::{Effect, Event, Refusal, Target};
use crate::page::Page;
use crate::state::{Following, Load, State};
use hoiam_shared::case::{Action, CaseKind, Code};
use hoiam_shared::catalogue::widget::Widget as T;
use hoiam_shared::wire::intake::CaseNew;
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::{Stamp, check, limits};

/// Letters typed before areas are looked for: one letter matches half the country.
const AREA_LETTERS: usize = 2;

/// What `event` makes of `state`, and what is to be done.
pub fn step(mut state: State, event: Event) -> (State, Vec<Effect>) {
    let mut effects = Vec::new();
    state.apply(event, &mut effects);
    (state, effects)
}

impl State {
    fn apply(&mut self, event: Event, out: &mut Vec<Effect>) {
        match event {
            Event::SiteCame(site) => {
                self.site = Load::Ready(site);
                self.redrawn(out);
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
            Event::AreasCame(typed, areas) => {
                // An answer to what was typed before the last letter is late; it is not shown.
                if typed == self.draft.area_name && self.draft.area.is_empty() {
                    self.areas = areas;
                }
            }
            Event::Picked(area) => {
                self.draft.area_name = area.name;
                if !area.province.is_empty() {
                    self.draft.area_name.push_str(", ");
                    self.draft.area_name.push_str(&area.province);
                }
                self.draft.area = area.code;
                self.areas.clear();
                self.keep(out);
                out.push(Effect::Focus(Target::Field(Field::Area)));
            }
            Event::ListClosed => self.areas.clear(),
            Event::Files(files, uploading) => {
                self.uploading = uploading;
                self.faults.retain(|fault| fault.field != Field::Files.id());
                if self.page.looks_up() {
                    self.following.files = files;
                } else {
                    self.draft.files = files;
                    self.keep(out);
                }
            }
            Event::Next => self.next(out),
            Event::Back => {
                if let Some(page) = self.page.back() {
                    self.turn_to(page, out);
                }
            }
            Event::Go(page) => self.go(page, out),
            Event::Send => self.send(out),
            Event::Sent(receipt, key) => {
                self.busy = false;
                self.unsure = None;
                self.following =
                    Following { code: receipt.code.clone(), secret: receipt.secret.clone(), ..Following::default() };
                self.receipt = Some(receipt);
                self.draft = Draft::new(key);
                self.restored = false;
                out.push(Effect::Erase);
                self.forget_files(out);
                self.turn_to(Page::Sent, out);
            }
            Event::NotSent(refusal, key) => self.not_sent(refusal, key, out),
            Event::Forget(key) => {
                self.draft = Draft::new(key);
                (self.restored, self.unsure, self.receipt) = (false, None, None);
                self.areas.clear();
                self.following = Following::default();
                out.push(Effect::Erase);
                self.forget_files(out);
                self.turn_to(Page::Kind, out);
            }
            Event::Look => self.look(out),
            Event::Follow => {
                self.turn_to(Page::Find, out);
                self.look(out);
            }
            Event::CaseCame(view) => {
                self.busy = false;
                self.following.code.clone_from(&view.code);
                self.following.view = Some(view);
                (self.following.plan, self.following.stars) = (None, 0);
                self.following.reply.clear();
                self.forget_reply_files(out);
                self.turn_to(Page::Case, out);
            }
            Event::CaseFailed(refusal) => {
                self.busy = false;
                self.fail(refusal, out);
            }
            Event::Plan(action) => {
                self.following.plan = action;
                self.following.stars = 0;
                self.following.reply.clear();
                self.forget_reply_files(out);
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
            Event::Speak(lang) => {
                if lang != self.lang {
                    self.lang = lang;
                    self.clear_troubles();
                    out.push(Effect::Focus(Target::Heading));
                    // Names of categories and agencies are in the reader's language; so is the story of a case.
                    out.push(Effect::LoadSite);
                    if self.page == Page::Case {
                        self.look(out);
                    }
                }
            }
        }
    }

    fn typed(&mut self, field: Field, text: String, out: &mut Vec<Effect>) {
        self.faults.retain(|fault| fault.field != field.id());
        if let Some(place) = self.draft.text_mut(field) {
            *place = text;
            if field == Field::Area {
                self.draft.area.clear();
                self.areas.clear();
                if self.draft.area_name.trim().chars().count() >= AREA_LETTERS {
                    out.push(Effect::FindAreas(self.draft.area_name.clone()));
                }
            }
            self.keep(out);
        } else {
            match field {
                Field::Code => self.following.code = text,
                Field::Secret => self.following.secret = text,
                _ => self.following.reply = text,
            }
        }
    }

    /// Kept from the first letter on, not before; an emptied draft is removed again.
    fn keep(&mut self, out: &mut Vec<Effect>) {
        out.push(if self.draft.touched() { Effect::Save(self.draft.clone()) } else { Effect::Erase });
    }

    fn forget_files(&mut self, out: &mut Vec<Effect>) {
        self.uploading = false;
        out.push(Effect::ForgetFiles);
    }

    /// Those of a message only; those of a draft wait for it.
    fn forget_reply_files(&mut self, out: &mut Vec<Effect>) {
        if self.page == Page::Case {
            self.following.files.clear();
            self.forget_files(out);
        }
    }

    fn clear_troubles(&mut self) {
        self.faults.clear();
        self.refusal = None;
    }

    fn turn_to(&mut self, page: Page, out: &mut Vec<Effect>) {
        self.clear_troubles();
        self.areas.clear();
        self.page = page;
        out.push(Effect::Focus(Target::Heading));
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

    fn blame(&mut self, field: &str, text: T, out: &mut Vec<Effect>) {
        self.refusal = None;
        self.faults = vec![FieldProblem {
            field: field.to_owned(),
            code: String::new(),
            message: text.text(self.lang).to_owned(),
        }];
        out.push(Effect::Focus(Target::Summary));
    }

    /// Everything wrong with the draft, as the server would find it.
    fn all_faults(&self) -> Vec<FieldProblem> {
        // The form asks for no date, so no clock is needed.
        check::case_new(&self.draft.case(self.lang), Stamp(0)).iter().map(|fault| fault.view(self.lang)).collect()
    }

    fn next(&mut self, out: &mut Vec<Effect>) {
        if self.page == Page::Kind && self.draft.kind.is_none() {
            return self.blame("kind", T::KindMissing, out);
        }
        if self.page == Page::Evidence && self.uploading {
            return self.blame(Field::Files.id(), T::FilesBusy, out);
        }
        let here = self.page;
        self.faults = self.all_faults();
        self.faults.retain(|fault| Field::from_id(&fault.field).is_some_and(|field| Page::of(field) == here));
        self.refusal = None;
        if !self.faults.is_empty() {
            out.push(Effect::Focus(Target::Summary));
        } else if let Some(page) = here.next() {
            self.turn_to(page, out);
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
        if self.uploading {
            self.turn_to(Page::Evidence, out);
            out.clear();
            return self.blame(Field::Files.id(), T::FilesBusy, out);
        }
        let faults = self.all_faults();
        if let Some(page) = faults.iter().find_map(|f| Field::from_id(&f.field)).map(Page::of) {
            self.turn_to(page, out);
            out.clear();
            self.faults = faults;
            self.faults.retain(|fault| Field::from_id(&fault.field).is_some_and(|field| Page::of(field) == page));
            out.push(Effect::Focus(Target::Summary));
            return;
        }
        let case = self.draft.case(self.lang);
        self.dispatch(case, out);
    }

    fn dispatch(&mut self, case: CaseNew, out: &mut Vec<Effect>) {
        self.clear_troubles();
        self.busy = true;
        let case = Box::new(case);
        // Until an answer comes nobody knows whether it is stored; the first such text is the one that may be.
        if self.unsure.is_none() {
            self.unsure = Some(case.clone());
        }
        out.push(Effect::Send(self.draft.key.clone(), case));
    }

    fn not_sent(&mut self, refusal: Refusal, key: String, out: &mut Vec<Effect>) {
        self.busy = false;
        if refusal.key_reused {
            // An earlier attempt was stored after all and the text was changed since. Ask for that one's receipt.
            let now = self.draft.case(self.lang);
            if let Some(first) = self.unsure.take().filter(|first| **first != now) {
                return self.dispatch(*first, out);
            }
            self.draft.key = key;
            self.keep(out);
        }
        if !refusal.unsure {
            self.unsure = None;
        }
        if let Some(page) = refusal.fields.iter().find_map(|f| Field::from_id(&f.field)).map(Page::of) {
            self.page = page;
        }
        self.fail(refusal, out);
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
        let words = self.following.reply.trim();
        if action == Action::Rate && self.following.stars == 0 {
            return self.blame("stars", T::StarsMissing, out);
        }
        if self.uploading {
            return self.blame(Field::Files.id(), T::FilesBusy, out);
        }
        let files =
            if matches!(action, Action::Message | Action::Reopen) { self.following.files.as_slice() } else { &[] };
        let (least, most) = match action {
            // A picture can say it all.
            Action::Message => (usize::from(files.is_empty()), limits::BODY_CHARS),
            Action::Reopen => (limits::BODY_MIN_CHARS, limits::REASON_CHARS),
            _ => (0, limits::REASON_CHARS),
        };
        let mut faults = Vec::new();
        check::text(Field::Reply.id(), words, least, most, &mut faults);
        if !faults.is_empty() {
            self.refusal = None;
            self.faults = faults.iter().map(|fault| fault.view(self.lang)).collect();
            out.push(Effect::Focus(Target::Summary));
            return;
        }
        let (code, secret) = (self.following.code.trim().to_owned(), self.following.secret.trim().to_owned());
        let (words, files) = (words.to_owned(), ids(files));
        self.clear_troubles();
        self.busy = true;
        out.push(match action {
            Action::Rate => Effect::Rate(code, secret, self.following.stars, words),
            _ => Effect::Say(code, secret, action, words, files),
        });
    }
}

/// Kinds in the order a person meets them: what most people come for first, the formal ones after it.
pub fn kind_order(kinds: &[CaseKind]) -> (Vec<CaseKind>, Vec<CaseKind>) {
    kinds.iter().partition(|kind| !kind.needs_identity())
}

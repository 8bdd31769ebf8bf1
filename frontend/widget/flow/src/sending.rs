//! What goes along with the words: answers to extra questions, and files as the script that uploads them tells of them,
//! which belong to the draft, to an answer, to a reply, and what waited for them. Comes with the part of the program that
//! is loaded later, as does whoever asks these questions and sends these events.

use crate::event::{Effect, Event};
use crate::state::{For, State, Uploads};
use hoiam_shared::check::Fault;
use hoiam_shared::files::Chosen;
use hoiam_shared::questions::{self, QuestionKind};
use hoiam_shared::wire::intake::CaseNew;

impl State {
    /// The uploaded files of the draft, of an answer, or of a reply.
    pub fn files_of(&self, whose: For) -> Vec<Chosen> {
        let mut files = if whose == For::Reply { &self.following.files } else { &self.draft.files }.clone();
        files.retain(|file| match whose {
            For::Draft => (0..self.questions().len()).all(|at| !self.is_answer(at, &file.id)),
            For::Answer(at) => self.is_answer(at.into(), &file.id),
            For::Reply => true,
        });
        files
    }

    /// Whether the upload answers the question at this position.
    fn is_answer(&self, at: usize, id: &str) -> bool {
        let asks = self.questions().get(at).is_some_and(|question| question.kind == QuestionKind::File);
        asks && questions::files(self.answer(at)).any(|named| named == id)
    }

    /// What is wrong with the answers to the extra questions.
    #[inline(never)]
    pub(crate) fn later_check(&self, case: &CaseNew, faults: &mut Vec<Fault>) {
        // What is on its way may be the answer: it is asked again before it is sent.
        let attachments = (!self.uploads.busy).then_some(case.attachments.as_slice());
        faults.extend(questions::check(self.questions(), self.category(), &case.answers, attachments, None));
    }

    /// What is uploaded now; what waited for it goes on once nothing is under way any more.
    #[inline(never)]
    pub(crate) fn later_files(&mut self, whose: For, files: Vec<Chosen>, uploads: Uploads, out: &mut Vec<Effect>) {
        let before = self.files_of(whose);
        if whose == For::Reply {
            (self.following.files, self.following.uploads) = (files, uploads);
        } else {
            self.uploads = uploads;
            if files != before {
                self.draft.files.retain(|file| !before.contains(file));
                let mut ids = String::new();
                for file in &files {
                    ids.push_str(&file.id);
                    ids.push(' ');
                }
                self.draft.files.extend(files);
                // Clears what was wrong with the field, and keeps the draft.
                self.typed(Self::field_of(whose), ids, out);
            }
        }
        if self.sends && !uploads.busy {
            (self.busy, self.sends) = (false, false);
            self.apply(if whose == For::Reply { Event::Act } else { Event::Send }, out);
        }
    }
}

//! What a person has typed so far, and how it survives a closed tab. One draft, one `Idempotency-Key`: sending
//! it again can never file it twice.

use crate::page::Page;
use hoiam_shared::Lang;
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::digits;
use hoiam_shared::files::Chosen;
use hoiam_shared::questions;
use hoiam_shared::wire::intake::{AnswerInput, CaseNew, Contact};

/// A field a person types into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// One line.
    Title,
    /// What happened.
    Body,
    /// Category code.
    Category,
    /// Name of the area, as typed or picked.
    Area,
    /// The place in their words.
    Address,
    /// The answer to the extra question at this position.
    Answer(u8),
    /// The agency the citizen holds responsible, as typed or picked.
    Agency,
    /// Files that go along.
    Files,
    /// That contact details may be used.
    Consent,
    /// Name.
    Name,
    /// E-mail.
    Email,
    /// Phone.
    Phone,
    /// Tracking code to look up.
    Code,
    /// Secret to look up with.
    Secret,
    /// A message, or the reason of a rating, withdrawal, reopening.
    Reply,
}

impl Field {
    const ALL: [Self; 14] = [
        Self::Agency,
        Self::Files,
        Self::Consent,
        Self::Title,
        Self::Body,
        Self::Category,
        Self::Area,
        Self::Address,
        Self::Name,
        Self::Email,
        Self::Phone,
        Self::Code,
        Self::Secret,
        Self::Reply,
    ];

    /// As `shared::check` and the server name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Category => "category",
            Self::Area => "area",
            Self::Address => "address",
            Self::Answer(n) => questions::FIELDS[n as usize % questions::FIELDS.len()],
            Self::Agency => "agency",
            Self::Files => "attachments",
            Self::Consent => "consent",
            Self::Name => "contact.name",
            Self::Email => "contact.email",
            Self::Phone => "contact.phone",
            Self::Code => "code",
            Self::Secret => "secret",
            Self::Reply => "reply",
        }
    }

    /// The field with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        let answer = || Some(Self::Answer(u8::try_from(questions::FIELDS.iter().position(|name| *name == id)?).ok()?));
        Self::ALL.into_iter().find(|field| field.id() == id).or_else(answer)
    }
}

/// A case in the making. Empty text means not said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The kind, once chosen.
    pub kind: Option<CaseKind>,
    /// Where the person was.
    pub page: Page,
    /// Send was pressed, and no answer came yet.
    pub queued: bool,
    /// `Idempotency-Key` of this draft.
    pub key: String,
    /// One line.
    pub title: String,
    /// What happened.
    pub body: String,
    /// Category code.
    pub category: String,
    /// Code of the picked area; empty while `area_name` is only typed.
    pub area: String,
    /// Name of the area.
    pub area_name: String,
    /// The place in their words.
    pub address: String,
    /// Code of the agency the citizen chose; empty for whoever the rules find.
    pub agency: String,
    /// Its name, or what is typed to find it.
    pub agency_name: String,
    /// Contact details may be used.
    pub consent: bool,
    /// They want to be told by e-mail how it goes on.
    pub notify: bool,
    /// Files that are uploaded and go along.
    pub files: Vec<Chosen>,
    /// Whether the case may be public, once something is said about it.
    pub wish: Option<bool>,
    /// Answers to extra questions.
    pub answers: Vec<AnswerInput>,
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Phone.
    pub phone: String,
}

/// ASCII unit separator: nobody can type it, and the server would refuse it.
const SEPARATOR: char = '\u{1f}';
/// First part of a stored draft; another one means another build wrote it, and it is left alone.
const VERSION: &str = "3";

impl Draft {
    /// An empty draft.
    pub fn new(key: String) -> Self {
        Self { key, ..Self::default() }
    }

    /// Something was typed that would be missed.
    pub fn touched(&self) -> bool {
        self.texts().iter().skip(1).any(|text| !text.trim().is_empty())
            || !self.answers.is_empty()
            || !self.files.is_empty()
    }

    /// `key` first, then everything typed.
    const fn texts(&self) -> [&String; 12] {
        [
            &self.key,
            &self.title,
            &self.body,
            &self.category,
            &self.area,
            &self.area_name,
            &self.address,
            &self.agency,
            &self.agency_name,
            &self.name,
            &self.email,
            &self.phone,
        ]
    }

    /// The same, to be filled.
    const fn texts_mut(&mut self) -> [&mut String; 12] {
        [
            &mut self.key,
            &mut self.title,
            &mut self.body,
            &mut self.category,
            &mut self.area,
            &mut self.area_name,
            &mut self.address,
            &mut self.agency,
            &mut self.agency_name,
            &mut self.name,
            &mut self.email,
            &mut self.phone,
        ]
    }

    /// As it is kept in the browser.
    pub fn store(&self) -> String {
        let mut out = String::from(VERSION);
        out.push(SEPARATOR);
        out.push_str(self.kind.map_or("", CaseKind::code));
        out.push(SEPARATOR);
        // A digit: there are six pages.
        out.push(char::from(b'0' + self.page.position().unwrap_or_default() as u8));
        out.push_str(if self.consent { "c" } else { "" });
        out.push_str(if self.notify { "t" } else { "" });
        out.push_str(match self.wish {
            Some(true) => "y",
            Some(false) => "n",
            None => "",
        });
        out.push_str(if self.queued { "q" } else { "" });
        for text in self.texts() {
            out.push(SEPARATOR);
            out.extend(text.chars().filter(|&c| c != SEPARATOR));
        }
        out.push(SEPARATOR);
        out.push_str(&digits(self.files.len() as u64));
        for file in &self.files {
            for text in [&file.id, &file.name, &digits(file.size)] {
                out.push(SEPARATOR);
                out.extend(text.chars().filter(|&c| c != SEPARATOR));
            }
        }
        for text in self.answers.iter().flat_map(|answer| [&answer.question, &answer.value]) {
            out.push(SEPARATOR);
            out.extend(text.chars().filter(|&c| c != SEPARATOR));
        }
        out
    }

    /// Reads what [`Self::store`] wrote; `None` for anything else.
    pub fn restore(stored: &str) -> Option<Self> {
        // Filled in its place: a struct that is built up piece by piece is let go of anew at every `?`.
        let mut draft = Self::default();
        draft.read(stored)?;
        (!draft.key.is_empty()).then_some(draft)
    }

    fn read(&mut self, stored: &str) -> Option<()> {
        let mut parts = stored.split(SEPARATOR);
        if parts.next()? != VERSION {
            return None;
        }
        self.kind = CaseKind::from_code(parts.next()?);
        let at = parts.next()?;
        self.page = *Page::STEPS.get(usize::from(at.bytes().next()?.checked_sub(b'0')?))?;
        for mark in at.bytes().skip(1) {
            match mark {
                b'q' => self.queued = true,
                b'c' => self.consent = true,
                b't' => self.notify = true,
                b'y' => self.wish = Some(true),
                b'n' => self.wish = Some(false),
                _ => return None,
            }
        }
        for text in self.texts_mut() {
            text.push_str(parts.next()?);
        }
        for _ in 0..parts.next()?.parse::<u64>().ok()? {
            let (id, name) = (parts.next()?.to_owned(), parts.next()?.to_owned());
            self.files.push(Chosen { id, name, size: parts.next()?.parse().ok()? });
        }
        while let Some(question) = parts.next() {
            self.answers.push(AnswerInput { question: question.to_owned(), value: parts.next()?.to_owned() });
        }
        Some(())
    }

    /// The text behind a field; `None` for the fields of the look-up.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        Some(match field {
            Field::Title => &mut self.title,
            Field::Body => &mut self.body,
            Field::Category => &mut self.category,
            Field::Area => &mut self.area_name,
            Field::Address => &mut self.address,
            Field::Agency => &mut self.agency_name,
            Field::Name => &mut self.name,
            Field::Email => &mut self.email,
            Field::Phone => &mut self.phone,
            Field::Code | Field::Secret | Field::Reply | Field::Answer(_) | Field::Consent | Field::Files => {
                return None;
            }
        })
    }

    /// Something is said of how to reach them.
    pub fn reachable(&self) -> bool {
        [&self.name, &self.email, &self.phone].iter().any(|text| !text.trim().is_empty())
    }

    /// As it is sent. An area that was typed but not picked goes into the address rather than being lost.
    pub fn case(&self, lang: Lang) -> CaseNew {
        let maybe = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        let mut address = self.address.trim().to_owned();
        if self.area.is_empty() && !self.area_name.trim().is_empty() {
            if !address.is_empty() {
                address.push_str(", ");
            }
            address.push_str(self.area_name.trim());
        }
        let (name, email, phone) = (maybe(&self.name), maybe(&self.email), maybe(&self.phone));
        // Without an address there is nothing to be told by.
        let notify = self.notify && email.is_some();
        let contact = Contact { name, email, phone, notify };
        let reachable = self.reachable();
        CaseNew {
            kind: self.kind.unwrap_or(CaseKind::Feedback),
            title: self.title.trim().to_owned(),
            body: self.body.trim().to_owned(),
            category: maybe(&self.category),
            area: maybe(&self.area),
            address: maybe(&address),
            agency: maybe(&self.agency),
            contact: reachable.then_some(contact),
            attachments: self.files.iter().map(|file| file.id.clone()).collect(),
            answers: self.answers.iter().filter(|answer| !answer.value.trim().is_empty()).cloned().collect(),
            consent: reachable && self.consent,
            public: self.wish,
            language: lang,
            happened_at: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Draft {
        Draft {
            kind: Some(CaseKind::Complaint),
            page: Page::Where,
            queued: true,
            key: "k1".into(),
            title: "Rác".into(),
            body: "Dòng một\nDòng hai \"…\"".into(),
            area_name: "Phường Bến Nghé".into(),
            phone: "0912345678".into(),
            consent: true,
            notify: true,
            files: vec![Chosen { id: "t1".into(), name: "ảnh.jpg".into(), size: 12_345 }],
            answers: vec![AnswerInput { question: "since".into(), value: "2026-11-02".into() }],
            ..Draft::default()
        }
    }

    #[test]
    fn a_draft_survives_storage() {
        for draft in [full(), Draft::new("k".into())] {
            assert_eq!(Draft::restore(&draft.store()), Some(draft));
        }
        for foreign in [
            "",
            "1",
            "3",
            "1\u{1f}feedback",
            "3\u{1f}feedback\u{1f}9",
            "{\"kind\":1}",
            &full().store()[1..],
            &(full().store() + "\u{1f}x"),
        ] {
            assert_eq!(Draft::restore(foreign), None, "{foreign:?}");
        }
        let mut odd = full();
        odd.answers.push(AnswerInput { question: "q".into(), value: String::new() });
        assert_eq!(Draft::restore(&odd.store()), Some(odd));
        let odd = Draft { body: "a\u{1f}b".into(), ..full() };
        assert_eq!(Draft::restore(&odd.store()).map(|d| d.body), Some("ab".into()));
    }

    #[test]
    fn an_unpicked_area_is_not_lost() {
        let case = full().case(Lang::Vi);
        assert_eq!((case.area, case.address.as_deref()), (None, Some("Phường Bến Nghé")));
        let picked = Draft { area: "26734".into(), address: "Số 1".into(), ..full() }.case(Lang::Vi);
        assert_eq!((picked.area.as_deref(), picked.address.as_deref()), (Some("26734"), Some("Số 1")));
    }

    #[test]
    fn files_go_along_and_letters_need_an_address() {
        let case = full().case(Lang::Vi);
        assert_eq!(case.attachments, ["t1"]);
        assert!(case.contact.is_some_and(|contact| !contact.notify), "there is no address");
        let told = Draft { email: "a@b.vn".into(), ..full() }.case(Lang::Vi);
        assert!(told.contact.is_some_and(|contact| contact.notify));
    }

    #[test]
    fn only_typing_counts_as_touching() {
        assert!(!Draft { kind: Some(CaseKind::Question), ..Draft::new("k".into()) }.touched());
        assert!(full().touched());
    }

    #[test]
    fn names_of_fields_are_distinct() {
        for field in Field::ALL.into_iter().chain((0..16).map(Field::Answer)) {
            assert_eq!(Field::from_id(field.id()), Some(field));
        }
    }
}

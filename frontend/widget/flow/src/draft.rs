//! What a person has typed so far, and how it survives a closed tab. One draft, one `Idempotency-Key`: sending
//! it again can never file it twice.

use hoiam_shared::Lang;
use hoiam_shared::case::CaseKind;
use hoiam_shared::files::Chosen;
use hoiam_shared::wire::intake::{CaseNew, Contact};

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
    /// Files.
    Files,
}

impl Field {
    const ALL: [Self; 12] = [
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
        Self::Files,
    ];

    /// As `shared::check` and the server name it.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
            Self::Category => "category",
            Self::Area => "area",
            Self::Address => "address",
            Self::Name => "contact.name",
            Self::Email => "contact.email",
            Self::Phone => "contact.phone",
            Self::Code => "code",
            Self::Secret => "secret",
            Self::Reply => "reply",
            Self::Files => "attachments",
        }
    }

    /// The field with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.id() == id)
    }
}

/// A case in the making. Empty text means not said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The kind, once chosen.
    pub kind: Option<CaseKind>,
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
    /// Name.
    pub name: String,
    /// E-mail.
    pub email: String,
    /// Phone.
    pub phone: String,
    /// Files that are uploaded.
    pub files: Vec<Chosen>,
}

/// ASCII record separator: between the parts of a list.
const RECORD: char = '\u{1e}';
/// ASCII unit separator: nobody can type it, and the server would refuse it.
const SEPARATOR: char = '\u{1f}';
/// First part of a stored draft; another one means another build wrote it, and it is left alone.
const VERSION: &str = "1";

impl Draft {
    /// An empty draft.
    pub fn new(key: String) -> Self {
        Self { key, ..Self::default() }
    }

    /// Something was typed that would be missed.
    pub fn touched(&self) -> bool {
        !self.files.is_empty() || self.texts().iter().skip(1).any(|text| !text.trim().is_empty())
    }

    /// `key` first, then everything typed.
    const fn texts(&self) -> [&String; 10] {
        [
            &self.key,
            &self.title,
            &self.body,
            &self.category,
            &self.area,
            &self.area_name,
            &self.address,
            &self.name,
            &self.email,
            &self.phone,
        ]
    }

    /// As it is kept in the browser.
    pub fn store(&self) -> String {
        let mut out = String::from(VERSION);
        out.push(SEPARATOR);
        out.push_str(self.kind.map_or("", CaseKind::code));
        for text in self.texts() {
            out.push(SEPARATOR);
            out.extend(text.chars().filter(|&c| c != SEPARATOR));
        }
        out.push(SEPARATOR);
        for file in &self.files {
            for text in [&file.id, &file.name, &file.size.to_string()] {
                out.extend(text.chars().filter(|&c| c != SEPARATOR && c != RECORD));
                out.push(RECORD);
            }
        }
        out
    }

    /// Reads what [`Self::store`] wrote; `None` for anything else.
    pub fn restore(stored: &str) -> Option<Self> {
        let mut parts = stored.split(SEPARATOR);
        if parts.next()? != VERSION {
            return None;
        }
        let kind = CaseKind::from_code(parts.next()?);
        let mut next = || parts.next().map(str::to_owned);
        let draft = Self {
            kind,
            key: next()?,
            title: next()?,
            body: next()?,
            category: next()?,
            area: next()?,
            area_name: next()?,
            address: next()?,
            name: next()?,
            email: next()?,
            phone: next()?,
            // Not there when an older build kept the draft.
            files: files(&next().unwrap_or_default()),
        };
        (!draft.key.is_empty() && parts.next().is_none()).then_some(draft)
    }

    /// The text behind a field; `None` for the fields of the look-up.
    pub fn text_mut(&mut self, field: Field) -> Option<&mut String> {
        Some(match field {
            Field::Title => &mut self.title,
            Field::Body => &mut self.body,
            Field::Category => &mut self.category,
            Field::Area => &mut self.area_name,
            Field::Address => &mut self.address,
            Field::Name => &mut self.name,
            Field::Email => &mut self.email,
            Field::Phone => &mut self.phone,
            Field::Code | Field::Secret | Field::Reply | Field::Files => return None,
        })
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
        let contact = Contact { name: maybe(&self.name), email: maybe(&self.email), phone: maybe(&self.phone) };
        let reachable = contact.name.is_some() || contact.email.is_some() || contact.phone.is_some();
        CaseNew {
            kind: self.kind.unwrap_or(CaseKind::Feedback),
            title: self.title.trim().to_owned(),
            body: self.body.trim().to_owned(),
            category: maybe(&self.category),
            area: maybe(&self.area),
            address: maybe(&address),
            agency: None,
            contact: reachable.then_some(contact),
            attachments: ids(&self.files),
            language: lang,
            happened_at: None,
        }
    }
}

/// What a case or a message names them by.
pub fn ids(files: &[Chosen]) -> Vec<String> {
    files.iter().map(|file| file.id.clone()).collect()
}

fn files(stored: &str) -> Vec<Chosen> {
    let mut parts = stored.split(RECORD);
    let mut next = || Some(parts.next()?.to_owned());
    let mut out = Vec::new();
    while let (Some(id), Some(name), Some(size)) = (next(), next(), next()) {
        out.push(Chosen { id, name, size: size.parse().unwrap_or_default() });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full() -> Draft {
        Draft {
            kind: Some(CaseKind::Complaint),
            key: "k1".into(),
            title: "Rác".into(),
            body: "Dòng một\nDòng hai \"…\"".into(),
            area_name: "Phường Bến Nghé".into(),
            phone: "0912345678".into(),
            files: vec![
                Chosen { id: "t1".into(), name: "hố ga.jpg".into(), size: 81_000 },
                Chosen { id: "t2".into(), name: "biên bản.pdf".into(), size: 5 },
            ],
            ..Draft::default()
        }
    }

    #[test]
    fn a_draft_survives_storage() {
        for draft in [full(), Draft::new("k".into())] {
            assert_eq!(Draft::restore(&draft.store()), Some(draft));
        }
        for foreign in ["", "1", "2\u{1f}feedback", "{\"kind\":1}", &full().store()[1..], &(full().store() + "\u{1f}x")]
        {
            assert_eq!(Draft::restore(foreign), None, "{foreign:?}");
        }
        let older = full().store();
        let older = older.rsplit_once(SEPARATOR).map(|(before, _)| before.to_owned()).unwrap_or_default();
        assert_eq!(Draft::restore(&older), Some(Draft { files: vec![], ..full() }));
        assert_eq!(full().case(Lang::Vi).attachments, ["t1", "t2"]);
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
    fn only_typing_counts_as_touching() {
        assert!(!Draft { kind: Some(CaseKind::Question), ..Draft::new("k".into()) }.touched());
        assert!(full().touched());
    }

    #[test]
    fn names_of_fields_are_distinct() {
        for field in Field::ALL {
            assert_eq!(Field::from_id(field.id()), Some(field));
        }
    }
}

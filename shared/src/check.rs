//! Validation of what people send: the same code runs in the browser and on the server.
//!
//! All problems of a form are found at once; nothing is changed silently but surrounding white space.

use crate::Stamp;
use crate::catalogue;
use crate::error::FieldError;
use crate::lang::Lang;
use crate::limits;
use crate::wire::intake::{CaseNew, Contact};
use crate::wire::problem::FieldProblem;

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// `body`, `contact.email`.
    pub field: &'static str,
    /// What.
    pub error: FieldError,
    /// The limit that was passed, where there is one.
    pub limit: usize,
}

impl Fault {
    /// A fault without a limit.
    pub const fn new(field: &'static str, error: FieldError) -> Self {
        Self { field, error, limit: 0 }
    }

    /// As it is shown.
    pub fn view(&self, lang: Lang) -> FieldProblem {
        FieldProblem { field: self.field.to_owned(), code: self.error.code().to_owned(), message: self.message(lang) }
    }

    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        catalogue::fill(self.error.text(lang), &[("limit", &catalogue::digits(self.limit as u64))])
    }
}

/// Checks a new case as far as it can be checked without looking anything up. `now` bounds dates.
pub fn case_new(case: &CaseNew, now: Stamp) -> Vec<Fault> {
    let mut faults = Vec::new();
    text("title", &case.title, 0, limits::TITLE_CHARS, &mut faults);
    text("body", &case.body, limits::BODY_MIN_CHARS, limits::BODY_CHARS, &mut faults);
    if let Some(address) = &case.address {
        text("address", address, 0, limits::TITLE_CHARS, &mut faults);
    }
    for (field, value) in [("category", &case.category), ("area", &case.area), ("agency", &case.agency)] {
        if value.as_deref().is_some_and(|v| v.is_empty() || v.len() > 80 || has_bad_characters(v)) {
            faults.push(Fault::new(field, FieldError::UnknownValue));
        }
    }
    attachments(&case.attachments, &mut faults);
    // Five minutes of grace for a clock that runs ahead.
    if case.happened_at.is_some_and(|at| at.ms() > now.ms() + 300_000) {
        faults.push(Fault::new("happened_at", FieldError::InFuture));
    }
    if let Some(given) = &case.contact {
        contact(given, &mut faults);
    }
    if case.kind.needs_identity() {
        let filled = |value: Option<&String>| value.is_some_and(|v| !v.trim().is_empty());
        let given = case.contact.as_ref();
        let named = filled(given.and_then(|c| c.name.as_ref()));
        let reachable = filled(given.and_then(|c| c.email.as_ref())) || filled(given.and_then(|c| c.phone.as_ref()));
        if !(named && reachable) {
            faults.push(Fault::new(if named { "contact.phone" } else { "contact.name" }, FieldError::IdentityNeeded));
        }
    }
    faults
}

/// Checks the number of files that go along with something; whether they are there, only the server knows.
pub fn attachments(ids: &[String], faults: &mut Vec<Fault>) {
    if ids.len() > limits::FILES_AT_ONCE {
        faults.push(Fault { field: "attachments", error: FieldError::TooManyFiles, limit: limits::FILES_AT_ONCE });
    }
}

/// What people have to agree to, and systems that send for them do not: contact details are used only with a consent
/// of its own (Law 91/2025 on personal data, art. 9), never one that is ticked beforehand or bundled.
pub fn consent(case: &CaseNew) -> Option<Fault> {
    let filled = |value: &Option<String>| value.as_deref().is_some_and(|v| !v.trim().is_empty());
    let given = case.contact.as_ref().is_some_and(|c| filled(&c.name) || filled(&c.email) || filled(&c.phone));
    (given && !case.consent).then(|| Fault::new("consent", FieldError::ConsentNeeded))
}

/// Checks contact details; each is optional by itself.
pub fn contact(contact: &Contact, faults: &mut Vec<Fault>) {
    if let Some(name) = &contact.name {
        text("contact.name", name, 0, limits::NAME_CHARS, faults);
    }
    if let Some(email) = contact.email.as_deref().map(str::trim).filter(|e| !e.is_empty())
        && !is_email(email)
    {
        faults.push(Fault::new("contact.email", FieldError::BadEmail));
    }
    if let Some(phone) = contact.phone.as_deref().map(str::trim).filter(|p| !p.is_empty())
        && !is_phone(phone)
    {
        faults.push(Fault::new("contact.phone", FieldError::BadPhone));
    }
}

/// What the server checks beside [`contact`], since mail may be sent there: a part before the `@` that mail servers take
/// (RFC 5321, 4.5.3.1.1), no invisible characters that make an address read as another, and an address at all where
/// the person wants to be told.
pub fn mail(contact: &Contact, faults: &mut Vec<Fault>) {
    let email = contact.email.as_deref().map(str::trim).filter(|e| !e.is_empty());
    let hidden = |c: char| matches!(c, '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}');
    let local = email.and_then(|email| email.rsplit_once('@')).map_or("", |(local, _)| local);
    let wrong =
        email.is_some_and(|email| email.len() > limits::EMAIL_CHARS || email.chars().any(hidden)) || local.len() > 64;
    if wrong && !faults.iter().any(|fault| fault.field == "contact.email") {
        faults.push(Fault::new("contact.email", FieldError::BadEmail));
    }
    if contact.notify && email.is_none() {
        faults.push(Fault::new("contact.email", FieldError::Required));
    }
}

/// Whether mail can be sent to this address: what [`contact`] and [`mail`] ask of one.
pub fn is_mail_address(text: &str) -> bool {
    let contact = Contact { name: None, email: Some(text.to_owned()), phone: None, notify: true };
    let mut faults = Vec::new();
    self::contact(&contact, &mut faults);
    mail(&contact, &mut faults);
    faults.is_empty()
}

/// Checks a free text between two lengths, in characters; surrounding white space does not count.
pub fn text(field: &'static str, value: &str, min: usize, max: usize, faults: &mut Vec<Fault>) {
    let trimmed = value.trim();
    let chars = chars(trimmed);
    let error = if has_bad_characters(value) {
        FieldError::BadCharacters
    } else if chars == 0 && min > 0 {
        FieldError::Required
    } else if chars < min {
        faults.push(Fault { field, error: FieldError::TooShort, limit: min });
        return;
    } else if chars > max {
        faults.push(Fault { field, error: FieldError::TooLong, limit: max });
        return;
    } else {
        return;
    };
    faults.push(Fault::new(field, error));
}

/// Characters as a person counts them: a letter is one with all of its marks, however it was typed, and so is a picture
/// that is put together from several.
pub fn chars(text: &str) -> usize {
    let mut joined = false;
    let counts = |c: &char| {
        // Marks of letters, of key caps, of pictures and of skin; what joins pictures; what is not seen at all.
        let belongs = joined
            || matches!(*c, '\u{300}'..='\u{36F}' | '\u{20E3}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}')
            || matches!(*c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        joined = *c == '\u{200D}';
        !belongs
    };
    text.chars().filter(counts).count()
}

/// NUL cannot be stored by PostgreSQL; U+FFFE and U+FFFF are not characters. Everything else a person can
/// type is kept, right-to-left text included.
fn has_bad_characters(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\0' | '\u{FFFE}' | '\u{FFFF}') || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}'))
    })
}

/// Looks like an address that mail can be sent to: one `@`, something before it, a dotted domain behind it,
/// nothing that could break a header. Whether it exists only a message can tell.
fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let plain = |c: char| {
        !c.is_whitespace()
            && !c.is_control()
            && !matches!(c, '<' | '>' | '(' | ')' | ',' | ';' | ':' | '"' | '\\' | '@' | '\u{202A}'..='\u{202E}')
    };
    text.chars().count() <= limits::EMAIL_CHARS
        && !local.is_empty()
        && local.chars().all(plain)
        && domain.contains('.')
        && domain.split('.').all(|label| {
            !label.is_empty()
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        })
}

/// 8 to 15 digits (E.164 allows 15) with the separators people write.
fn is_phone(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (8..=15).contains(&digits)
        && text.chars().count() <= limits::PHONE_CHARS
        && text
            .chars()
            .enumerate()
            .all(|(i, c)| c.is_ascii_digit() || matches!(c, ' ' | '.' | '-' | '(' | ')') || (c == '+' && i == 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::CaseKind;

    fn case(kind: CaseKind, body: &str) -> CaseNew {
        CaseNew {
            kind,
            title: String::new(),
            body: body.into(),
            category: None,
            area: None,
            address: None,
            agency: None,
            contact: None,
            attachments: vec![],
            answers: vec![],
            consent: false,
            public: None,
            language: Lang::Vi,
            happened_at: None,
        }
    }

    #[test]
    fn characters_are_those_a_person_counts() {
        for (text, expect) in [
            ("", 0),
            ("Đường hỏng", 10),
            // The same, as some devices send it: letters and marks apart.
            ("\u{110}u\u{31b}o\u{31b}\u{300}ng ho\u{309}ng", 10),
            ("👍🏽👨‍👩‍👧❤️", 3),
            ("مرحبا", 5),
            ("\u{202e}gạch\u{202c}", 4),
        ] {
            assert_eq!(chars(text), expect, "{text:?}");
        }
    }

    #[test]
    fn bodies() {
        let check = |body: &str, expect: Option<FieldError>| {
            let found = case_new(&case(CaseKind::Feedback, body), Stamp(0));
            assert_eq!(found.first().map(|f| f.error), expect, "{body:?}");
        };
        check("Rác chất đống trước cổng chợ ba ngày nay", None);
        check("  \n ", Some(FieldError::Required));
        check("Rác", Some(FieldError::TooShort));
        check(&"a".repeat(limits::BODY_CHARS + 1), Some(FieldError::TooLong));
        check("Rác chất đống\0 trước cổng", Some(FieldError::BadCharacters));
        check("שלום עולם זה ארוך מספיק", None);
    }

    #[test]
    fn emails_and_phones() {
        for good in ["a@b.vn", "nguyen.van.an+rac@mail.example.vn", "an@tên-miền.vn"] {
            assert!(is_email(good), "{good}");
        }
        for bad in ["", "a", "a@b", "a@.vn", "a b@c.vn", "a@b.vn\nBcc: x@y.z", "@b.vn", "a@b..vn", "\u{202E}a@b.vn"] {
            assert!(!is_email(bad), "{bad}");
        }
        for good in ["0912345678", "+84 912 345 678", "(028) 3829.1234"] {
            assert!(is_phone(good), "{good}");
        }
        for bad in ["1234567", "abc12345678", "0912345678901234", "84+912345678"] {
            assert!(!is_phone(bad), "{bad}");
        }
    }

    #[test]
    fn mail_goes_to_addresses_that_are_what_they_seem() {
        let check = |address: &str, good: bool| assert_eq!(is_mail_address(address), good, "{address:?}");
        check("an.nguyen+pakn@mail.example", true);
        check("an@xn--bnh-8na.example", true);
        check("", false);
        check("an@example.vn\r\nBcc: x@example.vn", false);
        check("an\u{202E}nv.elpmaxe@example.vn", false);
        check("an\u{200B}@example.vn", false);
        check("a\u{2066}n@example.vn", false);
        check(&format!("{}@example.vn", "a".repeat(64)), true);
        check(&format!("{}@example.vn", "a".repeat(65)), false);
        check(&format!("a@{}.vn", "b".repeat(260)), false);
        check("\"an binh\"@example.vn", false);
    }

    #[test]
    fn contact_details_need_consent() {
        let mut case = case(CaseKind::Feedback, "Rác chất đống trước cổng");
        assert_eq!(consent(&case), None);
        case.contact = Some(Contact { name: Some(" ".into()), email: None, phone: None, notify: false });
        assert_eq!(consent(&case), None);
        case.contact = Some(Contact { name: None, email: Some("a@b.vn".into()), phone: None, notify: false });
        assert_eq!(consent(&case).map(|fault| fault.field), Some("consent"));
        case.consent = true;
        assert_eq!(consent(&case), None);
    }

    #[test]
    fn a_complaint_needs_to_know_who_asks() {
        let mut complaint = case(CaseKind::Complaint, "Không đồng ý với quyết định thu hồi đất");
        assert_eq!(case_new(&complaint, Stamp(0)), [Fault::new("contact.name", FieldError::IdentityNeeded)]);
        complaint.contact =
            Some(Contact { name: Some("Nguyễn Văn An".into()), email: None, phone: None, notify: false });
        assert_eq!(case_new(&complaint, Stamp(0)), [Fault::new("contact.phone", FieldError::IdentityNeeded)]);
        complaint.contact =
            Some(Contact { name: Some("An".into()), email: None, phone: Some("0912345678".into()), notify: false });
        assert_eq!(case_new(&complaint, Stamp(0)), []);
    }

    #[test]
    fn dates_do_not_lie_in_the_future() {
        let mut feedback = case(CaseKind::Feedback, "Rác chất đống trước cổng chợ");
        feedback.happened_at = Some(Stamp(10_000_000));
        assert_eq!(case_new(&feedback, Stamp(0)), [Fault::new("happened_at", FieldError::InFuture)]);
        assert_eq!(case_new(&feedback, Stamp(10_000_000)), []);
    }
}

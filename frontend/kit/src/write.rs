//! JSON of the few things a citizen sends, written by hand for the widget's sake. The tests hold it against
//! serde_json, so the two can never say different things.

use hoiam_shared::catalogue::digits;
use hoiam_shared::wire::intake::{CaseNew, RatingInput, WordsInput};

/// A JSON object being written.
struct Object(String);

impl Object {
    fn new() -> Self {
        Self(String::from("{"))
    }

    fn name(&mut self, name: &str) {
        if self.0.len() > 1 {
            self.0.push(',');
        }
        string(&mut self.0, name);
        self.0.push(':');
    }

    fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        string(&mut self.0, value);
    }

    fn maybe(&mut self, name: &str, value: Option<&String>) {
        if let Some(value) = value {
            self.text(name, value);
        }
    }

    fn raw(&mut self, name: &str, value: &str) {
        self.name(name);
        self.0.push_str(value);
    }

    fn end(mut self) -> String {
        self.0.push('}');
        self.0
    }
}

/// A JSON string (RFC 8259, 7).
fn string(out: &mut String, value: &str) {
    out.push('"');
    for c in value.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let hex = |n: u32| char::from_digit(n, 16).unwrap_or('0');
                out.push_str("\\u00");
                out.push(hex(c as u32 >> 4));
                out.push(hex(c as u32 & 15));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A new case.
pub fn case_new(case: &CaseNew) -> String {
    let mut out = Object::new();
    out.text("kind", case.kind.code());
    out.text("title", &case.title);
    out.text("body", &case.body);
    out.maybe("category", case.category.as_ref());
    out.maybe("area", case.area.as_ref());
    out.maybe("address", case.address.as_ref());
    out.maybe("agency", case.agency.as_ref());
    if let Some(contact) = &case.contact {
        let mut inner = Object::new();
        inner.maybe("name", contact.name.as_ref());
        inner.maybe("email", contact.email.as_ref());
        inner.maybe("phone", contact.phone.as_ref());
        if contact.notify {
            inner.raw("notify", "true");
        }
        out.raw("contact", &inner.end());
    }
    ids(&mut out, &case.attachments);
    if !case.answers.is_empty() {
        let mut list = String::from("[");
        for (i, answer) in case.answers.iter().enumerate() {
            if i > 0 {
                list.push(',');
            }
            let mut inner = Object::new();
            inner.text("question", &answer.question);
            inner.text("value", &answer.value);
            list.push_str(&inner.end());
        }
        list.push(']');
        out.raw("answers", &list);
    }
    if case.consent {
        out.raw("consent", "true");
    }
    if let Some(public) = case.public {
        out.raw("public", if public { "true" } else { "false" });
    }
    out.text("language", case.language.code());
    if let Some(at) = case.happened_at {
        out.text("happened_at", &at.to_rfc3339());
    }
    out.end()
}

/// What is typed so far.
pub fn suggest(typed: &str) -> String {
    let mut out = Object::new();
    out.text("text", typed);
    out.end()
}

/// A message, a withdrawal, a reopening.
pub fn words(input: &WordsInput) -> String {
    let mut out = Object::new();
    out.text("body", &input.body);
    ids(&mut out, &input.attachments);
    out.end()
}

fn ids(out: &mut Object, attachments: &[String]) {
    if attachments.is_empty() {
        return;
    }
    let mut list = String::from("[");
    for (i, id) in attachments.iter().enumerate() {
        if i > 0 {
            list.push(',');
        }
        string(&mut list, id);
    }
    list.push(']');
    out.raw("attachments", &list);
}

/// A rating.
pub fn rating(input: &RatingInput) -> String {
    let mut out = Object::new();
    out.raw("stars", &digits(input.stars.into()));
    out.text("body", &input.body);
    out.end()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::CaseKind;
    use hoiam_shared::wire::intake::{AnswerInput, Contact};
    use hoiam_shared::wire::public::SuggestionsInput;
    use hoiam_shared::{Lang, Stamp};

    #[test]
    fn a_case_is_written_as_serde_writes_it() {
        let hard = "Rác \"chất\" đống\\\n\t\r\u{1}\u{1f} \u{7f} 😀 \u{2028} </script>";
        let plain = CaseNew {
            kind: CaseKind::Feedback,
            title: String::new(),
            body: hard.into(),
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
        };
        let full = CaseNew {
            kind: CaseKind::DataRequest,
            title: hard.into(),
            category: Some("rac".into()),
            area: Some("26734".into()),
            address: Some(hard.into()),
            agency: Some("UBND".into()),
            contact: Some(Contact {
                name: Some(hard.into()),
                email: None,
                phone: Some("0912345678".into()),
                notify: true,
            }),
            attachments: vec!["a".into(), hard.into()],
            answers: vec![
                AnswerInput { question: "q".into(), value: hard.into() },
                AnswerInput { question: "r".into(), value: "yes".into() },
            ],
            consent: true,
            public: Some(false),
            language: Lang::En,
            happened_at: Some(Stamp(1_763_769_600_123)),
            ..plain.clone()
        };
        let empty_contact =
            CaseNew { contact: Some(Contact { name: None, email: None, phone: None, notify: false }), ..plain.clone() };
        for case in [plain, full, empty_contact] {
            assert_eq!(case_new(&case), serde_json::to_string(&case).unwrap());
        }
    }

    #[test]
    fn so_are_words_and_ratings() {
        for attachments in [vec![], vec!["t1".into(), "\"".into()]] {
            let input = WordsInput { body: "a\"\n".into(), attachments };
            assert_eq!(words(&input), serde_json::to_string(&input).unwrap());
        }
        let input = SuggestionsInput { text: "rác\n\"".into(), area: None, category: None };
        assert_eq!(suggest(&input.text), serde_json::to_string(&input).unwrap());
        for stars in [1, 5, 255] {
            let input = RatingInput { stars, body: "tốt".into() };
            assert_eq!(rating(&input), serde_json::to_string(&input).unwrap());
        }
    }
}

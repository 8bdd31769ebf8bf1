//! What the plain forms send (application/x-www-form-urlencoded) and how it becomes what the domain takes. The only
//! place where names of form fields are written for the reader; `pages` write the same names into the HTML.
//!
//! Nothing is looked up here: places come as candidates from whoever can search them.

pub mod petitions;

use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::FieldError;
use hoiam_shared::questions;
use hoiam_shared::text::fold;
use hoiam_shared::wire::intake::{AnswerInput, CaseNew, Contact, RatingInput, WordsInput};
use hoiam_shared::wire::site::{AreaView, QuestionView, SiteView};
use hoiam_shared::{Lang, Stamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Value of `area` that means: not on the list, take my words.
pub(crate) const AREA_OTHER: &str = "-";

/// `POST /f/{key}`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct FormInput {
    /// Code of the kind.
    pub kind: String,
    /// One line.
    pub title: String,
    /// What happened.
    pub body: String,
    /// Code of the category; empty for "not sure".
    pub category: String,
    /// The place as typed.
    pub area_text: String,
    /// Code chosen among the candidates; `-` for none of them.
    pub area: String,
    /// The words for which those candidates were found.
    pub area_for: String,
    /// Exact place.
    pub address: String,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Phone number.
    pub phone: String,
    /// `1`: what a camera wrote into pictures stays in them.
    pub keep_metadata: String,
    /// Answers to the extra questions, by position.
    #[serde(flatten)]
    pub answers: BTreeMap<String, String>,
    /// `yes` when contact details may be used.
    pub consent: String,
    /// `yes` or `no` when the box is ticked: whether the case may be public.
    pub public: String,
    /// `yes` when they want to be told by e-mail.
    pub notify: String,
    /// A field that nobody sees: only programs write into it.
    pub website: String,
    /// Idempotency key, made when the form was first drawn and kept when it is drawn again.
    pub token: String,
    /// Which button: empty to send, `show` to draw again in another language, `areas` to look the place up, `anyway` to
    /// send although similar cases were answered, `join-` and a code to join one of those.
    pub go: String,
    /// `none` not to wait while many are filing, but for a moderator.
    pub work: String,
}

/// What the button pressed asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Go {
    /// File the case.
    Send,
    /// Draw the form again with all that was typed; nothing is checked.
    Show,
    /// Look the place up, then draw the form again.
    Areas,
}

/// The place as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Not said.
    Unsaid,
    /// Chosen from the candidates: its code.
    Chosen(String),
    /// Not on the list; the words go along with the address.
    Words(String),
    /// Typed and not looked up yet.
    Typed(String),
}

impl FormInput {
    /// What the button pressed asks for.
    pub fn go(&self) -> Go {
        match self.go.as_str() {
            "show" => Go::Show,
            "areas" => Go::Areas,
            _ => Go::Send,
        }
    }

    /// Not to wait while many are filing.
    pub fn hurries(&self) -> bool {
        self.work == "none"
    }

    /// All that was typed and chosen, by the names of the fields, to be sent once more.
    pub fn typed(&self) -> Vec<(String, String)> {
        let fields = serde_json::to_value(self).ok().and_then(|fields| fields.as_object().cloned()).unwrap_or_default();
        let text = |(name, value): (String, serde_json::Value)| Some((name, value.as_str()?.to_owned()));
        fields.into_iter().filter_map(text).filter(|(_, value)| !value.is_empty()).collect()
    }

    /// Similar cases were shown, and none of them is it.
    pub fn anyway(&self) -> bool {
        self.go == "anyway"
    }

    /// Code of the public case to join.
    pub fn joins(&self) -> Option<&str> {
        self.go.strip_prefix("join-")
    }

    /// What a camera wrote into pictures stays in them.
    pub fn keeps_metadata(&self) -> bool {
        self.keep_metadata == "1"
    }

    /// What was said about being public. A kind that never is has nothing to say.
    fn public(&self, kind: CaseKind) -> Option<bool> {
        match self.public.as_str() {
            _ if !kind.publishable() => None,
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        }
    }

    /// The kind chosen.
    pub fn kind(&self) -> Option<CaseKind> {
        CaseKind::from_code(&self.kind)
    }

    /// The place. A choice holds only for the words it was made for: whoever types another place starts anew.
    pub fn place(&self) -> Place {
        let typed = self.area_text.trim();
        if typed.is_empty() {
            return Place::Unsaid;
        }
        let same = fold(typed) == fold(&self.area_for);
        match self.area.as_str() {
            AREA_OTHER if same => Place::Words(typed.to_owned()),
            "" => Place::Typed(typed.to_owned()),
            code if same => Place::Chosen(code.to_owned()),
            _ => Place::Typed(typed.to_owned()),
        }
    }

    /// The answers typed, each with its question.
    pub fn given(&self, questions: &[QuestionView]) -> Vec<AnswerInput> {
        let one = |(field, question): (&&str, &QuestionView)| {
            let value = given(self.answers.get(*field)?)?;
            Some(AnswerInput { question: question.id.clone(), value: line_feeds(&value) })
        };
        questions::FIELDS.iter().zip(questions).filter_map(one).collect()
    }

    /// Takes the place typed for settled as this area.
    pub fn settle(&mut self, area: &AreaView) {
        self.area_text = area_label(area);
        self.area_for = self.area_text.clone();
        self.area = area.code.clone();
    }

    /// Takes files that came with the form for the answers to the questions that asked for them: field and id of each.
    pub fn answer_with<'a>(&mut self, files: impl Iterator<Item = (&'a str, &'a str)>) {
        for (field, id) in files.filter(|(field, _)| questions::FIELDS.contains(field)) {
            let answer = self.answers.entry(field.to_owned()).or_default();
            if !answer.is_empty() {
                answer.push(' ');
            }
            answer.push_str(id);
        }
    }

    /// The case, or everything that is wrong with it. `attachments` are the uploads that go along, `language` is that of
    /// the page, `now` bounds dates.
    /// A place that is only typed counts as wrong (`area`, `unknown_value`): look it up and [`settle`](Self::settle) first.
    pub fn case(
        &self,
        site: &SiteView,
        attachments: &[String],
        language: Lang,
        now: Stamp,
    ) -> Result<CaseNew, Vec<Fault>> {
        let mut faults = Vec::new();
        let kind = self.kind().unwrap_or_else(|| {
            faults.push(Fault::new("kind", FieldError::Required));
            // Stands in while the rest is checked, so that all is said at once; never leaves this function.
            CaseKind::Feedback
        });
        let (area, words) = match self.place() {
            Place::Unsaid => (None, None),
            Place::Chosen(code) => (Some(code), None),
            Place::Words(words) => (None, Some(words)),
            Place::Typed(_) => {
                faults.push(Fault::new("area", FieldError::UnknownValue));
                (None, None)
            }
        };
        let address = match (given(&self.address), words) {
            (Some(address), Some(words)) => Some(format!("{address}, {words}")),
            (address, words) => address.or(words),
        };
        let notify = self.notify == "yes";
        let contact = Contact { name: given(&self.name), email: given(&self.email), phone: given(&self.phone), notify };
        let said = notify || contact.name.is_some() || contact.email.is_some() || contact.phone.is_some();
        let case = CaseNew {
            kind,
            title: self.title.trim().to_owned(),
            body: line_feeds(self.body.trim()),
            category: given(&self.category),
            area,
            address,
            agency: None,
            contact: said.then_some(contact),
            attachments: attachments.to_vec(),
            answers: self.given(&site.questions),
            consent: said && self.consent == "yes",
            public: self.public(kind),
            language,
            happened_at: None,
        };
        faults.extend(check::case_new(&case, now));
        let category = case.category.as_deref();
        faults.extend(questions::check(&site.questions, category, &case.answers, Some(&case.attachments), None));
        faults.extend(check::consent(&case));
        if let Some(contact) = &case.contact {
            check::mail(contact, &mut faults);
        }
        if faults.is_empty() { Ok(case) } else { Err(faults) }
    }
}

/// The one area meant by what was typed: the only candidate, or the only one of exactly this name.
pub fn the_one<'a>(typed: &str, candidates: &'a [AreaView]) -> Option<&'a AreaView> {
    if let [only] = candidates {
        return Some(only);
    }
    let typed = fold(typed);
    let mut same = candidates.iter().filter(|a| fold(&a.name) == typed || fold(&area_label(a)) == typed);
    same.next().filter(|_| same.next().is_none())
}

/// `Phường Bến Nghé, Thành phố Hồ Chí Minh`.
pub(crate) fn area_label(area: &AreaView) -> String {
    if area.province.is_empty() { area.name.clone() } else { format!("{}, {}", area.name, area.province) }
}

/// `POST /t/{code}`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct TrackInput {
    /// `open` (or nothing) to show the case, else the code of the action.
    #[serde(rename = "do")]
    pub what: String,
    /// The secret from the receipt.
    pub secret: String,
    /// Words of a message, a rating, a withdrawal or a reopening.
    pub body: String,
    /// 1 to 5.
    pub stars: String,
    /// `yes` or `no`: whether it may be public.
    pub public: String,
    /// `1`: what a camera wrote into pictures stays in them.
    pub keep_metadata: String,
    /// Idempotency key.
    pub token: String,
}

impl TrackInput {
    /// What the citizen does; `None` to only look. Nothing but the citizen's own actions is ever returned.
    pub fn action(&self) -> Option<Action> {
        Action::from_code(&self.what).filter(|a| {
            matches!(
                a,
                Action::Message | Action::Rate | Action::Withdraw | Action::Reopen | Action::Appeal | Action::Wish
            )
        })
    }

    /// The secret without the white space that copying brings along.
    pub fn secret(&self) -> &str {
        self.secret.trim()
    }

    /// The words of a message, a withdrawal or a reopening.
    pub fn words(&self) -> WordsInput {
        WordsInput { body: line_feeds(self.body.trim()), attachments: Vec::new() }
    }

    /// The rating; a fault at `stars` when none was chosen.
    pub fn rating(&self) -> Result<RatingInput, Fault> {
        match self.stars.parse() {
            Ok(stars @ 1..=5) => Ok(RatingInput { stars, body: self.words().body }),
            _ => Err(Fault::new("stars", FieldError::Required)),
        }
    }
}

/// `GET /t?code=…`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FindInput {
    /// The code as typed; `None` when the page is opened afresh.
    pub code: Option<String>,
}

pub(crate) fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Forms send line ends as CRLF (URL standard); texts are stored with LF.
pub(crate) fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> FormInput {
        serde_urlencoded::from_str(body).expect("a form")
    }

    fn site() -> SiteView {
        let question = serde_json::json!({ "id": "days", "kind": "number", "ask": "Mấy ngày?", "hint": "", "required": false,
            "choices": [], "categories": [], "min": 1, "max": 9, "when": null, "stop": null });
        let paper = serde_json::json!({ "id": "bill", "kind": "file", "ask": "Hóa đơn?", "hint": "", "required": false,
            "choices": [], "categories": [], "min": null, "max": null, "when": null, "stop": null });
        serde_json::from_value(serde_json::json!({ "key": "demo", "agency": { "code": "a", "name": "A" }, "kinds": [],
            "categories": [], "area": null, "colour": "", "questions": [question, paper] }))
        .expect("a site")
    }

    fn area(code: &str, name: &str, province: &str) -> AreaView {
        AreaView { code: code.into(), name: name.into(), province: province.into() }
    }

    #[test]
    fn a_form_becomes_a_case() {
        let input = read(
            "kind=feedback&title=&body=R%C3%A1c+ch%E1%BA%A5t+%C4%91%E1%BB%91ng%0D%0Aba+ng%C3%A0y&category=rac&area_text=ben+nghe\
             &area=26740&area_for=B%E1%BA%BFn+Ngh%C3%A9&address=&name=&email=a%40b.vn&phone=&consent=yes&answers.0=5&token=t1&go=",
        );
        let case = input.case(&site(), &[], Lang::En, Stamp(0)).expect("a case");
        assert_eq!(
            (case.kind, case.body.as_str(), case.language),
            (CaseKind::Feedback, "Rác chất đống\nba ngày", Lang::En)
        );
        assert_eq!((case.category.as_deref(), case.area.as_deref(), case.address), (Some("rac"), Some("26740"), None));
        assert_eq!(case.contact.and_then(|c| c.email).as_deref(), Some("a@b.vn"));
        assert_eq!((case.consent, case.answers.len()), (true, 1));
        assert_eq!(input.go(), Go::Send);
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let check = |body: &str, expect: &[(&str, FieldError)]| {
            let faults = read(body).case(&site(), &[], Lang::Vi, Stamp(0)).expect_err(body);
            assert_eq!(faults.iter().map(|f| (f.field, f.error)).collect::<Vec<_>>(), expect, "{body}");
        };
        check("", &[("kind", FieldError::Required), ("body", FieldError::Required)]);
        check("kind=nonsense&body=0123456789", &[("kind", FieldError::Required)]);
        check(
            "kind=feedback&body=0123456789&area_text=somewhere&email=x",
            &[
                ("area", FieldError::UnknownValue),
                ("contact.email", FieldError::BadEmail),
                ("consent", FieldError::ConsentNeeded),
            ],
        );
        check("kind=feedback&body=0123456789&notify=yes", &[("contact.email", FieldError::Required)]);
        check("kind=complaint&body=0123456789", &[("contact.name", FieldError::IdentityNeeded)]);
    }

    #[test]
    fn what_was_typed_can_be_sent_once_more() {
        let input =
            read("kind=feedback&body=R%C3%A1c%0D%0A%22x%22&answers.0=5&answers.1=&consent=yes&token=t1&go=anyway");
        let again: FormInput = serde_json::from_value(
            input.typed().into_iter().map(|(name, value)| (name, serde_json::Value::from(value))).collect(),
        )
        .expect("the same form");
        assert!(input.typed().contains(&("answers.0".to_owned(), "5".to_owned())), "{:?}", input.typed());
        assert_eq!(again.case(&site(), &[], Lang::Vi, Stamp(0)), input.case(&site(), &[], Lang::Vi, Stamp(0)));
        assert_eq!((again.token.as_str(), again.anyway(), again.hurries()), ("t1", true, false));
    }

    #[test]
    fn files_answer_the_question_that_asked_for_them() {
        let mut input = read("kind=feedback&body=0123456789&answers.0=5");
        input.answer_with([("files", "t0"), ("answers.1", "t1"), ("answers.1", "t2"), ("answers.x", "t3")].into_iter());
        let attached = ["t0", "t1", "t2"].map(str::to_owned);
        let case = input.case(&site(), &attached, Lang::Vi, Stamp(0)).expect("a case");
        assert_eq!(case.attachments, attached);
        let given: Vec<_> =
            case.answers.iter().map(|answer| (answer.question.as_str(), answer.value.as_str())).collect();
        assert_eq!(given, [("days", "5"), ("bill", "t1 t2")]);
        // Named without being there.
        let faults = input.case(&site(), &attached[..2], Lang::Vi, Stamp(0)).expect_err("t2 is missing");
        assert_eq!(
            faults.iter().map(|f| (f.field, f.error)).collect::<Vec<_>>(),
            [("answers.1", FieldError::FileGone)]
        );
    }

    #[test]
    fn a_choice_holds_for_the_words_it_was_made_for() {
        let check = |body: &str, expect: Place| assert_eq!(read(body).place(), expect, "{body}");
        check("area=26740&area_for=ben+nghe", Place::Unsaid);
        check("area_text=Ben+Nghe", Place::Typed("Ben Nghe".into()));
        check("area_text=Ben+Nghe&area=&area_for=Ben+Nghe", Place::Typed("Ben Nghe".into()));
        check("area_text=Ben+Nghe&area=26740&area_for=ben+nghe", Place::Chosen("26740".into()));
        check("area_text=Ben+Tre&area=26740&area_for=ben+nghe", Place::Typed("Ben Tre".into()));
        check("area_text=my+lane&area=-&area_for=my+lane", Place::Words("my lane".into()));
    }

    #[test]
    fn words_that_are_no_area_go_along_with_the_address() {
        let case = read("kind=feedback&body=0123456789&area_text=xom+Moi&area=-&area_for=xom+Moi&address=So+5")
            .case(&site(), &[], Lang::Vi, Stamp(0))
            .expect("a case");
        assert_eq!((case.area, case.address.as_deref()), (None, Some("So 5, xom Moi")));
    }

    #[test]
    fn the_area_meant() {
        let list = [
            area("1", "Phường Tân Phú", "Đồng Nai"),
            area("2", "Phường Tân Phú", "TP. Hồ Chí Minh"),
            area("3", "Tân Phú", "An Giang"),
        ];
        let check = |typed, list: &[AreaView], expect| {
            assert_eq!(the_one(typed, list).map(|a| a.code.as_str()), expect, "{typed}");
        };
        check("tan phu", &list, Some("3"));
        check("phuong tan phu", &list, None);
        check("phuong tan phu, dong nai", &list, Some("1"));
        check("anything", &list[..1], Some("1"));
        check("tan phu", &[], None);
        let mut input = read("area_text=tan+phu+dong+nai");
        input.settle(&list[0]);
        assert_eq!(input.place(), Place::Chosen("1".into()));
    }

    #[test]
    fn what_a_citizen_does_to_a_case() {
        let check = |body: &str, expect: Option<Action>| {
            let input: TrackInput = serde_urlencoded::from_str(body).expect("a form");
            assert_eq!(input.action(), expect, "{body}");
        };
        check("do=message&secret=x&body=y", Some(Action::Message));
        check("do=rate&stars=4", Some(Action::Rate));
        check("do=withdraw", Some(Action::Withdraw));
        check("do=reopen", Some(Action::Reopen));
        check("do=open", None);
        check("do=close", None);
        check("", None);
        let rate = |stars: &str| TrackInput { stars: stars.into(), ..TrackInput::default() }.rating();
        assert_eq!(rate("4").map(|r| r.stars), Ok(4));
        for bad in ["", "0", "6", "x"] {
            assert_eq!(rate(bad).map(|r| r.stars), Err(Fault::new("stars", FieldError::Required)), "{bad}");
        }
    }
}

//! What the forms of petitions send, and how it becomes what the domain takes. Names of fields are written here for the
//! reader and in `pages::petitions` for the HTML. Nothing is checked here but what only a form can get wrong.

use super::{given, line_feeds};
use hoiam_shared::Lang;
use hoiam_shared::text::fold;
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::petitions::{PetitionNew, SignerNew};
use serde::Deserialize;

/// `GET /petitions`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct ListInput {
    /// `trending`, `most`, `newest`, `closing`, `answered`, `closed`; anything else is the first.
    pub order: String,
    /// What is searched for.
    pub words: String,
    /// From 1.
    pub page: String,
}

impl ListInput {
    /// The page; 1 for what is no number.
    pub fn page(&self) -> u32 {
        self.page.parse().unwrap_or(1).max(1)
    }
}

/// `POST /petitions/{code}` and its frame. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct SignInput {
    /// Name.
    pub name: String,
    /// E-mail address, or a telephone number where those can be signed with.
    pub email: String,
    /// Code of a province; empty for "rather not say".
    pub area: String,
    /// `yes` when they want to be told of the answer.
    pub tell: String,
    /// `yes` when the box is ticked.
    pub consent: String,
    /// Which button: empty to sign, `show` to draw again in another language.
    pub go: String,
}

impl SignInput {
    /// The page is to be drawn again with what was typed; nothing is checked.
    pub fn shows(&self) -> bool {
        self.go == "show"
    }

    /// Who signs. `language` is that of the page.
    pub fn signer(&self, language: Lang) -> SignerNew {
        // One field for both: nobody takes a number for a mailbox.
        let number = !self.email.contains('@') && self.email.chars().filter(char::is_ascii_digit).count() >= 8;
        let (email, phone) = if number { (None, given(&self.email)) } else { (given(&self.email), None) };
        SignerNew {
            name: self.name.trim().to_owned(),
            email,
            phone,
            area: given(&self.area),
            tell: self.tell == "yes",
            consent: self.consent == "yes",
            language,
        }
    }
}

/// `POST /petitions/{code}/identity`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct IdentityInput {
    /// Code of a province; empty for "rather not say".
    pub area: String,
    /// `yes` when they want to be told of the answer.
    pub tell: String,
    /// `yes` when the box is ticked.
    pub consent: String,
    /// Which button: empty to go to the provider, `show` to draw again in another language.
    pub go: String,
}

impl IdentityInput {
    /// The page is to be drawn again with what was chosen; nothing is checked.
    pub fn shows(&self) -> bool {
        self.go == "show"
    }

    /// The province, if they said one.
    pub fn area(&self) -> Option<String> {
        given(&self.area)
    }
}

/// `POST /petitions/new`. Every field may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct NewInput {
    /// What is asked for.
    pub title: String,
    /// Why.
    pub body: String,
    /// The authority as typed.
    pub agency_text: String,
    /// Code chosen among the candidates.
    pub agency: String,
    /// The words for which those candidates were found.
    pub agency_for: String,
    /// Where it is about: code of a province.
    pub area: String,
    /// Name of the author.
    pub name: String,
    /// E-mail address of the author.
    pub email: String,
    /// Where the author lives: code of a province.
    pub home: String,
    /// `yes` when the author wants to be told of the answer.
    pub tell: String,
    /// `yes` when the box is ticked.
    pub consent: String,
    /// Idempotency key, made when the form was first drawn and kept when it is drawn again.
    pub token: String,
    /// Which button: empty to send, `show` to draw again in another language, `agency` to look the authority up, `anyway` to send
    /// although there are petitions like it.
    pub go: String,
}

/// The authority as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgencyAsked {
    /// That of the site.
    Own,
    /// Chosen from the candidates: its code.
    Chosen(String),
    /// Typed and not looked up yet.
    Typed(String),
}

impl NewInput {
    /// The form is to be drawn again with what was typed; nothing is checked.
    pub fn shows(&self) -> bool {
        self.go == "show"
    }

    /// The authority is to be looked up, then the form drawn again.
    pub fn looks_up(&self) -> bool {
        self.go == "agency"
    }

    /// Petitions like it were shown, and none of them is it.
    pub fn anyway(&self) -> bool {
        self.go == "anyway"
    }

    /// The authority. A choice holds only for the words it was made for: whoever types another one starts anew.
    pub fn asked(&self) -> AgencyAsked {
        let typed = self.agency_text.trim();
        if typed.is_empty() {
            return AgencyAsked::Own;
        }
        let same = fold(typed) == fold(&self.agency_for);
        if same && !self.agency.is_empty() {
            AgencyAsked::Chosen(self.agency.clone())
        } else {
            AgencyAsked::Typed(typed.to_owned())
        }
    }

    /// Takes the authority typed for settled as this one.
    pub fn settle(&mut self, agency: &AgencyRef) {
        self.agency_text = agency.name.clone();
        self.agency_for = agency.name.clone();
        self.agency = agency.code.clone();
    }

    /// The petition. Look the authority up and [`settle`](Self::settle) first: one that is only typed counts as the site's own.
    pub fn petition(&self, language: Lang) -> PetitionNew {
        let agency = match self.asked() {
            AgencyAsked::Chosen(code) => Some(code),
            AgencyAsked::Own | AgencyAsked::Typed(_) => None,
        };
        let author = SignerNew {
            name: self.name.trim().to_owned(),
            email: given(&self.email),
            phone: None,
            area: given(&self.home),
            tell: self.tell == "yes",
            consent: self.consent == "yes",
            language,
        };
        PetitionNew {
            title: self.title.trim().to_owned(),
            body: line_feeds(self.body.trim()),
            agency,
            area: given(&self.area),
            category: None,
            author,
        }
    }
}

/// `POST /petitions/{code}/code`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct CodeInput {
    /// What was given when signing.
    pub handle: String,
    /// The digits as typed.
    pub code: String,
}

impl CodeInput {
    /// The digits alone: people copy `123 456` and `123-456`.
    pub fn digits(&self) -> String {
        self.code.chars().filter(char::is_ascii_digit).collect()
    }
}

/// What somebody does to their own signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MineAct {
    /// Confirm it.
    Confirm,
    /// Take it back.
    Withdraw,
    /// No more letters.
    Stop,
    /// Take the whole petition back, as its author.
    TakeBack,
}

impl MineAct {
    /// As the form sends it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Withdraw => "withdraw",
            Self::Stop => "stop",
            Self::TakeBack => "take-back",
        }
    }
}

/// `POST /petitions/mine/{token}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct MineInput {
    /// Which button.
    #[serde(rename = "do")]
    pub what: String,
}

impl MineInput {
    /// What is to be done; `None` to only look.
    pub fn act(&self) -> Option<MineAct> {
        let all = [MineAct::Confirm, MineAct::Withdraw, MineAct::Stop, MineAct::TakeBack];
        all.into_iter().find(|act| act.code() == self.what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: for<'a> Deserialize<'a>>(body: &str) -> T {
        serde_urlencoded::from_str(body).expect("a form")
    }

    #[test]
    fn a_form_becomes_a_petition() {
        let input: NewInput = read(
            "title=+Put+up+lights+&body=One%0D%0Atwo&agency_text=so+xay+dung&agency=sxd&agency_for=S%E1%BB%9F+X%C3%A2y+d%E1%BB%B1ng\
             &area=79&name=An&email=+a%40b.vn+&home=&tell=yes&consent=yes&go=anyway",
        );
        let petition = input.petition(Lang::En);
        assert_eq!((petition.title.as_str(), petition.body.as_str()), ("Put up lights", "One\ntwo"));
        assert_eq!((petition.agency.as_deref(), petition.area.as_deref()), (Some("sxd"), Some("79")));
        let author = &petition.author;
        assert_eq!(
            (author.name.as_str(), author.email.as_deref(), author.area.as_deref()),
            ("An", Some("a@b.vn"), None)
        );
        assert!(author.tell && author.consent && author.language == Lang::En && input.anyway());
    }

    #[test]
    fn an_authority_holds_for_the_words_it_was_chosen_for() {
        let check = |body: &str, expect: AgencyAsked| assert_eq!(read::<NewInput>(body).asked(), expect, "{body}");
        check("agency=x&agency_for=y", AgencyAsked::Own);
        check("agency_text=So+Y", AgencyAsked::Typed("So Y".into()));
        check("agency_text=So+Y&agency=&agency_for=So+Y", AgencyAsked::Typed("So Y".into()));
        check("agency_text=So+Y&agency=sy&agency_for=so+y", AgencyAsked::Chosen("sy".into()));
        check("agency_text=So+Z&agency=sy&agency_for=so+y", AgencyAsked::Typed("So Z".into()));
        let mut input: NewInput = read("agency_text=so+y");
        input.settle(&AgencyRef { code: "sy".into(), name: "Sở Y tế".into() });
        assert_eq!(input.asked(), AgencyAsked::Chosen("sy".into()));
    }

    #[test]
    fn nothing_is_agreed_to_but_what_was_ticked() {
        let signer = read::<SignInput>("name=An&email=").signer(Lang::Vi);
        assert!(!signer.consent && !signer.tell && signer.email.is_none() && signer.area.is_none());
    }

    #[test]
    fn codes_and_acts_are_read() {
        let code = |typed: &str| CodeInput { code: typed.into(), ..CodeInput::default() }.digits();
        for typed in ["123456", " 123 456 ", "123-456", "mã 123456"] {
            assert_eq!(code(typed), "123456", "{typed}");
        }
        let act = |what: &str| MineInput { what: what.into() }.act();
        for known in [MineAct::Confirm, MineAct::Withdraw, MineAct::Stop, MineAct::TakeBack] {
            assert_eq!(act(known.code()), Some(known));
        }
        assert_eq!(act(""), None);
        assert_eq!(read::<ListInput>("page=x").page(), 1);
        assert_eq!(read::<ListInput>("page=0").page(), 1);
        assert_eq!(read::<ListInput>("page=7").page(), 7);
    }
}

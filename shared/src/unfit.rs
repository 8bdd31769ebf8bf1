//! What is wrong with a part of something larger than a form: a line of a file, an entry of a list. Beside
//! [`crate::check::Fault`], whose fields are known beforehand and whose texts every citizen's browser carries.

use crate::Lang;
use crate::catalogue::fill;
use crate::catalogue::unfit::UnfitText as W;
use crate::coded::coded;
use crate::wire::problem::FieldProblem;

coded! {
    /// What can be wrong with a setting or a file of settings.
    pub enum Why {
        /// Nothing there.
        Required = "required",
        /// Longer than the limit.
        TooLong = "too_long",
        /// Not one of the values on offer.
        UnknownValue = "unknown_value",
        /// Outside what is allowed.
        OutOfRange = "out_of_range",
        /// Not a date.
        NotADate = "not_a_date",
        /// Not a working period.
        NotAPeriod = "not_a_period",
        /// Ends before it starts.
        EndBeforeStart = "end_before_start",
        /// Periods overlap.
        Overlap = "overlap",
        /// The same twice.
        Twice = "twice",
        /// No such time zone.
        UnknownZone = "unknown_zone",
        /// No day is worked.
        NeverWorks = "never_works",
        /// A day without hours of its own that has some.
        HoursNotAllowed = "hours_not_allowed",
        /// A short day without working periods.
        HoursMissing = "hours_missing",
        /// A query that cannot be read.
        BadQuery = "bad_query",
        /// A condition that contradicts itself.
        NeverMatches = "never_matches",
        /// Everything it means is taken before.
        Shadowed = "shadowed",
        /// More than allowed.
        TooMany = "too_many",
        /// Not what was expected.
        Unreadable = "unreadable",
        /// An event that is not of whole days.
        NotWholeDays = "not_whole_days",
        /// A place that a letter of this kind cannot fill.
        UnknownPlace = "unknown_place",
        /// A blank of a template that nobody has filled.
        BlankOpen = "blank_open",
        /// A picture is needed along with it.
        NoPicture = "no_picture",
        /// A document is needed along with it.
        NoDocument = "no_document",
        /// The rule that it rests on must be named.
        NoLegalBasis = "no_legal_basis",
        /// A date must be named.
        NoDate = "no_date",
        /// The unit responsible must be named.
        NoUnit = "no_unit",
        /// Shorter than it must be.
        TooShort = "too_short",
        /// What somebody would try first.
        TooEasy = "too_easy",
        /// Not what it is now.
        NotThis = "not_this",
        /// Not the code of now, or one that was used.
        WrongCode = "wrong_code",
        /// Another has it already.
        Taken = "taken",
        /// Not a name to sign in with.
        NotALogin = "not_a_login",
        /// Not an e-mail address.
        NotAnAddress = "not_an_address",
        /// Somewhere else than where one keeps people.
        NotYours = "not_yours",
        /// Not a code.
        NotACode = "not_a_code",
        /// Somewhere below what it is to be above.
        BelowItself = "below_itself",
        /// Not used any more.
        NotInUse = "not_in_use",
        /// There is still something of it.
        StillThere = "still_there",
        /// What was looked at is not what would be done now.
        NotAsSeen = "not_as_seen",
        /// Not the origin of a page.
        NotAnOrigin = "not_an_origin",
        /// Not a name that can stand in an address.
        NotAKey = "not_a_key",
        /// Not a colour.
        NotAColour = "not_a_colour",
        /// Said in one language only.
        OneLanguage = "one_language",
        /// Leans on a question that does not come before.
        NotBefore = "not_before",
        /// An answer that the question cannot have.
        NoAnswer = "no_answer",
        /// Questions of this kind have no such thing.
        NotForKind = "not_for_kind",
        /// No picture that can be a logo.
        NotALogo = "not_a_logo",
    }
}

impl Why {
    const fn text(self, lang: Lang) -> &'static str {
        match self {
            Self::Required => W::Required,
            Self::TooLong => W::TooLong,
            Self::UnknownValue => W::UnknownValue,
            Self::OutOfRange => W::OutOfRange,
            Self::NotADate => W::NotADate,
            Self::NotAPeriod => W::NotAPeriod,
            Self::EndBeforeStart => W::EndBeforeStart,
            Self::Overlap => W::Overlap,
            Self::Twice => W::Twice,
            Self::UnknownZone => W::UnknownZone,
            Self::NeverWorks => W::NeverWorks,
            Self::HoursNotAllowed => W::HoursNotAllowed,
            Self::HoursMissing => W::HoursMissing,
            Self::BadQuery => W::BadQuery,
            Self::NeverMatches => W::NeverMatches,
            Self::Shadowed => W::Shadowed,
            Self::TooMany => W::TooMany,
            Self::Unreadable => W::Unreadable,
            Self::NotWholeDays => W::NotWholeDays,
            Self::UnknownPlace => W::UnknownPlace,
            Self::BlankOpen => W::BlankOpen,
            Self::NoPicture => W::NoPicture,
            Self::NoDocument => W::NoDocument,
            Self::NoLegalBasis => W::NoLegalBasis,
            Self::NoDate => W::NoDate,
            Self::NoUnit => W::NoUnit,
            Self::TooShort => W::TooShort,
            Self::TooEasy => W::TooEasy,
            Self::NotThis => W::NotThis,
            Self::WrongCode => W::WrongCode,
            Self::Taken => W::Taken,
            Self::NotALogin => W::NotALogin,
            Self::NotAnAddress => W::NotAnAddress,
            Self::NotYours => W::NotYours,
            Self::NotACode => W::NotACode,
            Self::BelowItself => W::BelowItself,
            Self::NotInUse => W::NotInUse,
            Self::StillThere => W::StillThere,
            Self::NotAsSeen => W::NotAsSeen,
            Self::NotAnOrigin => W::NotAnOrigin,
            Self::NotAKey => W::NotAKey,
            Self::NotAColour => W::NotAColour,
            Self::OneLanguage => W::OneLanguage,
            Self::NotBefore => W::NotBefore,
            Self::NoAnswer => W::NoAnswer,
            Self::NotForKind => W::NotForKind,
            Self::NotALogo => W::NotALogo,
        }
        .text(lang)
    }
}

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfit {
    /// `exceptions[3].to`, `line 214`.
    pub place: String,
    /// What.
    pub why: Why,
    /// What the text needs.
    pub value: String,
}

impl Unfit {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, why: Why, value: impl Into<String>) -> Self {
        Self { place: place.into(), why, value: value.into() }
    }

    /// As it is shown.
    pub fn view(&self, lang: Lang) -> FieldProblem {
        let message = fill(self.why.text(lang), &[("value", &self.value)]);
        let message = match (self.place.strip_prefix("line "), lang) {
            (Some(line), Lang::Vi) => format!("Dòng {line}: {message}"),
            (Some(line), Lang::En) => format!("Line {line}: {message}"),
            (None, _) => message,
        };
        FieldProblem { field: self.place.clone(), code: self.why.code().to_owned(), message }
    }
}

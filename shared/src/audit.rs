//! What administrators do and to what: the words of the record of their acts.

use crate::Lang;
use crate::catalogue::audit::{Acts, Things};
use crate::coded::coded;

coded! {
    /// What was done to a setting.
    pub enum Act {
        /// It is new.
        Created = "created",
        /// It is another.
        Changed = "changed",
        /// It is gone.
        Removed = "removed",
        /// It is kept out, or not used any more.
        Disabled = "disabled",
        /// It is let in, or used again.
        Enabled = "enabled",
        /// A person got a new password.
        PasswordReset = "password_reset",
        /// A person signs in without the second step again, and without passkeys.
        SecondStepRemoved = "second_step_removed",
        /// A person need not wait any longer before trying to sign in.
        Unlocked = "unlocked",
        /// A person was signed out.
        SessionsEnded = "sessions_ended",
        /// It has another place.
        Moved = "moved",
        /// It went into another.
        Merged = "merged",
        /// Work on it was begun.
        Started = "started",
        /// Work on it was broken off.
        Stopped = "stopped",
        /// Its secret is a new one.
        Rotated = "rotated",
        /// It goes out once more.
        SentAgain = "sent_again",
        /// It was given up for good.
        Dismissed = "dismissed",
        /// It came from a file.
        Imported = "imported",
        /// It is gone for good.
        Erased = "erased",
        /// It was put together and given out.
        Exported = "exported",
    }
}

coded! {
    /// What it was done to.
    pub enum Thing {
        /// A member of staff; named by its number, since the record holds no name.
        Person = "person",
        /// An agency.
        Agency = "agency",
        /// An area.
        Area = "area",
        /// A category.
        Category = "category",
        /// A routing rule, or the order of all.
        Rule = "rule",
        /// From when on the learned suggestion counts.
        Thresholds = "thresholds",
        /// A working calendar.
        Calendar = "calendar",
        /// A policy of deadlines.
        Policy = "policy",
        /// A recalculation of open cases.
        Recalculation = "recalculation",
        /// A template of answers.
        Template = "template",
        /// What answers need.
        AnswerRule = "answer_rule",
        /// A letter.
        Letter = "letter",
        /// Who is told when nobody stirs.
        Ladder = "ladder",
        /// A system that is told of events.
        Endpoint = "endpoint",
        /// Something that was to be told.
        Delivery = "delivery",
        /// A website that embeds the form.
        Site = "site",
        /// By which rules an agency takes petitions.
        PetitionRules = "petition_rules",
        /// What is switched off of petitions.
        PetitionSwitch = "petition_switch",
        /// A token of another program; named by its number.
        Token = "token",
        /// For how long personal data are kept.
        Retention = "retention",
        /// The personal data of a case; named by its code unless it is sealed.
        PersonalData = "personal_data",
    }
}

impl Act {
    /// In words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Created => Acts::Created,
            Self::Changed => Acts::Changed,
            Self::Removed => Acts::Removed,
            Self::Disabled => Acts::Disabled,
            Self::Enabled => Acts::Enabled,
            Self::PasswordReset => Acts::PasswordReset,
            Self::SecondStepRemoved => Acts::SecondStepRemoved,
            Self::Unlocked => Acts::Unlocked,
            Self::SessionsEnded => Acts::SessionsEnded,
            Self::Moved => Acts::Moved,
            Self::Merged => Acts::Merged,
            Self::Started => Acts::Started,
            Self::Stopped => Acts::Stopped,
            Self::Rotated => Acts::Rotated,
            Self::SentAgain => Acts::SentAgain,
            Self::Dismissed => Acts::Dismissed,
            Self::Imported => Acts::Imported,
            Self::Erased => Acts::Erased,
            Self::Exported => Acts::Exported,
        }
        .text(lang)
    }
}

impl Thing {
    /// In words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Person => Things::Person,
            Self::Agency => Things::Agency,
            Self::Area => Things::Area,
            Self::Category => Things::Category,
            Self::Rule => Things::Rule,
            Self::Thresholds => Things::Thresholds,
            Self::Calendar => Things::Calendar,
            Self::Policy => Things::Policy,
            Self::Recalculation => Things::Recalculation,
            Self::Template => Things::Template,
            Self::AnswerRule => Things::AnswerRule,
            Self::Letter => Things::Letter,
            Self::Ladder => Things::Ladder,
            Self::Endpoint => Things::Endpoint,
            Self::Delivery => Things::Delivery,
            Self::Site => Things::Site,
            Self::PetitionRules => Things::PetitionRules,
            Self::PetitionSwitch => Things::PetitionSwitch,
            Self::Token => Things::Token,
            Self::Retention => Things::Retention,
            Self::PersonalData => Things::PersonalData,
        }
        .text(lang)
    }
}

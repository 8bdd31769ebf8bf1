//! The pages a person walks through, which fields each holds, and their order.

use crate::draft::Field;

/// Where a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Page {
    /// What kind of case.
    #[default]
    Kind,
    /// What happened.
    What,
    /// Where, and what it is about.
    Where,
    /// The extra questions of the site.
    Questions,
    /// How to reach them.
    Contact,
    /// Everything once more.
    Review,
    /// The receipt.
    Sent,
    /// Look up a case.
    Find,
    /// The case that was looked up.
    Case,
}

impl Page {
    /// The questions, in order. Extra questions are left out where there are none.
    pub const STEPS: [Self; 6] = [Self::Kind, Self::What, Self::Where, Self::Questions, Self::Contact, Self::Review];

    /// Position among the questions, from 0; `None` outside the form.
    pub fn position(self) -> Option<usize> {
        Self::STEPS.iter().position(|&page| page == self)
    }

    /// The question after this one.
    pub fn next(self) -> Option<Self> {
        Self::STEPS.get(self.position()? + 1).copied()
    }

    /// The question before this one.
    pub fn back(self) -> Option<Self> {
        Self::STEPS.get(self.position()?.checked_sub(1)?).copied()
    }

    /// Belongs to the look-up.
    pub const fn looks_up(self) -> bool {
        matches!(self, Self::Find | Self::Case)
    }

    /// Drawn by the part of the program that is loaded when it is needed.
    pub const fn comes_later(self) -> bool {
        matches!(self, Self::Questions | Self::Find | Self::Case)
    }

    /// Where a field is asked.
    pub const fn of(field: Field) -> Self {
        match field {
            Field::Title | Field::Body | Field::Files => Self::What,
            Field::Category | Field::Area | Field::Address => Self::Where,
            Field::Answer(_) => Self::Questions,
            Field::Name | Field::Email | Field::Phone | Field::Consent => Self::Contact,
            Field::Agency => Self::Review,
            Field::Code | Field::Secret => Self::Find,
            Field::Reply => Self::Case,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forth_and_back_meet() {
        for page in Page::STEPS {
            assert_eq!(page.next().map_or(Some(page), Page::back), Some(page));
        }
        assert_eq!((Page::Sent.next(), Page::Find.back(), Page::Kind.back()), (None, None, None));
    }
}

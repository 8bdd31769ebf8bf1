//! The two languages every text exists in.

use crate::coded::coded;

coded! {
    /// A language of the product. Vietnamese is the default: the service begins in Viet Nam.
    #[derive(Default)]
    pub enum Lang {
        /// Vietnamese.
        #[default]
        Vi = "vi",
        /// English.
        En = "en",
    }
}

impl Lang {
    /// The first language of an `Accept-Language` header (RFC 9110, 12.5.4) that we speak, by its order
    /// in the list; weights are not read, as browsers list by preference.
    pub fn from_accept(header: &str) -> Option<Self> {
        header.split(',').find_map(|part| {
            let tag = part.split(';').next()?.trim();
            let primary = tag.split('-').next()?;
            Self::ALL.iter().copied().find(|lang| primary.eq_ignore_ascii_case(lang.code()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_language_wins() {
        let check = |header, expect| assert_eq!(Lang::from_accept(header), expect, "{header}");
        check("en-GB,en;q=0.9,vi;q=0.8", Some(Lang::En));
        check("fr-FR, vi-VN;q=0.5", Some(Lang::Vi));
        check("fr", None);
        check("", None);
    }
}

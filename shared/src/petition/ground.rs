//! Why a petition is not admitted or is hidden: the published reasons. The texts are in the catalogue.

use crate::coded::coded;

coded! {
    /// A reason that everybody reads.
    pub enum PetitionGround {
        /// Not within the power of the authority that was asked.
        NotOurs = "not_ours",
        /// The same is asked for by another petition.
        Duplicate = "duplicate",
        /// It is not clear what is asked for.
        Unclear = "unclear",
        /// A single person's matter: a complaint, a request or a denunciation, which has a way of its own.
        Personal = "personal",
        /// Decided, or being decided, by a court or in a complaint.
        Court = "court",
        /// Accuses or insults somebody who can be recognised.
        Accuses = "accuses",
        /// Advertises something.
        Commercial = "commercial",
        /// Against the law, or calls for what is.
        Unlawful = "unlawful",
        /// A joke, or invented.
        Untrue = "untrue",
    }
}

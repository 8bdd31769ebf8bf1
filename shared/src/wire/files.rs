//! Files of a case as they are shown and fetched.

use super::wire;

wire! {
    /// A file of a case. Fetched from `/api/v1/cases/{code}/files/{number}`, a small picture of it from
    /// `…/{number}/preview` when it has one: by staff within their rights, by the citizen with code and secret.
    pub struct FileView {
        /// Number within the case, from 1.
        pub number: u32,
        /// Its name, with the ending that belongs to what is in it.
        pub name: String,
        /// Media type, found from what is in it.
        pub media: String,
        /// Size in bytes.
        pub size: u64,
        /// There is a small picture of it.
        pub preview: bool,
        /// The citizen may open it.
        pub public: bool,
    }
}

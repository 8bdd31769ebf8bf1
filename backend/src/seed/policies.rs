//! The deadline policies shipped as presets, in the order in which they are asked.
//! The figures are those of the sources they name; an administrator checks, copies and edits them.

use super::table::SeedError;
use hoiam_shared::clock::Policy;

pub(super) fn read() -> Result<Vec<Policy>, SeedError> {
    serde_json::from_str(include_str!("../../data/policies.json"))
        .map_err(|error| SeedError::new("policies.json", error.to_string()))
}

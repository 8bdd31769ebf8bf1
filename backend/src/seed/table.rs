//! Reading the compiled-in tables, and what can be wrong with one.

use serde::de::DeserializeOwned;

/// A data file that cannot be used: which, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeedError {
    /// Name of the file.
    pub file: &'static str,
    /// What is wrong, with the line where there is one.
    pub problem: String,
}

impl core::fmt::Display for SeedError {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.file, self.problem)
    }
}

impl core::error::Error for SeedError {}

impl SeedError {
    pub(crate) fn new(file: &'static str, problem: impl Into<String>) -> Self {
        Self { file, problem: problem.into() }
    }
}

/// The rows of a CSV file with a header line.
pub(super) fn rows<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<Vec<T>, SeedError> {
    let rows: Result<Vec<T>, _> = csv::Reader::from_reader(text.as_bytes()).into_deserialize().collect();
    rows.map_err(|error| SeedError::new(file, error.to_string()))
}

/// A list within one field.
pub(super) fn list(text: &str) -> Vec<String> {
    text.split(';').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

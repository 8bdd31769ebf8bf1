//! The learned suggestion: a linear classifier of texts, our own. Pure: texts and labels in, a [`Model`] out, and
//! a model asked for the label of a text; no file, no clock, no database (`domain::learning` has those).
//!
//! Words without marks, alone and in rows of two and three ([`features`]); tf-idf; one classifier per label with a
//! squared hinge, solved in the dual ([`solver`]); a calibrated probability ([`calibrate`]). The model holds
//! fingerprints of words, never words: nothing a citizen wrote can be read out of it.

pub mod calibrate;
pub mod features;
mod matrix;
pub mod model;
pub mod report;
mod solver;
pub mod train;

pub use model::{Deciding, Model, Prediction, Scratch};
pub use report::{Judged, Report};
pub use train::{Example, TrainOptions, Trained, train};

#[cfg(test)]
mod tests;

//! Petitions: many people sign one request, and when enough have, the agency that was asked owes an answer on the ordinary
//! clock. [`beginning`] writes one, [`signing`] puts a name to it, [`vouching`] that of a person for whom an identity provider vouches, [`mine`] is what those do who have the link from a letter.
//! Signatures and what they add to the counters go through one [`writer`]. [`moving`] is the only way a petition changes;
//! [`moderating`] is what moderators do to it, [`reviewing`] what they do to signatures. At a threshold [`thresholds`] opens a
//! case; [`letters`] writes to those who signed. What everybody reads comes from a [`board`] in memory.

pub mod beginning;
pub mod board;
pub mod filling;
pub mod identity;
pub mod letters;
pub mod mine;
pub mod moderating;
pub mod moving;
mod picture;
pub mod reading;
pub mod reviewing;
pub mod rules;
pub mod signing;
pub mod suspecting;
pub mod sweeping;
pub mod thresholds;
pub mod verifying;
pub mod vouching;
pub mod writer;

use super::app::App;
use super::error::Result;
use std::sync::Mutex;

/// What petitions need in memory.
#[derive(Debug)]
pub struct Petitioning {
    /// The way to the writer.
    pub signing: writer::Signing,
    /// Signatures of the present minute and day.
    pub windows: Mutex<suspecting::Windows>,
    /// What everybody reads.
    pub board: board::Boards,
    /// The lane of the counters that is this node's.
    pub lane: i64,
}

impl Petitioning {
    /// For a node; `node` tells it from others.
    pub fn new(signing: writer::Signing, node: [u8; 8]) -> Self {
        // Two nodes with one lane would wait for each other's commits and count right all the same.
        let lane = i64::from(u16::from_le_bytes([node[0], node[1]]));
        Self { signing, windows: Mutex::default(), board: board::Boards::default(), lane }
    }
}

/// Does what is due by now: the calendar, thresholds, letters. How much there was to do.
pub async fn tend(app: &App) -> Result<usize> {
    let mut done = sweeping::sweep(app).await?;
    done += thresholds::reach_due(app).await?;
    done += letters::to_sign(app).await?;
    done += letters::tell_answers(app).await?;
    Ok(done)
}

//! What the console's pages share beyond the frame: its questions to the server, keys, the live stream, drafts. No views
//! here.

pub mod api;
pub mod drafts;
pub mod inbox;
pub mod keyboard;
pub mod live;

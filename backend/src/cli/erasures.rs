//! `hoiam erasures`: prints the list of what was erased, for a restoration. Asks the storage of files alone: the database may be
//! what was lost.

use super::print;
use crate::config::Place;
use crate::domain::erasures;
use crate::server::StartError;
use std::process::ExitCode;

pub(super) async fn run(place: &Place) -> Result<ExitCode, StartError> {
    // Opening a folder makes it, and what was asked in the wrong place would look like an empty list.
    if !place.files.is_there(&place.data) {
        let data = place.data.display();
        return Err(format!("there is no storage of files in {data}: is --data the right folder?").into());
    }
    let files = place.files.open(&place.data)?.files;
    for erasure in erasures::all(&files).await? {
        print(&serde_json::to_string(&erasure)?)?;
    }
    Ok(ExitCode::SUCCESS)
}

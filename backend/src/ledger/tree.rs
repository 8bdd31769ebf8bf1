//! The index holds the line of agencies above each case. When a branch gets another place, its cases are read again: by each
//! node into its own index, as soon as it knows of the new tree. How far a node has come is a number in a file of its data
//! folder; without it everything that ever moved is read once more, which is harmless.

use super::index_tail::{read_docs, write};
use super::runner::TailError;
use crate::domain::App;
use crate::search::Change;
use crate::store::agencies;
use hoiam_shared::ids::{AgencyId, CaseId};

/// Cases read at once.
const PAGE: i64 = 1_000;

/// Reads the cases of branches again that moved since the last time.
pub async fn follow(app: &App) -> Result<(), TailError> {
    let seen = std::fs::read_to_string(&app.tree).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0);
    let moves = agencies::moves_after(&mut app.db.read(), seen).await?;
    let settings = app.settings();
    let mut last = None;
    for (id, version, agency) in moves {
        // This node does not know of it yet; it will within two seconds.
        if settings.version < version {
            break;
        }
        let mut after = CaseId(0);
        loop {
            let ids = agencies::cases_of_branch(&mut app.db.read(), AgencyId(agency), after, PAGE).await?;
            let Some(end) = ids.last().copied() else { break };
            let docs = read_docs(&mut app.db.read(), &settings, &ids).await?;
            let changes = docs.into_iter().map(|doc| Change::Put(Box::new(doc))).collect();
            write(&app.index, changes, app.index.checkpoint()).await?;
            after = end;
        }
        last = Some(id);
    }
    if let Some(last) = last {
        std::fs::write(&app.tree, last.to_string()).map_err(|error| TailError::Index(error.to_string()))?;
    }
    Ok(())
}

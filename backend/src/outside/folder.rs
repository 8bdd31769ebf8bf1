//! A folder in which what would be sent is a file each, to look at: for demonstrations and tests.

use super::Failed;
use hoiam_shared::notice::Trouble;
use std::path::{Path, PathBuf};

/// The folder.
#[derive(Debug, Clone)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes the folder that a setting names: `file` (one of this name in the data folder) or `file:FOLDER`. Nothing when the
    /// setting is about something else.
    pub fn of(setting: &str, data: &Path, name: &str) -> Result<Option<Self>, String> {
        let Some(said) = setting.strip_prefix("file") else { return Ok(None) };
        let folder = match said.strip_prefix(':') {
            Some(folder) if !folder.is_empty() => PathBuf::from(folder),
            _ => data.join(name),
        };
        std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        Ok(Some(Self(folder)))
    }

    /// Writes one: whole before it has its name, and under the same name again when it is sent again.
    pub async fn put(&self, name: &str, ending: &str, content: &[u8]) -> Result<(), Failed> {
        let part = self.0.join(format!("{name}.part"));
        let whole = self.0.join(format!("{name}.{ending}"));
        let written = async {
            tokio::fs::write(&part, content).await?;
            tokio::fs::rename(&part, &whole).await
        };
        written.await.map_err(|_: std::io::Error| Failed::for_now(Trouble::Unreachable))
    }
}

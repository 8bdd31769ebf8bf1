//! Reads the text of a document in a process of its own, this program once more. A hostile document can spend that
//! process's time and memory, write nothing, and take nobody with it.

use crate::media::{Kind, text};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::process::Command;

/// Name of the command that reads; not for people.
pub const COMMAND: &str = "read-text";
/// How long it may take by the clock on the wall …
const PATIENCE: Duration = Duration::from_secs(60);
/// … and of a processor, in seconds.
const WORK_SECONDS: u64 = 20;
/// Memory it may fill, in bytes.
const MEMORY: u64 = 1 << 30;

/// The program that reads.
#[derive(Debug, Clone)]
pub struct Reader(pub PathBuf);

impl Reader {
    /// The text of a file; `None` when it has none, or cannot be read within bounds. An error when no process can be
    /// started: then nothing is known about the file.
    pub async fn text(&self, kind: Kind, bytes: &[u8]) -> std::io::Result<Option<String>> {
        let mut child = Command::new(&self.0)
            .args([COMMAND, kind.media()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let mut stdin = child.stdin.take();
        let feed = async {
            if let Some(mut stdin) = stdin.take() {
                // A reader that gives up early closes its end; its status says so.
                drop(stdin.write_all(bytes).await);
            }
        };
        let both = async { tokio::join!(feed, child.wait_with_output()).1 };
        let Ok(output) = tokio::time::timeout(PATIENCE, both).await else { return Ok(None) };
        let output = output?;
        let text = String::from_utf8(output.stdout).ok().filter(|text| !text.is_empty());
        Ok(text.filter(|_| output.status.success()))
    }
}

/// What that process does: reads a file of this media type from its standard input and writes its text.
pub fn main(media: &str) -> ExitCode {
    bind();
    let mut bytes = Vec::new();
    let read = std::io::stdin().lock().read_to_end(&mut bytes);
    let Some(kind) = Kind::from_media(media).filter(|_| read.is_ok()) else { return ExitCode::FAILURE };
    let found = text(kind, &bytes).unwrap_or_default();
    let mut out = std::io::stdout().lock();
    match out.write_all(found.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Gives up what reading a document never needs. A limit that the system does not know is not there; what is left
/// are the limits of the one who waits.
fn bind() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit};
        let limit = |resource, most| {
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        };
        limit(Resource::Cpu, WORK_SECONDS);
        limit(Resource::Fsize, 0);
        limit(Resource::Core, 0);
        limit(Resource::Nproc, 0);
        #[cfg(target_os = "linux")]
        limit(Resource::Data, MEMORY);
    }
}

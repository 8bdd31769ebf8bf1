//! Builds the application and runs it: the one place where the parts meet. Shared by the binary and the tests.

mod work;

pub use work::{SETTINGS_REST, reload};

use crate::config::Place;
use crate::domain::asking::Turns;
use crate::domain::intake::writer;
use crate::domain::looking::Looked;
use crate::domain::numbers::Numbers;
use crate::domain::petitions::{self, Petitioning};
use crate::domain::remembered::Remembered;
use crate::domain::screening::Recent;
use crate::domain::settings::Settings;
use crate::domain::suggesting::{self, Suggester};
use crate::domain::throttle::{Seats, Throttle};
use crate::domain::toll::Benches;
use crate::domain::visits::Visits;
use crate::domain::{App, accents};
use crate::ledger::{Bell, Numbered};
use crate::outside::post::Poster;
use crate::outside::{Clock, Random};
use crate::search::{Index, Options, SearchError};
use crate::secrets::Keys;
use crate::store::{Db, counters, events};
use arc_swap::ArcSwap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

/// Anything that keeps the server from starting, for the person who starts it.
pub type StartError = Box<dyn std::error::Error + Send + Sync>;

/// What is outside.
#[derive(Debug, Clone)]
pub struct Outside {
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub random: Arc<dyn Random>,
}

/// The application and the work that goes on behind it.
#[derive(Debug)]
pub struct Built {
    /// The application.
    pub app: Arc<App>,
    desk: writer::Desk,
    signatures: petitions::writer::Desk,
    node: String,
}

/// Opens database and index, brings the schema up to date, reads the settings.
pub async fn build(place: &Place, public_url: &str, outside: Outside) -> Result<Built, StartError> {
    std::fs::create_dir_all(&place.data).map_err(|error| format!("{}: {error}", place.data.display()))?;
    let db = Db::open(&place.url(), place.database_connections).await?;
    db.migrate().await?;
    build_on(db, place, public_url, outside).await
}

/// The same on a database that is open and up to date.
pub async fn build_on(db: Db, place: &Place, public_url: &str, outside: Outside) -> Result<Built, StartError> {
    let index = open_index(place.index_dir(), Options::default(), &db).await?;
    let public = open_index(place.public_index_dir(), PUBLIC, &db).await?;
    built(place, public_url, outside, db, [index, public]).await
}

/// The same beside a node that runs on this place: its index is read, not written.
pub async fn build_beside(place: &Place, public_url: &str, outside: Outside) -> Result<Built, StartError> {
    let db = Db::open(&place.url(), place.database_connections).await?;
    let dirs = [place.index_dir(), place.public_index_dir()];
    let open = move || Ok::<_, SearchError>([Index::open_to_read(&dirs[0])?, Index::open_to_read(&dirs[1])?]);
    let indexes = tokio::task::spawn_blocking(open).await??;
    built(place, public_url, outside, db, indexes).await
}

async fn built(
    place: &Place,
    public_url: &str,
    outside: Outside,
    db: Db,
    [index, public]: [Index; 2],
) -> Result<Built, StartError> {
    let keys = keys(place, outside.random.as_ref())?;
    let current = Settings::load(&db).await?;
    let suggester = {
        let mut read = db.read();
        let version = counters::peek(&mut read, suggesting::VERSION).await?;
        Suggester::load(&mut read, version).await?
    };
    let (intake, desk) = writer::open();
    let (signing, signatures) = petitions::writer::open();
    let (live, _) = tokio::sync::broadcast::channel(4_096);
    let mut node = [0u8; 8];
    outside.random.fill(&mut node);
    let throttle = Throttle::new(place.limits.quotas(), outside.random.as_ref());
    let app = App {
        db,
        index: Arc::new(index),
        public: Arc::new(public),
        turns: Turns::default(),
        clock: outside.clock,
        random: outside.random,
        keys,
        current: ArcSwap::from_pointee(current),
        suggester: ArcSwap::from_pointee(suggester),
        numbers: Numbers::default(),
        evidence: place.files.open(&place.data)?,
        mailer: place.notices.mailer(&place.data)?,
        texter: place.notices.texter(&place.data)?,
        deliveries_kept_ms: place.notices.kept_ms(),
        looks_kept_ms: place.looks_kept_ms(),
        watch: Mutex::default(),
        providers: place.identities.open(public_url)?,
        passkeys: crate::outside::authenticator::Party::at(public_url),
        poster: Poster { local: place.notices.webhooks_local },
        visits: Visits::default(),
        looked: Looked::default(),
        remembered: Remembered::default(),
        recent: Recent::default(),
        throttle,
        seats: Seats::default(),
        benches: Benches::default(),
        intake,
        petitions: Petitioning::new(signing, node),
        written: Bell::default(),
        indexed: Bell::default(),
        numbered: Numbered::default(),
        live,
        public_url: public_url.trim_end_matches('/').to_owned(),
        accents: place.data.join("accents.bin"),
        tree: place.data.join("tree-seen"),
    };
    accents::load(&app);
    Ok(Built { app: Arc::new(app), desk, signatures, node: crate::secrets::hex(&node) })
}

/// What the index of what is public may use: it is small, and a moment late is no harm.
const PUBLIC: Options = Options { threads: 1, memory_bytes: 20_000_000 };

/// Opens an index of this node. One that is ahead of the ledger belongs to another database (a backup was put
/// back): it is thrown away and comes back by itself.
async fn open_index(dir: PathBuf, options: Options, db: &Db) -> Result<Index, StartError> {
    let opened = dir.clone();
    let index = tokio::task::spawn_blocking(move || Index::open(&opened, options)).await??;
    let (head, _) = events::head(&mut db.read()).await?;
    if index.checkpoint() <= head {
        return Ok(index);
    }
    tracing::warn!(index = index.checkpoint(), ledger = head, "index.ahead");
    drop(index);
    std::fs::remove_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    Ok(Index::open(&dir, options)?)
}

/// The keys: given, or made once and kept beside the data, readable by their owner only.
pub fn keys(place: &Place, random: &dyn Random) -> Result<Keys, StartError> {
    if let Some(keys) = place.keys()? {
        return Ok(keys);
    }
    let path = place.key_file();
    let mut key = [0u8; 32];
    random.fill(&mut key);
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    std::io::Write::write_all(&mut file, crate::secrets::hex(&key).as_bytes())?;
    file.sync_all()?;
    place.keys()?.ok_or_else(|| format!("{} is gone", path.display()).into())
}

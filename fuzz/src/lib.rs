//! What the fuzz targets share: what must hold, and a server in this process for those that go through all of it.

pub mod targets;

use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::config::{FilesPlace, IdentitiesPlace, LimitsPlace, NoticesPlace, Place};
use hoiam_backend::domain::installation;
use hoiam_backend::http::{self, Router};
use hoiam_backend::outside::{FixedClock, SeededRandom};
use hoiam_backend::seed;
use hoiam_backend::server::{self, Outside, StartError};
use std::sync::{Arc, LazyLock};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// Monday 2026-11-16, 09:00 in Viet Nam.
const MONDAY_MS: i64 = 1_794_794_400_000;

/// The server and what it runs on. Its folder goes with the process that made it.
struct Served {
    runtime: Runtime,
    router: Router,
    _work: tokio::task::JoinSet<()>,
    _dir: tempfile::TempDir,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| served().expect("a server in a folder of its own starts"));

fn served() -> Result<Served, StartError> {
    let runtime = Runtime::new()?;
    let dir = tempfile::tempdir()?;
    let place = Place {
        data: dir.path().to_path_buf(),
        database_url: None,
        database_connections: 2,
        key: Some("11".repeat(32)),
        // Documents are read in the background, which does not run here; and never by this program.
        files: FilesPlace { reader: Some("false".into()), ..FilesPlace::default() },
        notices: NoticesPlace::default(),
        identities: IdentitiesPlace::default(),
        limits: LimitsPlace { unlimited: true, ..LimitsPlace::default() },
        config: None,
    };
    let (router, work) = runtime.block_on(async {
        let built = server::build(&place, "https://hoiam.test", outside()).await?;
        installation::install(&built.app.db, &seed::world()?, "").await?;
        built.app.db.close().await;
        drop(built);
        let (app, work, _) = server::build(&place, "https://hoiam.test", outside()).await?.by_hand();
        let metrics = metrics_exporter_prometheus::PrometheusBuilder::new().build_recorder().handle();
        Ok::<_, StartError>((http::router(app, false, CancellationToken::new(), metrics), work))
    })?;
    Ok(Served { runtime, router, _work: work, _dir: dir })
}

fn outside() -> Outside {
    Outside { clock: Arc::new(FixedClock::at(MONDAY_MS)), random: Arc::new(SeededRandom::new(1)) }
}

/// Sends it twice: each answer is one that may be given, and the second of a case that was filed names the same case.
pub fn answers(requests: [Request<Body>; 2]) {
    let Served { runtime, router, .. } = &*SERVED;
    runtime.block_on(async {
        let mut texts = Vec::new();
        for request in requests {
            let answer = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
            let status = answer.status().as_u16();
            let kind =
                answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
            let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX).await.expect("it is in memory");
            let text = String::from_utf8(bytes.to_vec()).expect("answers are text");
            targets::answered(status, kind.as_deref().unwrap_or_default(), &text);
            texts.push((status, text));
        }
        targets::agreed(&texts);
    });
}

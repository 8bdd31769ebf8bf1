//! What the fuzz targets share: what must hold, and a server in this process for those that go through all of it.

pub mod targets;

use axum::body::Body;
use axum::http::{Request, header};
use hoiam_backend::config::{FilesPlace, LimitsPlace, Place};
use hoiam_backend::domain::installation;
use hoiam_backend::http::{self, Router};
use hoiam_backend::outside::{FixedClock, SeededRandom};
use hoiam_backend::seed;
use hoiam_backend::server::{self, Outside, StartError};
use std::sync::{Arc, LazyLock};
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;
use tower::ServiceExt;

/// The server and what it runs on. Nothing of it is dropped before the process ends, so its folder stays behind.
struct Served {
    runtime: Runtime,
    router: Router,
    _work: tokio::task::JoinSet<()>,
}

static SERVED: LazyLock<Served> = LazyLock::new(|| served().expect("a server in a folder of its own starts"));

fn served() -> Result<Served, StartError> {
    let runtime = Runtime::new()?;
    let data = tempfile::tempdir()?.keep();
    let place = Place {
        database_connections: 2,
        key: Some("11".repeat(32)),
        // Documents are read in the background, which does not run here; and never by this program.
        files: FilesPlace { reader: Some("false".into()), ..FilesPlace::default() },
        limits: LimitsPlace { unlimited: true, ..LimitsPlace::default() },
        ..Place::at(data)
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
    Ok(Served { runtime, router, _work: work })
}

fn outside() -> Outside {
    Outside { clock: Arc::new(FixedClock::at(targets::MONDAY_MS)), random: Arc::new(SeededRandom::new(1)) }
}

/// Sends them: each answer is one that may be given, and all of them fit each other.
pub fn answers(requests: Vec<Request<Body>>) {
    let Served { runtime, router, .. } = &*SERVED;
    runtime.block_on(async {
        let mut answers = Vec::new();
        for request in requests {
            let answer = router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
            let (head, body) = answer.into_parts();
            let kind = head.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            let bytes = axum::body::to_bytes(body, usize::MAX).await.expect("it is in memory");
            let text = String::from_utf8(bytes.to_vec()).expect("answers are text");
            targets::answered(head.status.as_u16(), kind, &text);
            answers.push((head.status.as_u16(), text));
        }
        targets::agreed(&answers);
    });
}

//! Many connections at once that ask as fast as they are answered.

use super::client::{Client, post};
use super::{quantile, tenths};
use crate::server::StartError;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// The request with this number, as it goes over the wire. No two have the same number, in all of a process.
pub(super) type Requests = Arc<dyn Fn(u64) -> Vec<u8> + Send + Sync>;

/// Lines of complaints of everyday length.
const TEXTS: [&str; 4] = [
    "Rác thải chất đống trước cổng chợ Bình Tây đã ba ngày nay, mùi hôi bốc lên rất khó chịu, đề nghị cho xe thu gom sớm và xử phạt người xả rác.",
    "Duong Le Loi doan truoc so nha 120 bi sut lun tao thanh ho sau, toi qua co hai xe may bi nga, de nghi co quan chuc nang sua gap.",
    "Tôi nộp hồ sơ cấp đổi sổ đỏ từ tháng 8 tại bộ phận một cửa nhưng đến nay đã quá hẹn 45 ngày mà chưa được trả kết quả, hỏi thì không ai trả lời rõ ràng.",
    "Quán karaoke trong hẻm mở nhạc lớn đến 1 giờ sáng, người già trẻ nhỏ không ngủ được, đã báo công an phường hai lần nhưng vẫn tái diễn.",
];

static SENT: AtomicU64 = AtomicU64::new(0);

/// A complaint that is filed at this path.
pub(super) fn complaint(path: &str, n: u64) -> Vec<u8> {
    let text = TEXTS[(n % 4) as usize];
    let body = format!("{{\"kind\":\"feedback\",\"title\":\"\",\"body\":\"{text} ({n})\",\"area\":\"26740\"}}");
    post(path, &format!("bench-{}-{n}", std::process::id()), &body)
}

/// What a load saw.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Answers a second.
    pub per_second: f64,
    /// How long each took that was not turned away, in milliseconds, ascending.
    pub ms: Vec<f64>,
    /// Turned away: 429 and 503.
    pub shed: u64,
    /// Anything else but a success.
    pub failed: u64,
}

impl Seen {
    /// So many in a hundred took no longer.
    pub fn p(&self, share: f64) -> f64 {
        tenths(quantile(&self.ms, share))
    }
}

/// Loads a server.
pub(super) async fn load(
    address: SocketAddr,
    requests: &Requests,
    connections: usize,
    duration: Duration,
) -> Result<Seen, StartError> {
    let started = Instant::now();
    let mut workers = JoinSet::new();
    for _ in 0..connections {
        let requests = requests.clone();
        workers.spawn(async move {
            let mut client = Client::connect(address).await?;
            let mut seen = Seen::default();
            while started.elapsed() < duration {
                let request = requests(SENT.fetch_add(1, Ordering::Relaxed));
                let sent = Instant::now();
                match client.send(&request).await? {
                    200..=399 => seen.ms.push(sent.elapsed().as_secs_f64() * 1000.0),
                    429 | 503 => seen.shed += 1,
                    _ => seen.failed += 1,
                }
            }
            Ok::<_, std::io::Error>(seen)
        });
    }
    let mut all = Seen::default();
    while let Some(seen) = workers.join_next().await {
        let seen = seen??;
        all.ms.extend(seen.ms);
        all.shed += seen.shed;
        all.failed += seen.failed;
    }
    all.per_second = all.ms.len() as f64 / started.elapsed().as_secs_f64();
    all.ms.sort_by(f64::total_cmp);
    Ok(all)
}

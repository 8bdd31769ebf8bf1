//! Senders that file one case after another, each under a key of its own. What is not taken now is sent again with the same
//! key, as the widget does; whatever is answered that is neither a receipt nor "come again" fails the test.

use crate::harness::{Installation, text};
use crate::process::{PATIENCE, Server, Told, ask};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Files a case whose citizen wants to be told; `None` when the connection broke before an answer.
pub fn send(address: &str, key: &str) -> Option<Told> {
    let case = json!({
        "kind": "feedback", "body": format!("Rác chất đống trước cổng chợ số {key}"), "language": "en", "consent": true,
        "contact": { "email": "an@mail.example", "notify": true },
    });
    ask(address, "POST /api/v1/sites/demo/cases", &[("idempotency-key", key)], &case.to_string())
}

/// The same where it must be taken; the code of the case.
pub fn filed(address: &str, key: &str) -> String {
    let told = send(address, key).unwrap_or_else(|| panic!("{key}: nobody answers"));
    assert_eq!(told.status, 201, "{key}: {told:?}");
    text(&told.body, "code")
}

/// Senders at one node, which end when it does.
pub struct Load {
    stop: Arc<AtomicBool>,
    senders: Vec<JoinHandle<()>>,
}

const SENDERS: usize = 3;

impl Load {
    /// Begins; keys start with `name` and a dash.
    pub fn on(name: &str, server: &Server, told: &Sender<(String, String)>) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let sender = |n: usize| {
            let (address, stop, told) = (server.address.clone(), stop.clone(), told.clone());
            let name = name.to_owned();
            std::thread::spawn(move || {
                for turn in 0.. {
                    let key = format!("{name}-{n}-{turn}");
                    let Some(code) = taken(&address, &key, &stop) else { return };
                    if told.send((key, code)).is_err() {
                        return;
                    }
                }
            })
        };
        Self { senders: (0..SENDERS).map(sender).collect(), stop }
    }

    /// Lets each sender end what it has begun.
    pub fn end(self) {
        self.stop.store(true, Ordering::SeqCst);
        for sender in self.senders {
            sender.join().unwrap();
        }
    }
}

/// Sends until it is taken; `None` when there is nobody any more, or no need to go on.
fn taken(address: &str, key: &str, stop: &AtomicBool) -> Option<String> {
    while !stop.load(Ordering::SeqCst) {
        let told = send(address, key)?;
        if told.status == 201 {
            return Some(text(&told.body, "code"));
        }
        told.comes_again();
    }
    None
}

/// What was acknowledged: key and code.
pub struct Acknowledged {
    pub codes: BTreeMap<String, String>,
    told: Receiver<(String, String)>,
}

impl Acknowledged {
    /// What loads tell from now on.
    pub fn listen() -> (Sender<(String, String)>, Self) {
        let (tell, told) = channel();
        (tell, Self { codes: BTreeMap::new(), told })
    }

    /// Waits for so many more of one load.
    pub fn more(&mut self, name: &str, count: usize) {
        let (name, mut seen) = (format!("{name}-"), 0);
        while seen < count {
            let (key, code) = self.told.recv_timeout(PATIENCE).expect("cases are taken");
            seen += usize::from(key.starts_with(&name));
            self.codes.insert(key, code);
        }
    }

    /// Takes what was told since, after the last load has ended; each key has a case of its own.
    pub fn all(&mut self) -> &BTreeMap<String, String> {
        self.codes.extend(self.told.try_iter());
        assert_eq!(self.codes.values().collect::<BTreeSet<_>>().len(), self.codes.len());
        &self.codes
    }

    /// Some of it sent again gets the code that it had.
    pub fn same_again(&mut self, server: &Server) {
        for (key, code) in self.all().iter().step_by(9) {
            assert_eq!(&filed(&server.address, key), code, "{key}");
        }
    }

    /// All of it is there, once.
    pub async fn is_there(&mut self, t: &Installation) {
        t.finds(self.all().values()).await;
    }
}

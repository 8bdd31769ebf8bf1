//! Backups by the program itself: an installation comes back whole from one file, also when it was at work meanwhile; and
//! whatever is wrong with the file, the key or the place is refused by name, and the place left as it was.

use crate::both;
use crate::evidence::png;
use crate::harness::{Installation, On, fresh_postgres, text};
use crate::petitions::{holds, open, view, with_mail};
use crate::proving::receipt;
use age::secrecy::ExposeSecret as _;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use hoiam_backend::backup::sealing::{Lock, Sealed};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::ledger::{heads, proof};
use hoiam_backend::store::events;
use serde_json::{Value, json};
use std::io::Write;
use std::path::{Path, PathBuf};
use tokio::process::Command;

const PASSPHRASE: &str = "mưa phùn trên phố cổ";
/// For a restoration where nothing was erased.
const ALL: &str = "--without-erasures";

/// The master key of the installations of tests.
fn key() -> String {
    "11".repeat(32)
}

/// Where the program is to work, and what it is told by the environment.
pub struct Operator<'a> {
    pub data: &'a Path,
    pub url: Option<&'a str>,
    pub key: Option<String>,
    pub passphrase: Option<&'a str>,
}

/// How a run ended.
#[derive(Debug)]
pub struct Said {
    pub good: bool,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The line for programs.
    pub fn json(&self) -> Value {
        assert!(self.good, "{self:?}");
        serde_json::from_str(self.out.trim()).unwrap_or_else(|_| panic!("{self:?}"))
    }

    /// Refused, with these words.
    pub fn refused(&self, words: &str) {
        assert!(!self.good && self.err.contains(words), "{words}: {self:?}");
        assert!(!self.err.contains(PASSPHRASE), "{self:?}");
    }
}

impl<'a> Operator<'a> {
    pub fn of(t: &'a Installation) -> Self {
        Self { data: t.data(), url: t.database_url(), key: Some(key()), passphrase: None }
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hoiam"));
        command.args(args).arg("--data").arg(self.data).kill_on_drop(true);
        for (name, value) in [
            ("HOIAM_DATABASE_URL", self.url),
            ("HOIAM_KEY", self.key.as_deref()),
            ("HOIAM_BACKUP_PASSPHRASE", self.passphrase),
        ] {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        command
    }

    pub async fn runs(&self, args: &[&str]) -> Said {
        let output = self.command(args).output().await.unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Said { good: output.status.success(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

/// An empty place on the same engine.
pub struct Empty {
    dir: tempfile::TempDir,
    pub url: Option<String>,
}

impl Empty {
    pub async fn like(t: &Installation) -> Self {
        let url = match t.database_url() {
            Some(_) => Some(fresh_postgres().await),
            None => None,
        };
        Self { dir: tempfile::tempdir().unwrap(), url }
    }

    pub fn data(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn operator<'a>(&'a self, data: &'a Path) -> Operator<'a> {
        Operator { data, url: self.url.as_deref(), key: Some(key()), passphrase: None }
    }
}

/// Everything below a folder that has bytes.
pub fn left_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { left_in(&path) } else { vec![path] }).collect()
}

/// A case with a file; its code and secret.
pub async fn with_file(t: &Installation, n: usize) -> (String, String) {
    let id = t.uploaded("hố ga.png", png()).await;
    let body = format!("Hố ga số {n} mất nắp trước cổng trường.");
    let case = json!({ "kind": "feedback", "body": body, "area": "26740", "attachments": [id] });
    let filed = t.file(&format!("file-{n}"), &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    (text(&filed.json(), "code"), text(&filed.json(), "secret"))
}

both!(an_installation_comes_back_from_one_file, |mut t: Installation| async move {
    let mail = with_mail(&mut t).await;
    // Sessions come back, too.
    let coordinator = t.sign_in("dieuphoi").await;
    let (petition, _) = open(&mut t, &mail).await;
    let (code, secret) = with_file(&t, 1).await;
    let sealed = json!({
        "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền để làm nhanh hồ sơ.",
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
    });
    let sealed = text(&t.file("sealed", &sealed).await.json(), "code");
    t.run_tails().await;
    heads::sign_now(&t.app()).await.unwrap().unwrap();
    let (before, taken_home) = (t.track(&code, &secret).await, receipt(&t, &code, &secret).await.text);
    let count = view(&t, &petition).await["count"].clone();
    let published = text(&t.get("/api/v1/public/ledger").await.json(), "key");

    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("đêm nay.age");
    let file = file.to_str().unwrap();
    let operator = Operator { passphrase: Some(PASSPHRASE), ..Operator::of(&t) };
    let said = operator.runs(&["backup", file]).await;
    let taken = said.json();
    assert_eq!((&taken["keys"]["included"], &taken["missing_files"]), (&json!(false), &json!(0)), "{taken}");
    let key_id = taken["keys"]["ids"][0].as_str().unwrap();
    assert!(said.err.contains(key_id) && said.err.contains("not in it"), "{said:?}");
    assert_eq!(left_in(dir.path()).len(), 1, "nothing but the backup");
    assert!(!std::fs::read(file).unwrap().windows(6).any(|some| some == b"SQLite"));
    operator.runs(&["backup", file]).await.refused("exists already");

    let place = Empty::like(&t).await;
    let data = place.data();
    let anywhere = Operator { passphrase: Some(PASSPHRASE), ..place.operator(&data) };
    let looked = anywhere.runs(&["restore", "--check", file]).await.json();
    assert_eq!((&looked["manifest"]["cases"], &looked["entries"]), (&taken["cases"], &taken["entries"]));
    assert!(!data.exists(), "a look writes nothing");
    let restored = anywhere.runs(&["restore", file, ALL]).await.json();
    assert_eq!((&restored["ledger"], &restored["keys"]), (&taken["ledger"], &json!("at_hand")), "{restored}");
    for step in ["unpack", "database", "ledger", "settle"] {
        assert!(restored["ms"][step].is_u64(), "{restored}");
    }

    t.moved_to(&data, place.url.clone()).await;
    t.run_tails().await;
    for what in [What::Ledger, What::Index, What::Clocks, What::Indicators] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
    holds(&t).await;
    assert_eq!(t.track(&code, &secret).await, before);
    assert_eq!(view(&t, &petition).await["count"], count);
    assert_eq!(text(&t.get("/api/v1/public/ledger").await.json(), "key"), published);
    let shown = proof::check(&taken_home, &published).unwrap();
    assert_eq!(shown, proof::check(&receipt(&t, &code, &secret).await.text, &published).unwrap());
    let path = format!("/api/v1/cases/{code}/files/1");
    let picture = t.send(Request::get(path).header("x-case-secret", &secret).body(Body::empty()).unwrap()).await;
    assert_eq!(picture.status, StatusCode::OK, "{}", picture.text);
    let why = json!({ "reason": "Cần gặp người tố cáo để xác minh chứng cứ." });
    let opened = t.staff_send(&coordinator, "POST", &format!("/api/v1/cases/{sealed}/contact"), &why).await;
    assert_eq!((opened.status, &opened.json()["name"]), (StatusCode::OK, &json!("Trần Thị Bình")));
});

both!(a_backup_of_an_installation_at_work_is_a_beginning_of_its_ledger, |mut t: Installation| async move {
    with_file(&t, 0).await;
    t.run_tails().await;
    let before = events::head(&mut t.app().db.read()).await.unwrap().0;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("at-work.tar.gz");
    let file = file.to_str().unwrap();
    let mut taking = Operator::of(&t).command(&["backup", file, "--plain"]);
    let taking = tokio::spawn(async move { taking.output().await.unwrap() });
    let mut filed = 0;
    while !taking.is_finished() {
        filed += 1;
        with_file(&t, filed).await;
        t.run_tails().await;
    }
    let output = taking.await.unwrap();
    assert!(output.status.success(), "{output:?}");

    let place = Empty::like(&t).await;
    let data = place.data();
    let restored = place.operator(&data).runs(&["restore", file, ALL]).await.json();
    let end = &restored["ledger"];
    let seq = end["seq"].as_i64().unwrap();
    let now = events::head(&mut t.app().db.read()).await.unwrap().0;
    assert!((before..=now).contains(&seq), "{before} {seq} {now}");
    let there = events::hashes(&mut t.app().db.read(), seq, seq).await.unwrap();
    assert_eq!(there, [text(end, "hash")], "the same ledger up to there");
    t.moved_to(&data, place.url.clone()).await;
    t.run_tails().await;
    let report = check(&t.app(), What::Ledger).await.unwrap();
    assert!(report.good(), "{}", report.json());
});

both!(what_is_wrong_is_refused_by_name_and_nothing_is_kept, |mut t: Installation| async move {
    for n in 0..3 {
        with_file(&t, n).await;
    }
    t.run_tails().await;
    let dir = tempfile::tempdir().unwrap();
    let [good, short, header, longer, flipped, foreign, nowhere, mine, other] =
        ["good", "short", "header", "longer", "flipped", "foreign", "nowhere", "mine", "other"]
            .map(|name| dir.path().join(name).to_str().unwrap().to_owned());
    let keys = [&mine, &other].map(|path| {
        let identity = age::x25519::Identity::generate();
        let line = identity.to_string().expose_secret().to_owned();
        std::fs::write(path, format!("# created by somebody\n{line}\n")).unwrap();
        identity.to_public().to_string()
    });
    let operator = Operator::of(&t);
    let nothing = Operator { data: dir.path(), url: None, key: None, passphrase: None };
    nothing.runs(&["backup", &nowhere, "--plain"]).await.refused("there is no database at");
    operator.runs(&["backup", &nowhere]).await.refused("say --plain");
    operator.runs(&["backup", &nowhere, "--recipient", "age1x"]).await.refused("no recipient");
    operator.runs(&["backup", &good, "--recipient", &keys[0]]).await.json();

    let whole = std::fs::read(&good).unwrap();
    let middle = whole.len() / 2;
    std::fs::write(&short, &whole[..middle]).unwrap();
    std::fs::write(&header, &whole[..100]).unwrap();
    std::fs::write(&longer, [&whole[..], b"x"].concat()).unwrap();
    std::fs::write(&foreign, vec![b'x'; 5_000]).unwrap();
    let mut bent = whole;
    bent[middle] ^= 1;
    std::fs::write(&flipped, bent).unwrap();

    let place = Empty::like(&t).await;
    let data = place.data();
    let target = place.operator(&data);
    target.runs(&["restore", &good, ALL]).await.refused("give the identity's file");
    for (file, identity, words) in [
        (&good, &other, "is not the one it was encrypted for"),
        (&short, &mine, "it was cut off"),
        (&header, &mine, "it was cut off"),
        (&flipped, &mine, "it was altered"),
        (&longer, &mine, "64 KB were altered"),
        (&foreign, &mine, "does not begin like a backup"),
        (&nowhere, &mine, "No such file"),
    ] {
        target.runs(&["restore", "--check", file, "--identity", identity]).await.refused(words);
        target.runs(&["restore", file, ALL, "--identity", identity]).await.refused(words);
        assert_eq!(left_in(&data), Vec::<PathBuf>::new(), "{words}");
    }
    let wrong_key = Operator { key: Some("22".repeat(32)), ..place.operator(&data) };
    wrong_key.runs(&["restore", &good, ALL, "--identity", &mine]).await.refused("the key at hand is");
    assert_eq!(left_in(&data), Vec::<PathBuf>::new());

    // A place that is not empty is not touched.
    let kept = data.join("kept.txt");
    std::fs::write(&kept, "của người khác").unwrap();
    target.runs(&["restore", &good, ALL, "--identity", &mine]).await.refused("is not empty");
    assert_eq!(left_in(&data), std::slice::from_ref(&kept));
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), "của người khác");
    let elsewhere = dir.path().join("elsewhere");
    if let Some(url) = t.database_url() {
        let target = Operator { data: &elsewhere, url: Some(url), key: None, passphrase: None };
        target.runs(&["restore", &good, ALL, "--identity", &mine]).await.refused("the database is not empty");
        assert!(!elsewhere.exists());
    }
    // What was refused before did not spoil the place.
    std::fs::remove_file(&kept).unwrap();
    target.runs(&["restore", &good, ALL, "--identity", &mine]).await.json();
});

both!(keys_are_kept_apart_unless_somebody_says_so, |mut t: Installation| async move {
    let contact = json!({
        "kind": "feedback", "body": "Đèn đường hỏng.", "area": "26740",
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" },
    });
    assert_eq!(t.file("k", &contact).await.status, StatusCode::CREATED);
    t.run_tails().await;
    heads::sign_now(&t.app()).await.unwrap().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let (apart, with) = (dir.path().join("apart"), dir.path().join("with"));
    let (apart, with) = (apart.to_str().unwrap(), with.to_str().unwrap());
    let operator = Operator { passphrase: Some(PASSPHRASE), ..Operator::of(&t) };
    operator.runs(&["backup", apart, "--plain", "--with-keys"]).await.refused("cannot be used with");
    let taken = operator.runs(&["backup", apart, "--plain"]).await.json();
    let id = taken["keys"]["ids"][0].as_str().unwrap();
    assert!(!std::fs::read(apart).unwrap().windows(64).any(|some| some == key().as_bytes()));

    // Without the key all is there, and nothing starts until it is put in its place.
    let place = Empty::like(&t).await;
    let data = place.data();
    let without = Operator { key: None, ..place.operator(&data) };
    let said = without.runs(&["restore", apart, ALL]).await;
    assert_eq!((&said.json()["keys"], &said.json()["key_ids"]), (&json!("missing"), &json!([id])));
    assert!(said.err.contains(id), "{said:?}");
    without.runs(&["verify", "ledger"]).await.refused("does not hold a key");
    std::fs::write(data.join("hoiam.key"), key()).unwrap();
    assert_eq!(without.runs(&["verify", "ledger"]).await.json()["differences"], 0);

    // With it, the one file is enough.
    let said = operator.runs(&["backup", with, "--with-keys"]).await;
    assert_eq!((&said.json()["keys"]["included"], said.err.contains("reads every contact")), (&json!(true), true));
    let place = Empty::like(&t).await;
    let data = place.data();
    let without = Operator { key: None, passphrase: Some(PASSPHRASE), ..place.operator(&data) };
    let wrong = Operator { key: None, passphrase: Some("mưa rào"), ..place.operator(&data) };
    wrong.runs(&["restore", with, ALL]).await.refused("is not the one it was encrypted for");
    assert_eq!(without.runs(&["restore", with, ALL]).await.json()["keys"], "included");
    assert_eq!(std::fs::read_to_string(data.join("hoiam.key")).unwrap(), key());
    assert_eq!(without.runs(&["verify", "ledger"]).await.json()["differences"], 0);
});

/// A file as an archive of ours would wrap it, with this manifest and nothing else.
fn with_manifest(manifest: &Value) -> Vec<u8> {
    let text = manifest.to_string();
    let mut header = tar::Header::new_gnu();
    header.set_size(text.len() as u64);
    let sealed = Sealed::begin(&Lock::Open, Vec::new()).unwrap();
    let gzip = flate2::write::GzEncoder::new(sealed, flate2::Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    tar.append_data(&mut header, "manifest.json", text.as_bytes()).unwrap();
    let mut sealed = tar.into_inner().unwrap().finish().unwrap();
    sealed.flush().unwrap();
    sealed.finish().unwrap()
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let t = Installation::new(On::Sqlite).await;
    let place = Empty::like(&t).await;
    let (data, file) = (place.data(), place.dir.path().join("newer"));
    let manifest = |format: i64, schema: i64, engine: &str| {
        json!({
            "format": format, "program": "9.9.9", "engine": engine, "schema": schema, "taken": "2030-01-01T00:00:00.000Z",
            "ledger": { "seq": 0, "hash": "" }, "cases": 0, "keys": { "ids": [], "included": false }, "missing_files": 0,
        })
    };
    for (manifest, words) in [
        (manifest(2, 1, "sqlite"), "9.9.9 (format 2"),
        (manifest(1, 9_999, "sqlite"), "9.9.9 (schema 9999"),
        (manifest(1, 1, "postgres"), "a database on postgres"),
        (manifest(1, 1, "sqlite"), "it was cut off"),
    ] {
        std::fs::write(&file, with_manifest(&manifest)).unwrap();
        place.operator(&data).runs(&["restore", file.to_str().unwrap(), ALL]).await.refused(words);
        assert_eq!(left_in(&data), Vec::<PathBuf>::new());
    }
}

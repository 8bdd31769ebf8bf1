//! Databases as older releases left them, in `tests/data/upgrades`: they are brought up to date, and all that was in them is still
//! worth what it was.

use crate::harness::{Installation, On, fresh_postgres, text};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::store::Db;
use hoiam_backend::store::db::sql;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

/// Everybody's password in demonstrations, of all releases.
const PASSWORD: &str = "hoi-am-trinh-dien";
const HOUR_MS: i64 = 3_600_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/upgrades")
}

/// The statements that make a database of this schema.
fn dump(schema: &str, engine: &str) -> String {
    let packed = std::fs::File::open(folder().join(format!("{schema}.{engine}.sql.br"))).unwrap();
    std::io::read_to_string(brotli::Decompressor::new(packed, 1 << 16)).unwrap()
}

/// An installation as a release of this schema left it, an hour later, and the receipt of a case that was filed there.
async fn left_with(schema: &str, on: On) -> (Installation, Value) {
    let told = std::fs::read_to_string(folder().join(format!("{schema}.json"))).unwrap();
    let told: Value = serde_json::from_str(&told).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let (engine, url) = match on {
        On::Sqlite => {
            let db = Db::open(&format!("sqlite:{}", dir.path().join("hoiam.db").display()), 1).await.unwrap();
            db.upkeep(sql(dump(schema, "sqlite"))).await.unwrap();
            db.close().await;
            ("sqlite", None)
        }
        On::Postgres => {
            let url = fresh_postgres().await;
            let mut psql = Command::new("psql");
            psql.args(["--quiet", "--set", "ON_ERROR_STOP=1", "--dbname", &url]).env("PGCLIENTENCODING", "UTF8");
            let mut psql = psql.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
            let mut input = psql.stdin.take().unwrap();
            input.write_all(dump(schema, "postgres").as_bytes()).await.unwrap();
            drop(input);
            assert!(psql.wait().await.unwrap().success());
            ("postgres", Some(url))
        }
    };
    let made = hoiam_shared::Stamp::parse(&text(&told, "made")).unwrap();
    (Installation::found_in(dir, url, made.ms() + HOUR_MS).await, told[engine].clone())
}

async fn all_good(t: &Installation) {
    for what in [What::Ledger, What::Clocks, What::Index, What::Indicators, What::Petitions] {
        let report = check(&t.app(), what).await.unwrap();
        assert!(report.good(), "{what:?}: {}", report.json());
    }
}

async fn comes_along(schema: &str, on: On) {
    let (mut t, receipt) = left_with(schema, on).await;
    t.run_tails().await;
    all_good(&t).await;

    // What a citizen filed then is read with the secret of then, found, and its contact opened with the key of then.
    let (code, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    let seen = t.track(&code, &secret).await;
    assert_eq!((&seen["words"]["title"], &seen["status"]), (&json!("Cột mốc Quxgiucu bị xê dịch"), &json!("routed")));
    let clerk = t.sign_in_with("chuyenvien", PASSWORD).await;
    let shown = t.staff_get(&clerk, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(
        (&shown["contact"]["name"], &shown["contact"]["phone"]),
        (&json!("Nguyễn Văn An"), &json!("0912345678")),
        "{shown}"
    );
    assert_eq!(t.list(&clerk, "Quxgiucu").await, (1, vec![code.clone()]));

    // Work goes on.
    t.answered(&clerk, &code, "Phường đã dựng lại cột mốc.").await;
    let (new, _) = t.filed("Biển báo Quxmoi ở ngã tư bị cây che khuất.").await;
    t.run_tails().await;
    let seen = t.track(&code, &secret).await;
    assert_eq!((&seen["status"], &seen["answer"]["body"]), (&json!("answered"), &json!("Phường đã dựng lại cột mốc.")));
    assert_eq!(t.list(&clerk, "Quxmoi").await, (1, vec![new]));
    all_good(&t).await;
}

/// A test for each schema and engine.
macro_rules! from {
    ($($name:ident: $schema:literal;)+) => {
        $(mod $name {
            use super::*;

            #[tokio::test]
            async fn sqlite() {
                comes_along($schema, On::Sqlite).await;
            }

            #[tokio::test]
            async fn postgres() {
                comes_along($schema, On::Postgres).await;
            }
        })+

        /// No database lies there that nothing tries.
        #[test]
        fn every_database_is_tried() {
            let mut tried: Vec<String> = [$($schema),+].iter().map(|schema| format!("{schema}.json")).collect();
            let names = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
            let mut there: Vec<String> = names.filter(|name| name.ends_with(".json")).collect();
            tried.sort();
            there.sort();
            assert_eq!(tried, there);
        }
    };
}

from! {
    the_first: "0001";
    before_petitions: "0024";
    before_passkeys: "0040";
    before_erasures_were_listed: "0048";
}

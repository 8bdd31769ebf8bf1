//! Files in storage that speaks S3, over real HTTP and with signed requests: they come back from there, go with what they belong
//! to, and are in a backup and its restoration; while the storage is away, people are told when to come again.

use crate::backup::{Empty, Operator, left_in, with_file};
use crate::erasing::{WHY, erase};
use crate::evidence::png;
use crate::harness::{Installation, On};
use axum::Router;
use axum::error_handling::HandleError;
use axum::http::StatusCode;
use hoiam_backend::config::FilesPlace;
use hoiam_backend::outside::files::{Bytes, Files, FilesError, S3};
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use std::path::PathBuf;
use tokio::task::JoinSet;
use tokio_stream::StreamExt;

const BUCKET: &str = "phan-anh";
const KEY: (&str, &str) = ("hoiam", "khoa-bi-mat-cua-kho");

/// A storage of somebody else. It ends with the test.
struct Storage {
    root: tempfile::TempDir,
    endpoint: String,
    work: JoinSet<()>,
}

impl Storage {
    async fn start() -> Self {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(root.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let failed = async |error| (StatusCode::INTERNAL_SERVER_ERROR, format!("{error:?}"));
        let router = Router::new().fallback_service(HandleError::new(service.build(), failed));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let mut work = JoinSet::new();
        work.spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { root, endpoint, work }
    }

    /// Its objects, which have names that do not begin with a dot.
    fn objects(&self) -> Vec<PathBuf> {
        let is_object = |path: &PathBuf| !path.file_name().unwrap().to_str().unwrap().starts_with('.');
        left_in(&self.root.path().join(BUCKET)).into_iter().filter(is_object).collect()
    }

    fn files(&self, secret: &str) -> Files {
        let key = Some((KEY.0, secret));
        Files::in_s3(&S3 { bucket: BUCKET, prefix: "q1", endpoint: Some(&self.endpoint), region: None, key }).unwrap()
    }

    fn place(&self, prefix: &str) -> FilesPlace {
        FilesPlace {
            files: Some(format!("s3://{BUCKET}/{prefix}")),
            files_endpoint: Some(self.endpoint.clone()),
            files_key: Some(KEY.0.into()),
            files_secret: Some(KEY.1.into()),
            ..FilesPlace::default()
        }
    }

    /// Runs the program with its files here.
    async fn runs(&self, operator: &Operator<'_>, prefix: &str, args: &[&str]) -> crate::backup::Said {
        let at = format!("s3://{BUCKET}/{prefix}");
        let place = ["--files", &at, "--files-endpoint", &self.endpoint, "--files-key", KEY.0, "--files-secret", KEY.1];
        operator.runs(&[args, &place].concat()).await
    }
}

/// What every storage does, tried on an empty one; it is empty afterwards.
async fn come_back_and_go(files: &Files) {
    files.put("a/b/1", Bytes::from_static(b"mot")).await.unwrap();
    files.put("a/b/2", Bytes::from_static(b"hai")).await.unwrap();
    assert_eq!(files.get("a/b/2").await.unwrap(), "hai");
    assert!(matches!(files.get("a/b/3").await, Err(FilesError::Missing)));
    let mut pieces = std::pin::pin!(files.stream("a/b/1").await.unwrap());
    assert_eq!(pieces.next().await.unwrap().unwrap(), "mot");
    assert!(files.has("a/b/2").await.unwrap() && !files.has("a/b/3").await.unwrap());
    let mut names: Vec<_> = files.names().map(Result::unwrap).collect().await;
    names.sort();
    assert_eq!(names, ["a/b/1", "a/b/2"]);
    let below: Vec<_> = files.names_below("a/b").collect().await;
    let beside: Vec<_> = files.names_below("a/c").collect().await;
    assert_eq!((below.len(), beside.len()), (2, 0));
    files.remove_below("a/b").await.unwrap();
    files.remove("a/b/1").await.unwrap();
    assert!(matches!(files.get("a/b/1").await, Err(FilesError::Missing)));
}

#[tokio::test]
async fn objects_come_back_and_go_in_a_folder() {
    let dir = tempfile::tempdir().unwrap();
    let files = Files::in_folder(&dir.path().join("files")).unwrap();
    files.put("a/b/1", Bytes::from_static(b"mot")).await.unwrap();
    assert!(!files.has("a/b").await.unwrap(), "a folder is no object");
    files.remove("a/b/1").await.unwrap();
    come_back_and_go(&files).await;
}

#[tokio::test]
async fn objects_come_back_and_go() {
    let storage = Storage::start().await;
    come_back_and_go(&storage.files(KEY.1)).await;
    assert_eq!(storage.objects(), Vec::<PathBuf>::new());
    let refused = storage.files("another").put("a/b/1", Bytes::from_static(b"mot")).await;
    assert!(matches!(refused, Err(FilesError::Unavailable(_))), "{refused:?}");
    assert_eq!(storage.objects(), Vec::<PathBuf>::new());
}

#[tokio::test]
async fn an_installation_keeps_its_files_there() {
    let storage = Storage::start().await;
    let mut t = Installation::new(On::Sqlite).await;
    t.keeps_files_in(storage.place("hoiam")).await;
    let (code, secret) = with_file(&t, 1).await;
    let (erased, erased_secret) = with_file(&t, 2).await;
    t.run_tails().await;
    assert_eq!(left_in(&t.data().join("files")), Vec::<PathBuf>::new());
    let picture = |code: &str| format!("/api/v1/cases/{code}/files/1");
    for (code, secret) in [(&code, &secret), (&erased, &erased_secret)] {
        assert_eq!(t.with_secret(&picture(code), secret).await.status, StatusCode::OK);
    }

    let before = storage.objects().len();
    let (handler, approver) = (t.sign_in("chuyenvien").await, t.sign_in("lanhdao").await);
    t.answered(&handler, &erased, "Đã đậy nắp hố ga.").await;
    assert_eq!(erase(&t, &approver, &erased, WHY).await.status, StatusCode::NO_CONTENT);
    t.run_tails().await;
    assert!(storage.objects().len() < before, "its files are gone");
    assert_eq!(t.with_secret(&picture(&erased), &erased_secret).await.status, StatusCode::NOT_FOUND);

    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("night");
    let file = file.to_str().unwrap();
    let taken = storage.runs(&Operator::of(&t), "hoiam", &["backup", file, "--plain"]).await.json();
    assert_eq!(taken["missing_files"], 0, "{taken}");
    let place = Empty::like(&t).await;
    let data = place.data();
    storage.runs(&place.operator(&data), "elsewhere", &["restore", file, "--without-erasures"]).await.json();
    t.moved_to(&data, None).await;
    t.keeps_files_in(storage.place("elsewhere")).await;
    t.run_tails().await;
    assert_eq!(t.with_secret(&picture(&code), &secret).await.status, StatusCode::OK);
}

#[tokio::test]
async fn while_it_is_away_people_are_told_when_to_come_again() {
    let mut storage = Storage::start().await;
    let mut t = Installation::new(On::Sqlite).await;
    t.keeps_files_in(storage.place("hoiam")).await;
    let (code, secret) = with_file(&t, 1).await;
    let begun = t.announce("hố ga.png", png().len() as u64).await;
    let address = begun.headers["location"].to_str().unwrap().to_owned();
    storage.work.shutdown().await;

    let sent = t.send_from(&address, 0, png()).await;
    sent.is_problem(503, "unavailable");
    assert!(sent.headers.contains_key("retry-after"), "{:?}", sent.headers);
    t.with_secret(&format!("/api/v1/cases/{code}/files/1"), &secret).await.is_problem(503, "unavailable");
    // A case without a file does not wait for it.
    t.filed("Đèn đường hỏng, cả xóm tối om suốt tuần nay.").await;
}

//! A backup that is killed, in the middle of writing or at a point with a name: what is left has not the name of a backup, is
//! not in the way of the next one, and the installation never notices.

use crate::backup::{Operator, left_in, with_file};
use crate::both;
use crate::harness::{Installation, On};
use crate::process::killed;
use serde_json::json;
use std::io::Read;

#[tokio::test]
async fn killed_in_the_middle_nothing_looks_like_a_backup() {
    let t = Installation::new(On::Sqlite).await;
    with_file(&t, 1).await;
    let dir = tempfile::tempdir().unwrap();
    let (file, part) = (dir.path().join("night"), dir.path().join("night.part"));
    // A pipe in the place of the file that is being written: it takes no more than somebody reads, so the program is
    // surely in the middle when it is killed.
    assert!(std::process::Command::new("mkfifo").arg(&part).status().unwrap().success());
    let recipient = age::x25519::Identity::generate().to_public().to_string();
    let operator = Operator::of(&t);
    let mut child = operator.command(&["backup", file.to_str().unwrap(), "--recipient", &recipient]).spawn().unwrap();
    let (pipe, mut start) = (part.clone(), vec![0; 1_000]);
    let start = tokio::task::spawn_blocking(move || {
        let mut pipe = std::fs::File::open(pipe).unwrap();
        pipe.read_exact(&mut start).unwrap();
        (pipe, start)
    });
    let (_pipe, start) = start.await.unwrap();
    child.kill().await.unwrap();
    assert!(!file.exists() && start.starts_with(b"age-encryption.org/v1"));
    std::fs::remove_file(&part).unwrap();
    // The next one is not in the way of what was left.
    operator.runs(&["backup", file.to_str().unwrap(), "--recipient", &recipient]).await.json();
    assert_eq!(left_in(dir.path()), [file]);
}

both!(ended_at_any_point_nothing_looks_like_a_backup_and_the_next_one_is_whole, |t: Installation| async move {
    with_file(&t, 1).await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("night");
    let operator = Operator::of(&t);
    let take = ["backup", file.to_str().unwrap(), "--plain"];
    for point in ["backup.copied", "backup.before_name"] {
        killed(operator.command(&take).env("HOIAM_FAULT", point).status().await.unwrap());
        assert!(!file.exists(), "{point}");
    }
    with_file(&t, 2).await;
    let taken = operator.runs(&take).await.json();
    assert_eq!((&taken["cases"], &taken["missing_files"]), (&json!(2), &json!(0)), "{taken}");
    assert_eq!(left_in(dir.path()), std::slice::from_ref(&file));
    let looked = operator.runs(&["restore", "--check", file.to_str().unwrap()]).await.json();
    assert_eq!(looked["entries"], taken["entries"]);
});

//! An index that is deleted, damaged, of yesterday or of another ledger: what is found is what the ledger says, without a hand.

use crate::both;
use crate::harness::{Installation, On};
use hoiam_backend::cli::verify::{What, check};
use hoiam_backend::search::Index;
use std::path::Path;

both!(an_index_that_disappears_comes_back_from_the_ledger, |mut t: Installation| async move {
    t.filed("Rác thải chất đống trước chợ").await;
    t.run_tails().await;
    let session = t.sign_in("chuyenvien").await;
    let dir = t.data().join("index");
    std::fs::remove_dir_all(&dir).unwrap();
    assert_eq!(t.list(&session, "rac").await.0, 1, "what is open is still answered from");
    t.filed("Rác ở bến xe").await;
    t.run_tails().await;
    assert_eq!(t.list(&session, "rac").await.0, 2);
    let report = check(&t.app(), What::Index).await.unwrap();
    assert!(report.good(), "{}", report.json());
    // Read beside the running node, it says the same.
    let beside = Index::open_to_read(&dir).unwrap();
    assert_eq!((beside.len(), beside.checkpoint()), (2, t.app().index.checkpoint()));
    // A file that changed while the node was down is found when it starts.
    t.stop().await;
    let files = std::fs::read_dir(&dir).unwrap().flatten().map(|entry| entry.path());
    for file in files.filter(|path| path.extension().is_some_and(|e| e == "term")) {
        let mut bytes = std::fs::read(&file).unwrap();
        bytes[0] ^= 1;
        std::fs::write(&file, bytes).unwrap();
    }
    t.restart().await;
    assert_eq!(t.app().index.checkpoint(), 0);
    t.run_tails().await;
    assert_eq!(t.list(&session, "rac").await.0, 2);
    assert!(check(&t.app(), What::Index).await.unwrap().good());
});

/// Puts a copy of an index in the place of what is there.
fn copied(from: &Path, to: &Path) {
    drop(std::fs::remove_dir_all(to));
    std::fs::create_dir_all(to).unwrap();
    for file in std::fs::read_dir(from).unwrap().flatten() {
        std::fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

both!(an_index_of_yesterday_catches_up, |mut t: Installation| async move {
    let (code, _) = t.filed("Rác thải chất đống trước chợ").await;
    t.run_tails().await;
    t.stop().await;
    let (index, yesterday) = (t.data().join("index"), t.data().join("yesterday"));
    copied(&index, &yesterday);
    t.restart().await;
    let handler = t.sign_in("chuyenvien").await;
    t.answered(&handler, &code, "Đã dọn xong trong ngày.").await;
    t.filed("Rác ở bến xe").await;
    t.run_tails().await;
    t.stop().await;
    copied(&yesterday, &index);
    t.restart().await;
    assert_eq!(t.list(&handler, "rac state:answered").await.0, 0, "it is the one of yesterday");
    t.run_tails().await;
    assert_eq!((t.list(&handler, "rac").await.0, t.list(&handler, "rac state:answered").await.0), (2, 1));
    t.is_whole().await;
});

both!(an_index_that_is_ahead_of_its_ledger_is_made_anew, |mut t: Installation| async move {
    for n in 0..3 {
        t.filed(&format!("Rác thải số {n} chất đống trước chợ")).await;
    }
    t.run_tails().await;
    t.stop().await;
    // A backup from before those cases was put back.
    let mut restored = Installation::new(if t.database_url().is_some() { On::Postgres } else { On::Sqlite }).await;
    let (code, _) = restored.filed("Rác ở bến xe").await;
    restored.stop().await;
    copied(&t.data().join("index"), &restored.data().join("index"));
    restored.restart().await;
    restored.run_tails().await;
    let handler = restored.sign_in("chuyenvien").await;
    assert_eq!(restored.list(&handler, "rac").await, (1, vec![code]));
    restored.is_whole().await;
});

//! Whoever puts an older backup back does not bring back what was erased since: the list beside the files says what that was, and
//! it is erased again.

use crate::backup::{Empty, Operator, left_in};
use crate::both;
use crate::erasing::{WHY, WORDS, all_good, erase, figures, holding, whole};
use crate::harness::{Installation, text};
use crate::process::{Server, until};
use axum::http::StatusCode;
use hoiam_backend::domain::erasures;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// A plain backup of an installation, and where it is.
async fn backup(t: &Installation, dir: &Path) -> String {
    let file = dir.join("night").to_str().unwrap().to_owned();
    Operator::of(t).runs(&["backup", &file, "--plain"]).await.json();
    file
}

/// The list as the program prints it, written to a file.
async fn listed(operator: &Operator<'_>, dir: &Path) -> (Vec<Value>, String) {
    let said = operator.runs(&["erasures"]).await;
    assert!(said.good, "{said:?}");
    let file = dir.join("erasures.jsonl");
    std::fs::write(&file, &said.out).unwrap();
    let lines = said.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    (lines, file.to_str().unwrap().to_owned())
}

fn codes(list: &[Value]) -> Vec<String> {
    list.iter().map(|line| text(line, "code")).collect()
}

both!(what_was_erased_since_a_backup_does_not_come_back_with_it, |mut t: Installation| async move {
    let (code, secret) = whole(&mut t).await;
    let (other, _) = t.filed("Đèn đường hỏng, cả xóm tối om suốt tuần nay.").await;
    let (handler, approver, supervisor) =
        (t.sign_in("chuyenvien").await, t.sign_in("lanhdao").await, t.sign_in("giamsat").await);
    t.answered(&handler, &other, "Đã thay bóng đèn.").await;
    assert_eq!(erase(&t, &approver, &other, WHY).await.status, StatusCode::NO_CONTENT);
    t.run_tails().await;
    assert_eq!(erasures::note(&t.app()).await.unwrap(), 1);
    let before = figures(&t, &supervisor).await;
    let dir = tempfile::tempdir().unwrap();
    let file = backup(&t, dir.path()).await;

    assert_eq!(erase(&t, &approver, &code, WHY).await.status, StatusCode::NO_CONTENT);
    t.run_tails().await;
    assert_eq!(erasures::note(&t.app()).await.unwrap(), 1);
    assert_eq!(erasures::note(&t.app()).await.unwrap(), 0);
    let (list, list_file) = listed(&Operator::of(&t), dir.path()).await;
    assert_eq!(codes(&list), [other.clone(), code.clone()]);

    // Nobody forgets it by saying nothing.
    let place = Empty::like(&t).await;
    let data = place.data();
    let target = place.operator(&data);
    target.runs(&["erasures"]).await.refused("is --data the right folder");
    target.runs(&["restore", &file]).await.refused("say --without-erasures");
    target.runs(&["restore", &file, "--erasures", &file]).await.refused(&file);
    assert_eq!(left_in(&data), Vec::<PathBuf>::new());
    let restored = target.runs(&["restore", &file, "--erasures", &list_file]).await.json();
    let again = restored["erased_again"].as_array().unwrap();
    assert_eq!(again.len(), 1, "{restored}");
    assert_eq!((&again[0]["code"], &again[0]["erased"]), (&list[1]["code"], &list[1]["erased"]));
    assert_eq!(again[0]["ended"], false);

    // None of it is in any byte; the ledger, the clocks and the figures stand as they were in the backup.
    let mut found = Vec::new();
    holding(&data, &mut found);
    assert_eq!(found, Vec::<String>::new());
    t.moved_to(&data, place.url.clone()).await;
    t.run_tails().await;
    holding(&data, &mut found);
    assert_eq!(found, Vec::<String>::new());
    for word in WORDS {
        assert_eq!(t.list(&approver, word).await.0, 0, "{word}");
    }
    let report = all_good(&t).await;
    assert!(report["erased"].as_u64().unwrap() >= 7, "{report}");
    assert!(figures(&t, &supervisor).await == before, "the figures moved");

    // Its citizen reads why, auditors read that it was done, and the next restoration knows of it, too.
    let seen = t.track(&code, &secret).await;
    assert_eq!(seen["words"]["body"], "(nội dung đã được xóa)");
    assert_eq!(seen["story"].as_array().unwrap().last().unwrap()["kind"], "erased");
    assert!(seen["messages"].to_string().contains("khôi phục từ một bản sao lưu"), "{seen}");
    let auditor = t.sign_in("kiemtra").await;
    let entries = t.staff_get(&auditor, "/api/v1/admin/audit?thing=personal_data").await.json();
    let entry = &entries["entries"][0];
    assert_eq!(
        (text(entry, "act"), text(entry, "item"), text(entry, "login")),
        ("erased".into(), code.clone(), String::new())
    );
    assert_eq!(erasures::note(&t.app()).await.unwrap(), 1);
    let (kept, _) = listed(&target, dir.path()).await;
    assert_eq!(codes(&kept), [other, code.clone(), code]);
});

both!(a_case_that_was_open_in_the_backup_ends_and_another_of_the_same_code_stays, |mut t: Installation| async move {
    let (open, secret) = t.filed("Nắp cống Zuxbodyba vỡ trước cổng chợ.").await;
    let (kept, _) = t.filed("Cột điện nghiêng sát mái nhà dân, rất nguy hiểm.").await;
    t.run_tails().await;
    let dir = tempfile::tempdir().unwrap();
    let file = backup(&t, dir.path()).await;
    let (handler, approver) = (t.sign_in("chuyenvien").await, t.sign_in("lanhdao").await);
    let (lost, _) = t.filed("Rác ở hẻm ba ngày chưa ai dọn.").await;
    for code in [&open, &lost] {
        t.answered(&handler, code, "Đã xử lý xong.").await;
        assert_eq!(erase(&t, &approver, code, WHY).await.status, StatusCode::NO_CONTENT);
    }
    t.run_tails().await;
    assert_eq!(erasures::note(&t.app()).await.unwrap(), 2);
    let (list, list_file) = listed(&Operator::of(&t), dir.path()).await;
    let stranger = json!({ "code": kept, "filed": "2026-01-02T03:04:05.678Z", "erased": list[0]["erased"] });
    let lines = std::fs::read_to_string(&list_file).unwrap() + &stranger.to_string();
    std::fs::write(&list_file, lines).unwrap();

    let place = Empty::like(&t).await;
    let data = place.data();
    let target = place.operator(&data);
    let restored = target.runs(&["restore", &file, "--erasures", &list_file]).await.json();
    let again = restored["erased_again"].as_array().unwrap();
    assert_eq!(codes(again), std::slice::from_ref(&open), "{restored}");
    assert_eq!(again[0]["ended"], true);
    t.moved_to(&data, place.url.clone()).await;
    t.run_tails().await;
    all_good(&t).await;
    let seen = t.track(&open, &secret).await;
    assert_eq!((&seen["status"], &seen["allowed"]), (&json!("withdrawn"), &json!([])), "{seen}");
    assert!(seen["messages"].to_string().contains("kết thúc tại đây") && !seen.to_string().contains("Zux"), "{seen}");
    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.list(&handler, "Zuxbodyba").await.0, 0);
    assert_eq!(t.list(&handler, "nghiêng").await.1, [kept]);
});

both!(a_server_keeps_the_list_by_itself, |mut t: Installation| async move {
    let (code, _) = t.filed("Nắp cống vỡ trước cổng chợ, rất nguy hiểm.").await;
    t.run_tails().await;
    let (handler, approver) = (t.sign_in("chuyenvien").await, t.sign_in("lanhdao").await);
    t.answered(&handler, &code, "Đã thay nắp cống.").await;
    assert_eq!(erase(&t, &approver, &code, WHY).await.status, StatusCode::NO_CONTENT);
    t.stop().await;
    let list = t.data().join("files/erased");
    assert_eq!(left_in(&list), Vec::<PathBuf>::new());
    let server = Server::start(t.data(), t.database_url(), &[]);
    // What has a `#` in its name is being written still.
    until("the list is written", || left_in(&list).iter().any(|file| !file.to_string_lossy().contains('#')));
    drop(server);
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(codes(&listed(&Operator::of(&t), dir.path()).await.0), [code]);
});

//! Files that people send along: uploaded in pieces, given to a case once, seen by those who may, swept away when
//! nobody sent them along.

use crate::both;
use crate::harness::{Answer, DAY_MS, Installation, On, Session, text};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use hoiam_backend::cli::verify::{self, What};
use hoiam_backend::domain::evidence::{reading, sweeping};
use serde_json::json;

const OFFSET_BYTES: &str = "application/offset+octet-stream";

/// A small picture, as PNG.
pub fn png() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(32, 20, |x, y| image::Rgb([x as u8 * 7, y as u8 * 11, 90]));
    let mut out = std::io::Cursor::new(Vec::new());
    image::DynamicImage::ImageRgb8(picture).write_to(&mut out, image::ImageFormat::Png).unwrap();
    out.into_inner()
}

fn base64(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let n = u32::from(chunk[0]) << 16
            | u32::from(*chunk.get(1).unwrap_or(&0)) << 8
            | u32::from(*chunk.get(2).unwrap_or(&0));
        for i in 0..4 {
            out.push(if i <= chunk.len() { char::from(LETTERS[(n >> (18 - 6 * i)) as usize & 63]) } else { '=' });
        }
    }
    out
}

impl Installation {
    /// Begins an upload as the widget does; its address.
    pub async fn announce(&self, name: &str, length: u64) -> Answer {
        let request = Request::post("/api/v1/sites/demo/uploads?lang=en")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", length)
            .header("upload-metadata", format!("filename {}", base64(name)))
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    pub async fn send_from(&self, address: &str, offset: u64, bytes: Vec<u8>) -> Answer {
        let request = Request::patch(format!("{address}?lang=en"))
            .header("tus-resumable", "1.0.0")
            .header("upload-offset", offset)
            .header(header::CONTENT_TYPE, OFFSET_BYTES)
            .body(Body::from(bytes))
            .unwrap();
        self.send(request).await
    }

    pub async fn stands(&self, address: &str) -> Answer {
        self.send(Request::head(address).header("tus-resumable", "1.0.0").body(Body::empty()).unwrap()).await
    }

    /// Uploads a file whole; its id.
    pub async fn uploaded(&self, name: &str, bytes: Vec<u8>) -> String {
        let begun = self.announce(name, bytes.len() as u64).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
        let address = begun.headers[header::LOCATION].to_str().unwrap().to_owned();
        let sent = self.send_from(&address, 0, bytes).await;
        assert_eq!(sent.status, StatusCode::NO_CONTENT, "{}", sent.text);
        address.rsplit('/').next().unwrap().to_owned()
    }

    async fn uploaded_by(&self, session: &Session, name: &str, bytes: Vec<u8>) -> String {
        let request = Request::post("/api/v1/uploads")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", bytes.len())
            .header("upload-metadata", format!("filename {}", base64(name)))
            .header(header::CONTENT_TYPE, OFFSET_BYTES)
            .header(header::COOKIE, &session.cookie)
            .header("x-csrf-token", &session.csrf)
            .body(Body::from(bytes))
            .unwrap();
        let begun = self.send(request).await;
        assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
        begun.headers[header::LOCATION].to_str().unwrap().rsplit('/').next().unwrap().to_owned()
    }

    pub async fn with_secret(&self, path: &str, secret: &str) -> Answer {
        self.send(Request::get(path).header("x-case-secret", secret).body(Body::empty()).unwrap()).await
    }

    fn objects(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
            entries.map(|e| e.unwrap().path()).map(|p| if p.is_dir() { count(&p) } else { 1 }).sum()
        }
        count(&self.data().join("files"))
    }
}

/// A case with these uploads.
pub fn with(files: &[&str]) -> serde_json::Value {
    json!({ "kind": "feedback", "body": "Hố ga mất nắp trước cổng trường.", "area": "26740", "attachments": files })
}

both!(a_cut_upload_goes_on_where_it_stood, |t: Installation| async move {
    let picture = png();
    let whole = picture.len() as u64;
    let begun = t.announce("hố ga.png", whole).await;
    assert_eq!(begun.status, StatusCode::CREATED, "{}", begun.text);
    assert_eq!(begun.headers["tus-resumable"], "1.0.0");
    let address = begun.headers[header::LOCATION].to_str().unwrap().to_owned();
    assert!(address.starts_with("/api/v1/sites/demo/uploads/") && address.len() > 60);

    // The connection breaks after the first 40 bytes: those are kept.
    let pieces = [Ok(picture[..40].to_vec()), Err(std::io::Error::other("cut"))];
    let request = Request::patch(&address)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header(header::CONTENT_TYPE, OFFSET_BYTES)
        .body(Body::from_stream(tokio_stream::iter(pieces)))
        .unwrap();
    t.send(request).await;
    let stands = t.stands(&address).await;
    assert_eq!(
        (&stands.headers["upload-offset"], &stands.headers["upload-length"]),
        (&"40".parse().unwrap(), &whole.to_string().parse().unwrap())
    );
    assert!(stands.headers.contains_key("upload-expires") && stands.headers[header::CACHE_CONTROL] == "no-store");

    t.send_from(&address, 0, picture.clone()).await.is_problem(409, "upload_elsewhere");
    t.send_from(&address, 40, vec![0; picture.len()]).await.is_problem(413, "too_large");
    let half = t.send_from(&address, 40, picture[40..70].to_vec()).await;
    assert_eq!((half.status, &half.headers["upload-offset"]), (StatusCode::NO_CONTENT, &"70".parse().unwrap()));
    // Not whole yet: it cannot be sent along, and nothing is filed.
    let id = address.rsplit('/').next().unwrap();
    let early = t.file("early", &with(&[id])).await;
    early.is_problem(422, "invalid");
    assert_eq!(early.json()["errors"][0]["code"], "file_gone");
    let rest = t.send_from(&address, 70, picture[70..].to_vec()).await;
    assert_eq!(rest.status, StatusCode::NO_CONTENT, "{}", rest.text);
    let filed = t.file("whole", &with(&[id])).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let receipt = filed.json();
    let seen = t.track(&text(&receipt, "code"), &text(&receipt, "secret")).await;
    let file = &seen["files"][0];
    assert_eq!(
        (&file["name"], &file["media"], &file["preview"]),
        (&json!("hố ga.png"), &json!("image/png"), &json!(true))
    );
});

both!(files_belong_to_one_case_and_a_retry_gets_its_receipt, |mut t: Installation| async move {
    let (one, two) = (t.uploaded("a.png", png()).await, t.uploaded("ghi.txt", "Biển số 51A".into()).await);
    let case = with(&[&one, &two]);
    let filed = t.file("k", &case).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    assert_eq!(t.file("k", &case).await.text, filed.text);
    // The same files uploaded anew, as a form without scripts does: the same case.
    let again = [t.uploaded("a.png", png()).await, t.uploaded("ghi.txt", "Biển số 51A".into()).await];
    assert_eq!(t.file("k", &with(&[&again[0], &again[1]])).await.text, filed.text);
    t.file("k", &with(&[&one])).await.is_problem(422, "key_reused");
    let stolen = t.file("other", &with(&[&one])).await;
    stolen.is_problem(422, "invalid");
    assert_eq!(stolen.json()["errors"][0]["code"], "file_gone");
    let twice = t.uploaded("b.png", png()).await;
    t.file("twice", &with(&[&twice, &twice])).await.is_problem(422, "invalid");
    assert_eq!(t.file("then", &with(&[&twice])).await.status, StatusCode::CREATED, "nothing was lost by it");

    t.restart().await;
    assert_eq!(t.file("k", &case).await.text, filed.text, "after a restart, too");
    t.run_tails().await;
    assert!(verify::check(&t.app(), What::Ledger).await.unwrap().good());
    assert!(verify::check(&t.app(), What::Clocks).await.unwrap().good());
    // A byte changed on the disk is found out.
    let folder = t.data().join("files/files");
    for path in walk(&folder) {
        let mut bytes = std::fs::read(&path).unwrap();
        bytes[8] ^= 1;
        std::fs::write(&path, bytes).unwrap();
    }
    let report = verify::check(&t.app(), What::Ledger).await.unwrap();
    assert!(!report.good() && report.json().contains("were changed"), "{}", report.json());
});

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

both!(files_are_for_those_who_see_the_case, |t: Installation| async move {
    let id = t.uploaded("hố ga.png", png()).await;
    let receipt = t.file("k", &with(&[&id])).await.json();
    let (code, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    let path = format!("/api/v1/cases/{code}/files/1");
    let file = t.with_secret(&path, &secret).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.text);
    assert_eq!(file.headers[header::CONTENT_TYPE], "image/png");
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    assert_eq!(file.headers["content-security-policy"], "default-src 'none'; sandbox");
    let disposition = file.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename=\"ho ga.png\""), "{disposition}");
    let preview = t.with_secret(&format!("{path}/preview"), &secret).await;
    assert_eq!(preview.headers[header::CONTENT_TYPE], "image/jpeg");
    assert_eq!(preview.headers[header::CONTENT_DISPOSITION], "inline");

    t.get(&path).await.is_problem(403, "bad_secret");
    t.with_secret(&path, "0000-0000-0000").await.is_problem(403, "bad_secret");
    t.with_secret(&format!("/api/v1/cases/{code}/files/2"), &secret).await.is_problem(404, "not_found");
    t.with_secret(&format!("/api/v1/cases/{code}/files/x"), &secret).await.is_problem(404, "not_found");
    let (other, others) = t.filed("Đèn đường hỏng cả tháng nay.").await;
    t.with_secret(&path, &others).await.is_problem(403, "bad_secret");
    t.with_secret(&format!("/api/v1/cases/{other}/files/1"), &others).await.is_problem(404, "not_found");

    let handler = t.sign_in("chuyenvien").await;
    assert_eq!(t.staff_get(&handler, &path).await.status, StatusCode::OK);
    let whole = t.staff_get(&handler, &format!("/api/v1/cases/{code}")).await.json();
    assert_eq!(whole["files"][0]["name"], "hố ga.png");
    let elsewhere = t.sign_in("chuyenvien.hanoi").await;
    t.staff_get(&elsewhere, &path).await.is_problem(404, "not_found");
    t.staff_get(&elsewhere, &format!("{path}/preview")).await.is_problem(404, "not_found");
    // Without the right to sealed cases there is no file either.
    let id = t.uploaded("to cao.txt", "Có ghi âm kèm theo".into()).await;
    let sealed = json!({ "kind": "denunciation", "body": "Cán bộ địa chính nhận tiền.", "attachments": [id],
        "contact": { "name": "Trần Thị Bình", "phone": "0912345678" } });
    let sealed = text(&t.file("d", &sealed).await.json(), "code");
    t.staff_get(&handler, &format!("/api/v1/cases/{sealed}/files/1")).await.is_problem(404, "not_found");
    let coordinator = t.sign_in("dieuphoi").await;
    assert_eq!(t.staff_get(&coordinator, &format!("/api/v1/cases/{sealed}/files/1")).await.text, "Có ghi âm kèm theo");
});

both!(words_go_both_ways_with_files, |mut t: Installation| async move {
    let (code, secret) = t.filed("Quán karaoke mở nhạc quá nửa đêm.").await;
    let handler = t.sign_in("chuyenvien").await;
    let note = t.uploaded_by(&handler, "noi bo.txt", "Chỉ cán bộ đọc".into()).await;
    let noted = t.act(&handler, &code, "note", 2, &json!({ "body": "Xem biên bản cũ", "attachments": [note] })).await;
    assert_eq!(noted.status, StatusCode::OK, "{}", noted.text);
    assert_eq!(noted.json()["files"][0]["public"], false);
    // A citizen has no way to a note's file, nor to another person's upload.
    t.with_secret(&format!("/api/v1/cases/{code}/files/1"), &secret).await.is_problem(404, "not_found");
    let foreign = t.uploaded_by(&handler, "a.txt", "a".into()).await;
    let tried = t.reply(&code, &secret, "messages", &json!({ "body": "Gửi thêm", "attachments": [foreign] })).await;
    tried.is_problem(422, "invalid");
    // A photograph says it all.
    let photo = t.uploaded("dem.png", png()).await;
    let sent = t.reply(&code, &secret, "messages", &json!({ "attachments": [photo] })).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let message = sent.json()["messages"][0].clone();
    assert_eq!((&message["body"], &message["files"][0]["number"]), (&json!(""), &json!(2)));
    t.reply(&code, &secret, "withdrawal", &json!({ "body": "" })).await;

    // The draft's files go out with the answer that an approver lets pass.
    let (code, secret) = t.filed("Nước máy đục từ hôm qua.").await;
    let t2 = t.act(&handler, &code, "accept", 2, &json!({})).await;
    assert_eq!(t2.status, StatusCode::OK);
    let draft = t.uploaded_by(&handler, "ket qua.txt", "Kết quả xét nghiệm".into()).await;
    let drafted = t
        .act(&handler, &code, "submit-answer", 3, &json!({ "body": "Đã súc xả đường ống.", "attachments": [draft] }))
        .await;
    assert_eq!(drafted.status, StatusCode::OK, "{}", drafted.text);
    t.with_secret(&format!("/api/v1/cases/{code}/files/1"), &secret).await.is_problem(404, "not_found");
    let approver = t.sign_in("lanhdao").await;
    let more = t.uploaded_by(&approver, "cong van.txt", "Công văn số 12".into()).await;
    let answered = t.act(&approver, &code, "answer", 5, &json!({ "attachments": [more] })).await;
    assert_eq!(answered.status, StatusCode::OK, "{}", answered.text);
    let seen = t.track(&code, &secret).await;
    let names: Vec<_> = seen["answer"]["files"].as_array().unwrap().iter().map(|file| text(file, "name")).collect();
    assert_eq!(names, ["ket qua.txt", "cong van.txt"]);
    assert_eq!(t.with_secret(&format!("/api/v1/cases/{code}/files/1"), &secret).await.text, "Kết quả xét nghiệm");
    let timeline = t.staff_get(&approver, &format!("/api/v1/cases/{code}/timeline")).await.json();
    let entries = timeline["entries"].as_array().unwrap();
    assert!(entries.iter().any(|e| e["kind"] == "answered" && e["files"].as_array().is_some_and(|f| f.len() == 2)));
    t.act(&handler, &code, "close", 7, &json!({ "attachments": ["x"] })).await.is_problem(422, "invalid");
    t.run_tails().await;
    assert!(verify::check(&t.app(), What::Ledger).await.unwrap().good());
});

both!(files_answer_a_question, |t: Installation| async move {
    let case = |answer: &str, files: &[&str]| {
        json!({ "kind": "feedback", "body": "Mất nước ba ngày liền, không ai báo trước.", "category": "cap-nuoc",
            "attachments": files, "answers": [{ "question": "bill", "value": answer }] })
    };
    let (bill, photo) = (t.uploaded("hoa don.txt", "Kỳ 10".into()).await, t.uploaded("dong ho.png", png()).await);
    // Named without going along.
    let refused = t.file("bill", &case(&bill, &[&photo])).await;
    refused.is_problem(422, "invalid");
    assert_eq!(refused.json()["errors"][0]["code"], "file_gone", "{}", refused.text);
    assert!(refused.json()["errors"][0]["field"].as_str().unwrap().starts_with("answers."), "{}", refused.text);
    let filed = t.file("bill", &case(&bill, &[&photo, &bill])).await;
    assert_eq!(filed.status, StatusCode::CREATED, "{}", filed.text);
    let receipt = filed.json();
    let seen = t.track(&text(&receipt, "code"), &text(&receipt, "secret")).await;
    let body = seen["words"]["body"].as_str().unwrap();
    assert!(body.ends_with("cắt nước, cắt điện không: hoa don.txt"), "{body}");
    assert_eq!(seen["files"].as_array().unwrap().len(), 2, "{seen}");
    // The same once more is the same case, and another file under the same key is none.
    assert_eq!(t.file("bill", &case(&bill, &[&photo, &bill])).await.json()["code"], receipt["code"]);
    let other = t.uploaded("khac.txt", "Kỳ 9".into()).await;
    t.file("bill", &case(&other, &[&other])).await.is_problem(422, "key_reused");
});

both!(a_form_without_scripts_answers_with_files, |mut t: Installation| async move {
    let parts = |key: &str, more: &[(&str, &str)]| {
        let fixed =
            [("kind", "feedback"), ("body", "Mất nước ba ngày liền, không ai báo trước."), ("category", "cap-nuoc")];
        let mut body = String::new();
        for (name, value) in fixed.iter().chain(more).chain(&[("token", key)]) {
            let (name, file) = name.split_once('|').unwrap_or((name, ""));
            let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
            body.push_str(&format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"));
        }
        body.push_str("--x--\r\n");
        Request::post("/f/demo?lang=vi")
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=x")
            .body(Body::from(body))
            .unwrap()
    };
    // Drawn again for another reason: each file is still in its place.
    let again = t
        .send(parts("p1", &[("email", "x"), ("answers.5|hoa don.txt", "Kỳ 10"), ("files|nhat ky.txt", "Ngày 1")]))
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", again.text);
    let kept = |field: &str| {
        let from =
            again.text.find(&format!("name=\"kept-{field}\"")).unwrap_or_else(|| panic!("{field}: {}", again.text));
        again.text[from..].split("value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
    };
    let (bill, diary) = (kept("answers.5"), kept("files"));
    let sent = t.send(parts("p1", &[("kept-answers.5", &bill), ("kept-files", &diary)])).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text);
    let staff = t.sign_in("chuyenvien").await;
    t.run_tails().await;
    let (_, codes) = t.list(&staff, "mat nuoc ba ngay").await;
    let case = t.staff_get(&staff, &format!("/api/v1/cases/{}", codes[0])).await.json();
    assert!(case["body"].as_str().unwrap().ends_with("cắt nước, cắt điện không: hoa don.txt"), "{case}");
    // Sent once more by a browser that uploads anew: the same case.
    let twice = t.send(parts("p1", &[("answers.5|hoa don.txt", "Kỳ 10"), ("files|nhat ky.txt", "Ngày 1")])).await;
    assert!(twice.status == StatusCode::OK && twice.text.contains(&codes[0]), "{}", twice.text);
});

both!(what_nobody_sends_along_is_swept_away, |t: Installation| async move {
    let kept = t.uploaded("a.txt", "Giữ lại".into()).await;
    let receipt = t.file("k", &with(&[&kept])).await.json();
    let lost = t.uploaded("b.png", png()).await;
    let half = t.announce("c.png", 1_000).await;
    let half = half.headers[header::LOCATION].to_str().unwrap().to_owned();
    t.send_from(&half, 0, vec![1; 100]).await;
    // Taken back by its sender.
    let back = t.announce("d.png", 1_000).await.headers[header::LOCATION].to_str().unwrap().to_owned();
    t.send_from(&back, 0, vec![1; 100]).await;
    let request = Request::delete(&back).header("tus-resumable", "1.0.0").body(Body::empty()).unwrap();
    assert_eq!(t.send(request).await.status, StatusCode::NO_CONTENT);
    assert_eq!(t.stands(&back).await.status, StatusCode::NOT_FOUND);
    assert_eq!(t.objects(), 5, "a file, a file with its picture, two pieces");
    assert_eq!(sweeping::sweep(&t.app()).await.unwrap(), 1);
    t.clock.advance(DAY_MS / 2);
    assert_eq!(sweeping::sweep(&t.app()).await.unwrap(), 0);
    t.clock.advance(DAY_MS / 2 + 1);
    assert_eq!(t.stands(&half).await.status, StatusCode::NOT_FOUND, "gone before the sweep comes by");
    let late = t.file("late", &with(&[&lost])).await;
    assert_eq!(late.json()["errors"][0]["code"], "file_gone", "{}", late.text);
    assert_eq!(sweeping::sweep(&t.app()).await.unwrap(), 2);
    assert_eq!(t.objects(), 1);
    let path = format!("/api/v1/cases/{}/files/1", text(&receipt, "code"));
    assert_eq!(t.with_secret(&path, &text(&receipt, "secret")).await.text, "Giữ lại");
});

both!(hostile_uploads_are_refused_in_words, |t: Installation| async move {
    let refused = async |name: &str, bytes: Vec<u8>, code: &str| {
        let begun = t.announce(name, bytes.len() as u64).await;
        let address = begun.headers[header::LOCATION].to_str().unwrap().to_owned();
        let sent = t.send_from(&address, 0, bytes).await;
        sent.is_problem(422, "file_refused");
        assert_eq!(sent.json()["errors"][0]["code"], code, "{name}: {}", sent.text);
        // It stays refused, however often it is asked for.
        assert_eq!(t.stands(&address).await.status.as_u16(), 422);
        t.file(code, &with(&[address.rsplit('/').next().unwrap()])).await.is_problem(422, "file_refused");
    };
    refused("a.svg", b"<svg onload='alert(1)'/>".to_vec(), "active_content").await;
    refused("a.jpg", b"GIF89a broken".to_vec(), "broken").await;
    refused("a.jpg", b"%PDF-1.4 nothing more".to_vec(), "broken").await;
    refused("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "heic").await;
    refused("\u{202E}gpj.exe", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0".to_vec(), "active_content").await;
    assert_eq!(t.objects(), 0, "nothing of them is kept");

    t.announce("a.mp4", 2 << 30).await.is_problem(413, "too_large");
    let empty = t.announce("a.jpg", 0).await;
    empty.is_problem(422, "file_refused");
    assert_eq!(empty.json()["errors"][0]["code"], "empty");
    let ids: Vec<String> = (0..50).map(|n| format!("id-{n}")).collect();
    let many = t.file("many", &with(&ids.iter().map(String::as_str).collect::<Vec<_>>())).await;
    many.is_problem(422, "invalid");
    assert_eq!(many.json()["errors"][0]["code"], "too_many_files");
    let unknown = t.file("unknown", &with(&["nothing", "", "\u{0}", &"x".repeat(500)])).await;
    assert_eq!(unknown.json()["errors"][0]["code"], "file_gone");
});

both!(the_protocol_is_kept, |t: Installation| async move {
    let asked = t.send(Request::options("/api/v1/sites/demo/uploads").body(Body::empty()).unwrap()).await;
    assert_eq!((asked.status, &asked.headers["tus-version"]), (StatusCode::NO_CONTENT, &"1.0.0".parse().unwrap()));
    assert!(asked.headers["tus-extension"].to_str().unwrap().contains("creation"));
    let old = Request::post("/api/v1/sites/demo/uploads").header("upload-length", 5).body(Body::empty()).unwrap();
    let old = t.send(old).await;
    old.is_problem(412, "upload_protocol");
    assert_eq!(old.headers["tus-version"], "1.0.0");
    let unsaid =
        Request::post("/api/v1/sites/demo/uploads").header("tus-resumable", "1.0.0").body(Body::empty()).unwrap();
    t.send(unsaid).await.is_problem(400, "upload_protocol");
    let nowhere =
        Request::post("/api/v1/sites/nothing/uploads").header("tus-resumable", "1.0.0").header("upload-length", 5);
    t.send(nowhere.body(Body::empty()).unwrap()).await.is_problem(404, "unknown_site");
    let address = t.announce("a.txt", 5).await.headers[header::LOCATION].to_str().unwrap().to_owned();
    let json = Request::patch(&address)
        .header("tus-resumable", "1.0.0")
        .header("upload-offset", 0)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .unwrap();
    t.send(json).await.is_problem(415, "upload_protocol");
    // As staff: a session, and its token.
    let request = || Request::post("/api/v1/uploads").header("tus-resumable", "1.0.0").header("upload-length", 5);
    assert_eq!(t.send(request().body(Body::empty()).unwrap()).await.status, StatusCode::UNAUTHORIZED);
    let session = t.sign_in("chuyenvien").await;
    let forged = request().header(header::COOKIE, &session.cookie).body(Body::empty()).unwrap();
    assert_eq!(t.send(forged).await.status, StatusCode::FORBIDDEN);
    // A page of another origin may upload and read where it stands.
    let preflight = Request::options(&address)
        .header(header::ORIGIN, "https://agency.example")
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "PATCH")
        .body(Body::empty())
        .unwrap();
    let allowed = t.send(preflight).await;
    assert!(allowed.headers["access-control-allow-methods"].to_str().unwrap().contains("PATCH"));
    assert!(allowed.headers["access-control-allow-headers"].to_str().unwrap().contains("upload-offset"));
    assert!(allowed.headers["access-control-expose-headers"].to_str().unwrap().contains("location"));
});

#[tokio::test]
async fn one_address_does_not_fill_the_disk() {
    let t = Installation::new(On::Sqlite).await;
    let announce = async |from: &str| {
        let mut request = Request::post("/api/v1/sites/demo/uploads")
            .header("tus-resumable", "1.0.0")
            .header("upload-length", 25 * 1024 * 1024)
            .body(Body::empty())
            .unwrap();
        let address: std::net::SocketAddr = from.parse().unwrap();
        request.extensions_mut().insert(axum::extract::ConnectInfo(address));
        t.send(request).await
    };
    for _ in 0..81 {
        assert_eq!(announce("192.0.2.1:1000").await.status, StatusCode::CREATED);
    }
    let over = announce("192.0.2.1:2000").await;
    over.is_problem(429, "rate_limited");
    assert_eq!(over.json()["errors"][0]["code"], "too_much");
    assert!(over.headers.contains_key(header::RETRY_AFTER));
    assert_eq!(announce("192.0.2.2:1000").await.status, StatusCode::CREATED, "others are not locked out");
    // All that waits together has its limit, too, whoever it comes from.
    for n in 0..122 {
        assert_eq!(announce(&format!("198.51.100.{}:1", n)).await.status, StatusCode::CREATED, "{n}");
    }
    let full = announce("203.0.113.1:1").await;
    assert_eq!(full.json()["errors"][0]["code"], "no_room", "{}", full.text);
    t.clock.advance(DAY_MS + 1);
    sweeping::sweep(&t.app()).await.unwrap();
    assert_eq!(announce("192.0.2.1:1000").await.status, StatusCode::CREATED);
}

/// A Word document of one paragraph.
pub fn docx(paragraph: &str) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let body =
        format!("<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p></w:body></w:document>");
    for (name, content) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", body.as_str())] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

both!(files_are_found_by_what_stands_in_them, |mut t: Installation| async move {
    let minutes = t.uploaded("biên bản.docx", docx("Đoàn kiểm tra lập biên bản tại kho hóa chất")).await;
    // Says that it is a PDF and is none: it is kept, and there is nothing to find in it.
    let hostile = b"%PDF-1.7\n1 0 obj << /Length 99999999999 >> stream\nstartxref\n99999999999\n%%EOF".to_vec();
    let hostile = t.uploaded("la.pdf", hostile).await;
    let receipt = t.file("k", &with(&[&minutes, &hostile])).await.json();
    let code = text(&receipt, "code");
    let silent = t.filed("Hố ga mất nắp trước cổng trường, không có tệp nào.").await.0;
    assert!(reading::read_next(&t.app()).await.unwrap());
    assert!(reading::read_next(&t.app()).await.unwrap());
    assert!(!reading::read_next(&t.app()).await.unwrap(), "each file is read once");
    t.run_tails().await;

    let handler = t.sign_in("chuyenvien").await;
    let found = t.staff_get(&handler, "/api/v1/cases?q=kho+hoa+chat").await.json();
    assert_eq!((&found["total"], &found["cases"][0]["code"]), (&json!(1), &json!(code)));
    let row = &found["cases"][0];
    assert_eq!(row["found_in"], "biên bản.docx");
    assert_eq!(row["snippet"], "Đoàn kiểm tra lập biên bản tại kho hóa chất");
    assert_eq!(row["snippet_marks"].as_array().map(Vec::len), Some(1));
    // Where a case's own words answer, its files are not shown.
    let both = t.staff_get(&handler, "/api/v1/cases?q=ho+ga").await.json();
    assert_eq!(both["total"], 2);
    assert!(both["cases"].as_array().unwrap().iter().all(|row| row["found_in"].is_null()), "{both}");
    assert!(both["cases"].as_array().unwrap().iter().any(|row| row["code"] == *silent));
    let elsewhere = t.sign_in("chuyenvien.hanoi").await;
    assert_eq!(t.staff_get(&elsewhere, "/api/v1/cases?q=kho+hoa+chat").await.json()["total"], 0);

    let report = verify::check(&t.app(), What::Index).await.unwrap();
    assert!(report.good(), "{}", report.json());
    // The text comes back with the index.
    std::fs::remove_dir_all(t.data().join("index")).ok();
    t.restart().await;
    t.run_tails().await;
    assert_eq!(t.staff_get(&handler, "/api/v1/cases?q=kho+hoa+chat").await.json()["total"], 1);
});

//! Files that are sent to do harm, in `tests/data/hostile`: what is answered to each, through the same door as any other file. What
//! is kept holds nothing of what was hidden in it, is handed out so that no browser runs it, and is read without harm.

use crate::both;
use crate::evidence::with;
use crate::harness::{Installation, text};
use Fate::{Kept, Refused};
use axum::http::{StatusCode, header};
use hoiam_backend::domain::evidence::reading;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// What becomes of a file.
#[derive(Debug, Clone, Copy)]
enum Fate {
    /// Not taken, with this reason.
    Refused(&'static str),
    /// Kept under this name, as this.
    Kept(&'static str, &'static str),
}

/// The file, the name under which it is sent, and what becomes of it.
const TABLE: &[(&str, &str, Fate)] = &[
    // Not what they are called.
    ("empty", "anh.jpg", Refused("empty")),
    ("spaces", "ghi chú.txt", Refused("empty")),
    ("text-with-nul", "a.txt", Refused("unknown_type")),
    ("page.html", "anh.jpg", Refused("active_content")),
    ("page-in-utf16", "a.txt", Refused("active_content")),
    ("drawing.svg", "anh.png", Refused("active_content")),
    ("drawing-behind-comment", "a.txt", Refused("active_content")),
    ("entities.xml", "a.txt", Refused("active_content")),
    ("program.exe", "đơn.pdf", Refused("active_content")),
    ("program.elf", "đơn.pdf", Refused("active_content")),
    ("script.sh", "ghi chú.txt", Refused("active_content")),
    ("old-office.doc", "a.docx", Refused("old_office")),
    ("photo.heic", "a.jpg", Refused("heic")),
    ("archive.zip", "a.docx", Refused("archive")),
    ("archive.tar.gz", "a.pdf", Refused("archive")),
    // Names that lead elsewhere, or hide what they end in.
    ("ordinary.txt", "../../../etc/passwd", Kept("passwd.txt", "text/plain")),
    ("ordinary.txt", "C:\\Windows\\System32\\CON", Kept("CON.txt", "text/plain")),
    ("ordinary.txt", "a\r\nSet-Cookie: x=1.txt", Kept("aSet-Cookie_ x=1.txt", "text/plain")),
    ("ordinary.txt", "\"><script>.txt", Kept("___script_.txt", "text/plain")),
    ("ordinary.txt", "a.html", Refused("active_content")),
    ("picture.png", "ảnh\u{202E}gnp.exe", Kept("ảnhgnp.png", "image/png")),
    ("picture.png", "a\0.php", Kept("a.png", "image/png")),
    ("picture.png", "..", Kept("file.png", "image/png")),
    ("picture.png", ".htaccess", Kept("htaccess.png", "image/png")),
    // Pictures.
    ("broken.webp", "a.webp", Refused("broken")),
    ("broken.gif", "a.gif", Refused("broken")),
    ("cut.png", "a.png", Refused("broken")),
    ("cut.jpg", "a.jpg", Refused("broken")),
    ("headers-only.jpg", "a.jpg", Refused("broken")),
    ("huge.png", "a.png", Refused("too_many_pixels")),
    ("huge.jpg", "a.jpg", Refused("too_many_pixels")),
    ("huge-but-no-dots.png", "a.png", Refused("too_many_pixels")),
    ("flat.png", "a.png", Refused("broken")),
    ("picture-and-script.gif", "a.gif", Refused("broken")),
    ("picture-with-page.png", "a.png", Kept("a.png", "image/png")),
    ("picture-with-php.jpg", "a.jpg", Kept("a.jpg", "image/jpeg")),
    ("picture-and-archive.jpg", "a.jpg", Kept("a.jpg", "image/jpeg")),
    ("picture-with-bomb-in-text.png", "a.png", Kept("a.png", "image/png")),
    ("picture-with-bomb-as-profile.png", "a.png", Kept("a.png", "image/png")),
    // Documents. What stands in a PDF is its own; it is never drawn here.
    ("script.pdf", "a.pdf", Kept("a.pdf", "application/pdf")),
    ("deep.pdf", "a.pdf", Kept("a.pdf", "application/pdf")),
    ("endless.pdf", "a.pdf", Kept("a.pdf", "application/pdf")),
    ("cut.pdf", "a.pdf", Refused("broken")),
    ("page-and-document.pdf", "a.pdf", Refused("broken")),
    ("macros.docx", "a.docx", Refused("macros")),
    ("activex.docx", "a.docx", Refused("macros")),
    ("page-in-odt.odt", "a.odt", Refused("unknown_type")),
    ("table-cut.docx", "a.docx", Refused("broken")),
    ("same-part-many-times.docx", "a.docx", Refused("bomb")),
    ("says-four-gigabytes.docx", "a.docx", Refused("bomb")),
    ("says-less-than-it-is.docx", "a.docx", Kept("a.docx", DOCX)),
    ("laughs.docx", "a.docx", Kept("a.docx", DOCX)),
    ("reaches-outside.docx", "a.docx", Kept("a.docx", DOCX)),
    ("climbs.docx", "a.docx", Kept("a.docx", DOCX)),
    ("recording-with-page.mp4", "a.mp4", Kept("a.mp4", "video/mp4")),
];

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/hostile")
}

#[test]
fn every_hostile_file_has_its_fate() {
    let kept = std::fs::read_dir(folder()).unwrap();
    let kept: BTreeSet<_> = kept.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let named = TABLE.iter().map(|(file, ..)| (*file).to_owned()).collect();
    assert_eq!(kept, named);
}

both!(each_hostile_file_meets_its_fate, |mut t: Installation| async move {
    let mut otherwise = Vec::new();
    for (file, name, fate) in TABLE {
        let expected = match fate {
            Refused(reason) => (*reason).to_owned(),
            Kept(kept, media) => format!("{kept} as {media}"),
        };
        let met = sent(&t, file, name).await;
        if met != expected {
            otherwise.push(format!("{file} sent as {name:?}: {met}, not {expected}"));
        }
    }
    assert!(otherwise.is_empty(), "{}", otherwise.join("\n"));
    while reading::read_next(&t.app()).await.unwrap() {}
    t.run_tails().await;
});

/// Sends one: why it is not taken, or what it is kept as, once that is as safe as it must be.
async fn sent(t: &Installation, file: &str, name: &str) -> String {
    let bytes = std::fs::read(folder().join(file)).unwrap();
    let mut answer = t.announce(name, bytes.len() as u64).await;
    let address = answer.headers.get(header::LOCATION).map(|address| address.to_str().unwrap().to_owned());
    if let Some(address) = &address {
        answer = t.send_from(address, 0, bytes).await;
    }
    let Some(address) = address.filter(|_| answer.status == StatusCode::NO_CONTENT) else {
        answer.is_problem(422, "file_refused");
        return text(&answer.json()["errors"][0], "code");
    };
    let receipt = t.file(&format!("{file} {}", name.len()), &with(&[address.rsplit('/').next().unwrap()])).await.json();
    let (code, secret) = (text(&receipt, "code"), text(&receipt, "secret"));
    let case = t.with_secret(&format!("/api/v1/cases/{code}"), &secret).await.json();
    let kept = t.with_secret(&format!("/api/v1/cases/{code}/files/1"), &secret).await;
    assert_eq!(kept.status, StatusCode::OK, "{file}");
    assert_eq!(kept.headers["x-content-type-options"], "nosniff", "{file}");
    assert_eq!(kept.headers["content-security-policy"], "default-src 'none'; sandbox", "{file}");
    let disposition = kept.headers[header::CONTENT_DISPOSITION].to_str().unwrap();
    assert!(disposition.starts_with("attachment; "), "{file}: {disposition}");
    let media = kept.headers[header::CONTENT_TYPE].to_str().unwrap();
    let hidden = ["<script", "<?php", "PK\u{3}\u{4}"];
    let clean = !media.starts_with("image/") || !hidden.iter().any(|hidden| kept.text.contains(hidden));
    assert!(clean, "{file} still holds what was hidden in it");
    format!("{} as {media}", text(&case["files"][0], "name"))
}

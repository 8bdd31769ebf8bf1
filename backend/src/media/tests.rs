//! Files as people send them, and as those who mean harm do; each made here, so that what is in it is known.

use super::*;
use hoiam_shared::files::FileFault as F;
use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::{Cursor, Write};

fn photo(width: u32, height: u32) -> DynamicImage {
    let dot = |x: u32, y: u32| Rgb([(x % 256) as u8, (y % 256) as u8, if x < width / 2 { 250 } else { 5 }]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, dot))
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// TIFF with an orientation (0x0112) and the name of a camera's owner (0xA430), as cameras write it.
fn exif(orientation: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x02\0".to_vec();
    tiff.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    tiff.extend([0x30, 0xa4, 2, 0, 11, 0, 0, 0, 38, 0, 0, 0]);
    tiff.extend([0, 0, 0, 0]);
    tiff.extend(b"NGUYEN-AN!\0");
    tiff
}

/// A JPEG with EXIF put in front of everything else.
fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let tiff = exif(orientation);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(tiff);
    out.extend(&jpeg[2..]);
    out
}

fn has(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w:document/>")];
    parts.extend(more);
    archive(&parts)
}

fn kind(name: &str, bytes: &[u8]) -> Kind {
    make(name, bytes.to_vec(), false).unwrap_or_else(|fault| panic!("{name}: {fault}")).kind
}

fn refused(name: &str, bytes: &[u8], expect: F) {
    assert_eq!(make(name, bytes.to_vec(), false).map(|made| made.kind).unwrap_err(), expect, "{name}");
}

#[test]
fn a_photograph_is_turned_and_loses_what_the_camera_wrote() {
    let plain = encoded(&photo(60, 40), ImageFormat::Jpeg);
    // 6: the camera was held a quarter turn to the left.
    let made = make("IMG 1.JPG", with_exif(&plain, 6), false).unwrap();
    assert_eq!((made.kind, made.name.as_str()), (Kind::Jpeg, "IMG 1.jpg"));
    assert!(!has(&made.bytes, b"NGUYEN-AN") && !has(&made.bytes, b"Exif"));
    let picture = image::load_from_memory(&made.bytes).unwrap();
    assert_eq!(picture.dimensions(), (40, 60));
    // The bright left half is on top now.
    assert!(picture.get_pixel(20, 5).0[2] > 180 && picture.get_pixel(20, 55).0[2] < 80);
    let preview = image::load_from_memory(&made.preview.unwrap()).unwrap();
    assert_eq!(preview.dimensions(), (40, 60));
}

#[test]
fn a_photograph_keeps_what_the_camera_wrote_when_asked_to() {
    let plain = encoded(&photo(60, 40), ImageFormat::Jpeg);
    let made = make("a.jpg", with_exif(&plain, 6), true).unwrap();
    assert!(has(&made.bytes, b"NGUYEN-AN"));
    assert_eq!(image::load_from_memory(&made.bytes).unwrap().dimensions(), (40, 60));
    // It says that it need not be turned: whoever opens it next would turn it once more.
    assert!(has(&made.bytes, &exif(1)));
    assert!(!has(&made.preview.unwrap(), b"NGUYEN-AN"));
}

#[test]
fn large_pictures_are_kept_as_large_as_a_screen_can_use() {
    let made = make("a.png", encoded(&photo(5_000, 50), ImageFormat::Png), false).unwrap();
    let picture = image::load_from_memory(&made.bytes).unwrap();
    assert_eq!(picture.width(), limits::PICTURE_SIDE);
    assert_eq!(image::load_from_memory(&made.preview.unwrap()).unwrap().width(), 480);
}

#[test]
fn pictures_by_what_they_are_and_not_by_their_names() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 100])));
    for (name, bytes, expect) in [
        ("a.png", encoded(&photo(8, 8), ImageFormat::Jpeg), ("a.jpg", Kind::Jpeg)),
        ("a.exe", encoded(&photo(8, 8), ImageFormat::Png), ("a.png", Kind::Png)),
        ("a.webp", encoded(&photo(8, 8), ImageFormat::WebP), ("a.jpg", Kind::Jpeg)),
        ("a.webp", encoded(&clear, ImageFormat::WebP), ("a.png", Kind::Png)),
        ("a.gif", encoded(&clear, ImageFormat::Gif), ("a.png", Kind::Png)),
    ] {
        let made = make(name, bytes, false).unwrap();
        assert_eq!((made.name.as_str(), made.kind), expect);
        assert!(made.preview.is_some_and(|preview| preview.starts_with(&[0xff, 0xd8])));
    }
}

#[test]
fn a_moving_picture_still_moves() {
    let mut out = Vec::new();
    {
        let mut encoder = image::codecs::gif::GifEncoder::new(&mut out);
        for shade in [0, 100, 200] {
            let frame = RgbaImage::from_pixel(10, 10, Rgba([shade, 0, 0, 255]));
            encoder.encode_frame(image::Frame::new(frame)).unwrap();
        }
    }
    // Something hidden behind its end is gone afterwards.
    out.extend(b"<script>alert(1)</script>");
    let made = make("a.gif", out, false).unwrap();
    assert_eq!(made.kind, Kind::Gif);
    assert!(!has(&made.bytes, b"script"));
    let frames =
        image::AnimationDecoder::into_frames(image::codecs::gif::GifDecoder::new(Cursor::new(&made.bytes)).unwrap());
    assert_eq!(frames.collect_frames().unwrap().len(), 3);
}

#[test]
fn two_files_in_one_become_one() {
    let mut both = encoded(&photo(16, 16), ImageFormat::Jpeg);
    both.extend(b"<html><script>alert(1)</script></html>");
    both.extend(archive(&[("a.txt", b"a")]));
    let made = make("a.jpg", both, false).unwrap();
    assert!(!has(&made.bytes, b"script") && !has(&made.bytes, b"PK\x03\x04"));
}

#[test]
fn documents_and_recordings() {
    let odt = archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    let xlsx = archive(&[("[Content_Types].xml", b"<a/>"), ("xl/workbook.xml", b"<a/>")]);
    let pdf = b"%PDF-1.7\n1 0 obj<<>>endobj\nstartxref\n9\n%%EOF\n".to_vec();
    let wide: Vec<u8> = [0xff, 0xfe].into_iter().chain("đơn".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes, expect) in [
        ("don.docx", docx(&[]), Kind::Docx),
        ("so.xlsx", xlsx, Kind::Xlsx),
        ("don.odt", odt, Kind::Odt),
        ("don.pdf", pdf, Kind::Pdf),
        ("don.txt", "Rác chất đống".as_bytes().to_vec(), Kind::Text),
        ("don", "Rác chất đống < 3 ngày".as_bytes().to_vec(), Kind::Text),
        ("don.txt", wide, Kind::Text),
        ("on.mp3", b"ID3\x03\0\0\0\0\0\0aaaaaaaaaaaa".to_vec(), Kind::Recording("audio/mpeg", "mp3")),
        ("on.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom".to_vec(), Kind::Recording("video/mp4", "mp4")),
        ("on.3gp", b"\0\0\0\x18ftyp3gp5\0\0\0\x003gp5isom".to_vec(), Kind::Recording("video/3gpp", "3gp")),
    ] {
        assert_eq!(kind(name, &bytes), expect, "{name}");
    }
    let text = make("a.txt", b"\xef\xbb\xbfa\nb".to_vec(), false).unwrap();
    assert_eq!((text.bytes, text.name.as_str()), (b"a\nb".to_vec(), "a.txt"));
    assert_eq!(make("anh.jpg.exe", docx(&[]), false).unwrap().name, "anh.jpg.docx");
    for kind in [Kind::Jpeg, Kind::Odt, Kind::Text, Kind::Recording("audio/mpeg", "mp3")] {
        assert_eq!(Kind::from_media(kind.media()), Some(kind));
    }
}

#[test]
fn what_means_harm_is_refused_with_the_reason() {
    refused("a.jpg", b"", F::Empty);
    refused("a.txt", b"  \n ", F::Empty);
    refused("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", F::Active);
    refused("a.jpg", b"<?xml version='1.0'?><svg onload='alert(1)'/>", F::Active);
    refused("a.txt", b"   <!DOCTYPE html><p>a", F::Active);
    refused("a.txt", b"harmless\n<script>alert(1)</script>", F::Active);
    refused("a.js", b"alert(1)", F::Active);
    refused("a.txt", b"#!/bin/sh\nrm -rf /", F::Active);
    refused("a.jpg", b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0", F::Active);
    refused(
        "a.jpg",
        b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x02\0\x3e\0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        F::Active,
    );
    refused("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", F::Heic);
    refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0", F::OldOffice);
    refused("a.zip", &archive(&[("a.txt", b"a")]), F::Archive);
    refused("a.docm", &docx(&[("word/vbaProject.bin", b"a")]), F::Macros);
    refused("a.docx", &docx(&[])[..40], F::Broken);
    refused("a.docx", &[b"PK\x03\x04 something in front", docx(&[]).as_slice()].concat(), F::Broken);
    refused("a.pdf", b"%PDF-1.7\ncut off", F::Broken);
    refused("a.bin", &[1, 2, 3, 200, 201, 0, 0, 9], F::Unknown);
    refused("a.jpg", &vec![0; usize::try_from(limits::FILE_BYTES).unwrap() + 1], F::TooLarge);
    let jpeg = encoded(&photo(64, 64), ImageFormat::Jpeg);
    refused("a.jpg", &jpeg[..jpeg.len() / 8], F::Broken);
    let png = encoded(&photo(64, 64), ImageFormat::Png);
    refused("a.png", &png[..40], F::Broken);
}

#[test]
fn bombs_are_not_unpacked() {
    // A PNG of 60,000 by 60,000 dots that weighs nothing: only its head is read.
    let mut png = encoded(&photo(8, 8), ImageFormat::Png);
    png[16..20].copy_from_slice(&60_000u32.to_be_bytes());
    png[20..24].copy_from_slice(&60_000u32.to_be_bytes());
    let sum = crc(&png[12..29]);
    png[29..33].copy_from_slice(&sum.to_be_bytes());
    refused("a.png", &png, F::TooManyPixels);
    // A GIF that says it is 65,535 dots wide and high.
    refused("a.gif", b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\x02\x44\x01\0;", F::TooManyPixels);
    let zeroes = vec![0u8; 30_000_000];
    refused("a.docx", &docx(&[("word/media/a.bin", &zeroes)]), F::Bomb);
}

/// CRC-32 of PNG chunks (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// A page with one line of text in a built-in font, as the smallest programs write it.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R \
         /Resources << /Font << /F1 4 0 R >> >> >>"
            .to_owned(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut out, mut places) = ("%PDF-1.4\n".to_owned(), Vec::new());
    for (n, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", n + 1));
    }
    let start = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer << /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

#[test]
fn the_text_of_documents_is_read() {
    let word = "<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>Công văn số 45/UBND</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Về việc </w:t></w:r><w:r><w:t>thoát&#32;nước &amp; vệ sinh</w:t></w:r><w:r><w:tab/><w:t>hẻm</w:t></w:r></w:p>\
        <w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p></w:body></w:document>";
    let open = "<office:document-content xmlns:office='o' xmlns:text='t'><office:body><office:text>\
        <text:h>Biên bản</text:h><text:p>Ngày 1<text:s/>tháng 11<text:line-break/>tại <text:span>tổ dân phố</text:span></text:p>\
        </office:text></office:body></office:document-content>";
    let check = |kind: Kind, bytes: &[u8], expect: Option<&str>| {
        assert_eq!(text(kind, bytes).as_deref(), expect, "{kind:?}");
    };
    let docx = archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", word.as_bytes())]);
    check(Kind::Docx, &docx, Some("Công văn số 45/UBND\nVề việc thoát nước & vệ sinh hẻm"));
    check(Kind::Odt, &archive(&[("content.xml", open.as_bytes())]), Some("Biên bản\nNgày 1 tháng 11\ntại tổ dân phố"));
    check(Kind::Pdf, &pdf("Cong van so 45 ve viec thoat nuoc"), Some("Cong van so 45 ve viec thoat nuoc"));
    // Decomposed characters are composed, control characters and empty lines go.
    check(Kind::Text, "To\u{302}\u{301}\u{0} gia\u{301}c\n\n \n  hai   dòng".as_bytes(), Some("Tố giác\nhai dòng"));
    check(Kind::Text, b" \n\t", None);
    check(Kind::Jpeg, b"not read", None);
    // What is broken gives what stands before the break, or nothing.
    check(
        Kind::Docx,
        &archive(&[("word/document.xml", &word.as_bytes()[..120])]),
        Some("Công văn số 45/UBND\nVề việc"),
    );
    check(Kind::Docx, &archive(&[("word/other.xml", b"")]), None);
    check(Kind::Pdf, b"%PDF-1.7\nnothing of the kind", None);
}

#[test]
fn no_more_text_is_kept_than_is_indexed() {
    let long = "nước ".repeat(limits::FILE_TEXT_CHARS);
    assert_eq!(text(Kind::Text, long.as_bytes()).unwrap().chars().count(), limits::FILE_TEXT_CHARS);
    // Entities that stand for entities are not looked up.
    let bomb = b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;'>]><w:document xmlns:w='w'><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>";
    assert_eq!(text(Kind::Docx, &archive(&[("word/document.xml", bomb)])), None);
}

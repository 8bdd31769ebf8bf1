//! What holds for every page, in both languages: labels, ids, landmarks, size, no script, no style, nothing that
//! hostile text could break. The pages drawn are left in cargo's temporary folder, to be looked at in a browser.

mod html;
mod samples;

use hoiam_portal::pages::api_try;
use hoiam_shared::Lang;
use html::{Html, Tag};
use samples::Kitchen;
use std::collections::BTreeSet;

const HOSTILE: &str = "\"'><script>alert(1)</script><!><!--\u{202E}evil</textarea></title>&lt;";
const PAGE_BYTES: usize = 30 * 1024;

fn each(spice: &str, check: impl Fn(&str, Lang, &str, &Html)) {
    for &lang in Lang::ALL {
        for (name, text) in (Kitchen { lang, spice }).all() {
            check(&format!("{name}.{lang}"), lang, &text, &html::read(&text));
        }
    }
}

fn ids(page: &Html) -> Vec<&str> {
    page.tags.iter().filter_map(|tag| tag.get("id")).collect()
}

#[test]
fn pages_are_whole_and_small() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("portal");
    std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
    std::fs::write(folder.join("portal.css"), hoiam_portal::STYLES).expect("the temporary folder can be written");
    each("", |name, lang, text, page| {
        std::fs::write(folder.join(format!("{name}.html")), text).expect("the temporary folder can be written");
        assert!(text.len() <= PAGE_BYTES, "{name}: {} bytes", text.len());
        assert!(text.starts_with("<!DOCTYPE html><html lang="), "{name}");
        let root = page.tags.iter().find(|tag| tag.name == "html").expect("a root");
        assert_eq!(root.get("lang"), Some(lang.code()), "{name}");
        // A page within somebody else's has no frame of its own.
        let around = usize::from(!name.starts_with("frame"));
        for (part, times) in [("main", 1), ("header", around), ("footer", around), ("h1", 1), ("title", 1)] {
            assert_eq!(page.tags.iter().filter(|tag| tag.name == part).count(), times, "{name}: {part}");
        }
        for text in &page.texts {
            let code = text.within.iter().any(|tag| tag.name == "code" || tag.name == "button");
            assert!(code || !text.text.contains('{'), "{name}: a place was not filled: {}", text.text);
        }
    });
}

#[test]
fn nothing_needs_an_exception_from_the_policy() {
    each("", |name, _, _, page| {
        // Files of ours, each on one page: in a frame the loader, which tells how high it is; on that of a case the bell, which
        // nobody misses who has no script.
        let script = |tag: &&Tag| tag.name == "script";
        let ours = |tag: &Tag| match tag.get("src") {
            Some("/petition.js") => name.starts_with("frame"),
            Some("/bell.js") => name.starts_with("track"),
            _ => false,
        };
        assert!(page.tags.iter().filter(script).all(ours), "{name}: a script");
        for tag in page.tags.iter().filter(|tag| !script(tag)) {
            assert!(!["style", "iframe", "object", "base"].contains(&tag.name.as_str()), "{name}: {tag:?}");
            for (key, value) in &tag.attributes {
                assert!(key != "style" && !key.starts_with("on"), "{name}: {tag:?}");
                let address = matches!(key.as_str(), "href" | "src" | "action" | "formaction");
                // Where the page itself is, for search engines; nothing is loaded from it.
                let itself = tag.name == "link" && matches!(tag.get("rel"), Some("canonical" | "alternate"));
                let away = value.contains(':') || value.starts_with("//");
                assert!(!address || itself || !away, "{name}: leads away: {tag:?}");
            }
        }
    });
}

#[test]
fn every_control_has_its_label_and_every_reference_its_target() {
    each("", |name, _, _, page| {
        let ids = ids(page);
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "{name}: an id stands twice: {ids:?}");
        let labels: BTreeSet<&str> = page.tags.iter().filter_map(|t| t.get("for")).collect();
        let control = |tag: &&Tag| {
            matches!(tag.name.as_str(), "input" | "select" | "textarea") && tag.get("type") != Some("hidden")
        };
        for tag in page.tags.iter().filter(control) {
            let id = tag.get("id").unwrap_or_else(|| panic!("{name}: {tag:?} has no id"));
            assert!(labels.contains(id), "{name}: {id} has no label");
            assert!(
                matches!(tag.get("type"), Some("radio" | "checkbox" | "file"))
                    || tag.name != "input"
                    || tag.get("autocomplete").is_some(),
                "{name}: {id}"
            );
        }
        for tag in &page.tags {
            let one = |key: &str| tag.get(key).map(|v| v.split(' ').map(str::to_owned).collect()).unwrap_or_default();
            let mut targets: Vec<String> = ["for", "form", "aria-describedby", "aria-labelledby"]
                .iter()
                .flat_map(|k| -> Vec<String> { one(k) })
                .collect();
            targets.extend(tag.get("href").and_then(|h| h.strip_prefix('#')).map(str::to_owned));
            for target in targets {
                assert!(known.contains(target.as_str()), "{name}: {tag:?} points at nothing");
            }
        }
        let labelled = |tag: &&Tag| tag.name == "label" && !tag.get("for").is_some_and(|id| known.contains(id));
        assert_eq!(page.tags.iter().filter(labelled).count(), 0, "{name}: a label without control");
    });
}

#[test]
fn what_is_wrong_is_said_twice() {
    let check = |name: &str, expect: &[&str]| {
        for &lang in Lang::ALL {
            let all = Kitchen { lang, spice: "" }.all();
            let (_, text) = all.iter().find(|(n, _)| *n == name).expect("an example");
            let page = html::read(text);
            let within =
                |class: &'static str| move |t: &&html::Text| t.within.iter().any(|tag| tag.get("class") == Some(class));
            let links: Vec<&str> = page
                .texts
                .iter()
                .filter(within("summary"))
                .filter_map(|t| t.within.last()?.get("href")?.strip_prefix('#'))
                .collect();
            assert_eq!(links, expect, "{name} {lang}");
            let titles: Vec<_> =
                page.texts.iter().filter(|t| t.within.last().is_some_and(|tag| tag.name == "title")).collect();
            let start = if lang == Lang::Vi { "Có lỗi" } else { "Error" };
            assert_eq!(titles[0].text.starts_with(start), !expect.is_empty(), "{name}: {titles:?}");
            for id in expect.iter().filter(|id| page.tags.iter().any(|t| t.get("id") == Some(&format!("{id}-error")))) {
                let at = format!("{id}-error");
                let described = page.tags.iter().any(|t| t.get("aria-describedby").is_some_and(|d| d.contains(&at)));
                assert!(described, "{name}: {id}");
            }
        }
    };
    check("form", &[]);
    check("form-wrong", &["case-kind", "case-body", "case-area", "case-phone", "case-files"]);
    check("find-wrong", &["code"]);
    check("track-bad-secret", &["secret"]);
    check("track-missed", &["rate-stars", "rate-body"]);
    check("track-answered", &[]);
    check("petition-wrong", &["sign-email", "sign-consent"]);
    check("petition-asked-wrong", &["mail-code"]);
    check("petition-new-wrong", &["petition-title", "petition-agency", "petition-email", "petition-consent"]);
}

#[test]
fn hostile_text_stays_text() {
    let shape = |page: &Html| page.tags.iter().map(|tag| tag.name.clone()).collect::<Vec<_>>();
    for &lang in Lang::ALL {
        let harmless = Kitchen { lang, spice: "?" }.all();
        let hostile = Kitchen { lang, spice: HOSTILE }.all();
        for ((name, plain), (_, text)) in harmless.iter().zip(&hostile) {
            let page = html::read(text);
            assert_eq!(shape(&html::read(plain)), shape(&page), "{name}: the text became markup");
            assert!(!text.contains("<script>"), "{name}");
            let fenced = |tag: &Tag| {
                tag.get("dir") == Some("auto") || matches!(tag.name.as_str(), "bdi" | "option" | "title" | "pre")
            };
            for found in page.texts.iter().filter(|t| t.text.contains('\u{202E}')) {
                // Blocks end an override by themselves; what stands in a line with other words needs a fence.
                let last = found.within.last().map_or("", |tag| tag.name.as_str());
                let alone = matches!(last, "p" | "dd" | "li" | "div" | "h1" | "a" | "code" | "label" | "td" | "span");
                assert!(alone || found.within.iter().any(fenced), "{name}: {found:?}");
            }
        }
    }
}

#[test]
fn what_was_typed_is_kept() {
    let all = Kitchen { lang: Lang::Vi, spice: "" }.all();
    let page = |name: &str| html::read(&all.iter().find(|(n, _)| *n == name).expect("an example").1);
    let form = page("form-wrong");
    let value = |page: &Html, id: &str| {
        let tag = page.tags.iter().find(|t| t.get("id") == Some(id)).expect("a control").clone();
        tag.get("value").map(str::to_owned)
    };
    assert_eq!(value(&form, "case-title").as_deref(), Some("Rác ở cổng chợ"));
    assert_eq!(value(&form, "case-area_text").as_deref(), Some("tân phú"));
    assert_eq!(value(&form, "case-phone").as_deref(), Some("12"));
    let body = form.texts.iter().find(|t| t.within.last().and_then(|t| t.get("id")) == Some("case-body"));
    assert_eq!(body.map(|t| t.text.as_str()), Some("\nRác"));
    let token = form.tags.iter().find(|t| t.get("name") == Some("token")).and_then(|t| t.get("value"));
    assert_eq!(token, Some("0b9e"), "the key of the first drawing is kept");
    let kind = form.tags.iter().find(|t| t.get("value") == Some("complaint")).expect("the radio");
    assert!(kind.get("checked").is_some());
}

#[test]
fn return_in_a_field_sends_the_form() {
    each("", |name, _, _, page| {
        for form in page.tags.iter().filter_map(|tag| (tag.name == "form").then(|| tag.get("id")).flatten()) {
            let mut of_form = page.tags.iter().filter(|tag| tag.name == "button" && tag.get("form") == Some(form));
            // The first button of a form is the one that Return presses (HTML, 4.10.22.2).
            // A petition that nobody has begun to sign is left for the other language by a plain link.
            let Some(first) = of_form.next() else {
                let either = ["sign", "identity"].contains(&form);
                assert!(either && !name.contains("petition-wrong."), "{name}: {form} has no switch");
                continue;
            };
            assert_eq!(first.get("name"), None, "{name}: {form}");
            assert!(
                !["case", "petition"].contains(&form) || of_form.next().and_then(|b| b.get("value")) == Some("show"),
                "{name}"
            );
        }
    });
}

/// The forms of an example: the tags in them, by page.
fn drawn(name: &str, lang: Lang) -> (String, Html) {
    let all = Kitchen { lang, spice: "" }.all();
    let (_, text) = all.into_iter().find(|(n, _)| *n == name).expect("an example");
    let page = html::read(&text);
    (text, page)
}

#[test]
fn petitions_show_what_their_state_allows() {
    let check = |name: &str, signs: bool, words: bool| {
        for &lang in Lang::ALL {
            let (text, page) = drawn(name, lang);
            let form = page.tags.iter().any(|tag| tag.name == "form" && tag.get("id") == Some("sign"));
            assert_eq!(form, signs, "{name} {lang}: the form");
            assert_eq!(text.contains("800"), words, "{name} {lang}: the words");
            let card = page.tags.iter().any(|tag| tag.get("property") == Some("og:image"));
            let public = matches!(name, "petition-open" | "petition-wrong" | "petition-paused" | "petition-closed");
            assert_eq!(card, public, "{name} {lang}: the card of links");
        }
    };
    check("petition-open", true, true);
    check("petition-wrong", true, true);
    check("petition-paused", false, true);
    check("petition-closed", false, true);
    check("petition-support", true, true);
    check("petition-refused", false, false);
    check("frame-open", true, false);
    check("frame-refused", false, false);
}

#[test]
fn nothing_of_petitions_is_agreed_to_beforehand() {
    each("", |name, _, _, page| {
        if name.starts_with("petition") || name.starts_with("frame") {
            let ticked =
                page.tags.iter().find(|tag| tag.get("type") == Some("checkbox") && tag.get("checked").is_some());
            assert!(ticked.is_none(), "{name}: {ticked:?}");
        }
    });
}

#[test]
fn one_s_own_signature_is_moved_by_buttons_only() {
    let check = |name: &str, expect: &[&str]| {
        let (_, page) = drawn(name, Lang::En);
        let buttons = page.tags.iter().filter(|tag| tag.name == "button" && tag.get("name") == Some("do"));
        assert_eq!(buttons.filter_map(|tag| tag.get("value")).collect::<Vec<_>>(), expect, "{name}");
        let posts = page.tags.iter().filter(|tag| tag.name == "form").all(|tag| tag.get("method") == Some("post"));
        assert!(posts, "{name}");
    };
    check("petition-mine", &["confirm", "stop", "withdraw"]);
    check("petition-mine-done", &["stop", "withdraw"]);
    check("petition-mine-over", &["stop", "withdraw"]);
    check("petition-mine-author", &["stop", "take-back"]);
    check("petition-mine-withdrawn", &[]);
    // Who buys signatures learns nothing from what moderators found.
    let (found, plain) = (drawn("petition-mine-invalid", Lang::En).0, drawn("petition-mine-done", Lang::En).0);
    assert!(!found.contains("not valid") && plain.contains("Thank you"), "{found}");
    check("petition-mine-invalid", &["stop", "withdraw"]);
}

#[test]
fn figures_are_told_as_hours_days_or_weeks() {
    let check = |name: &str, title: &str, rows: usize| {
        let (text, page) = drawn(name, Lang::En);
        assert!(text.contains(title), "{name}");
        // The areas, 35 of them, and two heads.
        assert_eq!(page.tags.iter().filter(|tag| tag.name == "tr").count(), rows + 35 + 2, "{name}");
    };
    check("petition-figures-hours", "Signatures by hour", 40);
    check("petition-figures-days", "Signatures by day", 61);
    check("petition-figures-weeks", "Signatures by week", 26);
}

#[test]
fn the_secret_never_stands_in_an_address() {
    each("", |name, _, _, page| {
        for tag in &page.tags {
            for key in ["href", "action", "formaction"] {
                assert!(!tag.get(key).is_some_and(|v| v.contains("KQ7M-2XD9")), "{name}: {tag:?}");
            }
        }
    });
}

#[test]
fn delay_is_said() {
    for (lang, said) in [(Lang::Vi, "Quá hạn 3 ngày"), (Lang::En, "3 days overdue")] {
        let all = Kitchen { lang, spice: "" }.all();
        for (name, text) in all.iter().filter(|(name, _)| name.starts_with("track")) {
            assert_eq!(text.contains(said), *name == "track-late", "{name}");
        }
    }
}

#[test]
fn trying_leads_only_into_the_api() {
    let doc = samples::openapi();
    let check = |pairs: &[(&str, &str)], expect: Option<&str>| {
        let pairs: Vec<_> = pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        assert_eq!(api_try(&doc, &pairs).as_deref(), expect, "{pairs:?}");
    };
    let track = ("op", "/api/v1/cases/{code}");
    check(&[track, ("path.code", "HA-26"), ("query.lang", "vi")], Some("/api/v1/cases/HA-26?lang=vi"));
    check(&[track, ("path.code", "../../x?y=ü")], Some("/api/v1/cases/..%2F..%2Fx%3Fy%3D%C3%BC"));
    check(&[track, ("path.code", "")], None);
    check(
        &[("op", "/api/v1/areas"), ("query.q", "bến nghé"), ("query.other", "x")],
        Some("/api/v1/areas?q=b%E1%BA%BFn%20ngh%C3%A9"),
    );
    check(&[("op", "/api/v1/sites/{key}/cases"), ("path.key", "k")], None);
    check(&[("op", "https://elsewhere.example/")], None);
    check(&[], None);
}

#[test]
fn feeds_hold_whatever_people_write() {
    let case = |title: &str| hoiam_shared::wire::public::PublicCase {
        code: "HA-26-7KQ4M-2XD9".into(),
        title: title.into(),
        body: String::new(),
        answer: "Đã dọn & báo <b>lại</b>\u{0}\u{b}.".into(),
        redacted: false,
        pictures: vec![],
        kind: hoiam_shared::case::CaseKind::Feedback,
        agency: None,
        area: None,
        area_name: None,
        category: None,
        category_name: None,
        language: Lang::Vi,
        received_at: hoiam_shared::Stamp(0),
        due_at: None,
        answered_at: None,
        on_time: None,
        published_at: hoiam_shared::Stamp(5_000),
        joined: 0,
    };
    let feed = hoiam_portal::feed::atom(&[case(HOSTILE)], "https://a.example", Lang::Vi, hoiam_shared::Stamp(0));
    assert!(feed.contains("Đã dọn &amp; báo &lt;b&gt;lại&lt;/b&gt;.</summary>"), "{feed}");
    assert!(!feed.contains("<script") && !feed.contains('\u{0}'), "{feed}");
    assert!(feed.contains("<updated>1970-01-01T00:00:05"), "{feed}");
    let map = hoiam_portal::feed::sitemap(&[("HA&".into(), hoiam_shared::Stamp(0))], "https://a.example");
    assert!(map.contains("<loc>https://a.example/p/HA&amp;</loc>"), "{map}");
}

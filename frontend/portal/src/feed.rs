//! Published answers for programs: an Atom feed (RFC 4287) and a sitemap (sitemaps.org). Written by hand, as both are a
//! dozen elements; all texts are escaped here.

use hoiam_shared::catalogue::portal::Portal;
use hoiam_shared::catalogue::public::Open;
use hoiam_shared::wire::public::PublicCase;
use hoiam_shared::{Lang, Stamp};

/// Text as it stands in XML. What XML 1.0 cannot hold (most control characters) is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// The feed of the answers published last. `base` is the address of the portal, without a slash at the end; `now` stands
/// in when there is none yet.
pub fn atom(cases: &[PublicCase], base: &str, lang: Lang, now: Stamp) -> String {
    let code = lang.code();
    let updated = cases.iter().map(|case| case.published_at).max().unwrap_or(now).to_rfc3339();
    let title = format!("{} · {}", Open::Title.text(lang), Portal::Service.text(lang));
    let base = escaped(base);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{code}\">\n\
         <title>{}</title>\n<subtitle>{}</subtitle>\n<id>{base}/feed.atom?lang={code}</id>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/feed.atom?lang={code}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{base}/s?lang={code}\"/>\n<updated>{updated}</updated>\n",
        escaped(&title),
        escaped(Open::Lead.text(lang)),
    );
    for case in cases {
        let address = format!("{base}/p/{}", escaped(&case.code));
        let agency = case.agency.as_ref().map_or(Portal::Service.text(lang), |agency| agency.name.as_str());
        let published = case.answered_at.unwrap_or(case.published_at).to_rfc3339();
        out.push_str(&format!(
            "<entry>\n<title>{}</title>\n<id>{address}</id>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{address}?lang={code}\"/>\n\
             <published>{published}</published>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
             <summary xml:lang=\"{}\">{}</summary>\n</entry>\n",
            escaped(&case.title),
            case.published_at.to_rfc3339(),
            escaped(agency),
            case.language.code(),
            escaped(&case.answer),
        ));
    }
    out.push_str("</feed>\n");
    out
}

/// The sitemap of the published cases: code and when each was published.
pub fn sitemap(cases: &[(String, Stamp)], base: &str) -> String {
    let base = escaped(base);
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    out.push_str(&format!("<url><loc>{base}/s</loc></url>\n"));
    for (code, at) in cases {
        let (code, at) = (escaped(code), at.to_rfc3339());
        out.push_str(&format!("<url><loc>{base}/p/{code}</loc><lastmod>{at}</lastmod></url>\n"));
    }
    out.push_str("</urlset>\n");
    out
}

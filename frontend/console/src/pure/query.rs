//! Editing a query as text: is `field:value` in it, add it, take it out. What a query *means* is decided by
//! the server alone; here it is only cut into terms, so that a click on a count changes what the person typed
//! as little as possible.

use hoiam_desk::pure::place::Sort;

/// Cuts a query into its terms. Quotes keep a term together, also after a colon; an open quote runs to the end.
pub fn terms(query: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = None;
    let mut quoted = false;
    for (i, c) in query.char_indices() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            if let Some(from) = start.take() {
                out.push(&query[from..i]);
            }
        } else if start.is_none() {
            start = Some(i);
        }
    }
    if let Some(from) = start {
        out.push(&query[from..]);
    }
    out
}

/// `field:value` as the query language writes it: quoted when the value has spaces.
pub fn term(field: &str, value: &str) -> String {
    let plain = !value.is_empty() && !value.chars().any(|c| c.is_whitespace() || matches!(c, '"' | '(' | ')'));
    if plain { format!("{field}:{value}") } else { format!("{field}:\"{}\"", value.replace('"', "")) }
}

/// A term of one field, `state:accepted`, as its field and its value; what names no field is a value of none.
pub fn parts(term: &str) -> (&str, &str) {
    term.split_once(':').unwrap_or(("", term))
}

fn is(found: &str, field: &str, value: &str) -> bool {
    // The language's one synonym.
    let same = |name: &str| if name == "status" { "state" } else { name }.eq_ignore_ascii_case(field);
    found.split_once(':').is_some_and(|(name, v)| same(name) && v.trim_matches('"') == value)
}

/// The query asks for `field:value` (not for its opposite).
pub fn has(query: &str, field: &str, value: &str) -> bool {
    terms(query).iter().any(|t| is(t, field, value))
}

/// Adds `field:value`, or takes it out when it is there: what a click on a facet does.
pub fn toggle(query: &str, field: &str, value: &str) -> String {
    if has(query, field, value) {
        keep(query, |t| !is(t, field, value))
    } else {
        let mut out = query.trim().to_owned();
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&term(field, value));
        out
    }
}

/// The query without its `position`-th term.
pub fn without(query: &str, position: usize) -> String {
    let mut i = 0;
    keep(query, |_| {
        i += 1;
        i - 1 != position
    })
}

/// The order of a list when another query takes the place of the one before. Whoever types words looks for a certain case:
/// what matches best comes first, until another order is chosen. Without words nothing matches better than anything else.
pub fn order(before: &str, now: &str, sort: Sort) -> Sort {
    match (words(before), words(now), sort) {
        (false, true, Sort::Due) => Sort::Relevance,
        (true, false, Sort::Relevance) => Sort::Due,
        _ => sort,
    }
}

/// Something is looked for in texts, not only in fields.
fn words(query: &str) -> bool {
    let word = |term: &&str| *term != "OR" && !term.starts_with('-') && (term.starts_with('"') || !term.contains(':'));
    terms(query).iter().any(word)
}

fn keep(query: &str, mut wanted: impl FnMut(&str) -> bool) -> String {
    let kept: Vec<&str> = terms(query).into_iter().filter(|t| wanted(t)).collect();
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_has_two_parts() {
        for (term, expect) in [
            ("state:accepted", ("state", "accepted")),
            ("received:2026-11-24T07:00", ("received", "2026-11-24T07:00")),
            ("rác", ("", "rác")),
        ] {
            assert_eq!(parts(term), expect, "{term}");
        }
        let (field, value) = parts("state:accepted");
        assert_eq!(toggle("state:open", field, value), "state:open state:accepted");
    }

    #[test]
    fn words_are_ordered_by_how_well_they_match_until_another_order_is_chosen() {
        for (before, now, sort, expect) in [
            ("state:open", "state:open ổ gà", Sort::Due, Sort::Relevance),
            ("", "\"nước: bẩn\"", Sort::Due, Sort::Relevance),
            ("", "-rác state:open OR state:closed", Sort::Due, Sort::Due),
            ("", "rác", Sort::Newest, Sort::Newest),
            // Chosen for words.
            ("rác", "rác thải", Sort::Due, Sort::Due),
            ("rác", "rác thải", Sort::Relevance, Sort::Relevance),
            ("rác state:open", "state:open", Sort::Relevance, Sort::Due),
            ("rác", "", Sort::Newest, Sort::Newest),
        ] {
            assert_eq!(order(before, now, sort), expect, "{before} → {now}");
        }
    }

    #[test]
    fn terms_keep_quotes_together() {
        let check = |query, expect: &[&str]| assert_eq!(terms(query), expect, "{query}");
        check("", &[]);
        check("  kind:complaint   \"sổ đỏ\" ", &["kind:complaint", "\"sổ đỏ\""]);
        check("area:\"Bến Nghé\" -assigned:none", &["area:\"Bến Nghé\"", "-assigned:none"]);
        check("\"chưa đóng lại", &["\"chưa đóng lại"]);
    }

    #[test]
    fn a_facet_is_added_and_taken_out() {
        let check = |query, field, value, expect| assert_eq!(toggle(query, field, value), expect, "{query}");
        check("", "kind", "complaint", "kind:complaint");
        check("\"sổ đỏ\"", "kind", "complaint", "\"sổ đỏ\" kind:complaint");
        check("kind:complaint \"sổ đỏ\"", "kind", "complaint", "\"sổ đỏ\"");
        check("kind:complaint", "kind", "question", "kind:complaint kind:question");
        check("area:\"Bến Nghé\" rác", "area", "Bến Nghé", "rác");
        check("rác", "area", "Bến Nghé", "rác area:\"Bến Nghé\"");
        check("status:open rác", "state", "open", "rác");
        // The opposite is another term.
        check("-kind:complaint", "kind", "complaint", "-kind:complaint kind:complaint");
    }

    #[test]
    fn toggling_twice_changes_nothing() {
        for query in ["", "rác", "status:open \"ổ gà\"", "-assigned:none due:<2d"] {
            assert_eq!(toggle(&toggle(query, "agency", "so-xay-dung"), "agency", "so-xay-dung"), query);
        }
    }

    #[test]
    fn a_term_is_taken_out_by_its_place() {
        assert_eq!(without("a \"b c\" d", 1), "a d");
        assert_eq!(without("a", 0), "");
        assert_eq!(without("a", 7), "a");
    }
}

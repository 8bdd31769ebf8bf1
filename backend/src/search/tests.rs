//! The index as its callers see it: agreement with the evaluation in memory, rights, pages, counts, and what it
//! does with a damaged directory.

use super::doc::{CaseDoc, Texts};
use super::eval::trial_case;
use super::schema::{Fields, Packed, VERSION};
use super::*;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::query::{Clock, Compiled, Context, FixedOffset, NoNames, Node, parse};
use hoiam_shared::text::abbr::Abbreviations;
use proptest::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

const NOW_MS: i64 = 1_000_000_000;
/// Far more than a machine under load takes; a test that ends here has found a fault.
const PATIENCE: Duration = Duration::from_secs(60);
const ONE: Options = Options { threads: 1, memory_bytes: 15_000_000 };

fn open(dir: &Path) -> Index {
    Index::open(dir, ONE).unwrap()
}

fn put(index: &Index, cases: &[CaseDoc]) {
    index.apply(cases.iter().cloned().map(|case| Change::Put(Box::new(case))).collect(), 1).unwrap();
}

fn compile(tree: &Node, words: &Abbreviations) -> Compiled {
    let clock = Clock { now_ms: NOW_MS, zone: &FixedOffset { minutes: 420 } };
    Compiled::new(tree, &Context { clock, me: Some(UserId(1)), names: &NoNames, words, typing: false })
}

fn find(index: &Index, query: &str, scope: &Scope, sort: Sort) -> SearchResult {
    let query = compile(&parse(query).unwrap(), &index.words());
    index
        .search(&SearchRequest {
            query: &query,
            scope,
            sort,
            after: None,
            limit: 100,
            facets: &[Facet::State, Facet::Area],
        })
        .unwrap()
}

fn ids(result: &SearchResult) -> Vec<i64> {
    result.hits.iter().map(|hit| hit.id).collect()
}

fn case(id: i64, text: &str) -> CaseDoc {
    CaseDoc { received_ms: id, ..trial_case(id, AgencyId(1), text) }
}

#[test]
fn rights_decide_hits_totals_facets_and_suggestions() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let mut cases = [case(1, "rác thải"), case(2, "rác thải kontainer"), case(3, "rác"), case(4, "rác thải")];
    cases[0].branch = vec![AgencyId(10), AgencyId(1)];
    cases[1].branch = vec![AgencyId(11), AgencyId(1)];
    cases[2].sealed = true;
    cases[2].code = "PA-2026-000003".to_owned();
    cases[3].public = false;
    cases[3].staff_texts = vec!["đã nhắc chủ quán".to_owned()];
    put(&index, &cases);
    let all = Scope::everything();
    let branch = |id| Scope { branches: Some(vec![AgencyId(id)]), sealed_branches: Some(Vec::new()), ..all.clone() };
    let check = |query: &str, scope: &Scope, expect: &[i64]| {
        let found = find(&index, query, scope, Sort::Received);
        assert_eq!(ids(&found), expect, "{query} {scope:?}");
        assert_eq!(found.total, expect.len() as u64);
        let counted: u64 = found.facets[0].counts.iter().map(|(_, n)| n).sum();
        assert_eq!(counted, found.total);
    };
    check("rac", &all, &[4, 3, 2, 1]);
    check("rac", &branch(1), &[4, 2, 1]);
    check("rac", &branch(10), &[1]);
    check("-rac", &branch(10), &[]);
    check("rac", &Scope { sealed_branches: Some(vec![AgencyId(1)]), ..all.clone() }, &[4, 3, 2, 1]);
    check("rac", &Scope::public(), &[2, 1]);
    check("nhac chu quan", &all, &[4]);
    check("nhac chu quan", &Scope { staff_texts: false, ..all.clone() }, &[]);
    // A slip is corrected by words one may see only.
    assert_eq!(find(&index, "kontaine", &all, Sort::Relevance).corrections.len(), 1);
    assert!(find(&index, "kontaine", &branch(10), Sort::Relevance).corrections.is_empty());
    let by_code = |query: &str, scope: &Scope| find(&index, query, scope, Sort::Relevance).by_code;
    assert_eq!(by_code("pa 2026 000003", &all), Some(3));
    assert_eq!(by_code("PA-2026-000003 state:closed", &all), Some(3));
    assert_eq!(by_code("PA-2026-000003", &branch(1)), None);
}

#[test]
fn pages_follow_each_other_in_every_order() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    // Due neither in their order nor against it, so that what is passed over matters.
    let cases: Vec<CaseDoc> = (0..500)
        .map(|n| CaseDoc {
            due_ms: (n % 3 > 0).then_some(n * 37 % 101),
            ..case(n, if n % 2 == 0 { "rác" } else { "đổ rác" })
        })
        .collect();
    // Two segments.
    put(&index, &cases[..200]);
    put(&index, &cases[200..]);
    for sort in [Sort::Relevance, Sort::Due, Sort::Received] {
        let query = compile(&parse("rac").unwrap(), &index.words());
        let scope = Scope::everything();
        let page = |after, limit| {
            index.search(&SearchRequest { query: &query, scope: &scope, sort, after, limit, facets: &[] }).unwrap()
        };
        let whole = ids(&page(None, 1_000));
        let (mut paged, mut after) = (Vec::new(), None);
        loop {
            let found = page(after, 7);
            paged.extend(ids(&found));
            after = found.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(whole.len(), cases.len(), "{sort:?}");
        assert_eq!(paged, whole, "{sort:?}");
    }
    let due = ids(&find(&index, "", &Scope::everything(), Sort::Due));
    let order: Vec<i64> = due.iter().map(|id| cases[*id as usize].due_ms.unwrap_or(i64::MAX)).collect();
    assert!(order.is_sorted());
    let mut soonest: Vec<i64> = cases.iter().filter_map(|case| case.due_ms).collect();
    soonest.sort_unstable();
    assert_eq!(order, soonest[..100]);
}

/// So many matches that the ranking skips blocks: it must show the same order as when it scores each.
#[test]
fn many_matches_are_ranked_and_paged_alike() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let text = |n: i64| match n % 997 {
        0 => "rác rác thải",
        1 => "thải rác ra đường",
        n if n % 5 == 0 => "racing",
        _ => "đống rác to",
    };
    put(&index, &(0..6_000).map(|n| case(n, text(n))).collect::<Vec<_>>());
    let query = compile(&parse("rac*").unwrap(), &index.words());
    let scope = Scope::everything();
    let page = |after, limit| {
        index
            .search(&SearchRequest { query: &query, scope: &scope, sort: Sort::Relevance, after, limit, facets: &[] })
            .unwrap()
    };
    let whole = page(None, 6_000);
    assert_eq!((whole.total, whole.hits.len()), (6_000, 6_000));
    assert_eq!(&ids(&whole)[..3], &[5_982, 4_985, 3_988]);
    let first = page(None, 10);
    assert_eq!(first.hits, whole.hits[..10]);
    assert_eq!(page(first.next, 10).hits, whole.hits[10..20]);
    // Into those that only begin alike and have no score.
    let at = whole.hits.iter().position(|hit| hit.key == 0).unwrap() - 5;
    let after = whole.hits[at - 1];
    assert_eq!(page(Some(After { key: after.key, id: after.id }), 10).hits, whole.hits[at..at + 10]);
}

#[test]
fn a_change_replaces_and_removes() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    put(&index, &[case(1, "rác"), case(2, "nước")]);
    index.apply(vec![Change::Put(Box::new(case(1, "điện"))), Change::Remove(2)], 7).unwrap();
    assert_eq!(ids(&find(&index, "", &Scope::everything(), Sort::Received)), [1]);
    assert_eq!(find(&index, "rac", &Scope::everything(), Sort::Received).total, 0);
    assert_eq!((index.checkpoint(), index.len()), (7, 1));
}

/// Counts of a list that was asked for before are right after what was in it changed, in the same segment and in others.
#[test]
fn counts_follow_changes() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let state = |id: i64, state| CaseDoc { state, ..case(id, "rác") };
    put(&index, &(0..200).map(|id| state(id, CaseState::ALL[id as usize % 3])).collect::<Vec<_>>());
    let count = |query: &str| {
        let found = find(&index, query, &Scope::everything(), Sort::Due);
        let mut counts = found.facets[0].counts.clone();
        counts.sort();
        (found.total, counts)
    };
    let named = |counts: &[(CaseState, u64)]| {
        let mut named: Vec<_> = counts.iter().map(|(state, n)| (state.code().to_owned(), *n)).collect();
        named.sort();
        named
    };
    let [first, second, third] = [CaseState::ALL[0], CaseState::ALL[1], CaseState::ALL[2]];
    let all =
        |counts: [u64; 3]| (counts.iter().sum(), named(&[(first, counts[0]), (second, counts[1]), (third, counts[2])]));
    assert_eq!(count(""), all([67, 67, 66]));
    assert_eq!(count(&format!("state:{}", first.code())), (67, named(&[(first, 67)])));
    index.apply(vec![Change::Put(Box::new(state(0, second))), Change::Remove(3), Change::Remove(2)], 2).unwrap();
    assert_eq!(count(""), all([65, 68, 65]));
    assert_eq!(count(&format!("state:{}", first.code())), (65, named(&[(first, 65)])));
    put(&index, &[state(300, third)]);
    assert_eq!(count(""), all([65, 68, 66]));
}

#[test]
fn what_ended_before_its_segments_were_joined_joins_them_when_it_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    put(&open(dir.path()), &[case(0, "rác")]);
    let unjoined = tantivy::Index::open_in_dir(dir.path()).unwrap();
    unjoined.tokenizers().register(Packed::NAME, Packed::default());
    let payload = unjoined.load_metas().unwrap().payload.unwrap();
    let mut writer: tantivy::IndexWriter = unjoined.writer_with_num_threads(1, ONE.memory_bytes).unwrap();
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    for id in 1..8 {
        writer.add_document(Fields::build().1.document(&case(id, "rác"), None)).unwrap();
        let mut commit = writer.prepare_commit().unwrap();
        commit.set_payload(&payload);
        commit.commit().unwrap();
    }
    assert_eq!(unjoined.searchable_segment_ids().unwrap().len(), 8);
    drop(writer);
    let index = open(dir.path());
    assert_eq!((index.checkpoint(), index.len()), (1, 8), "asked while it joins them");
    let began = Instant::now();
    while index.searcher().segment_readers().len() > 1 {
        assert!(began.elapsed() < PATIENCE, "they are joined, and shown");
        index.look_after().unwrap();
        std::thread::yield_now();
    }
    assert_eq!((index.checkpoint(), index.len()), (1, 8));
}

#[test]
fn the_checkpoint_survives_and_damage_starts_anew() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    index.apply(vec![Change::Put(Box::new(case(1, "rác")))], 42).unwrap();
    assert!(Index::open(dir.path(), ONE).is_err(), "a second writer is refused, not helped to an empty index");
    drop(index);
    let index = open(dir.path());
    assert_eq!((index.checkpoint(), index.len()), (42, 1));
    drop(index);
    let damages: [fn(&Path); 3] = [
        |dir| std::fs::write(dir.join("meta.json"), "{").unwrap(),
        |dir| {
            for file in
                std::fs::read_dir(dir).unwrap().flatten().filter(|f| f.path().extension().is_some_and(|e| e == "term"))
            {
                std::fs::remove_file(file.path()).unwrap();
            }
        },
        |dir| {
            let meta = std::fs::read_to_string(dir.join("meta.json")).unwrap();
            std::fs::write(dir.join("meta.json"), meta.replace(&format!("version\\\":{VERSION}"), "version\\\":0"))
                .unwrap();
        },
    ];
    for damage in damages {
        let index = open(dir.path());
        index.apply(vec![Change::Put(Box::new(case(1, "rác")))], 42).unwrap();
        drop(index);
        damage(dir.path());
        let index = open(dir.path());
        assert_eq!((index.checkpoint(), index.len()), (0, 0));
    }
}

#[test]
fn similar_cases_of_the_same_place_come_first() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let mut cases = [
        case(1, "Rác thải chất đống trước cổng trường tiểu học"),
        case(2, "Rac thai chat dong truoc cong truong tieu hoc"),
        case(3, "Mất nước sinh hoạt ba ngày"),
        case(4, "Rác thải chất đống trước cổng trường tiểu học"),
    ];
    cases[1].area = Some("79".to_owned());
    cases[3].public = false;
    put(&index, &cases);
    let to = SimilarTo {
        text: "rác thải chất đống ở cổng trường tiểu học",
        area: Some("79"),
        category: None,
        except: Some(9),
        now_ms: NOW_MS,
        limit: 5,
    };
    let found = |to: &SimilarTo<'_>, scope: &Scope| -> Vec<i64> {
        index.similar(to, scope).unwrap().into_iter().map(|s| s.id).collect()
    };
    assert_eq!(found(&to, &Scope::everything()), [2, 4, 1]);
    assert_eq!(found(&SimilarTo { except: Some(2), ..to }, &Scope::public()), [1]);
    assert_eq!(found(&SimilarTo { text: "hoàn toàn khác", ..to }, &Scope::everything()), Vec::<i64>::new());
}

#[test]
fn an_unaccented_query_is_read_as_people_write_it_here() {
    let dir = tempfile::tempdir().unwrap();
    let index = open(dir.path());
    let mut cases = vec![case(1, "khiếu nại đất đai"), case(2, "khiếu nại chậm"), case(3, "nai rừng, đất đai")];
    cases.push(CaseDoc { sealed: true, ..case(4, "tố cáo tham nhũng") });
    put(&index, &cases);
    let check = |query: &str, scope: &Scope, expect: Option<&str>| {
        let compiled = compile(&parse(query).unwrap(), &index.words());
        assert_eq!(index.reading(&compiled, scope).unwrap().as_deref(), expect, "{query}");
    };
    let all = Scope::everything();
    check("khieu nai dat dai", &all, Some("khiếu nại đất đai"));
    check("nai rung", &all, Some("nai rừng"));
    check("khieu nai 20/2008/ND-CP", &all, Some("khiếu nại 20/2008/ND-CP"));
    check("khiếu nại", &all, None);
    check("nai", &all, Some("nại"));
    check("xyz", &all, None);
    check("tham nhung", &all, Some("tham nhũng"));
    check("tham nhung", &Scope::public(), None);
}

/// Few words, so that chance meets them often: with and without marks, pairs, an abbreviation, a document.
const WORDS: [&str; 12] =
    ["đất", "dat", "dắt", "sổ", "đỏ", "so", "UBND", "ủy ban nhân dân", "20/2008/NĐ-CP", "tieengs", "tiếng", "rác."];

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..6).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn any_case()(
        texts in (text(), text(), text()),
        kind in proptest::sample::select(CaseKind::ALL),
        state in proptest::sample::select(CaseState::ALL),
        channel in proptest::sample::select(Channel::ALL),
        flags in proptest::sample::subsequence(Flag::ALL, 0..3),
        who in (1i64..4, proptest::option::of(1i64..3)),
        place in (proptest::option::of(0..3), proptest::option::of(0..2)),
        days in (-4i64..4, proptest::option::of(-4i64..4), proptest::option::of(-4i64..4)),
        counts in (proptest::option::of(1u8..6), 0u32..3, 0u32..3, 0u32..3),
        marks in (any::<bool>(), proptest::option::of(any::<bool>())),
    ) -> CaseDoc {
        let at = |day: i64| NOW_MS + day * 86_400_000;
        CaseDoc {
            kind, state, channel, flags,
            code: format!("PA-2026-00000{}", who.0),
            branch: vec![AgencyId(who.0), AgencyId(1)],
            assignee: who.1.map(UserId),
            area: place.0.map(|n| format!("a{n}")),
            province: place.0.map(|_| "p".to_owned()),
            category: place.1.map(|n| format!("c{n}")),
            received_ms: at(days.0),
            due_ms: days.1.map(at),
            answered_ms: days.2.map(at),
            accepted_ms: days.1.map(at),
            first_answered_ms: days.2.map(at),
            appeal: counts.3 % 2 == 1,
            on_time: marks.1,
            rating: counts.0,
            transfers: counts.1,
            reopened: counts.2,
            bounces: counts.3,
            sealed: marks.0,
            texts: Texts { title: texts.0, body: texts.1, ..Texts::default() },
            staff_texts: vec![texts.2],
            ..trial_case(0, AgencyId(who.0), "")
        }
    }
}

fn query() -> impl Strategy<Value = String> {
    let test = proptest::sample::select(
        &[
            "kind:complaint",
            "state:open",
            "state:late",
            "state:closed",
            "state:done",
            "channel:phone",
            "flag:spam",
            "agency:2",
            "desk:2",
            "area:a1",
            "area:p",
            "category:c0",
            "assigned:me",
            "assigned:none",
            "code:PA-2026-000002",
            "due:overdue",
            "due:<2d",
            "due:>1d",
            "due:none",
            "received:<1d",
            "received:1970-01-12",
            "answered:any",
            "answered:none",
            "rating:<3",
            "rating:none",
            "transfers:>0",
            "reopened:no",
            "bounces:1..2",
            "accepted:no",
            "replied:yes",
            "appeal:yes",
            "sealed:yes",
            "on_time:yes",
            "on_time:no",
            "site:1",
            "agency:no-such",
        ][..],
    )
    .prop_map(str::to_owned);
    let word = proptest::sample::select(
        &[
            "đất",
            "dat",
            "dất",
            "so do",
            "ubnd",
            "uy ban nhan dan",
            "20/2008/NĐ-CP",
            "2008",
            "tiếng",
            "tieengs",
            "ti*",
            "rac",
            "nhan",
        ][..],
    )
    .prop_map(str::to_owned);
    let phrase = proptest::sample::select(
        &["\"sổ đỏ\"", "\"so do\"", "\"đất\"", "\"uy ban nhan\"", "\"nhân dân sổ đỏ\"", "\"rac dat\"", "\"tiếng\""][..],
    )
    .prop_map(str::to_owned);
    prop_oneof![3 => test, 3 => word, 2 => phrase].prop_recursive(3, 10, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| all.join(" ")),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" OR "))),
            inner.prop_map(|one| format!("-({one})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    /// The index and the memory find the same cases, whatever is asked.
    #[test]
    fn index_and_memory_agree(
        cases in proptest::collection::vec(any_case(), 1..40),
        queries in proptest::collection::vec(query(), 40),
    ) {
        let dir = tempfile::tempdir().unwrap();
        let index = open(dir.path());
        let cases: Vec<CaseDoc> = cases.into_iter().zip(0..).map(|(case, id)| CaseDoc { id, ..case }).collect();
        put(&index, &cases[..cases.len() / 2]);
        put(&index, &cases[cases.len() / 2..]);
        let words = index.words();
        for text in queries {
            let query = compile(&parse(&text).unwrap(), &words);
            let expect: Vec<i64> = cases.iter().filter(|case| case.matches(&query)).map(|case| case.id).collect();
            for sort in [Sort::Relevance, Sort::Received] {
                let found = find(&index, &text, &Scope::everything(), sort);
                let mut got = ids(&found);
                got.sort_unstable();
                prop_assert_eq!(&got, &expect, "{} {:?}", text, sort);
                prop_assert_eq!(found.total, expect.len() as u64);
            }
        }
    }
}

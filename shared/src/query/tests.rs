//! Reading, printing and refusing queries.

use super::*;
use crate::Lang;
use crate::case::event::Flag;
use crate::case::{CaseKind, CaseState, Channel};
use proptest::prelude::*;

#[test]
fn reads_and_prints() {
    let check = |text: &str, expect: &str| {
        let node = parse(text).unwrap_or_else(|e| panic!("{text}: {e}"));
        assert_eq!(node.to_string(), expect, "{text}");
        assert_eq!(parse(expect).as_ref(), Ok(&node), "{text}");
    };
    check("", "");
    check("  khieu   nai ", "khieu nai");
    check("status:open", "state:open");
    check("kind:complaint,question", "kind:complaint OR kind:question");
    check("received:2026-11-22T10:15..2026-11-23", "received:2026-11-22T10:15..2026-11-23");
    check("a kind:complaint,question", "a (kind:complaint OR kind:question)");
    check("a b OR c d", "a b OR c d");
    check("(a OR b) c", "(a OR b) c");
    check("(a OR b - ) c", "(a OR b -) c");
    check("((a)) (b c)", "a b c");
    check("-(a b) -x", "-(a b) -x");
    check("--a", "a");
    check("“sổ đỏ”  \"  hư   hỏng \"", "\"sổ đỏ\" \"hư hỏng\"");
    check("due:<2d received:2026-01..2026-03 rating:<3", "due:<2d received:2026-01..2026-03 rating:<=2");
    check("transfers:>1 reopened:yes rating:4..4", "transfers:>=2 reopened:>=1 rating:4");
    check("code:\"HA 26\" category:\"a,b\"", "code:\"HA 26\" category:\"a,b\"");
    check("code:\"//a\"", "code:\"//a\"");
    check("Lưu ý: họp 14:30 tại http://x.vn - gấp", "Lưu ý: họp 14:30 tại http://x.vn - gấp");
    check("khie* *", "khie*");
    check("-*", "-*");
    check("tel: 0912", "tel 0912");
    check("or and not", "or and not");
}

#[test]
fn says_where_and_what_is_allowed() {
    let check = |text: &str, column: usize, fault: QueryFault, allowed: &str| {
        let error = parse(text).expect_err(text);
        assert_eq!((error.column, error.fault), (column, fault), "{text}");
        assert!(allowed.is_empty() || error.allowed.iter().any(|a| a == allowed), "{text}: {:?}", error.allowed);
        for &lang in Lang::ALL {
            assert!(!error.text(lang).contains('{'), "{}", error.text(lang));
        }
    };
    check("đường stat:open", 7, QueryFault::UnknownField, "state");
    check("state:opne", 7, QueryFault::BadValue, "open");
    check("kind:complaint,foo", 16, QueryFault::BadValue, "question");
    check("a kind:", 3, QueryFault::MissingValue, "complaint");
    check("received:overdue", 10, QueryFault::BadValue, "2026-11");
    check("due:2026-13", 5, QueryFault::BadValue, "<2d");
    check("rating:x", 8, QueryFault::BadValue, "<3");
    check("transfers:none", 11, QueryFault::BadValue, "0");
    check("a \"b", 3, QueryFault::OpenQuote, "");
    check("(a OR b", 1, QueryFault::OpenGroup, "");
    check("a) b", 2, QueryFault::ExtraParenthesis, "");
    check("a OR", 3, QueryFault::Nothing, "");
    check("OR a", 1, QueryFault::Nothing, "");
    check("-OR", 1, QueryFault::Nothing, "");
    check("()", 1, QueryFault::Nothing, "");
    check(&"(".repeat(40), 18, QueryFault::TooDeep, "16");
    check(&"a ".repeat(200), 257, QueryFault::TooMany, "128");
    check(&"a".repeat(1001), 1001, QueryFault::TooLong, "1000");
}

#[test]
fn says_what_was_probably_meant() {
    let check = |text: &str, expect: &str| {
        let error = parse(text).expect_err(text);
        assert_eq!(error.corrected(text).as_deref(), Some(expect), "{text}");
        assert!(error.text(Lang::En).ends_with(&format!("Did you mean “{}”?", error.meant.unwrap())), "{text}");
    };
    check("rác agncy:so-xay-dung", "rác agency:so-xay-dung");
    check("đường state:opne due:<2d", "đường state:open due:<2d");
    check("kind:complaint,tocao", "kind:complaint,denunciation");
    check("received:11/2026", "received:2026-11");
    check("han:<2d", "due:<2d");
    check("thuly:co traloi:homnay agncy:a", "accepted:yes answered:today agency:a");
    assert_eq!(parse("(a").expect_err("open").corrected("(a"), None);
}

#[test]
fn any_text_can_be_words() {
    let check = |text: &str, expect: &str| {
        let node = plain_text(text);
        assert_eq!(node.to_string(), expect, "{text}");
        assert_eq!(parse(expect), Ok(node), "{text}");
    };
    check("Kính gửi: \"UBND\" (gấp) -không OR kind:x !", "Kính gửi UBND gấp không kind x");
    check("...", "");
}

fn word() -> impl Strategy<Value = String> {
    "[a-zđấạư0-9][a-zđấạư0-9.,/!-]{0,6}[*]?".prop_filter("a word of the language's own", |w| w != "OR")
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9.-]{1,8}", "[a-zđ0-9,() ]{0,3}[a-z][,()đ][a-z]"]
        .prop_map(|n| n.split_whitespace().collect::<Vec<_>>().join(" "))
        .prop_filter("reserved", |n| n != "me" && n != "none" && !n.is_empty())
}

fn day() -> impl Strategy<Value = Day> {
    let part = |below: u8| proptest::option::of(1..below);
    let time = (0u8..24, 0u8..60, part(60)).prop_map(|(hour, minute, second)| Time { hour, minute, second });
    (1990u16..2050, part(13), part(29), proptest::option::of(time)).prop_map(|(year, month, day, time)| {
        let day = day.filter(|_| month.is_some());
        Day { year, month, day, time: time.filter(|_| day.is_some()) }
    })
}

fn period() -> impl Strategy<Value = Period> {
    let unit = || prop_oneof![Just(Unit::Hour), Just(Unit::Day), Just(Unit::Week)];
    prop_oneof![
        day().prop_map(|d| Period::Between(Some(d), Some(d))),
        day().prop_map(|d| Period::Between(Some(d), None)),
        day().prop_map(|d| Period::Between(None, Some(d))),
        (0u32..999, unit()).prop_map(|(n, u)| Period::Within(n, u)),
        (0u32..999, unit()).prop_map(|(n, u)| Period::Beyond(n, u)),
        (-1i8..2).prop_map(Period::DayFromToday),
        Just(Period::ThisMonth),
        Just(Period::LastMonth),
        Just(Period::ThisYear),
        Just(Period::Any),
    ]
}

fn test() -> impl Strategy<Value = Test> {
    let from = proptest::sample::select::<CaseState>;
    prop_oneof![
        proptest::sample::select(CaseKind::ALL).prop_map(Test::Kind),
        from(CaseState::ALL).prop_map(|s| Test::State(StateValue::One(s))),
        Just(Test::State(StateValue::Open)),
        Just(Test::State(StateValue::Late)),
        proptest::sample::select(Channel::ALL).prop_map(Test::Channel),
        proptest::sample::select(Flag::ALL).prop_map(Test::Flag),
        name().prop_map(Test::Agency),
        name().prop_map(Test::Desk),
        name().prop_map(Test::Area),
        name().prop_map(Test::Code),
        name().prop_map(|n| Test::Assigned(Assigned::Login(n))),
        Just(Test::Assigned(Assigned::None)),
        (proptest::sample::select(TimeField::ALL), period()).prop_map(|(f, p)| Test::Time(f, p)),
        Just(Test::Time(TimeField::Due, Period::Overdue)),
        (proptest::sample::select(NumberField::ALL), 0u32..9, 0u32..9)
            .prop_map(|(f, a, b)| Test::Number(f, Numbers::Between(Some(a.min(b)), Some(a.max(b))))),
        (proptest::sample::select(NumberField::ALL), 0u32..9)
            .prop_map(|(f, a)| Test::Number(f, Numbers::Between(None, Some(a)))),
        Just(Test::Number(NumberField::Rating, Numbers::None)),
        any::<bool>().prop_map(Test::OnTime),
    ]
}

fn tree() -> impl Strategy<Value = Node> {
    let leaf = prop_oneof![
        3 => word().prop_map(Node::Text),
        1 => (word(), word()).prop_map(|(a, b)| Node::Phrase(format!("{a} {b}"))),
        3 => test().prop_map(Node::Is),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Node::and),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Node::or),
            inner.prop_map(Node::not),
        ]
    })
}

proptest! {
    #[test]
    fn the_printed_form_reads_back(node in tree()) {
        let printed = node.to_string();
        prop_assume!(printed.chars().count() <= crate::limits::QUERY_CHARS);
        prop_assert_eq!(parse(&printed), Ok(node), "{}", printed);
    }

    #[test]
    fn no_text_breaks_the_parser(text in "[a-zđ:\"() ORkind<>.,*0-9-]{0,40}") {
        if let Ok(node) = parse(&text) {
            prop_assert_eq!(parse(&node.to_string()), Ok(node));
        }
        let words = plain_text(&text);
        prop_assert_eq!(parse(&words.to_string()), Ok(words));
    }
}

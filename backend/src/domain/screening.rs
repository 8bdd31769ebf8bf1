//! Automatic screening: what a moderator should look at, noticed from the text alone. A flag never decides.

use super::personal;
use hoiam_shared::case::CaseKind;
use hoiam_shared::case::event::Flag;
use hoiam_shared::text;
use memchr::memmem;
use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::sync::{LazyLock, Mutex};

/// Insults as folded syllables, matched as whole runs of words. Folding makes some harmless words look alike,
/// so only runs that stay insults when folded are here.
const INSULTS: &[&str] = &[
    "do ngu",
    "lu ngu",
    "thang cho",
    "do cho",
    "do khon",
    "khon nan",
    "mat day",
    "do mat day",
    "cho ma",
    "dit me",
    "me kiep",
    "vo hoc",
    "suc vat",
    "lu an hai",
    "do an hai",
    "lu sau mot",
    "bon cho",
    "idiot",
    "idiots",
    "bastard",
    "bastards",
    "scum",
    "moron",
    "morons",
];

/// Marks of advertising, folded.
const ADVERTISING: &[&str] = &[
    "vay tien nhanh",
    "ca do",
    "nha cai",
    "casino",
    "khuyen mai",
    "mua ngay",
    "inbox",
    "zalo mua",
    "giam gia soc",
    "click here",
    "buy now",
    "lo de",
    "tai xiu",
    "keo nha cai",
    "ho tro vay",
    "bitcoin",
];

/// Runs of words that point at another legal track.
const COMPLAINT_MARKS: &[&str] = &["khieu nai quyet dinh", "don khieu nai", "khong dong y voi quyet dinh"];
const DENUNCIATION_MARKS: &[&str] = &["to cao hanh vi", "don to cao", "nhan hoi lo", "tham o", "tham nhung"];

/// Words that say that a number is a bank account.
const ACCOUNT_MARKS: &[&str] = &["stk", "so tai khoan", "tai khoan", "account", "ngan hang"];

/// What a run of words hints at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hint {
    Insult,
    Advertising,
    Complaint,
    Denunciation,
    Account,
}

/// Every run, under its first word: a text is read once, whatever the number of runs.
static RUNS: LazyLock<HashMap<&str, Vec<(&str, Hint)>>> = LazyLock::new(|| {
    let mut by_first: HashMap<&str, Vec<(&str, Hint)>> = HashMap::new();
    for (hint, runs) in [
        (Hint::Insult, INSULTS),
        (Hint::Advertising, ADVERTISING),
        (Hint::Complaint, COMPLAINT_MARKS),
        (Hint::Denunciation, DENUNCIATION_MARKS),
        (Hint::Account, ACCOUNT_MARKS),
    ] {
        for &run in runs {
            by_first.entry(run.split(' ').next().unwrap_or(run)).or_default().push((run, hint));
        }
    }
    by_first
});

/// The hints in a folded text.
fn hints(folded: &str) -> Vec<Hint> {
    let mut hints = Vec::new();
    let mut at = 0;
    for word in folded.split(' ') {
        let rest = &folded[at..];
        let begins = |run: &str| rest.strip_prefix(run).is_some_and(|after| after.is_empty() || after.starts_with(' '));
        for (run, hint) in RUNS.get(word).into_iter().flatten() {
            if begins(run) && !hints.contains(hint) {
                hints.push(*hint);
            }
        }
        at += word.len() + 1;
    }
    hints
}

/// What the text alone shows. `folded` is the body as [`text::fold`] gives it.
pub fn flags(kind: CaseKind, title: &str, body: &str, folded: &str) -> Vec<Flag> {
    let whole = format!("{title}\n{body}");
    let hints = hints(&format!("{} {folded}", text::fold(title)));
    let has = |hint| hints.contains(&hint);
    let mut flags = Vec::new();
    let numbers = personal::numbers(&whole);
    let number = |flag| numbers.iter().any(|(_, found)| *found == flag);
    for (flag, found) in [
        (Flag::IdCard, number(Flag::IdCard)),
        (Flag::Phone, number(Flag::Phone)),
        (Flag::BankAccount, number(Flag::BankAccount) && has(Hint::Account)),
        (Flag::Email, !personal::emails(&whole).is_empty()),
        (Flag::Insult, has(Hint::Insult)),
        (Flag::Spam, links(&whole) > 2 || has(Hint::Advertising)),
        (Flag::WrongKind, wrong_kind(kind, has(Hint::Complaint), has(Hint::Denunciation))),
        (Flag::Unreadable, unreadable(&whole)),
    ] {
        if found {
            flags.push(flag);
        }
    }
    flags
}

/// Whether a text speaks of bank accounts: then a long number may be one.
pub fn speaks_of_accounts(text: &str) -> bool {
    hints(&text::fold(text)).contains(&Hint::Account)
}

/// How many links stand in a text.
pub fn links(text: &str) -> usize {
    ["http://", "https://", "www."].iter().map(|start| memmem::find_iter(text.as_bytes(), start).count()).sum()
}

fn wrong_kind(kind: CaseKind, complaint: bool, denunciation: bool) -> bool {
    match kind {
        CaseKind::Complaint => denunciation && !complaint,
        CaseKind::Denunciation => complaint && !denunciation,
        _ => complaint || denunciation,
    }
}

/// No letters to speak of, or shouted from end to end, or one character held down.
fn unreadable(text: &str) -> bool {
    let (mut letters, mut shown, mut upper) = (0, 0, 0);
    let (mut longest, mut run, mut last) = (0, 0, '\0');
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        shown += 1;
        if !text::is_word(c) {
            continue;
        }
        run = if c == last { run + 1 } else { 1 };
        last = c;
        longest = longest.max(run);
        letters += usize::from(!c.is_numeric());
        upper += usize::from(c.is_uppercase());
    }
    letters * 3 < shown || (letters >= 40 && upper * 10 > letters * 9) || longest >= 12
}

/// Remembers what was sent a short while ago on this node, by digest only.
#[derive(Debug, Default)]
pub struct Recent(Mutex<Seen>);

/// Digests of texts: in the order they came, and how often each is there.
#[derive(Debug, Default)]
struct Seen {
    order: VecDeque<(i64, u64)>,
    times: HashMap<u64, u32>,
}

impl Recent {
    const WINDOW_MS: i64 = 600_000;
    const MOST: usize = 20_000;

    /// Whether the same words came within the last ten minutes; remembers these. The text is folded, so that accents,
    /// case and punctuation make no difference.
    pub fn seen(&self, folded: &str, now_ms: i64) -> bool {
        use std::hash::{DefaultHasher, Hash, Hasher};
        let mut hasher = DefaultHasher::new();
        folded.hash(&mut hasher);
        let digest = hasher.finish();
        let mut recent = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let Seen { order, times } = &mut *recent;
        while order.len() >= Self::MOST || order.front().is_some_and(|&(at, _)| at < now_ms - Self::WINDOW_MS) {
            let Some((_, old)) = order.pop_front() else { break };
            if let Entry::Occupied(mut entry) = times.entry(old) {
                *entry.get_mut() -= 1;
                if *entry.get() == 0 {
                    entry.remove();
                }
            }
        }
        order.push_back((now_ms, digest));
        let times = times.entry(digest).or_default();
        *times += 1;
        *times > 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_noticed() {
        let check = |body: &str, expect: &[Flag]| {
            assert_eq!(flags(CaseKind::Feedback, "", body, &text::fold(body)), expect, "{body}");
        };
        check("Rác chất đống trước cổng chợ Bình Tây ba ngày nay, không ai dọn.", &[]);
        check("Gọi cho tôi số 0912 345 678 hoặc +84 912.345.678", &[Flag::Phone]);
        check("CCCD 079 123 456 789 của tôi bị thu", &[Flag::IdCard]);
        check("Chuyển vào STK 1903 4567 8901 23 ngân hàng", &[Flag::BankAccount]);
        check("Thư tới an.nguyen@example.vn nhé, chờ trả lời", &[Flag::Email]);
        check("Lũ khốn nạn làm việc như thế này à", &[Flag::Insult]);
        check("Hỗ trợ vay tiền nhanh, xem http://a.vn http://b.vn http://c.vn", &[Flag::Spam]);
        check("Tôi tố cáo hành vi nhận hối lộ của cán bộ địa chính", &[Flag::WrongKind]);
        check("!!!!! ????? ..... 12345", &[Flag::Unreadable]);
        check("AAAAAAAAAAAAAAAAAAAA trời ơi", &[Flag::Unreadable]);
        // Numbers and words of everyday complaints are not personal data or insults.
        check("Từ ngày 12/11/2026 đến 20/11/2026, lúc 22 giờ 30, xe 51F-123.45 đỗ chắn lối", &[]);
        check("Con chó nhà bên cắn người, đã báo phường hai lần", &[]);
        check("Nợ 120.000.000 đồng tiền đền bù chưa trả", &[]);
    }

    #[test]
    fn the_same_words_again() {
        let recent = Recent::default();
        let seen = |text: &str, at| recent.seen(&text::fold(text), at);
        assert!(!seen("Rác chất đống", 0));
        assert!(seen("rac  chat DONG!", 1_000));
        assert!(!seen("Rác chất đống", 2_000_000));
    }
}

//! What a citizen can show for their case without us: a signed receipt, and with it the event of the filing and its way
//! up to a signed head. Everything is text that a person can read and a tool can check offline.

use super::chain;
use super::heads::{self, Head};
use super::merkle;
use super::note::{self, NoteError};
use crate::secrets::hex;
use crate::store::events::StoredEvent;

const RECEIPT: &str = "hoiam.receipt@v1";
const PROOF: &str = "hoiam.proof@v1";
/// Stands around the three parts, so that they are found in a file that says other things as well.
const RULE: &str = "-----";

/// What a receipt states. It follows from the filing alone, so it is the same whenever it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The tracking code.
    pub code: String,
    /// When it was received, RFC 3339.
    pub received: String,
    /// The kind.
    pub kind: String,
    /// Code of the agency it was sent to.
    pub agency: String,
    /// Until when an answer is due, RFC 3339; `-` without a clock.
    pub due: String,
    /// Digest of the citizen's words.
    pub words: String,
}

impl Statement {
    /// As it is signed, in the name of an installation.
    pub fn text(&self, origin: &str) -> String {
        let Self { code, received, kind, agency, due, words } = self;
        format!(
            "{RECEIPT}\n{origin}\ncode {code}\nreceived {received}\nkind {kind}\nagency {agency}\ndue {due}\nwords {words}\n"
        )
    }
}

/// The event of the filing and its way up to the head that covers it.
pub fn proof_text(event: &StoredEvent, previous: &str, head: &Head, hashes: &[String]) -> Option<String> {
    let leaves = heads::leaves(hashes)?;
    let seq = event.seq?;
    let index = usize::try_from(seq - head.from).ok()?;
    let path: Vec<String> = merkle::path(&leaves, index).iter().map(|hash| hex(hash)).collect();
    let StoredEvent { case_id, version, at_ms, actor, kind, data, words_sha256, .. } = event;
    Some(format!(
        "{PROOF}\nseq {seq}\nprevious {previous}\ncase {case_id}\nversion {version}\nat {at_ms}\nactor {actor}\nkind {kind}\n\
         data {data}\nwords {words_sha256}\npath {}\n",
        path.join(" ")
    ))
}

/// The parts of a file, one after the other.
pub fn file(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(&format!("{RULE}\n{part}"));
    }
    out.push_str(&format!("{RULE}\n"));
    out
}

/// What a file was found to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// What the receipt states.
    pub statement: Statement,
    /// The head that covers the filing, when the file has one.
    pub head: Option<Head>,
}

/// Why a file shows nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Nothing of the kind is in it.
    #[error("there is no receipt in it")]
    NoReceipt,
    /// A part is not signed as it should be.
    #[error("{part}: {error}")]
    Note {
        /// Which part.
        part: &'static str,
        /// What is wrong.
        error: NoteError,
    },
    /// A part cannot be read.
    #[error("{0} cannot be read")]
    Malformed(&'static str),
    /// The event is not the one that the receipt is about.
    #[error("the event is not that of the receipt: its {0} differs")]
    OtherEvent(&'static str),
    /// The event does not lead to the root of the head.
    #[error("the event is not under the signed head")]
    NotUnder,
}

fn part<'f>(file: &'f str, kind: &str) -> Option<&'f str> {
    let begin = format!("{RULE}\n{kind}\n");
    let at = file.find(&begin)? + RULE.len() + 1;
    let end = file[at..].find(&format!("\n{RULE}"))?;
    Some(&file[at..at + end + 1])
}

/// The fields of a part behind its first `skip` lines.
fn fields<'t>(text: &'t str, skip: usize) -> impl Fn(&str) -> Option<&'t str> + use<'t> {
    let lines: Vec<&str> = text.lines().skip(skip).collect();
    move |name| lines.iter().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '))
}

/// Checks a file with the published key, without asking anybody. A file whose filing is not under a head yet shows the
/// receipt alone.
pub fn check(file: &str, key: &str) -> Result<Shown, Flaw> {
    let file = file.replace("\r\n", "\n");
    let receipt = part(&file, RECEIPT).ok_or(Flaw::NoReceipt)?;
    let text = note::open(receipt, key).map_err(|error| Flaw::Note { part: "the receipt", error })?;
    let field = fields(text, 2);
    let said = |name: &str| field(name).map(str::to_owned).ok_or(Flaw::Malformed("the receipt"));
    let statement = Statement {
        code: said("code")?,
        received: said("received")?,
        kind: said("kind")?,
        agency: said("agency")?,
        due: said("due")?,
        words: said("words")?,
    };
    let (Some(proof), Some(head)) = (part(&file, PROOF), part(&file, heads::KIND)) else {
        return Ok(Shown { statement, head: None });
    };
    let text = note::open(head, key).map_err(|error| Flaw::Note { part: "the head", error })?;
    let head = Head::parse(text).ok_or(Flaw::Malformed("the head"))?;
    under(proof, &statement, &head)?;
    Ok(Shown { statement, head: Some(head) })
}

/// That the event is that of the filing, and under the root of the head.
fn under(proof: &str, statement: &Statement, head: &Head) -> Result<(), Flaw> {
    let field = fields(proof, 1);
    let said = |name: &str| field(name).map(str::to_owned).ok_or(Flaw::Malformed("the proof"));
    let number = |name: &str| said(name)?.parse::<i64>().map_err(|_| Flaw::Malformed("the proof"));
    let event = StoredEvent {
        case_id: number("case")?,
        version: number("version")?,
        at_ms: number("at")?,
        actor: said("actor")?,
        kind: said("kind")?,
        data: said("data")?,
        words_sha256: said("words")?,
        seq: Some(number("seq")?),
        hash: None,
    };
    if event.words_sha256 != statement.words {
        return Err(Flaw::OtherEvent("words"));
    }
    if hoiam_shared::Stamp(event.at_ms).to_rfc3339() != statement.received {
        return Err(Flaw::OtherEvent("time"));
    }
    let seq = event.seq.unwrap_or_default();
    let hash = chain::link(&said("previous")?, seq, &event);
    let path: Option<Vec<merkle::Hash>> = said("path")?.split_whitespace().map(merkle::from_hex).collect();
    let path = path.ok_or(Flaw::Malformed("the proof"))?;
    let leaf = merkle::from_hex(&hash).ok_or(Flaw::NotUnder)?;
    let index = usize::try_from(seq - head.from).map_err(|_| Flaw::NotUnder)?;
    match merkle::root_by(&leaf, index, head.count(), &path) {
        Some(root) if hex(&root) == head.root => Ok(()),
        _ => Err(Flaw::NotUnder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::heads::root_of;
    use hoiam_shared::Stamp;
    use ring::signature::{Ed25519KeyPair, KeyPair};

    const ORIGIN: &str = "hoiam.example";

    fn pair() -> Ed25519KeyPair {
        Ed25519KeyPair::from_seed_unchecked(&[5; 32]).unwrap()
    }

    fn sign(text: &str) -> String {
        let pair = pair();
        note::signed(text, ORIGIN, pair.public_key().as_ref(), |text| pair.sign(text).as_ref().to_vec())
    }

    /// A ledger of five events, the third of them the filing.
    fn made() -> (String, String) {
        let at = Stamp(1_795_316_400_000);
        let event = |seq: i64| StoredEvent {
            case_id: seq * 7,
            version: 1,
            at_ms: at.0,
            actor: "citizen".into(),
            kind: "received".into(),
            data: format!("{{\"n\":{seq}}}"),
            words_sha256: "ab".repeat(32),
            seq: Some(seq),
            hash: None,
        };
        let mut hashes: Vec<String> = Vec::new();
        for seq in 1..6 {
            let before = hashes.last().cloned().unwrap_or_default();
            hashes.push(chain::link(&before, seq, &event(seq)));
        }
        let root = root_of(&hashes).unwrap();
        let head = Head { from: 1, to: 5, at, chain: hashes[4].clone(), root, previous: "-".into() };
        let statement = Statement {
            code: "HA-26-7KQ4M-2XD9".into(),
            received: at.to_rfc3339(),
            kind: "feedback".into(),
            agency: "H29".into(),
            due: "-".into(),
            words: "ab".repeat(32),
        };
        let proof = proof_text(&event(3), &hashes[1], &head, &hashes).unwrap();
        let parts = [sign(&statement.text(ORIGIN)), proof, sign(&head.text(ORIGIN))];
        (format!("BIÊN NHẬN\n\n{}", file(&parts)), note::key_text(ORIGIN, pair().public_key().as_ref()))
    }

    #[test]
    fn a_whole_file_shows_that_the_filing_is_in_the_ledger() {
        let (file, key) = made();
        let shown = check(&file, &key).unwrap();
        assert_eq!(shown.statement.code, "HA-26-7KQ4M-2XD9");
        assert_eq!(shown.head.map(|head| head.to), Some(5));
        assert_eq!(check(&file.replace('\n', "\r\n"), &key).map(|shown| shown.statement.kind), Ok("feedback".into()));
    }

    #[test]
    fn whatever_is_changed_is_noticed() {
        let (file, key) = made();
        let check = |from: &str, to: &str, expect: Flaw| {
            assert!(file.contains(from), "{from}");
            assert_eq!(super::check(&file.replacen(from, to, 1), &key), Err(expect), "{from}");
        };
        let note = |part, error| Flaw::Note { part, error };
        check("code HA-26", "code HA-27", note("the receipt", NoteError::Changed));
        check("events 1 5", "events 1 6", note("the head", NoteError::Changed));
        check("data {\"n\":3}", "data {\"n\":4}", Flaw::NotUnder);
        check("seq 3", "seq 4", Flaw::NotUnder);
        check("case 21", "case 22", Flaw::NotUnder);
        check("at 1795316400000", "at 1795316400001", Flaw::OtherEvent("time"));
        check("path ", "path zz", Flaw::Malformed("the proof"));
        check("hoiam.receipt@v1", "something else", Flaw::NoReceipt);
        assert_eq!(
            super::check(&file, "hoiam.example+00000000+AAAA"),
            Err(note("the receipt", NoteError::Malformed)),
            "another key"
        );
    }
}

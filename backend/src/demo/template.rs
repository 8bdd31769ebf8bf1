//! Sentences with places to fill, read from the data files once and filled without formatting machinery:
//! hundreds of thousands are made per second.

use super::rng::Rng;

/// A sentence in pieces.
#[derive(Debug, Clone)]
pub struct Template(Vec<Piece>);

#[derive(Debug, Clone)]
enum Piece {
    Text(&'static str),
    Slot(u8),
}

/// Lists that slots are filled from.
#[derive(Debug, Clone)]
pub struct Fillers {
    pub streets: Vec<&'static str>,
    pub landmarks: Vec<Template>,
    pub names: Vec<&'static str>,
    pub times: Vec<&'static str>,
    pub since: Vec<Template>,
    pub money: Vec<&'static str>,
    pub fees: Vec<&'static str>,
}

/// Where and when a story takes place: the same for all its sentences.
#[derive(Debug, Clone)]
pub struct Scene<'a> {
    pub fillers: &'a Fillers,
    pub street: &'a str,
    pub number: u32,
    pub alley: u32,
    pub commune: &'a str,
    pub province: &'a str,
    pub landmark: &'a Template,
    pub landmark_name: &'a str,
    pub time: &'a str,
    pub since: &'a Template,
    pub what: &'a str,
    /// The agency that holds the case, and another.
    pub agency: &'a str,
    pub other: &'a str,
    /// The day an official text speaks of: day, month, year.
    pub date: (i64, i64, i64),
    /// What the agency did.
    pub did: Option<&'a Template>,
}

impl Template {
    /// Reads `{x}` places; everything else is text.
    pub fn parse(text: &'static str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            let (before, after) = rest.split_at(open);
            let slot = after.as_bytes().get(1).copied().filter(|_| after.as_bytes().get(2) == Some(&b'}'));
            let Some(slot) = slot else { break };
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            pieces.push(Piece::Slot(slot));
            rest = &after[3..];
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        Self(pieces)
    }

    /// Writes the sentence.
    pub fn write(&self, out: &mut String, scene: &Scene<'_>, rng: &mut Rng) {
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot) => scene.slot(*slot, out, rng),
            }
        }
    }
}

impl Scene<'_> {
    fn slot(&self, slot: u8, out: &mut String, rng: &mut Rng) {
        match slot {
            b's' => out.push_str(self.street),
            b'n' => push(out, self.number),
            b'h' => {
                out.push_str("hẻm ");
                push(out, self.alley);
            }
            b'c' => out.push_str(self.commune),
            b'p' => out.push_str(self.province),
            b'l' => self.landmark.write(out, self, rng),
            b'v' => out.push_str(self.landmark_name),
            b't' => out.push_str(self.time),
            b'd' => self.since.write(out, self, rng),
            b'w' => out.push_str(self.what),
            b'a' => out.push_str(self.agency),
            b'b' => out.push_str(self.other),
            b'q' => push(out, 2 + rng.below(28) as u32),
            b'm' => out.push_str(rng.pick::<&str>(&self.fillers.money)),
            b'e' => out.push_str(rng.pick::<&str>(&self.fillers.fees)),
            b'k' => push_date(out, self.date),
            b'o' => {
                push(out, 100 + rng.below(9000) as u32);
                out.push_str(rng.pick::<&str>(&["/UBND-NC", "/QĐ-UBND", "/TB-UBND", "/SXD-TTr", "/BC-TTr"]));
            }
            b'x' => {
                push(out, 11 + rng.below(88) as u32);
                out.push(char::from(b'A' + rng.below(8) as u8));
                out.push('-');
                push(out, 100 + rng.below(900) as u32);
                out.push('.');
                push(out, 10 + rng.below(90) as u32);
            }
            b'f' => {
                if let Some(did) = self.did {
                    did.write(out, self, rng);
                }
            }
            // A place nobody fills stays visible, so that the test finds it.
            other => out.extend(['{', char::from(other), '}']),
        }
    }
}

/// Appends a number.
pub fn push(out: &mut String, n: u32) {
    if n >= 10 {
        push(out, n / 10);
    }
    out.push(char::from(b'0' + (n % 10) as u8));
}

fn push_date(out: &mut String, (year, month, day): (i64, i64, i64)) {
    for (part, sign) in [(day, "/"), (month, "/")] {
        if part < 10 {
            out.push('0');
        }
        push(out, part as u32);
        out.push_str(sign);
    }
    push(out, year as u32);
}

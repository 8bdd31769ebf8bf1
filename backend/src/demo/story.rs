//! One case as it is written: what it is about, where, in whose hand. Near-duplicates share the scene of an
//! earlier case and differ in hand and often in words.

use super::atlas::Atlas;
use super::noise::Hand;
use super::rng::Rng;
use super::season::category_weight;
use super::template::{Scene, Template};
use super::texts::Texts;
use hoiam_shared::Lang;
use hoiam_shared::case::{CaseKind, Channel};
use hoiam_shared::limits;

/// What a case is about; the same for all reports of one event.
#[derive(Debug, Clone)]
pub struct Plot {
    pub kind: CaseKind,
    pub language: Lang,
    pub province: usize,
    pub commune: Option<usize>,
    pub leaf: usize,
    /// Nothing but advertising.
    pub spam: bool,
    /// The numbers its sentences are chosen by.
    words: Rng,
}

/// Kinds with their share of a thousand; requests about personal data have their law since 2026.
const KINDS: [(CaseKind, u32); 8] = [
    (CaseKind::Feedback, 640),
    (CaseKind::Question, 125),
    (CaseKind::Suggestion, 95),
    (CaseKind::Complaint, 60),
    (CaseKind::Denunciation, 20),
    (CaseKind::Compliment, 40),
    (CaseKind::Petition, 8),
    (CaseKind::DataRequest, 12),
];

/// How cases come in, in thousandths.
const CHANNELS: [(Channel, u32); 7] = [
    (Channel::Widget, 560),
    (Channel::Portal, 200),
    (Channel::Phone, 110),
    (Channel::InPerson, 50),
    (Channel::Email, 40),
    (Channel::Api, 25),
    (Channel::Paper, 15),
];

fn share<T: Copy>(table: &[(T, u32)], rng: &mut Rng) -> T {
    let mut at = rng.below(1000) as u32;
    for (value, share) in table {
        if at < *share {
            return *value;
        }
        at -= share;
    }
    table[0].0
}

/// Running totals of the categories for each month.
pub fn category_totals(atlas: &Atlas) -> Vec<Vec<u32>> {
    let month = |month: i64| {
        let mut total = 0;
        let weights = atlas.leaves.iter().map(|leaf| category_weight(&leaf.code, month));
        weights
            .map(|weight| {
                total += weight;
                total
            })
            .collect()
    };
    (1..=12).map(month).collect()
}

impl Plot {
    /// Thinks of one for a case filed on a date.
    pub fn new(atlas: &Atlas, totals: &[Vec<u32>], mut rng: Rng, (year, month, _): (i64, i64, i64)) -> Self {
        let kind = match share(&KINDS, &mut rng) {
            CaseKind::DataRequest if year < 2026 => CaseKind::Feedback,
            kind => kind,
        };
        let province = rng.weighted(&atlas.province_totals);
        let communes = atlas.provinces[province].communes.clone();
        let commune = rng.in_thousand(880).then(|| communes.start + rng.below(communes.len()));
        let leaf = rng.weighted(&totals[(month - 1) as usize % 12]);
        let foreign = matches!(kind, CaseKind::Feedback | CaseKind::Question) && rng.in_thousand(35);
        let spam = kind == CaseKind::Feedback && !foreign && rng.in_thousand(14);
        let language = if foreign { Lang::En } else { Lang::Vi };
        Self { kind, language, province, commune, leaf, spam, words: rng }
    }

    /// The same event told by somebody else: three in ten copy the text, the others find their own words.
    pub fn retold(mut self, rng: &mut Rng) -> Self {
        if !rng.in_thousand(300) {
            self.words = rng.clone();
        }
        self
    }

    /// The scene of its sentences. `words` goes on where the plot was thought of, so it is the same each time.
    pub fn scene<'a>(&self, atlas: &'a Atlas, texts: &'a Texts, agency: &'a str, other: &'a str) -> Scene<'a> {
        let fillers = &texts.fillers;
        let mut rng = Rng::new(self.leaf as u64, self.province as u64 + 1, self.commune.map_or(0, |c| c as u64 + 1));
        let mut own = self.words.clone();
        // Streets of a commune are few, so that different cases meet in the same places.
        let place = rng.below(7) + own.below(5);
        let province = &atlas.provinces[self.province];
        Scene {
            fillers,
            street: fillers.streets[(self.commune.unwrap_or(self.province) * 11 + place * 7) % fillers.streets.len()],
            number: 1 + own.below(480) as u32,
            alley: 2 + own.below(300) as u32,
            commune: self.commune.map_or(province.name.as_str(), |c| atlas.communes[c].name.as_str()),
            province: &province.name,
            landmark: own.pick(&fillers.landmarks),
            landmark_name: own.pick::<&str>(&fillers.names),
            time: own.pick::<&str>(&fillers.times),
            since: own.pick(&fillers.since),
            what: &atlas.leaves[self.leaf].name,
            agency,
            other,
            date: (2026, 1, 1),
            did: None,
        }
    }

    /// Title and body as their author typed them.
    pub fn write(
        &self,
        atlas: &Atlas,
        texts: &Texts,
        scene: &Scene<'_>,
        hand: Hand,
        rng: &mut Rng,
    ) -> (String, String) {
        let mut words = self.words.clone();
        let (mut title, mut body) = (String::with_capacity(96), String::with_capacity(640));
        let say = |list: &[Template], out: &mut String, words: &mut Rng| {
            if !list.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                let from = out.len();
                words.pick(list).write(out, scene, words);
                capital(out, from);
            }
        };
        if self.spam {
            say(texts.of("spam"), &mut body, &mut words);
            say(texts.of("spam"), &mut title, &mut words);
        } else if self.language == Lang::En {
            say(texts.of("en-title"), &mut title, &mut words);
            say(texts.of("en-body"), &mut body, &mut words);
            say(texts.of("en-body"), &mut body, &mut words);
            say(texts.of("en-close"), &mut body, &mut words);
        } else if let CaseKind::Compliment | CaseKind::DataRequest = self.kind {
            let praise = self.kind == CaseKind::Compliment;
            say(texts.of(if praise { "title-compliment" } else { "title-data" }), &mut title, &mut words);
            say(texts.of(if praise { "compliment" } else { "data" }), &mut body, &mut words);
            say(texts.of("close"), &mut body, &mut words);
        } else if let Some(matter) = texts.matter(&atlas.leaves[self.leaf].code) {
            let (open, ask, own_title) = Texts::frame(self.kind);
            say(own_title.map_or(&matter.titles[..], |section| texts.of(section)), &mut title, &mut words);
            if words.in_thousand(700) || self.kind != CaseKind::Feedback {
                say(texts.of(open), &mut body, &mut words);
            }
            say(&matter.bodies, &mut body, &mut words);
            for chance in [600, 350] {
                if words.in_thousand(chance) {
                    say(texts.of("more"), &mut body, &mut words);
                }
            }
            if words.in_thousand(800) || self.kind != CaseKind::Feedback {
                say(texts.of(ask), &mut body, &mut words);
            }
            if words.in_thousand(550) {
                say(texts.of("close"), &mut body, &mut words);
            }
        }
        let mut body = hand.write(body, rng);
        let mut title = hand.write(title, rng);
        if hand == Hand::CutOff && rng.in_thousand(600) {
            body = body.to_lowercase();
            title = title.to_lowercase();
        }
        if let Some((at, _)) = title.char_indices().nth(limits::TITLE_CHARS) {
            title.truncate(at);
        }
        (title, body)
    }
}

/// A sentence that begins with something filled in begins with a capital all the same.
fn capital(out: &mut String, from: usize) {
    let begins = from == 0 || matches!(out[..from].trim_end().chars().next_back(), Some('.' | '!' | '?' | ':'));
    let first = out[from..].chars().next().filter(|c| begins && c.is_lowercase());
    if let Some(first) = first {
        let upper: String = first.to_uppercase().collect();
        out.replace_range(from..from + first.len_utf8(), &upper);
    }
}

/// How it came in.
pub fn channel(rng: &mut Rng) -> Channel {
    share(&CHANNELS, rng)
}

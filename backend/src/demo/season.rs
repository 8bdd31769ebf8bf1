//! When cases come in and what they are about then: growth, the week, the day, holidays, Tết, the rains.

use hoiam_shared::clock::{Compiled, Day, ExceptionKind};

const HOUR_MS: i64 = 3_600_000;

/// Share of each hour of the local day, in thousandths of the busiest.
const HOURS: [u32; 24] =
    [60, 30, 20, 15, 20, 60, 180, 420, 820, 1000, 960, 720, 480, 560, 760, 820, 740, 600, 480, 520, 580, 480, 300, 140];
/// Monday to Sunday.
const WEEK: [u32; 7] = [125, 112, 108, 105, 100, 58, 45];

/// The volume over the period as running totals per hour.
#[derive(Debug, Clone)]
pub struct Season {
    first_ms: i64,
    /// Running totals; the last is the volume of the whole period.
    totals: Vec<u64>,
    /// Length of the last, partial hour.
    end_ms: i64,
}

impl Season {
    /// The `months` (30 days each) before `now_ms`.
    pub fn new(calendar: &Compiled, months: u32, now_ms: i64) -> Self {
        let hours = i64::from(months.max(1)) * 30 * 24;
        let first_ms = now_ms - hours * HOUR_MS;
        let mut totals = Vec::with_capacity(hours as usize);
        let mut total = 0;
        for hour in 0..hours {
            let at_ms = first_ms + hour * HOUR_MS;
            let day = calendar.day_of(at_ms);
            let local = (calendar.wall_minute(at_ms) / 60) as usize % 24;
            let volume = u64::from(HOURS[local]) * u64::from(day_volume(calendar, day));
            // A service that becomes known: half as many again over the period.
            total += volume * (200 + 100 * hour as u64 / hours as u64);
            totals.push(total);
        }
        Self { first_ms, totals, end_ms: now_ms }
    }

    /// When case `index` of `count` comes in; ascending with the index.
    pub fn at(&self, index: u64, count: u64) -> i64 {
        let all = self.totals.last().copied().unwrap_or(1);
        let place = (u128::from(all) * (2 * u128::from(index) + 1) / (2 * u128::from(count.max(1)))) as u64;
        let hour = self.totals.partition_point(|&total| total <= place);
        let before = if hour == 0 { 0 } else { self.totals[hour - 1] };
        let within = self.totals.get(hour).map_or(1, |total| (total - before).max(1));
        let into_ms = (i128::from(HOUR_MS) * i128::from(place - before) / i128::from(within)) as i64;
        (self.first_ms + hour as i64 * HOUR_MS + into_ms).min(self.end_ms)
    }
}

/// How busy a day is, in percent of a plain Friday.
fn day_volume(calendar: &Compiled, day: Day) -> u32 {
    let (_, month, _) = day.civil();
    let rains = if (5..=10).contains(&month) { 125 } else { 100 };
    let off = calendar.exception(day).filter(|e| e.kind == ExceptionKind::Holiday);
    let holiday = match off {
        Some(e) if e.name_vi.contains("Tết") => 15,
        Some(_) => 40,
        None => 100,
    };
    WEEK[day.weekday()] * rains * holiday / 10_000
}

/// How much a category comes up in a month (1-12), beside its usual weight of 10.
pub fn category_weight(code: &str, month: i64) -> u32 {
    let rains = (5..=10).contains(&month);
    let usual = match code {
        "rac-thai" | "via-he" | "duong-hu-hong" | "tieng-on" => 34,
        "dau-xe-sai" | "lua-dao" | "thu-tuc-cham" | "so-do" | "chieu-sang" | "xay-dung-trai-phep" => 24,
        "ngap-nuoc" | "cap-nuoc" | "dien" | "un-tac" | "an-toan-thuc-pham" | "kham-chua-benh" | "cu-tru" => 17,
        "bao-hiem-y-te" | "bao-hiem-xa-hoi" | "dich-vu-cong" | "sim-rac" | "thai-do-can-bo" | "boi-thuong" => 15,
        _ => 8,
    };
    let factor = match code {
        "ngap-nuoc" => {
            if rains {
                35
            } else {
                5
            }
        }
        "dich-benh" | "cay-xanh" => {
            if rains {
                25
            } else {
                7
            }
        }
        "duong-hu-hong" => {
            if rains {
                14
            } else {
                9
            }
        }
        "dien" => {
            if (5..=7).contains(&month) {
                22
            } else {
                8
            }
        }
        "tuyen-sinh" => {
            if (6..=8).contains(&month) {
                60
            } else {
                4
            }
        }
        "lam-thu" => {
            if (9..=10).contains(&month) {
                70
            } else {
                5
            }
        }
        "no-luong" | "gia-ca" | "di-tich" => {
            if (1..=2).contains(&month) {
                25
            } else {
                9
            }
        }
        "khoi-bui" => {
            if (3..=4).contains(&month) {
                18
            } else {
                9
            }
        }
        _ => 10,
    };
    usual * factor
}

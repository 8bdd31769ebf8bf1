//! Golden cases and rules of the clock, told as events; and the makers of events and calendars they share
//! with the oracle. Random cases are in `oracle`.

use crate::case::event::{Actor, Event, Received, RouteWhy, Target, Track, What};
use crate::case::kind::{CaseKind, Channel};
use crate::clock::calendar::{Calendar, DayException, ExceptionKind};
use crate::clock::policy::{Policy, Start, TargetSpec, Unit};
use crate::clock::{CalendarError, Calendars, Clocks, Compiled, Day, Hours, Single, StandWhy, account, explain};
use crate::ids::{AgencyId, CalendarId, CaseId, PolicyId, SiteId, UserId};
use crate::{Lang, Stamp};

const TET: &str = "Tết Nguyên Đán";

/// Days off of 2024 to 2026: first, last, name.
const OFF: &[(&str, &str, &str)] = &[
    ("2024-02-08", "2024-02-14", TET),
    ("2024-04-29", "2024-05-01", "30/4 - 1/5"),
    ("2025-01-27", "2025-02-01", TET),
    ("2025-04-30", "2025-05-02", "30/4 - 1/5"),
    ("2026-02-16", "2026-02-20", TET),
    ("2026-08-31", "2026-09-02", "Quốc khánh"),
    ("2026-11-24", "2026-11-24", "Ngày Văn hóa Việt Nam"),
];
const MAKE_UP: &[&str] = &["2024-05-04", "2025-04-26", "2026-08-22"];

fn exception(date: Day, kind: ExceptionKind, name: &str) -> DayException {
    DayException {
        date,
        kind,
        name_vi: name.into(),
        name_en: name.into(),
        hours: vec![],
        decision: None,
        imported: None,
    }
}

pub(super) fn viet_nam() -> Calendar {
    let hours = |texts: &[&str]| texts.iter().map(|t| Hours::parse(t).unwrap()).collect::<Vec<_>>();
    let usual = hours(&["07:30-11:30", "13:30-17:00"]);
    let day = |text: &str| Day::parse(text).unwrap();
    let off = OFF.iter().flat_map(|(from, to, name)| {
        (day(from).0..=day(to).0).map(move |n| exception(Day(n), ExceptionKind::Holiday, name))
    });
    let make_up = MAKE_UP.iter().map(|date| exception(day(date), ExceptionKind::MakeUp, "Làm bù"));
    Calendar {
        id: CalendarId(1),
        code: "viet-nam".into(),
        name_vi: "Việt Nam".into(),
        name_en: "Viet Nam".into(),
        base: None,
        zone: "Asia/Ho_Chi_Minh".into(),
        valid_from: day("2015-01-01"),
        week: core::array::from_fn(|weekday| if weekday < 5 { usual.clone() } else { vec![] }),
        exceptions: off.chain(make_up).collect(),
    }
}

pub(super) fn spec(target: Target, start: Start, amount: u32, unit: Unit) -> TargetSpec {
    TargetSpec {
        target,
        start,
        amount,
        unit,
        pause_while_waiting: true,
        warn_at: vec![50, 80],
        extensions_allowed: 1,
        extension_length: 10,
    }
}

pub(super) fn policy(targets: Vec<TargetSpec>) -> Policy {
    Policy {
        id: PolicyId(1),
        code: "pakn".into(),
        name_vi: "PAKN".into(),
        name_en: "PAKN".into(),
        matches: "kind:feedback".into(),
        enabled: true,
        valid_from: Day::parse("2015-01-01").unwrap(),
        source: "test".into(),
        check_before_use: false,
        appeals: false,
        appeal_days: None,
        targets,
    }
}

fn pakn() -> Policy {
    policy(vec![
        spec(Target::Accept, Start::Receipt, 5, Unit::WorkingDays),
        spec(Target::Resolve, Start::Receipt, 15, Unit::WorkingDays),
    ])
}

/// Local time of Viet Nam.
pub(super) fn at(text: &str) -> i64 {
    Stamp::parse(&format!("{}+07:00", text.replace(' ', "T"))).unwrap().ms()
}

pub(super) fn received() -> What {
    What::Received(Received {
        kind: CaseKind::Feedback,
        site: SiteId(1),
        channel: Channel::Widget,
        language: Lang::Vi,
        area: None,
        category: None,
        flags: vec![],
        held: false,
        policy: Some(PolicyId(1)),
        calendar: CalendarId(1),
        public: None,
        by: None,
        appeals: None,
        split_from: None,
        sealed: false,
    })
}

pub(super) fn routed(agency: i64) -> What {
    What::Routed { agency: AgencyId(agency), calendar: CalendarId(1), why: RouteWhy::Site }
}

pub(super) fn transferred(agency: i64) -> What {
    What::Transferred { agency: AgencyId(agency), calendar: CalendarId(1), back: false }
}

pub(super) fn history(moves: Vec<(i64, What)>) -> Vec<Event> {
    let staff = Actor::Staff(UserId(1));
    let event = |(n, (at_ms, what)): (usize, (i64, What))| Event {
        version: n as u32 + 1,
        at_ms,
        actor: if matches!(what, What::Received(_)) { Actor::Citizen } else { staff },
        words_sha256: String::new(),
        what,
    };
    moves.into_iter().enumerate().map(event).collect()
}

/// A case told as local times; filed and routed at the first.
fn tell(filed: &str, moves: &[(&str, What)]) -> Vec<Event> {
    let mut all = vec![(at(&format!("{filed}:00")), received()), (at(&format!("{filed}:00")), routed(1))];
    all.extend(moves.iter().map(|(when, what)| (at(&format!("{when}:00")), what.clone())));
    history(all)
}

fn clocks(policy: &Policy, events: &[Event]) -> Clocks {
    account(&Single { policy: Some(policy), calendar: &Compiled::new(&viet_nam()).unwrap() }, events).unwrap()
}

fn local(ms: Option<i64>) -> String {
    ms.map_or("none".into(), |ms| {
        let (y, m, d, hour, min) = Stamp(ms).civil(7 * 60);
        format!("{y}-{m:02}-{d:02} {hour:02}:{min:02}")
    })
}

#[test]
fn golden_dates() {
    let calendar = Compiled::new(&viet_nam()).unwrap();
    let check = |filed: &str, amount, unit, expect: &str| {
        let due = crate::clock::term::ends(&calendar, at(&format!("{filed}:00")), unit, amount, &[]);
        assert_eq!(local(Some(due)), expect, "{filed} + {amount} {unit}");
    };
    use Unit::{CalendarDays as Cd, WorkingDays as Wd, WorkingHours as Wh, WorkingMinutes as Wm};
    // 24:00 of a day is 00:00 of the next.
    check("2026-11-12 09:00", 15, Wd, "2026-12-05 00:00");
    check("2026-11-20 16:59", 1, Wd, "2026-11-24 00:00");
    check("2026-11-23 00:00", 1, Wd, "2026-11-26 00:00");
    check("2024-02-05 08:00", 5, Wd, "2024-02-20 00:00");
    check("2025-01-24 08:00", 5, Wd, "2025-02-08 00:00");
    check("2026-02-12 08:00", 5, Wd, "2026-02-27 00:00");
    check("2026-02-18 08:00", 1, Wd, "2026-02-24 00:00");
    check("2026-08-20 08:00", 5, Wd, "2026-08-27 00:00");
    check("2026-08-27 08:00", 3, Wd, "2026-09-05 00:00");
    check("2024-05-03 08:00", 1, Wd, "2024-05-05 00:00");
    // The last day is a holiday, a weekend, a make-up Saturday.
    check("2026-02-06 08:00", 10, Cd, "2026-02-24 00:00");
    check("2026-11-14 08:00", 10, Cd, "2026-11-26 00:00");
    check("2026-11-11 08:00", 10, Cd, "2026-11-24 00:00");
    check("2026-08-12 08:00", 10, Cd, "2026-08-23 00:00");
    check("2024-01-29 08:00", 10, Cd, "2024-02-16 00:00");
    // Weekends at both ends.
    check("2026-11-14 10:00", 5, Wd, "2026-11-21 00:00");
    check("2026-11-14 10:00", 8, Cd, "2026-11-24 00:00");
    check("2026-11-20 16:00", 4, Wh, "2026-11-23 10:30");
    check("2026-11-20 16:00", 9, Wh, "2026-11-25 08:00");
    check("2026-11-23 07:30", 4, Wh, "2026-11-23 11:30");
    check("2026-11-23 12:00", 1, Wh, "2026-11-23 14:30");
    check("2026-11-21 12:00", 5, Wm, "2026-11-23 07:35");
}

#[test]
fn late_by_one_millisecond_is_late() {
    let due = at("2026-12-05 00:00:00");
    let check = |answered, expect| {
        let mut events = tell("2026-11-12 09:00", &[]);
        events.extend(history(vec![(answered, What::Answered {})]));
        let clocks = clocks(&pakn(), &events);
        assert_eq!((clocks.due_ms(), clocks.on_time()), (Some(due), Some(expect)));
        let breach = clocks.to_record(answered).into_iter().find_map(|what| match what {
            What::Breached { track: Track::Citizen, target: Target::Resolve, due_ms } => Some(due_ms),
            _ => None,
        });
        assert_eq!(breach, (!expect).then_some(due));
    };
    check(due, true);
    check(due + 1, false);
}

#[test]
fn waiting_for_the_citizen_stops_the_clock() {
    let check = |asked: &str, replied: &str, expect: &str| {
        let moves = [(asked, What::InfoRequested {}), (replied, What::Messaged {})];
        assert_eq!(local(clocks(&pakn(), &tell("2026-11-12 09:00", &moves)).due_ms()), expect, "{asked} {replied}");
    };
    // Within a day, over a night, over a weekend: no whole working day is lost.
    check("2026-11-16 08:00", "2026-11-16 17:00", "2026-12-05 00:00");
    check("2026-11-16 17:00", "2026-11-17 08:00", "2026-12-05 00:00");
    check("2026-11-20 17:00", "2026-11-23 07:00", "2026-12-05 00:00");
    // One whole working day; from midnight to midnight; over the holiday of the 24th, which counted for nothing.
    check("2026-11-16 17:00", "2026-11-18 08:00", "2026-12-08 00:00");
    check("2026-11-16 00:00", "2026-11-17 00:00", "2026-12-08 00:00");
    check("2026-11-23 10:00", "2026-11-25 10:00", "2026-12-05 00:00");
    // The term does not end while the clock stands.
    check("2026-12-04 15:00", "2026-12-09 09:00", "2026-12-10 00:00");
    // A pause after the end comes too late.
    check("2026-12-05 09:00", "2026-12-11 09:00", "2026-12-05 00:00");
}

#[test]
fn a_standing_clock_records_nothing_until_it_goes_on() {
    let asked = tell("2026-11-12 09:00", &[("2026-11-16 09:00", What::InfoRequested {})]);
    let later = at("2027-03-01 00:00:00");
    let standing = clocks(&pakn(), &asked);
    assert_eq!((standing.wake_ms(), standing.to_record(later)), (None, vec![]));
    assert_eq!(standing.on_time(), None);
    let mut events = asked;
    events.extend(history(vec![(at("2026-11-20 09:00:00"), What::Messaged {})]));
    let went_on = clocks(&pakn(), &events);
    assert_eq!(local(went_on.wake_ms()), "2026-11-28 00:00");
    assert_eq!(went_on.to_record(later).len(), 6);
}

#[test]
fn an_extension_adds_its_length_once_and_in_time() {
    let extended = What::Extended { target: Target::Resolve };
    let check = |moves: &[(&str, What)], expect: &str| {
        let started = [("2026-11-13 09:00", What::Started {})];
        let events = tell("2026-11-12 09:00", &[&started, moves].concat());
        assert_eq!(local(clocks(&pakn(), &events).due_ms()), expect);
    };
    check(&[], "2026-12-05 00:00");
    check(&[("2026-12-01 09:00", extended.clone())], "2026-12-19 00:00");
    check(&[("2026-12-01 09:00", extended.clone()), ("2026-12-02 09:00", extended.clone())], "2026-12-19 00:00");
    check(&[("2026-12-05 00:01", extended)], "2026-12-05 00:00");
}

#[test]
fn a_transfer_restarts_the_agencys_clock_only() {
    let events = tell("2026-11-12 09:00", &[("2026-11-30 09:00", transferred(2))]);
    let clocks = clocks(&pakn(), &events);
    assert_eq!(local(clocks.due_ms()), "2026-12-05 00:00");
    assert_eq!(local(clocks.agency_due_ms()), "2026-12-22 00:00");
    assert_eq!(clocks.legs.len(), 2);
    // The first agency held it beyond its five days for taking it up, and still owes the record of that.
    let late: Vec<_> = clocks.to_record(at("2026-11-30 09:00:00"));
    let due_ms = at("2026-11-20 00:00:00");
    assert!(late.contains(&What::Breached { track: Track::Agency, target: Target::Accept, due_ms }), "{late:?}");
    let accept = clocks.agency(Target::Accept).unwrap();
    assert_eq!((local(accept.due_ms), accept.late()), ("2026-12-08 00:00".into(), false));
}

#[test]
fn what_is_recorded_late_is_recorded_once_with_its_own_instant() {
    let mut events = tell("2026-11-12 09:00", &[("2026-11-30 09:00", transferred(2))]);
    let now = at("2027-01-15 09:00:00");
    let found = clocks(&pakn(), &events).to_record(now);
    // 4 for the citizen's two targets, 2 breaches; of the first agency `accept` alone fell due, with one
    // warning of `resolve`; of the second all.
    assert_eq!(found.iter().filter(|w| matches!(w, What::Breached { .. })).count(), 5, "{found:?}");
    for what in found {
        events.extend(history(vec![(now, what)]));
    }
    let again = clocks(&pakn(), &events);
    assert_eq!((again.to_record(now + 1), again.wake_ms()), (vec![], None));
    assert_eq!(local(again.citizen(Target::Resolve).unwrap().breached_due_ms), "2026-12-05 00:00");
}

#[test]
fn reopening_gives_back_the_time_that_was_left() {
    let moves = [("2026-11-16 15:00", What::Answered {}), ("2026-11-26 10:00", What::Reopened {})];
    let reopened = clocks(&pakn(), &tell("2026-11-12 09:00", &moves));
    // Whole working days between: 17 to 20, 23 and 25 November.
    assert_eq!((local(reopened.due_ms()), reopened.on_time()), ("2026-12-15 00:00".into(), None));
    let answered = clocks(&pakn(), &tell("2026-11-12 09:00", &moves[..1]));
    assert_eq!((answered.on_time(), answered.wake_ms()), (Some(true), None));
    let late = [("2026-12-07 15:00", What::Answered {}), ("2026-12-20 10:00", What::Reopened {})];
    assert_eq!(clocks(&pakn(), &tell("2026-11-12 09:00", &late)).on_time(), Some(false));
}

#[test]
fn merging_gains_no_time() {
    let moves = [("2026-11-16 15:00", What::Merged { into: CaseId(9) }), ("2026-12-08 10:00", What::Unmerged {})];
    let merged = clocks(&pakn(), &tell("2026-11-12 09:00", &moves[..1]));
    assert_eq!((merged.to_record(i64::MAX).len(), merged.wake_ms()), (0, None));
    let unmerged = clocks(&pakn(), &tell("2026-11-12 09:00", &moves));
    assert_eq!(local(unmerged.due_ms()), "2026-12-05 00:00");
    assert!(unmerged.late_at(at("2026-12-08 10:00:00")));
}

#[test]
fn a_term_from_acceptance_is_supposed_until_it_begins() {
    let policy = policy(vec![
        spec(Target::Accept, Start::Receipt, 10, Unit::CalendarDays),
        spec(Target::Resolve, Start::Acceptance, 30, Unit::CalendarDays),
    ]);
    let filed = clocks(&policy, &tell("2026-03-02 09:00", &[]));
    let resolve = filed.citizen(Target::Resolve).unwrap();
    // 12 March is the last day for taking it up; thirty days later is Saturday 11 April.
    assert_eq!((local(resolve.due_ms), resolve.provisional), ("2026-04-14 00:00".into(), true));
    assert!(filed.to_record(i64::MAX).iter().all(|w| !matches!(w, What::Breached { target: Target::Resolve, .. })));
    let accepted = clocks(&policy, &tell("2026-03-02 09:00", &[("2026-03-04 09:00", What::Accepted {})]));
    assert_eq!(local(accepted.due_ms()), "2026-04-04 00:00");
    let withdrawn = clocks(&policy, &tell("2026-03-02 09:00", &[("2026-03-04 09:00", What::Withdrawn {})]));
    assert_eq!((withdrawn.due_ms(), withdrawn.on_time()), (None, None));
}

#[test]
fn a_case_from_the_counter_owes_no_acknowledgement() {
    let policy = policy(vec![spec(Target::Acknowledge, Start::Receipt, 4, Unit::WorkingHours)]);
    let check = |channel, expect: Option<Option<i64>>| {
        let mut events = tell("2026-11-12 09:00", &[("2026-11-12 10:00", What::Accepted {})]);
        if let What::Received(first) = &mut events[0].what {
            first.channel = channel;
        }
        let clocks = clocks(&policy, &events);
        assert_eq!(clocks.citizen(Target::Acknowledge).map(|c| c.met_ms), expect);
    };
    check(Channel::InPerson, None);
    check(Channel::Widget, Some(Some(at("2026-11-12 09:00:00"))));
    check(Channel::Email, Some(Some(at("2026-11-12 09:00:00"))));
}

#[test]
fn a_local_calendar_says_only_what_differs() {
    let day = |text: &str| Day::parse(text).unwrap();
    let usual = Calendar {
        id: CalendarId(2),
        code: "ben-nghe".into(),
        base: Some(CalendarId(1)),
        zone: String::new(),
        week: Default::default(),
        exceptions: vec![
            exception(day("2026-11-24"), ExceptionKind::Usual, "Làm việc"),
            exception(day("2026-11-26"), ExceptionKind::Holiday, "Lễ hội"),
            exception(day("2026-11-28"), ExceptionKind::MakeUp, "Làm bù"),
        ],
        valid_from: day("2026-11-20"),
        ..viet_nam()
    };
    let mut all = Calendars::of([viet_nam(), usual.clone()]).unwrap();
    let local = all.get(CalendarId(2)).unwrap();
    let works = |dates: [&str; 5]| dates.map(|date| local.works(day(date)));
    assert_eq!(
        works(["2026-11-24", "2026-11-25", "2026-11-26", "2026-11-28", "2026-09-02"]),
        [true, true, false, true, false]
    );
    // A version laid over one that is not there, or that is younger, is refused and leaves nothing behind.
    let lost = Calendar { id: CalendarId(3), base: Some(CalendarId(9)), ..usual.clone() };
    assert_eq!(all.add(lost), Err(CalendarError::UnknownBase(CalendarId(9))));
    assert!(all.written(CalendarId(3)).is_none());
    // Versions: the last that is valid by then, else the first.
    all.add(Calendar { id: CalendarId(4), valid_from: day("2027-01-01"), ..usual }).unwrap();
    let check = |date: &str, id| assert_eq!(all.in_force("ben-nghe", day(date)), Some(CalendarId(id)), "{date}");
    check("2026-01-01", 2);
    check("2026-12-31", 2);
    check("2027-01-01", 4);
    assert_eq!(all.in_force("nowhere", day("2026-01-01")), None);
}

#[test]
fn of_a_policy_the_newest_version_in_force_is_asked() {
    let version =
        |id, from: &str, enabled| Policy { id: PolicyId(id), valid_from: Day::parse(from).unwrap(), enabled, ..pakn() };
    let all = [version(1, "2015-01-01", true), version(2, "2026-01-01", true), version(3, "2026-06-01", false)];
    let check = |date: &str, expect: Option<i64>| {
        let chosen = Policy::choose(&all, Day::parse(date).unwrap(), |_| true);
        assert_eq!(chosen.map(|policy| policy.id.0), expect, "{date}");
    };
    check("2014-12-31", None);
    check("2025-12-31", Some(1));
    check("2026-01-01", Some(2));
    check("2026-06-01", None);
}

#[test]
fn a_reopened_case_says_that_it_was_answered_meanwhile() {
    let moves = [("2026-11-16 15:00", What::Answered {}), ("2026-11-19 10:00", What::Reopened {})];
    let (policy, calendar) = (pakn(), Compiled::new(&viet_nam()).unwrap());
    let book = Single { policy: Some(&policy), calendar: &calendar };
    let events = tell("2026-11-12 09:00", &moves);
    let told = explain(&book, &events, Track::Citizen, Target::Resolve, Lang::Vi).unwrap().unwrap();
    assert!(told.text.contains("không tính 17/11-18/11 vì khi đó đã có trả lời"), "{}", told.text);
    assert_eq!(told.stood.iter().map(|s| (s.why, s.version)).collect::<Vec<_>>(), [(StandWhy::Answered, 3)]);
}

#[test]
fn it_is_told_day_by_day_and_in_words() {
    let (policy, calendar) = (pakn(), Compiled::new(&viet_nam()).unwrap());
    let book = Single { policy: Some(&policy), calendar: &calendar };
    let told = |events: &[Event], lang| explain(&book, events, Track::Citizen, Target::Resolve, lang).unwrap().unwrap();
    let plain = told(&tell("2026-11-12 09:00", &[]), Lang::Vi);
    assert_eq!(plain.text, "Hạn trả lời: thứ Sáu 04/12/2026. Không tính ngày nhận; nghỉ lễ 24/11.");
    assert_eq!(
        told(&tell("2026-11-12 09:00", &[]), Lang::En).text,
        "Answer due: Friday 04/12/2026. The day of receipt is not counted; public holiday 24/11."
    );
    let marks: Vec<_> = plain.days.iter().map(|line| (line.date.to_string(), line.mark.code(), line.counted)).collect();
    assert_eq!(marks[0], ("2026-11-12".into(), "receipt", 0));
    assert_eq!(marks[1], ("2026-11-13".into(), "counted", 1));
    assert_eq!(marks[2], ("2026-11-14".into(), "weekend", 1));
    assert_eq!(marks[12], ("2026-11-24".into(), "holiday", 7));
    assert_eq!(marks[22], ("2026-12-04".into(), "counted", 15));
    assert_eq!(plain.days[12].name_vi, "Ngày Văn hóa Việt Nam");

    let moves = [
        ("2026-11-16 17:00", What::InfoRequested {}),
        ("2026-11-19 08:00", What::Messaged {}),
        ("2026-11-20 08:00", What::Extended { target: Target::Resolve }),
    ];
    let long = told(&tell("2026-11-12 09:00", &moves), Lang::Vi);
    assert_eq!(
        long.text,
        "Hạn trả lời: thứ Ba 22/12/2026. Không tính ngày nhận; nghỉ lễ 24/11; tạm dừng 17/11-18/11 để chờ bổ sung \
         thông tin; đã gia hạn thêm 10 ngày làm việc."
    );
}

#[test]
fn a_successor_goes_on_where_the_clock_stood() {
    let (policy, calendar) = (pakn(), Compiled::new(&viet_nam()).unwrap());
    let book = Single { policy: Some(&policy), calendar: &calendar };
    let told = |between: &[(i64, What)]| {
        let mut moves = vec![(at("2026-11-12 09:00:00"), received()), (at("2026-11-12 09:00:00"), routed(1))];
        moves.extend_from_slice(between);
        moves.push((at("2026-11-19 10:00:00"), What::Answered {}));
        history(moves)
    };
    let heir = |from, agency| What::Succeeded { from: AgencyId(from), agency: AgencyId(agency) };
    let merged = told(&[(at("2026-11-16 09:00:00"), heir(1, 2)), (at("2026-11-18 09:00:00"), heir(2, 3))]);
    assert_eq!(account(&book, &merged).unwrap(), account(&book, &told(&[])).unwrap());
    let bodies = |events: &[Event]| crate::clock::held(&book, events, at("2026-12-31 00:00:00")).unwrap();
    let (alone, all) = (bodies(&told(&[])), bodies(&merged));
    let spans: Vec<_> = all.iter().map(|held| (held.agency.unwrap().0, held.from_ms, held.to_ms)).collect();
    let days = ["2026-11-12 09:00:00", "2026-11-16 09:00:00", "2026-11-18 09:00:00", "2026-11-19 10:00:00"].map(at);
    assert_eq!(spans, [(1, days[0], Some(days[1])), (2, days[1], Some(days[2])), (3, days[2], Some(days[3]))]);
    assert_eq!(all.iter().map(|held| held.worked_ms).sum::<i64>(), alone[0].worked_ms);
    // Of an agency that does not hold it, it says nothing.
    assert_eq!(bodies(&told(&[(at("2026-11-16 09:00:00"), heir(9, 2))])), alone);
}

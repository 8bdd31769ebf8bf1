//! Escalation ladders: who is told when a deadline nears, passes, and has passed for some working hours without anybody
//! stirring. Data of an agency, for all below it; without one the program's own. When a step is due is pure.

use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::{Agency, Settings};
use crate::store::notices::{self, LadderRow};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::What;
use hoiam_shared::clock::Compiled;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::limits;
use hoiam_shared::notice::{StepWhen, StepWho, Topic};
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::notices::{LadderInput, LadderStep, LadderView};
use hoiam_shared::{Lang, Stamp};
use serde::{Deserialize, Serialize};

const HOUR_MS: i64 = 3_600_000;
const MINUTE_MS: i64 = 60_000;
const DAY_MINUTES: i64 = 1_440;

/// A ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ladder {
    /// Its steps; the place of one, from 1, is its number.
    pub steps: Vec<LadderStep>,
    /// Minutes of the day between which nobody is written to; the first may be the later one.
    pub quiet: Option<(i64, i64)>,
}

/// A step that an event has set off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Number of the step.
    pub step: u32,
    /// Who is told.
    pub who: StepWho,
    /// Of what.
    pub topic: Topic,
    /// When, milliseconds UTC.
    pub due_ms: i64,
}

impl Ladder {
    /// The program's own: who handles a case is warned and told of a breach, their coordinator hears of a breach;
    /// about a working day later the supervisor, and two more later the agency above.
    pub fn own() -> Self {
        let step = |when, share, hours, who| LadderStep { when, share, hours, who };
        Self {
            steps: vec![
                step(StepWhen::Warning, None, None, StepWho::Assignee),
                step(StepWhen::Breach, None, None, StepWho::Assignee),
                step(StepWhen::Breach, None, None, StepWho::Coordinator),
                step(StepWhen::After, None, Some(8), StepWho::Supervisor),
                step(StepWhen::After, None, Some(24), StepWho::Superior),
            ],
            quiet: None,
        }
    }

    /// The steps that an event sets off; `calendar` is that of the agency which holds the case.
    pub fn due(&self, what: &What, calendar: &Compiled, now_ms: i64) -> Vec<Due> {
        let mut due = Vec::new();
        for (number, step) in (1..).zip(&self.steps) {
            let (topic, at_ms) = match (what, step.when) {
                (What::Warned { share, .. }, StepWhen::Warning) if step.share.is_none_or(|wanted| wanted == *share) => {
                    (Topic::Warning, now_ms)
                }
                (What::Breached { .. }, StepWhen::Breach) => (Topic::Breach, now_ms),
                (What::Breached { due_ms, .. }, StepWhen::After) => {
                    let hours = i64::from(step.hours.unwrap_or_default());
                    (Topic::Escalation, working_hours_after(calendar, *due_ms, hours).max(now_ms))
                }
                _ => continue,
            };
            due.push(Due { step: number, who: step.who, topic, due_ms: self.awake(calendar, at_ms) });
        }
        due
    }

    /// The instant itself, or the end of the quiet time it falls into.
    fn awake(&self, calendar: &Compiled, at_ms: i64) -> i64 {
        let Some((from, to)) = self.quiet else { return at_ms };
        let minute = calendar.wall_minute(at_ms);
        let quiet = if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to };
        if !quiet {
            return at_ms;
        }
        at_ms - at_ms.rem_euclid(MINUTE_MS) + (to - minute).rem_euclid(DAY_MINUTES) * MINUTE_MS
    }
}

/// When some hours of working time have passed after an instant.
fn working_hours_after(calendar: &Compiled, at_ms: i64, hours: i64) -> i64 {
    calendar.at_worked_ms(calendar.worked_ms(at_ms) + hours * HOUR_MS, calendar.day_of(at_ms))
}

/// Ladders that agencies have set up.
#[derive(Debug, Default)]
pub struct Ladders(Vec<(AgencyId, Ladder)>);

impl Ladders {
    /// Those that are stored; one that cannot be read counts as none, so that people are still told.
    pub fn of(rows: &[LadderRow]) -> Self {
        let read = |row: &LadderRow| match serde_json::from_str(&row.spec) {
            Ok(ladder) => Some((AgencyId(row.agency_id), ladder)),
            Err(error) => {
                tracing::error!(agency = row.agency_id, %error, "ladder.unusable");
                None
            }
        };
        Self(rows.iter().filter_map(read).collect())
    }

    /// The ladder of an agency: its own, that of the nearest agency above it, or the program's. With whose it is.
    pub fn for_agency(&self, settings: &Settings, agency: AgencyId) -> (Option<AgencyId>, Ladder) {
        let own = settings.line(agency).find_map(|a| self.0.iter().find(|(id, _)| *id == a.id));
        own.map_or_else(|| (None, Ladder::own()), |(id, ladder)| (Some(*id), ladder.clone()))
    }
}

fn kept_by<'s>(settings: &'s Settings, viewer: &Viewer, code: &str) -> Result<&'s Agency> {
    let agency = settings.agency_by_code(code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    match viewer.holds(settings, Some(agency.id), Role::changes_notices) {
        true => Ok(agency),
        false => Err(ErrorCode::Denied.into()),
    }
}

/// The ladder of an agency.
pub async fn show(app: &App, viewer: &Viewer, agency: &str, lang: Lang) -> Result<LadderView> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let rows = notices::ladders(&mut app.db.read()).await?;
    let (from, ladder) = Ladders::of(&rows).for_agency(&settings, agency.id);
    let row = from.and_then(|id| rows.iter().find(|row| row.agency_id == id.0));
    Ok(LadderView {
        agency: agency.view(lang),
        from: from.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
        own: from == Some(agency.id),
        steps: ladder.steps,
        quiet_from: ladder.quiet.map(|(from, _)| clock_time(from)),
        quiet_to: ladder.quiet.map(|(_, to)| clock_time(to)),
        changed_at: row.map(|row| Stamp(row.changed_ms)),
        changed_by: row.and_then(|row| settings.person(UserId(row.user_id))).map(|person| person.name.clone()),
    })
}

/// Sets up an agency's own ladder.
pub async fn keep(app: &App, viewer: &Viewer, input: &LadderInput) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, &input.agency)?;
    let ladder = read(input)?;
    let row = LadderRow {
        agency_id: agency.id.0,
        spec: serde_json::to_string(&ladder).map_err(|error| AppError::Internal(error.into()))?,
        changed_ms: app.now_ms(),
        user_id: viewer.id.0,
    };
    let mut tx = app.db.begin().await?;
    let old = notices::ladders(&mut tx).await?.into_iter().find(|old| old.agency_id == row.agency_id);
    notices::put_ladder(&mut tx, &row).await?;
    let read = |spec: &str| serde_json::from_str(spec).unwrap_or_default();
    let entry = Entry::of(Act::Changed, Thing::Ladder, agency.code.as_str(), agency.id);
    let entry = entry.with(old.map(|old| read(&old.spec)).unwrap_or_default(), read(&row.spec));
    audit::by(app, &mut tx, viewer, entry).await?;
    Ok(tx.commit().await?)
}

/// Goes back to the ladder of the agency above, or the program's own.
pub async fn forget(app: &App, viewer: &Viewer, agency: &str) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let mut tx = app.db.begin().await?;
    if notices::remove_ladder(&mut tx, agency.id.0).await? == 0 {
        return Err(ErrorCode::NotFound.into());
    }
    audit::by(app, &mut tx, viewer, Entry::of(Act::Removed, Thing::Ladder, agency.code.as_str(), agency.id)).await?;
    Ok(tx.commit().await?)
}

/// The ladder that was written, or everything that is wrong with it.
fn read(input: &LadderInput) -> Result<Ladder> {
    let mut wrong = Vec::new();
    if input.steps.len() > limits::LADDER_STEPS {
        wrong.push(Unfit::new("steps", Why::TooMany, limits::LADDER_STEPS.to_string()));
    }
    for (n, step) in input.steps.iter().enumerate() {
        let place = |field: &str| format!("steps[{n}].{field}");
        if step.share.is_some_and(|share| !(1..=99).contains(&share)) {
            wrong.push(Unfit::new(place("share"), Why::OutOfRange, "1–99"));
        }
        match (step.when, step.hours) {
            (StepWhen::After, None) => wrong.push(Unfit::new(place("hours"), Why::Required, "")),
            (StepWhen::After, Some(hours)) if !(1..=1_000).contains(&hours) => {
                wrong.push(Unfit::new(place("hours"), Why::OutOfRange, "1–1000"));
            }
            (StepWhen::After | StepWhen::Warning | StepWhen::Breach, _) => {}
        }
        if input.steps[..n].contains(step) {
            wrong.push(Unfit::new(format!("steps[{n}]"), Why::Twice, (n + 1).to_string()));
        }
    }
    let mut minute = |field: &str, text: &Option<String>| {
        let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty())?;
        let minute = minute_of(text);
        if minute.is_none() {
            wrong.push(Unfit::new(field, Why::NotAPeriod, text));
        }
        minute
    };
    let quiet = match (minute("quiet_from", &input.quiet_from), minute("quiet_to", &input.quiet_to)) {
        (Some(from), Some(to)) if from != to => Some((from, to)),
        (None, None) => None,
        // One end alone, or no time between them.
        _ => {
            if wrong.is_empty() {
                wrong.push(Unfit::new("quiet_to", Why::Required, ""));
            }
            None
        }
    };
    let steps = input.steps.clone();
    if wrong.is_empty() { Ok(Ladder { steps, quiet }) } else { Err(AppError::Unfit(wrong)) }
}

/// `07:30` as minutes of the day.
fn minute_of(text: &str) -> Option<i64> {
    let (hour, minute) = text.split_once(':')?;
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<i64>().ok()).flatten();
    let (hour, minute) = (number(hour)?, number(minute)?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some(hour * 60 + minute)
}

fn clock_time(minute: i64) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::case::event::{Target, Track};
    use hoiam_shared::ids::CalendarId;

    /// Monday 2026-11-16, 00:00 in Viet Nam.
    const MONDAY: i64 = 1_794_762_000_000;

    fn calendar() -> &'static Compiled {
        static CALENDAR: std::sync::OnceLock<hoiam_shared::clock::Calendars> = std::sync::OnceLock::new();
        let all = CALENDAR.get_or_init(|| {
            let world = crate::seed::world().unwrap();
            hoiam_shared::clock::Calendars::of(world.calendars).unwrap()
        });
        all.get(CalendarId(1)).unwrap()
    }

    fn breached(due_ms: i64) -> What {
        What::Breached { track: Track::Citizen, target: Target::Resolve, due_ms }
    }

    #[test]
    fn steps_are_due_after_working_hours() {
        let ladder = Ladder::own();
        let at = |hours: i64| MONDAY + hours * HOUR_MS;
        // Broken at 24:00 of a Monday. A day has seven and a half working hours: eight are over on Wednesday at 8:00, 24 on
        // Friday at 9:00.
        let due = ladder.due(&breached(at(24)), calendar(), at(24) + 5_000);
        let told: Vec<_> = due.iter().map(|due| (due.step, due.topic, due.due_ms)).collect();
        assert_eq!(
            told,
            [
                (2, Topic::Breach, at(24) + 5_000),
                (3, Topic::Breach, at(24) + 5_000),
                (4, Topic::Escalation, at(2 * 24 + 8)),
                (5, Topic::Escalation, at(4 * 24 + 9)),
            ]
        );
        // Noticed late, what was due meanwhile is due at once.
        let late = ladder.due(&breached(at(24)), calendar(), at(24 * 9));
        assert!(late.iter().all(|due| due.due_ms == at(24 * 9)), "{late:?}");
        let warned = What::Warned { track: Track::Citizen, target: Target::Resolve, share: 80, due_ms: at(1) };
        assert_eq!(ladder.due(&warned, calendar(), at(1)).iter().map(|due| due.step).collect::<Vec<_>>(), [1]);
    }

    #[test]
    fn nobody_is_written_to_in_quiet_hours() {
        let ladder = Ladder { quiet: Some((18 * 60, 7 * 60 + 30)), ..Ladder::own() };
        let check = |hour: i64, minute: i64, expect: i64| {
            let at = MONDAY + hour * HOUR_MS + minute * MINUTE_MS;
            assert_eq!(ladder.awake(calendar(), at), MONDAY + expect * MINUTE_MS, "{hour}:{minute}");
        };
        check(12, 0, 12 * 60);
        check(17, 59, 17 * 60 + 59);
        check(18, 0, 31 * 60 + 30);
        check(3, 0, 7 * 60 + 30);
        check(7, 30, 7 * 60 + 30);
    }

    #[test]
    fn what_is_wrong_with_a_ladder_is_named() {
        let step = LadderStep { when: StepWhen::After, share: None, hours: Some(8), who: StepWho::Supervisor };
        let input = |steps: Vec<LadderStep>, from: &str, to: &str| LadderInput {
            agency: String::new(),
            steps,
            quiet_from: Some(from.into()),
            quiet_to: Some(to.into()),
        };
        let wrong = |input: LadderInput| match read(&input) {
            Err(AppError::Unfit(all)) => all.iter().map(|one| format!("{} {}", one.place, one.why)).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert!(read(&input(vec![step.clone()], "22:00", "06:00")).is_ok());
        assert_eq!(wrong(input(vec![step.clone(), step.clone()], "", "")), ["steps[1] twice"]);
        assert_eq!(wrong(input(vec![LadderStep { hours: None, ..step.clone() }], "", "")), ["steps[0].hours required"]);
        assert_eq!(
            wrong(input(vec![LadderStep { hours: Some(0), ..step.clone() }], "", "")),
            ["steps[0].hours out_of_range"]
        );
        assert_eq!(wrong(input(vec![], "25:00", "06:00")), ["quiet_from not_a_period"]);
        assert_eq!(wrong(input(vec![], "22:00", "")), ["quiet_to required"]);
    }
}

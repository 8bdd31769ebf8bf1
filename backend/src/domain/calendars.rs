//! Calendars kept by administrators: looking, trying out, importing a file, publishing a new version, saying who
//! works by which. A version never changes; nothing here moves a deadline, `recalculating` does.

use super::app::App;
use super::audit::{self, Entry};
use super::books::{self, day_of};
use super::calendar_file;
use super::error::{AppError, Result};
use super::people::Viewer;
use super::recalculating::{self, Plan};
use super::settings::Settings;
use crate::store::cases::StoredCase;
use crate::store::recalculations::{VersionRow, note_version, versions};
use crate::store::settings::{self as rows, CalendarRow as Row};
use crate::store::{Tx, counters};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::catalogue::admin::Admin;
use hoiam_shared::catalogue::clock::ClockText;
use hoiam_shared::catalogue::fill;
use hoiam_shared::clock::{Calendar, Calendars, Day, DayException, ExceptionKind, Hours, Shelf, input};
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, CalendarId, UserId};
use hoiam_shared::limits;
use hoiam_shared::rights::Role;
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::clock::{
    CalendarAgencies, CalendarInput, CalendarRow, CalendarView, ChangePreview, ChangeView, ImportInput, VersionView,
};
use hoiam_shared::{Lang, Stamp};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// Changes shown of a preview.
const SHOWN: usize = 200;
/// Tries when settings change meanwhile.
const TRIES: usize = 3;
/// How `setting_versions` names them.
const KIND: &str = "calendar";

/// Calendars the person may look at: all, for whoever administers anything.
pub fn list(app: &App, viewer: &Viewer, lang: Lang) -> Result<Vec<CalendarRow>> {
    let settings = app.settings();
    looks(viewer)?;
    let codes: BTreeSet<&str> = settings.calendars.all().map(|calendar| calendar.code.as_str()).collect();
    let today = day_of(app.now_ms());
    Ok(codes.into_iter().filter_map(|code| row(&settings, viewer, code, today, lang)).collect())
}

/// One calendar, by default its newest version.
pub async fn view(app: &App, viewer: &Viewer, code: &str, version: Option<i64>, lang: Lang) -> Result<CalendarView> {
    let settings = app.settings();
    looks(viewer)?;
    let missing = || AppError::Code(ErrorCode::NotFound);
    let today = day_of(app.now_ms());
    let row = row(&settings, viewer, code, today, lang).ok_or_else(missing)?;
    let newest = newest(&settings.calendars, code).ok_or_else(missing)?;
    let shown = match version {
        Some(id) => settings.calendars.written(CalendarId(id)).filter(|c| c.code == code).ok_or_else(missing)?,
        None => newest,
    };
    let whole = settings.calendars.whole(shown.id).map_err(|error| AppError::defect(format!("{error:?}")))?;
    let own: BTreeSet<Day> = shown.exceptions.iter().map(|day| day.date).collect();
    let inherited: Vec<DayException> =
        whole.exceptions.iter().filter(|day| !own.contains(&day.date)).cloned().collect();
    let made = versions(&mut app.db.read(), KIND).await?;
    let mut all: Vec<&Calendar> = settings.calendars.all().filter(|calendar| calendar.code == code).collect();
    all.sort_by_key(|calendar| std::cmp::Reverse((calendar.valid_from, calendar.id)));
    let in_force = settings.calendars.in_force(code, today);
    let history = all.iter().map(|calendar| {
        history(&settings, &made, calendar.id.0, calendar.valid_from, in_force == Some(calendar.id), lang)
    });
    let mut input = input::written(shown, base_code(&settings.calendars, shown));
    // What is edited starts from what was there when it was opened, whichever version is looked at.
    input.seen = Some(newest.id.0);
    Ok(CalendarView {
        row,
        input,
        inherited: input::entries(&inherited),
        week: whole.week.iter().map(|day| texts(day)).collect(),
        history: history.collect(),
    })
}

/// A version in a list.
pub(super) fn history(
    settings: &Settings,
    made: &[VersionRow],
    id: i64,
    valid_from: Day,
    in_force: bool,
    lang: Lang,
) -> VersionView {
    let made = made.iter().find(|row| row.id == id);
    let by = made.and_then(|row| row.user_id).and_then(|id| settings.person(UserId(id)));
    VersionView {
        version: id,
        valid_from: valid_from.to_string(),
        made_at: made.map(|row| Stamp(row.at_ms)),
        made_by: by.map(|person| person.name.clone()).unwrap_or_default(),
        note: made.map_or_else(|| Admin::StartsWith.text(lang).to_owned(), |row| row.note.clone()),
        in_force,
    }
}

/// What publishing this would do. Nothing is written.
pub async fn preview(
    app: &App,
    viewer: &Viewer,
    code: &str,
    input: &CalendarInput,
    lang: Lang,
) -> Result<ChangePreview> {
    let settings = app.settings();
    keeps(&settings, viewer, code)?;
    let draft = Draft::of(&settings, code, input)?;
    previewed(app, viewer, &settings, &draft, Vec::new(), lang).await
}

/// What a file would do to the newest version. Nothing is written: the answer holds the calendar as it would be, to
/// be published like one written by hand.
pub async fn import(app: &App, viewer: &Viewer, code: &str, file: &ImportInput, lang: Lang) -> Result<ChangePreview> {
    let settings = app.settings();
    keeps(&settings, viewer, code)?;
    let before = newest(&settings.calendars, code).ok_or(AppError::Code(ErrorCode::NotFound))?;
    let kind = match file.kind.as_str() {
        "" => ExceptionKind::Holiday,
        other => ExceptionKind::from_code(other)
            .filter(|kind| matches!(kind, ExceptionKind::Holiday | ExceptionKind::MakeUp | ExceptionKind::Usual))
            .ok_or_else(|| AppError::Unfit(vec![Unfit::new("kind", Why::UnknownValue, other)]))?,
    };
    let text = file.file.clone();
    let events = tokio::task::spawn_blocking(move || calendar_file::read(&text)).await;
    let events = events.map_err(|error| AppError::Internal(error.into()))?.map_err(AppError::Unfit)?;
    let laid = calendar_file::lay(&before.exceptions, &events, kind, file.decision.as_deref());
    let mut after = before.clone();
    after.exceptions = laid.exceptions;
    let mut input = input::written(&after, base_code(&settings.calendars, before));
    input.valid_from.clone_from(&file.valid_from);
    let draft = Draft::of(&settings, code, &input)?;
    let mut notes = Vec::new();
    for line in &laid.outdated {
        notes.push(fill(Admin::Outdated.text(lang), &[("line", &line.to_string())]));
    }
    for (line, date) in laid.taken.iter().take(SHOWN) {
        notes.push(fill(Admin::Taken.text(lang), &[("line", &line.to_string()), ("date", &date.to_string())]));
    }
    let mut preview = previewed(app, viewer, &settings, &draft, notes, lang).await?;
    preview.input = Some(input);
    Ok(preview)
}

/// Publishes a new version, and one of each calendar laid over it. Open cases stay on the versions they have.
pub async fn publish(
    app: &App,
    viewer: &Viewer,
    code: &str,
    input: &CalendarInput,
    lang: Lang,
) -> Result<CalendarView> {
    let mut settings = app.settings();
    for _ in 0..TRIES {
        keeps(&settings, viewer, code)?;
        if newest(&settings.calendars, code).map(|calendar| calendar.id.0) != input.seen {
            return Err(ErrorCode::Stale.into());
        }
        let draft = Draft::of(&settings, code, input)?;
        let mut tx = app.db.begin().await?;
        // Taken first, so that of two who publish one waits for the other and then sees that it is behind.
        if counters::take(&mut tx, super::settings::VERSION, 1).await? == settings.version + 1 {
            store(&mut tx, app, viewer, &draft, &input.note, lang).await?;
            let before = newest(&settings.calendars, code);
            let act = if before.is_some() { Act::Changed } else { Act::Created };
            let entry = Entry::of(act, Thing::Calendar, code, audit::all(&settings));
            audit::by(app, &mut tx, viewer, entry.with(json!(before), json!(draft.new[0]))).await?;
            tx.commit().await?;
            books::refresh(app).await?;
            return view(app, viewer, code, Some(draft.target.0), lang).await;
        }
        drop(tx);
        settings = books::refresh(app).await?;
    }
    Err(ErrorCode::Stale.into())
}

async fn store(tx: &mut Tx, app: &App, viewer: &Viewer, draft: &Draft, note: &str, lang: Lang) -> Result<()> {
    let json = |calendar: &Calendar| serde_json::to_string(calendar).map_err(|error| AppError::Internal(error.into()));
    let rows: Vec<Row> =
        draft.new.iter().map(|calendar| Ok(Row { id: calendar.id.0, spec: json(calendar)? })).collect::<Result<_>>()?;
    rows::calendars::insert(tx, &rows).await?;
    let name = name_of(&draft.new[0], lang);
    let note: String = note.trim().chars().take(limits::REASON_CHARS).collect();
    for calendar in &draft.new {
        let own = calendar.id == draft.target;
        let follows = || fill(Admin::FollowsBase.text(lang), &[("name", name)]);
        let note = if own { note.clone() } else { follows() };
        let user_id = own.then_some(viewer.id.0);
        note_version(tx, &VersionRow { kind: KIND.into(), id: calendar.id.0, at_ms: app.now_ms(), user_id, note })
            .await?;
    }
    Ok(())
}

/// Says which agencies work by a calendar; all below them that name none follow. Holds for what begins from now on.
pub async fn assign(
    app: &App,
    viewer: &Viewer,
    code: &str,
    wanted: &CalendarAgencies,
    lang: Lang,
) -> Result<CalendarRow> {
    let settings = app.settings();
    keeps(&settings, viewer, code)?;
    let any = newest(&settings.calendars, code).ok_or(AppError::Code(ErrorCode::NotFound))?.id;
    let mut ids = BTreeSet::new();
    let mut faults = Vec::new();
    for (number, agency) in wanted.agencies.iter().enumerate() {
        match settings.agency_by_code(agency).filter(|agency| administers(&settings, viewer, agency.id)) {
            Some(agency) => {
                ids.insert(agency.id);
            }
            None => faults.push(Unfit::new(format!("agencies[{number}]"), Why::UnknownValue, agency.as_str())),
        }
    }
    // Everybody works by some calendar: the agency at the top cannot be left without.
    let named: BTreeSet<AgencyId> = naming(&settings, code).into_iter().collect();
    if settings.root().is_some_and(|root| named.contains(&root.id) && !ids.contains(&root.id)) {
        faults.push(Unfit::new("agencies", Why::Required, ""));
    }
    if !faults.is_empty() {
        return Err(AppError::Unfit(faults));
    }
    let mut tx = app.db.begin().await?;
    counters::take(&mut tx, super::settings::VERSION, 1).await?;
    for id in named.difference(&ids) {
        rows::set_calendar(&mut tx, id.0, None).await?;
    }
    for id in ids.difference(&named) {
        rows::set_calendar(&mut tx, id.0, Some(any.0)).await?;
    }
    let codes = |ids: &BTreeSet<AgencyId>| -> Vec<String> {
        ids.iter().filter_map(|id| Some(settings.agency(*id)?.code.clone())).collect()
    };
    let entry = Entry::of(Act::Changed, Thing::Calendar, code, audit::all(&settings))
        .with(json!({ "agencies": codes(&named) }), json!({ "agencies": codes(&ids) }));
    audit::by(app, &mut tx, viewer, entry).await?;
    tx.commit().await?;
    let settings = books::refresh(app).await?;
    row(&settings, viewer, code, day_of(app.now_ms()), lang).ok_or(AppError::Code(ErrorCode::NotFound))
}

/// A version that is not stored yet, with the versions that follow from it.
struct Draft {
    /// All calendars, the new ones among them.
    all: Calendars,
    /// The new ones, the one itself first.
    new: Vec<Calendar>,
    target: CalendarId,
}

impl Draft {
    fn of(settings: &Settings, code: &str, input: &CalendarInput) -> Result<Self> {
        let wrong = |place: &str, why, value: &str| AppError::Unfit(vec![Unfit::new(place, why, value)]);
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if code.is_empty() || code.len() > 60 || !code.chars().all(plain) {
            return Err(wrong("code", Why::OutOfRange, "a-z 0-9 -"));
        }
        let calendars = &settings.calendars;
        let base = match input.base.as_deref().filter(|base| !base.is_empty()) {
            None => None,
            Some(base) => {
                let below = newest(calendars, base).filter(|below| !line(calendars, below).contains(&code));
                Some(below.ok_or_else(|| wrong("base", Why::UnknownValue, base))?.id)
            }
        };
        let target = CalendarId(calendars.all().map(|calendar| calendar.id.0).max().unwrap_or_default() + 1);
        let calendar = input::calendar(target, code, input, base).map_err(AppError::Unfit)?;
        let mut draft = Self { all: calendars.clone(), new: Vec::new(), target };
        draft.add(calendar)?;
        let mut at = 0;
        while let Some(below) = draft.new.get(at).cloned() {
            at += 1;
            for over in laid_over(&draft.all, &below) {
                let id = CalendarId(target.0 + i64::try_from(draft.new.len()).unwrap_or_default());
                draft.add(Calendar {
                    id,
                    base: Some(below.id),
                    valid_from: over.valid_from.max(below.valid_from),
                    ..over
                })?;
            }
        }
        Ok(draft)
    }

    fn add(&mut self, calendar: Calendar) -> Result<()> {
        let entry = |day: Day, part: &str| format!("exceptions[{day}].{part}");
        self.all.add(calendar.clone()).map_err(|error| AppError::Unfit(vec![input::unfit(&error, entry)]))?;
        self.new.push(calendar);
        Ok(())
    }
}

/// The newest version of each calendar whose newest version is laid over an older one of `below`.
fn laid_over(all: &Calendars, below: &Calendar) -> Vec<Calendar> {
    let mut newest: BTreeMap<&str, &Calendar> = BTreeMap::new();
    for calendar in all.all() {
        let known = newest.entry(&calendar.code).or_insert(calendar);
        if calendar.id > known.id {
            *known = calendar;
        }
    }
    let over = |calendar: &&&Calendar| {
        let base = calendar.base.filter(|base| *base != below.id).and_then(|base| all.written(base));
        base.is_some_and(|base| base.code == below.code)
    };
    newest.values().filter(over).map(|calendar| (*calendar).clone()).collect()
}

/// The codes of a calendar and of all below it.
fn line<'c>(all: &'c Calendars, calendar: &'c Calendar) -> Vec<&'c str> {
    let below = |calendar: &&'c Calendar| all.written(calendar.base?);
    std::iter::successors(Some(calendar), below).map(|calendar| calendar.code.as_str()).collect()
}

async fn previewed(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    draft: &Draft,
    mut notes: Vec<String>,
    lang: Lang,
) -> Result<ChangePreview> {
    let defect = |error| AppError::defect(format!("{error:?}"));
    let after = draft.all.whole(draft.target).map_err(defect)?;
    let before = newest(&settings.calendars, &after.code).map(|calendar| settings.calendars.whole(calendar.id));
    let before = before.transpose().map_err(defect)?;
    let mut changes = changes(before.as_ref(), &after, lang);
    let changed = changes.len();
    changes.truncate(SHOWN);
    for calendar in &draft.new[1..] {
        notes.push(fill(Admin::ChangedByFollowing.text(lang), &[("name", name_of(calendar, lang))]));
    }
    if after.valid_from > day_of(app.now_ms()) {
        notes.push(fill(Admin::NoVersionYet.text(lang), &[("date", &after.valid_from.to_string())]));
    }
    let shelf = Shelf { calendars: &draft.all, policies: &settings.policies };
    let plan = Plan::to(&shelf, &[draft.target], &[]).unwrap_or_default();
    let cases = recalculating::preview(app, &shelf, &plan, &|stored| may_know(settings, viewer, stored)).await?;
    Ok(ChangePreview { changes, changed, notes, cases, input: None })
}

/// What differs, in the order of the calendar.
fn changes(before: Option<&Calendar>, after: &Calendar, lang: Lang) -> Vec<ChangeView> {
    let mut out = Vec::new();
    let mut change = |what: String, was: String, becomes: String| {
        if was != becomes {
            out.push(ChangeView { what, was, becomes });
        }
    };
    let zone = before.map(|calendar| calendar.zone.clone()).unwrap_or_default();
    change(Admin::Zone.text(lang).to_owned(), zone, after.zone.clone());
    let off = Admin::DayOff.text(lang);
    let periods = |hours: &[Hours]| if hours.is_empty() { off.to_owned() } else { texts(hours).join(", ") };
    for weekday in 0..7 {
        let was = before.map(|calendar| periods(&calendar.week[weekday])).unwrap_or_default();
        change(ClockText::weekday(weekday).text(lang).to_owned(), was, periods(&after.week[weekday]));
    }
    let by_date = |calendar: Option<&Calendar>| -> BTreeMap<Day, DayException> {
        calendar.into_iter().flat_map(|c| &c.exceptions).map(|day| (day.date, day.clone())).collect()
    };
    let (old, new) = (by_date(before), by_date(Some(after)));
    let said = |day: Option<&DayException>| match day {
        None => Admin::NothingSaid.text(lang).to_owned(),
        Some(day) => {
            let name = if lang == Lang::Vi { &day.name_vi } else { &day.name_en };
            let hours =
                if day.hours.is_empty() { String::new() } else { format!(" ({})", texts(&day.hours).join(", ")) };
            format!("{}: {name}{hours}", Admin::kind(day.kind).text(lang))
        }
    };
    let dates: BTreeSet<Day> = old.keys().chain(new.keys()).copied().collect();
    for date in dates {
        change(date.to_string(), said(old.get(&date)), said(new.get(&date)));
    }
    out
}

fn texts(hours: &[Hours]) -> Vec<String> {
    hours.iter().map(Hours::to_string).collect()
}

fn name_of(calendar: &Calendar, lang: Lang) -> &str {
    if lang == Lang::Vi { &calendar.name_vi } else { &calendar.name_en }
}

/// The version made last.
fn newest<'c>(all: &'c Calendars, code: &str) -> Option<&'c Calendar> {
    all.all().filter(|calendar| calendar.code == code).max_by_key(|calendar| calendar.id)
}

fn base_code(all: &Calendars, calendar: &Calendar) -> Option<String> {
    all.written(calendar.base?).map(|below| below.code.clone())
}

/// The agencies that name some version of a calendar.
fn naming(settings: &Settings, code: &str) -> Vec<AgencyId> {
    let names = |agency: &&super::settings::Agency| {
        agency.calendar.and_then(|id| settings.calendars.written(id)).is_some_and(|calendar| calendar.code == code)
    };
    let mut ids: Vec<AgencyId> = settings.agencies().filter(names).map(|agency| agency.id).collect();
    ids.sort_unstable();
    ids
}

fn row(settings: &Settings, viewer: &Viewer, code: &str, today: Day, lang: Lang) -> Option<CalendarRow> {
    let id = settings.calendars.in_force(code, today)?;
    let calendar = settings.calendars.written(id)?;
    let agencies = naming(settings, code);
    Some(CalendarRow {
        code: code.to_owned(),
        name: name_of(calendar, lang).to_owned(),
        base: base_code(&settings.calendars, calendar),
        zone: settings.calendars.whole(id).ok()?.zone,
        version: id.0,
        valid_from: calendar.valid_from.to_string(),
        versions: settings.calendars.all().filter(|other| other.code == code).count(),
        agencies: agencies.iter().filter_map(|id| settings.agency(*id)).map(|agency| agency.view(lang)).collect(),
        editable: keeps(settings, viewer, code).is_ok(),
    })
}

/// Whether the person may be told that a case exists: a sealed one only who may see it.
pub(super) fn may_know(settings: &Settings, viewer: &Viewer, stored: &StoredCase) -> bool {
    !stored.case.sealed || viewer.sees(settings, stored.case.agency, true)
}

/// Whether the person administers an agency.
pub(super) fn administers(settings: &Settings, viewer: &Viewer, agency: AgencyId) -> bool {
    let held = |grant: &&hoiam_shared::rights::Grant| grant.role == Role::Administrator;
    viewer.grants.iter().filter(held).any(|grant| settings.within(agency, grant.agency))
}

/// Whoever administers anything may look.
pub(super) fn looks(viewer: &Viewer) -> Result<()> {
    let administers = viewer.grants.iter().any(|grant| grant.role == Role::Administrator);
    if administers { Ok(()) } else { Err(ErrorCode::Denied.into()) }
}

/// A calendar is kept by those who administer every agency that names it; a new one by whoever administers anything.
fn keeps(settings: &Settings, viewer: &Viewer, code: &str) -> Result<()> {
    looks(viewer)?;
    let all = naming(settings, code).into_iter().all(|agency| administers(settings, viewer, agency));
    if all { Ok(()) } else { Err(ErrorCode::Denied.into()) }
}

//! What a member of staff was told in the console: the list of it, how much of it is new, and that it was seen.

use super::Recipient;
use super::letters::Values;
use crate::domain::app::App;
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::store::cases::{self, StoredCase};
use crate::store::inbox::{self, NoticeRow, Position};
use crate::store::{events, words};
use hoiam_shared::case::Code;
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::CaseId;
use hoiam_shared::notice::Topic;
use hoiam_shared::wire::notices::{InboxCount, InboxSeen, InboxView, NoticeView};
use hoiam_shared::{Lang, Stamp, limits};
use std::collections::{BTreeSet, HashMap};

/// Notices on a page.
const PAGE: usize = 30;

fn mine(viewer: &Viewer) -> String {
    Recipient::Staff(viewer.id).code()
}

/// `1794762000000-12`: behind which notice the next page begins.
fn position(text: &str) -> Option<Position> {
    let (at_ms, id) = text.split_once('-')?;
    Some((at_ms.parse().ok()?, id.parse().ok()?))
}

/// A page of the reader's, newest first.
pub async fn page(app: &App, viewer: &Viewer, after: Option<&str>, lang: Lang) -> Result<InboxView> {
    let after = match after.filter(|text| !text.is_empty()) {
        None => (i64::MAX, i64::MAX),
        Some(text) => position(text).ok_or_else(|| AppError::field("after", FieldError::UnknownValue))?,
    };
    let ranges = viewer.ranges(&app.settings());
    let mut read = app.db.read();
    let mut rows = inbox::page(&mut read, &mine(viewer), &ranges, after, PAGE as i64 + 1).await?;
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let next = rows.last().filter(|_| more).map(|row| format!("{}-{}", row.settled_ms, row.id));
    let InboxCount { unseen } = count(app, viewer).await?;
    Ok(InboxView { notices: views(app, rows, lang).await?, next, unseen })
}

/// How many the reader has not seen.
pub async fn count(app: &App, viewer: &Viewer) -> Result<InboxCount> {
    let ranges = viewer.ranges(&app.settings());
    let unseen = inbox::unseen(&mut app.db.read(), &mine(viewer), &ranges, limits::UNSEEN).await?;
    Ok(InboxCount { unseen: u32::try_from(unseen).unwrap_or(limits::UNSEEN) })
}

/// The reader has seen what was told of a case, or of every case.
pub async fn see(app: &App, viewer: &Viewer, input: &InboxSeen) -> Result<InboxCount> {
    let case = match &input.code {
        None => None,
        Some(text) => {
            let code = Code::parse(text).ok_or_else(|| AppError::field("code", FieldError::UnknownValue))?;
            let ranges = viewer.ranges(&app.settings());
            let found = cases::by_code_in(&mut app.db.read(), &ranges, code.as_str()).await?;
            Some(found.ok_or(AppError::Code(ErrorCode::NotFound))?.id)
        }
    };
    let mut tx = app.db.begin().await?;
    inbox::see(&mut tx, &mine(viewer), case, app.now_ms()).await?;
    tx.commit().await?;
    count(app, viewer).await
}

async fn views(app: &App, rows: Vec<NoticeRow>, lang: Lang) -> Result<Vec<NoticeView>> {
    let ids: BTreeSet<CaseId> = rows.iter().map(|row| CaseId(row.case_id)).collect();
    let ids: Vec<CaseId> = ids.into_iter().collect();
    let mut read = app.db.read();
    let cases = cases::by_ids(&mut read, &ids).await?;
    let cases: HashMap<CaseId, StoredCase> = cases.into_iter().map(|case| (case.id, case)).collect();
    let titles = words::filed(&mut read, &ids).await?;
    let titles: HashMap<i64, String> = titles.into_iter().map(|words| (words.case_id, words.title)).collect();
    let histories = events::histories(&mut read, &ids).await?;
    let settings = app.settings();
    let view = |row: NoticeRow| {
        let case = cases.get(&CaseId(row.case_id))?;
        let topic = Topic::from_code(&row.topic)?;
        let history = histories.get(&case.id).map_or(&[][..], Vec::as_slice);
        let version = u32::try_from(row.version).unwrap_or_default();
        let told = Values::default().telling(&settings, history, version, lang);
        Some(NoticeView {
            id: row.id,
            code: case.code.clone(),
            title: titles.get(&row.case_id).cloned().unwrap_or_default(),
            topic,
            topic_text: topic.name(lang).to_owned(),
            text: told.event,
            at: Stamp(row.settled_ms),
            seen: row.seen_ms.is_some(),
        })
    };
    Ok(rows.into_iter().filter_map(view).collect())
}

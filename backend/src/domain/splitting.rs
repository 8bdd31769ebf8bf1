//! A letter may hold two matters. One of them goes on as a case of its own, with its own code and with whoever is responsible
//! for it. The citizen's time is not begun anew: it was received when the whole was. Both cases name each other, and both
//! are written in one transaction.

use super::app::App;
use super::error::{AppError, Result};
use super::handling;
use super::intake::opening::{self, Opening};
use super::intake::{self, Prepared};
use super::moving::{self, Step};
use super::people::Viewer;
use super::settings::{Agency, Settings};
use super::sla;
use crate::secrets::sha256_hex;
use crate::store::cases::StoredCase;
use crate::store::words::{SealedContact, Words};
use crate::store::{Read, cases, words};
use hoiam_shared::case::event::{Received, RouteWhy};
use hoiam_shared::case::{Action, Actor, Code, Event, What, parts};
use hoiam_shared::check::{self, Fault};
use hoiam_shared::ids::CaseId;
use hoiam_shared::limits;
use hoiam_shared::query::CaseFacts;
use hoiam_shared::text::plan::Body;
use hoiam_shared::wire::case::ActionInput;
use hoiam_shared::wire::intake::SplitView;
use std::sync::Arc;

/// Title of a part, in characters: the beginning of what it says.
const TITLE: usize = 80;

/// Lets the matter that `input` describes go on by itself, at the agency that it names.
pub async fn split(app: &App, viewer: &Viewer, code: &Code, input: &ActionInput, version: u32) -> Result<()> {
    let settings = app.settings();
    let mut faults: Vec<Fault> = Vec::new();
    check::text("body", &input.body, limits::BODY_MIN_CHARS, limits::BODY_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    let agency = handling::named_agency(&settings, input)?;
    let id = CaseId(app.numbers.case(&app.db).await?);
    let mut tx = app.db.begin().await?;
    let (before, history) = handling::open(&mut tx, &settings, viewer, code, Action::Split, Some(version)).await?;
    let filed = words::filed(&mut tx, &[before.id]).await?.pop().unwrap_or_default();
    let contact = words::contact(&mut tx, before.id).await?;
    let part = Part { id, whole: &before, agency, body: input.body.trim(), address: filed.address, contact };
    let prepared = prepare(app, &settings, viewer, part)?;
    let step = Step::silent(Actor::Staff(viewer.id), What::Split { case: id });
    let moved = moving::advance(&settings, &before, &history, vec![step], app.now_ms())?;
    intake::writer::store(&mut tx, &[&Arc::new(prepared)]).await?;
    moved.store(&mut tx, &before).await?;
    tx.commit().await?;
    app.written.ring();
    Ok(())
}

/// What a part is made of.
struct Part<'a> {
    id: CaseId,
    whole: &'a StoredCase,
    agency: &'a Agency,
    body: &'a str,
    address: String,
    contact: Option<SealedContact>,
}

fn prepare(app: &App, settings: &Settings, viewer: &Viewer, part: Part<'_>) -> Result<Prepared> {
    let Part { id, whole, agency, body, address, contact } = part;
    let was = &whole.case;
    let words = Words { case_id: id.0, version: 1, title: title(body), body: body.to_owned(), address };
    let text = Arc::new(Body::new([words.title.as_str(), words.body.as_str(), words.address.as_str()]));
    let areas = was.area.as_deref().map(|code| settings.area_line(code)).unwrap_or_default();
    // What the whole was about says nothing of this part.
    let facts =
        CaseFacts { areas: &areas, ..CaseFacts::filed(was.kind, was.channel, was.site, was.received_ms, &text) };
    let received = Received {
        kind: was.kind,
        site: was.site,
        channel: was.channel,
        language: was.language,
        area: was.area.clone(),
        category: None,
        flags: Vec::new(),
        held: false,
        policy: sla::choose_policy(settings, &facts, was.received_ms).map(|policy| policy.id),
        calendar: was.calendar,
        public: was.wished,
        by: None,
        appeals: None,
        split_from: Some(whole.id),
        sealed: was.sealed,
    };
    let opening = Opening {
        id,
        received,
        received_ms: was.received_ms,
        actor: Actor::Staff(viewer.id),
        agency: agency.id,
        why: RouteWhy::Person,
        body_sha256: sha256_hex(&words.body),
        words,
        text,
        contact: contact.and_then(|kept| opening::resealed(app, &kept, id)),
        files: Vec::new(),
        key: format!("split {} {}", whole.code, was.version),
    };
    opening::prepare(app, settings, opening)
}

/// The first line, as far as whole words go.
fn title(body: &str) -> String {
    let line = body.lines().next().unwrap_or_default().trim();
    if line.chars().count() <= TITLE {
        return line.to_owned();
    }
    let begin: String = line.chars().take(TITLE).collect();
    let whole = begin.rsplit_once(' ').map_or(begin.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

/// The case that this was a part of, by its code, and the parts of this one with what opens each: told with the secret of
/// this case.
pub async fn view(app: &App, read: &mut Read<'_>, history: &[Event]) -> Result<(Option<String>, Vec<SplitView>)> {
    let whole: Vec<CaseId> = parts::part_of(history).into_iter().collect();
    let part_of = cases::codes(read, &whole).await?.pop();
    let codes = cases::codes(read, &parts::split_off(history)).await?;
    let part = |code: String| SplitView { secret: app.keys.secret_of(&code), code };
    Ok((part_of, codes.into_iter().map(part).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_called_by_its_first_words() {
        assert_eq!(title("Đèn đường hỏng.\nXin sửa."), "Đèn đường hỏng.");
        let long = title(&"đường ".repeat(40));
        assert!(long.ends_with("đường…") && long.chars().count() <= TITLE + 1, "{long}");
        assert_eq!(title(&"x".repeat(200)).chars().count(), TITLE + 1);
    }
}

//! What is stored about the citizen of a case, as one file: for themselves with code and secret, and for staff who answer for
//! the agency when somebody asks who has lost theirs. Staff find the cases by a contact and a reason, which go into the record
//! of acts; the file is theirs for an hour. What staff note among themselves is not in it, and is counted in it.

use super::app::App;
use super::audit::{self, Entry};
use super::error::{AppError, Cause, Result};
use super::evidence::file_at;
use super::following;
use super::looking;
use super::people::Viewer;
use super::unsealing;
use crate::store::audit::{self as acts, Wanted};
use crate::store::cases::{Ranges, StoredCase};
use crate::store::{attachments, bells, cases, deliveries, events, looks, publications, words};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::Code;
use hoiam_shared::catalogue::personal::PersonFile;
use hoiam_shared::check;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::CaseId;
use hoiam_shared::rights::Role;
use hoiam_shared::wire::intake::Contact;
use hoiam_shared::wire::personal::{DataSubjectInput, DataSubjectView, PersonCase};
use hoiam_shared::{Lang, Stamp, limits};
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// Contacts opened at once.
const PAGE: i64 = 2_000;
/// How long whoever found a case by a contact may download its file.
const HOUR_MS: i64 = 3_600_000;

/// Who asks for the file.
#[derive(Debug, Clone, Copy)]
pub enum Asking<'a> {
    /// The citizen, with the secret.
    Citizen(&'a str),
    /// Staff, who found it by a contact.
    Staff(&'a Viewer),
}

/// The file, a ZIP: `data.json`, and the files that the citizen may open.
pub async fn file(app: &App, code: &Code, asking: Asking<'_>, lang: Lang) -> Result<Vec<u8>> {
    let stored = match asking {
        Asking::Citizen(secret) => following::opened(app, code, secret).await?,
        Asking::Staff(viewer) => found_before(app, viewer, code).await?,
    };
    let data = data(app, &stored, lang).await?;
    let mut files = Vec::new();
    for file in attachments::public_of(&mut app.db.read(), stored.id).await? {
        // A name is somebody's word, and no path.
        let name = file.name.replace(['/', '\\'], "_");
        files.push((format!("files/{}-{name}", file.number), app.evidence.files.get(&file_at(&file.object)).await?));
    }
    let packed = tokio::task::spawn_blocking(move || {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("data.json", SimpleFileOptions::default())?;
        zip.write_all(data.as_bytes())?;
        // What people send along is packed already.
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, bytes) in files {
            zip.start_file(name, stored)?;
            zip.write_all(&bytes)?;
        }
        zip.finish().map(Cursor::into_inner)
    });
    let packed = packed.await.map_err(|error| AppError::Internal(Cause::from(error)))?;
    packed.map_err(|error| AppError::Internal(Cause::from(error)))
}

async fn data(app: &App, stored: &StoredCase, lang: Lang) -> Result<String> {
    let mut read = app.db.read();
    let case = &stored.case;
    let mut told = serde_json::to_value(following::unlocked(app, stored, lang).await?).unwrap_or_default();
    // Other cases have files of their own, and what opens them is not for everybody who reads this.
    for key in ["appeal", "part_of", "parts", "allowed"] {
        if let Some(fields) = told.as_object_mut() {
            fields.remove(key);
        }
    }
    let history = events::of_case(&mut read, stored.id).await?;
    let filed = words::filed(&mut read, &[stored.id]).await?.pop().unwrap_or_default();
    let contact = match words::contact(&mut read, stored.id).await? {
        Some(sealed) => unsealing::read(app, stored.id, &sealed)?,
        None => None,
    };
    let internal = history.iter().filter(|event| !event.what.public() && !event.words_sha256.is_empty()).count();
    let notices = deliveries::to_citizen(&mut read, stored.id).await?;
    let notice = |(via, topic, state, made, settled): &(String, String, String, i64, Option<i64>)| json!({ "via": via, "about": topic, "state": state, "made_at": Stamp(*made), "settled_at": settled.map(Stamp) });
    let public = publications::of_cases(&mut read, &[stored.id]).await?.pop();
    let whole = json!({
        "about": PersonFile::About.text(lang),
        "not_included": PersonFile::LeftOut.text(lang),
        "made_at": Stamp(app.now_ms()),
        "case": told,
        "channel": case.channel,
        "language": case.language,
        "area": case.area,
        "category": case.category,
        "place": filed.address,
        "may_be_public": case.wished,
        "contact": contact,
        "public_copy": public.map(|copy| json!({ "title": copy.title, "text": copy.body, "answer": copy.answer })),
        "notices": notices.iter().map(notice).collect::<Vec<_>>(),
        "devices_told": bells::of_cases(&mut read, &[stored.id]).await?.len(),
        "looks_by_staff": looks::of_case(&mut read, stored.id).await?,
        "internal_texts": internal,
    });
    serde_json::to_string_pretty(&whole).map_err(|error| AppError::Internal(Cause::from(error)))
}

fn ranges(app: &App, viewer: &Viewer) -> Result<Ranges> {
    // Sealed cases are not found by who sent them.
    let ranges = viewer.ranges_where(&app.settings(), Role::keeps_personal_data, |_| false);
    if ranges.cases.is_empty() { Err(ErrorCode::Denied.into()) } else { Ok(ranges) }
}

/// A case that this person found by a contact less than an hour ago.
async fn found_before(app: &App, viewer: &Viewer, code: &Code) -> Result<StoredCase> {
    let ranges = ranges(app, viewer)?;
    let wanted = Wanted {
        ranges: ranges.cases.clone(),
        user: Some(viewer.id.0),
        thing: Some(Thing::PersonalData.code().to_owned()),
        item: Some(code.as_str().to_owned()),
        from_ms: Some(app.now_ms() - HOUR_MS),
        ..Wanted::default()
    };
    let mut read = app.db.read();
    let found =
        cases::by_code_in(&mut read, &ranges, code.as_str()).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let told = acts::page(&mut read, &wanted, 10).await?;
    if !told.iter().any(|row| row.act == Act::Exported.code()) {
        return Err(ErrorCode::Denied.into());
    }
    looking::at(app, viewer, found.id).await?;
    Ok(found)
}

/// Finds the cases with a contact, within the person's rights, and writes down that they did and why.
pub async fn find(app: &App, viewer: &Viewer, input: &DataSubjectInput, lang: Lang) -> Result<DataSubjectView> {
    let mut faults = Vec::new();
    check::text("contact", &input.contact, 1, limits::EMAIL_CHARS, &mut faults);
    check::text("reason", &input.reason, 1, limits::REASON_CHARS, &mut faults);
    let sought = Sought::of(&input.contact);
    if faults.is_empty() && sought.is_none() {
        return Err(AppError::field("contact", hoiam_shared::error::FieldError::NotSupported));
    }
    let (Some(sought), true) = (sought, faults.is_empty()) else { return Err(AppError::Invalid(faults)) };
    let ranges = ranges(app, viewer)?;
    let ids = matching(app, &ranges, &sought).await?;
    let settings = app.settings();
    let mut found = cases::by_ids(&mut app.db.read(), &ids).await?;
    found.sort_by_key(|case| (case.case.received_ms, case.id));
    for case in &found {
        looking::at(app, viewer, case.id).await?;
    }
    let mut tx = app.db.begin().await?;
    let reason = json!({ "reason": input.reason.trim() });
    let named = |item: &str, agency| Entry::of(Act::Exported, Thing::PersonalData, item, agency);
    let top = viewer.tops(Role::keeps_personal_data).first().copied().unwrap_or_else(|| audit::all(&settings));
    if found.is_empty() {
        audit::by(app, &mut tx, viewer, named("", top).with(Value::Null, reason.clone())).await?;
    }
    for case in &found {
        let entry = named(&case.code, case.case.agency.unwrap_or(top)).with(Value::Null, reason.clone());
        audit::by(app, &mut tx, viewer, entry).await?;
    }
    tx.commit().await?;
    let view = |stored: StoredCase| PersonCase {
        kind: stored.case.kind,
        status: stored.case.state,
        agency: stored.case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
        received_at: Stamp(stored.case.received_ms),
        code: stored.code,
    };
    Ok(DataSubjectView { cases: found.into_iter().map(view).collect() })
}

/// Contacts are sealed each by itself, so that nobody finds anything by one but by opening all.
async fn matching(app: &App, ranges: &Ranges, sought: &Sought) -> Result<Vec<CaseId>> {
    let (mut found, mut after) = (Vec::new(), 0);
    loop {
        let page = words::contacts_within(&mut app.db.read(), ranges, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = last.case_id;
        for sealed in &page {
            let id = CaseId(sealed.case_id);
            // One that cannot be opened is nobody's; `hoiam verify` and backups tell of keys that are missing.
            if let Ok(Some(contact)) = unsealing::read(app, id, sealed)
                && sought.is(&contact)
            {
                found.push(id);
            }
        }
        tokio::task::yield_now().await;
    }
}

/// A contact as it is compared.
#[derive(Debug, PartialEq, Eq)]
enum Sought {
    Email(String),
    Phone(String),
}

impl Sought {
    fn of(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.contains('@') {
            return Some(Self::Email(text.to_lowercase()));
        }
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // +84 912… and 0912… are one number.
        let own = digits.strip_prefix("84").filter(|rest| text.starts_with('+') || rest.len() > 8);
        let digits = own.map(|rest| format!("0{rest}")).unwrap_or(digits);
        (digits.len() >= 8).then_some(Self::Phone(digits))
    }

    fn is(&self, contact: &Contact) -> bool {
        let left = [contact.email.as_deref(), contact.phone.as_deref()];
        left.into_iter().flatten().filter_map(Self::of).any(|known| known == *self)
    }
}

#[cfg(test)]
mod tests {
    use super::Sought;

    #[test]
    fn a_contact_is_the_same_however_it_is_written() {
        let same = |a: &str, b: &str| assert_eq!(Sought::of(a), Sought::of(b), "{a} / {b}");
        same("0912 345 678", "+84912345678");
        same("84 912.345.678", "0912345678");
        same(" An@Example.vn ", "an@example.vn");
        assert_ne!(Sought::of("0912345678"), Sought::of("0912345679"));
        assert_eq!(Sought::of("912"), None);
        assert_eq!(Sought::of("Nguyễn Văn An"), None);
    }
}

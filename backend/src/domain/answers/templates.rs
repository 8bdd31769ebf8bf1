//! Templates of answers: kept by agencies for all below them, offered for the cases they fit, their places filled from the
//! case. What they leave to the person who answers are `[[blanks]]`.

use super::{category_line, category_text, check_category, kept_by, rules};
use crate::domain::app::App;
use crate::domain::audit::{self, Entry};
use crate::domain::error::{AppError, Result};
use crate::domain::people::Viewer;
use crate::domain::settings::Settings;
use crate::domain::telling;
use crate::store::answers::{self, TemplateRow};
use crate::store::cases::StoredCase;
use crate::store::words::Words;
use crate::store::{cases, words};
use hoiam_shared::audit::{Act, Thing};
use hoiam_shared::case::Code;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, UserId};
use hoiam_shared::limits;
use hoiam_shared::notice::{Piece, pieces};
use hoiam_shared::unfit::{Unfit, Why};
use hoiam_shared::wire::answers::{AnswersView, CaseTemplate, TemplateInput, TemplateTrial, TemplateView};
use hoiam_shared::wire::site::CategoryView;
use hoiam_shared::{Lang, Stamp};
use serde_json::json;

/// The places that a template can fill.
pub const PLACES: &[&str] =
    &["code", "title", "kind", "agency", "category", "area", "address", "received", "due", "today", "handler"];

/// Everything that an agency has set up around answers.
pub async fn list(app: &App, viewer: &Viewer, agency: &str, lang: Lang) -> Result<AnswersView> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, agency)?;
    let mut read = app.db.read();
    let view = |row: TemplateRow| TemplateView {
        id: row.id,
        category_text: category_text(&settings, &row.category, lang),
        category: row.category,
        lang: Lang::from_code(&row.lang).unwrap_or_default(),
        name: row.name,
        body: row.body,
        changed_at: Stamp(row.changed_ms),
        changed_by: settings.person(UserId(row.user_id)).map_or_else(String::new, |person| person.name.clone()),
    };
    let category = |category: &crate::domain::settings::Category| CategoryView {
        code: category.code.clone(),
        parent: category.parent.clone(),
        name: category.name(lang).to_owned(),
    };
    Ok(AnswersView {
        agency: agency.view(lang),
        templates: answers::templates_of(&mut read, agency.id.0).await?.into_iter().map(view).collect(),
        rules: rules::views(&mut read, &settings, agency, lang).await?,
        categories: settings.categories_today().map(category).collect(),
        places: PLACES.iter().map(|place| (*place).to_owned()).collect(),
    })
}

/// Keeps a template: a new one, or another text of the one named.
pub async fn keep(app: &App, viewer: &Viewer, id: Option<i64>, input: &TemplateInput) -> Result<()> {
    let settings = app.settings();
    let agency = kept_by(&settings, viewer, &input.agency)?;
    check(&settings, input)?;
    let mut tx = app.db.begin().await?;
    let mut before = None;
    if let Some(id) = id {
        // A template stays with its agency.
        let known = answers::template(&mut tx, id).await?.filter(|row| row.agency_id == agency.id.0);
        before = Some(known.ok_or(AppError::Code(ErrorCode::NotFound))?);
    } else if answers::templates_of(&mut tx, agency.id.0).await?.len() >= limits::TEMPLATES {
        return Err(AppError::Unfit(vec![Unfit::new("name", Why::TooMany, limits::TEMPLATES.to_string())]));
    }
    let row = TemplateRow {
        id: id.unwrap_or_default(),
        agency_id: agency.id.0,
        category: input.category.clone(),
        lang: input.lang.code().to_owned(),
        name: input.name.trim().to_owned(),
        body: input.body.trim().replace("\r\n", "\n"),
        changed_ms: app.now_ms(),
        user_id: viewer.id.0,
    };
    let id = answers::put_template(&mut tx, &row).await?;
    let act = if before.is_some() { Act::Changed } else { Act::Created };
    let entry = Entry::of(act, Thing::Template, id.to_string(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(before.as_ref().map_or(json!(null), told), told(&row))).await?;
    Ok(tx.commit().await?)
}

fn told(row: &TemplateRow) -> serde_json::Value {
    json!({ "name": row.name, "category": row.category, "lang": row.lang, "body": row.body })
}

/// Removes a template.
pub async fn forget(app: &App, viewer: &Viewer, id: i64) -> Result<()> {
    let settings = app.settings();
    let mut tx = app.db.begin().await?;
    let row = answers::template(&mut tx, id).await?.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let agency = settings.agency(AgencyId(row.agency_id)).ok_or(AppError::Code(ErrorCode::NotFound))?;
    kept_by(&settings, viewer, &agency.code)?;
    answers::remove_template(&mut tx, id).await?;
    let entry = Entry::of(Act::Removed, Thing::Template, id.to_string(), agency.id);
    audit::by(app, &mut tx, viewer, entry.with(told(&row), json!(null))).await?;
    Ok(tx.commit().await?)
}

fn check(settings: &Settings, input: &TemplateInput) -> Result<()> {
    let mut wrong = Vec::new();
    check_category(settings, &input.category, &mut wrong);
    for (field, text, most) in
        [("name", &input.name, limits::NAME_CHARS), ("body", &input.body, limits::ANSWER_CHARS / 2)]
    {
        if text.trim().is_empty() {
            wrong.push(Unfit::new(field, Why::Required, ""));
        }
        if text.chars().count() > most {
            wrong.push(Unfit::new(field, Why::TooLong, most.to_string()));
        }
        if text.trim().contains(|c: char| c.is_control() && !(field == "body" && matches!(c, '\n' | '\r'))) {
            wrong.push(Unfit::new(field, Why::Unreadable, ""));
        }
    }
    for piece in pieces(&input.body) {
        if let Piece::Place(name) = piece
            && !PLACES.contains(&name)
        {
            wrong.push(Unfit::new("body", Why::UnknownPlace, format!("{{{name}}}")));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(AppError::Unfit(wrong)) }
}

/// The templates that fit a case, nearest agency first, their places filled.
pub async fn for_case(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<Vec<CaseTemplate>> {
    let settings = app.settings();
    let mut read = app.db.read();
    let stored = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?;
    let stored = stored.ok_or(AppError::Code(ErrorCode::NotFound))?;
    let filed = words::filed(&mut read, &[stored.id]).await?.pop().unwrap_or_default();
    let case = &stored.case;
    let categories = category_line(&settings, case.category.as_deref());
    let mut out = Vec::new();
    for agency in case.agency.into_iter().flat_map(|id| settings.line(id)) {
        let mut rows = answers::templates_of(&mut read, agency.id.0).await?;
        rows.retain(|row| row.lang == case.language.code() && categories.contains(&row.category.as_str()));
        // Those about the case's own category come before those about all.
        rows.sort_by_key(|row| categories.iter().position(|code| *code == row.category));
        out.extend(rows.into_iter().map(|row| CaseTemplate {
            id: row.id,
            name: row.name,
            body: filled(app, &settings, viewer, &stored, &filed, &row.body),
            from: agency.name(lang).to_owned(),
        }));
    }
    Ok(out)
}

/// A template as it would be inserted into the answer to a case.
pub async fn preview(app: &App, viewer: &Viewer, trial: &TemplateTrial) -> Result<String> {
    let settings = app.settings();
    kept_by(&settings, viewer, &trial.agency)?;
    let missing = || AppError::Unfit(vec![Unfit::new("code", Why::UnknownValue, trial.code.trim())]);
    let code = Code::parse(trial.code.trim()).ok_or_else(missing)?;
    let mut read = app.db.read();
    let stored = cases::by_code_in(&mut read, &viewer.ranges(&settings), code.as_str()).await?.ok_or_else(missing)?;
    let filed = words::filed(&mut read, &[stored.id]).await?.pop().unwrap_or_default();
    Ok(filled(app, &settings, viewer, &stored, &filed, &trial.body))
}

/// The text with its places filled, in the language of the case.
fn filled(app: &App, settings: &Settings, viewer: &Viewer, stored: &StoredCase, filed: &Words, body: &str) -> String {
    let (case, lang) = (&stored.case, stored.case.language);
    let value = |place: &str| -> String {
        match place {
            "code" => stored.code.clone(),
            "title" => filed.title.clone(),
            "kind" => case.kind.name(lang).to_owned(),
            "agency" => {
                case.agency.and_then(|id| settings.agency(id)).map_or("", |agency| agency.name(lang)).to_owned()
            }
            "category" => case.category.as_deref().map(|code| category_text(settings, code, lang)).unwrap_or_default(),
            "area" => case.area.as_deref().and_then(|code| settings.area_name(code, lang)).unwrap_or_default(),
            "address" => filed.address.clone(),
            "received" => telling::date(case.received_ms + 1, lang),
            "due" => stored.due_ms.map(|due| telling::date(due, lang)).unwrap_or_default(),
            "today" => telling::date(app.now_ms() + 1, lang),
            "handler" => viewer.name.clone(),
            _ => String::new(),
        }
    };
    let mut out = String::with_capacity(body.len() + 64);
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Place(place) => out.push_str(&value(place)),
        }
    }
    out
}

//! What everybody finds and reads: published cases by the index that holds nothing else, filled from their copies. No
//! function here reads what people wrote; it knows the copies only.

use super::app::App;
use super::covering;
use super::error::{AppError, Result};
use super::facts::on_time;
use super::intake;
use super::queue;
use super::remembered::{Answer, search};
use super::rows::{Sought, snippet};
use super::settings::Settings;
use crate::search::{Facet as By, FacetCounts, Index, Scope, SimilarTo, Sort};
use crate::secrets::sha256_of;
use crate::store::cases::StoredCase;
use crate::store::publications::{self, Publication, Standing};
use crate::store::{cases, duplicates};
use hoiam_shared::case::{CaseKind, Code};
use hoiam_shared::catalogue::fields::FieldNames;
use hoiam_shared::check::{self, Fault};
use hoiam_shared::error::{ErrorCode, FieldError};
use hoiam_shared::ids::CaseId;
use hoiam_shared::publish::MASK;
use hoiam_shared::query::{Node, Test, plain_text};
use hoiam_shared::wire::case::{Facet, FacetValue};
use hoiam_shared::wire::intake::CaseNew;
use hoiam_shared::wire::public::{
    PublicCase, PublicPage, PublicRow, SuggestionView, SuggestionsInput, SuggestionsView,
};
use hoiam_shared::{Lang, Stamp, limits};
use std::collections::HashMap;

/// Rows of a page.
const ROWS: usize = 15;
/// Pages that can be turned to; who looks further narrows down.
const PAGES: usize = 50;
/// Values of a facet that are shown.
const FACET_VALUES: usize = 8;
/// Cases suggested while typing, candidates for that, and what they must share with what is typed.
const SUGGESTED: usize = 3;
const CANDIDATES: usize = 12;
const ALIKE: f32 = 0.3;
/// Shorter texts are like everything.
const SUGGEST_CHARS: usize = 12;

/// A list asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Free words; the query language is for staff.
    pub q: String,
    /// Code of a kind.
    pub kind: Option<String>,
    /// Code of an area.
    pub area: Option<String>,
    /// Code of a category.
    pub category: Option<String>,
    /// Code of an agency.
    pub agency: Option<String>,
    /// From 1.
    pub page: usize,
}

impl Wanted {
    /// The parts of the list by name, and what each asks. A code that does not exist finds nothing.
    fn parts(&self) -> Result<Vec<(&'static str, Node)>> {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
        let mut parts = Vec::new();
        if !self.q.trim().is_empty() {
            parts.push(("q", plain_text(&self.q)));
        }
        if let Some(kind) = said(&self.kind) {
            let kind = CaseKind::from_code(&kind).ok_or_else(|| AppError::field("kind", FieldError::UnknownValue))?;
            parts.push(("kind", Node::Is(Test::Kind(kind))));
        }
        parts.extend(said(&self.area).map(|code| ("area", Node::Is(Test::Area(code)))));
        parts.extend(said(&self.category).map(|code| ("category", Node::Is(Test::Category(code)))));
        parts.extend(said(&self.agency).map(|code| ("agency", Node::Is(Test::Agency(code)))));
        Ok(parts)
    }
}

/// What is found, and what would be found without a part of the question: its name and the cases.
#[derive(Debug, Clone)]
pub struct Found {
    /// The page.
    pub page: PublicPage,
    /// Where nothing was found, the parts that stand in the way.
    pub without: Vec<(&'static str, u64)>,
}

/// One page of published cases.
pub async fn page(app: &App, wanted: &Wanted, lang: Lang) -> Result<Found> {
    if wanted.q.chars().count() > limits::QUERY_CHARS {
        return Err(AppError::field("q", FieldError::TooLong));
    }
    let settings = app.settings();
    let parts = wanted.parts()?;
    let tree = Node::and(parts.iter().map(|(_, node)| node.clone()));
    let number = wanted.page.clamp(1, PAGES);
    let sort = if wanted.q.trim().is_empty() { Sort::Answered } else { Sort::Relevance };
    // Provinces, and within one of them its communes.
    let by_area = if wanted.area.is_some() { By::Area } else { By::Province };
    let by = [by_area, By::Category, By::Agency, By::Kind];
    let answer = search(app, &tree, sort, number * ROWS, by.to_vec()).await?;
    let found = &answer.found;

    let skipped = (number - 1) * ROWS;
    let mut ids: Vec<CaseId> = found.by_code.filter(|_| number == 1).map(CaseId).into_iter().collect();
    let hits = found.hits.iter().skip(skipped).map(|hit| CaseId(hit.id));
    ids.extend(hits.filter(|id| Some(id.0) != found.by_code));
    let cases = shown(app, &settings, &tree, &answer, &ids, lang).await?;
    let near: Vec<CaseId> = found.near.iter().map(|hit| CaseId(hit.id)).collect();
    let near = if number == 1 { shown(app, &settings, &tree, &answer, &near, lang).await? } else { Vec::new() };
    let mut without = Vec::new();
    if cases.is_empty() && parts.len() > 1 {
        for left_out in 0..parts.len() {
            let rest = parts.iter().enumerate().filter(|(i, _)| *i != left_out).map(|(_, (_, node))| node.clone());
            let total = search(app, &Node::and(rest), Sort::Answered, 1, Vec::new()).await?.found.total;
            if total > 0 {
                without.push((parts[left_out].0, total));
            }
        }
    }
    let pages = found.total.div_ceil(ROWS as u64).clamp(1, PAGES as u64);
    let page = PublicPage {
        cases,
        total: found.total.max(u64::from(found.by_code.is_some())),
        page: u32::try_from(number).unwrap_or(1),
        pages: u32::try_from(pages).unwrap_or(1),
        facets: found.facets.iter().map(|counts| facet(&settings, counts, lang)).collect(),
        did_you_mean: queue::did_you_mean(&wanted.q, found).or_else(|| answer.reading.clone()),
        near,
    };
    Ok(Found { page, without })
}

fn facet(settings: &Settings, counts: &FacetCounts, lang: Lang) -> Facet {
    let (field, label) = match counts.facet {
        By::Kind => ("kind", FieldNames::Kind),
        By::Category => ("category", FieldNames::Category),
        By::Agency => ("agency", FieldNames::Agency),
        _ => ("area", FieldNames::Area),
    };
    let named = |code: &str| -> Option<(String, String)> {
        let same = |name: String| Some((code.to_owned(), name));
        match counts.facet {
            By::Kind => same(CaseKind::from_code(code)?.name(lang).to_owned()),
            By::Category => same(settings.category(code)?.name(lang).to_owned()),
            By::Agency => {
                let agency = settings.agency(hoiam_shared::ids::AgencyId(code.parse().ok()?))?;
                Some((agency.code.clone(), agency.name(lang).to_owned()))
            }
            _ => same(settings.area(code)?.name(lang).to_owned()),
        }
    };
    let value = |(code, count): &(String, u64)| {
        let (value, label) = named(code)?;
        Some(FacetValue { value: format!("{field}:{value}"), label, count: *count })
    };
    let values = counts.counts.iter().filter_map(value).take(FACET_VALUES).collect();
    Facet { field: field.to_owned(), label: label.text(lang).to_owned(), values }
}

/// Copies with their cases, in the order of the ids; what is not public by now is left out.
async fn read(app: &App, ids: &[CaseId]) -> Result<Vec<(Publication, StoredCase)>> {
    let mut read = app.db.read();
    let copies = publications::of_cases(&mut read, ids).await?;
    let public: Vec<CaseId> = copies.iter().map(|copy| CaseId(copy.case_id)).collect();
    let mut cases: HashMap<i64, StoredCase> =
        cases::by_ids(&mut read, &public).await?.into_iter().map(|case| (case.id.0, case)).collect();
    let mut copies: HashMap<i64, Publication> = copies.into_iter().map(|copy| (copy.case_id, copy)).collect();
    Ok(ids.iter().filter_map(|id| Some((copies.remove(&id.0)?, cases.remove(&id.0)?))).collect())
}

/// Rows of cases found, in the order of the ids, as far as they are public by now; those that were shown before as they were.
async fn shown(
    app: &App,
    settings: &Settings,
    tree: &Node,
    answer: &Answer,
    ids: &[CaseId],
    lang: Lang,
) -> Result<Vec<PublicRow>> {
    let standing = publications::standing(&mut app.db.read(), ids).await?;
    let known = standing.iter().filter_map(|now| Some((now.case_id, answer.shown(lang, now)?)));
    let mut by_case: HashMap<i64, PublicRow> = known.collect();
    let new = |one: &&Standing| !by_case.contains_key(&one.case_id);
    let new: Vec<CaseId> = standing.iter().filter(new).map(|one| CaseId(one.case_id)).collect();
    if !new.is_empty() {
        let sought = Sought::by(&settings.compile(tree, app.now_ms(), None));
        for (standing, row) in rows(app, settings, &new, &sought, lang).await? {
            answer.show(lang, standing, row.clone());
            by_case.insert(standing.case_id, row);
        }
    }
    Ok(ids.iter().filter_map(|id| by_case.remove(&id.0)).collect())
}

async fn rows(
    app: &App,
    settings: &Settings,
    ids: &[CaseId],
    sought: &Sought,
    lang: Lang,
) -> Result<Vec<(Standing, PublicRow)>> {
    let cut = |text: &str| sought.shown_in(text).unwrap_or_else(|| (snippet(text, 0), Vec::new()));
    let row = |(copy, stored): (Publication, StoredCase)| {
        let case = &stored.case;
        let (body, body_marks) = cut(&copy.body);
        let (answer, answer_marks) = cut(&copy.answer);
        let (case_id, version, case_version) = (copy.case_id, copy.version, i64::from(case.version));
        let row = PublicRow {
            code: stored.code.clone(),
            title_marks: sought.marks(&copy.title),
            title: copy.title,
            snippet: body,
            answer,
            snippet_marks: body_marks,
            answer_marks,
            kind: case.kind,
            agency: case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
            area: case.area.as_deref().and_then(|code| settings.area_name(code, lang)),
            category: case.category.as_deref().and_then(|c| settings.category(c)).map(|c| c.name(lang).to_owned()),
            received_at: Stamp(case.received_ms),
            answered_at: case.answered_ms.map(Stamp),
            on_time: on_time(&stored, &stored.clocks()?),
        };
        Ok((Standing { case_id, version, case_version }, row))
    };
    read(app, ids).await?.into_iter().map(row).collect()
}

/// One published case. One that is not public does not exist.
pub async fn case(app: &App, code: &Code, lang: Lang) -> Result<PublicCase> {
    let settings = app.settings();
    let copy = publications::by_code(&mut app.db.read(), code.as_str()).await?;
    let id = CaseId(copy.ok_or(AppError::Code(ErrorCode::NotFound))?.case_id);
    let found = read(app, &[id]).await?.pop().ok_or(AppError::Code(ErrorCode::NotFound))?;
    whole(app, &settings, found, lang).await
}

/// A picture of a published case: a JPEG, and the digest of its bytes.
pub async fn picture(app: &App, code: &Code, number: u32) -> Result<(Vec<u8>, String)> {
    let found = publications::picture(&mut app.db.read(), code.as_str(), i64::from(number)).await?;
    let bytes = covering::bytes(&found.ok_or(AppError::Code(ErrorCode::NotFound))?.jpeg)?;
    let digest = sha256_of([bytes.as_slice()]);
    Ok((bytes, digest))
}

/// The cases published last, newest first.
pub async fn newest(app: &App, limit: usize, lang: Lang) -> Result<Vec<PublicCase>> {
    let settings = app.settings();
    let copies = publications::newest(&mut app.db.read(), i64::try_from(limit).unwrap_or(i64::MAX)).await?;
    let ids: Vec<CaseId> = copies.iter().map(|copy| CaseId(copy.case_id)).collect();
    let mut out = Vec::with_capacity(ids.len());
    for found in read(app, &ids).await? {
        out.push(whole(app, &settings, found, lang).await?);
    }
    Ok(out)
}

/// Codes of the cases published last and when each was, newest first: for those who list pages.
pub async fn addresses(app: &App, limit: usize) -> Result<Vec<(String, Stamp)>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let all = publications::addresses(&mut app.db.read(), limit).await?;
    Ok(all.into_iter().map(|(code, at_ms)| (code, Stamp(at_ms))).collect())
}

async fn whole(
    app: &App,
    settings: &Settings,
    (copy, stored): (Publication, StoredCase),
    lang: Lang,
) -> Result<PublicCase> {
    let case = &stored.case;
    let mut read = app.db.read();
    let joined = duplicates::followers(&mut read, stored.id).await?.len();
    let pictures = publications::pictures_of(&mut read, stored.id).await?;
    // Another version is another picture.
    let address = |(number, version): (i64, i64)| format!("/p/{}/pictures/{number}?v={version}", stored.code);
    let name = |code: &str| settings.area_name(code, lang);
    Ok(PublicCase {
        code: stored.code.clone(),
        redacted: [&copy.title, &copy.body, &copy.answer].iter().any(|text| text.contains(MASK)),
        pictures: pictures.into_iter().map(address).collect(),
        title: copy.title,
        body: copy.body,
        answer: copy.answer,
        kind: case.kind,
        agency: case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
        area: case.area.clone(),
        area_name: case.area.as_deref().and_then(name),
        category: case.category.clone(),
        category_name: case.category.as_deref().and_then(|c| settings.category(c)).map(|c| c.name(lang).to_owned()),
        language: case.language,
        received_at: Stamp(case.received_ms),
        due_at: stored.due_ms.map(Stamp),
        answered_at: case.answered_ms.map(Stamp),
        on_time: on_time(&stored, &stored.clocks()?),
        published_at: Stamp(copy.published_ms),
        joined: u32::try_from(joined).unwrap_or(u32::MAX),
    })
}

/// The same for a case that is about to be sent. A kindness: whatever goes wrong with it keeps nobody from sending.
pub async fn alike(app: &App, key: &str, case: &CaseNew, lang: Lang) -> Vec<SuggestionView> {
    if !case.kind.publishable() {
        return Vec::new();
    }
    let text = format!("{}\n{}", case.title, case.body);
    let input = SuggestionsInput { text, area: case.area.clone(), category: case.category.clone() };
    suggestions(app, key, None, &input, lang).await.map(|view| view.cases).unwrap_or_default()
}

/// Published cases that read like what somebody is typing.
pub async fn suggestions(
    app: &App,
    key: &str,
    origin: Option<&str>,
    input: &SuggestionsInput,
    lang: Lang,
) -> Result<SuggestionsView> {
    let settings = app.settings();
    intake::site_for(app, &settings, key, origin)?;
    let mut faults: Vec<Fault> = Vec::new();
    check::text("text", &input.text, 0, limits::BODY_CHARS, &mut faults);
    if !faults.is_empty() {
        return Err(AppError::Invalid(faults));
    }
    if input.text.trim().chars().count() < SUGGEST_CHARS {
        return Ok(SuggestionsView { cases: Vec::new() });
    }
    let (now_ms, input) = (app.now_ms(), input.clone());
    let ask = move |index: &Index| {
        let (area, category) = (input.area.as_deref(), input.category.as_deref());
        let to = SimilarTo { text: &input.text, area, category, except: None, now_ms, limit: CANDIDATES };
        index.similar(&to, &Scope::public())
    };
    let found = app.ask_public(ask).await?;
    let ids: Vec<CaseId> =
        found.iter().filter(|hit| hit.score >= ALIKE).map(|hit| CaseId(hit.id)).take(SUGGESTED).collect();
    let view = |row: PublicRow| SuggestionView {
        url: format!("{}/p/{}", app.public_url, row.code),
        code: row.code,
        title: row.title,
        answer: row.answer,
        agency: row.agency.map(|agency| agency.name).unwrap_or_default(),
        area: row.area,
        answered_at: row.answered_at,
    };
    let rows = rows(app, &settings, &ids, &Sought::default(), lang).await?;
    Ok(SuggestionsView { cases: rows.into_iter().map(|(_, row)| view(row)).collect() })
}

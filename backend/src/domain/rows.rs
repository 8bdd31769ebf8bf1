//! Rows of a list: each case as one line, with the stretch in which the words of a query stand.

use super::app::App;
use super::error::Result;
use super::facts::running_due_ms;
use super::moving::clocks_from;
use super::people::Viewer;
use super::settings::Settings;
use crate::store::attachments;
use crate::store::listed::{self, Listed};
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::clock::{Clocks, TargetClock};
use hoiam_shared::ids::CaseId;
use hoiam_shared::query::Compiled;
use hoiam_shared::text::highlight;
use hoiam_shared::text::plan::{Phrase, Plan};
use hoiam_shared::wire::case::CaseRow;
use hoiam_shared::{Lang, Stamp};
use std::collections::HashMap;
use std::ops::Range;

const SNIPPET_CHARS: usize = 180;

/// The words of a query, to be shown where they stand. Of no query: none.
#[derive(Debug, Default)]
pub struct Sought {
    plans: Vec<Plan>,
    phrases: Vec<Phrase>,
}

impl Sought {
    /// Those of this query.
    pub fn by(query: &Compiled) -> Self {
        let (plans, phrases) = query.wanted();
        Self { plans, phrases }
    }

    fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.phrases.is_empty()
    }

    fn ranges(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() { Vec::new() } else { highlight::ranges(text, &self.plans, &self.phrases) }
    }

    pub(super) fn marks(&self, text: &str) -> Vec<(u32, u32)> {
        let both = |r: Range<usize>| Some((u32::try_from(r.start).ok()?, u32::try_from(r.end).ok()?));
        self.ranges(text).into_iter().filter_map(both).collect()
    }

    /// The stretch of a text in which they stand first, and where they stand in it; `None` when they do not.
    pub(super) fn shown_in(&self, text: &str) -> Option<(String, Vec<(u32, u32)>)> {
        let first = self.ranges(text).first()?.start;
        let snippet = snippet(text, first);
        let marks = self.marks(&snippet);
        Some((snippet, marks))
    }
}

/// Rows in the order of the ids. The index can be a moment behind: what is out of the person's sight by now, or
/// gone, is left out.
pub async fn of(
    app: &App,
    settings: &Settings,
    viewer: &Viewer,
    ids: &[CaseId],
    sought: &Sought,
    lang: Lang,
) -> Result<Vec<CaseRow>> {
    let found = listed::by_ids(&mut app.db.read(), ids).await?;
    let mut by_id: HashMap<CaseId, Listed> = found.into_iter().map(|case| (case.id, case)).collect();
    let now_ms = app.now_ms();
    let seen = ids
        .iter()
        .filter_map(|id| by_id.remove(id))
        .filter(|case| viewer.sees(settings, case.agency, case.sealed))
        .map(|case| Ok((case.id, row(settings, &case, sought, now_ms, lang)?)));
    let mut rows = seen.collect::<Result<Vec<_>>>()?;
    if !sought.is_empty() {
        in_files(app, &mut rows, sought).await?;
    }
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// One row.
pub fn row(settings: &Settings, case: &Listed, sought: &Sought, now_ms: i64, lang: Lang) -> Result<CaseRow> {
    let (title, body) = match case.erased {
        true => (Story::ErasedWords.text(lang), ""),
        false => (case.title.as_str(), case.body.as_str()),
    };
    let (snippet, snippet_marks) = sought.shown_in(body).unwrap_or_else(|| (snippet(body, 0), Vec::new()));
    let running_ms = running_due_ms(&case.promises()?);
    Ok(CaseRow {
        code: case.code.clone(),
        title_marks: sought.marks(title),
        title: title.to_owned(),
        snippet,
        snippet_marks,
        found_in: None,
        kind: case.kind,
        status: case.state,
        agency: case.agency.and_then(|id| settings.agency(id)).map(|agency| agency.view(lang)),
        assignee: case.assignee.and_then(|id| settings.person(id)).map(|person| person.login.clone()),
        area: case.area.as_deref().and_then(|code| settings.area_name(code, lang)),
        category: case.category.as_deref().and_then(|code| settings.category(code)).map(|c| c.name(lang).to_owned()),
        received_at: Stamp(case.received_ms),
        due_at: running_ms.or(case.due_ms).map(Stamp),
        overdue: case.state.open() && running_ms.is_some_and(|due| due < now_ms),
        answered_at: case.answered_ms.map(Stamp),
        sealed: case.sealed,
        version: case.version,
    })
}

impl Listed {
    /// What was promised to the citizen: all that a line needs of the clocks.
    fn promises(&self) -> Result<Clocks> {
        #[derive(serde::Deserialize)]
        struct Promises {
            #[serde(default)]
            citizen: Vec<TargetClock>,
        }
        let Promises { citizen } = clocks_from(self.id, &self.clocks)?;
        Ok(Clocks { citizen, legs: Vec::new() })
    }
}

/// Where nothing of what was sought stands in a case's own words, it may stand in its files: then the row shows that.
async fn in_files(app: &App, rows: &mut [(CaseId, CaseRow)], sought: &Sought) -> Result<()> {
    let silent = |row: &CaseRow| row.title_marks.is_empty() && row.snippet_marks.is_empty();
    let ids: Vec<CaseId> = rows.iter().filter(|(_, row)| silent(row)).map(|(id, _)| *id).collect();
    let mut read = app.db.read();
    let texts = attachments::texts_of(&mut read, &ids).await?;
    if texts.is_empty() {
        return Ok(());
    }
    let files = attachments::of_cases(&mut read, &ids).await?;
    let name = |case: i64, number: i64| {
        files.iter().find(|file| (file.case_id, file.number) == (case, number)).map(|file| file.name.clone())
    };
    for (id, row) in rows.iter_mut().filter(|(_, row)| silent(row)) {
        let shown = texts.iter().filter(|text| text.case_id == id.0).find_map(|text| {
            let (snippet, marks) = sought.shown_in(&text.body)?;
            Some((name(text.case_id, text.number)?, snippet, marks))
        });
        if let Some((file, snippet, marks)) = shown {
            (row.found_in, row.snippet, row.snippet_marks) = (Some(file), snippet, marks);
        }
    }
    Ok(())
}

/// A stretch of the text around byte `at`, cut at words, on one line.
pub(super) fn snippet(body: &str, at: usize) -> String {
    let start = match body.get(..at).filter(|before| before.chars().count() > 60) {
        Some(before) => before.char_indices().rev().skip(40).find(|(_, c)| c.is_whitespace()).map_or(0, |(i, _)| i),
        None => 0,
    };
    let rest = body.get(start..).unwrap_or(body).trim_start();
    let mut out = if start > 0 { "… ".to_owned() } else { String::new() };
    let mut count = 0;
    for word in rest.split_whitespace() {
        count += word.chars().count() + 1;
        if count > SNIPPET_CHARS {
            out.push('…');
            break;
        }
        out.push_str(word);
        out.push(' ');
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_place() {
        let long = format!("{}ổ gà sâu trước cổng trường, {}", "từ ".repeat(100), "xe máy ngã ".repeat(40));
        let at = long.find("ổ gà").unwrap();
        let cut = snippet(&long, at);
        assert!(cut.starts_with("… từ") && cut.contains("ổ gà sâu") && cut.ends_with('…'), "{cut}");
        assert!(cut.chars().count() <= SNIPPET_CHARS + 4);
        assert_eq!(snippet("Ngắn thôi\nhai dòng", 0), "Ngắn thôi hai dòng");
        assert_eq!(snippet("", 0), "");
    }
}

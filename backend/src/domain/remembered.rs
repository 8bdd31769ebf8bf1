//! Answers of the public index, remembered until it changes. Nothing in a public question is about who asks or about now, and
//! what many ask is mostly what others asked a moment ago: so the answer is the same to the letter.

use super::app::App;
use super::error::Result;
use super::settings::Settings;
use crate::search::{Facet, Index, Scope, SearchRequest, SearchResult, Sort};
use crate::store::publications::Standing;
use hoiam_shared::Lang;
use hoiam_shared::query::Node;
use hoiam_shared::wire::public::PublicRow;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Answers at most, each with a page of rows or a few: some ten megabytes.
const ANSWERS: usize = 500;
/// Values of a facet that are kept, far more than are shown.
const VALUES: usize = 50;

/// What was found, and the query read with its marks.
#[derive(Debug)]
pub struct Answer {
    /// By the index.
    pub found: SearchResult,
    /// The likely reading of a query without marks.
    pub reading: Option<String>,
    /// What was shown of cases that were found: finding the words of a query in their texts takes longer than anything else.
    shown: Mutex<HashMap<(Lang, i64), (Standing, PublicRow)>>,
}

impl Answer {
    /// The row of a case, if it was shown as the case stands now.
    pub fn shown(&self, lang: Lang, now: &Standing) -> Option<PublicRow> {
        let shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.get(&(lang, now.case_id)).filter(|(then, _)| then == now).map(|(_, row)| row.clone())
    }

    /// Remembers a row.
    pub fn show(&self, lang: Lang, standing: Standing, row: PublicRow) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.insert((lang, standing.case_id), (standing, row));
    }
}

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Question {
    tree: String,
    sort: Sort,
    limit: usize,
    facets: Vec<Facet>,
}

/// What was answered of late.
#[derive(Debug, Default)]
pub struct Remembered(Mutex<Answers>);

#[derive(Debug, Default)]
struct Answers {
    /// Of this state of the index.
    changes: u64,
    /// By these settings: names, abbreviations, the tree.
    settings: Option<Arc<Settings>>,
    by_question: HashMap<Question, Arc<Answer>>,
}

impl Remembered {
    /// What is remembered of this state; of any other it is forgotten.
    fn of(&self, changes: u64, settings: &Arc<Settings>) -> MutexGuard<'_, Answers> {
        let mut answers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let same = answers.settings.as_ref().is_some_and(|known| Arc::ptr_eq(known, settings));
        if !same || answers.changes != changes {
            *answers = Answers { changes, settings: Some(settings.clone()), by_question: HashMap::new() };
        }
        answers
    }
}

/// Asks the public index. That all of it is public is asked all the same.
pub async fn search(app: &App, tree: &Node, sort: Sort, limit: usize, facets: Vec<Facet>) -> Result<Arc<Answer>> {
    let settings = app.settings();
    // Read first: an answer given meanwhile of a newer state is forgotten with the older ones.
    let changes = app.public.changes();
    let question = Question { tree: tree.to_string(), sort, limit, facets };
    if let Some(answer) = app.remembered.of(changes, &settings).by_question.get(&question) {
        return Ok(answer.clone());
    }
    let query = settings.compile(tree, app.now_ms(), None);
    let facets = question.facets.clone();
    let ask = move |index: &Index| {
        let scope = Scope::public();
        let request = SearchRequest { query: &query, scope: &scope, sort, after: None, limit, facets: &facets };
        let mut found = index.search(&request)?;
        found.facets.iter_mut().for_each(|facet| facet.counts.truncate(VALUES));
        Ok(Answer { reading: index.reading(&query, &scope)?, found, shown: Mutex::default() })
    };
    let answer = Arc::new(app.ask_public(ask).await?);
    let mut answers = app.remembered.of(changes, &settings);
    if answers.by_question.len() >= ANSWERS {
        answers.by_question.clear();
    }
    answers.by_question.insert(question, answer.clone());
    Ok(answer)
}

//! What may stand at a place of a query: fields, values with the cases each would leave, words. Counts are exact
//! under the person's rights, and made for the rest of the query as it stands.

use super::app::App;
use super::error::Result;
use super::people::Viewer;
use super::queue;
use super::settings::Settings;
use crate::search::{Facet, Index, SearchRequest, Sort};
use hoiam_shared::Lang;
use hoiam_shared::case::event::Flag;
use hoiam_shared::case::{CaseKind, CaseState, Channel};
use hoiam_shared::catalogue::completion::{field_name, value_name};
use hoiam_shared::ids::{AgencyId, SiteId, UserId};
use hoiam_shared::limits;
use hoiam_shared::query::{Field, Node, Period, Typed, allowed, completing, parse, written};
use hoiam_shared::text::fold;
use hoiam_shared::wire::search::{CompletionChoice, CompletionsView};

/// Choices of a kind that are offered.
const FIELDS: usize = 8;
const VALUES: usize = 10;
const WORDS: usize = 6;

/// A value and what it is called.
type Value = (String, String);

/// What may stand at byte `at` of a query.
pub async fn complete(app: &App, viewer: &Viewer, query: &str, at: usize, lang: Lang) -> Result<CompletionsView> {
    let none = CompletionsView { from: 0, to: 0, choices: Vec::new() };
    if query.chars().count() > limits::QUERY_CHARS {
        return Ok(none);
    }
    let found = completing(query, at);
    let rest = parse(&found.rest).unwrap_or(Node::All);
    let choices = match &found.what {
        Typed::Word(typed) => {
            let mut choices = fields(typed, lang);
            choices.extend(words(app, viewer, typed, &rest).await?);
            choices
        }
        Typed::Value(field, typed) => values(app, viewer, *field, typed, &rest, lang).await?,
        Typed::Phrase => Vec::new(),
    };
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Ok(CompletionsView { from: place(found.range.start), to: place(found.range.end), choices })
}

/// Fields whose code or name begins as typed; those asked for most when nothing is.
fn fields(typed: &str, lang: Lang) -> Vec<CompletionChoice> {
    let key = fold(typed);
    let begins = |field: &Field| {
        let name = fold(field_name(*field, lang));
        field.code().starts_with(&typed.to_lowercase()) || name.starts_with(&key) || name.contains(&format!(" {key}"))
    };
    let choice = |field: &Field| CompletionChoice {
        insert: format!("{field}:"),
        label: field_name(*field, lang).to_owned(),
        kind: "field".to_owned(),
        count: None,
    };
    let usual = [
        Field::State,
        Field::Due,
        Field::Agency,
        Field::Area,
        Field::Category,
        Field::Assigned,
        Field::Kind,
        Field::Received,
    ];
    match key.is_empty() {
        true => usual.iter().map(choice).collect(),
        // A whole word that is part of a name is a word first.
        false => Field::ALL
            .iter()
            .filter(|field| begins(field))
            .take(if key.len() > 2 { 4 } else { FIELDS })
            .map(choice)
            .collect(),
    }
}

/// Words that begin as typed.
async fn words(app: &App, viewer: &Viewer, typed: &str, rest: &Node) -> Result<Vec<CompletionChoice>> {
    if typed.chars().count() < 2 {
        return Ok(Vec::new());
    }
    let rest = app.settings().compile(rest, app.now_ms(), Some(viewer.id));
    let (scope, typed) = (queue::scope(viewer), typed.to_owned());
    let found = app.ask(move |index| index.words_from(&typed, &rest, &scope, WORDS)).await?;
    let choice = |word: crate::search::WordCount| CompletionChoice {
        insert: word.word.clone(),
        label: word.word,
        kind: "word".to_owned(),
        count: Some(word.count),
    };
    Ok(found.into_iter().map(choice).collect())
}

/// Values of a field that fit what is typed, with their counts.
async fn values(
    app: &App,
    viewer: &Viewer,
    field: Field,
    typed: &str,
    rest: &Node,
    lang: Lang,
) -> Result<Vec<CompletionChoice>> {
    let settings = app.settings();
    let values: Vec<Value> = match facet(field).filter(|_| typed.is_empty()) {
        Some(facet) => {
            let mut values = own(field, lang);
            values.extend(frequent(app, viewer, &settings, facet, rest, lang).await?);
            values
        }
        None => fitting(&settings, field, typed, lang),
    };
    let read = |(value, label): Value| {
        let insert = written(&value);
        let tree = parse(&format!("{field}:{insert}")).ok()?;
        Some((insert, label, tree))
    };
    let read: Vec<(String, String, Node)> = values.into_iter().take(2 * VALUES).filter_map(read).collect();
    let trees: Vec<&Node> = read.iter().map(|(.., tree)| tree).collect();
    let counts = queue::counts(app, viewer, rest, &trees).await?;
    let choice = |((insert, label, _), count): ((String, String, Node), u64)| CompletionChoice {
        insert,
        label,
        kind: "value".to_owned(),
        count: Some(count),
    };
    let mut choices: Vec<CompletionChoice> = read.into_iter().zip(counts).map(choice).collect();
    // What would find nothing comes last; the rest keeps its order.
    choices.sort_by_key(|choice| choice.count == Some(0));
    choices.truncate(2 * VALUES);
    Ok(choices)
}

/// The property behind a field whose values are names of the installation.
const fn facet(field: Field) -> Option<Facet> {
    match field {
        Field::Agency | Field::Desk => Some(Facet::Agency),
        Field::Area => Some(Facet::Province),
        Field::Category => Some(Facet::Category),
        Field::Site => Some(Facet::Site),
        Field::Assigned => Some(Facet::Assignee),
        Field::Kind
        | Field::State
        | Field::Channel
        | Field::Flag
        | Field::Code
        | Field::Received
        | Field::Due
        | Field::Answered
        | Field::OnTime
        | Field::Rating
        | Field::Transfers
        | Field::Reopened
        | Field::Bounces
        | Field::Accepted
        | Field::Replied
        | Field::Appeal
        | Field::Sealed => None,
    }
}

/// The names most cases of the rest have.
async fn frequent(
    app: &App,
    viewer: &Viewer,
    settings: &Settings,
    facet: Facet,
    rest: &Node,
    lang: Lang,
) -> Result<Vec<Value>> {
    let query = settings.compile(rest, app.now_ms(), Some(viewer.id));
    let scope = queue::scope(viewer);
    let ask = move |index: &Index| {
        let (sort, facets) = (Sort::Received, &[facet][..]);
        index.search(&SearchRequest { query: &query, scope: &scope, sort, after: None, limit: 1, facets })
    };
    let found = app.ask(ask).await?;
    let counts = found.facets.into_iter().flat_map(|facet| facet.counts);
    let named = counts.filter_map(|(code, _)| {
        let name = |name: &str| name.to_owned();
        Some(match facet {
            Facet::Agency => {
                let agency = settings.agency(AgencyId(code.parse().ok()?))?;
                (agency.code.clone(), name(agency.name(lang)))
            }
            Facet::Site => {
                let site = settings.site_by_id(SiteId(code.parse().ok()?))?;
                (site.key.clone(), name(site.name(lang)))
            }
            Facet::Assignee => {
                let person = settings.person(UserId(code.parse().ok()?))?;
                (person.login.clone(), person.name.clone())
            }
            Facet::Category => (code.clone(), name(settings.category(&code)?.name(lang))),
            _ => (code.clone(), settings.area_name(&code, lang)?),
        })
    });
    Ok(named.take(VALUES).collect())
}

/// Values of the language's own.
fn own(field: Field, lang: Lang) -> Vec<Value> {
    let codes: Vec<String> = match field {
        Field::Received => ["today", "yesterday", "<7d", "<30d", "this-month", "last-month", "this-year", ">30d"]
            .map(str::to_owned)
            .to_vec(),
        Field::Due => ["overdue", "today", "tomorrow", "<2d", "<7d", ">7d", "none"].map(str::to_owned).to_vec(),
        Field::Answered => ["today", "<7d", "this-month", "last-month", "none"].map(str::to_owned).to_vec(),
        Field::Rating => ["<3", ">=4", "5", "4", "3", "2", "1", "none"].map(str::to_owned).to_vec(),
        Field::Transfers | Field::Reopened | Field::Bounces => ["yes", "no", ">1"].map(str::to_owned).to_vec(),
        Field::Assigned => ["me", "none"].map(str::to_owned).to_vec(),
        Field::Agency | Field::Desk | Field::Area | Field::Category | Field::Site | Field::Code => Vec::new(),
        Field::Kind
        | Field::State
        | Field::Channel
        | Field::Flag
        | Field::OnTime
        | Field::Accepted
        | Field::Replied
        | Field::Appeal
        | Field::Sealed => allowed(field),
    };
    let name = |code: &str| -> Option<String> {
        let named = match field {
            Field::Kind => CaseKind::from_code(code).map(|kind| kind.name(lang)),
            Field::State => CaseState::from_code(code).map(|state| state.name(lang)),
            Field::Channel => Channel::from_code(code).map(|channel| channel.name(lang)),
            Field::Flag => Flag::from_code(code).map(|flag| flag.name(lang)),
            _ => None,
        };
        named.or_else(|| value_name(field, code, lang)).map(str::to_owned)
    };
    codes.into_iter().map(|code| (code.clone(), name(&code).unwrap_or(code))).collect()
}

/// Values that fit what is typed, by code or by name, with accents or without.
fn fitting(settings: &Settings, field: Field, typed: &str, lang: Lang) -> Vec<Value> {
    let key = fold(typed);
    let lower = typed.to_lowercase();
    let fits = |(code, label): &Value| {
        let label = fold(label);
        code.starts_with(&lower) || label.starts_with(&key) || label.contains(&format!(" {key}"))
    };
    let mut values: Vec<Value> = own(field, lang).into_iter().filter(fits).collect();
    match field {
        Field::Agency | Field::Desk => {
            let found = settings.find_agencies(typed, VALUES).into_iter();
            values.extend(found.map(|agency| (agency.code.clone(), agency.name(lang).to_owned())));
        }
        Field::Area => {
            let found = settings.find_areas(typed, VALUES).into_iter();
            values.extend(found.filter_map(|area| Some((area.code.clone(), settings.area_name(&area.code, lang)?))));
        }
        Field::Category => {
            let all =
                settings.categories().iter().map(|category| (category.code.clone(), category.name(lang).to_owned()));
            values.extend(all.filter(fits));
        }
        Field::Site => {
            values.extend(settings.sites().into_iter().map(|s| (s.key.clone(), s.name(lang).to_owned())).filter(fits));
        }
        Field::Assigned => {
            values.extend(settings.staff().into_iter().map(|p| (p.login.clone(), p.name.clone())).filter(fits));
        }
        // What is typed may be a period of its own.
        Field::Received | Field::Due | Field::Answered if values.is_empty() && Period::read(typed).is_some() => {
            values.push((typed.to_owned(), typed.to_owned()));
        }
        _ => {}
    }
    values
}

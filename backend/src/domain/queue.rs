//! Lists and single cases as staff see them: found by the index within the person's rights, filled from the
//! database, told in the person's language.

use super::answers::checking;
use super::answers::rules::Rules;
use super::app::App;
use super::appealing;
use super::erasing;
use super::error::{AppError, Result};
use super::evidence::showing::Shown;
use super::handling;
use super::looking;
use super::moving::clocks_of;
use super::notices::heeding;
use super::people::Viewer;
use super::publishing;
use super::rows::{self, Sought};
use super::settings::Settings;
use super::similar;
use super::telling;
use super::unsealing;
use crate::search::{After, Facet as By, FacetCounts, Scope, SearchRequest, SearchResult, Sort};
use crate::store::cases::StoredCase;
use crate::store::listed::Listed;
use crate::store::{cases, events, words};
use crate::traces::{below, step};
use hoiam_shared::case::event::{Received, Track};
use hoiam_shared::case::{Action, Actor, Case, CaseKind, CaseState, Code, What};
use hoiam_shared::catalogue::fields::FieldNames;
use hoiam_shared::catalogue::fill;
use hoiam_shared::catalogue::story::Story;
use hoiam_shared::error::ErrorCode;
use hoiam_shared::ids::{AgencyId, CaseId, UserId};
use hoiam_shared::query::{Compiled, Node, parse};
use hoiam_shared::rights::Role;
use hoiam_shared::wire::case::{CasePage, CaseView, ClockView, Facet, FacetValue, FlagView, Timeline, TimelineEntry};
use hoiam_shared::wire::search::{HelpView, SimilarView, WithoutView};
use hoiam_shared::{Lang, Stamp, limits};
use tracing::Instrument;

/// A list asked for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// In the query language.
    pub query: String,
    /// `due`, `-received`, `relevance`; by due date when not said.
    pub sort: String,
    /// `next` of the page before.
    pub after: Option<String>,
    /// Rows; 50 when not said.
    pub limit: Option<usize>,
}

const FACETS: [(By, &str); 5] = [
    (By::State, "state"),
    (By::Kind, "kind"),
    (By::Category, "category"),
    (By::Agency, "desk"),
    (By::Assignee, "assigned"),
];
/// Values of a facet that are shown.
const FACET_VALUES: usize = 12;
/// Parts of a query that are left out in turn when nothing is found.
const MOST_PARTS: usize = 8;

/// One page of a list.
pub async fn page(app: &App, viewer: &Viewer, wanted: &Wanted, lang: Lang) -> Result<CasePage> {
    let settings = app.settings();
    let tree = parse(&wanted.query).map_err(|error| AppError::bad_query(&wanted.query, &error, lang))?;
    let compiled = settings.compile(&tree, app.now_ms(), Some(viewer.id));
    let after = wanted.after.as_deref().map(after_from).transpose()?;
    let limit = wanted.limit.unwrap_or(50).clamp(1, limits::PAGE_ROWS);
    let sort = sort_from(&wanted.sort)?;
    let scope = scope(viewer);
    // The counts stand beside the first page; the next pages have them already.
    let by: Vec<By> = if after.is_none() { FACETS.iter().map(|(by, _)| *by).collect() } else { Vec::new() };
    let (found, reading) = search(app, compiled.clone(), scope, sort, after, limit, by).await?;

    let mut ids: Vec<CaseId> = found.by_code.filter(|_| after.is_none()).map(CaseId).into_iter().collect();
    ids.extend(found.hits.iter().map(|hit| CaseId(hit.id)).filter(|id| Some(id.0) != found.by_code));
    let sought = Sought::by(&compiled);
    let cases = rows::of(app, &settings, viewer, &ids, &sought, lang).await?;
    let near: Vec<CaseId> =
        found.near.iter().map(|hit| CaseId(hit.id)).filter(|id| Some(id.0) != found.by_code).collect();
    let near = rows::of(app, &settings, viewer, &near, &sought, lang).await?;
    // What would be found without a part costs a count each: only where nothing else helps.
    let without = if cases.is_empty() && after.is_none() { without(app, viewer, &tree).await? } else { Vec::new() };
    let helps = !near.is_empty() || !without.is_empty();
    Ok(CasePage {
        cases,
        help: helps.then_some(HelpView { without, near }),
        total: found.total,
        facets: found.facets.iter().map(|counts| facet(&settings, counts, lang)).collect(),
        next: found.next.map(after_text),
        query: tree.to_string(),
        did_you_mean: did_you_mean(&wanted.query, &found).or(reading),
    })
}

/// Tracking codes of the cases of a list, those due first before others; `most` at most.
pub async fn codes(app: &App, viewer: &Viewer, query: &str, most: usize, lang: Lang) -> Result<Vec<String>> {
    let tree = parse(query).map_err(|error| AppError::bad_query(query, &error, lang))?;
    let compiled = app.settings().compile(&tree, app.now_ms(), Some(viewer.id));
    let (found, _) = search(app, compiled, scope(viewer), Sort::Due, None, most, Vec::new()).await?;
    let mut ids: Vec<CaseId> = found.by_code.map(CaseId).into_iter().collect();
    ids.extend(found.hits.iter().map(|hit| CaseId(hit.id)).filter(|id| Some(id.0) != found.by_code));
    Ok(cases::codes(&mut app.db.read(), &ids).await?)
}

/// The order of a list, as it is named.
pub fn sort_from(name: &str) -> Result<Sort> {
    match name {
        "" | "due" => Ok(Sort::Due),
        "-received" => Ok(Sort::Received),
        "relevance" => Ok(Sort::Relevance),
        _ => Err(AppError::field("sort", hoiam_shared::error::FieldError::UnknownValue)),
    }
}

/// The query without each of its parts in turn, where that finds something.
async fn without(app: &App, viewer: &Viewer, tree: &Node) -> Result<Vec<WithoutView>> {
    let Node::And(parts) = tree else { return Ok(Vec::new()) };
    let rest = |i: usize| {
        let others = parts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, part)| part.clone());
        Node::and(others)
    };
    let rests: Vec<Node> = (0..parts.len().min(MOST_PARTS)).map(rest).collect();
    let counts = counts(app, viewer, &Node::All, &rests.iter().collect::<Vec<_>>()).await?;
    let found = parts.iter().zip(rests).zip(counts).filter(|(_, count)| *count > 0);
    let view = |((part, rest), count): ((&Node, Node), u64)| WithoutView {
        part: part.to_string(),
        query: rest.to_string(),
        count,
    };
    let mut views: Vec<WithoutView> = found.map(view).collect();
    views.sort_by_key(|view| core::cmp::Reverse(view.count));
    Ok(views)
}

/// How many cases within the person's rights match `rest` and each of `choices`.
pub async fn counts(app: &App, viewer: &Viewer, rest: &Node, choices: &[&Node]) -> Result<Vec<u64>> {
    let settings = app.settings();
    let compile = |tree: &Node| settings.compile(tree, app.now_ms(), Some(viewer.id));
    let (rest, choices) = (compile(rest), choices.iter().map(|tree| compile(tree)).collect::<Vec<_>>());
    let scope = scope(viewer);
    app.ask(move |index| index.counts(&rest, &choices, &scope)).await
}

/// The person's rights as the index understands them.
pub fn scope(viewer: &Viewer) -> Scope {
    Scope {
        branches: Some(viewer.tops(Role::reads_cases)),
        sealed_branches: Some(viewer.tops(Role::reads_sealed)),
        public_only: false,
        staff_texts: true,
    }
}

/// Asks the index.
async fn search(
    app: &App,
    query: Compiled,
    scope: Scope,
    sort: Sort,
    after: Option<After>,
    limit: usize,
    facets: Vec<By>,
) -> Result<(SearchResult, Option<String>)> {
    let started = std::time::Instant::now();
    let ask = app.ask(move |index| {
        let found =
            index.search(&SearchRequest { query: &query, scope: &scope, sort, after, limit, facets: &facets })?;
        // Read back with its marks, an unaccented query can be asked more exactly.
        let reading = if after.is_none() { index.reading(&query, &scope)? } else { None };
        Ok((found, reading))
    });
    let found = ask.instrument(below(|| step!("search"))).await;
    metrics::histogram!("hoiam_search_seconds").record(started.elapsed().as_secs_f64());
    found
}

fn facet(settings: &Settings, counts: &FacetCounts, lang: Lang) -> Facet {
    let field = FACETS.iter().find(|(by, _)| *by == counts.facet).map_or("", |(_, field)| *field);
    let value = |(code, count): &(String, u64)| {
        let (value, label) = named(settings, counts.facet, code, lang)?;
        Some(FacetValue { value: format!("{field}:{value}"), label, count: *count })
    };
    let label = match counts.facet {
        By::State => FieldNames::State,
        By::Kind => FieldNames::Kind,
        By::Category => FieldNames::Category,
        By::Assignee => FieldNames::Assignee,
        _ => FieldNames::Agency,
    };
    let values = counts.counts.iter().filter_map(value).take(FACET_VALUES).collect();
    Facet { field: field.to_owned(), label: label.text(lang).to_owned(), values }
}

/// A facet's value as the query writes it, and its name.
fn named(settings: &Settings, by: By, code: &str, lang: Lang) -> Option<(String, String)> {
    let same = |name: &str| Some((code.to_owned(), name.to_owned()));
    match by {
        By::State => same(CaseState::from_code(code)?.name(lang)),
        By::Kind => same(CaseKind::from_code(code)?.name(lang)),
        By::Category => same(settings.category(code)?.name(lang)),
        By::Agency => {
            let agency = settings.agency(AgencyId(code.parse().ok()?))?;
            Some((agency.code.clone(), agency.name(lang).to_owned()))
        }
        By::Assignee => {
            let person = settings.person(UserId(code.parse().ok()?))?;
            Some((person.login.clone(), person.name.clone()))
        }
        _ => same(code),
    }
}

/// The query with the words that nobody wrote replaced by those one slip away.
pub(super) fn did_you_mean(query: &str, found: &SearchResult) -> Option<String> {
    let mut meant = query.to_owned();
    for correction in &found.corrections {
        let first = correction.found.first()?;
        let word = query.split_whitespace().find(|word| hoiam_shared::text::fold(word) == correction.typed)?;
        meant = meant.replacen(word, first, 1);
    }
    (meant != query).then_some(meant)
}

fn after_text(after: After) -> String {
    format!("{}.{}", after.key, after.id)
}

fn after_from(text: &str) -> Result<After> {
    let parts = text.split_once('.').and_then(|(key, id)| Some((key.parse().ok()?, id.parse().ok()?)));
    let (key, id) = parts.ok_or_else(|| AppError::field("after", hoiam_shared::error::FieldError::UnknownValue))?;
    Ok(After { key, id })
}

/// One case, whole.
pub async fn case(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<CaseView> {
    let settings = app.settings();
    let mut read = app.db.read();
    let stored = find(app, &settings, viewer, code).await?;
    looking::at(app, viewer, stored.id).await?;
    let history = events::of_case(&mut read, stored.id).await?;
    let filed = words::filed(&mut read, &[stored.id]).await?.pop().unwrap_or_default();
    let case = &stored.case;
    let left = words::contact(&mut read, stored.id).await?;
    let contact = match &left {
        // A sealed identity is opened by an act of its own, which leaves a trace; never by looking at the case.
        Some(sealed) if !case.sealed => unsealing::read(app, stored.id, sealed)?,
        _ => None,
    };
    let rule = Rules::load(&mut read).await?.of(&settings, case.agency, case.category.as_deref());
    let allowed = handling::allowed(&settings, viewer, &stored, &history, &rule, app.now_ms());
    let writes = |action: &Action| matches!(action, Action::Answer | Action::SubmitAnswer | Action::ReturnAnswer);
    let answering =
        match stored.case.state.open() && Action::ALL.iter().any(|a| writes(a) && viewer.may(&settings, *a, case)) {
            true => Some(checking::view(&mut read, &settings, viewer, &stored, &history, rule).await?),
            false => None,
        };
    let (follows, followers) = similar::family(app, &settings, viewer, &stored).await?;
    Ok(CaseView {
        row: rows::row(&settings, &Listed::of(&stored, &filed), &Sought::default(), app.now_ms(), lang)?,
        address: Some(filed.address.clone()).filter(|address| !address.is_empty()),
        channel: case.channel,
        language: case.language,
        flags: case.flags.iter().map(|flag| FlagView { flag: *flag, text: flag.name(lang).to_owned() }).collect(),
        route_why: telling::route_why(&settings, case.route_why.as_ref(), lang),
        contact,
        sealed_contact: case.sealed && left.is_some() && unsealing::may(&settings, viewer, case),
        erased: case.erased,
        erasable: erasing::may(&settings, viewer, case),
        looks: viewer.holds(
            &settings,
            case.agency,
            if case.sealed { Role::reads_sealed_looks } else { Role::reads_looks },
        ),
        clocks: clocks(&settings, &stored, &history, lang)?,
        allowed,
        transfers: case.transfers,
        reopened: case.reopened,
        rating: case.rating,
        follows,
        followers,
        files: Shown::to_staff(app, stored.id).await?.all(),
        public: publishing::standing_view(&settings, case, &history),
        answering,
        unheard: heeding::view(app, &settings, &stored, &history, lang).await?,
        body: if case.erased { Story::ErasedWords.text(lang).to_owned() } else { filed.body },
    })
}

/// Cases that read like one, nearest first, and why. Apart from the case itself: to find them takes longer than all the rest.
pub async fn alike(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<Vec<SimilarView>> {
    let settings = app.settings();
    let stored = find(app, &settings, viewer, code).await?;
    looking::at(app, viewer, stored.id).await?;
    let filed = words::filed(&mut app.db.read(), &[stored.id]).await?.pop().unwrap_or_default();
    similar::beside(app, &settings, viewer, &stored, &filed, lang).await
}

async fn find(app: &App, settings: &Settings, viewer: &Viewer, code: &Code) -> Result<StoredCase> {
    let ranges = viewer.ranges(settings);
    let found = cases::by_code_in(&mut app.db.read(), &ranges, code.as_str()).await?;
    found.ok_or(AppError::Code(ErrorCode::NotFound))
}

fn clocks(
    settings: &Settings,
    stored: &StoredCase,
    history: &[hoiam_shared::case::Event],
    lang: Lang,
) -> Result<Vec<ClockView>> {
    let all = clocks_of(settings, stored, history)?;
    let citizen = all.citizen.iter().map(|clock| (Track::Citizen, "citizen", clock));
    let agency = all.legs.last().into_iter().flat_map(|leg| &leg.targets).map(|clock| (Track::Agency, "agency", clock));
    let view = |(track, name, clock): (Track, &str, &hoiam_shared::clock::TargetClock)| {
        let explained = telling::clock_explained(settings, history, track, clock.target, lang);
        Some(ClockView {
            track: name.to_owned(),
            target: clock.target.code().to_owned(),
            label: telling::clock_label(track, clock.target, lang),
            due_at: Stamp(clock.due_ms?),
            met_at: clock.met_ms.map(Stamp),
            breached: clock.late(),
            paused: clock.standing_since_ms.is_some(),
            explained: explained.unwrap_or_default(),
        })
    };
    Ok(citizen.chain(agency).filter_map(view).collect())
}

/// What happened to a case, oldest first.
pub async fn timeline(app: &App, viewer: &Viewer, code: &Code, lang: Lang) -> Result<Timeline> {
    let settings = app.settings();
    let stored = find(app, &settings, viewer, code).await?;
    looking::at(app, viewer, stored.id).await?;
    let mut read = app.db.read();
    let history = events::of_case(&mut read, stored.id).await?;
    let written = words::of_cases(&mut read, &[stored.id]).await?;
    let files = Shown::to_staff(app, stored.id).await?;
    // That another case is sealed is not told by one that is not.
    let known = |case: &Case| !case.sealed || viewer.sees(&settings, case.agency, true);
    let codes = appealing::codes(&mut read, &stored, &history, known).await?;
    let code_of = |id: i64| codes.get(&id).cloned().unwrap_or_else(|| Story::NotShown.text(lang).to_owned());
    let entry = |(event, holder): (&hoiam_shared::case::Event, Option<AgencyId>)| {
        let words = written.iter().find(|w| w.version == i64::from(event.version) && w.version > 1);
        // Of the filing's own words the case says so.
        let erased = stored.case.erased && words.is_none() && event.version > 1 && !event.words_sha256.is_empty();
        let (actor, name) = match event.actor {
            Actor::Citizen => match &event.what {
                What::Received(Received { by: Some(by), .. }) => {
                    let who = settings.person(*by).map_or("", |person| person.name.as_str());
                    ("citizen", fill(Story::TakenDownBy.text(lang), &[("who", who)]))
                }
                _ => ("citizen", Story::Citizen.text(lang).to_owned()),
            },
            Actor::System => ("system", Story::System.text(lang).to_owned()),
            Actor::Staff(id) => {
                ("staff", settings.person(id).map_or_else(|| Story::Staff.text(lang).to_owned(), |p| p.name.clone()))
            }
        };
        TimelineEntry {
            version: event.version,
            at: Stamp(event.at_ms),
            kind: event.what.kind().to_owned(),
            actor: actor.to_owned(),
            name,
            text: telling::marked(&history, event, telling::event(&settings, event, holder, lang, code_of), lang),
            body: match words {
                Some(words) => words.body.clone(),
                None if erased => Story::ErasedWords.text(lang).to_owned(),
                None => String::new(),
            },
            files: files.with(&history, event.version),
            public: event.what.public(),
        }
    };
    Ok(Timeline { entries: telling::holders(&history).map(entry).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_in_a_list_reads_back() {
        let after = After { key: -5, id: 12 };
        assert_eq!(after_from(&after_text(after)).unwrap(), after);
        assert!(after_from("x").is_err());
    }
}

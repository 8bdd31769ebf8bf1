//! Stories of people who send pictures and papers along.

use super::tests::{asked, begin, receipt, typed};
use crate::{Draft, Effect, Event, Field, For, Load, Page, Refusal, State, Uploads};
use hoiam_shared::case::{Action, CaseKind};
use hoiam_shared::files::Chosen;
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::wire::site::{QuestionView, SiteView};

const BUSY: Uploads = Uploads { busy: true, left: 0, left_at: For::Draft };
const DONE: Uploads = Uploads { busy: false, ..BUSY };

fn file(id: &str) -> Chosen {
    Chosen { id: id.into(), name: format!("{id}.jpg"), size: 10 }
}

fn came(ids: &[&str], uploads: Uploads) -> Event {
    Event::FilesCame(For::Draft, ids.iter().map(|id| file(id)).collect(), uploads)
}

fn written() -> super::tests::Story {
    begin()
        .then(Event::Chose(CaseKind::Feedback))
        .then(Event::Next)
        .then(typed(Field::Body, "Rác chất đống trước cổng chợ"))
}

fn review(story: super::tests::Story) -> super::tests::Story {
    story.then(Event::Next).then(Event::Next).then(Event::Next).on(Page::Review)
}

fn sent(asked: &[Effect]) -> Option<Vec<String>> {
    asked.iter().find_map(|effect| match effect {
        Effect::Send(_, case) => Some(case.attachments.clone()),
        _ => None,
    })
}

#[test]
fn files_are_kept_with_the_draft_and_go_along() {
    let story = written().then(came(&["a", "b"], DONE));
    let kept = story.asked.iter().find_map(|e| if let Effect::Save(draft) = e { Draft::restore(draft) } else { None });
    assert_eq!(kept.map(|draft| draft.files), Some(vec![file("a"), file("b")]));
    let done = review(story).then(Event::Send);
    assert_eq!(sent(&done.asked), Some(vec!["a".to_owned(), "b".to_owned()]));
    let next = done.then(Event::Sent(receipt(), "key-2".into()));
    assert!(next.state.draft.files.is_empty(), "they went along");
}

#[test]
fn sending_waits_for_what_is_on_its_way() {
    let waits = review(written().then(came(&["a"], BUSY))).then(Event::Send);
    assert!(waits.state.busy && waits.state.sends && sent(&waits.asked).is_none());
    let more = waits.then(came(&["a"], BUSY));
    assert!(more.state.sends && sent(&more.asked).is_none());
    let done = more.then(came(&["a", "b"], DONE));
    assert_eq!(sent(&done.asked), Some(vec!["a".to_owned(), "b".to_owned()]));
    assert!(!done.state.sends && done.state.busy);
}

#[test]
fn a_file_that_could_not_be_uploaded_is_not_left_behind_without_a_word() {
    let left = Uploads { left: 1, ..DONE };
    let waits = review(written().then(came(&[], BUSY))).then(Event::Send);
    let stopped = waits.then(came(&[], left)).on(Page::What);
    assert!(stopped.state.fault(Field::Files).is_some() && sent(&stopped.asked).is_none() && !stopped.state.busy);
    // Taken out by the person: the case goes without it.
    let out = review(stopped.then(came(&[], DONE))).then(Event::Send);
    assert_eq!(sent(&out.asked), Some(vec![]));
}

#[test]
fn the_servers_word_about_a_file_leads_to_the_files() {
    let fault = hoiam_shared::wire::problem::FieldProblem {
        field: "attachments".into(),
        code: "file_gone".into(),
        message: "Hết hạn".into(),
    };
    let refusal = Refusal { fields: vec![fault], ..Refusal::default() };
    let story = review(written().then(came(&["a"], DONE))).then(Event::Send);
    let told = story.then(Event::NotSent(refusal, "key-2".into())).on(Page::What);
    assert_eq!(told.state.fault(Field::Files), Some("Hết hạn"));
}

#[test]
fn a_message_may_be_files_alone_and_waits_for_them() {
    let story = begin().then(typed(Field::Code, &receipt().code)).then(typed(Field::Secret, "s"));
    let panel = story.then(Event::Plan(Some(Action::Message)));
    let empty = panel.then(Event::Act);
    assert!(empty.state.fault(Field::Reply).is_some());
    let waits = empty.then(Event::FilesCame(For::Reply, vec![], BUSY)).then(Event::Act);
    assert!(waits.state.busy);
    let done = waits.then(Event::FilesCame(For::Reply, vec![file("a")], DONE));
    let said = done.asked.iter().any(|e| matches!(e, Effect::Say(_, _, _, words) if words.attachments == ["a"]));
    assert!(said, "{:?}", done.asked);
}

/// At the extra questions, one of which asks for files and has to be answered.
fn questioned() -> super::tests::Story {
    let story = written();
    let Load::Ready(site) = &story.state.site else { unreachable!("the site is here") };
    let bill = QuestionView { categories: vec![], ..asked("bill", QuestionKind::File) };
    let site = SiteView { questions: vec![bill], ..(**site).clone() };
    story.then(Event::SiteCame(site)).then(Event::Next).then(Event::Next).on(Page::Questions)
}

fn answered(ids: &[&str], uploads: Uploads) -> Event {
    Event::FilesCame(For::Answer(0), ids.iter().map(|id| file(id)).collect(), uploads)
}

#[test]
fn files_answer_a_question_and_stay_apart_from_the_others() {
    let story = questioned().then(Event::Next).on(Page::Questions);
    assert!(story.state.fault(Field::Answer(0)).is_some(), "it has to be answered");
    let story = story.then(answered(&["b", "c"], DONE)).then(came(&["a"], DONE));
    assert!(story.state.fault(Field::Answer(0)).is_none());
    assert_eq!(story.state.files_of(For::Draft), [file("a")]);
    assert_eq!(story.state.files_of(For::Answer(0)), [file("b"), file("c")]);
    // One is taken out again; what is kept on the device knows which file is which.
    let story = story.then(answered(&["c"], DONE));
    let kept = story.asked.iter().find_map(|e| if let Effect::Save(draft) = e { Draft::restore(draft) } else { None });
    let state = State { draft: kept.expect("it is kept"), ..story.state };
    assert_eq!((state.files_of(For::Draft), state.files_of(For::Answer(0))), (vec![file("a")], vec![file("c")]));
    let story = super::tests::Story { state, asked: vec![] }.then(Event::Next).then(Event::Next).on(Page::Review);
    let done = story.then(Event::Send);
    let case = done.asked.iter().find_map(|e| if let Effect::Send(_, case) = e { Some(case) } else { None });
    let case = case.expect("it is sent");
    assert_eq!(case.attachments.len(), 2);
    assert_eq!(case.answers.iter().map(|a| a.value.as_str()).collect::<Vec<_>>(), ["c "]);
}

#[test]
fn an_answer_that_is_on_its_way_is_waited_for() {
    let story = questioned().then(answered(&[], BUSY)).then(Event::Next).on(Page::Contact);
    let waits = story.then(Event::Next).on(Page::Review).then(Event::Send);
    assert!(waits.state.busy && waits.state.sends && sent(&waits.asked).is_none());
    let left = Uploads { left: 1, left_at: For::Answer(0), ..DONE };
    let stopped = waits.then(answered(&[], left)).on(Page::Questions);
    assert!(stopped.state.fault(Field::Answer(0)).is_some() && !stopped.state.busy);
    let again = stopped.then(answered(&["b"], DONE)).then(Event::Next).then(Event::Next).on(Page::Review);
    assert_eq!(sent(&again.then(Event::Send).asked), Some(vec!["b".to_owned()]));
}

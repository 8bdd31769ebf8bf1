//! Stories of people whose matter was answered already, and of the wish not to be public.

use super::tests::{begin, receipt, typed};
use crate::{Effect, Event, Field, Page, Refusal};
use hoiam_shared::case::CaseKind;
use hoiam_shared::wire::public::SuggestionView;

const TEXT: &str = "Rác chất đống trước cổng chợ";

fn alike(code: &str) -> SuggestionView {
    SuggestionView {
        code: code.into(),
        title: "Rác".into(),
        answer: "Đã dọn".into(),
        agency: "UBND".into(),
        area: None,
        answered_at: None,
        url: String::new(),
    }
}

#[test]
fn what_is_alike_is_shown_for_the_text_it_was_found_for() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Next).then(typed(Field::Body, TEXT));
    assert_eq!(story.asked.last(), Some(&Effect::Suggest(TEXT.into())));
    let late = story.then(Event::Alike("Rác".into(), vec![alike("A")]));
    assert!(late.state.alike.is_empty());
    let shown = late.then(Event::Alike(TEXT.into(), vec![alike("B")]));
    assert_eq!(shown.state.alike.len(), 1);
    // While more is typed it stays, so that it can be read and pressed.
    assert_eq!(shown.then(typed(Field::Body, "Rác chất đống trước cổng chợ nữa")).state.alike.len(), 1);
}

#[test]
fn what_is_sealed_or_needs_a_name_asks_for_nothing_alike() {
    for kind in [CaseKind::Denunciation, CaseKind::Complaint, CaseKind::DataRequest] {
        let story = begin().then(Event::Chose(kind)).then(typed(Field::Body, TEXT));
        assert!(!story.asked.iter().any(|effect| matches!(effect, Effect::Suggest(_))), "{kind}");
    }
}

#[test]
fn joining_sends_the_words_and_can_be_tried_again() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Next).then(typed(Field::Body, TEXT));
    let joined = |asked: &[Effect]| {
        asked
            .iter()
            .any(|e| matches!(e, Effect::Join(code, key, case) if code == "B" && key == "key-1" && case.body == TEXT))
    };
    let sent = story.then(Event::Join("B".into()));
    assert!(joined(&sent.asked) && sent.state.busy, "{:?}", sent.asked);
    // Lost on the way: the same case is joined under the same key, by itself.
    let again = crate::Again::After(5);
    let lost = sent.then(Event::NotSent(Refusal { unsure: true, again, ..Refusal::default() }, "key-2".into()));
    let tried = lost.then(Event::WaitOver(1));
    assert!(joined(&tried.asked), "{:?}", tried.asked);
    let done = tried.then(Event::Sent(receipt(), "key-3".into())).on(Page::Sent);
    assert!(done.state.joins.is_none() && done.state.alike.is_empty());
}

#[test]
fn work_is_told_until_the_next_sending() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Next).then(typed(Field::Body, TEXT));
    let works = story.then(Event::Join("B".into())).then(Event::Works);
    assert!(works.state.busy && works.state.works && works.asked.is_empty(), "{:?}", works.asked);
    let lost =
        works.then(Event::NotSent(Refusal { again: crate::Again::After(5), ..Refusal::default() }, "key-2".into()));
    let again = lost.then(Event::WaitOver(1));
    assert!(again.state.busy && !again.state.works);
}

#[test]
fn whoever_goes_on_files_a_case_of_their_own() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Next).then(typed(Field::Body, TEXT));
    let refused = story.then(Event::Join("B".into())).then(Event::NotSent(Refusal::default(), "key-2".into()));
    let review = refused.then(Event::Next).then(Event::Next).then(Event::Next).on(Page::Review);
    assert!(review.then(Event::Send).asked.iter().any(|effect| matches!(effect, Effect::Send(..))));
}

#[test]
fn the_box_says_what_is_not_the_rule_of_the_site() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Wished(true));
    assert_eq!(story.state.draft.wish, Some(false));
    let kept = crate::Draft::restore(&story.state.draft.store()).expect("its own words");
    assert_eq!((kept.wish, kept.queued, kept.consent), (Some(false), false, false));
    assert_eq!(story.then(Event::Wished(false)).state.draft.wish, None);
}

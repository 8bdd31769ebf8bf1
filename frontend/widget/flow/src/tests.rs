//! The widget's behaviour, told as stories: what a person does, what they then see, what the browser is asked.

use crate::{Again, Draft, Effect, Event, Field, Keeping, Load, Locating, Page, Part, Refusal, State, Target, step};
use hoiam_shared::Lang;
use hoiam_shared::case::{Action, CaseKind, CaseState, Code};
use hoiam_shared::questions::QuestionKind;
use hoiam_shared::wire::intake::{AgencyRef, Receipt, TrackingView};
use hoiam_shared::wire::problem::FieldProblem;
use hoiam_shared::wire::site::{AreaView, QuestionView, RouteView, SiteView, StopView};

/// A widget under test: the state, and what the last event asked for.
pub(super) struct Story {
    pub(super) state: State,
    pub(super) asked: Vec<Effect>,
}

pub(super) fn begin() -> Story {
    let site = SiteView {
        key: "demo".into(),
        agency: AgencyRef { code: "U".into(), name: "UBND".into() },
        kinds: vec![CaseKind::Complaint, CaseKind::Feedback],
        categories: vec![],
        area: None,
        colour: String::new(),
        sheet: String::new(),
        publishes: true,
        questions: vec![],
    };
    let state = State { part: Part::Here, ..State::new(Lang::Vi, None, "key-1".into()) };
    Story { state, asked: vec![] }.then(Event::SiteCame(site))
}

/// At the review, with everything filled.
fn written() -> Story {
    begin()
        .then(Event::Chose(CaseKind::Feedback))
        .then(Event::Next)
        .then(typed(Field::Body, "Rác chất đống trước cổng chợ"))
        .then(Event::Next)
        .then(Event::Next)
        .then(Event::Next)
}

pub(super) fn typed(field: Field, text: &str) -> Event {
    Event::Typed(field, text.into())
}

impl Story {
    pub(super) fn then(self, event: Event) -> Self {
        let (state, asked) = step(self.state, event);
        Self { state, asked }
    }

    fn sent_key(&self) -> Option<(&str, &str)> {
        self.asked.iter().find_map(|effect| match effect {
            Effect::Send(key, case) => Some((key.as_str(), case.body.as_str())),
            _ => None,
        })
    }

    #[track_caller]
    pub(super) fn on(self, page: Page) -> Self {
        assert_eq!(self.state.page, page);
        self
    }
}

pub(super) fn receipt() -> Box<Receipt> {
    Box::new(Receipt {
        code: Code::new(1, 2026, 7).to_string(),
        secret: "s".into(),
        status: CaseState::Received,
        agency: AgencyRef { code: "U".into(), name: "UBND".into() },
        due_at: None,
        due_explained: String::new(),
        tracking_url: String::new(),
    })
}

fn tracking() -> Box<TrackingView> {
    Box::new(TrackingView {
        code: receipt().code,
        kind: CaseKind::Feedback,
        status: CaseState::Answered,
        status_text: String::new(),
        agency: None,
        received_at: hoiam_shared::Stamp(0),
        due_at: None,
        due_explained: String::new(),
        overdue: false,
        answered_at: None,
        story: vec![],
        unlocked: true,
        words: None,
        files: vec![],
        answer: None,
        messages: vec![],
        rating: None,
        allowed: vec![Action::Rate, Action::Reopen],
        public: None,
        appeal: None,
        part_of: None,
        parts: vec![],
    })
}

fn lost() -> Event {
    Event::NotSent(Refusal { unsure: true, ..Refusal::default() }, "key-2".into())
}

fn reused() -> Event {
    Event::NotSent(Refusal { key_reused: true, ..Refusal::default() }, "key-2".into())
}

#[test]
fn a_case_is_sent_once_and_the_draft_is_gone() {
    let story = written().on(Page::Review).then(Event::Send);
    assert_eq!(story.sent_key(), Some(("key-1", "Rác chất đống trước cổng chợ")));
    assert!(story.state.busy);
    let twice = story.then(Event::Send);
    assert_eq!(twice.sent_key(), None, "a second press while waiting sends nothing");
    let done = twice.then(Event::Sent(receipt(), "key-2".into())).on(Page::Sent);
    assert!(done.asked.contains(&Effect::Erase));
    assert_eq!(done.state.draft, Draft::new("key-2".into()));
}

#[test]
fn a_retry_uses_the_same_key() {
    let story = written().then(Event::Send).then(lost());
    assert!(!story.state.busy && story.state.refusal.is_some());
    assert_eq!(story.state.draft.body, "Rác chất đống trước cổng chợ", "nothing typed is lost");
    assert_eq!(story.then(Event::Send).sent_key().map(|(key, _)| key), Some("key-1"));
}

#[test]
fn when_the_lost_attempt_was_stored_its_receipt_is_fetched() {
    let story = written().then(Event::Send).then(lost()).then(typed(Field::Body, "Rác vẫn còn sau ba ngày"));
    let story = story.then(Event::Send).then(reused());
    assert_eq!(story.sent_key(), Some(("key-1", "Rác chất đống trước cổng chợ")));
}

#[test]
fn a_key_taken_by_a_stranger_is_replaced() {
    let story = written().then(Event::Send).then(reused());
    assert_eq!(story.sent_key(), None);
    assert_eq!(story.then(Event::Send).sent_key().map(|(key, _)| key), Some("key-2"));
}

#[test]
fn nothing_is_kept_before_the_first_letter() {
    let story = begin().then(Event::Chose(CaseKind::Feedback));
    assert!(!story.asked.iter().any(|effect| matches!(effect, Effect::Save(_))));
    let story = story.then(Event::Next).then(typed(Field::Body, "R"));
    assert!(
        matches!(&story.asked[..], [Effect::Save(draft), Effect::Suggest(_)] if Draft::restore(draft).is_some_and(|draft| draft.body == "R"))
    );
    assert_eq!(story.then(typed(Field::Body, "")).asked, [Effect::Erase, Effect::Suggest(String::new())]);
}

#[test]
fn each_page_complains_only_about_itself() {
    let story = begin().then(Event::Next).on(Page::Kind);
    assert_eq!(story.asked, [Effect::Focus(Target::Summary)]);
    let story = story.then(Event::Chose(CaseKind::Complaint)).then(Event::Next).then(typed(Field::Body, "Rác"));
    let story = story.then(Event::Next).on(Page::What);
    assert!(story.state.fault(Field::Body).is_some() && story.state.fault(Field::Name).is_none());
    let story = story.then(typed(Field::Body, "Không đồng ý với quyết định"));
    assert!(story.state.fault(Field::Body).is_none(), "typing takes the message away");
    let story = story.then(Event::Next).then(Event::Next).on(Page::Contact).then(Event::Next).on(Page::Contact);
    assert!(story.state.fault(Field::Name).is_some());
    let story = story.then(typed(Field::Name, "An")).then(typed(Field::Phone, "0912345678")).then(Event::Next);
    let story = story.on(Page::Contact);
    assert!(story.state.fault(Field::Consent).is_some(), "contact details need a consent of their own");
    story.then(Event::Consented(true)).then(Event::Next).on(Page::Review);
}

#[test]
fn a_kind_changed_at_the_end_is_checked_again() {
    let story = written().then(Event::Go(Page::Kind)).then(Event::Chose(CaseKind::Complaint));
    let story = story.then(Event::Go(Page::Review)).then(Event::Send).on(Page::Contact);
    assert_eq!(story.asked, [Effect::Focus(Target::Summary)]);
    assert!(!story.state.busy);
}

#[test]
fn the_servers_complaint_leads_to_its_field() {
    let fault = FieldProblem { field: "contact.email".into(), code: "bad_email".into(), message: "sai".into() };
    let refusal = Refusal { fields: vec![fault], ..Refusal::default() };
    let story = written().then(Event::Send).then(Event::NotSent(refusal, "key-2".into())).on(Page::Contact);
    assert_eq!(story.state.fault(Field::Email), Some("sai"));
}

#[test]
fn late_areas_are_not_shown() {
    let area = AreaView { code: "26734".into(), name: "Phường Bến Nghé".into(), province: "TP".into() };
    let story = begin().then(typed(Field::Area, "b"));
    assert!(!story.asked.iter().any(|effect| matches!(effect, Effect::Find(..))));
    let story = story.then(typed(Field::Area, "be")).then(typed(Field::Area, "ben"));
    assert!(story.asked.contains(&Effect::Find(Field::Area, "ben".into())));
    let story = story.then(Event::Found(Field::Area, "be".into(), vec![area.clone()]));
    assert!(story.state.hits.is_empty());
    let story =
        story.then(Event::Found(Field::Area, "ben".into(), vec![area.clone()])).then(Event::Picked(Field::Area, area));
    assert_eq!((story.state.draft.area.as_str(), story.state.hits.len()), ("26734", 0));
    assert_eq!(story.then(typed(Field::Area, "bến")).state.draft.area, "", "typing on unpicks");
}

#[test]
fn the_look_up_leaves_the_form_where_it_was() {
    let story = written().then(Event::Go(Page::Find)).on(Page::Find);
    let story = story.then(typed(Field::Code, "HA-26-1")).then(Event::Look);
    assert!(story.state.fault(Field::Code).is_some());
    story.then(Event::Go(Page::Kind)).on(Page::Review);
}

#[test]
fn a_receipt_leads_to_its_case_and_a_rating_needs_stars() {
    let story = written().then(Event::Send).then(Event::Sent(receipt(), "key-2".into())).then(Event::Follow);
    assert!(story.asked.contains(&Effect::Track(receipt().code, "s".into())));
    let story = story.then(Event::CaseCame(tracking())).on(Page::Case).then(Event::Plan(Some(Action::Rate)));
    let story = story.then(Event::Act);
    assert_eq!(story.asked, [Effect::Focus(Target::Summary)]);
    let story = story.then(Event::Stars(4)).then(Event::Act);
    assert_eq!(story.asked, [Effect::Rate(receipt().code, "s".into(), 4, String::new())]);
    let failed = story.then(Event::CaseFailed(Refusal::default()));
    assert_eq!(failed.state.following.stars, 4, "a failed call loses nothing");
    let reopening = failed.then(Event::Plan(Some(Action::Reopen))).then(typed(Field::Reply, "chưa")).then(Event::Act);
    assert!(reopening.state.fault(Field::Reply).is_some(), "a reopening says why");
}

#[test]
fn a_restored_draft_is_said_to_be_one_and_can_be_thrown_away() {
    let kept = written().state.draft;
    let state = State::new(Lang::En, Some(&kept.store()), "key-9".into());
    assert!(state.restored && state.draft == kept, "the key is kept with it");
    let story = Story { state, asked: vec![] }.then(Event::Forget("key-9".into())).on(Page::Kind);
    assert!(!story.state.restored && story.asked.contains(&Effect::Erase));
    assert_eq!(story.state.draft.key, "key-9");
}

#[test]
fn a_site_that_cannot_be_had_can_be_asked_for_again() {
    let story = begin().then(Event::SiteFailed(Refusal::default()));
    assert!(matches!(story.state.site, Load::Failed(_)));
    let story = story.then(Event::Retry);
    assert_eq!(story.asked, [Effect::LoadSite, Effect::Focus(Target::Heading)]);
    assert_eq!(story.state.site, Load::Pending);
}

#[test]
fn another_language_keeps_the_page_and_the_text() {
    let story = written().then(Event::Speak(Lang::En)).on(Page::Review);
    assert_eq!(story.asked, [Effect::Focus(Target::Heading), Effect::LoadSite]);
    assert_eq!(story.state.draft.body, "Rác chất đống trước cổng chợ");
    assert_eq!(story.then(Event::Speak(Lang::En)).asked, [], "the same language again changes nothing");
}

/// What happened last asked the browser for this.
fn asks(story: &Story, wanted: impl Fn(&Effect) -> bool) -> bool {
    story.asked.iter().any(wanted)
}

#[test]
fn what_did_not_arrive_is_tried_again_under_the_same_key() {
    let offline = || Event::NotSent(Refusal { unsure: true, again: Again::Online, ..Refusal::default() }, "k".into());
    let story = written().then(Event::Send).then(offline());
    assert!(asks(&story, |effect| *effect == Effect::Wait(60, 1)));
    let story = story.then(Event::Online);
    assert_eq!(story.sent_key().map(|(key, _)| key), Some("key-1"));
    let story = story.then(Event::WaitOver(1));
    assert_eq!(story.sent_key(), None, "under way already");
    let wait = Event::NotSent(Refusal { unsure: true, again: Again::After(7), ..Refusal::default() }, "k".into());
    let story = story.then(wait);
    assert!(asks(&story, |effect| *effect == Effect::Wait(7, 2)));
    assert_eq!(story.then(Event::Online).sent_key(), None, "the server said when");
}

#[test]
fn a_correction_or_a_word_stops_the_trying() {
    let later = || Event::NotSent(Refusal { unsure: true, again: Again::Later, ..Refusal::default() }, "k".into());
    for stop in [Event::StopWaiting, typed(Field::Body, "Rác vẫn còn ở cổng chợ")] {
        let story = written().then(Event::Send).then(later());
        assert!(story.state.waiting.is_some() && story.state.draft.queued);
        let story = story.then(stop);
        assert!(story.state.waiting.is_none() && !story.state.draft.queued);
        assert_eq!(story.then(Event::WaitOver(1)).sent_key(), None);
    }
}

#[test]
fn what_was_sent_before_the_tab_closed_is_sent_when_it_opens() {
    let story = written().then(Event::Send);
    let kept = story.asked.iter().find_map(|effect| match effect {
        Effect::Save(draft) => Some(draft.clone()),
        _ => None,
    });
    let state = State::new(Lang::Vi, kept.as_deref(), "key-9".into());
    let site = begin().state.site;
    let Load::Ready(site) = site else { unreachable!("begin loads the site") };
    let story = Story { state, asked: vec![] }.on(Page::Review).then(Event::SiteCame((*site).clone()));
    assert_eq!(story.sent_key().map(|(key, _)| key), Some("key-1"));
}

#[test]
fn a_request_about_ones_own_data_is_written_where_the_page_cannot_look() {
    let story = begin().then(Event::Chose(CaseKind::DataRequest)).then(Event::Next).on(Page::Kind);
    assert!(asks(&story, |e| *e == Effect::Erase) && asks(&story, |e| matches!(e, Effect::Seclude(_))));
    let begun = ["denunciation ", &story.state.draft.store()].concat();
    let state = State::new(Lang::Vi, None, "key-9".into()).secluded(&begun);
    assert_eq!((state.page, state.draft.kind, state.restored), (Page::What, Some(CaseKind::DataRequest), false));
}

#[test]
fn a_denunciation_is_written_where_the_page_cannot_look() {
    let story = begin().then(Event::Chose(CaseKind::Denunciation)).then(Event::Next).on(Page::Kind);
    assert!(asks(&story, |e| *e == Effect::Erase) && asks(&story, |e| matches!(e, Effect::Seclude(_))));
    let begun = ["denunciation ", &story.state.draft.store()].concat();
    let state = State::new(Lang::Vi, None, "key-9".into()).secluded(&begun);
    assert_eq!((state.page, state.draft.kind, state.restored), (Page::What, Some(CaseKind::Denunciation), false));
    let story = Story { state, asked: vec![] }.then(typed(Field::Body, "Tôi muốn tố cáo")).then(Event::Escape);
    assert!(asks(&story, |e| *e == Effect::Erase) && asks(&story, |e| *e == Effect::Escape));
    assert_eq!(story.state.draft.body, "");
}

#[test]
fn a_device_of_others_keeps_nothing() {
    let story = begin().then(typed(Field::Body, "Rác")).then(Event::Share(true));
    assert_eq!((story.asked.as_slice(), story.state.keeping), (&[Effect::Erase][..], Keeping::Off));
    assert_eq!(story.then(typed(Field::Body, "Rác nhiều")).asked, [Effect::Erase]);
    assert_eq!(begin().then(Event::NotKept).state.keeping, Keeping::Refused);
}

pub(super) fn asked(id: &str, kind: QuestionKind) -> QuestionView {
    QuestionView {
        id: id.into(),
        kind,
        ask: id.into(),
        hint: String::new(),
        required: true,
        choices: vec![],
        categories: vec!["rac".into()],
        min: None,
        max: None,
        when: None,
        stop: None,
    }
}

#[test]
fn extra_questions_are_asked_where_they_belong_and_can_stop_the_form() {
    let stop = StopView { is: vec!["yes".into()], advice: "Gọi 113".into() };
    let danger = QuestionView { stop: Some(stop), ..asked("danger", QuestionKind::YesNo) };
    let Load::Ready(site) = begin().state.site else { unreachable!("begin loads the site") };
    let site = SiteView { questions: vec![danger], ..(*site).clone() };
    let story = written().then(Event::SiteCame(site)).then(Event::Go(Page::Where));
    let story = story.then(Event::Next).on(Page::Contact).then(Event::Back).on(Page::Where);
    let story = story.then(typed(Field::Category, "rac")).then(Event::Next).on(Page::Questions).then(Event::Next);
    assert!(story.state.fault(Field::Answer(0)).is_some(), "it has to be answered");
    let story = story.then(typed(Field::Answer(0), "yes")).then(Event::Next).on(Page::Questions);
    assert!(story.state.fault(Field::Answer(0)).is_some(), "the advice says what to do instead");
    let story = story.then(typed(Field::Answer(0), "no")).then(Event::Next).on(Page::Contact).then(Event::Next);
    let story = story.on(Page::Review).then(Event::Send);
    assert!(asks(&story, |e| matches!(e, Effect::Send(_, case) if case.answers.len() == 1)));
}

#[test]
fn the_agency_found_can_be_another() {
    let story = written().then(Event::Back).then(Event::Next).on(Page::Review);
    assert!(asks(&story, |e| matches!(e, Effect::Route(CaseKind::Feedback, ..))));
    let story = story.then(Event::Reroute(true)).then(typed(Field::Agency, "so y te"));
    assert!(asks(&story, |e| *e == Effect::Find(Field::Agency, "so y te".into())));
    let hit = AreaView { code: "so-y-te-79".into(), name: "Sở Y tế".into(), province: String::new() };
    let story = story.then(Event::Picked(Field::Agency, hit)).then(Event::Send);
    assert!(asks(&story, |e| matches!(e, Effect::Send(_, case) if case.agency.as_deref() == Some("so-y-te-79"))));
    let back = written().then(typed(Field::Agency, "so")).then(Event::Reroute(false)).then(Event::Send);
    assert!(asks(&back, |e| matches!(e, Effect::Send(_, case) if case.agency.is_none())));
}

#[test]
fn who_will_get_it_is_known_before_the_review() {
    let route = |e: &Effect| matches!(e, Effect::Route(..));
    let story = written().then(Event::Back).on(Page::Contact);
    assert!(asks(&story, route));
    let agency = AgencyRef { code: "ubnd-79".into(), name: "UBND".into() };
    let came = Event::RouteCame(RouteView { agency, why: "Nơi xảy ra".into() });
    let story = story.then(came.clone()).then(Event::Next).on(Page::Review);
    assert!(story.state.route.is_some() && !asks(&story, route));
    let story = story.then(Event::Go(Page::Where));
    assert!(story.state.route.is_none() && !asks(&story, route));
    // What comes late was asked of another place.
    let story = story.then(came).then(Event::Next).on(Page::Contact);
    assert!(story.state.route.is_none() && asks(&story, route));
}

#[test]
fn where_the_device_is_goes_below_what_is_typed() {
    let story = begin().then(typed(Field::Address, "Cổng chợ")).then(Event::Locate);
    assert_eq!(story.asked, [Effect::Locate]);
    let story = story.then(Event::Located(Some("10.77, 106.70".into())));
    assert_eq!(story.state.draft.address, "Cổng chợ; 10.77, 106.70");
    assert_eq!(story.then(Event::Located(None)).state.locating, Locating::Failed);
}

#[test]
fn a_device_remembers_only_what_it_was_asked_to() {
    let story = written().then(Event::Send).then(Event::Sent(receipt(), "key-2".into()));
    assert!(story.state.known.is_empty());
    let story = story.then(Event::Remember).then(Event::Remember);
    assert!(asks(&story, |e| matches!(e, Effect::KeepKnown(known) if known.len() == 1)));
    let story = story.then(Event::OpenKnown(receipt().code));
    assert!(asks(&story, |e| *e == Effect::Track(receipt().code, "s".into())));
    assert!(story.then(Event::Unremember(receipt().code)).state.known.is_empty());
}

#[test]
fn what_comes_later_is_asked_for_once_and_in_time() {
    let without = |story: Story| Story { state: State { part: Part::No, ..story.state }, ..story };
    let asks_for_it = |story: &Story| asks(story, |e| *e == Effect::Part);
    // Nobody needs it to file; it is fetched at the review, so that a receipt can be kept.
    let first = without(begin()).then(Event::Chose(CaseKind::Feedback)).then(Event::Next);
    assert!(!asks_for_it(&first));
    let body = first.then(typed(Field::Body, "Rác chất đống trước cổng chợ"));
    let review = body.then(Event::Next).then(Event::Next).then(Event::Next).on(Page::Review);
    assert!(asks_for_it(&review));
    let sent = review.then(Event::Send).then(Event::Sent(receipt(), "key-2".into())).on(Page::Sent);
    assert!(!asks_for_it(&sent), "it is on its way");
    // Followed before it is here: the case is asked for as soon as it is.
    let followed = sent.then(Event::Follow).on(Page::Find);
    assert!(!asks(&followed, |e| matches!(e, Effect::Track(..))));
    let here = followed.then(Event::PartCame(None));
    assert!(asks(&here, |e| *e == Effect::Track(receipt().code, "s".into())));
}

#[test]
fn a_draft_that_goes_on_in_the_middle_asks_for_what_it_needs() {
    let Load::Ready(site) = begin().state.site else { unreachable!("begin loads the site") };
    for (page, needs) in [(Page::Kind, false), (Page::What, false), (Page::Questions, true), (Page::Review, true)] {
        let draft = Draft { page, body: "Rác chất đống".into(), ..Draft::new("key-1".into()) };
        let state = State::new(Lang::Vi, Some(&draft.store()), "key-2".into());
        let story = Story { state, asked: vec![] }.then(Event::SiteCame((*site).clone())).on(page);
        assert_eq!(asks(&story, |e| *e == Effect::Part), needs, "{page:?}");
    }
}

#[test]
fn what_does_not_come_is_said_and_can_be_asked_for_again() {
    let story = begin();
    let story = Story { state: State { part: Part::No, ..story.state }, ..story };
    let find = story.then(Event::Go(Page::Find)).on(Page::Find);
    assert!(asks(&find, |e| *e == Effect::Part));
    // Nothing of it is on show yet: what happens to it does nothing.
    let early = find.then(Event::Stars(3)).then(Event::Look);
    assert_eq!((early.state.following.stars, early.asked.len()), (0, 0));
    let refusal = Refusal { title: "Mất mạng".into(), ..Refusal::default() };
    let failed = early.then(Event::PartCame(Some(refusal)));
    assert!(failed.state.refusal.is_some() && failed.state.part == Part::No);
    let again = failed.then(Event::NeedPart);
    assert!(asks(&again, |e| *e == Effect::Part) && again.state.refusal.is_none());
    // On another page nobody is told that it did not come.
    let form = begin();
    let form = Story { state: State { part: Part::Asked, ..form.state }, ..form };
    assert!(form.then(Event::PartCame(Some(Refusal::default()))).state.refusal.is_none());
}

#[test]
fn typing_changes_nothing_else_that_is_shown() {
    let story = begin().then(Event::Chose(CaseKind::Feedback)).then(Event::Next).then(typed(Field::Body, "Rác"));
    let before = story.state.looks();
    let more = story.then(typed(Field::Body, "Rác chất"));
    assert_eq!(more.state.looks(), before);
    // What was wrong with it goes away with the first letter.
    let wrong = more.then(typed(Field::Body, "R")).then(Event::Next);
    let before = wrong.state.looks();
    assert_ne!(wrong.then(typed(Field::Body, "Rá")).state.looks(), before);
    assert!(Event::NotKept.types() && typed(Field::Body, "").types() && !Event::Next.types());
}

#[test]
fn a_question_that_was_added_meanwhile_is_asked() {
    let fault = FieldProblem { field: "answers.0".into(), code: "required".into(), message: "Hãy trả lời".into() };
    let refusal = Refusal { fields: vec![fault], ..Refusal::default() };
    let story = written().then(Event::Send).then(Event::NotSent(refusal, "key-2".into())).on(Page::Questions);
    assert!(asks(&story, |e| *e == Effect::LoadSite) && story.state.fault(Field::Answer(0)).is_some());
    let Load::Ready(site) = &story.state.site else { unreachable!("the site is here") };
    let danger = QuestionView { categories: vec![], ..asked("danger", QuestionKind::YesNo) };
    let site = SiteView { questions: vec![danger], ..(**site).clone() };
    let story = story.then(Event::SiteCame(site)).on(Page::Questions);
    assert!(story.state.fault(Field::Answer(0)).is_some(), "what is wrong is still said");
    assert!(!asks(&story, |e| matches!(e, Effect::Send(..))));
    let story = story.then(typed(Field::Answer(0), "no")).then(Event::Next).then(Event::Next).on(Page::Review);
    assert!(asks(&story.then(Event::Send), |e| matches!(e, Effect::Send(_, case) if case.answers.len() == 1)));
}

#[test]
fn what_is_brought_into_the_frame_stays_what_it_is() {
    let brought = |draft: &Draft, kind: &str| {
        let mut begun = kind.to_owned() + " ";
        begun.push_str(&draft.store());
        State::new(Lang::Vi, None, "key-2".into()).secluded(&begun)
    };
    let begun = Draft { kind: Some(CaseKind::Denunciation), body: "Rác".into(), ..Draft::new("key-1".into()) };
    let chosen = brought(&begun, "denunciation");
    assert_eq!((chosen.page, chosen.draft.kind), (Page::What, Some(CaseKind::Denunciation)));
    // The page took letters away while something else was written, further on.
    let other = Draft { kind: Some(CaseKind::Feedback), page: Page::Contact, ..begun };
    let state = brought(&other, "denunciation");
    assert_eq!(
        (state.page, state.draft.kind, state.draft.key.as_str()),
        (Page::Contact, Some(CaseKind::Feedback), "key-1")
    );
    let alone = State::new(Lang::Vi, None, "key-2".into()).secluded("denunciation");
    assert_eq!((alone.page, alone.draft.kind), (Page::What, Some(CaseKind::Denunciation)));
}

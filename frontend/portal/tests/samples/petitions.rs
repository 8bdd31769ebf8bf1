//! Examples of the pages of petitions.

use super::{CODE, Kitchen, at};
use hoiam_portal::Page;
use hoiam_portal::input::petitions::{IdentityInput, MineAct, NewInput, SignInput};
use hoiam_portal::pages::identity::{self, FailedPage};
use hoiam_portal::pages::petitions::{
    self, AskedPage, FiguresPage, ListPage, MinePage, NewPage, OnePage, Vouching, list_path,
};
use hoiam_shared::Stamp;
use hoiam_shared::petition::{Duty, PetitionGround, PetitionState, SignatureState};
use hoiam_shared::wire::intake::AgencyRef;
use hoiam_shared::wire::petitions::{
    AreaCount, HourCount, PetitionCard, PetitionCounts, PetitionList, PetitionStory, PetitionView, SignatureView,
    ThresholdView,
};
use hoiam_shared::wire::public::SuggestionView;

const PETITION: &str = "KN-26-7KQ4M";

impl Kitchen<'_> {
    fn ask(&self) -> String {
        self.of(
            "Lắp đèn tín hiệu ở ngã tư trước Trường Tiểu học Hòa Bình",
            "Put traffic lights at the crossing in front of Hoa Binh primary school",
        )
    }

    fn mark(&self, count: u64, duty: Duty) -> ThresholdView {
        ThresholdView {
            count,
            duty,
            duty_text: duty.name(self.lang).into(),
            reached_at: None,
            taken_back_at: None,
            due_at: None,
            answered_at: None,
            answer: None,
        }
    }

    fn petition(&self, state: PetitionState) -> PetitionView {
        let told = |when: &str, vi, en| PetitionStory { at: at(when), text: self.of(vi, en), reason: None };
        PetitionView {
            code: PETITION.into(),
            title: self.ask(),
            body: self.of(
                "Mỗi sáng hơn 800 học sinh qua ngã tư này.\n\nNăm nay đã có bốn vụ va chạm. Chúng tôi kiến nghị lắp đèn có nút bấm cho người đi bộ.",
                "More than 800 pupils cross here every morning.\n\nThere were four collisions this year. We ask for lights with a button for pedestrians.",
            ),
            state,
            state_text: state.name(self.lang).into(),
            agency: self.agency(),
            area: Some(self.of("Thành phố Hồ Chí Minh", "Ho Chi Minh City")),
            opened_at: Some(at("2026-09-01T01:00:00Z")),
            closes_at: Some(at("2027-02-28T17:00:00Z")),
            count: 7_412,
            verified: 312,
            today: 208,
            sponsors_needed: 5,
            sponsors_until: Some(at("2026-12-20T02:00:00Z")),
            keep_days: 365,
            signs: state.signs(),
            thresholds: vec![self.mark(10_000, Duty::Answer), self.mark(100_000, Duty::Hearing)],
            ground: None,
            ground_text: None,
            reason: None,
            story: vec![
                told("2026-08-20T02:00:00Z", "Kiến nghị được viết", "It was written"),
                told("2026-09-01T01:00:00Z", "Bắt đầu lấy chữ ký", "It was opened for signatures"),
            ],
            counted_at: at("2026-11-18T02:00:00Z"),
        }
    }

    fn answered(&self) -> PetitionView {
        let mut petition = self.petition(PetitionState::Open);
        petition.count = 98_231;
        petition.thresholds[0] = ThresholdView {
            reached_at: Some(at("2026-10-02T03:00:00Z")),
            due_at: Some(at("2026-10-24T17:00:00Z")),
            answered_at: Some(at("2026-10-20T03:00:00Z")),
            answer: Some(self.of(
                "Đèn tín hiệu được lắp trong quý I năm 2027.\nTừ nay đến đó, cảnh sát giao thông trực mỗi sáng.",
                "The lights will be put up in the first quarter of 2027.\nUntil then an officer stands there every morning.",
            )),
            ..self.mark(10_000, Duty::Answer)
        };
        petition.thresholds[1] = ThresholdView {
            reached_at: Some(at("2026-11-12T03:00:00Z")),
            taken_back_at: Some(at("2026-11-14T03:00:00Z")),
            ..self.mark(100_000, Duty::Hearing)
        };
        petition
    }

    fn in_list(&self, count: u64, next: Option<u64>) -> PetitionCard {
        PetitionCard {
            code: PETITION.into(),
            title: self.ask(),
            state: PetitionState::Open,
            state_text: PetitionState::Open.name(self.lang).into(),
            agency: self.agency(),
            count,
            today: 12,
            next,
            closes_at: Some(at("2027-02-28T17:00:00Z")),
            answered_at: next.is_none().then(|| at("2026-10-20T03:00:00Z")),
        }
    }

    fn places(&self) -> Vec<(String, String)> {
        (0..34).map(|n| (format!("{n:02}"), self.of("Thành phố Hồ Chí Minh", "Ho Chi Minh City"))).collect()
    }

    fn one(&self, petition: PetitionView) -> OnePage {
        OnePage {
            petition,
            input: SignInput::default(),
            errors: vec![],
            provinces: self.places(),
            keep_days: 365,
            phones: false,
            vouching: None,
            paused: None,
            embed: format!(
                "<script async src=\"https://hoiam.example/petition.js\" data-petition=\"{PETITION}\"></script>"
            ),
            share_url: format!("https://hoiam.example/petitions/{PETITION}"),
        }
    }

    fn mine(&self, state: SignatureState, petition: PetitionView, done: Option<MineAct>) -> MinePage {
        let author = petition.state == PetitionState::Sponsoring;
        MinePage {
            token: "t0ken".into(),
            view: SignatureView {
                state,
                confirmable: petition.signs,
                tell: true,
                author,
                verified: petition.signs,
                sponsor_url: author.then(|| format!("https://hoiam.example/petitions/support/x{}", self.spice)),
                sponsors: 2,
                withdrawable: author,
                petition,
            },
            done,
        }
    }

    fn counted(&self, hours: i64, step: i64) -> FiguresPage {
        let start = at("2026-09-01T01:00:00Z");
        let hour =
            |n: i64| HourCount { hour: Stamp(start.ms() + n * step * 3_600_000), count: (n * 37 % 90).unsigned_abs() };
        let area = |n: u64| AreaCount {
            area: if n == 3 { String::new() } else { n.to_string() },
            name: self.of("Thành phố Hồ Chí Minh", "Ho Chi Minh City"),
            count: 4_000 / (n + 1),
        };
        let counts = PetitionCounts {
            code: PETITION.into(),
            count: 7_412,
            verified: 312,
            areas: (0..35).map(area).collect(),
            hours: (0..hours).map(hour).collect(),
            counted_at: at("2026-11-18T02:00:00Z"),
            licence: self.of("CC BY 4.0", "CC BY 4.0"),
        };
        FiguresPage { petition: self.petition(PetitionState::Open), counts }
    }

    fn writing(&self) -> NewPage {
        NewPage {
            site_key: "ben-nghe".into(),
            site_name: self.of("Cổng thông tin phường", "Site of the ward"),
            agency_name: self.agency().name,
            areas: self.places(),
            sponsors: 5,
            keep_days: 365,
            ..NewPage::default()
        }
    }

    fn written(&self) -> NewPage {
        let input = NewInput {
            title: self.of("Đèn", "Lights"),
            body: self.of("Vì nguy hiểm", "It is dangerous"),
            agency_text: self.of("so xay dung", "so xay dung"),
            email: self.of("a@", "a@"),
            token: "0b9e".into(),
            ..NewInput::default()
        };
        NewPage { input, ..self.writing() }
    }

    fn lists(&self) -> Vec<(&'static str, String)> {
        let some = ListPage {
            list: PetitionList {
                petitions: vec![
                    self.in_list(7_412, Some(10_000)),
                    self.in_list(1, Some(10_000)),
                    self.in_list(12_004, None),
                ],
                total: 215,
                order: "most".into(),
                words: self.of("đèn", "lights"),
                page: 2,
                pages: 11,
                creating: true,
            },
            site: Some("ben-nghe".into()),
        };
        let none = ListPage {
            list: PetitionList {
                petitions: vec![],
                total: 0,
                order: "trending".into(),
                words: String::new(),
                page: 1,
                pages: 1,
                creating: false,
            },
            site: None,
        };
        let at = self.page(&list_path("most", "đèn", 2));
        vec![
            ("petitions", petitions::list(&some, &at)),
            ("petitions-none", petitions::list(&none, &self.page("/petitions"))),
        ]
    }

    fn writings(&self) -> Vec<(&'static str, String)> {
        let suggestion = SuggestionView {
            code: CODE.into(),
            title: self.of("Đèn ở ngã tư", "Lights at a crossing"),
            answer: self.of("Đã lắp.", "They are up."),
            agency: self.agency().name,
            area: None,
            answered_at: None,
            url: String::new(),
        };
        let alike = NewPage {
            alike: vec![self.in_list(7_412, Some(10_000)), self.in_list(80, Some(10_000))],
            cases: vec![suggestion.clone()],
            ..self.written()
        };
        let answered = NewPage { cases: vec![suggestion], ..self.written() };
        let wrong = NewPage {
            errors: vec![
                self.wrong("title", "Ngắn quá", "Too short"),
                self.wrong("agency", "Hãy chọn", "Choose one"),
                self.wrong("author.email", "Không phải e-mail", "This is no e-mail address"),
                self.wrong("author.consent", "Cần đồng ý", "Please agree"),
            ],
            agencies: Some(vec![self.agency(), AgencyRef { code: "sxd".into(), ..self.agency() }]),
            ..self.written()
        };
        let unknown = NewPage { agencies: Some(vec![]), ..self.written() };
        let paused = NewPage { paused: Some(self.of("Đang tạm dừng", "Paused")), ..self.writing() };
        let page = self.page("/petitions/new?site=ben-nghe");
        let mut all: Vec<(&'static str, String)> = [
            ("petition-new", &self.writing()),
            ("petition-new-alike", &alike),
            ("petition-new-answered", &answered),
            ("petition-new-wrong", &wrong),
            ("petition-new-unknown", &unknown),
            ("petition-new-paused", &paused),
        ]
        .map(|(name, view)| (name, petitions::new(view, &page)))
        .into();
        all.push(("petition-new-done", petitions::new_done(&self.of("a@b.vn", "a@b.vn"), &page)));
        all
    }

    fn signing(&self) -> Vec<(&'static str, String)> {
        let page = self.page(&format!("/petitions/{PETITION}"));
        let open = self.one(self.petition(PetitionState::Open));
        let wrong = OnePage {
            input: SignInput { name: self.of("An", "An"), email: self.of("a@", "a@"), ..SignInput::default() },
            errors: vec![
                self.wrong("email", "Không phải e-mail", "This is no e-mail address"),
                self.wrong("consent", "Cần đồng ý", "Please agree"),
            ],
            ..open.clone()
        };
        let paused = OnePage { paused: Some(self.of("Đang tạm dừng", "Paused")), ..open.clone() };
        let by = |consent: &str| Vouching {
            name: self.of("VNeID", "VNeID"),
            input: IdentityInput { consent: consent.into(), ..IdentityInput::default() },
        };
        let vouched = OnePage { vouching: Some(by("")), ..open.clone() };
        let unagreed = OnePage {
            errors: vec![self.wrong("identity.consent", "Cần đồng ý", "Please agree")],
            ..OnePage { vouching: Some(by("no")), ..open.clone() }
        };
        let mut support = self.petition(PetitionState::Sponsoring);
        support.count = 2;
        support.thresholds.clear();
        let mut refused = self.petition(PetitionState::Rejected);
        (refused.title, refused.body) = (String::new(), String::new());
        refused.ground = Some(PetitionGround::Personal);
        refused.ground_text = Some(PetitionGround::Personal.name(self.lang).into());
        refused.reason = Some(self.of("Hãy gửi khiếu nại.", "Please file a complaint."));
        let at = self.page(&format!("/petitions/{PETITION}/frame"));
        let framed = Page { bare: true, ..at.clone() };
        let asked = AskedPage { code: PETITION.into(), handle: format!("h4ndle{}", self.spice), wrong: false };
        let mistyped = AskedPage { wrong: true, ..asked.clone() };
        vec![
            ("petition-open", petitions::one(&open, &page)),
            ("petition-wrong", petitions::one(&wrong, &page)),
            ("petition-vouched", petitions::one(&vouched, &page)),
            ("petition-vouched-wrong", petitions::one(&unagreed, &page)),
            ("frame-vouched", petitions::frame(&vouched, &at)),
            ("petition-not-signed", identity::failed(&self.not_signed(), &page)),
            ("petition-paused", petitions::one(&paused, &page)),
            ("petition-answered", petitions::one(&self.one(self.answered()), &page)),
            ("petition-closed", petitions::one(&self.one(self.petition(PetitionState::Closed)), &page)),
            ("petition-support", petitions::one(&self.one(support), &page)),
            ("petition-refused", petitions::one(&self.one(refused.clone()), &page)),
            ("petition-asked", petitions::asked(&asked, &page)),
            ("petition-asked-wrong", petitions::asked(&mistyped, &page)),
            ("frame-open", petitions::frame(&open, &at)),
            ("frame-wrong", petitions::frame(&wrong, &at)),
            ("frame-refused", petitions::frame(&self.one(refused), &at)),
            ("frame-asked", petitions::asked(&asked, &framed)),
        ]
    }

    fn not_signed(&self) -> FailedPage {
        FailedPage {
            title: self.of("Chưa ký: đã hủy", "Not signed: cancelled"),
            detail: self.of("Bạn đã hủy ở đó.", "You cancelled there."),
            back: (format!("/petitions/{PETITION}"), self.of("Quay lại", "Back")),
        }
    }

    fn one_s_own(&self) -> Vec<(&'static str, String)> {
        let page = self.page("/petitions/mine/t0ken");
        let open = || self.petition(PetitionState::Open);
        let mut support = self.petition(PetitionState::Sponsoring);
        support.count = 2;
        let over = self.petition(PetitionState::Closed);
        let draw = |view: &MinePage| petitions::mine(view, &page);
        vec![
            ("petition-mine", draw(&self.mine(SignatureState::Pending, open(), None))),
            ("petition-mine-done", draw(&self.mine(SignatureState::Confirmed, open(), Some(MineAct::Confirm)))),
            ("petition-mine-over", draw(&self.mine(SignatureState::Pending, over, None))),
            ("petition-mine-author", draw(&self.mine(SignatureState::Confirmed, support, None))),
            ("petition-mine-withdrawn", draw(&self.mine(SignatureState::Withdrawn, open(), Some(MineAct::Withdraw)))),
            ("petition-mine-invalid", draw(&self.mine(SignatureState::Invalid, open(), None))),
        ]
    }

    /// Every page of petitions, by name.
    pub fn petitions(&self) -> Vec<(&'static str, String)> {
        let page = self.page(&format!("/petitions/{PETITION}/figures"));
        let mut all = self.lists();
        all.extend(self.writings());
        all.extend(self.signing());
        all.extend(self.one_s_own());
        all.extend(
            [
                ("petition-figures-hours", self.counted(40, 1)),
                ("petition-figures-days", self.counted(61, 24)),
                ("petition-figures-weeks", self.counted(180, 24)),
            ]
            .map(|(name, view)| (name, petitions::figures(&view, &page))),
        );
        let mut none = self.counted(0, 1);
        none.counts.count = 0;
        none.counts.areas.clear();
        all.push(("petition-figures-none", petitions::figures(&none, &page)));
        all
    }
}

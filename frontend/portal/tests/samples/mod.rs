//! One example of every page, in both languages. `spice` is added to every text that people or other systems
//! supply, so that the same pages can be drawn harmless and hostile.

mod petitions;
mod public;

use hoiam_portal::input::{FormInput, TrackInput};
use hoiam_portal::pages::{
    self, Figures, FindProblem, FindView, FormView, HomeView, KeptFile, ReceiptView, SiteLink, TrackView, WaitView,
};
use hoiam_portal::{Flash, Mood, Page, Shell};
use hoiam_shared::case::{Action, CaseKind, CaseState};
use hoiam_shared::wire::files::FileView;
use hoiam_shared::wire::intake::{AgencyRef, MessageView, Receipt, StoryStep, TrackingView, WordsView};
use hoiam_shared::wire::problem::{FieldProblem, Problem};
use hoiam_shared::wire::site::{AreaView, CategoryView, SiteView};
use hoiam_shared::{Lang, Stamp};
use serde_json::{Value, json};
use std::sync::Arc;

const CODE: &str = "HA-26-7KQ4M-2XD9";

/// What the examples are drawn with.
#[derive(Clone, Copy)]
pub struct Kitchen<'a> {
    pub lang: Lang,
    pub spice: &'a str,
}

fn at(text: &str) -> Stamp {
    Stamp::parse(text).expect("an instant of the examples")
}

impl Kitchen<'_> {
    fn of(&self, vi: &str, en: &str) -> String {
        format!("{}{}", if self.lang == Lang::Vi { vi } else { en }, self.spice)
    }

    fn page(&self, path: &str) -> Page {
        let shell = Shell {
            tokens_href: "tokens.css".into(),
            styles_href: "portal.css".into(),
            operator: self.of("Thành phố Sông Việt", "City of Song Viet"),
            zone: jiff::tz::TimeZone::get("Asia/Ho_Chi_Minh").expect("bundled"),
        };
        Page { token: format!("0b9e{}", self.spice), ..Page::new(self.lang, path, Arc::new(shell)) }
    }

    fn agency(&self) -> AgencyRef {
        let name = self.of("Ủy ban nhân dân phường Bến Nghé", "People's Committee of Ben Nghe Ward");
        AgencyRef { code: "bn".into(), name }
    }

    fn site(&self) -> SiteView {
        let category = |code: &str, parent: Option<&str>, vi, en| CategoryView {
            code: code.into(),
            parent: parent.map(Into::into),
            name: self.of(vi, en),
        };
        SiteView {
            key: "ben-nghe".into(),
            agency: self.agency(),
            kinds: CaseKind::ALL.iter().copied().filter(|kind| *kind != CaseKind::Petition).collect(),
            categories: vec![
                category("moi-truong", None, "Môi trường", "Environment"),
                category("rac", Some("moi-truong"), "Rác thải", "Waste"),
                category("do-thi", None, "Trật tự đô thị", "Urban order"),
            ],
            area: None,
            colour: "#0d5c63".into(),
            sheet: String::new(),
            publishes: true,
            questions: vec![],
        }
    }

    fn wrong(&self, field: &str, vi: &str, en: &str) -> FieldProblem {
        FieldProblem { field: field.into(), code: "invalid".into(), message: self.of(vi, en) }
    }

    fn step(&self, when: &str, kind: &str, vi: &str, en: &str) -> StoryStep {
        StoryStep { at: at(when), kind: kind.into(), text: self.of(vi, en) }
    }

    fn case(&self, status: CaseState) -> TrackingView {
        TrackingView {
            code: CODE.into(),
            kind: CaseKind::Feedback,
            status,
            status_text: status.name(self.lang).into(),
            agency: Some(self.agency()),
            received_at: at("2026-11-03T02:12:00Z"),
            due_at: Some(at("2026-11-24T17:00:00Z")),
            due_explained: self.of(
                "Hạn trả lời: thứ Ba 24/11/2026. Không tính ngày nhận; 15 ngày làm việc.",
                "Answer due: Tuesday 24/11/2026. The day of receipt is not counted; 15 working days.",
            ),
            overdue: false,
            answered_at: None,
            story: vec![
                self.step("2026-11-03T02:12:00Z", "received", "Bạn đã gửi phản ánh.", "You filed your feedback."),
                self.step(
                    "2026-11-03T02:13:00Z",
                    "routed",
                    "Chuyển đến Ủy ban nhân dân phường Bến Nghé.",
                    "Passed to the People's Committee of Ben Nghe Ward.",
                ),
                self.step("2026-11-05T07:40:00Z", "accepted", "Cơ quan đã thụ lý.", "The agency took it up."),
            ],
            unlocked: false,
            words: None,
            files: vec![],
            answer: None,
            messages: vec![],
            rating: None,
            allowed: vec![],
            public: None,
            appeal: None,
            part_of: None,
            parts: vec![],
        }
    }

    fn open(&self, status: CaseState, allowed: &[Action]) -> TrackingView {
        let words = WordsView {
            title: self.of("Rác ở cổng chợ", "Rubbish at the market gate"),
            body: self.of(
                "Rác chất đống ba ngày nay.\nMong được dọn sớm.",
                "It has piled up for three days.\nPlease clear it.",
            ),
        };
        TrackingView {
            unlocked: true,
            words: Some(words),
            files: vec![self.file(1)],
            allowed: allowed.to_vec(),
            ..self.case(status)
        }
    }

    fn message(&self, when: &str, from: &str, vi: &str, en: &str) -> MessageView {
        let name = if from == "citizen" { self.of("Bạn", "You") } else { self.agency().name };
        MessageView { at: at(when), from: from.into(), name, body: self.of(vi, en), files: vec![self.file(2)] }
    }

    fn file(&self, number: u32) -> FileView {
        let name = self.of("ảnh cổng chợ.jpg", "market gate.jpg");
        FileView { number, name, media: "image/jpeg".into(), size: 2_400_000, preview: true, public: true }
    }

    fn kept(&self) -> KeptFile {
        KeptFile {
            field: "files".to_owned(),
            id: format!("id{}", self.spice),
            name: self.of("bien ban.pdf", "minutes.pdf"),
            size: 81_000,
        }
    }

    fn track(&self, case: TrackingView, now: &str) -> TrackView {
        let secret = if case.unlocked { format!("KQ7M-2XD9{}", self.spice) } else { String::new() };
        TrackView {
            case,
            now: at(now),
            input: TrackInput { secret, ..TrackInput::default() },
            kept: vec![],
            knocker: Some("BK9".into()),
            errors: vec![],
        }
    }

    /// Every page with its name.
    pub fn all(&self) -> Vec<(&'static str, String)> {
        let mut all = self.forms();
        all.extend(self.cases());
        all.extend(self.others());
        all.extend(self.public());
        all.extend(self.petitions());
        all
    }

    fn forms(&self) -> Vec<(&'static str, String)> {
        let page = self.page("/f/ben-nghe");
        let empty = FormView {
            logo: None,
            site: self.site(),
            input: FormInput::default(),
            kept: vec![],
            errors: vec![],
            alike: vec![],
            areas: None,
        };
        let area = |code: &str, vi, en, province: &str| AreaView {
            code: code.into(),
            name: self.of(vi, en),
            province: province.into(),
        };
        let typed = FormInput {
            kind: "complaint".into(),
            body: self.of("Rác", "Rub"),
            title: self.of("Rác ở cổng chợ", "Rubbish at the gate"),
            area_text: self.of("tân phú", "tan phu"),
            phone: self.of("12", "12"),
            token: "0b9e".into(),
            ..FormInput::default()
        };
        let errors = vec![
            self.wrong("kind", "x", "x"),
            self.wrong("body", "Hãy viết ít nhất 10 ký tự để cơ quan hiểu được việc", "Write at least 10 characters"),
            self.wrong("area", "Giá trị này không có trong danh sách", "This value is not on the list"),
            self.wrong("contact.phone", "Số điện thoại chưa đúng", "This is not a phone number"),
            self.wrong("attachments", "Mục này chưa nhận ở đây", "This is not taken here"),
        ];
        let two = vec![
            area("26740", "Phường Tân Phú", "Tan Phu Ward", "Thành phố Hồ Chí Minh"),
            area("26741", "Xã Tân Phú", "Tan Phu Commune", "Đồng Nai"),
        ];
        let wrong =
            FormView { input: typed.clone(), errors, areas: Some(two), kept: vec![self.kept()], ..empty.clone() };
        let waiting =
            WaitView { site_key: "ben-nghe".into(), seconds: 5, input: typed.clone(), kept: vec![self.kept()] };
        let unknown = FormView { input: typed, areas: Some(vec![]), ..empty.clone() };
        let receipt = Receipt {
            code: CODE.into(),
            secret: format!("KQ7M-2XD9-4TRB{}", self.spice),
            status: CaseState::Routed,
            agency: self.agency(),
            due_at: Some(at("2026-11-24T17:00:00Z")),
            due_explained: self.case(CaseState::Routed).due_explained,
            tracking_url: format!("https://hoiam.example/t/{CODE}"),
        };
        let given = ReceiptView { receipt: receipt.clone(), site_key: "ben-nghe".into() };
        let bare = Receipt { secret: String::new(), due_at: None, due_explained: String::new(), ..receipt };
        let again = ReceiptView { receipt: bare, site_key: "ben-nghe".into() };
        vec![
            ("form", pages::form(&empty, &page)),
            ("form-wrong", pages::form(&wrong, &page)),
            ("form-unknown-place", pages::form(&unknown, &page)),
            ("waiting", pages::waiting(&waiting, &page)),
            ("receipt", pages::receipt(&given, &page)),
            ("receipt-again", pages::receipt(&again, &page)),
        ]
    }

    fn cases(&self) -> Vec<(&'static str, String)> {
        let page = self.page(&format!("/t/{CODE}"));
        let draw = |view: &TrackView| pages::tracking(view, &page);
        let received = TrackingView { agency: None, story: vec![], ..self.case(CaseState::Screening) };
        let mut late = self.case(CaseState::InProgress);
        late.overdue = true;
        late.story.push(self.step(
            "2026-11-24T17:00:00Z",
            "breached",
            "Đã quá hạn trả lời.",
            "The answer became overdue.",
        ));
        let mut asked = self.open(CaseState::WaitingCitizen, &[Action::Message, Action::Withdraw]);
        asked.messages = vec![
            self.message("2026-11-06T03:00:00Z", "agency", "Xin cho biết rác ở cổng nào?", "Which gate is it, please?"),
            self.message("2026-11-06T04:00:00Z", "citizen", "Cổng phía đường Lê Lợi.", "The one on Le Loi Street."),
        ];
        let mut answered = self.open(CaseState::Answered, &[Action::Message, Action::Rate, Action::Reopen]);
        answered.answered_at = Some(at("2026-11-12T08:30:00Z"));
        answered.answer = Some(self.message(
            "2026-11-12T08:30:00Z",
            "agency",
            "Đội vệ sinh đã dọn điểm rác lúc 14 giờ ngày 11/11.\n\nTừ nay xe thu gom ghé cổng chợ hai lần mỗi ngày, lúc 6 giờ và 18 giờ.",
            "The crew cleared the heap at 14:00 on 11 November.\n\nFrom now on the truck stops at the gate twice a day, at 6:00 and 18:00.",
        ));
        answered.story.push(self.step(
            "2026-11-12T08:30:00Z",
            "answered",
            "Cơ quan đã trả lời.",
            "The agency answered.",
        ));
        let rated = TrackingView { rating: Some(4), status: CaseState::Closed, ..answered.clone() };
        let missed = TrackView {
            input: TrackInput {
                what: "rate".into(),
                body: self.of("Chưa sạch", "Not clean"),
                secret: "K".into(),
                ..TrackInput::default()
            },
            errors: vec![self.wrong("stars", "x", "x"), self.wrong("body", "Dài quá", "Too long")],
            ..self.track(answered.clone(), "2026-11-13T02:00:00Z")
        };
        let locked = TrackView {
            input: TrackInput { secret: self.of("SAI", "WRONG"), ..TrackInput::default() },
            errors: vec![self.wrong("secret", "Mã bí mật không đúng", "The secret is wrong")],
            ..self.track(self.case(CaseState::Accepted), "2026-11-18T02:00:00Z")
        };
        let mut refused = self.case(CaseState::Rejected);
        refused.due_at = None;
        refused.due_explained = String::new();
        refused.story.push(self.step(
            "2026-11-06T02:00:00Z",
            "rejected",
            "Không thụ lý: đã có bản án có hiệu lực của tòa án (Luật Khiếu nại 2011, điều 11).",
            "Not taken up: a court has already ruled on it (Law on Complaints 2011, art. 11).",
        ));
        let now = "2026-11-18T02:00:00Z";
        vec![
            ("track-screening", draw(&self.track(received, "2026-11-03T03:00:00Z"))),
            ("track-accepted", draw(&self.track(self.case(CaseState::Accepted), now))),
            ("track-late", draw(&self.track(late, "2026-11-27T02:00:00Z"))),
            ("track-asked", draw(&self.track(asked, now))),
            ("track-answered", draw(&self.track(answered, now))),
            ("track-rated", draw(&self.track(rated, now))),
            ("track-missed", draw(&missed)),
            ("track-bad-secret", draw(&locked)),
            ("track-refused", draw(&self.track(refused, now))),
        ]
    }

    fn others(&self) -> Vec<(&'static str, String)> {
        let home = HomeView {
            sites: vec![
                SiteLink { key: "song-viet".into(), name: self.of("Cổng thông tin thành phố", "City portal") },
                SiteLink { key: "ben-nghe".into(), name: self.agency().name },
                SiteLink { key: "so-xd".into(), name: self.of("Sở Xây dựng", "Department of Construction") },
            ],
            figures: Some(Figures {
                from: "2026-01".into(),
                to: "2026-11".into(),
                received: 12_480,
                resolved: (11_731, 12_480),
                on_time: (10_982, 11_900),
            }),
        };
        let mut greeted = self.page("/");
        greeted.flash =
            vec![Flash { mood: Mood::Good, text: self.of("Đã gửi lời nhắn.", "Your message was sent.") }];
        let wrong =
            FindView { typed: self.of("HA-26-7KQ4M-2XD8", "HA-26-7KQ4M-2XD8"), problem: Some(FindProblem::Wrong) };
        let problem = Problem {
            kind: "https://hoiam.dev/problems/unavailable".into(),
            title: self.of("Hệ thống tạm thời chưa lưu được", "Nothing can be stored just now"),
            status: 503,
            detail: self.of("Hãy gửi lại sau ít phút.", "Please send again in a few minutes."),
            code: "unavailable".into(),
            errors: vec![self.wrong("body", "Dài quá", "Too long")],
            suggestion: None,
            challenge: None,
            request_id: "01JD0".into(),
        };
        let api = self.openapi();
        let docs = self.page("/api/docs");
        let group = self.page("/api/docs?tag=cases");
        vec![
            ("home", pages::home(&home, &greeted)),
            ("home-empty", pages::home(&HomeView::default(), &self.page("/"))),
            ("find", pages::find(&FindView::default(), &self.page("/t"))),
            ("find-wrong", pages::find(&wrong, &self.page("/t"))),
            ("problem", pages::problem(&problem, &self.page("/f/x"))),
            ("about", pages::about(&self.page("/about"))),
            ("api", pages::api(&api, "/api/openapi.json", None, &docs)),
            ("api-group", pages::api(&api, "/api/openapi.json", Some("cases"), &group)),
        ]
    }

    fn openapi(&self) -> Value {
        let mut doc = openapi();
        doc["paths"]["/api/v1/cases/{code}"]["get"]["description"] = self.of("Chi tiết", "In full").into();
        doc
    }
}

/// A small OpenAPI document with the shapes that matter: references, arrays, enumerations, a schema in itself.
pub fn openapi() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Hồi Âm", "version": "1" },
        "tags": [{ "name": "cases", "description": "Filing and following" }],
        "paths": {
            "/api/v1/cases/{code}": { "get": {
                "tags": ["cases"], "summary": "Where a case stands", "operationId": "track",
                "parameters": [
                    { "name": "code", "in": "path", "required": true, "description": "Tracking code", "schema": { "type": "string" } },
                    { "name": "lang", "in": "query", "schema": { "type": "string", "enum": ["vi", "en"] } }
                ],
                "responses": {
                    "200": { "description": "The case", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Case" } } } },
                    "404": { "description": "No such case" }
                }
            } },
            "/api/v1/sites/{key}/cases": { "post": {
                "tags": ["cases"], "summary": "File a case",
                "security": [{ "key": [] }],
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Case" } } } },
                "responses": { "201": { "description": "The receipt" } }
            } },
            "/api/v1/areas": { "get": {
                "tags": ["areas"], "summary": "Areas by typing",
                "parameters": [{ "name": "q", "in": "query", "schema": { "type": "string" } }],
                "responses": { "200": { "description": "Areas" } }
            } }
        },
        "components": { "schemas": {
            "Case": { "type": "object", "required": ["body"], "properties": {
                "title": { "type": ["string", "null"], "description": "One line" },
                "body": { "type": "string", "description": "What happened" },
                "at": { "type": "string", "format": "date-time" },
                "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Case" } }
            } }
        } }
    })
}

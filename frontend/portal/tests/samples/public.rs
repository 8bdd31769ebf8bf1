//! Examples of what everybody reads: search with much, little and nothing, a published case, similar cases in the form.

use super::{CODE, Kitchen, at};
use hoiam_portal::input::FormInput;
use hoiam_portal::pages::{self, Asked, FormView, SearchView};
use hoiam_shared::case::{Action, CaseKind, CaseState};
use hoiam_shared::publish::Standing;
use hoiam_shared::wire::case::{Facet, FacetValue};
use hoiam_shared::wire::intake::TrackingView;
use hoiam_shared::wire::public::{PublicCase, PublicPage, PublicRow, StandingView, SuggestionView};

impl Kitchen<'_> {
    fn row(&self) -> PublicRow {
        let long = |text: String| format!("{text} {}", "Rác chất đống trước cổng chợ ba ngày nay. ".repeat(4));
        PublicRow {
            code: CODE.into(),
            title: self.of("Rác chất đống trước cổng chợ Bến Thành", "Rubbish at the gate of Ben Thanh market"),
            snippet: long(self.of("… gọi ▇▇▇ nhiều lần,", "… called ▇▇▇ many times,")),
            answer: long(self.of("Đội vệ sinh đã dọn lúc 14 giờ.", "The crew cleared it at 14:00.")),
            title_marks: vec![(0, 3)],
            snippet_marks: vec![(4, 8), (9999, 10_000)],
            answer_marks: vec![],
            kind: CaseKind::Feedback,
            agency: Some(self.agency()),
            area: Some(self.of("Phường Bến Nghé", "Ben Nghe Ward")),
            category: Some(self.of("Rác thải", "Waste")),
            received_at: at("2026-11-03T02:12:00Z"),
            answered_at: Some(at("2026-11-12T08:30:00Z")),
            on_time: Some(true),
        }
    }

    fn facets(&self) -> Vec<Facet> {
        let facet = |field: &str, vi: &str, en: &str| Facet {
            field: field.into(),
            label: if self.lang == hoiam_shared::Lang::Vi { vi } else { en }.into(),
            values: (0..8)
                .map(|n| FacetValue {
                    value: format!("{field}:{n}"),
                    label: self.of("Ủy ban nhân dân phường Bến Nghé", "People's Committee of Ben Nghe Ward"),
                    count: 10 - n,
                })
                .collect(),
        };
        vec![
            facet("area", "Địa bàn", "Area"),
            facet("category", "Lĩnh vực", "Category"),
            facet("agency", "Cơ quan", "Agency"),
            facet("kind", "Loại", "Kind"),
        ]
    }

    fn found(&self, rows: usize) -> PublicPage {
        PublicPage {
            cases: vec![self.row(); rows],
            total: if rows == 0 { 0 } else { 215 },
            page: 2,
            pages: 15,
            facets: self.facets(),
            did_you_mean: Some(self.of("rác thải", "rác thải")),
            near: if rows == 0 { vec![self.row()] } else { vec![] },
        }
    }

    /// Every page of the public, by name.
    pub fn public(&self) -> Vec<(&'static str, String)> {
        let mut page = self.page("/s?q=rac&area=79");
        page.canonical = Some("https://hoiam.example/s?q=rac&area=79".into());
        page.feed = Some("/feed.atom".into());
        let asked = Asked {
            parts: vec![
                ("q", self.of("rac", "rac"), self.of("rac", "rac")),
                ("area", "79".into(), self.of("Thành phố Hồ Chí Minh", "Ho Chi Minh City")),
            ],
        };
        let much = SearchView { asked: asked.clone(), found: self.found(15), without: vec![] };
        let nothing = SearchView { asked, found: self.found(0), without: vec![("q", 3), ("area", 1)] };
        let bare = PublicPage { did_you_mean: None, near: vec![], facets: vec![], page: 1, pages: 1, ..self.found(0) };
        let empty = SearchView { asked: Asked::default(), found: bare, without: vec![] };
        let case = PublicCase {
            code: CODE.into(),
            title: self.of("Rác chất đống", "Rubbish"),
            body: self.of("Nhà ông ▇▇▇ đổ rác.\nGọi ▇▇▇.", "Mr ▇▇▇ dumps rubbish.\nCall ▇▇▇."),
            answer: self.of("Đã dọn.", "Cleared."),
            redacted: true,
            pictures: vec![],
            kind: CaseKind::Feedback,
            agency: Some(self.agency()),
            area: Some("26740".into()),
            area_name: Some(self.of("Phường Bến Nghé", "Ben Nghe Ward")),
            category: Some("rac".into()),
            category_name: Some(self.of("Rác thải", "Waste")),
            language: self.lang,
            received_at: at("2026-11-03T02:12:00Z"),
            due_at: Some(at("2026-11-24T17:00:00Z")),
            answered_at: Some(at("2026-11-12T08:30:00Z")),
            on_time: Some(false),
            published_at: at("2026-11-13T08:30:00Z"),
            joined: 12,
        };
        let mut one = self.page(&format!("/p/{CODE}"));
        one.description = Some(case.answer.clone());
        let suggestion = SuggestionView {
            code: CODE.into(),
            title: case.title.clone(),
            answer: case.answer.clone(),
            agency: self.agency().name,
            area: case.area_name.clone(),
            answered_at: case.answered_at,
            url: String::new(),
        };
        let form = FormView {
            site: self.site(),
            logo: None,
            input: FormInput { body: self.of("Rác", "Rubbish"), public: "no".into(), ..FormInput::default() },
            kept: vec![],
            errors: vec![],
            alike: vec![suggestion],
            areas: None,
        };
        let standing = |standing| Some(StandingView { standing, wished: Some(true), published_at: None });
        let told =
            TrackingView { public: standing(Standing::Published), ..self.open(CaseState::Answered, &[Action::Rate]) };
        let refused = TrackingView { public: standing(Standing::Refused), ..told.clone() };
        let track = self.page(&format!("/t/{CODE}"));
        vec![
            ("search", pages::search(&much, &page)),
            ("search-nothing", pages::search(&nothing, &page)),
            ("search-empty", pages::search(&empty, &self.page("/s"))),
            ("published", pages::published(&case, &one)),
            ("form-alike", pages::form(&form, &self.page("/f/ben-nghe"))),
            ("track-public", pages::tracking(&self.track(told, "2026-11-18T02:00:00Z"), &track)),
            ("track-private", pages::tracking(&self.track(refused, "2026-11-18T02:00:00Z"), &track)),
        ]
    }
}

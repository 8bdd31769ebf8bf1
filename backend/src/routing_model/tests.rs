//! Properties of the whole: the same for every spelling, for every seed, after writing and reading; sure of what is
//! clear and unsure of what is not; quiet on nonsense.

use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

const MATTERS: [(&str, [&str; 6]); 3] = [
    (
        "rac",
        [
            "rác thải chất đống",
            "xe rác không đến",
            "đổ rác trộm ban đêm",
            "mùi hôi từ bãi rác",
            "thu gom rác chậm",
            "rác tràn ra đường",
        ],
    ),
    (
        "dien",
        [
            "mất điện cả ngày",
            "hóa đơn tiền điện cao",
            "trạm điện phát nổ",
            "cột điện nghiêng",
            "công tơ điện chạy sai",
            "cúp điện không báo",
        ],
    ),
    (
        "truong",
        [
            "trường thu tiền đầu năm",
            "thầy cô dạy thêm",
            "lớp học quá đông",
            "học sinh bị phạt",
            "bếp ăn bán trú bẩn",
            "lạm thu học phí",
        ],
    ),
];
const AROUND: [&str; 5] = ["ở phường tôi", "trước nhà số 5", "đã ba tuần nay", "đề nghị xử lý", "không ai trả lời"];

fn examples() -> Vec<(String, &'static str)> {
    let mut out = Vec::new();
    for (label, matters) in MATTERS {
        for (n, matter) in matters.iter().enumerate() {
            for (m, around) in AROUND.iter().enumerate() {
                out.push((format!("{matter} {around}, {}", AROUND[(n + m * 2) % 5]), label));
            }
        }
    }
    out
}

fn trained(options: TrainOptions) -> Model {
    let texts = examples();
    let all: Vec<Example<'_>> = texts.iter().map(|(text, label)| Example { text, label }).collect();
    train(&all, options).unwrap().model
}

static MODEL: LazyLock<Model> = LazyLock::new(|| trained(TrainOptions::default()));

fn said(model: &Model, text: &str) -> (String, f32) {
    let said = model.predict(text, &mut Scratch::default());
    (model.labels[said.label].clone(), said.probability)
}

#[test]
fn knows_what_it_was_taught() {
    let check = |text: &str, expect: &str| assert_eq!(said(&MODEL, text).0, expect, "{text}");
    check("Bãi rác bốc mùi, xe thu gom mãi không thấy", "rac");
    check("Tiền điện tháng này tăng gấp đôi", "dien");
    check("Nhà trường bắt học thêm và đóng học phí", "truong");
    let (clear, unclear) = (said(&MODEL, "đổ rác trộm, rác thải chất đống").1, said(&MODEL, "xin chào các anh chị").1);
    assert!(clear > unclear, "{clear} {unclear}");
}

#[test]
fn the_words_that_decided_are_the_citizens() {
    let text = "Kính gửi UBND: CỘT ĐIỆN nghiêng trước nhà số 5";
    let label = MODEL.labels.iter().position(|l| l == "dien").unwrap();
    let deciding = MODEL.explain(text, label, 3);
    assert!(text[deciding[0].start..deciding[0].end].contains("ĐIỆN"), "{deciding:?}");
    assert!(deciding.len() <= 3 && deciding.windows(2).all(|two| two[0].share >= two[1].share));
    assert!(deciding.iter().map(|d| d.share).sum::<f32>() <= 1.001);
    assert!(MODEL.explain("", label, 3).is_empty());
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(trained(TrainOptions::default()).encode(), MODEL.encode());
}

#[test]
fn written_and_read_it_says_the_same() {
    let bytes = MODEL.encode();
    let read = Model::decode(&bytes).unwrap();
    for (text, _) in examples() {
        assert_eq!(said(&read, &text), said(&MODEL, &text));
    }
    for cut in [0, 7, 12, bytes.len() / 2, bytes.len() - 1] {
        assert!(Model::decode(&bytes[..cut]).is_none(), "{cut}");
    }
    let mut other = bytes;
    other[7] = 99;
    assert!(Model::decode(&other).is_none());
}

#[test]
fn a_pruned_model_is_small_and_still_knows() {
    let small = trained(TrainOptions { most_bytes: 1_200, ..TrainOptions::default() });
    assert!(small.features() <= 100);
    assert_eq!(said(&small, "mất điện").0, "dien");
}

#[test]
fn little_or_strange_input_is_no_trouble() {
    assert!(train(&[], TrainOptions::default()).is_none());
    let one = train(&[Example { text: "rác", label: "a" }], TrainOptions::default()).unwrap().model;
    assert_eq!(said(&one, "điện").0, "a");
    let empty = [Example { text: "", label: "a" }, Example { text: "", label: "b" }, Example { text: "x", label: "b" }];
    let model = train(&empty, TrainOptions::default()).unwrap().model;
    for text in ["", "\u{0}", "🙂🙂", "!!!", &"rác ".repeat(50_000)] {
        let said = said(&model, text);
        assert!(said.1.is_finite() && (0.0..=1.0).contains(&said.1), "{text:.20} {said:?}");
    }
}

#[test]
fn probabilities_rise_with_the_scores_and_add_up() {
    let calibration = calibrate::Calibration { temperature: 2.0, knots: vec![(0.4, 0.3), (0.6, 0.55), (0.9, 0.97)] };
    let mut last = 0.0;
    for step in 0..60 {
        let scores = [step as f32 / 20.0 - 0.5, 0.0, -0.5];
        let all = calibration.all(&scores);
        let (first, sure) = calibration.top(&scores);
        assert_eq!(all[0], (first, sure));
        assert!(all.windows(2).all(|two| two[0].1 >= two[1].1), "{all:?}");
        assert!(all.iter().map(|(_, p)| p).sum::<f32>() <= 1.001);
        if first == 0 {
            assert!(sure >= last - 1e-6, "{sure} after {last}");
            last = sure;
        }
    }
}

#[test]
fn a_curve_is_monotone_whatever_was_seen() {
    let mut random = solver::Random(5);
    let labels = 3;
    let scores: Vec<f32> = (0..600 * labels).map(|_| random.below(1000) as f32 / 500.0 - 1.0).collect();
    let right: Vec<u16> = (0..600).map(|_| random.below(labels) as u16).collect();
    let fit = calibrate::Calibration::fit(&scores, labels, &right);
    assert!(fit.knots.windows(2).all(|two| two[0].0 <= two[1].0 && two[0].1 <= two[1].1), "{fit:?}");
    // The labels are chance, so nobody may be told to be sure.
    assert!(fit.knots.iter().all(|(_, seen)| *seen < 0.6), "{fit:?}");
}

proptest! {
    #[test]
    fn accents_change_nothing(picks in prop::collection::vec((0..3_usize, 0..6_usize, 0..5_usize), 1..6)) {
        let text: Vec<String> = picks.iter().map(|(l, m, a)| format!("{} {}.", MATTERS[*l].1[*m], AROUND[*a])).collect();
        let text = text.join(" ");
        let plain: String = text.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
        let plain = plain.replace('đ', "d").replace('Đ', "D");
        let decomposed: String = text.nfd().collect();
        let expect = said(&MODEL, &text);
        prop_assert_eq!(&said(&MODEL, &plain), &expect);
        prop_assert_eq!(&said(&MODEL, &decomposed), &expect);
        prop_assert_eq!(&said(&MODEL, &text.to_uppercase()), &expect);
    }
}

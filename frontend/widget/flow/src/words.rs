//! The widget's texts, one language at a time. They come in a file of their own beside the module, so that nobody loads
//! the language they do not read; on the host (tests) they are those of the catalogue.

use hoiam_shared::Lang;
use hoiam_shared::case::CaseKind;
use hoiam_shared::catalogue::widget::{self, Widget};
use hoiam_shared::catalogue::{digits, fill};
use hoiam_shared::check::Fault;
use hoiam_shared::wire::problem::FieldProblem;
use std::sync::OnceLock;

static LEARNED: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];
static LATER: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];

/// Takes the texts of a language, as [`widget::lines`] has them, one a line. They stay as long as the page.
pub fn learn(lang: Lang, texts: String) {
    take(&LEARNED[lang as usize], texts);
}

/// Takes those that come later, as [`widget::later_lines`] has them.
pub fn learn_later(lang: Lang, texts: String) {
    take(&LATER[lang as usize], texts);
}

#[inline(never)]
fn take(into: &OnceLock<Vec<&'static str>>, texts: String) {
    into.get_or_init(|| texts.leak().split('\n').collect());
}

/// A line. One that was not learned is empty; the build that writes the file cannot leave one out.
#[inline(never)]
fn line(at: usize, lang: Lang, later: bool) -> &'static str {
    if cfg!(target_arch = "wasm32") {
        let all = if later { &LATER } else { &LEARNED }[lang as usize].get();
        all.and_then(|all| all.get(at)).copied().unwrap_or_default()
    } else {
        if later { widget::later_lines(lang)[at] } else { widget::lines(lang)[at] }
    }
}

/// A text.
pub fn say(key: Widget, lang: Lang) -> &'static str {
    let (at, first) = (key as usize, widget::FIRST_LATER as usize);
    line(if at < first { at } else { at - first }, lang, at >= first)
}

/// Name and hint of a kind.
pub fn kind(kind: CaseKind, lang: Lang) -> (&'static str, &'static str) {
    let at = widget::line_of_kind(kind);
    (line(at, lang, false), line(at + 1, lang, false))
}

/// What is wrong with a field, in words: the same as [`Fault::view`].
pub fn fault(fault: &Fault, lang: Lang) -> FieldProblem {
    let text = line(widget::line_of_fault(fault.error), lang, false);
    FieldProblem {
        field: fault.field.to_owned(),
        code: fault.error.code().to_owned(),
        message: fill(text, &[("limit", &digits(fault.limit as u64))]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::error::FieldError;

    #[test]
    fn a_text_is_a_line_of_the_file() {
        for &lang in Lang::ALL {
            let file = widget::lines(lang);
            assert!(file.iter().all(|text| !text.contains('\n') && !text.is_empty()));
            learn(lang, file.join("\n"));
            assert_eq!(LEARNED[lang as usize].get(), Some(&file));
            let later = widget::later_lines(lang);
            learn_later(lang, later.join("\n"));
            assert_eq!(LATER[lang as usize].get(), Some(&later));
            assert!(Widget::ALL.iter().all(|key| say(*key, lang) == key.text(lang)));
            assert!(CaseKind::ALL.iter().all(|k| kind(*k, lang) == (k.name(lang), k.hint(lang))));
            for &error in FieldError::ALL {
                let wrong = Fault::new("body", error);
                assert_eq!(fault(&wrong, lang), wrong.view(lang), "{error}");
            }
        }
    }
}

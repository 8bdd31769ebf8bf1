//! The widget's texts, one language at a time. They come in a file of their own beside the module, so that nobody loads
//! the language they do not read; on the host (tests) they are those of the catalogue.

use hoiam_shared::Lang;
use hoiam_shared::catalogue::widget::Widget;
use std::sync::OnceLock;

static LEARNED: [OnceLock<Vec<&'static str>>; 2] = [OnceLock::new(), OnceLock::new()];

/// Takes the texts of a language: one a line, in the order of the keys. They stay as long as the page.
pub fn learn(lang: Lang, texts: String) {
    LEARNED[lang as usize].get_or_init(|| texts.leak().split('\n').collect());
}

/// A text. One that was not learned is empty; the build that writes the file cannot leave one out.
pub fn say(key: Widget, lang: Lang) -> &'static str {
    if cfg!(target_arch = "wasm32") {
        let all = LEARNED[lang as usize].get();
        all.and_then(|all| all.get(key as usize)).copied().unwrap_or_default()
    } else {
        key.text(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_line_of_the_file() {
        for &lang in Lang::ALL {
            assert!(Widget::ALL.iter().all(|key| !key.text(lang).contains('\n')));
            let file: Vec<&str> = Widget::ALL.iter().map(|key| key.text(lang)).collect();
            learn(lang, file.join("\n"));
            let learned = LEARNED[lang as usize].get().expect("just learned");
            assert!(Widget::ALL.iter().all(|key| learned[*key as usize] == key.text(lang)));
        }
    }
}

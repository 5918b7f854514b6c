//! The pseudo-locale: the same words, visibly foreign.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

thread_local! {
    static PSEUDO: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<BTreeMap<&'static str, &'static str>> = const { RefCell::new(BTreeMap::new()) };
}

/// Turns the pseudo-locale on or off, before the first word is said.
pub(crate) fn speak_pseudo(on: bool) {
    PSEUDO.set(on);
}

/// A plain text as it is shown.
#[must_use]
pub(crate) fn say(text: &'static str) -> &'static str {
    if !PSEUDO.get() {
        return text;
    }
    // Kept for the life of the page: there are only as many as there are texts.
    SAID.with_borrow_mut(|said| *said.entry(text).or_insert_with(|| Box::leak(foreign(text).into_boxed_str())))
}

/// A sentence with values as it is shown.
#[must_use]
pub(crate) fn sentence(text: String) -> String {
    if PSEUDO.get() { foreign(&text) } else { text }
}

/// The text with every Latin letter accented, in brackets. What is foreign already stays as it is.
fn foreign(text: &str) -> String {
    let letters = text.chars().map(|letter| {
        let index = match letter {
            'a'..='z' => letter as usize - 'a' as usize,
            'A'..='Z' => 26 + letter as usize - 'A' as usize,
            _ => return letter,
        };
        FOREIGN[index]
    });
    let accented: String = letters.collect();
    format!("⟦{accented}⟧")
}

const FOREIGN: [char; 52] = [
    'à', 'ƀ', 'ç', 'đ', 'é', 'ƒ', 'ğ', 'ĥ', 'í', 'ĵ', 'ķ', 'ł', 'ɱ', 'ñ', 'ö', 'þ', 'ʠ', 'ř', 'š', 'ť', 'ü', 'ṽ', 'ŵ',
    'ẋ', 'ý', 'ž', 'À', 'Ɓ', 'Ç', 'Đ', 'É', 'Ƒ', 'Ğ', 'Ĥ', 'Í', 'Ĵ', 'Ķ', 'Ł', 'Ḿ', 'Ñ', 'Ö', 'Þ', 'Ǫ', 'Ř', 'Š', 'Ť',
    'Ü', 'Ṽ', 'Ŵ', 'Ẋ', 'Ý', 'Ž',
];

#[cfg(test)]
mod tests {
    use super::{foreign, say, sentence, speak_pseudo};

    #[test]
    fn no_latin_letter_is_left_and_numbers_stay() {
        let text = foreign("The quick brown fox jumps over 13 lazy dogs, ABCDEFGHIJKLMNOPQRSTUVWXYZ €");
        assert!(!text.chars().any(|letter| letter.is_ascii_alphabetic()));
        assert!(text.contains("13") && text.contains('€'));
    }

    #[test]
    fn words_pass_unchanged_until_asked() {
        assert_eq!(say("Board"), "Board");
        speak_pseudo(true);
        assert_eq!(say("Board"), "⟦Ɓöàřđ⟧");
        assert_eq!(sentence("to".into()), "⟦ťö⟧");
        speak_pseudo(false);
    }
}

//! [`NameMatcher`]: which names a typed text may mean.

use kzq_text::fold::{fold, fold_into, words};

use crate::typo::TypoMatcher;

/// Matches names against a typed text, word by word; fast enough for all names of a large corpus.
pub struct NameMatcher {
    /// The folded words that were typed.
    typed: Vec<String>,
    typos: TypoMatcher,
}

impl NameMatcher {
    /// Prepares a typed text.
    pub fn new(typed: &str) -> Self {
        let typed = words(typed).map(|(_, word)| fold(word)).filter(|word| !word.is_empty()).collect();
        Self { typed, typos: TypoMatcher::default() }
    }

    /// Whether each word that is typed begins a word of a name: `aus` and `j aus` begin words of Jane Austen, `ann` does
    /// not. Nothing begins with no words.
    pub fn begins_words(&self, name: &str) -> bool {
        if self.typed.is_empty() {
            return false;
        }
        if name.is_ascii() && self.typed.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
            return self.typed.iter().all(|word| begins_ascii_word(name.as_bytes(), word.as_bytes()));
        }
        self.each_word(name, |typed, word| word.starts_with(typed))
    }

    /// Whether each word that is typed begins a word of a name, or is one slip away from it.
    pub fn is_near(&self, name: &str) -> bool {
        self.each_word(name, |typed, word| word.starts_with(typed) || is_slip(&self.typos, typed, word))
    }

    fn each_word(&self, name: &str, matches: impl Fn(&str, &str) -> bool) -> bool {
        let mut folded = String::new();
        let mut found = vec![false; self.typed.len()];
        for (_, word) in words(name) {
            fold_into(word, &mut folded);
            for (found, typed) in found.iter_mut().zip(&self.typed) {
                *found = *found || matches(typed, &folded);
            }
        }
        !found.is_empty() && found.into_iter().all(|found| found)
    }
}

/// Whether a folded word is one slip away from another; their first letters must be the same.
pub(super) fn is_slip(typos: &TypoMatcher, typed: &str, word: &str) -> bool {
    typed.chars().next() == word.chars().next() && typos.matches(typed, word)
}

/// Whether a word of a name begins with lower-case letters; both are ASCII.
fn begins_ascii_word(name: &[u8], typed: &[u8]) -> bool {
    let mut is_start = true;
    name.iter().enumerate().any(|(at, byte)| {
        let is_letter = byte.is_ascii_alphanumeric();
        let begins = is_start
            && is_letter
            && name.get(at..at + typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
        is_start = !is_letter;
        begins
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_matched_word_by_word() {
        for (typed, name, begins, is_near) in [
            ("chu", "Winston Churchill", true, true),
            ("w chu", "Winston Churchill", true, true),
            ("churchill, w", "Winston Churchill", true, true),
            ("ston", "Winston Churchill", false, false),
            ("chruchill", "Winston Churchill", false, true),
            ("winston churchil", "Winston Churchill", true, true),
            ("emil", "Émile Zola", true, true),
            ("müll", "Mullah Nasreddin", true, true),
            ("un", "world-order/un-reform", true, true),
            ("1984", "1984", true, true),
            ("", "Winston Churchill", false, false),
            ("?", "Winston Churchill", false, false),
        ] {
            let matcher = NameMatcher::new(typed);
            assert_eq!((matcher.begins_words(name), matcher.is_near(name)), (begins, is_near), "{typed} {name}");
        }
    }
}

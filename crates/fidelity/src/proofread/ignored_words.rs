//! [`IgnoredWords`]: the words of quotations that are not to be judged.

use std::collections::HashSet;

use foldhash::fast::RandomState;

use super::judge::fold_words;

/// The words of quotations that must not be judged, regardless of case and punctuation.
#[derive(Clone, Debug, Default)]
pub struct IgnoredWords(HashSet<String, RandomState>);

impl IgnoredWords {
    /// The words of these quotations.
    pub fn new(quotations: &[String]) -> Self {
        Self(quotations.iter().map(|quotation| fold_words(quotation)).collect())
    }

    /// Whether a quotation consists of the words of one of them.
    pub fn contains(&self, quotation: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&fold_words(quotation))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparison_ignores_case_punctuation_and_accents() {
        let words = IgnoredWords::new(&["Déjà vu, all over again".to_owned()]);
        for (quotation, expected) in [
            ("deja vu all over again", true),
            ("“Déjà vu” – all over again!", true),
            ("déjà vu all over", false),
            ("", false),
        ] {
            assert_eq!(words.contains(quotation), expected, "{quotation}");
        }
    }
}

//! [`QuotedWords`]: tells without an alignment how similar a text can be to a quotation, at most.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::SourceText;
use super::edited_quote::EditedQuote;
use crate::align::normalized_text::LINE_END_HYPHEN;
use crate::align::tokens::tokenize;
use crate::align::{PUNCTUATION_COST, WORD_COST};
use kzq_text::fold::fold;

/// The words of a quotation, each with how often it occurs.
#[derive(Debug)]
pub(crate) struct QuotedWords {
    numbers: HashMap<String, usize, RandomState>,
    counts: Vec<u32>,
    /// The cost of another text altogether.
    weight: u32,
}

impl QuotedWords {
    /// Counts the words of a quotation; `None` if it is edited, or some of its words may differ without being another
    /// quotation.
    pub(crate) fn new(quote: &EditedQuote<'_>) -> Option<Self> {
        let text = quote.tokenized.normalized.as_str();
        if quote.is_edited() || text.contains(['(', '[', LINE_END_HYPHEN]) {
            return None;
        }
        let mut words = Self { numbers: HashMap::default(), counts: Vec::new(), weight: 0 };
        for token in &quote.tokenized.tokens[quote.core()] {
            words.weight += if token.is_word { WORD_COST } else { PUNCTUATION_COST };
            if token.is_word {
                let number = *words.numbers.entry(fold(&text[token.range.clone()])).or_insert(words.counts.len());
                if number == words.counts.len() {
                    words.counts.push(0);
                }
                words.counts[number] += 1;
            }
        }
        (words.weight > 0).then_some(words)
    }
}

impl SourceText {
    /// The number of its words.
    pub(crate) fn word_count(&self) -> usize {
        tokenize(self.usual().normalized.as_str()).filter(|token| token.is_word).count()
    }

    /// An upper bound of the similarity of this text with a quotation: no word that it lacks can be aligned with it.
    pub(crate) fn max_similarity(&self, quoted: &QuotedWords) -> f64 {
        let text = self.usual().normalized.as_str();
        if self.raw.contains('\n') || text.contains(LINE_END_HYPHEN) {
            // Words may be broken at line ends.
            return 1.0;
        }
        let mut counts = quoted.counts.clone();
        let mut missing: u32 = counts.iter().sum();
        for token in tokenize(text).filter(|token| token.is_word) {
            let word = &text[token.range];
            let is_folded = word.bytes().all(|byte| byte.is_ascii_lowercase());
            let number = if is_folded { quoted.numbers.get(word) } else { quoted.numbers.get(fold(word).as_str()) };
            if let Some(count) = number.map(|&number| &mut counts[number]).filter(|count| **count > 0) {
                *count -= 1;
                missing -= 1;
            }
        }
        1.0 - f64::from(missing * WORD_COST) / f64::from(quoted.weight)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::changes::Leniency;

    proptest::proptest! {
        #[test]
        fn similarity_never_exceeds_its_bound(text in "[A-Cabc.,’é-]{1,3}( [A-Cabc.,’é-]{1,3}){0,12}", quoted in "[A-Cabc.,’é-]{1,3}( [A-Cabc.,’é-]{1,3}){0,8}") {
            let (text, quote) = (SourceText::new(text), EditedQuote::parse(&quoted));
            if let (Some(words), Some(compared)) = (QuotedWords::new(&quote), text.compare(&quote, Leniency::default())) {
                let most = text.max_similarity(&words);
                proptest::prop_assert!(compared.similarity <= most + 1e-9, "{} > {most}", compared.similarity);
                proptest::prop_assert!(!compared.is_honest || most >= 1.0);
            }
        }
    }
}

//! Where sentences end, and what can be told of one alone.

use super::gap::Gap;
use super::narration::Narration;
use crate::languages::tongue::Sense;
use kzq_text::marks::is_quotation_mark;

impl Narration<'_> {
    /// The sentence before one in the same paragraph.
    pub(crate) fn sentence_before(&self, sentence: usize) -> Option<usize> {
        sentence.checked_sub(1).filter(|&before| self.paragraph_of[before] == self.paragraph_of[sentence])
    }

    /// Whether a sentence is the caption of a picture, alone in its paragraph: `Photo credit: Doe`.
    pub(crate) fn is_caption(&self, sentence: usize) -> bool {
        const PICTURES: &[&str] = &["photo", "photos", "picture", "image", "foto", "fotos", "bild", "фото"];
        const MAX_WORDS: usize = 12;
        let range = &self.sentences[sentence];
        range.len() <= MAX_WORDS && PICTURES.contains(&self.tokens[range.start].key.as_str())
    }

    /// Splits the tokens into sentences.
    pub(super) fn split_sentences(&mut self) {
        /// Rules look at whole sentences: one without an end would take square time.
        const MAX_TOKENS: usize = 120;
        let (mut start, mut paragraph) = (0, 0);
        for at in 1..=self.tokens.len() {
            if at < self.tokens.len() && at - start < MAX_TOKENS && !self.sentence_ends_before(at) {
                continue;
            }
            self.sentence_of.extend(std::iter::repeat_n(self.sentences.len(), at - start));
            self.sentences.push(start..at);
            self.paragraph_of.push(paragraph);
            paragraph += usize::from(self.tokens.get(at).is_some_and(|next| next.gap.has(Gap::PARAGRAPH)));
            start = at;
        }
    }

    fn sentence_ends_before(&self, at: usize) -> bool {
        let (last, next) = (&self.tokens[at - 1], &self.tokens[at]);
        let gap = next.gap;
        if gap.has(Gap::PARAGRAPH) {
            // A lead-in above a paragraph that is quoted, or a part of the same quotation.
            let continues = next.quote.is_some() && last.quote == next.quote;
            return !(continues || (next.quote.is_some() && last.quote.is_none() && gap.has(Gap::COLON)));
        }
        let is_new = next.is_capital() || next.text.starts_with(char::is_numeric);
        match (last.quote, next.quote) {
            // Words in a row: `“dull”, “late”, said Doe`.
            (Some(one), Some(other)) => {
                one != other && (!gap.has(Gap::COMMA) || last.text.ends_with(['.', '!', '?', '…', ',']))
            }
            (Some(_), None) => {
                if gap.has(Gap::COMMA) || gap.has(Gap::DASH) || !next.is_capital() {
                    return gap.has(Gap::STOP) && next.is_capital() && !gap.has(Gap::COMMA);
                }
                let ends = last.text.trim_end_matches(is_quotation_mark).ends_with(['.', '!', '?', '…']);
                if gap.has(Gap::STOP) || gap.has(Gap::CRY) {
                    return true;
                }
                ends && !self.is_short_credit(at)
            }
            (None, Some(_)) => (gap.has(Gap::STOP) && !last.is_abbreviation()) || gap.has(Gap::CRY),
            (None, None) => {
                let stops = (gap.has(Gap::STOP) && !last.is_abbreviation()) || gap.has(Gap::CRY);
                stops && (is_new || gap.has(Gap::MARK))
            }
        }
    }

    /// Whether a sentence behind a quotation only says who said it: `“…?” Doe asked.`
    fn is_short_credit(&self, at: usize) -> bool {
        const MAX_WORDS: usize = 6;
        for (number, token) in self.tokens[at..].iter().take(MAX_WORDS).enumerate() {
            let ends = token.gap.has(Gap::STOP) || token.gap.has(Gap::PARAGRAPH) || token.quote.is_some();
            if number > 0 && (ends || token.gap.has(Gap::COLON)) {
                return false;
            }
            if number > 0 && token.is(Sense::CUE) && !token.is_capital() {
                let next = self.tokens.get(at + number + 1);
                return next.is_none_or(|next| {
                    !next.gap.has(Gap::COLON) && (next.gap.has(Gap::STOP) || next.gap.has(Gap::PARAGRAPH))
                });
            }
            if !(token.is_capital() || token.is_title() || token.is_pronoun() || token.is(Sense::DETERMINER)) {
                return false;
            }
        }
        false
    }
}

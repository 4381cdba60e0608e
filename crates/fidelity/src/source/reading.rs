//! [`Reading`]: a text normalised and split into tokens, to find quotations in it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use memchr::memmem;

use super::edited_quote::EditedQuote;
use crate::align::diff::TokenizedText;
use crate::align::normalized_text::{NormalizedText, ReadingMode};
use crate::align::print_difference::{collect_differences, collect_gap_differences, collect_word_differences};
use crate::align::tokens::{TokenSpan, is_inside_word, tokenize};
use crate::align::{AlignMode, AlignToken, AlignTokenKind, Alignment, Interner, align};
use kzq_text::print::PrintDifference;

/// Where a text contains a quotation, and the differences in print.
pub(super) type Found = (Range<usize>, BTreeSet<PrintDifference>);

/// A text as it is read: normalised, and split into tokens.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) normalized: NormalizedText,
    /// Built on demand: many texts never need it.
    index: OnceLock<TokenIndex>,
}

/// The tokens of a text and the positions of each word.
#[derive(Debug)]
pub(super) struct TokenIndex {
    interner: Interner,
    pub(super) tokens: Vec<TokenSpan>,
    pub(super) align_tokens: Vec<AlignToken>,
    /// The token indices of each word, by its folded number.
    positions: HashMap<u32, Vec<usize>, RandomState>,
}

impl TokenIndex {
    fn new(stream: &NormalizedText) -> Self {
        let mut interner = Interner::default();
        let tokens: Vec<TokenSpan> = tokenize(stream.as_str()).collect();
        let align_tokens: Vec<AlignToken> =
            tokens.iter().map(|token| interner.intern(stream.as_str(), token)).collect();
        let mut positions: HashMap<u32, Vec<usize>, RandomState> = HashMap::default();
        for (at, item) in align_tokens.iter().enumerate().filter(|(_, item)| item.kind == AlignTokenKind::Word) {
            positions.entry(item.folded).or_default().push(at);
        }
        Self { interner, tokens, align_tokens, positions }
    }

    /// Converts the tokens of a quotation using the numbers assigned here.
    pub(super) fn align_tokens_of(&self, quotation: &TokenizedText<'_>) -> Vec<AlignToken> {
        let known = |(other, token)| self.interner.lookup(quotation.normalized.as_str(), token, other);
        (0..).zip(&quotation.tokens).map(known).collect()
    }

    /// The token indices of a word, by its folded number, in order.
    pub(super) fn positions_of(&self, folded: u32) -> &[usize] {
        self.positions.get(&folded).map_or(&[], Vec::as_slice)
    }

    /// The range of tokens with most of a quotation's words, weighted by rarity.
    pub(super) fn densest_window(&self, quoted: &[AlignToken]) -> Option<Range<usize>> {
        /// Maximum number of word positions considered.
        const MAX_POSITIONS: usize = 4096;
        let mut wanted: HashMap<u32, usize, RandomState> = HashMap::default();
        for item in quoted.iter().filter(|item| item.kind == AlignTokenKind::Word) {
            *wanted.entry(item.folded).or_default() += 1;
        }
        let mut rare: Vec<(&[usize], u32)> =
            wanted.keys().filter_map(|word| Some((self.positions.get(word)?.as_slice(), *word))).collect();
        rare.sort_unstable_by_key(|(places, word)| (places.len(), *word));
        let mut hits: Vec<(usize, u32)> = Vec::new();
        for (places, word) in rare {
            let room = MAX_POSITIONS.saturating_sub(hits.len());
            hits.extend(places.iter().take(room).map(|&place| (place, word)));
        }
        hits.sort_unstable();
        let span = quoted.len() + quoted.len() / 2;
        let (first, last) = self.densest_cluster(&hits, span, &wanted)?;
        let slack = quoted.len() / 2 + 8;
        Some(first.saturating_sub(slack)..(last + 1 + slack).min(self.align_tokens.len()))
    }

    /// The first and last position of the heaviest cluster of hits within `span` tokens.
    fn densest_cluster(
        &self,
        hits: &[(usize, u32)],
        span: usize,
        wanted: &HashMap<u32, usize, RandomState>,
    ) -> Option<(usize, usize)> {
        let weight =
            |word: &u32| 1 + (self.align_tokens.len() / self.positions[word].len()).checked_ilog2().unwrap_or(0);
        let mut seen: HashMap<u32, usize, RandomState> = HashMap::default();
        let (mut start, mut sum) = (0, 0);
        let mut best: Option<(u32, usize, usize)> = None;
        for &(place, word) in hits {
            let count = seen.entry(word).or_default();
            *count += 1;
            sum += if *count <= wanted[&word] { weight(&word) } else { 0 };
            while hits[start].0 + span < place {
                let gone = hits[start].1;
                let count = seen.entry(gone).or_default();
                sum -= if *count <= wanted[&gone] { weight(&gone) } else { 0 };
                *count -= 1;
                start += 1;
            }
            if best.is_none_or(|(most, ..)| sum > most) {
                best = Some((sum, hits[start].0, place));
            }
        }
        best.map(|(_, first, last)| (first, last))
    }
}

impl Reading {
    pub(super) fn new(raw: &str, mode: ReadingMode) -> Self {
        Self { normalized: NormalizedText::read(raw, mode), index: OnceLock::new() }
    }

    pub(super) fn index(&self) -> &TokenIndex {
        self.index.get_or_init(|| TokenIndex::new(&self.normalized))
    }

    /// Whether the text has all words of a quotation, somewhere.
    pub(super) fn has_words_of(&self, quotation: &TokenizedText<'_>) -> bool {
        let index = self.index();
        let has =
            |token: &AlignToken| token.kind != AlignTokenKind::Word || !index.positions_of(token.folded).is_empty();
        index.align_tokens_of(quotation).iter().all(has)
    }

    /// Finds a quotation in the normalised text; returns its range in the raw text and its differences in print.
    pub(super) fn find_normalized(&self, raw: &str, needle: &TokenizedText<'_>) -> Option<Found> {
        let trimmed = needle.normalized.trimmed_range();
        let words = &needle.normalized.as_str()[trimmed.clone()];
        let text = self.normalized.as_str();
        let mut first = None;
        for start in memmem::find_iter(text.as_bytes(), words.as_bytes()) {
            let at = start..start + words.len();
            let is_whole = |edge| self.normalized.is_boundary(edge) && !is_inside_word(text, edge);
            if !is_whole(at.start) || !is_whole(at.end) {
                continue;
            }
            let differences = self.print_differences(raw, &at, needle, trimmed.start);
            if differences.is_empty() {
                return Some((self.normalized.raw_range(at), differences));
            }
            first.get_or_insert((at, differences));
        }
        first.map(|(at, differences)| (self.normalized.raw_range(at), differences))
    }

    /// The differences in print between the range `at` of this text and the same words of the quotation, at `from`.
    fn print_differences(
        &self,
        raw: &str,
        at: &Range<usize>,
        needle: &TokenizedText<'_>,
        from: usize,
    ) -> BTreeSet<PrintDifference> {
        let here = self.normalized.replacements_in(at).iter().map(|folded| folded.range.clone());
        let shift = |range: &Range<usize>| range.start + at.start - from..range.end + at.start - from;
        let there = needle.normalized.replacements_in(&(from..from + at.len()));
        let there = there.iter().map(|folded| shift(&folded.range));
        let mut differences = BTreeSet::new();
        for part in here.chain(there) {
            let part = part.start.max(at.start)..part.end.min(at.end);
            let own = &raw[self.normalized.raw_range(part.clone())];
            let other = part.start - at.start + from..part.end - at.start + from;
            let other = &needle.raw[needle.normalized.raw_range(other)];
            collect_differences(&self.normalized.as_str()[part], own, other, &mut differences);
        }
        differences
    }

    /// Finds the tokens of a quotation: they may differ in the blanks next to punctuation, in hyphens at line ends, and
    /// in line breaks where words have no spaces between them.
    pub(super) fn find_tokens(&self, raw: &str, needle: &TokenizedText<'_>) -> Option<Found> {
        let index = self.index();
        let quoted = index.align_tokens_of(needle);
        let positions = |item: &AlignToken| index.positions_of(item.folded);
        let words = quoted.iter().enumerate().filter(|(_, item)| item.kind == AlignTokenKind::Word);
        let (offset, rarest) = words.min_by_key(|(_, item)| positions(item).len())?;
        let starts = positions(rarest).iter().filter_map(|place| place.checked_sub(offset));
        let is_same = |start: &usize| {
            let here = index.align_tokens.get(*start..start + quoted.len());
            here.is_some_and(|here| here.iter().zip(&quoted).all(|(own, other)| own.exact == other.exact))
        };
        let found = starts.map(|start| (start, is_same(&start))).find(|(_, same)| *same).map(|(start, _)| start)?;
        let tokens = &index.tokens[found..found + quoted.len()];
        let own = |at: Range<usize>| self.normalized.raw_range(at);
        let other = |at: Range<usize>| &needle.raw[needle.normalized.raw_range(at)];
        let mut differences = BTreeSet::new();
        for (at, (here, there)) in tokens.iter().zip(&needle.tokens).enumerate() {
            let word = &self.normalized.as_str()[here.range.clone()];
            let (here_raw, there_raw) = (&raw[own(here.range.clone())], other(there.range.clone()));
            if here.is_word {
                collect_word_differences(here_raw, there_raw, &mut differences);
            } else {
                collect_differences(word, here_raw, there_raw, &mut differences);
            }
            if let (Some(next), Some(next_there)) = (tokens.get(at + 1), needle.tokens.get(at + 1)) {
                let gap = |end: usize, start: usize| end..start.max(end);
                let here_gap = &raw[own(gap(here.range.end, next.range.start))];
                let there_gap = other(gap(there.range.end, next_there.range.start));
                let text = self.normalized.as_str();
                let beside = (text[..here.range.end].chars().next_back(), text[next.range.start..].chars().next());
                collect_gap_differences(here_gap, there_gap, beside, &mut differences);
            }
        }
        let range = tokens.first()?.range.start..tokens.last()?.range.end;
        Some((own(range), differences))
    }

    /// Aligns a draft's quotation with the most similar passage; also returns the token index at which the steps start.
    pub(super) fn align_edited(&self, quote: &EditedQuote<'_>, core: &Range<usize>) -> Option<(Alignment, usize)> {
        /// Shorter texts, in tokens, are aligned whole: if much is omitted, the remaining parts lie far apart.
        const MAX_WHOLE_TEXT_TOKENS: usize = 4096;
        let index = self.index();
        let quoted = quote.align_tokens(&index.interner, core.clone());
        let is_short = quote.is_edited() && index.align_tokens.len() <= MAX_WHOLE_TEXT_TOKENS;
        let window = if is_short { 0..index.align_tokens.len() } else { index.densest_window(&quoted)? };
        let text = self.normalized.as_str();
        let word = |at: usize| &text[index.tokens[window.start + at].range.clone()];
        let mut source = index.align_tokens[window.clone()].to_vec();
        for (number, altered) in quote.altered_words().enumerate() {
            let fitting = source.iter_mut().enumerate().filter(|(at, _)| altered.may_stand_for(word(*at)));
            fitting.for_each(|(_, item)| item.altered_mask |= 1 << number);
        }
        Some((align(&quoted, &source, AlignMode::Part), window.start))
    }
}

//! [`SourceText`]: the text of a source, prepared for finding quotations.

pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod edited_quote;
pub(crate) mod edits;
mod spoken;
mod verdict;
pub(crate) mod verification;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use foldhash::fast::RandomState;
use memchr::memmem;

use self::changes::{Changes, Leniency, Severity};
use self::edited_quote::EditedQuote;
use self::edits::{OriginalText, meaning_changes};
pub use self::verdict::Verdict;
use crate::align::diff::{Diff, TokenView, TokenizedText};
use crate::align::normalized_text::{NormalizedText, is_invisible};
use crate::align::print_difference::PrintDifference;
use crate::align::tokens::{TokenSpan, is_inside_word, tokenize};
use crate::align::{AlignMode, AlignStep, AlignToken, AlignTokenKind, Alignment, Interner, align, aligned_ends};
use kzq_corpus::Fingerprint;
use kzq_text::{LineIndex, Safe};

/// Minimum similarity of a near match.
const MIN_SIMILARITY: f64 = 0.6;
/// Maximum number of consecutive words that a bracket may replace.
const MAX_REPLACED_WORDS: usize = 8;

/// A text prepared for finding many quotations in it.
#[derive(Debug)]
pub struct SourceText {
    raw: Arc<str>,
    normalized: NormalizedText,
    line_index: LineIndex,
    /// Index for near matches, built on demand: many texts never need it.
    index: OnceLock<TokenIndex>,
    /// Computed on demand.
    fingerprint: OnceLock<Fingerprint>,
}

/// A range of a source text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Its half-open range of characters (Unicode scalar values), from 0; a byte-order mark counts as one.
    pub chars: Range<usize>,
    /// Its range of bytes.
    pub bytes: Range<usize>,
}

/// The result of looking for a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuoteMatch {
    /// Whether the text contains it.
    pub verdict: Verdict,
    /// The passage found: the quotation itself, or the most similar words.
    pub passage: Option<SourceSpan>,
}

/// The comparison of a draft's quotation with a text.
#[derive(Clone, Debug)]
pub(super) struct DraftComparison {
    pub(super) similarity: f64,
    /// Whether nothing differs except for marked, honest edits.
    pub(super) is_honest: bool,
    /// From the text to the quotation.
    pub(super) diff: Diff,
    /// Negations that its edits drop or insert, reversing the meaning.
    pub(super) negations: Vec<String>,
    /// Numbers, dates and names in brackets that are missing from the words they replace.
    pub(super) added_facts: Vec<String>,
    /// What else differs.
    pub(super) changes: Changes,
}

impl SourceText {
    /// Prepares a text.
    pub fn new(raw: impl Into<Arc<str>>) -> Self {
        let raw = raw.into();
        Self {
            normalized: NormalizedText::new(&raw),
            line_index: LineIndex::new(&raw),
            raw,
            index: OnceLock::new(),
            fingerprint: OnceLock::new(),
        }
    }

    /// The raw text.
    pub fn as_str(&self) -> &str {
        &self.raw
    }

    /// The fingerprint of the text.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| Fingerprint::of(&self.raw))
    }

    /// Looks for a quotation, which must begin and end at word boundaries.
    ///
    /// If it occurs several times, the first exact occurrence is returned, else the first one.
    pub fn find(&self, quotation: &str) -> QuoteMatch {
        if let Some((at, differences)) = self.find_occurrence(quotation) {
            let verdict = if differences.is_empty() { Verdict::Exact } else { Verdict::Folded(differences) };
            return QuoteMatch { verdict, passage: Some(self.source_span(self.normalized.raw_range(at))) };
        }
        let near = self.nearest_match(quotation);
        near.filter(|near| matches!(near.verdict, Verdict::Near { similarity, .. } if similarity >= MIN_SIMILARITY))
            .unwrap_or(QuoteMatch { verdict: Verdict::Missing, passage: None })
    }

    /// The differences in print under which the text contains a quotation; `None` if it does not contain it.
    pub(super) fn find_verbatim(&self, quotation: &str) -> Option<BTreeSet<PrintDifference>> {
        self.find_occurrence(quotation).map(|(_, folds)| folds)
    }

    /// Compares a draft's quotation with the most similar passage.
    pub(super) fn compare(&self, quote: &EditedQuote<'_>, leniency: Leniency) -> Option<DraftComparison> {
        let words = self.index.get_or_init(|| TokenIndex::new(&self.normalized));
        let core = quote.core();
        let (mut found, start) = self.align_edited(words, quote, &core)?;
        let kept = found.steps.iter().filter(|step| matches!(step, AlignStep::Same { .. })).count();
        let original = OriginalText { text: self.normalized.as_str(), tokens: &words.tokens[start..] };
        let mut changes = Changes::of(&found.steps, quote, core.start, &original, leniency);
        let is_same = changes.severity.is_none() && kept > 0;
        let is_clip = is_same && quote.is_edited();
        let meaning_changes = if is_clip { meaning_changes(&found.steps, quote, &core, &original) } else { Vec::new() };
        let is_honest = is_same && meaning_changes.is_empty() && !replaces_much(&found.steps, quote, core.start);
        if !is_honest && changes.severity.is_none() {
            changes.severity = Some(Severity::Words);
        }
        // Show unfairly omitted words as missing.
        for step in meaning_changes.iter().flat_map(|turned| turned.steps.clone()) {
            if let AlignStep::Omitted(at) = found.steps[step] {
                found.steps[step] = AlignStep::SourceOnly(at);
            }
        }
        let source_view = TokenView { raw: &self.raw, normalized: &self.normalized, tokens: original.tokens };
        let quote_view = TokenView { tokens: &quote.tokenized.tokens[core.start..], ..quote.tokenized.view() };
        let is_whole = quote.is_edited() && meaning_changes.is_empty();
        Some(DraftComparison {
            similarity: if is_whole { found.similarity() } else { found.similarity().min(0.999) },
            is_honest,
            diff: Diff::from_steps(&found.steps, source_view, quote_view),
            negations: meaning_changes.iter().flat_map(|turned| turned.negations.iter().cloned()).collect(),
            added_facts: meaning_changes.into_iter().flat_map(|turned| turned.added_facts).collect(),
            changes,
        })
    }

    /// Aligns a draft's quotation with the most similar passage; also returns the token index at which the steps start.
    fn align_edited(
        &self,
        index: &TokenIndex,
        quote: &EditedQuote<'_>,
        core: &Range<usize>,
    ) -> Option<(Alignment, usize)> {
        /// Shorter texts, in tokens, are aligned whole: if much is omitted, the remaining parts lie far apart.
        const MAX_WHOLE_TEXT_TOKENS: usize = 4096;
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

    /// Finds a quotation in the normalised text; also returns its differences in print.
    fn find_occurrence(&self, quotation: &str) -> Option<(Range<usize>, BTreeSet<PrintDifference>)> {
        // Trim white space first: marks belong to the paragraph break before them.
        let quotation = quotation.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let needle = NormalizedText::new(quotation);
        let trimmed = needle.trimmed_range();
        let words = &needle.as_str()[trimmed.clone()];
        if words.is_empty() {
            return None;
        }
        let text = self.normalized.as_str();
        let mut first = None;
        for start in memmem::find_iter(text.as_bytes(), words.as_bytes()) {
            let at = start..start + words.len();
            let is_whole = |edge| self.normalized.is_boundary(edge) && !is_inside_word(text, edge);
            if !is_whole(at.start) || !is_whole(at.end) {
                continue;
            }
            let folds = self.print_differences(&at, (&needle, quotation, trimmed.start));
            if folds.is_empty() {
                return Some((at, folds));
            }
            first.get_or_insert((at, folds));
        }
        first
    }

    /// The differences in print between the range `at` of this text and the same words of the quotation, at `from`.
    fn print_differences(
        &self,
        at: &Range<usize>,
        (needle, quotation, from): (&NormalizedText, &str, usize),
    ) -> BTreeSet<PrintDifference> {
        let here = self.normalized.replacements_in(at).iter().map(|folded| folded.range.clone());
        let shift = |range: &Range<usize>| range.start + at.start - from..range.end + at.start - from;
        let there = needle.replacements_in(&(from..from + at.len())).iter().map(|folded| shift(&folded.range));
        let mut folds = BTreeSet::new();
        for part in here.chain(there) {
            let part = part.start.max(at.start)..part.end.min(at.end);
            let own = &self.raw[self.normalized.raw_range(part.clone())];
            let other = &quotation[needle.raw_range(part.start - at.start + from..part.end - at.start + from)];
            PrintDifference::collect(&self.normalized.as_str()[part], own, other, &mut folds);
        }
        folds
    }

    /// The passage most similar to a quotation, if it has any of its words. Marked omissions match any words if that
    /// makes the passage more similar.
    fn nearest_match(&self, quotation: &str) -> Option<QuoteMatch> {
        let words = self.index.get_or_init(|| TokenIndex::new(&self.normalized));
        let plain = TokenizedText::new(quotation);
        let quoted = words.align_tokens_of(&plain);
        let whole = words.densest_window(&quoted).and_then(|window| {
            let found = align(&quoted, &words.align_tokens[window.clone()], AlignMode::Part);
            self.near_match(&found, words, window.start, plain.view())
        });
        let edited = EditedQuote::parse(quotation);
        let omits = edited.has_omission().then(|| {
            let core = edited.core();
            let (found, start) = self.align_edited(words, &edited, &core)?;
            let own = TokenView { tokens: &edited.tokenized.tokens[core.start..], ..edited.tokenized.view() };
            self.near_match(&found, words, start, own)
        });
        let likeness = |found: &QuoteMatch| match found.verdict {
            Verdict::Near { similarity, .. } => similarity,
            _ => 0.0,
        };
        match (whole, omits.flatten()) {
            (Some(whole), Some(omits)) if likeness(&omits) <= likeness(&whole) => Some(whole),
            (whole, omits) => omits.or(whole),
        }
    }

    fn near_match(
        &self,
        found: &Alignment,
        index: &TokenIndex,
        start: usize,
        quoted: TokenView<'_>,
    ) -> Option<QuoteMatch> {
        let source = TokenView { raw: &self.raw, normalized: &self.normalized, tokens: &index.tokens[start..] };
        let (first, last) = aligned_ends(&found.steps)?;
        let token = |at: usize| source.tokens[at].range.clone();
        let passage = self.source_span(self.normalized.raw_range(token(first).start..token(last).end));
        // Equal words that were not found before differ in white space: near, but never the same.
        let similarity = found.similarity().min(0.999);
        let diff = Diff::from_steps(&found.steps, source, quoted);
        Some(QuoteMatch { verdict: Verdict::Near { similarity, diff }, passage: Some(passage) })
    }

    fn source_span(&self, bytes: Range<usize>) -> SourceSpan {
        let chars = |at| self.line_index.chars_before(&self.raw, at);
        SourceSpan { line: self.line_index.line_at(bytes.start), chars: chars(bytes.start)..chars(bytes.end), bytes }
    }

    /// A passage with up to `bytes` bytes of context before and after it, cut at word boundaries.
    pub fn with_context(&self, passage: &SourceSpan, bytes: usize) -> [Safe<'_>; 3] {
        let start = self.raw.ceil_char_boundary(passage.bytes.start.saturating_sub(bytes));
        let end = self.raw.floor_char_boundary((passage.bytes.end + bytes).min(self.raw.len()));
        let (before, behind) = (&self.raw[start..passage.bytes.start], &self.raw[passage.bytes.end..end]);
        let before = if start == 0 { before } else { before.split_once(char::is_whitespace).map_or("", |(_, b)| b) };
        let is_all = end == self.raw.len();
        let behind = if is_all { behind } else { behind.rsplit_once(char::is_whitespace).map_or("", |(b, _)| b) };
        [Safe::text(before), Safe::text(&self.raw[passage.bytes.clone()]), Safe::text(behind)]
    }
}

/// Whether a bracket replaces more words than a clarification would.
fn replaces_much(steps: &[AlignStep], quote: &EditedQuote<'_>, first: usize) -> bool {
    let (mut in_brackets, mut replaced) = (false, 0);
    steps.iter().any(|step| {
        match step {
            AlignStep::Omitted(_) if in_brackets => replaced += 1,
            AlignStep::Omitted(_) => {}
            AlignStep::QuoteOnly(at) | AlignStep::Same { quoted: at, .. } | AlignStep::Replaced { quoted: at, .. } => {
                in_brackets = quote.is_in_brackets(first + at);
                replaced = 0;
            }
            AlignStep::SourceOnly(_) => in_brackets = false,
        }
        replaced > MAX_REPLACED_WORDS
    })
}

/// The tokens of a text and the positions of each word.
#[derive(Debug)]
struct TokenIndex {
    interner: Interner,
    tokens: Vec<TokenSpan>,
    align_tokens: Vec<AlignToken>,
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
    fn align_tokens_of(&self, quotation: &TokenizedText<'_>) -> Vec<AlignToken> {
        let known = |(other, token)| self.interner.lookup(quotation.normalized.as_str(), token, other);
        (0..).zip(&quotation.tokens).map(known).collect()
    }

    /// The range of tokens with most of a quotation's words, weighted by rarity.
    fn densest_window(&self, quoted: &[AlignToken]) -> Option<Range<usize>> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "\u{feff}He said it plainly.\n\n“We must be frank. That’s why — I think — the nations’ role\nis a non-hydrocarbon one…\n\n“Yes, co\u{ad}operation at 40.5% is nai\u{308}ve,” he added.\n\nWe aren't over exaggerating\u{a0}it.";

    fn found(quotation: &str) -> (String, Option<&'static str>) {
        static TEXT: std::sync::LazyLock<SourceText> = std::sync::LazyLock::new(|| SourceText::new(SOURCE.to_owned()));
        let found = TEXT.find(quotation);
        let verdict = match &found.verdict {
            Verdict::Folded(folds) => format!("{folds:?}"),
            other => other.name().to_owned(),
        };
        let slice = found.passage.as_ref().map(|passage| {
            let chars: String = SOURCE.chars().skip(passage.chars.start).take(passage.chars.len()).collect();
            assert_eq!(chars, SOURCE[passage.bytes.clone()]);
            assert_eq!(passage.line, 1 + SOURCE[..passage.bytes.start].matches('\n').count());
            &SOURCE[passage.bytes.clone()]
        });
        (verdict, slice)
    }

    #[test]
    fn verdicts() {
        for (quotation, verdict, passage) in [
            ("We must be frank.", "exact", "We must be frank."),
            (" We must be frank ", "exact", "We must be frank"),
            ("the nations’ role is a", "exact", "the nations’ role\nis a"),
            ("That's why", "{Marks}", "That’s why"),
            ("why - I think–the", "near", "why — I think"),
            ("why—I think - the", "{Dashes}", "why — I think — the"),
            ("one...\n\nYes", "{Marks, Ellipsis}", "one…\n\n“Yes"),
            ("one… Yes", "{Marks, Paragraphs}", "one…\n\n“Yes"),
            ("cooperation", "{Invisible}", "co\u{ad}operation"),
            ("is naïve,", "{NormalForm}", "is nai\u{308}ve,"),
            ("co⟨U+00AD⟩operation at", "{Invisible}", "co\u{ad}operation at"),
            ("over⟨U+200B⟩ exaggerating", "{Invisible}", "over exaggerating"),
            ("is a […] one", "near", "is a non-hydrocarbon one"),
            ("We must … That’s … I think — the", "near", "We must be frank. That’s why — I think — the"),
            ("exaggerating it.", "{Spaces}", "exaggerating\u{a0}it."),
            ("We must not be frank.", "near", "We must be frank."),
            ("we must be frank.", "near", "We must be frank."),
            ("We must be frank!", "near", "We must be frank."),
            ("We are over exaggerating it.", "near", "We aren't over exaggerating\u{a0}it."),
            ("Yes, cooperation at 40.5% is naive", "near", "Yes, co\u{ad}operation at 40.5% is nai\u{308}ve"),
        ] {
            assert_eq!(found(quotation), (verdict.to_owned(), Some(passage)), "{quotation}");
        }
        for quotation in ["", " \n", "hydrocarbon", "40", "5%", "ive", "What nobody has ever said to them", "n't"] {
            assert_eq!(found(quotation), ("missing".to_owned(), None), "{quotation}");
        }
    }

    #[test]
    fn the_first_exact_occurrence_wins() {
        let text = SourceText::new("It’s so. It's so. It's so.".to_owned());
        let found = text.find("It's so.");
        assert_eq!((found.verdict.name(), found.passage.unwrap().chars), ("exact", 9..17));
    }

    #[test]
    fn context_is_cut_at_word_boundaries() {
        let text = SourceText::new("one two three four five six seven".to_owned());
        let passage = text.find("four").passage.unwrap();
        let around = |bytes| text.with_context(&passage, bytes).map(|part| part.to_string());
        assert_eq!(around(8), ["three ", "four", " five"]);
        assert_eq!(around(99), ["one two three ", "four", " five six seven"]);
        assert_eq!(around(0), ["", "four", ""]);
    }

    proptest::proptest! {
        #[test]
        fn a_part_between_words_is_found_at_its_place(
            text in "([a-d’“é]{1,4}[ \n.,…—\u{a0}]{1,2}){3,30}",
            from in 0_usize..200,
            length in 1_usize..80,
        ) {
            let text = text.trim().to_owned();
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = edges[from % edges.len()];
            let to = text.floor_char_boundary((from + length).min(text.len()));
            let part = &text[from..to];
            let source = SourceText::new(text.clone());
            let found = source.find(part);
            if let Some(passage) = &found.passage {
                let chars: String = text.chars().skip(passage.chars.start).take(passage.chars.len()).collect();
                proptest::prop_assert_eq!(&chars, &text[passage.bytes.clone()]);
                if found.verdict == Verdict::Exact {
                    let blanks = |text: &str| text.split([' ', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                    proptest::prop_assert_eq!(blanks(chars.trim()), blanks(part.trim()));
                }
            }
            let whole = source.find(&text);
            proptest::prop_assert!(text.trim().is_empty() || whole.verdict == Verdict::Exact, "{:?}", whole);
        }

        #[test]
        fn a_quotation_with_a_changed_word_is_never_found(
            words in proptest::collection::vec("[a-c]{1,3}", 2..12),
            at in 0_usize..12,
            put in "(not|x[a-c]{0,2}|[A-C])",
            instead: bool,
        ) {
            let source = SourceText::new(words.join(" "));
            let mut changed = words.clone();
            let at = at % words.len();
            if instead {
                changed[at] = put;
            } else {
                changed.insert(at, put);
            }
            let found = source.find(&changed.join(" "));
            proptest::prop_assert!(matches!(found.verdict, Verdict::Near { .. } | Verdict::Missing), "{:?}", found);
        }
    }
}

//! [`SourceText`]: the text of a source, prepared for finding quotations.

mod brackets;
pub(crate) mod changes;
pub(crate) mod collection;
pub(crate) mod cuts;
pub(crate) mod edited_quote;
pub(crate) mod edits;
pub(crate) mod exact_words;
mod function_words;
pub(crate) mod objections;
mod page_breaks;
mod parts;
mod reading;
pub(crate) mod similarity_bound;
mod spoken;
mod verdict;
pub(crate) mod verification;
mod word_forms;

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use memchr::memmem;

use self::changes::{Changes, Leniency, Severity};
use self::cuts::{Beside, HiddenWords, MAX_TOKENS_BESIDE};
use self::edited_quote::EditedQuote;
use self::edits::{OriginalText, hidden_beside, meaning_changes};
use self::objections::Objections;
use self::parts::PrintedParts;
use self::reading::{Found, Reading};
pub use self::verdict::Verdict;
use crate::align::diff::{Diff, TokenView, TokenizedText};
use crate::align::normalized_text::{ReadingMode, has_spaced_hyphen};
use crate::align::note_marks::has_note_marks;
use crate::align::tokens::is_inside_word;
use crate::align::{AlignMode, AlignStep, Alignment, align, aligned_ends};
use kzq_corpus::Fingerprint;
use kzq_text::markup::{Markup, OffsetMap};
use kzq_text::print::{PrintDifference, is_invisible, is_unspaced_script};
use kzq_text::{LineIndex, Safe};

/// Minimum similarity of a near match.
const MIN_SIMILARITY: f64 = 0.6;
/// Maximum number of consecutive words that a bracket may replace.
const MAX_REPLACED_WORDS: usize = 8;

/// A text prepared for finding many quotations in it.
#[derive(Debug)]
pub struct SourceText {
    /// The text of the file, with its markup.
    original: Arc<str>,
    /// The text as displayed.
    raw: Arc<str>,
    /// How the text was made of the original.
    markup: Markup,
    /// The places of the text in the original.
    offsets: OffsetMap,
    /// The text as it is usually read. Made on demand, as is the rest.
    usual: OnceLock<Reading>,
    /// The text with a hyphen between a blank and a line end read as one that breaks a word; `None` if it has none.
    with_broken_words: OnceLock<Option<Reading>>,
    /// The text without marks of notes; `None` if it has none.
    without_note_marks: OnceLock<Option<Reading>>,
    /// The quotations that it prints in parts.
    parts: OnceLock<PrintedParts>,
    /// The lines of the original.
    line_index: OnceLock<LineIndex>,
    fingerprint: OnceLock<Fingerprint>,
}

/// A range of a source text, in its file: markup counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceSpan {
    /// The line in which it begins, from 1.
    pub line: usize,
    /// Its half-open range of characters (Unicode scalar values), from 0; a byte-order mark counts as one.
    pub chars: Range<usize>,
    /// Its range of bytes.
    pub bytes: Range<usize>,
    /// Its range of bytes in the text as displayed.
    pub displayed: Range<usize>,
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
    /// How its edits change the meaning.
    pub(super) objections: Objections,
    /// What it leaves out without a mark.
    pub(super) hidden: HiddenWords,
    /// What else differs.
    pub(super) changes: Changes,
}

impl SourceText {
    /// Prepares a text without markup.
    pub fn new(raw: impl Into<Arc<str>>) -> Self {
        let raw = raw.into();
        Self::with_parts(Arc::clone(&raw), raw, Markup::Plain, OffsetMap::identity())
    }

    /// Prepares the text of a file, read as displayed. Its markup is detected from the file's name, else from the text.
    pub fn read(file_name: &str, original: impl Into<Arc<str>>) -> Self {
        let original = original.into();
        let markup = Markup::detect(file_name, &original);
        let (text, offsets) = markup.read(&original).into_parts();
        let raw = if *text == *original { Arc::clone(&original) } else { text.into() };
        Self::with_parts(original, raw, markup, offsets)
    }

    fn with_parts(original: Arc<str>, raw: Arc<str>, markup: Markup, offsets: OffsetMap) -> Self {
        Self {
            original,
            raw,
            markup,
            offsets,
            usual: OnceLock::new(),
            with_broken_words: OnceLock::new(),
            without_note_marks: OnceLock::new(),
            parts: OnceLock::new(),
            line_index: OnceLock::new(),
            fingerprint: OnceLock::new(),
        }
    }

    /// The text as displayed.
    pub fn text(&self) -> &Arc<str> {
        &self.raw
    }

    /// The length of the text of the file, with its markup, in bytes.
    pub fn file_len(&self) -> usize {
        self.original.len()
    }

    /// The fingerprint of the text of the file, with its markup.
    pub fn fingerprint(&self) -> Fingerprint {
        *self.fingerprint.get_or_init(|| Fingerprint::of(&self.original))
    }

    fn usual(&self) -> &Reading {
        self.usual.get_or_init(|| Reading::new(&self.raw, ReadingMode::Usual))
    }

    /// Looks for a quotation, which must begin and end at word boundaries.
    ///
    /// If it occurs several times, the first exact occurrence is returned, else the first one.
    pub fn find(&self, quotation: &str) -> QuoteMatch {
        if let Some((at, differences)) = self.find_verbatim(quotation) {
            let verdict = if differences.is_empty() { Verdict::Exact } else { Verdict::Folded(differences) };
            return QuoteMatch { verdict, passage: Some(self.source_span(at)) };
        }
        let plain = TokenizedText::new(quotation);
        if let Some(found) = self.readings().find_map(|reading| self.match_over_page_breaks(reading, &plain)) {
            return found;
        }
        let edited = EditedQuote::parse(quotation);
        let near = self.readings().filter_map(|reading| self.nearest_match(reading, &plain, &edited));
        // If several are equally similar, the usual reading wins.
        let near = near.reduce(|one, other| if other.similarity() > one.similarity() { other } else { one });
        near.filter(|near| matches!(near.verdict, Verdict::Near { similarity, .. } if similarity >= MIN_SIMILARITY))
            .unwrap_or(QuoteMatch { verdict: Verdict::Missing, passage: None })
    }

    /// What the quotation of a range leaves out right before and after it.
    pub(super) fn hidden_beside(&self, quoted: &Range<usize>) -> HiddenWords {
        /// About twice as many tokens as are looked at.
        const MAX_BYTES: usize = 12 * MAX_TOKENS_BESIDE;
        let start = self.raw.ceil_char_boundary(quoted.start.saturating_sub(MAX_BYTES));
        let end = self.raw.floor_char_boundary((quoted.end + MAX_BYTES).min(self.raw.len()));
        let parts = [start..quoted.start, quoted.clone(), quoted.end..end].map(|at| TokenizedText::new(&self.raw[at]));
        let [before, quoted, after] = parts.each_ref().map(|part| {
            let text = part.normalized.as_str();
            let beside =
                part.tokens.iter().map(|token| Beside { text: &text[token.range.clone()], is_word: token.is_word });
            beside.collect::<Vec<_>>()
        });
        let word = |word: Option<&Beside<'_>>| word.map_or_else(String::new, |word| word.text.to_owned());
        let first = word(quoted.iter().find(|token| token.is_word));
        let ends_sentence = quoted.last().is_some_and(|last| matches!(last.text, "." | "!" | "?"));
        let after = if ends_sentence { &[][..] } else { &after };
        HiddenWords::find(&before, after, &first, &word(quoted.iter().rfind(|token| token.is_word)))
    }

    /// The line in which the text contains a quotation, with the differences in print.
    pub(crate) fn find_line(&self, quotation: &str) -> Option<(usize, BTreeSet<PrintDifference>)> {
        let (at, differences) = self.find_verbatim(quotation)?;
        Some((self.source_span(at).line, differences))
    }

    /// Compares a draft's quotation with the most similar passage.
    pub(super) fn compare(&self, quote: &EditedQuote<'_>, leniency: Leniency) -> Option<DraftComparison> {
        let Reading { normalized, .. } = self.usual();
        let words = self.usual().index();
        let core = quote.core();
        let (mut found, start) = self.usual().align_edited(quote, &core)?;
        let kept = found.steps.iter().filter(|step| matches!(step, AlignStep::Same { .. })).count();
        let original = OriginalText { text: normalized.as_str(), tokens: &words.tokens[start..] };
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
        let hidden =
            if is_honest { hidden_beside(&found.steps, quote, &core, &original) } else { HiddenWords::default() };
        let source_view = TokenView { raw: &self.raw, normalized, tokens: original.tokens };
        let quote_view = TokenView { tokens: &quote.tokenized.tokens[core.start..], ..quote.tokenized.view() };
        let is_whole = quote.is_edited() && meaning_changes.is_empty();
        let mut objections = Objections::default();
        for change in meaning_changes {
            objections.extend(change.objections);
        }
        Some(DraftComparison {
            similarity: if is_whole { found.similarity() } else { found.similarity().min(0.999) },
            is_honest,
            diff: Diff::from_steps(&found.steps, source_view, quote_view),
            objections,
            hidden,
            changes,
        })
    }

    /// The readings of the text, the usual one first.
    fn readings(&self) -> impl Iterator<Item = &Reading> {
        let others = [
            (&self.with_broken_words, has_spaced_hyphen as fn(&str) -> bool, ReadingMode::SpacedHyphensBreakWords),
            (&self.without_note_marks, has_note_marks, ReadingMode::SkipsNoteMarks),
        ];
        let others = others.into_iter().filter_map(|(reading, is_needed, mode)| {
            reading.get_or_init(|| is_needed(&self.raw).then(|| Reading::new(&self.raw, mode))).as_ref()
        });
        std::iter::once(self.usual()).chain(others)
    }

    /// Where the text contains a quotation, and the differences in print; `None` if it does not contain it.
    pub(super) fn find_verbatim(&self, quotation: &str) -> Option<Found> {
        // Trim white space first: marks belong to the paragraph break before them.
        let quotation = quotation.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
        let needle = TokenizedText::new(quotation);
        if needle.normalized.trimmed_range().is_empty() {
            return None;
        }
        let folded = self.readings().find_map(|reading| reading.find_normalized(&self.raw, &needle));
        if folded.as_ref().is_some_and(|(_, differences)| differences.is_empty()) {
            return folded;
        }
        let literal = self.find_literal(quotation).map(|at| (at, BTreeSet::new()));
        let tokens = || self.readings().find_map(|reading| reading.find_tokens(&self.raw, &needle));
        let whole = literal.or(folded).or_else(tokens);
        let differs = whole.as_ref().is_none_or(|(_, differences)| differences.contains(&PrintDifference::Marks));
        let parts = if differs { self.find_in_parts(&needle) } else { None };
        parts.into_iter().chain(whole).min_by_key(|(_, differences)| differences.len())
    }

    /// Finds a quotation that the text prints in parts.
    fn find_in_parts(&self, quotation: &TokenizedText<'_>) -> Option<Found> {
        if !self.usual().has_words_of(quotation) {
            return None;
        }
        let parts = self.parts.get_or_init(|| {
            let plain = self.markup.read(&self.original);
            if plain.text() == &*self.raw { PrintedParts::of(plain) } else { PrintedParts::default() }
        });
        parts.find(quotation)
    }

    /// Finds the very characters of a quotation. A mark at its edge may have been read differently without what is
    /// next to it in the text.
    fn find_literal(&self, quotation: &str) -> Option<Range<usize>> {
        let mut found = memmem::find_iter(self.raw.as_bytes(), quotation.as_bytes());
        let is_edge = |at| !is_inside_word(&self.raw, at);
        found.find(|&at| is_edge(at) && is_edge(at + quotation.len())).map(|at| at..at + quotation.len())
    }

    /// The passage that has all words of a quotation, with the footer and header of pages between them.
    fn match_over_page_breaks(&self, reading: &Reading, plain: &TokenizedText<'_>) -> Option<QuoteMatch> {
        let quoted = reading.index().align_tokens_of(plain);
        let found = reading.align_over_page_breaks(&self.raw, &quoted)?;
        self.near_match(&found, reading, 0, plain.view())
    }

    /// The passage most similar to a quotation, if it has any of its words. Marked omissions match any words if that
    /// makes the passage more similar.
    fn nearest_match(
        &self,
        reading: &Reading,
        plain: &TokenizedText<'_>,
        edited: &EditedQuote<'_>,
    ) -> Option<QuoteMatch> {
        let words = reading.index();
        let quoted = words.align_tokens_of(plain);
        let whole = words.densest_window(&quoted).and_then(|window| {
            let found = align(&quoted, &words.align_tokens[window.clone()], AlignMode::Part);
            self.near_match(&found, reading, window.start, plain.view())
        });
        let omits = edited.has_omission().then(|| {
            let core = edited.core();
            let (found, start) = reading.align_edited(edited, &core)?;
            let own = TokenView { tokens: &edited.tokenized.tokens[core.start..], ..edited.tokenized.view() };
            self.near_match(&found, reading, start, own)
        });
        match (whole, omits.flatten()) {
            (Some(whole), Some(omits)) if omits.similarity() <= whole.similarity() => Some(whole),
            (whole, omits) => omits.or(whole),
        }
    }

    fn near_match(
        &self,
        found: &Alignment,
        reading: &Reading,
        start: usize,
        quoted: TokenView<'_>,
    ) -> Option<QuoteMatch> {
        let normalized = &reading.normalized;
        let source = TokenView { raw: &self.raw, normalized, tokens: &reading.index().tokens[start..] };
        let (first, last) = aligned_ends(&found.steps)?;
        let token = |at: usize| source.tokens[at].range.clone();
        let passage = self.source_span(normalized.raw_range(token(first).start..token(last).end));
        // What was not found word for word is never the same.
        let similarity = found.similarity().min(0.999);
        let diff = Diff::from_steps(&found.steps, source, quoted);
        Some(QuoteMatch { verdict: Verdict::Near { similarity, diff }, passage: Some(passage) })
    }

    fn source_span(&self, displayed: Range<usize>) -> SourceSpan {
        let lines = self.line_index.get_or_init(|| LineIndex::new(&self.original));
        let bytes = self.offsets.original_range(&self.original, &self.raw, displayed.clone());
        let chars = |at| lines.chars_before(&self.original, at);
        SourceSpan { line: lines.line_at(bytes.start), chars: chars(bytes.start)..chars(bytes.end), bytes, displayed }
    }

    /// A passage with up to `bytes` bytes of context before and after it, cut at word boundaries.
    pub fn with_context(&self, passage: &SourceSpan, bytes: usize) -> [Safe<'_>; 3] {
        // Scripts without blanks are cut anywhere.
        let is_edge = |c: char| c.is_whitespace() || is_unspaced_script(c);
        let start = self.raw.ceil_char_boundary(passage.displayed.start.saturating_sub(bytes));
        let end = self.raw.floor_char_boundary((passage.displayed.end + bytes).min(self.raw.len()));
        let (before, behind) = (&self.raw[start..passage.displayed.start], &self.raw[passage.displayed.end..end]);
        let from = if start == 0 { 0 } else { before.find(is_edge).unwrap_or(before.len()) };
        let before = before[from..].strip_prefix(char::is_whitespace).filter(|_| start > 0).unwrap_or(&before[from..]);
        let behind = if end == self.raw.len() { behind } else { behind.trim_end_matches(|c| !is_edge(c)) };
        let behind = behind.strip_suffix(char::is_whitespace).filter(|_| end < self.raw.len()).unwrap_or(behind);
        [Safe::text(before), Safe::text(&self.raw[passage.displayed.clone()]), Safe::text(behind)]
    }
}

impl QuoteMatch {
    fn similarity(&self) -> f64 {
        match self.verdict {
            Verdict::Near { similarity, .. } => similarity,
            Verdict::Exact | Verdict::Folded(_) | Verdict::Missing => 0.0,
        }
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
            ("one...\n\nYes", "{Ellipsis}", "one…\n\n“Yes"),
            ("one… Yes", "{Paragraphs}", "one…\n\n“Yes"),
            ("cooperation", "{Invisible}", "co\u{ad}operation"),
            ("is naïve,", "{NormalForm}", "is nai\u{308}ve,"),
            ("co⟨U+00AD⟩operation at", "{Invisible}", "co\u{ad}operation at"),
            ("over⟨U+200B⟩ exaggerating", "{Invisible}", "over exaggerating"),
            ("ex\u{200d}aggerat\u{200b}ing it", "{Spaces, Invisible}", "exaggerating\u{a0}it"),
            ("We muſt be ﬁrank", "near", "We must be frank"),
            ("non-hydro-\ncarbon one", "{Hyphenation}", "non-hydrocarbon one"),
            ("We aren't over exaggerating it .", "{Spaces}", "We aren't over exaggerating\u{a0}it."),
            ("why —", "exact", "why —"),
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

    /// Returns the verdict on a quotation, with its typographic differences.
    fn verdict(source: &str, quotation: &str) -> String {
        match SourceText::new(source.to_owned()).find(quotation).verdict {
            Verdict::Folded(differences) => format!("{differences:?}"),
            other => other.name().to_owned(),
        }
    }

    #[test]
    fn hyphenated_line_breaks_are_no_word_changes() {
        let page = "A lasting multi-\nlateral order, state-of-\nthe-art govern\u{2010}\nments and low\u{ad}\ner taxes.\n\n\
            The evalu -\nation of struc -\r\n  tural reform -\nif it comes - was COVID-\n19 era, \
            Kassym-\nJomart said.";
        for (quotation, expected) in [
            ("A lasting multilateral order", "{Hyphenation}"),
            ("order, state-of-the-art governments and lower taxes", "{Hyphenation}"),
            ("a multi-lateral order", "near"),
            ("lasting multi-lateral order", "{Hyphenation}"),
            ("lasting multi-\nlateral order", "exact"),
            ("The evaluation of structural", "{Hyphenation}"),
            ("reform — if it comes — was", "{Dashes}"),
            ("COVID-19 era, Kassym-Jomart said", "{Hyphenation}"),
            // Identical characters, even if they are part of a word.
            ("lateral order", "exact"),
            ("A lasting multi", "exact"),
        ] {
            assert_eq!(verdict(page, quotation), expected, "{quotation}");
        }
    }

    #[test]
    fn typographic_differences_are_no_word_changes() {
        for (source, quotation, expected) in [
            ("The oﬃce was eﬃcient on the ﬁrst ﬂight.", "The office was efficient on the first flight.", "{Ligatures}"),
            ("A moſt gracious King, ĳs ½ Ａ１", "A most gracious King, ijs 1/2 A1", "{Ligatures}"),
            ("at 10² or 10³", "at 102 or 103", "near"),
            ("It went on for 2½ years", "It went on for 21/2 years", "near"),
            ("国連安保理事会は機能して\nいない。", "国連安保理事会は機能していない。", "{LineBreaks}"),
            ("国連安保理事会は機能して\n\nいない。", "国連安保理事会は機能していない。", "{Paragraphs}"),
            ("ภาษา\u{200b}ไทย\nง่าย", "ภาษาไทยง่าย", "{Invisible, LineBreaks}"),
            (
                "a dit\u{202f}: «\u{202f}Oui\u{202f}!\u{202f}» en 12\u{202f}500\u{202f}€",
                "a dit : « Oui ! » en 12 500 €",
                "{Spaces}",
            ),
            ("a dit : « Oui ! » hier", "a dit: “Oui!” hier", "{Marks, Spaces}"),
            ("He is 6'2\" tall", "He is 6′2″ tall", "{Marks}"),
            ("שלום\u{200f}, \u{2067}עולם\u{2069} טוב", "שלום, עולם טוב", "{Invisible}"),
            ("wor\u{200c}king peo\u{180e}ple now", "working people now", "{Invisible}"),
            ("می\u{200c}خواهم بروم خانه", "میخواهم بروم خانه", "near"),
            ("3, 4 and 5 of them", "3,4 and 5 of them", "near"),
            ("5% of it, $5 then", "5 % of it, $ 5 then", "{Spaces}"),
        ] {
            assert_eq!(verdict(source, quotation), expected, "{quotation}");
            assert_eq!(verdict(quotation, source), expected, "{source}");
        }
    }

    #[test]
    fn note_marks_are_no_word_changes() {
        let page = "Renal failure developed in most patients [12]. Hearing loss occurred in many [2, 6, 7] of the cohort.\n\n\
            Footnotes stand¹ inside “the sentence”[3] here. We need [1999] towns.";
        for (quotation, expected) in [
            ("developed in most patients. Hearing loss occurred in many of the cohort.", "{NoteMarks}"),
            ("developed in most patients [12]. Hearing", "exact"),
            ("Footnotes stand inside “the sentence” here.", "{NoteMarks}"),
            ("Footnotes stand inside 'the sentence' here.", "{Marks, NoteMarks}"),
            ("in most patients", "exact"),
            ("in most patients.", "{NoteMarks}"),
            ("We need towns.", "near"),
        ] {
            assert_eq!(verdict(page, quotation), expected, "{quotation}");
        }
    }

    #[test]
    fn diff_shows_only_an_intervening_page_header() {
        let page = "This sentence runs over a page\n12   Annual Report 2025\nof the report. The other one ends\nDraft – 13\nhere.";
        for (quotation, expected) in [
            (
                "This sentence runs over a page of the report.",
                "This sentence runs over a page [-12 Annual Report 2025-] of the report.",
            ),
            ("The other one ends here.", "The other one ends [-Draft – 13-] here."),
            ("“runs over a page of the report”", "{+“+}runs over a page [-12 Annual Report 2025-] of the report{+”+}"),
        ] {
            let Verdict::Near { diff, .. } = SourceText::new(page.to_owned()).find(quotation).verdict else {
                panic!("{quotation}")
            };
            assert_eq!(diff.render_line().as_str(), expected);
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
        let text = SourceText::new("昨天下雨了，今天桥开了，明天也下雨。".to_owned());
        let passage = text.find("今天桥开了").passage.unwrap();
        assert_eq!(text.with_context(&passage, 9).map(|part| part.to_string()), ["雨了，", "今天桥开了", "，明天"]);
    }

    proptest::proptest! {
        #[test]
        fn any_part_of_a_text_is_found_at_its_position(
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
                    // Next to a special space, plain spaces are ignored.
                    let is_special = |c: char| c.is_whitespace() && !matches!(c, ' ' | '\n');
                    let blanks = |text: &str| {
                        let words = text.split([' ', '\n']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
                        let beside = |(at, c): (usize, char)| {
                            c != ' ' || !(words[..at].ends_with(is_special) || words[at + 1..].starts_with(is_special))
                        };
                        words.char_indices().filter(|&item| beside(item)).map(|(_, c)| c).collect::<String>()
                    };
                    proptest::prop_assert_eq!(blanks(chars.trim()), blanks(part.trim()));
                }
            }
            let whole = source.find(&text);
            proptest::prop_assert!(text.trim().is_empty() || whole.verdict == Verdict::Exact, "{:?}", whole);
        }

        #[test]
        fn identical_whole_words_are_never_near_matches(
            text in "([a-c]{1,3}[’'-]?|[“”«»‘.,!—–-]|[ \n\u{a0}\u{202f}]|[中\u{ad}\u{200b}\u{301}ﬁ½]|\\PC){1,30}",
            from in 0_usize..60,
            length in 1_usize..60,
        ) {
            let edges: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = edges[from % edges.len()];
            let part = &text[from..text.floor_char_boundary((from + length).min(text.len()))];
            let found = SourceText::new(text.clone()).find(part);
            let trimmed = part.trim_matches(|c: char| c.is_whitespace() || is_invisible(c));
            let is_whole = text.match_indices(trimmed).any(|(at, _)| {
                let is_edge = |at: usize| !is_inside_word(&text, at);
                is_edge(at) && is_edge(at + trimmed.len())
            });
            if is_whole {
                proptest::prop_assert!(!matches!(found.verdict, Verdict::Near { .. }), "{:?}", found);
            }
        }

        #[test]
        fn near_matches_have_a_nonempty_diff(
            text in "([a-c]{1,3}|[“”«».,!—-]|[ \n\u{a0}]|[中\u{ad}\u{200b}ﬁ-]){1,30}",
            quotation in "([a-c]{1,3}|[“”«».,!—-]|[ \n\u{a0}]|[中\u{ad}\u{200b}ﬁ-]){1,20}",
        ) {
            if let Verdict::Near { diff, .. } = SourceText::new(text).find(&quotation).verdict {
                proptest::prop_assert!(!diff.is_empty(), "{:?}", diff);
            }
        }

        #[test]
        fn quotations_with_a_changed_word_are_near_or_missing(
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

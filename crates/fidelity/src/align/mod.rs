//! Word alignment: the cheapest edit script that turns a text into a quotation of it.

pub(crate) mod diff;
pub(crate) mod normalized_text;
pub(crate) mod note_marks;
pub(crate) mod print_difference;
pub(crate) mod tokens;

use std::collections::HashMap;

use foldhash::fast::RandomState;

use self::normalized_text::LINE_END_HYPHEN;
use self::tokens::TokenSpan;
use kzq_text::fold::fold;

/// Cost of replacing, inserting or deleting a word.
pub(crate) const WORD_COST: u32 = 4;
/// Cost of replacing, inserting or deleting a punctuation mark, or of a word written in another case.
pub(crate) const PUNCTUATION_COST: u32 = 1;
/// Maximum number of table cells; for longer inputs, only cells near the diagonal are computed.
const MAX_CELLS: usize = 1 << 24;
/// Minimum distance from the diagonal that is always computed.
const MIN_BAND: usize = 64;
const IMPOSSIBLE: u32 = u32::MAX / 2;

/// A token reduced to numbers, for fast comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct AlignToken {
    /// Equal for tokens with the same letters.
    pub(super) exact: u32,
    /// Equal for words that differ only by folding, such as their case.
    pub(super) folded: u32,
    pub(super) kind: AlignTokenKind,
    /// Bit set of the altered words of the quotation that this token may have been.
    pub(super) altered_mask: u32,
}

/// The kind of a token, which decides what it can be aligned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlignTokenKind {
    Word,
    Punctuation,
    /// A sign of omission: matches any number of words, including none.
    Gap,
    /// The n-th word of the quotation with altered letters.
    Altered(usize),
}

impl AlignToken {
    pub(super) const GAP: Self = Self { exact: u32::MAX, folded: u32::MAX, kind: AlignTokenKind::Gap, altered_mask: 0 };

    /// The n-th word of the quotation with altered letters.
    pub(super) fn altered(number: usize) -> Self {
        Self { kind: AlignTokenKind::Altered(number), ..Self::GAP }
    }

    pub(super) fn weight(self) -> u32 {
        match self.kind {
            AlignTokenKind::Word | AlignTokenKind::Altered(_) => WORD_COST,
            AlignTokenKind::Punctuation => PUNCTUATION_COST,
            AlignTokenKind::Gap => 0,
        }
    }

    /// The cost of aligning this token of the quotation with `other` of the text.
    fn substitution_cost(self, other: Self) -> u32 {
        match (self.kind, other.kind) {
            _ if self.exact == other.exact => 0,
            (AlignTokenKind::Altered(number), AlignTokenKind::Word) => {
                let fits = u32::try_from(number).ok().and_then(|number| other.altered_mask.checked_shr(number));
                if fits.is_some_and(|fits| fits & 1 == 1) { 0 } else { WORD_COST }
            }
            (AlignTokenKind::Word, _) if self.folded == other.folded => PUNCTUATION_COST,
            (AlignTokenKind::Punctuation, AlignTokenKind::Punctuation) => PUNCTUATION_COST,
            (AlignTokenKind::Word, AlignTokenKind::Word) => WORD_COST,
            _ => IMPOSSIBLE,
        }
    }
}

/// Assigns numbers to words.
#[derive(Clone, Debug, Default)]
pub(super) struct Interner {
    exact: HashMap<Box<str>, (u32, u32), RandomState>,
    folded: HashMap<String, u32, RandomState>,
}

impl Interner {
    /// Converts a token of a text, assigning numbers to words not seen before.
    pub(super) fn intern(&mut self, text: &str, token: &TokenSpan) -> AlignToken {
        let word = &text[token.range.clone()];
        let role = if token.is_word { AlignTokenKind::Word } else { AlignTokenKind::Punctuation };
        if let Some(&(exact, folded)) = self.exact.get(word) {
            return AlignToken { exact, folded, kind: role, altered_mask: 0 };
        }
        if word.contains(LINE_END_HYPHEN) {
            return self.intern_broken(word);
        }
        let exact = u32::try_from(self.exact.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        let folded = *self.folded.entry(if token.is_word { fold(word) } else { word.to_owned() }).or_insert(next);
        self.exact.insert(word.into(), (exact, folded));
        AlignToken { exact, folded, kind: role, altered_mask: 0 }
    }

    /// Converts a word that is broken at a line end: it is the same as each of its readings.
    fn intern_broken(&mut self, word: &str) -> AlignToken {
        let readings = readings(word);
        let known = readings.iter().find(|reading| self.exact.contains_key(reading.as_str()));
        let reading = known.or(readings.first()).cloned().unwrap_or_default();
        let token = TokenSpan { range: 0..reading.len(), is_word: true };
        let token = self.intern(&reading, &token);
        for reading in readings.into_iter().chain([word.to_owned()]) {
            self.folded.entry(fold(&reading)).or_insert(token.folded);
            self.exact.entry(reading.into_boxed_str()).or_insert((token.exact, token.folded));
        }
        token
    }

    /// Converts a token without assigning numbers: an unknown word gets one derived from `unique`, equal to no other.
    pub(super) fn lookup(&self, text: &str, token: &TokenSpan, unique: u32) -> AlignToken {
        let word = &text[token.range.clone()];
        let role = if token.is_word { AlignTokenKind::Word } else { AlignTokenKind::Punctuation };
        let unknown = u32::MAX - 1 - unique;
        let folded = || self.folded.get(&fold(word)).copied().filter(|_| token.is_word).unwrap_or(unknown);
        let reading = || {
            let readings = if word.contains(LINE_END_HYPHEN) { readings(word) } else { Vec::new() };
            readings.iter().find_map(|reading| self.exact.get(reading.as_str())).copied()
        };
        let known = self.exact.get(word).copied().or_else(reading);
        let (exact, folded) = known.unwrap_or_else(|| (unknown, folded()));
        AlignToken { exact, folded, kind: role, altered_mask: 0 }
    }
}

/// How a word that is broken at line ends may be read: without the hyphens, or with those that may be its own.
fn readings(word: &str) -> Vec<String> {
    /// With more hyphens, all are read alike.
    const MAX_HYPHENS: usize = 4;
    let parts: Vec<&str> = word.split(LINE_END_HYPHEN).collect();
    let hyphens = parts.len() - 1;
    if hyphens > MAX_HYPHENS {
        return vec![parts.concat(), parts.join("-")];
    }
    let read = |own: u32| {
        let own = |at: usize| if at > 0 && own >> (at - 1) & 1 == 1 { "-" } else { "" };
        parts.iter().enumerate().flat_map(|(at, part)| [own(at), part]).collect()
    };
    (0..1 << hyphens).map(read).collect()
}

/// A step of the edit script from a text to a quotation of it; fields are token indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlignStep {
    /// The tokens are equal.
    Same { quoted: usize, source: usize },
    /// A token of the text is replaced by one of the quotation.
    Replaced { quoted: usize, source: usize },
    /// Only in the quotation.
    QuoteOnly(usize),
    /// Only in the text.
    SourceOnly(usize),
    /// A token of the text that is covered by a sign of omission.
    Omitted(usize),
}

impl AlignStep {
    /// The token of the text that is aligned with one of the quotation, if any is.
    fn aligned_source(&self) -> Option<usize> {
        match self {
            Self::Same { source, .. } | Self::Replaced { source, .. } => Some(*source),
            Self::QuoteOnly(_) | Self::SourceOnly(_) | Self::Omitted(_) => None,
        }
    }
}

/// The first and the last token of a text that some steps align with tokens of a quotation.
pub(super) fn aligned_ends(steps: &[AlignStep]) -> Option<(usize, usize)> {
    let mut aligned = steps.iter().filter_map(AlignStep::aligned_source);
    let first = aligned.next()?;
    Some((first, aligned.next_back().unwrap_or(first)))
}

/// The alignment of a quotation with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    pub(super) steps: Vec<AlignStep>,
    /// Total cost of the edits; 0 if nothing differs.
    pub(super) cost: u32,
    /// The largest possible cost, from which the similarity is computed.
    pub(super) weight: u32,
}

impl Alignment {
    /// Similarity from 0 to 1; 1 only if nothing differs.
    pub(super) fn similarity(&self) -> f64 {
        match (self.cost, self.weight) {
            (0, _) => 1.0,
            (_, 0) => 0.0,
            (cost, weight) => (1.0 - f64::from(cost) / f64::from(weight)).clamp(0.0, 0.999),
        }
    }
}

/// How much of the text an alignment covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AlignMode {
    /// The whole text.
    Whole,
    /// The part of the text that is most similar to the quotation.
    Part,
}

/// Computes the cheapest edit script from a text to a quotation of it.
pub(super) fn align(quoted: &[AlignToken], source: &[AlignToken], mode: AlignMode) -> Alignment {
    let table = AlignTable::new(quoted, source, mode);
    let steps = table.backtrace(quoted, source);
    let used = |step: &AlignStep| match step {
        AlignStep::Same { source: at, .. } | AlignStep::Replaced { source: at, .. } | AlignStep::SourceOnly(at) => {
            source[*at].weight()
        }
        AlignStep::QuoteOnly(_) | AlignStep::Omitted(_) => 0,
    };
    let weight = steps.iter().map(used).sum::<u32>().max(quoted.iter().map(|item| item.weight()).sum());
    let steps = extend_to_outer_words(&steps, quoted, source).filter(|_| mode == AlignMode::Part).unwrap_or(steps);
    Alignment { cost: table.cost, steps, weight }
}

/// Extends the alignment over a little more of the text if the first or last word of the quotation occurs just outside
/// the cheapest part: a word with the same letters is better evidence than a replacement. `None` if neither does.
fn extend_to_outer_words(steps: &[AlignStep], quoted: &[AlignToken], source: &[AlignToken]) -> Option<Vec<AlignStep>> {
    /// How many tokens outside the part are searched.
    const MAX_EXTENSION: usize = 8;
    let (first, last) = aligned_ends(steps)?;
    let is_word = |item: &AlignToken| item.kind == AlignTokenKind::Word;
    let (begin, end) = (quoted.iter().position(is_word)?, quoted.iter().rposition(is_word)?);
    let is = |at: &usize, word: usize| is_word(&source[*at]) && source[*at].folded == quoted[word].folded;
    let differs = |word: usize| {
        steps.iter().any(|step| match step {
            AlignStep::Replaced { quoted, .. } | AlignStep::QuoteOnly(quoted) => *quoted == word,
            _ => false,
        })
    };
    // Punctuation at either end belongs to the part if the text has it there, too.
    let same = |pair: &(&AlignToken, &AlignToken)| pair.0.exact == pair.1.exact;
    let start = (first.saturating_sub(MAX_EXTENSION)..first).rev().find(|at| is(at, begin)).filter(|_| differs(begin));
    let start =
        start.map(|at| at - source[..at].iter().rev().zip(quoted[..begin].iter().rev()).take_while(same).count());
    let stop = (last + 1..source.len().min(last + 1 + MAX_EXTENSION)).find(|at| is(at, end)).filter(|_| differs(end));
    let stop = stop.map(|at| at + source[at + 1..].iter().zip(&quoted[end + 1..]).take_while(same).count());
    if start.is_none() && stop.is_none() {
        return None;
    }
    let part = start.unwrap_or(first)..stop.unwrap_or(last) + 1;
    let way = AlignTable::new(quoted, &source[part.clone()], AlignMode::Whole).backtrace(quoted, &source[part.clone()]);
    let moved = way.into_iter().map(|step| match step {
        AlignStep::Same { quoted, source } => AlignStep::Same { quoted, source: source + part.start },
        AlignStep::Replaced { quoted, source } => AlignStep::Replaced { quoted, source: source + part.start },
        AlignStep::SourceOnly(at) => AlignStep::SourceOnly(at + part.start),
        AlignStep::Omitted(at) => AlignStep::Omitted(at + part.start),
        AlignStep::QuoteOnly(at) => AlignStep::QuoteOnly(at),
    });
    let moved: Vec<AlignStep> = moved.collect();
    // A word that differs only in its case is no reason to go far.
    let is_other_case = |step: &AlignStep| match *step {
        AlignStep::Replaced { quoted: at, source: there } => {
            (at == begin || at == end) && quoted[at].folded == source[there].folded
        }
        _ => false,
    };
    let kept = |steps: &[AlignStep]| steps.iter().filter(|step| matches!(step, AlignStep::Same { .. })).count();
    let least = if steps.iter().any(is_other_case) { kept(steps) + 2 } else { 0 };
    (kept(&moved) >= least).then_some(moved)
}

/// The dynamic-programming table: the cheapest move into each pair of positions.
struct AlignTable {
    /// One row per position in the quotation: the first position in the text that was computed, and the moves.
    rows: Vec<(usize, Vec<TableMove>)>,
    mode: AlignMode,
    end: usize,
    cost: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TableMove {
    Both,
    Source,
    Quoted,
}

impl AlignTable {
    fn new(quoted: &[AlignToken], source: &[AlignToken], mode: AlignMode) -> Self {
        let band = (MAX_CELLS / (quoted.len() + 1) / 2).max(MIN_BAND);
        let part = mode == AlignMode::Part;
        let mut above = CostRow::first(source, band, part);
        let mut table = Self { rows: vec![(0, vec![TableMove::Source; above.costs.len()])], mode, end: 0, cost: 0 };
        for (index, &item) in quoted.iter().enumerate() {
            let centre = (index + 1) * source.len() / quoted.len();
            let (row, moves) =
                above.next_row(item, source, centre.saturating_sub(band)..=(centre + band).min(source.len()));
            table.rows.push((row.start, moves));
            above = row;
        }
        // Among equally cheap ends, prefer one that aligns the last word of the quotation with a word of the text.
        let moves = table.rows.last().map_or(&[][..], |(_, moves)| moves);
        let ends = above.costs.iter().zip(moves).enumerate();
        let cheapest = ends.min_by_key(|(_, (cost, by))| (**cost, **by != TableMove::Both)).map(|(at, _)| at);
        table.end = above.start + cheapest.filter(|_| part).unwrap_or(above.costs.len() - 1);
        table.cost = above.at(table.end);
        table
    }

    fn backtrace(&self, quoted: &[AlignToken], source: &[AlignToken]) -> Vec<AlignStep> {
        let mut steps = Vec::new();
        let (mut row, mut at) = (quoted.len(), self.end);
        while row > 0 || (at > 0 && self.mode == AlignMode::Whole) {
            let (start, moves) = &self.rows[row];
            steps.push(match moves[at - start] {
                TableMove::Both => {
                    (row, at) = (row - 1, at - 1);
                    if quoted[row].substitution_cost(source[at]) == 0 {
                        AlignStep::Same { quoted: row, source: at }
                    } else {
                        AlignStep::Replaced { quoted: row, source: at }
                    }
                }
                TableMove::Source => {
                    at -= 1;
                    let in_gap = row > 0 && quoted[row - 1].kind == AlignTokenKind::Gap;
                    if in_gap { AlignStep::Omitted(at) } else { AlignStep::SourceOnly(at) }
                }
                TableMove::Quoted => {
                    row -= 1;
                    AlignStep::QuoteOnly(row)
                }
            });
        }
        steps.reverse();
        steps
    }
}

/// The cost of reaching each position of the text at one position of the quotation.
struct CostRow {
    start: usize,
    costs: Vec<u32>,
}

impl CostRow {
    fn first(source: &[AlignToken], band: usize, part: bool) -> Self {
        let mut cost = 0;
        let costs = source.iter().take(band).map(|item| {
            cost += if part { 0 } else { item.weight() };
            cost
        });
        Self { start: 0, costs: std::iter::once(0).chain(costs).collect() }
    }

    fn at(&self, place: usize) -> u32 {
        place.checked_sub(self.start).and_then(|index| self.costs.get(index)).copied().unwrap_or(IMPOSSIBLE)
    }

    /// Computes the next row, for one more token of the quotation.
    fn next_row(
        &self,
        item: AlignToken,
        source: &[AlignToken],
        places: std::ops::RangeInclusive<usize>,
    ) -> (Self, Vec<TableMove>) {
        let is_gap = item.kind == AlignTokenKind::Gap;
        let mut row = Self { start: *places.start(), costs: Vec::with_capacity(places.end() - places.start() + 1) };
        let mut moves = Vec::with_capacity(row.costs.capacity());
        for place in places {
            let mut best = (IMPOSSIBLE, TableMove::Quoted);
            let mut offer = |cost: u32, by: TableMove| {
                if cost < best.0 {
                    best = (cost, by);
                }
            };
            if let Some(before) = place.checked_sub(1) {
                offer(self.at(before).saturating_add(item.substitution_cost(source[before])), TableMove::Both);
                let skipped = if is_gap { 0 } else { source[before].weight() };
                offer(row.at(before).saturating_add(skipped), TableMove::Source);
            }
            offer(self.at(place).saturating_add(item.weight()), TableMove::Quoted);
            row.costs.push(best.0);
            moves.push(best.1);
        }
        (row, moves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tokens::tokenize;

    fn intern_all(numbers: &mut Interner, text: &str) -> Vec<AlignToken> {
        tokenize(text).map(|token| numbers.intern(text, &token)).collect()
    }

    fn aligned(quoted: &str, source: &str, reach: AlignMode) -> (u32, Vec<AlignStep>) {
        let mut numbers = Interner::default();
        let (quoted, source) = (intern_all(&mut numbers, quoted), intern_all(&mut numbers, source));
        let Alignment { steps, cost, .. } = align(&quoted, &source, reach);
        (cost, steps)
    }

    #[test]
    fn words_broken_by_hyphens_match_every_reading() {
        assert_eq!(readings("multi\u{ad}lateral"), ["multilateral", "multi-lateral"]);
        assert_eq!(readings("a\u{ad}b\u{ad}c"), ["abc", "a-bc", "ab-c", "a-b-c"]);
        for (quoted, source) in [
            ("well-known began", "well\u{ad}known be\u{ad}gan"),
            ("well\u{ad}known be\u{ad}gan", "well-known began"),
            ("well\u{ad}known x", "well\u{ad}known x"),
            ("wellknown well-known", "wellknown well\u{ad}known"),
        ] {
            let (cost, _) = aligned(quoted, source, AlignMode::Whole);
            assert_eq!(cost == 0, quoted != "wellknown well-known", "{quoted}");
        }
    }

    #[test]
    fn the_most_similar_part_is_found() {
        for (quoted, source, cost, first, last) in [
            ("b c", "a b c d", 0, 1, 2),
            ("b x c", "a b c d", WORD_COST, 1, 2),
            ("b x d", "a b c d", WORD_COST, 1, 3),
            ("B c", "a b c d", PUNCTUATION_COST, 1, 2),
            ("b, c", "a b c d", PUNCTUATION_COST, 1, 2),
            ("b d", "a b c d", WORD_COST, 1, 1),
            ("c d", "c a b c e c d", 0, 5, 6),
        ] {
            let (found, steps) = aligned(quoted, source, AlignMode::Part);
            let used: Vec<usize> = steps
                .iter()
                .filter_map(|step| match step {
                    AlignStep::Same { source, .. } | AlignStep::SourceOnly(source) => Some(*source),
                    AlignStep::Replaced { source, .. } => Some(*source),
                    _ => None,
                })
                .collect();
            assert_eq!(found, cost, "{quoted}");
            assert_eq!(used.first(), Some(&first), "{quoted} {steps:?}");
            assert!(used.last() >= Some(&last), "{quoted} {steps:?}");
        }
    }

    #[test]
    fn partial_alignment_extends_to_the_outer_words() {
        let (_, steps) = aligned("a d e f", "x a b c d e f", AlignMode::Part);
        let kept = [AlignStep::Same { quoted: 0, source: 1 }, AlignStep::SourceOnly(2), AlignStep::SourceOnly(3)];
        assert_eq!(steps[..3], kept);
        let (_, steps) = aligned("d e f a", "x d e f b c a", AlignMode::Part);
        assert_eq!(
            steps[3..],
            [AlignStep::SourceOnly(4), AlignStep::SourceOnly(5), AlignStep::Same { quoted: 3, source: 6 }]
        );
    }

    #[test]
    fn an_omission_matches_any_words() {
        let mut numbers = Interner::default();
        let source = intern_all(&mut numbers, "a b c d e f");
        let mut quoted = intern_all(&mut numbers, "b e");
        quoted.insert(1, AlignToken::GAP);
        let found = align(&quoted, &source, AlignMode::Part);
        assert_eq!(found.cost, 0);
        assert_eq!(found.steps.iter().filter(|step| matches!(step, AlignStep::Omitted(_))).count(), 2);
    }

    #[test]
    fn long_texts_with_one_change_are_aligned() {
        let words = (0..12_000).map(|number| format!("w{number} ")).collect::<Vec<_>>().concat();
        let changed = words.replacen("w5000 ", "x y ", 1);
        let (cost, steps) = aligned(&changed, &words, AlignMode::Whole);
        assert_eq!((cost, steps.len()), (2 * WORD_COST, 12_001));
    }

    /// Reference implementation for whole texts: the weighted edit distance.
    fn distance(quoted: &[AlignToken], source: &[AlignToken]) -> u32 {
        let mut rows = vec![vec![0_u32; source.len() + 1]; quoted.len() + 1];
        for row in 0..=quoted.len() {
            for at in 0..=source.len() {
                rows[row][at] = match (row, at) {
                    (0, 0) => 0,
                    (0, _) => rows[0][at - 1] + source[at - 1].weight(),
                    (_, 0) => rows[row - 1][0] + quoted[row - 1].weight(),
                    _ => (rows[row - 1][at - 1].saturating_add(quoted[row - 1].substitution_cost(source[at - 1])))
                        .min(rows[row - 1][at] + quoted[row - 1].weight())
                        .min(rows[row][at - 1] + source[at - 1].weight()),
                };
            }
        }
        rows[quoted.len()][source.len()]
    }

    proptest::proptest! {
        #[test]
        fn the_edit_script_is_minimal_and_complete(quoted in "([abAB,]| ){0,14}", source in "([abAB,]| ){0,14}") {
            let mut numbers = Interner::default();
            let (quoted, source) = (intern_all(&mut numbers, &quoted), intern_all(&mut numbers, &source));
            let found = align(&quoted, &source, AlignMode::Whole);
            proptest::prop_assert_eq!(found.cost, distance(&quoted, &source));
            let (mut from_quoted, mut from_source) = (Vec::new(), Vec::new());
            for step in found.steps {
                match step {
                    AlignStep::Same { quoted, source } | AlignStep::Replaced { quoted, source } => {
                        from_quoted.push(quoted);
                        from_source.push(source);
                    }
                    AlignStep::QuoteOnly(quoted) => from_quoted.push(quoted),
                    AlignStep::SourceOnly(source) | AlignStep::Omitted(source) => from_source.push(source),
                }
            }
            proptest::prop_assert!(from_quoted.into_iter().eq(0..quoted.len()));
            proptest::prop_assert!(from_source.into_iter().eq(0..source.len()));
        }

        #[test]
        fn partial_alignment_finds_the_cheapest_part(quoted in "[abc]( [abc]){0,5}", source in "[abc]( [abc]){0,7}") {
            let mut numbers = Interner::default();
            let (quoted, source) = (intern_all(&mut numbers, &quoted), intern_all(&mut numbers, &source));
            let found = align(&quoted, &source, AlignMode::Part);
            let parts = (0..=source.len()).flat_map(|start| (start..=source.len()).map(move |end| (start, end)));
            let cheapest = parts.map(|(start, end)| distance(&quoted, &source[start..end])).min();
            proptest::prop_assert_eq!(Some(found.cost), cheapest);
        }
    }
}

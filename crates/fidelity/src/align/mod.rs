//! Word alignment: the cheapest edit script that turns a text into a quotation of it.

pub(crate) mod diff;
pub(crate) mod normalized_text;
pub(crate) mod print_difference;
pub(crate) mod tokens;

use std::collections::HashMap;

use foldhash::fast::RandomState;

use self::tokens::Token;
use kzq_text::fold::fold;

/// Cost of replacing, inserting or deleting a word.
const WORD: u32 = 4;
/// Cost of replacing, inserting or deleting a punctuation mark, or of a word written in another case.
const MARK: u32 = 1;
/// Maximum number of table cells; for longer inputs, only cells near the diagonal are computed.
const PAIRS: usize = 1 << 24;
/// Minimum distance from the diagonal that is always computed.
const BAND: usize = 64;
const NEVER: u32 = u32::MAX / 2;

/// A token reduced to numbers, for fast comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Equal for tokens with the same letters.
    exact: u32,
    /// Equal for words that differ only by folding, such as their case.
    pub(super) folded: u32,
    pub(super) role: Role,
    /// Bit set of the altered words of the quotation that this token may have been.
    pub(super) fits: u32,
}

/// The kind of a token, which decides what it can be aligned with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Word,
    Mark,
    /// A sign of omission: matches any number of words, including none.
    Gap,
    /// The n-th word of the quotation with altered letters.
    Altered(usize),
}

impl Item {
    pub(super) const GAP: Self = Self { exact: u32::MAX, folded: u32::MAX, role: Role::Gap, fits: 0 };

    /// The n-th word of the quotation with altered letters.
    pub(super) fn altered(number: usize) -> Self {
        Self { role: Role::Altered(number), ..Self::GAP }
    }

    fn weight(self) -> u32 {
        match self.role {
            Role::Word | Role::Altered(_) => WORD,
            Role::Mark => MARK,
            Role::Gap => 0,
        }
    }

    /// The cost of aligning this token of the quotation with `other` of the text.
    fn cost_for(self, other: Self) -> u32 {
        match (self.role, other.role) {
            _ if self.exact == other.exact => 0,
            (Role::Altered(number), Role::Word) => {
                let fits = u32::try_from(number).ok().and_then(|number| other.fits.checked_shr(number));
                if fits.is_some_and(|fits| fits & 1 == 1) { 0 } else { WORD }
            }
            (Role::Word, _) if self.folded == other.folded => MARK,
            (Role::Mark, Role::Mark) => MARK,
            (Role::Word, Role::Word) => WORD,
            _ => NEVER,
        }
    }
}

/// Assigns numbers to words.
#[derive(Clone, Debug, Default)]
pub(super) struct Numbers {
    exact: HashMap<Box<str>, (u32, u32), RandomState>,
    folded: HashMap<String, u32, RandomState>,
}

impl Numbers {
    /// Converts a token of a text, assigning numbers to words not seen before.
    pub(super) fn item(&mut self, text: &str, token: &Token) -> Item {
        let word = &text[token.at.clone()];
        let role = if token.is_word { Role::Word } else { Role::Mark };
        if let Some(&(exact, folded)) = self.exact.get(word) {
            return Item { exact, folded, role, fits: 0 };
        }
        let exact = u32::try_from(self.exact.len()).unwrap_or(u32::MAX);
        let next = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        let folded = *self.folded.entry(if token.is_word { fold(word) } else { word.to_owned() }).or_insert(next);
        self.exact.insert(word.into(), (exact, folded));
        Item { exact, folded, role, fits: 0 }
    }

    /// Converts a token without assigning numbers: an unknown word gets one derived from `unique`, equal to no other.
    pub(super) fn known(&self, text: &str, token: &Token, other: u32) -> Item {
        let word = &text[token.at.clone()];
        let role = if token.is_word { Role::Word } else { Role::Mark };
        let nothing = u32::MAX - 1 - other;
        let folded = || self.folded.get(&fold(word)).copied().filter(|_| token.is_word).unwrap_or(nothing);
        let (exact, folded) = self.exact.get(word).copied().unwrap_or_else(|| (nothing, folded()));
        Item { exact, folded, role, fits: 0 }
    }
}

/// A step of the edit script from a text to a quotation of it; fields are token indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The tokens are equal.
    Same { quoted: usize, source: usize },
    /// A token of the text is replaced by one of the quotation.
    Other { quoted: usize, source: usize },
    /// Only in the quotation.
    Quoted(usize),
    /// Only in the text.
    Source(usize),
    /// A token of the text that is covered by a sign of omission.
    Omitted(usize),
}

/// The alignment of a quotation with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Alignment {
    pub(super) steps: Vec<Step>,
    /// Total cost of the edits; 0 if nothing differs.
    pub(super) cost: u32,
    /// The largest possible cost, from which the similarity is computed.
    weight: u32,
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
pub(super) enum Reach {
    /// The whole text.
    Whole,
    /// The part of the text that is most similar to the quotation.
    Part,
}

/// Computes the cheapest edit script from a text to a quotation of it.
pub(super) fn align(quoted: &[Item], source: &[Item], reach: Reach) -> Alignment {
    let table = Table::of(quoted, source, reach);
    let steps = table.way(quoted, source);
    let used = |step: &Step| match step {
        Step::Same { source: at, .. } | Step::Other { source: at, .. } | Step::Source(at) => source[*at].weight(),
        Step::Quoted(_) | Step::Omitted(_) => 0,
    };
    let weight = steps.iter().map(used).sum::<u32>().max(quoted.iter().map(|item| item.weight()).sum());
    let steps = anchored(&steps, quoted, source).filter(|_| reach == Reach::Part).unwrap_or(steps);
    Alignment { cost: table.cost, steps, weight }
}

/// Extends the alignment over a little more of the text if the first or last word of the quotation occurs just outside
/// the cheapest part: a word with the same letters is better evidence than a replacement. `None` if neither does.
fn anchored(steps: &[Step], quoted: &[Item], source: &[Item]) -> Option<Vec<Step>> {
    /// How many tokens outside the part are searched.
    const BESIDE: usize = 8;
    let used = |step: &Step| match step {
        Step::Same { source, .. } | Step::Other { source, .. } => Some(*source),
        _ => None,
    };
    let (first, last) = (steps.iter().find_map(used)?, steps.iter().rev().find_map(used)?);
    let is = |at: usize, item: &Item| source[at].role == Role::Word && source[at].folded == item.folded;
    let differs = |step: Option<&Step>| matches!(step, Some(Step::Other { .. } | Step::Quoted(_)));
    let words = |item: &&Item| item.role == Role::Word;
    let (begin, end) = (quoted.first().filter(words), quoted.last().filter(words));
    let start = begin
        .filter(|_| differs(steps.first()))
        .and_then(|item| (first.saturating_sub(BESIDE)..first).rev().find(|&at| is(at, item)));
    let stop = end
        .filter(|_| differs(steps.last()))
        .and_then(|item| (last + 1..source.len().min(last + 1 + BESIDE)).find(|&at| is(at, item)));
    if start.is_none() && stop.is_none() {
        return None;
    }
    let part = start.unwrap_or(first)..stop.unwrap_or(last) + 1;
    let way = Table::of(quoted, &source[part.clone()], Reach::Whole).way(quoted, &source[part.clone()]);
    let moved = way.into_iter().map(|step| match step {
        Step::Same { quoted, source } => Step::Same { quoted, source: source + part.start },
        Step::Other { quoted, source } => Step::Other { quoted, source: source + part.start },
        Step::Source(at) => Step::Source(at + part.start),
        Step::Omitted(at) => Step::Omitted(at + part.start),
        Step::Quoted(at) => Step::Quoted(at),
    });
    Some(moved.collect())
}

/// The dynamic-programming table: the cheapest move into each pair of positions.
struct Table {
    /// One row per position in the quotation: the first position in the text that was computed, and the moves.
    rows: Vec<(usize, Vec<Move>)>,
    reach: Reach,
    end: usize,
    cost: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Move {
    Both,
    Source,
    Quoted,
}

impl Table {
    fn of(quoted: &[Item], source: &[Item], reach: Reach) -> Self {
        let band = (PAIRS / (quoted.len() + 1) / 2).max(BAND);
        let part = reach == Reach::Part;
        let mut above = Row::first(source, band, part);
        let mut table = Self { rows: vec![(0, vec![Move::Source; above.costs.len()])], reach, end: 0, cost: 0 };
        for (index, &item) in quoted.iter().enumerate() {
            let centre = (index + 1) * source.len() / quoted.len();
            let (row, moves) =
                above.next(item, source, centre.saturating_sub(band)..=(centre + band).min(source.len()));
            table.rows.push((row.start, moves));
            above = row;
        }
        // Among equally cheap ends, prefer one that aligns the last word of the quotation with a word of the text.
        let moves = table.rows.last().map_or(&[][..], |(_, moves)| moves);
        let ends = above.costs.iter().zip(moves).enumerate();
        let cheapest = ends.min_by_key(|(_, (cost, by))| (**cost, **by != Move::Both)).map(|(at, _)| at);
        table.end = above.start + cheapest.filter(|_| part).unwrap_or(above.costs.len() - 1);
        table.cost = above.at(table.end);
        table
    }

    fn way(&self, quoted: &[Item], source: &[Item]) -> Vec<Step> {
        let mut steps = Vec::new();
        let (mut row, mut at) = (quoted.len(), self.end);
        while row > 0 || (at > 0 && self.reach == Reach::Whole) {
            let (start, moves) = &self.rows[row];
            steps.push(match moves[at - start] {
                Move::Both => {
                    (row, at) = (row - 1, at - 1);
                    if quoted[row].cost_for(source[at]) == 0 {
                        Step::Same { quoted: row, source: at }
                    } else {
                        Step::Other { quoted: row, source: at }
                    }
                }
                Move::Source => {
                    at -= 1;
                    let in_gap = row > 0 && quoted[row - 1].role == Role::Gap;
                    if in_gap { Step::Omitted(at) } else { Step::Source(at) }
                }
                Move::Quoted => {
                    row -= 1;
                    Step::Quoted(row)
                }
            });
        }
        steps.reverse();
        steps
    }
}

/// The cost of reaching each position of the text at one position of the quotation.
struct Row {
    start: usize,
    costs: Vec<u32>,
}

impl Row {
    fn first(source: &[Item], band: usize, part: bool) -> Self {
        let mut cost = 0;
        let costs = source.iter().take(band).map(|item| {
            cost += if part { 0 } else { item.weight() };
            cost
        });
        Self { start: 0, costs: std::iter::once(0).chain(costs).collect() }
    }

    fn at(&self, place: usize) -> u32 {
        place.checked_sub(self.start).and_then(|index| self.costs.get(index)).copied().unwrap_or(NEVER)
    }

    /// Computes the next row, for one more token of the quotation.
    fn next(&self, item: Item, source: &[Item], places: std::ops::RangeInclusive<usize>) -> (Self, Vec<Move>) {
        let is_gap = item.role == Role::Gap;
        let mut row = Self { start: *places.start(), costs: Vec::with_capacity(places.end() - places.start() + 1) };
        let mut moves = Vec::with_capacity(row.costs.capacity());
        for place in places {
            let mut best = (NEVER, Move::Quoted);
            let mut offer = |cost: u32, by: Move| {
                if cost < best.0 {
                    best = (cost, by);
                }
            };
            if let Some(before) = place.checked_sub(1) {
                offer(self.at(before).saturating_add(item.cost_for(source[before])), Move::Both);
                let skipped = if is_gap { 0 } else { source[before].weight() };
                offer(row.at(before).saturating_add(skipped), Move::Source);
            }
            offer(self.at(place).saturating_add(item.weight()), Move::Quoted);
            row.costs.push(best.0);
            moves.push(best.1);
        }
        (row, moves)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::tokens::tokens;

    fn items(numbers: &mut Numbers, text: &str) -> Vec<Item> {
        tokens(text).map(|token| numbers.item(text, &token)).collect()
    }

    fn aligned(quoted: &str, source: &str, reach: Reach) -> (u32, Vec<Step>) {
        let mut numbers = Numbers::default();
        let (quoted, source) = (items(&mut numbers, quoted), items(&mut numbers, source));
        let Alignment { steps, cost, .. } = align(&quoted, &source, reach);
        (cost, steps)
    }

    #[test]
    fn a_part_is_found_where_it_is_most_like_the_quotation() {
        for (quoted, source, cost, first, last) in [
            ("b c", "a b c d", 0, 1, 2),
            ("b x c", "a b c d", WORD, 1, 2),
            ("b x d", "a b c d", WORD, 1, 3),
            ("B c", "a b c d", MARK, 1, 2),
            ("b, c", "a b c d", MARK, 1, 2),
            ("b d", "a b c d", WORD, 1, 1),
            ("c d", "c a b c e c d", 0, 5, 6),
        ] {
            let (found, steps) = aligned(quoted, source, Reach::Part);
            let used: Vec<usize> = steps
                .iter()
                .filter_map(|step| match step {
                    Step::Same { source, .. } | Step::Source(source) => Some(*source),
                    Step::Other { source, .. } => Some(*source),
                    _ => None,
                })
                .collect();
            assert_eq!(found, cost, "{quoted}");
            assert_eq!(used.first(), Some(&first), "{quoted} {steps:?}");
            assert!(used.last() >= Some(&last), "{quoted} {steps:?}");
        }
    }

    #[test]
    fn a_way_begins_with_the_first_word_where_that_stands_right_beside_it() {
        let (_, steps) = aligned("a d e f", "x a b c d e f", Reach::Part);
        let kept = [Step::Same { quoted: 0, source: 1 }, Step::Source(2), Step::Source(3)];
        assert_eq!(steps[..3], kept);
        let (_, steps) = aligned("d e f a", "x d e f b c a", Reach::Part);
        assert_eq!(steps[3..], [Step::Source(4), Step::Source(5), Step::Same { quoted: 3, source: 6 }]);
    }

    #[test]
    fn a_sign_of_omission_stands_for_any_words() {
        let mut numbers = Numbers::default();
        let source = items(&mut numbers, "a b c d e f");
        let mut quoted = items(&mut numbers, "b e");
        quoted.insert(1, Item::GAP);
        let found = align(&quoted, &source, Reach::Part);
        assert_eq!(found.cost, 0);
        assert_eq!(found.steps.iter().filter(|step| matches!(step, Step::Omitted(_))).count(), 2);
    }

    #[test]
    fn long_texts_are_compared_near_the_diagonal() {
        let words = (0..12_000).map(|number| format!("w{number} ")).collect::<Vec<_>>().concat();
        let changed = words.replacen("w5000 ", "x y ", 1);
        let (cost, steps) = aligned(&changed, &words, Reach::Whole);
        assert_eq!((cost, steps.len()), (2 * WORD, 12_001));
    }

    /// Reference implementation for whole texts: the weighted edit distance.
    fn distance(quoted: &[Item], source: &[Item]) -> u32 {
        let mut rows = vec![vec![0_u32; source.len() + 1]; quoted.len() + 1];
        for row in 0..=quoted.len() {
            for at in 0..=source.len() {
                rows[row][at] = match (row, at) {
                    (0, 0) => 0,
                    (0, _) => rows[0][at - 1] + source[at - 1].weight(),
                    (_, 0) => rows[row - 1][0] + quoted[row - 1].weight(),
                    _ => (rows[row - 1][at - 1].saturating_add(quoted[row - 1].cost_for(source[at - 1])))
                        .min(rows[row - 1][at] + quoted[row - 1].weight())
                        .min(rows[row][at - 1] + source[at - 1].weight()),
                };
            }
        }
        rows[quoted.len()][source.len()]
    }

    proptest::proptest! {
        #[test]
        fn the_way_is_the_cheapest_and_leads_from_one_to_the_other(quoted in "([abAB,]| ){0,14}", source in "([abAB,]| ){0,14}") {
            let mut numbers = Numbers::default();
            let (quoted, source) = (items(&mut numbers, &quoted), items(&mut numbers, &source));
            let found = align(&quoted, &source, Reach::Whole);
            proptest::prop_assert_eq!(found.cost, distance(&quoted, &source));
            let (mut from_quoted, mut from_source) = (Vec::new(), Vec::new());
            for step in found.steps {
                match step {
                    Step::Same { quoted, source } | Step::Other { quoted, source } => {
                        from_quoted.push(quoted);
                        from_source.push(source);
                    }
                    Step::Quoted(quoted) => from_quoted.push(quoted),
                    Step::Source(source) | Step::Omitted(source) => from_source.push(source),
                }
            }
            proptest::prop_assert!(from_quoted.into_iter().eq(0..quoted.len()));
            proptest::prop_assert!(from_source.into_iter().eq(0..source.len()));
        }

        #[test]
        fn no_part_is_cheaper_than_the_part_that_is_found(quoted in "[abc]( [abc]){0,5}", source in "[abc]( [abc]){0,7}") {
            let mut numbers = Numbers::default();
            let (quoted, source) = (items(&mut numbers, &quoted), items(&mut numbers, &source));
            let found = align(&quoted, &source, Reach::Part);
            let parts = (0..=source.len()).flat_map(|start| (start..=source.len()).map(move |end| (start, end)));
            let cheapest = parts.map(|(start, end)| distance(&quoted, &source[start..end])).min();
            proptest::prop_assert_eq!(Some(found.cost), cheapest);
        }
    }
}

//! `compare`: an entry side by side with the words it rests on, or with its paraphrases.

use std::collections::HashSet;
use std::ops::Range;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use kzq_corpus::{Corpus, EntryId, Wording};
use kzq_export::EntryRecord;
use kzq_fidelity::{Claims, Comparison, Counterpart, Fact, Shift};
use kzq_text::Safe;
use kzq_tui::layout::span::{StyleRole, StyledLine, StyledSpan};
use kzq_tui::layout::view_kind::ViewKind;
use kzq_tui::layout::view_row::ViewContext;

const EXAMPLES: &str = "\
Examples:
  kzq compare digital-within-five-years
  kzq compare digital-within-five-years fully-digitalized-country --json";

/// Compare a paraphrase with the original words, or any entries.
///
/// Marks what the original does not say: words missing from the original are `_underscored_`. A quotation is compared
/// with its paraphrases. With several entries, the first is compared with the others. On a terminal with at least 95
/// columns, entries are shown side by side.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Compare {
    /// Id of an entry, or collection/id; give several to compare the first with the others.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    /// Print a JSON object.
    #[arg(long)]
    json: bool,
}

/// Width of what is printed to a pipe or a file.
const PIPE_COLUMNS: usize = 80;

impl DataCommand for Compare {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let entries = context.look_up_all(&self.ids)?;
        let Some((&first, others)) = entries.split_first().filter(|_| entries.len() == self.ids.len()) else {
            return Ok(Outcome::Nothing);
        };
        let mut seen = HashSet::from([first]);
        let others: Vec<EntryId> = others.iter().copied().filter(|&id| seen.insert(id)).collect();
        if self.json {
            let comparison = match others.as_slice() {
                [] => Comparison::new(&context.engine, first),
                others => Comparison::with_chosen(context.engine.corpus(), first, others),
            };
            context.out.json(&ComparisonRecord::of(context.engine.corpus(), &comparison))?;
        } else {
            let kind = if others.is_empty() {
                ViewKind::Compare(first)
            } else {
                ViewKind::CompareChosen(std::iter::once(first).chain(others).collect())
            };
            let rows = kind.build_rows(&ViewContext {
                engine: &context.engine,
                columns: context.out.columns().unwrap_or(PIPE_COLUMNS),
                with_underscores: true,
            });
            for row in &rows {
                context.out.line(&to_plain_text(&row.render(context.engine.corpus())))?;
            }
        }
        Ok(Outcome::Found)
    }
}

/// Renders a line as plain text.
fn to_plain_text(line: &StyledLine<'_>) -> Safe<'static> {
    let text = Safe::join(line.iter().map(plain_span), "");
    let end = text.as_str().trim_end_matches(' ').len();
    text.slice(0..end).into_owned()
}

fn plain_span<'p>(piece: &'p StyledSpan<'_>) -> Safe<'p> {
    match piece.role {
        StyleRole::WordingGlyph(Wording::Verbatim) => "“".into(),
        StyleRole::WordingGlyph(Wording::Reported) => "⟶".into(),
        StyleRole::WordingGlyph(Wording::Summary) => "≈".into(),
        _ => piece.text.to_borrowed(),
    }
}

/// A comparison as JSON. Fields that can't be determined, for lack of anything to compare with, are null.
#[derive(Serialize)]
struct ComparisonRecord<'c> {
    entry: EntryRecord<'c>,
    #[serde(flatten)]
    claims: ClaimsRecord<'c>,
    beside: Vec<ComparedRecord<'c>>,
    left_out: LeftOutRecord,
}

/// What is not compared, since there is too much of it.
#[derive(Serialize)]
struct LeftOutRecord {
    entries: usize,
    bytes: usize,
}

/// What an entry claims without support in the compared words; all null if there are none to compare with.
#[derive(Serialize)]
struct ClaimsRecord<'c> {
    facts: Option<Vec<FactRecord<'c>>>,
    unfounded: Option<Vec<TextSpanRecord<'c>>>,
    /// What the words negate and the entry does not, in the words' own phrasing.
    denied: Option<Vec<Safe<'c>>>,
    /// What the entry negates and the words do not.
    denies: Option<Vec<TextSpanRecord<'c>>>,
    /// What both say, but more or less surely, of more or fewer, on another condition, or the other way round.
    shifts: Option<Vec<ShiftRecord<'c>>>,
}

/// A shift between the compared words and the entry.
#[derive(Serialize)]
struct ShiftRecord<'c> {
    /// `hedge`, `quantifier`, `condition`, `cause` or `roles`.
    kind: &'static str,
    /// As the words have it, in their own phrasing; null if only the entry has such words.
    words: Option<Safe<'c>>,
    /// As the entry has it; null if only the words have such words.
    entry: Option<TextSpanRecord<'c>>,
}

/// A compared entry as JSON.
#[derive(Serialize)]
struct ComparedRecord<'c> {
    /// `words`, `suggested`, `paraphrase`, `original`, `translation`, `variant`, `says_same` or `chosen`.
    relation: &'static str,
    entry: EntryRecord<'c>,
    /// The shared words for which it was suggested.
    in_common: Vec<Safe<'c>>,
    #[serde(flatten)]
    claims: ClaimsRecord<'c>,
}

/// A number, date or name that is not in the compared words.
#[derive(Serialize)]
struct FactRecord<'c> {
    /// `number`, `date` or `name`.
    fact: &'static str,
    #[serde(flatten)]
    span: TextSpanRecord<'c>,
    /// Whether it is in the question or lead-in of the words.
    in_lead: bool,
}

/// A range of an entry's `text` or `answer`; `start` and `end` are byte offsets.
#[derive(Serialize)]
struct TextSpanRecord<'c> {
    text: Safe<'c>,
    start: usize,
    end: usize,
}

impl<'c> ComparisonRecord<'c> {
    fn of(corpus: &'c Corpus, comparison: &'c Comparison) -> Self {
        Self {
            entry: EntryRecord::new(corpus, comparison.subject),
            claims: ClaimsRecord::of(corpus, comparison.subject, comparison.claims.as_ref()),
            beside: comparison.counterparts.iter().map(|side| ComparedRecord::of(corpus, side)).collect(),
            left_out: LeftOutRecord { entries: comparison.left_out.entries, bytes: comparison.left_out.bytes },
        }
    }
}

impl<'c> ComparedRecord<'c> {
    fn of(corpus: &'c Corpus, side: &'c Counterpart) -> Self {
        Self {
            relation: side.relation.name(),
            entry: EntryRecord::new(corpus, side.entry),
            in_common: side.matched_words.iter().map(|word| Safe::line(word.as_str())).collect(),
            claims: ClaimsRecord::of(corpus, side.entry, side.claims.as_ref()),
        }
    }
}

impl<'c> ClaimsRecord<'c> {
    fn of(corpus: &'c Corpus, id: EntryId, claims: Option<&Claims>) -> Self {
        let spans =
            |ranges: &[Range<usize>]| ranges.iter().map(|range| TextSpanRecord::of(corpus, id, range)).collect();
        Self {
            facts: claims.map(|claims| facts(corpus, id, claims)),
            unfounded: claims.map(|claims| spans(&claims.unsupported.words)),
            denied: claims.map(denied),
            denies: claims.map(|claims| spans(&claims.unsupported.added_negations)),
            shifts: claims.map(|claims| shifts(corpus, id, claims)),
        }
    }
}

fn facts<'c>(corpus: &'c Corpus, id: EntryId, claims: &Claims) -> Vec<FactRecord<'c>> {
    let record = |(fact, range, in_lead): (Fact, Range<usize>, bool)| FactRecord {
        fact: fact.name(),
        span: TextSpanRecord::of(corpus, id, &range),
        in_lead,
    };
    claims.facts().map(record).collect()
}

fn shifts<'c>(corpus: &'c Corpus, id: EntryId, claims: &Claims) -> Vec<ShiftRecord<'c>> {
    let record = |shift: &Shift| ShiftRecord {
        kind: shift.kind.name(),
        words: shift.evidence.clone().map(Safe::line),
        entry: shift.text.as_ref().map(|range| TextSpanRecord::of(corpus, id, range)),
    };
    claims.unsupported.shifts.iter().map(record).collect()
}

fn denied(claims: &Claims) -> Vec<Safe<'static>> {
    claims.unsupported.dropped_negations.iter().map(|words| Safe::line(words.clone())).collect()
}

impl<'c> TextSpanRecord<'c> {
    fn of(corpus: &'c Corpus, id: EntryId, range: &Range<usize>) -> Self {
        Self { text: corpus.entry(id).text().into_slice(range.clone()), start: range.start, end: range.end }
    }
}

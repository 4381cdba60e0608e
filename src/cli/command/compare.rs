//! `compare`: an entry side by side with the words it rests on, or with its paraphrases.

use std::io;
use std::ops::Range;

use serde::Serialize;

use super::{Context, Outcome, entries};
use kzq_corpus::{Corpus, EntryId, Lookup, Wording};
use kzq_export::Record;
use kzq_fidelity::{Claims, Comparison, Fact, Side};
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::layout::span::{Line, Piece, Role};
use kzq_tui::layout::view_kind::{Making, Subject};

pub(super) fn compare(context: &mut Context<'_>, id: &str, json: bool) -> io::Result<Outcome> {
    let entry = match context.engine.corpus().look_up(id) {
        Lookup::Found(entry) => entry,
        other => {
            let message = entries::not_found(context, id, other);
            context.messages.line(&message)?;
            return Ok(Outcome::Nothing);
        }
    };
    if json {
        let comparison = Comparison::of(&context.engine, entry);
        context.out.json(&Compared::of(context.engine.corpus(), &comparison))?;
    } else {
        let rows = Subject::Compare(entry).rows(&Making { engine: &context.engine, columns: context.columns });
        for row in &rows {
            context.out.line(&printed(&row.line(context.engine.corpus())))?;
        }
    }
    Ok(Outcome::Found)
}

/// Renders a line as plain text: unsupported words are set between underscores, the usual substitute for underlining.
fn printed(line: &Line<'_>) -> Safe<'static> {
    let text = Safe::join(line.iter().map(piece), "");
    let end = text.as_str().trim_end_matches(' ').len();
    text.slice(0..end).into_owned()
}

fn piece<'p>(piece: &'p Piece<'_>) -> Safe<'p> {
    match piece.role {
        Role::Glyph(Wording::Verbatim) => "“".into(),
        Role::Glyph(Wording::Reported) => "⟶".into(),
        Role::Glyph(Wording::Summary) => "≈".into(),
        Role::Unfounded => safe!("_", piece.text, "_"),
        _ => piece.text.borrowed(),
    }
}

/// A comparison as JSON. Fields that can't be determined, for lack of anything to compare with, are null.
#[derive(Serialize)]
struct Compared<'c> {
    entry: Record<'c>,
    #[serde(flatten)]
    claims: ClaimsRecord<'c>,
    beside: Vec<Beside<'c>>,
}

/// What an entry claims without support in the compared words; all null if there are none to compare with.
#[derive(Serialize)]
struct ClaimsRecord<'c> {
    facts: Option<Vec<FactRecord<'c>>>,
    unfounded: Option<Vec<Stretch<'c>>>,
    /// What the words negate and the entry does not, in the words' own phrasing.
    denied: Option<Vec<Safe<'c>>>,
    /// What the entry negates and the words do not.
    denies: Option<Vec<Stretch<'c>>>,
}

/// A compared entry as JSON.
#[derive(Serialize)]
struct Beside<'c> {
    /// `words`, `suggested`, `paraphrase`, `original`, `translation`, `variant` or `says_same`.
    relation: &'static str,
    entry: Record<'c>,
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
    stretch: Stretch<'c>,
    /// Whether it is in the question or lead-in of the words.
    in_lead: bool,
}

/// A range of an entry's `text` or `answer`; `start` and `end` are byte offsets.
#[derive(Serialize)]
struct Stretch<'c> {
    text: Safe<'c>,
    start: usize,
    end: usize,
}

impl<'c> Compared<'c> {
    fn of(corpus: &'c Corpus, comparison: &'c Comparison) -> Self {
        Self {
            entry: Record::of(corpus, comparison.subject),
            claims: ClaimsRecord::of(corpus, comparison.subject, comparison.claims.as_ref()),
            beside: comparison.sides.iter().map(|side| Beside::of(corpus, side)).collect(),
        }
    }
}

impl<'c> Beside<'c> {
    fn of(corpus: &'c Corpus, side: &'c Side) -> Self {
        Self {
            relation: side.relation.name(),
            entry: Record::of(corpus, side.entry),
            in_common: side.suggested_for.iter().map(|word| Safe::line(word.as_str())).collect(),
            claims: ClaimsRecord::of(corpus, side.entry, side.claims.as_ref()),
        }
    }
}

impl<'c> ClaimsRecord<'c> {
    fn of(corpus: &'c Corpus, id: EntryId, claims: Option<&Claims>) -> Self {
        let stretches = |ranges: &[Range<usize>]| ranges.iter().map(|range| Stretch::of(corpus, id, range)).collect();
        Self {
            facts: claims.map(|claims| facts(corpus, id, claims)),
            unfounded: claims.map(|claims| stretches(&claims.unfounded.words)),
            denied: claims.map(denied),
            denies: claims.map(|claims| stretches(&claims.unfounded.denies)),
        }
    }
}

fn facts<'c>(corpus: &'c Corpus, id: EntryId, claims: &Claims) -> Vec<FactRecord<'c>> {
    let record = |(fact, range, in_lead): (Fact, Range<usize>, bool)| FactRecord {
        fact: fact.name(),
        stretch: Stretch::of(corpus, id, &range),
        in_lead,
    };
    claims.facts().map(record).collect()
}

fn denied(claims: &Claims) -> Vec<Safe<'static>> {
    claims.unfounded.denied.iter().map(|words| Safe::line(words.clone())).collect()
}

impl<'c> Stretch<'c> {
    fn of(corpus: &'c Corpus, id: EntryId, range: &Range<usize>) -> Self {
        Self { text: corpus.entry(id).text().into_slice(range.clone()), start: range.start, end: range.end }
    }
}

//! `compare`: an entry beside its words or its paraphrases.

use std::io;
use std::ops::Range;

use serde::Serialize;

use super::{Context, Outcome, entries};
use crate::app::sheet::{Making, Subject};
use crate::app::{Line, Piece, Role};
use crate::corpus::{Corpus, EntryId, Lookup, Wording};
use crate::export::Record;
use crate::safe;
use crate::text::Safe;
use crate::verify::{Claims, Comparison, Fact, Side};

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

/// A line in plain text: words without ground stand between low lines, as underlined words do in plain text.
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

/// A comparison as JSON. What can't be told, because nothing is known to compare with, is null.
#[derive(Serialize)]
struct Compared<'c> {
    entry: Record<'c>,
    #[serde(flatten)]
    claims: ClaimsRecord<'c>,
    beside: Vec<Beside<'c>>,
}

/// What of an entry is not in the words it is held against; nothing where it is held against none.
#[derive(Serialize)]
struct ClaimsRecord<'c> {
    facts: Option<Vec<FactRecord<'c>>>,
    unfounded: Option<Vec<Stretch<'c>>>,
    /// What the words deny and this does not, as the words have it.
    denied: Option<Vec<Safe<'c>>>,
    /// What this denies and the words do not.
    denies: Option<Vec<Stretch<'c>>>,
}

/// What stands beside an entry, as JSON.
#[derive(Serialize)]
struct Beside<'c> {
    /// `words`, `suggested`, `paraphrase`, `original`, `translation`, `variant` or `says_same`.
    relation: &'static str,
    entry: Record<'c>,
    /// The words in common for which it is suggested.
    in_common: Vec<Safe<'c>>,
    #[serde(flatten)]
    claims: ClaimsRecord<'c>,
}

/// A number, date or name that is not in the words.
#[derive(Serialize)]
struct FactRecord<'c> {
    /// `number`, `date` or `name`.
    fact: &'static str,
    #[serde(flatten)]
    stretch: Stretch<'c>,
    /// Whether it stands in what the words answer or are led in by.
    in_lead: bool,
}

/// Words of an entry's `text` or `answer`; `start` and `end` count its bytes.
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

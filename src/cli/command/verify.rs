//! `verify`: checks quotations against their source texts.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

use serde::Serialize;

use super::{Context, Outcome};
use crate::cli::out::OutputStyle;
use kzq_corpus::{Corpus, EntryId, SourceId, Wording};
use kzq_fidelity;
use kzq_fidelity::{
    ChangeKind, Diff, PrintDifference, QuoteMatch, SourceSpan, TextUnavailable, Verdict, VerificationTexts,
};
use kzq_text::Safe;
use kzq_text::safe;

/// Checks every verbatim quotation of the loaded collections against the text of its source.
///
/// # Errors
///
/// If writing fails.
pub fn verify(context: &mut Context<'_>, texts: &VerificationTexts, json: bool) -> io::Result<Outcome> {
    let corpus = context.engine.corpus().clone();
    let held: Vec<(EntryId, Result<QuoteMatch, TextUnavailable>)> =
        kzq_fidelity::verify_corpus(&corpus, texts).collect();
    if json {
        let records: Vec<VerifyRecord<'_>> =
            held.iter().map(|(id, found)| VerifyRecord::of(&corpus, *id, found)).collect();
        context.out.json(&records)?;
    } else {
        print(context, &corpus, &held)?;
    }
    print_summary(context, &corpus, &held)?;
    let exact =
        |(_, found): &(_, Result<QuoteMatch, _>)| matches!(found, Ok(QuoteMatch { verdict: Verdict::Exact, .. }));
    Ok(Outcome::from_found(!held.is_empty() && held.iter().all(exact)))
}

/// The result for one quotation, as JSON.
#[derive(Serialize)]
struct VerifyRecord<'v> {
    id: Safe<'v>,
    /// `exact`, `folded`, `near` or `missing`; null if there is no source text.
    verdict: Option<&'static str>,
    /// Line of the source where the words, or the nearest ones, begin; from 1.
    line: Option<usize>,
    /// Offset of their first character; from 0.
    start: Option<usize>,
    /// Offset after their last character.
    end: Option<usize>,
    /// For `near`: the differences, from the source's words to the entry's.
    diff: Option<&'v Diff>,
    source: Option<Safe<'v>>,
    folded: Option<&'v BTreeSet<PrintDifference>>,
    similarity: Option<f64>,
    /// Why there is no source text.
    reason: Option<Safe<'static>>,
}

impl<'v> VerifyRecord<'v> {
    fn of(corpus: &'v Corpus, id: EntryId, found: &'v Result<QuoteMatch, TextUnavailable>) -> Self {
        let verdict = found.as_ref().ok().map(|found| &found.verdict);
        let passage = found.as_ref().ok().and_then(|found| found.passage.as_ref());
        let chars = |pick: fn(&Range<usize>) -> usize| passage.map(|SourceSpan { chars, .. }| pick(chars));
        let (folded, near) = match verdict {
            Some(Verdict::Folded(folds)) => (Some(folds), None),
            Some(Verdict::Near { similarity, diff }) => (None, Some((similarity, diff))),
            _ => (None, None),
        };
        Self {
            id: entry_name(corpus, id),
            verdict: verdict.map(Verdict::name),
            line: passage.map(|passage| passage.line),
            start: chars(|chars| chars.start),
            end: chars(|chars| chars.end),
            diff: near.map(|(_, diff)| diff),
            source: corpus.entry(id).source().map(|source| source_name(corpus, source)),
            folded,
            similarity: near.map(|(similarity, _)| floor_to_thousandths(*similarity)),
            reason: found.as_ref().err().map(TextUnavailable::message),
        }
    }
}

/// Rounds down to thousandths, so that only identical texts reach 1.
fn floor_to_thousandths(number: f64) -> f64 {
    (number * 1e3).floor() / 1e3
}

/// Returns an entry's id, with its collection if there are several.
pub(super) fn entry_name(corpus: &Corpus, id: EntryId) -> Safe<'_> {
    if corpus.collections().len() > 1 { corpus.qualified_id(id) } else { corpus.entry(id).id() }
}

/// Returns a source's id, with its collection if there are several.
fn source_name(corpus: &Corpus, id: SourceId) -> Safe<'_> {
    let source = corpus.source(id);
    if corpus.collections().len() > 1 {
        safe!(corpus.collection(source.collection).id, "/", source.id)
    } else {
        source.id.to_borrowed()
    }
}

/// Prints a line for each quotation that was checked, and one for each source without a text.
fn print(
    context: &mut Context<'_>,
    corpus: &Corpus,
    held: &[(EntryId, Result<QuoteMatch, TextUnavailable>)],
) -> io::Result<()> {
    let mut unverified: BTreeMap<(Option<SourceId>, Safe<'static>), usize> = BTreeMap::new();
    for (id, found) in held {
        match found {
            Ok(found) => print_found(context, corpus, *id, found)?,
            Err(why) => *unverified.entry((corpus.entry(*id).source(), why.message())).or_default() += 1,
        }
    }
    for ((source, reason), count) in unverified {
        let source_note = match source {
            Some(source) => safe!(" of ", source_name(corpus, source)),
            None => Safe::default(),
        };
        let line = safe!("  ", count, quotation_noun(count), source_note, ": ", reason);
        context.out.styled_line(&[(OutputStyle::Error, "unverified".into()), (OutputStyle::Plain, line)])?;
    }
    Ok(())
}

fn quotation_noun(count: usize) -> &'static str {
    if count == 1 { " quotation" } else { " quotations" }
}

fn print_found(context: &mut Context<'_>, corpus: &Corpus, id: EntryId, found: &QuoteMatch) -> io::Result<()> {
    let tone = match found.verdict {
        Verdict::Exact => OutputStyle::Success,
        Verdict::Folded(_) => OutputStyle::Warning,
        Verdict::Near { .. } | Verdict::Missing => OutputStyle::Error,
    };
    let verdict = Safe::line(format!("{:<10}", found.verdict.name()));
    let source = corpus.entry(id).source().map_or_else(Safe::default, |source| source_name(corpus, source));
    let place = match &found.passage {
        Some(passage) => safe!(source, ":", passage.line),
        None => source.into_owned(),
    };
    let details = match &found.verdict {
        Verdict::Folded(folds) => {
            let names = Safe::join(folds.iter().map(|fold| Safe::from(fold.name())), ", ");
            safe!("  (other ", names, ")")
        }
        Verdict::Near { similarity, .. } => Safe::line(format!("  ({:.0} % alike)", (similarity * 100.0).floor())),
        Verdict::Exact | Verdict::Missing => Safe::default(),
    };
    let line = safe!("  ", place, "  ", entry_name(corpus, id), details);
    context.out.styled_line(&[(tone, verdict), (OutputStyle::Plain, line)])?;
    match &found.verdict {
        Verdict::Near { diff, .. } => print_diff(context, diff),
        _ => Ok(()),
    }
}

/// Prints how a quotation differs, below its line.
pub(super) fn print_diff(context: &mut Context<'_>, diff: &Diff) -> io::Result<()> {
    let tone = |kind| match kind {
        ChangeKind::Equal => OutputStyle::Plain,
        ChangeKind::Delete => OutputStyle::Removed,
        ChangeKind::Insert => OutputStyle::Added,
        ChangeKind::Omit => OutputStyle::Warning,
    };
    let pieces = diff.render_parts().into_iter().map(|(kind, text)| (tone(kind), text));
    let parts: Vec<(OutputStyle, Safe<'static>)> =
        std::iter::once((OutputStyle::Plain, "            ".into())).chain(pieces).collect();
    context.out.styled_line(&parts)
}

/// Prints the number of quotations by verdict, and how many were not verified.
fn print_summary(
    context: &mut Context<'_>,
    corpus: &Corpus,
    held: &[(EntryId, Result<QuoteMatch, TextUnavailable>)],
) -> io::Result<()> {
    let count = |name: &str| {
        let is = |found: &Result<QuoteMatch, TextUnavailable>| {
            found.as_ref().is_ok_and(|found| found.verdict.name() == name)
        };
        held.iter().filter(|(_, found)| is(found)).count()
    };
    let mut summary = safe!(held.len(), quotation_noun(held.len()), ": ", count("exact"), " exact");
    for name in ["folded", "near", "missing"] {
        summary = safe!(summary, ", ", count(name), " ", name);
    }
    let without = held.iter().filter(|(_, found)| found.is_err()).count();
    if without > 0 {
        summary = safe!(summary, ", ", without, " without a text to hold them against (see --source)");
    }
    context.messages.line(&summary)?;
    let reported = corpus.entries().filter(|entry| entry.wording() != Wording::Verbatim).count();
    if reported > 0 {
        let noun = if reported == 1 { " paraphrase or summary is" } else { " paraphrases and summaries are" };
        context.messages.line(&safe!(reported, noun, " not verified: only verbatim words can be"))?;
    }
    Ok(())
}

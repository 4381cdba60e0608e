//! `verify`: checks quotations against their source texts.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use serde::Serialize;

use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::diff::print_diff;
use crate::cli::findings::{FindingsArgs, FindingsFormat, keep_shown, names_parser};
use crate::cli::lookup::{look_up_source, source_name};
use crate::cli::out::OutputStyle;
use crate::cli::text::{count, floor_to_thousandths, quotations};
use crate::cli::verify_findings::{VERIFY_RULES, VerifyResult, unavailable, verify_findings};
use kzq_corpus::{Corpus, EntryId, SourceId, Wording};
use kzq_export::CheckedRecord;
use kzq_fidelity::{
    Diff, PrintDifference, QuoteMatch, SourceSpan, SourceText, TextUnavailable, Verdict, VerificationTexts,
    checked_sentence, verify_corpus,
};
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq --data clippings.ron verify          # with the texts it names
  kzq verify --source article=article.txt  # with a text of your own
  kzq verify --json --source article=- < article.txt";

/// Check every verbatim quotation against its source text.
///
/// A text may be plain, HTML, Markdown or subtitles (SRT, VTT); markup is not part of it.
///
/// Exits with 1 unless all are exact or differ in print only.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Verify {
    /// Use this text for a source (id or collection/id); `-` is standard input. Repeatable.
    #[arg(long = "source", value_name = "ID=FILE", value_parser = SourceTextArg::parse)]
    sources: Vec<SourceTextArg>,
    /// Show only quotations with these verdicts, separated by commas.
    #[arg(long, value_name = "VERDICT", value_delimiter = ',', value_parser = names_parser(VERIFY_RULES.map(|rule| rule.name)))]
    only: Vec<String>,
    #[command(flatten)]
    findings: FindingsArgs,
}

/// A source text given as an argument.
#[derive(Clone, Debug, PartialEq, Eq)]
struct SourceTextArg {
    /// Id of the source, or `collection/id`.
    source: String,
    /// Path of its text; `-` is standard input.
    file: PathBuf,
}

impl SourceTextArg {
    fn parse(argument: &str) -> Result<Self, &'static str> {
        match argument.split_once('=') {
            Some((source, file)) if !source.is_empty() && !file.is_empty() => {
                Ok(Self { source: source.to_owned(), file: file.into() })
            }
            _ => Err("expected the id of a source, `=`, and the file with its text"),
        }
    }
}

impl DataCommand for Verify {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let corpus = context.engine.corpus().clone();
        let mut texts = context.system.source_texts(&corpus)?;
        for SourceTextArg { source, file } in &self.sources {
            let id = look_up_source(&corpus, source).map_err(|message| UsageError(message.to_string()))?;
            let text = context.system.read_text(file)?;
            texts.insert(id, Ok(Arc::new(SourceText::read(&file.display().to_string(), text))));
        }
        let mut results: Vec<VerifyResult> = verify_corpus(&corpus, &texts).collect();
        let is_empty = results.is_empty();
        let summary = summary(&corpus, &results);
        let system = self.findings.format().writer().map(|_| context.system);
        let (mut found, checked) = verify_findings(&corpus, &results, &context.collection_files, system);
        let messages = &mut context.messages;
        let shown = self.findings.shown(&found, &checked, &self.only, context.system, messages)?;
        keep_shown(&mut results, &shown);
        keep_shown(&mut found.findings, &shown);
        match self.findings.format().writer() {
            Some(write) => write(&found, &mut context.out)?,
            None if self.findings.format() == FindingsFormat::Json => {
                let records = results.iter().map(|(id, found)| VerifyRecord::of(&corpus, &texts, *id, found));
                context.out.json(&records.collect::<Vec<_>>())?;
            }
            None => print(context, &corpus, &texts, &results)?,
        }
        if !self.findings.quiet {
            summary.iter().try_for_each(|line| context.messages.line(line))?;
        }
        Ok(Outcome::from_found(!is_empty && found.found().next().is_none()))
    }
}

/// The result for one quotation, as JSON.
#[derive(Serialize)]
pub(super) struct VerifyRecord<'v> {
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
    /// The fingerprint of the source text.
    fingerprint: Option<String>,
    checked: Option<CheckRecord<'v>>,
}

/// Who compared the entry with its source, and whether the text has changed since.
#[derive(Serialize)]
struct CheckRecord<'v> {
    #[serde(flatten)]
    check: CheckedRecord<'v>,
    /// Null if it is unknown.
    changed: Option<bool>,
}

impl<'v> VerifyRecord<'v> {
    pub(super) fn of(
        corpus: &'v Corpus,
        texts: &VerificationTexts,
        id: EntryId,
        found: &'v Result<QuoteMatch, TextUnavailable>,
    ) -> Self {
        let entry = corpus.entry(id);
        let verdict = found.as_ref().ok().map(|found| &found.verdict);
        let passage = found.as_ref().ok().and_then(|found| found.passage.as_ref());
        let chars = |pick: fn(&Range<usize>) -> usize| passage.map(|SourceSpan { chars, .. }| pick(chars));
        let (folded, near) = match verdict {
            Some(Verdict::Folded(folds)) => (Some(folds), None),
            Some(Verdict::Near { similarity, diff }) => (None, Some((similarity, diff))),
            _ => (None, None),
        };
        Self {
            id: corpus.shown_id(id),
            verdict: verdict.map(Verdict::name),
            line: passage.map(|passage| passage.line),
            start: chars(|chars| chars.start),
            end: chars(|chars| chars.end),
            diff: near.map(|(_, diff)| diff),
            source: entry.source().map(|source| source_name(corpus, source)),
            folded,
            similarity: near.map(|(similarity, _)| floor_to_thousandths(*similarity)),
            reason: found.as_ref().err().map(TextUnavailable::message),
            fingerprint: texts.get(entry.source()).ok().map(|text| text.fingerprint().to_string()),
            checked: entry
                .checked()
                .map(|checked| CheckRecord { check: CheckedRecord::new(checked), changed: texts.has_changed(entry) }),
        }
    }
}

/// Prints a line for each quotation that was checked, and one for each source without a text.
fn print(
    context: &mut Context<'_>,
    corpus: &Corpus,
    texts: &VerificationTexts,
    results: &[VerifyResult],
) -> io::Result<()> {
    let mut unverified: BTreeMap<(Option<SourceId>, Safe<'static>), usize> = BTreeMap::new();
    for (id, found) in results {
        match found {
            Ok(found) => print_found(context, corpus, texts, *id, found)?,
            Err(why) => {
                let source = corpus.entry(*id).source();
                *unverified.entry((source, unavailable(corpus, source, why))).or_default() += 1;
            }
        }
    }
    for ((source, reason), number) in unverified {
        let source_note = match source {
            Some(source) => safe!(" from “", source_name(corpus, source), "”"),
            None => Safe::default(),
        };
        let line = safe!(": ", quotations(number), source_note, " – ", reason);
        context.out.styled_line(&[(OutputStyle::Error, "not checked".into()), (OutputStyle::Plain, line)])?;
    }
    print_changed_paraphrases(context, corpus, texts)
}

/// Prints a line for each paraphrase that was compared with a text that has changed since.
fn print_changed_paraphrases(context: &mut Context<'_>, corpus: &Corpus, texts: &VerificationTexts) -> io::Result<()> {
    let verdict = Safe::line(format!("{:<10}", "changed"));
    for id in corpus.entry_ids() {
        let entry = corpus.entry(id);
        let checked = entry.checked().filter(|_| entry.wording() != Wording::Verbatim);
        if let Some(checked) = checked.filter(|_| texts.has_changed(entry) == Some(true)) {
            let source = entry.source().map_or_else(Safe::default, |source| source_name(corpus, source));
            let line = safe!("  ", source, "  ", corpus.shown_id(id), "  (", checked_sentence(checked, true), ")");
            context.out.styled_line(&[(OutputStyle::Warning, verdict.clone()), (OutputStyle::Plain, line)])?;
        }
    }
    Ok(())
}

fn print_found(
    context: &mut Context<'_>,
    corpus: &Corpus,
    texts: &VerificationTexts,
    id: EntryId,
    found: &QuoteMatch,
) -> io::Result<()> {
    let tone = match found.verdict {
        Verdict::Exact => OutputStyle::Success,
        Verdict::Folded(_) => OutputStyle::Warning,
        Verdict::Near { .. } | Verdict::Missing => OutputStyle::Error,
    };
    let verdict = Safe::line(format!("{:<10}", found.verdict.name()));
    let entry = corpus.entry(id);
    let source = entry.source().map_or_else(Safe::default, |source| source_name(corpus, source));
    let place = match &found.passage {
        Some(passage) => safe!(source, ":", passage.line),
        None => source.into_owned(),
    };
    let details = match &found.verdict {
        Verdict::Folded(folds) => {
            let names = Safe::join(folds.iter().map(|fold| Safe::from(fold.name())), ", ");
            safe!("  (different ", names, ")")
        }
        Verdict::Near { similarity, .. } => Safe::line(format!("  ({:.0} % alike)", (similarity * 100.0).floor())),
        Verdict::Exact | Verdict::Missing => Safe::default(),
    };
    let line = safe!("  ", place, "  ", corpus.shown_id(id), details);
    let mut parts = vec![(tone, verdict), (OutputStyle::Plain, line)];
    if let Some(checked) = entry.checked() {
        let is_changed = texts.has_changed(entry) == Some(true);
        let style = if is_changed { OutputStyle::Warning } else { OutputStyle::Plain };
        parts.push((style, safe!("  (", checked_sentence(checked, is_changed), ")")));
    }
    context.out.styled_line(&parts)?;
    match &found.verdict {
        Verdict::Near { diff, .. } => print_diff(context, diff),
        _ => Ok(()),
    }
}

/// The number of quotations by verdict, and how many were not verified.
fn summary(corpus: &Corpus, results: &[VerifyResult]) -> Vec<Safe<'static>> {
    let with_verdict = |name: &str| {
        let is = |found: &Result<QuoteMatch, TextUnavailable>| {
            found.as_ref().is_ok_and(|found| found.verdict.name() == name)
        };
        results.iter().filter(|(_, found)| is(found)).count()
    };
    let mut summary = safe!(quotations(results.len()), ": ", with_verdict("exact"), " exact");
    for name in ["folded", "near", "missing"] {
        summary = safe!(summary, ", ", with_verdict(name), " ", name);
    }
    let without = results.iter().filter(|(_, found)| found.is_err()).count();
    if without > 0 {
        summary = safe!(summary, ", ", without, " not checked");
    }
    let mut lines = vec![summary];
    let reported = corpus.entries().filter(|entry| entry.wording() != Wording::Verbatim).count();
    if reported > 0 {
        let reported = count(reported, "paraphrase or summary", "paraphrases and summaries");
        lines.push(safe!(reported, " not checked: only verbatim words can be"));
    }
    lines
}

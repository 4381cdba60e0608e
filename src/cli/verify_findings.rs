//! What verifying found, as findings for other programs: each is at its entry in the file of the collection.

use std::collections::HashMap;
use std::path::PathBuf;

use super::findings::{Finding, FindingFile, FindingsReport, Level, Position, Region, RuleRow};
use super::lookup::source_name;
use super::system::System;
use kzq_corpus::{Corpus, EntryId, SourceId};
use kzq_edit::CollectionText;
use kzq_fidelity::{QuoteMatch, TextUnavailable, Verdict};
use kzq_text::{LineIndex, Safe, safe};

/// The result for a quotation that was checked.
pub(super) type VerifyResult = (EntryId, Result<QuoteMatch, TextUnavailable>);

/// The name of the rule of what has no text to be checked against.
const NOT_CHECKED: &str = "not-checked";

/// The verdicts as rules.
pub(super) const VERIFY_RULES: [RuleRow; 5] = [
    RuleRow { name: "exact", meaning: "the source has the words, to the character", level: Level::Pass },
    RuleRow { name: "folded", meaning: "the source has the words, printed differently", level: Level::Pass },
    RuleRow { name: "near", meaning: "the source has similar words", level: Level::Error },
    RuleRow { name: "missing", meaning: "the source does not have the words", level: Level::Error },
    RuleRow { name: NOT_CHECKED, meaning: "there is no text to check the words against", level: Level::Warning },
];

/// The results as findings, in order, and the files of all collections. Places are looked up only if they are wanted.
pub(super) fn verify_findings(
    corpus: &Corpus,
    results: &[VerifyResult],
    files: &[Option<PathBuf>],
    system: Option<&dyn System>,
) -> (FindingsReport, Vec<FindingFile>) {
    let names = corpus.collections().iter().enumerate().map(|(number, collection)| match files.get(number) {
        Some(Some(path)) => FindingFile { name: Safe::line(path.display().to_string()), path: Some(path.clone()) },
        _ => FindingFile { name: collection.id.clone(), path: None },
    });
    let checked: Vec<FindingFile> = names.collect();
    let starts = system.map(|system| entry_positions(corpus, results, &checked, system)).unwrap_or_default();
    let finding = |(id, found): &VerifyResult| {
        let entry = corpus.entry(*id);
        let name = found.as_ref().map_or(NOT_CHECKED, |found| found.verdict.name());
        let source = entry.source();
        let place = source.map(|source| source_name(corpus, source));
        let place = match (place, found.as_ref().ok().and_then(|found| found.passage.as_ref())) {
            (Some(source), Some(passage)) => safe!(" – in ", source, ":", passage.line),
            (Some(source), None) => safe!(" – in ", source),
            (None, _) => Safe::default(),
        };
        let details = match found {
            Ok(QuoteMatch { verdict: Verdict::Near { diff, .. }, .. }) => vec![diff.render_line()],
            Ok(_) => Vec::new(),
            Err(why) => vec![unavailable(corpus, source, why)],
        };
        Finding {
            file: checked[entry.collection().index()].clone(),
            region: starts.get(id).map(|&start| Region { start, end: None }),
            place: Safe::default(),
            rule: name,
            level: VERIFY_RULES.iter().find(|rule| rule.name == name).map_or(Level::Error, |rule| rule.level),
            message: safe!(corpus.shown_id(*id), place),
            details,
            subject: safe!(corpus.shown_id(*id)),
            fix: None,
        }
    };
    let findings = results.iter().map(finding).collect();
    (FindingsReport { command: "verify", rules: VERIFY_RULES.to_vec(), findings }, checked)
}

/// Where entries begin in the files of their collections, of those that are not as they should be. A file that can no longer
/// be read has no places.
fn entry_positions(
    corpus: &Corpus,
    results: &[VerifyResult],
    files: &[FindingFile],
    system: &dyn System,
) -> HashMap<EntryId, Position> {
    let is_fine = |found: &Result<QuoteMatch, TextUnavailable>| {
        matches!(found, Ok(QuoteMatch { verdict: Verdict::Exact | Verdict::Folded(_), .. }))
    };
    let mut wanted: HashMap<usize, Vec<(Safe<'_>, EntryId)>> = HashMap::new();
    for (id, _) in results.iter().filter(|(_, found)| !is_fine(found)) {
        wanted.entry(corpus.entry(*id).collection().index()).or_default().push((corpus.entry(*id).id(), *id));
    }
    let mut positions = HashMap::new();
    for (number, ids) in wanted {
        let text = files[number].path.as_ref().and_then(|path| system.collection_text(path, None).ok());
        let Some(text) = text else { continue };
        let (Ok(collection), lines) = (CollectionText::parse(&text), LineIndex::new(&text)) else { continue };
        let ids: HashMap<&str, EntryId> = ids.iter().map(|(name, id)| (name.as_str(), *id)).collect();
        positions.extend(collection.entry_offsets().filter_map(|(name, start)| {
            let id = ids.get(name.as_str())?;
            Some((*id, Position { line: lines.line_at(start), column: lines.column_at(&text, start) }))
        }));
    }
    positions
}

/// Why a quotation was not checked.
pub(super) fn unavailable(corpus: &Corpus, source: Option<SourceId>, why: &TextUnavailable) -> Safe<'static> {
    match (why, source) {
        (TextUnavailable::NotGiven, Some(source)) => {
            safe!("no source text (give one with --source ", source_name(corpus, source), "=FILE)")
        }
        _ => why.message(),
    }
}

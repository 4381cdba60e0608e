//! What proofreading found, as findings for other programs.

use super::draft_report::{DraftPlace, DraftReport};
use super::findings::{Finding, FindingsReport, Fix, Level, RuleRow};
use super::proofread_text::{excerpt, reference};
use kzq_corpus::Corpus;
use kzq_fidelity::{ChangeKind, Diff, DraftVerdict, Judgement, exact_words};
use kzq_text::{Safe, safe};

/// The verdicts as rules.
fn rules() -> Vec<RuleRow> {
    let row =
        |verdict: DraftVerdict| RuleRow { name: verdict.name(), meaning: verdict.meaning(), level: level(verdict) };
    DraftVerdict::ALL.map(row).to_vec()
}

fn level(verdict: DraftVerdict) -> Level {
    match verdict {
        DraftVerdict::Exact | DraftVerdict::Folded | DraftVerdict::Edited => Level::Pass,
        DraftVerdict::Paraphrase | DraftVerdict::Unknown => Level::Warning,
        DraftVerdict::Drifted | DraftVerdict::Misattributed => Level::Error,
    }
}

/// The quotations of drafts as findings, in order.
pub(super) fn proofread_findings(corpus: &Corpus, drafts: &[DraftReport], nowhere: &'static str) -> FindingsReport {
    let all = drafts.iter().flat_map(|draft| draft.judged().map(move |(judged, place)| (draft, judged, place)));
    let findings = all.map(|(draft, judged, place)| finding(corpus, draft, judged, place, nowhere)).collect();
    FindingsReport { command: "proofread", rules: rules(), findings }
}

fn finding(
    corpus: &Corpus,
    draft: &DraftReport,
    judged: &Judgement,
    place: &DraftPlace,
    nowhere: &'static str,
) -> Finding {
    let entry = reference(corpus, judged, place);
    let entry = if entry.is_empty() { entry } else { safe!(" – ", entry) };
    let diff = judged.diff.as_ref().filter(|diff| !diff.is_empty()).map(Diff::render_line);
    Finding {
        file: draft.file.clone(),
        region: place.region,
        place: place.shown.clone(),
        rule: judged.verdict.name(),
        level: match level(judged.verdict) {
            Level::Pass if judged.is_doubtful => Level::Warning,
            level => level,
        },
        message: safe!(excerpt(judged), entry),
        details: diff.into_iter().chain(judged.remarks(nowhere)).collect(),
        subject: judged.text.clone(),
        fix: fix(corpus, judged, place),
    }
}

/// Puts the exact words in place of those that drifted, if they can be written into the draft as they are.
fn fix(corpus: &Corpus, judged: &Judgement, place: &DraftPlace) -> Option<Fix> {
    let region = place.words.filter(|_| judged.verdict == DraftVerdict::Drifted && !has_marked_edits(judged))?;
    let words = exact_words(corpus.entry(judged.entry?).text().as_str(), judged.text.as_str())?;
    // Anything else may be markup.
    let is_plain = |c: char| c.is_alphanumeric() || " .,;:!?'‘’“”„«»()-–—".contains(c);
    let is_writable = words.chars().all(is_plain) && !words.contains("--");
    is_writable.then(|| Fix { region, replacement: Safe::line(words) })
}

/// Whether a quotation has marks of omissions or insertions, which the exact words would not have.
fn has_marked_edits(judged: &Judgement) -> bool {
    let quoted = judged.text.as_str();
    let is_omission = |diff: &Diff| diff.0.iter().any(|part| part.kind == ChangeKind::Omit);
    quoted.contains(['[', ']', '…']) || quoted.contains("...") || judged.diff.as_ref().is_some_and(is_omission)
}

//! What proofreading found, as findings for other programs.

use super::draft_report::{DraftPlace, DraftReport};
use super::findings::{Finding, FindingsReport, Fix, Level, RuleRow};
use super::proofread_report::meaning;
use super::proofread_text::{excerpt, reference};
use kzq_corpus::Corpus;
use kzq_fidelity::{ChangeKind, Diff, DraftVerdict, Judgement};
use kzq_text::{Safe, safe};

/// The verdicts as rules.
fn rules() -> Vec<RuleRow> {
    let row =
        |verdict: DraftVerdict| RuleRow { name: verdict.name(), meaning: meaning(verdict), level: level(verdict) };
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
        fix: fix(judged, place),
    }
}

/// Puts the exact words in place of those that drifted, if they can be written into the draft as they are.
fn fix(judged: &Judgement, place: &DraftPlace) -> Option<Fix> {
    let region = place.words.filter(|_| judged.verdict == DraftVerdict::Drifted)?;
    let quoted = judged.text.as_str();
    let words = exact_words(judged.diff.as_ref()?, quoted)?;
    // Anything else may be markup.
    let is_plain = |c: char| c.is_alphanumeric() || " .,;:!?'‘’“”„«»()-–—".contains(c);
    let is_writable = words.chars().all(is_plain) && !words.contains("--");
    is_writable.then(|| Fix { region, replacement: Safe::line(words) })
}

/// The words of the entry that a quotation differs from; `None` if it has marks of omissions or insertions.
fn exact_words(diff: &Diff, quoted: &str) -> Option<String> {
    if diff.is_empty() || quoted.contains(['[', ']', '…']) || quoted.contains("...") {
        return None;
    }
    let mut words = String::new();
    for part in &diff.0 {
        match part.kind {
            ChangeKind::Equal | ChangeKind::Delete => words.push_str(part.text.as_str()),
            ChangeKind::Insert => {}
            ChangeKind::Omit => return None,
        }
    }
    let mut words = words.trim().to_owned();
    // The full stop or comma before the closing mark may be the house style's.
    let last = quoted.chars().next_back().filter(|c| matches!(c, ',' | '.'));
    words.extend(last.filter(|_| words.ends_with(char::is_alphanumeric)));
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exact_words_keep_the_comma_of_the_draft() {
        for (said, quoted, expected) in [
            ("We must be frank", "We may be frank,", Some("We must be frank,")),
            ("We must, at last, be frank.", "We must be frank.", Some("We must, at last, be frank.")),
            ("We must be frank", "We must be frank", None),
            ("We must be frank", "We may […] frank", None),
        ] {
            assert_eq!(exact_words(&Diff::between(said, quoted), quoted).as_deref(), expected, "{quoted}");
        }
    }
}

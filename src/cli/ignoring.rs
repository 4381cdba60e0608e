//! Leaves out quotations that a draft or its project says are not to be judged.

use kzq_documents::{Document, Ignore, Ignores};
use kzq_fidelity::{IgnoredWords, ProofreadReport};

/// Leaves out the quotations of a draft that its comments or `words` say are not to be judged; the reports are those of its
/// parts, in order. Returns the comments that no quotation matches.
pub(super) fn leave_out_ignored(
    document: &Document<'_>,
    words: &IgnoredWords,
    reports: &mut [ProofreadReport],
) -> Vec<Ignore> {
    let ignores = Ignores::of(document);
    let parts = document.parts().iter().zip(reports.iter());
    let starts = parts.flat_map(|(part, report)| {
        report.judgements.iter().map(|judged| part.plain.original_offset(judged.range.start))
    });
    let covered = ignores.cover(&starts.collect::<Vec<_>>());
    let mut ignored = covered.ignored.into_iter();
    for report in reports {
        let before = report.judgements.len();
        report.judgements.retain(|judged| !ignored.next().unwrap_or(false) && !words.contains(judged.text.as_str()));
        report.ignored += before - report.judgements.len();
    }
    covered.unused.into_iter().map(|number| ignores.all()[number].clone()).collect()
}

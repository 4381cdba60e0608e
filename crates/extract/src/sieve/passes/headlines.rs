//! Headlines that the article goes on with.

use std::ops::Range;

use crate::candidate::{Candidate, Why};

/// Takes the speaker from the quotations of headings that have it only from the quotation above them. The headings are in
/// order.
pub(crate) fn drop_continuations(headings: &[Range<usize>], candidates: &mut [Candidate]) {
    for candidate in candidates.iter_mut().filter(|candidate| candidate.why == Why::Continuation) {
        let start = candidate.range().start;
        let above = headings.partition_point(|heading| heading.start <= start);
        if above.checked_sub(1).is_some_and(|at| headings[at].contains(&start)) {
            (candidate.speaker, candidate.speaker_span, candidate.why) = (None, None, Why::Unsure);
        }
    }
}

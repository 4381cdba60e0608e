//! Attribution in languages without a lexicon of their own: by the words that all languages of drafts share.

use crate::attribution::QuoteContext;
use crate::candidate::{Candidate, CandidateKind, Why};
use crate::speakers::SpeakerIndex;

/// Sets the speaker of each quotation that is named beside it.
pub(crate) fn attribute(text: &str, candidates: &mut [Candidate], cast: &SpeakerIndex) {
    /// Context on either side, in bytes.
    const MAX_CONTEXT: usize = 600;
    for candidate in candidates.iter_mut().filter(|candidate| candidate.kind == CandidateKind::Quote) {
        let range = candidate.range();
        let lowest = text.floor_char_boundary(range.start.saturating_sub(MAX_CONTEXT));
        let highest = text.ceil_char_boundary((range.end + MAX_CONTEXT).min(text.len()));
        let start = text[lowest..range.start].rfind("\n\n").map_or(lowest, |at| lowest + at + 2);
        let end = text[range.end..highest].find("\n\n").map_or(highest, |at| range.end + at);
        let context = QuoteContext { text, before: start..range.start, after: range.end..end, credit: None };
        let attribution = context.find_attribution(&context.side_before(cast), cast);
        if let Some(name) = attribution.name {
            (candidate.speaker, candidate.why) = (Some(name), Why::Named);
        }
    }
}

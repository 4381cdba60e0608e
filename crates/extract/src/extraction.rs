//! Finds the quotations of an article, each with its speaker.

use crate::article::Article;
use crate::candidate::Candidate;
use crate::find::find_candidates;
use crate::sieve::attribute;
use crate::speakers::SpeakerIndex;

/// Finds the quotations and terms of an article, in order. `cast` has the speakers of the user's collections, by whose
/// names those of the article are completed.
pub fn extract(article: &Article<'_>, cast: &SpeakerIndex) -> Vec<Candidate> {
    let mut candidates = find_candidates(article);
    attribute(article, &mut candidates, cast);
    for candidate in &mut candidates {
        let start = candidate.range().start;
        let above = article.headings.partition_point(|heading| heading.start < start);
        candidate.section = above.checked_sub(1).map(|at| article.headings[at].clone()).filter(|it| it.end <= start);
    }
    candidates
}

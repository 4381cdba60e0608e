//! What a quotation answers, or the sentence that leads in to it.

use super::tokens::{Gap, Narration};
use crate::candidate::{Candidate, CandidateKind, Why};
use crate::languages::tongue::Tongue;

/// Sets the lead-in of each quotation that has a colon before it.
pub(super) fn set(narration: &Narration<'_>, candidates: &mut [Candidate]) {
    /// Words of a lead-in that are looked at.
    const MAX_WORDS: usize = 80;
    for (at, token) in narration.tokens.iter().enumerate() {
        let Some(number) = token.quote.filter(|_| token.gap.has(Gap::COLON) && at > 0) else { continue };
        let candidate = &mut candidates[number];
        let is_first = candidate.spans.first().is_some_and(|span| span.start == token.range.start);
        if !is_first
            || candidate.kind != CandidateKind::Quote
            || candidate.lead.is_some()
            || candidate.why == Why::Label
        {
            continue;
        }
        let sentence = &narration.sentences[narration.sentence_of[at]];
        let (first, last) = (&narration.tokens[sentence.start], &narration.tokens[at - 1]);
        let is_own_paragraph = token.gap.has(Gap::PARAGRAPH);
        let asks = narration.tokens[sentence.start.max(at.saturating_sub(MAX_WORDS))..at]
            .iter()
            .any(|token| is_question(narration.tongue, &token.key));
        if first.quote.is_none() && last.quote.is_none() && (is_own_paragraph || asks) {
            let from = last.range.end;
            let end = narration.text[from..token.range.start].find(':').map_or(from, |colon| from + colon + 1);
            candidate.lead = Some(first.range.start..end);
        }
    }
}

/// Whether a word tells that what follows is an answer.
fn is_question(tongue: Tongue, key: &str) -> bool {
    match tongue {
        Tongue::English => matches!(key, "asked" | "replied" | "answered" | "responded" | "questioned" | "pressed"),
        Tongue::German => matches!(key, "frage" | "nachfrage" | "antwortete" | "antwortet" | "gefragt" | "erwiderte"),
        Tongue::French => {
            matches!(key, "interrogé" | "interrogée" | "question" | "demande" | "répond" | "répondu" | "répondit")
        }
        Tongue::Russian => matches!(key, "вопрос" | "ответил" | "ответила" | "отвечает" | "спросили"),
    }
}

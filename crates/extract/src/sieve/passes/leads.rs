//! What a quotation answers, or the sentence that leads in to it.

use std::ops::Range;

use crate::candidate::{Candidate, CandidateKind, Why};
use crate::languages::tongue::Tongue;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::verbs::is_form_of_be;

/// Sets the lead-in of each quotation that has a colon before it.
pub(crate) fn set(narration: &Narration<'_>, candidates: &mut [Candidate]) {
    /// Words of a lead-in that are looked at.
    const MAX_WORDS: usize = 80;
    for (at, token) in narration.tokens.iter().enumerate() {
        let Some(number) = token.quote.filter(|_| at > 0) else { continue };
        let candidate = &mut candidates[number];
        let is_first = candidate.spans.first().is_some_and(|span| span.start == token.range.start);
        if !is_first
            || candidate.kind != CandidateKind::Quote
            || candidate.lead.is_some()
            || candidate.why == Why::Label
        {
            continue;
        }
        if !token.gap.has(Gap::COLON) {
            candidate.lead = narration.told_question(at);
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

impl Narration<'_> {
    /// The paragraph above a quotation that begins one, if it tells a question or ends in a colon; a caption may be between.
    fn told_question(&self, at: usize) -> Option<Range<usize>> {
        const MAX_SENTENCES: usize = 4;
        const MAX_WORDS: usize = 90;
        let own = self.sentence_of[at];
        if self.sentences[own].start != at || !self.tokens[at].gap.has(Gap::PARAGRAPH) {
            return None;
        }
        let above = own.checked_sub(1)?;
        let is_caption = self.is_caption(above);
        let last = above.checked_sub(usize::from(is_caption))?;
        let paragraph = self.paragraph_of[last];
        let here = (0..=last).rev().take(MAX_SENTENCES).take_while(|&it| self.paragraph_of[it] == paragraph);
        let first = self.sentences[here.last()?].start;
        let words = first..self.sentences[last].end;
        let begins_paragraph = first == 0 || self.tokens[first].gap.has(Gap::PARAGRAPH);
        if words.len() > MAX_WORDS || !begins_paragraph || words.clone().any(|it| self.tokens[it].quote.is_some()) {
            return None;
        }
        let end = self.tokens[words.end - 1].range.end;
        let next = self.tokens.get(words.end).map_or(self.text.len(), |token| token.range.start);
        let stop = self.text[end..next].lines().next().unwrap_or_default().trim_end();
        let is_told = self.sentences[last].clone().any(|it| self.is_told_to_be_asked(it));
        let asks = stop.contains('?') || is_told || is_caption && stop.contains(':');
        asks.then(|| self.tokens[first].range.start..end + stop.len())
    }

    /// Whether a token says that somebody was asked.
    fn is_told_to_be_asked(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        match self.tongue {
            Tongue::English => token.key == "asked" && at > 0 && is_form_of_be(&self.tokens[at - 1].key),
            Tongue::German => token.key == "gefragt",
            Tongue::French => matches!(token.key.as_str(), "interrogé" | "interrogée"),
            Tongue::Russian => token.key == "спросили",
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

//! Russian verbs of saying without a subject, whose subject is that of the sentence before: `Лужин молчит. «Нет», —
//! отвечает наконец.`

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::Tongue;
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::text::Gap;
use crate::sieve::words::gender::Gender;
use crate::sieve::words::verbs::gender_of_past;

impl Sieve<'_, '_> {
    /// Who says the next quotation if its verb has no subject. Russian only.
    pub(super) fn without_subject(&self, number: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let before = narration.sentence_before(own).filter(|_| narration.tongue == Tongue::Russian)?;
        let sentence = &narration.sentences[own];
        let end = narration.sentences[narration.sentence_of[last]].end;
        let lead = sentence.start..first;
        let tail = last + 1..end.min(last + 1 + MAX_WORDS);
        let is_led_in = !lead.is_empty() && lead.len() <= MAX_WORDS && narration.tokens[first].gap.has(Gap::COLON);
        let is_followed = lead.is_empty()
            && !tail.is_empty()
            && (narration.tokens[tail.start].gap.has(Gap::DASH) || narration.tokens[tail.start].gap.has(Gap::COMMA));
        let cue = match (is_led_in, is_followed) {
            (true, _) => narration.verb_without_subject(&lead)?,
            (_, true) => narration.verb_without_subject(&tail)?,
            _ => return None,
        };
        let speaker = self.discourse.subject_of(before).filter(|it| it.kind == SpeakerKind::Person)?;
        let gender = gender_of_past(&narration.tokens[cue].key);
        let fits = Gender::fits(gender, speaker.gender);
        fits.then(|| Speaker { why: Why::Continuation, ..speaker.clone() })
    }
}

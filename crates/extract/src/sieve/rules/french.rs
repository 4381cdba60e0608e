//! Rules for French only.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::Tongue;
use crate::sieve::coreference::Speaker;
use crate::sieve::sayings::Saying;
use crate::sieve::text::Gap;

impl Sieve<'_, '_> {
    /// Who goes on in an infinitive of narration: `Et d’ajouter : « … »`, `avant de se reprendre : « … »`.
    pub(super) fn goes_on_in_infinitive(&self, number: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        const MAX_BACK: usize = 60;
        const OPENERS: &[&str] = &["et", "puis", "avant", "mais"];
        const ENDINGS: &[&str] = &["er", "ir", "re"];
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let sentence = narration.sentences[narration.sentence_of[first]].clone();
        if narration.tongue != Tongue::French || !narration.tokens[first].gap.has(Gap::COLON) {
            return None;
        }
        let lowest = sentence.start.max(first.saturating_sub(MAX_WORDS));
        let opens = |at: usize| {
            let token = &narration.tokens[at];
            let is_start =
                at == sentence.start || token.gap.has(Gap::COMMA) || narration.tokens[at - 1].quote.is_some();
            let of = narration.tokens.get(at + 1).is_some_and(|next| matches!(next.key.as_str(), "d" | "de"));
            is_start && of && token.quote.is_none() && OPENERS.contains(&token.key.as_str())
        };
        let opener = (lowest..first).rev().find(|&at| opens(at))?;
        let verb = (opener + 2..first)
            .find(|&at| !matches!(narration.tokens[at].key.as_str(), "se" | "s" | "lui" | "leur" | "y" | "en"))?;
        if !ENDINGS.iter().any(|ending| narration.tokens[verb].key.ends_with(ending)) {
            return None;
        }
        let paragraph = narration.paragraph_of[narration.sentence_of[first]];
        let is_here = |at: &usize| {
            self.parts[*at]
                .first()
                .is_some_and(|&token| narration.paragraph_of[narration.sentence_of[token]] == paragraph)
        };
        let before = (0..number).rev().take(MAX_BACK).take_while(is_here);
        let earlier = before.into_iter().find_map(|at| self.found[at].as_ref()?.speaker.clone());
        let subject =
            || self.discourse.resolve(&narration.main_subject(&sentence)?, false, narration.sentence_of[first], false);
        let speaker = if opener == sentence.start { earlier } else { earlier.or_else(subject) };
        speaker.map(|speaker| Speaker { why: Why::Continuation, ..speaker })
    }

    /// Whether a noun before the colon of a headline is only the place or occasion: `Tribunal de Lyon : « … »`.
    pub(super) fn is_occasion_of_headline(&self, saying: &Saying, sentence: usize) -> bool {
        const OCCASIONS: &[&str] = &[
            "tribunal",
            "cour",
            "procès",
            "affaire",
            "assemblée",
            "sénat",
            "festival",
            "salon",
            "théâtre",
            "musée",
            "cinéma",
            "hôpital",
            "clinique",
            "école",
            "collège",
            "lycée",
            "université",
            "match",
            "grève",
            "élection",
            "élections",
            "gare",
            "marché",
            "foire",
            "stade",
            "église",
            "cathédrale",
            "parlement",
            "congrès",
            "conseil",
            "manifestation",
        ];
        let narration = self.narration;
        let is_occasion = |head: usize| OCCASIONS.contains(&narration.tokens[head].key.as_str());
        narration.tongue == Tongue::French
            && narration.paragraph_of[sentence] == 0
            && saying.cue.is_empty()
            && saying.subject.name.is_none()
            && saying.subject.head.is_some_and(is_occasion)
    }
}

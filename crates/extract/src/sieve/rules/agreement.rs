//! Whether a speaker agrees with the verb: `отрезала глава района` is said of a woman.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, key};
use crate::languages::verbs::is_russian_plural;
use crate::sieve::cast::{Found, unwrapped};
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::sayings::Saying;
use crate::sieve::words::gender::Gender;
use crate::sieve::words::verbs::gender_of_past;

impl Sieve<'_, '_> {
    /// A speaker whose gender is that of the verb, or another one who has the role: Russian only.
    pub(super) fn agreeing(&self, speaker: Speaker, saying: &Saying, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let cue = narration.tokens.get(saying.cue.start).filter(|_| !saying.cue.is_empty());
        let is_russian =
            narration.tongue == Tongue::Russian && !saying.is_oblique && speaker.kind == SpeakerKind::Person;
        // “Источники говорят”: no single person with a name does.
        let is_plural = cue.is_some_and(|cue| cue.is(Sense::CUE) && is_russian_plural(&cue.key));
        if is_russian && is_plural && speaker.why != Why::Unnamed {
            return None;
        }
        let Some(gender) = cue.filter(|cue| is_russian && cue.is(Sense::CUE)).and_then(|cue| gender_of_past(&cue.key))
        else {
            return Some(speaker);
        };
        // A noun for either gender has that of the verb.
        let given = |word: &str| Gender::of(narration.lexicon.sense(&key(word)).only_names());
        let of_name = speaker.name.split_whitespace().find_map(given);
        let differs = of_name.is_some_and(|it| it != gender);
        let is_unnamed = speaker.why == Why::Unnamed;
        if !differs || is_unnamed {
            return Some(Speaker { gender: if differs { speaker.gender } else { Some(gender) }, ..speaker });
        }
        if let Some(name) = saying.subject.name.as_ref().filter(|_| speaker.why == Why::Named) {
            // The wife of the one whose surname it is; of a foreigner, the article knows better.
            let written = &narration.text[narration.range_of(name)];
            let is_womans = gender == Gender::Woman && written.ends_with(['а', 'я']) && !written.contains(' ');
            let name = unwrapped(written);
            return is_womans.then_some(Speaker { name, gender: Some(gender), ..speaker });
        }
        let noun = saying.subject.head.map(|head| narration.tokens[head].key.as_str())?;
        match self.discourse.cast.find_role(noun, Some(gender), saying.subject.tokens.start) {
            Found::One(number) => Some(self.discourse.person(number, speaker.span, Why::Reference)),
            Found::Several => self.discourse.recent_of_role(noun, sentence, speaker.span),
            Found::Nobody => {
                let named = self.discourse.only_named(sentence, Some(gender)).filter(|it| it.gender == Some(gender))?;
                Some(Speaker { span: speaker.span, why: Why::Reference, ..named.clone() })
            }
        }
    }
}

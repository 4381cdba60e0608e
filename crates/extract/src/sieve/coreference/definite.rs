//! Whom a noun with an article means: `the mayor`, `le chef de l’État`.

use std::ops::ControlFlow;

use super::discourse::{Discourse, Speaker};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::cast::{Found, MAX_COMPARED, Person};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::stem;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// Whom a definite phrase without a name means; it goes on if the phrase may be a speaker of its own. `is_nameable`
    /// says that the noun is for a person whom the article would name.
    pub(super) fn resolve_definite(
        &self,
        phrase: &Phrase,
        noun: &str,
        sentence: usize,
        gender: Option<Gender>,
        is_nameable: bool,
    ) -> ControlFlow<Option<Speaker>> {
        let narration = self.narration;
        let Some(head) = phrase.head else { return ControlFlow::Continue(()) };
        let span = narration.range_of(&phrase.tokens);
        let refer = |speaker: &Speaker| Some(Speaker { span: span.clone(), why: Why::Reference, ..speaker.clone() });
        match self.cast.find_role(noun, gender, phrase.tokens.start) {
            Found::One(number) if !narration.is_of_the_future(phrase) => {
                let bearer = self.person(number, span, Why::Reference);
                self.named_instead(&bearer, noun, sentence, gender)?;
                return ControlFlow::Break(Some(bearer));
            }
            Found::Several => return ControlFlow::Break(self.one_with_role(phrase, noun, sentence, span)),
            Found::One(_) | Found::Nobody => {}
        }
        // “Специалист” is whom the paragraph has named, before another trainer.
        let of_kind = self.of_kind_here(noun, sentence, gender).filter(|_| phrase.tokens.end == head + 1);
        if let Some(speaker) = of_kind {
            return ControlFlow::Break(refer(speaker));
        }
        // “L’élue socialiste”.
        let small = Sense::PREPOSITION.or(Sense::OF).or(Sense::DETERMINER);
        let is_plain = |at: usize| !narration.tokens[at].is(small) && !narration.tokens[at].is_capital();
        let is_described = narration.tongue == Tongue::French && (head + 1..phrase.tokens.end).all(is_plain);
        if (phrase.tokens.end == head + 1 || is_described)
            && let Some(number) = self.with_same_office(noun, gender, phrase.tokens.start)
        {
            return ControlFlow::Break(Some(self.person(number, span, Why::Reference)));
        }
        if narration.is_head_of_state(phrase)
            && let Some(named) = self.meant_by_noun(sentence, gender).filter(|it| it.why != Why::Unnamed)
        {
            return ControlFlow::Break(refer(named));
        }
        // “Le chef de l’État” is not “le chef de la France libre”.
        let is_whole = |known: &&Speaker| {
            let is_bare = phrase.tokens.end == head + 1;
            narration.tongue != Tongue::French || is_bare || known.name == narration.text_of(&phrase.tokens)
        };
        let source = || self.unnamed.get("источник").filter(|_| noun == "собеседник");
        let known = self.unnamed_here(noun, sentence).or_else(|| self.unnamed.get(noun)).or_else(source);
        if let Some(known) = known.filter(is_whole) {
            let why = if known.why == Why::Unnamed { Why::Unnamed } else { Why::Reference };
            return ControlFlow::Break(Some(Speaker { span, why, ..known.clone() }));
        }
        if phrase.tokens.end == head + 1
            && let Some(speaker) = self.recent_of_kind(noun, sentence, gender)
        {
            return ControlFlow::Break(refer(speaker));
        }
        // “Cette infirmière qui rentre de garde” is somebody new.
        if narration.is_newly_pointed(phrase) {
            return ControlFlow::Continue(());
        }
        // “Doe war erbost. ‘…’, sagte der Coach der Elf.”
        let is_long = narration.tongue == Tongue::German && phrase.tokens.end > head + 1;
        let near = || self.just_named(sentence, gender).or_else(|| self.only_here(sentence, gender));
        if is_long
            && is_nameable
            && let Some(named) = near().filter(|it| it.why != Why::Unnamed)
        {
            return ControlFlow::Break(refer(named));
        }
        let is_role = narration.lexicon.sense(noun).is(Sense::ROLE);
        let is_proper = narration.tongue == Tongue::English && narration.tokens[head].is_capital() && !is_role;
        if is_nameable && phrase.tokens.end == head + 1 && !is_proper {
            // “The defendant”: the person spoken of, or an unknown one.
            if narration.is_told_apart(span.end) {
                return ControlFlow::Continue(());
            }
            let speaker = self.meant_by_noun(sentence, gender).filter(|it| it.why != Why::Unnamed);
            // “Диспетчер отвечает, что «…»”: a Russian noun that opens the sentence.
            let first = &narration.tokens[phrase.tokens.start];
            let opens = phrase.tokens.start == narration.sentences[sentence].start
                && !narration.capital_stems.contains(stem(&first.key));
            let may_be_other = is_role && (opens || narration.tongue != Tongue::Russian);
            let is_other = |it: &Speaker| {
                self.is_someone_else(it, noun, sentence) || may_be_other && self.is_another(it, noun, sentence)
            };
            if speaker.is_some_and(is_other) {
                return ControlFlow::Continue(());
            }
            let speaker = speaker.or_else(|| self.subject_called(sentence, gender));
            if speaker.is_none() && phrase.tokens.len() == 2 && self.follows_unnamed(sentence) {
                return ControlFlow::Continue(());
            }
            if speaker.is_none() && self.is_nobody_named(phrase.tokens.start, gender) {
                return ControlFlow::Continue(());
            }
            return ControlFlow::Break(speaker.and_then(refer));
        }
        ControlFlow::Continue(())
    }

    /// Whether the article has named nobody of that gender yet, so that a noun with an article is for a person without a
    /// name: `sagt der Taxifahrer`. German and Russian only.
    fn is_nobody_named(&self, before: usize, gender: Option<Gender>) -> bool {
        let may_be = |person: &Person| person.first < before && Gender::fits(gender, person.gender);
        matches!(self.narration.tongue, Tongue::German | Tongue::Russian)
            && self.cast.persons.len() < MAX_COMPARED
            && !self.cast.persons.iter().any(may_be)
    }
}

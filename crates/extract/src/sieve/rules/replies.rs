//! Whom a pronoun cannot mean: who asked the question that is answered, or who is named beside it.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Tongue, key};
use crate::sieve::coreference::{Discourse, Number, Speaker};
use crate::sieve::phrases::Phrase;
use crate::sieve::sayings::Saying;
use crate::sieve::words::gender::Gender;

/// Forms of verbs of answering.
const REPLIES: &[&str] = &[
    "replied",
    "replies",
    "answered",
    "answers",
    "responded",
    "responds",
    "countered",
    "retorted",
    "antwortete",
    "antwortet",
    "entgegnete",
    "entgegnet",
    "erwiderte",
    "erwidert",
    "répond",
    "répondu",
    "répondit",
    "rétorque",
    "rétorqué",
    "réplique",
    "répliqué",
    "ответил",
    "ответила",
    "отвечает",
    "возразил",
    "возразила",
    "парировал",
    "парировала",
];

impl Sieve<'_, '_> {
    /// Who answers, if a pronoun seems to mean the one who asked: the other person of the question.
    pub(super) fn unless_asker(
        &self,
        number: usize,
        saying: &Saying,
        speaker: Speaker,
        sentence: usize,
    ) -> Option<Speaker> {
        let tokens = &self.narration.tokens;
        let asks = |at: usize| self.parts[at].last().is_some_and(|&part| tokens[part].text.trim_end().ends_with('?'));
        // `Doe asked why. “…,” the minister said.`
        if saying.subject.name.is_none()
            && speaker.why == Why::Reference
            && !self.narration.tongue.reads_by_form()
            && !asks(number)
            && let Some(asking) = self.asked_before(number)
            && self.asker_in(asking).is_some_and(|asker| asker.name == speaker.name)
        {
            return self.answering(number, asking);
        }
        let is_reply = saying.cue.clone().any(|at| REPLIES.contains(&tokens[at].key.as_str()));
        let Some(earlier) = (0..number).rev().find(|&at| !self.parts[at].is_empty()) else { return Some(speaker) };
        let asker = self.found[earlier].as_ref().and_then(|found| found.speaker.as_ref());
        let is_asker = asker.is_some_and(|asker| asker.name == speaker.name);
        if !saying.subject.is_pronoun || !is_reply || !asks(earlier) || asks(number) || !is_asker {
            return Some(speaker);
        }
        let asked = self.parts[earlier].first().map(|&part| self.narration.sentence_of[part])?;
        self.discourse.other_than(sentence, asked, speaker.gender, &speaker.name).cloned()
    }

    /// Who speaks after a quotation in the same paragraph, when nobody is named.
    pub(super) fn turn_taken(&self, number: usize, earlier: usize, is_adjacent: bool) -> Option<Speaker> {
        let speaker_of = |at: usize| self.found[at].as_ref().and_then(|found| found.speaker.clone());
        let text = |at: usize| self.parts[at].last().map_or("", |&token| self.narration.tokens[token].text);
        let asks = |at: usize| text(at).trim_end().ends_with('?');
        let speaker = speaker_of(earlier);
        let paragraph_of = |at: usize| {
            self.parts[at].first().map(|&token| self.narration.paragraph_of[self.narration.sentence_of[token]])
        };
        let is_answer = self.answers(number);
        // The one spoken with before, in this paragraph.
        let other = || {
            let name = speaker.as_ref().map(|it| it.name.clone());
            (0..earlier)
                .rev()
                .take(4)
                .take_while(|&at| {
                    let is_before = is_answer && paragraph_of(at).map(|it| it + 1) == paragraph_of(number);
                    is_before || paragraph_of(at) == paragraph_of(number)
                })
                .find_map(|at| speaker_of(at).filter(|it| Some(&it.name) != name.as_ref()).map(|it| (at, it)))
        };
        if is_adjacent || (asks(earlier) && !asks(number)) {
            return other().map(|(_, it)| it);
        }
        if asks(number)
            && let Some((_, asker)) = other().filter(|(at, _)| asks(*at))
        {
            return Some(asker);
        }
        speaker
    }
}

impl Discourse<'_, '_> {
    /// The person with another name who may be meant in the last sentences.
    pub(crate) fn somebody_else(&self, sentence: usize, gender: Option<Gender>, name: &str) -> Option<&Speaker> {
        const MAX_BACK: usize = 3;
        self.other_than(sentence, sentence.saturating_sub(MAX_BACK), gender, name)
    }

    /// The last person with another name, since a sentence, who may be meant; none if several are.
    pub(super) fn other_than(
        &self,
        sentence: usize,
        since: usize,
        gender: Option<Gender>,
        name: &str,
    ) -> Option<&Speaker> {
        let near = self.subjects.iter().rev().take_while(|(at, _)| *at >= since).filter(|(at, _)| *at <= sentence);
        let mut others = near.map(|(_, it)| it).filter(|it| {
            let fits = gender.is_none() || self.gender_of(it).is_none_or(|own| Some(own) == gender);
            it.number == Number::Person && it.why != Why::Unnamed && it.name != name && fits
        });
        let first = others.next()?;
        others.all(|other| other.name == first.name).then_some(first)
    }

    /// Whom a pronoun in a clause of what is said means: the one who says it: `Doe affirme qu’il souhaite`. French only.
    pub(crate) fn of_main_clause(&self, pronoun: &Phrase, sentence: usize, gender: Gender) -> Option<Speaker> {
        let narration = self.narration;
        let at = pronoun.tokens.start;
        let range = narration.sentences[sentence].clone();
        let that = at
            .checked_sub(1)
            .filter(|&it| it > range.start && matches!(narration.tokens[it].key.as_str(), "qu" | "que"))?;
        let cue = that.checked_sub(1).filter(|&it| narration.tongue == Tongue::French && narration.is_cue(it))?;
        let subject = narration.subject_of(cue, &range, false).filter(|it| it.name.is_some())?;
        let speaker = self.resolve(&subject, false, sentence, true)?;
        let fits = self.gender_of(&speaker).is_none_or(|it| it == gender);
        (speaker.number == Number::Person && fits).then_some(Speaker { why: Why::Reference, ..speaker })
    }

    /// Whether the words behind a pronoun of a sentence name a speaker, so that the pronoun means another person:
    /// `nannte sie Doe dumm`.
    pub(crate) fn is_named_behind(&self, pronoun: &Phrase, sentence: usize, name: &str) -> bool {
        let Some(surname) = name.split_whitespace().next_back().map(key) else { return false };
        let end = self.narration.sentences[sentence].end;
        let mut behind =
            (pronoun.tokens.end..end).map(|at| &self.narration.tokens[at]).take_while(|token| token.quote.is_none());
        behind.any(|token| token.is_capital() && !token.is_possessive && token.key == surname)
    }
}

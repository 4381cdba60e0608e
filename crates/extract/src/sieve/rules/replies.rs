//! Replies: whoever asked the question that is answered is not the speaker.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::sieve::coreference::Speaker;
use crate::sieve::sayings::Saying;

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
            && !self.narration.tongue.is_french_or_russian()
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

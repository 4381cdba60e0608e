//! Finds the person whom an English or German article is about, and nouns that refer to someone else.

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in, key};
use crate::sieve::cast::Found;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The person whom the article has spoken of far more often than of any other of that gender.
    pub(crate) fn main_person(&self, gender: Option<Gender>) -> Option<&Speaker> {
        const MAX_SUBJECTS: usize = 60;
        const MIN_TIMES: usize = 3;
        const MIN_RATIO: usize = 2;
        if self.narration.tongue.is_french_or_russian() {
            return None;
        }
        let fits = |it: &&Speaker| {
            let own = self.gender_of(it);
            let is_known = gender.is_none() || own.is_none() || own == gender;
            it.kind == SpeakerKind::Person && it.why != Why::Unnamed && is_known
        };
        let mut counts: Vec<(&Speaker, usize)> = Vec::new();
        for (_, speaker) in self.subjects.iter().rev().take(MAX_SUBJECTS) {
            if !fits(&speaker) {
                continue;
            }
            match counts.iter_mut().find(|(other, _)| other.name == speaker.name) {
                Some((_, times)) => *times += 1,
                None => counts.push((speaker, 1)),
            }
        }
        let &(main, times) = counts.iter().max_by_key(|(_, times)| *times)?;
        let is_clear = |(other, count): &(&Speaker, usize)| other.name == main.name || count * MIN_RATIO <= times;
        let is_told = gender.is_none() || self.gender_of(main).is_some() || counts.len() == 1;
        (times >= MIN_TIMES && is_told && counts.iter().all(is_clear)).then_some(main)
    }

    /// Whom a pronoun means if nobody near is spoken of: the one whom the article is about.
    pub(super) fn main_person_for(
        &self,
        sentence: usize,
        gender: Option<Gender>,
        kind: SpeakerKind,
    ) -> Option<Speaker> {
        let main = self.main_person(gender).filter(|_| kind == SpeakerKind::Person)?;
        if self.brings_in_single(sentence, gender?, &main.name) {
            return None;
        }
        Some(Speaker { why: Why::Reference, ..main.clone() })
    }

    /// Whether an unknown English noun beside a verb of saying is for somebody new, or known by it: `a stagehand swore`.
    pub(super) fn is_newcomer(&self, head: usize, noun: &str, is_indefinite: bool) -> bool {
        let is_plain = self.narration.tongue == Tongue::English && !self.narration.tokens[head].is_capital();
        is_plain && (is_indefinite || self.unnamed.contains_key(noun))
    }

    /// Whether a noun for a trade or an office is for a person other than the one spoken of in a paragraph above, of whom the
    /// article says something else: `Doe, Komponist, … .¶Der Küster wartet.` German only.
    pub(super) fn is_someone_else(&self, speaker: &Speaker, noun: &str, sentence: usize) -> bool {
        const PARTIES: &str = "angeklagte angeklagter beschuldigte beschuldigter kläger klägerin beklagte beklagter";
        const OFFICES: &[&str] = &[
            "anwalt",
            "anwältin",
            "richter",
            "richterin",
            "verteidiger",
            "verteidigerin",
            "sachverständige",
            "gutachter",
        ];
        const ANYBODY: &str = "\
            teenager youngster veteran star champion mann frau angeklagte angeklagter beschuldigte \
            beschuldigter kläger klägerin beklagte beklagter rentner rentnerin autor autorin künstler künstlerin sieger siegerin \
            gewinner gewinnerin politiker politikerin senior seniorin jubilar jubilarin familienvater";
        let narration = self.narration;
        let is_anybody = is_in(ANYBODY, noun) || noun.contains("jährige") || noun.contains('-');
        // Who has an office in court is no party.
        let has_office =
            || self.roles_of(speaker).iter().any(|role| OFFICES.iter().any(|office| role.ends_with(office)));
        if narration.tongue != Tongue::German || is_anybody && !(is_in(PARTIES, noun) && has_office()) {
            return false;
        }
        let paragraph = narration.paragraph_of[sentence];
        let last = self.subjects.iter().rev().find(|(_, it)| it.name == speaker.name);
        let is_above = last.is_some_and(|(at, _)| narration.paragraph_of[*at] < paragraph);
        let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
        let found = self.cast.find(&words, None, narration.tongue, usize::MAX);
        let is_known = matches!(found, Found::One(number) if !self.cast.persons[number].roles.is_empty());
        is_above && is_known && !self.is_called(speaker, noun)
    }

    /// The document of the sentence before that `it` means: `sent him a card. It said`. English only.
    pub(crate) fn document_before(&self, sentence: usize) -> Option<Speaker> {
        const DOCUMENTS: &str = "\
            letter email e-mail note memo leaflet card postcard sign banner placard statement report message \
            text poster notice plaque telegram petition review document paper diary entry article post tweet \
            inscription badge circular reprimand ruling verdict summons";
        let narration = self.narration;
        let before = narration.sentence_before(sentence).filter(|_| narration.tongue == Tongue::English)?;
        let range = narration.sentences[before].clone();
        let is_document = |at: &usize| {
            let token = &narration.tokens[*at];
            token.quote.is_none() && !token.is_possessive && is_in(DOCUMENTS, &token.key)
        };
        let noun = range.clone().rev().find(is_document)?;
        let start = (range.start..noun)
            .rev()
            .take_while(|&at| narration.is_joined(at + 1))
            .find(|&at| narration.tokens[at].is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE)));
        let phrase = narration.phrase_at(start?, range.end).filter(|it| it.head == Some(noun))?;
        let span = narration.range_of(&phrase.tokens);
        let name = self.phrase_as_written(&phrase, noun, false);
        Some(Speaker { name, gender: None, kind: SpeakerKind::Thing, span, why: Why::Unnamed })
    }
}

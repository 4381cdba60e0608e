//! Whom a pronoun, or a noun with an article, may mean.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, key};
use crate::sieve::cast::{Found, Person};
use crate::sieve::text::stem;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The gender that the article before a noun tells.
    pub(super) fn article_gender(&self, first: &str) -> Option<Gender> {
        match (self.narration.tongue, first) {
            (Tongue::French, "le" | "un" | "ce" | "cet") => Some(Gender::Man),
            (Tongue::French, "la" | "une" | "cette" | "sa" | "ma") => Some(Gender::Woman),
            (Tongue::German, "der" | "ein") => Some(Gender::Man),
            (Tongue::German, "die" | "eine") => Some(Gender::Woman),
            _ => None,
        }
    }

    /// The gender that a noun for a person tells. A Russian noun for a man’s trade may be for a woman.
    pub(super) fn gender_of_noun(&self, noun: &str) -> Option<Gender> {
        let narration = self.narration;
        let sense = narration.lexicon.sense(noun);
        match narration.tongue {
            Tongue::Russian if sense.is(Sense::WOMAN) || narration.is_relation(noun) => {
                Gender::of(sense).or_else(|| Gender::of_russian_noun(noun))
            }
            Tongue::Russian => Gender::of_russian_noun(noun),
            Tongue::French => Gender::of(sense).or_else(|| Gender::of_french_noun(noun)),
            Tongue::English | Tongue::German => Gender::of(sense),
        }
    }

    /// The gender of a speaker, by the name or by what pronouns told.
    pub(super) fn gender_of(&self, speaker: &Speaker) -> Option<Gender> {
        speaker.gender.or_else(|| self.genders.get(&speaker.name).copied())
    }

    /// The subject of the sentence before, if a pronoun may mean that person.
    fn last_subject(&self, sentence: usize, gender: Gender) -> Option<&Speaker> {
        let (at, subject) = self.main.as_ref()?;
        let is_named = subject.kind == SpeakerKind::Person && subject.why != Why::Unnamed;
        let own = self.gender_of(subject);
        let fits = own.is_none_or(|it| it == gender);
        // Beside somebody of that gender, one of an unknown gender is not meant.
        let mut beside = self.subjects.iter().rev().take_while(|(other, _)| other >= at);
        let has_rival = own.is_none()
            && beside.any(|(_, it)| {
                it.kind == SpeakerKind::Person && it.name != subject.name && self.gender_of(it) == Some(gender)
            });
        (at + 1 == sentence && is_named && fits && !has_rival && !self.may_be_firm(subject)).then_some(subject)
    }

    /// The last one whom a pronoun may mean.
    pub(crate) fn antecedent(&self, sentence: usize, kind: SpeakerKind, gender: Option<Gender>) -> Option<&Speaker> {
        /// Maximum distance, in paragraphs and in subjects.
        const MAX_PARAGRAPHS: usize = 2;
        const MAX_SUBJECTS: usize = 10;
        if let Some(subject) =
            gender.filter(|_| kind == SpeakerKind::Person).and_then(|it| self.last_subject(sentence, it))
        {
            return Some(subject);
        }
        let paragraph = self.narration.paragraph_of[sentence];
        // An unknown person without a name is not spoken of for long.
        let is_gone = |at: usize, it: &Speaker| {
            !self.narration.tongue.is_french_or_russian()
                && gender.is_some()
                && it.why == Why::Unnamed
                && it.gender.is_none()
                && at + 1 < sentence
                && self.narration.paragraph_of[at] != paragraph
        };
        let last = self.subjects.last().filter(|(at, it)| !is_gone(*at, it)).map(|(_, speaker)| speaker);
        if self.narration.tongue.is_french_or_russian()
            && let Some(before) = sentence.checked_sub(1)
            && self.narration.paragraph_of[before] == paragraph
            && let Some(subject) = self.subject_of(before)
            && subject.kind == kind
            && gender.is_some()
            && (subject.gender == gender || subject.gender.is_none() && subject.why == Why::Named)
            && !self.may_be_word(subject)
        {
            return Some(subject);
        }
        if let Some(last) = last.filter(|it| it.why == Why::Unnamed && it.gender.is_none() && it.kind == kind) {
            // With a person of that gender in the paragraph, two fit.
            let is_rival = |(at, other): &(usize, Speaker)| {
                self.narration.paragraph_of[*at] == paragraph
                    && *at + 1 < sentence
                    && other.kind == kind
                    && other.gender.is_some()
                    && other.gender == gender
            };
            let is_clear = gender.is_none() || !self.subjects.iter().rev().take(MAX_SUBJECTS).any(is_rival);
            if let Some(gender) = gender.filter(|_| kind == SpeakerKind::Person)
                && self.tells_another(sentence, gender)
            {
                return self.addressed_before(sentence, gender);
            }
            return is_clear.then_some(last);
        }
        // Whose gender is known comes before whose is not.
        let near = self.subjects.iter().rev().take(MAX_SUBJECTS);
        let mut near = near.filter(|(at, _)| paragraph - self.narration.paragraph_of[*at] < MAX_PARAGRAPHS);
        let sure =
            near.find(|(_, speaker)| speaker.kind == kind && gender.is_some() && self.gender_of(speaker) == gender);
        if let Some((at, speaker)) = sure {
            // Whom this paragraph names comes before whom one above it does not name.
            let is_unnamed = speaker.why == Why::Unnamed || speaker.name.starts_with(char::is_lowercase);
            let is_above = is_unnamed && self.narration.paragraph_of[*at] < paragraph;
            let here = || self.only_here(sentence, gender).filter(|it| it.why != Why::Unnamed && !self.may_be_firm(it));
            let is_whole = |it: &Speaker| it.name.contains(' ') || self.is_introduced(&it.span);
            let is_new = |it: &&Speaker| self.gender_of(it).is_none() && is_whole(it);
            let newer = || here().filter(is_new).filter(|_| self.narration.paragraph_of[*at] < paragraph);
            let newer = || newer().filter(|_| !self.narration.tongue.is_french_or_russian());
            let found = if is_above { here() } else { newer() };
            // Nobody can tell whether the one whom this paragraph brings in by a single name is a woman.
            let is_clear = || !gender.is_some_and(|it| self.brings_in_single(sentence, it, &speaker.name));
            return found.or_else(|| is_clear().then_some(speaker));
        }
        for (at, speaker) in self.subjects.iter().rev().take(MAX_SUBJECTS) {
            if paragraph - self.narration.paragraph_of[*at] > MAX_PARAGRAPHS {
                return None;
            }
            if gender.is_some() && self.may_be_word(speaker) {
                continue;
            }
            if speaker.kind != kind || is_gone(*at, speaker) || gender.is_some() && self.may_be_firm(speaker) {
                continue;
            }
            let own = self.gender_of(speaker);
            if gender.is_none() || own.is_none() || own == gender {
                let is_clear = gender.is_none_or(|gender| !self.has_rival(speaker, gender, paragraph));
                return is_clear.then_some(speaker);
            }
        }
        None
    }

    /// Whether a Russian name of one word, of which nothing tells that it is a person’s, is a word that the text writes
    /// without a capital as well: `Анализ показал`.
    fn may_be_word(&self, speaker: &Speaker) -> bool {
        self.narration.tongue == Tongue::Russian
            && self.narration.small_stems.contains(stem(&key(&speaker.name)))
            && speaker.why == Why::Named
            && self.gender_of(speaker).is_none()
            && !speaker.name.contains(' ')
            && !self.is_introduced(&speaker.span)
    }

    /// Whether a pronoun may as well mean another person with a name, spoken of in this paragraph or the one above. English
    /// and German.
    fn has_rival(&self, speaker: &Speaker, gender: Gender, paragraph: usize) -> bool {
        const MAX_SUBJECTS: usize = 10;
        let near = self.subjects.iter().rev().take(MAX_SUBJECTS);
        let mut near = near.filter(|(at, _)| paragraph - self.narration.paragraph_of[*at] < 2).map(|(_, it)| it);
        !self.narration.tongue.is_french_or_russian()
            && near.any(|other| {
                let is_named =
                    other.kind == SpeakerKind::Person && other.why != Why::Unnamed && !self.may_be_firm(other);
                is_named && other.name != speaker.name && self.gender_of(other).is_none_or(|it| it == gender)
            })
    }

    /// The only person spoken of lately whom a noun may mean.
    pub(super) fn only_person(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        const MAX_SUBJECTS: usize = 8;
        let speaker = self.antecedent(sentence, SpeakerKind::Person, gender)?;
        let fits = |other: &Speaker| other.kind == SpeakerKind::Person && Gender::fits(gender, other.gender);
        let paragraph = self.narration.paragraph_of[sentence];
        let near = self.subjects.iter().rev().take(MAX_SUBJECTS);
        let is_here = |at: usize| self.narration.paragraph_of[at] == paragraph;
        // Who is spoken of in the same paragraph comes first.
        let reach = if near.clone().any(|(at, it)| is_here(*at) && it.name == speaker.name) { 1 } else { 2 };
        let mut near =
            near.filter(|(at, _)| paragraph - self.narration.paragraph_of[*at] < reach).map(|(_, other)| other);
        near.all(|other| !fits(other) || other.name == speaker.name).then_some(speaker)
    }

    /// The only person spoken of in this paragraph, if a noun may mean him.
    pub(crate) fn only_here(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let paragraph = self.narration.paragraph_of[sentence];
        let here = self.subjects_in(paragraph);
        let is_read = self.narration.tongue.is_french_or_russian();
        let fits = |it: &Speaker| Gender::fits(gender, if is_read { it.gender } else { self.gender_of(it) });
        // In English and German a pronoun tells him from those of the other gender.
        let mut persons = here.map(|(_, it)| it).filter(|it| it.kind == SpeakerKind::Person && (is_read || fits(it)));
        let first = persons.next().filter(|it| fits(it))?;
        persons.all(|other| other.name == first.name).then_some(first)
    }

    /// The only person of the sentence before in this paragraph, if a noun may mean him.
    pub(super) fn just_named(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let before = self.narration.sentence_before(sentence)?;
        let mut words = self.narration.sentences[before].clone();
        if words.any(|at| self.narration.tokens[at].quote.is_some()) {
            return None;
        }
        let here = self.subjects.iter().rev().take_while(|(at, _)| *at >= before).map(|(_, it)| it);
        let fits = |it: &&Speaker| gender.is_none() || self.gender_of(it).is_none_or(|own| Some(own) == gender);
        let mut persons = here.filter(|it| it.kind == SpeakerKind::Person).filter(fits);
        let speaker = persons.next()?;
        persons.all(|other| other.name == speaker.name).then_some(speaker)
    }

    /// The person of several with a role who was the subject last.
    pub(crate) fn recent_of_role(&self, noun: &str, sentence: usize, span: Range<usize>) -> Option<Speaker> {
        let is_it = |speaker: &&Speaker| {
            let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
            matches!(self.cast.find(&words, None, self.narration.tongue, usize::MAX), Found::One(number) if self.cast.has_role(number, noun))
        };
        let paragraph = self.narration.paragraph_of[sentence];
        let near =
            self.subjects.iter().rev().take(12).filter(|(at, _)| paragraph - self.narration.paragraph_of[*at] < 3);
        let speaker = near.map(|(_, speaker)| speaker).find(is_it)?;
        Some(Speaker { span, why: Why::Reference, ..speaker.clone() })
    }

    /// The only person of a gender whom the article has named in full before a token.
    pub(super) fn only_of_gender(&self, gender: Gender, before: usize) -> Option<&Person> {
        let named = self.cast.persons.iter().filter(|person| person.first < before);
        let mut named = named.filter(|person| !self.narration.is_byline(person.first));
        // With nobody known to be of that gender, the one presented whose gender is not known.
        let unknown = || named.clone().find(|person| person.gender.is_none() && !person.roles.is_empty());
        let one = named.clone().find(|person| person.gender == Some(gender)).or_else(unknown)?;
        named.all(|person| person.gender.is_some_and(|it| it != gender) || person.name == one.name).then_some(one)
    }
}

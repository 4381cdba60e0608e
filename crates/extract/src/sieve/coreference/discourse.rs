//! Whom the article is speaking of, so that `she` and `the minister` can be resolved.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use foldhash::fast::RandomState;

use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::cast::most_named::{is_interview, most_named};
use crate::sieve::cast::{Cast, MAX_COMPARED, unwrapped};
use crate::sieve::phrases::Phrase;
use crate::sieve::phrases::openings::is_personal;
use crate::sieve::text::Narration;
use crate::sieve::words::cases::nominative_of_known;
use crate::sieve::words::gender::Gender;
use crate::sieve::words::nouns::{has_no_name, is_abstract, is_office, is_somebody};

/// Somebody or something that speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) gender: Option<Gender>,
    pub(crate) kind: SpeakerKind,
    /// Where it is named: bytes.
    pub(crate) span: Range<usize>,
    pub(crate) why: Why,
}

/// What a speaker is, which decides the pronoun for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SpeakerKind {
    Person,
    Several,
    Thing,
}

/// Those whom the article has spoken of, the last one at the end.
pub(crate) struct Discourse<'a, 't> {
    pub(crate) narration: &'a Narration<'t>,
    pub(crate) cast: &'a Cast,
    /// With the sentence in which each was the subject.
    pub(crate) subjects: Vec<(usize, Speaker)>,
    /// The subject of the last sentence that has one.
    pub(crate) main: Option<(usize, Speaker)>,
    /// Genders that pronouns told, by name.
    pub(super) genders: HashMap<String, Gender, RandomState>,
    /// Persons without a name, by their noun.
    pub(crate) unnamed: HashMap<String, Speaker, RandomState>,
    /// The person of a portrait, by number.
    pub(crate) hero: Option<usize>,
    /// Whether questions without marks are before the answers.
    pub(crate) is_interview: bool,
}

impl<'a, 't> Discourse<'a, 't> {
    pub(crate) fn new(narration: &'a Narration<'t>, cast: &'a Cast) -> Self {
        Self {
            narration,
            cast,
            subjects: Vec::new(),
            main: None,
            genders: HashMap::default(),
            unnamed: HashMap::default(),
            hero: most_named(narration, cast),
            is_interview: is_interview(narration),
        }
    }

    /// Remembers one named in a sentence.
    pub(crate) fn note(&mut self, sentence: usize, speaker: &Speaker) {
        const MAX_SUBJECTS: usize = 10;
        let is_writer = matches!(speaker.name.as_str(), "I" | "я" | "ich" | "je");
        if !is_writer {
            // Who goes on speaking without a name is still without one.
            let goes_on = speaker.why == Why::Continuation;
            let last = self.subjects.iter().rev().take(MAX_SUBJECTS).find(|(_, it)| goes_on && it.name == speaker.name);
            let why = last.map_or(speaker.why, |(_, it)| it.why);
            self.subjects.push((sentence, Speaker { why, ..speaker.clone() }));
        }
    }

    /// Remembers the subject of a sentence.
    pub(crate) fn note_subject(&mut self, sentence: usize, speaker: &Speaker) {
        self.note(sentence, speaker);
        if !self.narration.tongue.is_french_or_russian() {
            if let Some(gender) = speaker.gender.filter(|_| speaker.why != Why::Unnamed) {
                self.genders.entry(speaker.name.clone()).or_insert(gender);
            }
            self.main = Some((sentence, speaker.clone()));
        }
    }

    /// Whether an article presents a name as that of a person.
    pub(crate) fn is_presented(&self, name: &str) -> bool {
        self.cast.is_presented(name)
    }

    /// Remembers a person without a name, by the noun of the phrase.
    pub(crate) fn note_unnamed(&mut self, phrase: &Phrase, speaker: &Speaker) {
        // “Leur fille Azeline”: a noun for somebody of one name.
        let is_named =
            self.narration.tongue.is_french_or_russian() && phrase.name.is_some() && !speaker.name.contains(' ');
        if let Some(head) = phrase.head.filter(|_| is_named || speaker.why == Why::Unnamed) {
            self.unnamed.insert(self.noun(head), speaker.clone());
        }
    }

    /// The subjects of the last sentences, with their numbers, the last first, as far as they are in a paragraph.
    pub(crate) fn subjects_in(&self, paragraph: usize) -> impl Iterator<Item = &(usize, Speaker)> + Clone {
        let last = self.subjects.iter().rev().take(MAX_COMPARED);
        last.take_while(move |(at, _)| self.narration.paragraph_of[*at] == paragraph)
    }

    /// The subject of a sentence, if it is known.
    pub(crate) fn subject_of(&self, sentence: usize) -> Option<&Speaker> {
        self.subjects_of(sentence).last().map(|(_, it)| it)
    }

    /// The subjects of a sentence; all are in the order of sentences.
    pub(super) fn subjects_of(&self, sentence: usize) -> &[(usize, Speaker)] {
        let start = self.subjects.partition_point(|(at, _)| *at < sentence);
        let here = &self.subjects[start..];
        &here[..here.partition_point(|(at, _)| *at == sentence)]
    }

    /// The noun of a phrase in the nominative, as it is looked up.
    fn noun(&self, head: usize) -> String {
        let token = &self.narration.tokens[head];
        if self.narration.tongue == Tongue::Russian
            && let Some((base, _)) = nominative_of_known(&token.key, Sense::ROLE.or(Sense::THING))
        {
            // Short for `полномочный представитель`.
            return if base == "полпред" { "представитель".to_owned() } else { base };
        }
        token.key.clone()
    }

    /// Who is meant by a phrase of a sentence; `is_beside` says whether a verb of saying is beside the phrase, so that a single word may be a surname.
    #[expect(clippy::too_many_lines, reason = "the rules for one phrase, in order")]
    pub(crate) fn resolve(
        &self,
        phrase: &Phrase,
        is_oblique: bool,
        sentence: usize,
        is_beside: bool,
    ) -> Option<Speaker> {
        let narration = self.narration;
        let span = narration.range_of(&phrase.tokens);
        let first = &narration.tokens[phrase.tokens.start];
        if phrase.is_pronoun {
            return self.resolve_pronoun(phrase, span, sentence);
        }
        if narration.is_demonym_noun(phrase) {
            let named = self.meant_by_noun(sentence, None).filter(|it| it.why != Why::Unnamed && self.is_topic(it))?;
            return Some(Speaker { span, why: Why::Reference, ..named.clone() });
        }
        let of_other = phrase.name.as_ref().filter(|name| self.is_of_other(phrase, name));
        if let Some(name) = phrase.name.as_ref().filter(|_| of_other.is_none()) {
            return self.resolve_name(phrase, name, is_beside);
        }
        let head = phrase.head?;
        if let Some(named) = narration.name_behind(phrase) {
            let speaker = self.resolve_name(&named, named.name.as_ref()?, true)?;
            let gender = speaker.gender.or_else(|| Gender::of(narration.tokens[head].sense));
            return Some(Speaker { gender, ..speaker });
        }
        let noun = self.same_office(phrase).unwrap_or_else(|| self.noun(head));
        let sense = narration.lexicon.sense(&noun);
        if is_somebody(&noun) || is_somebody(&first.key) {
            return None;
        }
        let is_plural = self.is_german_plural(&first.key, &noun);
        let gender =
            self.article_gender(first.key.as_str()).or_else(|| self.gender_of_noun(&noun)).filter(|_| !is_plural);
        let is_indefinite = first.is(Sense::INDEFINITE) && !first.is_possessive;
        let keeps = narration.tongue.is_french_or_russian();
        let is_work = !keeps && narration.tokens[head].is_in_term;
        let is_thing = phrase.is_thing || is_work || narration.tongue == Tongue::German && is_abstract(&noun);
        let kind = if is_thing {
            SpeakerKind::Thing
        } else if (sense.is(Sense::SEVERAL) && !narration.is_german_singular(&first.key, &noun)) || is_plural {
            SpeakerKind::Several
        } else {
            SpeakerKind::Person
        };
        // “Novak’s lawyer” is not Novak.
        let is_related = (phrase.tokens.start..head).any(|at| narration.tokens[at].is_possessive);
        let is_kin = first.is(Sense::POSSESSIVE) && !first.is(Sense::DETERMINER) && sense.is(Sense::ROLE);
        let pointed = || self.pointed_at(phrase, sentence, gender, &span).filter(|_| !phrase.is_thing);
        if let Some(speaker) = pointed().or_else(|| self.repeated(phrase, head, &span)) {
            return Some(speaker);
        }
        let is_bare = phrase.tokens.end == head + 1 && first.is(Sense::DETERMINER) && !is_indefinite;
        if narration.tongue == Tongue::French
            && narration.is_relation(&noun)
            && is_bare
            && let Some(named) = self.recent_named(sentence, gender).or_else(|| self.only_named(sentence, gender))
        {
            return Some(Speaker { span, why: Why::Reference, ..named.clone() });
        }
        if let Some(speaker) = self.organisation_meant(phrase, sentence) {
            return Some(speaker);
        }
        // “The same document” is the one spoken of.
        if phrase.is_thing && phrase.tokens.clone().any(|at| narration.tokens[at].key == "same") {
            let thing = self.antecedent(sentence, SpeakerKind::Thing, None)?;
            return Some(Speaker { span, why: Why::Unnamed, ..thing.clone() });
        }
        if let Some(number) = self.surname_like_noun(phrase, head, &noun) {
            return Some(self.person(number, span, Why::Named));
        }
        if is_office(&noun)
            && !is_indefinite
            && let Some(speaker) = self.office_holder(phrase, head, &span)
        {
            return Some(speaker);
        }
        // “Сказала женщина с коляской” is somebody new.
        let of_place = (head + 1..phrase.tokens.end).any(|at| narration.tokens[at].is(Sense::PREPOSITION));
        // “Ajoute le trentenaire”: a noun for whoever was spoken of.
        let is_unknown =
            !sense.is(Sense::ROLE.or(Sense::THING).or(Sense::INDEFINITE)) && !phrase.is_thing && !is_abstract(&noun);
        if narration.tongue == Tongue::French
            && is_unknown
            && is_beside
            && first.is(Sense::DETERMINER)
            && !is_indefinite
        {
            return self.called_so(&noun, gender, &span).or_else(|| self.person_called(sentence, gender, span));
        }
        if let Some(speaker) = self
            .anybody(&noun, sentence, gender, &span)
            .filter(|_| !(is_indefinite || is_related || is_kin || of_place))
        {
            return Some(speaker);
        }
        if !(narration.may_speak(head) || is_beside && self.is_newcomer(head, &noun, is_indefinite)) {
            return None;
        }
        if let Some(speaker) = self.head_of_institution(phrase, head, &noun, sentence) {
            return Some(speaker);
        }
        if let Some(tokens) = narration.located(phrase, head) {
            let name = unwrapped(narration.text_of(&tokens));
            return Some(Speaker { name, gender, kind, span, why: Why::Unnamed });
        }
        if is_indefinite
            && kind == SpeakerKind::Person
            && let Some(speaker) = self.named_below(phrase, sentence, gender)
        {
            return Some(speaker);
        }
        if !is_indefinite && !is_related && !is_thing && !is_plural {
            let is_thought = keeps && is_abstract(&noun) && !sense.is(Sense::ROLE);
            let is_nameable = kind == SpeakerKind::Person && !is_kin && !is_thought && !has_no_name(&noun);
            if let ControlFlow::Break(found) = self.resolve_definite(phrase, &noun, sentence, gender, is_nameable) {
                return found;
            }
        }
        if is_office(&noun) && narration.tongue.is_french_or_russian() {
            let complement = &narration.tokens[head + 1..phrase.tokens.end];
            let is_common = complement.iter().all(|token| !token.is_capital() && !token.is_in_term);
            if is_common && !complement.is_empty() {
                let speaker = self.only_person(sentence, gender)?;
                return (speaker.why != Why::Unnamed).then(|| Speaker { span, why: Why::Reference, ..speaker.clone() });
            }
        }
        // Words that mean no person, organisation or document say nothing.
        let is_known = sense.is(Sense::ROLE.or(Sense::THING).or(Sense::INDEFINITE)) || phrase.is_thing;
        // “Se désole un cadre”, “une voix lance”: whoever is new says it.
        let is_new = narration.tongue == Tongue::French && is_indefinite && is_beside && !is_abstract(&noun);
        if keeps && !is_known && !is_personal(&noun) && !is_new {
            return None;
        }
        let opens = phrase.tokens.start == narration.sentences[sentence].start;
        let varied = self.varied(phrase, &noun, sentence, gender);
        let varied = varied.or_else(|| self.superior_named(phrase, &noun, sentence, gender));
        if let Some(speaker) = varied.filter(|_| is_beside || opens) {
            return Some(speaker);
        }
        let name = self.phrase_as_written(phrase, head, is_oblique);
        Some(Speaker { name, gender, kind, span, why: Why::Unnamed })
    }

    fn resolve_pronoun(&self, phrase: &Phrase, span: Range<usize>, sentence: usize) -> Option<Speaker> {
        let token = &self.narration.tokens[phrase.tokens.start];
        if token.is(Sense::ME) {
            return Some(self.first_person(&token.key, span));
        }
        // “Комитет проект не поддержал. В его отзыве отмечается”.
        let follows_in = phrase.tokens.start > 0
            && matches!(self.narration.tokens[phrase.tokens.start - 1].key.as_str(), "в" | "во");
        if self.narration.tongue == Tongue::Russian && follows_in && token.is(Sense::POSSESSIVE) {
            let owner = self.subject_of(sentence.checked_sub(1)?)?.clone();
            return Some(Speaker {
                span,
                why: if owner.why == Why::Named { Why::Reference } else { owner.why },
                ..owner
            });
        }
        let (kind, gender) = match token.key.as_str() {
            "его" | "his" | "him" | "lui" => (SpeakerKind::Person, Some(Gender::Man)),
            "eux" => (SpeakerKind::Several, None),
            "ее" | "her" => (SpeakerKind::Person, Some(Gender::Woman)),
            "sein" | "seine" | "seinen" | "seiner" | "seinem" | "ihm" => (SpeakerKind::Person, Some(Gender::Man)),
            "ihr" | "ihre" | "ihren" | "ihrer" | "ihrem" => (SpeakerKind::Person, Some(Gender::Woman)),
            "их" | "their" | "them" => (SpeakerKind::Several, None),
            _ if token.is(Sense::HE) => (SpeakerKind::Person, Some(Gender::Man)),
            _ if token.is(Sense::SHE) => (SpeakerKind::Person, Some(Gender::Woman)),
            // “À l’entendre”, “à la croire”.
            "l" | "le" | "la" | "son" | "sa" | "ses" => {
                let speaker = self.only_person(sentence, None)?.clone();
                return Some(Speaker { span, why: Why::Reference, ..speaker });
            }
            "on" if self.is_same_source(sentence) => {
                let (_, speaker) = self.subjects.iter().rev().find(|(at, _)| *at < sentence)?;
                return Some(Speaker { span, ..speaker.clone() });
            }
            "on" => return self.place_of_one(phrase, sentence),
            "we" | "wir" | "nous" | "мы" => return None,
            _ if token.is(Sense::THEY) => (SpeakerKind::Several, None),
            "it" => (SpeakerKind::Thing, None),
            _ => return None,
        };
        if token.key == "it"
            && phrase.tokens.start == self.narration.sentences[sentence].start
            && let Some(document) = self.document_before(sentence)
        {
            return Some(Speaker { span, ..document });
        }
        if kind == SpeakerKind::Thing
            && token.key == "it"
            && let Some(subject) = self.narration.main_subject(&self.narration.sentences[sentence])
            && !subject.is_pronoun
            && subject.is_thing
            && subject.tokens.end <= phrase.tokens.start
        {
            // “The firm opened a shop, which it called …”.
            return self.resolve(&subject, false, sentence, true);
        }
        let nearby = gender.and_then(|gender| {
            let here = self.of_main_clause(phrase, sentence, gender);
            let here = here.or_else(|| self.of_own_sentence(phrase, sentence, gender));
            here.or_else(|| self.owner_before(sentence, gender))
        });
        if let Some(speaker) = nearby {
            return Some(Speaker { span, ..speaker });
        }
        if gender.is_some_and(|gender| self.follows_unknown(sentence, gender)) {
            return None;
        }
        if let Some(speaker) = gender.and_then(|gender| self.thing_for_pronoun(sentence, gender, &span)) {
            return Some(speaker);
        }
        let hero = gender.and_then(|gender| self.hero_alone(sentence, Some(gender), &span));
        if let Some(speaker) = hero.filter(|it| !self.is_other_above(sentence, it)) {
            return Some(speaker);
        }
        let mut found = self.antecedent(sentence, kind, gender);
        if found.is_none() && kind == SpeakerKind::Several {
            // “A source said … they concede”.
            found = self.antecedent(sentence, SpeakerKind::Thing, None);
            let unnamed = self.antecedent(sentence, SpeakerKind::Person, None).filter(|it| it.why == Why::Unnamed);
            found = unnamed.or(found);
        }
        if found.is_none()
            && kind == SpeakerKind::Person
            && !self.follows_unnamed(sentence)
            && let Some(person) = gender.and_then(|gender| self.only_of_gender(gender, phrase.tokens.start))
        {
            let name = person.name.clone();
            let meant = Speaker { name, gender, kind, span, why: Why::Reference };
            return self.unless_other(phrase, sentence, person.gender.or(gender)?, meant);
        }
        if let (Some(gender), Some(speaker)) = (gender, found) {
            found = Some(self.unless_doubtful(phrase, sentence, gender, speaker)?);
        }
        let main = if found.is_none() { self.main_person_for(sentence, gender, kind) } else { None };
        let mut found = found.or(main.as_ref())?;
        if gender.is_some() && self.is_named_behind(phrase, sentence, &found.name) {
            found = self.somebody_else(sentence, gender, &found.name)?;
        }
        let is_other = |gender| self.means_other(phrase.tokens.start, sentence, gender, found);
        if gender.is_some_and(is_other) || self.follows_latter(sentence, found) {
            return None;
        }
        let why = if found.why == Why::Unnamed { Why::Unnamed } else { Why::Reference };
        let gender = if self.narration.tongue.is_french_or_russian() { found.gender } else { found.gender.or(gender) };
        Some(Speaker { gender, span, why, ..found.clone() })
    }

    /// Whether a sentence names the source before it: `a-t-on indiqué de même source`.
    fn is_same_source(&self, sentence: usize) -> bool {
        let tokens = &self.narration.tokens[self.narration.sentences[sentence].clone()];
        tokens.windows(2).any(|pair| pair[0].key == "même" && pair[1].key == "source")
    }
}

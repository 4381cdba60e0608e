//! Persons whom a French or Russian article brings in without saying who they are: by a single name, or as somebody’s
//! relation.

use std::ops::Range;

use super::discourse::{Discourse, Number, Speaker};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::rules::Sieve;
use crate::sieve::sayings::Saying;
use crate::sieve::text::{Gap, Narration, Token, stem};
use crate::sieve::words::cases::is_form_of;
use crate::sieve::words::gender::Gender;

/// Nouns for what somebody is to another person, and not by himself.
const RELATIONS: &str = "\
    femme mari épouse époux compagne compagnon conjoint conjointe fils fille mère père frère sœur soeur cousin cousine \
    oncle tante neveu nièce grand-mère grand-père voisin voisine ami amie collègue homologue client cliente rival rivale \
    adversaire successeur successeuse prédécesseur жена муж сын дочь мать отец брат сестра соперник соперница коллега \
    друг подруга сосед соседка преемник предшественник однофамилец";

impl Narration<'_> {
    /// Whether a noun says what somebody is to another person: `sa femme`, `его соперник`.
    pub(crate) fn is_relation(&self, noun: &str) -> bool {
        self.tongue.reads_by_form() && is_in(RELATIONS, noun)
    }

    /// Whether a French pronoun only stresses the subject before it: `La fédération, elle, s’inquiète`.
    pub(crate) fn is_stressed_pronoun(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_set_off = token.gap == Gap::COMMA && self.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::COMMA);
        self.tongue == Tongue::French && matches!(token.key.as_str(), "elle" | "elles" | "lui" | "eux") && is_set_off
    }

    /// The gender of a person introduced by a single unknown name, from the pronoun that begins the next sentence of the
    /// paragraph or is beside its verb of saying: `Zlata sert la soupe. Elle a vu`.
    pub(super) fn gender_of_newcomer(&self, name: &Range<usize>) -> Option<Gender> {
        const MIN_LETTERS: usize = 3;
        const MAX_BEFORE: usize = 8;
        const IMPERSONAL: &[&str] =
            &["y", "faut", "fallait", "faudra", "faudrait", "est", "était", "s", "pleut", "pleuvait", "a", "fait"];
        let at = name.start;
        let token = self.tokens.get(at).filter(|_| self.tongue.reads_by_form() && name.len() == 1)?;
        let sentence = self.sentence_of[at];
        let start = self.sentences[sentence].start;
        let is_behind_place = token.gap.has(Gap::COMMA)
            && at - start <= MAX_BEFORE
            && self.tokens[start].is(Sense::PREPOSITION)
            && (start + 1..at).all(|it| self.is_joined(it));
        // “Face à lui” is no name.
        let may_be_verb = |next: &Token<'_>| {
            !next.is_capital() && (self.tongue != Tongue::French || !next.is(Sense::PREPOSITION.and(Sense::OF)))
        };
        let is_subject = self.is_joined(at + 1) && self.tokens.get(at + 1).is_some_and(may_be_verb);
        // A Russian noun has no article.
        let is_name = self.tongue == Tongue::French || self.capital_stems.contains(stem(&token.key));
        let begins = is_subject && is_name && (at == start || is_behind_place);
        let is_unknown = !token.is(Sense::THING.and(Sense::ROLE).and(Sense::NO_NAME)) && !token.is_acronym();
        let is_long = token.key.chars().count() >= MIN_LETTERS;
        let next = sentence + 1;
        if !begins
            || !is_unknown
            || !is_long
            || token.is_in_term
            || self.paragraph_of.get(next) != Some(&self.paragraph_of[sentence])
        {
            return None;
        }
        let words = self.sentences[next].clone();
        let is_his = |at: &usize| self.tokens[*at].is(Sense::HE.and(Sense::SHE)) && self.tokens[*at].quote.is_none();
        let pronoun = words.clone().find(is_his)?;
        let is_first = pronoun == words.start;
        let is_impersonal = self.tongue == Tongue::French
            && self.tokens[pronoun].key == "il"
            && is_first
            && self.tokens.get(pronoun + 1).is_some_and(|next| IMPERSONAL.contains(&next.key.as_str()));
        let is_beside_cue = || {
            let near = pronoun.saturating_sub(2).max(words.start)..words.end.min(pronoun + 2);
            near.into_iter().any(|at| self.is_cue(at))
        };
        (!is_impersonal && (is_first || is_beside_cue())).then(|| Gender::of(self.tokens[pronoun].sense))?
    }
}

impl Narration<'_> {
    /// What has the words of a quotation on it, right before a colon: `Sur le mur, une banderole :`, `сохранилась надпись:`.
    pub(crate) fn inscription_before(&self, part: &Range<usize>) -> Option<Phrase> {
        const INSCRIPTIONS: &str = "\
            banderole pancarte affiche affichette inscription plaque mot écriteau graffiti panneau étiquette надпись \
            записка табличка вывеска плакат объявление баннер резолюция";
        let noun = part.end.checked_sub(1).filter(|at| part.contains(at))?;
        let is_written = is_in(INSCRIPTIONS, &self.tokens[noun].key);
        let start = match self.tongue {
            Tongue::French => noun.checked_sub(1).filter(|&at| self.tokens[at].is(Sense::INDEFINITE))?,
            Tongue::Russian => noun,
            _ => return None,
        };
        let head = Some(noun).filter(|_| is_written && start >= part.start)?;
        Some(Phrase { tokens: start..part.end, name: None, head: Some(head), is_pronoun: false, is_thing: true })
    }

    /// Whose letter has the words behind a colon: `lire une lettre de la projectionniste, Jeanne Doe, 93 ans :`. French only.
    pub(crate) fn letter_before(&self, part: &Range<usize>, is_colon: bool) -> Option<Saying> {
        const LETTERS: &str = "lettre mot message texto sms courriel mail télégramme billet";
        const MAX_WORDS: usize = 14;
        if self.tongue != Tongue::French || !is_colon {
            return None;
        }
        let lowest = part.start.max(part.end.saturating_sub(MAX_WORDS));
        let letter = (lowest..part.end).rev().find(|&at| is_in(LETTERS, &self.tokens[at].key))?;
        let of = letter + 1;
        if !self.tokens.get(of)?.is(Sense::OF) || !self.is_joined(of) || (of..part.end).any(|at| self.is_cue(at)) {
            return None;
        }
        let subject = self.phrase_at(of + 1, part.end).filter(|it| !it.is_pronoun)?;
        let closes = subject.tokens.end == part.end || self.tokens[subject.tokens.end].gap.has(Gap::COMMA);
        closes.then_some(Saying { subject, cue: letter..of, is_oblique: false, is_near: true })
    }

    /// Whose answer is before a colon: `Réponse du maire :`, `Ответ Лужина:`.
    pub(crate) fn answerer(&self, part: Range<usize>) -> Option<Phrase> {
        const ANSWERS: &str = "\
            réponse réaction verdict commentaire explication conclusion constat remarque réplique confidence ответ реакция \
            вердикт комментарий вывод";
        let first = self.tokens.get(part.start).filter(|first| first.is_capital() && is_in(ANSWERS, &first.key))?;
        let of = match self.tongue {
            Tongue::French => self.tokens.get(part.start + 1).filter(|next| next.is(Sense::OF)).map(|_| 1)?,
            Tongue::Russian => 0,
            _ => return None,
        };
        let start = part.start + 1 + of;
        let is_whole = |it: &Phrase| it.tokens.end == part.end && !it.is_pronoun;
        let noun = || self.oblique_noun(start, part.end);
        (first.quote.is_none()).then(|| self.phrase_at(start, part.end).or_else(noun).filter(is_whole))?
    }
}

impl Discourse<'_, '_> {
    /// Whom a French demonstrative at the beginning of a sentence means: the person whom the sentence before is about:
    /// `raconte Doe. Cette ancienne institutrice a couché`.
    pub(super) fn pointed_at(
        &self,
        phrase: &Phrase,
        sentence: usize,
        gender: Option<Gender>,
        span: &Range<usize>,
    ) -> Option<Speaker> {
        const MAX_OPENING: usize = 8;
        let narration = self.narration;
        let points = matches!(narration.tokens[phrase.tokens.start].key.as_str(), "ce" | "cet" | "cette");
        let start = narration.sentences[sentence].start;
        // “Entre 2014 et 2023, cette comptable a signé”.
        let is_behind_time = || {
            let opening = start + 1..phrase.tokens.start;
            narration.tokens[start].is(Sense::PREPOSITION)
                && narration.tokens[phrase.tokens.start].gap == Gap::COMMA
                && opening.len() < MAX_OPENING
                && opening.into_iter().all(|at| narration.is_joined(at) && narration.tokens[at].quote.is_none())
        };
        let begins = phrase.tokens.start == start || is_behind_time();
        let is_meant = points && begins && !narration.is_newly_pointed(phrase) && narration.tongue == Tongue::French;
        let subject = self.subject_of(narration.sentence_before(sentence).filter(|_| is_meant)?)?;
        let fits = Gender::fits(gender, subject.gender);
        let is_named = subject.number == Number::Person && subject.why != Why::Unnamed;
        // What it is called tells the gender of an unknown name.
        (fits && is_named).then(|| Speaker {
            span: span.clone(),
            why: Why::Reference,
            gender: subject.gender.or(gender),
            ..subject.clone()
        })
    }

    /// Whom a demonstrative and the noun by which the article has spoken of somebody mean: `selon une source proche du
    /// dossier. « … », a ajouté cette source`, `этот чиновник`.
    pub(super) fn repeated(&self, phrase: &Phrase, head: usize, span: &Range<usize>) -> Option<Speaker> {
        const DEMONSTRATIVES: &str = "ce cet cette этот эта тот та";
        const MAX_WORDS: usize = 150;
        const MAX_BEFORE: usize = 3;
        let narration = self.narration;
        let points = |at: usize| is_in(DEMONSTRATIVES, narration.key_at(at)) || narration.key_at(at + 1) == "même";
        let start = phrase.tokens.start;
        if !narration.tongue.reads_by_form() || !points(start) || phrase.tokens.end != head + 1 {
            return None;
        }
        let paragraph = |at: usize| narration.paragraph_of[narration.sentence_of[at]];
        let is_it = |at: &usize| {
            let (token, noun) = (&narration.tokens[*at], &narration.tokens[head].key);
            let is_same = token.key == *noun || narration.tongue == Tongue::Russian && is_form_of(&token.key, noun);
            token.quote.is_none() && is_same && paragraph(*at) + 1 >= paragraph(start)
        };
        let mentions = (start.saturating_sub(MAX_WORDS)..start).rev().filter(is_it);
        mentions.into_iter().find_map(|at| {
            let known = Sense::DETERMINER.and(Sense::INDEFINITE);
            let opens = |it: &usize| narration.tokens[*it].is(known);
            let article =
                (at.saturating_sub(MAX_BEFORE)..at).rev().take_while(|it| narration.is_joined(it + 1)).find(opens);
            let first = article.unwrap_or(at);
            let sentence = narration.sentence_of[at];
            let end = narration.sentences[sentence].end;
            let is_oblique = narration.tokens[at].key != narration.tokens[head].key;
            let in_case = || narration.oblique_noun(at, end).filter(|_| is_oblique);
            let earlier = narration.phrase_at(first, end).or_else(in_case).filter(|_| !points(first))?;
            let speaker = self.resolve(&earlier, is_oblique, sentence, true)?;
            let why = if speaker.why == Why::Unnamed { Why::Unnamed } else { Why::Reference };
            Some(Speaker { span: span.clone(), why, ..speaker })
        })
    }
}

impl Discourse<'_, '_> {
    /// Whether the paragraph above spoke last of a person other than a speaker, but of the same gender, so that a pronoun in
    /// the first sentence of a paragraph means that one.
    pub(super) fn is_other_above(&self, sentence: usize, speaker: &Speaker) -> bool {
        let paragraph = self.narration.paragraph_of[sentence];
        let begins = sentence > 0 && self.narration.paragraph_of[sentence - 1] != paragraph;
        let mut before = self.subjects.iter().rev().filter(|(at, _)| *at < sentence);
        let above = before.find(|(_, it)| it.number == Number::Person && it.why != Why::Unnamed);
        let above = above.filter(|(at, _)| begins && self.narration.paragraph_of[*at] + 1 == paragraph);
        above.is_some_and(|(_, it)| it.name != speaker.name && it.gender == speaker.gender && it.gender.is_some())
    }

    /// The subject of a sentence, if it is a person whom the article names here for the first time.
    fn new_subject(&self, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = &narration.sentences[sentence];
        let phrase = narration.phrase_at(range.start, range.end)?;
        let name = phrase.name.clone().filter(|name| name.start == range.start && name.len() > 1)?;
        let is_new = self.cast.persons.iter().any(|person| person.first == name.start);
        let speaker = self.resolve(&phrase, false, sentence, true)?;
        (is_new && speaker.number == Number::Person).then_some(speaker)
    }
}

impl Sieve<'_, '_> {
    /// The person whom the sentence behind a quotation of its own names first, in a paragraph that has named nobody: `« On
    /// respire ! » Anne Doe vend du poisson ici.` French only.
    pub(crate) fn named_next(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let own = self.own_sentence(number).filter(|_| narration.tongue == Tongue::French)?;
        let paragraph = narration.paragraph_of[own];
        let next = Some(own + 1).filter(|&next| narration.paragraph_of.get(next) == Some(&paragraph))?;
        let is_alone = self.discourse.subjects_in(paragraph).all(|(_, it)| it.number != Number::Person);
        let speaker = self.discourse.new_subject(next).filter(|_| is_alone && !self.answers(number))?;
        Some(Speaker { why: Why::Reference, ..speaker })
    }

    /// Gives the first quotation of an article, which a pronoun says, to the person whom the next sentence names: `Il disait
    /// que la mer « ne dort jamais ». Jan Doe est mort`.
    pub(crate) fn give_cataphora(&mut self) {
        const MAX_PARAGRAPH: usize = 2;
        let narration = self.narration;
        let Some(number) = self.parts.iter().position(|parts| !parts.is_empty()) else { return };
        let own = narration.sentence_of[self.parts[number][0]];
        let range = &narration.sentences[own];
        let is_open = self.found[number].as_ref().is_some_and(|it| it.speaker.is_none());
        let gender = Gender::of(narration.tokens[range.start].sense);
        let next = own + 1;
        let is_led = narration.tokens[range.start].is(Sense::HE.and(Sense::SHE));
        let follows = narration.paragraph_of.get(next) == Some(&narration.paragraph_of[own]);
        let is_beginning = narration.paragraph_of[own] <= MAX_PARAGRAPH;
        if !narration.tongue.reads_by_form() || !is_open || !is_led || !follows || !is_beginning {
            return;
        }
        let named = self.discourse.new_subject(next);
        let named = named.filter(|it| Gender::fits(gender, it.gender));
        if let (Some(speaker), Some(found)) = (named, self.found[number].as_mut()) {
            found.speaker = Some(Speaker { why: Why::Reference, ..speaker });
        }
    }

    /// Remembers who is accused, so that `the accused` means that person: `Doe est accusé d’avoir`.
    pub(crate) fn note_accused(&mut self, sentence: usize, subject: &Speaker) {
        const CHARGED: &[&str] = &["accusé", "accusée", "jugé", "jugée", "poursuivi", "poursuivie", "обвиняется"];
        let narration = self.narration;
        let mut words = narration.sentences[sentence].clone();
        let is_charged = |at: usize| {
            let token = &narration.tokens[at];
            let before = at.checked_sub(1).map_or("", |at| narration.tokens[at].key.as_str());
            let is_passive = narration.tongue == Tongue::Russian || matches!(before, "est" | "était" | "fut");
            token.quote.is_none() && is_passive && CHARGED.contains(&token.key.as_str())
        };
        let is_named = subject.number == Number::Person && subject.why != Why::Unnamed;
        if !narration.tongue.reads_by_form() || !is_named || !words.any(is_charged) {
            return;
        }
        let nouns: &[&str] = match narration.tongue {
            Tongue::French => &["accusé", "accusée", "prévenu", "prévenue"],
            _ => &["обвиняемый", "обвиняемая", "подсудимый", "подсудимая", "осужденный", "осужденная"],
        };
        for noun in nouns {
            self.discourse.unnamed.insert((*noun).to_owned(), subject.clone());
        }
    }
}

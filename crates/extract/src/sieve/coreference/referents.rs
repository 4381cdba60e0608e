//! Whom a pronoun or an indefinite noun means by the sentence or paragraph that it is in.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in, key};
use crate::sieve::cast::Found;
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Gap;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// Whether a sentence speaks of a person other than the one with a name.
    pub(crate) fn names_other(&self, sentence: usize, name: &str) -> bool {
        self.subjects_of(sentence).iter().any(|(_, it)| it.kind != SpeakerKind::Thing && it.name != name)
    }

    /// The person of the same sentence whom a pronoun means: the one before `who`, or the named subject of the main clause:
    /// `Doe said the council had written a paper, which she called “One Line”`.
    pub(super) fn of_own_sentence(&self, pronoun: &Phrase, sentence: usize, gender: Gender) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let at = pronoun.tokens.start;
        if narration.tongue.is_french_or_russian() {
            return self.named_before_colon(pronoun, sentence, gender);
        }
        let fits = |speaker: &Speaker| {
            let is_named = speaker.kind == SpeakerKind::Person && speaker.why != Why::Unnamed;
            is_named && self.gender_of(speaker).is_none_or(|it| it == gender)
        };
        let clause = narration.chunk_start(at + 1, range.start);
        if clause > range.start && narration.tokens[clause].key == "who" {
            let before = narration.chunk_start(clause, range.start);
            let named = (before..clause)
                .filter_map(|it| narration.phrase_at(it, clause))
                .find(|it| it.name.is_some() && it.tokens.end == clause);
            if let Some(speaker) = named.and_then(|it| self.resolve(&it, false, sentence, false)).filter(fits) {
                return Some(Speaker { why: Why::Reference, ..speaker });
            }
        }
        let subject = narration.main_subject(&range)?;
        // “Doe hielt er entgegen”: the other one.
        let is_object = at > 0 && subject.tokens.end + 1 == at && narration.is_nominative_behind(at - 1);
        if subject.name.is_none() || subject.tokens.end > at || is_object {
            return None;
        }
        let speaker = self.resolve(&subject, false, sentence, false).filter(fits)?;
        Some(Speaker { why: Why::Reference, ..speaker })
    }

    /// The person whom a sentence names before a colon or semicolon and then a pronoun: `Doe est plus sévère : selon elle`.
    /// French and Russian only.
    fn named_before_colon(&self, pronoun: &Phrase, sentence: usize, gender: Gender) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let at = pronoun.tokens.start;
        let breaks = |it: usize| {
            let gap = narration.tokens[it].gap;
            gap.has(Gap::COLON) || gap.has(Gap::SEMICOLON)
        };
        let subject = narration.main_subject(&range).filter(|it| it.name.is_some() && it.tokens.end <= at)?;
        if !(subject.tokens.end..=at).any(breaks) {
            return None;
        }
        let speaker = self.resolve(&subject, false, sentence, true)?;
        let fits = speaker.kind == SpeakerKind::Person && speaker.gender.is_none_or(|it| it == gender);
        fits.then_some(Speaker { why: Why::Reference, ..speaker })
    }

    /// Whether a name of one word may be that of a firm: nobody of the article has it, and nothing tells a gender.
    pub(super) fn may_be_firm(&self, speaker: &Speaker) -> bool {
        !self.narration.tongue.is_french_or_russian()
            && speaker.why == Why::Named
            && !speaker.name.contains(' ')
            && !self.is_introduced(&speaker.span)
            && self.gender_of(speaker).is_none()
    }

    /// Whether what follows a name says that it is a person's: an age or an apposition: `Doe, 34,`, `Doe, a nurse,`.
    pub(crate) fn is_introduced(&self, name: &Range<usize>) -> bool {
        let narration = self.narration;
        let next = narration.tokens.partition_point(|token| token.range.start < name.end);
        let apposed = narration.tokens.get(next).filter(|it| it.gap.has(Gap::COMMA) && it.is(Sense::INDEFINITE));
        let phrase = apposed.and_then(|_| narration.phrase_at(next, narration.tokens.len()));
        let head = phrase.and_then(|it| it.head);
        self.has_age(name) || head.is_some_and(|head| narration.tokens[head].is(Sense::ROLE))
    }

    /// Whether an age follows a name: `Doe, 34,`, `Doe (34)`.
    fn has_age(&self, name: &Range<usize>) -> bool {
        let rest = &self.narration.text[name.end..];
        let rest = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" (")).unwrap_or_default();
        let age = rest.find(|c: char| !c.is_numeric()).map_or("", |end| &rest[..end]);
        matches!(age.len(), 1 | 2)
    }

    /// The person whom the second paragraph names with an age, when the first opens with a noun: `A pensioner who … .¶Jan
    /// Doe, 68, had admitted`.
    pub(super) fn named_below(&self, phrase: &Phrase, sentence: usize, gender: Option<Gender>) -> Option<Speaker> {
        const MAX_SENTENCES: usize = 6;
        let narration = self.narration;
        let paragraph = narration.paragraph_of[sentence];
        let opens = sentence == 0 || narration.paragraph_of[sentence - 1] != paragraph;
        if narration.tongue.is_french_or_russian()
            || paragraph > 1
            || !opens
            || phrase.tokens.start != narration.sentences[sentence].start
        {
            return None;
        }
        let last = narration.sentences.len().min(sentence + 1 + MAX_SENTENCES);
        let next = (sentence + 1..last).find(|&at| narration.paragraph_of[at] == paragraph + 1)?;
        let range = &narration.sentences[next];
        let named = narration.phrase_at(range.start, range.end)?;
        let name = named.name.filter(|name| name.start == range.start && name.len() > 1)?;
        let age = narration.tokens.get(name.end).filter(|_| !narration.is_joined(name.end))?;
        let is_age = age.text.len() == 2 && age.text.chars().all(char::is_numeric);
        let words: Vec<String> = narration.tokens[name.clone()].iter().map(|token| token.key.clone()).collect();
        let Found::One(number) = self.cast.find(&words, gender, narration.tongue, usize::MAX) else { return None };
        let person = &self.cast.persons[number];
        let fits = Gender::fits(gender, person.gender);
        let span = narration.range_of(&phrase.tokens);
        (is_age && fits && person.first == name.start).then(|| self.person(number, span, Why::Reference))
    }

    /// Whether a speaker is a German organisation, whose report goes on; a document’s does not.
    pub(crate) fn is_organisation(&self, speaker: &Speaker) -> bool {
        const ENDINGS: &[&str] = &[
            "verband",
            "verein",
            "amt",
            "ministerium",
            "gewerkschaft",
            "partei",
            "fraktion",
            "regierung",
            "behörde",
            "konzern",
            "unternehmen",
            "polizei",
            "staatsanwaltschaft",
            "gericht",
            "kirche",
            "kammer",
            "verwaltung",
            "vorstand",
            "klub",
            "verbund",
            "bund",
            "bank",
            "firma",
            "betreiber",
            "hersteller",
            "initiative",
            "organisation",
            "club",
            "union",
        ];
        let is_known = |word: &str| ENDINGS.iter().any(|ending| key(word).ends_with(ending));
        self.narration.tongue == Tongue::German
            && speaker.kind == SpeakerKind::Thing
            && speaker.name.split_whitespace().take(2).any(is_known)
    }

    /// Whether a German noun behind `die` is a plural: `die Vertreter`.
    pub(super) fn is_german_plural(&self, first: &str, noun: &str) -> bool {
        let lexicon = self.narration.lexicon;
        let sense = lexicon.sense(noun);
        let is_man = sense.is(Sense::MAN) || !sense.is(Sense::ROLE) && lexicon.is_compound_of(noun, Sense::MAN);
        self.narration.tongue == Tongue::German
            && is_in("die einige mehrere viele manche zahlreiche beide zwei drei vier", first)
            && is_man
            && !sense.is(Sense::WOMAN)
            && !noun.ends_with('e')
            && !noun.ends_with("in")
    }

    /// The organisation whose statement is quoted: `hieß es in einer Mitteilung des Verbands`. The statement itself is nobody.
    /// German only.
    pub(crate) fn author_of(&self, phrase: &Phrase, speaker: Speaker, sentence: usize) -> Option<Speaker> {
        const STATEMENTS: &[&str] = &[
            "mitteilung",
            "erklärung",
            "stellungnahme",
            "aussendung",
            "schreiben",
            "statement",
            "aussendungen",
            "mitteilungen",
        ];
        const MAX_SUBJECTS: usize = 10;
        let narration = self.narration;
        let is_statement = |key: &str| STATEMENTS.iter().any(|ending| key.ends_with(ending));
        let head = phrase.head.filter(|&head| phrase.name.is_none() && is_statement(&narration.tokens[head].key));
        let Some(head) = head.filter(|_| narration.tongue == Tongue::German) else { return Some(speaker) };
        let paragraph = narration.paragraph_of[sentence];
        let mut near = self.subjects.iter().rev().take(MAX_SUBJECTS).filter(|(at, it)| {
            let is_near = paragraph - narration.paragraph_of[*at] < 2;
            is_near
                && it.kind == SpeakerKind::Thing
                && !it.name.split_whitespace().map(key).any(|word| is_statement(&word))
        });
        let mut complement = head + 1..phrase.tokens.end.max(head + 1);
        let Some(noun) = complement.find(|&at| narration.tokens[at].is_capital()) else {
            let (_, author) = near.next()?;
            return Some(Speaker { span: speaker.span, ..author.clone() });
        };
        let token = &narration.tokens[noun];
        let is_thing =
            |word: &str| narration.lexicon.sense(word).is(Sense::THING) || narration.lexicon.is_compound_of_thing(word);
        let base = ["s", "es"].iter().filter_map(|ending| token.key.strip_suffix(ending)).find(|base| is_thing(base));
        let is_genitive = matches!(narration.key_at(noun - 1), "des" | "eines");
        let base = base.or_else(|| token.key.strip_suffix('s').filter(|_| is_genitive)).unwrap_or(&token.key);
        let author = near.find(|(_, it)| it.name.split_whitespace().map(key).any(|word| word.ends_with(base)));
        if let Some((_, author)) = author {
            return Some(Speaker { span: speaker.span, ..author.clone() });
        }
        // What is cut off are letters of one byte.
        let cut = token.text.len().saturating_sub(token.key.len() - base.len());
        let name = token.text.get(..cut).unwrap_or(token.text).to_owned();
        Some(Speaker { name, ..speaker })
    }
}

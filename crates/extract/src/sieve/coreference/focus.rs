//! Who is in the focus of the article, so that words without a name beside them are theirs. Russian and French only.

use std::ops::Range;

use super::discourse::{Discourse, Number, Speaker};
use crate::candidate::Why;
use crate::languages::tongue::{Tongue, is_in, key};
use crate::sieve::cast::{Found, MAX_COMPARED, names_place};
use crate::sieve::phrases::Phrase;
use crate::sieve::rules::Sieve;
use crate::sieve::text::word_ranges;
use crate::sieve::words::cases::is_form_of;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// The one of several with a role who is meant: by the place in its phrase, or as the subject last.
    pub(super) fn one_with_role(
        &self,
        phrase: &Phrase,
        noun: &str,
        sentence: usize,
        span: Range<usize>,
    ) -> Option<Speaker> {
        let complement = phrase.head.map_or(phrase.tokens.end, |head| head + 1)..phrase.tokens.end;
        let names = self.narration.tokens[complement].iter().filter(|token| names_place(token));
        let places: Vec<&str> = names.map(|token| token.key.as_str()).collect();
        match self.cast.find_role_at(noun, &places) {
            Some(number) => Some(self.person(number, span, Why::Reference)),
            None => self.recent_of_role(noun, sentence, span),
        }
    }

    /// Whom a noun without a complement means: the only person spoken of, or with a name.
    pub(crate) fn meant_by_noun(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        let speaker = self.only_person(sentence, gender).or_else(|| self.just_named(sentence, gender));
        let is_read = self.narration.tongue.reads_by_form();
        if is_read && speaker.is_none_or(|it| it.why == Why::Unnamed) {
            return self.only_named(sentence, gender);
        }
        speaker
    }

    /// The only person with a name spoken of lately whom a noun may mean.
    pub(crate) fn only_named(&self, sentence: usize, gender: Option<Gender>) -> Option<&Speaker> {
        const MAX_SUBJECTS: usize = 8;
        let paragraph = self.narration.paragraph_of[sentence];
        let fits = |(at, it): &&(usize, Speaker)| {
            paragraph - self.narration.paragraph_of[*at] < 2
                && it.number == Number::Person
                && it.why != Why::Unnamed
                && Gender::fits(gender, it.gender)
        };
        let mut near = self.subjects.iter().rev().take(MAX_SUBJECTS).filter(fits).map(|(_, it)| it);
        let speaker = near.next()?;
        near.all(|other| other.name == speaker.name).then_some(speaker)
    }

    /// The person of several with a surname who was spoken of last. Russian and French only.
    pub(super) fn recent_of_name(&self, keys: &[String], span: Range<usize>) -> Option<Speaker> {
        const MAX_SUBJECTS: usize = 12;
        let [surname] = keys else { return None };
        let is_it = |speaker: &&Speaker| {
            let last = speaker.name.split_whitespace().next_back().map(key);
            last.is_some_and(|last| last == *surname || is_form_of(surname, &last))
        };
        let is_read = self.narration.tongue.reads_by_form();
        let near = self.subjects.iter().rev().take(if is_read { MAX_SUBJECTS } else { 0 });
        let speaker = near.map(|(_, speaker)| speaker).find(is_it)?;
        Some(Speaker { span, why: Why::Named, ..speaker.clone() })
    }

    /// Whether a noun says what a speaker is.
    pub(crate) fn is_called(&self, speaker: &Speaker, noun: &str) -> bool {
        let words: Vec<String> = speaker.name.split_whitespace().map(key).collect();
        let found = self.cast.find(&words, None, self.narration.tongue, usize::MAX);
        matches!(found, Found::One(number) if self.cast.has_role(number, &key(noun)))
    }
}

impl Sieve<'_, '_> {
    /// The person according to whom a sentence without a quotation is: `Selon un proche du dossier, …`.
    pub(crate) fn source_of(&self, sentence: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        let range = self.narration.sentences[sentence].clone();
        if !self.narration.tongue.reads_by_form() {
            return None;
        }
        let opening = range.start..range.end.min(range.start + MAX_WORDS);
        let saying = self.narration.according_to(opening).filter(|saying| saying.cue.start == range.start)?;
        let speaker = self.discourse.resolve(&saying.subject, saying.is_oblique, sentence, true)?;
        (speaker.number == Number::Person).then_some(speaker)
    }

    /// Who said the quotation before in the same sentence, if this one goes on with it: `que … “A” et que … “B”`.
    pub(crate) fn goes_on_in_clause(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let sentence = &narration.sentences[narration.sentence_of[first]];
        let quote = (sentence.start..first).rev().find(|&at| narration.tokens[at].quote.is_some())?;
        let (and, that) = (narration.tokens.get(quote + 1)?, narration.tokens.get(quote + 2)?);
        let is_clause =
            matches!(and.key.as_str(), "et" | "и" | "а") && matches!(that.key.as_str(), "que" | "qu" | "что");
        let earlier = self.found[narration.tokens[quote].quote?].as_ref().filter(|_| is_clause)?;
        earlier.speaker.clone().map(|speaker| Speaker { why: Why::Continuation, ..speaker })
    }

    /// Whether the words of a quotation address the speaker: `Mort en 1789, madame la présidente`.
    pub(crate) fn addresses(&self, number: usize, speaker: &Speaker) -> bool {
        const ADDRESSES: &[&str] = &["madame la ", "monsieur le ", "господин ", "госпожа "];
        let text = |at: &usize| self.narration.tokens[*at].text.to_lowercase();
        self.parts[number].iter().map(text).any(|text| {
            ADDRESSES.iter().any(|address| {
                let (_, rest) = text.split_once(address).unwrap_or_default();
                let noun = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
                !noun.is_empty() && self.discourse.is_called(speaker, noun)
            })
        })
    }

    /// Whether a quotation speaks of the supposed speaker as of somebody else, so that it is another one’s: `« Jeanne a coupé
    /// quatre minutes »`. French and Russian only.
    pub(crate) fn speaks_of(&self, number: usize, speaker: &Speaker) -> bool {
        const SELF: &str = "suis appelle est c moi je я зовут меня";
        const MIN_LETTERS: usize = 3;
        let is_guess = matches!(speaker.why, Why::Reference | Why::Continuation | Why::LeadIn);
        if !self.narration.tongue.reads_by_form() || !is_guess || speaker.number != Number::Person {
            return false;
        }
        let names = speaker.name.split_whitespace().map(key);
        let names: Vec<String> = names.filter(|name| name.chars().count() >= MIN_LETTERS).collect();
        self.parts[number].iter().any(|&part| {
            let text = self.narration.tokens[part].text;
            let words = word_ranges(text, 0..text.len());
            words.iter().enumerate().any(|(at, word)| {
                let (before, after) = (text[..word.start].trim_end(), text[word.end..].trim_start());
                let is_called = before.ends_with([',', '“', '„', '«', '‘']) || after.starts_with([',', '!', '?', '”']);
                let is_own = at > 0 && is_in(SELF, &key(&text[words[at - 1].clone()]));
                let word = &text[word.clone()];
                word.starts_with(char::is_uppercase) && names.contains(&key(word)) && !is_called && !is_own
            })
        })
    }

    /// Whether a quotation follows a question in its paragraph and is none. Russian and French only.
    pub(crate) fn answers(&self, number: usize) -> bool {
        let asks = |at: usize| {
            self.parts[at].last().is_some_and(|&token| self.narration.tokens[token].text.trim_end().ends_with('?'))
        };
        let paragraph = |at: usize| {
            self.parts[at].first().map(|&token| self.narration.paragraph_of[self.narration.sentence_of[token]])
        };
        let earlier = (0..number).rev().find(|&other| !self.parts[other].is_empty());
        self.narration.tongue.reads_by_form()
            && !asks(number)
            && earlier.is_some_and(|earlier| asks(earlier) && paragraph(earlier) == paragraph(number))
    }

    /// The person whom alone the paragraph before a quotation of its own paragraph is about.
    pub(crate) fn in_focus(&self, own: usize) -> Option<Speaker> {
        let narration = self.narration;
        let lead = own.checked_sub(1)?;
        if !narration.tongue.reads_by_form() {
            return None;
        }
        let subject = self.discourse.subject_of(lead)?;
        let is_named = subject.number == Number::Person && matches!(subject.why, Why::Named | Why::Reference);
        let paragraph = narration.paragraph_of[lead];
        let here = (0..=lead).rev().take(MAX_COMPARED).take_while(|&at| narration.paragraph_of[at] == paragraph);
        let is_alone = here.into_iter().all(|at| !self.discourse.names_other(at, &subject.name));
        (is_named && is_alone).then(|| Speaker { why: Why::Continuation, ..subject.clone() })
    }

    /// Who said the words quoted before in the same sentence, if they end in a comma or no other verb is between.
    pub(crate) fn same_sentence(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let sentence = &narration.sentences[narration.sentence_of[first]];
        let quote = (sentence.start..first).rev().find(|&at| narration.tokens[at].quote.is_some())?;
        let is_part = narration.tokens[first].text.starts_with(char::is_lowercase);
        // “‘Well,’ murmured the guard, who had seen it, ‘that was it.’”
        let goes_on = narration.tokens[quote].text.ends_with(',');
        let may = match narration.tongue {
            Tongue::English => goes_on,
            Tongue::German | Tongue::Russian => goes_on || !(quote + 1..first).any(|at| narration.is_cue(at)),
            Tongue::French => false,
        };
        if !may || !is_part {
            return None;
        }
        let speaker = self.found[narration.tokens[quote].quote?].as_ref()?.speaker.clone()?;
        Some(Speaker { why: Why::Continuation, ..speaker })
    }

    /// The sentence that a quotation is all of, if it ends like one.
    pub(crate) fn own_sentence(&self, number: usize) -> Option<usize> {
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let ends = narration.tokens[last].text.ends_with(['.', '!', '?', '…']);
        (narration.sentences[own] == (first..last + 1) && ends).then_some(own)
    }

    /// The only person whom the paragraph names before a quotation that is a sentence of its own. German and Russian only.
    pub(crate) fn sole_person(&self, number: usize) -> Option<Speaker> {
        const MIN_WORDS: usize = 6;
        const MAX_SENTENCES: usize = 8;
        let narration = self.narration;
        let &last = self.parts[number].last()?;
        let own = self.own_sentence(number)?;
        let is_long = narration.tokens[last].text.split_whitespace().nth(MIN_WORDS - 1).is_some();
        let reads = matches!(narration.tongue, Tongue::German | Tongue::Russian);
        if !reads || !is_long || self.answers(number) {
            return None;
        }
        let paragraph = narration.paragraph_of[own];
        let near = (0..own).rev().take(MAX_SENTENCES);
        let here = near.take_while(|&at| narration.paragraph_of[at] == paragraph);
        let is_quoted =
            |at: usize| narration.sentences[at].clone().any(|token| narration.tokens[token].quote.is_some());
        if here.clone().any(is_quoted) {
            return None;
        }
        let named = self.discourse.only_here(own, None)?;
        let is_subject = here.clone().any(|at| self.discourse.subject_of(at).is_some_and(|it| it.name == named.name));
        (is_subject && named.why != Why::Unnamed).then(|| Speaker { why: Why::Reference, ..named.clone() })
    }
}

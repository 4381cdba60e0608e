//! Words without a name beside them, which belong to whoever is in the focus of the article. Russian and French only.

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Tongue, is_in, key};
use crate::sieve::cast::MAX_COMPARED;
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::text::word_ranges;

impl Sieve<'_, '_> {
    /// The person according to whom a sentence without a quotation is: `Selon un proche du dossier, …`.
    pub(super) fn source_of(&self, sentence: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        let range = self.narration.sentences[sentence].clone();
        if !self.narration.tongue.is_french_or_russian() {
            return None;
        }
        let opening = range.start..range.end.min(range.start + MAX_WORDS);
        let saying = self.narration.according_to(opening).filter(|saying| saying.cue.start == range.start)?;
        let speaker = self.discourse.resolve(&saying.subject, saying.is_oblique, sentence, true)?;
        (speaker.kind == SpeakerKind::Person).then_some(speaker)
    }

    /// Who said the quotation before in the same sentence, if this one goes on with it: `que … “A” et que … “B”`.
    pub(super) fn goes_on_in_clause(&self, number: usize) -> Option<Speaker> {
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
        const MAX_ADDRESSES: usize = 8;
        let text = |at: &usize| self.narration.tokens[*at].text.to_lowercase();
        self.parts[number].iter().map(text).any(|text| {
            let behind = ADDRESSES.iter().flat_map(|address| text.split(address).skip(1).take(MAX_ADDRESSES));
            let nouns = behind.filter_map(|rest| rest.split(|c: char| !c.is_alphanumeric()).next());
            nouns.filter(|noun| !noun.is_empty()).any(|noun| self.discourse.is_called(speaker, noun))
        })
    }

    /// Whether a quotation speaks of the supposed speaker as of somebody else, so that it is another one’s: `« Jeanne a coupé
    /// quatre minutes »`. French and Russian only.
    pub(super) fn speaks_of(&self, number: usize, speaker: &Speaker) -> bool {
        const SELF: &str = "suis appelle est c moi je я зовут меня";
        const MIN_LETTERS: usize = 3;
        let is_guess = matches!(speaker.why, Why::Reference | Why::Continuation | Why::LeadIn);
        if !self.narration.tongue.is_french_or_russian() || !is_guess || speaker.kind != SpeakerKind::Person {
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
        self.narration.tongue.is_french_or_russian()
            && !asks(number)
            && earlier.is_some_and(|earlier| asks(earlier) && paragraph(earlier) == paragraph(number))
    }

    /// The person whom alone the paragraph before a quotation of its own paragraph is about.
    pub(super) fn in_focus(&self, own: usize) -> Option<Speaker> {
        let narration = self.narration;
        let lead = own.checked_sub(1)?;
        if !narration.tongue.is_french_or_russian() {
            return None;
        }
        let subject = self.discourse.subject_of(lead)?;
        let is_named = subject.kind == SpeakerKind::Person && matches!(subject.why, Why::Named | Why::Reference);
        let paragraph = narration.paragraph_of[lead];
        let here = (0..=lead).rev().take(MAX_COMPARED).take_while(|&at| narration.paragraph_of[at] == paragraph);
        let is_alone = here.into_iter().all(|at| !self.discourse.names_other(at, &subject.name));
        (is_named && is_alone).then(|| Speaker { why: Why::Continuation, ..subject.clone() })
    }

    /// Who said the words quoted before in the same sentence, if they end in a comma or no other verb is between.
    pub(super) fn same_sentence(&self, number: usize) -> Option<Speaker> {
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
    pub(super) fn own_sentence(&self, number: usize) -> Option<usize> {
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let ends = narration.tokens[last].text.ends_with(['.', '!', '?', '…']);
        (narration.sentences[own] == (first..last + 1) && ends).then_some(own)
    }

    /// The only person whom the paragraph names before a quotation that is a sentence of its own. German and Russian only.
    pub(super) fn sole_person(&self, number: usize) -> Option<Speaker> {
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

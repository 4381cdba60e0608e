//! Speakers without a name, as the article calls them.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, key};
use crate::sieve::cast::unwrapped;
use crate::sieve::phrases::Phrase;
use crate::sieve::phrases::adjectives::adjective_before;
use crate::sieve::words::cases::known_base;
use crate::sieve::words::gender::Gender;
use crate::sieve::words::nouns::is_office;

impl Discourse<'_, '_> {
    /// The source without a name of whom the paragraph has just spoken: `собеседник` after `сотрудник администрации`.
    pub(super) fn unnamed_here(&self, noun: &str, sentence: usize) -> Option<&Speaker> {
        let paragraph = self.narration.paragraph_of[sentence];
        let mut here = self.subjects_in(paragraph);
        let is_source = matches!(noun, "собеседник" | "собеседница");
        let (_, last) = here.find(|(_, it)| it.kind == SpeakerKind::Person).filter(|_| is_source)?;
        (last.why == Why::Unnamed).then_some(last)
    }

    /// The only person who leads what the complement of a noun for an office names.
    pub(super) fn office_holder(&self, phrase: &Phrase, head: usize, span: &Range<usize>) -> Option<Speaker> {
        let complement = &self.narration.tokens[head + 1..phrase.tokens.end];
        let places: Vec<&str> =
            complement.iter().filter(|token| token.may_name_organisation()).map(|token| token.key.as_str()).collect();
        let number = self.cast.find_at(&places)?;
        Some(self.person(number, span.clone(), Why::Reference))
    }

    /// The person of the sentence before, whom the head of an institution means: `Лужин подал в отставку. «…», — сказал
    /// глава Минфина`. Russian only.
    pub(super) fn head_of_institution(
        &self,
        phrase: &Phrase,
        head: usize,
        noun: &str,
        sentence: usize,
    ) -> Option<Speaker> {
        let narration = self.narration;
        let names_one = narration.tongue == Tongue::Russian
            && is_office(noun)
            && phrase.tokens.end == head + 2
            && narration.tokens[head + 1].may_name_organisation();
        let named = self.just_named(sentence, None).filter(|it| names_one && it.why != Why::Unnamed)?;
        let span = narration.range_of(&phrase.tokens);
        Some(Speaker { span, why: Why::Reference, ..named.clone() })
    }

    /// Who tells the text, by the pronoun: `I`, `je`.
    pub(super) fn first_person(&self, pronoun: &str, span: Range<usize>) -> Speaker {
        let name = match pronoun {
            _ if self.narration.tongue == Tongue::English => "I",
            "j" => "je",
            other => other,
        };
        Speaker { name: name.to_owned(), gender: None, kind: SpeakerKind::Person, span, why: Why::Unnamed }
    }

    /// Whether a pronoun most probably means another person than one of whom only a paragraph above speaks: that one has no
    /// name, the article is about another one, or the paragraph brings in a person of the gender: `ein Nutzer nahm es aufs
    /// Korn. „…“, schrieb er`. English and German.
    pub(super) fn means_other(&self, pronoun: usize, sentence: usize, gender: Gender, found: &Speaker) -> bool {
        const MAX_SENTENCES: usize = 8;
        let narration = self.narration;
        let paragraph = narration.paragraph_of[sentence];
        let mut here = self.subjects_in(paragraph);
        if narration.tongue.is_french_or_russian() || here.any(|(_, it)| it.name == found.name) {
            return false;
        }
        let surname = found.name.split_whitespace().next_back().map(key);
        let near = (0..=sentence).rev().take(MAX_SENTENCES);
        let first = near.take_while(|&at| narration.paragraph_of[at] == paragraph).last();
        let start = first.map_or(pronoun, |at| narration.sentences[at].start);
        if (start..pronoun)
            .any(|at| narration.tokens[at].is_capital() && surname.as_ref() == Some(&narration.tokens[at].key))
        {
            return false;
        }
        // “Die Firma schweigt. Auf ihrer Seite wirbt sie mit dem Satz: …”
        let of_firm = |at: usize| self.subject_of(at).is_some_and(|it| self.is_organisation(it));
        if gender == Gender::Woman && narration.sentence_before(sentence).is_some_and(of_firm) {
            return true;
        }
        let is_last = self.main.as_ref().is_some_and(|(at, it)| *at + 1 == sentence && it.name == found.name);
        let is_about_other = || self.main_person(Some(gender)).is_some_and(|it| it.name != found.name);
        let is_stale = !is_last && (found.why == Why::Unnamed || is_about_other());
        let named = self.cast.persons.partition_point(|person| person.first < start);
        let mut newcomers = self.cast.persons[named..].iter().take_while(|person| person.first < pronoun);
        is_stale
            || newcomers.any(|person| person.name != found.name && Gender::fits(Some(gender), person.gender))
            || (start + 1..pronoun).any(|at| self.brings_in(at, gender))
    }

    /// Whether a noun at a token is for a person of a gender whom the article does not name.
    fn brings_in(&self, at: usize, gender: Gender) -> bool {
        let narration = self.narration;
        let (before, token) = (&narration.tokens[at - 1], &narration.tokens[at]);
        let own = Gender::of(token.sense);
        let is_meant = if narration.tongue == Tongue::German {
            let is_article = before.is(Sense::DETERMINER.or(Sense::INDEFINITE)) || !before.is_capital();
            own == Some(gender) && is_article
        } else {
            let is_other =
                narration.tokens.get(at + 1).is_some_and(|next| narration.is_joined(at + 1) && next.is_capital());
            let is_one = matches!(before.key.as_str(), "a" | "an")
                || at > 1 && matches!(narration.tokens[at - 2].key.as_str(), "a" | "an") && narration.is_joined(at - 1);
            own.is_none_or(|it| it == gender) && is_one && !token.is(Sense::SEVERAL) && !is_other
        };
        is_meant && token.quote.is_none() && token.is(Sense::ROLE) && narration.is_joined(at)
    }

    /// A phrase without a name as the article writes it, in the nominative.
    pub(super) fn phrase_as_written(&self, phrase: &Phrase, head: usize, is_oblique: bool) -> String {
        // Whose document it is, is not part of its name.
        let is_whole = self.narration.tongue.is_french_or_russian() || !is_document(&self.narration.tokens[head].key);
        let end = self.narration.numbered_end(self.narration.insider_end(phrase.tokens.end));
        let tokens = phrase.tokens.start..if is_whole { end } else { head + 1 };
        let text = self.narration.text_of(&tokens);
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let first = &self.narration.tokens[phrase.tokens.start];
        if self.narration.tongue == Tongue::Russian {
            let noun = &self.narration.tokens[head];
            if (is_oblique || !noun.is(Sense::ROLE.or(Sense::THING)))
                && let Some((base, _)) = known_base(&noun.key, Sense::ROLE.or(Sense::THING))
                && let Some(at) = words.iter().position(|word| key(word) == noun.key)
            {
                for word in &mut words[..at] {
                    *word = adjective_before(word, &base).unwrap_or_else(|| word.clone());
                }
                words[at] = base;
            }
        } else if self.narration.tongue == Tongue::German && is_oblique {
            // The gender of a noun behind `dem` is not known: without an article it is right in any case.
            if matches!(first.key.as_str(), "einem" | "einen" | "einer" | "dem" | "den" | "der" | "des" | "eines")
                && words.len() > 1
            {
                words.remove(0);
            }
        }
        // Marks of terms in it may be open.
        let joined = words.join(" ");
        let joined = called_by(&joined).map_or_else(|| joined.clone(), str::to_owned);
        let opens = joined.chars().filter(|c| matches!(c, '«' | '“' | '„' | '»' | '”' | '"')).count();
        let closes = self.narration.text[self.narration.range_of(&tokens).end..].starts_with('»');
        let joined = if opens % 2 == 1 && closes && joined.contains('«') {
            format!("{joined}»")
        } else if opens % 2 == 1 {
            joined.replace(['«', '“', '„', '»', '”', '"'], "")
        } else {
            joined
        };
        let joined = unwrapped(&joined);
        // “Die «Rundschau»”: the name of a paper needs no marks.
        let is_named_so = !self.narration.tongue.is_french_or_russian()
            && first.is(Sense::DETERMINER)
            && tokens.len() > 1
            && (tokens.start + 1..tokens.end).all(|at| self.narration.tokens[at].is_in_term);
        if is_named_so {
            return self.narration.text_of(&(tokens.start + 1..tokens.end)).to_owned();
        }
        if first.is(Sense::DETERMINER.or(Sense::INDEFINITE).or(Sense::POSSESSIVE)) && first.is_capital() {
            let mut chars = joined.chars();
            return chars.next().map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect());
        }
        joined
    }
}

/// The name that a Russian phrase gives to somebody: `егерь по прозвищу Степаныч`.
fn called_by(phrase: &str) -> Option<&str> {
    let names = [" по прозвищу ", " по имени ", " по кличке ", " по фамилии "];
    let name = names.iter().find_map(|by| phrase.split_once(by)).map(|(_, name)| name)?;
    let bare = name.trim_matches(['«', '»', '“', '”', '„', '"', ' ']);
    bare.starts_with(char::is_uppercase).then_some(bare)
}

/// Whether an English or German noun is for something written.
fn is_document(noun: &str) -> bool {
    const DOCUMENTS: &[&str] = &[
        "letter",
        "email",
        "e-mail",
        "note",
        "memo",
        "leaflet",
        "telegram",
        "placard",
        "poster",
        "sign",
        "plaque",
        "release",
        "gutachten",
        "telegramm",
        "antrag",
        "brief",
        "vermerk",
        "aushang",
        "plakat",
        "schild",
        "zettel",
        "inschrift",
        "tafel",
        "entwurf",
        "protokoll",
    ];
    DOCUMENTS.iter().any(|document| noun == *document || noun.len() > 4 + document.len() && noun.ends_with(document))
}

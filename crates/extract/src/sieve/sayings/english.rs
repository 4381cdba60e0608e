//! English credits whose verb does not say that somebody says it, and names that a sentence gives to somebody.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::verbs::is_form_of_be;

/// Nouns for what somebody says or thinks, besides those that are utterances in the tables.
const WORDS: &str = "\
    take theory rule philosophy tip recipe excuse argument complaint prediction forecast lesson joke \
    line toast answer view thought thoughts memory account telling eyes mind estimation estimate \
    reckoning admission request order instruction instructions greeting objection defence defense \
    analysis ambition aim hope wish fear";

/// Verbs that call something by another word behind `as`.
const CALLS_AS: &str = "\
    gave gives given listed lists regarded regards saw sees viewed views remembers \
    remembered painted paints portrayed portrays framed frames cast casts pitched pitches sold sells \
    styled styles billed bills advertised advertises promoted promotes introduced introduces presented \
    presents defined defines identified identifies diagnosed praised mocked derided derides touted touts \
    wrote put";

/// Verbs by which a quotation is said to be somebody’s: `is how Doe puts it`.
const PUTS: &str = "\
    put puts describes described sums summed summarises summarised summarizes summarized sees saw \
    explains explained remembers remembered recalls recalled thinks thought says said characterises \
    characterised characterizes characterized phrases phrased feels felt tells told calls called frames \
    framed views viewed";

impl Narration<'_> {
    /// Whether a token is a noun for what somebody says.
    pub(crate) fn is_word_of(&self, at: usize) -> bool {
        let token = self.tokens.get(at).filter(|token| token.quote.is_none() && !token.is_capital());
        token.is_some_and(|token| token.is(Sense::UTTERANCE) || is_in(WORDS, &token.key))
    }

    /// The name that ends before a possessive, and where the noun behind it is: `Jane Doe’s blunt advice`.
    fn owner_before_word(&self, start: usize, limit: usize) -> Option<(Phrase, usize)> {
        const MAX_ADJECTIVES: usize = 3;
        if self.tongue != Tongue::English || start >= limit || !self.is_name_word(start) {
            return None;
        }
        let (name, end) = self.name_at(start);
        let name = name.filter(|_| end < limit && self.tokens[end - 1].is_possessive)?;
        let noun = (end..limit.min(end + MAX_ADJECTIVES))
            .take_while(|&at| self.is_joined(at))
            .find(|&at| self.is_word_of(at))?;
        let owner = Phrase::of_name(name);
        Some((owner, noun))
    }

    /// Whose words a clause about them introduces: `Doe’s verdict`, `Doe’s advice to newcomers is blunt`, `For Doe the answer
    /// is simple`, `To Doe, it was plain`.
    pub(crate) fn owner_of_words(&self, part: &Range<usize>) -> Option<Phrase> {
        if self.tongue != Tongue::English || part.is_empty() {
            return None;
        }
        if let Some((phrase, _)) = self.owner_before_word(part.start, part.end) {
            return Some(phrase);
        }
        let is_for = matches!(self.key_at(part.start), "for" | "to") && part.len() > 2;
        let phrase = self.phrase_at(part.start + 1, part.end).filter(|it| is_for && it.name.is_some())?;
        let has_be = (phrase.tokens.end..part.end).any(|at| is_form_of_be(self.key_at(at)));
        has_be.then_some(phrase)
    }

    /// The person in whose words something is: `in Doe’s words`, `in Doe’s telling`.
    pub(crate) fn in_words_of(&self, part: &Range<usize>) -> Option<Saying> {
        let at = part.clone().find(|&at| {
            matches!(self.key_at(at), "in" | "by" | "to")
                && self.owner_before_word(at + 1, part.end).is_some_and(|(_, noun)| {
                    noun + 1 >= part.end || !self.is_joined(noun + 1) || self.key_at(noun + 1) == "of"
                })
        })?;
        let (subject, noun) = self.owner_before_word(at + 1, part.end)?;
        Some(Saying { subject, cue: at..noun + 1, is_oblique: false, is_near: true })
    }

    /// A credit behind a quotation that speaks of it: `is how Doe describes it`, `– that is how Doe put it`, `was Doe’s
    /// verdict`, `came the reply from Doe`.
    pub(super) fn speaking_of_it(&self, part: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 14;
        if self.tongue != Tongue::English || part.is_empty() {
            return None;
        }
        let end = part.end.min(part.start + MAX_WORDS);
        let points_back = matches!(self.key_at(part.start), "that" | "this" | "which" | "it");
        let is_short = points_back && self.tokens[part.start].is_possessive;
        let mut at = part.start + usize::from(points_back);
        if matches!(self.key_at(at), "came" | "comes") {
            let noun = (at + 1..end.min(at + 4)).find(|&it| self.is_word_of(it))?;
            let from = (noun + 1..end.min(noun + 3)).find(|&it| self.key_at(it) == "from")?;
            let subject = self.phrase_at(from + 1, part.end)?;
            return Some(Saying { subject, cue: at..at + 1, is_oblique: false, is_near: true });
        }
        // “That’s how Doe puts it”.
        if !is_short {
            if !is_form_of_be(self.key_at(at)) {
                return None;
            }
            at += 1;
        }
        while self.tokens.get(at).is_some_and(|it| it.is(Sense::ADVERB)) && at < end && self.key_at(at) != "how" {
            at += 1;
        }
        if let Some((subject, noun)) = self.owner_before_word(at, end) {
            return Some(Saying { subject, cue: noun..noun + 1, is_oblique: false, is_near: true });
        }
        let opener = at;
        at += match self.key_at(at) {
            "how" | "what" => 1,
            "the" if self.key_at(at + 1) == "way" => 2,
            _ => return None,
        };
        let subject = self.phrase_at(at, end)?;
        let verb = (subject.tokens.end..end).find(|&it| is_in(PUTS, self.key_at(it)))?;
        Some(Saying { subject, cue: opener..verb + 1, is_oblique: false, is_near: true })
    }

    /// Who calls something by the quoted word behind `as`: `Doe gave his profession as “…”`.
    pub(crate) fn calling_as(&self, part: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 12;
        let last = part.end.checked_sub(1).filter(|_| !part.is_empty() && self.tongue == Tongue::English)?;
        let end = if matches!(self.key_at(last), "a" | "an" | "the" | "his" | "her" | "its" | "being") {
            last.checked_sub(1)?
        } else {
            last
        };
        if end < part.start || self.key_at(end) != "as" {
            return None;
        }
        let lowest = part.start.max(end.saturating_sub(MAX_WORDS));
        let verb = (lowest..end).rev().find(|&at| is_in(CALLS_AS, self.key_at(at)))?;
        let is_passive = verb > sentence.start && is_form_of_be(self.key_at(verb - 1));
        if is_passive {
            return None;
        }
        let subject = self.subject_of(verb, sentence, false)?;
        Some(Saying { subject, cue: verb..verb + 1, is_oblique: false, is_near: true })
    }

    /// The agent whom `who` describes: `Tributes were paid by Doe, who called him …`.
    pub(super) fn agent_before_who(&self, who: usize, lowest: usize) -> Option<Phrase> {
        const GOVERNORS: &[&str] =
            &["by", "to", "met", "meets", "asked", "visited", "including", "like", "with", "thanked", "joined"];
        const MAX_WORDS: usize = 12;
        let start = lowest.max(who.saturating_sub(MAX_WORDS));
        (start + 1..who).find_map(|at| {
            let governs = GOVERNORS.contains(&self.key_at(at - 1)) && self.is_joined(at);
            let phrase = self.phrase_at(at, who).filter(|it| governs && !it.is_pronoun)?;
            // “By Doe, the mayor, who said”.
            let is_person = phrase.name.is_some() || phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE));
            let ends = phrase.tokens.end == who || self.tokens[phrase.tokens.end].gap.has(Gap::COMMA);
            (is_person && ends).then_some(phrase)
        })
    }

    /// The thing with words on it right before a participle: `held a sign saying`.
    pub(super) fn sign_before(&self, cue: usize, lowest: usize) -> Option<Phrase> {
        const SIGNS: &str = "\
            sign signs banner banners placard placards poster posters badge badges card plaque notice board \
            sticker t-shirt t-shirts flag label caption inscription graffiti tattoo postcard billboard \
            chalkboard blackboard";
        const MAX_WORDS: usize = 5;
        let is_bearing = matches!(self.key_at(cue), "saying" | "reading" | "declaring" | "proclaiming" | "announcing");
        if !is_bearing || !self.is_joined(cue) || !is_in(SIGNS, self.key_at(cue - 1)) {
            return None;
        }
        let start = lowest.max(cue.saturating_sub(MAX_WORDS));
        let begins = |at: &usize| self.tokens[*at].is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE));
        let start = (start..cue).rev().take_while(|&at| at + 1 == cue || self.is_joined(at + 1)).find(begins);
        let start = start.unwrap_or(cue - 1);
        Some(Phrase { tokens: start..cue, name: None, head: Some(cue - 1), is_pronoun: false, is_thing: true })
    }

    /// The name that a sentence gives to its subject: `He gave his name as Idris`, `The lad is called Kofi`, `A driver who
    /// gave only his first name, Vasil,`, `Der Fahrer heißt Jan Doe`.
    pub(crate) fn name_given(&self, sentence: &Range<usize>) -> Option<Range<usize>> {
        const MAX_WORDS: usize = 40;
        const MAX_BETWEEN: usize = 4;
        if self.tongue.is_french_or_russian() {
            return None;
        }
        let end = sentence.end.min(sentence.start + MAX_WORDS);
        let named = |at: usize| (at < end && self.is_name_word(at)).then(|| self.name_at(at).0).flatten();
        let near = |from: usize| (from..end.min(from + MAX_BETWEEN)).find_map(named);
        (sentence.start..end).find_map(|at| match self.key_at(at) {
            "gave" | "gives" | "giving" => {
                let name = (at + 1..end.min(at + 6)).find(|&it| self.key_at(it) == "name")?;
                near(name + 1)
            }
            "heisst" | "hiess" | "namens" => named(at + 1).filter(|_| self.is_joined(at + 1)),
            "named" | "called" | "nicknamed" => {
                // “A man called Kofi”, “is called Kofi”; but “Doe called Roe”.
                let before = at.checked_sub(1).filter(|&it| it >= sentence.start).map(|it| &self.tokens[it])?;
                let is_passive = is_form_of_be(&before.key) || before.is(Sense::ROLE) && !before.is_capital();
                named(at + 1).filter(|_| is_passive && self.is_joined(at + 1))
            }
            "calls" | "introduces" | "introduced" => {
                let is_self = matches!(self.key_at(at + 1), "himself" | "herself" | "themselves");
                near(at + 2).filter(|_| is_self)
            }
            "name" => {
                let is_his = at > sentence.start && self.tokens[at - 1].is(Sense::POSSESSIVE);
                let is_whose = at > sentence.start && self.key_at(at - 1) == "whose";
                let is_be = is_form_of_be(self.key_at(at + 1));
                named(at + 2).filter(|_| (is_his || is_whose) && is_be)
            }
            _ => None,
        })
    }
}

impl Narration<'_> {
    /// Whether `as` opens a clause by comparison whose verb is at the end: `as the leaflet put it`.
    pub(super) fn opens_comparison(&self, at: usize, end: usize) -> bool {
        const MAX_WORDS: usize = 2;
        self.tongue == Tongue::English
            && self.key_at(at) == "as"
            && !self.is_joined(at)
            && (end..self.tokens.len().min(end + MAX_WORDS)).any(|verb| self.is_cue(verb))
    }
}

impl Narration<'_> {
    /// The token of some at a byte of the text.
    pub(crate) fn token_at(&self, byte: usize, tokens: &Range<usize>) -> Option<usize> {
        tokens.clone().find(|&at| self.tokens[at].range.contains(&byte))
    }

    /// Where the brackets open that a token closes: `Doe (Con, Mid Norfolk) asked`.
    pub(super) fn bracket_before(&self, start: usize, end: usize, lowest: usize) -> Option<usize> {
        const MAX_WORDS: usize = 8;
        if end >= self.tokens.len() || !self.tokens[end].gap.has(Gap::BRACKET) {
            return None;
        }
        let is_open = |at: &usize| *at > lowest && self.tokens[*at].gap.has(Gap::BRACKET);
        (end.saturating_sub(MAX_WORDS)..=start).rev().find(is_open)
    }

    /// Whether words are but adverbs: `Doe, never a friend, said`.
    pub(super) fn are_adverbs(&self, mut words: Range<usize>) -> bool {
        words.all(|at| self.tokens[at].is(Sense::ADVERB) || matches!(self.tokens[at].key.as_str(), "no" | "formerly"))
    }
}

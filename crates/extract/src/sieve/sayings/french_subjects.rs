//! The subjects of French sentences and verbs that are not where they use to be: in clefts, behind asides, before
//! participles, and `on`, `elle` and `il` for an organisation.

use std::ops::Range;

use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::cast::unwrapped;
use crate::sieve::coreference::{Discourse, Number, Speaker};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::gender::Gender;

impl Narration<'_> {
    /// Whether a phrase that opens a sentence without an article is set off before the subject: `Fille d’un marin, Doe
    /// grandit`.
    pub(super) fn is_set_off_before_subject(&self, phrase: &Phrase, end: usize, sentence: &Range<usize>) -> bool {
        let first = &self.tokens[phrase.tokens.start];
        let small = Sense::DETERMINER.and(Sense::POSSESSIVE).and(Sense::INDEFINITE).and(Sense::MR).and(Sense::MRS);
        self.tongue == Tongue::French
            && (phrase.tokens.start == sentence.start || self.tokens[phrase.tokens.start].gap.has(Gap::COMMA))
            && phrase.name.is_none()
            && !phrase.is_pronoun
            && !first.is(small)
            && self.tokens.get(end).is_some_and(|next| end < sentence.end && next.gap.has(Gap::COMMA))
    }

    /// The subject of a cleft sentence: `C’est ce texte que Doe a lu`, `C’est Doe qui a dit`.
    pub(super) fn subject_of_cleft(&self, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 14;
        let key = |at: usize| self.tokens.get(at).filter(|_| at < sentence.end).map_or("", |token| token.key.as_str());
        let start = sentence.start;
        if self.tongue != Tongue::French || key(start) != "c" || !matches!(key(start + 1), "est" | "était" | "fut") {
            return None;
        }
        let end = sentence.end.min(start + MAX_WORDS);
        let that = (start + 2..end).find(|&at| matches!(key(at), "que" | "qu" | "qui"))?;
        if key(that) == "qui" {
            return self.phrase_at(start + 2, that).filter(|it| !it.is_pronoun);
        }
        self.phrase_at(that + 1, sentence.end)
    }

    /// Whether a verb of saying and its pronoun are set off in a sentence, so that it tells what that person says: `Sa mère,
    /// dit-elle, a rangé le ciré`.
    pub(crate) fn has_incise_of_pronoun(&self, sentence: usize) -> bool {
        let mut words = self.sentences[sentence].clone();
        self.tongue == Tongue::French
            && words.any(|at| {
                let next = self.tokens.get(at + 1).filter(|_| self.is_joined(at + 1));
                let is_inverted = next.is_some_and(|next| next.is(Sense::HE.and(Sense::SHE)));
                is_inverted && self.tokens[at].gap.has(Gap::COMMA) && self.is_cue(at)
            })
    }

    /// The subject of a participle or an infinitive that a comma or preposition sets off: `L’exploitant a contesté, assurant
    /// avoir « … »`, `avant de dénoncer « … »`.
    pub(super) fn subject_of_participle(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_BACK: usize = 4;
        const SMALL: &[&str] =
            &["en", "pour", "de", "d", "sans", "à", "se", "s", "ne", "pas", "y", "lui", "leur", "tout"];
        let key = self.tokens[cue].key.as_str();
        let is_participle = key.ends_with("ant");
        let is_infinitive = ["er", "ir", "re"].iter().any(|ending| key.ends_with(ending));
        if self.tongue != Tongue::French || !(is_participle || is_infinitive) || self.tokens[cue].is_capital() {
            return None;
        }
        let lowest = sentence.start.max(cue.saturating_sub(MAX_BACK));
        let mut first = cue;
        while first > lowest && self.is_joined(first) && SMALL.contains(&self.tokens[first - 1].key.as_str()) {
            first -= 1;
        }
        let is_led =
            first < cue && matches!(self.tokens[first].key.as_str(), "en" | "pour" | "sans" | "de" | "d" | "à");
        let is_set_off = first > sentence.start && !self.is_joined(first) && is_participle;
        if !(is_led || is_set_off) {
            return None;
        }
        self.main_subject(sentence).filter(|it| it.tokens.end <= first)
    }

    /// The subject behind a verb and what commas set off: `raconte, hilare, Doe`, `говорит, улыбаясь, Лужин`.
    pub(super) fn subject_behind_aside(&self, at: usize, sentence: &Range<usize>, cue: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 9;
        let fits = self.tongue.reads_by_form() && self.follows_verb_as_subject(cue);
        if !fits || at >= sentence.end || !self.tokens[at].gap.has(Gap::COMMA) || self.tokens[at].quote.is_some() {
            return None;
        }
        let mut end = at + 1;
        while end < sentence.end.min(at + MAX_WORDS) && self.is_joined(end) {
            end += 1;
        }
        let is_gerund = |it: usize| self.tongue == Tongue::Russian && self.tokens[it].key.ends_with(['я', 'в', 'ь']);
        let is_word = self.tongue == Tongue::French && end == at + 1;
        let is_plain = |it: usize| self.tokens[it].quote.is_none() && (is_word || !self.is_cue(it) || is_gerund(it));
        if end >= sentence.end || !self.tokens[end].gap.has(Gap::COMMA) || !(at..end).all(is_plain) {
            return None;
        }
        let phrase = self.phrase_at(end, sentence.end)?;
        let is_person = phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE.and(Sense::THING)));
        (phrase.name.is_some() || is_person).then_some(phrase)
    }
}

impl Discourse<'_, '_> {
    /// The organisation of the sentence before that `elle` or `il` means: `L’intersyndicale a appelé à la grève. « … »,
    /// prévient-elle`.
    pub(crate) fn thing_for_pronoun(&self, sentence: usize, gender: Gender, span: &Range<usize>) -> Option<Speaker> {
        const WOMEN: &[&str] = &[
            "tion",
            "sion",
            "té",
            "ie",
            "ale",
            "ance",
            "ence",
            "ure",
            "ise",
            "ère",
            "elle",
            "agence",
            "entreprise",
            "enseigne",
            "équipe",
            "église",
            "armée",
            "école",
            "ambassade",
            "enquête",
            "étude",
            "usine",
            "affiche",
        ];
        let narration = self.narration;
        let before = sentence.checked_sub(1).filter(|_| narration.tongue == Tongue::French)?;
        let thing = self.subject_of(before).filter(|it| it.number == Number::Thing)?;
        if narration.paragraph_of[before] != narration.paragraph_of[sentence] || self.names_other(before, "") {
            return None;
        }
        let name = thing.name.to_lowercase();
        let noun = name.trim_start_matches("l’").trim_start_matches("l'").split_whitespace().next().unwrap_or_default();
        // “Son ministère a lancé un plan. « … », dit-il”: the minister.
        if ["son ", "sa ", "leur "].iter().any(|owner| name.starts_with(owner)) {
            return None;
        }
        let own = if name.starts_with("la ") || name.starts_with("une ") {
            Gender::Woman
        } else if name.starts_with("le ") || name.starts_with("un ") {
            Gender::Man
        } else if WOMEN.iter().any(|ending| noun.ends_with(ending)) {
            Gender::Woman
        } else {
            Gender::Man
        };
        (own == gender).then(|| Speaker { span: span.clone(), ..thing.clone() })
    }

    /// The place behind `on` and its verb: `souffle-t-on dans l’entourage du ministre`.
    fn place_behind_one(&self, pronoun: &Phrase, sentence: &Range<usize>) -> Option<Speaker> {
        let narration = self.narration;
        let at = pronoun.tokens.end;
        let key = |at: usize| narration.tokens.get(at).map_or("", |token| token.key.as_str());
        let start = match key(at) {
            "dans" | "chez" | "à" => at + 1,
            "au" if key(at + 1) == "sein" => at + 3,
            "du" if key(at + 1) == "côté" => at + 3,
            _ => return None,
        };
        let is_inverted = pronoun.tokens.start > sentence.start && narration.is_joined(at);
        let phrase =
            narration.phrase_at(start, sentence.end).filter(|_| is_inverted && narration.tongue == Tongue::French)?;
        let is_place = phrase.is_thing || key(at) == "chez" || phrase.head.is_some() && key(at) != "à";
        let name = unwrapped(narration.text_of(&phrase.tokens));
        let span = narration.range_of(&phrase.tokens);
        (is_place && !phrase.is_pronoun).then_some(Speaker {
            name,
            gender: None,
            number: Number::Thing,
            span,
            why: Why::Unnamed,
        })
    }

    /// The place whose people `on` means: `À l’Élysée, on temporise`, `Chez Doe, on assure`.
    pub(crate) fn place_of_one(&self, pronoun: &Phrase, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let token = &narration.tokens[range.start];
        let mut start = range.start + 1;
        let key = |at: usize| narration.tokens.get(at).map_or("", |token| token.key.as_str());
        let is_place = match token.key.as_str() {
            "à" | "chez" | "dans" | "au" | "aux" => true,
            // “Du côté de la direction”.
            "du" if key(start) == "côté" => {
                start += 1 + usize::from(matches!(key(start + 1), "de" | "d"));
                true
            }
            _ => false,
        };
        if let Some(place) = self.place_behind_one(pronoun, &range) {
            return Some(place);
        }
        let at = pronoun.tokens.start;
        let is_first = is_place && start < at && narration.tokens[at].gap.has(Gap::COMMA);
        let phrase = narration.phrase_at(start, at).filter(|_| is_first && narration.tongue == Tongue::French)?;
        let is_person = phrase.name.is_some() && !matches!(token.key.as_str(), "chez" | "à");
        if is_person || !(start + 1..phrase.tokens.end).all(|it| narration.is_joined(it)) {
            return None;
        }
        let text = unwrapped(narration.text_of(&phrase.tokens));
        let name = match token.key.as_str() {
            "au" => format!("le {text}"),
            "aux" => format!("les {text}"),
            "du" if key(range.start + 2) == "du" => format!("le {text}"),
            _ => text,
        };
        let span = narration.range_of(&phrase.tokens);
        Some(Speaker { name, gender: None, number: Number::Thing, span, why: Why::Unnamed })
    }
}

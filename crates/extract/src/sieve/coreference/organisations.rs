//! Resolves nouns and pronouns that refer to organisations.

use std::ops::Range;

use super::discourse::{Discourse, Speaker, SpeakerKind};
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::cast::{MAX_COMPARED, unwrapped};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Gap;
use crate::sieve::words::cases::is_form_of;
use crate::sieve::words::gender::Gender;

impl Discourse<'_, '_> {
    /// Whether a speaker is one whom a Russian article names in full, whose gender it need not tell.
    pub(crate) fn is_of_cast(&self, speaker: &Speaker) -> bool {
        let persons = self.cast.persons.iter().take(MAX_COMPARED);
        self.narration.tongue == Tongue::Russian && persons.into_iter().any(|person| person.name == speaker.name)
    }

    /// Whether the name in a Russian phrase is in the genitive, so that its noun is for another person: `соавтор Роговой`.
    pub(super) fn is_of_other(&self, phrase: &Phrase, name: &Range<usize>) -> bool {
        let narration = self.narration;
        let token = &narration.tokens[name.start];
        let is_oblique = ["ой", "ого", "ому", "ым"].iter().any(|ending| token.key.ends_with(ending));
        // “Ученица Лужина, профессор Анна Рогова”.
        let is_apposed = || {
            let named = narration.name_behind(phrase).and_then(|it| it.name);
            ["ова", "ева", "ина"].iter().any(|it| token.key.ends_with(it)) && named.is_some_and(|it| it.len() > 1)
        };
        let is_oblique = is_oblique || narration.tongue == Tongue::Russian && is_apposed();
        let has_noun = phrase.head.is_some_and(|head| head < name.start && narration.tokens[head].is(Sense::ROLE));
        narration.tongue == Tongue::Russian
            && name.len() == 1
            && is_oblique
            && has_noun
            && self.cast.persons.iter().take(MAX_COMPARED).any(|person| {
                person.words.last().is_some_and(|last| *last != token.key && is_form_of(&token.key, last))
            })
    }

    /// The organisation of the sentence before that a general noun means: `Прокуратура начала проверку. «…», — говорится в
    /// сообщении ведомства`. Russian only.
    pub(super) fn organisation_meant(&self, phrase: &Phrase, sentence: usize) -> Option<Speaker> {
        const GENERAL: &[&str] = &["ведомств", "организаци", "учреждени", "предприяти"];
        const STATEMENTS: &[&str] = &["сообщени", "заявлени", "письм", "отчет", "релиз", "ответ"];
        let narration = self.narration;
        let tokens = &narration.tokens[phrase.tokens.clone()];
        let begins = |token: &str, stems: &[&str]| stems.iter().any(|stem| token.starts_with(stem));
        let (last, others) = tokens.split_last()?;
        let is_general = narration.tongue == Tongue::Russian
            && begins(&last.key, GENERAL)
            && others.iter().all(|token| begins(&token.key, STATEMENTS));
        let before = sentence.checked_sub(1).filter(|_| is_general)?;
        if narration.paragraph_of[before] + 1 < narration.paragraph_of[sentence] {
            return None;
        }
        let thing = self.subject_of(before).filter(|it| it.kind == SpeakerKind::Thing)?;
        Some(Speaker { span: narration.range_of(&phrase.tokens), why: Why::Unnamed, ..thing.clone() })
    }
}

impl Discourse<'_, '_> {
    /// The organisation of the sentence before that `elle` or `il` means: `L’intersyndicale a appelé à la grève. « … »,
    /// prévient-elle`.
    pub(super) fn thing_for_pronoun(&self, sentence: usize, gender: Gender, span: &Range<usize>) -> Option<Speaker> {
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
        let thing = self.subject_of(before).filter(|it| it.kind == SpeakerKind::Thing)?;
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
            kind: SpeakerKind::Thing,
            span,
            why: Why::Unnamed,
        })
    }

    /// The place whose people `on` means: `À l’Élysée, on temporise`, `Chez Doe, on assure`.
    pub(super) fn place_of_one(&self, pronoun: &Phrase, sentence: usize) -> Option<Speaker> {
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
        Some(Speaker { name, gender: None, kind: SpeakerKind::Thing, span, why: Why::Unnamed })
    }
}

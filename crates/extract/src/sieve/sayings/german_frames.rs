//! German clauses behind a quotation whose verb does not say that somebody says it, or whose subject is not the first noun
//! behind it.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::Narration;

impl Narration<'_> {
    /// A credit whose last word says it: `ist Doe überzeugt`, `zeigte sich Doe sicher`, `hatte Doe zuvor gesagt`.
    pub(super) fn framed_saying(&self, part: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 14;
        const OPENERS: &[&str] = &[
            "ist", "war", "sind", "waren", "hatte", "hat", "habe", "hätte", "soll", "zeigte", "zeigt", "gab", "gibt",
            "wollte", "will", "möchte", "machte", "macht", "brachte", "bringt", "zog", "zieht", "tat", "tut", "liess",
            "lässt", "ging", "geht",
        ];
        const CLOSERS: &[&str] = &[
            "überzeugt",
            "sicher",
            "einig",
            "gewiss",
            "zuversichtlich",
            "optimistisch",
            "kämpferisch",
            "wissen",
            "ausrichten",
            "verlauten",
            "durchblicken",
            "bilanz",
            "kund",
            "klar",
            "deutlich",
            "protokoll",
            "bedenken",
            "luft",
            "empört",
            "enttäuscht",
            "erleichtert",
            "besorgt",
            "gelassen",
            "skeptisch",
            "erfreut",
            "verärgert",
            "zu",
            "punkt",
        ];
        let first = self.tokens.get(part.start).filter(|_| !part.is_empty() && self.tongue == Tongue::German)?;
        if !OPENERS.contains(&first.key.as_str()) || first.is_capital() {
            return None;
        }
        let end = part.end.min(part.start + MAX_WORDS);
        let is_reflexive = part.start + 1 < end && self.tokens[part.start + 1].key == "sich";
        let start = part.start + 1 + usize::from(is_reflexive);
        let subject = self.phrase_at(start, end).filter(|it| self.is_joined(start) && !self.is_silent(it))?;
        let closes = |at: usize| {
            let token = &self.tokens[at];
            let is_participle = token.is(Sense::CUE) && (token.key.starts_with("ge") || token.key.ends_with('t'));
            let ends = self.tokens.get(at + 1).is_none_or(|_| at + 1 >= part.end || !self.is_joined(at + 1));
            ends && (is_participle || CLOSERS.contains(&token.key.as_str()))
        };
        let joined = (subject.tokens.end..end).take_while(|&at| self.tokens[at].quote.is_none());
        let cue = part.start..part.start + 1;
        joined.into_iter().any(closes).then_some(Saying { subject, cue, is_oblique: false, is_near: true })
    }

    /// Whether a German noun that looks like a name is the object of a participle: `hatte Freispruch gefordert`.
    pub(super) fn is_bare_object(&self, phrase: &Phrase) -> bool {
        let start = phrase.tokens.start;
        let follows_verb = start > 0 && self.is_joined(start) && self.tokens[start - 1].is(Sense::AUX);
        let next = self.tokens.get(phrase.tokens.end).filter(|_| self.is_joined(phrase.tokens.end));
        let token = &self.tokens[start];
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        self.tongue == Tongue::German
            && phrase.name.is_some()
            && phrase.tokens.len() == 1
            && follows_verb
            && next.is_some_and(|next| next.is(Sense::CUE))
            && !token.is(given)
            && !token.is_acronym()
            && !self.surnames.contains(&token.key)
    }

    /// The document that speaks of something: `Im Antrag ist von einer „…“ die Rede`.
    pub(crate) fn document_of_talk(&self, sentence: &Range<usize>, first: usize, last: usize) -> Option<Saying> {
        let key = |at: usize| self.tokens.get(at).map_or("", |token| token.key.as_str());
        if self.tongue != Tongue::German || key(last + 1) != "die" || key(last + 2) != "rede" {
            return None;
        }
        let place = (sentence.start..first).find(|&at| matches!(key(at), "in" | "im"))?;
        let subject = self.phrase_at(place + 1, first).filter(|it| it.is_thing && it.name.is_none())?;
        Some(Saying { subject, cue: last + 2..last + 3, is_oblique: true, is_near: true })
    }

    /// Where the subject of a German verb begins behind words in the dative or a particle of a surname: `sagte der
    /// Deutschen Presse-Agentur am Montag Jane Doe`, `sagte von Doe`.
    pub(super) fn behind_dative(&self, at: usize, end: usize) -> usize {
        const MAX_WORDS: usize = 10;
        if self.tongue != Tongue::German || at + 1 >= end || !self.is_joined(at) {
            return at;
        }
        let key = self.tokens[at].key.as_str();
        let is_particle = matches!(key, "von" | "van" | "zu") && self.surnames.contains(&self.tokens[at + 1].key);
        if is_particle && self.is_joined(at + 1) {
            return at + 1;
        }
        let next = &self.tokens[at + 1];
        let is_dative = key == "der"
            && at + 2 < end
            && next.key.ends_with("en")
            && next.key.chars().count() > 4
            && !next.is(Sense::ROLE)
            && self.is_joined(at + 1)
            && self.tokens[at + 2].is_capital()
            && self.is_joined(at + 2);
        if !is_dative {
            return at;
        }
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let limit = end.min(at + MAX_WORDS);
        (at + 3..limit)
            .take_while(|&it| self.is_joined(it))
            .find(|&it| self.tokens[it].is(given) && self.tokens[it].is_capital())
            .unwrap_or(at)
    }

    /// Whether a German sentence opens with an adverb that a capital makes look like a name: `Ähnlich äußerte sich Doe`.
    pub(super) fn is_opening_adverb(&self, phrase: &Phrase) -> bool {
        const ENDINGS: &[&str] = &["lich", "isch", "weise", "falls", "seits", "dings", "sam", "bar", "ens"];
        let token = &self.tokens[phrase.tokens.start];
        phrase.tokens.len() == 1
            && !token.is(Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::ROLE))
            && !self.surnames.contains(&token.key)
            && ENDINGS.iter().any(|ending| token.key.ends_with(ending))
    }

    /// The person whose word precedes a colon: `Das Motto von Jane Doe:`.
    pub(super) fn bearer_of_word(&self, part: &Range<usize>) -> Option<Phrase> {
        let von = part.clone().find(|&at| self.tokens[at].key == "von" && self.is_joined(at))?;
        let follows = von > part.start && self.tokens[von - 1].is(Sense::UTTERANCE);
        let named = self.phrase_at(von + 1, part.end).filter(|_| follows && self.tongue == Tongue::German)?;
        (named.name.is_some() && named.tokens.end == part.end).then_some(named)
    }
}

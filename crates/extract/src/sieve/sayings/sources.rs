//! Sources that are named without a verb: `according to Doe`, `so Doe`, `в министерстве`.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// The source after `according to` and the like, or before `zufolge`, in some tokens.
    pub(crate) fn according_to(&self, part: Range<usize>) -> Option<Saying> {
        for at in part.clone() {
            if self.tokens[at].quote.is_some() {
                continue;
            }
            let keys = self.tokens[at..part.end.min(at + 5)].iter().map(|token| token.key.as_str());
            let length = self.lexicon.according_len(&keys);
            let is_sure = !matches!(self.tokens[at].key.as_str(), "pour" | "per")
                || at == part.start
                    && self.is_set_off(at + 1)
                    && (self.tongue != Tongue::French || self.tokens[at].is_capital() || self.is_view_behind(at))
                || self.is_for_him(at, part.start);
            if length > 0 && is_sure && (1..length).all(|more| self.is_joined(at + more)) {
                let mut start = at + length;
                while start < part.end
                    && self.tokens[start].is(Sense::PREPOSITION.or(Sense::ADVERB))
                    && !self.tokens[start].is(Sense::DETERMINER)
                    && self.tongue != Tongue::French
                    && self.is_joined(start)
                {
                    start += 1;
                }
                // “Selon lui”, “according to him”.
                let is_him = |key: &str| matches!(key, "lui" | "elle" | "eux" | "him" | "her" | "them");
                if start < part.end
                    && is_him(&self.tokens[start].key)
                    && !(start + 1 < part.end && self.is_joined(start + 1) && self.tokens[start].key == "her")
                {
                    let subject = Phrase::pronoun(start);
                    return Some(Saying { subject, cue: at..at + length, is_oblique: true, is_near: true });
                }
                let in_case = || self.oblique_noun(start, part.end);
                let named = || self.named_behind_noun(start, part.end);
                if let Some(subject) = self.phrase_at(start, part.end).or_else(in_case).or_else(named) {
                    return Some(Saying { subject, cue: at..at + length, is_oblique: true, is_near: true });
                }
                // “По его словам”.
            }
            if self.lexicon.is_according_after(&self.tokens[at].key) && at > part.start {
                let pronoun = at - 1..at;
                if matches!(self.tokens[at - 1].key.as_str(), "ihm" | "ihr") {
                    let subject = Phrase { tokens: pronoun, name: None, head: None, is_pronoun: true, is_thing: false };
                    return Some(Saying { subject, cue: at..at + 1, is_oblique: true, is_near: true });
                }
                let start = self.chunk_start(at, part.start);
                let subject = (start..at).find_map(|begin| self.phrase_at(begin, at))?;
                return Some(Saying { subject, cue: at..at + 1, is_oblique: true, is_near: true });
            }
            if let Some(length) = self.heard_source(at, part.end) {
                let subject = Phrase::pronoun(at + 1);
                return Some(Saying { subject, cue: at..at + length, is_oblique: true, is_near: true });
            }
            // “По его словам”, “her view”.
            let is_before = |keys: &[&str]| at > part.start && keys.contains(&self.tokens[at - 1].key.as_str());
            if self.tokens[at].is(Sense::POSSESSIVE)
                && (is_before(&["по", "à", "a", "selon", "nach", "laut"])
                    || self.tongue == Tongue::English && is_before(&["in", "by", "to"])
                    || self.tongue == Tongue::French && is_before(&["de", "après", "dans"]))
                && self.is_view(at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|it| it.key == "propre")))
            {
                let subject = Phrase::pronoun(at);
                return Some(Saying { subject, cue: at - 1..at + 2, is_oblique: false, is_near: true });
            }
        }
        None
    }

    /// The name behind a Russian noun that no table has: `по мнению палинолога Анны Лужиной`.
    pub(super) fn named_behind_noun(&self, at: usize, end: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 4;
        let other = Sense::CUE.or(Sense::AUX).or(Sense::PREPOSITION).or(Sense::CONJUNCTION).or(Sense::SUBORDINATOR);
        let is_noun = |it: usize| !self.tokens[it].is(other) && !self.tokens[it].is_capital() && self.is_joined(it + 1);
        let name =
            (at..end.min(at + MAX_WORDS)).find(|&it| !is_noun(it)).filter(|&it| it > at && self.is_name_word(it))?;
        self.phrase_at(name, end).filter(|it| self.tongue == Tongue::Russian && it.name.is_some())
    }

    /// Whether a noun behind `his` is for what he says or thinks: `по его словам`, `in her own words`.
    fn is_view(&self, at: usize) -> bool {
        const STEMS: &[&str] = &[
            "слов",
            "мнени",
            "данны",
            "оценк",
            "выражени",
            "признани",
            "подсчет",
            "замечани",
            "свидетельств",
            "воспоминани",
            "убеждени",
            "утверждени",
            "верси",
            "сведени",
            "наблюдени",
            "расчет",
            "прогноз",
            "определени",
            "логик",
            "заверени",
            "информаци",
            "рассказ",
            "ощущени",
            "формулировк",
            "yeux",
            "dires",
            "aveu",
            "avis",
            "mots",
            "termes",
            "propos",
            "sens",
            "expression",
            "formule",
            "estimation",
            "récit",
            "témoignage",
        ];
        const VIEWS: &[&str] = &[
            "mind",
            "eyes",
            "account",
            "admission",
            "telling",
            "estimation",
            "reckoning",
            "estimate",
            "darstellung",
            "auffassung",
            "schilderung",
            "lesart",
        ];
        let is_own = self.tokens.get(at).is_some_and(|token| token.key == "own");
        self.tokens.get(at + usize::from(is_own)).is_some_and(|noun| {
            noun.is(Sense::UTTERANCE)
                || VIEWS.contains(&noun.key.as_str())
                || STEMS.iter().any(|stem| noun.key.starts_with(stem))
        })
    }

    /// The person whose view a sentence gives: `Für Doe ist das ein „…“`, `Для Лужина это «…»`.
    pub(crate) fn view_of(&self, sentence: &Range<usize>, quote: usize) -> Option<Saying> {
        const MAX_WORDS: usize = 12;
        let for_whom = self.tokens.get(sentence.start).filter(|_| quote > sentence.start + 2)?;
        let is_for = matches!((self.tongue, for_whom.key.as_str()), (Tongue::German, "für") | (Tongue::Russian, "для"));
        if !is_for || quote > sentence.start + MAX_WORDS {
            return None;
        }
        let subject = self.phrase_at(sentence.start + 1, quote).filter(|it| it.name.is_some() && !it.is_thing)?;
        let verb = self.tokens.get(subject.tokens.end)?;
        let is_copula = match self.tongue {
            Tongue::German => matches!(verb.key.as_str(), "ist" | "sind" | "war" | "waren" | "bleibt" | "wäre" | "sei"),
            _ => matches!(verb.key.as_str(), "это" | "эта" | "этот" | "такая" | "такой" | "все"),
        };
        let cue = sentence.start..sentence.start + 1;
        is_copula.then_some(Saying { subject, cue, is_oblique: true, is_near: true })
    }

    fn is_set_off(&self, start: usize) -> bool {
        self.phrase_at(start, self.tokens.len())
            .is_some_and(|phrase| self.tokens.get(phrase.tokens.end).is_none_or(|next| next.gap != Gap::default()))
    }

    /// German `so Doe`: a credit between commas or beside a quotation.
    pub(crate) fn short_credit(&self, part: Range<usize>) -> Option<Saying> {
        if self.tongue != Tongue::German {
            return None;
        }
        part.clone().filter(|&at| self.tokens[at].key == "so" && !self.is_joined(at)).find_map(|at| {
            let subject = self.phrase_at(at + 1, part.end).filter(|_| self.is_joined(at + 1))?;
            let next = subject.tokens.end;
            let ends =
                next >= part.end || !self.is_joined(next) || self.tokens[next].is(Sense::ADVERB.or(Sense::PREPOSITION));
            (ends && !subject.is_pronoun).then_some(Saying {
                subject,
                cue: at..at + 1,
                is_oblique: false,
                is_near: true,
            })
        })
    }

    /// The document in which something is written: `heißt es in dem Papier`, `was im Gesetzentwurf steht`.
    pub(super) fn document_beside(&self, cue: usize, sentence: &Range<usize>) -> Option<Phrase> {
        const MAX_WORDS: usize = 6;
        let is_in = |at: &usize| matches!(self.tokens[*at].key.as_str(), "in" | "im" | "aus" | "auf");
        let end = sentence.end.min(cue + MAX_WORDS);
        let behind = (cue + 1..end).take_while(|&at| self.is_joined(at)).find(is_in);
        let before = (sentence.start.max(cue.saturating_sub(MAX_WORDS))..cue).rev().find(is_in);
        let opening = Some(sentence.start).filter(is_in);
        let document = |at: usize| {
            // “In einer am Abend verbreiteten Mitteilung”.
            let end = sentence.end.min(at + 1 + MAX_WORDS);
            let is_noun = |it: &usize| self.tokens[*it].is_capital() && self.tokens[*it].is(Sense::THING);
            let noun = (at + 2..end).take_while(|&it| self.is_joined(it)).find(is_noun);
            let whole = self.phrase_at(at + 1, sentence.end).filter(|it| it.is_thing && it.name.is_none());
            whole.or_else(|| noun.and_then(|noun| self.phrase_at(noun, sentence.end)).filter(|it| it.name.is_none()))
        };
        behind.into_iter().chain(before).chain(opening).find_map(document)
    }
}

impl Narration<'_> {
    /// The place whose people say a quotation that goes on with the sentence: `В банке «не видят оснований»`.
    pub(crate) fn place_that_says(&self, before: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        let quote = self.tokens.get(before.end).filter(|_| before.len() > 1 && before.start == sentence.start)?;
        let begins_low = quote.text.trim_start_matches(['«', '“', '„', '"']).starts_with(char::is_lowercase);
        let subject = self.place_as_subject(before.start, before.end)?;
        let cue = before.start..before.start + 1;
        (begins_low && subject.tokens.end == before.end && !subject.is_pronoun).then_some(Saying {
            subject,
            cue,
            is_oblique: false,
            is_near: true,
        })
    }
}

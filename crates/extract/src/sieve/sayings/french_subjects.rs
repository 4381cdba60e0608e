//! The subjects of French sentences and verbs that are not where they use to be: in clefts, behind asides, before
//! participles, and `on`, `elle` and `il` for an organisation.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// Whether a French verb behind a quotation says nothing about it: a participle, or a verb behind its subject that has its
    /// own quotation: `promet un texte « … », l’opposition dénonce un « … »`. `begins` says that the verb is right behind it.
    pub(super) fn is_of_other_quote(&self, cue: usize, start: usize, begins: bool) -> bool {
        const MAX_WORDS: usize = 4;
        let next = (cue + 1..self.tokens.len()).take(MAX_WORDS).find(|&at| self.tokens[at].quote.is_some());
        let small = Sense::DETERMINER.or(Sense::PREPOSITION).or(Sense::OF).or(Sense::INDEFINITE);
        let has_own = next.is_some_and(|quote| {
            (cue + 1..quote).all(|at| self.is_joined(at) && self.tokens[at].is(small)) && self.is_joined(quote)
        });
        let is_behind_comma = self.tokens[start].gap.has(Gap::COMMA);
        self.tongue == Tongue::French
            && (self.tokens[cue].key.ends_with("ant") || is_behind_comma && !begins && has_own)
    }

    /// Whether a phrase that opens a sentence without an article is set off before the subject: `Fille d’un marin, Doe
    /// grandit`.
    pub(super) fn is_set_off_before_subject(&self, phrase: &Phrase, end: usize, sentence: &Range<usize>) -> bool {
        let first = &self.tokens[phrase.tokens.start];
        let small = Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE).or(Sense::MR).or(Sense::MRS);
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
                let is_inverted = next.is_some_and(|next| next.is(Sense::HE.or(Sense::SHE)));
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
        let fits = self.tongue.is_french_or_russian() && self.follows_verb_as_subject(cue);
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
        let is_person = phrase.head.is_some_and(|head| self.tokens[head].is(Sense::ROLE.or(Sense::THING)));
        (phrase.name.is_some() || is_person).then_some(phrase)
    }
}

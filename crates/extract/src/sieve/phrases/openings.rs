//! What is known of a word or name from where it is: at the beginning of a sentence, behind a noun, in a row of cases.

use std::ops::Range;

use super::phrase::Phrase;
use crate::languages::is_patronymic;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::{Gap, Narration, Token, stem};
use crate::sieve::words::cases::known_base;
use crate::sieve::words::nouns::is_inflected_adjective;
use kzq_text::fold::fold;

impl Narration<'_> {
    /// Whether a token is the first of its sentence.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        self.sentence_of.get(at).is_some_and(|&number| self.sentences[number].start == at)
    }

    /// Whether a Russian word has its capital only because it begins a sentence: `Похожую картину`.
    pub(super) fn is_plain_opening(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_first = self.opens_sentence(at);
        let is_name = Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::MR).or(Sense::MRS);
        if self.tongue != Tongue::Russian || !is_first || token.is_acronym() || token.is_in_term || token.is(is_name) {
            return false;
        }
        // “Спрашиваю Лужина”.
        if token.is(Sense::CUE) && !self.capital_stems.contains(stem(&token.key)) {
            return true;
        }
        // “Мастером Анна Лужина стала”: a noun in the instrumental before a name.
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let is_predicate = ["ом", "ем", "ой", "ей", "ью"].iter().any(|ending| token.key.ends_with(ending))
            && token.key.chars().count() > 5
            && self.tokens.get(at + 1).is_some_and(|next| {
                let is_full = self.tokens.get(at + 2).is_some_and(|it| is_patronymic(&fold(it.text)));
                next.is_capital() && self.is_joined(at + 1) && (next.is(given) || is_full)
            });
        if is_predicate && !self.capital_stems.contains(stem(&token.key)) {
            return true;
        }
        let verb = Sense::CUE.or(Sense::AUX).or(Sense::ADVERB);
        let next = self.tokens.get(at + 1).filter(|next| self.is_joined(at + 1) && !next.is_capital());
        next.is_some_and(|next| !next.is(verb) || is_inflected_adjective(&token.key))
            && !self.capital_stems.contains(stem(&token.key))
    }

    /// Remembers the words of a Russian text that it writes without a capital.
    pub(crate) fn note_small_stems(&mut self) {
        let is_small = |token: &&Token<'_>| !token.is_capital() && token.quote.is_none();
        if self.tongue == Tongue::Russian {
            self.small_stems = self.tokens.iter().filter(is_small).map(|token| stem(&token.key).to_owned()).collect();
        }
    }

    /// Whether a noun that has its capital only from the beginning of the sentence is before the name of a thing: `Вулкан
    /// Карымчан`, where the text writes `вулкану` as well.
    pub(super) fn is_named_thing(&self, run: &Range<usize>) -> bool {
        let first = &self.tokens[run.start];
        let opens = self.sentence_of.get(run.start).is_some_and(|&number| self.sentences[number].start == run.start);
        let known = Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::ROLE).or(Sense::MR).or(Sense::MRS);
        let is_person =
            |at: usize| self.tokens[at].is(known) || self.is_initial(at) || is_patronymic(&fold(self.tokens[at].text));
        opens && run.len() > 1 && self.small_stems.contains(stem(&first.key)) && !run.clone().any(is_person)
    }

    /// The name of the person whose thing a run of words with capitals is, if the article goes on about that person:
    /// `Пекарня Ирины Лужиной`.
    pub(crate) fn owner_in_run(&self, run: &Range<usize>) -> Option<Range<usize>> {
        const MAX_AHEAD: usize = 1000;
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let name = run.start + 1..run.end;
        let is_full = matches!(name.len(), 2 | 3) && known_base(self.tokens[name.start].text, given).is_some();
        let surname = stem(&self.tokens[run.end - 1].key);
        // A theatre may be called after somebody of whom the article says nothing.
        let is_again = |token: &Token<'_>| token.is_capital() && token.quote.is_none() && stem(&token.key) == surname;
        let is_owner = self.tongue == Tongue::Russian && is_full && self.is_named_thing(run);
        (is_owner && self.tokens[run.end..].iter().take(MAX_AHEAD).any(is_again)).then_some(name)
    }

    /// Whether two words are in one script, so that they may be one name: `Челаха BNews` is not.
    pub(super) fn is_same_script(&self, one: usize, other: usize) -> bool {
        let is_cyrillic = |at: usize| self.tokens[at].key.contains(|c: char| ('а'..='ё').contains(&c));
        self.tongue != Tongue::Russian || is_cyrillic(one) == is_cyrillic(other)
    }

    /// Whether a Russian noun for a place is before a token, so that the place is named first: `житель Санта-Фе Хуан Роу`.
    fn follows_place_noun(&self, at: usize) -> bool {
        const STEMS: &[&str] =
            &["город", "округ", "район", "област", "штат", "провинци", "уезд", "жител", "деревн", "посел", "мэр"];
        let before = at.checked_sub(1).map(|before| &self.tokens[before]).filter(|_| self.is_joined(at));
        self.tongue == Tongue::Russian
            && before.is_some_and(|it| !it.is_capital() && STEMS.iter().any(|stem| it.key.starts_with(stem)))
    }

    /// Where a name begins behind a place in the genitive: `житель Санта-Фе Хуан Роу`, `житель Покровки Рамиль`.
    pub(super) fn behind_place_of(&self, from: usize, end: usize) -> usize {
        // “Сын Роговой Михаил”.
        let is_given = |at: usize| self.tokens[at].is(Sense::HIS_NAME.or(Sense::HER_NAME));
        let is_kin = || from > 0 && self.is_joined(from) && self.is_relation(&self.tokens[from - 1].key);
        let is_surname = || ["ой", "ова", "ева", "ина", "ого"].iter().any(|it| self.tokens[from].key.ends_with(it));
        if end - from == 2 && self.tongue == Tongue::Russian && is_given(from + 1) && is_kin() && is_surname() {
            return from + 1;
        }
        let is_genitive = || self.tokens[from].key.ends_with(['и', 'ы']) && self.tokens[from].key.chars().count() > 3;
        match end - from {
            0 | 1 => from,
            _ if !self.follows_place_noun(from) => from,
            2 => from + usize::from(is_genitive()),
            _ => end - 2,
        }
    }

    /// Whether words behind a noun tell apart somebody new by what he or she does: `мужчина, выгуливавший таксу`, `la femme
    /// qui tient la caisse`; `end` is where the noun ends in the text.
    pub(crate) fn is_told_apart(&self, end: usize) -> bool {
        const PARTICIPLES: &[&str] =
            &["вший", "вшая", "вшие", "ющий", "ющая", "ющие", "ящий", "ящая", "ящие", "ущий", "ущая"];
        let at = self.tokens.partition_point(|token| token.range.start < end);
        let Some(next) = self.tokens.get(at).filter(|next| next.quote.is_none()) else { return false };
        match self.tongue {
            Tongue::Russian => {
                let key = next.key.strip_suffix("ся").unwrap_or(&next.key);
                next.gap == Gap::COMMA
                    && (key.starts_with("котор") || PARTICIPLES.iter().any(|ending| key.ends_with(ending)))
            }
            Tongue::French => self.is_joined(at) && matches!(next.key.as_str(), "qui" | "dont"),
            _ => false,
        }
    }

    /// Whether a French demonstrative is for somebody new: `cette infirmière qui rentre de garde`.
    pub(crate) fn is_newly_pointed(&self, phrase: &Phrase) -> bool {
        let points = matches!(self.key_at(phrase.tokens.start), "ce" | "cet" | "cette");
        points && matches!(self.key_at(phrase.tokens.end), "qui" | "dont") && self.is_joined(phrase.tokens.end)
    }

    /// Whether the nouns before a Russian name are not in the nominative, so that it is not either: `в блоге шерифа
    /// округа Эда Роу`.
    pub(crate) fn is_oblique_name(&self, start: usize) -> bool {
        const MAX_WORDS: usize = 6;
        let mut is_oblique = false;
        for at in (start.saturating_sub(MAX_WORDS)..start).rev() {
            let token = &self.tokens[at];
            if token.quote.is_some() || !self.is_joined(at + 1) {
                break;
            }
            if self.is_oblique_after(at) {
                return true;
            }
            if token.is(Sense::ROLE) || self.tongue != Tongue::Russian {
                return false;
            }
            is_oblique |= known_base(&token.key, Sense::ROLE).is_some();
        }
        is_oblique
    }

    /// One of several: `один из жильцов`, `l’un d’eux`, `one of the guards`.
    pub(super) fn one_of(&self, start: usize, limit: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 5;
        let key = |at: usize| self.tokens.get(at).filter(|_| at < limit).map_or("", |token| token.key.as_str());
        let one = start + usize::from(self.tongue == Tongue::French && key(start) == "l");
        let is_one = match self.tongue {
            Tongue::French => matches!(key(one), "un" | "une") && matches!(key(one + 1), "d" | "des" | "de"),
            Tongue::Russian => matches!(key(one), "один" | "одна" | "одно") && key(one + 1) == "из",
            Tongue::English => {
                matches!(key(one), "one" | "two" | "three" | "several" | "some" | "many" | "most")
                    && key(one + 1) == "of"
            }
            Tongue::German => matches!(key(one), "einer" | "eine" | "eines") && matches!(key(one + 1), "der" | "von"),
        };
        if !is_one || !self.is_joined(one + 1) {
            return None;
        }
        let mut end = one + 2;
        while end < limit && end < one + 2 + MAX_WORDS && self.is_joined(end) {
            let token = &self.tokens[end];
            let is_them =
                matches!(token.key.as_str(), "eux" | "elles" | "entre" | "них" | "nous" | "them" | "ihnen" | "those");
            let ends = token.is(Sense::CUE.or(Sense::AUX).or(Sense::RELATIVE).or(Sense::CONJUNCTION))
                || token.is(Sense::PREPOSITION) && !is_them
                || end > one + 2 && self.is_verb_after_noun(end, Some(end - 1), None);
            if ends && !is_them {
                break;
            }
            end += 1;
        }
        (end > one + 2).then_some(Phrase {
            tokens: start..end,
            name: None,
            head: Some(one),
            is_pronoun: false,
            is_thing: false,
        })
    }

    /// Whether a French given name belongs to a thing whose noun is before it: `le chalutier Marie-Jeanne`.
    pub(crate) fn names_thing(&self, name: &Range<usize>) -> bool {
        let before = name.start.checked_sub(1).map(|at| &self.tokens[at]).filter(|_| self.is_joined(name.start));
        self.tongue == Tongue::French
            && name.len() == 1
            && before.is_some_and(|it| {
                let other = Sense::PREPOSITION.or(Sense::DETERMINER).or(Sense::POSSESSIVE).or(Sense::CONJUNCTION);
                let verb = Sense::CUE.or(Sense::AUX).or(Sense::ADVERB).or(Sense::SUBORDINATOR).or(Sense::RELATIVE);
                !it.is_capital() && !it.is_title() && !it.is(other.or(verb))
            })
    }

    /// `Сообщили РИА Новости в пресс-службе банка`: the place behind the one that the words are given to.
    pub(crate) fn place_behind(&self, cue: usize, end: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 4;
        const PLURALS: &[&str] = &["ли", "ют", "ят", "ат", "ут"];
        let key = self.tokens[cue].key.as_str();
        let is_plural = self.tongue == Tongue::Russian && PLURALS.iter().any(|ending| key.ends_with(ending));
        let mut at = cue + 1;
        while is_plural && at < end && at <= cue + MAX_WORDS && self.is_joined(at) {
            let token = &self.tokens[at];
            if matches!(token.key.as_str(), "в" | "во") {
                return self.place_as_subject(at, end);
            }
            if !(token.is_capital() || token.is_in_term || token.is(Sense::ADVERB)) {
                break;
            }
            at += 1;
        }
        None
    }

    /// Whether a Russian preposition begins the occasion on which something is said: `в беседе с газетой`.
    pub(crate) fn is_occasion(&self, at: usize) -> bool {
        const STEMS: &[&str] = &[
            "бесед",
            "разговор",
            "интервью",
            "эфир",
            "комментар",
            "ход",
            "ответ",
            "обращени",
            "выступлени",
            "своем",
            "связи",
            "пресс-конференц",
            "брифинг",
            "встреч",
            "совещани",
            "заседани",
            "суд",
            "митинг",
            "кулуар",
            "соцсет",
            "телеграм",
            "трибун",
            "подход",
            "эфир",
            "стрим",
            "пленарн",
            "форум",
            "конференц",
            "саммит",
            "съезд",
            "церемони",
            "открыти",
        ];
        const OCCASIONS: &[&str] = &["телефону", "итогам", "окончании", "завершении", "поводу", "видеосвязи", "скайпу"];
        let is_in = matches!(self.tokens[at].key.as_str(), "в" | "во" | "на");
        let next = self.tokens.get(at + 1).map_or("", |next| next.key.as_str());
        if self.is_french_occasion(at) {
            return true;
        }
        let is_time = matches!(self.tokens[at].key.as_str(), "после" | "перед" | "через" | "до" | "о" | "об" | "про");
        if self.tongue == Tongue::Russian && (is_time || self.tokens[at].key == "по" && OCCASIONS.contains(&next)) {
            return true;
        }
        self.tongue == Tongue::Russian && is_in && STEMS.iter().any(|stem| next.starts_with(stem))
    }

    /// The end of the complement in the genitive behind a Russian noun: `пресс-служба базы`.
    pub(super) fn genitive_end(&self, start: usize, limit: usize) -> usize {
        const MAX_WORDS: usize = 3;
        let verb = Sense::CUE.or(Sense::AUX).or(Sense::ADVERB).or(Sense::PREPOSITION).or(Sense::CONJUNCTION);
        let mut end = start;
        while end < limit
            && end < start + MAX_WORDS
            && self.is_joined(end)
            && !self.tokens[end].is(verb.or(Sense::RELATIVE).or(Sense::SUBORDINATOR))
            && !self.tokens[end].is(Sense::DETERMINER)
            && !matches!(
                self.tokens[end].key.as_str(),
                "эту" | "этот" | "это" | "эти" | "такую" | "такие" | "их" | "его" | "ее"
            )
            && !self.is_verb_after_noun(end, Some(start - 1), None)
        {
            end += 1;
        }
        end
    }
}

/// Whether an unknown French noun means a person by its ending: `un chiraquien`.
pub(crate) fn is_personal(noun: &str) -> bool {
    ["ien", "ienne", "iste", "eur", "euse", "ateur", "atrice", "logue"].iter().any(|ending| noun.ends_with(ending))
}

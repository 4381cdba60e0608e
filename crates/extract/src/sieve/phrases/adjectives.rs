//! Russian adjectives before the noun of an organisation, and nouns that mean the one spoken of.

use std::ops::Range;

use super::phrase::Phrase;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in, key};
use crate::sieve::cast::MAX_COMPARED;
use crate::sieve::coreference::{Discourse, Number, Speaker};
use crate::sieve::sayings::Saying;
use crate::sieve::text::{Gap, Narration, Token};
use crate::sieve::words::cases::is_form_of;

/// Stems of adjectives with the stress on their ending: `городской`.
const STRESSED: &[&str] =
    &["городск", "областн", "краев", "окружн", "морск", "донск", "людск", "мирск", "речн", "налогов", "портов"];

/// Endings of adjectives in other cases than the nominative; of a longer one first.
const ENDINGS: &[&str] =
    &["ого", "его", "ому", "ему", "ыми", "ими", "ой", "ей", "ом", "ем", "ым", "им", "ых", "их", "ую", "юю"];

/// Pronouns with the endings of adjectives.
const OTHERS: &str = "\
    самом самой самих этом этой этих том той тех всем всей всех своем своей своих нашем нашей наших данном данной таком \
    такой одном одной другом другой обоих многих некоторых их него ней них";

/// A Russian adjective in the nominative, as it is before a noun: `судейском` before `комитет` is `судейский`.
pub(crate) fn adjective_before(adjective: &str, noun: &str) -> Option<String> {
    let (stem, ending) = ENDINGS.iter().find_map(|ending| Some((adjective.strip_suffix(ending)?, *ending)))?;
    let last = stem.chars().next_back()?;
    let is_hushing = matches!(last, 'г' | 'к' | 'х' | 'ж' | 'ш' | 'щ' | 'ч');
    let is_soft = ending.starts_with(['е', 'и', 'ю']) && !is_hushing;
    let is_stressed = STRESSED.contains(&key(stem).as_str());
    let base = match noun.chars().next_back()? {
        'а' | 'я' if is_soft => "яя",
        'а' | 'я' => "ая",
        'о' | 'е' if is_soft => "ее",
        'о' | 'е' => "ое",
        'ы' | 'и' if is_soft || is_hushing => "ие",
        'ы' | 'и' => "ые",
        'ь' => return None,
        _ if is_stressed => "ой",
        _ if is_soft || is_hushing => "ий",
        _ => "ый",
    };
    Some(format!("{stem}{base}"))
}

/// Whether a Russian noun for an organisation takes `на` where others take `в`: `на заводе`.
pub(crate) fn is_place_with_na(noun: &str) -> bool {
    ["завод", "фабрик", "предприяти", "комбинат", "станци", "верф", "шахт", "почт"]
        .iter()
        .any(|stem| noun.starts_with(stem))
}

impl Narration<'_> {
    /// Where the adjectives before a Russian noun begin.
    pub(crate) fn adjectives_start(&self, noun: usize, lowest: usize) -> usize {
        const MAX_ADJECTIVES: usize = 2;
        let is_one = |at: usize| {
            let token = &self.tokens[at];
            let is_adjective =
                || ENDINGS.iter().any(|ending| token.key.ends_with(ending)) && !is_in(OTHERS, &token.key);
            self.is_joined(at + 1) && !token.is_capital() && !token.is(Sense::POSSESSIVE) && is_adjective()
        };
        (lowest..noun).rev().take(MAX_ADJECTIVES).take_while(|&at| is_one(at)).last().unwrap_or(noun)
    }
}

impl Narration<'_> {
    /// The token behind the phrase before a verb, over a word between commas: `В отделе, впрочем, уверяют`.
    pub(crate) fn before_aside(&self, verb: usize, lowest: usize) -> usize {
        const ASIDES: &[&str] =
            &["впрочем", "однако", "правда", "напротив", "наоборот", "кстати", "конечно", "видимо", "например"];
        let is_aside = |at: usize| {
            self.tokens[at].gap == Gap::COMMA
                && self.tokens[at + 1].gap == Gap::COMMA
                && ASIDES.contains(&self.tokens[at].key.as_str())
        };
        verb.checked_sub(1).filter(|&at| at > lowest && is_aside(at)).unwrap_or(verb)
    }

    /// The end of a Russian phrase for an unnamed person, with the words that describe them: `источник, близкий к компании`.
    pub(crate) fn insider_end(&self, end: usize) -> usize {
        const KNOWING: &[&str] = &["близкий", "близкая", "знакомый", "знакомая", "осведомленный", "осведомленная"];
        const MAX_WORDS: usize = 8;
        let is_knowing = |token: &Token<'_>| token.gap.has(Gap::COMMA) && KNOWING.contains(&token.key.as_str());
        if self.tongue != Tongue::Russian || !self.tokens.get(end).is_some_and(is_knowing) {
            return end;
        }
        let inside = (end + 1..self.tokens.len().min(end + MAX_WORDS)).take_while(|&at| self.is_joined(at));
        inside.last().map_or(end, |last| last + 1)
    }

    /// Whether a Russian gerund is of a clause behind `что`, whose subject says it: `Она напомнила, что сеть ушла, назвав`.
    pub(crate) fn is_gerund_in_clause(&self, cue: usize, sentence: &Range<usize>) -> bool {
        let token = &self.tokens[cue];
        let is_gerund = ["ав", "ив", "ев", "яв", "ая", "яя", "уя"].iter().any(|ending| token.key.ends_with(ending));
        self.tongue == Tongue::Russian
            && is_gerund
            && token.gap.has(Gap::COMMA)
            && (sentence.start..cue).any(|at| self.tokens[at].key == "что")
    }

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

impl Discourse<'_, '_> {
    /// Whether a speaker is one whom a Russian article names in full, whose gender it need not tell.
    pub(crate) fn is_of_cast(&self, speaker: &Speaker) -> bool {
        let persons = self.cast.persons.iter().take(MAX_COMPARED);
        self.narration.tongue == Tongue::Russian && persons.into_iter().any(|person| person.name == speaker.name)
    }

    /// Whether the name in a Russian phrase is in the genitive, so that its noun is for another person: `соавтор Роговой`.
    pub(crate) fn is_of_other(&self, phrase: &Phrase, name: &Range<usize>) -> bool {
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
    pub(crate) fn organisation_meant(&self, phrase: &Phrase, sentence: usize) -> Option<Speaker> {
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
        let thing = self.subject_of(before).filter(|it| it.number == Number::Thing)?;
        Some(Speaker { span: narration.range_of(&phrase.tokens), why: Why::Unnamed, ..thing.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn adjectives_agree_with_their_noun() {
        for (adjective, noun, expected) in [
            ("судейском", "комитет", Some("судейский")),
            ("городском", "суд", Some("городской")),
            ("областной", "прокуратура", Some("областная")),
            ("надзорном", "ведомство", Some("надзорное")),
            ("местных", "власти", Some("местные")),
            ("высшей", "школа", Some("высшая")),
            ("синем", "корпус", Some("синий")),
            ("новой", "сеть", None),
        ] {
            assert_eq!(adjective_before(adjective, noun).as_deref(), expected, "{adjective} {noun}");
        }
    }
}

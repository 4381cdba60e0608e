//! Russian adjectives before the noun of an organisation.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue, is_in, key};
use crate::sieve::text::{Gap, Narration, Token};

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
pub(super) fn is_place_with_na(noun: &str) -> bool {
    ["завод", "фабрик", "предприяти", "комбинат", "станци", "верф", "шахт", "почт"]
        .iter()
        .any(|stem| noun.starts_with(stem))
}

impl Narration<'_> {
    /// Where the adjectives before a Russian noun begin.
    pub(super) fn adjectives_start(&self, noun: usize, lowest: usize) -> usize {
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

//! The words around the name of a person: a nickname, and nouns for what the person is.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::{Gap, Narration};
use crate::sieve::words::cases::{known_base, nominative};
use crate::sieve::words::gender::Gender;
use crate::sieve::words::nouns::is_german_role;

impl Narration<'_> {
    /// The surname behind a given name and a nickname in marks: `Bram “The Wardrobe” Ekstrand`.
    pub(crate) fn after_nickname(&self, start: usize, end: usize) -> Option<usize> {
        const MAX_WORDS: usize = 4;
        let first = &self.tokens[start];
        let may = first.is(Sense::HIS_NAME.or(Sense::HER_NAME))
            || (self.tongue == Tongue::English && !first.is_title() && !first.is(Sense::THING));
        let is_given = end == start + 1 && may;
        let surname = (end..self.tokens.len().min(end + MAX_WORDS)).find(|&at| !self.tokens[at].is_in_term)?;
        (is_given && surname > end && self.is_joined(end) && self.is_joined(surname) && self.is_name_word(surname))
            .then_some(surname)
    }

    /// Whether what follows a token is not in the nominative.
    pub(super) fn is_oblique_after(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is(Sense::PREPOSITION)
            || (token.is(Sense::UTTERANCE) && self.tongue == Tongue::Russian)
            || matches!(
                token.key.as_str(),
                "словам"
                    | "мнению"
                    | "данным"
                    | "версии"
                    | "утверждению"
                    | "оценке"
                    | "информации"
                    | "выражению"
            )
    }

    /// The nouns before and after a name that say what the person is, and the gender that they tell.
    pub(crate) fn roles_around(&self, run: usize, name: &Range<usize>) -> (Vec<String>, Vec<String>, Option<Gender>) {
        const MAX_BEFORE: usize = 10;
        const MAX_AFTER: usize = 8;
        let mut roles = Vec::new();
        let mut places = Vec::new();
        let words: Vec<&str> = self.tokens[name.clone()].iter().map(|token| token.text).collect();
        // The nouns are in the case of the name: `сын истца Иван Петров` is no plaintiff.
        let is_oblique = self.tongue == Tongue::Russian && nominative(&words, false).0 != words;
        let mut gender = None;
        let mut note = |at: usize, with_roles: bool| {
            let token = &self.tokens[at];
            if token.may_name_organisation() {
                places.push(token.key.clone());
            }
            if !with_roles {
                return;
            }
            if token.is(Sense::ROLE) && !token.is(Sense::SEVERAL) && !token.is_possessive {
                gender = gender.or(Gender::of(Sense::default().or(token.sense)));
                roles.push(token.key.clone());
            } else if is_oblique
                && !token.is_capital()
                && let Some((base, _)) = known_base(&token.key, Sense::ROLE)
            {
                roles.push(base);
            }
        };
        (run..name.start).for_each(|at| note(at, true));
        let mut at = run;
        let lowest = run.saturating_sub(MAX_BEFORE);
        while at > lowest {
            // “Наставник гостей, испанец Иван Лужин”.
            let is_called = self.tongue == Tongue::Russian && (at..run).all(|it| self.tokens[it].is(Sense::ROLE));
            let is_aside =
                (at == run || is_called) && self.tokens[at].gap.has(Gap::COMMA) && self.tokens[at - 1].quote.is_none();
            if !(self.is_joined(at) || is_aside) {
                break;
            }
            let token = &self.tokens[at - 1];
            let stops = token.is(Sense::AUX)
                || token.is(Sense::SUBORDINATOR)
                || token.is(Sense::CONJUNCTION) && at < run && !self.tokens[at].is(Sense::OF)
                // “Сторож и Иван Петров” are two.
                || token.is(Sense::CONJUNCTION) && self.tongue == Tongue::Russian
                || (token.is(Sense::CUE) && !token.is(Sense::ROLE))
                || token.quote.is_some();
            let joins = token.is(Sense::OF) || self.tongue == Tongue::Russian;
            if stops
                || (token.is(Sense::PREPOSITION) && !joins)
                || (token.is(Sense::OF) && at == run && run == name.start)
            {
                break;
            }
            note(at - 1, true);
            let is_complement = self.tongue == Tongue::French && at > 1 && self.tokens[at - 2].is(Sense::OF);
            if token.is(Sense::DETERMINER.or(Sense::POSSESSIVE)) && !token.is(Sense::OF) && !is_complement {
                break;
            }
            at -= 1;
        }
        // An apposition: `Doe, the mayor of …`.
        if let Some(next) = self.tokens.get(name.end).filter(|next| next.gap.has(Gap::COMMA) || next.gap.has(Gap::DASH))
        {
            let is_relative = next.is(Sense::RELATIVE)
                && !(next.is(Sense::DETERMINER)
                    && self.tokens.get(name.end + 2).is_some_and(|it| it.gap.has(Gap::COMMA)));
            // “The chairman, Doe, sacked the manager” tells nothing more of Doe.
            let is_past = next.key.ends_with("ed") && !next.is(Sense::ROLE);
            let follows = |sense: Sense| self.tokens.get(name.end + 1).is_some_and(|it| it.is(sense));
            let has_object =
                self.tongue == Tongue::English && is_past && follows(Sense::DETERMINER.or(Sense::POSSESSIVE));
            let is_relative = is_relative || has_object;
            let end = (name.end + MAX_AFTER).min(self.tokens.len());
            let mut with_roles = true;
            for at in name.end..end {
                let token = &self.tokens[at];
                // “Doe, 61, a teacher”.
                let is_age = at == name.end + 1 && self.tokens[name.end].text.starts_with(char::is_numeric);
                let is_end = at > name.end && !self.is_joined(at) && !is_age;
                // “In Leeds, Doe’s mother”, but not “Doe, the ferry’s owner”.
                if is_end
                    || token.is_possessive && (at == name.end || token.is_capital())
                    || is_relative
                    || token.quote.is_some()
                    || token.is(Sense::AUX)
                    || (token.is(Sense::CUE) && !token.is(Sense::ROLE))
                    || token.is(Sense::HE.or(Sense::SHE)) && !token.is(Sense::DETERMINER)
                {
                    break;
                }
                if token.is(Sense::OF)
                    && at > name.end
                    && !(token.is(Sense::DETERMINER) && self.tokens[at - 1].gap.has(Gap::COMMA))
                {
                    // Only its complement follows.
                    with_roles = false;
                }
                note(at, with_roles);
            }
        }
        roles.extend(self.compound_roles(run..name.start));
        roles.extend(self.roles_in_brackets(name.end));
        roles.extend(self.noun_behind(name));
        if roles.is_empty() {
            places.clear();
        }
        (roles, places, gender)
    }

    /// The German compounds before a name that say what the person is: `Vereinschef Doe`.
    fn compound_roles(&self, before: Range<usize>) -> Vec<String> {
        let is_compound = |at: &usize| {
            let token = &self.tokens[*at];
            self.tongue == Tongue::German && !token.is(Sense::ROLE) && is_german_role(&token.key, token.sense)
        };
        before.filter(is_compound).map(|at| self.tokens[at].key.clone()).collect()
    }

    /// A noun that no table has and that follows a full name, by which the text may call the person later: `Claire
    /// Doe, écophysiologiste à …`. French only.
    fn noun_behind(&self, name: &Range<usize>) -> Option<String> {
        const PARTICIPLES: &[&str] = &["é", "ée", "i", "ie", "u", "ue", "is", "ise", "ant", "ante"];
        let known = Sense::ROLE.or(Sense::THING).or(Sense::PREPOSITION).or(Sense::ADVERB).or(Sense::AUX);
        let known = known.or(Sense::DETERMINER).or(Sense::POSSESSIVE).or(Sense::CONJUNCTION).or(Sense::SUBORDINATOR);
        let is_given = self.tokens[name.start].is(Sense::HIS_NAME.or(Sense::HER_NAME));
        let [token, next] = self.tokens.get(name.end..name.end + 2)? else { return None };
        let has_complement =
            next.gap == Gap::COMMA || self.is_joined(name.end + 1) && next.is(Sense::PREPOSITION.or(Sense::OF));
        let is_participle = PARTICIPLES.iter().any(|ending| token.key.ends_with(ending));
        let is_noun = !token.is(known) && !token.is_capital() && !is_participle && !self.is_cue(name.end);
        let is_apposition = token.gap == Gap::COMMA && token.quote.is_none() && has_complement;
        let may_be = self.tongue == Tongue::French && is_given && name.len() > 1;
        (may_be && is_apposition && is_noun).then(|| token.key.clone())
    }

    /// What German says of a person in brackets or between commas behind the name, as the nouns by which it goes on:
    /// `Doe (24)` is `der 24-Jährige`, `Doe (SPD)` the `SPD-Politikerin`.
    fn roles_in_brackets(&self, end: usize) -> Vec<String> {
        let Some(next) = self.tokens.get(end).filter(|_| self.tongue == Tongue::German) else { return Vec::new() };
        let is_bracket = next.gap.has(Gap::BRACKET);
        let is_age = next.text.chars().all(char::is_numeric) && next.text.len() == 2;
        if is_age && (is_bracket || next.gap.has(Gap::COMMA)) {
            return ["jährige", "jähriger"].iter().map(|ending| format!("{}-{ending}", next.text)).collect();
        }
        if is_bracket && next.is_acronym() {
            return ["politiker", "politikerin"].iter().map(|ending| format!("{}-{ending}", next.key)).collect();
        }
        Vec::new()
    }
}

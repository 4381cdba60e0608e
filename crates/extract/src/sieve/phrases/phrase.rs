//! Names and noun phrases in the narration.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::Narration;
use crate::sieve::words::nouns::is_adjective;
use kzq_text::persons::title;

/// A phrase that may be the subject of a verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// Those of the name of a person in it, without titles.
    pub(crate) name: Option<Range<usize>>,
    /// Its noun.
    pub(crate) head: Option<usize>,
    /// Whether it is a pronoun.
    pub(crate) is_pronoun: bool,
    /// Whether it is an organisation or a document, by its name or its noun.
    pub(crate) is_thing: bool,
}

impl Phrase {
    /// The name of a person, without a title.
    pub(crate) fn of_name(name: Range<usize>) -> Self {
        Self { tokens: name.clone(), name: Some(name), head: None, is_pronoun: false, is_thing: false }
    }

    /// A pronoun, by its token.
    pub(crate) fn pronoun(at: usize) -> Self {
        Self { tokens: at..at + 1, name: None, head: None, is_pronoun: true, is_thing: false }
    }
}

/// A run of capitalised words.
pub(super) struct Run {
    /// The name of a person, if there is one, without letters behind it: `Doe QC`.
    pub(crate) name: Option<Range<usize>>,
    pub(crate) end: usize,
}

impl Narration<'_> {
    /// Whether a token begins with a capital that the beginning of a sentence does not explain.
    pub(crate) fn is_name_word(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.quote.is_none()
            && token.is_capital()
            && !token.is_pronoun()
            && !self.is_party_mark(at)
            && (self.is_surname_here(at)
                || self.opens_noble(at)
                || (token.is_acronym() || !token.is(Sense::NO_NAME)) && !self.is_grammar_word(at))
            && !self.is_plain_opening(at)
    }

    /// The run of capitalised words that begins at a token.
    pub(super) fn run_at(&self, start: usize) -> Run {
        let mut end = start + 1;
        let is_term = self.tokens[start].is_in_term;
        while end < self.tokens.len() && !self.tokens[end - 1].is_possessive && !self.is_french_acronym(start) {
            let mut next = end;
            while next < self.tokens.len() && next < end + 2 && self.is_joined(next) && self.is_particle(next) {
                next += 1;
            }
            let particles = next - end;
            let may = particles == 0 || self.may_have_particle(end);
            let joined = next < self.tokens.len() && self.is_joined(next) && self.tokens[next].is_in_term == is_term;
            if !(may && joined && self.is_name_word(next) && self.is_same_script(end - 1, next)) {
                break;
            }
            end = next + 1;
        }
        let whole = self.organisation_end(&(start..end));
        if whole > end || self.is_firm(&(start..end)) {
            return Run { name: None, end: whole };
        }
        let bare = self.without_honours(start, end);
        let name = self.name_in_run(start..bare).map(|begin| begin..bare);
        Run { name, end }
    }

    /// Where the name of a person begins in a run of capitalised words.
    fn name_in_run(&self, run: Range<usize>) -> Option<usize> {
        let is_no_name = self.is_place_or_brand(&run) || self.is_object(&run) || self.is_opening_adjective(&run);
        if self.tokens[run.start].is_in_term || is_no_name {
            return None;
        }
        let is_given = |at: usize| {
            let token = &self.tokens[at];
            token.is(Sense::HIS_NAME.or(Sense::HER_NAME)) || self.is_initial(at)
        };
        let run = self.without_institution(run)?;
        // The last title after which a name follows.
        let title = run.clone().take_while(|&at| !is_given(at) || self.tokens[at].is(Sense::MR.or(Sense::MRS)));
        let title = title.filter(|&at| {
            // `St Jean` may be a surname.
            let is_saint = self.tokens[at].key == "st" && at > run.start;
            at + 1 < run.end && self.is_role_before_name(at) && !is_saint
        });
        let title = title.last();
        let mut from = title.map_or(run.start, |at| at + 1);
        if from == run.start && self.is_adverb_before_surname(&run) {
            from += 1;
        }
        // “Hauptmann a. D. Ernst Roe”.
        let is_retired = from > 0 && self.tokens[from - 1].text == "a" && self.tokens[from].text == "D";
        if self.tongue == Tongue::German && is_retired && from + 1 < run.end {
            from += 1;
        }
        from = self.behind_demonym(self.behind_owner(from, run.end), run.end);
        if let Some(given) = (from..run.end).find(|&at| is_given(at) && at + 1 < run.end) {
            // Words before a given name that are not titles: a place, an organisation, or another given name.
            return Some(if given == from + 1 && self.is_first_name(from) { from } else { given });
        }
        let is_person_title = |at: usize| self.tokens[at].is_title() || !self.tokens[at].is(Sense::THING);
        // “Verkehrsverbund Unterau” and “Network Rail” are no persons.
        if matches!(self.tongue, Tongue::German | Tongue::English) && title.is_some_and(|at| !is_person_title(at)) {
            return None;
        }
        from = self.behind_places(from, run.end);
        from = self.behind_place_of(from, run.end);
        let name = from..run.end;
        if name.clone().any(|at| self.tokens[at].is(Sense::THING) || self.is_abstract_noun(at)) {
            return None;
        }
        if title.is_some_and(is_person_title) {
            // Of several words, those at the end.
            return Some(if self.tongue == Tongue::German {
                name.start.max(name.end.saturating_sub(3))
            } else {
                name.start
            });
        }
        if name.clone().any(|at| self.tokens[at].is(Sense::THING) || self.tokens[at].is_acronym()) {
            return None;
        }
        if self.tongue == Tongue::German && name.len() > 2 {
            // “Gero van Laak”.
            let is_word = |at: &usize| !self.is_particle(*at) && !self.is_foreign_particle(*at);
            return (name.start..name.end - 1).rev().find(is_word);
        }
        // “Jede Menge Spott”.
        if name.len() > 1 && self.follows_german_article(name.start) {
            return None;
        }
        // A noun alone is no name.
        let is_surname = self.surnames.contains(&self.tokens[name.start].key);
        (name.len() > 1 || is_surname || !self.tokens[name.start].is_title()).then_some(name.start)
    }

    /// Whether a token may not be part of a phrase, so that it ends before it.
    pub(super) fn ends_phrase(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let follows_article = self.follows_article(at);
        let is_noun = token.is(Sense::ROLE.or(Sense::THING))
            && (self.tongue != Tongue::English || follows_article || !token.is(Sense::CUE));
        let joins_compound = at > 0 && self.is_hanging(at - 1);
        if token.quote.is_some()
            || (token.is(Sense::CONJUNCTION) && !joins_compound && !token.is_in_term)
            || (token.is_pronoun() && !token.is(Sense::DETERMINER))
        {
            return true;
        }
        if token.is_capital() && self.is_name_word(at) {
            return false;
        }
        if self.is_relative_that(at) {
            return true;
        }
        if token.is(Sense::DETERMINER) || token.is(Sense::POSSESSIVE) {
            // German articles are relative pronouns only behind a comma.
            return false;
        }
        let verb = Sense::AUX.or(Sense::CUE).or(Sense::PASSIVE);
        (token.is(verb) && (!is_noun || self.is_french_verb(at)))
            || token.is(Sense::RELATIVE)
            || token.is(Sense::SUBORDINATOR)
            || (token.is(Sense::ADVERB) && !is_noun)
            || token.is(Sense::NO_NAME) && token.is_capital()
    }

    /// The phrase that begins at a token, if one does.
    pub(crate) fn phrase_at(&self, start: usize, limit: usize) -> Option<Phrase> {
        if start >= limit {
            return None;
        }
        let first = &self.tokens[start];
        if first.quote.is_some() {
            return None;
        }
        if first.is_pronoun() && !(first.is(Sense::DETERMINER) && self.is_joined(start + 1)) {
            return (!self.is_stressed_pronoun(start)).then(|| Phrase::pronoun(start));
        }
        if let Some(phrase) = self.one_of(start, limit).or_else(|| self.particle_name(start, limit)) {
            return Some(phrase);
        }
        let begins = self.is_name_word(start)
            || first.is(Sense::DETERMINER
                .or(Sense::POSSESSIVE)
                .or(Sense::ROLE)
                .or(Sense::THING)
                .or(Sense::INDEFINITE)
                .or(Sense::MR)
                .or(Sense::MRS))
            || title(&first.key).is_some()
            || (self.tongue == Tongue::Russian
                && !self.ends_phrase(start)
                && !first.is(Sense::PREPOSITION)
                && is_adjective(&first.key))
            || (first.is(Sense::UTTERANCE) && !first.is(Sense::CUE));
        if !begins {
            return None;
        }
        // “Причиной отставки источник назвал”: another noun is between.
        let fits = |phrase: &Phrase| {
            let is_plain = self.tongue == Tongue::Russian && !self.is_name_word(start) && phrase.name.is_none();
            let head = phrase.head.filter(|_| is_plain).unwrap_or(start);
            let known = Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::ROLE).or(Sense::THING);
            (start..head).all(|at| {
                let token = &self.tokens[at];
                token.is(known) || token.is_in_term || is_adjective(&token.key) || at > start && token.is_capital()
            })
        };
        self.scan_phrase(start, limit).filter(fits)
    }

    #[expect(clippy::too_many_lines, reason = "one pass over the words, whose cases share its state")]
    fn scan_phrase(&self, start: usize, limit: usize) -> Option<Phrase> {
        const MAX_WORDS: usize = 14;
        let is_german = self.tongue == Tongue::German;
        let limit = limit.min(start + MAX_WORDS).min(self.tokens.len());
        let (mut head, mut of, mut name) = (None, None, None);
        let mut is_thing = false;
        let mut at = start;
        while at < limit {
            let token = &self.tokens[at];
            if at > start
                && (!self.is_joined(at)
                    || self.ends_phrase(at)
                    || self.begins_object(at, of)
                    || self.begins_other(at, head, of))
            {
                break;
            }
            let joins_compound = at > start && self.is_hanging(at - 1);
            if at > start
                && head.is_some()
                && !token.is_capital()
                && !joins_compound
                && !token.is_in_term
                && self.is_verb_after_noun(at, head, of)
            {
                break;
            }
            if at > start && self.is_narrative_infinitive(at) {
                break;
            }
            if token.is(Sense::PREPOSITION) && at > start {
                let begins_of = token.is(Sense::OF) || (self.tongue == Tongue::Russian && of.is_none());
                let next_is_time = self.tokens.get(at + 1).is_none_or(|next| {
                    next.is(Sense::NO_NAME) && !next.is(Sense::DETERMINER) || next.text.starts_with(char::is_numeric)
                });
                // “Une voix d’enfant”.
                let is_of_unknown =
                    self.tongue == Tongue::French && at == start + 2 && self.tokens[start].is(Sense::INDEFINITE);
                if head.is_none() && is_of_unknown && matches!(token.key.as_str(), "d" | "de") {
                    head = Some(start + 1);
                }
                if head.is_none()
                    || !begins_of
                    || next_is_time
                    || self.is_occasion(at)
                    || self.tongue == Tongue::Russian && !token.is(Sense::PREPOSITION)
                {
                    break;
                }
                // Russian and French complements may be long; English ones are of one noun.
                of = Some(at);
                at += 1;
                continue;
            }
            if self.is_name_word(at) {
                let run = self.run_at(at);
                let end = run.end.min(limit);
                // A firm before its employee: `Doe Ltd financial analyst Jane Roe`.
                if self.tongue == Tongue::English && of.is_none() && self.is_before_named_role(end, limit) {
                    at = end;
                    while !self.is_name_word(at) {
                        at += 1;
                    }
                    continue;
                }
                let follows_of = self.tokens[at.saturating_sub(1)].is(Sense::OF.or(Sense::PREPOSITION))
                    && at > start
                    && !(is_german && of.is_none());
                let in_genitive = is_german
                    && at > start
                    && matches!(self.tokens[at - 1].key.as_str(), "des" | "der")
                    && head.is_some();
                if let Some(name_range) = run.name.filter(|name| name.start < end) {
                    let begin = name_range.start;
                    let is_addressed = begin > at && self.tokens[begin - 1].is(Sense::MR.or(Sense::MRS));
                    let is_common = is_german && !is_addressed && self.is_german_noun(begin, end, at > start);
                    let is_full = end - begin > 1 || !self.is_before_full_name(end, limit);
                    let may = of.is_none()
                        || (begin > at && !self.tokens[begin - 1].is_title() && end - begin > 1)
                        || (self.tongue != Tongue::English
                            && !follows_of
                            && end - begin > 1
                            && !self.tokens[at - 1].is_title());
                    let is_of_thing =
                        is_german && of.is_some() && is_thing || of.is_none() && self.is_name_of_thing(&name_range);
                    let is_complement = in_genitive || (follows_of && begin == at) || is_of_thing;
                    if may && is_full && !is_common && !is_complement {
                        if begin > at && head.is_none() {
                            head = (at..begin).rev().find(|&it| self.tokens[it].is(Sense::ROLE)).or(Some(begin - 1));
                        }
                        // The name of another person before a noun: `a Doe aide`.
                        let next_is_noun = self.is_before_noun(begin, end);
                        let is_possessive = self.tokens[end - 1].is_possessive;
                        let is_before_noun = next_is_noun && !is_german && self.tongue != Tongue::Russian;
                        if !(is_possessive || is_before_noun && end < limit) {
                            name = Some(begin..name_range.end.min(end));
                            at = end;
                            break;
                        }
                    }
                    if is_common && head.is_none() {
                        head = Some(end - 1);
                    }
                } else if head.is_none() && of.is_none() {
                    head = Some(
                        (at..end).rev().find(|&it| self.tokens[it].is(Sense::ROLE.or(Sense::THING))).unwrap_or(end - 1),
                    );
                }
                if of.is_none() && !in_genitive {
                    is_thing |= (at..end).any(|it| self.tokens[it].is(Sense::THING) || self.tokens[it].is_acronym())
                        || self.is_object(&(at..end))
                        || self.is_firm(&(at..end))
                        || (at..end).any(|it| self.tokens[it].is(Sense::CONJUNCTION));
                }
                if in_genitive && of.is_none() {
                    of = Some(at - 1);
                }
                at = end;
                continue;
            }
            if is_german && head.is_some() && token.is(Sense::DETERMINER) && of.is_none() {
                // A genitive: `der Sprecher der Polizei`; a dative is another phrase.
                let is_genitive = matches!(token.key.as_str(), "des" | "der" | "eines" | "einer");
                if !is_genitive || self.begins_dative(head, at) {
                    break;
                }
                of = Some(at);
                at += 1;
                continue;
            }
            let is_address = token.is(Sense::MR.or(Sense::MRS)) && !self.is_relative(at);
            let is_noun = token.is(Sense::ROLE.or(Sense::THING)) && !is_address;
            if is_noun
                && of.is_none()
                && (head.is_none_or(|head| !self.tokens[head].is(Sense::ROLE.or(Sense::THING)))
                    || self.tongue == Tongue::English)
            {
                head = Some(at);
                is_thing = token.is(Sense::THING) && !token.is(Sense::ROLE);
            }
            at += 1;
        }
        let end = at;
        if head.is_none() && name.is_none() {
            let last = if self.tongue == Tongue::English || self.tongue == Tongue::German {
                of.unwrap_or(end) - 1
            } else {
                start + 1
            };
            let fits = last > start
                && last < end
                && !self.tokens[last].is(Sense::PREPOSITION)
                && self.tokens[start].is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE));
            head = fits.then_some(last);
        }
        if head.is_none() && name.is_none() {
            return None;
        }
        let end = self.trim_phrase(start, end);
        let end = if name.is_none() { self.with_second_field(head, end) } else { end };
        Some(Phrase { tokens: start..end, name, head, is_pronoun: false, is_thing })
    }
}

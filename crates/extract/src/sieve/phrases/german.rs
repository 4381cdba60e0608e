//! Where a German phrase ends, and which words of it are no part of a name.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::text::Narration;
use crate::sieve::words::nouns::is_abstract;

impl Narration<'_> {
    /// Whether a German noun is feminine, so that `der` before it is no nominative: `Der Opposition warf Doe vor`.
    pub(crate) fn is_feminine(&self, noun: usize) -> bool {
        const ENDINGS: &[&str] = &["ung", "heit", "keit", "schaft", "ion", "tät", "partei", "polizei"];
        let token = &self.tokens[noun];
        let is_man = is_in("sprung ursprung vorsprung schwung aufschwung spion champion", &token.key);
        let ends = ENDINGS.iter().any(|ending| token.key.ends_with(ending));
        (token.is(Sense::WOMAN) && !token.is(Sense::MAN) || ends) && !is_man
    }

    /// Whether the small words at a token, which may be particles of a surname, begin another phrase: `sagte Jan Doe der
    /// Zeitung`, `Jan Doe von der Privatbank`.
    pub(super) fn begins_german_phrase(&self, at: usize) -> bool {
        let noun = || (at..self.tokens.len().min(at + 3)).find(|&it| self.tokens[it].is_capital());
        self.tongue == Tongue::German
            && (matches!(self.tokens[at].text, "der" | "den" | "des")
                || noun().is_some_and(|noun| self.tokens[noun].is(Sense::THING.or(Sense::ROLE))))
    }

    /// Whether a word that German has not is a particle of a surname behind any name: `Gero van Laak`.
    pub(super) fn is_foreign_particle(&self, at: usize) -> bool {
        const PARTICLES: &[&str] = &["van", "de", "del", "dos", "ten", "ter", "al", "el", "bin", "ibn"];
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        self.tongue == Tongue::German
            && PARTICLES.contains(&self.tokens[at].text)
            && before.is_some_and(|it| it.is_capital() && !it.is(Sense::ROLE))
    }

    /// Whether two words with a capital are an adjective or possessive that opens a sentence and its noun: `Weitreichende
    /// Schlüsse`, `Meine Mutter`.
    pub(super) fn is_opening_adjective(&self, run: &Range<usize>) -> bool {
        const STEMS: &str = "\
            end lich isch ig bar sam haft los voll reich er est t";
        const MIN_LETTERS: usize = 7;
        let first = &self.tokens[run.start];
        let key = first.key.as_str();
        let bare = ["e", "er", "es", "en", "em"].iter().find_map(|ending| key.strip_suffix(ending));
        // “Meine Mutter”, “Große Männer”.
        let last = &self.tokens[run.end - 1];
        let given = Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::ROLE).or(Sense::MR).or(Sense::MRS);
        let is_several = last.is(Sense::SEVERAL) || is_in("männer frauen kinder leute menschen eltern", &last.key);
        let is_noun = (is_several || last.is(Sense::ROLE)) && !self.surnames.contains(&last.key);
        let is_own = first.is(Sense::POSSESSIVE) || is_in("meine mein deine dein unsere unser ihre sein seine", key);
        let opens_noun = is_own || is_several && key.ends_with(['e', 'n']) && !first.is(given);
        if self.tongue == Tongue::German && run.len() == 2 && is_noun && opens_noun {
            return true;
        }
        let opens = self.sentence_of.get(run.start).is_some_and(|&number| self.sentences[number].start == run.start);
        self.tongue == Tongue::German
            && opens
            && run.len() == 2
            && key.chars().count() >= MIN_LETTERS
            && !first.is(Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::ROLE))
            && !self.surnames.contains(&self.tokens[run.end - 1].key)
            && bare.is_some_and(|bare| STEMS.split_whitespace().any(|stem| bare.ends_with(stem)))
    }

    /// Where the name of a relative begins behind the name of the one to whom she belongs: `Jan Does Frau Jane Doe`.
    pub(super) fn behind_owner(&self, from: usize, end: usize) -> usize {
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
        let is_relative = |at: &usize| {
            let (before, token, next) = (&self.tokens[at - 1], &self.tokens[*at], &self.tokens[at + 1]);
            token.is(Sense::ROLE.or(Sense::MRS)) && next.is(given) && before.key.ends_with('s')
        };
        let mut nouns = (from + 1..end.saturating_sub(1)).rev().filter(|_| self.tongue == Tongue::German);
        nouns.find(is_relative).map_or(from, |noun| noun + 1)
    }

    /// Whether a German noun that is its own plural is in the singular: `ein Zuschauer`.
    pub(crate) fn is_german_singular(&self, article: &str, noun: &str) -> bool {
        self.tongue == Tongue::German && noun.ends_with("er") && matches!(article, "ein" | "einem" | "einen" | "eines")
    }

    /// The end of the name of a German organisation that goes on behind `und`: `die Gewerkschaft Erziehung und Wissenschaft`,
    /// `das Ministerium für Umwelt und Verkehr`.
    pub(super) fn with_second_field(&self, head: Option<usize>, end: usize) -> usize {
        let is_field = |at: usize| {
            let token = &self.tokens[at];
            let given = Sense::HIS_NAME.or(Sense::HER_NAME);
            token.is_capital() && token.quote.is_none() && !token.is(given.or(Sense::ROLE).or(Sense::THING))
        };
        let is_german = self.tongue == Tongue::German && end + 1 < self.tokens.len();
        let may = is_german && head.is_some_and(|head| end > head + 1);
        if !may || self.key_at(end) != "und" || !self.is_joined(end) || !self.is_joined(end + 1) {
            return end;
        }
        let is_for = self.key_at(end - 2) == "für";
        let are_abstract = is_abstract(self.key_at(end - 1)) && is_abstract(self.key_at(end + 1));
        let goes_on = is_field(end - 1) && is_field(end + 1) && (is_for || are_abstract);
        if goes_on { end + 2 } else { end }
    }

    /// Whether a German word is an article and not a relative pronoun: a noun and no verb follows at the end.
    pub(crate) fn is_article_here(&self, at: usize) -> bool {
        if self.tongue != Tongue::German || !self.tokens[at].is(Sense::DETERMINER) {
            return false;
        }
        // A relative clause has its verb at the end, an apposition a noun.
        let mut end = at + 1;
        while end < self.tokens.len().min(at + 40) && self.is_joined(end) {
            end += 1;
        }
        self.tokens[end - 1].is_capital()
    }
}

impl Narration<'_> {
    /// Whether `der` behind a German court, office or report begins an object and no complement: `hatte der Rechnungshof der
    /// Ministerin bescheinigt`.
    pub(super) fn begins_dative(&self, head: Option<usize>, at: usize) -> bool {
        const OFFICES: &[&str] = &[
            "hof",
            "gericht",
            "amt",
            "behörde",
            "polizei",
            "staatsanwaltschaft",
            "gutachten",
            "bericht",
            "studie",
            "urteil",
        ];
        let is_office = head.is_some_and(|head| OFFICES.iter().any(|ending| self.tokens[head].key.ends_with(ending)));
        let next = self.tokens.get(at + 1).filter(|_| self.is_joined(at + 1));
        is_office && self.tokens[at].key == "der" && next.is_some_and(|next| next.is(Sense::WOMAN) && next.is_capital())
    }

    /// Whether a run of capitalised words ends in a noun for what is said: `Jane Does Fazit`. German only.
    pub(super) fn ends_in_word(&self, run: &Range<usize>) -> bool {
        self.tongue == Tongue::German && run.len() > 1 && self.tokens[run.end - 1].is(Sense::UTTERANCE)
    }
}

//! Where a French noun phrase ends, and which names in it are not those of persons.

use std::ops::Range;

use super::openings::is_personal;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::text::Narration;

impl Narration<'_> {
    /// Whether a word behind a French noun is not part of its phrase, most probably because it is a verb: `un instituteur de
    /// Lens repère l’enfant`. `of` is the preposition before the complement.
    pub(crate) fn is_verb_after_french_noun(&self, at: usize, of: Option<usize>) -> bool {
        const ADJECTIVES: &[&str] = &[
            "al", "ale", "aux", "ales", "ique", "iques", "el", "elle", "ier", "ière", "é", "ée", "if", "ive", "aire",
            "ain", "aine", "ais", "aise", "ien", "ienne", "ant", "ent", "eur", "euse", "iste", "erne", "yme",
        ];
        const NATIONS: &str = "russe suisse belge turc turque grec grecque arabe britannique slave";
        let key = self.tokens[at].key.as_str();
        if is_in(NATIONS, key) {
            return false;
        }
        let is_its_noun = of.is_some_and(|of| self.opens_complement(of, at));
        if !is_its_noun && self.governs_object(at) {
            return true;
        }
        // “Un porte-parole du ministère public”, but “un habitant de Lens travaille”.
        let describes = of.is_some_and(|of| at <= of + 2 && !self.tokens[of + 1].is_capital());
        if is_its_noun || describes {
            return false;
        }
        // A noun like this one has no verb in `s`: “le ministère des Affaires étrangères”.
        let is_plural = key.ends_with('s');
        let has_ending = is_plural || ADJECTIVES.iter().any(|ending| key.ends_with(ending));
        key.ends_with("ment") || !has_ending || key.starts_with("pos")
    }

    /// Whether only an article and adjectives are between the preposition of a complement and a word, so that this is its
    /// noun.
    fn opens_complement(&self, of: usize, at: usize) -> bool {
        const ADJECTIVES: &str = "\
            grand grande grands grandes petit petite petits petites ancien ancienne anciens anciennes nouveau nouvel \
            nouvelle nouveaux nouvelles jeune jeunes vieux vieil vieille vieilles bon bonne beau belle haut haute premier \
            première dernier dernière même mêmes autre autres seul seule futur future";
        (of + 1..at).all(|it| {
            let token = &self.tokens[it];
            token.is(Sense::DETERMINER.and(Sense::POSSESSIVE).and(Sense::OF)) || is_in(ADJECTIVES, &token.key)
        })
    }

    /// Whether an article or the like follows a word, as it follows a verb and no adjective: `repère l’enfant`.
    fn governs_object(&self, at: usize) -> bool {
        const ARTICLES: &str = "le la les l un une ce cet cette ces son sa ses leur leurs";
        let next = self.tokens.get(at + 1).filter(|next| self.is_joined(at + 1) && next.quote.is_none());
        // “L’élu socialiste le plus en vue”.
        let is_superlative = matches!(self.key_at(at + 2), "plus" | "moins" | "mieux");
        next.is_some_and(|next| is_in(ARTICLES, &next.key)) && !is_superlative
    }

    /// Whether a name without a given name is that of an organisation or a thing whose noun is before it: `l’association
    /// Littoral en danger`, `le cabinet Xylo`. Behind a complement it may be a person’s: `la maire de la ville Jo Doe`.
    pub(crate) fn is_name_of_thing(&self, name: &Range<usize>) -> bool {
        let Some(noun) = name.start.checked_sub(1).filter(|_| self.is_joined(name.start)) else { return false };
        let token = &self.tokens[noun];
        let is_thing = token.is(Sense::THING) && !token.is(Sense::ROLE) && !token.is_capital();
        let given = Sense::HIS_NAME.and(Sense::HER_NAME);
        let is_plain = |at: usize| !self.tokens[at].is(given) && !self.is_initial(at);
        let article = noun.saturating_sub(1);
        let is_complement = self.tokens[article].is(Sense::OF)
            || self.tokens[article].is(Sense::DETERMINER) && article > 0 && self.tokens[article - 1].is(Sense::OF);
        self.tongue == Tongue::French
            && is_thing
            && !is_personal(&token.key)
            && token.key != "leader"
            && !is_complement
            && name.clone().all(is_plain)
    }

    /// Whether `&` joins words with a capital, so that they name a firm: `Roux & Fils`.
    pub(super) fn is_firm(&self, run: &Range<usize>) -> bool {
        let between = |at: usize| &self.text[self.tokens[at - 1].range.end..self.tokens[at].range.start];
        (run.start + 1..run.end).any(|at| between(at).contains('&'))
    }
}

//! Where a French noun phrase ends, and which names in it are not those of persons.

use std::ops::Range;

use super::openings::is_personal;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::text::{Gap, Narration, Token};

impl Narration<'_> {
    /// Whether a word behind a French noun is not part of its phrase, most probably because it is a verb: `un instituteur de
    /// Lens repère l’enfant`. `of` is the preposition before the complement.
    pub(super) fn is_verb_after_french_noun(&self, at: usize, of: Option<usize>) -> bool {
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
            token.is(Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::OF)) || is_in(ADJECTIVES, &token.key)
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

    /// Whether a name is that of an organisation or a thing whose noun is before it: `the journal Nature`, `l’association
    /// Littoral en danger`, `le cabinet Xylo`. In French, a given name makes it a person’s, and after a complement it may be
    /// one: `la maire de la ville Jo Doe`.
    pub(crate) fn is_name_of_thing(&self, name: &Range<usize>) -> bool {
        /// English nouns for what is named after them.
        const NAMED: &str =
            "journal magazine newspaper paper daily weekly ship ferry boat trawler yacht novel film musical";
        let Some(noun) = name.start.checked_sub(1).filter(|_| self.is_joined(name.start)) else { return false };
        let token = &self.tokens[noun];
        if self.tongue == Tongue::English {
            return !token.is_capital() && is_in(NAMED, &token.key);
        }
        let is_thing = token.is(Sense::THING) && !token.is(Sense::ROLE) && !token.is_capital();
        let given = Sense::HIS_NAME.or(Sense::HER_NAME);
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

impl Narration<'_> {
    /// The nouns for a person that a French title before the name implies: `Me Doe` is a lawyer.
    pub(crate) fn roles_by_title(&self, name: usize) -> &'static [&'static str] {
        let title = name.checked_sub(1).map_or("", |at| self.tokens[at].key.as_str());
        match title {
            _ if self.tongue != Tongue::French => &[],
            "me" | "maître" => &["avocat", "avocate"],
            "dr" | "docteur" | "docteure" => &["médecin"],
            "pr" | "professeur" | "professeure" => &["professeur", "professeure"],
            "mgr" | "monseigneur" => &["évêque", "prélat"],
            _ => &[],
        }
    }

    /// Whether a token is the short form of an organisation behind its article, to which no name behind it belongs: `a dit
    /// à l’AFP Jeanne Doe`.
    pub(crate) fn is_french_acronym(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.tokens[before].key.as_str());
        self.tongue == Tongue::French && matches!(before, "l" | "la" | "le" | "à") && self.tokens[at].is_acronym()
    }

    /// Whether a word that may be a noun or a verb is a verb, as it is behind a noun: `l’héritier juge`.
    pub(super) fn is_french_verb(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let follows_noun = at > 0 && self.is_joined(at) && {
            let before = &self.tokens[at - 1];
            let small = Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::PREPOSITION).or(Sense::CONJUNCTION);
            !before.is(small) && (before.is(Sense::ROLE.or(Sense::THING)) || before.is_capital())
        };
        // “Une feuille scotchée annonce :”.
        let is_before_colon = || {
            let small = Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::PREPOSITION).or(Sense::CONJUNCTION);
            let next = self.tokens.get(at + 1).is_some_and(|next| next.gap.has(Gap::COLON));
            next && at > 0 && self.is_joined(at) && !self.tokens[at - 1].is(small)
        };
        let is_verb = self.tongue == Tongue::French && token.is(Sense::CUE) && !token.is_capital();
        is_verb && (follows_noun || is_before_colon())
    }

    /// Whether a word is a noun for an organisation or a thing; in French also in the plural: `Cliniques`.
    pub(crate) fn is_thing_word(&self, token: &Token<'_>) -> bool {
        let singular = || token.key.strip_suffix('s').is_some_and(|it| self.lexicon.sense(it).is(Sense::THING));
        token.is(Sense::THING) || self.tongue == Tongue::French && singular()
    }

    /// Whether `de` and an infinitive of saying begin at a token: `Et la maire de conclure`.
    pub(super) fn is_narrative_infinitive(&self, at: usize) -> bool {
        let is_of = self.tongue == Tongue::French && matches!(self.tokens[at].key.as_str(), "de" | "d");
        let verb = self.tokens.get(at + 1).filter(|next| is_of && next.is(Sense::CUE));
        verb.is_some_and(|verb| ["er", "ir", "re"].iter().any(|ending| verb.key.ends_with(ending)))
    }

    /// The end of a French phrase with the number of an article of a law: `l’article 3`.
    pub(crate) fn numbered_end(&self, end: usize) -> usize {
        let is_article = end > 0 && matches!(self.tokens[end - 1].key.as_str(), "article" | "alinéa" | "chapitre");
        let is_number = |token: &Token<'_>| token.text.starts_with(char::is_numeric);
        let is_numbered = self.tongue == Tongue::French && is_article && self.is_joined(end);
        end + usize::from(is_numbered && self.tokens.get(end).is_some_and(is_number))
    }

    /// Where a name begins behind a noun for somebody of a country or town: `la Néerlandaise Jane Doe`.
    pub(super) fn behind_demonym(&self, from: usize, end: usize) -> usize {
        from + usize::from(end - from > 2 && self.is_demonym(&(from..from + 1)))
    }

    /// Whether a single word with a capital behind an article is for somebody of a country or town: `le Serbe`,
    /// `l’Allemande`.
    pub(crate) fn is_demonym(&self, name: &Range<usize>) -> bool {
        const ENDINGS: &[&str] = &[
            "ais", "aise", "ois", "oise", "ien", "ienne", "ain", "aine", "ol", "ole", "and", "ande", "éen", "éenne",
            "ote", "arde", "ard", "in", "ine", "on", "onne", "aque", "ène", "aste", "éno", "an", "ane",
        ];
        const OTHERS: &[&str] = &[
            "serbe",
            "russe",
            "belge",
            "turc",
            "turque",
            "grec",
            "grecque",
            "kurde",
            "tchèque",
            "croate",
            "bulgare",
            "basque",
            "arabe",
            "ouzbek",
            "ouzbèke",
            "kazakh",
            "kazakhe",
            "kirghize",
            "afghan",
            "afghane",
            "slave",
            "maure",
            "berbère",
            "kabyle",
            "inuit",
            "viking",
            "corse",
            "suisse",
            "suissesse",
        ];
        let token = &self.tokens[name.start];
        let article = name.start.checked_sub(1).map_or("", |at| self.tokens[at].key.as_str());
        let is_named = token.is(Sense::HIS_NAME.or(Sense::HER_NAME).or(Sense::THING).or(Sense::ROLE));
        self.tongue == Tongue::French
            && name.len() == 1
            && matches!(article, "le" | "la" | "l")
            && !is_named
            && (ENDINGS.iter().any(|ending| token.key.ends_with(ending)) || OTHERS.contains(&token.key.as_str()))
    }

    /// Reads the `A` of a sentence that begins with it as the preposition: `A la barre, Doe a dit`; and `même` behind an
    /// article as an adjective: `cette même source`, and `d’abord` as an adverb.
    pub(crate) fn read_french_words(&mut self) {
        if self.tongue != Tongue::French {
            return;
        }
        for at in 1..self.tokens.len() {
            let follows = self.tokens[at - 1].is(Sense::DETERMINER.or(Sense::POSSESSIVE)) && self.is_joined(at);
            if follows && self.tokens[at].key == "même" {
                self.tokens[at].sense = Sense::default();
            }
            let is_adverb = matches!(self.key_at(at), "abord" | "emblée" | "ailleurs" | "entrée" | "office");
            if is_adverb && self.key_at(at - 1) == "d" && self.is_joined(at) {
                self.tokens[at - 1].sense = Sense::ADVERB;
                self.tokens[at].sense = Sense::ADVERB;
            }
        }
        for sentence in &self.sentences {
            let at = sentence.start;
            let begins_phrase = at + 1 < sentence.end && {
                let next = &self.tokens[at + 1];
                next.is_capital()
                    || next.text.starts_with(char::is_numeric)
                    || next.is(Sense::DETERMINER.or(Sense::POSSESSIVE)) && !next.is(Sense::HE.or(Sense::SHE))
                    || matches!(next.key.as_str(), "droite" | "gauche" | "peine" | "quoi" | "propos" | "terme" | "midi")
            };
            if self.tokens[at].text == "A" && begins_phrase {
                "à".clone_into(&mut self.tokens[at].key);
                self.tokens[at].sense = self.lexicon.sense("à");
            }
        }
    }

    /// Whether a French preposition begins the occasion on which something is said, or whom it is said to: `à l’AFP`, `à la
    /// presse`, `lors d’un point de presse`.
    pub(super) fn is_french_occasion(&self, at: usize) -> bool {
        const PREPOSITIONS: &[&str] = &["à", "au", "aux", "en", "pour", "dans", "sur", "lors", "devant"];
        const HEARERS: &str = "\
            presse journalistes journaliste agence micro antenne barre télévision radio tribune issue sortie \
            sujet propos terme téléphone conférence marge réunion audience séance direct ligne substance \
            larmes souriant députés assemblée tribunal cour sénat élus public caméra quotidien journal \
            hebdomadaire magazine chaîne site colère direction foule parisien monde figaro rédaction jury \
            juges sénateurs commission reporter correspondant";
        let key = |at: usize| self.tokens.get(at).map_or("", |token| token.key.as_str());
        if self.tongue != Tongue::French || !PREPOSITIONS.contains(&key(at)) {
            return false;
        }
        let noun = at + 1 + usize::from(matches!(key(at + 1), "l" | "la" | "le" | "un" | "une" | "nos" | "notre"));
        let Some(token) = self.tokens.get(noun) else { return false };
        let is_to = matches!(key(at), "à" | "au" | "aux" | "sur" | "devant");
        is_to && (token.is_acronym() || token.is_in_term) || is_in(HEARERS, &token.key)
    }
}

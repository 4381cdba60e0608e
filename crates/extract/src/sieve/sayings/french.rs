//! French ways to name a speaker that no other language has.

use std::ops::Range;

use super::clauses::Saying;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::coreference::{Discourse, Speaker};
use crate::sieve::phrases::Phrase;
use crate::sieve::rules::Sieve;
use crate::sieve::text::{Gap, Narration, Token};
use crate::sieve::words::gender::Gender;

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

    /// `Pour lui,` at the beginning of a sentence.
    pub(super) fn is_for_him(&self, at: usize, start: usize) -> bool {
        let next = self.tokens.get(at + 1).map_or("", |next| next.key.as_str());
        let ends = self.tokens.get(at + 2).is_some_and(|after| after.gap.has(Gap::COMMA));
        self.tongue == Tongue::French
            && at == start
            && self.tokens[at].text == "Pour"
            && matches!(next, "lui" | "elle" | "eux")
            && ends
    }

    /// Whether `pour` and a name are set off behind a quotation: `« Une honte », pour Doe`.
    pub(super) fn is_view_behind(&self, at: usize) -> bool {
        let follows = at > 0 && self.tokens[at - 1].quote.is_some() && self.tokens[at].gap.has(Gap::COMMA);
        follows && self.phrase_at(at + 1, self.tokens.len()).is_some_and(|it| it.name.is_some())
    }

    /// The number of words of `à l’entendre`, `à la croire`, `à l’en croire` at a token, if it begins there.
    pub(super) fn heard_source(&self, at: usize, end: usize) -> Option<usize> {
        const VERBS: &[&str] = &["entendre", "écouter", "croire", "lire", "suivre"];
        let key = |at: usize| self.tokens.get(at).filter(|_| at < end).map_or("", |token| token.key.as_str());
        let is_heard =
            self.tongue == Tongue::French && key(at) == "à" && matches!(key(at + 1), "l" | "le" | "la" | "les");
        let verb = at + 2 + usize::from(key(at + 2) == "en");
        let ends = |after: usize| self.tokens.get(after).is_none_or(|_| after >= end || !self.is_joined(after));
        (is_heard && VERBS.contains(&key(verb)) && ends(verb + 1)).then_some(verb + 1 - at)
    }

    /// The antecedent of `qui` before a verb: `Mme Doe, qui accuse M. Roe d’avoir`.
    pub(super) fn antecedent_of_qui(&self, cue: usize, lowest: usize) -> Option<Phrase> {
        const MAX_BEFORE: usize = 5;
        const MAX_WORDS: usize = 12;
        if self.tongue != Tongue::French {
            return None;
        }
        let near = (lowest.max(cue.saturating_sub(MAX_BEFORE))..cue).rev();
        let small = Sense::AUX.and(Sense::ADVERB).and(Sense::HE).and(Sense::SHE).and(Sense::ME);
        let qui = near
            .take_while(|&at| self.is_joined(at + 1))
            .find(|&at| self.tokens[at].key == "qui" || !self.tokens[at].is(small));
        let qui =
            qui.filter(|&at| self.tokens[at].key == "qui" && at > lowest && self.tokens[at - 1].quote.is_none())?;
        (lowest.max(qui.saturating_sub(MAX_WORDS))..qui)
            .find_map(|at| self.phrase_at(at, qui).filter(|it| it.tokens.end == qui && !it.is_pronoun))
    }

    /// The person in whose view a relative clause speaks: `Doe, déléguée syndicale, pour laquelle « … »`.
    pub(crate) fn relative_source(&self, before: &Range<usize>) -> Option<Saying> {
        const RELATIVES: &[&str] = &["qui", "lequel", "laquelle", "lesquels", "lesquelles"];
        const MAX_CHUNKS: usize = 3;
        let relative = before.clone().rev().find(|&at| RELATIVES.contains(&self.tokens[at].key.as_str()))?;
        let preposition = relative.checked_sub(1).filter(|&at| at > before.start && self.tongue == Tongue::French)?;
        let cue = match self.tokens[preposition].key.as_str() {
            "pour" | "selon" | "chez" => preposition..relative,
            "après" | "de" if preposition > before.start + 1 => preposition - 1..relative,
            _ => return None,
        };
        if !self.tokens[cue.start].gap.has(Gap::COMMA) {
            return None;
        }
        let mut end = cue.start;
        let mut found: Option<Phrase> = None;
        for _ in 0..MAX_CHUNKS {
            if end <= before.start {
                break;
            }
            let start = self.chunk_start(end, before.start);
            let here =
                (start..end).find_map(|at| self.phrase_at(at, end).filter(|it| it.tokens.end == end && !it.is_pronoun));
            if here.as_ref().is_some_and(|phrase| phrase.name.is_some()) {
                found = here;
                break;
            }
            found = found.or(here);
            end = start;
        }
        Some(Saying { subject: found?, cue, is_oblique: true, is_near: true })
    }

    /// Whether a token is the short form of an organisation behind its article, to which no name behind it belongs: `a dit
    /// à l’AFP Jeanne Doe`.
    pub(crate) fn is_french_acronym(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map_or("", |before| self.tokens[before].key.as_str());
        self.tongue == Tongue::French && matches!(before, "l" | "la" | "le" | "à") && self.tokens[at].is_acronym()
    }

    /// Whether a word that may be a noun or a verb is a verb, as it is behind a noun: `l’héritier juge`.
    pub(crate) fn is_french_verb(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let follows_noun = at > 0 && self.is_joined(at) && {
            let before = &self.tokens[at - 1];
            let small = Sense::DETERMINER.and(Sense::POSSESSIVE).and(Sense::PREPOSITION).and(Sense::CONJUNCTION);
            !before.is(small) && (before.is(Sense::ROLE.and(Sense::THING)) || before.is_capital())
        };
        // “Une feuille scotchée annonce :”.
        let is_before_colon = || {
            let small = Sense::DETERMINER.and(Sense::POSSESSIVE).and(Sense::PREPOSITION).and(Sense::CONJUNCTION);
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

    /// Whether a French noun behind a verb is what the quotation says something of, and not who speaks: `a salué un texte
    /// « généreux »`.
    pub(super) fn is_object_before_quote(&self, phrase: &Phrase) -> bool {
        const MAX_SMALL: usize = 4;
        // “A annoncé le lancement d’une « … »”.
        let small = Sense::OF.and(Sense::DETERMINER).and(Sense::PREPOSITION);
        let is_small = |at: &usize| self.tongue == Tongue::French && self.is_joined(*at) && self.tokens[*at].is(small);
        let between = (phrase.tokens.end..self.tokens.len()).take(MAX_SMALL).take_while(is_small).count();
        let next = self.tokens.get(phrase.tokens.end + between);
        let is_pointed = matches!(
            self.tokens[phrase.tokens.start].key.as_str(),
            "эту" | "этот" | "это" | "эти" | "такую" | "свою" | "свой" | "свое" | "свои"
        );
        (self.tongue == Tongue::French || is_pointed)
            && phrase.name.is_none()
            && next.is_some_and(|next| {
                let is_apart = [Gap::COMMA, Gap::COLON, Gap::STOP, Gap::CRY].into_iter().any(|gap| next.gap.has(gap));
                next.quote.is_some() && !is_apart
            })
    }

    /// Whether `de` and an infinitive of saying begin at a token: `Et la maire de conclure`.
    pub(crate) fn is_narrative_infinitive(&self, at: usize) -> bool {
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
    pub(crate) fn behind_demonym(&self, from: usize, end: usize) -> usize {
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
        let is_named = token.is(Sense::HIS_NAME.and(Sense::HER_NAME).and(Sense::THING).and(Sense::ROLE));
        self.tongue == Tongue::French
            && name.len() == 1
            && matches!(article, "le" | "la" | "l")
            && !is_named
            && (ENDINGS.iter().any(|ending| token.key.ends_with(ending)) || OTHERS.contains(&token.key.as_str()))
    }
}

impl Narration<'_> {
    /// Reads the `A` of a sentence that begins with it as the preposition: `A la barre, Doe a dit`; and `même` behind an
    /// article as an adjective: `cette même source`, and `d’abord` as an adverb.
    pub(crate) fn read_french_words(&mut self) {
        if self.tongue != Tongue::French {
            return;
        }
        for at in 1..self.tokens.len() {
            let follows = self.tokens[at - 1].is(Sense::DETERMINER.and(Sense::POSSESSIVE)) && self.is_joined(at);
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
                    || next.is(Sense::DETERMINER.and(Sense::POSSESSIVE)) && !next.is(Sense::HE.and(Sense::SHE))
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
    pub(crate) fn is_french_occasion(&self, at: usize) -> bool {
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

impl Discourse<'_, '_> {
    /// Whom a noun for somebody of a country or town means.
    pub(crate) fn meant_by_demonym(&self, name: &Range<usize>) -> Option<Speaker> {
        let gender = match self.narration.tokens[name.start - 1].key.as_str() {
            "le" => Some(Gender::Man),
            "la" => Some(Gender::Woman),
            _ => None,
        };
        let sentence = self.narration.sentence_of[name.start];
        let span = self.narration.range_of(name);
        self.person_called(sentence, gender, span)
    }

    /// Whom a noun means that only says what somebody is like: the person whom the article is about, or who was spoken of.
    pub(crate) fn person_called(&self, sentence: usize, gender: Option<Gender>, span: Range<usize>) -> Option<Speaker> {
        if let Some(hero) = self.hero_alone(sentence, gender, &span) {
            return Some(hero);
        }
        let named = self.meant_by_noun(sentence, gender).filter(|it| it.why != Why::Unnamed);
        match named.or_else(|| self.recent_named(sentence, gender)) {
            Some(speaker) => Some(Speaker { span, why: Why::Reference, ..speaker.clone() }),
            None => self.hero_as(span, gender),
        }
    }
}

impl Sieve<'_, '_> {
    /// Who goes on in an infinitive of narration: `Et d’ajouter : « … »`, `avant de se reprendre : « … »`.
    pub(crate) fn goes_on_in_infinitive(&self, number: usize) -> Option<Speaker> {
        const MAX_WORDS: usize = 12;
        const MAX_BACK: usize = 60;
        const OPENERS: &[&str] = &["et", "puis", "avant", "mais"];
        const ENDINGS: &[&str] = &["er", "ir", "re"];
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let sentence = narration.sentences[narration.sentence_of[first]].clone();
        if narration.tongue != Tongue::French || !narration.tokens[first].gap.has(Gap::COLON) {
            return None;
        }
        let lowest = sentence.start.max(first.saturating_sub(MAX_WORDS));
        let opens = |at: usize| {
            let token = &narration.tokens[at];
            let is_start =
                at == sentence.start || token.gap.has(Gap::COMMA) || narration.tokens[at - 1].quote.is_some();
            let of = narration.tokens.get(at + 1).is_some_and(|next| matches!(next.key.as_str(), "d" | "de"));
            is_start && of && token.quote.is_none() && OPENERS.contains(&token.key.as_str())
        };
        let opener = (lowest..first).rev().find(|&at| opens(at))?;
        let verb = (opener + 2..first)
            .find(|&at| !matches!(narration.tokens[at].key.as_str(), "se" | "s" | "lui" | "leur" | "y" | "en"))?;
        if !ENDINGS.iter().any(|ending| narration.tokens[verb].key.ends_with(ending)) {
            return None;
        }
        let paragraph = narration.paragraph_of[narration.sentence_of[first]];
        let is_here = |at: &usize| {
            self.parts[*at]
                .first()
                .is_some_and(|&token| narration.paragraph_of[narration.sentence_of[token]] == paragraph)
        };
        let before = (0..number).rev().take(MAX_BACK).take_while(is_here);
        let earlier = before.into_iter().find_map(|at| self.found[at].as_ref()?.speaker.clone());
        let subject =
            || self.discourse.resolve(&narration.main_subject(&sentence)?, false, narration.sentence_of[first], false);
        let speaker = if opener == sentence.start { earlier } else { earlier.or_else(subject) };
        speaker.map(|speaker| Speaker { why: Why::Continuation, ..speaker })
    }

    /// Whether a noun before the colon of a headline is only the place or occasion: `Tribunal de Lyon : « … »`.
    pub(crate) fn is_occasion_of_headline(&self, saying: &Saying, sentence: usize) -> bool {
        const OCCASIONS: &[&str] = &[
            "tribunal",
            "cour",
            "procès",
            "affaire",
            "assemblée",
            "sénat",
            "festival",
            "salon",
            "théâtre",
            "musée",
            "cinéma",
            "hôpital",
            "clinique",
            "école",
            "collège",
            "lycée",
            "université",
            "match",
            "grève",
            "élection",
            "élections",
            "gare",
            "marché",
            "foire",
            "stade",
            "église",
            "cathédrale",
            "parlement",
            "congrès",
            "conseil",
            "manifestation",
        ];
        let narration = self.narration;
        let is_occasion = |head: usize| OCCASIONS.contains(&narration.tokens[head].key.as_str());
        narration.tongue == Tongue::French
            && narration.paragraph_of[sentence] == 0
            && saying.cue.is_empty()
            && saying.subject.name.is_none()
            && saying.subject.head.is_some_and(is_occasion)
    }
}

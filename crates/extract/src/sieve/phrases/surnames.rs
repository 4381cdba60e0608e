//! Names that look like nouns, and what surrounds a name without being part of it.

use std::ops::Range;

use super::particles::is_cyrillic_particle;
use super::phrase::Phrase;
use crate::languages::tongue::{Sense, Tongue};
use crate::languages::{Role, role};
use crate::sieve::text::{Gap, Narration};
use kzq_text::fold::fold;
use kzq_text::persons::{PARTICLES, is_capitalised_particle};

/// Letters behind a name that are no part of it: degrees, honours, parliaments.
const HONOURS: &[&str] = &[
    "QC", "KC", "SC", "MP", "MEP", "MSP", "MLA", "TD", "JP", "MD", "PhD", "Ph.D", "DPhil", "DDS", "RN", "BA", "MA",
    "MBA", "MSc", "CBE", "OBE", "MBE", "KBE", "FRS", "USN", "USMC", "Esq", "AM", "AO", "MdB", "MdL",
];

/// What French ministers are of, which their names follow: `le ministre des Finances Jean Roux`.
const MINISTRIES: &[&str] = &[
    "finances",
    "affaires",
    "étrangères",
    "intérieur",
    "économie",
    "santé",
    "travail",
    "éducation",
    "défense",
    "justice",
    "culture",
    "transports",
    "agriculture",
    "environnement",
    "sports",
    "logement",
    "budget",
    "armées",
    "énergie",
    "industrie",
    "commerce",
    "numérique",
    "europe",
    "recherche",
    "écologie",
    "outre-mer",
    "républicains",
    "verts",
    "insoumis",
];

impl Narration<'_> {
    /// A name as the article prints it, with the full stop of an initial at its end: `Jan K.`
    pub(crate) fn with_initial(&self, name: &Range<usize>, printed: String) -> String {
        let last = &self.tokens[name.end - 1];
        let is_initial = name.len() > 1 && last.text.chars().count() == 1 && last.is_capital();
        if is_initial && self.text[last.range.end..].starts_with('.') { printed + "." } else { printed }
    }

    /// Whether a token may be a particle between the words of a name.
    pub(crate) fn is_particle(&self, at: usize) -> bool {
        let text = self.tokens[at].text;
        PARTICLES.contains(&text)
            || self.is_elided_particle(at)
            || is_capitalised_particle(text)
            || matches!(text, "af" | "ben")
            || is_cyrillic_particle(text)
    }

    /// Whether a German particle with a capital begins a surname: `Von Doe wies das zurück.`
    pub(crate) fn opens_noble(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let is_particle = self.tongue == Tongue::German && matches!(token.text, "Von" | "Van" | "Zu");
        let next = self.tokens.get(at + 1).filter(|next| is_particle && next.is_capital() && self.is_joined(at + 1));
        next.is_some_and(|next| self.surnames.contains(&format!("{} {}", token.key, next.key)))
    }

    /// The end of a run of capitalised words without letters behind the name.
    pub(super) fn without_honours(&self, start: usize, end: usize) -> usize {
        let mut bare = end;
        // “The Labour MP”: a noun, and no name.
        if start > 0 && end == start + 2 && self.tokens[start - 1].is(Sense::DETERMINER) && self.is_joined(start) {
            return end;
        }
        // “Jane Does ‘Sturm’”: the surname in the genitive before a title.
        let is_genitive = self.tongue == Tongue::German
            && end > start + 2
            && self.tokens[start].is(Sense::HIS_NAME.or(Sense::HER_NAME))
            && self.tokens[end - 1].key.ends_with('s')
            && self
                .tokens
                .get(end)
                .is_some_and(|next| (next.is_in_term || next.quote.is_some()) && next.gap.has(Gap::MARK));
        if is_genitive {
            return end - 1;
        }
        while bare > start + 1 && HONOURS.contains(&self.tokens[bare - 1].text) {
            bare -= 1;
        }
        bare
    }

    /// Whether an adverb with a capital only because it opens the sentence precedes a surname: `Afterwards Roe sang`. English
    /// only.
    pub(super) fn is_adverb_before_surname(&self, run: &Range<usize>) -> bool {
        let first = &self.tokens[run.start];
        let is_adverb = first.is(Sense::ADVERB.or(Sense::PREPOSITION).or(Sense::SUBORDINATOR))
            || ["ly", "wards", "while", "times", "ever"].iter().any(|ending| first.key.ends_with(ending));
        self.tongue == Tongue::English
            && run.len() == 2
            && self.opens_sentence(run.start)
            && is_adverb
            && !self.surnames.contains(&first.key)
            && self.surnames.contains(&self.tokens[run.start + 1].key)
    }

    /// Whether a full name follows within the phrase, so that a single capitalised word is the name of something else:
    /// `le directeur de l’Ifop Jean Roux`. French only.
    pub(super) fn is_before_full_name(&self, end: usize, limit: usize) -> bool {
        const MAX_WORDS: usize = 6;
        if self.tongue != Tongue::French {
            return false;
        }
        for at in end..limit.min(end + MAX_WORDS) {
            // “A déclaré Roux devant Jean Petit”: another phrase.
            let begins_other = self.tokens[at].is(Sense::PREPOSITION) && !self.tokens[at].is(Sense::OF);
            if !self.is_joined(at) || self.ends_phrase(at) || begins_other {
                return false;
            }
            if self.is_name_word(at) {
                return self.name_at(at).0.is_some_and(|name| name.len() > 1);
            }
        }
        false
    }

    /// Whether a token is the particle of a French name: `Jean d’Estrées`.
    pub(super) fn is_elided_particle(&self, at: usize) -> bool {
        self.tongue == Tongue::French
            && self.tokens[at].text == "d"
            && self.text[self.tokens[at].range.end..].starts_with(['\'', '’'])
            && self.tokens.get(at + 1).is_some_and(|next| next.is_capital() && next.quote.is_none())
    }

    /// Where a name begins behind the names of places and organisations in a run of capitalised words that has no given
    /// name: `State Li Wenbo`, `l’AFP Aïssatou Diallo`.
    pub(super) fn behind_places(&self, from: usize, end: usize) -> usize {
        let is_place = |at: usize| {
            let token = &self.tokens[at];
            let role = role(&fold(token.text));
            match self.tongue {
                Tongue::English => role.is(Role::PLACE) || role.is(Role::ORGANISATION),
                Tongue::French => {
                    token.is_acronym() || role.is(Role::ORGANISATION) || MINISTRIES.contains(&token.key.as_str())
                }
                Tongue::German | Tongue::Russian => false,
            }
        };
        let mut start = from;
        while end - start > 2 && is_place(start) {
            start += 1;
        }
        start
    }

    /// Whether only nouns are between a token and the noun for a named person: `fisheries bureau spokesman Jane Doe`. English
    /// only.
    pub(crate) fn is_noun_before(&self, start: usize, subject: &Phrase) -> bool {
        let other =
            Sense::PREPOSITION.or(Sense::CONJUNCTION).or(Sense::SUBORDINATOR).or(Sense::RELATIVE).or(Sense::AUX);
        self.tongue == Tongue::English
            && subject.name.is_some()
            && (start..subject.tokens.start).all(|at| {
                let token = &self.tokens[at];
                (at == start || self.is_joined(at)) && !token.is(other.or(Sense::CUE)) && !token.is_pronoun()
            })
            && (start == subject.tokens.start || self.is_joined(subject.tokens.start))
    }

    /// A surname that begins with a particle: `van der Meer said`. English only.
    pub(super) fn particle_name(&self, start: usize, limit: usize) -> Option<Phrase> {
        const MAX_PARTICLES: usize = 3;
        let is_particle = |at: usize| PARTICLES.contains(&self.tokens[at].text) && self.is_joined(at + 1);
        if self.tongue != Tongue::English || !is_particle(start) || self.tokens[start].is(Sense::DETERMINER) {
            return None;
        }
        let last = limit.min(self.tokens.len()).saturating_sub(1);
        let at = (start + 1..=last.min(start + MAX_PARTICLES)).find(|&at| !is_particle(at))?;
        let (name, end) = self
            .name_at(at)
            .0
            .filter(|name| name.start == at && self.is_name_word(at))
            .map(|name| (start..name.end, name.end))?;
        (end <= limit).then_some(Phrase {
            tokens: start..end,
            name: Some(name),
            head: None,
            is_pronoun: false,
            is_thing: false,
        })
    }

    /// Whether a French phrase is for the head of the state or the government.
    pub(crate) fn is_head_of_state(&self, phrase: &Phrase) -> bool {
        const HEADS: &[&str] = &[
            "le chef de l'état",
            "le président de la république",
            "le chef du gouvernement",
            "le premier ministre",
            "la présidente de la république",
            "la première ministre",
            "le locataire de l'élysée",
            "le chef de l'exécutif",
        ];
        let written = || self.text_of(&phrase.tokens).to_lowercase().replace('’', "'");
        self.tongue == Tongue::French && HEADS.contains(&written().as_str())
    }

    /// Whether a French phrase names a role that the person does not hold yet: `le futur chancelier`.
    pub(crate) fn is_of_the_future(&self, phrase: &Phrase) -> bool {
        self.tongue == Tongue::French
            && phrase.tokens.clone().any(|at| matches!(self.tokens[at].key.as_str(), "futur" | "future"))
    }

    /// The person whose surname is a noun with a capital of its own: `Baker said`, `Müller sagte`.
    pub(crate) fn is_bare_noun(&self, phrase: &Phrase, head: usize) -> bool {
        let token = &self.tokens[head];
        phrase.tokens.len() == 1 && token.is_capital() && !token.is(Sense::SEVERAL)
    }
}

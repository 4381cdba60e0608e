//! German credits whose verb does not say that somebody says it: `zeigte sich „…“`, `tat es als „…“ ab`, `Bei Doe klingt
//! das so:`.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

/// Verbs that say what somebody is like, with `sich`.
const SHOWS: &[&str] = &["zeigte", "zeigt", "zeigten", "gab", "gibt", "gaben", "gebe", "nannte", "fühlt", "fühlte"];

/// Verbs that call something by another word behind `als`.
const CALLS_AS: &str = "\
    tat tut stellte stellt kanzelte kanzelt sah sieht wertete wertet empfand empfindet verstand versteht \
    pries preist lobte lobt geisselte geisselt beschrieb beschreibt schilderte schildert verurteilte \
    verurteilt feierte feiert verkaufte verkauft wies weist betrachtete betrachtet erlebte erlebt \
    bewertete bewertet rühmte rühmt verspottete verspottet würdigte würdigt kritisierte kritisiert \
    begreift begriff charakterisierte charakterisiert brandmarkte brandmarkt porträtiert porträtierte";

impl Narration<'_> {
    /// Who says what somebody is like, or calls something by a word: `Doe zeigte sich „…“`, `Doe tat es als „…“ ab`.
    pub(crate) fn german_credit(&self, part: &Range<usize>, sentence: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 14;
        let last = part.end.checked_sub(1).filter(|_| !part.is_empty() && self.tongue == Tongue::German)?;
        let lowest = part.start.max(part.end.saturating_sub(MAX_WORDS));
        let is_article = |at: usize| self.tokens[at].is(Sense::DETERMINER.or(Sense::INDEFINITE));
        let before_article = if is_article(last) && last > part.start { last - 1 } else { last };
        let verb = if self.key_at(before_article) == "als" {
            (lowest..before_article).rev().find(|&at| is_in(CALLS_AS, self.key_at(at)))?
        } else {
            let reflexive = (lowest..part.end).rev().find(|&at| self.key_at(at) == "sich")?;
            (lowest..reflexive).rev().find(|&at| SHOWS.contains(&self.key_at(at)) && reflexive - at <= 4)?
        };
        let subject = self.subject_of(verb, sentence, verb == sentence.start)?;
        Some(Saying { subject, cue: verb..verb + 1, is_oblique: false, is_near: true })
    }

    /// The document that a relative clause around a quotation quotes: `eine Studie, die vor „…“ warnt`, `ihr Programm, in dem von
    /// „…“ die Rede ist`, `ein Gutachten, wonach …`. `after` are the words behind the quotation.
    pub(crate) fn document_of_relative(&self, before: &Range<usize>, after: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 8;
        const MAX_NOUN: usize = 6;
        let lowest = before.start.max(before.end.saturating_sub(MAX_WORDS));
        if self.tongue != Tongue::German {
            return None;
        }
        let comma = (lowest..before.end).rev().find(|&at| self.tokens[at].gap.has(Gap::COMMA) && at > before.start)?;
        let is_verb = |at: usize| {
            let verb = self.tokens.get(at).filter(|verb| after.contains(&at) && !verb.is_capital());
            verb.is_some_and(|verb| verb.is(Sense::CUE) || self.is_reported(at))
        };
        let opens = match self.key_at(comma) {
            "wonach" | "demzufolge" => true,
            "die" | "das" | "der" => is_verb(after.start) && self.tokens[comma].is(Sense::RELATIVE),
            "in" | "laut" | "nach" => matches!(self.key_at(comma + 1), "dem" | "der" | "denen"),
            _ => false,
        };
        // “Eine Aussendung des Jahres 2022, wonach”.
        let ends = |end: usize| (end..comma).all(|at| self.tokens[at].text.chars().all(char::is_numeric));
        let is_document = |phrase: &Phrase| phrase.name.is_none() && phrase.is_thing && ends(phrase.tokens.end);
        let mut starts = comma.saturating_sub(MAX_NOUN).max(before.start)..comma;
        let subject = starts.find_map(|at| self.phrase_at(at, comma).filter(is_document))?;
        opens.then(|| Saying { subject, cue: comma..comma + 1, is_oblique: true, is_near: true })
    }

    /// Whose words a colon introduces by the opening of its clause: `Bei Doe klingt das so:`, `Von Doe stammt der Satz:`,
    /// `Für Doe ist es klar:`.
    pub(super) fn german_owner(&self, part: &Range<usize>) -> Option<Phrase> {
        if self.tongue != Tongue::German || part.len() < 3 {
            return None;
        }
        let opens = matches!(self.key_at(part.start), "bei" | "von" | "für");
        let phrase =
            self.phrase_at(part.start + 1, part.end).filter(|it| opens && it.name.is_some() && !it.is_thing)?;
        let verb = self.tokens.get(phrase.tokens.end).filter(|_| phrase.tokens.end < part.end)?;
        let is_verb = !verb.is_capital() && self.is_joined(phrase.tokens.end) && !verb.is(Sense::PREPOSITION);
        is_verb.then_some(phrase)
    }
}

impl Narration<'_> {
    /// Whether the pronoun behind a German verb is its subject even if a name opens the sentence: `er` always is, `sie` behind
    /// a verb whose object is in the dative: `Doe warf sie vor`.
    pub(crate) fn is_nominative_behind(&self, verb: usize) -> bool {
        const GOVERN_DATIVE: &str = "\
            warf wirft hielt hält antwortete antwortet entgegnete entgegnet erwiderte erwidert riet rät empfahl \
            empfiehlt bescheinigte bescheinigt attestierte attestiert unterstellte unterstellt versprach verspricht \
            drohte droht dankte dankt gratulierte gratuliert widersprach widerspricht versicherte versichert rief ruft";
        let key = self.key_at(verb + 1);
        self.tongue == Tongue::German && (key == "er" || key == "sie" && is_in(GOVERN_DATIVE, self.key_at(verb)))
    }
}

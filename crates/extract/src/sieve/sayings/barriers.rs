//! Where a subject or a verb of saying does not reach a quotation, because a clause, a label or another person is between.

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue, is_in};
use crate::sieve::phrases::Phrase;
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// Whether the words up to a quotation are in a clause behind `whose`, which no verb before it governs: `They wrote to the
    /// city, whose rules forbid “…”`.
    pub(super) fn is_in_clause_of_owner(&self, cue: usize, quote: usize) -> bool {
        let is_owner = |at: &usize| matches!(self.tokens[*at].key.as_str(), "whose" | "dessen" | "deren");
        let mut behind = (cue + 1..quote).rev().take_while(|&at| at + 1 == quote || self.is_joined(at + 1));
        self.tongue != Tongue::French && behind.any(|at| is_owner(&at))
    }

    /// Whether a verb is in an English clause that only says whose something is, and that a comma closes: `A band, whose name
    /// he promised to keep, wanted …`.
    pub(super) fn is_in_closed_aside(&self, cue: usize, quote: usize) -> bool {
        let start = self.chunk_start(cue + 1, self.sentences[self.sentence_of[cue]].start);
        let is_closed = (cue + 1..quote).any(|at| self.tokens[at].gap.has(Gap::COMMA));
        self.tongue == Tongue::English && self.key_at(start) == "whose" && is_closed
    }

    /// Whether a verb says nothing about a quotation because of its clause: one that begins with `whose`, or one in which
    /// something other than words is added: `he thinks that the referee added “two minutes more”`.
    pub(super) fn is_no_saying_in_clause(&self, cue: usize, quote: usize, is_colon: bool) -> bool {
        const ADDS: &str = "added adds add добавил добавила добавили ajouté ajouta ajoute hinzufügte hinzugefügt";
        const THAT: &str = "that что que qu dass";
        let start = self.chunk_start(cue + 1, self.sentences[self.sentence_of[cue]].start);
        let said = || (start.saturating_sub(1)..cue).any(|at| self.is_cue(at));
        let is_deed = !is_colon && is_in(ADDS, self.key_at(cue));
        self.is_in_clause_of_owner(cue, quote)
            || is_deed && (start..cue).any(|at| is_in(THAT, self.key_at(at))) && said()
    }

    /// Whether a verb only says that somebody begins to do something or has it done: `before he began to sell`, `il a fait
    /// traduire`, but `il a fait savoir`.
    pub(super) fn is_bare_auxiliary(&self, at: usize) -> bool {
        if self.tongue == Tongue::French && matches!(self.key_at(at), "fait" | "fit" | "faisait" | "font") {
            let next = self.key_at(at + 1);
            let is_infinitive = ["er", "ir", "re"].iter().any(|ending| next.ends_with(ending));
            return is_infinitive
                && !is_in("savoir valoir remarquer observer comprendre entendre connaître noter", next);
        }
        let is_begin =
            matches!(self.key_at(at), "began" | "begins" | "begin" | "begun" | "went" | "started" | "starts");
        self.tongue == Tongue::English && is_begin && self.key_at(at + 1) == "to"
    }

    /// Whether an English verb and the subject behind it are inserted between commas: `The horse, said Doe, “…”`.
    pub(super) fn is_inserted(&self, cue: usize, end: usize) -> bool {
        let follows = self.tongue == Tongue::English && self.tokens[cue].gap.has(Gap::COMMA) && self.is_joined(cue + 1);
        let phrase = self.phrase_at(cue + 1, end).filter(|it| follows && !it.is_pronoun);
        phrase.is_some_and(|it| self.tokens[it.tokens.end].gap.has(Gap::COMMA))
    }

    /// Whether the subject of a verb is but a label before a colon: `Revealed: firm told staff “…”`.
    pub(crate) fn is_label(&self, saying: &Saying) -> bool {
        let end = saying.subject.tokens.end;
        end < saying.cue.start && self.tokens[end].gap.has(Gap::COLON)
    }

    /// Whether a phrase is a noun without an article: far from a quotation, too little to tell who says it. English and German.
    pub(crate) fn lacks_article(&self, phrase: &Phrase) -> bool {
        let known = Sense::DETERMINER.or(Sense::POSSESSIVE).or(Sense::INDEFINITE);
        let first = &self.tokens[phrase.tokens.start];
        !self.tongue.is_french_or_russian()
            && phrase.name.is_none()
            && !phrase.is_pronoun
            && !phrase.is_thing
            && !first.is(known)
    }

    /// Whether somebody hears, reads or remembers before a colon what another one says: `Doe still hears his grandmother:`,
    /// `Doe erinnert sich an die Worte seiner Mutter:`. English and German.
    pub(super) fn hears_others(&self, subject: &Phrase, end: usize) -> bool {
        const HEARS: &str = "\
            hears heard remembers remembered recalls recalled quotes quoted reads read cites cited hört hörte \
            erinnert erinnerte zitiert zitierte las liest";
        /// A longer sentence is not read from its beginning for each of its quotations.
        const MAX_WORDS: usize = 40;
        let mut words = subject.tokens.end.max(end.saturating_sub(MAX_WORDS))..end;
        // “Doe is heard telling”.
        let is_passive = |at: usize| at > 0 && is_in("is are was were be been being", self.key_at(at - 1));
        let hears = |at: usize| is_in(HEARS, self.key_at(at)) && !is_passive(at);
        if self.tongue.is_french_or_russian() || !words.clone().any(hears) {
            return false;
        }
        let last = if self.key_at(end - 1) == "vor" { end - 2 } else { end - 1 };
        let is_from = |at: usize| matches!(self.key_at(at), "by" | "from" | "von");
        self.tokens[last].is(Sense::ROLE.or(Sense::UTTERANCE)) || self.is_name_word(last) && words.any(is_from)
    }

    /// Whether a clause behind a comma only tells more of the noun before it: `A report, a copy of which was seen, warned`.
    pub(super) fn opens_with_of_which(&self, start: usize, end: usize) -> bool {
        const MAX_WORDS: usize = 5;
        let mut words = start..end.min(start + MAX_WORDS);
        self.tongue == Tongue::English
            && words.any(|at| self.key_at(at) == "of" && matches!(self.key_at(at + 1), "which" | "whom"))
    }

    /// Who does what an English participle says: `Doe, described by Roe as`.
    pub(super) fn agent_of(&self, participle: usize, end: usize) -> Option<Phrase> {
        let is_participle = self.tongue == Tongue::English && self.tokens[participle].key.ends_with("ed");
        let has_agent = is_participle && self.is_joined(participle + 1) && self.key_at(participle + 1) == "by";
        if has_agent { self.phrase_at(participle + 2, end) } else { None }
    }
}

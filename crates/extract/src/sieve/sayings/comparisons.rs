//! Credits by comparison: `as Doe said`, `wie Doe mitteilte`, `comme l’a dit Doe`, `как сказал Doe`.

use std::ops::Range;

use super::clauses::Saying;
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// The credit of a clause by comparison in some tokens of a sentence.
    pub(crate) fn comparison(&self, part: &Range<usize>) -> Option<Saying> {
        const MAX_WORDS: usize = 16;
        /// Words between the word for the comparison and the verb or its subject.
        const MAX_BETWEEN: usize = 3;
        let word = match self.tongue {
            Tongue::English => "as",
            Tongue::German => "wie",
            Tongue::French => "comme",
            Tongue::Russian => "как",
        };
        let begins = |at: usize| {
            let gap = self.tokens[at].gap;
            at == 0 || self.sentence_of[at] != self.sentence_of[at - 1] || gap.has(Gap::COMMA) || gap.has(Gap::DASH)
        };
        part.clone().filter(|&at| self.tokens[at].key == word && begins(at)).find_map(|at| {
            let end = part.end.min(at + MAX_WORDS);
            let mut end = (at + 1..end).find(|&next| self.tokens[next].quote.is_some()).unwrap_or(end);
            // An apposition may come before the verb; a whole clause may not.
            let is_clause = |next: usize| {
                self.tokens[next].gap.has(Gap::SEMICOLON)
                    || self.tokens[next].gap.has(Gap::STOP) && !self.is_joined(next)
            };
            end = (at + 1..end).find(|&next| is_clause(next)).unwrap_or(end);
            let cue = (at + 1..end).find(|&next| self.is_cue(next))?;
            let clause = at + 1..end;
            let subject = self.subject_of(cue, &clause, cue == at + 1)?;
            let is_near = cue <= at + 1 + MAX_BETWEEN || subject.tokens.start <= at + MAX_BETWEEN;
            (is_near && !self.tokens[cue].is(Sense::WEAK)).then_some(Saying {
                subject,
                cue: cue..cue + 1,
                is_oblique: false,
                is_near: true,
            })
        })
    }
}

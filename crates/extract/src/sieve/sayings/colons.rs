//! Words before a colon that name nobody, so that the same person goes on: `Then, after a pause:`, `Und weiter:`.

use std::ops::Range;

use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::text::{Gap, Narration};

impl Narration<'_> {
    /// Whether the words before the colon of a quotation only say when or how somebody goes on, or have a verb of saying
    /// without a subject: `А потом добавил:`.
    pub(crate) fn is_bare_lead(&self, lead: &Range<usize>, quote: usize) -> bool {
        const MAX_WORDS: usize = 8;
        if lead.is_empty() || lead.len() > MAX_WORDS || !self.tokens[quote].gap.has(Gap::COLON) {
            return false;
        }
        let openers: &[&str] = match self.tongue {
            Tongue::English => &[
                "then",
                "and",
                "but",
                "later",
                "after",
                "finally",
                "eventually",
                "moments",
                "seconds",
                "turning",
                "adding",
                "again",
            ],
            Tongue::German => &[
                "dann",
                "und",
                "aber",
                "später",
                "danach",
                "nach",
                "schliesslich",
                "kurz",
                "weiter",
                "erst",
                "dazu",
                "zum",
                "noch",
            ],
            Tongue::Russian => &[
                "потом",
                "затем",
                "и",
                "а",
                "но",
                "после",
                "чуть",
                "наконец",
                "помолчав",
                "подумав",
                "через",
                "позже",
                "тут",
            ],
            Tongue::French => &[
                "puis",
                "et",
                "ensuite",
                "enfin",
                "mais",
                "avant",
                "après",
                "plus",
                "encore",
                "alors",
                "ou",
                "silence",
                "pause",
                "finalement",
                "soudain",
                "long",
                "rires",
                "sourire",
                "soupir",
                "bref",
            ],
        };
        let addresses = |at: usize| {
            matches!(
                self.tokens[at].key.as_str(),
                "gewandt" | "gerichtet" | "turning" | "addressing" | "обращаясь" | "обратившись" | "повернувшись"
            )
        };
        let first = self.tokens[lead.start].key.as_str();
        let is_address = lead.clone().any(addresses);
        let is_somebody = |at: usize| {
            let token = &self.tokens[at];
            let noun = Sense::ROLE.or(Sense::THING).or(Sense::HE).or(Sense::SHE).or(Sense::THEY).or(Sense::ME);
            let is_noun = token.is(noun) && !token.is(Sense::ADVERB);
            let is_name = self.tongue != Tongue::German && at > lead.start && token.is_capital();
            let is_name = is_name || self.surnames.contains(&token.key) && token.is_capital();
            token.quote.is_some() || is_noun || is_name
        };
        let has_verb = lead.clone().any(|at| self.tokens[at].is(Sense::AUX));
        openers.contains(&first) && (is_address || !has_verb && !lead.clone().any(is_somebody))
    }
}

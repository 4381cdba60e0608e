//! Words before the marks that ask for a quotation, even where it begins with a capital.

use super::side::Side;
use super::text_language::TextLanguage;
use crate::cues::CueWord;

impl Side<'_> {
    /// Whether the words before ask for a quotation even where it begins with a capital: `said, “`, `sprach von einem „`.
    pub(super) fn is_announced(&self) -> bool {
        const SAID: &[&str] =
            &["said", "says", "replied", "asked", "answered", "shouted", "cried", "reads", "reading", "sagte", "rief"];
        let follows_comma = self.before_text.trim_end().ends_with(',') && self.nearest(4).any(CueWord::is_saying);
        let is_said = || self.touches_before() && self.nearest(1).any(|word| SAID.contains(&word.folded.as_str()));
        let opinion = |word: &CueWord<'_>| {
            word.folded.starts_with("bezeichn")
                || matches!(word.folded.as_str(), "sprach" | "spricht" | "sprachen" | "sprechen" | "redet")
        };
        let named = |word: &CueWord<'_>| matches!(word.folded.as_str(), "nannte" | "nennt" | "nannten");
        // “Ist von einem „…“ die Rede”, “es geht die Rede von”.
        let is_talk = || {
            self.nearest(4).any(|word| matches!(word.folded.as_str(), "von" | "vom"))
                && self.before.iter().chain(self.rest.iter().take(3)).any(|word| word.folded == "rede")
        };
        let indefinite =
            |word: &CueWord<'_>| matches!(word.folded.as_str(), "ein" | "eine" | "einen" | "einer" | "einem");
        let is_opinion = || {
            self.tongue == TextLanguage::German
                && (self.before.iter().any(opinion)
                    || is_talk()
                    || self.names_thing_in_view()
                    || (self.before.iter().any(named) && self.nearest(1).any(indefinite))
                    || self.rest.iter().take(3).any(opinion))
        };
        follows_comma || is_said() || is_opinion() || self.is_condemned()
    }

    /// Whether one person calls a thing something in German: `nannte die Tat „`, but not `nennen sie ihn „`.
    pub(super) fn names_thing_in_view(&self) -> bool {
        const OBJECTS: &[&str] =
            &["die", "das", "den", "dies", "diese", "dieses", "diesen", "seine", "ihre", "ihr", "sein"];
        let verb = self.before.iter().rposition(|word| matches!(word.folded.as_str(), "nannte" | "nennt"));
        let Some(at) = verb.filter(|_| self.touches_before() && self.count > 1) else { return false };
        let is_them = self.before.iter().any(|word| matches!(word.folded.as_str(), "man" | "jeder" | "volksmund"));
        let object = self.before[at + 1..].iter().position(|word| OBJECTS.contains(&word.folded.as_str()));
        !is_them && object.is_some_and(|object| at + 2 + object < self.before.len())
    }
}

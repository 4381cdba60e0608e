//! Judges words without a draft around them.

use super::judge::{Proofreader, QuoteRole};
use super::report::Judgement;
use kzq_corpus::SpeakerId;
use kzq_extract::attribution::Attribution;
use kzq_text::fold::fold;

impl Proofreader<'_> {
    /// Judges words as a quotation of the speaker with a name, an alias or an id, or of anybody; `None` if there are no
    /// words. Unlike in a draft, a term or a title is judged, too.
    pub fn judge_alone(&self, words: &str, speaker: Option<&str>) -> Option<Judgement> {
        let bare = |name: &'_ str| name.trim().strip_prefix("the ").unwrap_or(name.trim()).to_owned();
        let attribution = speaker.map_or_else(Attribution::default, |name| Attribution {
            name: Some(bare(name)),
            speakers: self.speakers_named(name),
            is_attributed: true,
            ..Attribution::default()
        });
        self.judge_words(words, &attribution, QuoteRole::ALONE)
    }

    /// The speakers to whom a name may refer.
    fn speakers_named(&self, name: &str) -> Vec<SpeakerId> {
        let (corpus, folded) = (self.corpus(), fold(name));
        let is_called = |id: &SpeakerId| {
            let speaker = corpus.speaker(*id);
            let mut names = std::iter::once(&speaker.name).chain(&speaker.aliases);
            speaker.id.as_str() == name || names.any(|known| fold(known.as_str()) == folded)
        };
        let called: Vec<SpeakerId> = corpus.speaker_ids().filter(is_called).collect();
        if called.is_empty() { self.speakers.named(name) } else { called }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::DraftVerdict::{Drifted, Exact, Misattributed, Paraphrase, Unknown};
    use kzq_corpus::read;
    use kzq_search::Engine;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"ada": (name: "Ada Byron", aliases: ["Lady Lovelace"]), "bo": (name: "Bo Berg", role: "Mayor")},
        entries: [
            Quote(id: "engine", by: "ada", text: "It has no ‘pretensions’ whatever to originate anything."),
            Quote(id: "one", by: "bo", text: "Nonsense!"),
            Paraphrase(id: "told", of: "ada", text: "She holds that the engine is not original."),
        ])"#;

    #[test]
    fn words_are_judged_against_the_named_speaker() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let engine = Engine::new(Arc::new(corpus));
        let proofreader = Proofreader::new(&engine);
        let engine = "It has no ‘pretensions’ whatever to originate anything.";
        for (words, speaker, expected) in [
            (engine, None, Some(Exact)),
            (engine, Some("Ada Byron"), Some(Exact)),
            (engine, Some("ada byron"), Some(Exact)),
            (engine, Some("ada"), Some(Exact)),
            (engine, Some("Byron"), Some(Exact)),
            (engine, Some("lady lovelace"), Some(Exact)),
            (engine, Some("Bo Berg"), Some(Misattributed)),
            (engine, Some("bo"), Some(Misattributed)),
            (engine, Some("Somebody Else"), Some(Misattributed)),
            (engine, Some("NATO"), Some(Misattributed)),
            (engine, Some("\u{7}"), Some(Misattributed)),
            ("It has great pretensions to originate anything.", Some("Ada Byron"), Some(Drifted)),
            ("Nonsense!", Some("the Mayor"), Some(Exact)),
            ("Nonsense!", None, Some(Exact)),
            ("She holds that the engine is not original.", None, Some(Paraphrase)),
            ("Nobody ever said that here.", Some("Ada Byron"), Some(Unknown)),
            ("Analytical Engine", None, Some(Unknown)),
            (" … ", None, None),
            ("", Some("Ada Byron"), None),
        ] {
            let judged = proofreader.judge_alone(words, speaker).map(|judged| judged.verdict);
            assert_eq!(judged, expected, "{words} {speaker:?}");
        }
    }
}

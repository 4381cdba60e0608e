//! The quotations of an article, with the speakers named as the loaded collections name them.

use kzq_corpus::Corpus;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, Why};
use kzq_extract::extract;
use kzq_extract::names::{draft_words, find_names};
use kzq_extract::speakers::{NameContext, Referent, SpeakerIndex};
use kzq_text::names_nobody;

/// Finds the quotations and terms of an article. A speaker whom the collections know gets the name that they have there. A
/// label that names nobody, such as `Q` or `UNIDENTIFIED MALE`, is not a speaker.
pub(crate) fn find_quotations(article: &Article<'_>, corpus: &Corpus) -> Vec<Candidate> {
    let cast = SpeakerIndex::new(corpus);
    let mut candidates = extract(article, &cast);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.why != Why::Unnamed) {
        let known = candidate.speaker.as_deref().and_then(|name| known_name(name, &cast, corpus));
        candidate.speaker = known.or(candidate.speaker.take());
        if candidate.why == Why::Label && candidate.speaker.as_deref().is_some_and(names_nobody) {
            (candidate.speaker, candidate.speaker_span, candidate.why) = (None, None, Why::Unsure);
        }
    }
    candidates
}

/// The name that the collections have for a speaker; `None` if they know nobody of this name, or several.
fn known_name(name: &str, cast: &SpeakerIndex, corpus: &Corpus) -> Option<String> {
    let words = draft_words(name, 0..name.len());
    let [span] = find_names(name, &words).try_into().ok()?;
    let context = NameContext { is_next_to_verb: true, ..NameContext::default() };
    match cast.resolve(&words[span.words], &words[span.core], context) {
        Referent::Speakers(speakers) => match speakers.as_slice() {
            [only] => Some(corpus.speaker(*only).name.as_str().to_owned()),
            _ => None,
        },
        Referent::Stranger | Referent::Unsure => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_text::markup::Markup;

    #[test]
    fn labels_of_nobody_name_no_speaker() {
        let text = "Q: Why now?\n\nJANE DOE, MINISTER: It is late.\n\nUNIDENTIFIED MALE: Louder!\n\nDOE: It is late.\n\n\
                    (APPLAUSE)\n\nThank you.\n\nQ: When?\n";
        let corpus = kzq_corpus::read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
        let found = find_quotations(&Article::read(text, Markup::Plain), &corpus);
        let speakers: Vec<Option<&str>> = found.iter().map(|candidate| candidate.speaker.as_deref()).collect();
        assert_eq!(speakers, [None, Some("JANE DOE"), None, Some("JANE DOE"), None, None]);
        assert_eq!(&text[found[4].range()], "Thank you.");
    }

    #[test]
    fn speakers_get_their_names_from_the_collections() {
        let collection = r#"(schema: 1, id: "c", title: "C", entries: [], speakers: {
            "a": (name: "Adelaide Moss", aliases: ["Ada Moss"]), "b": (name: "Tom Reyes"), "c": (name: "Ann Reyes")})"#;
        let corpus = kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap();
        let cast = SpeakerIndex::new(&corpus);
        for (name, expected) in [
            ("Ada Moss", Some("Adelaide Moss")),
            ("Moss", Some("Adelaide Moss")),
            ("MOSS", Some("Adelaide Moss")),
            ("Mayor Ada Moss", Some("Adelaide Moss")),
            ("Reyes", None),
            ("T. Reyes", Some("Tom Reyes")),
            ("Kate Moss", None),
            ("a spokesman", None),
            ("", None),
        ] {
            assert_eq!(known_name(name, &cast, &corpus).as_deref(), expected, "{name}");
        }
    }
}

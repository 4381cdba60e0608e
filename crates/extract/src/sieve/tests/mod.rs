//! Tests of the whole sieve.

mod english_and_german;
mod russian_and_french;
mod word_tables;

use super::*;
use crate::extract;
use kzq_text::markup::Markup;

#[test]
fn texts_may_begin_and_end_mid_sentence() {
    for text in [
        "«Мы закроем мост», — сказал он в городе. И как сказал это",
        "«Мы закроем мост», — сказал мэр. О том, на это.",
        "« Nous fermons le pont », a dit le maire de la ville. Et sur ce.",
        "“We close the bridge,” the mayor said. Then by van.",
        ", the mayor said. “We must go to the town and stay.”",
    ] {
        let article = Article::read(text, Markup::Plain);
        let cast = SpeakerIndex::new(&kzq_corpus::Corpus::default());
        assert!(!extract(&article, &cast).is_empty(), "{text}");
    }
}

/// A headline quotes three words of a quotation that the article contains in full.
#[test]
fn headline_quotation_has_the_speaker_of_the_full_quotation() {
    let text = "Fears grow over “a leaking wall”\n\nThe harbour of the town is to be closed in the autumn.\n\n\
        “For years we have had a leaking wall and nobody to mend it,” said Mary Roe, the harbour master.\n";
    let cast = SpeakerIndex::new(&kzq_corpus::Corpus::default());
    let found = extract(&Article::read(text, Markup::Plain), &cast);
    let speakers: Vec<Option<&str>> = found.iter().map(|it| it.speaker.as_deref()).collect();
    assert_eq!(speakers, [Some("Mary Roe"); 2]);
}

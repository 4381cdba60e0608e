//! The quotations of a corpus, each held against the text of its source.

use std::collections::HashMap;
use std::sync::Arc;

use super::source::{Found, SourceText};
use crate::corpus::{Corpus, Entry, EntryId, SourceId, Wording};
use crate::text::Safe;

/// The texts of sources that are at hand.
#[derive(Debug, Default)]
pub struct Texts(HashMap<SourceId, Result<Arc<SourceText>, Safe<'static>>>);

/// Why a quotation can't be held against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    /// The entry names no source.
    NoSource,
    /// The text of the source is not at hand.
    NotGiven,
    /// It can't be read, for this reason.
    Unreadable(Safe<'static>),
}

impl NoText {
    /// The reason in words.
    pub fn reason(&self) -> Safe<'static> {
        match self {
            Self::NoSource => "the entry names no source".into(),
            Self::NotGiven => "the text of its source is not at hand".into(),
            Self::Unreadable(why) => why.clone(),
        }
    }
}

impl Texts {
    /// Adds the text of a source, or why it can't be read; it takes the place of one that was there.
    pub fn add(&mut self, source: SourceId, text: Result<String, Safe<'static>>) {
        self.hold(source, text.map(|text| Arc::new(SourceText::new(text))));
    }

    /// The same of a text that was prepared before.
    pub fn hold(&mut self, source: SourceId, text: Result<Arc<SourceText>, Safe<'static>>) {
        self.0.insert(source, text);
    }

    /// The text of a source.
    ///
    /// # Errors
    ///
    /// Why it is not at hand.
    pub fn get(&self, source: Option<SourceId>) -> Result<&SourceText, NoText> {
        let text = self.0.get(&source.ok_or(NoText::NoSource)?).ok_or(NoText::NotGiven)?;
        text.as_deref().map_err(|why| NoText::Unreadable(why.clone()))
    }

    /// Holds the words of an entry against its source; `None` where it has no verbatim words.
    pub fn verify(&self, entry: Entry<'_>) -> Option<Result<Found, NoText>> {
        let verbatim = entry.wording() == Wording::Verbatim;
        verbatim.then(|| self.get(entry.source()).map(|text| text.find(entry.text().as_str())))
    }
}

/// Every quotation of a corpus held against its source, in order. Entries that are no verbatim words are left out:
/// nobody's paraphrase stands in its source word for word.
pub fn verify<'v>(corpus: &'v Corpus, texts: &'v Texts) -> impl Iterator<Item = (EntryId, Result<Found, NoText>)> + 'v {
    corpus.ids().filter_map(|id| Some((id, texts.verify(corpus.entry(id))?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::read;
    use crate::verify::Verdict;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        sources: {"s": (title: "S"), "t": (title: "T"), "u": (title: "U")},
        entries: [
            Quote(id: "there", by: "a", text: "So it’s.", source: (id: "s")),
            Quote(id: "elsewhere", by: "a", text: "So it’s.", source: (id: "t")),
            Quote(id: "unread", by: "a", text: "So it’s.", source: (id: "u")),
            Quote(id: "nowhere", by: "a", text: "So it’s."),
            Paraphrase(id: "told", of: "a", text: "So it’s.", source: (id: "s")),
            Qa(id: "asked", answers_for: "a", wording: Verbatim, question: "Is it?", answer: "It is not.", source: (id: "s")),
        ])"#;

    #[test]
    fn verbatim_words_are_held_against_the_text_of_their_source() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let sources: Vec<SourceId> = corpus.source_ids().collect();
        let mut texts = Texts::default();
        texts.add(sources[0], Ok("Is it? So it’s.".to_owned()));
        texts.add(sources[2], Err("too large".into()));
        let verdicts: Vec<(String, Result<Verdict, NoText>)> = verify(&corpus, &texts)
            .map(|(id, found)| (corpus.entry(id).id().to_string(), found.map(|found| found.verdict)))
            .collect();
        let expected = [
            ("there", Ok(Verdict::Exact)),
            ("elsewhere", Err(NoText::NotGiven)),
            ("unread", Err(NoText::Unreadable("too large".into()))),
            ("nowhere", Err(NoText::NoSource)),
            ("asked", Ok(Verdict::Missing)),
        ];
        assert_eq!(verdicts, expected.map(|(id, verdict)| (id.to_owned(), verdict)));
    }
}

//! Checks the quotations of a corpus against the texts of their sources.

use std::collections::HashMap;
use std::sync::Arc;

use super::{QuoteMatch, SourceText};
use kzq_corpus::{Corpus, Entry, EntryId, SourceId, Wording};
use kzq_text::Safe;

/// The available source texts; for each unreadable one, the reason.
#[derive(Debug, Default)]
pub struct VerificationTexts(HashMap<SourceId, Result<Arc<SourceText>, Safe<'static>>>);

/// Why a quotation cannot be checked against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextUnavailable {
    /// The entry names no source.
    NoSource,
    /// No text is available for the source.
    NotGiven,
    /// The text could not be read; contains the reason.
    Unreadable(Safe<'static>),
}

impl TextUnavailable {
    /// A message for the user.
    pub fn message(&self) -> Safe<'static> {
        match self {
            Self::NoSource => "the entry names no source".into(),
            Self::NotGiven => "the text of its source was not given".into(),
            Self::Unreadable(why) => why.clone(),
        }
    }
}

impl VerificationTexts {
    /// Adds the text of a source, or the reason it cannot be read, replacing any earlier one.
    pub fn insert(&mut self, source: SourceId, text: Result<Arc<SourceText>, Safe<'static>>) {
        self.0.insert(source, text);
    }

    /// Returns the text of a source.
    ///
    /// # Errors
    ///
    /// Returns the reason if the text is not available.
    pub fn get(&self, source: Option<SourceId>) -> Result<&SourceText, TextUnavailable> {
        let text = self.0.get(&source.ok_or(TextUnavailable::NoSource)?).ok_or(TextUnavailable::NotGiven)?;
        text.as_deref().map_err(|why| TextUnavailable::Unreadable(why.clone()))
    }

    /// The texts that could be read, in the order of their sources.
    pub(crate) fn readable(&self) -> Vec<(SourceId, &SourceText)> {
        let texts = self.0.iter().filter_map(|(&source, text)| Some((source, &**text.as_ref().ok()?)));
        let mut texts: Vec<_> = texts.collect();
        texts.sort_unstable_by_key(|(source, _)| *source);
        texts
    }

    /// The reasons for which texts could not be read, in the order of their sources.
    pub fn unreadable(&self) -> Vec<&Safe<'static>> {
        let mut reasons: Vec<_> =
            self.0.iter().filter_map(|(source, text)| Some((source, text.as_ref().err()?))).collect();
        reasons.sort_unstable_by_key(|(source, _)| **source);
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }

    /// Returns whether the text of an entry's source has changed since the entry was compared with it; `None` if that is
    /// unknown.
    pub fn has_changed(&self, entry: Entry<'_>) -> Option<bool> {
        let fingerprint = entry.checked()?.fingerprint?;
        let text = self.get(entry.source()).ok()?;
        Some(text.fingerprint() != fingerprint)
    }

    /// The text against which the words of an entry are checked; `None` if the entry is not verbatim.
    pub(super) fn text_for(&self, entry: Entry<'_>) -> Option<Result<&SourceText, TextUnavailable>> {
        (entry.wording() == Wording::Verbatim).then(|| self.get(entry.source()))
    }

    /// Checks the words of an entry against its source; `None` if the entry is not verbatim.
    pub fn verify(&self, entry: Entry<'_>) -> Option<Result<QuoteMatch, TextUnavailable>> {
        Some(self.text_for(entry)?.map(|text| text.find(entry.text().as_str())))
    }
}

/// Checks every quotation of a corpus against its source, in order. Skips entries that are not verbatim: paraphrases do
/// not occur in their sources word for word.
pub fn verify_corpus<'v>(
    corpus: &'v Corpus,
    texts: &'v VerificationTexts,
) -> impl Iterator<Item = (EntryId, Result<QuoteMatch, TextUnavailable>)> + 'v {
    corpus.entry_ids().filter_map(|id| Some((id, texts.verify(corpus.entry(id))?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Verdict;
    use kzq_corpus::{Fingerprint, read};

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
    fn changed_source_text_is_detected_for_every_wording() {
        let checked = |fingerprint: &str| format!(r#"checked: (by: "Bo", date: "2026-11-20"{fingerprint})"#);
        let [same, other] = ["One.\n", "Two.\n"].map(|text| format!(", fingerprint: \"{}\"", Fingerprint::of(text)));
        let entries = [
            format!(r#"Quote(id: "same", by: "a", text: "One.", source: (id: "s"), {})"#, checked(&same)),
            format!(r#"Quote(id: "other", by: "a", text: "One.", source: (id: "s"), {})"#, checked(&other)),
            format!(r#"Paraphrase(id: "told", of: "a", text: "1.", source: (id: "s"), {})"#, checked(&other)),
            format!(r#"Quote(id: "by-hand", by: "a", text: "One.", source: (id: "s"), {})"#, checked("")),
            format!(r#"Quote(id: "unread", by: "a", text: "One.", source: (id: "t"), {})"#, checked(&same)),
            r#"Quote(id: "unchecked", by: "a", text: "One.", source: (id: "s"))"#.to_owned(),
        ];
        let collection = format!(
            r#"(schema: 1, id: "c", title: "C", speakers: {{"a": (name: "Ada")}},
                sources: {{"s": (title: "S"), "t": (title: "T")}}, entries: [{}])"#,
            entries.join(", ")
        );
        let corpus = read("c.ron", collection.as_bytes()).corpus.unwrap();
        let mut texts = VerificationTexts::default();
        texts.insert(corpus.source_ids().next().unwrap(), Ok(Arc::new(SourceText::new("One.\r\n"))));
        let found: Vec<Option<bool>> = corpus.entries().map(|entry| texts.has_changed(entry)).collect();
        assert_eq!(found, [Some(false), Some(true), Some(true), None, None, None]);
    }

    #[test]
    fn verbatim_entries_are_checked_against_their_source() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let sources: Vec<SourceId> = corpus.source_ids().collect();
        let mut texts = VerificationTexts::default();
        texts.insert(sources[0], Ok(Arc::new(SourceText::new("Is it? So it’s."))));
        texts.insert(sources[2], Err("too large".into()));
        let verdicts: Vec<(String, Result<Verdict, TextUnavailable>)> = verify_corpus(&corpus, &texts)
            .map(|(id, found)| (corpus.entry(id).id().to_string(), found.map(|found| found.verdict)))
            .collect();
        let expected = [
            ("there", Ok(Verdict::Exact)),
            ("elsewhere", Err(TextUnavailable::NotGiven)),
            ("unread", Err(TextUnavailable::Unreadable("too large".into()))),
            ("nowhere", Err(TextUnavailable::NoSource)),
            ("asked", Ok(Verdict::Missing)),
        ];
        assert_eq!(verdicts, expected.map(|(id, verdict)| (id.to_owned(), verdict)));
    }
}

//! [`Verification`]: the result of checking an entry against its source, with the context of the passage.

use super::collection::{TextUnavailable, VerificationTexts};
use super::{QuoteMatch, SourceSpan, SourceText, Verdict};
use kzq_corpus::{Checked, Entry};
use kzq_text::Safe;
use kzq_text::safe;

/// Context shown before and after a passage, in bytes: a page or two.
const CONTEXT_BYTES: usize = 3000;

/// The result of checking an entry against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether the source contains the words, and where.
    pub result: QuoteMatch,
    /// The passage with its context, if one was found.
    pub context: Option<PassageContext>,
    /// Whether the text of the source is known to have changed since the entry was compared with it.
    pub is_changed: bool,
}

/// A passage with the text before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageContext {
    /// The text before it.
    pub before: Safe<'static>,
    /// The passage itself.
    pub passage: Safe<'static>,
    /// The text after it.
    pub after: Safe<'static>,
    /// Whether the source continues before `before`, and after `after`.
    pub is_cut: [bool; 2],
}

impl PassageContext {
    /// A passage of a text with up to `bytes` bytes before and after it, cut at word boundaries.
    pub fn of(text: &SourceText, passage: &SourceSpan, bytes: usize) -> Self {
        let [before, words, after] = text.with_context(passage, bytes).map(Safe::into_owned);
        let is_cut = [passage.displayed.start > bytes, passage.displayed.end + bytes < text.text().len()];
        Self { before, passage: words, after, is_cut }
    }
}

impl Verification {
    /// Checks words against a text.
    fn new(text: &SourceText, words: &str) -> Self {
        let result = text.find(words);
        let context = result.passage.as_ref().map(|passage| PassageContext::of(text, passage, CONTEXT_BYTES));
        Self { result, context, is_changed: false }
    }

    /// The verdict as a message, with the line number if there is one.
    pub fn summary(&self) -> Safe<'static> {
        let verdict = match &self.result.verdict {
            Verdict::Exact => "exact".into(),
            Verdict::Folded(folds) => {
                let names = Safe::join(folds.iter().map(|fold| Safe::from(fold.name())), ", ");
                safe!("exact but for ", names)
            }
            Verdict::Near { similarity, .. } => {
                Safe::line(format!("near: {:.0} % alike", (similarity * 100.0).floor()))
            }
            Verdict::Missing => "not found in the source text".into(),
        };
        match &self.result.passage {
            Some(passage) => safe!(verdict, " · line ", passage.line),
            None => verdict,
        }
    }
}

impl VerificationTexts {
    /// Checks the words of an entry and returns the context of the passage, too; `None` if the entry is not verbatim.
    pub fn verify_with_context(&self, entry: Entry<'_>) -> Option<Result<Verification, TextUnavailable>> {
        let is_changed = self.has_changed(entry) == Some(true);
        let found = self.text_for(entry)?.map(|text| Verification::new(text, entry.text().as_str()));
        Some(found.map(|verification| Verification { is_changed, ..verification }))
    }
}

/// Returns who compared an entry with its source and when, and whether the text has changed since.
pub fn checked_sentence(checked: &Checked, is_changed: bool) -> Safe<'static> {
    let preposition = if checked.date.day().is_some() { " on " } else { " in " };
    let date = Safe::line(checked.date.long_form());
    let changed = if is_changed { "source text changed since it was " } else { "" };
    safe!(changed, "checked by ", checked.by, preposition, date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_sentence_names_person_and_date() {
        let checked = |date: &str| Checked { by: "Bo Berg".into(), date: date.parse().unwrap(), fingerprint: None };
        for (date, is_changed, expected) in [
            ("2026-11-20", false, "checked by Bo Berg on 20 November 2026"),
            ("2026-11", false, "checked by Bo Berg in November 2026"),
            ("2026", true, "source text changed since it was checked by Bo Berg in 2026"),
        ] {
            assert_eq!(checked_sentence(&checked(date), is_changed).as_str(), expected);
        }
    }

    #[test]
    fn summary_names_the_line_and_passage_has_context() {
        let filler = "Words upon words. ".repeat(400);
        let text = SourceText::new(format!("{filler}\nHe said: “It’s so.” And went.\n{filler}"));
        let exact = Verification::new(&text, "It’s so.");
        assert_eq!(exact.summary().as_str(), "exact · line 2");
        let around = exact.context.unwrap();
        assert_eq!((around.passage.as_str(), around.is_cut), ("It’s so.", [true, true]));
        assert!(around.before.as_str().ends_with("\nHe said: “") && around.before.as_str().len() <= CONTEXT_BYTES);
        assert!(around.after.as_str().starts_with("” And went."));
        let said = |words: &str| Verification::new(&text, words).summary().to_string();
        assert_eq!(said("It's so."), "exact but for quotation marks or apostrophes · line 2");
        assert!(said("He said: It’s not so").starts_with("near: "), "{}", said("He said: It’s not so"));
        assert_eq!(said("Nobody ever spoke like this"), "not found in the source text");
    }
}

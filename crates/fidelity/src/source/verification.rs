//! [`Verification`]: the result of checking an entry against its source, with the context of the passage.

use super::collection::{NoText, Texts};
use super::{Found, SourceText, Verdict};
use kzq_corpus::{Entry, Wording};
use kzq_text::Safe;
use kzq_text::safe;

/// Context shown before and after a passage, in bytes: a page or two.
const AROUND: usize = 3000;

/// The result of checking an entry against its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Whether the source contains the words, and where.
    pub found: Found,
    /// The passage with its context, if one was found.
    pub surroundings: Option<Surroundings>,
}

/// A passage with the text before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surroundings {
    /// The text before it.
    pub before: Safe<'static>,
    /// The passage itself.
    pub words: Safe<'static>,
    /// The text after it.
    pub behind: Safe<'static>,
    /// Whether the source continues before `before`, and after `after`.
    pub goes_on: [bool; 2],
}

impl Verification {
    /// Checks words against a text.
    fn of(text: &SourceText, words: &str) -> Self {
        let found = text.find(words);
        let surroundings = found.passage.as_ref().map(|passage| {
            let [before, words, behind] = text.around(passage, AROUND).map(Safe::into_owned);
            let goes_on = [passage.bytes.start > AROUND, passage.bytes.end + AROUND < text.as_str().len()];
            Surroundings { before, words, behind, goes_on }
        });
        Self { found, surroundings }
    }

    /// The verdict as a message, with the line number if there is one.
    pub fn in_words(&self) -> Safe<'static> {
        let verdict = match &self.found.verdict {
            Verdict::Exact => "exact".into(),
            Verdict::Folded(folds) => {
                let names = Safe::join(folds.iter().map(|fold| Safe::from(fold.name())), ", ");
                safe!("exact but for ", names)
            }
            Verdict::Near { similarity, .. } => {
                Safe::line(format!("near: {:.0} % alike", (similarity * 100.0).floor()))
            }
            Verdict::Missing => "not found in the text of its source".into(),
        };
        match &self.found.passage {
            Some(passage) => safe!(verdict, " · line ", passage.line),
            None => verdict,
        }
    }
}

impl Texts {
    /// Checks the words of an entry and returns the context of the passage, too; `None` if the entry is not verbatim.
    pub fn verification(&self, entry: Entry<'_>) -> Option<Result<Verification, NoText>> {
        let verbatim = entry.wording() == Wording::Verbatim;
        verbatim.then(|| self.get(entry.source()).map(|text| Verification::of(text, entry.text().as_str())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_names_its_line_and_a_passage_its_surroundings() {
        let filler = "Words upon words. ".repeat(400);
        let text = SourceText::new(format!("{filler}\nHe said: “It’s so.” And went.\n{filler}"));
        let exact = Verification::of(&text, "It’s so.");
        assert_eq!(exact.in_words().as_str(), "exact · line 2");
        let around = exact.surroundings.unwrap();
        assert_eq!((around.words.as_str(), around.goes_on), ("It’s so.", [true, true]));
        assert!(around.before.as_str().ends_with("\nHe said: “") && around.before.as_str().len() <= AROUND);
        assert!(around.behind.as_str().starts_with("” And went."));
        let said = |words: &str| Verification::of(&text, words).in_words().to_string();
        assert_eq!(said("It's so."), "exact but for quotation marks or apostrophes · line 2");
        assert!(said("He said: It’s not so").starts_with("near: "), "{}", said("He said: It’s not so"));
        assert_eq!(said("Nobody ever spoke like this"), "not found in the text of its source");
    }
}

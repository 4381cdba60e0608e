//! Commands whose findings are reviewed in the browser before they are written (`--review`).

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::{Failure, UsageError};
use super::system::{System, is_standard_input};
use super::text::{quotations, shell_word};
use kzq_corpus::Corpus;
use kzq_edit::Counts;
use kzq_extract::review::{Review, ReviewItem};
use kzq_text::markup::PlainText;
use kzq_text::{Safe, safe};

/// Writes accepted findings; returns what was written and where, for the user.
pub(crate) type WriteAccepted = dyn FnMut(&[ReviewItem], &dyn System) -> Result<Safe<'static>, Failure>;

/// What to review, and how it is written.
pub(crate) struct ReviewPlan {
    /// What the text is called.
    pub(crate) title: Safe<'static>,
    /// The text.
    pub(crate) text: Arc<str>,
    /// The same text with the places of its characters in the file; `None` if it is the file itself.
    pub(crate) places: Option<PlainText<'static>>,
    /// What tells it from other reviews, if it is not the text alone.
    pub(crate) identity: Option<String>,
    /// What was found in it.
    pub(crate) review: Review,
    /// Where quotation marks open in it that nothing closes, in order.
    pub(crate) unclosed_marks: Vec<usize>,
    /// The collection that is written.
    pub(crate) destination: PathBuf,
    /// Writes what is accepted, as often as the user wants.
    pub(crate) write: Box<WriteAccepted>,
}

/// A command whose findings are reviewed.
pub(crate) trait ReviewCommand {
    /// The collection to write, which is also loaded if it exists.
    ///
    /// # Errors
    ///
    /// If the options name none.
    fn collection(&self, system: &dyn System) -> Result<PathBuf, Failure>;

    /// Finds what to review. `corpus` has the collections that are loaded, whose speakers are known.
    ///
    /// # Errors
    ///
    /// If the input cannot be read.
    fn plan(&self, system: &dyn System, corpus: &Corpus) -> Result<ReviewPlan, Failure>;
}

/// The collection that a review writes: that of `-o`, which may be there from an earlier review, or that of `--into`.
///
/// # Errors
///
/// If there is none, or that of `--into` is not there.
pub(super) fn reviewed_destination(
    output: Option<&Path>,
    into: Option<&Path>,
    system: &dyn System,
) -> Result<PathBuf, UsageError> {
    let Some(file) = output.or(into).filter(|file| !is_standard_input(file)) else {
        return Err(UsageError("`--review` needs a collection to write: `-o FILE` or `--into FILE`".to_owned()));
    };
    if into.is_some() && !system.is_there(file) {
        let (name, file) = (file.display(), shell_word(file));
        return Err(UsageError(format!("there is no collection {name}; `-o {file}` creates a new one")));
    }
    Ok(file.to_owned())
}

/// Says how many quotations were written where.
pub(super) fn wrote(counts: &Counts, collection: &Path) -> Safe<'static> {
    let there = match counts.duplicates {
        0 => Safe::default(),
        count => safe!("; ", quotations(count), " already there"),
    };
    safe!("wrote ", quotations(counts.entries), " to ", shell_word(collection), there)
}

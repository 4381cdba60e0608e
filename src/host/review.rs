//! [`ReviewSession`]: writes and keeps a review while the browser shows it.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::error::failure_line;
use super::paths;
use super::state::review_file::ReviewFile;
use super::system::HostSystem;
use crate::cli::{Args, ReviewPlan, WriteAccepted};
use kzq_extract::review::{Review, ReviewItem};
use kzq_text::{Safe, safe};
use kzq_tui::app::{ReviewStart, ReviewState};

/// How often a review is kept while the user continues.
const SAVE_INTERVAL: Duration = Duration::from_secs(2);

/// A review that the browser shows: how its accepted items are written, and the file in which it is kept.
pub(super) struct ReviewSession {
    args: Args,
    write: Box<WriteAccepted>,
    /// Where the review is kept; `None` in private mode.
    file: Option<ReviewFile>,
    /// The review as it was last kept, and when; also if that failed.
    kept: Option<(Review, Instant)>,
    /// Why the last attempt to keep it failed.
    failure: Option<Safe<'static>>,
}

impl ReviewSession {
    /// Starts a review, or continues the one that was left.
    pub(super) fn begin(plan: ReviewPlan, args: &Args) -> (Self, ReviewStart) {
        let ReviewPlan { title, text, places, identity, review, unclosed_marks, destination, write } = plan;
        let identity = identity.as_deref().unwrap_or(&text);
        let directory: Option<PathBuf> = paths::reviews_directory().filter(|_| !args.private);
        let file = directory.map(|directory| ReviewFile::of(&directory, identity, &destination));
        if let Some(file) = &file {
            file.remove_stale();
        }
        let left = file.as_ref().filter(|_| !args.fresh).and_then(|file| file.load(&text));
        let review = left.unwrap_or(review);
        let start = ReviewStart { title, text, places, review, unclosed_marks };
        (Self { args: args.clone(), write, file, kept: None, failure: None }, start)
    }

    /// Writes what was accepted; returns what the user reads.
    pub(super) fn write(&mut self, items: &[ReviewItem]) -> Result<Safe<'static>, Safe<'static>> {
        let system = HostSystem::new(&self.args);
        (self.write)(items, &system).map_err(|failure| safe!("not written: ", failure_line(&failure)))
    }

    /// Keeps the review for the next time, unless that was done a moment ago.
    pub(super) fn save_now_and_then(&mut self, review: &Review) {
        let is_due = self.kept.as_ref().is_none_or(|(_, kept)| kept.elapsed() > SAVE_INTERVAL);
        if is_due {
            self.save(review);
        }
    }

    /// Keeps the review for the next time.
    pub(super) fn save(&mut self, review: &Review) {
        if self.failure.is_none() && self.kept.as_ref().is_some_and(|(kept, _)| kept == review) {
            return;
        }
        self.kept = Some((review.clone(), Instant::now()));
        let saved = self.file.as_ref().map_or(Ok(()), |file| file.save(review));
        self.failure = saved.err().map(|error| safe!("the review is not saved: ", Safe::line(error.to_string())));
    }

    /// Why the review is not kept.
    pub(super) fn failure(&self) -> Option<Safe<'static>> {
        self.failure.clone()
    }

    /// What the user must know after leaving: what is still to be done.
    pub(super) fn farewell(&self, state: &ReviewState) -> Option<Safe<'static>> {
        let counts = state.review().counts();
        let left = [(counts.accepted, " accepted and not written"), (counts.undecided, " undecided")];
        let left: Vec<Safe<'_>> =
            left.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| safe!(count, what)).collect();
        let is_kept = self.file.is_some() && self.failure.is_none() && state.review().is_begun();
        let how = if is_kept { "; run the same command to continue" } else { "" };
        (!left.is_empty()).then(|| safe!(Safe::join(left, ", "), how))
    }
}

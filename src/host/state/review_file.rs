//! [`ReviewFile`]: a review that was left, to go on with it.
//!
//! There is a file for each text, named by its content, so that a changed text is reviewed again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_128;

use super::location::StateFile;
use kzq_extract::review::Review;

/// Version of the file format.
const SCHEMA: u32 = 1;
/// After how long without a change a review is dropped.
const MAX_AGE: Duration = Duration::from_hours(90 * 24);
/// The extension of the files.
const EXTENSION: &str = "json";

/// The content of the file.
#[derive(Debug, Serialize, Deserialize)]
struct SavedReview {
    schema: u32,
    /// The collection to which accepted quotations were written.
    destination: PathBuf,
    review: Review,
}

/// The file of a review.
#[derive(Debug)]
pub(crate) struct ReviewFile {
    path: PathBuf,
    destination: PathBuf,
}

impl ReviewFile {
    /// The file in a directory for a review, by what tells it from others, and for the collection that is written.
    pub(crate) fn of(directory: &Path, identity: &str, destination: &Path) -> Self {
        let name = format!("{:032x}.{EXTENSION}", XxHash3_128::oneshot(identity.as_bytes()));
        let destination = std::path::absolute(destination).unwrap_or_else(|_| destination.to_owned());
        Self { path: directory.join(name), destination }
    }

    /// Loads the review of `text` that was left, if there is one that fits it. What was written to another collection, or
    /// to one that is gone, is accepted again.
    pub(crate) fn load(&self, text: &str) -> Option<Review> {
        let bytes = StateFile::resolve(&self.path).ok()?.read_bytes().ok()?;
        let saved: SavedReview = serde_json::from_slice(&bytes).ok()?;
        let mut review = Some(saved.review).filter(|review| saved.schema == SCHEMA && review.fits(text))?;
        if saved.destination != self.destination || !self.destination.exists() {
            review.forget_written();
        }
        Some(review)
    }

    /// Saves a review in which something was decided.
    pub(crate) fn save(&self, review: &Review) -> io::Result<()> {
        if !review.is_begun() {
            return Ok(());
        }
        let saved = SavedReview { schema: SCHEMA, destination: self.destination.clone(), review: review.clone() };
        let bytes = serde_json::to_vec(&saved).map_err(io::Error::other)?;
        let file = StateFile::resolve(&self.path)?;
        let lock = file.lock(&self.path)?;
        file.write(&bytes, &lock)?;
        drop(lock);
        // The name of the file is that of the text: another process writes it only for the same text.
        let _ = fs::remove_file(file.lock_path());
        Ok(())
    }

    /// Removes what was left long ago.
    pub(crate) fn remove_stale(&self) {
        let siblings = self.path.parent().and_then(|directory| fs::read_dir(directory).ok());
        for item in siblings.into_iter().flatten().flatten() {
            let age =
                item.metadata().and_then(|metadata| metadata.modified()).ok().and_then(|time| time.elapsed().ok());
            let is_review = item.path().extension().is_some_and(|extension| extension == EXTENSION);
            if is_review && item.path() != self.path && age.is_some_and(|age| age > MAX_AGE) {
                // If it can't be removed, it does no harm.
                let _ = fs::remove_file(item.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::SystemTime;

    use super::*;
    use kzq_extract::article::Article;
    use kzq_extract::extract;
    use kzq_extract::review::Decision;
    use kzq_extract::speakers::SpeakerIndex;
    use kzq_text::markup::Markup;

    const TEXT: &str = "“We mend nets and boats,” said Ada Byron. “Nobody else on this coast does,” she added.";

    fn begun() -> Review {
        let found = extract(&Article::read(TEXT, Markup::Plain), &SpeakerIndex::new(&kzq_corpus::Corpus::default()));
        let mut review = Review::new(found);
        review.decide(Decision::Accepted).unwrap();
        review
    }

    #[test]
    fn review_is_found_by_its_text() {
        let home = tempfile::tempdir().unwrap();
        let (directory, collection) = (home.path().join("reviews"), home.path().join("c.ron"));
        let file = ReviewFile::of(&directory, TEXT, &collection);
        file.save(&Review::default()).unwrap();
        assert!(file.load(TEXT).is_none(), "nothing was decided");
        let review = begun();
        file.save(&review).unwrap();
        assert_eq!(file.load(TEXT), Some(review.clone()));
        assert_eq!(file.load("“We"), None, "it does not fit");
        assert_eq!(ReviewFile::of(&directory, "“We", &collection).load("“We"), None);
        // A damaged file is ignored.
        fs::write(&file.path, "{").unwrap();
        assert_eq!(file.load(TEXT), None);
    }

    #[test]
    fn items_written_to_another_or_removed_file_are_accepted() {
        let home = tempfile::tempdir().unwrap();
        let collection = home.path().join("c.ron");
        fs::write(&collection, "").unwrap();
        let file = ReviewFile::of(home.path(), TEXT, &collection);
        let mut review = begun();
        review.mark_written();
        file.save(&review).unwrap();
        assert_eq!(file.load(TEXT).unwrap().counts().written, 1);
        let other = ReviewFile::of(home.path(), TEXT, &home.path().join("d.ron"));
        assert_eq!(other.load(TEXT).unwrap().counts().accepted, 1);
        fs::remove_file(&collection).unwrap();
        assert_eq!(file.load(TEXT).unwrap().counts().accepted, 1);
    }

    #[test]
    fn old_reviews_are_removed() {
        let home = tempfile::tempdir().unwrap();
        let file = ReviewFile::of(home.path(), TEXT, Path::new("c.ron"));
        let old = ReviewFile::of(home.path(), "other", Path::new("c.ron"));
        for file in [&file, &old] {
            file.save(&begun()).unwrap();
            let long_ago = SystemTime::now() - MAX_AGE - Duration::from_mins(1);
            File::open(&file.path).unwrap().set_modified(long_ago).unwrap();
        }
        file.remove_stale();
        assert!(file.path.exists() && !old.path.exists());
    }
}

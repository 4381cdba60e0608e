//! [`NotLoaded`]: a file that was left out, and why.

use kzq_ron::Diagnostic;
use kzq_text::Safe;

/// A file, or a directory, that was not loaded, and its first mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotLoaded {
    /// Its path, as named by the user.
    pub file: Safe<'static>,
    /// The line and the column of the mistake, from 1; `None` if the file can't be read at all.
    pub place: Option<(usize, usize)>,
    /// The mistake, or why the file can't be read.
    pub message: Safe<'static>,
}

impl NotLoaded {
    /// How many of the files were not loaded, and the first mistake; `None` if there are none.
    pub fn summary(files: &[Self]) -> Option<Safe<'static>> {
        let first = files.first()?.full();
        Some(match files.len() {
            1 => kzq_text::safe!("not loaded: ", first),
            count => kzq_text::safe!(count, " files not loaded: ", first, "; and more"),
        })
    }

    /// The first mistake as `file:line:column: message`.
    pub fn full(&self) -> Safe<'static> {
        self.message_in(&self.file)
    }

    /// Like [`Self::full`], with only the last part of the path.
    pub fn short(&self) -> Safe<'static> {
        self.message_in(&self.name())
    }

    /// The name of the file and the line of its first mistake, in a few words.
    pub fn brief(&self) -> Safe<'static> {
        match self.place {
            Some((line, _)) => kzq_text::safe!(self.name(), " line ", line),
            None => self.name().into_owned(),
        }
    }

    /// The last part of the path.
    fn name(&self) -> Safe<'_> {
        let path = self.file.as_str();
        self.file.slice(path.rfind('/').map_or(0, |at| at + 1)..path.len())
    }

    fn message_in(&self, file: &Safe<'_>) -> Safe<'static> {
        match self.place {
            Some((line, column)) => kzq_text::safe!(file, ":", line, ":", column, ": ", self.message),
            None => kzq_text::safe!(file, ": ", self.message),
        }
    }
}

impl From<&Diagnostic> for NotLoaded {
    fn from(diagnostic: &Diagnostic) -> Self {
        let place = Some((diagnostic.location.line, diagnostic.location.column));
        Self { file: diagnostic.file.clone(), place, message: diagnostic.message.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_file_and_location_of_its_first_error() {
        let broken = NotLoaded { file: "q/austen.ron".into(), place: Some((12, 5)), message: "no such topic".into() };
        let unreadable = NotLoaded { file: "q".into(), place: None, message: "Permission denied".into() };
        for (file, full, short, brief) in [
            (&broken, "q/austen.ron:12:5: no such topic", "austen.ron:12:5: no such topic", "austen.ron line 12"),
            (&unreadable, "q: Permission denied", "q: Permission denied", "q"),
        ] {
            assert_eq!(file.full().as_str(), full);
            assert_eq!(file.short().as_str(), short);
            assert_eq!(file.brief().as_str(), brief);
        }
    }
}

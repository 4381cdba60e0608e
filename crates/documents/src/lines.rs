//! The lines of an original, and pieces of text that are put together from some of them.

/// A line of an original.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'o> {
    /// The byte offset in the original at which it begins.
    pub(crate) at: usize,
    /// Its text, without the line break and the blanks before that.
    pub(crate) text: &'o str,
}

impl Line<'_> {
    /// Whether it has only blanks.
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// How far it is indented, in bytes; a tab counts as one.
    pub(crate) fn indentation(&self) -> usize {
        self.text.len() - self.text.trim_start().len()
    }

    /// The line without its first bytes.
    pub(crate) fn skip(&self, bytes: usize) -> Self {
        let bytes = self.text.floor_char_boundary(bytes.min(self.text.len()));
        Self { at: self.at + bytes, text: &self.text[bytes..] }
    }

    /// The line without its indentation.
    pub(crate) fn unindented(&self) -> Self {
        self.skip(self.indentation())
    }
}

/// Splits an original into its lines.
pub(crate) fn lines(original: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let start = original.len() - original.trim_start_matches('\u{feff}').len();
    let all = original.split_inclusive('\n').map(|line| {
        at += line.len();
        Line { at: at - line.len(), text: line.trim_end() }
    });
    let mut all: Vec<Line<'_>> = all.collect();
    if let Some(first) = all.first_mut().filter(|_| start > 0) {
        *first = Line { at: start, text: original[start..first.at + first.text.len().max(start)].trim_end() };
    }
    all
}

/// Some lines as one text, for markup that may go on in the next line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Joined {
    /// The lines, with line breaks between them.
    pub(crate) text: String,
    /// Where each begins, in the text and in the original.
    starts: Vec<(usize, usize)>,
}

impl Joined {
    /// Puts lines together.
    pub(crate) fn new<'o>(lines: impl IntoIterator<Item = Line<'o>>) -> Self {
        let mut joined = Self::default();
        for line in lines {
            if !joined.starts.is_empty() {
                joined.text.push('\n');
            }
            joined.starts.push((joined.text.len(), line.at));
            joined.text.push_str(line.text);
        }
        joined
    }

    /// The byte offset in the original of a byte of the text.
    pub(crate) fn original(&self, at: usize) -> usize {
        let index = self.starts.partition_point(|&(start, _)| start <= at);
        index.checked_sub(1).map_or(0, |last| self.starts[last].1 + (at - self.starts[last].0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_map_to_offsets_in_the_original() {
        let original = "\u{feff}one \r\n  two\n\n";
        let lines = lines(original);
        assert_eq!(
            lines.iter().map(|line| (line.at, line.text)).collect::<Vec<_>>(),
            [(3, "one"), (9, "  two"), (15, "")]
        );
        let joined = Joined::new([lines[0], lines[1].unindented()]);
        assert_eq!(joined.text, "one\ntwo");
        assert_eq!([0, 2, 4, 6].map(|at| joined.original(at)), [3, 5, 11, 13]);
    }
}

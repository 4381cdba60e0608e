//! [`Ignores`]: the comments in a draft that say which quotations are not to be judged.

use std::ops::Range;

use crate::document::{Document, Places};

/// What begins and ends the comments of all formats.
const COMMENT_MARKS: [(&str, &str); 5] = [("<!--", "-->"), ("/*", "*/"), ("//", ""), ("%", ""), ("..", "")];

/// A comment that tells kzq not to judge quotations. All ranges are in bytes of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The comment, with its marks.
    pub comment: Range<usize>,
    /// The line in which it begins, from 1.
    pub line: usize,
    /// The quotations that begin here are not judged.
    pub scope: Range<usize>,
    /// Why, if the comment says so.
    pub reason: Option<String>,
}

/// The ignore comments of a draft, in order.
///
/// `kzq-ignore` at the end of a line is about the quotations that begin in this line. Where no text is before it in its
/// line, it is about those that begin in the rest of the paragraph, or in the next paragraph or block quotation.
/// `kzq-ignore-file` is about the whole draft. A reason may follow after a colon.
///
/// ```
/// use kzq_documents::{DocumentFormat, Ignores, Limits, read};
///
/// let draft = "“One”, she said.\n\n<!-- kzq-ignore: she asked for it -->\n“Two”, she said.\n\n“Three”\n";
/// let document = read(DocumentFormat::Markdown, draft.as_bytes(), &Limits::default()).unwrap();
/// let ignores = Ignores::of(&document);
/// let [ignore] = ignores.all() else { panic!() };
/// assert_eq!((ignore.line, ignore.reason.as_deref()), (3, Some("she asked for it")));
/// let starts = ["“One”", "“Two”", "“Three”"].map(|quotation| draft.find(quotation).unwrap());
/// assert_eq!(ignores.cover(&starts).ignored, [false, true, false]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ignores(Vec<Ignore>);

/// Which quotations are ignored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// For each quotation, whether it is ignored.
    pub ignored: Vec<bool>,
    /// The indices of the ignore comments that match no quotation, from 0.
    pub unused: Vec<usize>,
}

impl Ignore {
    /// The text of a comment about the quotations of a line or a block.
    pub const TEXT: &'static str = "kzq-ignore";
    /// The text of a comment about all quotations of a draft.
    pub const FILE_TEXT: &'static str = "kzq-ignore-file";
}

impl Ignores {
    /// Finds the ignore comments of a document.
    pub fn of(document: &Document<'_>) -> Self {
        let original = document.main().plain.original();
        let mut found: Vec<(Range<usize>, bool, Option<String>)> = Vec::new();
        for part in document.parts().iter().filter(|part| matches!(part.places, Places::Original)) {
            found.extend(part.plain.comments().iter().filter_map(|comment| {
                let (is_file, reason) = parse(original.get(comment.clone())?)?;
                Some((comment.clone(), is_file, reason))
            }));
        }
        if found.is_empty() {
            return Self::default();
        }
        found.sort_by_key(|(comment, ..)| comment.start);
        // Some readers read a part of the original twice.
        found.dedup_by(|later, earlier| later.0 == earlier.0);
        let mut blocks = Blocks::of(document);
        let lines = document.main().plain.lines();
        let ignore = |(comment, is_file, reason): (Range<usize>, bool, Option<String>)| {
            let line = lines.line_at(comment.start);
            let scope =
                if is_file { 0..original.len() } else { blocks.scope(&comment, lines.line_start(line), original) };
            Ignore { comment, line, scope, reason }
        };
        Self(found.into_iter().map(ignore).collect())
    }

    /// All of them, in order.
    pub fn all(&self) -> &[Ignore] {
        &self.0
    }

    /// Finds out which quotations are ignored, of those that begin at these byte offsets of the draft, in any order.
    pub fn cover(&self, starts: &[usize]) -> Covered {
        let mut order: Vec<usize> = (0..starts.len()).collect();
        order.sort_by_key(|&at| starts[at]);
        // How many more ignore comments are about a quotation than about the one before it.
        let mut changes = vec![0_isize; starts.len() + 1];
        let mut unused = Vec::new();
        for (number, ignore) in self.0.iter().enumerate() {
            let first = order.partition_point(|&at| starts[at] < ignore.scope.start);
            let end = order.partition_point(|&at| starts[at] < ignore.scope.end);
            if first < end {
                changes[first] += 1;
                changes[end] -= 1;
            } else {
                unused.push(number);
            }
        }
        let mut ignored = vec![false; starts.len()];
        let mut open = 0;
        for (&at, change) in order.iter().zip(changes) {
            open += change;
            ignored[at] = open > 0;
        }
        Covered { ignored, unused }
    }
}

/// What an ignore comment says: whether it is about the whole file, and the reason. `None` if it is another comment.
fn parse(comment: &str) -> Option<(bool, Option<String>)> {
    let (begin, end) = COMMENT_MARKS.iter().find(|(begin, _)| comment.starts_with(begin))?;
    let text = comment.trim_start_matches(begin).trim_end();
    let text = text.strip_suffix(end).unwrap_or(text).trim();
    let (is_file, rest) = match text.strip_prefix(Ignore::FILE_TEXT) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix(Ignore::TEXT)?),
    };
    if rest.is_empty() {
        return Some((is_file, None));
    }
    let reason = rest.trim_start().strip_prefix(':')?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some((is_file, Some(reason).filter(|reason| !reason.is_empty())))
}

/// The text of a document by its places in the original.
struct Blocks<'d, 'o> {
    document: &'d Document<'o>,
    /// The pieces that have words, in the order of the original.
    pieces: Vec<Piece>,
    /// The piece that was looked up last, with the end of its block.
    last: Option<(usize, usize)>,
}

/// A piece of a text, without white space around it.
struct Piece {
    /// Its range in the original.
    start: usize,
    end: usize,
    /// The number of the part, and where in its text the piece begins.
    part: usize,
    at: usize,
}

impl<'d, 'o> Blocks<'d, 'o> {
    fn of(document: &'d Document<'o>) -> Self {
        let mut pieces = Vec::new();
        for (number, part) in document.parts().iter().enumerate() {
            pieces.extend(part.plain.pieces().filter_map(|(range, original)| {
                let text = &part.text()[range.clone()];
                let words = text.trim();
                let blanks = text.len() - text.trim_start().len();
                let start = original + blanks;
                let piece = Piece { start, end: start + words.len(), part: number, at: range.start + blanks };
                (!words.is_empty()).then_some(piece)
            }));
        }
        pieces.sort_by_key(|piece| piece.start);
        Self { document, pieces, last: None }
    }

    /// What a comment in a line that begins at `line_start` is about.
    fn scope(&mut self, comment: &Range<usize>, line_start: usize, original: &str) -> Range<usize> {
        let next = self.pieces.partition_point(|piece| piece.start < comment.start);
        let before = next.checked_sub(1).map(|last| &self.pieces[last]);
        let follows_text = before.is_some_and(|piece| {
            // A piece may have several lines.
            let end = original.floor_char_boundary(piece.end.min(comment.start));
            let start = original.floor_char_boundary(piece.start.max(line_start).min(end));
            !original[start..end].trim().is_empty()
        });
        let line_end =
            memchr::memchr(b'\n', &original.as_bytes()[comment.end..]).map_or(original.len(), |at| comment.end + at);
        let is_last = self.pieces.get(next).is_none_or(|piece| piece.start >= line_end);
        if follows_text && is_last {
            return line_start..comment.start;
        }
        comment.end..self.block_end(next).unwrap_or(comment.end)
    }

    /// The end in the original of the paragraph or block quotation in which a piece is.
    fn block_end(&mut self, number: usize) -> Option<usize> {
        let piece = self.pieces.get(number)?;
        if let Some((_, end)) = self.last.filter(|(last, _)| *last == number) {
            return Some(end);
        }
        let part = &self.document.parts()[piece.part];
        let quotes = part.plain.block_quotes();
        let quote = quotes.partition_point(|quote| quote.start <= piece.at).checked_sub(1).map(|last| &quotes[last]);
        let quote_end = quote.map(|quote| quote.end).filter(|end| *end > piece.at);
        let start = quote.filter(|_| quote_end.is_some()).map_or(piece.at, |quote| quote.start);
        let end = quote_end.unwrap_or_else(|| {
            let rest = &part.text().as_bytes()[piece.at..];
            memchr::memmem::find(rest, b"\n\n").map_or(part.text().len(), |at| piece.at + at)
        });
        // The last line may be the credit of a quotation, which its original has before the words.
        let mut line_start = start;
        let line_ends = part.text()[start..end].split_inclusive('\n').map(|line| {
            line_start += line.len();
            let words = line.trim_end();
            // An empty line is often not in the original.
            let last = words.chars().next_back().map(char::len_utf8)?;
            Some(part.plain.original_offset(line_start - line.len() + words.len() - last))
        });
        let end = line_ends.max().flatten().unwrap_or_default().max(piece.start) + 1;
        self.last = Some((number, end));
        Some(end)
    }
}

#[cfg(test)]
#[path = "ignore_tests.rs"]
mod tests;

//! [`Document`]: the texts of a file, with the places of their characters.

use std::time::Duration;

use kzq_text::markup::PlainText;

/// The texts of a file.
#[derive(Clone, Debug)]
pub struct Document<'o> {
    /// The main text, followed by the separate ones in the order in which the main text refers to them, kind by kind.
    parts: Vec<Part<'o>>,
    /// The files that it includes, as it names them; they are not read.
    unread: Vec<String>,
}

impl<'o> Document<'o> {
    pub(crate) fn new(main: Part<'o>, mut separate: Vec<Part<'o>>, unread: Vec<String>) -> Self {
        separate.sort_by_key(|part| part.kind);
        separate.insert(0, main);
        Self { parts: separate, unread }
    }

    /// The main text.
    pub fn main(&self) -> &Part<'o> {
        &self.parts[0]
    }

    /// The main text, the footnotes, the endnotes and the comments, in this order.
    pub fn parts(&self) -> &[Part<'o>] {
        &self.parts
    }

    /// The parts, to take them apart.
    pub fn into_parts(self) -> Vec<Part<'o>> {
        self.parts
    }

    /// The texts of all parts, without white space at their ends.
    #[cfg(test)]
    pub(crate) fn texts(&self) -> Vec<String> {
        self.parts.iter().map(|part| part.text().trim_end().to_owned()).collect()
    }

    /// The files that it includes, as it names them; they are not read.
    pub fn unread(&self) -> &[String] {
        &self.unread
    }
}

/// What a text is in its document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartKind {
    /// The main text.
    Main,
    /// A footnote.
    Footnote,
    /// An endnote.
    Endnote,
    /// A comment on the text.
    Comment,
}

impl PartKind {
    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Main => "text",
            Self::Footnote => "footnote",
            Self::Endnote => "endnote",
            Self::Comment => "comment",
        }
    }
}

/// One text of a document.
#[derive(Clone, Debug)]
pub struct Part<'o> {
    /// What it is.
    pub kind: PartKind,
    /// The number of the note, or the author of the comment.
    pub label: Option<String>,
    /// The byte offset in the main text at which it is referred to.
    pub anchor: Option<usize>,
    /// The text as displayed, with the block quotations, the headings and what else is marked up in it. Paragraphs are
    /// separated by empty lines.
    pub plain: PlainText<'o>,
    pub(crate) places: Places,
    pub(crate) cues: Vec<TimedCue>,
}

/// How places in a text are given.
#[derive(Clone, Debug)]
pub(crate) enum Places {
    /// By line and column of the original.
    Original,
    /// By paragraph.
    Paragraphs(Paragraphs),
}

/// The paragraphs and pages of a text without lines. All offsets are in bytes of the text, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraphs {
    /// Where paragraphs begin.
    pub(crate) starts: Vec<usize>,
    /// Where a new page begins; `None` if the file does not say so.
    pub(crate) pages: Option<Vec<usize>>,
    /// The number of the page on which it begins, from 1.
    pub(crate) first_page: usize,
    /// Where the text of a file in it begins, with the name of that; paragraphs are counted in each.
    pub(crate) sections: Vec<(usize, String)>,
}

/// The words said at one time.
#[derive(Clone, Debug)]
pub(crate) struct TimedCue {
    pub(crate) start: usize,
    pub(crate) time: Duration,
    pub(crate) speaker: Option<String>,
}

/// Where a character is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'d> {
    /// The file within an archive: the chapter of a book.
    pub section: Option<&'d str>,
    /// The page, from 1, if the file says where pages begin.
    pub page: Option<usize>,
    /// The paragraph, from 1, of those that have text, if the file has no lines: in the main text, in the note, or in
    /// the section.
    pub paragraph: Option<usize>,
    /// The line of the file, from 1; if there is a paragraph, the line in it.
    pub line: usize,
    /// The column in the line, from 1, in characters.
    pub column: usize,
}

/// When words in a transcript are said, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue<'d> {
    /// The time from the beginning of the recording.
    pub time: Duration,
    /// The speaker, if the transcript marks up who it is. A label in the words, `ADA: …`, is not looked for.
    pub speaker: Option<&'d str>,
}

impl Cue<'_> {
    /// The time as `01:02:03`.
    pub fn timestamp(&self) -> String {
        let seconds = self.time.as_secs();
        format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

impl<'o> Part<'o> {
    /// A text whose places are those of the original.
    pub(crate) fn new(kind: PartKind, plain: PlainText<'o>) -> Self {
        Self { kind, label: None, anchor: None, plain, places: Places::Original, cues: Vec::new() }
    }

    /// The same with an original of its own.
    pub fn into_owned(self) -> Part<'static> {
        Part {
            kind: self.kind,
            label: self.label,
            anchor: self.anchor,
            plain: self.plain.into_owned(),
            places: self.places,
            cues: self.cues,
        }
    }

    /// The text as displayed.
    pub fn text(&self) -> &str {
        self.plain.text()
    }

    /// The place of the character at a byte offset of the text.
    pub fn place(&self, at: usize) -> Place<'_> {
        let (line, column) = self.plain.place(at);
        let paragraphs = match &self.places {
            Places::Original => return Place { section: None, page: None, paragraph: None, line, column },
            Places::Paragraphs(paragraphs) => paragraphs,
        };
        let passed = |starts: &[usize]| starts.partition_point(|&start| start <= at);
        let section = paragraphs.sections.partition_point(|(start, _)| *start <= at).checked_sub(1);
        let section = section.map(|at| &paragraphs.sections[at]);
        let before = section.map_or(0, |(start, _)| paragraphs.starts.partition_point(|own| own < start));
        let paragraph = passed(&paragraphs.starts);
        let first_line = paragraph.checked_sub(1).map_or(1, |last| self.plain.place(paragraphs.starts[last]).0);
        Place {
            section: section.map(|(_, name)| name.as_str()),
            page: paragraphs.pages.as_ref().map(|pages| paragraphs.first_page + passed(pages)),
            paragraph: (!paragraphs.starts.is_empty()).then(|| paragraph.saturating_sub(before).max(1)),
            line: line - first_line + 1,
            column,
        }
    }

    /// Whether its places are lines and columns of the file.
    pub fn has_lines(&self) -> bool {
        matches!(self.places, Places::Original)
    }

    /// When the words at a byte offset of the text are said; `None` if it is not a transcript with times.
    pub fn cue_at(&self, at: usize) -> Option<Cue<'_>> {
        let index = self.cues.partition_point(|cue| cue.start <= at).checked_sub(1)?;
        let TimedCue { time, speaker, .. } = &self.cues[index];
        Some(Cue { time: *time, speaker: speaker.as_deref() })
    }
}

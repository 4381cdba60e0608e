//! Builds a page from wrapped paragraphs and labelled texts.

use std::ops::Range;

use super::paragraph::{Part, Passage, Span, Text, span};
use super::span::{Line, Piece, Role};
use kzq_corpus::{Entry, Wording, Words};
use kzq_text::ranges::merged;
use kzq_text::wrap::wrap_each;
use kzq_text::{Safe, width};

/// Width of a label in columns, including the space after it.
const LABEL: usize = 9;

/// Separator between the parts of a list.
const DOT: &str = " · ";

/// How many bytes of another entry are read to show it on one line: more than any line holds.
const NAMED: usize = 4 * 1024;

/// A page under construction.
pub(crate) struct Draft {
    columns: usize,
    passages: Vec<Passage>,
    /// How many bytes of text still fit, if they are limited.
    room: Option<usize>,
    /// Whether some text did not fit.
    is_cut: bool,
}

impl Draft {
    /// Starts a page of `columns` columns; with a `limit`, only its first `limit` bytes of text are laid out.
    pub(crate) fn new(columns: usize, room: Option<usize>) -> Self {
        Self { columns, passages: Vec::new(), room, is_cut: false }
    }

    /// Returns the paragraphs, and whether they are complete.
    pub(crate) fn finish(self) -> (Vec<Passage>, bool) {
        (self.passages, !self.is_cut)
    }

    pub(crate) fn blank(&mut self) {
        self.set(Passage::plain("", Role::Quiet), &"".into(), self.columns);
    }

    pub(crate) fn paragraph(&mut self, text: &Safe<'_>, role: Role) {
        self.set(Passage::plain(text.clone().into_owned(), role), text, self.columns);
    }

    /// Adds what an entry says: verbatim words in quotation marks, anything else after its glyph.
    pub(crate) fn words(&mut self, entry: Entry<'_>) {
        match &entry.words() {
            Words::Quote { text } | Words::Paraphrase { text } => self.text(entry, text),
            Words::Qa { question, answer } => {
                let first = vec![Piece::plain("Q ", Role::Label)];
                self.hanging(Passage { first, ..Passage::of(Part::Question, Role::Body) }, question, 2);
                self.blank();
                self.text(entry, answer);
            }
        }
    }

    fn text(&mut self, entry: Entry<'_>, text: &Safe<'_>) {
        let slips = self.slips(entry, text);
        match entry.wording() {
            Wording::Verbatim => {
                // Continuation lines align with the words. One column stays free for the closing mark.
                let (first, last) = (vec![Piece::plain("“", Role::Mark)], vec![Piece::plain("”", Role::Mark)]);
                let said = Passage { first, last, indent: 1, slips, ..Passage::of(Part::Text, Role::Said) };
                self.set(said, text, self.columns.saturating_sub(2));
            }
            Wording::Reported | Wording::Summary => {
                let first = vec![Piece::glyph(entry.wording()), Piece::plain(" ", Role::Told)];
                self.hanging(Passage { first, slips, ..Passage::of(Part::Text, Role::Told) }, text, 2);
            }
        }
    }

    /// Adds a text whose continuation lines are indented by `columns`.
    fn hanging(&mut self, passage: Passage, text: &Safe<'_>, columns: usize) {
        self.set(Passage { indent: columns, ..passage }, text, self.columns.saturating_sub(columns));
    }

    /// Wraps a paragraph into lines, as far as the limit allows.
    fn set(&mut self, passage: Passage, text: &Safe<'_>, columns: usize) {
        if self.is_cut {
            return;
        }
        let whole = text.as_str();
        let shown = self.room.map_or(whole, |room| &whole[..whole.floor_char_boundary(room)]);
        self.is_cut = shown.len() < whole.len();
        self.room = self.room.map(|room| room - shown.len());
        let mut lines = Vec::new();
        wrap_each(shown, columns, |line| lines.push(span(&line)));
        if self.is_cut {
            // The last line may be incomplete.
            lines.pop();
        }
        let from = self.passages.last().map_or(0, |last| last.rows().end);
        self.passages.push(Passage { lines, from, is_cut: self.is_cut, ..passage });
    }

    /// Returns the ranges of an entry's slips in its text, sorted, with overlapping ones merged, as far as the limit
    /// allows.
    fn slips(&self, entry: Entry<'_>, text: &Safe<'_>) -> Vec<Span> {
        let find = |slip: &Safe<'_>| {
            let (text, slip) = (text.as_str(), slip.as_str());
            let end = self.room.map_or(text.len(), |room| text.floor_char_boundary(room + slip.len()));
            text[..end].find(slip).map(|at| at..at + slip.len())
        };
        merged(entry.sic().iter().filter_map(find).collect()).iter().map(span).collect()
    }

    pub(crate) fn labelled(&mut self, label: &'static str, text: &Safe<'_>, role: Role) {
        let first = vec![label_piece(label)];
        self.hanging(Passage { first, ..Passage::plain(text.clone().into_owned(), role) }, text, LABEL);
    }

    /// Adds the lead, which the filter searches, too.
    pub(crate) fn labelled_lead(&mut self, label: &'static str, text: &Safe<'_>) {
        let first = vec![label_piece(label)];
        self.hanging(Passage { first, ..Passage::of(Part::Lead, Role::Body) }, text, LABEL);
    }

    /// Adds a slip, in quotation marks if the words are verbatim.
    pub(crate) fn slip(&mut self, label: &'static str, slip: &Safe<'_>, wording: Wording) {
        let mut passage = Passage::plain(slip.clone().into_owned(), Role::Quiet);
        passage.first.push(label_piece(label));
        let mut columns = self.columns;
        if wording == Wording::Verbatim {
            passage.first.push(Piece::plain("“", Role::Mark));
            passage.last.push(Piece::plain("”", Role::Mark));
            passage.indent = LABEL + 1;
            columns = columns.saturating_sub(1);
        } else {
            passage.indent = LABEL;
        }
        let columns = columns.saturating_sub(passage.indent);
        self.set(passage, slip, columns);
    }

    /// Adds several texts with dots between them, and an arrow after them if there is an address to open.
    pub(crate) fn labelled_list(&mut self, label: &'static str, parts: &[Safe<'_>], role: Role, link: bool) {
        let text = Safe::join(parts.iter().map(Safe::borrowed), DOT);
        let mut passage = Passage { dots: dots(parts), indent: LABEL, ..Passage::plain(text.clone(), role) };
        passage.first.push(label_piece(label));
        if link {
            passage.last = vec![Piece::plain(" ", Role::Link), Piece::plain("↗", Role::Link)];
        }
        // The arrow goes on the last line, which must have room for it.
        let columns = self.columns.saturating_sub(if link { 2 } else { 0 });
        self.set(passage, &text, columns.saturating_sub(LABEL));
    }

    /// Adds a difference from the words, after its sign.
    pub(crate) fn difference(&mut self, label: &'static str, text: &Safe<'_>) {
        let first = vec![label_piece(label), Piece::plain("≠", Role::Differs), Piece::plain(" ", Role::Warning)];
        self.hanging(Passage { first, ..Passage::plain(text.clone().into_owned(), Role::Warning) }, text, LABEL + 2);
    }

    /// Adds the result of checking the words against their source, after its sign, if there is one.
    pub(crate) fn checked(&mut self, label: &'static str, found: Option<[Piece<'static>; 2]>) {
        let Some([sign, found]) = found else { return };
        let first = vec![label_piece(label), sign, Piece::plain(" ", Role::Quiet)];
        self.hanging(Passage { first, ..Passage::plain(found.text.clone(), found.role) }, &found.text, LABEL + 2);
    }

    /// Adds another entry on one line.
    pub(crate) fn labelled_entry(
        &mut self,
        label: &'static str,
        wording: Wording,
        remark: Option<Safe<'static>>,
        text: &Safe<'_>,
    ) {
        let beginning = text.beginning(NAMED).on_one_line();
        let remark = remark.map(|remark| Piece::plain(remark, Role::Quiet));
        // Room for the glyph and its space, and for an ellipsis of any glyph set.
        let taken = LABEL + 2 + 3 + remark.as_ref().map_or(0, Piece::columns);
        let room = self.columns.saturating_sub(taken);
        let shown = beginning.slice(0..width::fit(beginning.as_str(), room)).into_owned();
        let cut = shown.as_str().len() < text.as_str().len();
        let mut first = vec![label_piece(label)];
        // The glyph comes right before the words it belongs to: the remark is not part of the quotation.
        first.extend(remark);
        first.extend([Piece::glyph(wording), Piece::plain(" ", Role::Body), Piece::plain(shown, Role::Body)]);
        first.extend(cut.then(|| Piece::plain("…", Role::Cut)));
        self.set(Passage { first, ..Passage::plain("", Role::Body) }, &"".into(), self.columns);
    }
}

impl Passage {
    /// Creates a paragraph with a text of its own, not yet wrapped.
    fn plain(text: impl Into<Safe<'static>>, role: Role) -> Self {
        Self {
            text: Text::Own(text.into()),
            role,
            first: Line::new(),
            indent: 0,
            last: Line::new(),
            slips: Vec::new(),
            dots: Vec::new(),
            lines: Vec::new(),
            from: 0,
            is_cut: false,
        }
    }

    /// Creates a paragraph for a field of the entry, not yet wrapped.
    fn of(part: Part, role: Role) -> Self {
        Self { text: Text::Of(part), ..Self::plain("", role) }
    }
}

/// Returns the ranges of the dots between `parts`.
fn dots(parts: &[Safe<'_>]) -> Vec<Span> {
    let mut at = 0;
    let mut dots: Vec<Range<usize>> = Vec::new();
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        at += part.as_str().len();
        dots.push(at + 1..at + DOT.len() - 1);
        at += DOT.len();
    }
    dots.iter().map(span).collect()
}

fn label_piece(label: &'static str) -> Piece<'static> {
    Piece::plain(Safe::line(format!("{label:LABEL$}")), Role::Label)
}

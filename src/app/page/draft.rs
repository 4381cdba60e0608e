//! The parts of which a page is made: wrapped words with their marks, labelled texts.

use std::ops::Range;

use super::piece::{Line, Piece, Role};
use crate::corpus::{Entry, Wording, Words};
use crate::search::{Query, highlights};
use crate::text::ranges::merged;
use crate::text::wrap::wrap;
use crate::text::{Safe, width};

/// The columns of a label, with the air behind it.
const LABEL: usize = 9;

/// What stands between the parts of a list.
const DOT: &str = " · ";

/// A page being laid out.
pub(super) struct Draft<'q> {
    query: &'q Query,
    /// Whether the entry was found by near words.
    near: bool,
    columns: usize,
    lines: Vec<Line>,
}

/// A text being set into lines: what it is, and what is marked in it.
struct Setting<'t> {
    text: &'t Safe<'t>,
    role: Role,
    matches: Vec<Range<usize>>,
    slips: Vec<Range<usize>>,
    dots: Vec<Range<usize>>,
}

impl<'q> Draft<'q> {
    pub(super) fn new(query: &'q Query, near: bool, columns: usize) -> Self {
        Self { query, near, columns, lines: Vec::new() }
    }

    /// The lines, and which of them hold a match.
    pub(super) fn finish(self) -> (Vec<Line>, Vec<usize>) {
        let has_match = |line: &Line| line.iter().any(|piece| piece.matched);
        let matches = (0..self.lines.len()).filter(|&at| has_match(&self.lines[at])).collect();
        (self.lines, matches)
    }

    pub(super) fn blank(&mut self) {
        self.lines.push(Line::new());
    }

    pub(super) fn paragraph(&mut self, text: &Safe<'_>, role: Role) {
        let setting = Setting::plain(text, role);
        self.lines.extend(wrap(text.as_str(), self.columns).into_iter().map(|range| setting.pieces(&range)));
    }

    /// What an entry says: verbatim words within quotation marks, anything else behind its glyph.
    pub(super) fn words(&mut self, entry: Entry<'_>) {
        match &entry.words() {
            Words::Quote { text } | Words::Paraphrase { text } => self.text(entry, text),
            Words::Qa { question, answer } => {
                self.question(question);
                self.blank();
                self.text(entry, answer);
            }
        }
    }

    fn text(&mut self, entry: Entry<'_>, text: &Safe<'_>) {
        match entry.wording() {
            Wording::Verbatim => self.said(text, slips(entry, text)),
            Wording::Reported | Wording::Summary => {
                let setting = Setting { slips: slips(entry, text), ..self.setting(text, Role::Told) };
                self.hanging(&setting, vec![glyph(entry.wording()), plain(" ", Role::Told)], 2);
            }
        }
    }

    /// Words within marks; the lines after the first align with the words of the first.
    fn said(&mut self, text: &Safe<'_>, slips: Vec<Range<usize>>) {
        let setting = Setting { slips, ..self.setting(text, Role::Said) };
        // One column stays free for the closing mark.
        let columns = self.columns.saturating_sub(2);
        let mut first = true;
        for range in wrap(text.as_str(), columns) {
            let start = if std::mem::take(&mut first) { plain("“", Role::Mark) } else { plain(" ", Role::Said) };
            self.lines.push(std::iter::once(start).chain(setting.pieces(&range)).collect());
        }
        if let Some(last) = self.lines.last_mut() {
            last.push(plain("”", Role::Mark));
        }
    }

    fn question(&mut self, question: &Safe<'_>) {
        let setting = self.setting(question, Role::Body);
        self.hanging(&setting, vec![plain("Q ", Role::Label)], 2);
    }

    fn setting<'t>(&self, text: &'t Safe<'t>, role: Role) -> Setting<'t> {
        Setting { matches: highlights(self.query, text.as_str(), self.near), ..Setting::plain(text, role) }
    }

    /// A text whose first line begins with `start`, the others indented by as many `columns`.
    fn hanging(&mut self, setting: &Setting<'_>, start: Line, columns: usize) {
        let mut start = Some(start);
        let indent = || vec![Piece { text: Safe::line(" ".repeat(columns)), ..plain("", Role::Quiet) }];
        for range in wrap(setting.text.as_str(), self.columns.saturating_sub(columns)) {
            let mut line = start.take().unwrap_or_else(indent);
            line.extend(setting.pieces(&range));
            self.lines.push(line);
        }
    }

    pub(super) fn labelled(&mut self, label: &'static str, text: &Safe<'_>, role: Role) {
        self.hanging(&Setting::plain(text, role), vec![label_piece(label)], LABEL);
    }

    /// A text in which the filter looks, too.
    pub(super) fn labelled_searched(&mut self, label: &'static str, text: &Safe<'_>) {
        let setting = self.setting(text, Role::Body);
        self.hanging(&setting, vec![label_piece(label)], LABEL);
    }

    /// A slip of the words, within marks where the words were spoken.
    pub(super) fn slip(&mut self, label: &'static str, slip: &Safe<'_>, wording: Wording) {
        let marked = wording == Wording::Verbatim;
        let start = [Some(label_piece(label)), marked.then(|| plain("“", Role::Mark))];
        let columns = self.columns;
        self.columns -= usize::from(marked).min(columns);
        self.hanging(
            &Setting::plain(slip, Role::Quiet),
            start.into_iter().flatten().collect(),
            LABEL + usize::from(marked),
        );
        self.columns = columns;
        if let Some(last) = self.lines.last_mut().filter(|_| marked) {
            last.push(plain("”", Role::Mark));
        }
    }

    /// Several texts with dots between them, and an arrow behind them where there is an address to open.
    pub(super) fn labelled_list(&mut self, label: &'static str, parts: &[Safe<'_>], role: Role, link: bool) {
        let text = Safe::join(parts.iter().map(Safe::borrowed), DOT);
        let setting = Setting { dots: dots(parts), ..Setting::plain(&text, role) };
        let columns = self.columns;
        // The arrow stays on the last line, so that line must have room for it.
        self.columns -= if link { 2.min(columns) } else { 0 };
        self.hanging(&setting, vec![label_piece(label)], LABEL);
        self.columns = columns;
        if let Some(last) = self.lines.last_mut().filter(|_| link) {
            last.push(plain(" ", Role::Link));
            last.push(plain("↗", Role::Link));
        }
    }

    /// A difference from the words, behind its sign.
    pub(super) fn difference(&mut self, label: &'static str, text: &Safe<'_>) {
        let setting = Setting::plain(text, Role::Warning);
        self.hanging(
            &setting,
            vec![label_piece(label), plain("≠", Role::Differs), plain(" ", Role::Warning)],
            LABEL + 2,
        );
    }

    /// Another entry, in one line.
    pub(super) fn labelled_entry(&mut self, label: &'static str, wording: Wording, text: &Safe<'_>) {
        let text = text.on_one_line();
        // Room for the glyph with its air, and for an ellipsis of any glyph set.
        let room = self.columns.saturating_sub(LABEL + 2 + 3);
        let shown = text.slice(0..width::fit(text.as_str(), room)).into_owned();
        let cut = shown != text;
        let mut line = vec![label_piece(label), glyph(wording), plain(" ", Role::Body)];
        line.push(Piece { text: shown, ..plain("", Role::Body) });
        line.extend(cut.then(|| plain("…", Role::Cut)));
        self.lines.push(line);
    }
}

impl<'t> Setting<'t> {
    /// A text in which nothing is marked.
    fn plain(text: &'t Safe<'t>, role: Role) -> Self {
        Self { text, role, matches: Vec::new(), slips: Vec::new(), dots: Vec::new() }
    }

    /// The part `range` of the text, in pieces that are each wholly marked or not.
    fn pieces(&self, range: &Range<usize>) -> Vec<Piece> {
        let marks =
            [overlapping(&self.matches, range), overlapping(&self.slips, range), overlapping(&self.dots, range)];
        let mut cuts: Vec<usize> = [range.start, range.end]
            .into_iter()
            .chain(marks.into_iter().flatten().flat_map(|mark| [mark.start, mark.end]))
            .filter(|cut| (range.start..=range.end).contains(cut))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|pair| self.piece(pair[0]..pair[1], marks)).collect()
    }

    fn piece(&self, range: Range<usize>, [matches, slips, dots]: [&[Range<usize>]; 3]) -> Piece {
        let within =
            |marks: &[Range<usize>]| marks.iter().any(|mark| mark.start <= range.start && range.end <= mark.end);
        Piece {
            matched: within(matches),
            slip: within(slips),
            role: if within(dots) { Role::Dot } else { self.role },
            text: self.text.slice(range).into_owned(),
        }
    }
}

/// Those of `marks`, which stand in order and apart, that overlap `range`.
fn overlapping<'m>(marks: &'m [Range<usize>], range: &Range<usize>) -> &'m [Range<usize>] {
    let from = marks.partition_point(|mark| mark.end <= range.start);
    let until = from + marks[from..].partition_point(|mark| mark.start < range.end);
    &marks[from..until]
}

/// Where the dots between `parts` stand.
fn dots(parts: &[Safe<'_>]) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut dots = Vec::new();
    for part in parts.iter().take(parts.len().saturating_sub(1)) {
        at += part.as_str().len();
        dots.push(at + 1..at + DOT.len() - 1);
        at += DOT.len();
    }
    dots
}

/// Where the slips of an entry stand in its text, in order, those that run into one another as one.
fn slips(entry: Entry<'_>, text: &Safe<'_>) -> Vec<Range<usize>> {
    let find = |slip: &Safe<'_>| text.as_str().find(slip.as_str()).map(|at| at..at + slip.as_str().len());
    merged(entry.sic().iter().filter_map(find).collect())
}

fn plain(text: &'static str, role: Role) -> Piece {
    Piece { text: text.into(), role, matched: false, slip: false }
}

fn glyph(wording: Wording) -> Piece {
    plain("", Role::Glyph(wording))
}

fn label_piece(label: &'static str) -> Piece {
    Piece { text: Safe::line(format!("{label:LABEL$}")), ..plain("", Role::Label) }
}

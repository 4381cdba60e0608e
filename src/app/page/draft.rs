//! The parts of which a page is made: wrapped words with their marks, labelled texts.

use std::ops::Range;

use super::piece::{Line, Piece, Role};
use crate::corpus::{Entry, Wording, Words};
use crate::search::{Query, highlights};
use crate::text::wrap::wrap;
use crate::text::{Safe, width};

/// The columns of a label, with the air behind it.
const LABEL: usize = 9;

/// A page being laid out.
pub(super) struct Draft<'q> {
    query: &'q Query,
    columns: usize,
    lines: Vec<Line>,
}

/// A text being set into lines: what it is, and what is marked in it.
struct Setting<'t> {
    text: &'t Safe<'t>,
    role: Role,
    matches: Vec<Range<usize>>,
    slips: Vec<Range<usize>>,
}

impl<'q> Draft<'q> {
    pub(super) fn new(query: &'q Query, columns: usize) -> Self {
        Self { query, columns, lines: Vec::new() }
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
        let setting = Setting { text, role, matches: Vec::new(), slips: Vec::new() };
        self.lines.extend(wrap(text.as_str(), self.columns).into_iter().map(|range| setting.pieces(&range)));
    }

    /// What an entry says: verbatim words within quotation marks, anything else behind its glyph.
    pub(super) fn words(&mut self, entry: &Entry) {
        match &entry.words {
            Words::Quote { text } | Words::Paraphrase { text } => self.text(entry, text),
            Words::Qa { question, answer } => {
                self.question(question);
                self.blank();
                self.text(entry, answer);
            }
        }
    }

    fn text(&mut self, entry: &Entry, text: &Safe<'static>) {
        match entry.wording {
            Wording::Verbatim => self.said(text, slips(entry, text)),
            Wording::Reported | Wording::Summary => {
                let setting = Setting { slips: slips(entry, text), ..self.setting(text, Role::Told) };
                self.hanging(&setting, vec![glyph(entry.wording), plain(" ", Role::Told)], 2);
            }
        }
    }

    /// Words within marks; the lines after the first align with the words of the first.
    fn said(&mut self, text: &Safe<'static>, slips: Vec<Range<usize>>) {
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

    fn question(&mut self, question: &Safe<'static>) {
        let setting = self.setting(question, Role::Body);
        self.hanging(&setting, vec![plain("Q ", Role::Label)], 2);
    }

    fn setting<'t>(&self, text: &'t Safe<'t>, role: Role) -> Setting<'t> {
        Setting { text, role, matches: highlights(self.query, text.as_str()), slips: Vec::new() }
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
        let setting = match role {
            Role::Body => Setting { role, ..self.setting(text, role) },
            _ => Setting { text, role, matches: Vec::new(), slips: Vec::new() },
        };
        self.hanging(&setting, vec![label_piece(label)], LABEL);
    }

    pub(super) fn labelled_link(&mut self, label: &'static str, text: &Safe<'_>, link: bool) {
        let columns = self.columns;
        // The arrow stays on the last line, so that line must have room for it.
        self.columns -= 2.min(self.columns);
        self.labelled(label, text, Role::Body);
        self.columns = columns;
        if let Some(last) = self.lines.last_mut().filter(|_| link) {
            last.push(plain(" ", Role::Link));
            last.push(plain("↗", Role::Link));
        }
    }

    /// A difference from the words, behind its sign.
    pub(super) fn difference(&mut self, label: &'static str, text: &Safe<'_>) {
        let setting = Setting { text, role: Role::Warning, matches: Vec::new(), slips: Vec::new() };
        self.hanging(
            &setting,
            vec![label_piece(label), plain("≠", Role::Differs), plain(" ", Role::Warning)],
            LABEL + 2,
        );
    }

    /// Another entry, in one line.
    pub(super) fn labelled_entry(&mut self, label: &'static str, wording: Wording, text: &Safe<'static>) {
        let text = one_line(text);
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

impl Setting<'_> {
    /// The part `range` of the text, in pieces that are each wholly marked or not.
    fn pieces(&self, range: &Range<usize>) -> Vec<Piece> {
        let mut cuts: Vec<usize> = [range.start, range.end]
            .into_iter()
            .chain(self.matches.iter().chain(&self.slips).flat_map(|mark| [mark.start, mark.end]))
            .filter(|cut| (range.start..=range.end).contains(cut))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        cuts.windows(2).map(|pair| self.piece(pair[0]..pair[1])).collect()
    }

    fn piece(&self, range: Range<usize>) -> Piece {
        let within =
            |marks: &[Range<usize>]| marks.iter().any(|mark| mark.start <= range.start && range.end <= mark.end);
        Piece {
            matched: within(&self.matches),
            slip: within(&self.slips),
            role: self.role,
            text: self.text.slice(range).into_owned(),
        }
    }
}

/// Where the slips of an entry stand in its text.
fn slips(entry: &Entry, text: &Safe<'static>) -> Vec<Range<usize>> {
    let find = |slip: &Safe<'static>| text.as_str().find(slip.as_str()).map(|at| at..at + slip.as_str().len());
    entry.sic.iter().filter_map(find).collect()
}

/// A text with its line breaks made blanks.
fn one_line(text: &Safe<'static>) -> Safe<'static> {
    text.map_chars(|_, c| (c == '\n').then_some(" "))
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

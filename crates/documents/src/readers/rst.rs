//! Reads `reStructuredText`: the text of a document, without code, formulas and comments. Files that it includes are not
//! read.

use crate::document::{Document, PartKind};
use crate::lines::{Joined, Line, lines};
use crate::story::Story;

use super::rst_inline::push_inline;

/// Directives whose content is text, but not their arguments.
const TEXT_DIRECTIVES: &[&str] = &[
    "seealso",
    "container",
    "compound",
    "versionadded",
    "versionchanged",
    "deprecated",
    "class",
    "rst-class",
    "only",
    "figure",
    "table",
    "list-table",
    "parsed-literal",
    "line-block",
    "glossary",
];
/// Directives whose content and arguments are text.
const TITLED_DIRECTIVES: &[&str] = &[
    "note",
    "warning",
    "tip",
    "hint",
    "important",
    "caution",
    "danger",
    "attention",
    "error",
    "admonition",
    "topic",
    "sidebar",
    "rubric",
    "centered",
];
/// Directives whose content is a block quotation.
const QUOTES: &[&str] = &["epigraph", "pull-quote", "highlights", "blockquote"];
/// The deepest block: what is indented further is read as part of it.
const MAX_DEPTH: usize = 60;

/// Reads a text.
pub(crate) fn read(original: &str) -> Document<'_> {
    let lines = lines(original);
    let mut rst = Rst { lines: &lines, at: 0, story: Story::new(original), blocks: Vec::new() };
    while rst.at < lines.len() {
        rst.step();
    }
    while rst.pop_block() {}
    rst.story.finish()
}

/// What indented lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Block {
    /// The body of an item of a list, of a definition or of a directive.
    Body,
    Quote,
    Note,
}

struct Rst<'l, 'o> {
    lines: &'l [Line<'o>],
    /// The number of the next line.
    at: usize,
    story: Story<'o>,
    /// The open blocks, outermost first, each with the indentation of its lines.
    blocks: Vec<(usize, Block)>,
}

impl<'l, 'o> Rst<'l, 'o> {
    fn line(&self, at: usize) -> Option<&'l Line<'o>> {
        self.lines.get(at)
    }

    fn is_blank(&self, at: usize) -> bool {
        self.line(at).is_none_or(Line::is_blank)
    }

    fn indentation(&self) -> usize {
        self.blocks.last().map_or(0, |(indentation, _)| *indentation)
    }

    fn push_block(&mut self, indentation: usize, block: Block) {
        match block {
            Block::Quote => self.story.text().open_block(),
            Block::Note => self.story.begin_note(PartKind::Footnote),
            Block::Body => self.story.text().end_paragraph(),
        }
        self.blocks.push((indentation, block));
    }

    /// Ends the innermost block, if one is open.
    fn pop_block(&mut self) -> bool {
        let Some((_, block)) = self.blocks.pop() else { return false };
        match block {
            Block::Quote => self.story.text().close_block(),
            Block::Note => self.story.end_note(),
            Block::Body => self.story.text().end_paragraph(),
        }
        true
    }

    /// Reads the next block of lines.
    fn step(&mut self) {
        let Some(&line) = self.line(self.at) else { return };
        if line.is_blank() {
            self.at += 1;
            return;
        }
        let indentation = line.indentation();
        while indentation < self.indentation() {
            self.pop_block();
        }
        if indentation > self.indentation() && self.blocks.len() < MAX_DEPTH {
            self.push_block(indentation, Block::Quote);
        }
        let text = line.text.trim_start();
        if let Some(explicit) = text.strip_prefix("..").filter(|rest| rest.is_empty() || rest.starts_with(' ')) {
            return self.explicit(explicit.trim_start(), indentation);
        }
        if text.starts_with(">>> ") {
            return self.skip_while(|line| !line.is_blank());
        }
        if text == "__" || text.starts_with("__ ") || is_rule(text) {
            self.at += 1;
            // The line above a title.
            if is_rule(text) && !self.is_blank(self.at) && self.line(self.at + 1).is_some_and(|next| is_rule(next.text))
            {
                self.heading();
            }
            return;
        }
        if let Some(marker) = marker_len(text) {
            self.story.text().end_paragraph();
            if self.blocks.len() < MAX_DEPTH {
                self.push_block(indentation + marker, Block::Body);
            }
            let body = line.skip(indentation + marker);
            return self.paragraph(body);
        }
        if self.line(self.at + 1).is_some_and(|next| is_underline(next.text, text)) {
            return self.heading();
        }
        if text.starts_with("| ") || text == "|" {
            return self.line_block();
        }
        if text.starts_with("+-") || text.starts_with("+=") || text.starts_with('|') {
            return self.table();
        }
        self.paragraph(line.unindented());
    }

    fn skip_while(&mut self, is_skipped: impl Fn(&Line<'o>) -> bool) {
        while self.line(self.at).is_some_and(&is_skipped) {
            self.at += 1;
        }
    }

    /// Skips the lines that are blank or indented further.
    fn skip_indented(&mut self, indentation: usize) {
        self.skip_while(|line| line.is_blank() || line.indentation() > indentation);
    }

    fn heading(&mut self) {
        let Some(line) = self.line(self.at).copied() else { return };
        self.story.text().end_paragraph();
        self.story.text().open_heading();
        push_inline(&mut self.story, &Joined::new([line.unindented()]));
        self.story.text().close_heading();
        self.story.text().end_paragraph();
        self.at += 2;
    }

    /// Reads a paragraph, the first line of which may begin after the marker of a list.
    fn paragraph(&mut self, first: Line<'o>) {
        let start = self.at;
        self.at += 1;
        let own = self.lines[start].indentation();
        let mut all = vec![first];
        while let Some(line) = self.line(self.at).filter(|line| !line.is_blank()) {
            let indentation = line.indentation();
            // A term is followed by its definition, which is indented.
            if indentation > own && indentation > self.indentation() {
                self.push_paragraph(all);
                if self.blocks.len() < MAX_DEPTH {
                    self.push_block(indentation, Block::Body);
                }
                return;
            }
            if indentation < self.indentation() || marker_len(line.text.trim_start()).is_some() && indentation <= own {
                break;
            }
            all.push(line.unindented());
            self.at += 1;
        }
        let has_literal = all.last().is_some_and(|last| last.text.ends_with("::"));
        self.push_paragraph(all);
        if has_literal {
            self.skip_indented(own.max(self.indentation()));
        }
    }

    /// Adds a paragraph; at the end of a block quotation, one after dashes is its attribution.
    fn push_paragraph(&mut self, mut all: Vec<Line<'o>>) {
        if let Some(last) = all.last_mut().filter(|last| last.text.ends_with("::")) {
            // Two colons announce literal text; one of them is shown, unless they stand alone.
            let kept = last.text.strip_suffix("::").unwrap_or_default();
            last.text = if kept.trim_end().len() < kept.len() || kept.is_empty() {
                kept.trim_end()
            } else {
                &last.text[..last.text.len() - 1]
            };
        }
        let is_quote = matches!(self.blocks.last(), Some((_, Block::Quote)));
        let is_credit =
            is_quote && all.first().is_some_and(|first| first.text.starts_with("--") || first.text.starts_with('—'));
        if is_credit {
            self.story.text().open_credit();
        }
        push_inline(&mut self.story, &Joined::new(all));
        if is_credit {
            self.story.text().close_credit(false);
        }
        self.story.text().end_paragraph();
    }

    /// Reads lines that are kept as they are: `| line`.
    fn line_block(&mut self) {
        while let Some(line) = self.line(self.at).filter(|line| line.text.trim_start().starts_with('|')) {
            let line = line.unindented().skip(1).unindented();
            self.at += 1;
            push_inline(&mut self.story, &Joined::new([line]));
            self.story.break_line(line.at + line.text.len());
        }
        self.story.text().end_paragraph();
    }

    /// Reads a table whose cells are drawn with lines: a paragraph for each of its rows.
    fn table(&mut self) {
        while let Some(line) = self.line(self.at).filter(|line| !line.is_blank()) {
            let line = line.unindented();
            self.at += 1;
            if line.text.starts_with('+') {
                self.story.text().end_paragraph();
                continue;
            }
            let mut at = 0;
            for cell in line.text.split_inclusive('|') {
                let own = Line { at: line.at + at, text: cell.trim_end_matches('|').trim_end() }.unindented();
                at += cell.len();
                if !own.is_blank() {
                    push_inline(&mut self.story, &Joined::new([own]));
                    self.story.text().push("\t", line.at + at);
                }
            }
            self.story.break_line(line.at + line.text.len());
        }
        self.story.text().end_paragraph();
    }

    /// Reads what begins with two dots: a note, a directive, a target or a comment.
    fn explicit(&mut self, text: &str, indentation: usize) {
        let Some(&line) = self.line(self.at) else { return };
        self.story.text().end_paragraph();
        // Where the content begins that follows in the same line.
        let after = |rest: &str| line.skip(line.text.len() - rest.trim_start().len());
        if let Some((_, rest)) = text.strip_prefix('[').and_then(|note| note.split_once(']')) {
            let first = after(rest);
            let next =
                self.lines[self.at + 1..].iter().take_while(|next| next.is_blank() || next.indentation() > indentation);
            let inner = next.clone().filter(|next| !next.is_blank()).map(Line::indentation).min();
            self.push_block(inner.unwrap_or(indentation + 1), Block::Note);
            if first.is_blank() {
                self.at += 1;
                return;
            }
            return self.paragraph(first);
        }
        let Some((name, arguments)) = text.split_once("::").filter(|(name, _)| is_name(name)) else {
            let start = line.unindented().at;
            self.at += 1;
            self.skip_indented(indentation);
            let end = self.lines[..self.at].iter().rfind(|line| !line.is_blank());
            let end = end.map_or(start, |last| last.at + last.text.len());
            return self.story.text().comment(start..end);
        };
        self.at += 1;
        if name == "include" {
            self.story.unread.push(arguments.trim().to_owned());
        }
        let is_quote = QUOTES.contains(&name);
        let has_text_arguments = is_quote || TITLED_DIRECTIVES.contains(&name);
        if !has_text_arguments && !TEXT_DIRECTIVES.contains(&name) {
            return self.skip_indented(indentation);
        }
        let first = after(arguments);
        // Options, such as `:class: x`.
        self.skip_while(|line| line.indentation() > indentation && line.text.trim_start().starts_with(':'));
        let mut content = self.lines[self.at..].iter().skip_while(|line| line.is_blank());
        let inner = content.next().map(Line::indentation).filter(|inner| *inner > indentation);
        let block = if is_quote { Block::Quote } else { Block::Body };
        self.push_block(inner.unwrap_or(indentation + 1), block);
        if has_text_arguments && !first.is_blank() {
            let mut all = vec![first];
            while let Some(line) =
                self.line(self.at).filter(|line| !line.is_blank() && line.indentation() > indentation)
            {
                all.push(line.unindented());
                self.at += 1;
            }
            self.push_paragraph(all);
        }
    }
}

/// Whether a text can be the name of a directive.
fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'))
}

/// Whether a line is a rule: at least four times the same sign, or the borders of a table in columns.
fn is_rule(text: &str) -> bool {
    let text = text.trim();
    let Some(first) = text.chars().next().filter(char::is_ascii_punctuation) else { return false };
    text.len() >= 4
        && (text.chars().all(|c| c == first) || (first == '=' && text.chars().all(|c| matches!(c, '=' | ' '))))
}

/// Whether a line underlines a title.
fn is_underline(text: &str, title: &str) -> bool {
    let mut signs = text.chars();
    let Some(first) = signs.next().filter(char::is_ascii_punctuation) else { return false };
    // Shorter lines under text are more often a mistake than a heading.
    signs.all(|c| c == first) && text.len() >= 3.max(title.chars().count().min(4))
}

/// The length of the marker of a list item with the blanks after it: `- `, `1. `, `(a) `.
fn marker_len(text: &str) -> Option<usize> {
    let bullet = text.chars().next().filter(|c| matches!(c, '-' | '*' | '+' | '•'));
    let marker = if let Some(c) = bullet {
        c.len_utf8()
    } else {
        let open = usize::from(text.starts_with('('));
        let rest = &text[open..];
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let number = match digits {
            0 if rest.starts_with('#') => 1,
            1..=3 => digits,
            // A letter may be an initial, and a longer number a year.
            _ => return None,
        };
        let close = rest[number..].chars().next().filter(|c| *c == ')' || (*c == '.' && open == 0))?;
        open + number + close.len_utf8()
    };
    let blanks = text[marker..].len() - text[marker..].trim_start_matches(' ').len();
    (blanks > 0 && text.len() > marker + blanks).then_some(marker + blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(original: &str) -> Vec<String> {
        read(original).texts()
    }

    #[test]
    fn rst_is_converted_to_displayed_text() {
        for (original, expected) in [
            (
                "=====\nTitle\n=====\n\nA *head*\n========\n\nHe said \"we **must**\"\nbe ``\"no\"`` frank.",
                "Title\n\nA head\n\nHe said \"we must\"\nbe frank.",
            ),
            ("Code::\n\n    \"no\"\n\nText ::\n\n  \"no\"\n\n::\n\n  \"no\"\n\nEnd.", "Code:\n\nText\n\nEnd."),
            (
                ".. code-block:: python\n   :linenos:\n\n   \"no\"\n\n.. a comment\n   \"no\"\n\n.. _target:\n\nText.",
                "Text.",
            ),
            (".. note:: Mind\n   \"this\".\n\n   And that.\n\nEnd.", "Mind\n\"this\".\n\nAnd that.\n\nEnd."),
            (
                "- one\n  two\n- three\n\n  four\n\n1. five\n\nterm\n  definition",
                "one\ntwo\n\nthree\n\nfour\n\nfive\n\nterm\n\ndefinition",
            ),
            ("| one\n| two\n\n----\n\nEnd", "one\ntwo\n\nEnd"),
            ("+-----+-----+\n| one | two |\n+-----+-----+\n\nEnd", "one\ttwo\n\nEnd"),
            (">>> \"no\"\n\nEnd", "End"),
            ("A. Smith said so.\nB. Roe did.", "A. Smith said so.\nB. Roe did."),
        ] {
            assert_eq!(texts(original), [expected], "{original}");
        }
    }

    #[test]
    fn footnotes_and_block_quotations_are_extracted() {
        let original = "Text [1]_ on.\n\n   We must\n   be frank.\n\n   -- Ada\n\nMore.\n\n.. epigraph::\n\n   So be it.\n\n.. [1] He said \"no\".\n   Twice.\n\n.. include:: b.rst\n\nEnd.";
        let document = read(original);
        let main = document.main();
        assert_eq!(
            texts(original),
            ["Text on.\n\nWe must\nbe frank.\n\n-- Ada\n\nMore.\n\nSo be it.\n\nEnd.", "He said \"no\".\nTwice."]
        );
        let quotes: Vec<_> = main.plain.block_quotes().iter().map(|range| main.text()[range.clone()].trim()).collect();
        assert_eq!(quotes, ["We must\nbe frank.\n\n-- Ada", "So be it."]);
        let at = main.text().find("frank").unwrap();
        assert_eq!((main.place(at).line, main.place(at).column), (4, 7));
        assert_eq!(main.plain.credits().len(), 1);
        assert_eq!(document.unread(), ["b.rst"]);
    }
}

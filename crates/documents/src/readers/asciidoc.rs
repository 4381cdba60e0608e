//! Reads `AsciiDoc`: the text of a document, without code, formulas and comments. Files that it includes are not read.

use super::asciidoc_inline::push_inline;
use crate::document::Document;
use crate::lines::{Joined, Line, lines};
use crate::story::Story;

/// The signs of the lines around blocks whose content is not text.
const CODE_SIGNS: &[char] = &['-', '.', '+', '/', '`'];
/// The signs of the lines around other blocks, `_` being that of quotations.
const BLOCK_SIGNS: &[char] = &['_', '=', '*'];
/// Styles of blocks that are not text.
const CODE_STYLES: &[&str] = &["source", "listing", "literal", "stem", "latexmath", "asciimath", "pass", "comment"];

/// Reads a text.
pub(crate) fn read(original: &str) -> Document<'_> {
    let lines = lines(original);
    let mut adoc = AsciiDoc {
        lines: &lines,
        at: 0,
        story: Story::new(original),
        blocks: Vec::new(),
        quote: None,
        is_code: false,
        absent: Vec::new(),
        is_in_table: false,
    };
    adoc.header();
    while adoc.at < lines.len() {
        adoc.step();
    }
    while adoc.pop_block() {}
    adoc.story.finish()
}

struct AsciiDoc<'l, 'o> {
    lines: &'l [Line<'o>],
    /// The number of the next line.
    at: usize,
    story: Story<'o>,
    /// The lines that begin the open blocks, outermost first, with who is quoted in those that are quotations.
    blocks: Vec<(&'o str, Option<Quote<'o>>)>,
    /// What `[quote, …]` says of the next block.
    quote: Option<Quote<'o>>,
    /// Whether the next block is not text.
    is_code: bool,
    /// The lines that no further one is like.
    absent: Vec<&'o str>,
    is_in_table: bool,
}

/// Who is quoted, and where it is written.
#[derive(Clone, Copy, Default)]
struct Quote<'o> {
    credit: Option<Line<'o>>,
}

impl<'l, 'o> AsciiDoc<'l, 'o> {
    fn line(&self, at: usize) -> Option<&'l Line<'o>> {
        self.lines.get(at)
    }

    /// Skips what follows the title of the document: its author and attributes.
    fn header(&mut self) {
        let first = self.lines.iter().position(|line| !line.is_blank() && !line.text.starts_with("//"));
        let Some(first) = first.filter(|first| self.lines[*first].text.starts_with("= ")) else { return };
        for line in self.lines[..first].iter().filter(|line| !line.is_blank()) {
            self.story.text().comment(line.at..line.at + line.text.len());
        }
        self.at = first;
        self.heading(2);
        while self.line(self.at).is_some_and(|line| !line.is_blank()) {
            self.at += 1;
        }
    }

    /// Ends the innermost block, if one is open.
    fn pop_block(&mut self) -> bool {
        let Some((_, quote)) = self.blocks.pop() else { return false };
        self.story.text().end_paragraph();
        if let Some(quote) = quote {
            self.end_quote(quote);
        }
        true
    }

    fn end_quote(&mut self, quote: Quote<'o>) {
        if let Some(credit) = quote.credit {
            let text = self.story.text();
            text.end_paragraph();
            text.open_credit();
            text.push("— ", credit.at);
            text.push(credit.text, credit.at);
            text.close_credit(false);
        }
        self.story.text().close_block();
    }

    /// Reads the next line, or the paragraph that begins with it.
    fn step(&mut self) {
        let Some(&line) = self.line(self.at) else { return };
        let text = line.text;
        if line.is_blank() || text == "+" {
            self.story.text().end_paragraph();
            self.at += 1;
            return;
        }
        if let Some(sign) = delimiter(text) {
            return self.delimiter(text, sign);
        }
        if text == "|===" || text == "!===" {
            self.is_in_table = !self.is_in_table;
            self.story.text().end_paragraph();
            self.at += 1;
            return;
        }
        if text.starts_with('[') && text.ends_with(']') {
            self.at += 1;
            return self.attributes(line);
        }
        let is_attribute = text.strip_prefix(':').and_then(|rest| rest.split_once(':')).is_some_and(|(name, value)| {
            is_name(name.trim_start_matches('!').trim_end_matches('!')) && (value.is_empty() || value.starts_with(' '))
        });
        let is_rule = matches!(text, "'''" | "---" | "***" | "<<<");
        let is_comment = text.starts_with("//") && !text.starts_with("///");
        if is_attribute || is_rule || is_comment {
            if is_comment {
                self.story.text().comment(line.at..line.at + text.len());
            }
            self.at += 1;
            return;
        }
        if let Some((name, target)) = block_macro(text) {
            if name == "include" {
                self.story.unread.push(target.to_owned());
            }
            self.at += 1;
            return;
        }
        if let Some(level) = heading_level(text) {
            self.take_styles();
            return self.heading(level + 1);
        }
        if let Some(title) = text.strip_prefix('.').filter(|rest| !rest.starts_with([' ', '.'])) {
            // The title of a block.
            self.at += 1;
            self.story.text().end_paragraph();
            push_inline(&mut self.story, &Joined::new([line.skip(text.len() - title.len())]));
            return self.story.text().end_paragraph();
        }
        let marker = marker_len(text.trim_start());
        if line.indentation() > 0 && marker.is_none() && !self.is_in_table {
            // Indented paragraphs are literal.
            while self.line(self.at).is_some_and(|line| !line.is_blank()) {
                self.at += 1;
            }
            return;
        }
        self.paragraph(line.unindented().skip(marker.unwrap_or(0)));
    }

    fn heading(&mut self, marker: usize) {
        let Some(line) = self.line(self.at) else { return };
        self.at += 1;
        self.story.text().end_paragraph();
        self.story.text().open_heading();
        push_inline(&mut self.story, &Joined::new([line.skip(marker).unindented()]));
        self.story.text().close_heading();
        self.story.text().end_paragraph();
    }

    /// What the attributes before a block say of it, which counts once.
    fn take_styles(&mut self) -> (Option<Quote<'o>>, bool) {
        (self.quote.take(), std::mem::take(&mut self.is_code))
    }

    /// Reads the attributes of the next block: `[quote, Ada, Notes]`.
    fn attributes(&mut self, line: Line<'o>) {
        let inside = &line.text[1..line.text.len() - 1];
        let (style, rest) = inside.split_once(',').unwrap_or((inside, ""));
        let name = style.trim().split(['#', '.', '%']).next().unwrap_or_default();
        self.is_code |= CODE_STYLES.contains(&name);
        if matches!(name, "quote" | "verse") {
            let start = 1 + style.len() + 1;
            let credit = line.skip(start).unindented();
            let end = credit.text.strip_suffix(']').unwrap_or_default().trim_matches('"');
            let start = credit.text.len() - credit.text.trim_start_matches('"').len();
            let credit = Line { at: credit.at + start, text: end };
            self.quote = Some(Quote { credit: Some(credit).filter(|_| !rest.trim().is_empty()) });
        }
    }

    /// Reads the line that begins or ends a block.
    fn delimiter(&mut self, text: &'o str, sign: char) {
        self.story.text().end_paragraph();
        self.at += 1;
        if let Some(open) = self.blocks.iter().rposition(|(own, _)| *own == text) {
            while self.blocks.len() > open {
                self.pop_block();
            }
            return;
        }
        let (quote, is_code) = self.take_styles();
        if is_code || CODE_SIGNS.contains(&sign) && text != "--" {
            // What nothing ends is text.
            if self.absent.contains(&text) {
                return;
            }
            match self.lines[self.at..].iter().position(|line| line.text == text) {
                Some(end) => self.at += end + 1,
                None => self.absent.push(text),
            }
            return;
        }
        let quote = quote.or((sign == '_').then(Quote::default));
        if quote.is_some() {
            self.story.text().open_block();
        }
        self.blocks.push((text, quote));
    }

    /// Reads a paragraph, whose first line may begin after the marker of a list.
    fn paragraph(&mut self, first: Line<'o>) {
        let (quote, is_code) = self.take_styles();
        self.at += 1;
        let mut all = vec![first];
        let mut is_markdown_quote = first.text.starts_with("> ");
        while let Some(&line) = self.line(self.at).filter(|line| !line.is_blank()) {
            let text = line.text;
            let is_credit = text.starts_with("-- ");
            let ends = delimiter(text).is_some()
                || text == "+"
                || text == "|==="
                || (text.starts_with('[') && text.ends_with(']'))
                || block_macro(text).is_some();
            if ends || is_credit || (marker_len(text.trim_start()).is_some() && !is_markdown_quote) {
                break;
            }
            self.at += 1;
            if text.starts_with("//") {
                self.story.text().comment(line.at..line.at + text.len());
            } else {
                all.push(line.unindented());
            }
        }
        if is_code {
            return;
        }
        if is_markdown_quote {
            is_markdown_quote = all.iter().all(|line| line.text.starts_with('>'));
            if is_markdown_quote {
                for line in &mut all {
                    *line = line.skip(1).unindented();
                }
            }
        }
        // A paragraph in quotation marks with a credit below is set apart: `"Words."` and `-- Ada`.
        let credit =
            self.line(self.at).filter(|line| line.text.starts_with("-- ")).map(|line| line.skip(3).unindented());
        let is_quoted = all.first().is_some_and(|line| line.text.starts_with('"'))
            && all.last().is_some_and(|line| line.text.ends_with('"'));
        let apart = match credit {
            Some(_) if is_quoted || is_markdown_quote || quote.is_some() => {
                self.at += 1;
                Some(Quote { credit })
            }
            _ => quote.or(is_markdown_quote.then(Quote::default)),
        };
        self.story.text().end_paragraph();
        if apart.is_some() {
            self.story.text().open_block();
        }
        if self.is_in_table {
            for line in &mut all {
                *line = line.skip(cell_marker_len(line.text));
            }
        }
        push_inline(&mut self.story, &Joined::new(all));
        self.story.text().end_paragraph();
        if let Some(quote) = apart {
            self.end_quote(quote);
        }
    }
}

/// The sign of a line that begins or ends a block: four times or more, or two hyphens, or three grave accents.
fn delimiter(text: &str) -> Option<char> {
    let sign = text.chars().next()?;
    let is_known = CODE_SIGNS.contains(&sign) || BLOCK_SIGNS.contains(&sign);
    let is_same = text.chars().all(|c| c == sign);
    let is_fence = text.starts_with("```") && is_name(text.trim_start_matches('`').trim_matches([',', ' ']));
    let is_long = is_known && is_same && (text.len() >= 4 || text == "--" || text == "```");
    (is_long || is_fence).then_some(sign)
}

/// The number of signs before a heading.
fn heading_level(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| matches!(c, '=' | '#'))?;
    let title = text.trim_start_matches(sign);
    let level = text.len() - title.len();
    (level <= 6 && title.starts_with(' ')).then_some(level)
}

/// The name and the target of a macro that is a block: `image::a.png[]`.
fn block_macro(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_suffix(']')?.split_once("::")?;
    let (target, _) = rest.split_once('[')?;
    (is_name(name) && !target.contains(' ')).then_some((name, target))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The length of the marker of a list item with the blanks after it: `* `, `.. `, `1. `, `<1> `.
fn marker_len(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let marker = match sign {
        '*' | '.' | '-' => {
            let marker = text.len() - text.trim_start_matches(sign).len();
            (marker <= if sign == '-' { 1 } else { 5 }).then_some(marker)?
        }
        '0'..='9' => {
            let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
            // A longer number may be a year.
            (number.starts_with('.') && text.len() - number.len() <= 3).then_some(text.len() - number.len() + 1)?
        }
        _ => return None,
    };
    let blanks = text[marker..].len() - text[marker..].trim_start_matches(' ').len();
    (blanks > 0 && text.len() > marker + blanks).then_some(marker + blanks)
}

/// The length of what begins a cell of a table at the start of a line: `|`, `2+|`, `a|`.
fn cell_marker_len(text: &str) -> usize {
    let marker = text.split_once('|').filter(|(before, _)| {
        before.len() <= 8
            && before.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '^' | '<' | '>' | '*'))
    });
    marker.map_or(0, |(before, rest)| before.len() + 1 + (rest.len() - rest.trim_start().len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(original: &str) -> Vec<String> {
        read(original).texts()
    }

    #[test]
    fn asciidoc_is_converted_to_displayed_text() {
        for (original, expected) in [
            (
                "= Title\nAda Roe\n:toc:\n\n== A *head*\n\nHe said \"`we `must` be`\" so.\n// \"no\"\nOn.",
                "Title\n\nA head\n\nHe said “we be” so.\nOn.",
            ),
            (".Name\n[source,rust]\n----\n\"no\"\n----\n\n....\n\"no\"\n....\n\n  \"no\"\n\nEnd.", "Name\n\nEnd."),
            ("* one\ntwo\n* three\n+\nfour\n\n1. five\nterm:: six", "one\ntwo\n\nthree\n\nfour\n\nfive\nterm:: six"),
            ("NOTE: Mind.\n\n====\nOne.\n====\n\nimage::a.png[]\n\n[[id]]\nTwo.", "NOTE: Mind.\n\nOne.\n\nTwo."),
            ("----\nopen", "open"),
            ("|===\n|one |two\n|===\nEnd", "one |two\n\nEnd"),
            (":name: value\n\nText", "Text"),
        ] {
            assert_eq!(texts(original), [expected], "{original}");
        }
    }

    #[test]
    fn footnotes_and_block_quotations_are_extracted() {
        let original = "Textfootnote:[He said \"no\".] on.\n\n[quote, Ada, Notes]\n____\nWe must\nbe frank.\n____\n\n\"So be it.\"\n-- Bo\n\n> Well.\n\n[quote]\nYes.\n\ninclude::b.adoc[]\n";
        let document = read(original);
        let main = document.main();
        assert_eq!(
            texts(original),
            [
                "Text on.\n\nWe must\nbe frank.\n\n— Ada, Notes\n\n\"So be it.\"\n\n— Bo\n\nWell.\n\nYes.",
                "He said \"no\"."
            ]
        );
        let quotes: Vec<_> = main.plain.block_quotes().iter().map(|range| main.text()[range.clone()].trim()).collect();
        assert_eq!(quotes, ["We must\nbe frank.\n\n— Ada, Notes", "\"So be it.\"\n\n— Bo", "Well.", "Yes."]);
        let at = main.text().find("frank").unwrap();
        assert_eq!((main.place(at).line, main.place(at).column), (6, 4));
        assert_eq!(document.unread(), ["b.adoc"]);
    }
}

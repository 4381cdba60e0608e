//! Reads Typst: the text of its markup, without code, formulas and raw text. Files that it includes are not read.

use std::collections::{HashMap, HashSet};

use memchr::memmem;

use super::typst_code::{CONDITIONS, STATEMENTS, attribution, identifier_len, is_on, pairs};
use crate::document::{Document, PartKind};
use crate::story::Story;

/// Functions whose content is not text.
const SKIPPED: &[&str] = &["raw", "strike", "cite", "bibliography", "hide", "metadata", "math.equation", "ref"];
/// What characters in a row are set as, the longest first.
const SIGNS: &[(&str, &str)] = &[("---", "—"), ("--", "–"), ("-?", "\u{ad}"), ("...", "…"), ("~", "\u{a0}")];
/// Characters that may begin something else than themselves.
const SPECIAL: &[char] =
    &['\\', '#', '[', ']', '*', '_', '`', '$', '/', '<', '@', '-', '.', '~', ' ', '\t', '\r', '\n'];

/// Reads a text.
pub(crate) fn read(original: &str) -> Document<'_> {
    let mut typst = Typst {
        original,
        at: original.len() - original.trim_start_matches('\u{feff}').len(),
        pairs: pairs(original),
        story: Story::new(original),
        open: Vec::new(),
        is_line_start: true,
        in_heading: false,
        absent: HashSet::new(),
    };
    while typst.at < original.len() {
        typst.step();
    }
    while !typst.open.is_empty() {
        typst.close(original.len());
    }
    typst.end_heading();
    typst.story.finish()
}

/// What the end of content in brackets ends.
enum Close {
    Nothing,
    Quote,
    /// A block quotation, with the range of the original that says who is quoted.
    Block(Option<(usize, usize)>),
    Note,
    Heading,
}

struct Typst<'o> {
    original: &'o str,
    /// The byte offset up to which it has been read.
    at: usize,
    /// Where brackets and braces are closed, by where they are opened.
    pairs: HashMap<usize, usize>,
    story: Story<'o>,
    /// The open content in brackets, outermost first, each with where it ends.
    open: Vec<(usize, Close)>,
    is_line_start: bool,
    in_heading: bool,
    /// What was looked for in vain.
    absent: HashSet<&'static str>,
}

impl<'o> Typst<'o> {
    fn rest(&self) -> &'o str {
        &self.original[self.at..]
    }

    fn push(&mut self, text: &str, at: usize) {
        self.story.text().push(text, at);
    }

    /// Appends text for the next bytes.
    fn one(&mut self, text: &str, length: usize) {
        self.push(text, self.at);
        self.at += length;
    }

    /// Whether the character before is part of a word.
    fn is_after_word(&self) -> bool {
        self.original[..self.at].chars().next_back().is_some_and(char::is_alphanumeric)
    }

    /// Reads on by a sign, an expression or a run of text.
    fn step(&mut self) {
        let (rest, at) = (self.rest(), self.at);
        let Some(first) = rest.chars().next() else { return };
        let is_line_start = std::mem::take(&mut self.is_line_start);
        if is_line_start && self.line_start() {
            return;
        }
        let sign = SIGNS.iter().find(|(sign, _)| rest.starts_with(sign));
        match first {
            '\\' => self.escape(),
            '#' => self.expression(),
            ']' if self.open.last().is_some_and(|(end, _)| *end == at || *end == usize::MAX) => {
                self.at += 1;
                self.close(at);
            }
            '*' | '_' => {
                let is_inside_word = self.is_after_word() && rest[1..].starts_with(char::is_alphanumeric);
                self.one(if is_inside_word { &rest[..1] } else { "" }, 1);
            }
            '`' => self.raw(),
            '$' => {
                let end = (!self.absent.contains("$")).then(|| memchr::memchr(b'$', &rest.as_bytes()[1..])).flatten();
                if let Some(end) = end {
                    self.at += end + 2;
                } else {
                    self.absent.insert("$");
                    self.one("$", 1);
                }
            }
            '/' if rest.starts_with("//") && !self.original[..at].ends_with(':') => {
                self.at += rest.find('\n').unwrap_or(rest.len());
                self.story.text().comment(at..self.at);
            }
            '/' if rest.starts_with("/*") => self.comment(),
            '<' => {
                let length = identifier_len(&rest[1..]);
                let is_label = length > 0 && rest[1 + length..].starts_with('>');
                if is_label {
                    self.at += length + 2;
                } else {
                    self.one("<", 1);
                }
            }
            '@' if !self.is_after_word() => {
                let length = identifier_len(&rest[1..]);
                if length == 0 {
                    return self.one("@", 1);
                }
                self.at += 1 + length;
                if let Some(end) = self.pairs.get(&self.at).filter(|_| self.rest().starts_with('[')) {
                    self.at = end + 1;
                }
            }
            ' ' | '\t' | '\r' | '\n' => self.white_space(),
            _ => {
                let start = first.len_utf8();
                let run = || &rest[..rest[start..].find(SPECIAL).map_or(rest.len(), |at| at + start)];
                let (signs, text) = sign.copied().unwrap_or_else(|| {
                    let run = run();
                    (run, run)
                });
                self.one(text, signs.len());
            }
        }
    }

    /// Reads the signs of headings and lists at the start of a line; returns whether there are any.
    fn line_start(&mut self) -> bool {
        let rest = self.rest();
        let heading = rest.trim_start_matches('=');
        if heading.len() < rest.len() && heading.starts_with([' ', '\t']) {
            self.story.text().end_paragraph();
            self.story.text().open_heading();
            self.in_heading = true;
            self.at += rest.len() - heading.trim_start_matches([' ', '\t']).len();
            return true;
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_number = digits > 0 && rest[digits..].starts_with(". ");
        let is_item = ["- ", "+ ", "/ "].iter().any(|sign| rest.starts_with(sign));
        if is_number || is_item {
            self.story.text().end_paragraph();
            self.at += if is_number { digits + 2 } else { 2 };
            return true;
        }
        false
    }

    fn white_space(&mut self) {
        let (rest, at) = (self.rest(), self.at);
        let blank = &rest[..rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len()];
        self.at += blank.len();
        let lines = blank.bytes().filter(|byte| *byte == b'\n').count();
        if lines > 0 {
            self.end_heading();
            self.is_line_start = true;
        }
        match lines {
            0 => self.story.blank(at),
            1 => self.story.break_line(at),
            _ => self.story.text().end_paragraph(),
        }
    }

    fn end_heading(&mut self) {
        if std::mem::take(&mut self.in_heading) {
            self.story.text().close_heading();
            self.story.text().end_paragraph();
        }
    }

    fn escape(&mut self) {
        let (rest, at) = (self.rest(), self.at);
        let next = rest[1..].chars().next();
        let code = rest.strip_prefix("\\u{").and_then(|code| code.get(..code.len().min(8))?.split_once('}'));
        if let Some((code, _)) = code {
            let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32);
            self.push(c.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]), at);
            self.at += code.len() + 4;
        } else if next.is_none_or(char::is_whitespace) {
            self.at += 1 + next.map_or(0, char::len_utf8);
            self.story.break_line(at);
        } else if let Some(c) = next {
            self.push(c.encode_utf8(&mut [0; 4]), at + 1);
            self.at += 1 + c.len_utf8();
        }
    }

    /// Skips raw text.
    fn raw(&mut self) {
        let rest = self.rest();
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks == 2 {
            self.at += 2;
            return;
        }
        let end = memmem::find(&rest.as_bytes()[ticks..], &rest.as_bytes()[..ticks]);
        // What nothing ends is raw up to the end.
        self.at += end.map_or(rest.len(), |end| end + 2 * ticks);
    }

    /// Skips a comment, in which there may be others.
    fn comment(&mut self) {
        let bytes = self.rest().as_bytes();
        let (mut depth, mut at) = (0_usize, 0);
        while at < bytes.len() {
            match &bytes[at..] {
                [b'/', b'*', ..] => (depth, at) = (depth + 1, at + 2),
                [b'*', b'/', ..] => (depth, at) = (depth - 1, at + 2),
                _ => at += 1,
            }
            if depth == 0 {
                break;
            }
        }
        self.story.text().comment(self.at..self.at + at);
        self.at += at;
    }

    fn close(&mut self, at: usize) {
        let text = self.story.text();
        match self.open.pop() {
            Some((_, Close::Quote)) => text.push("”", at),
            Some((_, Close::Block(credit))) => {
                if let Some((start, end)) = credit {
                    text.end_paragraph();
                    text.open_credit();
                    text.push("— ", start);
                    text.push(&self.original[start..end], start);
                    text.close_credit(false);
                }
                text.close_block();
            }
            Some((_, Close::Heading)) => {
                text.close_heading();
                text.end_paragraph();
            }
            Some((_, Close::Note)) => self.story.end_note(),
            Some((_, Close::Nothing)) | None => {}
        }
    }

    /// Reads an expression after `#`: code is skipped, and content in brackets is text.
    fn expression(&mut self) {
        let at = self.at;
        self.at += 1;
        let rest = self.rest();
        if let Some(end) = self.pairs.get(&self.at).filter(|_| rest.starts_with(['{', '('])) {
            self.at = end + 1;
            return;
        }
        let length = identifier_len(rest);
        let name = &rest[..length];
        if length == 0 {
            if rest.starts_with('[') {
                return self.content(Close::Nothing);
            }
            if rest.starts_with('"') {
                return self.string();
            }
            return self.push("#", at);
        }
        self.at += length;
        if STATEMENTS.contains(&name) {
            if name == "include" {
                let file = self.rest().trim_start().strip_prefix('"').and_then(|file| file.split_once('"'));
                self.story.unread.extend(file.map(|(file, _)| file.to_owned()));
            }
            return self.code(false);
        }
        if CONDITIONS.contains(&name) {
            return self.code(true);
        }
        let arguments = self.parentheses();
        let close = match name {
            "quote" => {
                let is_block = arguments.is_some_and(|arguments| is_on(arguments, "block"));
                let credit = arguments.and_then(|arguments| attribution(self.original, arguments));
                if is_block {
                    self.story.text().open_block();
                    Close::Block(credit)
                } else {
                    self.push("“", at);
                    Close::Quote
                }
            }
            "footnote" => {
                self.story.begin_note(PartKind::Footnote);
                Close::Note
            }
            "heading" => {
                self.story.text().end_paragraph();
                self.story.text().open_heading();
                Close::Heading
            }
            "linebreak" => return self.story.break_line(at),
            "parbreak" | "pagebreak" | "colbreak" => return self.story.text().end_paragraph(),
            _ => Close::Nothing,
        };
        if !self.rest().starts_with('[') {
            // A quotation or a note whose content is a variable.
            self.open.push((self.at, close));
            return self.close(self.at);
        }
        if SKIPPED.contains(&name) {
            if let Some(end) = self.pairs.get(&self.at) {
                self.at = end + 1;
            }
            return;
        }
        self.content(close);
    }

    /// Skips the arguments in parentheses that follow, and returns them.
    fn parentheses(&mut self) -> Option<&'o str> {
        let end = *self.pairs.get(&self.at).filter(|_| self.rest().starts_with('('))?;
        let arguments = &self.original[self.at + 1..end];
        self.at = end + 1;
        Some(arguments)
    }

    /// Begins content in brackets.
    fn content(&mut self, close: Close) {
        let end = self.pairs.get(&self.at).copied();
        self.open.push((end.unwrap_or(usize::MAX), close));
        self.at += 1;
    }

    /// The text of a string.
    fn string(&mut self) {
        let rest = self.rest();
        let end = rest[1..].find('"').map_or(rest.len(), |end| end + 1);
        self.push(&rest[1..end], self.at + 1);
        self.at += (end + 1).min(rest.len());
    }

    /// Skips code to the end of its line; brackets may reach beyond it. Content is read if it may be shown.
    fn code(&mut self, reads_content: bool) {
        loop {
            let rest = self.rest();
            let Some(next) = rest.find(['\n', ';', '(', '[', '{', '"', ']']) else {
                self.at = self.original.len();
                return;
            };
            self.at += next;
            match &rest[next..=next] {
                "\n" | "]" => return,
                ";" => {
                    self.at += 1;
                    return;
                }
                "[" if reads_content => return self.content(Close::Nothing),
                "\"" => {
                    let string = &rest[next + 1..];
                    self.at += 1 + string.find('"').map_or(string.len(), |end| end + 1);
                }
                _ => self.at = self.pairs.get(&self.at).map_or(self.at, |end| *end) + 1,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(original: &str) -> Vec<String> {
        read(original).texts()
    }

    #[test]
    fn typst_is_converted_to_typeset_text() {
        for (original, expected) in [
            (
                "#set text(lang: \"en\")\n#let x = \"no\"\n= A *head*\nHe said \"We _must_.\"\nOn.",
                "A head\n\nHe said \"We must.\"\nOn.",
            ),
            ("#quote[We must.] he said", "“We must.” he said"),
            (
                "a_b *bold* text `\"no\"` ```\n\"no\"\n``` $\"no\"$ // no\nend /* \"no\" /* x */ */.",
                "a_b bold text\nend .",
            ),
            ("#emph[one] #text(fill: red)[two] #link(\"http://a\")[three] #x.y(1) four", "one two three  four"),
            ("a---b--c...~d \\#e \\u{201c}f", "a—b–c…\u{a0}d #e “f"),
            ("one \\\ntwo\n- three\n+ four\n1. five", "one\ntwo\n\nthree\n\nfour\n\nfive"),
            ("See @smith[p. 5] and a@b.c <label> x < y https://a.b", "See and a@b.c x < y https://a.b"),
            ("#if x [shown] #for y in z { \"no\" }\nend", "shown\nend"),
            ("a [b] ( c ] d", "a [b] ( c ] d"),
            ("#quote[one", "“one”"),
            ("", ""),
        ] {
            let found: Vec<String> = texts(original);
            let squeezed = |text: &str| text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            assert_eq!(found.iter().map(|text| squeezed(text)).collect::<Vec<_>>(), [squeezed(expected)], "{original}");
        }
    }

    #[test]
    fn footnotes_and_block_quotations_are_extracted() {
        let original = "Text#footnote[He said \"no\".] on.\n\n#quote(block: true, attribution: [Ada])[\n  We must.\n]\n\n#include \"ch2.typ\"\nEnd.";
        let document = read(original);
        let main = document.main();
        assert_eq!(texts(original), ["Text on.\n\nWe must.\n\n— Ada\n\nEnd.", "He said \"no\"."]);
        let quotes = main.plain.block_quotes();
        assert_eq!(main.text()[quotes[0].clone()].trim(), "We must.\n\n— Ada");
        assert_eq!((main.place(quotes[0].start).line, main.place(quotes[0].start).column), (4, 3));
        assert_eq!(document.unread(), ["ch2.typ"]);
    }
}

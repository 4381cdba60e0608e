//! Reads `LaTeX`: the text that is set, without code and formulas. Files that it includes are not read.

use memchr::memmem;
use unicode_normalization::char::compose;

use super::latex_commands::{
    ACCENTS, CHARACTERS, COMMANDS, ENVIRONMENTS, Effect, GERMAN, LIGATURES, PARAGRAPHS, QUOTES, SKIPPED,
};
use super::latex_cursor::Cursor;
use crate::document::Document;
use crate::story::Story;

/// Characters that may begin something else than themselves.
const SPECIAL: &[char] =
    &['\\', '{', '}', '%', '$', '"', '-', '`', '\'', ',', '<', '>', '!', '?', '~', '&', ' ', '\t', '\r', '\n', ']'];
/// The quotation marks of `\enquote`, from the outermost inwards.
const MARKS: [[&str; 2]; 2] = [["“", "”"], ["‘", "’"]];

/// Whether a text seems to be written in it.
pub(crate) fn is_latex(text: &str) -> bool {
    ["\\documentclass", "\\begin{document}"].iter().any(|sign| text.contains(sign))
}

/// Reads a text; of a whole document, what is between `\begin{document}` and `\end{document}`.
pub(crate) fn read(original: &str) -> Document<'_> {
    const BEGIN: &str = "\\begin{document}";
    let preamble = memmem::find(original.as_bytes(), BEGIN.as_bytes());
    let preamble_end = preamble.map_or(0, |at| at + BEGIN.len());
    let mut latex = Latex {
        cursor: Cursor::new(original, preamble_end),
        story: Story::new(original),
        groups: Vec::new(),
        options: Vec::new(),
        quote_depth: 0,
        is_german: original[..preamble_end].contains("german"),
    };
    if preamble.is_none() && original.starts_with('\u{feff}') {
        latex.cursor.at = '\u{feff}'.len_utf8();
    }
    while latex.cursor.at < original.len() {
        latex.step();
    }
    while !latex.groups.is_empty() {
        latex.close_group(original.len());
    }
    latex.story.finish()
}

/// What the end of a group ends.
enum Close {
    Nothing,
    Quote(&'static str),
    Bracket,
    Block,
    Heading,
    Note,
    /// What follows in braces was replaced.
    Replaced,
}

struct Latex<'o> {
    cursor: Cursor<'o>,
    story: Story<'o>,
    /// The open groups, outermost first.
    groups: Vec<Close>,
    /// Where arguments in brackets end that are text.
    options: Vec<usize>,
    /// How many quotations in marks are open.
    quote_depth: usize,
    is_german: bool,
}

impl Latex<'_> {
    fn push(&mut self, text: &str, at: usize) {
        self.story.text().push(text, at);
    }

    /// Reads on by a character, a command or a run of text.
    fn step(&mut self) {
        let (rest, at) = (self.cursor.rest(), self.cursor.at);
        let Some(first) = rest.chars().next() else { return };
        let ligature = LIGATURES.iter().find(|(signs, _)| rest.starts_with(signs));
        match first {
            '\\' => self.command(),
            '{' => {
                self.groups.push(Close::Nothing);
                self.cursor.at += 1;
            }
            '}' => {
                self.cursor.at += 1;
                self.close_group(at);
            }
            '%' => {
                let end = at + rest.find('\n').unwrap_or(rest.len());
                self.story.text().comment(at..end);
                self.cursor.comment();
            }
            '$' if self.cursor.formula() => {}
            '$' => self.one("$", 1),
            '"' if self.is_german => {
                let next = rest[1..].chars().next();
                match GERMAN.iter().find(|(sign, _)| Some(*sign) == next) {
                    Some((_, text)) => {
                        self.push(text, at);
                        self.cursor.at += 2;
                    }
                    None => self.one("\"", 1),
                }
            }
            ']' if self.options.last() == Some(&at) => {
                self.options.pop();
                self.cursor.at += 1;
                self.story.blank(at);
            }
            ' ' | '\t' | '\r' | '\n' => self.white_space(),
            _ => {
                let start = first.len_utf8();
                let run = || &rest[..rest[start..].find(SPECIAL).map_or(rest.len(), |at| at + start)];
                let (signs, text) = ligature.copied().unwrap_or_else(|| {
                    let run = run();
                    (run, run)
                });
                self.one(text, signs.len());
            }
        }
    }

    /// Appends text for the next bytes.
    fn one(&mut self, text: &str, length: usize) {
        self.push(text, self.cursor.at);
        self.cursor.at += length;
    }

    /// Reads white space: an empty line ends the paragraph.
    fn white_space(&mut self) {
        let (rest, at) = (self.cursor.rest(), self.cursor.at);
        let blank = &rest[..rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len()];
        self.cursor.at += blank.len();
        match blank.bytes().filter(|byte| *byte == b'\n').count() {
            0 => self.story.blank(at),
            1 => self.story.break_line(at),
            _ => self.story.text().end_paragraph(),
        }
    }

    fn close_group(&mut self, at: usize) {
        match self.groups.pop() {
            Some(Close::Quote(mark)) => {
                self.quote_depth -= 1;
                self.push(mark, at);
            }
            Some(Close::Bracket) => self.push("]", at),
            Some(Close::Block) => self.story.text().close_block(),
            Some(Close::Heading) => {
                self.story.text().close_heading();
                self.story.text().end_paragraph();
            }
            Some(Close::Note) => self.story.end_note(),
            Some(Close::Replaced) => {
                self.cursor.arguments("m");
            }
            Some(Close::Nothing) | None => {}
        }
    }

    fn command(&mut self) {
        let at = self.cursor.at;
        let rest = &self.cursor.rest()[1..];
        let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let length = if letters > 0 { letters } else { rest.chars().next().map_or(0, char::len_utf8) };
        let name = &rest[..length];
        self.cursor.at += 1 + length;
        if let Some((_, accent)) = ACCENTS.iter().find(|(own, _)| *own == name) {
            return self.accent(*accent, at);
        }
        if let Some((_, text)) = CHARACTERS.iter().find(|(own, _)| *own == name) {
            if letters > 0 {
                self.cursor.skip_blanks();
            }
            match *text {
                " " => self.story.blank(at),
                text => self.push(text, at),
            }
            return;
        }
        if let Some((_, arguments, effect)) = COMMANDS.iter().find(|(own, ..)| *own == name) {
            return self.known(arguments, *effect, at);
        }
        if PARAGRAPHS.contains(&name) {
            self.story.text().end_paragraph();
            if name == "item" {
                self.label();
            }
            return self.cursor.skip_blanks();
        }
        match name {
            "begin" => self.begin(),
            "end" => self.end(),
            "\\" | "newline" | "linebreak" => {
                self.cursor.arguments("*o");
                self.story.break_line(at);
            }
            "(" => self.cursor.skip_past("\\)"),
            "[" => self.cursor.skip_past("\\]"),
            "verb" | "lstinline" | "mintinline" => self.cursor.verbatim(name),
            "def" | "gdef" | "edef" => self.cursor.definition(),
            _ if name.contains("cite") => self.cursor.citation(),
            _ if letters > 0 => {
                self.cursor.arguments("*o");
                self.cursor.skip_blanks();
            }
            _ => {}
        }
    }

    fn known(&mut self, arguments: &str, effect: Effect, at: usize) {
        let begin = self.cursor.at;
        let opens = self.cursor.arguments(arguments);
        if effect == Effect::Include {
            if let Some(end) = self.cursor.brace(begin) {
                self.story.unread.push(self.cursor.original[begin + 1..end].trim().to_owned());
            }
            return;
        }
        if !opens {
            if effect == Effect::Ellipsis {
                self.push("[…]", at);
            }
            return;
        }
        let close = match effect {
            Effect::Drop | Effect::Include | Effect::Text => Close::Nothing,
            Effect::Quote => {
                let [open, close] = MARKS[self.quote_depth % MARKS.len()];
                self.quote_depth += 1;
                self.push(open, at);
                Close::Quote(close)
            }
            Effect::Brackets => {
                self.push("[", at);
                Close::Bracket
            }
            Effect::Ellipsis => {
                self.push("[…]", at);
                if self.cursor.rest().trim_start().starts_with('}') {
                    Close::Nothing
                } else {
                    self.push(" [", at);
                    Close::Bracket
                }
            }
            Effect::Block => {
                self.story.text().open_block();
                Close::Block
            }
            Effect::Heading => {
                self.story.text().end_paragraph();
                self.story.text().open_heading();
                Close::Heading
            }
            Effect::Note(kind) => {
                self.story.begin_note(kind);
                Close::Note
            }
            Effect::Replaces => Close::Replaced,
        };
        self.groups.push(close);
    }

    /// The label of an item, which is text.
    fn label(&mut self) {
        if let Some(end) = self.cursor.option() {
            self.cursor.at += 1;
            self.options.push(end);
        }
    }

    fn accent(&mut self, accent: char, at: usize) {
        let rest = self.cursor.rest().trim_start_matches([' ', '\t']);
        let start = self.cursor.original.len() - rest.len();
        let group = self.cursor.brace(start);
        let inside = if group.is_some() { &rest[1..] } else { rest };
        let (base, length) = match inside.strip_prefix('\\') {
            Some(name) if name.starts_with(['i', 'j']) && !name[1..].starts_with(|c: char| c.is_ascii_alphabetic()) => {
                (name.chars().next(), 2)
            }
            _ => {
                let base = inside.chars().next().filter(|c| c.is_alphabetic());
                (base, base.map_or(0, char::len_utf8))
            }
        };
        let Some(base) = base else { return };
        if let Some(c) = compose(base, accent) {
            self.push(c.encode_utf8(&mut [0; 4]), at);
        } else {
            self.push(base.encode_utf8(&mut [0; 4]), at);
            self.push(accent.encode_utf8(&mut [0; 4]), at);
        }
        self.cursor.at = start + usize::from(group.is_some()) + length;
        match group {
            // The rest of the group is text.
            Some(end) if self.cursor.at < end => self.groups.push(Close::Nothing),
            Some(end) => self.cursor.at = end + 1,
            None => {}
        }
    }

    fn begin(&mut self) {
        let Some(name) = self.cursor.environment() else { return };
        let bare = name.strip_suffix('*').unwrap_or(name);
        self.story.text().end_paragraph();
        if SKIPPED.contains(&bare) {
            return self.cursor.skip_past(&format!("\\end{{{name}}}"));
        }
        if let Some((_, arguments)) = QUOTES.iter().find(|(own, _)| *own == bare) {
            self.cursor.arguments(arguments);
            return self.story.text().open_block();
        }
        let arguments = ENVIRONMENTS.iter().find(|(own, _)| *own == bare).map_or("o", |(_, arguments)| arguments);
        self.cursor.arguments(arguments);
    }

    fn end(&mut self) {
        let Some(name) = self.cursor.environment() else { return };
        let bare = name.strip_suffix('*').unwrap_or(name);
        if QUOTES.iter().any(|(own, _)| *own == bare) {
            self.story.text().close_block();
        } else if name == "document" {
            self.cursor.at = self.cursor.original.len();
        }
        self.story.text().end_paragraph();
    }
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;

    fn texts(original: &str) -> Vec<String> {
        read(original).texts()
    }

    #[test]
    fn definitions_without_a_body_take_linear_time() {
        /// Beyond the longest name and parameters.
        const MIN_BYTES: usize = 4096;
        let text = |bytes: usize| "\\def\\x".repeat(bytes / 6);
        assert_eq!(more_than_linear(MIN_BYTES, 10, text, |text| drop(read(text))), []);
    }

    #[test]
    fn latex_is_converted_to_typeset_text() {
        for (original, expected) in [
            ("\\documentclass{a}\n``no''\\begin{document}\nOne % ``no''\n  two.\\end{document} no", "One two."),
            ("He said: ``We `must' be frank.''", "He said: “We ‘must’ be frank.”"),
            ("\\enquote{We \\enquote*{must} be} \\say{so}", "“We ‘must’ be” “so”"),
            ("\\textquote[{\\cite[5]{a}}][.]{one} \\textcquote[][4]{key}{two}", "“one” “two”"),
            ("\\'el\\`eve na\\\"{\\i}ve \\c{c}a Stra\\ss e \\v{S}koda \\aa", "élève naïve ça Straße Škoda å"),
            ("a---b, 1--2, ~c\\ldots\\ d\\%", "a—b, 1–2, \u{a0}c… d%"),
            ("x $a_1 ``no''$ y \\(no\\) z $5 and", "x y z $5 and"),
            ("\\section*{A \\emph{head}}\nText \\verb|``no''| \\label{a}end\\cite[p.~1]{b}.", "A head\n\nText end."),
            ("One.\n\n\\begin{verbatim}\n``no''\n\\end{verbatim}\nTwo.", "One.\n\nTwo."),
            ("\\begin{itemize}\\item One\n\\item[Two] three\\end{itemize}", "One\n\nTwo three"),
            ("one\\\\[2pt]two \\textcolor{red}{red} \\href{http://a}{link}", "one\ntwo red link"),
            ("\\newcommand{\\x}[1]{``#1''}\\def\\y#1{no}Text", "Text"),
            ("We \\textelp{} \\textins{must} \\textelp{be} go", "We […] [must] […] [be] go"),
            ("a {b {c} d", "a b c d"),
            ("} a \\begin{x", "a x"),
            ("\\added{new}\\replaced{one}{two}\\deleted{three}", "newone"),
            ("\\og mot \\fg", "«\u{a0}mot \u{a0}»"),
        ] {
            assert_eq!(texts(original), [expected], "{original}");
        }
        let german = "\\usepackage[ngerman]{babel}\\begin{document}\"`Ja\"' sagte sie.";
        assert_eq!(texts(german), ["„Ja“ sagte sie."]);
    }

    #[test]
    fn notes_and_block_quotations_are_extracted() {
        let original = "Text\\footnote{He said ``no''.} on.\n\\begin{quote}\nWe must.\n\\end{quote}\nEnd\\todo{Check} \\input{ch2}.";
        let document = read(original);
        let texts: Vec<_> = document.parts().iter().map(|part| (part.kind.name(), part.text().trim_end())).collect();
        assert_eq!(
            texts,
            [("text", "Text on.\n\nWe must.\n\nEnd ."), ("footnote", "He said “no”."), ("comment", "Check"),]
        );
        let main = document.main();
        let quotes = main.plain.block_quotes();
        assert_eq!(quotes.iter().map(|range| main.text()[range.clone()].trim()).collect::<Vec<_>>(), ["We must."]);
        assert_eq!((main.place(quotes[0].start).line, main.place(quotes[0].start).column), (3, 1));
        let note = &document.parts()[1];
        assert_eq!((note.label.as_deref(), note.anchor, note.place(3).column), (Some("1"), Some(4), 18));
        assert_eq!(document.unread(), ["ch2"]);
    }
}

//! The markup of `AsciiDoc` within paragraphs.

use std::ops::Range;

use crate::document::PartKind;
use crate::lines::Joined;
use crate::story::Story;

/// Attributes that stand for characters.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("{nbsp}", "\u{a0}"),
    ("{zwsp}", ""),
    ("{empty}", ""),
    ("{blank}", ""),
    ("{sp}", " "),
    ("{apos}", "'"),
    ("{quot}", "\""),
    ("{lsquo}", "‘"),
    ("{rsquo}", "’"),
    ("{ldquo}", "“"),
    ("{rdquo}", "”"),
    ("{deg}", "°"),
    ("{amp}", "&"),
    ("{lt}", "<"),
    ("{gt}", ">"),
    ("{asterisk}", "*"),
    ("{plus}", "+"),
    ("{two-colons}", "::"),
];
/// What characters in a row are set as, the longest first.
const SIGNS: &[(&str, &str)] = &[("...", "…"), ("(C)", "©"), ("(R)", "®"), ("(TM)", "™")];
/// Curved quotation marks: how they are opened and closed, and what they are set as.
const MARKS: &[([&str; 2], [&str; 2])] = &[
    (["\"`", "`\""], ["“", "”"]),
    (["'`", "`'"], ["‘", "’"]),
    // As AsciiDoc was written before 2013, and as other programs still write it.
    (["``", "''"], ["“", "”"]),
    (["`", "'"], ["‘", "’"]),
];
/// Macros whose text in brackets is shown, before which there may be a target.
const TEXT_MACROS: &[&str] = &["link", "xref", "mailto", "http", "https", "ftp"];
/// Macros whose text in brackets is not shown.
const SKIPPED_MACROS: &[&str] =
    &["stem", "latexmath", "asciimath", "image", "icon", "kbd", "btn", "menu", "anchor", "indexterm", "pass", "cite"];
/// Length in bytes of the longest name of a macro or an attribute, and of the longest target.
const MAX_TARGET_LEN: usize = 300;
/// Length in bytes within which quotation marks of accents must end.
const MAX_QUOTED_LEN: usize = 2000;
/// Characters that may begin something else than themselves.
const SPECIAL: &[char] =
    &['\\', '`', '"', '\'', '*', '_', '#', '^', '~', '+', '{', '<', '(', '.', '-', ':', ']', ' ', '\t', '[', '|'];

/// Adds a paragraph.
pub(super) fn push_inline(story: &mut Story<'_>, lines: &Joined) {
    let mut inline =
        Inline { story, lines, at: 0, open: Vec::new(), marks: Vec::new(), brackets: brackets(&lines.text) };
    while inline.at < lines.text.len() {
        inline.step();
    }
    while inline.open.pop().is_some_and(|(_, is_note)| is_note) {
        inline.story.end_note();
    }
}

struct Inline<'i, 'o> {
    story: &'i mut Story<'o>,
    lines: &'i Joined,
    at: usize,
    /// Where the texts in brackets end that are open, and whether they are notes; outermost first.
    open: Vec<(usize, bool)>,
    /// The quotation marks that are open, as places in their table; outermost first.
    marks: Vec<usize>,
    /// Where brackets end, by where they begin.
    brackets: Vec<(usize, usize)>,
}

/// Finds out which brackets belong together, in the order in which they begin.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let (mut open, mut pairs) = (Vec::new(), Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => open.push(at),
            b']' => pairs.extend(open.pop().map(|start| (start, at))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

impl Inline<'_, '_> {
    fn push(&mut self, range: Range<usize>) {
        self.story.push_lines(self.lines, range);
    }

    /// Adds a text for the next bytes.
    fn one(&mut self, text: &str, length: usize) {
        let at = self.lines.original(self.at);
        self.story.text().push(text, at);
        self.at += length;
    }

    /// The end of the bracket that begins at a byte.
    fn bracket(&self, at: usize) -> Option<usize> {
        self.brackets.binary_search_by_key(&at, |(start, _)| *start).ok().map(|index| self.brackets[index].1)
    }

    fn step(&mut self) {
        let lines = self.lines;
        let rest = &lines.text[self.at..];
        let Some(first) = rest.chars().next() else { return };
        let before = lines.text[..self.at].chars().next_back();
        if let Some((name, text)) = ATTRIBUTES.iter().find(|(name, _)| rest.starts_with(name)) {
            return self.one(text, name.len());
        }
        if let Some((signs, text)) = SIGNS.iter().find(|(signs, _)| rest.starts_with(signs)) {
            return self.one(text, signs.len());
        }
        if self.mark(rest, before) {
            return;
        }
        match first {
            ']' if self.open.last().is_some_and(|(end, _)| *end == self.at) => {
                self.at += 1;
                if self.open.pop().is_some_and(|(_, is_note)| is_note) {
                    self.story.end_note();
                }
            }
            '`' => self.code(rest),
            '*' | '_' | '#' | '^' | '~' => self.format(first, rest, before),
            '+' => self.plus(rest, before),
            '<' if rest.starts_with("<<") => self.reference(rest),
            '(' if rest.starts_with("((") => self.index_term(rest),
            '-' if rest.starts_with("--") && !rest.starts_with("---") => self.dash(rest, before),
            '[' if rest.starts_with("[[") || rest.starts_with("[.") || rest.starts_with("[#") => {
                // An anchor, or the roles of what follows.
                match self.bracket(self.at).filter(|end| end - self.at < MAX_TARGET_LEN) {
                    Some(end) => self.at = end + 1,
                    None => self.run(rest, first),
                }
            }
            '\\' if rest[1..].starts_with(SPECIAL) => {
                self.at += 1;
                self.run(&rest[1..], rest[1..].chars().next().unwrap_or(first));
            }
            '\n' => {
                let at = lines.original(self.at);
                self.story.break_line(at);
                self.at += 1;
            }
            ' ' | '\t' => {
                let at = lines.original(self.at);
                self.story.blank(at);
                self.at += 1;
            }
            c if c.is_ascii_alphabetic() && !before.is_some_and(char::is_alphanumeric) => {
                if !self.macro_text(rest) {
                    self.run(rest, first);
                }
            }
            _ => self.run(rest, first),
        }
    }

    /// Adds a character and what follows it up to the next that may be markup or begin a word.
    fn run(&mut self, rest: &str, first: char) {
        let start = first.len_utf8();
        let word = rest[start..].find(|c: char| SPECIAL.contains(&c) || c == '\n').map_or(rest.len(), |at| at + start);
        // A note may follow a word at once.
        let note =
            rest[start..word].find("footnote").map(|at| at + start).filter(|at| rest[*at..].starts_with("footnote:"));
        let length = note.unwrap_or(word);
        self.push(self.at..self.at + length);
        self.at += length;
        if note == Some(length) {
            let rest = &self.lines.text[self.at..];
            if !self.macro_text(rest) {
                self.push(self.at..self.at + "footnote".len());
                self.at += "footnote".len();
            }
        }
    }

    /// Reads a curved quotation mark or an apostrophe; returns whether there is one.
    fn mark(&mut self, rest: &str, before: Option<char>) -> bool {
        let is_in_word = before.is_some_and(char::is_alphanumeric);
        if let Some((signs, shown)) =
            self.marks.last().map(|open| MARKS[*open]).filter(|(signs, _)| ends_with(rest, signs))
        {
            self.marks.pop();
            self.one(shown[1], signs[1].len());
            return true;
        }
        if is_in_word && rest.starts_with("`'") {
            self.one("’", 2);
            return true;
        }
        let opens = |signs: &[&str; 2]| {
            let inside = rest.strip_prefix(signs[0]).filter(|inside| !inside.starts_with(char::is_whitespace));
            inside.is_some_and(|inside| signs[0].starts_with(['"', '\'']) || is_quoted(inside, signs))
        };
        let Some(opened) = MARKS.iter().position(|(signs, _)| opens(signs)).filter(|_| !is_in_word) else {
            return false;
        };
        self.marks.push(opened);
        self.one(MARKS[opened].1[0], MARKS[opened].0[0].len());
        true
    }

    /// Skips text in the type of code.
    fn code(&mut self, rest: &str) {
        let signs = if rest.starts_with("``") { 2 } else { 1 };
        match rest[signs..].find(&rest[..signs]) {
            Some(end) => self.at += end + 2 * signs,
            None => self.run(rest, '`'),
        }
    }

    /// Leaves out the signs around text that is set in another way, and keeps others.
    fn format(&mut self, sign: char, rest: &str, before: Option<char>) {
        let signs = if rest[1..].starts_with(sign) { 2 } else { 1 };
        let after = rest[signs..].chars().next();
        let is_outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_raised = matches!(sign, '^' | '~') && !is_blank(after.or(before));
        let begins = is_outside(before) && !is_blank(after);
        let ends = is_outside(after) && !is_blank(before);
        if !(begins || ends || is_raised || signs == 2 && sign != '#') {
            self.push(self.at..self.at + signs);
        }
        self.at += signs;
    }

    /// Reads a plus: at the end of a line it breaks that, and around text it keeps signs in it.
    fn plus(&mut self, rest: &str, before: Option<char>) {
        if before == Some(' ') && (rest == "+" || rest.starts_with("+\n")) {
            let at = self.lines.original(self.at);
            self.story.break_line(at);
            self.at += rest.len().min(2);
            return;
        }
        let signs = rest.bytes().take(3).take_while(|byte| *byte == b'+').count();
        let inside = &rest[signs..];
        let end = inside.find(&rest[..signs]).filter(|end| *end > 0 && !before.is_some_and(char::is_alphanumeric));
        match end {
            Some(end) if !inside.starts_with(char::is_whitespace) => {
                self.push(self.at + signs..self.at + signs + end);
                self.at += end + 2 * signs;
            }
            _ => self.run(rest, '+'),
        }
    }

    /// Reads a reference; its text is shown if it has one: `<<id,text>>`.
    fn reference(&mut self, rest: &str) {
        let start = &rest[..rest.floor_char_boundary(rest.len().min(MAX_TARGET_LEN))];
        match start.find(">>") {
            Some(end) => {
                let text = start[..end].find(',').map_or(end, |at| at + 1);
                self.push(self.at + text..self.at + end);
                self.at += end + 2;
            }
            None => self.run(rest, '<'),
        }
    }

    /// Reads a term for the index, which is shown if there are two parentheses and not three.
    fn index_term(&mut self, rest: &str) {
        let start = &rest[..rest.floor_char_boundary(rest.len().min(MAX_TARGET_LEN))];
        let hidden = start.strip_prefix("(((").and_then(|term| term.find(")))")).map(|end| end + 6);
        if let Some(length) = hidden {
            self.at += length;
            return;
        }
        match start.find("))") {
            Some(end) => {
                self.push(self.at + 2..self.at + end);
                self.at += end + 2;
            }
            None => self.run(rest, '('),
        }
    }

    /// Reads two hyphens: a dash between words or blanks.
    fn dash(&mut self, rest: &str, before: Option<char>) {
        let after = rest[2..].chars().next();
        let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if is_blank(before) && is_blank(after) || is_word(before) && is_word(after) {
            self.one("—", 2);
        } else {
            self.push(self.at..self.at + 2);
            self.at += 2;
        }
    }

    /// Reads a macro, such as `footnote:[text]` or `https://a.b[text]`; returns whether there is one.
    fn macro_text(&mut self, rest: &str) -> bool {
        let start = &rest[..rest.floor_char_boundary(rest.len().min(MAX_TARGET_LEN))];
        let name = &start[..start.len() - start.trim_start_matches(|c: char| c.is_ascii_alphanumeric()).len()];
        let Some(target) = start[name.len()..].strip_prefix(':') else { return false };
        let is_note = name == "footnote" || name == "footnoteref";
        if !is_note && !TEXT_MACROS.contains(&name) && !SKIPPED_MACROS.contains(&name) {
            return false;
        }
        let Some(end) = target.find(|c: char| c == '[' || c.is_whitespace()) else { return false };
        let open = self.at + name.len() + 1 + end;
        let Some(close) = self.bracket(open) else { return false };
        if SKIPPED_MACROS.contains(&name) {
            self.at = close + 1;
            return true;
        }
        self.at = open + 1;
        if is_note {
            self.story.begin_note(PartKind::Footnote);
        }
        self.open.push((close, is_note));
        true
    }
}

/// Whether a text begins with the closing mark of a pair. An apostrophe in a word is not one.
fn ends_with(text: &str, [_, close]: &[&str; 2]) -> bool {
    text.strip_prefix(close).is_some_and(|rest| *close != "'" || !rest.starts_with(char::is_alphanumeric))
}

/// Whether a text that follows an opening mark of grave accents is a quotation and no code: the closing mark comes before
/// further such accents.
fn is_quoted(text: &str, signs: &[&str; 2]) -> bool {
    let text = &text[..text.floor_char_boundary(text.len().min(MAX_QUOTED_LEN))];
    let close = text.match_indices(signs[1]).find(|(at, _)| ends_with(&text[*at..], signs)).map(|(at, _)| at);
    close.is_some_and(|close| text.find(signs[0]).is_none_or(|next| close < next))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    #[test]
    fn inline_markup_is_removed() {
        for (original, expected) in [
            ("*one* _two_ **th**ree `\"no\"` a_b 2 * 3 #x# E=mc^2^", "one two three a_b 2 * 3 x E=mc2"),
            ("\"`He said '`no`'`\" it`'s {ldquo}so{rdquo}", "“He said ‘no’” it’s “so”"),
            ("``He said `don't' twice'' `\"no\"` ``\"no\"`` it's", "“He said ‘don't’ twice” it's"),
            ("one -- two--three a--", "one — two—three a--"),
            ("https://a.b[link] and link:c[*two*] <<id,three>> <<id>> https://d.e", "link and two three https://d.e"),
            ("((term)) (((no))) [[id]]text [.role]#red# {unknown} +*kept*+", "term text red {unknown} *kept*"),
            ("one +\ntwo \\*three", "one\ntwo *three"),
            ("stem:[x \"no\"] note: this [sic]", "note: this [sic]"),
        ] {
            let mut story = Story::new(original);
            push_inline(&mut story, &Joined::new(lines(original)));
            let found = story.text().text().split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
            assert_eq!(found, expected, "{original}");
        }
    }
}

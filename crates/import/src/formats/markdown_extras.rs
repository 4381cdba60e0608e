//! Markup in Markdown that is not part of the words: HTML, and what Obsidian adds.

use kzq_text::steps::count;

/// Elements of HTML, of which only the content is displayed.
const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "del",
    "details",
    "dfn",
    "div",
    "em",
    "figcaption",
    "figure",
    "font",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "q",
    "s",
    "samp",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "u",
    "ul",
];

/// HTML that comes in pieces.
#[derive(Debug, Default)]
pub(super) struct Html {
    /// Whether a comment is open.
    in_comment: bool,
}

impl Html {
    /// What is displayed of the next piece. Tags that HTML does not have may be words: `<name>`.
    pub(super) fn displayed(&mut self, html: &str) -> String {
        let mut shown = String::new();
        let mut rest = html;
        loop {
            count(1);
            if self.in_comment {
                let Some((_, after)) = rest.split_once("-->") else { return shown };
                (rest, self.in_comment) = (after, false);
            }
            let Some(at) = rest.find('<') else { break };
            shown.push_str(&rest[..at]);
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                (rest, self.in_comment) = (comment, true);
                continue;
            }
            let Some(end) = rest.find('>') else { break };
            let (tag, after) = rest.split_at(end + 1);
            let name = tag.trim_start_matches(['<', '/']).split(|c: char| !c.is_ascii_alphanumeric()).next();
            match name.map(str::to_ascii_lowercase).as_deref() {
                Some("br") => shown.push('\n'),
                Some(name) if ELEMENTS.contains(&name) => {}
                _ => shown.push_str(tag),
            }
            rest = after;
        }
        shown.push_str(rest);
        shown
    }
}

/// A text without what Obsidian adds to it: the marks of highlights, comments, the brackets of links, marks of footnotes,
/// and the id of a block, as in `words ^a1b2c3`, which is returned, too.
pub(super) fn without_obsidian(text: &str) -> (String, Option<String>) {
    count(text.len());
    let text = replace(text, "%%", "%%", |_| Some(""));
    let mut id = None;
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split("\n\n") {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        let (words, own) = split_id(paragraph);
        id = own.map(str::to_owned).or(id);
        lines.extend(words.lines().map(|line| {
            let line = replace(line, "[[", "]]", |link| is_tight(link).then(|| label(link)));
            let line = replace(&line, "[^", "]", |name| (!name.contains(char::is_whitespace)).then_some(""));
            replace(&line, "==", "==", |words| is_tight(words).then_some(words))
        }));
    }
    (lines.join("\n").trim().to_owned(), id)
}

/// What is displayed of a link: `Page|label`, `Page`.
fn label(link: &str) -> &str {
    link.rsplit_once('|').map_or(link, |(_, label)| label)
}

/// Whether a text has no blanks around it, as what is between two marks of Obsidian.
fn is_tight(text: &str) -> bool {
    !text.is_empty() && text.trim().len() == text.len()
}

/// Replaces what is between two marks, with the marks, unless `new` returns `None`.
fn replace(text: &str, open: &str, close: &str, new: impl Fn(&str) -> Option<&str>) -> String {
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inside, behind)) = after.split_once(close) else { break };
        replaced.push_str(before);
        match new(inside) {
            Some(new) => replaced.push_str(new),
            None => replaced.extend([open, inside, close]),
        }
        rest = behind;
    }
    replaced + rest
}

/// Splits the id of a block from the end of a paragraph.
fn split_id(paragraph: &str) -> (&str, Option<&str>) {
    let (words, last) = paragraph.rsplit_once(char::is_whitespace).unwrap_or(("", paragraph));
    let id = last
        .strip_prefix('^')
        .filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'));
    if id.is_some() { (words.trim_end(), id) } else { (paragraph, None) }
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;

    #[test]
    fn obsidian_adds_nothing_to_the_words() {
        for (text, words, id) in [
            ("Attention is rare. ^abc123", "Attention is rare.", Some("abc123")),
            ("one\n^a-1\n\ntwo", "one\n\ntwo", Some("a-1")),
            ("^abc", "", Some("abc")),
            ("two ^ three", "two ^ three", None),
            ("x^2", "x^2", None),
            ("the ==very== words", "the very words", None),
            ("a == b, c == d", "a == b, c == d", None),
            ("[[ -f x ]]", "[[ -f x ]]", None),
            ("as [[Ada Byron|Ada]] said to [[Bo]]", "as Ada said to Bo", None),
            ("one.[^1] two [^ x]", "one. two [^ x]", None),
            ("one %%mine\nstill mine%%two", "one two", None),
            ("[[ ==x %% [^", "[[ ==x %% [^", None),
        ] {
            assert_eq!(without_obsidian(text), (words.to_owned(), id.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn tags_of_html_are_not_displayed() {
        for (html, expected) in [
            ("<i>", ""),
            ("<br />", "\n"),
            ("<span class=\"x\">words</span>", "words"),
            ("<name>", "<name>"),
            ("a <b", "a <b"),
            ("<!-- mine -->words", "words"),
        ] {
            assert_eq!(Html::default().displayed(html), expected, "{html}");
        }
        let mut html = Html::default();
        let pieces = ["<!-- one\n", "two\n", "--> three"].map(|piece| html.displayed(piece));
        assert_eq!(pieces.concat(), " three");
    }

    #[test]
    fn marks_that_are_not_closed_take_linear_time() {
        for piece in ["[[", "==", "%% ", "[^ ", "^a ", "<", "<i "] {
            let grown = more_than_linear(
                8,
                10,
                |size: usize| piece.repeat(size),
                |text| drop((without_obsidian(text), Html::default().displayed(text))),
            );
            assert_eq!(grown, [], "{piece}");
        }
    }
}

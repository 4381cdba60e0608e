//! Wikitext as it is displayed.

use super::templates::{self, Template};
use crate::reading::squeeze;
use kzq_text::markup::decode_references;
use kzq_text::steps::count;

/// Wikitext as it is displayed, and what was in its markup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Rendered {
    /// The text.
    pub(super) text: String,
    /// The texts in italics, such as titles of works.
    pub(super) italics: Vec<String>,
    /// The first text in bold type.
    pub(super) bold: Option<String>,
    /// What references say.
    pub(super) references: Vec<String>,
    /// The first address of a link to another site.
    pub(super) url: Option<String>,
    /// The page and the label of a link that the text begins with.
    pub(super) first_link: Option<(String, String)>,
    /// Names of templates that are left out.
    pub(super) left_out: Vec<String>,
}

/// What is displayed of titles, which are in italics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Titles {
    /// Their words.
    Plain,
    /// Their words in quotation marks, so that a credit can be read.
    Marked,
}

/// Namespaces of links that are not displayed, in lower case.
const HIDDEN: &[&str] = &[
    "file",
    "image",
    "category",
    "datei",
    "bild",
    "kategorie",
    "fichier",
    "catégorie",
    "archivo",
    "categoría",
    "immagine",
    "categoria",
    "media",
];

/// Elements of which only the content is displayed.
const ELEMENTS: &[&str] = &[
    "abbr",
    "b",
    "big",
    "blockquote",
    "center",
    "cite",
    "code",
    "del",
    "dfn",
    "div",
    "em",
    "font",
    "hr",
    "i",
    "ins",
    "nowiki",
    "p",
    "poem",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "tt",
    "u",
    "onlyinclude",
    "noinclude",
    "includeonly",
];

/// How deep templates and links may be nested.
const MAX_DEPTH: usize = 12;
/// Length in bytes within which a tag must end.
const MAX_TAG: usize = 400;
/// Length in bytes within which a link to another site must end.
const MAX_LINK: usize = 2000;

/// Renders wikitext.
pub(super) fn render(text: &str, titles: Titles) -> Rendered {
    let mut renderer = Renderer {
        found: Rendered::default(),
        titles,
        italic: None,
        bold: None,
        is_broken: false,
        is_unclosed: false,
        has_words: false,
        searched: 0,
    };
    renderer.render(text, 0);
    renderer.end_italic();
    let mut found = renderer.found;
    found.text = tidy(&found.text);
    found.italics.iter_mut().for_each(|title| *title = squeeze(title));
    found.italics.retain(|title| !title.is_empty());
    found
}

struct Renderer {
    found: Rendered,
    titles: Titles,
    /// Where the text in italics or bold type begins that is open.
    italic: Option<usize>,
    bold: Option<usize>,
    /// Whether something is not closed, so that what follows need not be searched again.
    is_broken: bool,
    /// The same for elements.
    is_unclosed: bool,
    /// Whether there are letters or digits in as much of the text as was searched for them.
    has_words: bool,
    searched: usize,
}

impl Renderer {
    fn render(&mut self, text: &str, depth: usize) {
        let mut rest = text;
        while let Some(at) = rest.find(['\'', '[', '{', '<']) {
            self.push(&rest[..at]);
            count(at + 1);
            rest = &rest[at..];
            let taken = match rest.as_bytes()[0] {
                b'\'' => self.apostrophes(rest),
                b'[' if depth < MAX_DEPTH => self.link(rest, depth),
                b'{' if depth < MAX_DEPTH => self.template(rest, depth),
                b'<' => self.element(rest, depth),
                _ => 0,
            };
            if taken == 0 {
                self.found.text.push_str(&rest[..1]);
            }
            rest = &rest[taken.max(1)..];
        }
        self.push(rest);
    }

    fn push(&mut self, text: &str) {
        self.found.text.push_str(&decode_references(text));
    }

    /// Takes apostrophes, which are marks of italics and bold type if there are several.
    fn apostrophes(&mut self, text: &str) -> usize {
        let count = text.len() - text.trim_start_matches('\'').len();
        let (plain, is_italic, is_bold) = match count {
            1 => (1, false, false),
            2 => (0, true, false),
            3 => (0, false, true),
            4 => (1, false, true),
            _ => (count - 5, true, true),
        };
        self.found.text.push_str(&text[..plain]);
        if is_bold {
            match self.bold.take() {
                Some(start) => {
                    let name = self.found.text.get(start..).unwrap_or_default().trim();
                    if self.found.bold.is_none() && !name.is_empty() {
                        self.found.bold = Some(name.to_owned());
                    }
                }
                None => self.bold = Some(self.found.text.len()),
            }
        }
        if is_italic && self.italic.is_some() {
            self.end_italic();
        } else if is_italic {
            if self.titles == Titles::Marked {
                self.found.text.push('“');
            }
            self.italic = Some(self.found.text.len());
        }
        count
    }

    fn end_italic(&mut self) {
        let Some(start) = self.italic.take() else { return };
        let title = self.found.text.get(start..).unwrap_or_default().trim().to_owned();
        if self.titles == Titles::Marked {
            self.found.text.push('”');
        }
        self.found.italics.push(title);
    }

    /// Whether the text so far has a letter or a digit.
    fn has_words(&mut self) -> bool {
        let new = &self.found.text[self.searched..];
        count(new.len());
        self.has_words |= new.contains(char::is_alphanumeric);
        self.searched = self.found.text.len();
        self.has_words
    }

    fn link(&mut self, text: &str, depth: usize) -> usize {
        if !text.starts_with("[[") {
            return self.external_link(text, depth);
        }
        let Some(inside) = self.inside(text, "[[", "]]") else { return 0 };
        let (target, label) = match inside.split_once('|') {
            Some((target, label)) => (target.trim(), Some(label.trim())),
            None => (inside.trim(), None),
        };
        let length = inside.len() + 4;
        let (namespace, page) =
            target.split_once(':').map_or(("", target), |(space, page)| (space.trim(), page.trim()));
        let namespace = namespace.to_lowercase();
        let is_language = label.is_none()
            && (namespace == "simple"
                || matches!(namespace.len(), 2 | 3) && namespace.bytes().all(|byte| byte.is_ascii_lowercase()));
        if HIDDEN.contains(&namespace.as_str()) || is_language {
            return length;
        }
        let page = without_namespaces(page);
        let page = page.split('#').next().unwrap_or_default();
        let bare = page.split(" (").next().unwrap_or_default();
        let is_first = self.found.first_link.is_none() && !self.has_words();
        let start = self.found.text.len();
        match label {
            Some("") => self.push(bare),
            Some(label) => self.render(label, depth + 1),
            None => self.push(if namespace.is_empty() { target } else { page }),
        }
        if is_first {
            let label = self.found.text.get(start..).unwrap_or_default().trim().to_owned();
            self.found.first_link = Some((decode_references(bare).replace('_', " "), label));
        }
        length
    }

    /// Takes a link to another site: `[https://example.org label]`.
    fn external_link(&mut self, text: &str, depth: usize) -> usize {
        let is_link = ["[http://", "[https://", "[//"].iter().any(|start| text.starts_with(start));
        if !is_link {
            return 0;
        }
        let start = &text[..text.floor_char_boundary(MAX_LINK)];
        let end = start.find([']', '\n']);
        count(end.unwrap_or(start.len()));
        let Some(end) = end.filter(|&end| start[end..].starts_with(']')) else { return 0 };
        let (url, label) = start[1..end].split_once(char::is_whitespace).unwrap_or((&start[1..end], ""));
        self.found
            .url
            .get_or_insert_with(|| if url.starts_with("//") { format!("https:{url}") } else { url.to_owned() });
        self.render(label, depth + 1);
        end + 1
    }

    fn template(&mut self, text: &str, depth: usize) -> usize {
        if !text.starts_with("{{") {
            return 0;
        }
        let Some(inside) = self.inside(text, "{{", "}}") else { return 0 };
        match templates::read(inside) {
            Template::Text(text) => self.render(&text, depth + 1),
            Template::Reference(text) if self.titles == Titles::Marked => self.render(&text, depth + 1),
            Template::Reference(text) => self.found.references.push(render(&text, Titles::Marked).text),
            Template::Silent => {}
            Template::Unknown(name) => self.found.left_out.push(name),
        }
        inside.len() + 4
    }

    /// What is between the brackets that a text begins with, and those that close them.
    fn inside<'t>(&mut self, text: &'t str, open: &str, close: &str) -> Option<&'t str> {
        if self.is_broken {
            return None;
        }
        let (mut depth, mut at) = (0_usize, 0);
        while let Some(found) = text[at..].find([open.as_bytes()[0] as char, close.as_bytes()[0] as char]) {
            at += found;
            count(found + 1);
            if text[at..].starts_with(open) {
                depth += 1;
                at += open.len();
            } else if text[at..].starts_with(close) {
                depth -= 1;
                at += close.len();
                if depth == 0 {
                    return Some(&text[open.len()..at - close.len()]);
                }
            } else {
                at += 1;
            }
        }
        self.is_broken = true;
        None
    }

    /// Where a text has what closes an element.
    fn find_end(&mut self, text: &str, close: &str) -> Option<usize> {
        let found = if self.is_unclosed { None } else { text.find(close) };
        self.is_unclosed |= found.is_none();
        found
    }

    fn element(&mut self, text: &str, depth: usize) -> usize {
        if text.starts_with("<!--") {
            return self.find_end(text, "-->").map_or(0, |end| end + 3);
        }
        let start = &text[..text.floor_char_boundary(MAX_TAG)];
        let Some(end) = start.find('>') else { return 0 };
        let tag = &start[1..end];
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        let after = &text[end + 1..];
        match name.as_str() {
            "br" => self.found.text.push('\n'),
            "ref" if tag.ends_with('/') || tag.starts_with('/') => {}
            "ref" | "gallery" | "references" => {
                let close = format!("</{name}>");
                let Some(length) = self.find_end(after, &close) else { return end + 1 };
                let content = &after[..length];
                if name == "ref" && depth < MAX_DEPTH {
                    let Rendered { text, url, .. } = render(content, Titles::Marked);
                    self.found.url = self.found.url.take().or(url);
                    self.found.references.push(text);
                }
                return end + 1 + length + close.len();
            }
            "nowiki" if !tag.starts_with('/') => {
                if let Some(length) = self.find_end(after, "</nowiki>") {
                    self.push(&after[..length]);
                    return end + 1 + length + "</nowiki>".len();
                }
            }
            _ if ELEMENTS.contains(&name.as_str()) => {}
            _ => return 0,
        }
        end + 1
    }
}

/// The name of a page without the wiki or language before it: `w:de:Goethe` → `Goethe`.
fn without_namespaces(page: &str) -> &str {
    let mut rest = page;
    while let Some((space, after)) = rest.split_once(':') {
        if space.len() > 10 || !space.bytes().all(|byte| byte.is_ascii_lowercase()) {
            break;
        }
        rest = after.trim_start();
    }
    rest
}

/// A text without the blanks that markup leaves: single blanks, none around line breaks.
fn tidy(text: &str) -> String {
    let lines = text.split('\n').map(|line| {
        let words = line.split([' ', '\t', '\r']).filter(|word| !word.is_empty() && !word.starts_with("__NOTOC"));
        words.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;

    #[test]
    fn markup_is_rendered_as_displayed() {
        for (text, expected) in [
            ("''one'' '''two''' '''''three'''''", "one two three"),
            ("it's ''Bo's'' ''''x'''", "it's Bo's 'x"),
            ("[[Jane Austen]] and [[Emma (novel)|Emma]]", "Jane Austen and Emma"),
            ("[[w:Jane Austen|]], [[w:Emma]]", "Jane Austen, Emma"),
            ("[[File:A.jpg|thumb|see [[Emma]]]]one[[Category:Love]][[fr:Amour]]", "one"),
            ("[[:Category:Love|love]]", "love"),
            ("[https://example.org a page] [https://example.org]", "a page"),
            ("one<ref>two</ref> three<ref name=\"x\" /><ref name=y>z</ref>", "one three"),
            ("one<br />two<br>three", "one\ntwo\nthree"),
            ("<small>one</small> <!-- two --> &mdash; &amp;c. <3", "one — &c. <3"),
            ("<poem>\none\ntwo\n</poem>", "one\ntwo"),
            ("<nowiki>''one''</nowiki>", "''one''"),
            ("{{w|Jane Austen|Jane}} {{lang|fr|''mot''}} one{{ndash}}two {{sic}}", "Jane mot one–two"),
            ("one {{unknown thing|two}} three", "one three"),
            ("one {{citation needed|date=May 2020}}", "one"),
            ("a {{b c", "a {{b c"),
            ("a [[b c", "a [[b c"),
            ("a <b", "a <b"),
            ("a ]] }} b", "a ]] }} b"),
        ] {
            assert_eq!(render(text, Titles::Plain).text, expected, "{text}");
        }
        assert_eq!(render("''Emma'' (1815)", Titles::Marked).text, "“Emma” (1815)");
    }

    #[test]
    fn links_italics_and_references_are_collected() {
        let found = render(
            "[[w:Plato (philosopher)|Plato]], ''The [[Republic]]'' [http://example.org/r x]<ref>''Laws'', 2</ref>{{foo}}",
            Titles::Plain,
        );
        assert_eq!(found.text, "Plato, The Republic x");
        assert_eq!(found.italics, ["The Republic"]);
        assert_eq!(found.references, ["“Laws”, 2"]);
        assert_eq!(found.url.as_deref(), Some("http://example.org/r"));
        assert_eq!(found.first_link, Some(("Plato".to_owned(), "Plato".to_owned())));
        assert_eq!(found.left_out, ["foo"]);
        assert_eq!(render("'''[[w:Jane Austen|Jane]]''' was", Titles::Plain).bold.as_deref(), Some("Jane"));
    }

    #[test]
    fn brackets_take_linear_time() {
        /// Beyond what is searched for the end of a link.
        const MIN_BYTES: usize = 4096;
        for repeated in ["* a [[b|", "[a ", "[http://a ", "-[[a|-]]", "{{a", "[[a|", "<a", "<ref>"] {
            let text = |bytes: usize| repeated.repeat(bytes / repeated.len());
            let grown = more_than_linear(MIN_BYTES, 10, text, |text| drop(render(text, Titles::Plain)));
            assert_eq!(grown, [], "{repeated}");
        }
        let text = |bytes: usize| "-".repeat(bytes) + "a" + &"[[b]]".repeat(bytes / 5);
        assert_eq!(more_than_linear(MIN_BYTES, 10, text, |text| drop(render(text, Titles::Plain))), []);
    }

    proptest::proptest! {
        #[test]
        fn arbitrary_markup_does_not_panic(text in r"(''|'''|\[\[|\]\]|\{\{|\}\}|<ref>|</ref>|<!--|-->|<br>|\||[aé:\n]|&lt;|\[http://){0,30}") {
            render(&text, Titles::Marked);
        }
    }
}

//! The Markdown that Readwise exports for a book or an article.

use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, is_site, non_empty, squeeze};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "readwise-markdown", about: "highlights that Readwise exported as Markdown", sniff, read };

/// Hosts to which the links after highlights lead.
const HOSTS: [&str; 2] = ["](https://readwise.io/", "](https://read.readwise.io/"];

/// Categories and the kinds of source that they are, in lower case.
const CATEGORIES: &[(&str, SourceKind)] = &[
    ("books", SourceKind::Book),
    ("articles", SourceKind::Article),
    ("podcasts", SourceKind::Broadcast),
    ("tweets", SourceKind::Web),
];

/// A highlight as its lines are gathered.
#[derive(Debug, Default)]
struct Highlight {
    line: usize,
    text: String,
    note: Option<String>,
    tags: Vec<String>,
}

/// What the lines of metadata say.
#[derive(Debug, Default)]
struct Metadata {
    heading: String,
    title: String,
    author: String,
    category: String,
    url: String,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let is_highlight = |line: &str| line.contains(" ([") && HOSTS.iter().any(|host| line.contains(host));
    input.start().lines().any(is_highlight).then(|| "links to readwise.io after list items".into())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let (metadata, highlights) = parse(input.text);
    if highlights.is_empty() {
        return Err(ReadError::of_file("no highlight found: list items below “Highlights”"));
    }
    let work = metadata.work();
    for highlight in highlights {
        if !sink.accept(item(highlight, &work)) {
            break;
        }
    }
    Ok(())
}

/// Splits the page into its metadata and its highlights.
fn parse(text: &str) -> (Metadata, Vec<Highlight>) {
    let (mut metadata, mut highlights) = (Metadata::default(), Vec::<Highlight>::new());
    let mut in_highlights = false;
    for (line_number, line) in (1..).zip(text.lines()) {
        let heading = line.trim_start_matches('#');
        if heading.len() < line.len() && heading.starts_with(' ') {
            let heading = heading.trim().to_lowercase();
            in_highlights = heading.starts_with("highlights") || heading.starts_with("new highlights");
            if metadata.heading.is_empty() && line.starts_with("# ") {
                metadata.heading = squeeze(&line[2..]);
            }
        } else if let Some(item) = line.strip_prefix("- ").or_else(|| line.strip_prefix("* ")) {
            if !in_highlights && metadata.take(item) {
                continue;
            }
            if in_highlights || HOSTS.iter().any(|host| item.contains(host)) {
                highlights.push(Highlight { line: line_number, text: item.to_owned(), ..Highlight::default() });
                in_highlights = true;
            }
        } else if in_highlights {
            highlights.last_mut().into_iter().for_each(|highlight| highlight.take(line));
        } else {
            metadata.take(line);
        }
    }
    (metadata, highlights)
}

impl Metadata {
    /// Takes a line such as `- Author: [[Jane Austen]]` or `author:: [[Jane Austen]]`.
    fn take(&mut self, line: &str) -> bool {
        let line = line.replace("**", "");
        let Some((key, value)) = line.split_once(':') else { return false };
        let value = value.trim_start_matches(':').trim().replace("[[", "").replace("]]", "");
        let value = value.trim_matches('"');
        let field = match key.trim().to_lowercase().replace('-', " ").as_str() {
            "author" => &mut self.author,
            "full title" => &mut self.title,
            "category" => &mut self.category,
            "url" | "source" => &mut self.url,
            // Known, but of no use.
            "document tags" | "summary" | "deck" | "title" => return true,
            _ => return false,
        };
        value.clone_into(field);
        true
    }

    /// The book or article.
    fn work(&self) -> Work {
        let category = self.category.trim_start_matches('#').to_lowercase();
        let kind = CATEGORIES.iter().find(|row| row.0 == category).map(|row| row.1);
        // A site as the author is that of an article.
        let site = Some(&self.author).filter(|author| is_site(author));
        let kind = kind.unwrap_or(if site.is_some() { SourceKind::Article } else { SourceKind::Other });
        let title = if self.title.is_empty() { &self.heading } else { &self.title };
        let mut work = Work::new(kind, title, Authors::listed(&self.author));
        work.source.container = site.cloned();
        work.source.url = non_empty(&self.url);
        work
    }
}

impl Highlight {
    /// Takes a line below that of the highlight: a note, tags, or more of the text.
    fn take(&mut self, line: &str) {
        let inner = line.trim().trim_start_matches(['-', '*']).trim_start().replace("**", "");
        let is_item = line.starts_with([' ', '\t']) && line.trim_start().starts_with(['-', '*']);
        match inner.split_once(':') {
            Some((key, value)) if is_item && key.eq_ignore_ascii_case("note") => {
                self.note = Some(value.trim().to_owned());
            }
            Some((key, value)) if is_item && key.eq_ignore_ascii_case("tags") => self.tags.extend(tags(value)),
            _ => {
                let text = self.note.as_mut().unwrap_or(&mut self.text);
                text.push('\n');
                text.push_str(if line.starts_with([' ', '\t']) { line.trim() } else { line.trim_end() });
            }
        }
    }
}

/// Reads `[[a tag]] [[another]]`, `#a #b` or `a, b`.
fn tags(text: &str) -> Vec<String> {
    let parts: Vec<&str> = if text.contains("[[") {
        text.split("]]").filter_map(|part| part.split_once("[[")).map(|(_, tag)| tag).collect()
    } else {
        text.split([',', ' ']).map(|tag| tag.trim().trim_start_matches('#')).collect()
    };
    parts.into_iter().filter_map(non_empty).collect()
}

/// Splits the link from the end of a highlight: the text, what the link says, and its address.
fn split_link(text: &str) -> (&str, &str, &str) {
    let text = text.trim();
    let link = text.strip_suffix("))").and_then(|inner| {
        let open = inner.rfind("([")?;
        let (label, address) = inner[open + 2..].split_once("](")?;
        HOSTS.iter().any(|host| inner[open..].contains(host)).then_some((inner[..open].trim(), label, address))
    });
    link.unwrap_or((text, "", ""))
}

/// What a highlight becomes.
fn item(highlight: Highlight, work: &Work) -> Item {
    let line = highlight.line;
    let (text, label, link) = split_link(&highlight.text);
    let is_discarded = |tag: &String| tag.trim_start_matches('.').eq_ignore_ascii_case("discard");
    let reason = if highlight.tags.iter().any(is_discarded) {
        Some("it is tagged `discard`")
    } else if text.starts_with("![](") && !text.contains('\n') {
        Some("an image has no words")
    } else {
        text.is_empty().then_some("no words")
    };
    if let Some(reason) = reason {
        return Item::Skipped(Skipped { line, reason });
    }
    // A no-break space often separates the word from the number.
    let place = label.split_once(char::is_whitespace).map(|(word, number)| (word, number.trim()));
    let number = |word: &str| place.filter(|place| place.0.eq_ignore_ascii_case(word)).map(|place| place.1.to_owned());
    let locator =
        Locator { page: number("page"), location: number("location"), time: number("time"), ..Locator::default() };
    let note = highlight.note.as_deref().and_then(non_empty);
    let draft = EntryDraft { text: text.to_owned(), locator, note, tags: highlight.tags, ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    work.attribute(&mut entry);
    add_extra(&mut entry, "link", link);
    Item::Entry(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};

    fn found(metadata: &str, highlights: &str) -> Found {
        let text = format!("# Emma\n\n## Metadata\n{metadata}\n\n## Highlights\n{highlights}\n");
        collect(&FORMAT, "Emma.md", text.as_bytes())
    }

    const EMMA: &str = "- Author: [[Jane Austen]]\n- Full Title: Emma: A Novel\n- Category: #books";

    #[test]
    fn highlights_have_place_note_and_tags() {
        let link = "https://readwise.io/to_kindle?action=open&asin=B0&location=399";
        let found = found(
            EMMA,
            &format!(
                "- words ([Location\u{a0}399]({link}))\n    - Note: mine\n      goes on\n    - Tags: [[irony]] [[two words]]\n- more ([Page 12]({link}))"
            ),
        );
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["words — Jane Austen, Emma: A Novel", "more — Jane Austen, Emma: A Novel"]
        );
        let draft = &found.entries[0].draft;
        assert_eq!(draft.locator.location.as_deref(), Some("399"));
        assert_eq!(draft.note.as_deref(), Some("mine\ngoes on"));
        assert_eq!(draft.tags, ["irony", "two words"]);
        assert_eq!(draft.extra, [("link".to_owned(), link.to_owned())]);
        assert_eq!(found.entries[1].draft.locator.page.as_deref(), Some("12"));
        assert_eq!((found.entries[0].line, found.entries[1].line), (9, 13));
    }

    #[test]
    fn highlight_text_is_kept_unchanged() {
        for (item, expected) in [
            ("- (in brackets) ([Location 3](https://readwise.io/x))", "(in brackets)"),
            ("- one\n\ntwo ([Location 3](https://readwise.io/x))", "one\n\ntwo"),
            (
                "- see [this](https://example.org) ([View Highlight](https://read.readwise.io/read/1))",
                "see [this](https://example.org)",
            ),
            ("- has __bold__ words", "has __bold__ words"),
            ("- Note: a text that begins so ([Location 3](https://readwise.io/x))", "Note: a text that begins so"),
        ] {
            let found = found(EMMA, item);
            assert_eq!(
                found.entries.iter().map(|entry| entry.draft.text.as_str()).collect::<Vec<_>>(),
                [expected],
                "{item}"
            );
        }
        // Added by a later sync.
        let found =
            found(EMMA, "- one\n\n## New highlights added January 3, 2024 at 10:12 AM\n- two\n    - **Note:** mine");
        assert_eq!(found.entries.len(), 2);
        assert_eq!(found.entries[1].draft.note.as_deref(), Some("mine"));
    }

    #[test]
    fn single_author_is_the_speaker() {
        for (metadata, expected) in [
            ("- Author: [[Jane Austen]]\n- Full Title: Emma\n- Category: #books", "w — Jane Austen, Emma"),
            ("- Author: Currer Bell, Ellis Bell\n- Category: #books", "w — ?, Emma by Currer Bell; Ellis Bell"),
            ("- Author: [[example.org]]\n- Full Title: A Page\n- Category: #articles", "w — ?, A Page"),
            ("author:: [[Jane Austen]]\nfull-title:: \"Emma\"\ncategory:: #books", "w — Jane Austen, Emma"),
            (
                "- Author: Martin Luther King Jr.\n- Full Title: Strength to Love",
                "w — Martin Luther King Jr., Strength to Love",
            ),
        ] {
            assert_eq!(described(&found(metadata, "- w").entries[0]), expected);
        }
    }

    #[test]
    fn discarded_items_and_images_are_skipped() {
        for (item, reason) in [
            ("- words\n    - Tags: [[discard]]", "it is tagged `discard`"),
            ("- words\n    - Tags: [[.discard]]", "it is tagged `discard`"),
            (
                "- ![](https://example.org/i.png) ([View Highlight](https://read.readwise.io/read/1))",
                "an image has no words",
            ),
        ] {
            let found = found(EMMA, item);
            assert_eq!(found.skipped, [Skipped { line: 9, reason }], "{item}");
            assert!(found.entries.is_empty());
        }
    }
}

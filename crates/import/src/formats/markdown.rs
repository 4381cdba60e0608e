//! Quotations in Markdown, also of Obsidian and Logseq: block quotes, and paragraphs in marks or with a credit.

use kzq_edit::{EntryDraft, SourceDraft, SourceReference};
use kzq_text::steps::count;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::front_matter::{front_matter, has_credit, set_source};
use super::headings::{self, Headings};
use super::markdown_extras::{Html, without_obsidian};
use super::markdown_paragraph;
use super::own_remarks::is_own_remark;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::add_extra;
use kzq_edit::credit::{self, Credit, Inline, Likeness, after_dash, in_line};

/// The row of the format.
pub(super) const FORMAT: Format = Format {
    name: "markdown",
    about: "block quotes in Markdown, as in Obsidian and Logseq, and paragraphs in marks or with a credit",
    sniff,
    read,
};

/// Kinds of Obsidian's callouts that are quotations.
const CALLOUTS: [&str; 2] = ["quote", "cite"];

/// The doubt about a block quote inside another.
const INNER: &str = "a quotation inside another; the speaker is left unknown";

/// A part of the page, with the line where it begins.
#[derive(Debug)]
struct Block {
    line: usize,
    kind: Kind,
    /// As displayed; paragraphs are separated by empty lines.
    text: String,
    /// The last link in it: what it says, and its address.
    link: Option<(String, String)>,
    /// The id that Obsidian gave it.
    id: Option<String>,
    /// Whether it is a block quote inside another.
    is_nested: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Heading(HeadingLevel),
    Paragraph,
    Code,
    Quote,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let mut may_begin = true;
    for line in input.start().lines() {
        let bare = line.trim_start().trim_start_matches("- ");
        if may_begin && bare.starts_with("> ") && !bare.starts_with("> >") {
            return Some("block quotes: lines that begin with `>`".to_owned());
        }
        may_begin = bare.is_empty() || bare.starts_with('#') || line.trim_start().starts_with("- ") || bare == "---";
    }
    None
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let (front, skipped) = front_matter(input.text);
    let blocks = blocks(&input.text[skipped..], input.text[..skipped].lines().count());
    let below = headings_below(&blocks);
    if !blocks.iter().any(|block| block.kind == Kind::Quote) {
        return Err(ReadError::of_file("no block quote found: lines that begin with `>`"));
    }
    let mut headings = Headings::default();
    for (at, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Heading(level) if Some(level) != below => headings.enter(level as usize, &block.text),
            Kind::Paragraph if !belongs_to_quote(&blocks, at) => {
                for mut item in markdown_paragraph::items(&block.text, block.line) {
                    if let Item::Entry(entry) = &mut item {
                        headings.attribute(entry);
                        front.complete(entry);
                        add_extra(entry, "block", block.id.as_deref().unwrap_or_default());
                    }
                    if !sink.accept(item) {
                        return Ok(());
                    }
                }
            }
            Kind::Heading(_) | Kind::Paragraph | Kind::Code => {}
            Kind::Quote => {
                let before = blocks[..at].last();
                let item = match quotation(block) {
                    Ok(mut entry) => {
                        if block.is_nested {
                            if !has_credit(&entry) {
                                entry.doubts.push(INNER.to_owned());
                            }
                            front.add_tags(&mut entry);
                        } else {
                            if !has_credit(&entry) {
                                let is_after = |block: &&Block| {
                                    count(1);
                                    !block.is_nested
                                };
                                let after = blocks[at + 1..].iter().find(is_after);
                                credit_outside(&mut entry, before, after, below);
                            }
                            headings.attribute(&mut entry);
                            front.complete(&mut entry);
                        }
                        add_extra(&mut entry, "block", block.id.as_deref().unwrap_or_default());
                        Item::Entry(entry)
                    }
                    Err(reason) => Item::Skipped(Skipped { line: block.line, reason }),
                };
                if !sink.accept(item) {
                    return Ok(());
                }
            }
        }
    }
    headings.assumed().into_iter().for_each(|remark| sink.remark(remark));
    Ok(())
}

/// Divides a page into headings, paragraphs and block quotes. Those inside another follow it.
fn blocks(text: &str, lines_before: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    // The block quotes that are open, by their places in `blocks`.
    let mut open: Vec<usize> = Vec::new();
    let mut link: Option<(usize, String)> = None;
    let mut html = Html::default();
    let (mut line, mut counted) = (lines_before + 1, 0);
    for (event, range) in Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH).into_offset_iter() {
        let mut begin = |kind| {
            if let Some(passed) = text.as_bytes().get(counted..range.start) {
                line += memchr::memchr_iter(b'\n', passed).count();
                counted = range.start;
            }
            blocks.push(Block { line, kind, text: String::new(), link: None, id: None, is_nested: !open.is_empty() });
        };
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                begin(Kind::Quote);
                open.push(blocks.len() - 1);
                continue;
            }
            Event::Start(Tag::Heading { level, .. }) if open.is_empty() => begin(Kind::Heading(level)),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::HtmlBlock) if open.is_empty() => begin(Kind::Paragraph),
            Event::Start(Tag::CodeBlock(_)) if open.is_empty() => begin(Kind::Code),
            _ => {}
        }
        let at = open.last().copied().unwrap_or(blocks.len().saturating_sub(1));
        let Some(block) = blocks.get_mut(at) else { continue };
        match event {
            Event::End(TagEnd::BlockQuote(_)) => {
                block.text.truncate(block.text.trim_end().len());
                open.pop();
                if let Some(outer) =
                    open.last().and_then(|&at| blocks.get_mut(at)).filter(|outer| !outer.text.is_empty())
                {
                    outer.text.truncate(outer.text.trim_end().len());
                    outer.text.push_str("\n\n");
                }
                if open.is_empty() {
                    let kind = Kind::Paragraph;
                    blocks.push(Block { line, kind, text: String::new(), link: None, id: None, is_nested: false });
                }
            }
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::List(_) | TagEnd::CodeBlock) => {
                block.text.push_str("\n\n");
            }
            // The title of a work in a heading.
            Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis) if matches!(block.kind, Kind::Heading(_)) => {
                block.text.push('*');
            }
            Event::Start(Tag::Item) if !open.is_empty() => block.text.push_str("- "),
            Event::End(TagEnd::Item) => block.text.push('\n'),
            // A line break inside a paragraph of a quotation may be the end of a verse, or come before the credit.
            Event::SoftBreak | Event::HardBreak => block.text.push('\n'),
            Event::Text(text) | Event::Code(text) => block.text.push_str(&text),
            Event::InlineHtml(text) | Event::Html(text) => block.text.push_str(&html.displayed(&text)),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((block.text.len(), dest_url.to_string())),
            Event::End(TagEnd::Link) => {
                if let Some((from, url)) = link.take() {
                    block.link = Some((block.text.get(from..).unwrap_or_default().to_owned(), url));
                }
            }
            _ => {}
        }
    }
    for block in blocks.iter_mut().filter(|block| block.kind != Kind::Code) {
        (block.text, block.id) = without_obsidian(&block.text);
    }
    blocks.retain(|block| block.kind == Kind::Quote || !block.text.trim().is_empty());
    unwrap_quotes(blocks)
}

/// Removes block quotes that have no words but those of the quotes inside, or only the credit of these.
fn unwrap_quotes(blocks: Vec<Block>) -> Vec<Block> {
    let mut unwrapped = Vec::with_capacity(blocks.len());
    let mut blocks = blocks.into_iter().peekable();
    while let Some(outer) = blocks.next() {
        let mut inner: Vec<Block> = std::iter::from_fn(|| blocks.next_if(|block| block.is_nested)).collect();
        count(1 + inner.len());
        let is_credit = !outer.text.contains('\n') && after_dash(&outer.text).is_some();
        match inner.last_mut() {
            Some(last) if outer.text.is_empty() || is_credit => {
                if is_credit {
                    last.text = format!("{}\n{}", last.text, outer.text);
                    last.link = last.link.take().or(outer.link);
                }
                for block in &mut inner {
                    block.is_nested = false;
                }
            }
            _ => unwrapped.push(outer),
        }
        unwrapped.append(&mut inner);
    }
    unwrapped
}

/// The level of the headings that are credits of the quotations above them: the page begins with a quotation and ends with
/// such a heading, and each follows a quotation.
fn headings_below(blocks: &[Block]) -> Option<HeadingLevel> {
    let is_quote = |block: &Block| block.kind == Kind::Quote;
    let last = blocks.last()?;
    let Kind::Heading(level) = last.kind else { return None };
    let own: Vec<usize> = (0..blocks.len()).filter(|&at| blocks[at].kind == last.kind).collect();
    let follows = own.iter().all(|&at| at > 0 && is_quote(&blocks[at - 1]));
    (follows && own.iter().all(|&at| headings::read(&blocks[at].text).is_some())).then_some(level)
}

/// What a block quote becomes; `Err` with the reason if it is not a quotation.
fn quotation(block: &Block) -> Result<Imported, &'static str> {
    let mut text = block.text.as_str();
    let mut credit = None;
    if let Some((kind, rest)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) {
        if !CALLOUTS.contains(&kind.split('|').next().unwrap_or(kind).to_lowercase().as_str()) {
            return Err("a callout that is not a quotation");
        }
        let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
        let title = title.trim_start_matches(['+', '-']).trim();
        credit = (!title.is_empty()).then(|| headings::read(title)).flatten();
        text = if credit.is_some() || title.is_empty() { body } else { rest.trim_start_matches(['+', '-']) };
    }
    let (above, last) = text.rsplit_once('\n').unwrap_or(("", text));
    let own = after_dash(last).map(|name| link_credit(name, block)).filter(is_credit);
    let (words, own) = match own {
        Some(own) if !above.trim().is_empty() => (above.trim().to_owned(), Some(own)),
        _ => match in_line(last) {
            Inline::Found(words, own) => (format!("{above}\n{words}").trim().to_owned(), Some(*own)),
            _ => (text.trim().to_owned(), None),
        },
    };
    if words.is_empty() {
        return Err("no words");
    }
    if own.is_none() && credit.is_none() && is_own_remark(&words) {
        return Err("a remark of your own, not a quotation");
    }
    let mut entry = Imported { line: block.line, ..Imported::default() };
    entry.draft = EntryDraft { text: words, ..EntryDraft::default() };
    if let Some(credit) = own.or(credit) {
        credit.apply(&mut entry.draft, &mut entry.doubts);
    }
    Ok(entry)
}

fn is_credit(credit: &Credit) -> bool {
    credit.likeness != Likeness::No || credit.source.is_some()
}

/// Reads a credit with the address of its link: `[Name](url)`, `Name (url|title)`.
fn link_credit(text: &str, block: &Block) -> Credit {
    let piped = text.rsplit_once(" (").and_then(|(name, rest)| {
        let (url, title) = rest.trim_end().strip_suffix(')')?.split_once('|')?;
        url.contains("://").then(|| (name, title.trim().to_owned(), url.trim().to_owned()))
    });
    let (name, title, url) = match (piped, &block.link) {
        (Some((name, title, url)), _) => (name, title, Some(url)),
        (None, Some((label, url))) if text.contains(label.as_str()) => (text, label.clone(), Some(url.clone())),
        _ => (text, String::new(), None),
    };
    let mut credit = credit::read(name);
    if url.is_some() {
        let draft = SourceDraft { title, ..SourceDraft::default() };
        credit.source.get_or_insert(draft).url = url;
    }
    credit
}

/// Looks for a credit below a block quote, then for a link in the line above.
fn credit_outside(entry: &mut Imported, before: Option<&Block>, after: Option<&Block>, below: Option<HeadingLevel>) {
    let found = after.and_then(|after| match after.kind {
        Kind::Heading(level) if Some(level) == below => Some(credit::read(&after.text)),
        Kind::Paragraph | Kind::Code => after_dash(&after.text)
            .map(|name| link_credit(name, after))
            .filter(|credit| credit.likeness != Likeness::No),
        _ => None,
    });
    if let Some(credit) = found {
        credit.apply(&mut entry.draft, &mut entry.doubts);
    }
    if let Some((label, url)) = before.filter(|before| before.kind == Kind::Paragraph).and_then(sole_link) {
        set_source(entry, label, Some(url));
    }
    if let Some((credit, url)) = before.filter(|before| before.kind == Kind::Paragraph).and_then(lecture)
        && !has_credit(entry)
    {
        credit.apply(&mut entry.draft, &mut entry.doubts);
        if let Some(SourceReference::Described(source)) = &mut entry.draft.source {
            source.url = Some(url);
        }
    }
}

/// Whether a paragraph is the credit of the block quote above it, or leads in to the one below.
fn belongs_to_quote(blocks: &[Block], at: usize) -> bool {
    let (before, after) = (at.checked_sub(1).map(|at| blocks[at].kind), blocks.get(at + 1).map(|after| after.kind));
    let block = &blocks[at];
    let is_credit = || after_dash(&block.text).is_some();
    let leads_in = || block.text.ends_with(':') || sole_link(block).is_some() || lecture(block).is_some();
    before == Some(Kind::Quote) && is_credit() || after == Some(Kind::Quote) && leads_in()
}

/// The link that a paragraph consists of.
fn sole_link(block: &Block) -> Option<(&String, &String)> {
    let (label, url) = block.link.as_ref()?;
    (block.text.trim_end_matches(':') == label).then_some((label, url))
}

/// Reads `From a lecture by Jane Austen: https://example.org`.
fn lecture(block: &Block) -> Option<(Credit, String)> {
    let (work, url) = block.text.strip_prefix("From ")?.rsplit_once(": ")?;
    let is_url = (url.starts_with("https://") || url.starts_with("http://")) && !url.contains(char::is_whitespace);
    let credit = headings::read(work).filter(|credit| is_url && credit.source.is_some())?;
    Some((credit, url.to_owned()))
}

#[cfg(test)]
mod tests {
    use kzq_text::steps::more_than_linear;

    use super::*;
    use crate::formats::tests::{collect, described, in_full};

    #[test]
    fn credits_inside_below_and_above_quotes_are_read() {
        for (text, expected) in [
            ("> one\n", vec!["one — ?"]),
            ("> one\n> — Jane Austen\n", vec!["one — Jane Austen"]),
            ("> one\n>\n> — *Jane Austen*\n", vec!["one — Jane Austen"]),
            ("> one. — Jane Austen\n", vec!["one. — Jane Austen"]),
            ("> one\n> -- Jane Austen (https://example.org/e|Emma)\n", vec!["one — Jane Austen, Emma"]),
            ("> one\n\n— Jane Austen\n", vec!["one — Jane Austen"]),
            ("> one\n\n#### Jane Austen, \"Emma\", 1815\n", vec!["one — Jane Austen, Emma"]),
            (
                "# Quotes\n\n> one\n\n#### Jane Austen\n\n> two\n\n#### Plato\n",
                vec!["one — Jane Austen", "two — Plato"],
            ),
            ("## Jane Austen\n\n> one\n\n## Plato\n\n> two\n", vec!["one — Jane Austen", "two — Plato"]),
            ("## Emma by Jane Austen\n> one\n", vec!["one — Jane Austen, Emma"]),
            ("### Jane Austen - January 20th, 2016\n> one\n", vec!["one — Jane Austen"]),
            ("[A Page](https://example.org)\n\n> one\n", vec!["one — ?, A Page"]),
            // Lazy continuation, hard breaks, nested quotes, lists.
            ("> one\ntwo\n", vec!["one\ntwo — ?"]),
            ("> one  \n> two\n", vec!["one\ntwo — ?"]),
            ("> one\n>\n> two\n", vec!["one\n\ntwo — ?"]),
            ("> one\n> > two\n\nx\n", vec!["one — ?", "two — ?"]),
            ("> one\n> > two\n>\n> three\n", vec!["one\n\nthree — ?", "two — ?"]),
            ("> > one\n>\n> — Jane Austen\n", vec!["one — Jane Austen"]),
            ("> one\n> > two\n> > — Plato\n>\n> — Jane Austen\n", vec!["one — Jane Austen", "two — Plato"]),
            ("- > one\n- > two\n", vec!["one — ?", "two — ?"]),
            ("> the *very* **words**\n", vec!["the very words — ?"]),
        ] {
            let found = collect(&FORMAT, "quotes.md", text.as_bytes());
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn quotes_inside_others_take_linear_time() {
        for (before, repeated) in [("", "> > a\n\nx\n\n"), ("> x\n>\n", "> > a\n>\n"), ("", "> > a\n>\n> x\n>\n")] {
            let text = |size: usize| before.to_owned() + &repeated.repeat(size);
            let grown = more_than_linear(8, 10, text, |text| drop(collect(&FORMAT, "quotes.md", text.as_bytes())));
            assert_eq!(grown, [], "{repeated:?}");
        }
    }

    #[test]
    fn source_urls_are_kept() {
        for (text, expected) in [
            (
                "From a lecture by Jane Austen: https://example.org/l\n\n> one\n",
                "one — Jane Austen, a lecture | https://example.org/l",
            ),
            (
                "> one\n> -- Jane Austen (https://example.org/e|Emma)\n",
                "one — Jane Austen, Emma | https://example.org/e",
            ),
            ("[A Page](https://example.org/p):\n\n> one\n", "one — ?, A Page | https://example.org/p"),
            ("> one\n> — Jane Austen (disputed: in no letter)\n", "one — Jane Austen"),
        ] {
            let found = collect(&FORMAT, "quotes.md", text.as_bytes());
            assert_eq!(found.entries.iter().map(in_full).collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn speaker_is_taken_from_headings_and_own_remarks_are_skipped() {
        let text = "# Hannah Arendt, *The Human Condition*\n\n> one\n\n> > two\n\n> three\n> > four\n\n> My note: check this\n\n\
                    > [!NOTE]\n> five\n\n> **Note**\n> six\n\n> seven\n> — Plato\n\n> ten\n> — Hannah Arendt, p. 8\n\n> TODO eight\n\n> Note to self: nine\n";
        let found = collect(&FORMAT, "x.md", text.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            [
                "one — Hannah Arendt, The Human Condition",
                "two — Hannah Arendt, The Human Condition",
                "three — Hannah Arendt, The Human Condition",
                "four — ?",
                "seven — Plato",
                "ten — Hannah Arendt, The Human Condition"
            ]
        );
        let own = "a remark of your own, not a quotation";
        let reasons: Vec<_> = found.skipped.iter().map(|skipped| skipped.reason).collect();
        assert_eq!(reasons, [own, "a callout that is not a quotation", own, own, own]);
        assert_eq!(found.entries[3].doubts, [INNER]);
        assert_eq!(
            found.remarks,
            [
                "assumed from the headings above them: the speakers of 3 quotations (“Hannah Arendt, The Human Condition”)"
            ]
        );
    }

    #[test]
    fn quotations_outside_block_quotes_are_read_and_the_rest_is_reported() {
        let text = "# Quotes\n\n* “One.” — Simone Weil\n* “Two.” — Ada Lovelace\n\n“Three.” — Jane Austen\n\nMy thoughts.\n\n\
                    As she says:\n\n> four. — Plato\n\n    let five = 5;\n\n# Jane Austen\n\n- “Six.”\n";
        let found = collect(&FORMAT, "x.md", text.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            [
                "“One.” — Simone Weil",
                "“Two.” — Ada Lovelace",
                "“Three.” — Jane Austen",
                "four. — Plato",
                "“Six.” — Jane Austen"
            ]
        );
        assert_eq!(found.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [3, 4, 6, 12, 18]);
        assert_eq!(found.skipped, [Skipped { line: 8, reason: markdown_paragraph::OTHER_TEXT }]);
    }

    #[test]
    fn markup_of_obsidian_and_html_is_no_part_of_the_words() {
        for (text, words, id) in [
            ("> Attention is rare. ^abc123\n", "Attention is rare.", Some("abc123")),
            ("> Attention is rare.\n\n^abc123\n", "Attention is rare.", None),
            ("> the <i>very</i> words<br>go &mdash; on\n", "the very words\ngo — on", None),
            ("> the ==very== [[Words|words]] <name>\n", "the very words <name>", None),
            ("<!-- mine -->\n\n> `<i>` words\n", "<i> words", None),
            ("<!--\nmine\n-->\n\n> words\n", "words", None),
        ] {
            let found = collect(&FORMAT, "x.md", text.as_bytes());
            let [entry] = found.entries.as_slice() else { panic!("{text}") };
            assert_eq!(entry.draft.text, words);
            let extra: Vec<_> = entry.draft.extra.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
            assert_eq!((extra, found.skipped.len()), (id.map(|id| ("block", id)).into_iter().collect(), 0), "{text}");
        }
    }

    #[test]
    fn front_matter_is_read_and_other_callouts_skipped() {
        let text = "---\nauthor: \"[[Jane Austen]]\"\ntitle: Emma\ntags:\n  - wit\n---\n\n> one\n\n> [!note] two\n\n> [!quote]+ Plato\n> three\n";
        let found = collect(&FORMAT, "x.md", text.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["one — Jane Austen, Emma", "three — Plato, Emma"]
        );
        assert_eq!(found.entries[0].draft.tags, ["wit"]);
        assert_eq!(found.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [8, 12]);
        assert_eq!(found.skipped, [Skipped { line: 10, reason: "a callout that is not a quotation" }]);
    }
}

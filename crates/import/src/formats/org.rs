//! Org, and Logseq's pages in Markdown: quotations between `#+BEGIN_QUOTE` and `#+END_QUOTE`.

use kzq_edit::{EntryDraft, SourceDraft};

use super::headings::Headings;
use super::kzq_org::{self, unescape};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use kzq_edit::credit::{self, Credit, Inline, Likeness, after_dash, in_line};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "org", about: "Org, or Logseq's pages, with `#+BEGIN_QUOTE` … `#+END_QUOTE`", sniff, read };

/// The row of what kzq itself prints, in a file with nothing else.
pub(super) const OWN: Format = Format {
    name: "kzq-org",
    about: "what `kzq export` prints as Org, with everything in it",
    sniff: |input| {
        let mut headings = lines(input.text).filter(|(_, _, line)| kzq_org::heading(line).is_some()).peekable();
        let is_own = headings.peek().is_some_and(|first| first.0 == 1)
            && headings.all(|(_, at, _)| kzq_org::entry(&input.text[at..]).is_some());
        is_own.then(|| "each heading has the property `WORDING`".to_owned())
    },
    read,
};

/// Kinds of blocks that are quotations, in lower case.
const BLOCKS: [&str; 2] = ["quote", "verse"];

/// The lines of a text, each with its number and where it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, usize, &str)> {
    let mut next = 0;
    (1..).zip(text.split_inclusive('\n')).map(move |(number, line)| {
        let at = next;
        next += line.len();
        (number, at, line.trim_end_matches(['\n', '\r']))
    })
}

/// A line without the marker of a list item.
fn bare(line: &str) -> &str {
    let line = line.trim();
    line.strip_prefix("- ").unwrap_or(line).trim_start()
}

/// Whether a line begins or ends a block of quotations.
fn is_edge(line: &str, edge: &str) -> bool {
    let line = bare(line).to_lowercase();
    let kind = line.strip_prefix("#+").and_then(|line| line.strip_prefix(edge)).and_then(|line| line.strip_prefix('_'));
    kind.and_then(|kind| kind.split_whitespace().next()).is_some_and(|kind| BLOCKS.contains(&kind))
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let begins = |line: &str| line.contains("#+") && is_edge(line, "begin");
    input.start().lines().any(begins).then(|| "a block that begins with #+BEGIN_QUOTE".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let is_entry = |(_, at, _): (usize, usize, &str)| kzq_org::entry(&input.text[at..]).is_some();
    if !lines(input.text).any(|line| is_edge(line.2, "begin") || line.2.starts_with('*') && is_entry(line)) {
        return Err(ReadError::of_file("no quotation found: lines between #+BEGIN_QUOTE and #+END_QUOTE"));
    }
    let mut headings = Headings::default();
    let (mut tags, mut properties) = (Vec::new(), Vec::new());
    let mut lines = lines(input.text).peekable();
    while let Some((number, at, line)) = lines.next() {
        if let Some((level, heading)) = heading(line) {
            let (heading, own_tags) = split_tags(heading);
            headings.enter(level, heading);
            tags = own_tags;
            properties.clear();
            if let Some((entry, length)) = kzq_org::entry(&input.text[at..]) {
                let end = number + length;
                while lines.next_if(|line| line.0 < end).is_some() {}
                if !sink.accept(entry.into_item(number)) {
                    break;
                }
            }
        } else if line.trim().eq_ignore_ascii_case(":properties:") {
            while let Some((_, _, line)) = lines.next_if(|line| property(line.2).is_some()) {
                match property(line) {
                    Some((name, value)) if !name.eq_ignore_ascii_case("end") => {
                        properties.extend((!value.is_empty()).then(|| (name.to_lowercase(), value.to_owned())));
                    }
                    _ => break,
                }
            }
        } else if is_edge(line, "begin") {
            let mut inside = Vec::new();
            let mut is_closed = false;
            // A block that is not closed ends where the next or a heading begins.
            while let Some((_, _, line)) = lines
                .next_if(|(_, _, line)| !(is_edge(line, "begin") || line.starts_with('*') && heading(line).is_some()))
            {
                if is_edge(line, "end") {
                    is_closed = true;
                    break;
                }
                inside.push(line);
            }
            let mut item = quotation(number + 1, &inside);
            if let Item::Entry(entry) = &mut item {
                let below = lines.peek().filter(|_| is_closed && !has_credit(entry));
                if let Some(credit) = below.and_then(|line| credit_below(line.2)) {
                    lines.next();
                    credit.apply(&mut entry.draft, &mut entry.doubts);
                }
                entry.draft.tags.clone_from(&tags);
                headings.attribute(entry);
                // Only the first quotation below a heading takes them: there may be many of both.
                entry.draft.extra.append(&mut properties);
                if !is_closed {
                    entry.doubts.push("the block is not closed".to_owned());
                }
            }
            if !sink.accept(item) {
                break;
            }
        }
    }
    headings.assumed().into_iter().for_each(|remark| sink.remark(remark));
    Ok(())
}

/// The level and the text of a heading of Org or Markdown; the items of Logseq's outlines count by their indentation.
fn heading(line: &str) -> Option<(usize, &str)> {
    let sign = if line.starts_with('*') { '*' } else { '#' };
    let rest = line.trim_start_matches(sign);
    let level = line.len() - rest.len();
    (level > 0 && rest.starts_with(' ') && !rest.trim().is_empty()).then(|| (level, rest.trim()))
}

/// The name and the value of a property: `:YEAR: 1811`.
fn property(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().strip_prefix(':')?.split_once(':')?;
    (!name.is_empty()).then(|| (name, value.trim()))
}

/// Splits the tags from a heading: `Jane Austen :wit:love:`.
fn split_tags(heading: &str) -> (&str, Vec<String>) {
    match heading.rsplit_once([' ', '\t']) {
        Some((text, tags)) if tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':') => {
            (text.trim(), tags.split(':').filter(|tag| !tag.is_empty()).map(str::to_owned).collect())
        }
        _ => (heading, Vec::new()),
    }
}

fn has_credit(entry: &Imported) -> bool {
    entry.draft.speaker.is_some() || entry.draft.extra.iter().any(|field| field.0 == "credit")
}

/// The credit that the line below a block is; one hyphen begins an item of a list.
fn credit_below(line: &str) -> Option<Credit> {
    let name = after_dash(line).filter(|_| !line.trim_start().starts_with("- "))?;
    let link = name.split_once("[[").and_then(|(before, rest)| {
        let (link, after) = rest.split_once("]]")?;
        let (url, label) = link.split_once("][").unwrap_or((link, link));
        Some((format!("{before}{label}{after}"), label, url))
    });
    let Some((text, label, url)) = link else {
        return Some(credit::read(name)).filter(|credit| credit.likeness != Likeness::No);
    };
    let mut credit = credit::read(&text);
    if credit.likeness == Likeness::No {
        return None;
    }
    if credit.speaker.as_ref().is_some_and(|speaker| speaker.name == label) && credit.source.is_none() {
        credit.extra.push(("link".to_owned(), url.to_owned()));
    } else {
        let linked = SourceDraft { title: label.to_owned(), ..SourceDraft::default() };
        credit.source.get_or_insert(linked).url = Some(url.to_owned());
    }
    Some(credit)
}

/// What a block becomes, given its lines and the number of the first.
fn quotation(line: usize, inside: &[&str]) -> Item {
    let used = |line: &&&str| !line.trim().is_empty();
    let indent = inside.iter().filter(used).map(|line| line.len() - line.trim_start().len()).min().unwrap_or(0);
    let text = inside.iter().map(|line| line.get(indent..).unwrap_or("").trim_end());
    let text = text.map(unescape).collect::<Vec<_>>().join("\n");
    let text = text.trim_matches('\n');
    let (above, last) = text.rsplit_once('\n').unwrap_or(("", text));
    let (words, credit) = match after_dash(last).map(credit::read) {
        Some(credit) if !above.trim().is_empty() && credit.likeness != Likeness::No => {
            (above.trim_end().to_owned(), Some(credit))
        }
        _ => match in_line(last) {
            Inline::Found(words, credit) => (format!("{above}\n{words}").trim_matches('\n').to_owned(), Some(*credit)),
            _ => (text.to_owned(), None),
        },
    };
    if words.trim().is_empty() {
        return Item::Skipped(Skipped { line, reason: "no words" });
    }
    let draft = EntryDraft { text: words, ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    if let Some(credit) = credit {
        credit.apply(&mut entry.draft, &mut entry.doubts);
    }
    Item::Entry(entry)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{collect, described};

    #[test]
    fn properties_of_a_heading_are_kept() {
        let quote = "#+begin_quote\nIt holds.\n#+end_quote\n";
        let text = format!(
            "* Ada Moss\n:PROPERTIES:\n:CUSTOM_ID: a:1\n:Shelf: top\n:EMPTY:\n:END:\n{quote}{quote}\
             * Bo\n{quote}* Cy\n:PROPERTIES:\n:YEAR: 1999\n{quote}"
        );
        let found = super::super::testing::read(&FORMAT, &text);
        let extra = |entry: &Imported| {
            let fields = entry.draft.extra.iter().filter(|(name, _)| name != "heading");
            fields.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
        };
        let kept: Vec<String> = found.entries.iter().map(extra).collect();
        assert_eq!(kept, ["custom_id=a:1 shelf=top", "", "", "year=1999"]);
    }

    #[test]
    fn credits_below_blocks_and_escaped_syntax_are_read() {
        for (text, expected) in [
            ("#+BEGIN_QUOTE\none\n#+END_QUOTE\n-- Jane Austen, \"Emma\"\n", "one — Jane Austen, Emma"),
            (
                "#+BEGIN_QUOTE\none\n#+END_QUOTE\n— Jane Austen, [[https://example.org/e][Emma]]\n",
                "one — Jane Austen, Emma",
            ),
            ("#+BEGIN_QUOTE\none\n#+END_QUOTE\n— [[https://example.org/j][Jane Austen]]\n", "one — Jane Austen"),
            ("#+BEGIN_QUOTE\none\n-- Oscar Wilde\n#+END_QUOTE\n-- Jane Austen\n", "one — Oscar Wilde"),
            ("#+BEGIN_QUOTE\none\n#+END_QUOTE\n- Jane Austen\n", "one — ?"),
            ("#+BEGIN_QUOTE\n,* one\n,#+END_QUOTE\n#+END_QUOTE\n", "* one\n#+END_QUOTE — ?"),
        ] {
            let found = collect(&FORMAT, "quotes.org", text.as_bytes());
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), [expected], "{text}");
            assert!(found.entries[0].doubts.is_empty(), "{text}");
        }
    }

    #[test]
    fn kzq_entries_mixed_with_other_text_are_read() {
        let own = "* unknown speaker\n:PROPERTIES:\n:ID: c/a\n:WORDING: verbatim\n:TOPICS: t/u t\n:STATUS: disputed: none\n\
                   :END:\n#+begin_quote\n,* one\n#+end_quote\n— unknown speaker, no source given (disputed: none)\n\n\
                   * Ada Byron\n:PROPERTIES:\n:ID: c/b\n:WORDING: summary\n:END:\ntwo\n\n\
                   — on Ada Byron, [[https://example.org/][In short]], 2020 (summary, not the speaker's words)";
        let other = "\nmine\n** Oscar Wilde\n#+begin_quote\nthree\n#+end_quote\n";
        let input = |text: &'static str| Input { name: "x", bytes: text.as_bytes(), text };
        let both: &'static str = format!("{own}{other}").leak();
        assert!((OWN.sniff)(&input(own.to_owned().leak())).is_some() && (OWN.sniff)(&input(both)).is_none());
        let found = collect(&FORMAT, "x", both.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["* one — ?", "two — Ada Byron, In short", "three — Oscar Wilde"]
        );
        assert_eq!(found.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [1, 13, 24]);
        assert_eq!(found.entries[0].draft.topics, ["t/u", "t"]);
        assert_eq!(found.entries[0].draft.id.as_deref(), Some("a"));
        assert!(found.entries.iter().all(|entry| entry.doubts.is_empty()));
    }

    #[test]
    fn quote_blocks_are_read() {
        for (text, expected) in [
            ("** Jane Austen\n#+BEGIN_QUOTE\none\n#+END_QUOTE\n", "one — Jane Austen"),
            ("#+begin_quote\none\n-- Jane Austen\n#+end_quote\n", "one — Jane Austen"),
            ("#+BEGIN_QUOTE\n  one\n    two\n#+END_QUOTE\n", "one\n  two — ?"),
            ("#+BEGIN_VERSE\none.\ntwo. -- Jane Austen\n#+END_VERSE\n", "one.\ntwo. — Jane Austen"),
            ("- #+BEGIN_QUOTE\n  one\n  #+END_QUOTE\n", "one — ?"),
            (
                "* Quotes\n** Jane Austen\n*** Emma by Jane Austen :wit:\n#+BEGIN_QUOTE\none\n#+END_QUOTE",
                "one — Jane Austen, Emma",
            ),
            ("#+BEGIN_QUOTE\none\n", "one — ?"),
        ] {
            let found = collect(&FORMAT, "quotes.org", text.as_bytes());
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), [expected], "{text}");
        }
        let found = collect(
            &FORMAT,
            "x",
            "* On love :wit:life:\n#+BEGIN_QUOTE\none\n#+END_QUOTE\n#+BEGIN_QUOTE\n#+END_QUOTE".as_bytes(),
        );
        assert_eq!(found.entries[0].draft.tags, ["wit", "life"]);
        let open =
            collect(&FORMAT, "x", "#+BEGIN_QUOTE\none\n* Jane Austen\n#+BEGIN_QUOTE\ntwo\n#+END_QUOTE\n".as_bytes());
        assert_eq!(open.entries.iter().map(described).collect::<Vec<_>>(), ["one — ?", "two — Jane Austen"]);
        assert_eq!(open.entries[0].doubts, ["the block is not closed"]);
        assert_eq!(found.entries[0].draft.extra, [("heading".to_owned(), "On love".to_owned())]);
        assert_eq!(found.skipped, [Skipped { line: 6, reason: "no words" }]);
    }
}

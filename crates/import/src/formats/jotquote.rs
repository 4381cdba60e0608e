//! Files of jotquote: `quote | author | publication | tag, tag` on a line.

use kzq_edit::{EntryDraft, SourceDraft, SourceReference};

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::non_empty;
use kzq_edit::credit;

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "jotquote", about: "`quote | author | publication | tag, tag` on each line", sniff, read };

/// The fields of a line; `None` if it has another number of them.
fn fields(line: &str) -> Option<[&str; 4]> {
    let mut parts = line.split('|').map(str::trim);
    let fields = [parts.next()?, parts.next()?, parts.next()?, parts.next()?];
    parts.next().is_none().then_some(fields)
}

fn is_content(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with('#')
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let mut lines = input.start().lines().filter(|line| is_content(line)).take(100).peekable();
    lines.peek()?;
    // The rows of a table in Markdown begin with a bar, too, and have a line of dashes.
    let is_row = |line: &str| {
        fields(line).is_some_and(|[quote, author, ..]| {
            !quote.is_empty() && !author.is_empty() && !quote.chars().all(|c| matches!(c, '-' | ':' | ' '))
        })
    };
    lines.all(is_row).then(|| "four fields between bars on each line".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    if !input.text.lines().any(|line| is_content(line) && fields(line).is_some()) {
        return Err(ReadError::of_file("no quotation found: `quote | author | publication | tag, tag` on a line"));
    }
    for (line, text) in (1..).zip(input.text.lines()).filter(|(_, text)| is_content(text)) {
        let item = match fields(text) {
            Some([quote, author, publication, tags]) if !quote.is_empty() => {
                Item::Entry(entry(line, quote, author, publication, tags))
            }
            Some(_) => Item::Skipped(Skipped { line, reason: "no words" }),
            None => Item::Skipped(Skipped { line, reason: "not four fields between bars" }),
        };
        if !sink.accept(item) {
            break;
        }
    }
    Ok(())
}

fn entry(line: usize, quote: &str, author: &str, publication: &str, tags: &str) -> Imported {
    let tags = tags.split(',').filter_map(non_empty).collect();
    let draft = EntryDraft { text: quote.to_owned(), tags, ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    if !author.is_empty() {
        credit::read(author).apply(&mut entry.draft, &mut entry.doubts);
    }
    if let Some(title) = non_empty(publication) {
        let source = SourceDraft { title, ..SourceDraft::default() };
        entry.draft.source = Some(SourceReference::Described(Box::new(source)));
    }
    entry
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{collect, described, in_full};

    #[test]
    fn every_field_is_read() {
        for (line, expected) in [
            ("“w” | Jane Austen | Emma | wit", "“w” — Jane Austen, Emma"),
            ("w | Austen, Jane | | ", "w — Jane Austen"),
            ("w - x | Jane Austen | A Life - and After | ", "w - x — Jane Austen, A Life - and After"),
            (
                "w | seen on a wall | | ",
                "w — ? | the credit “seen on a wall” is not clear; the speaker is left unknown",
            ),
            ("w | | Emma | ", "w — ?, Emma"),
        ] {
            let found = collect(&FORMAT, "quotes.txt", line.as_bytes());
            assert_eq!(found.entries.iter().map(in_full).collect::<Vec<_>>(), [expected], "{line}");
        }
    }

    #[test]
    fn lines_without_words_or_four_fields_are_skipped() {
        let text = "# mine\nw | Jane Austen | Emma | wit, love\n\nw | Anonymous | | \n | Plato | | x\nw | Plato\n";
        let found = collect(&FORMAT, "quotes.txt", text.as_bytes());
        assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), ["w — Jane Austen, Emma", "w — ?"]);
        assert_eq!(found.entries[0].draft.tags, ["wit", "love"]);
        assert_eq!(found.entries[0].line, 2);
        assert_eq!(
            found.skipped,
            [Skipped { line: 5, reason: "no words" }, Skipped { line: 6, reason: "not four fields between bars" }]
        );
    }
}

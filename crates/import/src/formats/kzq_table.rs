//! kzq's own tables: what `kzq export --format csv` and `tsv` print.

use std::cell::RefCell;

use kzq_corpus::StatusKind;

use super::delimited::{Dialect, Row, Rows};
use super::kzq_entry::{KzqEntry, KzqSource, KzqSpeaker, KzqStatus};
use super::kzq_ids::KzqIds;
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::Sink;

pub(super) const FORMAT: Format = Format {
    name: "kzq-csv",
    about: "what `kzq export` prints as CSV or TSV, with everything in it",
    sniff: |input| {
        let (_, headings) = headings(input.text)?;
        let is_own = ["id", "collection", "kind", "wording"].iter().all(|name| headings.iter().any(|it| it == name));
        is_own.then(|| "the first row has `collection` and `wording`".to_owned())
    },
    read,
};

fn headings(text: &str) -> Option<(Dialect, Vec<String>)> {
    let delimiter = if text.lines().next()?.contains('\t') { b'\t' } else { b',' };
    let dialect = Dialect { delimiter, backslash: false, keeps_blanks: true };
    let row = Rows::new(text, dialect).next()?;
    Some((dialect, row.cells.into_iter().map(Into::into).collect()))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let (dialect, headings) = headings(input.text).ok_or_else(|| ReadError::of_file("the table is empty"))?;
    let ids = ids(input.text, dialect, &headings);
    for row in Rows::new(input.text, dialect).skip(1) {
        let mut entry = entry(&row, &headings);
        entry.place(&ids);
        if !sink.accept(entry.into_item(row.line)) {
            break;
        }
    }
    Ok(())
}

/// Returns the ids of the entries of a table; none if it has no links, for which they are needed.
fn ids(text: &str, dialect: Dialect, headings: &[String]) -> KzqIds {
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let cell = |row: &Row<'_>, column: Option<usize>| row.cells.get(column?).map(ToString::to_string);
    let rows = || Rows::new(text, dialect).skip(1);
    let (collection, id, original) = (column("collection"), column("id"), column("translation_of"));
    if original.is_none() || rows().all(|row| cell(&row, original).is_none_or(|id| id.is_empty())) {
        return KzqIds::default();
    }
    KzqIds::new(rows().filter_map(|row| Some((cell(&row, collection).unwrap_or_default(), cell(&row, id)?))))
}

/// Splits the items of a cell; one that has the separator is in quotation marks, which are doubled inside.
pub(super) fn items(cell: &str, separator: char) -> Vec<String> {
    let mut items = Vec::new();
    let mut rest = cell.trim();
    while !rest.is_empty() {
        let (item, after) = quoted_item(rest, separator).unwrap_or_else(|| {
            let (item, after) = rest.split_once(separator).unwrap_or((rest, ""));
            (item.trim().to_owned(), after)
        });
        items.extend(Some(item).filter(|item| !item.is_empty()));
        rest = after.trim_start();
    }
    items
}

/// Returns the item in quotation marks with which a text begins, and what follows its separator.
fn quoted_item(text: &str, separator: char) -> Option<(String, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut marks = inside.match_indices('"').map(|(at, _)| at).peekable();
    let end = loop {
        let at = marks.next()?;
        // Two marks are one mark of the item.
        if marks.next_if_eq(&(at + 1)).is_none() {
            break at;
        }
    };
    let after = inside[end + 1..].trim_start();
    let after = if after.is_empty() { after } else { after.strip_prefix(separator)? };
    Some((inside[..end].replace("\"\"", "\""), after))
}

/// Reads `disputed: found in no letter`.
pub(super) fn status(cell: &str) -> Option<KzqStatus> {
    let (name, reason) = cell.split_once(':').unwrap_or((cell, ""));
    let kind = [StatusKind::Misattributed, StatusKind::Disputed].into_iter().find(|kind| kind.name() == name.trim())?;
    Some(KzqStatus { kind, reason: reason.strip_prefix(' ').unwrap_or(reason).to_owned() })
}

fn entry(row: &Row<'_>, headings: &[String]) -> KzqEntry {
    let read = RefCell::new(vec![false; headings.len()]);
    let cell = |name: &str| {
        let at = headings.iter().position(|heading| heading == name)?;
        let text = row.cells.get(at).map(ToString::to_string).filter(|cell| !cell.is_empty())?;
        Some((at, text))
    };
    let parsed = |name: &str, parse: &dyn Fn(&str) -> bool| {
        let (at, text) = cell(name).filter(|(_, text)| parse(text))?;
        read.borrow_mut()[at] = true;
        Some(text)
    };
    let get = |name: &str| parsed(name, &|_| true);
    let list = |name: &str, separator: char| items(&get(name).unwrap_or_default(), separator);
    let number = |name: &str| parsed(name, &|cell| cell.parse::<u32>().is_ok()).and_then(|cell| cell.parse().ok());
    let speaker = get("author").map(|name| KzqSpeaker { name, role: get("role"), ..KzqSpeaker::default() });
    let source = get("source").map(|title| KzqSource {
        kind: get("source_kind"),
        authors: list("source_authors", ';'),
        title,
        container: get("container"),
        publisher: get("publisher"),
        url: get("url"),
        date: get("date"),
        section: get("section"),
        item: number("item"),
        chapter: get("chapter"),
        page: get("page"),
        line: get("line"),
        location: get("location"),
        translator: list("translator", ';'),
        editor: list("editor", ';'),
        place: get("place"),
        edition: get("edition"),
        volume: get("volume"),
        issue: get("issue"),
        pages: get("pages"),
        isbn: get("isbn"),
        doi: get("doi"),
        ..KzqSource::default()
    });
    let mut entry = KzqEntry {
        id: get("id").unwrap_or_default(),
        collection: get("collection").unwrap_or_default(),
        kind: get("kind").unwrap_or_default(),
        wording: get("wording").unwrap_or_default(),
        text: get("quote"),
        question: get("question"),
        lead: get("lead"),
        lead_kind: get("lead_kind"),
        speaker,
        topics: list("topics", ','),
        tags: list("tags", ','),
        source,
        turn: number("turn"),
        translation_of: get("translation_of"),
        lang: get("lang"),
        date: get("said"),
        time: get("time"),
        status: parsed("status", &|cell| status(cell).is_some()).as_deref().and_then(status),
        note: get("note"),
        ..KzqEntry::default()
    };
    let read = read.into_inner();
    let others = headings.iter().zip(&row.cells).zip(read).filter(|((_, cell), is_read)| !is_read && !cell.is_empty());
    let named = others.filter(|((heading, _), _)| !heading.trim().is_empty());
    entry.extra = named.map(|((heading, cell), _)| (heading.trim().to_owned(), cell.to_string())).collect();
    entry
}

#[cfg(test)]
mod tests {
    use kzq_edit::{DraftKind, DraftStatus, SourceReference};

    use super::super::testing::{input, read, sniff};
    use super::*;

    #[test]
    fn cells_are_split_into_items() {
        for (cell, separator, expected) in [
            ("", ',', &[][..]),
            ("a", ',', &["a"]),
            ("a, b c,,d,", ',', &["a", "b c", "d"]),
            ("A, Jr.; B", ';', &["A, Jr.", "B"]),
            (r#""a, b", c"#, ',', &["a, b", "c"]),
            (r#""so ""called"", b","c""#, ',', &[r#"so "called", b"#, "c"]),
            (r#"a "b", c"#, ',', &[r#"a "b""#, "c"]),
            (r#""a" b, c"#, ',', &[r#""a" b"#, "c"]),
            (r#""a, b"#, ',', &[r#""a"#, "b"]),
            (r#""""#, ',', &[]),
            (r#""""""#, ',', &[r#"""#]),
        ] {
            assert_eq!(items(cell, separator), expected, "{cell}");
        }
    }

    #[test]
    fn links_to_originals_not_in_the_table_are_dropped() {
        let text = "id,collection,kind,wording,quote,translation_of,status,said\n\
                    a,c,quote,verbatim,x,,disputed: no: letter,1843\nb,c,quote,verbatim,y,a,nonsense,\nd,c,quote,verbatim,z,e,misattributed,\n";
        let found = read(&FORMAT, text);
        let drafts: Vec<_> = found.entries.iter().map(|entry| &entry.draft).collect();
        let originals: Vec<_> = drafts.iter().map(|draft| draft.links.translation_of.as_deref()).collect();
        assert_eq!(originals, [None, Some("a"), None]);
        assert_eq!(found.entries[2].doubts, ["a link to “e” is left out: it is not in the file"]);
        let statuses: Vec<_> = drafts.iter().map(|draft| draft.status.clone()).collect();
        assert_eq!(
            statuses,
            [
                Some(DraftStatus::Disputed("no: letter".to_owned())),
                None,
                Some(DraftStatus::Misattributed(String::new())),
            ]
        );
        assert_eq!(drafts[0].date.as_deref(), Some("1843"));
    }

    #[test]
    fn cells_that_are_not_read_are_kept() {
        let text = "id,collection,kind,wording,quote,status,turn,author,source,url,shelf,Mood\n\
                    a,c,quote,verbatim,x,doubtful,first,Ada,,https://a.example/,top,\n\
                    b,c,quote,verbatim,y,disputed,2,Ada,T,https://a.example/,,glad\n";
        let drafts: Vec<_> = read(&FORMAT, text).entries.into_iter().map(|entry| entry.draft.extra).collect();
        let extra = |fields: &[(&str, &str)]| -> Vec<(String, String)> {
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let first = [("shelf", "top"), ("status", "doubtful"), ("turn", "first"), ("url", "https://a.example/")];
        assert_eq!(drafts, [extra(&first), extra(&[("Mood", "glad")])]);
    }

    #[test]
    fn tables_written_by_kzq_are_read() {
        let text = "id,collection,kind,wording,quote,question,lead,author,role,source,source_kind,source_authors,date,item,\
                    turn,topics,note\n\
                    q,c,qa,verbatim,\"Because, of course.\",Why?,,Ada,Countess,Notes,Book,A; B,1843,2,3,\"t/u, t\",n\n";
        for text in
            [text.to_owned(), text.replace(", of course.", ".").replace("\"t/u, t\"", "t/u; t").replace(',', "\t")]
        {
            assert!(sniff(&FORMAT, input("x", &text)).is_some(), "{text}");
            let draft = read(&FORMAT, &text).entries.remove(0).draft;
            assert_eq!(draft.kind, DraftKind::Qa { question: "Why?".to_owned(), verbatim: true });
            assert_eq!((draft.id.as_deref(), draft.turn, draft.locator.item), (Some("q"), Some(3), Some(2)));
            let Some(SourceReference::Described(source)) = draft.source else { panic!() };
            assert_eq!((source.authors.len(), source.date.as_deref()), (2, Some("1843")));
        }
        assert_eq!(sniff(&FORMAT, input("x", "id,quote\n")), None);
    }
}

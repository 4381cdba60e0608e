//! kzq's own tables: what `kzq export --format csv` and `tsv` print.

use super::delimited::{Dialect, Row, Rows};
use super::kzq_entry::{KzqEntry, KzqSource, KzqSpeaker};
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
    let dialect = Dialect { delimiter, backslash: false };
    let row = Rows::new(text, dialect).next()?;
    Some((dialect, row.cells.into_iter().map(Into::into).collect()))
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let (dialect, headings) = headings(input.text).ok_or_else(|| ReadError::of_file("the table is empty"))?;
    for row in Rows::new(input.text, dialect).skip(1) {
        if !sink.accept(entry(&row, &headings).into_item(row.line)) {
            break;
        }
    }
    Ok(())
}

fn entry(row: &Row<'_>, headings: &[String]) -> KzqEntry {
    let get = |name: &str| {
        let cell = headings.iter().position(|heading| heading == name).and_then(|at| row.cells.get(at));
        cell.map(ToString::to_string).filter(|cell| !cell.is_empty())
    };
    let list = |name: &str, separator: &str| {
        let cell = get(name).unwrap_or_default();
        cell.split(separator).map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect::<Vec<_>>()
    };
    let number = |name: &str| get(name).and_then(|cell| cell.parse().ok());
    let speaker = get("author").map(|name| KzqSpeaker { name, role: get("role"), ..KzqSpeaker::default() });
    let source = get("source").map(|title| KzqSource {
        kind: get("source_kind"),
        authors: list("source_authors", ";"),
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
        ..KzqSource::default()
    });
    KzqEntry {
        id: get("id").unwrap_or_default(),
        kind: get("kind").unwrap_or_default(),
        wording: get("wording").unwrap_or_default(),
        text: get("quote"),
        question: get("question"),
        lead: get("lead"),
        speaker,
        topics: list("topics", ","),
        tags: list("tags", ","),
        source,
        turn: number("turn"),
        translation_of: get("translation_of"),
        lang: get("lang"),
        time: get("time"),
        note: get("note"),
        ..KzqEntry::default()
    }
}

#[cfg(test)]
mod tests {
    use kzq_edit::{DraftKind, SourceReference};

    use super::super::testing::{input, read, sniff};
    use super::*;

    #[test]
    fn a_table_of_kzq_comes_back() {
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

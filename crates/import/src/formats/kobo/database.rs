//! Reading the database.

use std::collections::HashMap;
use std::io::Read;

use kzq_corpus::SourceKind;
use kzq_edit::{EntryDraft, Locator};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, MAIN_DB, Row};

use crate::format::{Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use crate::reading::{Authors, Work, add_extra, file_title, non_empty};

/// The bytes of the header that say whether changes are in a log next to the file.
const JOURNAL_MODE: std::ops::Range<usize> = 18..20;

/// All bookmarks in the order of books, chapters, and the progress in a chapter. The row of a book is missing where the
/// file was copied to the device, and that of a chapter often is.
const QUERY: &str = "
    SELECT b.VolumeID, b.ContentID, b.Text, b.Annotation, b.DateCreated, b.Hidden, book.Title, book.Attribution
    FROM Bookmark AS b
    LEFT JOIN content AS book ON book.ContentID = b.VolumeID AND book.ContentType = 6
    ORDER BY b.VolumeID, b.ContentID, b.ChapterProgress, b.DateCreated";

/// The same, with the place of a chapter in its book.
const QUERY_WITH_CHAPTERS: &str = "
    SELECT b.VolumeID, b.ContentID, b.Text, b.Annotation, b.DateCreated, b.Hidden, book.Title, book.Attribution
    FROM Bookmark AS b
    LEFT JOIN content AS book ON book.ContentID = b.VolumeID AND book.ContentType = 6
    LEFT JOIN content AS part ON part.ContentID = b.ContentID AND part.ContentType = 9
    ORDER BY b.VolumeID, part.VolumeIndex NULLS LAST, b.ContentID, b.ChapterProgress, b.DateCreated";

/// The titles of chapters.
const CHAPTERS: &str = "SELECT ContentID, Title FROM content WHERE ContentType = 899";

/// Reads the highlights of a database.
pub(super) fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let failed = |error: rusqlite::Error| ReadError::of_file(format!("not a readable Kobo database: {error}"));
    let database = open(input.bytes).map_err(failed)?;
    if !has_column(&database, "Bookmark", "ChapterProgress").map_err(failed)? {
        let message = "a SQLite database, but not a Kobo's: it has no table `Bookmark`";
        return Err(ReadError::of_file(message));
    }
    read_bookmarks(&database, sink).map_err(failed)
}

/// Opens a database in memory.
fn open(bytes: &[u8]) -> rusqlite::Result<Connection> {
    let mut database = Connection::open_in_memory()?;
    // A database with a log of changes cannot be opened in memory; the log itself is another file.
    let (before, after) = bytes.split_at(JOURNAL_MODE.start.min(bytes.len()));
    let after = after.get(JOURNAL_MODE.len()..).unwrap_or_default();
    let bytes = before.chain(&[1, 1][..]).chain(after);
    database.deserialize_read_exact(MAIN_DB, bytes, before.len() + JOURNAL_MODE.len() + after.len(), true)?;
    Ok(database)
}

fn has_column(database: &Connection, table: &str, column: &str) -> rusqlite::Result<bool> {
    let count: i64 =
        database.query_row("SELECT count(*) FROM pragma_table_info(?1) WHERE name = ?2", [table, column], |row| {
            row.get(0)
        })?;
    Ok(count > 0)
}

fn read_bookmarks(database: &Connection, sink: &mut dyn Sink) -> rusqlite::Result<()> {
    let chapters = chapters(database)?;
    let has_order = has_column(database, "content", "VolumeIndex")?;
    let mut statement = database.prepare(if has_order { QUERY_WITH_CHAPTERS } else { QUERY })?;
    let mut rows = statement.query([])?;
    let mut works: HashMap<String, (Work, bool)> = HashMap::new();
    while let Some(row) = rows.next()? {
        let volume = text(row, 0)?;
        let (title, author) = (text(row, 6)?, text(row, 7)?);
        let (work, is_title_of_file) = works.entry(volume).or_insert_with_key(|volume| work(volume, &title, &author));
        let chapter = chapters.get(&text(row, 1)?).cloned().flatten();
        if !sink.accept(item(row, work, *is_title_of_file, chapter)?) {
            break;
        }
    }
    Ok(())
}

/// The titles of chapters by the file of the book they are in; `None` if a file has several.
fn chapters(database: &Connection) -> rusqlite::Result<HashMap<String, Option<String>>> {
    let mut chapters: HashMap<String, Option<String>> = HashMap::new();
    let mut statement = database.prepare(CHAPTERS)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (id, title) = (text(row, 0)?, non_empty(&text(row, 1)?));
        // The ids of chapters are those of their files with a number: `…/chapter1.xhtml-1`.
        let file = id.rsplit_once('-').filter(|(_, number)| number.parse::<u32>().is_ok()).map(|(file, _)| file);
        chapters.entry(file.unwrap_or(&id).to_owned()).and_modify(|title| *title = None).or_insert(title);
    }
    Ok(chapters)
}

/// A column as text; empty if it is null.
fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(text) | ValueRef::Blob(text) => String::from_utf8_lossy(text).into_owned(),
    })
}

/// The book, and whether its title is only that of the file.
fn work(volume: &str, title: &str, author: &str) -> (Work, bool) {
    let authors = Authors::listed(author);
    match (non_empty(title), file_title(volume)) {
        (Some(title), _) => (Work::new(SourceKind::Book, &title, authors), false),
        (None, Some(title)) if volume.starts_with("file:") => (Work::new(SourceKind::Book, &title, authors), true),
        _ => (Work::new(SourceKind::Book, "", authors), false),
    }
}

fn item(row: &Row<'_>, work: &Work, is_title_of_file: bool, chapter: Option<String>) -> rusqlite::Result<Item> {
    let skipped = |reason| Ok(Item::Skipped(Skipped { line: 0, reason }));
    if ["true", "1"].contains(&text(row, 5)?.as_str()) {
        return skipped("deleted on the reader");
    }
    let Some(words) = non_empty(&text(row, 2)?) else { return skipped("a bookmark has no words") };
    let locator = Locator { chapter, ..Locator::default() };
    let draft = EntryDraft { text: words, locator, note: non_empty(&text(row, 3)?), ..EntryDraft::default() };
    let mut entry = Imported { line: 0, draft, doubts: Vec::new() };
    work.attribute(&mut entry);
    if is_title_of_file {
        entry.doubts.push("the title is that of the file".into());
    }
    add_extra(&mut entry, "added", &text(row, 4)?);
    Ok(Item::Entry(entry))
}

#[cfg(test)]
mod tests {
    use super::super::FORMAT;
    use super::*;
    use crate::formats::tests::{collect, described};

    /// Returns the bytes of a database after running these statements.
    fn database(statements: &str) -> Vec<u8> {
        let mut database = Connection::open_in_memory().unwrap();
        database.execute_batch(statements).unwrap();
        database.serialize(MAIN_DB).unwrap().to_vec()
    }

    const TABLES: &str = "
        CREATE TABLE Bookmark (BookmarkID TEXT, VolumeID TEXT, ContentID TEXT, Text TEXT, Annotation TEXT, DateCreated TEXT,
            ChapterProgress REAL, Hidden BOOL, Type TEXT);
        CREATE TABLE content (ContentID TEXT, ContentType INTEGER, Title TEXT, Attribution TEXT, VolumeIndex INTEGER);";

    const ROWS: &str = "
        INSERT INTO content VALUES ('emma', 6, 'Emma', 'Jane Austen', NULL),
            ('emma!ch2.xhtml', 9, 'ch2.xhtml', NULL, 0), ('emma!ch1.xhtml', 9, 'ch1.xhtml', NULL, 1),
            ('emma!ch1.xhtml-1', 899, 'Chapter I', NULL, 1), ('emma!ch2.xhtml-1', 899, 'A', NULL, 0),
            ('emma!ch2.xhtml-2', 899, 'B', NULL, 0);
        INSERT INTO Bookmark VALUES
            ('1', 'emma', 'emma!ch1.xhtml', 'third', NULL, '2020-02-01T12:58:27', 0.9, 'false', 'highlight'),
            ('2', 'emma', 'emma!ch1.xhtml', ' second,\n\nin paragraphs ', 'mine', '2020-02-02T12:58:27', 0.1, 'false', 'note'),
            ('3', 'emma', 'emma!ch2.xhtml', 'first', '', '2020-02-03T12:58:27', 0.5, 0, 'highlight'),
            ('4', 'emma', 'emma!ch1.xhtml', NULL, NULL, '2020-02-01T12:58:27', 0.95, 'false', 'dogear'),
            ('5', 'emma', 'emma!ch1.xhtml', 'gone', NULL, '2020-02-01T12:58:27', 0.97, 'true', 'highlight'),
            ('6', 'file:///mnt/onboard/Bell, Currer/Poems - Bell.kepub.epub',
                'file:///mnt/onboard/Bell, Currer/Poems - Bell.kepub.epub#(17)OEBPS/a.xhtml', 'verse', NULL, NULL, 0.2, 'false', 'highlight');";

    #[test]
    fn highlights_are_in_book_order() {
        let bytes = database(&format!("{TABLES}{ROWS}"));
        assert!((FORMAT.sniff)(&Input { name: "k", bytes: &bytes, text: "" }).is_some());
        let found = collect(&FORMAT, "KoboReader.sqlite", &bytes);
        assert_eq!(found.error, None);
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            [
                "first — Jane Austen, Emma",
                "second,\n\nin paragraphs — Jane Austen, Emma",
                "third — Jane Austen, Emma",
                "verse — ?, Poems - Bell",
            ]
        );
        // The chapter is known if its file has only one.
        let chapters: Vec<_> = found.entries.iter().map(|entry| entry.draft.locator.chapter.as_deref()).collect();
        assert_eq!(chapters, [None, Some("Chapter I"), Some("Chapter I"), None]);
        let notes: Vec<_> = found.entries.iter().map(|entry| entry.draft.note.as_deref()).collect();
        assert_eq!(notes, [None, Some("mine"), None, None]);
        assert_eq!(found.entries[0].draft.extra, [("added".to_owned(), "2020-02-03T12:58:27".to_owned())]);
        // A book copied to the device has no title in the database.
        assert_eq!(found.entries[3].doubts, ["the title is that of the file"]);
        let reasons: Vec<_> = found.skipped.iter().map(|skipped| skipped.reason).collect();
        assert_eq!(reasons, ["a bookmark has no words", "deleted on the reader"]);
    }

    #[test]
    fn databases_in_wal_mode_are_read() {
        let mut bytes = database(&format!("{TABLES}{ROWS}"));
        bytes[JOURNAL_MODE].fill(2);
        assert_eq!(collect(&FORMAT, "KoboReader.sqlite", &bytes).entries.len(), 4);
    }

    #[test]
    fn other_and_damaged_databases_are_rejected() {
        for (bytes, expected) in [
            (database("CREATE TABLE moz_places (id INTEGER)"), "it has no table `Bookmark`"),
            (b"SQLite format 3\0 and no more".to_vec(), "not a readable Kobo database"),
        ] {
            let error = collect(&FORMAT, "f.sqlite", &bytes).error.unwrap();
            assert!(error.message.contains(expected), "{error}");
        }
    }
}

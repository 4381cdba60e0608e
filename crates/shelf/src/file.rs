//! The shelf file: JSON lines that people can read, with a checksum to detect damage.
//!
//! ```text
//! {"shelf":{"format":1}}
//! {"entry":{"name":"collection/id","imprint":{"fingerprint":"9c3…","wording":"verbatim","text":"…",…},"starred":true}}
//! {"list":{"name":"Speech","entries":["collection/id"]}}
//! {"end":{"lines":3,"checksum":"51d…"}}
//! ```
//!
//! The last line counts the lines before it and holds their XXH3 (64 bits). Unreadable lines and checksum mismatches
//! are reported; all readable lines are used nevertheless. Any change to what a line may contain needs a new format
//! number; a shelf is written in the oldest format that can represent it.
//!
//! Format 2 adds a form that version control can merge line by line, uses of entries, and saved searches:
//!
//! ```text
//! {"shelf":{"format":2,"merges":true}}
//! {"entry":{"name":"collection/id",…}}
//! {"used":{"name":"collection/id","date":"2026-11-29","format":"text"}}
//! {"list":{"name":"Speech","entries":["collection/id"]}}
//! {"search":{"name":"veto","query":"veto speaker:ada"}}
//! ```
//!
//! A shelf that merges has no last line, and each place on a list is a line. Repeated lines are read as one, and
//! conflict markers of git are skipped, so that both sides count.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash3_64;

use crate::annotation::{EntryName, Use};
use crate::entry_line::{EntryLine, hex};
use crate::note::join_notes;
use crate::shelf::{List, SavedSearch, Shelf};
use kzq_text::Safe;
use kzq_text::steps::count;

/// The newest format that this version reads and writes.
pub const FORMAT: u32 = 2;

/// The oldest format.
const FIRST_FORMAT: u32 = 1;

/// How a shelf is laid out in its file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileForm {
    /// With a checksum, so that damage is found.
    #[default]
    Checked,
    /// One that version control can merge line by line.
    Merging,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum ShelfLine<'l> {
    Shelf {
        format: u32,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        merges: bool,
    },
    #[serde(borrow)]
    Entry(EntryLine<'l>),
    #[serde(borrow)]
    Used(UsedLine<'l>),
    #[serde(borrow)]
    List(ListLine<'l>),
    #[serde(borrow)]
    Search(SearchLine<'l>),
    End {
        lines: usize,
        checksum: String,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsedLine<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    date: Cow<'l, str>,
    #[serde(borrow)]
    format: Cow<'l, str>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListLine<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    entries: Vec<Cow<'l, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SearchLine<'l> {
    #[serde(borrow)]
    name: Cow<'l, str>,
    #[serde(borrow)]
    query: Cow<'l, str>,
}

/// The part of the first line that is needed to detect a newer format.
#[derive(Deserialize)]
struct FormatProbe {
    shelf: ShelfHeader,
}

#[derive(Deserialize)]
struct ShelfHeader {
    format: u32,
}

/// A parsed shelf file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedShelf {
    /// Everything that could be read.
    pub shelf: Shelf,
    /// Damage found in the file, if any.
    pub damage: Option<Damage>,
}

/// Damage found in a shelf file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The number of unreadable lines and the first of them, counted from 1.
    pub unreadable: Option<(usize, usize)>,
    /// Whether the end of the file is missing.
    pub truncated: bool,
}

/// Why a file was not read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShelfError {
    /// The file was written by a newer kzq, in the given format.
    #[error("it was written by a newer kzq (format {0}; this one reads up to {FORMAT}); it is left as it is")]
    NewerFormat(u32),
    /// The file has no line that a shelf begins with.
    #[error("it is not a shelf; name another file")]
    NotAShelf,
}

impl Damage {
    /// A message that describes the damage.
    pub fn message(self) -> Safe<'static> {
        match self {
            Self { unreadable: Some((1, line)), .. } => kzq_text::safe!("line ", line, " can't be read"),
            Self { unreadable: Some((count, line)), .. } => {
                kzq_text::safe!("line ", line, " and ", count - 1, " more can't be read")
            }
            Self { truncated: true, .. } => "its end is missing".into(),
            Self { .. } => "its checksum does not match".into(),
        }
    }
}

/// Serialises a shelf, with a checksum.
///
/// # Errors
///
/// Only if `serde_json` cannot represent a value as JSON, which does not happen for a shelf.
pub fn serialize(shelf: &Shelf) -> serde_json::Result<String> {
    serialize_as(shelf, FileForm::Checked)
}

/// Serialises a shelf in a form.
///
/// # Errors
///
/// Only if `serde_json` cannot represent a value as JSON, which does not happen for a shelf.
pub fn serialize_as(shelf: &Shelf, form: FileForm) -> serde_json::Result<String> {
    let merges = form == FileForm::Merging;
    let has_uses = shelf.entries.values().any(|held| !held.uses.is_empty());
    let format = if merges || has_uses || !shelf.searches.is_empty() { FORMAT } else { FIRST_FORMAT };
    let mut text = String::new();
    let mut lines = 0;
    let mut push = |line: &ShelfLine<'_>| -> serde_json::Result<()> {
        lines += 1;
        text.push_str(&serde_json::to_string(line)?);
        text.push('\n');
        Ok(())
    };
    push(&ShelfLine::Shelf { format, merges })?;
    for (name, held) in &shelf.entries {
        push(&ShelfLine::Entry(EntryLine::new(name, held)))?;
        for Use { date, format } in &held.uses {
            let (name, date) = (name.text().as_str().into(), date.to_string().into());
            push(&ShelfLine::Used(UsedLine { name, date, format: format.as_str().into() }))?;
        }
    }
    for list in &shelf.lists {
        let mut push_list = |entries: &[EntryName]| {
            let entries = entries.iter().map(|name| name.text().as_str().into()).collect();
            push(&ShelfLine::List(ListLine { name: list.name.as_str().into(), entries }))
        };
        if merges && !list.entries.is_empty() {
            list.entries.iter().try_for_each(|entry| push_list(std::slice::from_ref(entry)))?;
        } else {
            push_list(&list.entries)?;
        }
    }
    for search in &shelf.searches {
        push(&ShelfLine::Search(SearchLine {
            name: search.name.as_str().into(),
            query: search.query.as_str().into(),
        }))?;
    }
    if merges {
        return Ok(text);
    }
    let end = ShelfLine::End { lines, checksum: checksum(text.as_bytes()) };
    text.push_str(&serde_json::to_string(&end)?);
    text.push('\n');
    Ok(text)
}

fn checksum(bytes: &[u8]) -> String {
    hex(XxHash3_64::oneshot(bytes))
}

/// Parses a shelf file. Reads as much of a damaged file as possible and reports the damage.
///
/// # Errors
///
/// If a newer kzq has written the file.
pub fn parse(bytes: &[u8]) -> Result<ParsedShelf, ShelfError> {
    let mut shelf = Shelf::default();
    let (mut list_indices, mut searches, mut notes) = (HashMap::new(), SearchNames::default(), HashMap::new());
    let mut unreadable: Option<(usize, usize)> = None;
    let mut end = None;
    let mut merges = false;
    let (mut offset, mut line_number) = (0, 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        line_number += 1;
        let read = std::str::from_utf8(line).ok();
        if let Some(first) =
            read.filter(|_| line_number == 1).and_then(|line| serde_json::from_str::<FormatProbe>(line).ok())
            && first.shelf.format > FORMAT
        {
            return Err(ShelfError::NewerFormat(first.shelf.format));
        }
        match read.and_then(|line| serde_json::from_str::<ShelfLine<'_>>(line).ok()) {
            Some(ShelfLine::Shelf { format: FIRST_FORMAT..=FORMAT, merges: says_so })
                if line_number == 1 || (merges && says_so) =>
            {
                merges = says_so;
            }
            Some(ShelfLine::Entry(entry)) if line_number > 1 && end.is_none() => {
                entry.merge_into(&mut shelf, &mut notes);
            }
            Some(ShelfLine::Used(used)) if line_number > 1 && end.is_none() && used.merge_into(&mut shelf) => {}
            Some(ShelfLine::List(list)) if line_number > 1 && end.is_none() => {
                list.merge_into(&mut shelf, &mut list_indices);
            }
            Some(ShelfLine::Search(search)) if line_number > 1 && end.is_none() => {
                search.merge_into(&mut shelf, &mut searches);
            }
            // It was merged with one that has a checksum.
            Some(ShelfLine::End { .. }) if merges => {}
            Some(ShelfLine::End { lines, checksum: sum }) if end.is_none() => {
                end = Some(lines == line_number - 1 && sum == checksum(&bytes[..offset]));
            }
            None if merges && read.is_some_and(marks_conflict) => {}
            _ => unreadable = Some(unreadable.map_or((1, line_number), |(count, first)| (count + 1, first))),
        }
        offset += line.len();
        count(line.len());
    }
    for (name, notes) in notes {
        shelf.entries.entry(name).or_default().note = join_notes(notes);
    }
    shelf.normalize();
    let is_intact = unreadable.is_none() && (merges || end == Some(true));
    let damage = (!is_intact).then_some(Damage { unreadable, truncated: !merges && end.is_none() });
    Ok(ParsedShelf { shelf, damage })
}

/// Whether a line is a conflict marker of git.
fn marks_conflict(line: &str) -> bool {
    ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark))
}

/// Whether a file has the line with which a shelf begins. It may be preceded by what git writes where it could not merge.
pub fn has_header(bytes: &[u8]) -> bool {
    bytes.split(|&byte| byte == b'\n').any(|line| line.starts_with(br#"{"shelf":"#))
}

impl UsedLine<'_> {
    /// Adds the use to its entry, for [`Shelf::normalize`] to sort; returns false if the date is invalid.
    fn merge_into(&self, shelf: &mut Shelf) -> bool {
        let Ok(date) = self.date.parse() else { return false };
        let new = Use { date, format: Safe::line(self.format.to_string()) };
        shelf.entries.entry(EntryName::from_text(&self.name)).or_default().uses.push(new);
        true
    }
}

impl ListLine<'_> {
    /// Appends the entries to the list of this name, duplicates included: [`Shelf::normalize`] removes them.
    fn merge_into(self, shelf: &mut Shelf, list_indices: &mut HashMap<Safe<'static>, usize>) {
        let Some(name) = Shelf::normalize_list_name(&self.name) else { return };
        let at = *list_indices.entry(name).or_insert_with_key(|name| {
            shelf.lists.push(List { name: name.clone(), entries: Vec::new() });
            shelf.lists.len() - 1
        });
        shelf.lists[at].entries.extend(self.entries.iter().map(|entry| EntryName::from_text(entry)));
    }
}

/// The names of the saved searches in a file.
#[derive(Default)]
struct SearchNames {
    taken: HashSet<Safe<'static>>,
    /// Each name with its query; one with a number also without it.
    known: HashSet<(Safe<'static>, Safe<'static>)>,
    /// The last number that was tried for each name.
    last_numbers: HashMap<Safe<'static>, usize>,
}

impl SearchLine<'_> {
    /// Adds the search; another query of the same name, saved on the other side of a merge, gets a number.
    fn merge_into(self, shelf: &mut Shelf, names: &mut SearchNames) {
        let Some(name) = Shelf::normalize_list_name(&self.name) else { return };
        let query = Safe::line(self.query.into_owned());
        if !names.known.insert((name.clone(), query.clone())) {
            return;
        }
        let number = names.last_numbers.entry(name.clone()).or_insert(1);
        let mut free = name.clone();
        while !names.taken.insert(free.clone()) {
            count(1);
            *number += 1;
            free = kzq_text::safe!(name, " (", *number, ")");
        }
        names.known.insert((free.clone(), query.clone()));
        names.known.extend(without_number(&free).map(|name| (name, query.clone())));
        shelf.searches.push(SavedSearch { name: free, query });
    }
}

/// A name without the number that it got: `veto (2)`.
fn without_number(name: &Safe<'_>) -> Option<Safe<'static>> {
    let (start, number) = name.as_str().strip_suffix(')')?.rsplit_once(" (")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then(|| name.slice(0..start.len()).into_owned())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::annotation::{Annotation, EntrySnapshot, Highlight};
    use crate::change::Change;
    use crate::position::InsertPosition;
    use kzq_corpus::Wording;
    use kzq_text::steps::more_than_linear;

    /// A shelf with every kind of annotation.
    fn full_shelf() -> Shelf {
        let name = |text: &str| EntryName::from_text(text);
        let imprint = |text: &str| {
            Some(Arc::new(EntrySnapshot {
                fingerprint: 0x0123_4567_89ab_cdef,
                wording: Wording::Verbatim,
                text: Safe::text(text.to_owned()),
                speaker: "Ada “Byron”".into(),
                source: "The Paper, n.d.".into(),
            }))
        };
        let mut shelf = Shelf::default();
        let note = Some(Safe::text("one line\nand another: \"é\" \\".to_owned()));
        for change in [
            Change::Star(name("c/a"), imprint("Yes.\nNo.")),
            Change::Note { entry: name("c/b"), snapshot: imprint("x"), from: None, to: note },
            Change::List("Speech".into(), InsertPosition::Last),
            Change::Add {
                list: "Speech".into(),
                entry: name("c/z"),
                snapshot: imprint("z"),
                position: InsertPosition::Last,
            },
            Change::Add { list: "Speech".into(), entry: name("c/a"), snapshot: None, position: InsertPosition::Last },
            Change::List("empty".into(), InsertPosition::First),
            Change::Highlight(name("c/a"), None, Highlight { start: 0, end: 3, words: "Yes".into() }),
        ] {
            change.apply(&mut shelf);
        }
        shelf
    }

    #[test]
    fn round_trip() {
        for shelf in [Shelf::default(), full_shelf()] {
            let text = serialize(&shelf).unwrap();
            assert_eq!(parse(text.as_bytes()), Ok(ParsedShelf { shelf, damage: None }), "{text}");
        }
    }

    #[test]
    fn output_is_readable() {
        let text = serialize(&full_shelf()).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], r#"{"shelf":{"format":1}}"#);
        assert_eq!(
            lines[1],
            r#"{"entry":{"name":"c/a","imprint":{"fingerprint":"0123456789abcdef","wording":"verbatim","#.to_owned()
                + r#""speaker":"Ada “Byron”","source":"The Paper, n.d.","text":"Yes.\nNo."},"starred":true,"#
                + r#""highlights":[{"start":0,"end":3,"words":"Yes"}]}}"#
        );
        assert_eq!(lines[4], r#"{"list":{"name":"empty","entries":[]}}"#);
        assert_eq!(lines[5], r#"{"list":{"name":"Speech","entries":["c/z","c/a"]}}"#);
        assert!(lines[6].starts_with(r#"{"end":{"lines":6,"checksum":""#), "{}", lines[6]);
    }

    #[test]
    fn uses_are_separate_lines_in_format_2() {
        let mut shelf = full_shelf();
        let new = |date: &str| Use { date: date.parse().unwrap(), format: "text".into() };
        for date in ["2026-11-30", "2026-11-29", "2026-11-30"] {
            Change::Use(EntryName::from_text("c/a"), None, new(date)).apply(&mut shelf);
        }
        let text = serialize(&shelf).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], r#"{"shelf":{"format":2}}"#);
        assert_eq!(lines[2], r#"{"used":{"name":"c/a","date":"2026-11-29","format":"text"}}"#);
        assert_eq!(lines[3], r#"{"used":{"name":"c/a","date":"2026-11-30","format":"text"}}"#);
        assert_eq!(parse(text.as_bytes()), Ok(ParsedShelf { shelf, damage: None }));
        let damaged = text.replace("2026-11-29", "2026-13-29");
        assert_eq!(parse(damaged.as_bytes()).unwrap().damage.unwrap().unreadable, Some((1, 3)));
    }

    #[test]
    fn mergeable_shelf_has_stable_lines() {
        let before = serialize_as(&full_shelf(), FileForm::Merging).unwrap();
        let lines: Vec<&str> = before.lines().collect();
        assert_eq!(lines[0], r#"{"shelf":{"format":2,"merges":true}}"#);
        let lists: Vec<&&str> = lines.iter().filter(|line| line.starts_with("{\"list\"")).collect();
        assert_eq!(
            lists,
            [
                &r#"{"list":{"name":"empty","entries":[]}}"#,
                &r#"{"list":{"name":"Speech","entries":["c/z"]}}"#,
                &r#"{"list":{"name":"Speech","entries":["c/a"]}}"#,
            ]
        );
        let mut shelf = full_shelf();
        Change::Star(EntryName::from_text("c/aa"), None).apply(&mut shelf);
        let after = serialize_as(&shelf, FileForm::Merging).unwrap();
        let without: Vec<&str> = after.lines().filter(|line| !line.contains("c/aa")).collect();
        assert_eq!(without, lines, "a change touches the lines of its entry only");
        assert_eq!(parse(after.as_bytes()), Ok(ParsedShelf { shelf, damage: None }));
    }

    #[test]
    fn merging_keeps_the_changes_of_both_sides() {
        let name = |text: &str| EntryName::from_text(text);
        let (mut ours, mut theirs) = (full_shelf(), full_shelf());
        Change::Star(name("c/b"), None).apply(&mut ours);
        let from = theirs.note(&name("c/b")).cloned();
        Change::Note { entry: name("c/b"), snapshot: None, from, to: Some("new".into()) }.apply(&mut theirs);
        let [ours, theirs] = [ours, theirs].map(|shelf| serialize_as(&shelf, FileForm::Merging).unwrap());
        let union = format!("{ours}{theirs}");
        let marked = format!("<<<<<<< HEAD\n{ours}||||||| base\n=======\n{theirs}>>>>>>> other\n");
        let marked = format!("{}\n{marked}", ours.lines().next().unwrap());
        for text in [union, marked] {
            let ParsedShelf { shelf, damage } = parse(text.as_bytes()).unwrap();
            assert_eq!(damage, None, "{text}");
            assert!(shelf.is_starred(&name("c/b")));
            assert!(shelf.note(&name("c/b")).unwrap().as_str().contains("new"));
            assert_eq!(shelf.list("Speech").unwrap().entries.len(), 2);
        }
        assert!(parse(format!("{ours}x\n").as_bytes()).unwrap().damage.is_some(), "other lines are not skipped");
    }

    #[test]
    fn truncation_is_reported_at_any_length() {
        let whole = serialize(&full_shelf()).unwrap();
        for length in 0..whole.len() {
            let read = parse(&whole.as_bytes()[..length]).unwrap();
            // Only the final line feed may be missing without loss.
            assert_eq!(read.damage.is_none(), length == whole.len() - 1, "cut at {length}: {read:?}");
            assert!(read.damage.is_some() || read.shelf == full_shelf());
        }
    }

    #[test]
    fn any_changed_byte_is_reported() {
        let whole = serialize(&full_shelf()).unwrap();
        for at in 0..whole.len() {
            for flip in [1, 0x20, 0x80, 0xff] {
                let mut bytes = whole.clone().into_bytes();
                bytes[at] ^= flip;
                let read = parse(&bytes);
                assert!(read.as_ref().map_or(true, |read| read.damage.is_some()), "{flip} at {at}: {read:?}");
            }
        }
    }

    #[test]
    fn readable_lines_of_damaged_files_are_kept() {
        let text =
            serialize(&full_shelf()).unwrap().replace("{\"entry\":{\"name\":\"c/b\"", "{\"entry\":{\"nome\":\"c/b\"");
        let read = parse(text.as_bytes()).unwrap();
        assert_eq!(read.damage, Some(Damage { unreadable: Some((1, 3)), truncated: false }));
        assert_eq!(read.damage.unwrap().message().as_str(), "line 3 can't be read");
        assert_eq!((read.shelf.entries().count(), read.shelf.lists()), (2, full_shelf().lists()));
    }

    #[test]
    fn listed_entries_without_annotation_are_inserted() {
        let text = serialize(&full_shelf()).unwrap().replace("\"name\":\"c/z\"", "");
        let shelf = parse(text.as_bytes()).unwrap().shelf;
        assert_eq!(shelf.annotation(&EntryName::from_text("c/z")), Some(&Annotation::default()));
    }

    #[test]
    fn unknown_older_formats_are_reported_as_damage() {
        let text = serialize(&full_shelf()).unwrap().replace("\"format\":1", "\"format\":0");
        let damage = parse(text.as_bytes()).unwrap().damage;
        assert_eq!(damage, Some(Damage { unreadable: Some((1, 1)), truncated: false }));
    }

    #[test]
    fn repeated_lists_are_merged_without_duplicates() {
        let lines = ["a\",\"c/b\",\"c/a", "b\",\"c/c"]
            .map(|rest| format!("{{\"list\":{{\"name\":\"L\",\"entries\":[\"c/{rest}\"]}}}}\n"));
        let shelf = parse(format!("{{\"shelf\":{{\"format\":1}}}}\n{}", lines.concat()).as_bytes()).unwrap().shelf;
        let names: Vec<&str> = shelf.list("L").unwrap().entries.iter().map(|entry| entry.text().as_str()).collect();
        assert_eq!(names, ["c/a", "c/b", "c/c"]);
    }

    /// A quadratic implementation would take minutes.
    #[test]
    fn long_lists_are_parsed_in_linear_time() {
        let names: Vec<String> = (0..200_000).map(|number| format!("\"c/{number}\"")).collect();
        let list = |name: &str, names: &str| format!("{{\"list\":{{\"name\":\"{name}\",\"entries\":[{names}]}}}}\n");
        let lists: String = (0..50_000).map(|number| list(&number.to_string(), "\"c/1\"")).collect();
        let text = ["{\"shelf\":{\"format\":1}}\n", &list("L", &names.join(",")), &lists].concat();
        let mut shelf = parse(text.as_bytes()).unwrap().shelf;
        assert_eq!(shelf.lists().len(), 50_001);
        let all = shelf.list("L").unwrap().entries.clone();
        Change::DeleteList("L".into(), all).apply(&mut shelf);
        assert_eq!((shelf.lists().len(), shelf.entries().count()), (50_000, 1));
    }

    #[test]
    fn lines_for_one_name_are_parsed_in_linear_time() {
        for (line, written) in [
            (r#"{"search":{"name":"x","query":"qN"}}"#, r#""name":"x (2)""#),
            (r#"{"search":{"name":"x (N)","query":"q"}}"#, r#""name":"x (7)""#),
            (r#"{"entry":{"name":"c/a","note":"N"}}"#, "6\\n\\n---"),
            (
                r#"{"entry":{"name":"c/a","highlights":[{"start":N,"end":99999,"words":"w"}]}}"#,
                r#"{"start":0,"end":99999,"words":"w"},{"start":1,"#,
            ),
            (r#"{"used":{"name":"c/a","date":"2026-11-29","format":"N"}}"#, r#""format":"7"}}"#),
        ] {
            let text = |size: usize| {
                let lines = (0..size).rev().map(|number| line.replace('N', &number.to_string()) + "\n");
                "{\"shelf\":{\"format\":2,\"merges\":true}}\n".to_owned() + &lines.collect::<String>()
            };
            let read = |text: &String| parse(text.as_bytes()).unwrap();
            assert_eq!(more_than_linear(8, 10, text, |text| drop(read(text))), [], "{line}");
            let ParsedShelf { shelf, damage } = read(&text(8));
            assert_eq!(damage, None, "{line}");
            let again = serialize(&shelf).unwrap();
            assert!(again.contains(written), "{again}");
        }
    }

    #[test]
    fn saved_searches_are_separate_lines() {
        let mut shelf = Shelf::default();
        let search = SavedSearch { name: "Deadlock".into(), query: "\"security council\" sort:date".into() };
        Change::SaveSearch(search.clone(), InsertPosition::Last).apply(&mut shelf);
        let text = serialize(&shelf).unwrap();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], r#"{"shelf":{"format":2}}"#);
        assert_eq!(lines[1], r#"{"search":{"name":"Deadlock","query":"\"security council\" sort:date"}}"#);
        assert_eq!(parse(text.as_bytes()).unwrap(), ParsedShelf { shelf: shelf.clone(), damage: None });
        // Merging keeps both.
        let other = text.replace("sort:date", "sort:random");
        let merged = parse(format!("{text}{}", other.lines().nth(1).unwrap()).as_bytes()).unwrap().shelf;
        let names: Vec<&str> = merged.searches().iter().map(|search| search.name.as_str()).collect();
        assert_eq!(names, ["Deadlock"], "nothing counts after the last line");
        let merging = serialize_as(&shelf, FileForm::Merging).unwrap();
        let merged = parse(format!("{merging}{other}").as_bytes()).unwrap().shelf;
        let names: Vec<&str> = merged.searches().iter().map(|search| search.name.as_str()).collect();
        assert_eq!(names, ["Deadlock", "Deadlock (2)"]);
        let again = serialize_as(&merged, FileForm::Merging).unwrap();
        assert_eq!(parse(format!("{again}{other}").as_bytes()).unwrap().shelf, merged);
        Change::DeleteSearch(search).apply(&mut shelf);
        assert!(serialize(&shelf).unwrap().starts_with(r#"{"shelf":{"format":1}}"#), "as older programs know it");
    }

    #[test]
    fn newer_formats_are_rejected() {
        for text in ["{\"shelf\":{\"format\":3}}", "{\"shelf\":{\"format\":7,\"zipped\":true},\"x\":1}\n\u{0}\n"] {
            assert!(matches!(parse(text.as_bytes()), Err(ShelfError::NewerFormat(3 | 7))), "{text}");
        }
    }

    #[test]
    fn hostile_input_is_sanitised() {
        let text = "{\"shelf\":{\"format\":1}}\n{\"entry\":{\"name\":\"c/\\u001b[31m\\nx\",\"note\":\"\\u202e\\u001b]52;\",\"starred\":true}}\n";
        let read = parse(text.as_bytes()).unwrap();
        let (name, held) = read.shelf.entries().next().unwrap();
        assert_eq!(name.text().as_str(), "c/␛[31m x");
        assert!(held.note.as_ref().is_some_and(|note| !note.as_str().contains(['\u{1b}', '\u{202e}'])));
    }
}

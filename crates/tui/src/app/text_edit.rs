//! A text field of one line or several.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::scroll::Motion;
use kzq_text::wrap::wrap;
use kzq_text::{Safe, fold_graphemes, width};

/// A text with a cursor between its graphemes; by default, a single line.
///
/// The text is stored unsanitised, because whether a joiner is valid depends on what is typed next;
/// [`Self::text`] sanitises the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextEdit {
    text: String,
    is_multiline: bool,
    /// The byte offset of the cursor.
    cursor: usize,
    /// The goal column of vertical movements.
    goal_column: Option<usize>,
    /// Whether the whole text is selected: what is typed next replaces it.
    is_selected: bool,
}

/// A text does not fit into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRoom {
    /// By how many bytes it is too long.
    pub(super) excess: usize,
    /// How many bytes the field holds.
    pub(super) max_bytes: usize,
}

/// The maximum length of a line in bytes: more than anybody types, less than a book pasted by accident.
const MAX_LINE_BYTES: usize = 4096;
/// The maximum length reachable by typing several lines, in bytes: more than a note needs, and little enough to wrap it at
/// each key.
const MAX_BYTES: usize = 1024 * 1024;

impl TextEdit {
    /// Creates a field of one line, with the cursor at the end of `text`, which is cut to what a line holds.
    pub fn line(text: &str) -> Self {
        let mut edit = Self::default();
        edit.insert(&text[..text.floor_char_boundary(MAX_LINE_BYTES)]);
        edit
    }

    /// Creates a field of several lines with the whole of `text`, however long, and the cursor at its end.
    pub fn multiline(text: &str) -> Self {
        let text = normalize_lines(text);
        Self { cursor: text.len(), text, is_multiline: true, ..Self::default() }
    }

    /// The text, sanitised.
    pub fn text(&self) -> Safe<'_> {
        if self.is_multiline { Safe::text(self.text.as_str()) } else { Safe::line(self.text.as_str()) }
    }

    /// The text as it was typed.
    pub(super) fn raw(&self) -> &str {
        &self.text
    }

    /// The text before the cursor, sanitised, as a single line.
    pub fn before_cursor(&self) -> Safe<'_> {
        Safe::line(&self.text[..self.cursor])
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the whole text is selected.
    pub fn is_selected(&self) -> bool {
        self.is_selected
    }

    /// Selects the whole text, if there is any; moving the cursor keeps the text, everything else replaces it.
    pub(super) fn select_all(&mut self) {
        self.set_cursor(self.text.len());
        self.is_selected = !self.text.is_empty();
    }

    /// Ends the selection, and keeps the text.
    pub(super) fn deselect(&mut self) {
        self.is_selected = false;
    }

    /// Deletes the text if it is selected; returns whether it was.
    fn delete_selection(&mut self) -> bool {
        let is_selected = self.is_selected;
        if is_selected {
            self.clear();
        }
        is_selected
    }

    /// The byte offset of the cursor.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// The wrapped rows at a width, as byte ranges. Each starts where the previous one ends, so that every cursor
    /// position is in one of them.
    pub fn rows(&self, columns: usize) -> Vec<Range<usize>> {
        let starts: Vec<usize> = wrap(&self.text, columns).iter().map(|line| line.start).collect();
        let ends = starts.iter().skip(1).copied().chain([self.text.len()]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// A row as displayed, without its line feed.
    pub fn row_text(&self, row: &Range<usize>) -> Safe<'_> {
        Safe::line(self.text[row.clone()].trim_end_matches('\n'))
    }

    /// The row and the display column of the cursor at a width.
    pub fn cursor_position(&self, columns: usize) -> (usize, usize) {
        let rows = self.rows(columns);
        let row = rows.partition_point(|row| row.start <= self.cursor).saturating_sub(1);
        let before = Safe::line(&self.text[rows[row].start..self.cursor]);
        (row, width::width(before.as_str()))
    }

    /// Inserts text at the cursor, if there is room for all of it. In a single line, line breaks and tabs become spaces.
    pub fn insert(&mut self, text: &str) {
        // Without room, the text is as it was.
        let _ = self.try_insert(text);
    }

    /// Like [`insert`](Self::insert); without room for all of it, nothing changes.
    ///
    /// # Errors
    ///
    /// If it does not fit.
    pub(super) fn try_insert(&mut self, text: &str) -> Result<(), NoRoom> {
        let (text, max_bytes) = if self.is_multiline {
            (normalize_lines(text), MAX_BYTES)
        } else {
            (text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "), MAX_LINE_BYTES)
        };
        let kept = if self.is_selected { 0 } else { self.text.len() };
        if kept + text.len() > max_bytes {
            return Err(NoRoom { excess: kept + text.len() - max_bytes, max_bytes });
        }
        self.delete_selection();
        self.text.insert_str(self.cursor, &text);
        self.set_cursor(self.cursor + text.len());
        Ok(())
    }

    /// Replaces a range of bytes, and puts the cursor after the replacement; does nothing if the range is not in
    /// the text.
    pub(super) fn replace(&mut self, range: Range<usize>, text: &str) {
        if self.text.get(range.clone()).is_some() {
            let before = self.clone();
            self.set_cursor(range.start);
            self.text.drain(range);
            if self.try_insert(text).is_err() {
                *self = before;
            }
        }
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        self.text.clear();
        self.set_cursor(0);
    }

    /// Moves the cursor one grapheme to the left.
    pub fn move_left(&mut self) {
        self.set_cursor(fold_graphemes::previous_boundary(&self.text, self.cursor));
    }

    /// Moves the cursor one grapheme to the right.
    pub fn move_right(&mut self) {
        self.set_cursor(fold_graphemes::next_boundary(&self.text, self.cursor));
    }

    /// Moves the cursor to the start of its word, or of the word before.
    pub fn move_word_left(&mut self) {
        self.set_cursor(self.word_start());
    }

    /// Moves the cursor to the end of its word, or of the word after.
    pub fn move_word_right(&mut self) {
        self.set_cursor(self.word_end());
    }

    /// Moves the cursor to the start of its line.
    pub fn move_to_line_start(&mut self) {
        self.set_cursor(self.line_start());
    }

    /// Moves the cursor to the end of its line.
    pub fn move_to_line_end(&mut self) {
        let rest = &self.text[self.cursor..];
        self.set_cursor(self.cursor + rest.find('\n').unwrap_or(rest.len()));
    }

    /// Moves the cursor over the rows at a width, with `page` rows visible.
    pub fn move_rows(&mut self, movement: Motion, columns: usize, page: usize) {
        let (row, column) = self.cursor_position(columns);
        let column = self.goal_column.unwrap_or(column);
        let rows = self.rows(columns);
        let to = movement.apply(row, rows.len(), page);
        if to != row {
            self.cursor = self.offset_at_column(&rows[to], column, to + 1 == rows.len());
        }
        self.goal_column = Some(column);
    }

    /// The byte offset in a row that is nearest to a column.
    fn offset_at_column(&self, row: &Range<usize>, column: usize, is_last: bool) -> usize {
        let text = &self.text[row.clone()];
        let mut at = row.start;
        let mut used = 0;
        for grapheme in text.graphemes(true) {
            used += width::width(Safe::line(grapheme).as_str());
            if used > column || grapheme == "\n" {
                return at;
            }
            at += grapheme.len();
        }
        // The position after the last grapheme of a row belongs to the next row.
        if is_last { at } else { row.start + text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at) }
    }

    /// Deletes the grapheme before the cursor.
    pub fn delete_back(&mut self) {
        if !self.delete_selection() {
            self.delete_from(fold_graphemes::previous_boundary(&self.text, self.cursor));
        }
    }

    /// Deletes the grapheme at the cursor.
    pub fn delete_forward(&mut self) {
        if self.delete_selection() {
            return;
        }
        let after = fold_graphemes::next_boundary(&self.text, self.cursor);
        self.text.drain(self.cursor..after);
        self.goal_column = None;
    }

    /// Deletes the word before the cursor, and the whitespace after that word; at the start of a line, the line feed.
    pub fn delete_word(&mut self) {
        if self.delete_selection() {
            return;
        }
        let start = self.line_start();
        if start == self.cursor {
            return self.delete_back();
        }
        let before = self.text[start..self.cursor].trim_end();
        let blank = before.char_indices().rev().find(|(_, c)| c.is_whitespace());
        self.delete_from(start + blank.map_or(0, |(at, c)| at + c.len_utf8()));
    }

    /// Deletes from the start of the word before the cursor.
    pub fn delete_word_back(&mut self) {
        if !self.delete_selection() {
            self.delete_from(self.word_start());
        }
    }

    /// Deletes to the end of the word after the cursor.
    pub fn delete_word_forward(&mut self) {
        if !self.delete_selection() {
            self.text.drain(self.cursor..self.word_end());
            self.goal_column = None;
        }
    }

    /// Deletes from the start of the line to the cursor.
    pub fn delete_to_start(&mut self) {
        if !self.delete_selection() {
            self.delete_from(self.line_start());
        }
    }

    fn delete_from(&mut self, from: usize) {
        self.text.drain(from..self.cursor);
        self.set_cursor(from);
    }

    fn set_cursor(&mut self, cursor: usize) {
        self.cursor = cursor;
        self.goal_column = None;
        self.is_selected = false;
    }

    /// Where the word at the cursor or before it starts. As in a shell, words are of letters and digits alone.
    fn word_start(&self) -> usize {
        let before = self.text[..self.cursor].grapheme_indices(true).rev();
        word_part(before).last().map_or(0, |(at, _)| at)
    }

    /// Where the word at the cursor or after it ends.
    fn word_end(&self) -> usize {
        let after = self.text[self.cursor..].grapheme_indices(true);
        self.cursor + word_part(after).last().map_or(0, |(at, grapheme)| at + grapheme.len())
    }

    fn line_start(&self) -> usize {
        self.text[..self.cursor].rfind('\n').map_or(0, |at| at + 1)
    }
}

/// The graphemes up to the end of the first word, with what is before it.
fn word_part<'t>(graphemes: impl Iterator<Item = (usize, &'t str)>) -> impl Iterator<Item = (usize, &'t str)> {
    let mut in_word = false;
    graphemes.take_while(move |(_, grapheme)| {
        let is_in_word = grapheme.starts_with(char::is_alphanumeric);
        let is_after = in_word && !is_in_word;
        in_word |= is_in_word;
        !is_after
    })
}

/// Normalises line breaks to line feeds, and tabs to spaces.
fn normalize_lines(text: &str) -> String {
    text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n").replace('\t', "    ")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text with a bar at the cursor.
    fn with_cursor_bar(edit: &TextEdit) -> String {
        let (before, after) = edit.text.split_at(edit.cursor);
        format!("{before}|{after}")
    }

    /// A text field with the cursor at the bar in `text`.
    fn editor(text: &str) -> TextEdit {
        let cursor = text.find('|').unwrap();
        TextEdit { cursor, ..TextEdit::multiline(&text.replace('|', "")) }
    }

    type EditOperation = Box<dyn Fn(&mut TextEdit)>;

    #[test]
    fn edit_operations() {
        let insert = |text: &'static str| move |edit: &mut TextEdit| edit.insert(text);
        let go = |movement| move |edit: &mut TextEdit| edit.move_rows(movement, 10, 3);
        let table: Vec<(&str, EditOperation, &str)> = vec![
            ("|", Box::new(insert("a")), "a|"),
            ("a|b", Box::new(insert("\n")), "a\n|b"),
            ("|", Box::new(insert("one\r\ntwo\rthree\tfour")), "one\ntwo\nthree    four|"),
            ("ab|", Box::new(TextEdit::move_left), "a|b"),
            ("|ab", Box::new(TextEdit::move_left), "|ab"),
            ("a\n|b", Box::new(TextEdit::move_left), "a|\nb"),
            ("e\u{301}|x", Box::new(TextEdit::move_left), "|e\u{301}x"),
            ("a|\nb", Box::new(TextEdit::move_right), "a\n|b"),
            ("ab|", Box::new(TextEdit::move_right), "ab|"),
            ("one\ntw|o", Box::new(TextEdit::move_to_line_start), "one\n|two"),
            ("o|ne\ntwo", Box::new(TextEdit::move_to_line_end), "one|\ntwo"),
            ("one\ntw|o", Box::new(TextEdit::move_to_line_end), "one\ntwo|"),
            ("one\ntwo|", Box::new(go(Motion::Up)), "one|\ntwo"),
            ("a\nlonger|", Box::new(go(Motion::Up)), "a|\nlonger"),
            ("on|e\ntwo", Box::new(go(Motion::Down)), "one\ntw|o"),
            ("on|e\n", Box::new(go(Motion::Down)), "one\n|"),
            ("on|e", Box::new(go(Motion::Down)), "on|e"),
            // Rows, not lines, at a width of ten columns.
            ("one two th|ree four", Box::new(go(Motion::Up)), "on|e two three four"),
            ("one| two three four", Box::new(go(Motion::Down)), "one two thr|ee four"),
            ("one two three fo|ur", Box::new(go(Motion::Up)), "one two| three four"),
            ("汉汉|\nabcde", Box::new(go(Motion::Down)), "汉汉\nabcd|e"),
            ("a\nb\nc\nd|", Box::new(go(Motion::PageUp)), "a|\nb\nc\nd"),
            ("ab|c", Box::new(TextEdit::delete_back), "a|c"),
            ("a\n|b", Box::new(TextEdit::delete_back), "a|b"),
            ("|ab", Box::new(TextEdit::delete_back), "|ab"),
            ("a|\nb", Box::new(TextEdit::delete_forward), "a|b"),
            ("ab|", Box::new(TextEdit::delete_forward), "ab|"),
            ("one two  |", Box::new(TextEdit::delete_word), "one |"),
            ("one\n|two", Box::new(TextEdit::delete_word), "one|two"),
            ("one\ntwo|", Box::new(TextEdit::delete_word), "one\n|"),
            ("one\u{a0}two|", Box::new(TextEdit::delete_word), "one\u{a0}|"),
            ("one\ntwo th|ree", Box::new(TextEdit::delete_to_start), "one\n|ree"),
            ("security council|", Box::new(TextEdit::move_word_left), "security |council"),
            ("security coun|cil", Box::new(TextEdit::move_word_left), "security |council"),
            ("security |council", Box::new(TextEdit::move_word_left), "|security council"),
            ("  |one", Box::new(TextEdit::move_word_left), "|  one"),
            ("speaker:orwell|", Box::new(TextEdit::move_word_left), "speaker:|orwell"),
            ("a \"cafe\u{301}\" |", Box::new(TextEdit::move_word_left), "a \"|cafe\u{301}\" "),
            ("one\n|two", Box::new(TextEdit::move_word_left), "|one\ntwo"),
            ("|security council", Box::new(TextEdit::move_word_right), "security| council"),
            ("security|, council", Box::new(TextEdit::move_word_right), "security, council|"),
            ("cafe|\u{301}s au", Box::new(TextEdit::move_word_right), "cafe\u{301}s| au"),
            ("one| ) ", Box::new(TextEdit::move_word_right), "one ) |"),
            ("security council|", Box::new(TextEdit::delete_word_back), "security |"),
            ("speaker:orwell|", Box::new(TextEdit::delete_word_back), "speaker:|"),
            ("speaker:orwell|", Box::new(TextEdit::delete_word), "|"),
            ("one, |two", Box::new(TextEdit::delete_word_back), "|two"),
            ("|security council", Box::new(TextEdit::delete_word_forward), "| council"),
            ("security| council", Box::new(TextEdit::delete_word_forward), "security|"),
            ("one|", Box::new(TextEdit::delete_word_forward), "one|"),
        ];
        for (before, key, after) in table {
            let mut edit = editor(before);
            key(&mut edit);
            assert_eq!(with_cursor_bar(&edit), after, "from {before}");
        }
    }

    #[test]
    fn edits_replace_or_delete_the_selected_text() {
        let operations: Vec<(EditOperation, &str)> = vec![
            (Box::new(|edit| edit.insert("war")), "war|"),
            (Box::new(TextEdit::delete_back), "|"),
            (Box::new(TextEdit::delete_forward), "|"),
            (Box::new(TextEdit::delete_word), "|"),
            (Box::new(TextEdit::delete_to_start), "|"),
            (Box::new(TextEdit::delete_word_back), "|"),
            (Box::new(TextEdit::delete_word_forward), "|"),
            (Box::new(TextEdit::move_word_left), "two |words"),
            (Box::new(TextEdit::move_left), "two word|s"),
            (Box::new(TextEdit::move_right), "two words|"),
            (Box::new(TextEdit::move_to_line_start), "|two words"),
        ];
        for (operation, after) in operations {
            let mut edit = editor("two| words");
            edit.select_all();
            assert!(edit.is_selected());
            operation(&mut edit);
            assert_eq!((with_cursor_bar(&edit).as_str(), edit.is_selected()), (after, false));
        }
        let mut empty = TextEdit::default();
        empty.select_all();
        assert!(!empty.is_selected());
    }

    #[test]
    fn vertical_moves_keep_the_goal_column() {
        let mut edit = editor("abcdef\nx\nabcd|ef");
        edit.move_rows(Motion::Up, 20, 5);
        assert_eq!(with_cursor_bar(&edit), "abcdef\nx|\nabcdef");
        edit.move_rows(Motion::Up, 20, 5);
        assert_eq!(with_cursor_bar(&edit), "abcd|ef\nx\nabcdef");
    }

    #[test]
    fn text_is_sanitised_and_bounded() {
        let mut edit = TextEdit::multiline("");
        edit.insert("\u{1b}[31m\u{202e}");
        assert!(!edit.text().as_str().contains(['\u{1b}', '\u{202e}']));
        let before = edit.clone();
        edit.insert(&"é".repeat(MAX_BYTES));
        assert_eq!(edit, before);
        let mut line = TextEdit::line(&"é".repeat(10_000));
        line.insert("more");
        assert_eq!(line.text.len(), MAX_LINE_BYTES);
    }

    #[test]
    fn text_is_inserted_entirely_or_not_at_all() {
        for (text, max_bytes) in [("|", MAX_BYTES), ("ab|cd", MAX_BYTES)] {
            let (before, room) = (editor(text), max_bytes - (text.len() - 1));
            let mut edit = before.clone();
            assert_eq!(edit.try_insert(&"x".repeat(room + 3)), Err(NoRoom { excess: 3, max_bytes }));
            assert_eq!(edit, before);
            assert_eq!(edit.try_insert(&"x".repeat(room)), Ok(()));
            assert_eq!(edit.text.len(), max_bytes);
            assert_eq!(edit.try_insert("x"), Err(NoRoom { excess: 1, max_bytes }));
            // An existing text may be longer.
            let long = "é".repeat(MAX_BYTES);
            assert_eq!(TextEdit::multiline(&long).text().as_str(), long);
            // The room of the selected text is available.
            edit.select_all();
            assert_eq!(edit.try_insert("new"), Ok(()));
            assert_eq!(edit.text().as_str(), "new");
        }
        let mut line = TextEdit::line("speaker:x");
        let before = line.clone();
        line.replace(8..9, &"x".repeat(MAX_LINE_BYTES));
        assert_eq!(line, before);
    }

    #[test]
    fn line_breaks_in_a_single_line_become_spaces() {
        let mut line = TextEdit::line("one\r\ntwo\rthree\nfour\tfive");
        assert_eq!(with_cursor_bar(&line), "one two three four five|");
        line.delete_word();
        line.move_to_line_start();
        line.move_right();
        line.delete_to_start();
        line.delete_forward();
        assert_eq!(with_cursor_bar(&line), "|e two three four ");
        line.move_to_line_end();
        assert_eq!(line.before_cursor().as_str(), "e two three four ");
        line.clear();
        assert!(line.is_empty());
    }

    #[test]
    fn joiners_can_be_typed_one_by_one() {
        for mut edit in [TextEdit::line(""), TextEdit::multiline("")] {
            for c in "می‌خواهم".chars() {
                edit.insert(c.encode_utf8(&mut [0; 4]));
            }
            assert_eq!(edit.text().as_str(), "می‌خواهم");
            edit.insert("\x1b[31m");
            assert!(edit.text().as_str().ends_with("␛[31m"));
        }
    }

    proptest::proptest! {
        #[test]
        fn cursor_is_always_in_a_row_and_between_graphemes(
            keys in proptest::collection::vec((0..16_usize, "[a-c é汉👩‍🚀\n]{0,6}"), 0..30), columns in 1..12_usize,
        ) {
            let mut edit = TextEdit::multiline("");
            for (key, text) in keys {
                match key {
                    0 => edit.move_left(),
                    1 => edit.move_right(),
                    2 => edit.move_to_line_start(),
                    3 => edit.move_to_line_end(),
                    4 => edit.move_rows(Motion::Up, columns, 3),
                    5 => edit.move_rows(Motion::Down, columns, 3),
                    6 => edit.delete_back(),
                    7 => edit.delete_forward(),
                    8 => edit.delete_word(),
                    9 => edit.delete_to_start(),
                    10 => edit.move_word_left(),
                    11 => edit.move_word_right(),
                    12 => edit.delete_word_back(),
                    13 => edit.delete_word_forward(),
                    _ => edit.insert(&text),
                }
                let rows = edit.rows(columns);
                proptest::prop_assert!(rows.windows(2).all(|pair| pair[0].end == pair[1].start));
                proptest::prop_assert_eq!((rows[0].start, rows[rows.len() - 1].end), (0, edit.text.len()));
                let (row, _) = edit.cursor_position(columns);
                proptest::prop_assert!(rows[row].start <= edit.cursor && edit.cursor <= rows[row].end);
                proptest::prop_assert!(edit.text.is_char_boundary(edit.cursor));
            }
        }
    }
}

//! A single-line text field.

use kzq_text::{Safe, fold_graphemes};

/// A line of text with a cursor between its graphemes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineEdit {
    text: String,
    /// The byte offset of the cursor.
    cursor: usize,
}

/// The maximum length of a line in bytes: more than anybody types, less than a book pasted by accident.
const MAX_BYTES: usize = 4096;

impl LineEdit {
    /// The text, sanitised.
    pub fn text(&self) -> Safe<'_> {
        Safe::line(self.text.as_str())
    }

    /// The text before the cursor, sanitised.
    pub fn before_cursor(&self) -> Safe<'_> {
        Safe::line(&self.text[..self.cursor])
    }

    /// Whether the line is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Inserts text at the cursor, as far as there is room. The text is stored unsanitised, because whether a joiner is
    /// valid depends on what is typed next; [`Self::text`] sanitises the whole.
    pub fn insert(&mut self, text: &str) {
        let room = text.floor_char_boundary(MAX_BYTES.saturating_sub(self.text.len()));
        self.text.insert_str(self.cursor, &text[..room].replace(['\n', '\r', '\t'], " "));
        self.cursor += room;
    }

    /// Clears the line.
    pub fn clear(&mut self) {
        self.text.clear();
        self.cursor = 0;
    }

    /// Moves the cursor one grapheme to the left.
    pub fn move_left(&mut self) {
        self.cursor = fold_graphemes::previous_boundary(&self.text, self.cursor);
    }

    /// Moves the cursor one grapheme to the right.
    pub fn move_right(&mut self) {
        self.cursor = fold_graphemes::next_boundary(&self.text, self.cursor);
    }

    /// Moves the cursor to the start of the line.
    pub fn move_to_start(&mut self) {
        self.cursor = 0;
    }

    /// Moves the cursor to the end of the line.
    pub fn move_to_end(&mut self) {
        self.cursor = self.text.len();
    }

    /// Deletes the grapheme before the cursor.
    pub fn delete_back(&mut self) {
        self.delete_from(fold_graphemes::previous_boundary(&self.text, self.cursor));
    }

    /// Deletes the grapheme at the cursor.
    pub fn delete_forward(&mut self) {
        let after = fold_graphemes::next_boundary(&self.text, self.cursor);
        self.text.drain(self.cursor..after);
    }

    /// Deletes the word before the cursor, and the whitespace after that word.
    pub fn delete_word(&mut self) {
        let before = self.text[..self.cursor].trim_end();
        self.delete_from(
            before
                .rfind(char::is_whitespace)
                .map_or(0, |at| at + before[at..].chars().next().map_or(0, char::len_utf8)),
        );
    }

    /// Deletes everything before the cursor.
    pub fn delete_to_start(&mut self) {
        self.delete_from(0);
    }

    fn delete_from(&mut self, from: usize) {
        self.text.drain(from..self.cursor);
        self.cursor = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_by_graphemes_and_words() {
        let mut line = LineEdit::default();
        line.insert("un e\u{301}lan 👩‍🚀");
        line.delete_back();
        assert_eq!(line.text().as_str(), "un e\u{301}lan ");
        line.delete_word();
        assert_eq!(line.text().as_str(), "un ");
        line.insert("re\tform\n");
        assert_eq!(line.text().as_str(), "un re form ");
        line.move_to_start();
        line.delete_forward();
        line.move_right();
        line.delete_to_start();
        assert_eq!(line.text().as_str(), " re form ");
        line.move_to_end();
        line.move_left();
        assert_eq!(line.before_cursor().as_str(), " re form");
        line.clear();
        assert!(line.is_empty());
    }

    #[test]
    fn joiners_can_be_typed_one_by_one() {
        let mut line = LineEdit::default();
        for c in "می‌خواهم".chars() {
            line.insert(c.encode_utf8(&mut [0; 4]));
        }
        assert_eq!(line.text().as_str(), "می‌خواهم");
        line.insert("\x1b[31m");
        assert!(line.text().as_str().ends_with("␛[31m"));
    }

    #[test]
    fn long_pastes_are_truncated() {
        let mut line = LineEdit::default();
        line.insert(&"é".repeat(10_000));
        line.insert("more");
        assert!(line.text().as_str().len() <= MAX_BYTES);
    }
}

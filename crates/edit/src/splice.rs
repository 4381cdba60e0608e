//! [`Splice`]: changes of a text by positions.

use std::ops::Range;

/// A part of a text, and what replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced; empty to insert.
    pub range: Range<usize>,
    /// The new text.
    pub replacement: String,
}

/// Edits of one text, in order of position; they do not overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Splice {
    edits: Vec<TextEdit>,
}

impl Splice {
    /// Creates a splice of edits that do not overlap.
    pub fn new(mut edits: Vec<TextEdit>) -> Self {
        edits.retain(|edit| !edit.range.is_empty() || !edit.replacement.is_empty());
        edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
        debug_assert!(edits.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start), "{edits:?}");
        Self { edits }
    }

    /// Creates the splice that turns one text into another: one edit, from the first difference to the last.
    pub fn between(old: &str, new: &str) -> Self {
        let same = |(a, b): &(u8, u8)| a == b;
        let prefix = old.floor_char_boundary(old.bytes().zip(new.bytes()).take_while(same).count());
        let (old_rest, new_rest) = (&old[prefix..], &new[prefix..]);
        let suffix = old_rest.bytes().rev().zip(new_rest.bytes().rev()).take_while(same).count();
        let end = old_rest.ceil_char_boundary(old_rest.len() - suffix);
        let suffix = old_rest.len() - end;
        let replacement = new_rest[..new_rest.len() - suffix].to_owned();
        Self::new(vec![TextEdit { range: prefix..prefix + end, replacement }])
    }

    /// Returns the edits.
    pub fn edits(&self) -> &[TextEdit] {
        &self.edits
    }

    /// Returns whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.is_empty()
    }

    /// Applies the changes to `text`, for which it was made.
    pub fn apply(&self, text: &str) -> String {
        let added: usize = self.edits.iter().map(|edit| edit.replacement.len()).sum();
        let mut out = String::with_capacity(text.len() + added);
        let mut at = 0;
        for TextEdit { range, replacement } in &self.edits {
            out.push_str(&text[at..range.start]);
            out.push_str(replacement);
            at = range.end;
        }
        out.push_str(&text[at..]);
        out
    }

    /// Returns the splice that turns the changed text into `text` again.
    #[must_use]
    pub fn inverse(&self, text: &str) -> Self {
        let mut edits = Vec::with_capacity(self.edits.len());
        // How far the edits before have moved what follows.
        let (mut longer, mut shorter) = (0, 0);
        for TextEdit { range, replacement } in &self.edits {
            let start = range.start + longer - shorter;
            edits.push(TextEdit {
                range: start..start + replacement.len(),
                replacement: text[range.clone()].to_owned(),
            });
            longer += replacement.len();
            shorter += range.len();
        }
        Self { edits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_inverse_restores_the_text() {
        let text = "one two three";
        let edit = |range, replacement: &str| TextEdit { range, replacement: replacement.to_owned() };
        let splice = Splice::new(vec![edit(8..13, "3"), edit(0..0, "0 "), edit(3..7, ""), edit(8..8, ", ")]);
        let changed = splice.apply(text);
        assert_eq!(changed, "0 one , 3");
        assert_eq!(splice.inverse(text).apply(&changed), text);
    }

    proptest::proptest! {
        #[test]
        fn splice_between_two_texts_turns_the_old_into_the_new(old in "[aé“b]{0,8}", new in "[aé“b]{0,8}") {
            proptest::prop_assert_eq!(Splice::between(&old, &new).apply(&old), new);
        }
    }
}

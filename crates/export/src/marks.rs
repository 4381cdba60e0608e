//! Nested quotation marks.

use kzq_text::Safe;

/// Puts `text` in double quotation marks and flips the marks inside it: double ones become single, and single ones
/// inside those become double. Apostrophes are not marks and stay.
pub fn quoted(text: &Safe<'_>) -> Safe<'static> {
    let raw = text.as_str();
    let mut inside_double = false;
    let mut inside_single = false;
    let flipped = text.replace_chars(|at, c| match c {
        '“' => {
            inside_double = true;
            Some("‘")
        }
        '”' => {
            inside_double = false;
            Some("’")
        }
        '"' => {
            inside_double = !inside_double;
            Some(if inside_double { "‘" } else { "’" })
        }
        '‘' if inside_double => {
            inside_single = true;
            Some("“")
        }
        '’' if inside_single && !is_inside_word(raw, at) => {
            inside_single = false;
            Some("”")
        }
        _ => None,
    });
    kzq_text::safe!("“", flipped, "”")
}

/// Returns whether there are letters on both sides of the character at `at`, as with an apostrophe.
fn is_inside_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().nth(1);
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inner_marks_flip_and_apostrophes_are_kept() {
        for (text, expected) in [
            ("It’s a “New Kazakhstan”.", "“It’s a ‘New Kazakhstan’.”"),
            ("a \"straight\" one", "“a ‘straight’ one”"),
            ("“the ‘thinking’ engine isn’t”", "“‘the “thinking” engine isn’t’”"),
            ("the ‘so-called’ powers’ role", "“the ‘so-called’ powers’ role”"),
            ("", "“”"),
        ] {
            assert_eq!(quoted(&Safe::from(text)).as_str(), expected);
        }
    }
}

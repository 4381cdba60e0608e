//! The exact words for a quotation that has them nearly.

use super::SourceText;

/// The exact words of a text for a quotation that matches them partly or nearly, on one line, with the comma or full
/// stop that the draft has before its closing mark.
pub fn exact_words(text: &str, quoted: &str) -> Option<String> {
    let quoted = quoted.trim();
    let last = quoted.chars().next_back().filter(|c| matches!(c, ',' | '.') && !quoted.ends_with(".."));
    let bare = last.map_or(quoted, |last| quoted[..quoted.len() - last.len_utf8()].trim_end());
    let source = SourceText::new(text.to_owned());
    let passage = source.find(bare).passage?.displayed;
    let words = source.text().get(passage)?.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match last {
        Some(last) => format!("{}{last}", words.trim_end_matches([',', '.'])),
        None => words,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_words_are_taken_from_the_passage() {
        for (said, quoted, expected) in [
            ("We must be frank", "We may be frank,", Some("We must be frank,")),
            (
                "We must, at last, be frank with everybody here.",
                "We must be frank with everybody here.",
                Some("We must, at last, be frank with everybody here."),
            ),
        ] {
            assert_eq!(exact_words(said, quoted).as_deref(), expected, "{quoted}");
        }
        let said = "It has no pretensions whatever to originate anything. It can do\nwhatever we know how to order.";
        for (quoted, expected) in [
            (
                "It has no pretension whatever to originate anything,",
                Some("It has no pretensions whatever to originate anything,"),
            ),
            ("It can do what we know how to order", Some("It can do whatever we know how to order")),
            ("Nobody ever spoke like this", None),
        ] {
            assert_eq!(exact_words(said, quoted).as_deref(), expected, "{quoted}");
        }
    }
}

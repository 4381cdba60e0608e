//! Paragraphs and list items of Markdown outside block quotes: they are quotations if they are in quotation marks, or
//! end in a clear credit.

use kzq_edit::credit::{self, Credit, Inline, Likeness, after_dash, in_line};
use kzq_edit::{EntryDraft, strip_outer_marks};
use kzq_text::sentence;

use crate::item::{Imported, Item, Skipped};

/// Why a paragraph is skipped.
pub(super) const OTHER_TEXT: &str = "a paragraph that is not a block quote, has no quotation marks and no clear credit";

/// The items of a paragraph, each line of which may be a quotation.
pub(super) fn items(text: &str, line: usize) -> Vec<Item> {
    let mut items = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for part in text.lines() {
        let below = after_dash(part).map(credit::read).filter(|_| !open.is_empty());
        if let Some(credit) = below
            && credit.likeness != Likeness::No
            && (credit.likeness == Likeness::Certain || is_marked(&open.join("\n")))
        {
            items.push(entry(&open.join("\n"), Some(credit), line));
            open.clear();
            continue;
        }
        open.push(part);
        let Inline::Found(words, credit) = in_line(part) else { continue };
        if is_marked(words) {
            open.pop();
            items.extend(uncredited(&std::mem::take(&mut open), line));
            items.push(entry(words, Some(*credit), line));
        } else {
            let before = open.len() - 1;
            let whole = open[..before].iter().copied().chain([words]).collect::<Vec<_>>().join("\n");
            let is_sentence = words.ends_with(sentence::is_terminator) && credit.likeness == Likeness::Certain;
            if is_sentence || is_marked(&whole) {
                items.push(entry(&whole, Some(*credit), line));
                open.clear();
            }
        }
    }
    items.extend(uncredited(&open, line));
    items
}

/// The items of lines that have no credit.
fn uncredited(lines: &[&str], line: usize) -> Vec<Item> {
    let whole = lines.join("\n");
    if is_marked(&whole) {
        vec![entry(&whole, None, line)]
    } else if !lines.is_empty() && lines.iter().all(|line| is_marked(line)) {
        lines.iter().map(|words| entry(words, None, line)).collect()
    } else if whole.trim().is_empty() {
        Vec::new()
    } else {
        vec![Item::Skipped(Skipped { line, reason: OTHER_TEXT })]
    }
}

fn entry(words: &str, credit: Option<Credit>, line: usize) -> Item {
    let draft = EntryDraft { text: words.trim().to_owned(), ..EntryDraft::default() };
    let mut entry = Imported { line, draft, doubts: Vec::new() };
    if let Some(credit) = credit {
        credit.apply(&mut entry.draft, &mut entry.doubts);
    }
    Item::Entry(entry)
}

/// Whether one pair of quotation marks is around all of a text.
fn is_marked(text: &str) -> bool {
    strip_outer_marks(text).len() < text.trim().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::described;

    #[test]
    fn quotations_have_marks_or_a_credit() {
        for (text, expected) in [
            ("“One.” — Simone Weil", &["“One.” — Simone Weil"] as &[_]),
            ("\"One.\" - Ada Lovelace", &["\"One.\" — Ada Lovelace"]),
            ("“One.”", &["“One.” — ?"]),
            ("“One.”\n— Ada Lovelace", &["“One.” — Ada Lovelace"]),
            ("“One.” — Ada Lovelace\n“Two.” — Simone Weil", &["“One.” — Ada Lovelace", "“Two.” — Simone Weil"]),
            ("“One.”\n“Two.”", &["“One.” — ?", "“Two.” — ?"]),
            ("“One\ngoes on.” — Ada Lovelace", &["“One\ngoes on.” — Ada Lovelace"]),
            ("One goes\non. — Jane Austen", &["One goes\non. — Jane Austen"]),
            ("I like this:\n“One.” — Ada Lovelace", &[OTHER_TEXT, "“One.” — Ada Lovelace"]),
            ("She said “one” and “two”.", &[OTHER_TEXT]),
            ("“One,” said Ada. “Two.”", &[OTHER_TEXT]),
            ("Bread, milk - and tea", &[OTHER_TEXT]),
            ("", &[]),
        ] {
            let found: Vec<String> = items(text, 1)
                .iter()
                .map(|item| match item {
                    Item::Entry(entry) => described(entry),
                    Item::Skipped(skipped) => skipped.reason.to_owned(),
                    Item::Source(_) => String::new(),
                })
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}

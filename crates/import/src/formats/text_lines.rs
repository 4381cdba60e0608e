//! Plain text with a credit after or below each quotation: `words – Name`.

use kzq_edit::{EntryDraft, left_in_text};
use kzq_text::{marks, sentence};

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use kzq_edit::credit::{Credit, CreditReader, Inline, Likeness, after_dash};

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "text-lines", about: "plain text with a name after a dash: `words – Name`", sniff, read };

/// Why the first line is left out.
const TITLE: &str = "it is the title of the text: it has no credit, and all below have";

/// The length, in bytes, of the beginning of a file from which its layout is detected.
const START: usize = 1 << 16;

/// The lines of a quotation as they are gathered.
#[derive(Debug, Default)]
struct Passage<'t> {
    line: usize,
    lines: Vec<&'t str>,
    credit: Option<Box<Credit>>,
    doubts: Vec<String>,
}

/// A line that is not empty.
#[derive(Debug)]
struct Line<'t> {
    number: usize,
    /// Whether an empty line comes before it.
    begins: bool,
    whole: &'t str,
    /// The line without its credit.
    words: &'t str,
    credit: Option<Box<Credit>>,
    /// Whether the credit shows by itself that it is one.
    is_sure: bool,
    /// What may be a credit.
    unsure: Option<&'t str>,
    /// Whether it is a credit and nothing else.
    is_credit: bool,
}

/// What separates the quotations of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// Each line is a quotation.
    Lines,
    /// Empty lines and credits end quotations.
    Blocks,
    /// Only credits end quotations.
    Credits,
}

/// How a file is written.
#[derive(Clone, Copy, Debug)]
struct Style {
    layout: Layout,
    /// Whether the quotations are the items of a list.
    is_list: bool,
    /// Whether so many lines end in a credit that the capitalised words at the end of others are one, too.
    takes_weak: bool,
    /// Whether the first paragraph is a title: it has no credit, and all others have.
    has_title: bool,
}

impl Style {
    fn of(lines: &[Line<'_>]) -> Self {
        let inline = lines.iter().filter(|line| line.credit.is_some() && !line.is_credit).count();
        let sure = lines.iter().filter(|line| line.is_sure && !line.is_credit).count();
        let alone = lines.iter().filter(|line| line.is_credit).count();
        let begins = lines.iter().filter(|line| line.begins).count();
        let marked = lines.iter().filter(|line| !line.is_credit && without_marker(line.words).is_some()).count();
        // Most lines end in credits: those that do not are quotations of nobody. In a file without any credit, so are all.
        let is_even = inline * 2 > lines.len() || (inline == 0 && (begins == lines.len() || begins <= 1));
        let layout = match () {
            () if alone == 0 && is_even => Layout::Lines,
            () if begins > 1 => Layout::Blocks,
            () => Layout::Credits,
        };
        Self {
            layout,
            is_list: marked > 0 && marked >= inline && marked * 2 > lines.len(),
            takes_weak: sure > 0 && sure * 2 >= inline,
            has_title: has_title(lines),
        }
    }
}

/// Whether a text begins with a title: a paragraph of its own, which is not a sentence and has no credit as the others
/// have.
fn has_title(lines: &[Line<'_>]) -> bool {
    let end = (1..lines.len()).find(|&at| lines[at].begins).unwrap_or(lines.len());
    let (title, rest) = lines.split_at(end);
    let is_rule = |line: &Line<'_>| line.whole.chars().all(|c| matches!(c, '=' | '-' | '*' | '_' | '~'));
    let is_title = match title {
        [title] => !is_sentence(title),
        [title, rule] => !is_sentence(title) && is_rule(rule),
        _ => false,
    };
    // Each paragraph has a credit, or the next is one.
    let mut credited = true;
    let mut has_credit = false;
    for (at, line) in rest.iter().enumerate() {
        if line.begins && !line.is_credit && at > 0 && !has_credit {
            credited = false;
        }
        has_credit = line.credit.is_some() || has_credit && (line.is_credit || !line.begins);
    }
    // A credit below it is that of the first quotation.
    let has_own = rest.first().is_some_and(|line| line.is_credit);
    is_title && !rest.is_empty() && !has_own && credited && has_credit
}

/// Whether a line may be a quotation rather than a title: it has a credit, quotation marks or the end of a sentence.
fn is_sentence(line: &Line<'_>) -> bool {
    let text = line.whole;
    line.credit.is_some()
        || line.unsure.is_some()
        || text.starts_with(marks::is_quotation_mark)
        || text.ends_with(|c: char| sentence::is_terminator(c) || sentence::is_closing_mark(c) || c == ',')
}

/// The lines of a text that are not empty.
fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut begins = true;
    let mut credits = CreditReader::default();
    (1..).zip(text.lines()).filter_map(move |(number, raw)| {
        let line = raw.trim();
        if line.is_empty() {
            begins = true;
            return None;
        }
        Some(read_line(number, std::mem::take(&mut begins), line, &mut credits))
    })
}

fn read_line<'t>(number: usize, begins: bool, text: &'t str, credits: &mut CreditReader) -> Line<'t> {
    let line =
        Line { number, begins, whole: text, words: text, credit: None, is_sure: false, unsure: None, is_credit: false };
    if let Some(name) = after_dash(text) {
        let credit = credits.read(name);
        if credit.is_plausible() || credit.likeness != Likeness::No && !text.starts_with("- ") {
            let is_sure = credit.likeness == Likeness::Certain;
            return Line { credit: Some(Box::new((*credit).clone())), is_credit: true, is_sure, ..line };
        }
    }
    match credits.in_line(text) {
        Inline::Found(words, credit) => Line { words, credit: Some(credit), is_sure: true, ..line },
        Inline::Weak(words, credit) => Line { words, credit: Some(credit), ..line },
        Inline::Unsure(name) => Line { unsure: Some(name), ..line },
        Inline::None => line,
    }
}

/// An item of a list without its marker: `- words`, `* words`, `12. words`.
fn without_marker(line: &str) -> Option<&str> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = match line.len() - digits.len() {
        0 => line.strip_prefix(['-', '*', '•'])?,
        _ => digits.strip_prefix(['.', ')'])?,
    };
    rest.strip_prefix(' ').map(str::trim_start)
}

/// The beginning of a text, from which its layout is detected.
fn start(text: &str) -> Vec<Line<'_>> {
    lines(&text[..text.floor_char_boundary(START)]).collect()
}

/// Gathers lines to quotations, and passes each on as soon as the next begins, until `take` returns `false`.
fn gather<'t>(lines: impl Iterator<Item = Line<'t>>, style: Style, mut take: impl FnMut(Passage<'t>) -> bool) {
    let mut last: Option<Passage<'t>> = None;
    for mut line in lines {
        if line.credit.is_some() && !line.is_credit && !line.is_sure && !style.takes_weak {
            line.unsure = Some(credit_part(line.whole, line.words));
            line.credit = None;
            line.words = line.whole;
        }
        if style.is_list && !line.is_credit {
            line.words = without_marker(line.words).unwrap_or(line.words);
        }
        let open = last.as_mut().filter(|last| last.credit.is_none());
        let is_next = match style.layout {
            Layout::Lines => true,
            Layout::Blocks => line.begins,
            Layout::Credits => false,
        };
        let passage = match open {
            Some(open) if line.is_credit => {
                open.credit = line.credit;
                continue;
            }
            Some(open) if !is_next => open,
            _ => {
                if last.take().is_some_and(|last| !take(last)) {
                    return;
                }
                last.insert(Passage { line: line.number, ..Passage::default() })
            }
        };
        passage.lines.push(line.words);
        if !line.is_credit {
            passage.credit = line.credit;
        }
        if let Some(name) = line.unsure {
            passage.doubts.push(left_in_text(name));
        }
    }
    if let Some(last) = last {
        take(last);
    }
}

/// What follows the words and the dash.
fn credit_part<'t>(whole: &'t str, words: &str) -> &'t str {
    let rest = whole[words.len()..].trim();
    after_dash(rest).unwrap_or(rest)
}

fn sniff(input: &Input<'_>) -> Option<String> {
    if input.text.contains('\0') {
        return None;
    }
    let lines = start(input.text);
    if lines.iter().any(|line| line.whole.starts_with("> ")) {
        return None;
    }
    // What begins with dashes is talk, or the comments of a program; what has addresses after names is a log of changes.
    let begins_with_dash = lines.first().is_some_and(|line| line.is_credit);
    let repeated = lines.windows(2).filter(|pair| pair[0].is_credit && pair[1].is_credit).count();
    let is_sure = |line: &&Line<'_>| line.is_sure && !line.whole.contains('@');
    let credited = lines.iter().filter(is_sure).count();
    let style = Style::of(&lines);
    let mut passages = 0;
    gather(lines.into_iter(), style, |_| {
        passages += 1;
        true
    });
    let passages: usize = passages - usize::from(style.has_title);
    // One quotation is a file, too, if it is all that the file has.
    let is_enough = credited >= 2 || credited == 1 && passages == 1;
    (!begins_with_dash && repeated * 4 <= credited && is_enough && credited * 2 >= passages)
        .then(|| "names after dashes, after or below the words".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    if input.text.trim().is_empty() {
        return Err(ReadError::of_file("no words in the file"));
    }
    let style = Style::of(&start(input.text));
    let mut has_title = style.has_title;
    gather(lines(input.text), style, |passage| {
        if std::mem::take(&mut has_title) {
            return sink.accept(Item::Skipped(Skipped { line: passage.line, reason: TITLE }));
        }
        let draft = EntryDraft { text: passage.lines.join("\n"), ..EntryDraft::default() };
        let doubts = if passage.credit.is_some() { Vec::new() } else { passage.doubts };
        let mut entry = Imported { line: passage.line, draft, doubts };
        if let Some(credit) = passage.credit {
            credit.apply(&mut entry.draft, &mut entry.doubts);
        }
        sink.accept(Item::Entry(entry))
    });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{collect, described};

    fn all(text: &str) -> Vec<String> {
        collect(&FORMAT, "quotes.txt", text.as_bytes()).entries.iter().map(described).collect()
    }

    #[test]
    fn credits_after_or_below_the_words_are_read() {
        for (text, expected) in [
            ("one. - Jane Austen\ntwo. – Plato\n", vec!["one. — Jane Austen", "two. — Plato"]),
            ("one — Jane Austen\ntwo ― Oscar Wilde\n", vec!["one — Jane Austen", "two — Oscar Wilde"]),
            ("“one” -- Plato.\n\"two\" --- Plato\n", vec!["“one” — Plato", "\"two\" — Plato"]),
            ("“one” ― Jane Austen, Emma\n", vec!["“one” — Jane Austen, Emma"]),
            ("one\n- Jane Austen\n\ntwo\n- Oscar Wilde\n", vec!["one — Jane Austen", "two — Oscar Wilde"]),
            ("one\n\n— Jane Austen\n\ntwo\n\n— Oscar Wilde\n", vec!["one — Jane Austen", "two — Oscar Wilde"]),
            ("one\n    --Jane Austen\ntwo\n    --Plato\n", vec!["one — Jane Austen", "two — Plato"]),
            // Wrapped.
            (
                "one goes\non. – Jane Austen\n\ntwo\n\nthree. – Plato\n",
                vec!["one goes\non. — Jane Austen", "two — ?", "three. — Plato"],
            ),
            ("one\ngoes on\n– Jane Austen\ntwo\n– Plato\n", vec!["one\ngoes on — Jane Austen", "two — Plato"]),
            // One per line, some without a credit, with blank lines between.
            ("one. – Plato\ntwo\nthree. – Plato\n", vec!["one. — Plato", "two — ?", "three. — Plato"]),
            ("one. – Plato\n\ntwo. – Plato\n", vec!["one. — Plato", "two. — Plato"]),
            ("one\ntwo\n", vec!["one — ?", "two — ?"]),
            // Unknown names where most are known.
            ("one. – Plato\ntwo – Zorba Roe\n", vec!["one. — Plato", "two — Zorba Roe"]),
            ("one – Zorba Roe\n\ntwo\n\nthree\n", vec!["one – Zorba Roe — ?", "two — ?", "three — ?"]),
            // Items of a list.
            ("- one. - Plato\n- two. - Jane Austen\n", vec!["one. — Plato", "two. — Jane Austen"]),
            ("1. one. - Plato\n2. two. - Jane Austen\n", vec!["one. — Plato", "two. — Jane Austen"]),
            ("", vec![]),
        ] {
            assert_eq!(all(text), expected, "{text:?}");
        }
    }

    #[test]
    fn credits_with_works_and_caveats_are_read() {
        for (line, expected) in [
            ("one. - Jane Austen (Emma)", "one. — Jane Austen"),
            ("“one” ― Jane Austen, Emma (1815)", "“one” — Jane Austen, Emma"),
            ("one. – attributed to Plato", "one. — Plato"),
            ("one. – Anonymous", "one. — ?"),
        ] {
            let found = collect(&FORMAT, "x", line.as_bytes());
            assert_eq!(described(&found.entries[0]), expected, "{line}");
            assert!(found.entries[0].doubts.is_empty(), "{line}");
        }
    }

    #[test]
    fn title_of_a_text_is_skipped() {
        for (text, skipped, expected) in [
            ("My quotes\n\none. – Plato\ntwo. – Plato\n", vec![1], vec!["one. — Plato", "two. — Plato"]),
            ("My quotes\n=========\n\none. – Plato\n\ntwo. – Plato\n", vec![1], vec!["one. — Plato", "two. — Plato"]),
            ("My quotes\n\none\n– Plato\n\ntwo\n– Plato\n", vec![1], vec!["one — Plato", "two — Plato"]),
            // It may be a quotation without a credit.
            (
                "Be kind.\n\none. – Plato\n\ntwo. – Plato\n",
                vec![],
                vec!["Be kind. — ?", "one. — Plato", "two. — Plato"],
            ),
            ("Be kind\n\none. – Plato\n\ntwo\n", vec![], vec!["Be kind — ?", "one. — Plato", "two — ?"]),
        ] {
            let found = collect(&FORMAT, "x", text.as_bytes());
            assert_eq!(found.entries.iter().map(described).collect::<Vec<_>>(), expected, "{text}");
            assert_eq!(found.skipped.iter().map(|skipped| skipped.line).collect::<Vec<_>>(), skipped, "{text}");
        }
    }

    #[test]
    fn ambiguous_hyphen_stays_in_the_text_with_a_doubt() {
        let found = collect(&FORMAT, "x", "Wait for me - Bob\none. - Plato\ntwo. - Plato\n".as_bytes());
        assert_eq!(described(&found.entries[0]), "Wait for me - Bob — ?");
        assert_eq!(found.entries[0].doubts, ["“Bob” may be a credit; it is left in the text"]);
    }

    #[test]
    fn only_files_with_credits_are_recognised() {
        for (text, expected) in [
            ("one. – Plato\ntwo. – Jane Austen\n", true),
            ("one. – Plato\n", true),
            ("one\ngoes on.\n— Jane Austen\n", true),
            ("My quotes\n\none. – Plato\n", true),
            ("one\n", false),
            ("- buy milk\n- call Bob\n", false),
            ("Segfault -- core dumped\nYour fault -- core dumped\n", false),
            ("A text\nof lines\nthat goes on\n– Jane Austen\nand on\n", false),
            // Dialogue, a log, a program, a changelog, RTF.
            ("– No, Jean.\n– Why, Jane?\n\nHe left.\n\n– So, Jean.\n", false),
            ("12:00 - INFO - Server Started\n12:01 - INFO - Request Done\n12:02 - WARN - Disk Full\n", false),
            ("-- Create Users\nCREATE TABLE users (\n  id INT\n);\n-- Insert Rows\nINSERT INTO users;\n", false),
            ("int f(int x) {\n  x--; /* Next Item */\n  return x - Y;\n}\n", false),
            (
                "kzq (1.0) stable; urgency=low\n\n  * Release.\n\n -- Jane Roe <jane@example.org>  Mon, 1 Jan 2024\n\nkzq (0.9) stable\n\n -- Bob Roe <bob@example.org>  Sun, 1 Jan 2023\n",
                false,
            ),
            ("{\\rtf1\\ansi one - \\b Jane Austen\\par\ntwo - Oscar\\par}\n", false),
            ("She came in – and Bob left. It was late - too late.\nJane said so - she knew - and sat down.\n", false),
            ("quote,author\n\"Be kind - always, Ann\",Ada Byron\n\"Be quick – now\",Ada Byron\n", false),
        ] {
            let input = Input { name: "x", bytes: text.as_bytes(), text };
            assert_eq!(sniff(&input).is_some(), expected, "{text}");
        }
    }
}

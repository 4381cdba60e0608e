//! Files of `fortune`: texts with `%` on a line between them.

mod clean;
mod credits;

use std::borrow::Cow;

use kzq_edit::{DraftKind, EntryDraft};

use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::item::{Imported, Item, Sink, Skipped};
use clean::{looks_rotated, rot13, shown};
use kzq_edit::credit::CreditReader;

/// The row of the format.
pub(super) const FORMAT: Format =
    Format { name: "fortune", about: "texts separated by lines with `%`, as `fortune` reads them", sniff, read };

/// Names of files that are not topics, in lower case.
const NO_TOPICS: &[&str] = &["fortune", "fortunes", "quote", "quotes", "quotations", "cookie", "cookies"];

/// A text between separators.
#[derive(Clone, Copy, Debug)]
struct Record<'t> {
    /// The line where it begins, from 1.
    line: usize,
    text: &'t str,
}

/// Divides a file at its separators.
struct Records<'t> {
    rest: Option<&'t str>,
    line: usize,
}

impl<'t> Iterator for Records<'t> {
    type Item = Record<'t>;

    fn next(&mut self) -> Option<Record<'t>> {
        let rest = self.rest?;
        let line = self.line;
        let separator = memchr::memchr_iter(b'%', rest.as_bytes()).find_map(|at| {
            let after = &rest[at + 1..];
            let is_first = at == 0 || rest.as_bytes()[at - 1] == b'\n';
            let blanks = after.len() - after.trim_start_matches([' ', '\t', '\r']).len();
            let is_last = after.len() == blanks || after.as_bytes()[blanks] == b'\n';
            (is_first && is_last).then(|| (at, after.get(blanks + 1..)))
        });
        let (end, next) = separator.unwrap_or((rest.len(), None));
        let text = &rest[..end];
        self.rest = next.filter(|next| !next.is_empty());
        self.line += memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1;
        Some(Record { line, text })
    }
}

fn records(text: &str) -> Records<'_> {
    Records { rest: Some(text), line: 1 }
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let (mut separators, mut others) = (0, 0);
    for line in input.start().lines().filter(|line| line.starts_with('%')).take(1000) {
        let is_comment = line.starts_with("%%");
        separators += usize::from(line.trim_end() == "%");
        others += usize::from(line.trim_end() != "%" && !is_comment);
    }
    (separators > others).then(|| "lines with `%` alone".to_owned())
}

fn read(input: &Input<'_>, options: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    if input.text.trim().is_empty() {
        return Err(ReadError::of_file("no words in the file"));
    }
    let mut doubt = (!options.rot13 && looks_rotated(input.text))
        .then(|| "the letters of the file look obscured with rot13: `--rot13` turns them back".to_owned());
    let topic = topic(input.name);
    let mut credits = CreditReader::default();
    for (at, record) in records(input.text).enumerate() {
        let (line, text) = if at == 0 { without_comment(record) } else { (record.line, record.text) };
        let text = if options.rot13 { Cow::Owned(rot13(text)) } else { Cow::Borrowed(text) };
        let text = shown(&text);
        if text.trim().is_empty() {
            let reason = if record.text.contains("%%") { "a comment" } else { "no words" };
            // Nothing at all between two separators is not an item, nor is what follows the last one.
            if !record.text.is_empty() && !sink.accept(Item::Skipped(Skipped { line: record.line, reason })) {
                break;
            }
            continue;
        }
        for part in credits::divide(&text, &mut credits) {
            let text = without_guards(part.text);
            let draft = EntryDraft { text, topics: topic.iter().cloned().collect(), ..Default::default() };
            let mut entry = Imported { line: line + part.offset, draft, doubts: part.doubts };
            entry.doubts.extend(doubt.take());
            if let Some(credit) = part.credit {
                let may_answer = credit.speaker.is_some() || credit.is_nobody();
                credit.apply(&mut entry.draft, &mut entry.doubts);
                if may_answer {
                    divide_pair(&mut entry.draft);
                }
            }
            if !sink.accept(Item::Entry(entry)) {
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Takes away the space that `kzq export` puts before a `%` alone on its line, since that would end the item.
fn without_guards(text: String) -> String {
    let is_guarded = |line: &str| line.starts_with(' ') && line.trim() == "%";
    if memchr::memchr(b'%', text.as_bytes()).is_none() || !text.lines().any(is_guarded) {
        return text;
    }
    text.lines().map(|line| if is_guarded(line) { &line[1..] } else { line }).collect::<Vec<_>>().join("\n")
}

/// Divides `Q: …` and, on the next line, `A: …`: only the answer is the speaker's.
fn divide_pair(draft: &mut EntryDraft) {
    let pair = draft.text.strip_prefix("Q: ").and_then(|pair| pair.split_once("\nA: "));
    let Some((question, answer)) = pair.filter(|(question, answer)| {
        let begins = |text: &str| text.starts_with(|c: char| !c.is_whitespace());
        begins(question)
            && begins(answer)
            && !question.ends_with('\n')
            && !answer.contains("\nA: ")
            && !answer.contains("\nQ: ")
    }) else {
        return;
    };
    draft.kind = DraftKind::Qa { question: question.to_owned(), verbatim: draft.kind == DraftKind::Quote };
    draft.text = answer.to_owned();
}

/// The first record without the comment that may be at the head of the file, and the line where that begins.
fn without_comment(record: Record<'_>) -> (usize, &str) {
    let (mut line, mut text) = (record.line, record.text);
    while text.starts_with("%%") {
        let (_, rest) = text.split_once('\n').unwrap_or(("", ""));
        (line, text) = (line + 1, rest);
    }
    (line, text)
}

/// The topic that the name of a file suggests.
fn topic(name: &str) -> Option<String> {
    let stem = name.split('.').next().unwrap_or_default().trim();
    let stem = stem.strip_prefix("fortunes-").or_else(|| stem.strip_prefix("fortune-")).unwrap_or(stem);
    (!stem.is_empty() && !NO_TOPICS.contains(&stem.to_lowercase().as_str())).then(|| stem.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{Found, collect, described};
    use kzq_edit::{DraftStatus, SpeakerReference};

    fn found(text: &str) -> Found {
        collect(&FORMAT, "fortunes", text.as_bytes())
    }

    fn all(text: &str) -> Vec<String> {
        found(text).entries.iter().map(described).collect()
    }

    #[test]
    fn separator_variants_are_recognised() {
        for (text, expected) in [
            ("one\n%\ntwo\n%\n", vec!["one — ?", "two — ?"]),
            ("one\n%\ntwo\n", vec!["one — ?", "two — ?"]),
            ("one\n%\ntwo", vec!["one — ?", "two — ?"]),
            ("one\r\n%\r\ntwo\r\n%\r\n", vec!["one — ?", "two — ?"]),
            ("one\n%  \ntwo\n% \n", vec!["one — ?", "two — ?"]),
            ("%\none\n%\n%\ntwo\n%", vec!["one — ?", "two — ?"]),
            ("%% $FreeBSD$\n%% more\none\n%\ntwo\n", vec!["one — ?", "two — ?"]),
            ("%% a comment\n%\none\n%\n", vec!["one — ?"]),
            ("100\n% of\n%\ntwo\n", vec!["100\n% of — ?", "two — ?"]),
            ("one\n\n\ntwo\n%\n", vec!["one\n\n\ntwo — ?"]),
        ] {
            assert_eq!(all(text), expected, "{text:?}");
        }
        let found = found("%% head\n%\none\n%\n\n%\n\ntwo\n");
        assert_eq!(found.skipped, [Skipped { line: 1, reason: "a comment" }, Skipped { line: 5, reason: "no words" }]);
        assert_eq!(found.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [3, 7]);
    }

    #[test]
    fn credits_are_found_below_the_words() {
        for (text, expected) in [
            ("one\n\t\t-- Jane Austen", "one — Jane Austen"),
            ("one\n\t\t-- Jane Austen, \"Emma\"", "one — Jane Austen, Emma"),
            ("one\n\t\t-- Jane Austen,\n\t\t   \"Emma\"", "one — Jane Austen, Emma"),
            ("one\n-- Jane Austen", "one — Jane Austen"),
            ("one\n--Jane Austen", "one — Jane Austen"),
            ("one\n  --- Jane Austen", "one — Jane Austen"),
            ("one\n―Jane Austen", "one — Jane Austen"),
            ("one\n—— 鲁迅", "one — 鲁迅"),
            ("one\n(Jane Austen)", "one — Jane Austen"),
            ("One.\n\t\t\tJane Austen", "One. — Jane Austen"),
            ("one, two. -- Jane Austen", "one, two. — Jane Austen"),
            ("\u{1b}[33m《静夜思》\u{1b}[m\n作者:李白\n\n床前明月光", "床前明月光 — 李白, 静夜思"),
            // No credits.
            ("1 oz. vodka\n\t\tHarvey Roe", "1 oz. vodka\n                Harvey Roe — ?"),
            ("MIPS:\n\tMeaningless Speed.", "MIPS:\n        Meaningless Speed. — ?"),
            ("Garbage In -- Gospel Out", "Garbage In -- Gospel Out — ?"),
            ("\"No.\" - Ann Roe\n\n\"Yes.\" - Bob Roe", "\"No.\" - Ann Roe\n\n\"Yes.\" - Bob Roe — ?"),
            ("One.\n\t\tAnn Roe\n(Bob Roe)", "One.\n                Ann Roe\n(Bob Roe) — ?"),
            ("/--\\\n  ~#####( ^^ )####~\n", "/--\\\n  ~#####( ^^ )####~ — ?"),
            ("Segmentation fault\nYour fault -- core dumped", "Segmentation fault\nYour fault -- core dumped — ?"),
            ("-- Who is there?\n-- Bob.", "-- Who is there?\n-- Bob. — ?"),
            ("one\n(and two)", "one\n(and two) — ?"),
            ("To buy:\n\t- Apples\n\t- Pears", "To buy:\n        - Apples\n        - Pears — ?"),
            ("\t\t-- Jane Austen", "                -- Jane Austen — ?"),
            ("one\n-v", "one\n-v — ?"),
        ] {
            assert_eq!(all(text), [expected], "{text:?}");
        }
    }

    #[test]
    fn text_after_a_credit_becomes_a_note() {
        let found = found("one\n\t\t-- Jane Austen\n[The second edition.]\n%\none\n\t\t-- Jane Austen\n\nmore\n");
        let [bracketed, plain] = &found.entries[..] else { panic!("{found:?}") };
        assert_eq!(bracketed.draft.note.as_deref(), Some("[The second edition.]"));
        assert!(bracketed.doubts.is_empty());
        assert_eq!((plain.draft.note.as_deref(), plain.doubts.len()), (Some("more"), 1));
    }

    #[test]
    fn fortunes_are_split_only_at_unambiguous_credits() {
        let text = "one\n\t\t-- Jane Austen\n\ntwo\n\t\t-- Oscar Wilde\n";
        assert_eq!(all(text), ["one — Jane Austen", "two — Oscar Wilde"]);
        assert_eq!(found(text).entries[1].line, 4);
        for text in
            ["one\n\t\t-- Jane Austen\ntwo\n\t\t-- Oscar Wilde\n", "one\n\t\t-- Jane Austen\n\ntwo\n\t\t-- a wall\n"]
        {
            let found = found(text);
            let [entry] = &found.entries[..] else { panic!("{text}: {found:?}") };
            assert!(entry.draft.speaker.is_none() && entry.draft.text.contains("-- Jane Austen"), "{text}");
            assert_eq!(entry.doubts.len(), 1, "{text}");
        }
    }

    #[test]
    fn caveats_written_by_kzq_are_read_back() {
        let text = "one\n %\n\t\t-- Ada Byron, \"Notes\" (disputed: no \"letter\": none)\n%\n\
                    two\n\t\t-- on Ada Byron, \"In short\" (summary, not the speaker's words)\n%\n\
                    three\n\t\t-- unknown speaker (misattributed: a novel)\n%\n\
                    four\n\t\t-- Ada Byron (translation; original in en)\n%\n\
                    Q: Why?\nA: So.\n\t\t-- on Ada Byron (reported, not the speaker's words)\n%\n\
                    Q: Why?\nA: So.\n%\n";
        let found = found(text);
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            [
                "one\n% — Ada Byron, Notes",
                "two — Ada Byron, In short",
                "three — ?",
                "four — Ada Byron",
                "So. — Ada Byron",
                "Q: Why?\nA: So. — ?",
            ]
        );
        let drafts: Vec<&EntryDraft> = found.entries.iter().map(|entry| &entry.draft).collect();
        let statuses = [drafts[0], drafts[2]].map(|draft| draft.status.clone().unwrap());
        let disputed = DraftStatus::Disputed("no \"letter\": none".to_owned());
        assert_eq!(statuses, [disputed, DraftStatus::Misattributed("a novel".to_owned())]);
        assert_eq!((&drafts[1].kind, drafts[2].extra.len()), (&DraftKind::Paraphrase, 0));
        assert_eq!(drafts[3].note.as_deref(), Some("translation; original in en"));
        assert_eq!(drafts[4].kind, DraftKind::Qa { question: "Why?".to_owned(), verbatim: false });
        assert_eq!(drafts[5].kind, DraftKind::Quote, "a joke that nobody is credited with");
        assert!(found.entries.iter().all(|entry| entry.doubts.is_empty()));
    }

    #[test]
    fn an_unclear_credit_leaves_the_speaker_unknown() {
        let found = found("one\n\t\t-- seen on a wall\n%\ntwo\n\t\t-- Anonymous\n%\nthree\n\t\t-- Wilde (1854-1900)\n");
        let [wall, anonymous, wilde] = &found.entries[..] else { panic!("{found:?}") };
        assert_eq!(wall.draft.speaker, None);
        assert_eq!(wall.draft.extra, [("credit".to_owned(), "seen on a wall".to_owned())]);
        assert_eq!(wall.doubts.len(), 1);
        assert_eq!((anonymous.draft.speaker.as_ref(), anonymous.doubts.len()), (None, 0));
        let Some(SpeakerReference::Described(wilde)) = &wilde.draft.speaker else { panic!("{wilde:?}") };
        assert_eq!((wilde.name.as_str(), wilde.role.as_deref()), ("Wilde", Some("1854-1900")));
    }

    #[test]
    fn rot13_text_is_decoded_only_on_request() {
        let text = rot13(
            "It is a truth universally acknowledged, that a single man in possession of a good fortune, \
            must be in want of a wife. However little known the feelings or views of such a man may be on his first \
            entering a neighbourhood, this truth is so well fixed in the minds of the surrounding families.\n%\n",
        );
        let entry = &found(&text).entries[0];
        assert!(entry.draft.text.starts_with("Vg vf") && entry.doubts[0].contains("rot13"));
        let mut turned = Found::default();
        let input = Input { name: "x", bytes: text.as_bytes(), text: &text };
        read(&input, &ReadOptions { rot13: true, ..ReadOptions::default() }, &mut turned).unwrap();
        assert!(turned.entries[0].draft.text.starts_with("It is") && turned.entries[0].doubts.is_empty());
    }

    #[test]
    fn file_name_becomes_the_topic() {
        for (name, expected) in [
            ("love", Some("love")),
            ("love.u8", Some("love")),
            ("fortunes-art.txt", Some("art")),
            ("fortunes", None),
            ("Quotes.txt", None),
            ("", None),
        ] {
            assert_eq!(topic(name).as_deref(), expected, "{name}");
        }
    }
}

//! Tests of ignore comments. In the drafts, `⟦…⟧` marks the scope of a comment.

use super::*;
use crate::{DocumentFormat, Limits, read};

/// Returns the draft without the brackets, and the ranges they enclosed.
fn unmarked(marked: &str) -> (String, Vec<Range<usize>>) {
    let (mut draft, mut open, mut ranges) = (String::new(), 0, Vec::new());
    for c in marked.chars() {
        match c {
            '⟦' => open = draft.len(),
            '⟧' => ranges.push(open..draft.len()),
            c => draft.push(c),
        }
    }
    (draft, ranges)
}

fn ignores(format: DocumentFormat, draft: &str) -> Ignores {
    Ignores::of(&read(format, draft.as_bytes(), &Limits::default()).unwrap())
}

#[test]
fn comment_applies_to_its_line_or_to_the_next_block() {
    use DocumentFormat::{AsciiDoc, Html, Latex, Markdown, Rst, Typst};
    for (format, marked) in [
        (Markdown, "“a”\n\n<!-- kzq-ignore -->\n⟦“b”\nand “c”⟧\n\n“d”\n"),
        (Markdown, "“a”\n\n<!-- kzq-ignore -->\n\n⟦“b”⟧\n\n“d”\n"),
        (Markdown, "“a”\n⟦“b” ⟧<!-- kzq-ignore -->\n“c”\n"),
        (Markdown, "“a” <!-- kzq-ignore --> ⟦and “b”\n“c”⟧\n\n“d”\n"),
        (Markdown, "“a”\n\n<!-- kzq-ignore -->\n> ⟦b\n> c\n>\n> d⟧\n\n“e”\n"),
        (Markdown, "> “a”\n>\n> <!-- kzq-ignore -->\n> ⟦“b”⟧\n\n“c”\n"),
        (Markdown, "- “a”\n- <!-- kzq-ignore -->\n  ⟦“b”⟧\n- “c”\n"),
        (Markdown, "“a”\n\n<!--\nkzq-ignore:\n  a long\n  reason\n-->\n⟦“b”⟧\n\n“c”\n"),
        (Html, "<p>“a”</p>\n<!-- kzq-ignore -->\n<p>⟦“b”\n&ldquo;c&rdquo; too⟧</p>\n<p>“d”</p>"),
        (Html, "<p>“a”</p><!-- kzq-ignore --><p>⟦“b”⟧</p><p>“c”</p>"),
        (Html, "<p>“a”</p>\n⟦<p>“b”</p> ⟧<!-- kzq-ignore -->\n<p>“c”</p>"),
        (Html, "<!-- kzq-ignore -->\n<blockquote><p>⟦a</p>\n\n<p>b⟧</p></blockquote>\n“c”"),
        (Latex, "``a''\n\n% kzq-ignore\n⟦``b''\n\\enquote{c}⟧\n\n``d''\n"),
        (Latex, "``a''\n⟦``b'' ⟧% kzq-ignore\n``c''\n"),
        (Latex, "``a''\n\n%% kzq-ignore\n\\begin{quote}\n⟦b\n\nc⟧\n\\end{quote}\n``d''\n"),
        (Typst, "\"a\"\n\n// kzq-ignore\n⟦\"b\"⟧\n\n\"c\"\n"),
        (Typst, "\"a\"\n⟦\"b\" ⟧/* kzq-ignore */\n\"c\"\n"),
        (AsciiDoc, "“a”\n\n// kzq-ignore\n⟦“b”\n“c”⟧\n\n“d”\n"),
        (AsciiDoc, "“a”\n// kzq-ignore\n⟦“b”⟧\n\n“d”\n"),
        (AsciiDoc, "= Title\n\n// kzq-ignore\n[quote, Ada]\n____\n⟦b⟧\n____\n\n“d”\n"),
        (Rst, "“a”\n\n.. kzq-ignore\n\n⟦“b”⟧\n\n“c”\n"),
        (Rst, "“a”\n\n.. kzq-ignore: a reason that\n   goes on\n\n⟦“b”⟧\n\n“c”\n"),
    ] {
        let (draft, expected) = unmarked(marked);
        let found = ignores(format, &draft);
        assert_eq!(found.all().len(), expected.len(), "{marked}: {found:?}");
        for (ignore, expected) in found.all().iter().zip(expected) {
            // The scope of a block comment starts right after the comment.
            let is_before = ignore.scope.end <= ignore.comment.start;
            let start = if is_before { ignore.scope.start } else { expected.start };
            assert!(ignore.scope.start <= start && (is_before || ignore.scope.start == ignore.comment.end), "{marked}");
            let scope = draft.get(start..draft.ceil_char_boundary(ignore.scope.end)).unwrap_or_default();
            assert_eq!(scope, &draft[expected], "{marked}");
            assert!(draft[ignore.comment.clone()].contains("kzq-ignore"), "{marked}");
        }
    }
}

#[test]
fn reads_reasons_and_whole_file_comments() {
    let draft = "<!-- kzq-ignore-file: a translation,\n  see “Notes” -->\n“a”\n\n<!--kzq-ignore:-->\n“b”\n";
    let found = ignores(DocumentFormat::Markdown, draft);
    let [file, block] = found.all() else { panic!("{found:?}") };
    assert_eq!((file.line, file.scope.clone()), (1, 0..draft.len()));
    assert_eq!(file.reason.as_deref(), Some("a translation, see “Notes”"));
    assert_eq!((block.line, block.reason.as_deref()), (5, None));
}

#[test]
fn code_and_lookalikes_are_no_ignore_comments() {
    for (format, draft) in [
        (DocumentFormat::Markdown, "```\n<!-- kzq-ignore -->\n```\n“a”\n"),
        (DocumentFormat::Markdown, "`<!-- kzq-ignore -->` “a”\n"),
        (DocumentFormat::Markdown, "<!-- kzq-ignored -->\n“a”\n"),
        (DocumentFormat::Markdown, "<!-- a kzq-ignore -->\n“a”\n"),
        (DocumentFormat::Markdown, "kzq-ignore “a”\n"),
        (DocumentFormat::Html, "<script>// <!-- kzq-ignore -->\n</script><p>“a”</p>"),
        (DocumentFormat::Latex, "\\begin{verbatim}\n% kzq-ignore\n\\end{verbatim}\n``a''\n"),
        (DocumentFormat::Latex, "5 \\% kzq-ignore ``a''\n"),
        (DocumentFormat::Typst, "`// kzq-ignore`\n\"a\"\n"),
        (DocumentFormat::AsciiDoc, "“a” // kzq-ignore\n"),
        (DocumentFormat::Plain, "<!-- kzq-ignore -->\n“a”\n"),
    ] {
        assert_eq!(ignores(format, draft), Ignores::default(), "{draft}");
    }
}

#[test]
fn suggested_comment_is_recognised_in_every_format() {
    for format in DocumentFormat::ALL {
        let Some(comment) = format.comment(&format!("{}: so", Ignore::TEXT)) else { continue };
        let draft = format!("\n{comment}\n\n“a”\n");
        let found = ignores(format, &draft);
        assert_eq!(found.all().len(), 1, "{format:?}");
        assert_eq!(found.all()[0].reason.as_deref(), Some("so"), "{format:?}");
        assert!(found.cover(&[draft.find('“').unwrap()]).ignored[0], "{format:?}");
    }
}

#[test]
fn comments_also_cover_footnotes_of_their_paragraph() {
    let draft = "% kzq-ignore\nText\\footnote{``one''} on.\n\nText\\footnote{``two''} on.\n";
    let found = ignores(DocumentFormat::Latex, draft);
    let starts = ["``one", "``two"].map(|quotation| draft.find(quotation).unwrap());
    assert_eq!(found.cover(&starts).ignored, [true, false]);
}

#[test]
fn comments_without_a_quotation_in_scope_are_unused() {
    let draft = "<!-- kzq-ignore -->\n“a”\n\n<!-- kzq-ignore -->\nText.\n\n“b”\n\n<!-- kzq-ignore -->\n";
    let found = ignores(DocumentFormat::Markdown, draft);
    let starts = ["“b”", "“a”"].map(|quotation| draft.find(quotation).unwrap());
    assert_eq!(found.cover(&starts), Covered { ignored: vec![false, true], unused: vec![1, 2] });
}

proptest::proptest! {
    #[test]
    fn any_draft_gives_valid_comment_ranges(draft in "(<!-- kzq-ignore -->|% kzq-ignore\n|// kzq-ignore\n|\\.\\. kzq-ignore\n|[ab“”\n>{}\\[\\]<&]|\n\n|\\PC){0,30}") {
        for format in DocumentFormat::ALL.into_iter().filter(|format| format.comment("").is_some()) {
            let found = ignores(format, &draft);
            for ignore in found.all() {
                proptest::prop_assert!(draft.get(ignore.comment.clone()).is_some());
                proptest::prop_assert!(ignore.scope.start <= ignore.scope.end);
            }
        }
    }
}

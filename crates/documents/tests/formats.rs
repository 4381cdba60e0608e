//! The same draft in every format, and malformed texts in every text format.

mod packing;

use kzq_documents::{Document, DocumentFormat, Limits, PartKind, read};
use packing::{Docx, docx, epub, odt};

/// The quotations of the draft: in quotation marks in the text, in a block quotation, and in a note.
const MARKED: [&str; 3] = ["We must be frank – naïve, even.", "The bridge is safe", "I said ‘no’ twice"];
const APART: &str = "Nobody asked us.\nNot once.";
const NOTED: &str = "It rained.";

const MARKDOWN: &str = "# The bridge\n\nAda Roe said: “We must be frank – naïve, even.”\n“The bridge is safe”, wrote Bo. `“code”`\n\n\
    > Nobody asked us.\n> Not once.\n\n- She added: “I said ‘no’ twice”.\n\nEnd.[^1]\n\n[^1]: Later: “It rained.”\n";
const LATEX: &str = "\\documentclass{article}\n\\usepackage[utf8]{inputenc}\n\\begin{document}\n\\section{The bridge}\nAda Roe said: ``We must be\n\
    frank -- na\\\"{\\i}ve, even.'' % ``a comment''\n\\enquote{The bridge is safe}, wrote Bo. \\verb|``code''| $``x''$\n\\begin{quote}\n\
    Nobody asked us.\\\\\nNot once.\n\\end{quote}\n\\begin{itemize}\n\\item She added: ``I said `no' twice''.\n\\end{itemize}\nEnd.\\footnote{Later: ``It rained.''}\n\\end{document}\n";
const TYPST: &str = "#set text(lang: \"en\")\n= The bridge\nAda Roe said: “We must be frank -- naïve, even.” // “a comment”\n#quote[The bridge is safe], wrote Bo. `“code”` $\"x\"$\n\n\
    #quote(block: true)[Nobody asked us. \\\nNot once.]\n\n- She added: “I said ‘no’ twice”.\n\nEnd.#footnote[Later: “It rained.”]\n";
const RST: &str = "The bridge\n==========\n\nAda Roe said: “We must be frank – naïve, even.”\n“The bridge is *safe*”, wrote Bo. ``“code”``\n\n\
    \x20   Nobody asked us.\n    Not once.\n\n.. “a comment”\n\n::\n\n  “code”\n\n- She added: “I said ‘no’ twice”.\n\nEnd. [#]_\n\n.. [#] Later: “It rained.”\n";
const ASCIIDOC: &str = "= The bridge\nA. Writer\n\nAda Roe said: \"`We must be frank – naïve, even.`\"\n“The bridge is _safe_”, wrote Bo. `“code”`\n// “a comment”\n\n\
    [quote]\n____\nNobody asked us. +\nNot once.\n____\n\n----\n“code”\n----\n\n* She added: \"`I said '`no`' twice`\".\n\nEnd.footnote:[Later: \"`It rained.`\"]\n";
const HTML: &str = "<h1>The bridge</h1><p>Ada Roe said: &ldquo;We must be frank &ndash; na&iuml;ve, even.&rdquo; “The bridge is <em>safe</em>”, wrote Bo. <code>“code”</code>\
    <blockquote>Nobody asked us.<br>Not once.</blockquote><ul><li>She added: “I said ‘no’ twice”.</ul><p>End.<p>Later: “It rained.”";

fn word() -> Vec<u8> {
    let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let paragraph = |style: &str, runs: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>");
    let body = [
        paragraph("Heading1", &run("The bridge")),
        paragraph(
            "Normal",
            &[
                run("Ada Roe said: "),
                run("“"),
                run("We must be frank – na"),
                run("ïve"),
                run(", even."),
                "<w:del w:id=\"1\"><w:r><w:delText> Or not.</w:delText></w:r></w:del>".to_owned(),
                run("”"),
                run(" “The bridge is "),
                run("safe"),
                run("”, wrote Bo."),
            ]
            .concat(),
        ),
        paragraph("Quote", "<w:r><w:t>Nobody asked us.</w:t><w:br/><w:t>Not once.</w:t></w:r>"),
        paragraph("ListParagraph", &run("She added: “I said ‘no’ twice”.")),
        paragraph("Normal", &[run("End."), "<w:r><w:footnoteReference w:id=\"2\"/></w:r>".to_owned()].concat()),
    ];
    let styles = "<w:style w:styleId=\"Quote\"><w:name w:val=\"Quote\"/></w:style><w:style w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>";
    let footnotes = format!("<w:footnote w:id=\"2\"><w:p>{}</w:p></w:footnote>", run("Later: “It rained.”"));
    docx(Docx { body: &body.concat(), styles, footnotes: &footnotes, ..Docx::default() })
}

fn odt_draft() -> Vec<u8> {
    odt(
        "<text:h>The bridge</text:h><text:p>Ada Roe said: “We must <text:span>be</text:span> frank – naïve, even.” “The bridge is <text:span>safe</text:span>”, wrote Bo.</text:p>\
         <text:p text:style-name=\"Quotations\">Nobody asked us.<text:line-break/>Not once.</text:p><text:list><text:list-item><text:p>She added: “I said ‘no’ twice”.</text:p></text:list-item></text:list>\
         <text:p>End.<text:note text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>Later: “It rained.”</text:p></text:note-body></text:note></text:p>",
        "",
    )
}

/// Returns the passages between double quotation marks, with spaces for line breaks.
fn quoted_passages(text: &str) -> Vec<String> {
    let parts = text.split('“').skip(1).filter_map(|rest| rest.split_once('”'));
    parts.map(|(inside, _)| inside.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_format_gives_the_same_quotations_and_headings() {
    let drafts: [(DocumentFormat, Vec<u8>); 9] = [
        (DocumentFormat::Markdown, MARKDOWN.into()),
        (DocumentFormat::Html, HTML.into()),
        (DocumentFormat::Latex, LATEX.into()),
        (DocumentFormat::Typst, TYPST.into()),
        (DocumentFormat::Rst, RST.into()),
        (DocumentFormat::AsciiDoc, ASCIIDOC.into()),
        (DocumentFormat::Docx, word()),
        (DocumentFormat::Odt, odt_draft()),
        (DocumentFormat::Epub, epub(&[("a.xhtml", HTML)], &[])),
    ];
    for (format, bytes) in drafts {
        let document = read(format, &bytes, &Limits::default()).unwrap();
        let name = format.name();
        let found: Vec<String> = document.parts().iter().flat_map(|part| quoted_passages(part.text())).collect();
        assert_eq!(found, [MARKED.as_slice(), &[NOTED]].concat(), "{name}");
        let main = document.main();
        let apart: Vec<&str> =
            main.plain.block_quotes().iter().map(|range| main.text()[range.clone()].trim()).collect();
        assert_eq!(apart, [APART], "{name}");
        let headings: Vec<&str> = main.plain.headings().iter().map(|range| &main.text()[range.clone()]).collect();
        assert_eq!(headings, ["The bridge"], "{name}");
        let has_notes = document.parts().iter().any(|part| part.kind == PartKind::Footnote);
        let keeps_notes = matches!(format, DocumentFormat::Markdown | DocumentFormat::Html | DocumentFormat::Epub);
        assert_eq!(has_notes, !keeps_notes, "{name}");
    }
}

/// Checks that every character has a valid place and that all ranges are valid.
fn check(document: &Document<'_>, original: &str) -> Result<(), proptest::test_runner::TestCaseError> {
    for part in document.parts() {
        for (at, _) in part.text().char_indices() {
            proptest::prop_assert!(original.is_char_boundary(part.plain.original_offset(at)));
            let place = part.place(at);
            proptest::prop_assert!(place.line >= 1 && place.line <= 1 + original.matches('\n').count());
            proptest::prop_assert!(place.column >= 1);
        }
        for range in [part.plain.block_quotes(), part.plain.credits(), part.plain.headings()].concat() {
            proptest::prop_assert!(part.text().get(range).is_some());
        }
        proptest::prop_assert!(part.anchor.is_none_or(|at| document.main().text().is_char_boundary(at)));
    }
    Ok(())
}

/// The text formats that are parsed by this crate itself.
const TEXTS: [DocumentFormat; 7] = [
    DocumentFormat::Latex,
    DocumentFormat::Typst,
    DocumentFormat::Rst,
    DocumentFormat::AsciiDoc,
    DocumentFormat::Captions,
    DocumentFormat::Pdf,
    DocumentFormat::Whisper,
];

proptest::proptest! {
    #[test]
    fn arbitrary_markup_gives_valid_places(original in "([ab\n]|[-\\\\{}\\[\\]()<>$%&#*_`'\"~^=+:;.,/|@!? é]|\\\\begin\\{(quote|x|verbatim)\\}|\\\\end\\{quote\\}|\\\\(footnote|enquote|item\\[|'|cite)\\{|#(quote|footnote|let x = |if)|\n\n  |\\.\\. |\n____\n|\n\\[quote, A\\]\n|footnote:\\[|::|\n----\n|\\PC){0,60}") {
        for format in TEXTS {
            if let Ok(document) = read(format, original.as_bytes(), &Limits::default()) {
                check(&document, &original)?;
            }
        }
    }

    #[test]
    fn mutated_drafts_give_valid_places(draft in 0_usize..6, changes in proptest::collection::vec((0_usize..700, "[-\\\\{}\\[\\]()#*_`'\"\n ]|\\PC"), 0..6)) {
        let mut original = [MARKDOWN, HTML, LATEX, TYPST, RST, ASCIIDOC][draft].to_owned();
        for (at, text) in changes {
            let start = original.floor_char_boundary(at % original.len());
            let end = original.ceil_char_boundary(start + 1);
            original.replace_range(start..end, &text);
        }
        for format in TEXTS {
            if let Ok(document) = read(format, original.as_bytes(), &Limits::default()) {
                check(&document, &original)?;
            }
        }
    }
}

/// Texts with many unclosed delimiters take time in proportion to their length.
#[test]
fn unclosed_delimiters_take_linear_time() {
    for piece in [
        "\\footnote{",
        "\\enquote{",
        "{",
        "$ ",
        "\\begin{quote}",
        "\\begin{verbatim}",
        "\\cite[",
        "\\verb|",
        "\\(",
        "\\item[{",
        "%\n",
        "#quote[",
        "#let x = (",
        "#if [",
        "``` ",
        "/* ",
        "@a[",
        "#footnote[",
        "\"",
        "#{",
        "``",
        "`a ",
        "[1]_ ",
        ":a:`",
        "*a ",
        "- ",
        "a\n b\n",
        ".. [1] a\n",
        "::\n\n a\n",
        "footnote:[",
        "link:[",
        "<<",
        "((",
        "\"`",
        "'`",
        "____\n",
        "-----\n",
        "[quote]\n",
        "+a",
        "> a\n",
        "|===\n",
        "1\n0:1 --> 0:2\na\n",
        "<p>",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        for format in TEXTS {
            let _ = read(format, text.as_bytes(), &Limits::default());
        }
    }
}

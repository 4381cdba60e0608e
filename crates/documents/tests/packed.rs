//! The texts of Word documents, OpenDocument texts and EPUB books, and their places.

mod packing;

use kzq_documents::{Document, DocumentError, DocumentFormat, Limits, PartKind, Place, read};
use packing::{Docx, docx, epub, odt, zip};

fn open(format: DocumentFormat, bytes: &[u8]) -> Document<'_> {
    assert_eq!(DocumentFormat::detect("-", bytes), format);
    read(format, bytes, &Limits::default()).unwrap()
}

/// Returns the kinds and texts of the parts, without trailing line breaks.
fn texts(document: &Document<'_>) -> Vec<(PartKind, String)> {
    document.parts().iter().map(|part| (part.kind, part.text().trim_end().to_owned())).collect()
}

fn docx_text(body: &str) -> String {
    let bytes = docx(Docx { body, ..Docx::default() });
    open(DocumentFormat::Docx, &bytes).main().text().trim_end().to_owned()
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

#[test]
fn docx_text_is_assembled_from_runs() {
    for (body, expected) in [
        // As Word writes it: runs split by spell checking, revisions and smart quotation marks.
        (
            "<w:p w:rsidR=\"00A1\" w:rsidRDefault=\"00A1\"><w:pPr><w:rPr><w:lang w:val=\"en-GB\"/></w:rPr></w:pPr><w:r w:rsidR=\"00B2\">\
             <w:rPr><w:lang w:val=\"en-GB\"/></w:rPr><w:t xml:space=\"preserve\">She said: </w:t></w:r><w:r><w:t>“</w:t></w:r>\
             <w:proofErr w:type=\"spellStart\"/><w:r><w:t>Wé</w:t></w:r><w:proofErr w:type=\"spellEnd\"/>\
             <w:bookmarkStart w:id=\"0\" w:name=\"_GoBack\"/><w:bookmarkEnd w:id=\"0\"/><w:r><w:t xml:space=\"preserve\"> must &amp;</w:t></w:r>\
             <w:r><w:t xml:space=\"preserve\"> be frank.</w:t></w:r><w:r><w:t>”</w:t></w:r></w:p>"
                .to_owned(),
            "She said: “Wé must & be frank.”",
        ),
        // Breaks, tabs, hyphens and symbols. The tab in the properties is a tab stop.
        (
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/></w:tabs></w:pPr><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t>\
             <w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/><w:t>e</w:t><w:sym w:font=\"Symbol\" w:char=\"F061\"/><w:sym w:font=\"Wingdings\" w:char=\"F04A\"/>\
             <w:sym w:font=\"Wingdings\" w:char=\"F020\"/><w:sym w:font=\"Arial\" w:char=\"2014\"/></w:r></w:p>"
                .to_owned(),
            "a\tb\nc\u{2011}d\u{ad}eα☺\u{fffd}—",
        ),
        ("<w:p><w:r><w:t> not preserved </w:t></w:r></w:p>".to_owned(), "not preserved"),
        // Tracked changes are accepted, and a deleted paragraph mark joins paragraphs.
        (
            format!(
                "<w:p><w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"A\"/></w:rPr></w:pPr>{}<w:del w:id=\"2\"><w:r><w:delText>no</w:delText></w:r></w:del>\
                 <w:ins w:id=\"3\">{}</w:ins></w:p><w:p>{}<w:moveFrom w:id=\"4\"><w:r><w:t>no</w:t></w:r></w:moveFrom><w:moveTo w:id=\"5\">{}</w:moveTo></w:p>\
                 <w:p><w:pPr><w:rPr><w:ins w:id=\"6\"/></w:rPr><w:pPrChange w:id=\"7\"><w:pPr><w:pStyle w:val=\"Quote\"/></w:pPr></w:pPrChange></w:pPr>{}</w:p>",
                run("one "), run("two "), run("three "), run("four"), run("five")
            ),
            "one two three four\n\nfive",
        ),
        // Fields: results are text, instructions and the results inside them are not.
        (
            format!(
                "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> IF \"no\" </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>\
                 <w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
                 <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>{}<w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:fldSimple w:instr=\"AUTHOR\">{}</w:fldSimple>\
                 <w:hyperlink>{}</w:hyperlink></w:p>",
                run("no"), run("one "), run("two "), run("three")
            ),
            "one two three",
        ),
        // A text box is read once, after its paragraph.
        (
            format!(
                "<w:p>{}<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
                 <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p>{}</w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>",
                run("one"), run("box"), run("box"), run(" two")
            ),
            "one two\n\nbox",
        ),
        // Tables, lists, content controls, smart tags; placeholders and hidden text are left out.
        (
            format!(
                "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/><w:p>{}</w:p></w:tc><w:tc><w:p>{}</w:p></w:tc></w:tr></w:tbl>\
                 <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/></w:numPr></w:pPr><w:smartTag>{}</w:smartTag></w:p>\
                 <w:sdt><w:sdtPr><w:alias w:val=\"no\"/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>\
                 <w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{}</w:p></w:sdtContent></w:sdt>\
                 <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>four</w:t></w:r></w:p>",
                run("a"), run("b"), run("item"), run("control"), run("Click here")
            ),
            "a\n\nb\n\nitem\n\ncontrol\n\nfour",
        ),
    ] {
        assert_eq!(docx_text(&body), expected, "{body}");
    }
}

#[test]
fn docx_notes_and_comments_are_separate_parts() {
    let body = format!(
        "<w:p>{}<w:r><w:footnoteReference w:id=\"3\"/></w:r><w:commentRangeStart w:id=\"0\"/>{}<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r></w:p>\
         <w:p>{}<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r><w:del w:id=\"9\"><w:r><w:footnoteReference w:id=\"4\"/></w:r></w:del></w:p>",
        run("Text"),
        run(" on."),
        run("More.")
    );
    let note = |id: u8, text: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:footnoteRef/></w:r>{}</w:p></w:footnote>", run(text))
    };
    let footnotes = format!(
        "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>{}{}{}",
        note(2, "Second."),
        note(3, "First."),
        note(4, "Deleted.")
    );
    let bytes = docx(Docx {
        body: &body,
        footnotes: &footnotes,
        endnotes: &format!("<w:endnote w:id=\"2\"><w:p>{}</w:p></w:endnote>", run("End.")),
        comments: &format!(
            "<w:comment w:id=\"0\" w:author=\"Ada Roe\" w:initials=\"AR\"><w:p>{}</w:p></w:comment>",
            run("Check “this”.")
        ),
        ..Docx::default()
    });
    let document = open(DocumentFormat::Docx, &bytes);
    let parts: Vec<_> = document
        .parts()
        .iter()
        .map(|part| (part.kind, part.label.as_deref(), part.anchor, part.text().trim_end()))
        .collect();
    assert_eq!(
        parts,
        [
            (PartKind::Main, None, None, "Text on.\n\nMore."),
            (PartKind::Footnote, Some("1"), Some(4), "First."),
            (PartKind::Footnote, Some("2"), Some(15), "Second."),
            (PartKind::Endnote, Some("1"), Some(15), "End."),
            (PartKind::Comment, Some("Ada Roe"), Some(4), "Check “this”."),
        ]
    );
}

#[test]
fn docx_places_have_page_paragraph_and_line() {
    let body = format!(
        "<w:p>{}</w:p><w:p/><w:p><w:r><w:t>a</w:t><w:br/><w:t>bc</w:t><w:lastRenderedPageBreak/><w:t>d</w:t></w:r></w:p>\
         <w:p><w:r><w:br w:type=\"page\"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>three</w:t></w:r><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>\
         <w:p><w:pPr><w:pageBreakBefore/></w:pPr>{}</w:p>",
        run("one"),
        run("four")
    );
    let footnotes =
        format!("<w:footnote w:id=\"1\"><w:p>{}</w:p><w:p>{}</w:p></w:footnote>", run("First."), run("Second."));
    let bytes = docx(Docx { body: &body, footnotes: &footnotes, ..Docx::default() });
    let document = open(DocumentFormat::Docx, &bytes);
    let main = document.main();
    for (word, page, paragraph, line, column) in [
        ("one", 1, 1, 1, 1),
        ("a\n", 1, 2, 1, 1),
        ("c", 1, 2, 2, 2),
        ("d", 2, 2, 2, 3),
        ("three", 3, 3, 1, 1),
        ("four", 4, 4, 1, 1),
    ] {
        let place = Place { section: None, page: Some(page), paragraph: Some(paragraph), line, column };
        assert_eq!(main.place(main.text().find(word).unwrap()), place, "{word}");
    }
    let note = &document.parts()[1];
    let place = note.place(note.text().find("Second").unwrap());
    assert_eq!((place.page, place.paragraph), (Some(3), Some(2)));

    // Without layout information, pages are unknown.
    let bytes = docx(Docx { body: &format!("<w:p>{}</w:p>", run("one")), ..Docx::default() });
    assert_eq!(open(DocumentFormat::Docx, &bytes).main().place(0).page, None);
}

#[test]
fn docx_styles_mark_block_quotations() {
    let style = |id: &str, inside: &str| format!("<w:style w:type=\"paragraph\" w:styleId=\"{id}\">{inside}</w:style>");
    let styles = [
        style("Zitat", "<w:name w:val=\"Quote\"/>"),
        style("Own", "<w:name w:val=\"Mine\"/><w:basedOn w:val=\"Zitat\"/>"),
        style("berschrift1", "<w:name w:val=\"heading 1\"/>"),
        style("Loop", "<w:name w:val=\"Loop\"/><w:basedOn w:val=\"Loop\"/>"),
        style("Hidden", "<w:name w:val=\"Hidden\"/><w:rPr><w:vanish/></w:rPr>"),
    ]
    .concat();
    let paragraph =
        |style: &str, text: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>", run(text));
    let body = [
        paragraph("berschrift1", "Head"),
        paragraph("Zitat", "We must."),
        paragraph("Own", "— Ada"),
        paragraph("Loop", "Text."),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"Hidden\"/></w:rPr><w:t>no</w:t></w:r></w:p>".to_owned(),
        paragraph("Zitat", "Again."),
    ]
    .concat();
    let bytes = docx(Docx { body: &body, styles: &styles, ..Docx::default() });
    let document = open(DocumentFormat::Docx, &bytes);
    let plain = &document.main().plain;
    let part = |range: &std::ops::Range<usize>| plain.text()[range.clone()].trim().to_owned();
    assert_eq!(plain.block_quotes().iter().map(part).collect::<Vec<_>>(), ["We must.\n\n— Ada", "Again."]);
    assert_eq!(plain.headings().iter().map(part).collect::<Vec<_>>(), ["Head"]);
}

#[test]
fn odt_text_notes_and_comments_are_read() {
    let text = "<text:tracked-changes><text:changed-region><text:deletion><text:p>“no”</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:h text:style-name=\"Heading_20_1\" text:outline-level=\"1\">Head</text:h>\
        <text:p text:style-name=\"P1\">She   said:\n  “We<text:s text:c=\"2\"/><text:span>must</text:span><text:tab/>be<text:line-break/>frank.”\
        <text:note text:id=\"f\" text:note-class=\"footnote\"><text:note-citation>1</text:note-citation><text:note-body><text:p>First <text:span>note</text:span>.</text:p></text:note-body></text:note>\
        <office:annotation><dc:creator>Ada</dc:creator><dc:date>2024-01-01</dc:date><text:p>Check.</text:p></office:annotation> So.<text:soft-page-break/> On.</text:p>\
        <text:p text:style-name=\"P2\">We must.</text:p>\
        <draw:frame><draw:text-box><text:p>box</text:p></draw:text-box><svg:title>no</svg:title></draw:frame>\
        <text:p text:style-name=\"P3\">no</text:p><text:list><text:list-item><text:p text:style-name=\"P4\">item</text:p></text:list-item></text:list>\
        <table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>";
    let styles = "<style:style style:name=\"P1\" style:family=\"paragraph\" style:master-page-name=\"\"/>\
        <style:style style:name=\"P2\" style:family=\"paragraph\" style:parent-style-name=\"Quotations\"/>\
        <style:style style:name=\"P3\" style:family=\"paragraph\"><style:text-properties text:display=\"none\"/></style:style>\
        <style:style style:name=\"P4\" style:family=\"paragraph\"><style:paragraph-properties fo:break-before=\"page\"/></style:style>";
    let bytes = odt(text, styles);
    let document = open(DocumentFormat::Odt, &bytes);
    assert_eq!(
        texts(&document),
        [
            (
                PartKind::Main,
                "Head\n\nShe said: “We  must\tbe\nfrank.” So. On.\n\nWe must.\n\nbox\n\nitem\n\ncell".to_owned()
            ),
            (PartKind::Footnote, "First note.".to_owned()),
            (PartKind::Comment, "Check.".to_owned()),
        ]
    );
    let main = document.main();
    let quotes = main.plain.block_quotes();
    assert_eq!(quotes.iter().map(|range| main.text()[range.clone()].trim()).collect::<Vec<_>>(), ["We must."]);
    let place = |word: &str| {
        let place = main.place(main.text().find(word).unwrap());
        (place.page, place.paragraph, place.line)
    };
    assert_eq!(
        [place("Head"), place("frank"), place("On"), place("item")],
        [(Some(1), Some(1), 1), (Some(1), Some(2), 2), (Some(2), Some(2), 2), (Some(3), Some(5), 1),]
    );
    let [_, note, comment] = document.parts() else { panic!("three parts") };
    assert_eq!((note.label.as_deref(), comment.label.as_deref()), (Some("1"), Some("Ada")));
    assert_eq!(note.place(0).page, Some(1));
}

#[test]
fn epub_places_name_chapter_and_paragraph() {
    let bytes = epub(
        &[
            ("ch 1.xhtml", "<script src=\"a.js\"/><h1>One</h1><p>She said: “We&#160;must.”</p><nav>no</nav>"),
            ("empty.xhtml", ""),
            ("ch 50%+2.xhtml", "<p>Two</p><blockquote><p>We must.</p></blockquote><p>a<br/>b</p>"),
        ],
        &[],
    );
    let document = open(DocumentFormat::Epub, &bytes);
    let main = document.main();
    assert_eq!(main.text().trim_end(), "One\n\nShe said: “We\u{a0}must.”\n\nTwo\n\nWe must.\n\na\nb");
    let place = |word: &str| main.place(main.text().rfind(word).unwrap());
    assert_eq!(
        place("She"),
        Place { section: Some("OPS/ch 1.xhtml"), page: None, paragraph: Some(2), line: 1, column: 1 }
    );
    assert_eq!(
        place("Two"),
        Place { section: Some("OPS/ch 50%+2.xhtml"), page: None, paragraph: Some(1), line: 1, column: 1 }
    );
    assert_eq!(
        place("b"),
        Place { section: Some("OPS/ch 50%+2.xhtml"), page: None, paragraph: Some(3), line: 2, column: 1 }
    );
    let quotes = main.plain.block_quotes();
    assert_eq!(main.text()[quotes[0].clone()].trim(), "We must.");
}

#[test]
fn encrypted_files_are_refused() {
    let error = |format, bytes: &[u8]| read(format, bytes, &Limits::default()).unwrap_err();
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let encrypted = zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "\u{1}"),
    ]);
    assert_eq!(error(DocumentFormat::Odt, &encrypted), DocumentError::Encrypted);

    let list = |algorithm: &str, file: &str| {
        format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{algorithm}\"/><CipherData><CipherReference URI=\"{file}\"/></CipherData></EncryptedData></encryption>"
        )
    };
    let book = |list: &str| epub(&[("ch1.xhtml", "<p>One")], &[("META-INF/encryption.xml", list)]);
    let drm = book(&list("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/ch1.xhtml"));
    assert_eq!(error(DocumentFormat::Epub, &drm), DocumentError::Encrypted);
    let fonts = book(&list("http://www.idpf.org/2008/embedding", "OPS/font.otf"));
    assert!(read(DocumentFormat::Epub, &fonts, &Limits::default()).is_ok());
}

#[test]
fn damaged_and_oversized_files_are_refused() {
    let limits = Limits { unpacked_bytes: 5_000, entries: 10, depth: 40, ..Limits::default() };
    let error = |bytes: &[u8]| read(DocumentFormat::Docx, bytes, &limits).unwrap_err();
    let document = |body: &str| docx(Docx { body, ..Docx::default() });

    let whole = document(&format!("<w:p>{}</w:p>", run("one")));
    assert!(read(DocumentFormat::Docx, &whole, &limits).is_ok());
    assert!(matches!(error(&whole[..whole.len() / 2]), DocumentError::Damaged(_)));
    assert!(matches!(error(&document("<w:p><w:r>")), DocumentError::Damaged(_)));
    assert!(matches!(error(&zip(&[("word/other.xml", "")])), DocumentError::Damaged(_)));
    assert_eq!(
        error(&document(&format!("<w:p>{}</w:p>", run(&"a".repeat(10_000))))),
        DocumentError::UnpacksTooLong(5_000)
    );
    assert!(matches!(
        error(&document(&format!("{}{}", "<w:sdt>".repeat(50), "</w:sdt>".repeat(50)))),
        DocumentError::TooDeep { limit: 40, .. }
    ));
    let bomb = zip(&[("word/document.xml", "<!DOCTYPE a [<!ENTITY b \"bbb\">]><a>&b;</a>")]);
    assert_eq!(error(&bomb), DocumentError::DeclaresEntities("word/document.xml".to_owned()));
    let names: Vec<String> = (0..11).map(|number| format!("word/{number}.xml")).collect();
    let many: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(error(&zip(&many)), DocumentError::TooManyEntries(10));

    // The checksum of a part does not match.
    let mut changed = document(&format!("<w:p>{}</w:p>", run("one")));
    let at = changed.windows(17).position(|part| part == b"word/document.xml").unwrap() + 17 + 20;
    changed[at] ^= 0x55;
    assert!(matches!(error(&changed), DocumentError::Damaged(_)));

    let book = epub(&[("ch1.xhtml", "<p>One")], &[]);
    assert_eq!(error(&book).to_string(), "the file is a book (epub); read it as that");
    assert_eq!(
        read(DocumentFormat::Plain, &book, &limits).unwrap_err().to_string(),
        "the file is a book (epub); read it as that"
    );
    let old = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), b"WordDocument"].concat();
    assert_eq!(read(DocumentFormat::Plain, &old, &limits).unwrap_err(), DocumentError::OldWord);
}

/// Documents with many repeated elements take time in proportion to their length.
#[test]
fn repeated_elements_take_linear_time() {
    let limits = Limits { unpacked_bytes: 64 << 20, ..Limits::default() };
    for piece in [
        "<w:p/>",
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>",
        "<w:p><w:r><w:t>a</w:t><w:lastRenderedPageBreak/></w:r></w:p>",
        "<w:p><w:r><w:tab/><w:br w:type=\"page\"/><w:fldChar w:fldCharType=\"begin\"/></w:r>",
        "<w:p><w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>",
    ] {
        let count = if piece.ends_with("</w:r>") { 400 } else { 100_000 };
        let end =
            "</w:p>".repeat(piece.matches("<w:p>").count().saturating_sub(piece.matches("</w:p>").count()) * count);
        let body = format!("{}{end}", piece.repeat(count));
        let bytes = docx(Docx { body: &body, ..Docx::default() });
        let document = read(DocumentFormat::Docx, &bytes, &limits).unwrap();
        let main = document.main();
        let step = (main.text().len() / 1000).max(1);
        for at in (0..main.text().len()).step_by(step) {
            assert!(main.place(at).line >= 1);
        }
    }
    let one_paragraph =
        "<w:r><w:tab/><w:br w:type=\"page\"/><w:fldChar w:fldCharType=\"begin\"/><w:t>a</w:t></w:r>".repeat(100_000);
    let bytes = docx(Docx { body: &format!("<w:p>{one_paragraph}</w:p>"), ..Docx::default() });
    assert!(read(DocumentFormat::Docx, &bytes, &limits).is_ok());
    let spaces = "<text:p>a<text:s text:c=\"4000000000\"/><text:soft-page-break/></text:p>".repeat(100_000);
    let bytes = odt(&spaces, "");
    assert!(read(DocumentFormat::Odt, &bytes, &limits).is_ok());
}

proptest::proptest! {
    #[test]
    fn damaged_archives_do_not_panic(kind in 0_usize..3, changes in proptest::collection::vec((0_usize..4_000, proptest::num::u8::ANY), 0..12), cut in 0_usize..6_000) {
        let mut bytes = match kind {
            0 => docx(Docx { body: &format!("<w:p>{}<w:r><w:footnoteReference w:id=\"1\"/></w:r></w:p>", run("“one”")), footnotes: "<w:footnote w:id=\"1\"><w:p/></w:footnote>", ..Docx::default() }),
            1 => odt("<text:p>“one”<text:note><text:note-body><text:p>two</text:p></text:note-body></text:note></text:p>", ""),
            _ => epub(&[("ch1.xhtml", "<p>“one”</p>")], &[]),
        };
        for (at, byte) in changes {
            let length = bytes.len();
            bytes[at % length] = byte;
        }
        bytes.truncate(cut.max(40));
        for format in [DocumentFormat::detect("-", &bytes), DocumentFormat::Docx, DocumentFormat::Odt, DocumentFormat::Epub] {
            let _ = read(format, &bytes, &Limits::default());
        }
    }

    #[test]
    fn arbitrary_docx_markup_gives_valid_places(pieces in proptest::collection::vec(0_usize..26, 0..30)) {
        const PIECES: [&str; 26] = [
            "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>a b</w:t>", "<w:del>", "</w:del>", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "<w:fldChar w:fldCharType=\"begin\"/>",
            "<w:fldChar w:fldCharType=\"end\"/>", "<w:fldChar w:fldCharType=\"separate\"/>", "<w:br w:type=\"page\"/>", "<w:lastRenderedPageBreak/>", "<w:footnoteReference w:id=\"1\"/>",
            "<w:txbxContent>", "</w:txbxContent>", "<w:tc>", "</w:tc>", "<w:rPr><w:vanish/></w:rPr>", "<w:sym w:char=\"F0FF\"/>", "<w:sdt>", "</w:sdt>", "<mc:AlternateContent>",
            "</mc:AlternateContent>", "<mc:Choice>", "</mc:Choice>",
        ];
        // Unmatched end tags are dropped and missing ones added, so that more of the document is parsed.
        let (mut open, mut sound) = (Vec::new(), String::new());
        for piece in pieces.into_iter().map(|piece| PIECES[piece]) {
            let name = piece.trim_start_matches(['<', '/']).split([' ', '>']).next().unwrap_or_default();
            if piece.starts_with("</") {
                if open.last() != Some(&name) {
                    continue;
                }
                open.pop();
            } else if !piece.contains("</") && !piece.ends_with("/>") {
                open.push(name);
            }
            sound += piece;
        }
        for name in open.into_iter().rev() {
            sound.extend(["</", name, ">"]);
        }
        let bytes = docx(Docx { body: &sound, footnotes: &format!("<w:footnote w:id=\"1\">{sound}</w:footnote>"), ..Docx::default() });
        if let Ok(document) = read(DocumentFormat::Docx, &bytes, &Limits::default()) {
            for part in document.parts() {
                for (at, _) in part.text().char_indices() {
                    let place = part.place(at);
                    proptest::prop_assert!(place.line >= 1 && place.column >= 1 && place.paragraph.is_none_or(|own| own >= 1));
                }
                proptest::prop_assert!(part.anchor.is_none_or(|at| document.main().text().is_char_boundary(at)));
            }
        }
    }
}

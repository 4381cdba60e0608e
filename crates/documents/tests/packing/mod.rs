//! Builds zipped documents from XML.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Packs texts into a zip file; the first is not compressed.
pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (name, text)) in entries.iter().enumerate() {
        let method = if at == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const W: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
    xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:v=\"urn:schemas-microsoft-com:vml\"";
const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n";

/// A Word document, given as the contents of the root elements of its files.
#[derive(Clone, Copy, Default)]
pub struct Docx<'a> {
    pub body: &'a str,
    pub styles: &'a str,
    pub footnotes: &'a str,
    pub endnotes: &'a str,
    pub comments: &'a str,
}

/// Packs a Word document.
pub fn docx(Docx { body, styles, footnotes, endnotes, comments }: Docx<'_>) -> Vec<u8> {
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let part = |element: &str, inside: &str| format!("{XML}<w:{element} {W}>{inside}</w:{element}>");
    let relation = |kind: &str, target: &str| {
        format!("<Relationship Id=\"r{kind}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |inside: String| {
        format!(
            "{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{inside}</Relationships>"
        )
    };
    let related: String = ["styles", "footnotes", "endnotes", "comments"]
        .iter()
        .map(|kind| relation(kind, &format!("{kind}.xml")))
        .collect();
    zip(&[
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", &relations(relation("officeDocument", "/word/document.xml"))),
        ("word/_rels/document.xml.rels", &relations(related)),
        ("word/document.xml", &part("document", &format!("<w:body>{body}<w:sectPr/></w:body>"))),
        ("word/styles.xml", &part("styles", styles)),
        ("word/footnotes.xml", &part("footnotes", footnotes)),
        ("word/endnotes.xml", &part("endnotes", endnotes)),
        ("word/comments.xml", &part("comments", comments)),
    ])
}

/// Packs an OpenDocument text with these contents of `office:text` and of the automatic styles.
pub fn odt(text: &str, styles: &str) -> Vec<u8> {
    const SPACES: [&str; 7] = ["office", "text", "style", "drawing", "table", "svg-compatible", "xsl-fo-compatible"];
    const PREFIXES: [&str; 7] = ["office", "text", "style", "draw", "table", "svg", "fo"];
    let spaces: Vec<String> = PREFIXES
        .iter()
        .zip(SPACES)
        .map(|(prefix, space)| format!(" xmlns:{prefix}=\"urn:oasis:names:tc:opendocument:xmlns:{space}:1.0\""))
        .collect();
    let spaces = spaces.concat();
    let content = format!(
        "{XML}<office:document-content{spaces} xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:text text:use-soft-page-breaks=\"true\">{text}</office:text></office:body></office:document-content>"
    );
    let manifest = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>";
    zip(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", &content),
    ])
}

/// Packs an EPUB book with these chapters, each a name and the contents of `body`, and these other files.
pub fn epub(chapters: &[(&str, &str)], others: &[(&str, &str)]) -> Vec<u8> {
    let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OPS/book.opf\"/></rootfiles></container>";
    let items: Vec<String> = chapters
        .iter()
        .rev()
        .map(|(name, _)| format!("<item id=\"{name}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>"))
        .collect();
    let spine: Vec<String> = chapters.iter().map(|(name, _)| format!("<itemref idref=\"{name}\"/>")).collect();
    let (items, spine) = (items.concat(), spine.concat());
    let package = format!(
        "<package xmlns=\"http://www.idpf.org/2007/opf\"><manifest>{items}</manifest><spine>{spine}</spine></package>"
    );
    let pages: Vec<(String, String)> = chapters
        .iter()
        .map(|(name, body)| {
            let page = format!(
                "{XML}<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title/></head><body>{body}</body></html>"
            );
            (format!("OPS/{name}"), page)
        })
        .collect();
    let mut entries = vec![
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", container),
        ("OPS/book.opf", package.as_str()),
    ];
    entries.extend(pages.iter().map(|(name, page)| (name.as_str(), page.as_str())));
    entries.extend(others);
    zip(&entries)
}

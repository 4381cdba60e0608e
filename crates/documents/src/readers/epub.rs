//! Reads books (EPUB 2 and 3): their chapters, in the order of the book.

use std::collections::{HashMap, HashSet};

use kzq_text::markup::{Markup, TextBuilder, VOID_ELEMENTS};
use kzq_text::percent_decode;

use crate::document::{Document, Paragraphs, Part, PartKind, Places};
use crate::error::DocumentError;
use crate::limits::Limits;
use crate::xml::{Item, XmlReader};
use crate::zip_file::{ZipFile, folder, resolve};

const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// What only fonts are obfuscated with, which is not encryption of the text.
const FONT_ALGORITHMS: &[&str] = &["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Reads a book.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document<'static>, DocumentError> {
    let mut zip = ZipFile::open(bytes, limits)?;
    let chapters = chapters(&mut zip, limits)?;
    let encrypted = encrypted(&mut zip, limits)?;
    if chapters.iter().any(|chapter| encrypted.contains(chapter)) {
        return Err(DocumentError::Encrypted);
    }
    let mut builder = TextBuilder::new("");
    let (mut starts, mut sections) = (Vec::new(), Vec::new());
    for chapter in chapters {
        let Some(page) = zip.text(&chapter)? else {
            return Err(DocumentError::Damaged(format!("{chapter} is missing")));
        };
        let page = with_end_tags(&page);
        let plain = Markup::Html.read(&page);
        let start = builder.text().len();
        starts.extend(paragraph_starts(plain.text()).map(|at| start + at));
        if starts.last().is_some_and(|&last| last >= start) {
            sections.push((start, chapter));
            builder.append(&plain, 0);
            builder.end_paragraph();
        }
    }
    let places = Paragraphs { starts, pages: None, first_page: 1, sections };
    let plain = builder.finish().into_own_original();
    let main = Part { places: Places::Paragraphs(places), ..Part::new(PartKind::Main, plain) };
    Ok(Document::new(main, Vec::new(), Vec::new()))
}

/// The names of the chapters, each once, in the order of the book.
fn chapters(zip: &mut ZipFile<'_>, limits: &Limits) -> Result<Vec<String>, DocumentError> {
    let container = zip.required_text(CONTAINER)?;
    let mut xml = XmlReader::new(&container, CONTAINER, limits);
    let mut package = None;
    while let Some(item) = xml.next()? {
        let Item::Start(tag) = item else { continue };
        if tag.name().1 == "rootfile" {
            package = package.or(tag.attribute("full-path"));
        }
    }
    let package = package.ok_or_else(|| DocumentError::Damaged(format!("{CONTAINER} names no package")))?;
    let contents = zip.required_text(&package)?;
    let mut xml = XmlReader::new(&contents, &package, limits);
    let (mut items, mut order, mut seen) = (HashMap::new(), Vec::new(), HashSet::new());
    while let Some(item) = xml.next()? {
        let Item::Start(tag) = item else { continue };
        match tag.name().1 {
            "item" => {
                if let (Some(id), Some(href)) = (tag.attribute("id"), tag.attribute("href")) {
                    let is_page = tag.attribute("media-type").is_none_or(|kind| kind.contains("html"));
                    items.insert(id, (resolve(folder(&package), &file_name(&href)), is_page));
                }
            }
            "itemref" => order.extend(tag.attribute("idref")),
            _ => {}
        }
    }
    let pages = order.iter().filter_map(|id| items.get(id)).filter(|(_, is_page)| *is_page);
    let chapters: Vec<String> = pages.map(|(name, _)| name.clone()).filter(|name| seen.insert(name.clone())).collect();
    if chapters.is_empty() {
        return Err(DocumentError::Damaged(format!("{package} names no chapters")));
    }
    Ok(chapters)
}

/// The names of the files that are encrypted.
fn encrypted(zip: &mut ZipFile<'_>, limits: &Limits) -> Result<HashSet<String>, DocumentError> {
    let mut encrypted = HashSet::new();
    let Some(list) = zip.text(ENCRYPTION)? else { return Ok(encrypted) };
    let mut xml = XmlReader::new(&list, ENCRYPTION, limits);
    let mut is_font = false;
    while let Some(item) = xml.next()? {
        let Item::Start(tag) = item else { continue };
        match tag.name().1 {
            "EncryptedData" => is_font = false,
            "EncryptionMethod" => {
                is_font = tag.attribute("Algorithm").is_some_and(|own| FONT_ALGORITHMS.contains(&own.as_str()));
            }
            "CipherReference" if !is_font => {
                encrypted.extend(tag.attribute("URI").map(|name| resolve("", &file_name(&name))));
            }
            _ => {}
        }
    }
    Ok(encrypted)
}

/// The name of a file that an address gives.
fn file_name(address: &str) -> String {
    String::from_utf8_lossy(&percent_decode(address)).into_owned()
}

/// Where paragraphs begin, in bytes of a text.
fn paragraph_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut at = 0;
    text.split("\n\n").filter_map(move |paragraph| {
        let start = at;
        at += paragraph.len() + 2;
        (!paragraph.trim().is_empty()).then(|| start + paragraph.len() - paragraph.trim_start_matches('\n').len())
    })
}

/// Writes empty elements of XML as HTML does, with an end tag: otherwise `<title/>` would begin a title.
fn with_end_tags(xml: &str) -> String {
    let mut html = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(at) = memchr::memchr(b'<', rest.as_bytes()) {
        html.push_str(&rest[..at]);
        rest = &rest[at..];
        let skipped = [("<!--", "-->"), ("<![CDATA[", "]]>")].into_iter().find(|(start, _)| rest.starts_with(start));
        if let Some((_, end)) = skipped {
            let length = rest.find(end).map_or(rest.len(), |at| at + end.len());
            html.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            html.push('<');
            rest = &rest[1..];
            continue;
        }
        let name = rest[1..].split(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).next().unwrap_or_default();
        let mut quote = None;
        let end = rest.bytes().position(|byte| {
            match (quote, byte) {
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), _) if open == byte => quote = None,
                _ => {}
            }
            byte == b'>' && quote.is_none()
        });
        let Some(end) = end else { break };
        let tag = &rest[..=end];
        let is_element = name.starts_with(|c: char| c.is_ascii_alphabetic());
        match tag.strip_suffix("/>").filter(|_| is_element && !VOID_ELEMENTS.contains(&name)) {
            Some(start) => {
                html.push_str(start);
                html.push_str("></");
                html.push_str(name);
                html.push('>');
            }
            None => html.push_str(tag),
        }
        rest = &rest[end + 1..];
    }
    html.push_str(rest);
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_elements_get_end_tags() {
        for (xml, expected) in [
            ("<title/><p class='a/>'>x<br/>y</p>", "<title></title><p class='a/>'>x<br/>y</p>"),
            ("<!-- <a/> --><script src=\"x\" />", "<!-- <a/> --><script src=\"x\" ></script>"),
            ("a < b <c", "a < b <c"),
            ("<a", "<a"),
        ] {
            assert_eq!(with_end_tags(xml), expected);
        }
    }
}

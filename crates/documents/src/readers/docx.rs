//! Reads Word documents (ISO/IEC 29500), as they are once all tracked changes are accepted.

use std::collections::HashMap;

use super::docx_styles::Styles;
use super::docx_text::{self, DocxText, Reference};
use crate::document::{Document, PartKind};
use crate::error::DocumentError;
use crate::flow::{FlowText, add_separate};
use crate::limits::Limits;
use crate::xml::{Item, XmlReader};
use crate::zip_file::{ZipFile, folder, resolve};

/// Where the main text is if no file says where.
const MAIN: &str = "word/document.xml";

/// Reads a document: its text, its footnotes, its endnotes and its comments.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document<'static>, DocumentError> {
    let mut zip = ZipFile::open(bytes, limits)?;
    let main_name = related(&mut zip, "", limits)?.by_kind.remove("officeDocument").unwrap_or_else(|| MAIN.to_owned());
    let Some(main_xml) = zip.text(&main_name)? else {
        return Err(DocumentError::Damaged(format!(
            "{main_name} is missing: it is not a Word document, or it is damaged"
        )));
    };
    let Related { by_kind: related, by_id } = related(&mut zip, &main_name, limits)?;
    let styles = match related.get("styles").map(|name| zip.text(name)).transpose()?.flatten() {
        Some(xml) => Styles::read(XmlReader::new(&xml, &related["styles"], limits))?,
        None => Styles::default(),
    };
    let mut main = docx_text::read(XmlReader::new(&main_xml, &main_name, limits), &styles)?;
    drop(main_xml);
    let mut kinds =
        [(PartKind::Footnote, "footnotes"), (PartKind::Endnote, "endnotes"), (PartKind::Comment, "comments")]
            .map(|(kind, name)| (kind, related.get(name), DocxText::default()));
    for (_, name, text) in &mut kinds {
        let Some(name) = name else { continue };
        if let Some(xml) = zip.text(name)? {
            *text = docx_text::read(XmlReader::new(&xml, name, limits), &styles)?;
        }
    }
    // Comments on notes come after those on the text.
    let in_notes = kinds.iter().flat_map(|(.., text)| &text.references).cloned();
    let mut references: Vec<Reference> = main.references;
    references.extend(in_notes);
    let main_text: FlowText = std::mem::take(&mut main.flow).into_text(PartKind::Main, false);
    let mut separate = Vec::new();
    for (kind, _, text) in &mut kinds {
        let own = references.iter().enumerate().filter(|(_, reference)| reference.kind == *kind);
        let mut count = 0;
        for (number, Reference { id, .. }) in own {
            let Some(note) = text.notes.remove(id) else { continue };
            count += 1;
            let mut part = note.flow.into_text(*kind, false).part;
            part.label = if *kind == PartKind::Comment { note.author } else { Some(count.to_string()) };
            if !part.text().is_empty() {
                separate.push(add_separate(&main_text, number, part));
            }
        }
    }
    let unread = main.unread.into_iter().map(|id| by_id.get(&id).cloned().unwrap_or(id)).collect();
    Ok(Document::new(main_text.part, separate, unread))
}

/// The files that a file refers to.
#[derive(Default)]
struct Related {
    /// The first part of each kind; the kind is the last word of the type of the relationship.
    by_kind: HashMap<String, String>,
    by_id: HashMap<String, String>,
}

fn related(zip: &mut ZipFile<'_>, name: &str, limits: &Limits) -> Result<Related, DocumentError> {
    let folder = folder(name);
    let file = name.rsplit('/').next().unwrap_or_default();
    let list = resolve(folder, &format!("_rels/{file}.rels"));
    let mut related = Related::default();
    let Some(xml) = zip.text(&list)? else { return Ok(related) };
    let mut reader = XmlReader::new(&xml, &list, limits);
    while let Some(item) = reader.next()? {
        let Item::Start(tag) = item else { continue };
        let Some(target) = tag.attribute("Target").map(|target| resolve(folder, &target)) else { continue };
        if let Some(id) = tag.attribute("Id") {
            related.by_id.insert(id, target.clone());
        }
        if let Some(kind) = tag.attribute("Type") {
            let kind = kind.rsplit('/').next().unwrap_or_default();
            related.by_kind.entry(kind.to_owned()).or_insert(target);
        }
    }
    Ok(related)
}

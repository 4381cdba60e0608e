//! XML as the readers of packed files need it: elements by namespace and name, and text, without recursion.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::error::DocumentError;
use crate::limits::Limits;

/// The known namespaces, each with a short name. Word has two: of its usual and of its strict files.
const SPACES: &[(&str, &str)] = &[
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
    ("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
    ("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
    ("urn:oasis:names:tc:opendocument:xmlns:office:1.0", "office"),
    ("urn:oasis:names:tc:opendocument:xmlns:text:1.0", "text"),
    ("urn:oasis:names:tc:opendocument:xmlns:style:1.0", "style"),
    ("urn:oasis:names:tc:opendocument:xmlns:drawing:1.0", "draw"),
    ("urn:oasis:names:tc:opendocument:xmlns:table:1.0", "table"),
    ("urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0", "svg"),
    ("http://purl.org/dc/elements/1.1/", "dc"),
];

/// The namespace, by its short name (empty if it is another), and the name of an element.
pub(crate) type Name<'n> = (&'static str, &'n str);

/// A piece of XML.
pub(crate) enum Item<'x> {
    /// An element begins. An empty one ends right after.
    Start(Tag<'x>),
    /// The innermost open element ends.
    End,
    /// Text in the innermost open element; it may come in several pieces.
    Text(Cow<'x, str>),
}

/// The tag that begins an element.
pub(crate) struct Tag<'x> {
    space: &'static str,
    start: BytesStart<'x>,
}

impl Tag<'_> {
    /// The namespace and the name.
    pub(crate) fn name(&self) -> Name<'_> {
        (self.space, std::str::from_utf8(self.start.local_name().into_inner()).unwrap_or_default())
    }

    /// The value of an attribute, by its name without a namespace.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found =
            attributes.with_checks(false).flatten().find(|own| own.key.local_name().into_inner() == name.as_bytes())?;
        found.normalized_value(XmlVersion::Explicit1_0).ok().map(Cow::into_owned)
    }

    /// Whether a setting such as `<w:vanish/>` is on: it is, unless its value says otherwise.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.attribute("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Reads XML from the beginning to the end.
pub(crate) struct XmlReader<'x> {
    reader: Reader<&'x [u8]>,
    /// What the file is called in messages.
    file: &'x str,
    limits: Limits,
    /// The prefixes that the outermost element declares, with the namespaces they stand for.
    prefixes: Vec<(Vec<u8>, &'static str)>,
    depth: usize,
    /// Whether the outermost element has begun.
    has_begun: bool,
}

impl<'x> XmlReader<'x> {
    /// Begins to read the XML of a file.
    pub(crate) fn new(xml: &'x str, file: &'x str, limits: &Limits) -> Self {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, file, limits: *limits, prefixes: Vec::new(), depth: 0, has_begun: false }
    }

    fn damaged(&self, what: &dyn std::fmt::Display) -> DocumentError {
        let at = self.reader.buffer_position();
        DocumentError::Damaged(format!("{} at byte {at}: {what}", self.file))
    }

    /// The next piece; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Item<'x>>, DocumentError> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.damaged(&error))?;
            return Ok(Some(match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > self.limits.depth {
                        let part = self.file.to_owned();
                        return Err(DocumentError::TooDeep { part, limit: self.limits.depth });
                    }
                    if !std::mem::replace(&mut self.has_begun, true) {
                        self.declare(&start);
                    }
                    Item::Start(Tag { space: self.space(&start), start })
                }
                Event::End(_) => {
                    self.depth -= 1;
                    Item::End
                }
                Event::Text(text) => Item::Text(text.xml10_content().map_err(|error| self.damaged(&error))?),
                Event::CData(text) => Item::Text(text.xml10_content().map_err(|error| self.damaged(&error))?),
                Event::GeneralRef(reference) => {
                    if let Some(c) = reference.resolve_char_ref().map_err(|error| self.damaged(&error))? {
                        Item::Text(c.to_string().into())
                    } else {
                        let name = reference.decode().map_err(|error| self.damaged(&error))?;
                        let text = resolve_predefined_entity(&name);
                        Item::Text(text.ok_or_else(|| self.damaged(&format!("no entity is called {name}")))?.into())
                    }
                }
                Event::DocType(declaration) if memchr::memmem::find(&declaration, b"<!ENTITY").is_some() => {
                    return Err(DocumentError::DeclaresEntities(self.file.to_owned()));
                }
                Event::Eof if self.depth > 0 => return Err(self.damaged(&"it ends within an element")),
                Event::Eof if !self.has_begun => return Err(self.damaged(&"it is empty")),
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }

    /// Reads on to the end of the element that has just begun.
    pub(crate) fn skip(&mut self) -> Result<(), DocumentError> {
        let outer = self.depth.saturating_sub(1);
        while self.depth > outer && self.next()?.is_some() {}
        Ok(())
    }

    /// Notes the prefixes that the outermost element declares. Programs declare there all that matters here.
    fn declare(&mut self, start: &BytesStart<'_>) {
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = attribute.key.into_inner();
            let prefix = if key == b"xmlns" { Some(b"".as_slice()) } else { key.strip_prefix(b"xmlns:") };
            let space = SPACES.iter().find(|(uri, _)| attribute.value.as_ref() == uri.as_bytes());
            if let (Some(prefix), Some((_, space))) = (prefix, space) {
                self.prefixes.push((prefix.to_owned(), space));
            }
        }
        // There are no more namespaces than that; further prefixes for them would only cost time.
        self.prefixes.truncate(2 * SPACES.len());
    }

    fn space(&self, start: &BytesStart<'_>) -> &'static str {
        let name = start.name();
        let prefix = name.prefix().map_or(b"".as_slice(), quick_xml::name::Prefix::into_inner);
        self.prefixes.iter().find(|(own, _)| own == prefix).map_or("", |(_, space)| space)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Result<String, DocumentError> {
        let limits = Limits { depth: 4, ..Limits::default() };
        let mut reader = XmlReader::new(xml, "a.xml", &limits);
        let mut found = String::new();
        while let Some(item) = reader.next()? {
            match item {
                Item::Start(tag) if tag.name() == ("w", "skipped") => reader.skip()?,
                Item::Start(tag) => {
                    let (space, name) = tag.name();
                    let value = tag.attribute("val").unwrap_or_default();
                    found.extend(["<", space, ":", name, "=", &value, ">"]);
                }
                Item::End => found += "/",
                Item::Text(text) => found += &text,
            }
        }
        Ok(found)
    }

    #[test]
    fn elements_are_identified_by_namespace() {
        const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
        for (xml, expected) in [
            (
                format!("<x:a xmlns:x='{W}'><x:b x:val='&quot;1'/><c>&lt;&#x201c;<![CDATA[<]]></c></x:a>"),
                "<w:a=><w:b=\"1>/<:c=><“<//",
            ),
            (format!("<a xmlns='{W}'><skipped><d>1</d></skipped>2</a>"), "<w:a=>2/"),
        ] {
            assert_eq!(read(&xml).unwrap(), expected);
        }
    }

    #[test]
    fn malformed_too_deep_and_entity_declaring_xml_is_rejected() {
        for xml in ["", "<a>", "<a></b>", "<a>&x;</a>", "text"] {
            assert!(matches!(read(xml), Err(DocumentError::Damaged(_))), "{xml}");
        }
        assert!(matches!(read("<a><a><a><a><a/></a></a></a></a>"), Err(DocumentError::TooDeep { .. })));
        let entity = "<!DOCTYPE a [<!ENTITY b 'x'>]><a>&b;</a>";
        assert_eq!(read(entity), Err(DocumentError::DeclaresEntities("a.xml".to_owned())));
    }
}

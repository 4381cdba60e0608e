//! Reads what entries refer to: speakers, sources, topics; and the simple fields they are made of.

use std::collections::HashSet;

use super::reader::{At, Reader, Taker, nearest};
use super::shape::{Fields, Node, Pairs};
use crate::corpus::{Code, CollectionId, Date, Source, SourceId, SourceKind, Speaker, Topic, TopicId};
use crate::text::Safe;

/// A text of one line that must be there and not be empty.
pub(super) fn line<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Option<Safe<'static>> {
    let At { value, span } = taker.required::<String>(reader, name)?;
    if value.trim().is_empty() {
        reader.error(Code::Empty, span, crate::safe!("`", name, "` is empty"));
        return None;
    }
    Some(Safe::line(value))
}

/// A text of one line that need not be there.
pub(super) fn optional_line<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
) -> Option<Safe<'static>> {
    taker.optional::<String>(reader, name).map(|at| Safe::line(at.value))
}

/// A list of texts; absent is empty.
pub(super) fn lines<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Vec<At<Safe<'static>>> {
    located(reader, taker, name).into_iter().map(|at| At { value: Safe::text(at.value), span: at.span }).collect()
}

/// A list of strings with the place of each; absent is empty.
pub(super) fn located<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Vec<At<String>> {
    let nodes: Vec<Node<'s>> = taker.optional(reader, name).map(|at| at.value).unwrap_or_default();
    nodes.into_iter().filter_map(|node| reader.read_at(node)).collect()
}

/// An id that must be there and be a slug.
pub(super) fn id<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Option<Safe<'static>> {
    id_at(reader, taker, name).map(|at| at.value)
}

/// The same, with its place.
pub(super) fn id_at<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
) -> Option<At<Safe<'static>>> {
    let at = taker.required::<String>(reader, name)?;
    let span = at.span.clone();
    slug(reader, at).map(|value| At { value, span })
}

fn slug(reader: &mut Reader<'_>, id: At<String>) -> Option<Safe<'static>> {
    let good = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    if id.value.is_empty() || !id.value.chars().all(good) {
        let message = crate::safe!("“", Safe::line(id.value), "” is no id");
        let help = Some(Safe::from("an id is made of letters, digits, `-`, `_` and `.`"));
        reader.error_with_help(Code::BadId, id.span, message, help);
        return None;
    }
    Some(Safe::line(id.value))
}

/// The pairs of a map of ids to structs; a key given twice is a finding.
fn table<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
    what: &'static str,
) -> Vec<(Safe<'static>, Taker<'s>)> {
    let pairs = taker.optional::<Pairs<'s>>(reader, name).map_or_else(Vec::new, |at| at.value.0);
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let Some(key) = reader.read_at::<String>(key) else { continue };
        let span = key.span.clone();
        let Some(key) = slug(reader, key) else { continue };
        if !seen.insert(key.clone()) {
            reader.error(Code::DuplicateKey, span, crate::safe!("the ", what, " “", key, "” is defined twice"));
        }
        if let Some(fields) = reader.read::<Fields<'s>>(value) {
            rows.push((key, Taker::new(reader, what, value, fields)));
        }
    }
    rows
}

pub(super) fn speakers<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>) -> Vec<Speaker> {
    let mut speakers = Vec::new();
    for (id, mut row) in table(reader, taker, "speakers", "speaker") {
        let name = line(reader, &mut row, "name").unwrap_or_default();
        let role = optional_line(reader, &mut row, "role");
        let aliases = lines(reader, &mut row, "aliases").into_iter().map(|at| at.value).collect();
        row.finish(reader);
        speakers.push(Speaker { id, name, role, aliases });
    }
    speakers
}

pub(super) fn sources<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut reports = Vec::new();
    for (id, mut row) in table(reader, taker, "sources", "source") {
        let kind = row.optional::<SourceKind>(reader, "kind").map(|at| at.value).unwrap_or_default();
        reports.push(row.optional::<String>(reader, "reports"));
        sources.push(Source {
            id,
            collection: CollectionId(0),
            kind,
            title: line(reader, &mut row, "title").unwrap_or_default(),
            container: optional_line(reader, &mut row, "container"),
            publisher: optional_line(reader, &mut row, "publisher"),
            url: url(reader, &mut row),
            date: date(reader, &mut row, "date"),
            accessed: date(reader, &mut row, "accessed"),
            reports: None,
        });
        row.finish(reader);
    }
    for (index, reference) in reports.into_iter().enumerate() {
        sources[index].reports = reference.and_then(|reference| source(reader, &sources, &reference));
    }
    sources
}

fn url<'s>(reader: &mut Reader<'s>, row: &mut Taker<'s>) -> Option<Safe<'static>> {
    let At { value, span } = row.optional::<String>(reader, "url")?;
    let web = value.starts_with("https://") || value.starts_with("http://");
    if !web || value.contains(char::is_whitespace) || value.contains(char::is_control) {
        reader.error(Code::BadUrl, span, "an address begins with https:// or http:// and has no blanks");
        return None;
    }
    Some(Safe::line(value))
}

fn date<'s>(reader: &mut Reader<'s>, row: &mut Taker<'s>, name: &'static str) -> Option<Date> {
    let At { value, span } = row.optional::<String>(reader, name)?;
    match value.parse() {
        Ok(date) => Some(date),
        Err(error) => {
            let message = crate::safe!("“", Safe::line(value), "” is no date: ", Safe::line(error.to_string()));
            reader.error(Code::BadDate, span, message);
            None
        }
    }
}

/// The source that a reference names; one that is not there is a finding.
pub(super) fn source(reader: &mut Reader<'_>, sources: &[Source], reference: &At<String>) -> Option<SourceId> {
    let found = sources.iter().position(|source| source.id.as_str() == reference.value);
    if found.is_none() {
        dangling(reader, "source", reference, sources.iter().map(|source| source.id.as_str()));
    }
    found.and_then(|index| u32::try_from(index).ok()).map(SourceId)
}

/// Reports a reference to something that the collection does not define.
pub(super) fn dangling<'c>(
    reader: &mut Reader<'_>,
    what: &'static str,
    reference: &At<String>,
    known: impl Iterator<Item = &'c str>,
) {
    let help = nearest(&reference.value, known).map(|near| crate::safe!("did you mean “", Safe::line(near), "”?"));
    let message = crate::safe!("there is no ", what, " “", Safe::line(reference.value.as_str()), "”");
    reader.error_with_help(Code::Dangling, reference.span.clone(), message, help);
}

/// The topics, each before those under it.
pub(super) fn topics<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>) -> Vec<Topic> {
    let mut topics = Vec::new();
    let nodes = taker.optional::<Vec<Node<'s>>>(reader, "topics").map(|at| at.value).unwrap_or_default();
    add_topics(reader, nodes, None, &mut topics);
    topics
}

fn add_topics<'s>(reader: &mut Reader<'s>, nodes: Vec<Node<'s>>, parent: Option<TopicId>, topics: &mut Vec<Topic>) {
    for node in nodes {
        let Some(fields) = reader.read::<Fields<'s>>(node) else { continue };
        let mut row = Taker::new(reader, "topic", node, fields);
        let span = row.span();
        let id = id(reader, &mut row, "id").unwrap_or_default();
        let label = optional_line(reader, &mut row, "label").unwrap_or_else(|| id.clone());
        let under = row.optional::<Vec<Node<'s>>>(reader, "topics").map(|at| at.value).unwrap_or_default();
        row.finish(reader);

        let above = parent.map(|parent| &topics[parent.index()]);
        let (path, depth) = match above {
            Some(above) => (crate::safe!(above.path, "/", id), above.depth + 1),
            None => (id, 0),
        };
        if topics.iter().any(|topic| topic.path == path) {
            reader.error(Code::DuplicateId, span, crate::safe!("the topic “", path, "” is defined twice"));
        }
        let place = u32::try_from(topics.len()).map_or(TopicId(u32::MAX), TopicId);
        topics.push(Topic { path, label, parent, depth });
        add_topics(reader, under, Some(place), topics);
    }
}

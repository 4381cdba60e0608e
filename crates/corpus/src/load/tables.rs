//! Parses the tables that entries refer to (speakers, sources, topics), and the simple fields they consist of.

use std::collections::HashMap;
use std::ops::Range;

use super::id_table::Names;
use crate::{CollectionId, Date, Source, SourceId, SourceKind, Speaker, Topic, TopicId};
use kzq_ron::Code;
use kzq_ron::{At, Reader, Role, Taker, nearest, said};
use kzq_ron::{Fields, Node, Pairs, Readable};
use kzq_text::Safe;

/// Parses a required single-line text that must not be empty.
pub(super) fn line<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Option<Safe<'static>> {
    let At { value, span } = taker.required::<String>(reader, name)?;
    if value.trim().is_empty() {
        reader.error(Code::Empty, span, kzq_text::safe!("`", name, "` is empty"));
        return None;
    }
    Some(Safe::line(value))
}

/// Parses an optional single-line text.
pub(super) fn optional_line<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
) -> Option<Safe<'static>> {
    taker.optional::<String>(reader, name).map(|at| Safe::line(at.value))
}

/// Parses an optional list of texts; a missing list is empty.
pub(super) fn lines<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Vec<At<Safe<'static>>> {
    located(reader, taker, name).into_iter().map(|at| At { value: Safe::text(at.value), span: at.span }).collect()
}

/// Parses an optional list of strings with their spans; a missing list is empty.
pub(super) fn located<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>, name: &'static str) -> Vec<At<String>> {
    let nodes: Vec<Node<'s>> = taker.optional(reader, name).map(|at| at.value).unwrap_or_default();
    nodes.into_iter().filter_map(|node| reader.read_at(Role::Item(name), node)).collect()
}

/// Parses a required id. An invalid id is reported but still returned, so that references to it are not reported too.
pub(super) fn id_at<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
) -> Option<At<Safe<'static>>> {
    let id = taker.required::<String>(reader, name)?;
    Some(slug(reader, id))
}

/// Returns whether a text is a valid id: visible letters, digits, `-`, `_` and `.`.
pub(super) fn is_slug(text: &str) -> bool {
    let is_made_of_them = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    !text.is_empty() && is_made_of_them && (text.is_ascii() || Safe::line(text).as_str() == text)
}

fn slug(reader: &mut Reader<'_>, id: At<String>) -> At<Safe<'static>> {
    let At { value, span } = id;
    let is_slug = is_slug(&value);
    let value = Safe::line(value);
    if !is_slug {
        let message = kzq_text::safe!("“", said(value.as_str()), "” is no id");
        let help = Some(Safe::from("an id is made of letters, digits, `-`, `_` and `.`"));
        reader.error_with_help(Code::BadId, span.clone(), message, help);
    }
    At { value, span }
}

/// Parses a map from ids to structs; reports duplicate keys.
fn table<'s>(
    reader: &mut Reader<'s>,
    taker: &mut Taker<'s>,
    name: &'static str,
    what: &'static str,
) -> Vec<(Safe<'static>, Taker<'s>)> {
    let pairs = taker.optional::<Pairs<'s>>(reader, name).map_or_else(Vec::new, |at| at.value.0);
    let mut seen = HashMap::new();
    let mut rows = Vec::with_capacity(pairs.len());
    for (key, value) in pairs {
        let Some(key) = reader.read_at::<String>(Role::Key(name), key) else { continue };
        let At { value: key, span } = slug(reader, key);
        if let Some(first) = seen.insert(key.clone(), span.start) {
            let message = kzq_text::safe!("the ", what, " “", said(key.as_str()), "” is defined twice");
            reader.twice(Code::DuplicateKey, span, first, message);
        }
        if let Some(fields) = reader.read::<Fields<'s>>(Role::Item(name), value) {
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
    let mut places = Vec::new();
    for (id, mut row) in table(reader, taker, "sources", "source") {
        let kind = row.optional::<SourceKind>(reader, "kind").map(|at| at.value).unwrap_or_default();
        let reference = row.optional::<String>(reader, "reports");
        places.push(reference.as_ref().map(|at| at.span.clone()));
        reports.push(reference);
        sources.push(Source {
            id,
            collection: CollectionId(0),
            kind,
            authors: lines(reader, &mut row, "authors").into_iter().map(|at| at.value.on_one_line()).collect(),
            title: line(reader, &mut row, "title").unwrap_or_default(),
            container: optional_line(reader, &mut row, "container"),
            publisher: optional_line(reader, &mut row, "publisher"),
            url: url(reader, &mut row),
            date: date(reader, &mut row, "date"),
            accessed: date(reader, &mut row, "accessed"),
            text: path(reader, &mut row),
            reports: None,
        });
        row.finish(reader);
    }
    let names = Names::of("source", sources.iter().map(|source| source.id.as_str()));
    let reported: Vec<Option<SourceId>> =
        reports.into_iter().map(|reference| names.find(reader, &reference?).map(SourceId)).collect();
    for (source, reported) in sources.iter_mut().zip(reported) {
        source.reports = reported;
    }
    refuse_circles(reader, &sources, &places);
    sources
}

/// Reports the sources whose `reports` chain leads back to themselves.
fn refuse_circles(reader: &mut Reader<'_>, sources: &[Source], places: &[Option<Range<usize>>]) {
    let next: Vec<Option<usize>> = sources.iter().map(|source| source.reports.map(SourceId::index)).collect();
    for ((source, place), in_circle) in sources.iter().zip(places).zip(in_circles(&next)) {
        if let Some(place) = place.clone().filter(|_| in_circle) {
            let message = kzq_text::safe!("the source “", said(source.id.as_str()), "” reports on itself in the end");
            let help = Some(Safe::from("`reports` leads from a retelling to what it retells, and not back"));
            reader.error_with_help(Code::Circle, place, message, help);
        }
    }
}

/// Returns for each node of a graph whether it lies on a cycle; `next` is the successor of each node.
fn in_circles(next: &[Option<usize>]) -> Vec<bool> {
    let mut in_circle = vec![false; next.len()];
    // The start from which each node was first reached; a node reached before need not be followed again.
    let mut reached: Vec<Option<usize>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some(new) = at.filter(|&at| reached[at].is_none()) {
            reached[new] = Some(start);
            at = next[new];
        }
        let mut circle = at.filter(|&at| reached[at] == Some(start));
        while let Some(new) = circle.filter(|&at| !in_circle[at]) {
            in_circle[new] = true;
            circle = next[new];
        }
    }
    in_circle
}

/// Returns what is wrong with a URL, if it is not an HTTP(S) address.
pub(crate) fn wrong_address(url: &str) -> Option<&'static str> {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        Some("an address begins with https:// or http://")
    } else if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("an address has no blanks; one that belongs to it is written %20")
    } else {
        None
    }
}

/// Returns what is wrong with the path of a source text. The author of a collection must not be able to make kzq
/// open arbitrary files of the user.
pub(crate) fn wrong_path(path: &str) -> Option<&'static str> {
    if path.trim().is_empty() {
        Some("it names the file that holds the text of the source")
    } else if path.starts_with('/') || path.contains(['\\', ':']) || Safe::line(path).as_str() != path {
        Some("a path is relative to the collection, with / between its parts: sources/article.txt")
    } else if path.split('/').any(|part| matches!(part, ".." | "." | "")) {
        Some("the text must stand in the directory of the collection or below it")
    } else {
        None
    }
}

fn url<'s>(reader: &mut Reader<'s>, row: &mut Taker<'s>) -> Option<Safe<'static>> {
    let At { value, span } = row.optional::<String>(reader, "url")?;
    let Some(help) = wrong_address(&value) else { return Some(Safe::line(value)) };
    let message = kzq_text::safe!("“", said(&value), "” is no address of the web");
    reader.error_with_help(Code::BadUrl, span, message, Some(help.into()));
    None
}

/// Parses the path of a source text.
fn path<'s>(reader: &mut Reader<'s>, row: &mut Taker<'s>) -> Option<Safe<'static>> {
    let At { value, span } = row.optional::<String>(reader, "text")?;
    let Some(help) = wrong_path(&value) else { return Some(Safe::line(value)) };
    let message = kzq_text::safe!("“", said(&value), "” is no path that a text can have");
    reader.error_with_help(Code::BadPath, span, message, Some(help.into()));
    None
}

fn date<'s>(reader: &mut Reader<'s>, row: &mut Taker<'s>, name: &'static str) -> Option<Date> {
    let At { value, span } = row.optional::<String>(reader, name)?;
    match value.parse() {
        Ok(date) => Some(date),
        Err(error) => {
            let message = kzq_text::safe!("“", said(&value), "” is no date");
            reader.error_with_help(Code::BadDate, span, message, Some(Safe::line(error.to_string())));
            None
        }
    }
}

/// Reports a reference to something that the collection does not define.
pub(super) fn dangling<'c>(
    reader: &mut Reader<'_>,
    what: &'static str,
    reference: &At<String>,
    known: impl Iterator<Item = &'c str>,
) {
    let near = reader.guesses().then(|| nearest(&reference.value, known)).flatten();
    let help = near.map(|near| kzq_text::safe!("did you mean “", said(near), "”?"));
    let message = kzq_text::safe!("there is no ", what, " “", said(&reference.value), "”");
    reader.error_with_help(Code::Dangling, reference.span.clone(), message, help);
}

/// Parses the topics, parents before their children.
pub(super) fn topics<'s>(reader: &mut Reader<'s>, taker: &mut Taker<'s>) -> Vec<Topic> {
    let mut tree = TopicTree::default();
    tree.grow(reader, taker, None);
    tree.topics
}

#[derive(Default)]
struct TopicTree {
    topics: Vec<Topic>,
    /// The offset of the id that first defined each path.
    seen: HashMap<Safe<'static>, usize>,
}

impl TopicTree {
    /// Adds the topics of the field `topics` as children of `parent`.
    fn grow<'s>(&mut self, reader: &mut Reader<'s>, taker: &mut Taker<'s>, parent: Option<TopicId>) {
        let nodes = taker.optional::<Vec<Node<'s>>>(reader, "topics").map(|at| at.value).unwrap_or_default();
        for node in nodes {
            let Some(fields) = reader.read::<Fields<'s>>(Role::Item("topics"), node) else { continue };
            let mut row = Taker::new(reader, "topic", node, fields);
            let Some(id) = id_at(reader, &mut row, "id") else { continue };
            let place = self.add(reader, &mut row, id, parent);
            self.grow(reader, &mut row, Some(place));
            row.finish(reader);
        }
    }

    fn add<'s>(
        &mut self,
        reader: &mut Reader<'s>,
        row: &mut Taker<'s>,
        id: At<Safe<'static>>,
        parent: Option<TopicId>,
    ) -> TopicId {
        let label = optional_line(reader, row, "label").unwrap_or_else(|| id.value.clone());
        let (path, depth) = match parent.map(|parent| &self.topics[parent.index()]) {
            Some(above) => (kzq_text::safe!(above.path, "/", id.value), above.depth + 1),
            None => (id.value, 0),
        };
        if let Some(first) = self.seen.insert(path.clone(), id.span.start) {
            let message = kzq_text::safe!("the topic “", said(path.as_str()), "” is defined twice");
            reader.twice(Code::DuplicateId, id.span, first, message);
        }
        self.topics.push(Topic { path, label, parent, depth, is_parent: false });
        u32::try_from(self.topics.len() - 1).map_or(TopicId(u32::MAX), TopicId)
    }
}

impl Readable<'_> for SourceKind {
    const WANTED: &'static str = "a kind of source";
    const CHOICES: Option<&'static str> = Some(
        "Article, Broadcast, Book, Speech, Document, Web, Summary(machine: true), Summary(machine: false) or Other",
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_place_is_in_a_circle_if_it_leads_back_to_itself(next in prop::collection::vec(prop::option::of(0..8_usize), 8)) {
            let leads_back = |start: usize| {
                std::iter::successors(next[start], |&at| next[at]).take(next.len()).any(|at| at == start)
            };
            prop_assert_eq!(in_circles(&next), (0..next.len()).map(leads_back).collect::<Vec<_>>());
        }
    }
}

//! Parses the tables that entries refer to (speakers, sources, topics), and the simple fields they consist of.

use std::collections::HashMap;
use std::ops::Range;

use super::id_table::IdTable;
use super::names::{is_organisation, parse_names, required_line, without_braces};
use crate::tables::SourceDetails;
use crate::{CollectionId, Date, Source, SourceField, SourceId, SourceKind, Speaker, Topic, TopicId};
use kzq_ron::Rule;
use kzq_ron::{FieldReader, FieldRole, Parser, Spanned, quote_for_message};
use kzq_ron::{Fields, FromRon, Node, Pairs};
use kzq_text::Safe;

/// Parses a required text.
pub(super) fn required_text(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Spanned<Safe<'static>>> {
    let Spanned { value, span } = fields.required::<String>(name)?;
    if value.trim().is_empty() {
        fields.parser().error(Rule::Empty, span, kzq_text::safe!("`", name, "` is empty"));
        return None;
    }
    Some(Spanned { value: Safe::text(value), span })
}

/// Parses an optional single-line text.
pub(super) fn optional_line(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Safe<'static>> {
    fields.optional::<String>(name).map(|at| Safe::line(at.value))
}

/// Parses an optional list of texts; a missing list is empty.
pub(super) fn lines(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Vec<Spanned<Safe<'static>>> {
    spanned_strings(fields, name).into_iter().map(|at| Spanned { value: Safe::text(at.value), span: at.span }).collect()
}

/// Parses the texts of the fields in a table that are there and not blank.
pub(super) fn named_texts<F: Copy>(
    fields: &mut FieldReader<'_, '_>,
    all: &[F],
    name: fn(F) -> &'static str,
) -> Vec<(F, Safe<'static>)> {
    let texts = all.iter().filter_map(|&field| Some((field, optional_line(fields, name(field))?)));
    texts.filter(|(_, text)| !is_blank(text)).collect()
}

/// Returns whether a text has nothing to read.
pub(super) fn is_blank(text: &Safe<'_>) -> bool {
    text.as_str().trim().is_empty()
}

/// Parses an optional list of strings with their spans; a missing list is empty.
pub(super) fn spanned_strings(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Vec<Spanned<String>> {
    let nodes: Vec<Node<'_>> = fields.optional(name).map(|at| at.value).unwrap_or_default();
    nodes.into_iter().filter_map(|node| fields.parser().parse_spanned(FieldRole::Item(name), node)).collect()
}

/// Parses a required id. An invalid id is reported but still returned, so that references to it are not reported too.
pub(super) fn required_id(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Spanned<Safe<'static>>> {
    let id = fields.required::<String>(name)?;
    Some(check_id(fields.parser(), id))
}

/// Returns whether a text is a valid id: visible letters, digits, `-`, `_` and `.`.
pub fn is_slug(text: &str) -> bool {
    let has_valid_chars = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    !text.is_empty() && has_valid_chars && (text.is_ascii() || Safe::line(text).as_str() == text)
}

fn check_id(parser: &mut Parser<'_>, id: Spanned<String>) -> Spanned<Safe<'static>> {
    let Spanned { value, span } = id;
    let is_slug = is_slug(&value);
    let value = Safe::line(value);
    if !is_slug {
        let message = kzq_text::safe!("invalid id “", quote_for_message(value.as_str()), "”");
        let help = Some(Safe::from("an id is made of letters, digits, `-`, `_` and `.`"));
        parser.error_with_help(Rule::BadId, span.clone(), message, help);
    }
    Spanned { value, span }
}

/// Parses a map from ids to structs, each with `parse_row`; reports duplicate keys.
fn parse_map<'s>(
    fields: &mut FieldReader<'_, 's>,
    name: &'static str,
    type_name: &'static str,
    mut parse_row: impl FnMut(Safe<'static>, FieldReader<'_, 's>),
) {
    let pairs = fields.optional::<Pairs<'s>>(name).map_or_else(Vec::new, |at| at.value.0);
    let parser = fields.parser();
    let mut seen = HashMap::new();
    for (key, value) in pairs {
        let Some(key) = parser.parse_spanned::<String>(FieldRole::Key(name), key) else { continue };
        let Spanned { value: key, span } = check_id(parser, key);
        if let Some(first) = seen.insert(key.clone(), span.start) {
            let message =
                kzq_text::safe!("the ", type_name, " “", quote_for_message(key.as_str()), "” is defined twice");
            parser.duplicate(Rule::DuplicateKey, span, first, message);
        }
        if let Some(fields) = parser.parse::<Fields<'_>>(FieldRole::Item(name), value) {
            parse_row(key, FieldReader::new(parser, type_name, value, fields));
        }
    }
}

pub(super) fn parse_speakers(fields: &mut FieldReader<'_, '_>) -> Vec<Speaker> {
    let mut speakers = Vec::new();
    parse_map(fields, "speakers", "speaker", |id, mut row| {
        let name = required_line(&mut row, "name").unwrap_or_default();
        let role = optional_line(&mut row, "role");
        let aliases = lines(&mut row, "aliases").into_iter().map(|at| at.value).collect();
        let is_marked = is_organisation(&mut row);
        let (name, is_braced) = without_braces(name);
        let organisation = is_marked || is_braced;
        row.finish();
        speakers.push(Speaker { id, name, role, aliases, organisation });
    });
    speakers
}

/// Parses what few sources have.
fn parse_details(row: &mut FieldReader<'_, '_>, mut organisations: Vec<Safe<'static>>) -> Option<Box<SourceDetails>> {
    let translators = parse_names(row, "translator", true, &mut organisations);
    let editors = parse_names(row, "editor", true, &mut organisations);
    let mut texts = Vec::new();
    for field in SourceField::ALL {
        let Some(Spanned { value, span }) = row.optional::<String>(field.name()) else { continue };
        let text =
            if field == SourceField::Doi { parse_doi(row.parser(), &value, span) } else { Some(Safe::line(value)) };
        texts.extend(text.filter(|text| !is_blank(text)).map(|text| (field, text)));
    }
    let details = SourceDetails { translators, editors, organisations, texts };
    (details != SourceDetails::default()).then(|| Box::new(details))
}

/// Parses a DOI, which may be written as an address or with `doi:` before it.
fn parse_doi(parser: &mut Parser<'_>, value: &str, span: Range<usize>) -> Option<Safe<'static>> {
    const PREFIXES: [&str; 5] =
        ["https://doi.org/", "http://doi.org/", "https://dx.doi.org/", "http://dx.doi.org/", "doi:"];
    let doi = PREFIXES.into_iter().find_map(|prefix| value.strip_prefix(prefix)).unwrap_or(value).trim();
    if doi.is_empty() || doi.starts_with("10.") && doi.contains('/') && !doi.contains(char::is_whitespace) {
        return Some(Safe::line(doi.to_owned()));
    }
    let message = kzq_text::safe!("invalid DOI “", quote_for_message(value), "”");
    let help = Some(Safe::from("a DOI begins with 10. and has a slash: 10.1000/182"));
    parser.error_with_help(Rule::BadUrl, span, message, help);
    None
}

pub(super) fn parse_sources(fields: &mut FieldReader<'_, '_>) -> Vec<Source> {
    let mut sources = Vec::new();
    let mut reports = Vec::new();
    let mut reports_spans = Vec::new();
    parse_map(fields, "sources", "source", |id, mut row| {
        let kind = row.optional::<SourceKind>("kind").map(|at| at.value).unwrap_or_default();
        let reference = row.optional::<String>("reports");
        reports_spans.push(reference.as_ref().map(|at| at.span.clone()));
        reports.push(reference);
        let mut organisations = Vec::new();
        sources.push(Source {
            id,
            collection: CollectionId(0),
            kind,
            authors: parse_names(&mut row, "authors", false, &mut organisations),
            title: required_line(&mut row, "title").unwrap_or_default(),
            container: optional_line(&mut row, "container"),
            publisher: optional_line(&mut row, "publisher"),
            url: parse_url(&mut row, "url"),
            date: optional_date(&mut row, "date"),
            accessed: optional_date(&mut row, "accessed"),
            text: parse_path(&mut row),
            reports: None,
            note: row.optional::<String>("note").map(|at| Safe::text(at.value)),
            archived: parse_url(&mut row, "archived"),
            details: parse_details(&mut row, organisations),
        });
        row.finish();
    });
    let parser = fields.parser();
    let source_ids = IdTable::new(&sources);
    let reported: Vec<Option<SourceId>> =
        reports.into_iter().map(|reference| source_ids.resolve(parser, &reference?).map(SourceId)).collect();
    for (source, reported) in sources.iter_mut().zip(reported) {
        source.reports = reported;
    }
    report_cycles(parser, &sources, &reports_spans);
    sources
}

/// Reports the sources whose `reports` chain leads back to themselves.
fn report_cycles(parser: &mut Parser<'_>, sources: &[Source], spans: &[Option<Range<usize>>]) {
    let next: Vec<Option<usize>> = sources.iter().map(|source| source.reports.map(SourceId::index)).collect();
    for ((source, place), in_circle) in sources.iter().zip(spans).zip(find_cycles(&next)) {
        if let Some(place) = place.clone().filter(|_| in_circle) {
            let message = kzq_text::safe!(
                "the source “",
                quote_for_message(source.id.as_str()),
                "” has a circular `reports` chain"
            );
            let help = Some(Safe::from("`reports` leads from a retelling to what it retells, and not back"));
            parser.error_with_help(Rule::Circle, place, message, help);
        }
    }
}

/// Returns for each node of a graph whether it lies on a cycle; `next` is the successor of each node.
fn find_cycles(next: &[Option<usize>]) -> Vec<bool> {
    let mut on_cycle = vec![false; next.len()];
    // The start from which each node was first reached; a node reached before need not be followed again.
    let mut first_reached_from: Vec<Option<usize>> = vec![None; next.len()];
    for start in 0..next.len() {
        let mut at = Some(start);
        while let Some(new) = at.filter(|&at| first_reached_from[at].is_none()) {
            first_reached_from[new] = Some(start);
            at = next[new];
        }
        let mut cycle_node = at.filter(|&at| first_reached_from[at] == Some(start));
        while let Some(new) = cycle_node.filter(|&at| !on_cycle[at]) {
            on_cycle[new] = true;
            cycle_node = next[new];
        }
    }
    on_cycle
}

/// Returns what is wrong with a URL, if it is not an HTTP(S) address.
pub fn url_error(url: &str) -> Option<&'static str> {
    if !url.starts_with("https://") && !url.starts_with("http://") {
        Some("an address begins with https:// or http://")
    } else if url.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some("an address has no spaces; write a space as %20")
    } else {
        None
    }
}

/// Returns what is wrong with the path of a source text. The author of a collection must not be able to make kzq
/// open arbitrary files of the user.
pub fn path_error(path: &str) -> Option<&'static str> {
    if path.trim().is_empty() {
        Some("it names the file that holds the text of the source")
    } else if path.starts_with('/') || path.contains(['\\', ':']) || Safe::line(path).as_str() != path {
        Some("a path is relative to the collection, with / between its parts: sources/article.txt")
    } else if path.split('/').any(|part| matches!(part, ".." | "." | "")) {
        Some("the text must be in the directory of the collection or below it")
    } else {
        None
    }
}

fn parse_url(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Safe<'static>> {
    let Spanned { value, span } = fields.optional::<String>(name)?;
    let Some(help) = url_error(&value) else { return Some(Safe::line(value)) };
    let message = kzq_text::safe!("invalid URL “", quote_for_message(&value), "”");
    fields.parser().error_with_help(Rule::BadUrl, span, message, Some(help.into()));
    None
}

/// Parses the path of a source text.
fn parse_path(fields: &mut FieldReader<'_, '_>) -> Option<Safe<'static>> {
    let Spanned { value, span } = fields.optional::<String>("text")?;
    let Some(help) = path_error(&value) else { return Some(Safe::line(value)) };
    let message = kzq_text::safe!("invalid path of a text “", quote_for_message(&value), "”");
    fields.parser().error_with_help(Rule::BadPath, span, message, Some(help.into()));
    None
}

pub(super) fn optional_date(fields: &mut FieldReader<'_, '_>, name: &'static str) -> Option<Date> {
    let written = fields.optional::<String>(name)?;
    parse_date(fields.parser(), written)
}

/// Parses a date; reports an invalid one.
pub(super) fn parse_date(parser: &mut Parser<'_>, Spanned { value, span }: Spanned<String>) -> Option<Date> {
    match value.parse() {
        Ok(date) => Some(date),
        Err(error) => {
            let message = kzq_text::safe!("invalid date “", quote_for_message(&value), "”");
            parser.error_with_help(Rule::BadDate, span, message, Some(Safe::line(error.to_string())));
            None
        }
    }
}

/// Parses the topics, parents before their children.
pub(super) fn parse_topics(fields: &mut FieldReader<'_, '_>) -> Vec<Topic> {
    let mut tree = TopicTreeBuilder::default();
    tree.parse_children(fields, None);
    tree.topics
}

#[derive(Default)]
struct TopicTreeBuilder {
    topics: Vec<Topic>,
    /// The offset of the id that first defined each path.
    seen: HashMap<Safe<'static>, usize>,
}

impl TopicTreeBuilder {
    /// Adds the topics of the field `topics` as children of `parent`.
    fn parse_children(&mut self, fields: &mut FieldReader<'_, '_>, parent: Option<TopicId>) {
        let nodes = fields.optional::<Vec<Node<'_>>>("topics").map(|at| at.value).unwrap_or_default();
        let parser = fields.parser();
        for node in nodes {
            let Some(fields) = parser.parse::<Fields<'_>>(FieldRole::Item("topics"), node) else { continue };
            let mut row = FieldReader::new(parser, "topic", node, fields);
            let Some(id) = required_id(&mut row, "id") else { continue };
            let topic_id = self.push_topic(&mut row, id, parent);
            self.parse_children(&mut row, Some(topic_id));
            row.finish();
        }
    }

    fn push_topic(
        &mut self,
        fields: &mut FieldReader<'_, '_>,
        id: Spanned<Safe<'static>>,
        parent: Option<TopicId>,
    ) -> TopicId {
        let label = optional_line(fields, "label").unwrap_or_else(|| id.value.clone());
        let (path, depth) = match parent.map(|parent| &self.topics[parent.index()]) {
            Some(parent_topic) => (kzq_text::safe!(parent_topic.path, "/", id.value), parent_topic.depth + 1),
            None => (id.value, 0),
        };
        if let Some(first) = self.seen.insert(path.clone(), id.span.start) {
            let message = kzq_text::safe!("the topic “", quote_for_message(path.as_str()), "” is defined twice");
            fields.parser().duplicate(Rule::DuplicateId, id.span, first, message);
        }
        self.topics.push(Topic::new(path, label, parent, depth));
        TopicId::new(self.topics.len() - 1)
    }
}

impl FromRon<'_> for SourceKind {
    const EXPECTED: &'static str = "a kind of source";
    const CHOICES_HELP: Option<&'static str> = Some(
        "Article, Broadcast, Book, Speech, Document, Web, Summary(machine: true), Summary(machine: false) or Other",
    );
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn find_cycles_agrees_with_a_naive_search(next in prop::collection::vec(prop::option::of(0..8_usize), 8)) {
            let leads_back = |start: usize| {
                std::iter::successors(next[start], |&at| next[at]).take(next.len()).any(|at| at == start)
            };
            prop_assert_eq!(find_cycles(&next), (0..next.len()).map(leads_back).collect::<Vec<_>>());
        }
    }
}

//! CSL-JSON, schema 1.0.2 of the Citation Style Language: one item per source, for processors of any citation style.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ascii_url;
use crate::name::PersonName;
use crate::name_parts::NameParts;
use crate::work::{CitedSource, PassageRole};
use kzq_corpus::{Certainty, Date, SourceField, SourceKind};
use kzq_text::Safe;

/// A CSL item. Unknown fields are omitted, as the schema requires; a processor prints "n.d." for a missing date.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslItem<'w> {
    id: Safe<'static>,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<CslName<'w>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guest: Vec<CslName<'w>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<CslName<'w>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<CslName<'w>>,
    title: &'w Safe<'static>,
    /// What few sources have.
    #[serde(flatten)]
    texts: BTreeMap<&'static str, &'w Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    container_title: Option<&'w Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_title: Option<&'w Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'w Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    genre: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<CslDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accessed: Option<CslDate>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<Safe<'static>>,
    /// The address of an archived copy.
    #[serde(rename = "archive_location", skip_serializing_if = "Option::is_none")]
    archived: Option<Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Safe<'static>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    annote: Option<&'w Safe<'static>>,
    /// The cited page, which is what a locator is without a label.
    #[serde(skip_serializing_if = "Option::is_none")]
    locator: Option<&'w Safe<'static>>,
}

/// A name in parts, or as a whole.
#[derive(Serialize, PartialEq)]
#[serde(untagged)]
enum CslName<'w> {
    Parts {
        #[serde(rename = "non-dropping-particle", skip_serializing_if = "Option::is_none")]
        prefix: Option<Safe<'w>>,
        family: Safe<'w>,
        given: &'w Safe<'static>,
        #[serde(rename = "dropping-particle", skip_serializing_if = "Option::is_none")]
        particle: Option<&'w Safe<'static>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        suffix: Option<&'w Safe<'static>>,
        /// Whether it is never inverted, since the family name comes first anyway.
        #[serde(rename = "static-ordering", skip_serializing_if = "std::ops::Not::not")]
        is_family_first: bool,
    },
    Whole {
        literal: &'w Safe<'static>,
    },
}

/// A date in parts.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct CslDate {
    /// A year before Christ is negative.
    date_parts: [Vec<i16>; 1],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    circa: bool,
}

/// Renders a source as an item.
pub(super) fn render_csl(work: &CitedSource<'_>) -> Safe<'static> {
    let source = work.source;
    let recorded_speakers = work.passages.iter().filter(|passage| work.role_of(passage) == PassageRole::HeardFrom);
    let mut guest: Vec<CslName<'_>> = Vec::new();
    for person in recorded_speakers.filter_map(|passage| passage.name.as_ref().map(csl_name)) {
        if !guest.contains(&person) {
            guest.push(person);
        }
    }
    let (container_title, publisher) = work.record_venues();
    let is_speech = source.kind == SourceKind::Speech;
    let (editors, translators) = (work.editors(), work.translators());
    let item = CslItem {
        id: work.citation_key(),
        kind: csl_type(work),
        author: work.authors.iter().map(csl_name).collect(),
        guest,
        editor: editors.iter().map(csl_name).collect(),
        translator: translators.iter().map(csl_name).collect(),
        title: &source.title,
        texts: source.texts().iter().map(|(field, text)| (csl_variable(*field), text)).collect(),
        container_title: container_title.filter(|_| !is_speech),
        // What a speech was held at is not a publication.
        event_title: container_title.filter(|_| is_speech),
        publisher,
        genre: work.genre(),
        issued: work.date().map(CslDate::new),
        accessed: source.accessed.map(CslDate::new),
        url: source.url.as_ref().map(ascii_url),
        archived: source.archived.as_ref().map(ascii_url),
        note: work.note(),
        annote: source.note.as_ref(),
        locator: work.passages[0].page().filter(|_| work.passages.len() == 1),
    };
    // An item consists of strings, numbers and lists, so serialising cannot fail.
    Safe::text(serde_json::to_string_pretty(&item).unwrap_or_default())
}

fn csl_variable(field: SourceField) -> &'static str {
    match field {
        SourceField::Place => "publisher-place",
        SourceField::Edition => "edition",
        SourceField::Volume => "volume",
        SourceField::Issue => "issue",
        SourceField::Pages => "page",
        SourceField::Isbn => "ISBN",
        SourceField::Doi => "DOI",
    }
}

fn csl_type(work: &CitedSource<'_>) -> &'static str {
    match work.source.kind {
        SourceKind::Article if work.is_in_journal() => "article-journal",
        SourceKind::Article => "article-newspaper",
        SourceKind::Broadcast if work.is_interview => "interview",
        SourceKind::Broadcast => "broadcast",
        SourceKind::Book if work.source.container.is_some() => "chapter",
        SourceKind::Book => "book",
        SourceKind::Speech => "speech",
        SourceKind::Web | SourceKind::Summary { .. } => "webpage",
        SourceKind::Document | SourceKind::Other => "document",
    }
}

fn csl_name(name: &PersonName) -> CslName<'_> {
    match &name.parts {
        Some(NameParts { family, given, particle, suffix }) => {
            // Particles of the family name are in small letters.
            let text = family.as_str();
            let start = text.find(char::is_uppercase).filter(|&start| text[..start].ends_with(' ')).unwrap_or_default();
            let prefix = (start > 0).then(|| family.slice(0..start - 1));
            let family = family.slice(start..text.len());
            let (particle, suffix) = (particle.as_ref(), suffix.as_ref());
            CslName::Parts { prefix, family, given, particle, suffix, is_family_first: name.is_family_first }
        }
        None => CslName::Whole { literal: &name.whole },
    }
}

impl CslDate {
    fn new(date: Date) -> Self {
        let parts = [Some(date.year()), date.month().map(i16::from), date.day().map(i16::from)];
        Self { date_parts: [parts.into_iter().flatten().collect()], circa: date.certainty() != Certainty::Sure }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Format, export};
    use kzq_corpus::{EntryId, read};

    #[test]
    fn each_source_becomes_one_item() {
        let text = r#"(schema: 1, id: "c", title: "C",
            speakers: {"t": (name: "Kassym-Jomart Tokayev"), "p": (name: "Plato")},
            sources: {
                "talk": (kind: Broadcast, title: "Talk", container: "The Show", publisher: "TV", date: "2025-05-29"),
                "news": (kind: Broadcast, title: "News", date: "2025-05"),
                "paper": (kind: Article, title: "A Day", publisher: "The Paper", accessed: "2026-11-22", reports: "talk",
                    url: "https://a.example/"),
            },
            entries: [
                Quote(id: "a", by: "t", turn: 1, text: "x", source: (id: "talk")),
                Quote(id: "b", by: "p", text: "x", source: (id: "news")),
                Paraphrase(id: "d", of: "t", text: "y", source: (id: "paper")),
            ])"#;
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let written = export(&corpus, &ids, Format::CslJson).text;
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(written.as_str()).unwrap(),
            serde_json::json!([
                {
                    "id": "c:talk", "type": "interview", "author": [{"family": "Tokayev", "given": "Kassym-Jomart"}],
                    "title": "Talk", "container-title": "The Show", "publisher": "TV", "genre": "Interview",
                    "issued": {"date-parts": [[2025, 5, 29]]},
                },
                {
                    "id": "c:news", "type": "broadcast", "guest": [{"literal": "Plato"}], "title": "News",
                    "genre": "Broadcast", "issued": {"date-parts": [[2025, 5]]}, "note": "Words of Plato",
                },
                {
                    "id": "c:paper", "type": "article-newspaper", "title": "A Day", "container-title": "The Paper",
                    "accessed": {"date-parts": [[2026, 11, 22]]}, "URL": "https://a.example/",
                    "note": "Reports Kassym-Jomart Tokayev (The Show, TV, 29 May 2025), not the speaker's words",
                },
            ])
        );
        // A single item is an array too.
        assert!(export(&corpus, &ids[..1], Format::CslJson).text.as_str().starts_with("[\n  {\n    \"id\""));
    }
}

//! Annotations as JSON: an export of the client, or an answer of the interface.

use serde::Deserialize;
use serde_json::Value;

use super::super::json_shape;
use super::annotation::Annotation;
use crate::format::ReadError;
use crate::item::Sink;

#[derive(Deserialize)]
struct Export {
    #[serde(alias = "rows")]
    annotations: Vec<Row>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Row {
    id: Option<String>,
    created: Option<String>,
    user: Option<String>,
    uri: Option<String>,
    text: Option<String>,
    tags: Option<Vec<String>>,
    /// `{"title": ["…"]}`, and more.
    document: Value,
    target: Vec<Target>,
    references: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Target {
    selector: Option<Vec<Selector>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Selector {
    r#type: String,
    exact: String,
    prefix: String,
    suffix: String,
    label: String,
}

/// Whether a text is an export, or an answer with annotations.
pub(super) fn matches(text: &str) -> bool {
    json_shape::is_object_with(text, &["annotations", "client_version"])
        || (text.contains("hypothes.is") && json_shape::is_object_with(text, &["total", "rows"]))
}

/// Reads an export.
pub(super) fn read(text: &str, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let export: Export = json_shape::parse(text, "an export from Hypothesis")?;
    for row in export.annotations {
        if !sink.accept(annotation(row).into_item()) {
            break;
        }
    }
    Ok(())
}

fn annotation(row: Row) -> Annotation {
    let mut selectors: Vec<Selector> = row.target.into_iter().filter_map(|target| target.selector).flatten().collect();
    let page = selectors.iter().find(|selector| selector.r#type == "PageSelector").map(|page| page.label.clone());
    let quote = selectors.iter().position(|selector| selector.r#type == "TextQuoteSelector");
    let quote = quote.map(|at| selectors.swap_remove(at)).unwrap_or_default();
    let title = match &row.document["title"] {
        Value::Array(titles) => titles.first().and_then(Value::as_str),
        title => title.as_str(),
    };
    Annotation {
        line: 0,
        exact: quote.exact,
        prefix: quote.prefix,
        suffix: quote.suffix,
        title: title.unwrap_or_default().to_owned(),
        comment: row.text.unwrap_or_default(),
        tags: row.tags.unwrap_or_default(),
        user: row.user.unwrap_or_default(),
        uri: row.uri.unwrap_or_default(),
        page: page.unwrap_or_default(),
        created: row.created.unwrap_or_default(),
        id: row.id.unwrap_or_default(),
        is_reply: row.references.is_some_and(|references| !references.is_empty()),
    }
}

//! What the structured data of a page (JSON-LD) says about its article.

use serde_json::{Map, Value};

use super::authors::author_names;
use super::dates::iso_date;
use super::values::{ArticleMetadata, clean, language_tag, web_address};

/// How many objects are looked at.
const MAX_OBJECTS: usize = 2_000;

type Object = Map<String, Value>;

/// The metadata in the scripts of a page, from the first article among their objects.
pub(super) fn read<'s>(scripts: impl Iterator<Item = &'s str>) -> ArticleMetadata {
    let documents: Vec<Value> = scripts.filter_map(parse).collect();
    let objects = objects(&documents);
    let find = |is_one: &dyn Fn(&str) -> bool| objects.iter().find(|object| types(object).any(is_one)).copied();
    let resolved = |value: &'_ Value| -> Option<Object> {
        let object = value.as_object()?;
        let id = object.get("@id").and_then(Value::as_str).filter(|_| !object.contains_key("name"));
        let known = id.and_then(|id| {
            objects.iter().find(|it| it.get("@id").and_then(Value::as_str) == Some(id) && it.contains_key("name"))
        });
        Some(known.map_or_else(|| object.clone(), |known| (*known).clone()))
    };
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.clone()),
        value => resolved(value)?.get("name").and_then(first_text).map(str::to_owned),
    };
    let Some(article) = find(&|name| is_article(name)) else { return ArticleMetadata::default() };
    let text = |keys: &[&str]| keys.iter().find_map(|key| article.get(*key).and_then(first_text));
    let publisher = ["publisher", "sourceOrganization", "provider"];
    let mut authors: Vec<String> = Vec::new();
    for author in ["author", "creator"].iter().find_map(|key| article.get(*key)).map(all).unwrap_or_default() {
        let is_organisation = resolved(author).is_some_and(|it| types(&it).any(|name| name.contains("Organization")));
        let names = match name(author) {
            Some(name) if is_organisation => clean(&name).into_iter().collect(),
            Some(name) => author_names([name.as_str()]),
            None => Vec::new(),
        };
        authors.extend(names);
    }
    let mut seen = Vec::new();
    authors.retain(|name| {
        !seen.contains(name) && {
            seen.push(name.clone());
            true
        }
    });
    ArticleMetadata {
        title: text(&["headline", "name"]).and_then(clean),
        publisher: publisher.iter().find_map(|key| name(all(article.get(*key)?).first()?)).as_deref().and_then(clean),
        authors,
        date: ["datePublished", "dateCreated"]
            .iter()
            .find_map(|key| article.get(*key).and_then(first_text).and_then(iso_date)),
        url: article.get("url").and_then(first_text).and_then(web_address).or_else(|| {
            let page = article.get("mainEntityOfPage")?;
            let id =
                |page: &Object| page.get("@id").or_else(|| page.get("url")).and_then(first_text).map(str::to_owned);
            page.as_object()
                .and_then(id)
                .or_else(|| first_text(page).map(str::to_owned))
                .as_deref()
                .and_then(web_address)
        }),
        language: text(&["inLanguage"]).and_then(language_tag),
    }
}

/// Parses a script, also one that is wrapped in a comment or has line breaks inside texts.
fn parse(script: &str) -> Option<Value> {
    let script =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let script = script.trim_end().trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>");
    let script = script.trim().trim_end_matches(';');
    serde_json::from_str(script).or_else(|_| serde_json::from_str(&script.replace(|c: char| c.is_control(), " "))).ok()
}

/// The objects at the top of documents, and in their lists and graphs, in order.
fn objects(documents: &[Value]) -> Vec<&Object> {
    let mut found = Vec::new();
    let mut open: Vec<&Value> = documents.iter().rev().collect();
    while let Some(value) = open.pop() {
        if found.len() >= MAX_OBJECTS {
            break;
        }
        match value {
            Value::Array(values) => open.extend(values.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                open.extend(["mainEntity", "@graph"].iter().filter_map(|key| object.get(*key)));
            }
            _ => {}
        }
    }
    found
}

/// The types of an object, without the address of their vocabulary.
fn types(object: &Object) -> impl Iterator<Item = &str> {
    let types = object.get("@type").map(all).unwrap_or_default();
    types.into_iter().filter_map(Value::as_str).map(|name| name.rsplit(['/', ':']).next().unwrap_or(name))
}

fn is_article(name: &str) -> bool {
    name.ends_with("Article")
        || name.ends_with("Posting") && name != "JobPosting"
        || matches!(name, "Report" | "Interview" | "AnalysisNewsArticle")
}

/// The values of a list, or the only one.
fn all(value: &Value) -> Vec<&Value> {
    value.as_array().map_or_else(|| vec![value], |values| values.iter().collect())
}

/// A text, the first of a list, or the value of an object with a language.
fn first_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(values) => values.first().and_then(Value::as_str),
        Value::Object(object) => object.get("@value").or_else(|| object.get("name")).and_then(Value::as_str),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structured_data_is_read() {
        let full = ArticleMetadata {
            title: Some("Bridge & road".to_owned()),
            publisher: Some("NBS".to_owned()),
            authors: vec!["Jane Novak".to_owned(), "Tom Roe".to_owned()],
            date: Some("2024-02-06".to_owned()),
            url: Some("https://nbs.example/a".to_owned()),
            language: Some("en-GB".to_owned()),
        };
        for script in [
            r#"{"@type": "NewsArticle", "headline": "Bridge &amp; road", "publisher": {"name": "NBS"}, "inLanguage": "en-GB",
                "author": [{"@type": "Person", "name": "Jane Novak"}, {"name": "Tom Roe"}], "url": "https://nbs.example/a",
                "datePublished": "2024-02-06T17:42:10Z"}"#,
            r##"<!-- {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Site"},
                {"@type": ["Article", "https://schema.org/ReportageNewsArticle"], "headline": "Bridge
 &amp; road", "publisher": {"@id": "#org"}, "author": {"@id": "#jane"}, "datePublished": ["2024-02-06"],
                "mainEntityOfPage": {"@id": "https://nbs.example/a"}, "inLanguage": {"@type": "Language", "name": "en-GB"}},
                {"@type": "Organization", "@id": "#org", "name": "NBS"},
                {"@type": "Person", "@id": "#jane", "name": "By Jane Novak and Tom Roe"}]} -->"##,
            r#"[{"@type": "BreadcrumbList"}, {"@type": "WebPage", "mainEntity": {"@type": "Report", "headline": "Bridge &amp; road",
                "author": "Jane Novak, Tom Roe", "publisher": "NBS", "datePublished": "6 February 2024", "inLanguage": "en_GB",
                "mainEntityOfPage": "https://nbs.example/a"}}];"#,
        ] {
            assert_eq!(read([script].into_iter()), full, "{script}");
        }
        for script in [
            "",
            "{",
            "[]",
            "null",
            r#"{"@type": "Product", "name": "x"}"#,
            r#"{"@type": "Article", "author": 3, "headline": {}}"#,
        ] {
            assert_eq!(read([script].into_iter()), ArticleMetadata::default(), "{script}");
        }
        let team = r#"{"@type": "Article", "author": {"@type": "Organization", "name": "Smith, Roe & Co."}}"#;
        assert_eq!(read([team].into_iter()).authors, ["Smith, Roe & Co."]);
    }
}

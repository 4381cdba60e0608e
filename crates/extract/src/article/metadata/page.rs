//! What a page says about its article.

use kzq_text::markup::{HtmlElement, HtmlTree};
use serde_json::Value;

use super::authors::{author_names, byline};
use super::dates::iso_date;
use super::json_ld;
use super::title::{is_same_title, is_site_name, without_site};
use super::values::{ArticleMetadata, clean, language_tag, web_address};

/// The names of `<meta>` elements that have a property, in the order of trust.
const TITLE: &[&str] = &[
    "og:title",
    "twitter:title",
    "citation_title",
    "dc.title",
    "dcterms.title",
    "parsely-title",
    "sailthru.title",
    "headline",
    "title",
];
const PUBLISHER: &[&str] = &[
    "og:site_name",
    "citation_publisher",
    "dc.publisher",
    "dcterms.publisher",
    "article:publisher",
    "publisher",
    "citation_journal_title",
    "application-name",
];
const AUTHOR: &[&str] = &[
    "article:author",
    "author",
    "citation_author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "article:author_name",
    "og:article:author",
    "twitter:creator:name",
];
const DATE: &[&str] = &[
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "dcterms.created",
    "citation_publication_date",
    "citation_date",
    "citation_online_date",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publish-date",
    "publish_date",
    "publication_date",
    "publisheddate",
    "originalpublicationdate",
    "og:pubdate",
    "og:published_time",
    "release_date",
];
const URL: &[&str] = &["og:url", "citation_public_url", "parsely-link", "dc.identifier", "twitter:url"];
const LANGUAGE: &[&str] =
    &["og:locale", "language", "content-language", "dc.language", "dcterms.language", "citation_language"];

/// What a page says about its article.
pub(in super::super) fn page_metadata(page: &str, tree: &HtmlTree) -> ArticleMetadata {
    let is_json = |element: &&HtmlElement| {
        element.name == "script"
            && element.attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
    };
    let scripts: Vec<String> = tree.elements.iter().filter(is_json).map(|element| text_of(tree, element)).collect();
    let data = json_ld::read(scripts.iter().map(String::as_str));
    let metas: Vec<(String, &str)> = tree.elements.iter().filter_map(meta).collect();
    let values = |names: &'static [&'static str]| {
        let of_name = |name: &&'static str| {
            metas.iter().filter(|(own, _)| own == *name).map(|(_, value)| *value).collect::<Vec<_>>()
        };
        names.iter().map(of_name).filter(|values| !values.is_empty())
    };
    let parsely = metas
        .iter()
        .find(|(name, _)| name == "parsely-page")
        .and_then(|(_, json)| serde_json::from_str::<Value>(json).ok());
    let parsely = |key: &str| parsely.as_ref().and_then(|page| page.get(key)).and_then(Value::as_str);
    let url = link(tree, "canonical")
        .or_else(|| values(URL).flatten().find_map(web_address))
        .or(data.url)
        .or_else(|| parsely("link").and_then(web_address))
        .or_else(|| saved_from(page));
    let publisher =
        data.publisher.or_else(|| values(PUBLISHER).flatten().filter(|it| web_address(it).is_none()).find_map(clean));
    let authors = Some(data.authors)
        .filter(|authors| !authors.is_empty())
        .or_else(|| values(AUTHOR).map(author_names).find(|names| !names.is_empty()))
        .or_else(|| parsely("author").map(|name| author_names([name])).filter(|names| !names.is_empty()))
        .unwrap_or_else(|| marked_up_authors(tree));
    let date = data
        .date
        .or_else(|| values(DATE).flatten().find_map(iso_date))
        .or_else(|| parsely("pub_date").and_then(iso_date))
        .or_else(|| marked_up_date(tree));
    let mut h1 =
        tree.elements.iter().filter(|element| element.name == "h1").take(20).filter_map(|it| clean(&text_of(tree, it)));
    let headline = h1.next().filter(|_| h1.next().is_none());
    let is_site = |text: &str| {
        is_site_name(text, publisher.as_deref(), url.as_deref()) || authors.iter().any(|name| is_same_title(name, text))
    };
    let page_title =
        tree.elements.iter().find(|element| element.name == "title").and_then(|it| clean(&text_of(tree, it)));
    let title = data
        .title
        .or_else(|| values(TITLE).flatten().find_map(clean))
        .or_else(|| parsely("title").and_then(clean))
        .map(|title| without_site(&title, headline.as_deref(), is_site))
        .or_else(|| page_title.map(|title| without_site(&title, headline.as_deref(), is_site)))
        .or_else(|| headline.clone());
    let language = tree.elements.iter().find(|element| element.name == "html");
    let language =
        language.and_then(|html| html.attribute("lang").or_else(|| html.attribute("xml:lang"))).and_then(language_tag);
    ArticleMetadata {
        title,
        authors,
        date,
        language: language.or(data.language).or_else(|| values(LANGUAGE).flatten().find_map(language_tag)),
        publisher,
        url,
    }
}

/// The name of a `<meta>` element, in lower case, with its value.
fn meta(element: &HtmlElement) -> Option<(String, &str)> {
    let name = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| element.attribute(key));
    let name = name.filter(|_| element.name == "meta")?.trim().to_ascii_lowercase();
    let name = name.strip_prefix("dcterms:").map_or(name.clone(), |rest| format!("dcterms.{rest}"));
    let name = name.strip_prefix("dc:").map_or(name.clone(), |rest| format!("dc.{rest}"));
    element.attribute("content").filter(|value| !value.trim().is_empty()).map(|value| (name, value))
}

fn link(tree: &HtmlTree, relation: &str) -> Option<String> {
    let is_one = |element: &&HtmlElement| {
        element.name == "link"
            && element.attribute("rel").is_some_and(|rel| rel.split_whitespace().any(|it| it == relation))
    };
    tree.elements.iter().filter(is_one).find_map(|element| element.attribute("href").and_then(web_address))
}

/// The text of an element, with all that is in it.
fn text_of(tree: &HtmlTree, element: &HtmlElement) -> String {
    tree.texts_in(&element.range).iter().map(|text| text.text.as_str()).collect()
}

/// The authors that the page marks up as such.
fn marked_up_authors(tree: &HtmlTree) -> Vec<String> {
    const MAX_LEN: usize = 200;
    let has = |element: &HtmlElement, name: &str, value: &str| {
        element.attribute(name).is_some_and(|own| own.split_whitespace().any(|word| word.eq_ignore_ascii_case(value)))
    };
    let marks = [("itemprop", "author"), ("rel", "author"), ("class", "author"), ("class", "byline")];
    let names = |(name, value): &(&str, &str)| {
        let elements = tree.elements.iter().filter(|element| has(element, name, value)).take(20);
        let texts: Vec<String> = elements.map(|it| text_of(tree, it)).filter(|text| text.len() <= MAX_LEN).collect();
        // A byline may have more than names: only what begins as one counts.
        let texts = texts.iter().map(|text| text.trim().lines().next().unwrap_or_default());
        author_names(texts.filter(|text| *value != "byline" || byline(text).is_some()))
    };
    marks.iter().map(names).find(|names| !names.is_empty()).unwrap_or_default()
}

/// The date that the page marks up as that of the article, else its first date.
fn marked_up_date(tree: &HtmlTree) -> Option<String> {
    let value = |element: &HtmlElement| {
        let attribute = element.attribute("datetime").or_else(|| element.attribute("content"));
        attribute.and_then(iso_date)
    };
    let is_published = |element: &&HtmlElement| {
        element.attribute("itemprop").is_some_and(|name| name == "datePublished")
            || element.attribute("pubdate").is_some()
    };
    let marked = tree.elements.iter().filter(is_published).find_map(value);
    marked.or_else(|| tree.elements.iter().filter(|element| element.name == "time").find_map(value))
}

/// The address that a browser notes when it saves a page.
fn saved_from(page: &str) -> Option<String> {
    const MAX_AT: usize = 2_000;
    let start = &page[..page.floor_char_boundary(MAX_AT)];
    let (_, rest) = start.split_once("saved from url=(")?;
    let address = rest.split_once(')')?.1;
    web_address(address.split("-->").next()?.split_whitespace().next()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> ArticleMetadata {
        page_metadata(page, &HtmlTree::read(page))
    }

    #[test]
    fn each_source_of_metadata_is_read() {
        for (page, title, publisher, author, date) in [
            (
                "<meta property=og:title content='Bridge falls'><meta property=og:site_name content=NBS><meta name=author content='By Ada Byron'>\
                 <meta property=article:published_time content=2024-02-06T17:42:10Z>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
            (
                "<meta name=DC.title content='Bridge falls'><meta name=DC.publisher content=NBS><meta name=DC.creator content='Byron, Ada'>\
                 <meta name=DC.date.issued content=2024-02>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02",
            ),
            (
                "<meta name=citation_title content='Bridge falls'><meta name=citation_journal_title content=NBS>\
                 <meta name=citation_author content='Byron, Ada'><meta name=citation_publication_date content=2024/2/6>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
            (
                "<meta name=parsely-title content='Bridge falls'><meta name=application-name content=NBS><meta name=parsely-author content='Ada Byron'>\
                 <meta name=parsely-pub-date content=2024-02-06T00:00:00Z>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
            (
                "<meta name=parsely-page content='{\"title\": \"Bridge falls\", \"author\": \"Ada Byron\", \"pub_date\": \"2024-02-06\"}'>\
                 <meta name=publisher content=NBS>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
            (
                "<title>Bridge falls | NBS</title><meta name=publisher content=NBS><span itemprop=author><span itemprop=name>Ada Byron</span></span>\
                 <time datetime=2024-02-06>then</time>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
            (
                "<meta name=publisher content=NBS><h1>Bridge <em>falls</em></h1><p class=byline>By Ada Byron</p><time>today</time>\
                 <time datetime=2023-01-01>x</time><meta itemprop=datePublished content=2024-02-06>",
                "Bridge falls",
                "NBS",
                "Ada Byron",
                "2024-02-06",
            ),
        ] {
            let found = read(page);
            assert_eq!(found.title.as_deref(), Some(title), "{page}");
            assert_eq!(found.publisher.as_deref(), Some(publisher), "{page}");
            assert_eq!(found.authors, [author], "{page}");
            assert_eq!(found.date.as_deref(), Some(date), "{page}");
        }
    }

    #[test]
    fn structured_data_takes_precedence() {
        let found = read(
            "<html lang=en-GB><script type='application/ld+json'>{\"@type\": \"NewsArticle\", \"headline\": \"Bridge falls\"}</script>\
             <title>x</title><meta property=og:title content=y><meta property=article:author content='https://f.example/ada'>",
        );
        assert_eq!(found.title.as_deref(), Some("Bridge falls"));
        assert_eq!(found.language.as_deref(), Some("en-GB"));
        assert_eq!(found.authors, Vec::<String>::new());
    }

    #[test]
    fn only_absolute_urls_are_used() {
        for (page, expected) in [
            (
                "<link rel=canonical href=https://a.example/b><meta property=og:url content=https://a.example/c>",
                Some("https://a.example/b"),
            ),
            (
                "<link rel=canonical href=/b><meta property=og:url content=https://a.example/c>",
                Some("https://a.example/c"),
            ),
            ("<!-- saved from url=(0019)https://a.example/b --><p>x", Some("https://a.example/b")),
            ("<p>x", None),
        ] {
            assert_eq!(read(page).url.as_deref(), expected, "{page}");
        }
    }
}

//! What on a page is not its article, by names of elements, roles, classes and phrases.

use kzq_text::markup::HtmlElement;

/// Elements that are never part of an article.
const ELEMENTS: &[&str] = &["nav", "aside", "footer", "button", "dialog", "iframe", "menu"];

/// Roles that are never part of an article.
const ROLES: &[&str] = &[
    "alertdialog",
    "banner",
    "complementary",
    "contentinfo",
    "dialog",
    "menu",
    "menubar",
    "navigation",
    "search",
    "tablist",
    "toolbar",
];

/// Words in classes and ids of what is never part of an article, however long it is.
const NEVER: &[&str] =
    &["comment-list", "commentaires", "commentlist", "comments", "disqus", "kommentare", "livefyre", "комментарии"];

/// Words in classes and ids of what is hardly ever part of an article; such an element may still hold most of it.
const HARDLY: &[&str] = &[
    "jwplayer",
    "video-js",
    "video-player",
    "videoplayer",
    "vjs",
    "addthis",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "didomi",
    "gdpr",
    "onetrust",
    "outbrain",
    "pagination",
    "respond",
    "share",
    "sharebar",
    "sharedaddy",
    "sharing",
    "taboola",
    "usercentrics",
    "comment",
    "ad",
    "ads",
    "adsbygoogle",
    "adslot",
    "advert",
    "advertisement",
    "advertising",
    "advertorial",
    "anzeige",
    "author-bio",
    "author-box",
    "author-card",
    "authorbox",
    "bio",
    "comment-form",
    "copyright",
    "credit",
    "credits",
    "donate",
    "donation",
    "fotocredit",
    "jp-relatedposts",
    "login",
    "mailing-list",
    "megamenu",
    "modal",
    "mpu",
    "navbar",
    "navigation",
    "nav",
    "newsletter",
    "overlay",
    "pager",
    "paywall",
    "photo-credit",
    "photocredit",
    "piano",
    "poll",
    "popup",
    "postmetadata",
    "print-only",
    "publicite",
    "recommendation",
    "recommendations",
    "regwall",
    "screen-reader-text",
    "screenreader",
    "sharethis",
    "sidebar",
    "signup",
    "skip-link",
    "sign-up",
    "social",
    "social-media",
    "socialmedia",
    "sponsor",
    "sponsored",
    "sr-only",
    "subscribe",
    "subscription",
    "tag-list",
    "taglist",
    "tags",
    "toolbar",
    "visually-hidden",
    "visuallyhidden",
    "werbung",
    "toc",
    "partage",
    "teilen",
    "subscriber",
    "bildnachweis",
    "editsection",
    "navbox",
    "noprint",
    "catlinks",
];

/// Words in classes and ids of what leads to other articles; clutter if there is a link in it.
const LINKING: &[&str] = &[
    "a-lire",
    "lire-aussi",
    "mehr-zum-thema",
    "more-from",
    "more-on",
    "more-stories",
    "most-popular",
    "most-read",
    "most-viewed",
    "popular",
    "promo",
    "read-also",
    "read-more",
    "readalso",
    "readmore",
    "recommended",
    "recirc",
    "related",
    "relatedarticles",
    "relatedlinks",
    "see-also",
    "teaser",
    "teasers",
    "trending",
    "up-next",
    "latest",
    "further-reading",
    "read-next",
    "siehe-auch",
    "weiterlesen",
];

/// First words of classes that say what else a page has, or how it looks.
const STATES: &[&str] = &["has", "hide", "is", "js", "no", "not", "show", "with", "without"];

/// Words in classes and ids of the text of an article.
const BODY: &[&str] = &[
    "article-body",
    "articlebody",
    "article-content",
    "articlecontent",
    "article-text",
    "articletext",
    "body-copy",
    "content-body",
    "entry-content",
    "entrycontent",
    "post-body",
    "post-content",
    "postcontent",
    "story-body",
    "storybody",
    "story-content",
    "storytext",
    "story-text",
    "article-copy",
    "article-main",
    "body-content",
    "post-text",
];

/// Words in classes and ids of elements between the headline and the text.
const LEADING: &[&str] = &[
    "byline",
    "chapeau",
    "chapo",
    "dek",
    "deck",
    "description",
    "excerpt",
    "intro",
    "introduction",
    "kicker",
    "lead",
    "leadin",
    "lede",
    "standfirst",
    "strapline",
    "subhead",
    "subheading",
    "subheadline",
    "subtitle",
    "summary",
    "teaser",
    "vorspann",
    "author",
    "dateline",
];

/// How a heading or a line begins that leads to other articles, or to what is not one; in lower case.
const PHRASES: &[&str] = &[
    "also read",
    "see also",
    "see more",
    "read also",
    "read more",
    "read next",
    "read the full",
    "related",
    "recommended",
    "more on this",
    "more from",
    "more:",
    "most read",
    "don't miss",
    "don’t miss",
    "you may also like",
    "you might also like",
    "up next",
    "watch:",
    "listen:",
    "sign up",
    "share this",
    "share on",
    "subscribe",
    "follow us",
    "advertisement",
    "story continues below",
    "article continues",
    "trending",
    "top stories",
    "comments",
    "leave a reply",
    "lesen sie auch",
    "lesen sie mehr",
    "lesen sie hier",
    "mehr zum thema",
    "mehr lesen",
    "mehr dazu",
    "auch interessant",
    "das könnte sie auch interessieren",
    "siehe auch",
    "zum thema",
    "weitere artikel",
    "anzeige",
    "teilen",
    "kommentare",
    "lire aussi",
    "à lire aussi",
    "a lire aussi",
    "à lire",
    "lire la suite",
    "voir aussi",
    "sur le même sujet",
    "les plus lus",
    "publicité",
    "commentaires",
    "partager",
    "читайте также",
    "читать также",
    "смотрите также",
    "по теме",
    "подробнее",
    "ранее по теме",
    "материалы по теме",
    "реклама",
    "комментарии",
    "поделиться",
];

/// Phrases of which a heading has no more than a few words besides.
const MAX_PHRASE_WORDS: usize = 6;

/// How surely something is no part of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clutter {
    /// Always.
    Never,
    /// Unless it holds most of the text.
    Hardly,
    /// If there is a link in it.
    Linking,
}

/// Whether an element is no part of an article, by what it is called.
pub(super) fn clutter(element: &HtmlElement) -> Option<Clutter> {
    let is_one_of = |names: &[&str], attribute: &str| {
        let value = element.attribute(attribute).unwrap_or_default();
        value.split_ascii_whitespace().any(|word| names.iter().any(|name| name.eq_ignore_ascii_case(word)))
    };
    if ELEMENTS.contains(&element.name.as_str()) || is_one_of(ROLES, "role") {
        return Some(Clutter::Never);
    }
    if element.name == "body" || element.name == "html" {
        return None;
    }
    if matches!(element.name.as_str(), "form" | "fieldset") {
        return Some(Clutter::Hardly);
    }
    [(NEVER, Clutter::Never), (HARDLY, Clutter::Hardly), (LINKING, Clutter::Linking)]
        .into_iter()
        .find_map(|(words, grade)| is_called(element, words).then_some(grade))
}

/// Whether an element is called the text of an article.
pub(super) fn is_called_body(element: &HtmlElement) -> bool {
    is_called(element, BODY)
}

/// Whether an element is called the text of an article in the vocabulary of schema.org.
pub(super) fn is_marked_body(element: &HtmlElement) -> bool {
    element.attribute("itemprop").is_some_and(|names| names.split_ascii_whitespace().any(|name| name == "articleBody"))
}

/// Whether an element is called a standfirst or the like.
pub(super) fn is_called_leading(element: &HtmlElement) -> bool {
    is_called(element, LEADING)
        || element.attribute("itemprop").is_some_and(|name| matches!(name, "description" | "alternativeHeadline"))
}

/// Whether a class or the id of an element has a word, or two words in a row, of a list.
fn is_called(element: &HtmlElement, list: &[&str]) -> bool {
    let names = ["class", "id", "data-component", "data-testid"].into_iter().filter_map(|it| element.attribute(it));
    names.flat_map(str::split_ascii_whitespace).any(|name| {
        let words = words(name);
        let is_listed = |word: &str| list.contains(&word);
        !words.first().is_some_and(|first| STATES.contains(&first.as_str()))
            && (words.iter().any(|word| is_listed(word))
                || words.windows(2).any(|pair| is_listed(&format!("{}-{}", pair[0], pair[1]))))
    })
}

/// The words of a class: `relatedLinks`, `related_links` and `related-links` have two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    for c in name.chars().take(80) {
        let is_word = c.is_alphanumeric();
        if !is_word || (c.is_uppercase() && after_lower) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| is_word) {
            word.extend(c.to_lowercase());
        }
        after_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a text begins with a phrase that leads to other articles.
pub(super) fn begins_with_phrase(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    PHRASES.iter().any(|phrase| {
        text.strip_prefix(phrase).is_some_and(|rest| phrase.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Whether a heading only announces other articles, or what is not one.
pub(super) fn is_phrase(heading: &str) -> bool {
    begins_with_phrase(heading) && heading.split_whitespace().count() <= MAX_PHRASE_WORDS
}

#[cfg(test)]
mod tests {
    use kzq_text::markup::HtmlTree;

    use super::*;

    #[test]
    fn clutter_is_recognised_by_tag_and_attributes() {
        for (tag, expected) in [
            ("<nav>", Some(Clutter::Never)),
            ("<div role=banner>", Some(Clutter::Never)),
            ("<div id=cookie-banner>", Some(Clutter::Hardly)),
            ("<section id=comments>", Some(Clutter::Never)),
            ("<div class='x shareButtons'>", Some(Clutter::Hardly)),
            ("<div class=story__sign_up>", Some(Clutter::Hardly)),
            ("<div class=read-also>", Some(Clutter::Linking)),
            ("<div class=has-sidebar>", None),
            ("<div class=adventure>", None),
            ("<body class=comments>", None),
            ("<p>", None),
        ] {
            let tree = HtmlTree::read(tag);
            assert_eq!(clutter(&tree.elements[0]), expected, "{tag}");
        }
    }

    #[test]
    fn phrases_linking_to_other_articles_are_recognised() {
        for (text, expected) in [
            ("READ MORE: Bridge closes", true),
            ("» Lesen Sie auch", true),
            ("Читайте также: «Газ подорожает»", true),
            ("Relatedly, she said", false),
            ("Commented Ada", false),
        ] {
            assert_eq!(begins_with_phrase(text), expected, "{text}");
        }
        assert!(is_phrase("More on this story"));
        assert!(!is_phrase("Related party transactions in the year of the flood"));
    }
}

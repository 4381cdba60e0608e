//! The elements of HTML: which are blocks, which have no content, which are not shown.

use std::borrow::Cow;

/// Elements whose content is not part of the text.
pub(super) const SKIPPED_ELEMENTS: &[&str] = &[
    "script", "style", "head", "title", "code", "pre", "kbd", "samp", "textarea", "template", "svg", "math",
    "noscript", "nav", "button", "select", "option", "datalist", "iframe", "object", "audio", "video", "canvas", "del",
    "s", "strike", "rp", "rt",
];
/// Elements without content.
pub const VOID_ELEMENTS: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
/// Inline elements, which do not end a paragraph.
const INLINE_ELEMENTS: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "img", "ins", "label", "mark",
    "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr", "strike", "kbd", "code", "samp",
    "button", "ruby", "rp", "rt", "script", "template", "noscript", "svg", "input", "object", "tt", "big", "acronym",
];
/// Elements that belong into the head of a page.
const HEAD_ELEMENTS: &[&str] = &["base", "link", "meta", "noscript", "script", "style", "template", "title"];
/// Elements without an end tag, and what ends them besides the end of what they are in.
const SELF_ENDING_ELEMENTS: &[(&str, &[&str])] = &[
    ("li", &["li"]),
    ("dt", &["dt", "dd"]),
    ("dd", &["dt", "dd"]),
    ("option", &["option", "optgroup"]),
    ("td", &["td", "th", "tr", "tbody", "tfoot"]),
    ("th", &["td", "th", "tr", "tbody", "tfoot"]),
    ("tr", &["tr", "tbody", "tfoot"]),
];

/// Whether an element ends the paragraph before it.
pub(super) fn is_block(name: &str) -> bool {
    !INLINE_ELEMENTS.contains(&name) && !VOID_ELEMENTS.contains(&name)
}

/// Whether the start of an element ends an open one that has no end tag.
pub(super) fn is_ended_by(open: &str, next: &str) -> bool {
    match open {
        "p" => is_block(next),
        "head" => is_block(next) && !HEAD_ELEMENTS.contains(&next),
        _ => SELF_ENDING_ELEMENTS.iter().any(|(name, ends)| *name == open && ends.contains(&next)),
    }
}

/// Whether a browser does not show an element, or it only helps to find one's way about the page, by its attributes.
pub(super) fn is_hidden<'v>(attribute: impl Fn(&str) -> Option<Cow<'v, str>>) -> bool {
    let value = |name: &str| attribute(name).map(|value| value.to_ascii_lowercase());
    let style: String = value("style").unwrap_or_default().split_whitespace().collect();
    value("hidden").is_some_and(|how| how != "until-found")
        || value("aria-hidden").is_some_and(|is| is == "true")
        || value("role").is_some_and(|role| role == "navigation" || role == "button")
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

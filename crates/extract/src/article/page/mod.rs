//! Which parts of a page are its article.
//!
//! The text is, in this order: what the page marks as `articleBody`; the `<article>` with most prose; what is called the
//! body of an article by its class; `<main>`; the element under which most paragraphs are. One of these counts only if it
//! has a good part of the page's prose. The headline, and what is between it and the text, belong to it. Left out are
//! navigation, headers and footers of the page, boxes of all kinds, lists of links, comments, and credits of photographs;
//! captions are kept, for people are quoted in them. If too little text is found, the page is read as a whole.

mod clutter;
mod outline;
mod photo_credit;

use std::ops::Range;

use kzq_text::fold::fold;
use kzq_text::markup::{HtmlElement, HtmlTree};
use kzq_text::ranges::merge_ranges;

use clutter::{Clutter, begins_with_phrase, clutter, is_called_body, is_called_leading, is_marked_body, is_phrase};
use outline::{Outline, start_of_text};
use photo_credit::photo_credit;

/// Length in characters from which on prose can be an article.
const MIN_ARTICLE: usize = 120;
/// Elements whose text, when mostly links, leads to other pages.
const LIST_ELEMENTS: &[&str] =
    &["ul", "ol", "dl", "table", "div", "section", "p", "h2", "h3", "h4", "h5", "h6", "article"];

/// The byte ranges of a page that are its article, in order; `None` if that is not sure.
pub(super) fn article_parts(page: &str, tree: &HtmlTree, title: Option<&str>) -> Option<Vec<Range<usize>>> {
    let is_out = clutter_of(tree);
    let outline = Outline::new(tree, &is_out);
    let body = find_body(tree, &outline)?;
    let headline = find_headline(tree, &outline, title, &body);
    let mut parts = lead_parts(tree, &outline, headline, &body);
    parts.push(body.text);
    let mut left_out = links_and_phrases(tree, &outline, headline);
    left_out.extend(tree.elements.iter().zip(&outline.is_out).filter(|(_, out)| **out).map(|(it, _)| it.range.clone()));
    let captions = tree.elements.iter().filter(|element| element.name == "figcaption");
    left_out.extend(captions.filter_map(|caption| photo_credit(page, tree.texts_in(&caption.range))));
    Some(without(parts, left_out))
}

/// Which elements are clutter by what they are called.
fn clutter_of(tree: &HtmlTree) -> Vec<bool> {
    let whole = Outline::new(tree, &vec![false; tree.elements.len()]);
    let prose = whole.prose(tree);
    let holds = |is_one: &dyn Fn(&HtmlElement) -> bool| {
        let mut holds = vec![false; tree.elements.len()];
        for (index, element) in tree.elements.iter().enumerate().rev() {
            holds[index] |= is_one(element);
            if let Some(parent) = element.parent.filter(|_| holds[index]) {
                holds[parent] = true;
            }
        }
        holds
    };
    let holds_text = holds(&|element| matches!(element.name.as_str(), "main" | "body") || is_marked_body(element));
    let holds_headline = holds(&|element| element.name == "h1");
    let holds_quotation = holds(&|element| element.name == "blockquote");
    let mut in_quote = vec![false; tree.elements.len()];
    let mut in_article = vec![false; tree.elements.len()];
    let is_out = |(index, element): (usize, &HtmlElement)| {
        let name = element.name.as_str();
        let parent = element.parent;
        in_quote[index] = name == "blockquote" || parent.is_some_and(|parent| in_quote[parent]);
        in_article[index] = matches!(name, "article" | "main") || parent.is_some_and(|parent| in_article[parent]);
        if in_quote[index] || matches!(name, "main" | "html" | "body") || is_marked_body(element) {
            return false;
        }
        let amount = whole.amounts[index];
        let holds_article = holds_text[index] || holds_headline[index] || amount.prose * 3 > prose;
        match clutter(element) {
            Some(Clutter::Never) => {
                let is_article = name == "article" && amount.prose * 3 > prose;
                !(holds_text[index] || is_article || name == "header" && holds_headline[index])
            }
            // A post of somebody may be set into an article.
            Some(Clutter::Hardly) => !holds_article && !holds_quotation[index],
            Some(Clutter::Linking) => !holds_article && amount.linked > 0,
            None => name == "header" && !in_article[index] && !holds_article,
        }
    };
    tree.elements.iter().enumerate().map(is_out).collect()
}

/// Where the text of an article is.
struct Body {
    /// Its byte range.
    text: Range<usize>,
    /// The byte range of the element that has the article with its headline, if that is marked up.
    scope: Option<Range<usize>>,
}

fn find_body(tree: &HtmlTree, outline: &Outline) -> Option<Body> {
    let all = outline.prose(tree);
    let prose = |index: usize| outline.amounts[index].prose;
    let range = |index: usize| tree.elements[index].range.clone();
    // The element with most prose; of nested ones that have the same, the outermost.
    let largest = |is_one: &dyn Fn(&HtmlElement) -> bool| {
        let found = (0..tree.elements.len()).filter(|&at| !outline.is_out[at] && is_one(&tree.elements[at]));
        found.fold(None, |best: Option<usize>, at| best.filter(|&best| prose(best) >= prose(at)).or(Some(at)))
    };
    let has_role = |element: &HtmlElement, role: &str| element.attribute("role") == Some(role);
    let is_enough = |index: &usize| prose(*index) > 0 && prose(*index) * 3 >= all;
    let article = largest(&|it| it.name == "article" || has_role(it, "article")).filter(is_enough);
    let main = largest(&|it| it.name == "main" || has_role(it, "main")).filter(is_enough);
    let marked: Vec<usize> =
        (0..tree.elements.len()).filter(|&at| !outline.is_out[at] && is_marked_body(&tree.elements[at])).collect();
    let scope = article.or(main);
    if let (Some(&first), Some(last)) = (marked.first(), marked.iter().map(|&at| range(at).end).max()) {
        let text = range(first).start..last;
        let of_body = largest(&is_marked_body).map_or(0, prose);
        if of_body > 0 && of_body * 3 >= all || marked.len() > 1 {
            let scope = scope.map(range).filter(|scope| scope.start <= text.start && text.end <= scope.end);
            return Some(Body { text, scope });
        }
    }
    let called = largest(&is_called_body).filter(is_enough);
    if let Some(scope) = scope {
        let is_most = |&index: &usize| {
            let (inner, outer) = (range(index), range(scope));
            outer.start <= inner.start && inner.end <= outer.end && prose(index) * 4 >= prose(scope) * 3
        };
        let text = called.filter(is_most).map_or_else(|| range(scope), range);
        return Some(Body { text, scope: Some(range(scope)) });
    }
    let dense = || densest(tree, outline).filter(|&index| prose(index) >= MIN_ARTICLE);
    called.or_else(dense).map(|index| Body { text: range(index), scope: None })
}

/// The element under which most prose is.
fn densest(tree: &HtmlTree, outline: &Outline) -> Option<usize> {
    let mut scores = vec![0; tree.elements.len()];
    for (index, own) in outline.own.iter().enumerate().filter(|(_, own)| own.prose > 0) {
        let parent = tree.elements[index].parent;
        scores[index] += own.prose;
        if let Some(parent) = parent {
            scores[parent] += own.prose * 2;
            if let Some(above) = tree.elements[parent].parent {
                scores[above] += own.prose;
            }
        }
    }
    let best = (0..scores.len()).filter(|&at| scores[at] > 0 && tree.elements[at].is_block()).max_by_key(|&at| {
        let amount = outline.amounts[at];
        (scores[at] * (amount.text - amount.linked).max(1) / amount.text.max(1), usize::MAX - at)
    })?;
    // An article may be in several elements below one.
    let mut body = best;
    let mut above = best;
    while let Some(parent) = tree.elements[above].parent {
        above = parent;
        if outline.amounts[above].prose * 4 >= outline.amounts[body].prose * 5 {
            body = above;
        }
    }
    Some(body)
}

/// The headline of the article: what has the words of the title, else the first heading of all.
fn find_headline(tree: &HtmlTree, outline: &Outline, title: Option<&str>, body: &Body) -> Option<usize> {
    let words = |text: &str| fold(text).split(|c: char| !c.is_alphanumeric()).collect::<String>();
    let title = title.map(words).filter(|title| !title.is_empty());
    let headings = || (0..tree.elements.len()).filter(|&at| !outline.is_out[at]);
    let has_title = |&at: &usize| {
        let heading = words(&start_of_text(tree, &tree.elements[at].range));
        title.as_ref().is_some_and(|title| {
            !heading.is_empty() && (heading == *title || (heading.len() > 15 && title.contains(&heading)))
        })
    };
    let is_named = |name: &'static str| move |at: &usize| tree.elements[*at].name == name;
    let first =
        headings().filter(is_named("h1")).find(has_title).or_else(|| headings().filter(is_named("h2")).find(has_title));
    first.or_else(|| {
        let start = body.scope.as_ref().unwrap_or(&body.text).start;
        let h1: Vec<usize> = headings().filter(is_named("h1")).collect();
        let inside = h1.iter().find(|&&at| tree.elements[at].range.start >= start);
        let before = h1.iter().rfind(|&&at| tree.elements[at].range.start < body.text.start);
        inside.filter(|&&at| tree.elements[at].range.start < body.text.end).or(before).copied()
    })
}

/// The parts before the text that belong to the article: the headline, and what follows it.
fn lead_parts(tree: &HtmlTree, outline: &Outline, headline: Option<usize>, body: &Body) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = body.scope.as_ref().map_or(body.text.start, |scope| scope.start.min(body.text.start));
    if let Some(headline) = headline.map(|index| tree.elements[index].range.clone()).filter(|it| it.end <= at) {
        let mut end = headline.end;
        parts.push(headline);
        for (index, element) in tree.elements.iter().enumerate() {
            let range = &element.range;
            if range.start < end || range.end > at || outline.is_out[index] {
                continue;
            }
            let is_prose = outline.own[index].prose > MIN_ARTICLE / 2 && element.name != "li";
            if is_prose || element.name == "figcaption" || (element.is_block() && is_called_leading(element)) {
                parts.push(range.clone());
                end = range.end;
            }
        }
    }
    if at < body.text.start {
        parts.push(at..body.text.start);
        at = body.text.start;
    }
    parts.retain(|part| part.end <= at);
    parts
}

/// Elements that are links to other pages, or begin with a phrase that leads there.
fn links_and_phrases(tree: &HtmlTree, outline: &Outline, headline: Option<usize>) -> Vec<Range<usize>> {
    const MAX_LINK_TEXT: usize = 300;
    let headline = headline.map(|index| tree.elements[index].range.clone());
    let is_out = |&(index, element): &(usize, &HtmlElement)| {
        let amount = outline.amounts[index];
        let name = element.name.as_str();
        let holds_headline =
            headline.as_ref().is_some_and(|it| element.range.start <= it.start && it.end <= element.range.end);
        let is_candidate =
            LIST_ELEMENTS.contains(&name) && amount.text > 0 && !outline.is_out[index] && !holds_headline;
        if !is_candidate || amount.prose > 0 {
            return false;
        }
        let is_paragraph = matches!(name, "p" | "h2" | "h3" | "h4" | "h5" | "h6");
        if amount.is_links(if is_paragraph { 10 } else { 7 }) {
            return true;
        }
        if amount.text > MAX_LINK_TEXT {
            return false;
        }
        let start = start_of_text(tree, &element.range);
        is_phrase(&start) || (amount.linked > 0 && begins_with_phrase(&start))
    };
    tree.elements.iter().enumerate().filter(is_out).map(|(_, element)| element.range.clone()).collect()
}

/// Parts without what is left out.
fn without(parts: Vec<Range<usize>>, left_out: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let holes = merge_ranges(left_out);
    let mut kept = Vec::new();
    let mut first = 0;
    for part in merge_ranges(parts) {
        let mut at = part.start;
        while let Some(hole) = holes.get(first).filter(|hole| hole.start < part.end) {
            if at < hole.start {
                kept.push(at..hole.start);
            }
            at = at.max(hole.end);
            if hole.end > part.end {
                break;
            }
            first += 1;
        }
        if at < part.end {
            kept.push(at..part.end);
        }
    }
    kept
}

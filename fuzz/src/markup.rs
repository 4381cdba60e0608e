//! Any bytes as text with markup: what is read of it lies in it, each character has its place in the original, and the
//! tree of a page is a tree.

use kzq_text::markup::{HtmlTree, Markup, PlainText, decode_references, read_html_parts, read_voices};

pub fn run(data: &[u8]) {
    let original = String::from_utf8_lossy(data);
    for markup in [Markup::Plain, Markup::Markdown, Markup::Html, Markup::Captions] {
        check(&original, &markup.read(&original));
    }
    let voices = read_voices(&original);
    assert!(voices.unnamed.iter().all(|&at| voices.plain.text().is_char_boundary(at)));
    check(&original, &voices.plain);

    let tree = HtmlTree::read(&original);
    for (index, element) in tree.elements.iter().enumerate() {
        assert!(original.get(element.range.clone()).is_some(), "{element:?}");
        assert!(element.parent.is_none_or(|parent| parent < index), "{element:?}");
        assert!(tree.texts_in(&element.range).iter().all(|text| element.range.start <= text.range.start));
    }
    let half = tree.elements.len() / 2;
    let parts: Vec<_> = tree.elements.get(half).map(|element| element.range.clone()).into_iter().collect();
    check(&original, &read_html_parts(&original, &parts));
    assert!(decode_references(&original).len() <= original.len().max(1) * 4);
}

fn check(original: &str, plain: &PlainText<'_>) {
    let quotes = [plain.block_quotes(), plain.inline_quotes(), plain.credits(), plain.works(), plain.headings()];
    for range in quotes.concat() {
        assert!(plain.text().get(range).is_some());
    }
    for (at, _) in plain.text().char_indices() {
        assert!(original.is_char_boundary(plain.original_offset(at)));
    }
}

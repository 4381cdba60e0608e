//! Extracts plain text and block quotes from Markdown (CommonMark, with GitHub's tables and footnotes).

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::html::HtmlReader;
use super::plain_text::PlainText;
use super::text_builder::TextBuilder;

/// Extracts the plain text of Markdown, without code, images and front matter.
pub(super) fn read(original: &str) -> PlainText<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut html = HtmlReader::new(original);
    // Number of open elements whose content is skipped.
    let mut skipped_depth = 0_usize;
    for (event, range) in Parser::new_ext(original, options).into_offset_iter() {
        match event {
            Event::Start(tag) => match tag {
                Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_) | Tag::Strikethrough => {
                    skipped_depth += 1;
                }
                Tag::HtmlBlock => {
                    // Read it as a whole: its events are lines, and a tag may span several.
                    html.feed(&original[range.clone()], range.start);
                    skipped_depth += 1;
                }
                Tag::BlockQuote(None) => html.output.open_block(),
                Tag::Heading { .. } => {
                    html.output.end_paragraph();
                    html.output.open_heading();
                }
                _ => {}
            },
            Event::End(tag) => match tag {
                TagEnd::CodeBlock
                | TagEnd::Image
                | TagEnd::MetadataBlock(_)
                | TagEnd::HtmlBlock
                | TagEnd::Strikethrough => {
                    skipped_depth = skipped_depth.saturating_sub(1);
                }
                TagEnd::BlockQuote(None) => html.output.close_block(),
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => {}
                TagEnd::Heading(_) => {
                    html.output.close_heading();
                    html.output.end_paragraph();
                }
                _ => html.output.end_paragraph(),
            },
            Event::InlineHtml(_) if skipped_depth == 0 => html.feed(&original[range.clone()], range.start),
            _ if skipped_depth > 0 || html.is_skipping() => {}
            Event::Text(text) => push(&mut html.output, &text, &original[range.clone()], range.start),
            Event::SoftBreak | Event::HardBreak => html.output.break_line(Some(range.start)),
            _ => {}
        }
    }
    html.output.finish()
}

/// Adds text that comes from `part` of the original, which begins at byte offset `start`.
fn push(plain: &mut TextBuilder<'_>, text: &str, part: &str, start: usize) {
    // If `text` is not found, it was decoded from a character reference.
    plain.push(text, start + part.find(text).unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markdown_becomes_text_as_displayed() {
        let original = "---\ntitle: \"no\"\n---\n# A *“head”*\n\nHe said \\\"yes\\\" &ldquo;so&rdquo; `\"code\"` and\n[a “link”](http://x \"t\").\n\n\
            > One\n> two.\n>\n> — Ada\n\n> [!NOTE]\n> “Mind”\n\n```\n“fence”\n```\n\n- “item”\n\n<q>three</q>\n";
        let found = read(original);
        assert_eq!(
            found.text,
            "A “head”\n\nHe said \"yes\" “so”  and\na “link”.\n\nOne\ntwo.\n\n— Ada\n\n“Mind”\n\n“item”\n\nthree\n\n"
        );
        assert_eq!(
            found.block_quotes.iter().map(|range| &found.text[range.clone()]).collect::<Vec<_>>(),
            ["One\ntwo.\n\n— Ada\n\n"]
        );
        assert_eq!(found.inline_quotes.iter().map(|range| &found.text[range.clone()]).collect::<Vec<_>>(), ["three"]);
        for word in ["“head”", "\"yes", "and", "“link", "One", "two.", "Ada", "“item", "three"] {
            let at = found.original_offset(found.text.find(word).unwrap());
            assert!(original[at..].starts_with(word), "{word}: {}", &original[at..]);
        }
    }
}

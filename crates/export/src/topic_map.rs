//! Exports the topic tree as a mind map, a graph or a nested list.

use crate::formats::{escape_closing, escape_markdown as markdown_text};
use kzq_corpus::{Corpus, Coverage, Topic, TopicId};
use kzq_text::Safe;

/// A format for the topic tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TopicMapFormat {
    /// A Mermaid mind map.
    Mermaid,
    /// A nested Markdown list (CommonMark).
    Markdown,
    /// A Graphviz graph in the DOT language.
    Dot,
}

/// Renders the topic tree with the coverage of each topic; `coverage` is parallel to [`Corpus::topics`].
///
/// Labels are escaped: nothing in them is interpreted as syntax of the format.
pub fn render_topic_map(corpus: &Corpus, coverage: &[Coverage], format: TopicMapFormat) -> Safe<'static> {
    let label = |number: usize| corpus.topic_label(TopicId::new(number));
    let rows = corpus.topics().iter().zip(coverage.iter().copied()).enumerate();
    let title = title(corpus);
    let lines: Vec<Safe<'static>> = match format {
        TopicMapFormat::Mermaid => {
            let head = ["mindmap".into(), kzq_text::safe!("  root[\"", escape_mermaid(&title), "\"]")];
            let node = |(number, (topic, covered)): (usize, (&Topic, Coverage))| {
                let label = escape_mermaid(&label(number));
                kzq_text::safe!(
                    indent(topic.depth + 2),
                    "t",
                    number,
                    "[\"",
                    label,
                    " (",
                    format_counts(covered),
                    ")\"]"
                )
            };
            head.into_iter().chain(rows.map(node)).collect()
        }
        TopicMapFormat::Markdown => {
            let head = [kzq_text::safe!("# ", escape_closing(&markdown_text(&title))), Safe::default()];
            let item = |(number, (topic, covered)): (usize, (&Topic, Coverage))| {
                let label = markdown_text(&label(number).to_single_line());
                kzq_text::safe!(indent(topic.depth), "- ", label, " (", format_counts(covered), ")")
            };
            head.into_iter().chain(rows.map(item)).collect()
        }
        TopicMapFormat::Dot => {
            let head = kzq_text::safe!("digraph topics {\n  rankdir=LR;\n  root [label=\"", escape_dot(&title), "\"];");
            let node = |(number, (topic, covered)): (usize, (&Topic, Coverage))| {
                let parent = topic.parent.map_or_else(|| "root".into(), |id| kzq_text::safe!("t", id.index()));
                let label = kzq_text::safe!(escape_dot(&label(number)), "\\n", format_counts(covered));
                kzq_text::safe!("  t", number, " [label=\"", label, "\"];\n  ", parent, " -> t", number, ";")
            };
            std::iter::once(head).chain(rows.map(node)).chain(std::iter::once("}".into())).collect()
        }
    };
    Safe::join(lines, "\n")
}

/// Returns the title of the whole tree.
fn title(corpus: &Corpus) -> Safe<'static> {
    let titles = corpus.collections().iter().map(|collection| collection.title.to_single_line());
    Safe::join(titles.collect::<Vec<_>>(), ", ")
}

/// Formats the number of entries per wording, including zeros.
fn format_counts(coverage: Coverage) -> Safe<'static> {
    let Coverage { verbatim, reported, summary } = coverage;
    kzq_text::safe!(verbatim, " verbatim, ", reported, " reported, ", summary, " summary")
}

fn indent(levels: usize) -> Safe<'static> {
    Safe::join(std::iter::repeat_n("  ".into(), levels), "")
}

/// Escapes text inside the quotation marks of a Mermaid node. Mermaid knows no escapes except its entities (`#35;`),
/// interprets the text as Markdown and HTML, and looks for `%%{…}%%` anywhere.
fn escape_mermaid(text: &Safe<'_>) -> Safe<'static> {
    let mut only_digits_so_far = true;
    text.replace_chars(|_, c| {
        let after_number = only_digits_so_far;
        only_digits_so_far &= c.is_ascii_digit() || c == ' ';
        match c {
            '\n' => Some(" "),
            '"' => Some("#quot;"),
            '#' => Some("#35;"),
            '$' => Some("#36;"),
            '%' => Some("#37;"),
            '&' => Some("#amp;"),
            '(' => Some("#40;"),
            ')' => Some("#41;"),
            '*' => Some("#42;"),
            ';' => Some("#59;"),
            '<' => Some("#lt;"),
            '>' => Some("#gt;"),
            '[' => Some("#91;"),
            '\\' => Some("#92;"),
            ']' => Some("#93;"),
            '_' => Some("#95;"),
            '`' => Some("#96;"),
            '{' => Some("#123;"),
            '|' => Some("#124;"),
            '}' => Some("#125;"),
            '~' => Some("#126;"),
            // At the beginning these would start a list.
            '+' if after_number => Some("#43;"),
            '-' if after_number => Some("#45;"),
            '.' if after_number => Some("#46;"),
            _ => None,
        }
    })
}

/// Escapes text inside the quotation marks of a DOT label, where a backslash begins an escape and an ampersand an HTML
/// entity.
fn escape_dot(text: &Safe<'_>) -> Safe<'static> {
    text.replace_chars(|_, c| match c {
        '\n' => Some(" "),
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '&' => Some("&amp;"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    fn render(labels: &[&str], form: TopicMapFormat) -> String {
        let topics = |label: &&str| format!("(id: \"t\", label: {label:?})");
        let [outer, inner] = [0, 1].map(|at| topics(&labels[at]));
        let text = format!(
            "(schema: 1, id: \"c\", title: \"A \\\"C\\\"\", speakers: {{\"a\": (name: \"A\")}},
             topics: [{}], entries: [Quote(id: \"q\", by: \"a\", text: \"Q.\", topics: [\"t/t\"])])",
            outer.replacen(')', &format!(", topics: [{inner}])"), 1)
        );
        let corpus = read("c.ron", text.as_bytes()).corpus.expect("a sound collection");
        render_topic_map(&corpus, &corpus.topic_coverage(), form).to_string()
    }

    #[test]
    fn every_format_shows_the_tree_and_its_counts() {
        let labels = ["Energy & transport", "Middle Corridor"];
        assert_eq!(
            render(&labels, TopicMapFormat::Mermaid),
            "mindmap\n  root[\"A #quot;C#quot;\"]\n    \
             t0[\"Energy #amp; transport (1 verbatim, 0 reported, 0 summary)\"]\n      \
             t1[\"Middle Corridor (1 verbatim, 0 reported, 0 summary)\"]"
        );
        assert_eq!(
            render(&labels, TopicMapFormat::Markdown),
            "# A \"C\"\n\n- Energy \\& transport (1 verbatim, 0 reported, 0 summary)\n  \
             - Middle Corridor (1 verbatim, 0 reported, 0 summary)"
        );
        assert_eq!(
            render(&labels, TopicMapFormat::Dot),
            "digraph topics {\n  rankdir=LR;\n  root [label=\"A \\\"C\\\"\"];\n  \
             t0 [label=\"Energy &amp; transport\\n1 verbatim, 0 reported, 0 summary\"];\n  root -> t0;\n  \
             t1 [label=\"Middle Corridor\\n1 verbatim, 0 reported, 0 summary\"];\n  t0 -> t1;\n}"
        );
    }

    #[test]
    fn labels_are_escaped_in_every_format() {
        let hostile = ["\"]\nevil[\"x", "`x`\\\" -> y; %%{init}%% <b>&lt;</b>\\"];
        let mermaid = render(&hostile, TopicMapFormat::Mermaid);
        assert_eq!(mermaid.lines().count(), 4, "{mermaid}");
        for line in mermaid.lines().skip(1) {
            let (_, label) = line.split_once("[\"").unwrap();
            let label = label.strip_suffix("\"]").unwrap();
            assert!(!label.contains(['"', '`', '%', '<', '>', '[', ']', '\\', '&']), "{line}");
        }
        let dot = render(&hostile, TopicMapFormat::Dot);
        for line in dot.lines().filter(|line| line.contains("label")) {
            // Without the escapes, only the two quotation marks around the label are left.
            let bare = line.replace("\\\\", "").replace("\\\"", "");
            assert_eq!(bare.matches('"').count(), 2, "{line}");
            assert!(bare.ends_with("\"];"), "{line}");
        }
        assert_eq!(dot.lines().count(), 8, "{dot}");
        let markdown = render(&hostile, TopicMapFormat::Markdown);
        assert_eq!(markdown.lines().count(), 4, "{markdown}");
        assert!(markdown.contains("\\<b>\\&lt;"), "{markdown}");
    }

    #[test]
    fn list_markers_are_escaped() {
        for (label, written) in
            [("1. First", "1#46; First"), ("- x", "#45; x"), ("3.5 %", "3#46;5 #37;"), ("a. b", "a. b")]
        {
            assert_eq!(escape_mermaid(&Safe::from(label)).as_str(), written);
        }
    }
}

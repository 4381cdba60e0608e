//! The values of `--format`: copy formats, read from their table, and formats of topics.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use kzq_export::Format;

/// Returns the parser of `--format` of commands that print entries. It yields `Template(None)` for the user's template,
/// which only the settings know.
pub fn format_parser() -> impl TypedValueParser<Value = Format> {
    parser_of(Format::printed())
}

/// Returns the parser of `--format` of `export`, which also takes the formats that make a file of a list.
pub fn export_format_parser() -> impl TypedValueParser<Value = Format> {
    parser_of(Format::all_with_template(None))
}

fn parser_of(formats: impl Iterator<Item = Format>) -> impl TypedValueParser<Value = Format> {
    let values = formats.map(|format| {
        let row = format.row();
        PossibleValue::new(row.name).help(row.doc)
    });
    PossibleValuesParser::new(values).try_map(|name| Format::from_name(&name).ok_or("no such format"))
}

/// Format of topics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TopicFormat {
    /// A table: each topic with how much of it was said and how much reported.
    Text,
    /// A mind map of Mermaid.
    Mermaid,
    /// A nested list of Markdown.
    Markdown,
    /// A graph of Graphviz.
    Dot,
}

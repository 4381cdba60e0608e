//! The values of `--format`: copy formats, read from their table, and formats of topics; and those of the options of
//! reports and orders.

use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use kzq_export::{CitationStyle, Format, GroupBy};
use kzq_search::Order;

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

/// Returns the parser of `--group-by`.
pub fn group_parser() -> impl TypedValueParser<Value = GroupBy> {
    named_parser(GroupBy::ALL.map(|group| (group.name(), group)))
}

/// Returns the parser of `--bibliography`.
pub fn citation_style_parser() -> impl TypedValueParser<Value = CitationStyle> {
    named_parser(CitationStyle::ALL.map(|style| (style.name(), style)))
}

/// Returns the parser of `--sort`.
pub fn order_parser() -> impl TypedValueParser<Value = Order> {
    named_parser(Order::ALL.map(|order| (order.name(), order)))
}

fn named_parser<T: Clone + Send + Sync + 'static>(
    values: impl IntoIterator<Item = (&'static str, T)>,
) -> impl TypedValueParser<Value = T> {
    let values: Vec<(&'static str, T)> = values.into_iter().collect();
    PossibleValuesParser::new(values.iter().map(|(name, _)| *name)).try_map(move |typed| {
        values.iter().find(|(name, _)| *name == typed).map(|(_, value)| value.clone()).ok_or("no such value")
    })
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

//! Parses `config.ron`; reports all errors at once.

use super::config_reader::{ConfigContext, ConfigReader};
use super::fields::{ConfigFile, FIELDS};
use kzq_ron::{Diagnostic, FieldReader, Fields, FileKind, Node, Parser, Severity, decode_utf8, is_blank};
use kzq_text::Safe;

const CONFIGURATION: FileKind = FileKind {
    name: "configuration",
    minimal_example: "()",
    opening_example: "(theme: \"auto\", …)",
    unknown_field_severity: Severity::Error,
    help_for_field: |_, _| None,
};

/// Parses a settings file, which diagnostics call `file`. An empty file sets nothing.
///
/// # Errors
///
/// All diagnostics, in the order of the file; those of the theme files it names come first.
pub fn parse_config(file: &str, bytes: &[u8], places: ConfigContext<'_>) -> Result<ConfigFile, Vec<Diagnostic>> {
    let file = Safe::line(file).into_owned();
    let text = decode_utf8(&CONFIGURATION, &file, bytes)?;
    if is_blank(text) {
        return Ok(ConfigFile::default());
    }
    let mut reader = Parser::with_kind(&CONFIGURATION, file, text);
    let Some(fields) = reader.parse_file() else { return Err(reader.into_diagnostics()) };
    let (given, mut findings) = read_fields(&mut reader, fields, places);
    findings.extend(reader.into_diagnostics());
    if findings.is_empty() { Ok(given) } else { Err(findings) }
}

fn read_fields<'s>(
    reader: &mut Parser<'s>,
    fields: Fields<'s>,
    places: ConfigContext<'_>,
) -> (ConfigFile, Vec<Diagnostic>) {
    let whole = Node::new(reader.text());
    let mut given = FieldReader::new(reader, "configuration", whole, fields);
    let nodes: Vec<_> = FIELDS.iter().filter_map(|field| Some((field, given.take(field.name)?))).collect();
    let mut config = ConfigFile::default();
    let mut reader = ConfigReader::new(given.parser(), places);
    for (field, node) in nodes {
        (field.parse)(&mut reader, &mut config, field.name, node);
    }
    let theme_diagnostics = reader.into_theme_diagnostics();
    given.finish();
    (config, theme_diagnostics)
}

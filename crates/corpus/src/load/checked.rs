//! Parses who compared an entry with its source.

use super::names::required_line;
use super::tables::parse_date;
use crate::{Checked, Fingerprint};
use kzq_ron::{FieldReader, FieldRole, Fields, Rule, Spanned, quote_for_message};
use kzq_text::Safe;

/// Parses `checked` of an entry.
pub(super) fn parse_checked(fields: &mut FieldReader<'_, '_>) -> Option<Checked> {
    let node = fields.take("checked")?;
    let parser = fields.parser();
    let raw_fields = parser.parse::<Option<Fields<'_>>>(FieldRole::Field("checked"), node)??;
    let mut row = FieldReader::new(parser, "check", node, raw_fields);
    let by = required_line(&mut row, "by");
    let date = row.required::<String>("date").and_then(|date| parse_date(row.parser(), date));
    let fingerprint = row.optional::<String>("fingerprint");
    row.finish();
    let fingerprint = fingerprint.and_then(|Spanned { value, span }| match value.parse::<Fingerprint>() {
        Ok(fingerprint) => Some(fingerprint),
        Err(error) => {
            let message = kzq_text::safe!("invalid fingerprint “", quote_for_message(&value), "”");
            let help = Some(Safe::line(error.to_string()));
            fields.parser().error_with_help(Rule::BadFingerprint, span, message, help);
            None
        }
    });
    Some(Checked { by: by?, date: date?, fingerprint })
}

//! The formats: a file and a row in the table for each.

mod columns;
mod csv;
mod delimited;
mod fields;
mod json;
mod json_value;
mod kzq_entry;
mod kzq_json;
mod kzq_table;
mod readwise_csv;
mod record;
#[cfg(test)]
mod testing;

pub use crate::format::{Format, Input, ReadError, ReadOptions};

/// All formats. The first that recognises a file reads it: special formats come before general ones.
pub const FORMATS: &[Format] = &[
    kzq_json::FORMAT,
    kzq_table::FORMAT,
    readwise_csv::FORMAT,
    json::LINES,
    json::FORMAT,
    csv::COMMAS,
    csv::TABS,
];

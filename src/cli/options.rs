//! Options that several commands have.

use std::str::FromStr;

use super::formats::format_parser;
use kzq_export::Format;

/// Parses a number that is not negative.
///
/// # Errors
///
/// What is expected, if the text is something else.
pub(super) fn parse_number<N: FromStr>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|_| "expected a whole number, 0 or more")
}

/// How to print entries.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct OutputArgs {
    /// Print in this format.
    #[arg(long, value_parser = format_parser(), value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl OutputArgs {
    /// Returns the requested format.
    pub fn format(self) -> Format {
        if self.json { Format::Json } else { self.format }
    }
}

/// How to print a list.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct JsonArg {
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}

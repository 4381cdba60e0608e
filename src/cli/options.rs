//! Options that several commands have.

use super::formats::EntryFormat;

/// How entries are to be printed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct OutputArgs {
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "text")]
    pub format: EntryFormat,
    /// The same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
}

impl OutputArgs {
    /// Returns the requested format.
    pub fn format(self) -> EntryFormat {
        if self.json { EntryFormat::Json } else { self.format }
    }
}

/// How a list is to be printed.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct JsonArg {
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}

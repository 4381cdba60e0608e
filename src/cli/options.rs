//! Options that several commands have.

use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use clap::{Arg, Command};

use super::failure::UsageError;
use super::formats::format_parser;
use super::print::ListForm;
use kzq_export::{Format, Template, TemplateError};

/// The letter of each option that has one, in every command that has the option.
const SHORT_OPTIONS: [(&str, char); 5] =
    [("data", 'd'), ("limit", 'n'), ("format", 'f'), ("json", 'j'), ("quiet", 'q')];

/// Adds the short options to a command and its subcommands.
pub(super) fn with_short_options(command: Command) -> Command {
    let with_letter = |argument: Arg| match SHORT_OPTIONS.iter().find(|(name, _)| argument.get_long() == Some(*name)) {
        Some((_, letter)) => argument.short(*letter),
        None => argument,
    };
    command.mut_args(with_letter).mut_subcommands(with_short_options)
}

/// Parses a number that is not negative.
///
/// # Errors
///
/// What is expected, if the text is something else.
pub(super) fn parse_number<N: FromStr<Err = ParseIntError>>(text: &str) -> Result<N, &'static str> {
    text.parse().map_err(|error: ParseIntError| match error.kind() {
        IntErrorKind::PosOverflow => "expected a smaller number",
        _ => "expected a whole number, 0 or more, such as 10",
    })
}

/// How to print entries.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct OutputArgs {
    /// Print in this format.
    #[arg(long, value_parser = format_parser(), value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// How to print each entry by itself.
    #[command(flatten)]
    each: EachArgs,
}

/// How to print each entry by itself.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(super) struct EachArgs {
    /// Print each entry with this template, such as `{id}: {words}`; `\n` and `\t` are a line feed and a tab.
    #[arg(long, value_name = "TEMPLATE", value_parser = parse_template, conflicts_with_all = ["format", "json"])]
    template: Option<&'static Template>,
    /// End each entry with a NUL character, for `xargs -0`.
    #[arg(short = '0', long, conflicts_with = "json")]
    null: bool,
}

impl OutputArgs {
    /// Returns the requested format.
    pub fn format(self) -> Format {
        self.each.format_or(if self.json { Format::Json } else { self.format })
    }

    /// Returns how entries are printed: each by itself, if the options say so, otherwise as the command does.
    ///
    /// # Errors
    ///
    /// If each is to end with a NUL character in a format that makes one document of all.
    pub(super) fn form(self, form: ListForm) -> Result<ListForm, UsageError> {
        self.each.form(self.format(), form)
    }
}

impl EachArgs {
    /// Returns the template, or else another format.
    pub(super) fn format_or(self, format: Format) -> Format {
        self.template.map_or(format, |template| Format::Template(Some(template)))
    }

    /// Returns how entries are printed in a format: each by itself, if the options say so, otherwise as the command does.
    ///
    /// # Errors
    ///
    /// If each is to end with a NUL character in a format that makes one document of all.
    pub(super) fn form(self, format: Format, form: ListForm) -> Result<ListForm, UsageError> {
        match self {
            Self { null: true, .. } if format.is_one_document() => {
                let name = format.row().name;
                Err(UsageError(format!("`-0` ends each entry, but `{name}` makes one document of all of them")))
            }
            Self { null: true, .. } => Ok(ListForm::Each("\0")),
            // A line for each is what scripts expect.
            Self { template: Some(_), .. } => Ok(ListForm::Each("\n")),
            _ => Ok(form),
        }
    }
}

/// Parses a template of the command line, in which a shell makes it hard to write line feeds and tabs.
fn parse_template(text: &str) -> Result<&'static Template, String> {
    let text = text.replace("\\n", "\n").replace("\\t", "\t");
    let message = |error: &TemplateError| match &error.help {
        Some(help) => format!("{}; {help}", error.message),
        None => error.message.to_string(),
    };
    match Template::parse_with_tabs(&text) {
        Ok(template) => Ok(Box::leak(Box::new(template))),
        Err(errors) => Err(errors.iter().map(message).collect::<Vec<_>>().join("; ")),
    }
}

/// How to print a list.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct JsonArg {
    /// Print a JSON array.
    #[arg(long)]
    pub json: bool,
}

//! `config`: settings and their origin; themes.

use std::io;

use crate::cli::context::{Console, Failure, Outcome, PlainCommand};
use crate::cli::out::Out;
use crate::cli::system::{ShownFile, ShownSettings, ShownTheme};
use crate::cli::text::{pad_right, widest};
use clap::Args;
use kzq_text::Safe;
use kzq_text::safe;

const EXAMPLES: &str = "\
Examples:
  kzq config
  kzq config --sample > config.ron
  kzq config --themes";

/// Show the current settings and where each one comes from.
///
/// A setting comes from an argument, the environment, the project file, the settings file or the defaults.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Config {
    /// Print a settings file that describes every setting and sets none.
    #[arg(long, group = "instead")]
    sample: bool,
    /// List the themes.
    #[arg(long, group = "instead")]
    themes: bool,
    /// Print a theme as a file to start your own from.
    #[arg(long, value_name = "NAME", group = "instead")]
    show_theme: Option<String>,
    /// Print JSON.
    #[arg(long, conflicts_with_all = ["sample", "show_theme"])]
    json: bool,
}

impl PlainCommand for Config {
    fn run(&self, console: &mut Console<'_>) -> Result<Outcome, Failure> {
        let (system, out) = (console.system, &mut console.out);
        if self.sample {
            out.line(&system.sample_settings())?;
        } else if let Some(name) = &self.show_theme {
            out.line(&system.theme(name)?)?;
        } else if self.themes {
            print_themes(out, &system.themes()?, self.json)?;
        } else {
            print_settings(out, &system.settings()?, self.json)?;
        }
        Ok(Outcome::Found)
    }
}

/// Prints the effective settings and their origin.
fn print_settings(out: &mut Out<'_>, shown: &ShownSettings, json: bool) -> io::Result<()> {
    if json {
        return out.json(shown);
    }
    let settings = &shown.settings;
    let names: Vec<Safe<'_>> = settings.iter().map(|setting| setting.name.into()).collect();
    let name_columns = widest(&names);
    let name = |name: &Safe<'_>| safe!(pad_right(name, name_columns), "  ");
    let file = match &shown.file {
        Some(ShownFile { path, exists: true }) => path.to_borrowed(),
        Some(ShownFile { path, exists: false }) => safe!(path, " (does not exist)"),
        None => "none: there is no home directory".into(),
    };
    out.line(&safe!(name(&"file".into()), file))?;
    if let Some(project) = &shown.project {
        out.line(&safe!(name(&"project".into()), project))?;
    }
    let columns = widest(settings.iter().map(|setting| &setting.value)).min(40);
    for (setting, own_name) in settings.iter().zip(&names) {
        let value = pad_right(&setting.value, columns);
        out.line(&safe!(name(own_name), value, "  ", setting.by.unwrap_or(setting.from)))?;
    }
    Ok(())
}

/// Prints the available themes.
fn print_themes(out: &mut Out<'_>, themes: &[ShownTheme], json: bool) -> io::Result<()> {
    if json {
        return out.json(&themes);
    }
    let columns = widest(themes.iter().map(|theme| &theme.name));
    for theme in themes {
        let about =
            theme.file.as_ref().map(Safe::to_borrowed).or_else(|| theme.about.map(Safe::from)).unwrap_or_default();
        out.line(&safe!(pad_right(&theme.name, columns), "  ", about))?;
    }
    Ok(())
}

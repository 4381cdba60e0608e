//! The sample `config.ron`, generated from the table of settings.

use super::fields::{FIELDS, Field, SampleLine, Settings};
use kzq_text::Safe;
use kzq_text::safe;

const HEADER: &str = "\
// Settings of kzq. All are optional; these are the defaults.
// A line that begins with // and no blank is a setting: remove the // and change it.
// Arguments and variables override this file; `kzq config` shows the current settings and where each comes from.";

/// Returns a settings file that describes every setting and sets none.
pub fn sample() -> Safe<'static> {
    let settings = Settings::default();
    let fields = FIELDS.iter().map(|field| field_lines(field, &settings));
    safe!(HEADER, "\n(\n", Safe::join(fields.collect::<Vec<_>>(), "\n\n"), "\n)")
}

fn field_lines(field: &Field, settings: &Settings) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> =
        std::iter::once(&field.summary).chain(field.details).map(|&line| safe!("    // ", line)).collect();
    if !field.choices().is_empty() {
        lines.extend(wrapped(&format!("Values: {}.", field.choices().join(", "))));
    }
    let before: Vec<Safe<'static>> = field.overrides().into_iter().map(|origin| origin.name().into()).collect();
    if !before.is_empty() {
        lines.push(safe!("    // Overridden by: ", Safe::join(before, ", "), "."));
    }
    let (value, _) = field.display(settings);
    let simple = || vec![SampleLine::Setting(format!("{}: {value},", field.name))];
    let sampled = field.sample_lines.map_or_else(simple, |sampled| sampled());
    lines.extend(sampled.into_iter().map(|line| match line {
        SampleLine::Comment(remark) => safe!("    // ", Safe::line(remark)),
        SampleLine::Setting(setting) => safe!("    //", Safe::line(setting)),
    }));
    Safe::join(lines, "\n")
}

/// A long line as comments.
fn wrapped(text: &str) -> Vec<Safe<'static>> {
    const COLUMNS: usize = 110;
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= COLUMNS => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.into_iter().map(|line| safe!("    // ", Safe::line(line))).collect()
}

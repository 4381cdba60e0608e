//! The sample `config.ron`, generated from the table of settings.

use super::fields::{FIELDS, Field, SampleLine, Settings};
use kzq_text::Safe;
use kzq_text::safe;

const HEADER: &str = "\
// Settings of kzq. All may be left out; these are what holds without them.
// A line that begins with // and no blank is a setting: take the // away and change it.
// An argument or a variable comes before what stands here; `kzq config` shows what holds, and why.";

/// Returns a settings file that describes every setting and sets none.
pub fn sample() -> Safe<'static> {
    let settings = Settings::default();
    let fields = FIELDS.iter().map(|field| field_lines(field, &settings));
    safe!(HEADER, "\n(\n", Safe::join(fields.collect::<Vec<_>>(), "\n\n"), "\n)")
}

fn field_lines(field: &Field, settings: &Settings) -> Safe<'static> {
    let mut lines: Vec<Safe<'static>> =
        std::iter::once(&field.summary).chain(field.details).map(|&line| safe!("    // ", line)).collect();
    let before: Vec<Safe<'static>> = field.overrides().into_iter().map(|origin| origin.name().into()).collect();
    if !before.is_empty() {
        lines.push(safe!("    // Before it: ", Safe::join(before, ", "), "."));
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

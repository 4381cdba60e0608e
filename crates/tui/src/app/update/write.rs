//! Writing entries into a file: `:write FILE`.

use std::sync::Arc;

use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::layout::write_request::{WriteRequest, WrittenEntries};
use kzq_export::{Format, GroupBy, Report};
use kzq_search::Order;
use kzq_text::{Safe, safe};

/// What was typed after `:write`.
#[derive(Debug, PartialEq, Eq)]
struct WriteArgument<'a> {
    path: &'a str,
    format: Format,
    group_by: Option<GroupBy>,
}

impl<'a> WriteArgument<'a> {
    /// Parses `FILE`, `FILE by topic`.
    fn parse(typed: &'a str) -> Result<Self, Safe<'static>> {
        let typed = typed.trim();
        let (path, group_by) = match typed.rsplit_once(" by ") {
            Some((path, name)) if GroupBy::from_name(name.trim()).is_some() => {
                (path.trim_end(), GroupBy::from_name(name.trim()))
            }
            _ => (typed, None),
        };
        if path.is_empty() {
            return Err("name a file: `:write quotations.md`".into());
        }
        if group_by.is_none() && is_ungrouped(path) {
            let names = Safe::join(GroupBy::ALL.map(|group| Safe::from(group.name())), ", ");
            return Err(safe!("`:write FILE by GROUP`, where GROUP is one of: ", names));
        }
        let name = path.rsplit('/').next().unwrap_or(path);
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let Some(format) = Format::from_ending(ending) else {
            let known = Format::endings().map(|ending| safe!(".", ending)).collect::<Vec<_>>();
            return Err(safe!("the extension sets the format: ", Safe::join(known, " ")));
        };
        if group_by.is_some() && !format.has_reports() {
            return Err(safe!("a .", Safe::line(ending), " file has no headings; leave out “by …”").into_owned());
        }
        Ok(Self { path, format, group_by })
    }
}

/// Whether what was typed ends in `by` and a name that is no grouping, and is not the name of a file that has a format.
fn is_ungrouped(typed: &str) -> bool {
    let by = typed.rsplit_once(" by").map(|(_, name)| name);
    by.is_some_and(|name| name.is_empty() || name.starts_with(' ') && !name.contains(['.', '/']))
}

impl Model {
    /// Writes the marked entries, else those that are filtered, into the file that `argument` names: what was typed after
    /// `write`.
    pub(super) fn write_file(&mut self, argument: &str, overwrite: bool, effects: &mut Vec<Effect>) {
        let WriteArgument { path, format, group_by } = match WriteArgument::parse(argument) {
            Ok(argument) => argument,
            Err(message) => return self.show_toast(message, ToastLevel::Error),
        };
        let entries = if self.copy_state.marked.is_empty() {
            let mut filtered = self.filtered();
            let (order, _) = self.order();
            if order != Order::default() {
                Arc::make_mut(&mut filtered).query.order = Some(order);
            }
            WrittenEntries::Filtered(filtered)
        } else {
            WrittenEntries::Marked(self.copy_state.marked.shared_entries())
        };
        let report = format.has_reports().then(|| Report { group_by, ..Report::default() });
        let path = Safe::line(path.to_owned());
        effects.push(Effect::WriteFile(Box::new(WriteRequest { path, overwrite, entries, format, report })));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extension_sets_the_format_and_by_sets_the_grouping() {
        let parsed = |path, format, group_by| Ok(WriteArgument { path, format, group_by });
        for (typed, expected) in [
            ("out.md", parsed("out.md", Format::Markdown, None)),
            (" ~/my notes/a.b.HTML by topic ", parsed("~/my notes/a.b.HTML", Format::Html, Some(GroupBy::Topic))),
            (" said by year.txt", parsed("said by year.txt", Format::Attributed, None)),
            (" refs.bib", parsed("refs.bib", Format::Bibtex, None)),
            ("", Err("name a file: `:write quotations.md`".into())),
            ("  ", Err("name a file: `:write quotations.md`".into())),
            (" all.csv by year", Err("a .csv file has no headings; leave out “by …”".into())),
        ] {
            assert_eq!(WriteArgument::parse(typed), expected, "{typed}");
        }
        for typed in ["x by foo", "x.md by foo", "x.md by", "x.md by Topic"] {
            let message = WriteArgument::parse(typed).unwrap_err();
            let expected = "`:write FILE by GROUP`, where GROUP is one of: topic, speaker, source, year";
            assert_eq!(message.as_str(), expected, "{typed}");
        }
        for typed in [" out.docx", " out", " dir.md/out"] {
            let message = WriteArgument::parse(typed).unwrap_err();
            assert!(message.as_str().contains(".md .html"), "{message}");
        }
    }
}

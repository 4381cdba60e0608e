//! `export`: writes all entries, those a query finds, or those of a list.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::formats::{citation_style_parser, export_format_parser, group_parser, order_parser};
use crate::cli::notes::write_notes;
use crate::cli::options::EachArgs;
use crate::cli::out::Out;
use crate::cli::print::{ListForm, report_skipped, run_parsed, searches_notes, uses_shelf, write_entries, write_parts};
use crate::cli::shelf::list_entries;
use crate::cli::text::count;
use kzq_corpus::{EntryId, is_slug};
use kzq_export::{Availability, CitationStyle, CollectionExport, Format, GroupBy, Report, count_skipped};
use kzq_search::{Order, Query};
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq export > quotations.json
  kzq export --list speech --format bibtex
  kzq export topic:ai --group-by year --sort date --format html -o ai.html
  kzq export topic:ai --format collection --id ai --title AI -o ai.ron
  kzq export --format obsidian -o vault/quotations";

/// Export all entries, those a query finds, or one of your lists.
///
/// Entries keep the order of their files, or of the list, unless you give `--sort`, or `sort:` in the query.
///
/// `--group-by` and `--bibliography` make a report of them, with headings, a citation after each entry, and a
/// bibliography at the end. An entry appears under each of its topics.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Export {
    /// Export this list.
    #[arg(long, value_name = "NAME", conflicts_with = "query")]
    list: Option<String>,
    /// Export what this query finds.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Write in this format.
    #[arg(long, value_parser = export_format_parser(), value_name = "FORMAT", default_value = "json")]
    format: Format,
    /// Same as `--format json`.
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// How to write each entry by itself.
    #[command(flatten)]
    each: EachArgs,
    /// Sort the entries.
    #[arg(long, value_parser = order_parser(), value_name = "ORDER")]
    sort: Option<Order>,
    /// Make a report with headings: topics, speakers, sources or years.
    #[arg(long, value_parser = group_parser(), value_name = "WHAT")]
    group_by: Option<GroupBy>,
    /// Make a report that cites its sources in this style (the default style is `chicago`).
    #[arg(long, value_parser = citation_style_parser(), value_name = "STYLE")]
    bibliography: Option<CitationStyle>,
    /// Write to this file, or with `--format obsidian` into this directory.
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Overwrite the file, or notes that were changed.
    #[arg(long, requires = "output")]
    force: bool,
    /// The id of the collection (`--format collection`).
    #[arg(long, value_name = "ID", value_parser = parse_id)]
    id: Option<Safe<'static>>,
    /// The title of the report or the collection (`--format collection`).
    #[arg(long, value_parser = parse_title)]
    title: Option<Safe<'static>>,
}

fn parse_id(text: &str) -> Result<Safe<'static>, &'static str> {
    let id = Safe::line(text.to_owned());
    if is_slug(id.as_str()) { Ok(id) } else { Err("an id is made of letters, digits, `-`, `_` and `.`") }
}

fn parse_title(text: &str) -> Result<Safe<'static>, &'static str> {
    let title = Safe::line(text.to_owned());
    if title.as_str().trim().is_empty() { Err("the title is empty") } else { Ok(title) }
}

impl DataCommand for Export {
    fn entry_format(&self) -> Option<Format> {
        Some(self.format())
    }

    fn needs_shelf(&self) -> bool {
        self.list.is_some() || uses_shelf(&self.query)
    }

    fn searches_notes(&self) -> bool {
        searches_notes(&self.query)
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let is_directory = self.format().row().availability == Availability::Directory;
        let form = self.each.form(self.format(), ListForm::List)?;
        if is_directory && self.output.is_none() {
            let message = "this format writes a file for each entry; name a directory with `-o DIR`";
            return Err(UsageError(message.to_owned()).into());
        }
        self.check()?;
        if matches!(form, ListForm::Each(_)) && (is_directory || self.report().is_some()) {
            let message = "`-0` ends each entry, but this is a report, or a file for each entry";
            return Err(UsageError(message.to_owned()).into());
        }
        let Some((entries, is_all)) = self.entries(context)? else { return Ok(Outcome::Nothing) };
        let Some(is_any) = report_skipped(context, &entries, self.format())? else { return Ok(Outcome::Nothing) };
        let outcome = match &self.output {
            // An empty export must not replace a file.
            Some(_) if !is_any => Outcome::Nothing,
            Some(directory) if is_directory => write_notes(context, directory, &entries, self.format(), self.force)?,
            Some(file) => self.write_to_file(context, file, &entries, form)?,
            None => {
                self.write(context, &entries, form, None)?;
                Outcome::from_found(is_any)
            }
        };
        Ok(if is_all { outcome } else { Outcome::Nothing })
    }
}

impl Export {
    fn format(&self) -> Format {
        self.each.format_or(if self.json { Format::Json } else { self.format })
    }

    /// The report, if one was requested.
    fn report(&self) -> Option<Report> {
        let is_wanted = self.group_by.is_some() || self.bibliography.is_some();
        is_wanted.then(|| Report {
            title: self.title.clone(),
            group_by: self.group_by,
            style: self.bibliography.unwrap_or_default(),
        })
    }

    /// Checks that the options suit the format.
    fn check(&self) -> Result<(), UsageError> {
        let (format, is_report) = (self.format(), self.report().is_some());
        if is_report && !format.has_reports() {
            let names = Format::ALL.into_iter().filter(|format| format.has_reports()).map(|format| format.row().name);
            let names = names.collect::<Vec<_>>().join(", ");
            let name = format.row().name;
            return Err(UsageError(format!(
                "`{name}` has no groups and no bibliography; choose a `--format`: {names}"
            )));
        }
        if format != Format::Collection && (self.id.is_some() || (self.title.is_some() && !is_report)) {
            let message = "`--id` needs `--format collection`; `--title` needs that, `--group-by` or `--bibliography`";
            return Err(UsageError(message.to_owned()));
        }
        Ok(())
    }

    /// Returns the entries to export, and whether all that were wanted exist; `None` if there is no such list.
    fn entries(&self, context: &mut Context<'_>) -> Result<Option<(Vec<EntryId>, bool)>, Failure> {
        if let Some(list) = &self.list {
            let Some((mut entries, is_all)) = list_entries(context, list)? else { return Ok(None) };
            if let Some(order) = self.sort {
                order.sort(context.engine.corpus(), &mut entries);
            }
            return Ok(Some((entries, is_all)));
        }
        let mut query = Query::parse_complete(&self.query.join(" "));
        query.order = self.sort.or(query.order);
        let hits = run_parsed(context, &query, usize::MAX)?.hits;
        let mut found: Vec<EntryId> = hits.iter().map(|hit| hit.entry).collect();
        if query.order.is_none() {
            found.sort_unstable();
        }
        if found.is_empty() {
            context.messages.line(&"nothing found".into())?;
        }
        Ok(Some((found, true)))
    }

    fn write_to_file(
        &self,
        context: &mut Context<'_>,
        file: &Path,
        entries: &[EntryId],
        form: ListForm,
    ) -> Result<Outcome, Failure> {
        let system = context.system;
        system.write_file(file, self.force, &mut |out| self.write(context, entries, form, Some(out)))?;
        let left_out = count_skipped(context.engine.corpus(), entries, self.format()).map_or(0, |(count, _)| count);
        let written = count(entries.len() - left_out, "entry", "entries");
        context.messages.line(&safe!(written, " written to ", Safe::line(file.display().to_string())))?;
        Ok(Outcome::Found)
    }

    /// Writes the entries to a file, or to standard output.
    fn write(
        &self,
        context: &mut Context<'_>,
        entries: &[EntryId],
        form: ListForm,
        file: Option<&mut Out<'_>>,
    ) -> io::Result<()> {
        let corpus = context.engine.corpus();
        if self.format() == Format::Collection {
            let collection = CollectionExport::new(corpus, entries, self.id.clone(), self.title.clone());
            for (number, one, many) in [
                (
                    collection.added_originals(),
                    "more entry exported: the original of a translation",
                    "more entries exported: the originals of translations",
                ),
                (
                    collection.left_out_links(),
                    "link to an entry that is not exported is left out",
                    "links to entries that are not exported are left out",
                ),
            ] {
                if number > 0 {
                    context.messages.line(&count(number, one, many))?;
                }
            }
            return match file {
                Some(out) => write_parts(out, collection.into_parts()),
                None => write_parts(&mut context.out, collection.into_parts()),
            };
        }
        if let Some(report) = self.report() {
            let repeated = report.repeated(corpus, entries);
            if repeated > 0 {
                context.messages.line(&count(
                    repeated,
                    "entry is under several topics",
                    "entries are under several topics",
                ))?;
            }
            let parts = report.parts(corpus, entries, self.format()).into_iter();
            return match file {
                Some(out) => write_parts(out, parts),
                None => write_parts(&mut context.out, parts),
            };
        }
        let (texts, format) = (&*context.source_texts, self.format().with_template(context.template));
        match file {
            Some(out) => write_entries(out, corpus, texts, entries, format, form),
            None => write_entries(&mut context.out, corpus, texts, entries, format, form),
        }
    }
}

//! `count`: how many quotations there are, by topic, date, speaker or source.

use std::collections::HashSet;
use std::sync::Arc;

use clap::{Args, ValueEnum};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::count_grid::print_grid;
use crate::cli::count_table::{CountLine, print_lines};
use crate::cli::lookup::source_name;
use crate::cli::print::{run_query, searches_notes, uses_shelf};
use crate::cli::text::count;
use kzq_corpus::{Corpus, CountBy, CountRow, CountValue, Coverage, DateUnit, EntryId, Wording};
use kzq_export::csv_row;
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq count                                  # all, by wording
  kzq count --by year security council       # what a query finds, by year
  kzq count --by topic,year speaker:tokayev  # a grid: topics down, years across
  kzq count --by topic,year,source --csv     # for a spreadsheet";

/// Count quotations by topic, date, speaker or source.
///
/// An entry counts once for each of its topics, and once for each topic above them. Its date is its own, otherwise that
/// of the broadcast that its source reports, otherwise that of its source. “c. 180” counts as 180; in `--by month`, a
/// date without a month counts as its year.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Count {
    /// Count what this query finds.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Count by this; two, separated by a comma, make a grid.
    #[arg(long, value_enum, value_name = "WHAT", value_delimiter = ',')]
    by: Vec<By>,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
    /// Print a table for spreadsheets.
    #[arg(long, conflicts_with = "json")]
    csv: bool,
}

/// What entries are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum By {
    /// Topics, with those below them.
    Topic,
    /// The years in which the words were said.
    Year,
    /// The months.
    Month,
    /// The days.
    Day,
    /// Who said them.
    Speaker,
    /// Where they appeared.
    Source,
}

/// How a value of `--by` is shown.
struct ByRow {
    by: CountBy,
    /// The title of its column, and the name of its field.
    name: &'static str,
    /// The name of the field with its label, if that is not its id.
    label: Option<&'static str>,
    /// The name for entries without a value.
    missing: &'static str,
}

impl By {
    fn row(self) -> ByRow {
        let date = |unit, name| ByRow { by: CountBy::Date(unit), name, label: None, missing: "undated" };
        match self {
            Self::Topic => ByRow { by: CountBy::Topic, name: "topic", label: Some("topic_label"), missing: "no topic" },
            Self::Year => date(DateUnit::Year, "year"),
            Self::Month => date(DateUnit::Month, "month"),
            Self::Day => date(DateUnit::Day, "day"),
            Self::Speaker => {
                let missing = "unknown speaker";
                ByRow { by: CountBy::Speaker, name: "speaker", label: Some("speaker_name"), missing }
            }
            Self::Source => {
                ByRow { by: CountBy::Source, name: "source", label: Some("source_title"), missing: "no source" }
            }
        }
    }
}

impl DataCommand for Count {
    fn needs_shelf(&self) -> bool {
        uses_shelf(&self.query)
    }

    fn searches_notes(&self) -> bool {
        searches_notes(&self.query)
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let twice = self.by.iter().enumerate().find(|(at, by)| self.by[..*at].contains(by));
        if let Some((_, by)) = twice {
            return Err(UsageError(format!("`--by` has `{}` twice", by.row().name)).into());
        }
        let mut answer = run_query(context, &self.query, usize::MAX)?;
        if answer.groups == 0 {
            context.messages.line(&"nothing found".into())?;
        } else if answer.exact == 0 {
            let near = count(answer.groups, "close match", "close matches");
            context.messages.line(&safe!("0 exact matches; ", near))?;
        } else {
            answer.hits.retain(|hit| !hit.is_fuzzy);
        }
        let corpus = Arc::clone(context.engine.corpus());
        let entries: Vec<EntryId> = answer.hits.iter().map(|hit| hit.entry).collect();
        let by: Vec<ByRow> = self.by.iter().map(|by| by.row()).collect();
        if let ([down, across], false) = (&by[..], self.json || self.csv) {
            if !entries.is_empty() {
                print_counts_grid(context, &corpus, &entries, [down, across])?;
            }
            return Ok(Outcome::from_found(!entries.is_empty()));
        }
        let counted = corpus.count(entries, &by.iter().map(|row| row.by).collect::<Vec<_>>());
        if self.json {
            let record = |row| CountRecord { fields: fields(&corpus, &by, row).collect(), entries: row.coverage };
            context.out.json(&counted.iter().map(record).collect::<Vec<_>>())?;
        } else if self.csv {
            print_csv(context, &corpus, &by, &counted)?;
        } else if !counted.is_empty() {
            print_counts(context, &corpus, &by, &counted)?;
        }
        Ok(Outcome::from_found(!counted.is_empty()))
    }
}

/// Prints a line for each row, with bars on a terminal.
fn print_counts(context: &mut Context<'_>, corpus: &Corpus, by: &[ByRow], counted: &[CountRow]) -> Result<(), Failure> {
    let note_title = match by {
        [ByRow { by: CountBy::Topic, .. }] => "id",
        [ByRow { by: CountBy::Source, .. }] => "title",
        _ => "",
    };
    let repeated = repeated_labels(corpus);
    let line = |row: &CountRow| {
        let name = match (by, &row.values[..]) {
            ([], _) => Safe::from("all"),
            ([by], &[value]) => indented_label(corpus, value, by),
            (by, values) => {
                Safe::join(by.iter().zip(values).map(|(by, &value)| short_name(corpus, value, by, &repeated)), " · ")
            }
        };
        let note = match row.values[..] {
            [CountValue::Topic(id)] => corpus.topic_name(id).into_owned(),
            [CountValue::Source(id)] => corpus.source(id).title.to_single_line(),
            _ => Safe::default(),
        };
        CountLine { name, note, coverage: row.coverage }
    };
    let name_title = Safe::join(by.iter().map(|row| row.name.into()), " · ");
    let lines: Vec<CountLine> = counted.iter().map(line).collect();
    let has_bars = context.out.columns().is_some();
    Ok(print_lines(context, [name_title, note_title.into()], &lines, has_bars)?)
}

/// Prints a grid of the values of two options of `--by`.
fn print_counts_grid(
    context: &mut Context<'_>,
    corpus: &Corpus,
    entries: &[EntryId],
    [down, across]: [&ByRow; 2],
) -> Result<(), Failure> {
    let grid = corpus.count_grid(entries.iter().copied(), [down.by, across.by]);
    let corner = safe!(down.name, " × ", across.name);
    let names: Vec<Safe<'static>> = grid.rows.iter().map(|&value| indented_label(corpus, value, down)).collect();
    let repeated = repeated_labels(corpus);
    let titles: Vec<Safe<'static>> =
        grid.columns.iter().map(|&value| short_name(corpus, value, across, &repeated)).collect();
    Ok(print_grid(context, &grid, &corner, &names, &titles)?)
}

/// The label of a value, a topic below the one above it.
fn indented_label(corpus: &Corpus, value: CountValue, by: &ByRow) -> Safe<'static> {
    match value {
        CountValue::Topic(id) => {
            let topic = corpus.topic(id);
            safe!(Safe::line("  ".repeat(topic.depth)), corpus.topic_label(id).to_single_line())
        }
        CountValue::Date(date) => Safe::line(date.long_form()),
        CountValue::Speaker(_) | CountValue::Source(_) | CountValue::Missing => {
            short_name(corpus, value, by, &HashSet::new())
        }
    }
}

/// The labels that several topics have.
fn repeated_labels(corpus: &Corpus) -> HashSet<Safe<'_>> {
    let mut seen = HashSet::new();
    corpus.topic_ids().map(|id| corpus.topic_label(id)).filter(|label| !seen.insert(label.clone())).collect()
}

/// A short name of a value that distinguishes it from the others; `repeated` are the labels that several topics have.
fn short_name(corpus: &Corpus, value: CountValue, by: &ByRow, repeated: &HashSet<Safe<'_>>) -> Safe<'static> {
    match value {
        CountValue::Topic(id) => {
            let label = corpus.topic_label(id);
            if !repeated.contains(&label) {
                return label.to_single_line();
            }
            let mut labels: Vec<Safe<'_>> = corpus.topic_ancestors(id).map(|id| corpus.topic_label(id)).collect();
            labels.reverse();
            Safe::join(labels, ": ").to_single_line()
        }
        CountValue::Date(date) if date.month().is_none() => Safe::line(date.year_in_words()),
        CountValue::Date(date) => Safe::line(date.to_string()),
        CountValue::Speaker(id) => corpus.speaker(id).name.to_single_line(),
        CountValue::Source(id) => source_name(corpus, id).into_owned(),
        CountValue::Missing => by.missing.into(),
    }
}

/// The fields of a row, each with its name; `None` where entries have none.
fn fields<'c>(
    corpus: &'c Corpus,
    by: &'c [ByRow],
    row: &'c CountRow,
) -> impl Iterator<Item = (&'static str, Option<Safe<'c>>)> {
    by.iter().zip(&row.values).flat_map(move |(by, &value)| {
        let (id, label) = match value {
            CountValue::Topic(id) => (Some(corpus.topic_name(id)), Some(&corpus.topic(id).label)),
            CountValue::Date(date) => (Some(Safe::line(date.to_string())), None),
            CountValue::Speaker(id) => (Some(corpus.speaker(id).id.to_borrowed()), Some(&corpus.speaker(id).name)),
            CountValue::Source(id) => (Some(source_name(corpus, id)), Some(&corpus.source(id).title)),
            CountValue::Missing => (None, None),
        };
        std::iter::once((by.name, id)).chain(by.label.map(|name| (name, label.map(Safe::to_borrowed))))
    })
}

/// Prints a table for spreadsheets, with a heading.
fn print_csv(context: &mut Context<'_>, corpus: &Corpus, by: &[ByRow], counted: &[CountRow]) -> Result<(), Failure> {
    let names = by.iter().flat_map(|row| std::iter::once(row.name).chain(row.label));
    let heading = names.chain(Wording::ALL.map(Wording::name)).map(Safe::from);
    context.out.data(&safe!(csv_row(heading), "\n"))?;
    for row in counted {
        let values = fields(corpus, by, row).map(|(_, value)| value.unwrap_or_default());
        let numbers = Wording::ALL.map(|wording| safe!(row.coverage.count(wording)));
        context.out.data(&safe!(csv_row(values.chain(numbers)), "\n"))?;
    }
    Ok(())
}

/// A row as JSON.
struct CountRecord<'c> {
    fields: Vec<(&'static str, Option<Safe<'c>>)>,
    entries: Coverage,
}

impl Serialize for CountRecord<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.fields {
            map.serialize_entry(name, value)?;
        }
        for wording in Wording::ALL {
            map.serialize_entry(wording.name(), &self.entries.count(wording))?;
        }
        map.end()
    }
}

//! `random`: prints an entry chosen at random.

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::{OutputArgs, parse_number};
use crate::cli::print::{ListForm, print_entries, print_for_reading, run_parsed, searches_notes, uses_shelf};
use kzq_corpus::{Corpus, Wording};
use kzq_export::Format;
use kzq_search::{Hit, Query, splitmix64};

/// The most characters of a short quotation.
const MAX_SHORT_CHARS: usize = 200;

const EXAMPLES: &str = "\
Examples:
  kzq random
  kzq random --daily --short    # the same all day
  kzq random topic:reform --format markdown";

/// Print a random quotation.
///
/// Chooses a verbatim quotation, unless the query finds none.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Random {
    /// Choose among what this query finds.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Print the same quotation all day (UTC), and another one tomorrow.
    #[arg(long, conflicts_with = "seed")]
    daily: bool,
    /// Choose among entries of at most 200 characters.
    #[arg(long)]
    short: bool,
    /// Seed for a repeatable choice.
    #[arg(long, value_name = "NUMBER", value_parser = parse_number::<u64>, allow_negative_numbers = true)]
    seed: Option<u64>,
    /// How to print.
    #[command(flatten)]
    output: OutputArgs,
}

impl DataCommand for Random {
    fn entry_format(&self) -> Option<Format> {
        Some(self.output.format())
    }

    fn needs_shelf(&self) -> bool {
        uses_shelf(&self.query)
    }

    fn searches_notes(&self) -> bool {
        searches_notes(&self.query)
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let form = self.output.form(ListForm::Single)?;
        let query = Query::parse_complete(&self.query.join(" "));
        let hits = run_parsed(context, &query, usize::MAX)?.hits;
        let is_empty = hits.is_empty();
        let candidates = self.candidates(context.engine.corpus(), hits);
        let seed = if self.daily { context.system.day() } else { self.seed.unwrap_or(context.seed) };
        let count = u64::try_from(candidates.len()).unwrap_or(u64::MAX);
        let at = splitmix64(seed).checked_rem(count).and_then(|at| usize::try_from(at).ok());
        let Some(&chosen) = at.and_then(|at| candidates.get(at)) else {
            let message = if is_empty { "nothing found" } else { "nothing found of at most 200 characters" };
            context.messages.line(&message.into())?;
            return Ok(Outcome::Nothing);
        };
        let format = self.output.format();
        if (format, form) == (Format::Attributed, ListForm::Single) {
            print_for_reading(context, &[chosen], &query)?;
            return Ok(Outcome::Found);
        }
        Ok(Outcome::from_found(print_entries(context, &[chosen.entry], format, form)?))
    }
}

impl Random {
    /// Returns the hits to choose from: verbatim quotations, or others if there is none.
    fn candidates(&self, corpus: &Corpus, hits: Vec<Hit>) -> Vec<Hit> {
        let is_short = |hit: &Hit| {
            let entry = corpus.entry(hit.entry);
            let (text, question) = (entry.text(), entry.question().unwrap_or_default());
            let chars = text.as_str().chars().chain(question.as_str().chars());
            chars.take(MAX_SHORT_CHARS + 1).count() <= MAX_SHORT_CHARS
        };
        let fitting = hits.into_iter().filter(|hit| !self.short || is_short(hit));
        // Whether its words are near those of the query is of no interest here.
        let fitting: Vec<Hit> = fitting.map(|hit| Hit { is_fuzzy: false, ..hit }).collect();
        let is_verbatim = |hit: &&Hit| corpus.entry(hit.entry).wording() == Wording::Verbatim;
        let verbatim: Vec<Hit> = fitting.iter().filter(is_verbatim).copied().collect();
        if verbatim.is_empty() { fitting } else { verbatim }
    }
}

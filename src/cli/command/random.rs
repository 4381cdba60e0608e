//! `random`: prints an entry chosen at random.

use clap::Args;

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::options::{OutputArgs, parse_number};
use crate::cli::print::{ListForm, print_entries, run_query, uses_shelf};
use kzq_export::Format;

/// Print a random quotation.
#[derive(Clone, Debug, Args)]
pub(crate) struct Random {
    /// Choose among what this query finds.
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
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

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let hits = run_query(context, &self.query, usize::MAX)?.hits;
        let count = u64::try_from(hits.len()).unwrap_or(u64::MAX);
        let Some(at) = splitmix64(self.seed.unwrap_or(context.seed)).checked_rem(count) else {
            context.messages.line(&"nothing found".into())?;
            return Ok(Outcome::Nothing);
        };
        let chosen = usize::try_from(at).ok().and_then(|at| hits.get(at)).map(|hit| hit.entry);
        let is_any = print_entries(context, chosen.as_slice(), self.output.format(), ListForm::Single)?;
        Ok(Outcome::from_found(is_any))
    }
}

/// Spreads a seed over all bits (the finaliser of `SplitMix64`), so that neighbouring seeds choose differently.
fn splitmix64(seed: u64) -> u64 {
    let mut z = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

//! `mcp`: answers an assistant over the Model Context Protocol.

mod arguments;
mod judged;
mod schema;
mod tools;

use clap::Args;
use kzq_mcp::{Identity, Line, Server};

use crate::cli::context::{Context, DataCommand, Failure, Outcome};
use crate::cli::system::InputLine;
use kzq_text::Safe;

/// The longest line that is read, in bytes: room for the longest text, whatever is escaped in it.
const MAX_LINE: usize = 4 << 20;
/// How many lines may wait while one is answered.
const MAX_WAITING: usize = 16;

const IDENTITY: Identity = Identity {
    name: "kzq",
    title: "kzq: attributed quotations",
    version: env!("CARGO_PKG_VERSION"),
    instructions: "Find, read and check quotations in the user's collections. `verbatim` entries are somebody's exact \
                   words: quote them to the character, with their source. `reported` and `summary` entries are somebody \
                   else's account: never put them in quotation marks. Before you give a quotation that you wrote \
                   yourself, check it with verify_quotation, and a whole text with proofread_text.",
};

const EXAMPLES: &str = "\
Examples:
  kzq mcp
  kzq --data clippings.ron mcp";

/// Serve an assistant over the Model Context Protocol.
///
/// Reads requests from stdin, one per line, and answers them on stdout until stdin ends. An assistant starts it. It can
/// search, read and check quotations, but changes nothing, and it does not read your stars, notes and lists.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
pub(crate) struct Mcp {}

impl DataCommand for Mcp {
    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let mut server = Server::new(IDENTITY, tools::all());
        let mut input = context.system.input_lines(MAX_LINE)?;
        loop {
            // What cancels a request may be among the lines that are there already.
            while server.waiting() == 0 || (server.waiting() < MAX_WAITING && input.is_ready()) {
                match input.wait()? {
                    Some(InputLine::Bytes(bytes)) => server.receive(Line::Bytes(&bytes)),
                    Some(InputLine::TooLong) => server.receive(Line::TooLong(MAX_LINE)),
                    None => return Ok(Outcome::Found),
                }
            }
            let answer = server.next(&mut |call| {
                context.reload();
                tools::run(context, call)
            });
            if let Some(answer) = answer.flatten() {
                context.out.data(&kzq_text::safe!(Safe::line(answer), "\n"))?;
                context.out.flush()?;
            }
        }
    }
}

//! `extract`: finds the quotations of an article, and who said them.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::collection_output::check_destination;
use crate::cli::context::{Context, DataCommand, Failure, Outcome, UsageError};
use crate::cli::documents::assumed_encoding;
use crate::cli::extract::{
    ArticleBytes, ArticleFile, Destination, ReadingArgs, SourceArgs, Written, doubts, entry_drafts, find_quotations,
    print_candidates, print_summary, print_text, records, source_draft, write_entries,
};
use crate::cli::review::{ReviewCommand, ReviewPlan, reviewed_destination, wrote};
use crate::cli::system::{System, is_standard_input, undo_hint};
use crate::cli::text::{count, quotations, shell_word};
use kzq_corpus::Corpus;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind};
use kzq_extract::review::{Review, ReviewItem};
use kzq_extract::unclosed_marks;
use kzq_text::{Safe, safe};

const EXAMPLES: &str = "\
Examples:
  kzq extract article.html
  kzq extract article.html -o article.ron && kzq --data article.ron verify
  kzq extract article.html --review -o article.ron
  kzq extract interview.txt --from transcript --into clippings.ron
  kzq extract - --json < article.txt";

/// Find the quotations in an article, and who said them.
///
/// Prints each with its place, its speaker, the verb of saying and the lead-in. The speaker is “unsure” unless the
/// article makes it clear; speakers in your collections are recognised by any of their names. Titles, terms and the
/// like in quotation marks are left out. With `-o` or `--into`, the quotations become entries, with the article as the
/// text of their source, so that `kzq verify` can check them.
#[derive(Clone, Debug, Args)]
#[command(after_long_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of the command line")]
pub(crate) struct Extract {
    /// The article, and how to read it.
    #[command(flatten)]
    reading: ReadingArgs,
    /// Print the text of the article, to which the positions in the JSON refer.
    #[arg(long, conflicts_with_all = ["output", "into", "all", "json"])]
    text: bool,
    /// What to note about the article.
    #[command(flatten)]
    source: SourceArgs,
    /// Write a new collection of the quotations to this file.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Add the quotations to this collection, except those that it already has.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    into: Option<PathBuf>,
    /// Overwrite the file of `-o`.
    #[arg(long, requires = "output")]
    force: bool,
    /// Print terms and titles in quotation marks, too.
    #[arg(long)]
    all: bool,
    /// Print a JSON array of the quotations and terms.
    #[arg(long)]
    json: bool,
    /// Review the quotations in the browser before writing them; if the file of `-o` exists, add to it.
    #[arg(long, conflicts_with_all = ["text", "all", "json"])]
    review: bool,
}

impl DataCommand for Extract {
    fn further_collection(&self) -> Option<&Path> {
        self.into.as_deref()
    }

    fn run(&self, context: &mut Context<'_>) -> Result<Outcome, Failure> {
        let destination = self.destination(context)?;
        let bytes = self.reading.read(context.system)?;
        for remark in &bytes.remarks {
            context.messages.line(remark)?;
        }
        let file = self.reading.decode(&bytes)?;
        if let Some(assumed) = &file.assumed {
            context.messages.line(&assumed_encoding(assumed))?;
        }
        let article = file.article();
        if self.text {
            print_text(&mut context.out, &article)?;
            return Ok(Outcome::from_found(!article.text().trim().is_empty()));
        }
        let candidates = find_quotations(&article, context.engine.corpus());
        for doubt in doubts(&article, &file) {
            context.messages.line(&doubt)?;
        }
        if self.json {
            context.out.json(&records(&article, &candidates))?;
        } else if destination.is_none() {
            print_candidates(&mut context.out, &article, &candidates, self.all)?;
        }
        print_summary(&mut context.messages, &candidates, self.all)?;
        if let Some(destination) = destination {
            self.write(context, destination, &file, &article, &candidates)?;
        }
        Ok(Outcome::from_found(candidates.iter().any(|candidate| candidate.kind == CandidateKind::Quote)))
    }
}

impl ReviewCommand for Extract {
    fn collection(&self, system: &dyn System) -> Result<PathBuf, Failure> {
        Ok(reviewed_destination(self.output.as_deref(), self.into.as_deref(), system)?)
    }

    fn plan(&self, system: &dyn System, corpus: &Corpus) -> Result<ReviewPlan, Failure> {
        let destination = self.collection(system)?;
        let bytes = self.reading.read(system)?;
        let (title, text, places, review, unclosed_marks) = {
            let file = self.reading.decode(&bytes)?;
            let article = file.article();
            let title = source_draft(&self.source, &file, &article)?.title;
            let candidates = find_quotations(&article, corpus);
            let (text, unclosed) = (article.text().into(), unclosed_marks(&article));
            (Safe::line(title), text, Some(article.plain.into_owned()), Review::new(candidates), unclosed)
        };
        let (command, collection) = (self.clone(), destination.clone());
        let write = Box::new(move |items: &[ReviewItem], system: &dyn System| {
            command.write_reviewed(items, &bytes, &collection, system)
        });
        Ok(ReviewPlan { title, text, places, identity: None, review, unclosed_marks, destination, write })
    }
}

impl Extract {
    /// Whether the quotations are reviewed before they are written.
    pub(crate) fn is_reviewed(&self) -> bool {
        self.review
    }

    /// Writes the accepted quotations of an article; returns what was written.
    fn write_reviewed(
        &self,
        items: &[ReviewItem],
        bytes: &ArticleBytes,
        collection: &Path,
        system: &dyn System,
    ) -> Result<Safe<'static>, Failure> {
        let file = self.reading.decode(bytes)?;
        let article = file.article();
        let source = source_draft(&self.source, &file, &article)?;
        let drafts = items.iter().flat_map(|item| {
            let mut drafts = entry_drafts(&article, [&item.candidate], &source);
            for draft in &mut drafts {
                draft.topics.clone_from(&item.topics);
            }
            drafts
        });
        let is_there = system.is_there(collection);
        let destination = if is_there {
            Destination::Into(collection)
        } else {
            Destination::New { file: collection, overwrite: false }
        };
        let Written { counts, copy, remark, .. } =
            write_entries(system, destination, &file, &source, drafts.collect())?;
        let copy = copy.map_or_else(Safe::default, |copy| safe!("; the text of the article is saved as ", copy));
        let remark = remark.map_or_else(Safe::default, |remark| safe!("; ", remark));
        let hint =
            if is_there && counts.entries > 0 { safe!("; ", undo_hint(system, collection)?) } else { Safe::default() };
        Ok(safe!(wrote(&counts, collection), copy, remark, hint))
    }

    /// The collection to write; `None` if the quotations are only printed.
    fn destination(&self, context: &Context<'_>) -> Result<Option<Destination<'_>>, UsageError> {
        let named = self.output.as_deref().or(self.into.as_deref());
        if named.is_some_and(is_standard_input) {
            return Err(UsageError("the collection must be a file: the article is kept next to it".to_owned()));
        }
        let new_file = self.output.as_deref();
        check_destination(new_file.filter(|_| !self.force), self.into.as_deref(), context.system)?;
        let new = new_file.map(|file| Destination::New { file, overwrite: self.force });
        Ok(new.or_else(|| self.into.as_deref().map(Destination::Into)))
    }

    /// Writes the quotations, and says what was written.
    fn write(
        &self,
        context: &mut Context<'_>,
        destination: Destination<'_>,
        file: &ArticleFile<'_>,
        article: &Article<'_>,
        candidates: &[Candidate],
    ) -> Result<(), Failure> {
        let source = source_draft(&self.source, file, article)?;
        let drafts = entry_drafts(article, candidates, &source);
        let Written { counts, rows, copy, remark } = write_entries(context.system, destination, file, &source, drafts)?;
        let messages = &mut context.messages;
        if counts.duplicates > 0 {
            messages.line(&safe!(quotations(counts.duplicates), " skipped: already there"))?;
        }
        let (Destination::New { file: collection, .. } | Destination::Into(collection)) = destination;
        if counts.entries == 0 {
            messages.line(&"nothing new, so nothing was written".into())?;
            return Ok(());
        }
        if !rows.speakers.is_empty() {
            let names = rows.speakers.iter().map(|speaker| Safe::line(speaker.draft.name.as_str()));
            let noun = if rows.speakers.len() == 1 { "new speaker: " } else { "new speakers: " };
            messages.line(&safe!(noun, Safe::join(names, "; ")))?;
        }
        if let Some(copy) = copy {
            messages.line(&safe!("the text of the article is saved as ", copy))?;
        }
        if let Some(remark) = remark {
            messages.line(&remark)?;
        }
        let written = count(counts.entries, "entry", "entries");
        let name = shell_word(collection);
        messages.line(&safe!(written, " written to ", name, "; `kzq --data ", name, " verify` checks them"))?;
        if let Destination::Into(collection) = destination {
            let hint = undo_hint(context.system, collection)?;
            messages.line(&hint)?;
        }
        Ok(())
    }
}

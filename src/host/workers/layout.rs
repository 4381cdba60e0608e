//! Worker threads that lay out long texts; only the newest job of each kind is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::worker;
use super::worker::{Latest, latest};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::message::Message;
use kzq_search::Engine;
use kzq_tui::app::Event;
use kzq_tui::layout::job::LayoutJob;

/// A job, and the engine to run it with.
type LayoutTask = (LayoutJob, Arc<Engine>);

/// The newest pending job of each kind.
#[derive(Default)]
struct PendingJobs {
    page: Option<LayoutTask>,
    copy_text: Option<LayoutTask>,
    completion: Option<LayoutTask>,
    view: Option<LayoutTask>,
    search_counts: Option<LayoutTask>,
    palette_names: Option<LayoutTask>,
}

/// Runs layout jobs; a pending job is superseded by the next of its kind. Full-screen views, the
/// counts of saved searches and the names of the palette, which may take long, have their own thread.
pub(crate) struct LayoutWorker {
    page_jobs: Arc<Latest<PendingJobs>>,
    view_jobs: Arc<Latest<PendingJobs>>,
}

impl LayoutWorker {
    pub(crate) fn start(source_texts: &SourceTextCache, sender: Sender<Message>) -> io::Result<Self> {
        // What is drawn over the page comes first.
        let page_jobs = spawn_worker("layout", source_texts.clone(), sender.clone(), |pending| {
            pending.completion.take().or_else(|| pending.copy_text.take()).or_else(|| pending.page.take())
        })?;
        let view_jobs = spawn_worker("sheet", source_texts.clone(), sender, |pending| {
            pending.view.take().or_else(|| pending.palette_names.take()).or_else(|| pending.search_counts.take())
        })?;
        Ok(Self { page_jobs, view_jobs })
    }

    /// Queues a job; its result arrives as a message.
    pub(crate) fn submit(&self, job: LayoutJob, engine: Arc<Engine>) {
        let takes_long = matches!(job, LayoutJob::View(_) | LayoutJob::SearchCounts(_) | LayoutJob::PaletteNames(_));
        let worker = if takes_long { &self.view_jobs } else { &self.page_jobs };
        worker.update(|pending| match job {
            LayoutJob::Page(_) => pending.page = Some((job, engine)),
            LayoutJob::CopyText(_) => pending.copy_text = Some((job, engine)),
            LayoutJob::Completion(_) => pending.completion = Some((job, engine)),
            LayoutJob::View(_) => pending.view = Some((job, engine)),
            LayoutJob::SearchCounts(_) => pending.search_counts = Some((job, engine)),
            LayoutJob::PaletteNames(_) => pending.palette_names = Some((job, engine)),
        });
    }
}

/// Spawns a thread that runs the jobs taken by `next`, one at a time.
fn spawn_worker(
    name: &str,
    source_texts: SourceTextCache,
    sender: Sender<Message>,
    next: fn(&mut PendingJobs) -> Option<LayoutTask>,
) -> io::Result<Arc<Latest<PendingJobs>>> {
    worker::spawn(name, latest(), move |inbox: Arc<Latest<PendingJobs>>| {
        loop {
            let (job, engine) = inbox.wait(next);
            let texts = |source| source_texts.text(engine.corpus(), source);
            let laid_out = Box::new(job.run(&engine, &texts));
            if sender.send(Message::Event(Event::LayoutDone(laid_out))).is_err() {
                return;
            }
        }
    })
}

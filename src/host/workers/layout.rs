//! Worker threads that lay out long texts; only the newest job of each kind is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::latest::Latest;
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
    view: Option<LayoutTask>,
}

/// Runs layout jobs; a pending job is superseded by the next of its kind. Full-screen views, which may take long, have
/// their own thread.
pub(crate) struct LayoutWorker {
    page_jobs: Arc<Latest<PendingJobs>>,
    view_jobs: Arc<Latest<PendingJobs>>,
}

impl LayoutWorker {
    pub(crate) fn start(library: &SourceTextCache, sender: Sender<Message>) -> io::Result<Self> {
        // The copy menu is drawn over the page, so its text comes first.
        let texts = spawn_worker("layout", library, sender.clone(), |newest| {
            newest.copy_text.take().or_else(|| newest.page.take())
        })?;
        let sheets = spawn_worker("sheet", library, sender, |newest| newest.view.take())?;
        Ok(Self { page_jobs: texts, view_jobs: sheets })
    }

    /// Queues a job; its result arrives as a message.
    pub(crate) fn submit(&self, order: LayoutJob, engine: Arc<Engine>) {
        let slot = if matches!(order, LayoutJob::View(_)) { &self.view_jobs } else { &self.page_jobs };
        slot.update(|newest| match order {
            LayoutJob::Page(_) => newest.page = Some((order, engine)),
            LayoutJob::CopyText(_) => newest.copy_text = Some((order, engine)),
            LayoutJob::View(_) => newest.view = Some((order, engine)),
        });
    }
}

/// Spawns a thread that runs the jobs taken by `next`, one at a time.
fn spawn_worker(
    name: &str,
    source_texts: &SourceTextCache,
    sender: Sender<Message>,
    next: fn(&mut PendingJobs) -> Option<LayoutTask>,
) -> io::Result<Arc<Latest<PendingJobs>>> {
    let library = source_texts.clone();
    let slot = Arc::new(Latest::<PendingJobs>::default());
    let inbox = Arc::clone(&slot);
    thread::Builder::new().name(name.into()).spawn(move || {
        loop {
            let (order, engine) = inbox.wait(next);
            let texts = |source| library.text(engine.corpus(), source);
            let laid_out = Box::new(order.run(&engine, &texts));
            if sender.send(Message::Event(Event::LayoutDone(laid_out))).is_err() {
                return;
            }
        }
    })?;
    Ok(slot)
}

//! Worker threads that lay out long texts; only the newest job of each kind is run.

use std::io;
use std::mem::discriminant;
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

/// The pending jobs, the newest of each kind.
type PendingJobs = Vec<LayoutTask>;

/// Whether a job may take long, which has a thread of its own, and its rank among the pending jobs of its thread: the
/// lowest goes first.
fn schedule(job: &LayoutJob) -> (bool, u8) {
    match job {
        // What is drawn over the page comes before it.
        LayoutJob::Completion(_) => (false, 0),
        LayoutJob::CopyText(_) => (false, 1),
        LayoutJob::Page(_) => (false, 2),
        LayoutJob::View(_) => (true, 0),
        LayoutJob::PaletteNames(_) => (true, 1),
        LayoutJob::SearchCounts(_) => (true, 2),
    }
}

/// Adds a job in place of the pending one of its kind.
fn push(pending: &mut PendingJobs, task: LayoutTask) {
    pending.retain(|(job, _)| discriminant(job) != discriminant(&task.0));
    pending.push(task);
}

/// Takes the pending job that goes first.
fn take_next(pending: &mut PendingJobs) -> Option<LayoutTask> {
    let (first, _) = pending.iter().enumerate().min_by_key(|(_, (job, _))| schedule(job).1)?;
    Some(pending.swap_remove(first))
}

/// Runs layout jobs; a pending job is superseded by the next of its kind.
pub(crate) struct LayoutWorker {
    quick_jobs: Arc<Latest<PendingJobs>>,
    long_jobs: Arc<Latest<PendingJobs>>,
}

impl LayoutWorker {
    pub(crate) fn start(source_texts: &SourceTextCache, sender: Sender<Message>) -> io::Result<Self> {
        let quick_jobs = spawn_worker("layout", source_texts.clone(), sender.clone())?;
        let long_jobs = spawn_worker("views", source_texts.clone(), sender)?;
        Ok(Self { quick_jobs, long_jobs })
    }

    /// Queues a job; its result arrives as a message.
    pub(crate) fn submit(&self, job: LayoutJob, engine: Arc<Engine>) {
        let (takes_long, _) = schedule(&job);
        let worker = if takes_long { &self.long_jobs } else { &self.quick_jobs };
        worker.update(|pending| push(pending, (job, engine)));
    }
}

/// Spawns a thread that runs jobs, one at a time.
fn spawn_worker(
    name: &str,
    source_texts: SourceTextCache,
    sender: Sender<Message>,
) -> io::Result<Arc<Latest<PendingJobs>>> {
    worker::spawn(name, latest(), move |inbox: Arc<Latest<PendingJobs>>| {
        loop {
            let (job, engine) = inbox.wait(take_next);
            let texts = |source| source_texts.text(engine.corpus(), source);
            let laid_out = Box::new(job.run(&engine, &texts));
            if sender.send(Message::Event(Event::LayoutDone(laid_out))).is_err() {
                return;
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::{Corpus, read};
    use kzq_tui::app::{Effect, Model};

    /// The job that the browser requests at a key, with a collection whose names take long to collect.
    fn job(key: &str) -> LayoutJob {
        let entries =
            (0..=20_000).fold(String::new(), |entries, n| entries + &format!("Quote(id: \"e{n}\", text: \"Word.\"),"));
        let text = format!("(schema: 1, id: \"c\", title: \"C\", entries: [{entries}])");
        let corpus = Corpus::merge(vec![read("c.ron", text.as_bytes())]).0;
        let (mut model, _) = Model::new(Arc::new(corpus), (120, 36));
        let effects = model.update(Event::Key(key.parse().unwrap()));
        let job = |effect| if let Effect::Layout(job) = effect { Some(job) } else { None };
        effects.into_iter().find_map(job).unwrap()
    }

    #[test]
    fn the_newest_job_of_each_kind_is_run_in_order_of_rank() {
        let (old, new) = (Arc::new(Engine::new(Arc::default())), Arc::new(Engine::new(Arc::default())));
        let (names, view) = (job(":"), job("C"));
        let mut pending = PendingJobs::new();
        for (job, engine) in [(&names, &old), (&view, &old), (&names, &new)] {
            push(&mut pending, (job.clone(), Arc::clone(engine)));
        }
        let taken: Vec<_> = std::iter::from_fn(|| take_next(&mut pending)).collect();
        let kinds: Vec<_> = taken.iter().map(|(job, _)| discriminant(job)).collect();
        assert_eq!(kinds, [discriminant(&view), discriminant(&names)]);
        assert!(Arc::ptr_eq(&taken[0].1, &old) && Arc::ptr_eq(&taken[1].1, &new));
    }
}

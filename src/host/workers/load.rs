//! Loads collections on a worker thread, while those already loaded can be browsed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::threads::Threads;
use super::watch;
use super::watch::Stamps;
use crate::host::allocator;
use crate::host::error::Failure;
use crate::host::load;
use crate::host::load::{Data, SoFar};
use crate::host::message::{Message, Opened};
use crate::host::run::warning;
use kzq_corpus::Corpus;
use kzq_ron::Finding;
use kzq_search::{Counts, Engine, Index};
use kzq_tui::app::{Growth, Progress, Stage};

/// Minimum interval between progress updates.
const OFTEN: Duration = Duration::from_millis(100);

/// Loads the collections; progress is sent as messages. Small collections are loaded before this returns, so that their
/// errors are reported before the screen is taken; large ones are loaded on a thread.
pub(crate) fn start(data: Data, sender: Sender<Message>) -> Result<(), Failure> {
    let seen = Stamps::of(&data.paths);
    let mut opener = Opener { sender: sender.clone(), started: Instant::now(), shown: None };
    if !load::is_large(&data) {
        let corpus = opener.open_small(&data)?;
        return Ok(watch(data, seen, corpus, sender)?);
    }
    thread::Builder::new().name("open".into()).spawn(move || {
        match opener.open(&data) {
            // If the watcher thread can't be spawned, the collections are just not reloaded.
            Ok(corpus) => drop(watch(data, seen, corpus, sender)),
            Err(failure) => {
                // If the receiver is gone, the process is exiting.
                let _ = sender.send(Message::Opened(Opened::Failed(failure)));
            }
        }
    })?;
    Ok(())
}

/// Starts watching the files, if they can change.
fn watch(data: Data, seen: Option<Stamps>, corpus: Arc<Corpus>, sender: Sender<Message>) -> io::Result<()> {
    seen.map_or(Ok(()), |seen| watch::start(data, seen, corpus, sender))
}

struct Opener {
    sender: Sender<Message>,
    started: Instant,
    /// Time of the last update sent.
    shown: Option<Instant>,
}

impl Opener {
    /// Loads a small collection. Its index is built on the first search, not before the first frame.
    fn open_small(&mut self, data: &Data) -> Result<Arc<Corpus>, Failure> {
        let loaded = load::load(data, &mut |_| {})?;
        let corpus = Arc::new(loaded.corpus);
        self.show_with(&corpus, Engine::with(Arc::clone(&corpus), Arc::new(Threads::new())), None);
        self.greet(&loaded.findings);
        Ok(corpus)
    }

    fn open(mut self, data: &Data) -> Result<Arc<Corpus>, Failure> {
        let loaded = load::load(data, &mut |so_far| self.read(&so_far))?;
        let corpus = Arc::new(loaded.corpus);
        if let Some(index) = loaded.index {
            allocator::give_back();
            self.show(&corpus, &index, None);
            return Ok(corpus);
        }
        let mut index = Index::default();
        self.show(&corpus, &index, Some(Progress::new(Stage::Indexing, 0, corpus.len() as u64)));
        index.grow(&corpus, &Threads::yielding(), &mut |index| {
            let covered = index.covered();
            if self.is_due() {
                let progress = Progress::new(Stage::Indexing, covered as u64, corpus.len() as u64);
                self.show(&corpus, index, Some(progress));
            }
        });
        allocator::give_back();
        self.show(&corpus, &index, None);
        self.greet(&loaded.findings);
        load::keep(&loaded.origin, &corpus, &index);
        allocator::give_back();
        Ok(corpus)
    }

    /// Sends an update while the file is read.
    fn read(&mut self, so_far: &SoFar<'_>) {
        if !self.is_due() {
            return;
        }
        let corpus = Arc::new((so_far.corpus)());
        let mut progress = Progress::new(Stage::Reading, so_far.bytes, so_far.of);
        progress.rate = rate(so_far.bytes, self.started.elapsed());
        self.show(&corpus, &Index::default(), Some(progress));
    }

    fn is_due(&self) -> bool {
        self.shown.is_none_or(|shown| shown.elapsed() >= OFTEN)
    }

    fn show(&mut self, corpus: &Arc<Corpus>, index: &Index, opening: Option<Progress>) {
        self.shown = Some(Instant::now());
        let engine = Engine::over(Arc::clone(corpus), index.clone(), Arc::new(Threads::new()));
        self.show_with(corpus, engine, opening);
    }

    fn show_with(&self, corpus: &Arc<Corpus>, engine: Engine, opening: Option<Progress>) {
        let growth = Growth { corpus: Arc::clone(corpus), totals: Counts::of_all(corpus), opening };
        self.send(Opened::Grown(Box::new(growth), Arc::new(engine)));
    }

    /// Sends a warning about collections that have diagnostics.
    fn greet(&self, findings: &[Finding]) {
        if let Some(greeting) = warning(findings) {
            self.send(Opened::Greeting(greeting));
        }
    }

    fn send(&self, opened: Opened) {
        // If the receiver is gone, the process is exiting.
        let _ = self.sender.send(Message::Opened(opened));
    }
}

/// Bytes per second.
fn rate(bytes: u64, time: Duration) -> Option<u64> {
    let millis = u64::try_from(time.as_millis()).ok().filter(|&millis| millis > 0)?;
    Some(bytes.saturating_mul(1000) / millis)
}

//! Opens collections on a thread of its own, while what has come already is browsed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::{Duration, Instant};

use super::failure::Failure;
use super::memory;
use super::message::{Message, Opened};
use super::opening::{self, Data, SoFar};
use super::run::warning;
use super::threads::Threads;
use super::watcher::{self, Stamps};
use crate::app::{Growth, Progress, Stage};
use crate::corpus::{Corpus, Finding};
use crate::search::{Counts, Engine, Index};

/// How often what has come is shown.
const OFTEN: Duration = Duration::from_millis(100);

/// Opens what is asked for; what comes is sent as messages. Small collections are open when this comes back, and if
/// they can't be opened, it says so before a screen is taken; large ones are opened on a thread.
pub(super) fn start(data: Data, sender: Sender<Message>) -> Result<(), Failure> {
    let seen = Stamps::of(&data.paths);
    let mut opener = Opener { sender: sender.clone(), started: Instant::now(), shown: None };
    if !opening::is_large(&data) {
        let corpus = opener.open_small(&data)?;
        return Ok(watch(data, seen, corpus, sender)?);
    }
    thread::Builder::new().name("open".into()).spawn(move || {
        match opener.open(&data) {
            // Where there is no thread to watch them, they are browsed as they are.
            Ok(corpus) => drop(watch(data, seen, corpus, sender)),
            Err(failure) => {
                // Where nobody listens any more the process is ending.
                let _ = sender.send(Message::Opened(Opened::Failed(failure)));
            }
        }
    })?;
    Ok(())
}

/// Watches what was opened, if it can change.
fn watch(data: Data, seen: Option<Stamps>, corpus: Arc<Corpus>, sender: Sender<Message>) -> io::Result<()> {
    seen.map_or(Ok(()), |seen| watcher::start(data, seen, corpus, sender))
}

struct Opener {
    sender: Sender<Message>,
    started: Instant,
    /// When something was shown last.
    shown: Option<Instant>,
}

impl Opener {
    /// The index of a small collection is built when it is first searched, off the way to the first frame.
    fn open_small(&mut self, data: &Data) -> Result<Arc<Corpus>, Failure> {
        let loaded = opening::load(data, &mut |_| {})?;
        let corpus = Arc::new(loaded.corpus);
        self.show_with(&corpus, Engine::with(Arc::clone(&corpus), Arc::new(Threads::new())), None);
        self.greet(&loaded.findings);
        Ok(corpus)
    }

    fn open(mut self, data: &Data) -> Result<Arc<Corpus>, Failure> {
        let loaded = opening::load(data, &mut |so_far| self.read(&so_far))?;
        let corpus = Arc::new(loaded.corpus);
        if let Some(index) = loaded.index {
            memory::give_back();
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
        memory::give_back();
        self.show(&corpus, &index, None);
        self.greet(&loaded.findings);
        opening::keep(&loaded.origin, &corpus, &index);
        memory::give_back();
        Ok(corpus)
    }

    /// Shows what was read so far.
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

    /// Says what is odd about collections that can be used.
    fn greet(&self, findings: &[Finding]) {
        if let Some(greeting) = warning(findings) {
            self.send(Opened::Greeting(greeting));
        }
    }

    fn send(&self, opened: Opened) {
        // Where nobody listens any more the process is ending.
        let _ = self.sender.send(Message::Opened(opened));
    }
}

/// Bytes in a second.
fn rate(bytes: u64, time: Duration) -> Option<u64> {
    let millis = u64::try_from(time.as_millis()).ok().filter(|&millis| millis > 0)?;
    Some(bytes.saturating_mul(1000) / millis)
}

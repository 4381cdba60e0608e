//! Opens collections on a thread of its own, while what has come already is browsed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{SendError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use super::memory;
use super::message::{Message, Opened};
use super::opening::{self, Data, SoFar};
use super::run::warning;
use super::threads::Threads;
use crate::app::{Growth, Progress, Stage};
use crate::corpus::Corpus;
use crate::search::{Counts, Engine, Index};

/// How often what has come is shown.
const OFTEN: Duration = Duration::from_millis(100);

/// Starts opening what is asked for; what comes is sent as messages.
pub(super) fn start(data: Data, sender: Sender<Message>) -> io::Result<()> {
    let opener = Opener { sender, started: Instant::now(), shown: None };
    thread::Builder::new().name("open".into()).spawn(move || {
        // Where nobody listens any more there is nothing left to open for.
        let _ = opener.open(&data);
    })?;
    Ok(())
}

struct Opener {
    sender: Sender<Message>,
    started: Instant,
    /// When something was shown last.
    shown: Option<Instant>,
}

type Sent = Result<(), SendError<Message>>;

impl Opener {
    fn open(mut self, data: &Data) -> Sent {
        let loaded = match opening::load(data, &mut |so_far| self.read(&so_far)) {
            Ok(loaded) => loaded,
            Err(failure) => return self.sender.send(Message::Opened(Opened::Failed(failure))),
        };
        let corpus = Arc::new(loaded.corpus);
        let mut index = Index::default();
        self.show(&corpus, &index, Some(Progress::new(Stage::Indexing, 0, corpus.len() as u64)))?;
        index.grow(&corpus, &Threads::yielding(), &mut |index| {
            let covered = index.covered();
            if self.is_due() {
                let progress = Progress::new(Stage::Indexing, covered as u64, corpus.len() as u64);
                let _ = self.show(&corpus, index, Some(progress));
            }
        });
        memory::give_back();
        self.show(&corpus, &index, None)?;
        match warning(&loaded.findings) {
            Some(greeting) => self.sender.send(Message::Opened(Opened::Greeting(greeting))),
            None => Ok(()),
        }
    }

    /// Shows what was read so far.
    fn read(&mut self, so_far: &SoFar<'_>) {
        if !self.is_due() {
            return;
        }
        let corpus = Arc::new((so_far.corpus)());
        let mut progress = Progress::new(Stage::Reading, so_far.bytes, so_far.of);
        progress.rate = rate(so_far.bytes, self.started.elapsed());
        // Nobody listens any more: the process is ending.
        let _ = self.show(&corpus, &Index::default(), Some(progress));
    }

    fn is_due(&self) -> bool {
        self.shown.is_none_or(|shown| shown.elapsed() >= OFTEN)
    }

    fn show(&mut self, corpus: &Arc<Corpus>, index: &Index, opening: Option<Progress>) -> Sent {
        self.shown = Some(Instant::now());
        let engine = Engine::over(Arc::clone(corpus), index.clone(), Arc::new(Threads::new()));
        let growth = Growth { corpus: Arc::clone(corpus), totals: Counts::of_all(corpus), opening };
        self.sender.send(Message::Opened(Opened::Grown(Box::new(growth), Arc::new(engine))))
    }
}

/// Bytes in a second.
fn rate(bytes: u64, time: Duration) -> Option<u64> {
    let millis = u64::try_from(time.as_millis()).ok().filter(|&millis| millis > 0)?;
    Some(bytes.saturating_mul(1000) / millis)
}

//! Loads collections on a worker thread, while those already loaded can be browsed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::threads;
use super::threads::ThreadPool;
use super::watch;
use super::watch::{FileStamps, Watched};
use crate::host::error::Error;
use crate::host::load;
use crate::host::load::collections::{CollectionDirs, LoadedCollections};
use crate::host::load::source_texts::SourceTextCache;
use crate::host::load::{LoadOptions, LoadProgress};
use crate::host::message::{LoadEvent, Message};
use crate::host::native;
use kzq_corpus::Corpus;
use kzq_search::{Engine, FacetCounts, Index};
use kzq_tui::app::{CorpusUpdate, Event, LoadStage, Progress};

/// Minimum interval between progress updates.
const UPDATE_INTERVAL: Duration = Duration::from_millis(100);

/// Loads the collections; progress is sent as messages. Small collections are loaded before this returns, so that their
/// errors are reported before the screen is taken; large ones are loaded on a thread.
pub(crate) fn spawn(data: LoadOptions, source_texts: SourceTextCache, sender: Sender<Message>) -> Result<(), Error> {
    let seen = FileStamps::of(&data.paths);
    let mut worker = LoadWorker { source_texts, sender: sender.clone(), started: Instant::now(), last_update: None };
    if !load::is_large(&data) {
        let watched = worker.load_small(&data)?;
        return Ok(watch(data, seen, watched, sender)?);
    }
    threads::spawn("open", move || match worker.load_large(&data) {
        // If the watcher thread can't be spawned, the collections are just not reloaded.
        Ok(watched) => drop(watch(data, seen, watched, sender)),
        // If the receiver is gone, the process is exiting.
        Err(failure) => drop(sender.send(Message::Load(LoadEvent::Failed(failure)))),
    })?;
    Ok(())
}

/// Starts watching the files, if they can change.
fn watch(data: LoadOptions, stamps: Option<FileStamps>, watched: Watched, sender: Sender<Message>) -> io::Result<()> {
    stamps.map_or(Ok(()), |seen| watch::spawn(data, seen, watched, sender))
}

struct LoadWorker {
    /// Is told the directories of the collections.
    source_texts: SourceTextCache,
    sender: Sender<Message>,
    started: Instant,
    /// Time of the last update sent.
    last_update: Option<Instant>,
}

impl LoadWorker {
    /// Loads a small collection. Its index is built on the first search, not before the first frame.
    fn load_small(&mut self, data: &LoadOptions) -> Result<Watched, Error> {
        let loaded = load::load(data, &mut |_| {})?;
        let watched = self.watched(&loaded);
        let corpus = Arc::clone(&watched.corpus);
        self.send_engine(&corpus, Engine::with_executor(Arc::clone(&corpus), Arc::new(ThreadPool::new())), None);
        self.send_remarks(&loaded);
        Ok(watched)
    }

    fn load_large(mut self, data: &LoadOptions) -> Result<Watched, Error> {
        let loaded = load::load(data, &mut |so_far| self.on_read_progress(&so_far))?;
        let watched = self.watched(&loaded);
        let corpus = Arc::clone(&watched.corpus);
        if let Some(index) = &loaded.index {
            native::trim();
            self.send_update(&corpus, index, None);
            load::store_snapshot(&loaded.snapshot_key, &corpus, index);
            return Ok(watched);
        }
        let mut index = Index::default();
        self.send_update(&corpus, &index, Some(Progress::new(LoadStage::Indexing, 0, corpus.len() as u64)));
        index.extend(&corpus, &ThreadPool::low_priority(), &mut |index| {
            let covered = index.entry_count();
            if self.is_update_due() {
                let progress = Progress::new(LoadStage::Indexing, covered as u64, corpus.len() as u64);
                self.send_update(&corpus, index, Some(progress));
            }
        });
        native::trim();
        self.send_update(&corpus, &index, None);
        self.send_remarks(&loaded);
        load::store_snapshot(&loaded.snapshot_key, &corpus, &index);
        // What is read from a file when it is needed does not fill the memory.
        let stored = load::load_stored(&loaded).map(|stored| (self.watched(&stored), stored));
        if let Some((watched, LoadedCollections { index: Some(index), .. })) = &stored {
            self.send_update(&watched.corpus, index, None);
        }
        native::trim();
        Ok(stored.map_or(watched, |(watched, _)| watched))
    }

    /// Returns what was loaded, to be watched, and sets the directories of the collections.
    fn watched(&self, loaded: &LoadedCollections) -> Watched {
        self.source_texts.set_directories(loaded.directories());
        Watched::new(loaded, self.source_texts.clone())
    }

    /// Sends an update while the file is read.
    fn on_read_progress(&mut self, so_far: &LoadProgress<'_>) {
        if !self.is_update_due() {
            return;
        }
        let corpus = Arc::new((so_far.build_corpus)());
        self.source_texts.set_directories(CollectionDirs::new(&corpus, [Some(so_far.file)]));
        let mut progress = Progress::new(LoadStage::Reading, so_far.bytes_read, so_far.total_bytes);
        progress.rate = bytes_per_second(so_far.bytes_read, self.started.elapsed());
        self.send_update(&corpus, &Index::default(), Some(progress));
    }

    fn is_update_due(&self) -> bool {
        self.last_update.is_none_or(|shown| shown.elapsed() >= UPDATE_INTERVAL)
    }

    fn send_update(&mut self, corpus: &Arc<Corpus>, index: &Index, opening: Option<Progress>) {
        self.last_update = Some(Instant::now());
        let engine = Engine::with_index(Arc::clone(corpus), index.clone(), Arc::new(ThreadPool::new()));
        if opening.is_none() {
            engine.prepare_facets();
        }
        self.send_engine(corpus, engine, opening);
    }

    fn send_engine(&self, corpus: &Arc<Corpus>, engine: Engine, opening: Option<Progress>) {
        let growth =
            CorpusUpdate { corpus: Arc::clone(corpus), totals: FacetCounts::unfiltered(corpus), progress: opening };
        self.send(LoadEvent::Loaded(Box::new(growth), Arc::new(engine)));
    }

    /// Sends a warning about collections that have diagnostics, and what was not loaded.
    fn send_remarks(&self, loaded: &LoadedCollections) {
        if let Some(warning) = load::warning(&loaded.diagnostics) {
            self.send(LoadEvent::Warning(warning));
        }
        if !loaded.not_loaded.is_empty() {
            // If the receiver is gone, the process is exiting.
            let _ = self.sender.send(Message::Event(Event::NotLoaded(loaded.not_loaded.clone())));
        }
    }

    fn send(&self, opened: LoadEvent) {
        // If the receiver is gone, the process is exiting.
        let _ = self.sender.send(Message::Load(opened));
    }
}

/// Bytes per second.
fn bytes_per_second(bytes: u64, time: Duration) -> Option<u64> {
    let millis = u64::try_from(time.as_millis()).ok().filter(|&millis| millis > 0)?;
    Some(bytes.saturating_mul(1000) / millis)
}

//! Loads collections on a worker thread, while those already loaded can be browsed.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::publish;
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
use kzq_search::{Engine, Index};
use kzq_tui::app::{Event, LoadStage, Progress};

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
    /// Gets the directories of the collections.
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
        let engine = Engine::with_executor(Arc::clone(&watched.corpus), Arc::new(ThreadPool::new()));
        publish::send_engine(&self.sender, Arc::new(engine), None);
        self.send_remarks(&loaded);
        Ok(watched)
    }

    fn load_large(mut self, data: &LoadOptions) -> Result<Watched, Error> {
        let mut loaded = load::load(data, &mut |so_far| self.on_read_progress(&so_far))?;
        let mut watched = self.watched(&loaded);
        if let Some(index) = loaded.index.take() {
            native::trim();
            self.send_update(&watched.corpus, &index, None);
            load::store_names(&loaded.snapshot_key, &watched.corpus);
            return Ok(watched);
        }
        // What is written to the snapshot is dropped from memory if nothing else has it.
        drop(std::mem::take(&mut loaded.corpus));
        let progress = |covered: usize, of: usize| Progress::new(LoadStage::Indexing, covered as u64, of as u64);
        self.send_update(&watched.corpus, &Index::default(), Some(progress(0, watched.corpus.len())));
        load::index_and_store(&mut watched.corpus, &loaded.snapshot_key, &mut |corpus, index, is_complete| {
            if is_complete {
                native::trim();
                self.send_update(corpus, index, None);
                self.send_remarks(&loaded);
            } else if self.is_update_due() {
                self.send_update(corpus, index, Some(progress(index.entry_count(), corpus.len())));
            }
        });
        Ok(watched)
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

    /// Sends the collections so far.
    fn send_update(&mut self, corpus: &Arc<Corpus>, index: &Index, progress: Option<Progress>) {
        self.last_update = Some(Instant::now());
        let engine = Engine::with_index(Arc::clone(corpus), index.clone(), Arc::new(ThreadPool::new()));
        if progress.is_none() {
            engine.prepare_facets();
        }
        publish::send_engine(&self.sender, Arc::new(engine), progress);
    }

    /// Sends a warning about collections that have diagnostics, and what was not loaded.
    fn send_remarks(&self, loaded: &LoadedCollections) {
        if let Some(warning) = load::warning(&loaded.diagnostics) {
            // If the receiver is gone, the process is exiting.
            let _ = self.sender.send(Message::Load(LoadEvent::Warning(warning)));
        }
        if !loaded.not_loaded.is_empty() {
            // If the receiver is gone, the process is exiting.
            let _ = self.sender.send(Message::Event(Event::NotLoaded(loaded.not_loaded.clone())));
        }
    }
}

/// Bytes per second.
fn bytes_per_second(bytes: u64, time: Duration) -> Option<u64> {
    let millis = u64::try_from(time.as_millis()).ok().filter(|&millis| millis > 0)?;
    Some(bytes.saturating_mul(1000) / millis)
}

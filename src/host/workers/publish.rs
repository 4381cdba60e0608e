//! Gives loaded collections to the browser.

use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::host::message::{LoadEvent, Message};
use kzq_search::{Engine, FacetCounts};
use kzq_tui::app::{CorpusUpdate, Progress};

/// Sends collections and the engine that searches them; `progress` is `None` once they are complete.
pub(super) fn send_engine(sender: &Sender<Message>, engine: Arc<Engine>, progress: Option<Progress>) {
    let update = corpus_update(&engine, progress);
    // If the receiver is gone, the process is exiting.
    let _ = sender.send(Message::Load(LoadEvent::Loaded(Box::new(update), engine)));
}

/// What the browser is to show of the collections that an engine searches.
pub(super) fn corpus_update(engine: &Engine, progress: Option<Progress>) -> CorpusUpdate {
    let corpus = Arc::clone(engine.corpus());
    let totals = FacetCounts::unfiltered(&corpus);
    CorpusUpdate { corpus, totals, progress }
}

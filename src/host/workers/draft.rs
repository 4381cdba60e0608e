//! Worker thread that keeps the note that is being written, so that it survives whatever ends the browser.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::worker;
use crate::host::message::Message;
use crate::host::state::draft_file::DraftFile;
use kzq_tui::app::{Event, NoteDraft};

/// How long what is typed may be without a copy.
const DELAY: Duration = Duration::from_millis(500);
/// How long the editor waits for its file.
const LEND_TIMEOUT: Duration = Duration::from_secs(2);

/// Where drafts are kept.
#[derive(Clone, Debug)]
pub(crate) struct DraftPlace {
    /// The directory.
    pub(crate) directory: PathBuf,
    /// The shelf that the notes are for, for display.
    pub(crate) shelf: String,
    /// Whether notes that earlier browsers left are offered.
    pub(crate) offers: bool,
}

/// A command to the thread.
enum DraftCommand {
    /// Keep what is written now.
    Keep(NoteDraft),
    /// Remove the draft: the shelf has it, or the user does not want it.
    Drop,
    /// Keep what is written now, and reply with the path of its text, for the editor.
    Lend(NoteDraft, Sender<io::Result<PathBuf>>),
    /// Write what to keep, without waiting for more.
    WriteNow,
    /// Acknowledge that all earlier commands are done.
    Finish(Sender<()>),
}

/// Keeps the note that is being written. If that fails, the note is only in the browser, as it is without this.
pub(crate) struct DraftKeeper(Option<Sender<DraftCommand>>);

impl DraftKeeper {
    /// Starts the thread, unless there is no place for drafts. A note that an earlier browser left is sent as a message.
    pub(crate) fn start(place: Option<DraftPlace>, sender: Sender<Message>) -> Self {
        let Some(place) = place else { return Self(None) };
        // Where there are too few threads, it is better to browse without it than not at all.
        let commands = worker::spawn("drafts", channel(), move |commands| {
            let mut worker = DraftWorker { place, sender, file: None, recovered: None, unkept: None };
            worker.offer();
            worker.run(&commands);
        });
        Self(commands.ok())
    }

    /// Keeps what is written now, soon.
    pub(crate) fn keep(&self, draft: NoteDraft) {
        self.send(DraftCommand::Keep(draft));
    }

    /// Writes what to keep, without waiting for more.
    pub(crate) fn write_now(&self) {
        self.send(DraftCommand::WriteNow);
    }

    /// Removes the draft.
    pub(crate) fn drop_draft(&self) {
        self.send(DraftCommand::Drop);
    }

    /// Keeps what is written now, and returns the path of a file with its text, for the editor; `None` if there is no place
    /// for it.
    pub(crate) fn lend(&self, draft: NoteDraft) -> Option<PathBuf> {
        worker::ask(self.0.as_ref()?, |reply| DraftCommand::Lend(draft, reply), LEND_TIMEOUT).ok()?.ok()
    }

    /// Waits until everything is written, up to `timeout`.
    pub(crate) fn finish(&self, timeout: Duration) {
        if let Some(commands) = &self.0 {
            // If it takes longer, it is written later, or not at all.
            let _ = worker::ask(commands, DraftCommand::Finish, timeout);
        }
    }

    fn send(&self, command: DraftCommand) {
        // If the thread is gone, a panic is ending the process.
        if let Some(commands) = &self.0 {
            let _ = commands.send(command);
        }
    }
}

struct DraftWorker {
    place: DraftPlace,
    /// The file of this browser, once there is something to keep.
    file: Option<DraftFile>,
    /// The file that an earlier browser left: while its note waits, the user may write another one.
    recovered: Option<DraftFile>,
    /// What to write, and when.
    unkept: Option<(NoteDraft, Instant)>,
    /// It is dropped last: when it is gone, the files are no longer locked.
    sender: Sender<Message>,
}

impl DraftWorker {
    fn run(&mut self, commands: &Receiver<DraftCommand>) {
        loop {
            let command = match &self.unkept {
                None => commands.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some((_, due)) => commands.recv_timeout(due.saturating_duration_since(Instant::now())),
            };
            match command {
                Ok(DraftCommand::Keep(draft)) => {
                    let due = self.unkept.take().map_or_else(|| Instant::now() + DELAY, |(_, due)| due);
                    self.unkept = Some((draft, due));
                }
                Ok(DraftCommand::Drop) => {
                    self.unkept = None;
                    let files = [self.file.take(), self.recovered.take()].map(|file| file.map(|file| file.remove()));
                    // A file that can't be removed is offered once more.
                    if files.iter().any(Option::is_some) {
                        self.offer();
                    }
                }
                Ok(DraftCommand::Lend(draft, reply)) => {
                    self.unkept = None;
                    let lent = self.file_of(&draft).and_then(|file| file.lend(&draft));
                    // If the receiver is gone, it has waited long enough.
                    let _ = reply.send(lent);
                }
                Ok(DraftCommand::Finish(reply)) => {
                    self.write();
                    let _ = reply.send(());
                }
                Ok(DraftCommand::WriteNow) | Err(RecvTimeoutError::Timeout) => self.write(),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn write(&mut self) {
        if let Some((draft, _)) = self.unkept.take() {
            // A disk that is full now may have room for the next version.
            let _ = self.file_of(&draft).and_then(|file| file.save(&draft));
        }
    }

    /// The file that a draft is kept in.
    fn file_of(&mut self, draft: &NoteDraft) -> io::Result<&DraftFile> {
        let place = if draft.is_recovered { &mut self.recovered } else { &mut self.file };
        let file = match place.take() {
            Some(file) => file,
            None => DraftFile::create(&self.place.directory, &self.place.shelf)?,
        };
        Ok(place.insert(file))
    }

    /// Sends the note that an earlier browser left.
    fn offer(&mut self) {
        if !self.place.offers {
            return;
        }
        let Some((file, draft)) = DraftFile::adopt(&self.place.directory, &self.place.shelf) else { return };
        self.recovered = Some(file);
        // If the receiver is gone, the process is exiting.
        let _ = self.sender.send(Message::Event(Event::NoteRecovered(Box::new(draft))));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const SHELF: &str = "/home/ada/shelf.jsonl";

    fn draft(text: &str) -> NoteDraft {
        serde_json::from_value(serde_json::json!({ "targets": [], "text": text })).unwrap()
    }

    fn place(directory: PathBuf) -> DraftPlace {
        DraftPlace { directory, shelf: SHELF.to_owned(), offers: true }
    }

    /// Returns the notes that the next process finds.
    fn left(directory: &std::path::Path) -> Vec<String> {
        let adopted = std::iter::from_fn(|| DraftFile::adopt(directory, SHELF).map(|(file, draft)| (file, draft.text)));
        let (files, mut texts): (Vec<DraftFile>, Vec<String>) = adopted.unzip();
        drop(files);
        texts.sort();
        texts
    }

    #[test]
    fn new_note_does_not_replace_a_recovered_one() {
        const LONG: Duration = Duration::from_mins(1);
        let home = tempfile::tempdir().unwrap();
        let directory = home.path().join("drafts");
        DraftFile::create(&directory, SHELF).unwrap().save(&draft("an earlier one")).unwrap();

        let (sender, messages) = channel();
        let keeper = DraftKeeper::start(Some(place(directory.clone())), sender);
        assert!(matches!(messages.recv(), Ok(Message::Event(Event::NoteRecovered(_)))));
        keeper.keep(draft("another"));
        keeper.finish(LONG);
        drop(keeper);
        // The thread has ended, and its locks are free.
        assert!(messages.recv().is_err());
        assert_eq!(left(&directory), ["an earlier one", "another"]);

        let (sender, messages) = channel();
        let keeper = DraftKeeper::start(Some(place(directory.clone())), sender);
        assert!(matches!(messages.recv(), Ok(Message::Event(Event::NoteRecovered(_)))));
        let mut continued = draft("an earlier one, continued");
        continued.is_recovered = true;
        keeper.keep(continued);
        keeper.finish(LONG);
        keeper.drop_draft();
        // The other one is offered next.
        assert!(matches!(messages.recv(), Ok(Message::Event(Event::NoteRecovered(_)))));
        keeper.drop_draft();
        keeper.finish(LONG);
        assert_eq!(fs::read_dir(&directory).unwrap().count(), 0);
    }
}

//! [`SessionHistory`]: the session file, with the last position in each set of collections and the query history.

use std::io;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::location::StateFile;
use super::lock::FileLock;
use super::quarantine::quarantine;
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app::{SessionState, push_query};

/// Version of the file format.
const SCHEMA: u32 = 1;
/// How long to wait for another process that saves its position.
const LOCK_TIMEOUT: Duration = Duration::from_millis(100);
/// Maximum number of sets of collections remembered.
const MAX_SESSIONS: usize = 50;

/// Content of the session file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct SessionHistory {
    schema: u32,
    /// The most recently used is last.
    places: Vec<SavedSession>,
    /// The most recent is last.
    pub(crate) queries: Vec<Safe<'static>>,
}

/// The last position in a set of collections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct SavedSession {
    /// The canonical paths of the files and directories.
    collections: Vec<String>,
    place: SessionState,
}

/// Changes to be added to the session file.
#[derive(Debug, Default)]
pub(crate) struct SessionDelta {
    pub(crate) position: Option<SessionState>,
    pub(crate) queries: Vec<Safe<'static>>,
}

impl SessionDelta {
    pub(crate) fn is_empty(&self) -> bool {
        self.position.is_none() && self.queries.is_empty()
    }
}

impl SessionHistory {
    /// Returns the last position in a set of collections.
    pub(crate) fn find(&self, collections: &[String]) -> Option<SessionState> {
        self.places.iter().find(|session| session.collections == collections).map(|session| session.place.clone())
    }

    fn apply(&mut self, collections: &[String], delta: &SessionDelta) {
        if let Some(place) = &delta.position {
            self.places.retain(|session| session.collections != collections);
            self.places.push(SavedSession { collections: collections.to_vec(), place: place.clone() });
            self.places.drain(..self.places.len().saturating_sub(MAX_SESSIONS));
        }
        for query in &delta.queries {
            push_query(&mut self.queries, query.clone());
        }
    }
}

/// Loads the session file; a damaged file is quarantined and replaced, with a message for the user.
pub(crate) fn load(path: &Path) -> io::Result<(SessionHistory, Option<Safe<'static>>)> {
    let file = StateFile::resolve(path)?;
    if let Some(history) = read(&file)? {
        return Ok((history, None));
    }
    let lock = file.lock(path)?;
    let (history, message) = read_or_quarantine(&file, &lock)?;
    if message.is_some() {
        file.write(&to_json(&history)?, &lock)?;
    }
    Ok((history, message))
}

/// Merges changes into the session file, keeping what other processes added meanwhile. A damaged file is quarantined,
/// with a message for the user.
pub(crate) fn save(path: &Path, collections: &[String], delta: &SessionDelta) -> io::Result<Option<Safe<'static>>> {
    let file = StateFile::resolve(path)?;
    // It is saved again with the next position.
    let lock = file.lock_while(path, &mut |wait| wait.waited <= LOCK_TIMEOUT)?;
    let (mut history, message) = read_or_quarantine(&file, &lock)?;
    history.apply(collections, delta);
    file.write(&to_json(&history)?, &lock)?;
    Ok(message)
}

/// Reads the file under the lock: before that, another process may have repaired it. If it is damaged, quarantines it,
/// and returns an empty history with a message for the user.
fn read_or_quarantine(file: &StateFile, lock: &FileLock) -> io::Result<(SessionHistory, Option<Safe<'static>>)> {
    if let Some(history) = read(file)? {
        return Ok((history, None));
    }
    let (path, aside) = (file.path.display().to_string(), quarantine(file, lock)?.display().to_string());
    let message = safe!(Safe::line(path), " was damaged; it is kept as ", Safe::line(aside));
    Ok((SessionHistory::default(), Some(message)))
}

/// Parses the file; `Ok(None)` if it is damaged, an empty history if it is missing.
fn read(location: &StateFile) -> io::Result<Option<SessionHistory>> {
    let bytes = match location.read_trusted() {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(SessionHistory::default())),
        Err(error) => return Err(error),
    };
    match serde_json::from_slice::<SessionHistory>(&bytes) {
        Ok(history) if history.schema > SCHEMA => Err(io::Error::other("it was written by a newer kzq")),
        Ok(history) => Ok(Some(history)),
        // The file may be valid in a newer version of the format.
        Err(_) if schema_of(&bytes).is_some_and(|schema| schema > SCHEMA) => {
            Err(io::Error::other("it was written by a newer kzq"))
        }
        Err(_) => Ok(None),
    }
}

fn schema_of(bytes: &[u8]) -> Option<u32> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    value.get("schema")?.as_u64()?.try_into().ok()
}

fn to_json(history: &SessionHistory) -> io::Result<Vec<u8>> {
    let history = SessionHistory { schema: SCHEMA, ..history.clone() };
    let mut bytes = serde_json::to_vec_pretty(&history).map_err(io::Error::other)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn delta(query: &'static str) -> SessionDelta {
        let place = serde_json::from_value(serde_json::json!({ "filter": query })).unwrap();
        SessionDelta { position: Some(place), queries: vec![query.into()] }
    }

    #[test]
    fn keeps_sessions_of_several_collections_up_to_limit() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/place.json");
        for number in 0..MAX_SESSIONS + 5 {
            save(&path, &[format!("/{number}.ron")], &delta("peace")).unwrap();
        }
        save(&path, &["/7.ron".to_owned()], &delta("war")).unwrap();
        let (history, message) = load(&path).unwrap();
        assert_eq!((history.places.len(), message), (MAX_SESSIONS, None));
        assert_eq!(history.find(&["/7.ron".to_owned()]).unwrap().filter.as_str(), "war");
        assert!(history.find(&["/4.ron".to_owned()]).is_none());
        assert_eq!(history.queries.iter().map(Safe::as_str).collect::<Vec<_>>(), ["peace", "war"]);
    }

    #[test]
    fn quarantines_truncated_files() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        save(&path, &["/a.ron".to_owned()], &delta("peace")).unwrap();
        let whole = fs::read(&path).unwrap();
        for cut in (1..whole.len() - 2).step_by(7) {
            fs::write(&path, &whole[..cut]).unwrap();
            let (history, message) = load(&path).unwrap();
            assert_eq!(history.places, []);
            let message = message.unwrap();
            let aside = message.as_str().rsplit(' ').next().unwrap();
            assert_eq!(fs::read(aside).unwrap(), whole[..cut]);
            save(&path, &["/a.ron".to_owned()], &delta("peace")).unwrap();
            assert_eq!(load(&path).unwrap().1, None);
        }
    }

    #[test]
    fn saving_over_a_damaged_file_reports_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        fs::write(&path, "{").unwrap();
        let message = save(&path, &["/a.ron".to_owned()], &delta("peace")).unwrap().unwrap();
        let aside = home.path().join("place.json.damaged-1");
        let expected = format!("{} was damaged; it is kept as {}", path.display(), aside.display());
        assert_eq!((message.as_str(), fs::read_to_string(aside).unwrap().as_str()), (expected.as_str(), "{"));
        assert_eq!(save(&path, &["/a.ron".to_owned()], &delta("war")).unwrap(), None);
    }

    #[test]
    fn load_keeps_a_file_repaired_by_another_process() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        save(&path, &["/a.ron".to_owned()], &delta("peace")).unwrap();
        let repaired = fs::read(&path).unwrap();
        fs::write(&path, "{").unwrap();
        let file = StateFile::resolve(&path).unwrap();
        let lock = file.lock(&path).unwrap();
        let loaded = std::thread::scope(|scope| {
            let loading = scope.spawn(|| load(&path).unwrap());
            // Long enough to read the damaged file, and to wait for the lock.
            std::thread::sleep(Duration::from_millis(100));
            file.write(&repaired, &lock).unwrap();
            drop(lock);
            loading.join().unwrap()
        });
        assert_eq!((loaded.0.queries.len(), loaded.1), (1, None));
        assert_eq!(fs::read(&path).unwrap(), repaired);
        assert!(!home.path().join("place.json.damaged-1").exists());
    }

    #[test]
    fn leaves_files_of_newer_versions_unchanged() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        for newer in [r#"{"schema": 2}"#, r#"{"schema": 2, "places": 7}"#] {
            fs::write(&path, newer).unwrap();
            assert!(load(&path).is_err() && save(&path, &[], &delta("x")).is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), newer);
        }
    }
}

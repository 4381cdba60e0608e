//! [`Trail`]: the session file, with the last position in each set of collections and the query history.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::location::Location;
use super::lock::Lock;
use super::quarantine::set_aside;
use kzq_text::Safe;
use kzq_text::safe;
use kzq_tui::app::{Whereabouts, remember_query};

/// Version of the file format.
const SCHEMA: u32 = 1;
/// Maximum number of sets of collections remembered.
const MOST_PLACES: usize = 50;

/// Content of the session file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Trail {
    schema: u32,
    /// The most recently used is last.
    places: Vec<Left>,
    /// The most recent is last.
    pub(crate) queries: Vec<Safe<'static>>,
}

/// The last position in a set of collections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Left {
    /// The canonical paths of the files and directories.
    collections: Vec<String>,
    place: Whereabouts,
}

/// Changes to be added to the session file.
#[derive(Debug, Default)]
pub(crate) struct Steps {
    pub(crate) place: Option<Whereabouts>,
    pub(crate) queries: Vec<Safe<'static>>,
}

impl Steps {
    pub(crate) fn is_empty(&self) -> bool {
        self.place.is_none() && self.queries.is_empty()
    }
}

impl Trail {
    /// Returns the last position in a set of collections.
    pub(crate) fn place(&self, collections: &[String]) -> Option<Whereabouts> {
        self.places.iter().find(|left| left.collections == collections).map(|left| left.place.clone())
    }

    fn add(&mut self, collections: &[String], steps: &Steps) {
        if let Some(place) = &steps.place {
            self.places.retain(|left| left.collections != collections);
            self.places.push(Left { collections: collections.to_vec(), place: place.clone() });
            self.places.drain(..self.places.len().saturating_sub(MOST_PLACES));
        }
        for query in &steps.queries {
            remember_query(&mut self.queries, query.clone());
        }
    }
}

/// Loads the session file; a damaged file is quarantined, with a message for the user.
pub(crate) fn load(path: &Path) -> io::Result<(Trail, Option<Safe<'static>>)> {
    let location = Location::of(path)?;
    if let Some(trail) = read(&location)? {
        return Ok((trail, None));
    }
    let lock = Lock::take(&location.lock_file())?;
    let aside = set_aside(&location, &lock)?;
    location.write(&written(&Trail::default())?, &lock)?;
    let (file, aside) = (location.file.display().to_string(), aside.display().to_string());
    let remark = safe!(Safe::line(file), " was damaged; it is kept as ", Safe::line(aside));
    Ok((Trail::default(), Some(remark)))
}

/// Merges changes into the session file, keeping what other processes added meanwhile.
pub(crate) fn save(path: &Path, collections: &[String], steps: &Steps) -> io::Result<()> {
    let location = Location::of(path)?;
    location.prepare(path)?;
    let lock = Lock::take(&location.lock_file())?;
    location.sweep(&lock);
    let read = read(&location)?;
    if read.is_none() {
        set_aside(&location, &lock)?;
    }
    let mut trail = read.unwrap_or_default();
    trail.add(collections, steps);
    location.write(&written(&trail)?, &lock)
}

/// Parses the file; `Ok(None)` if it is damaged, an empty history if it is missing.
fn read(location: &Location) -> io::Result<Option<Trail>> {
    let bytes = match location.bytes() {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Some(Trail::default())),
        Err(error) => return Err(error),
    };
    match serde_json::from_slice::<Trail>(&bytes) {
        Ok(trail) if trail.schema > SCHEMA => Err(io::Error::other("a newer kzq has written this")),
        Ok(trail) => Ok(Some(trail)),
        // The file may be valid in a newer version of the format.
        Err(_) if schema_of(&bytes).is_some_and(|schema| schema > SCHEMA) => {
            Err(io::Error::other("a newer kzq has written this"))
        }
        Err(_) => Ok(None),
    }
}

fn schema_of(bytes: &[u8]) -> Option<u32> {
    let value: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    value.get("schema")?.as_u64()?.try_into().ok()
}

fn written(trail: &Trail) -> io::Result<Vec<u8>> {
    let trail = Trail { schema: SCHEMA, ..trail.clone() };
    let mut bytes = serde_json::to_vec_pretty(&trail).map_err(io::Error::other)?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn steps(query: &'static str) -> Steps {
        let place = serde_json::from_value(serde_json::json!({ "filter": query })).unwrap();
        Steps { place: Some(place), queries: vec![query.into()] }
    }

    #[test]
    fn what_several_leave_is_kept_and_the_oldest_go() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("deep/place.json");
        for number in 0..MOST_PLACES + 5 {
            save(&path, &[format!("/{number}.ron")], &steps("peace")).unwrap();
        }
        save(&path, &["/7.ron".to_owned()], &steps("war")).unwrap();
        let (trail, remark) = load(&path).unwrap();
        assert_eq!((trail.places.len(), remark), (MOST_PLACES, None));
        assert_eq!(trail.place(&["/7.ron".to_owned()]).unwrap().filter.as_str(), "war");
        assert!(trail.place(&["/4.ron".to_owned()]).is_none());
        assert_eq!(trail.queries.iter().map(Safe::as_str).collect::<Vec<_>>(), ["peace", "war"]);
    }

    #[test]
    fn what_is_damaged_is_set_aside_at_every_cut() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        save(&path, &["/a.ron".to_owned()], &steps("peace")).unwrap();
        let whole = fs::read(&path).unwrap();
        for cut in (1..whole.len() - 2).step_by(7) {
            fs::write(&path, &whole[..cut]).unwrap();
            let (trail, remark) = load(&path).unwrap();
            assert_eq!(trail.places, []);
            let remark = remark.unwrap();
            let aside = remark.as_str().rsplit(' ').next().unwrap();
            assert_eq!(fs::read(aside).unwrap(), whole[..cut]);
            save(&path, &["/a.ron".to_owned()], &steps("peace")).unwrap();
            assert_eq!(load(&path).unwrap().1, None);
        }
    }

    #[test]
    fn that_of_a_newer_kzq_is_left_alone() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("place.json");
        for newer in [r#"{"schema": 2}"#, r#"{"schema": 2, "places": 7}"#] {
            fs::write(&path, newer).unwrap();
            assert!(load(&path).is_err() && save(&path, &[], &steps("x")).is_err());
            assert_eq!(fs::read_to_string(&path).unwrap(), newer);
        }
    }
}

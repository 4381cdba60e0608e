//! The shelf file: no acknowledged change is lost, and no change is partially written.
//!
//! `KZQ_LONG=1` enables the long runs: 10,000 kills instead of 300. The seed of random choices is printed,
//! and `KZQ_SEED` sets it.

use std::env;
use std::fs::{self, Permissions};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use kzq::host::state::shelf_store::{ShelfStore, StateError};
use kzq_corpus::Wording;
use kzq_shelf::{Change, EntryName, EntrySnapshot, InsertPosition, Shelf, serialize};
use kzq_text::Safe;

use crate::support::{Chance, aloud, installed, is_long, start};

/// The file that a process saves to; set for a process to be killed.
const FILE: &str = "KZQ_TEST_STATE_FILE";
/// The mark of the changes of that process.
const MARK: &str = "KZQ_TEST_STATE_MARK";
/// The number of saves it makes; if unset, it saves until it is killed.
const COUNT: &str = "KZQ_TEST_STATE_COUNT";

fn name(text: &str) -> EntryName {
    EntryName::from_text(text)
}

#[expect(clippy::unnecessary_wraps, reason = "as changes take it")]
fn imprint() -> Option<Arc<EntrySnapshot>> {
    Some(Arc::new(EntrySnapshot {
        fingerprint: 1,
        wording: Wording::Verbatim,
        text: Safe::text("So many words that a write takes more than a moment. ".repeat(20)),
        speaker: "Ada".into(),
        source: "Notes, n.d.".into(),
    }))
}

/// The change with a number, of three kinds in turn; [`has`] tells whether a shelf contains it.
fn change(mark: &str, number: usize) -> Change {
    let entry = name(&format!("c/{mark}-{number}"));
    match number % 3 {
        0 => Change::Star(entry, imprint()),
        1 => Change::Note { entry, snapshot: imprint(), from: None, to: Some(Safe::text(format!("note {number}"))) },
        _ => Change::Add { list: "List".into(), entry, snapshot: imprint(), position: InsertPosition::Last },
    }
}

fn has(shelf: &Shelf, mark: &str, number: usize) -> bool {
    let entry = name(&format!("c/{mark}-{number}"));
    match number % 3 {
        0 => shelf.is_starred(&entry),
        1 => shelf.note(&entry).is_some_and(|note| note.as_str() == format!("note {number}")),
        _ => shelf.list("List").is_some_and(|list| list.entries.contains(&entry)),
    }
}

/// Not a test itself: the process that other tests start and kill.
#[test]
#[ignore = "runs in a process that other tests start and kill"]
fn process_that_saves_and_acknowledges() {
    let file = env::var_os(FILE).expect("another test starts it, and names the file");
    let mark = env::var(MARK).expect("another test starts it, and names the mark");
    let count = env::var(COUNT).map_or(usize::MAX, |count| count.parse().unwrap());
    let store = ShelfStore::at(PathBuf::from(file));
    store.load().unwrap();
    for number in 0..count {
        store.save(&[change(&mark, number)]).unwrap();
        println!("kept {number}");
    }
}

/// Starts a process that saves.
fn saving(file: &Path, mark: &str, count: Option<usize>) -> Child {
    let mut command = Command::new(env::current_exe().unwrap());
    command.args([
        "--exact",
        "--ignored",
        "state::process_that_saves_and_acknowledges",
        "--nocapture",
        "--test-threads=1",
    ]);
    command.env(FILE, file).env(MARK, mark).stdout(Stdio::piped()).stderr(Stdio::null());
    if let Some(count) = count {
        command.env(COUNT, count.to_string());
    }
    start(&mut command)
}

/// The number in a line that acknowledges a save.
fn acknowledged(line: &str) -> Option<usize> {
    // The test harness may have written the start of the line.
    line.rsplit_once("kept ")?.1.parse().ok()
}

/// The names in the directory of a file, except the file and its lock.
fn others(file: &Path) -> Vec<String> {
    let own = file.file_name().unwrap().to_string_lossy().into_owned();
    let names = fs::read_dir(file.parent().unwrap()).unwrap();
    let names = names.map(|item| item.unwrap().file_name().into_string().unwrap());
    let mut others: Vec<String> = names.filter(|name| *name != own && *name != format!("{own}.lock")).collect();
    others.sort();
    others
}

#[test]
fn acknowledged_saves_survive_kills_at_any_time() {
    let kills = if is_long() { 10_000 } else { 300 };
    let mut chance = Chance::new();
    let directory = tempfile::tempdir().unwrap();
    let (mut saves, mut left, mut unacknowledged) = (0, 0, 0);
    for round in 0..kills {
        // A shelf grows for some rounds, then a new one is started.
        let file = directory.path().join(format!("{}/shelf.jsonl", round / 20));
        let mark = round.to_string();
        let mut child = saving(&file, &mark, None);
        let stdout = child.stdout.take().unwrap();
        let mut kept = 0;
        let mut lines = BufReader::new(stdout).lines().map_while(Result::ok);
        // Wait for some saves, so that the process is killed while it saves even on a busy machine; sometimes before
        // its first save.
        let awaited = usize::try_from(chance.below(5)).unwrap();
        while kept < awaited {
            let line = lines.next().expect("it saves until it is killed");
            kept = acknowledged(&line).map_or(kept, |last| last + 1);
        }
        thread::sleep(Duration::from_micros(chance.below(3_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        kept = lines.filter_map(|line| acknowledged(&line)).last().map_or(kept, |last| last + 1);

        if !file.parent().unwrap().exists() {
            continue;
        }
        left += others(&file).len();
        let loaded = ShelfStore::at(&file).load().unwrap();
        assert_eq!(loaded.message, None, "round {round}: the file is torn");
        assert!(others(&file).is_empty(), "round {round}: {:?}", others(&file));
        for number in 0..kept {
            assert!(has(&loaded.shelf, &mark, number), "round {round}: {number} of {kept} is lost");
        }
        // A save without acknowledgement may have been completed.
        unacknowledged += usize::from(has(&loaded.shelf, &mark, kept));
        assert!(!has(&loaded.shelf, &mark, kept + 1));
        saves += kept;
    }
    assert!(saves >= kills, "no more than {saves} saves were made before {kills} kills");
    aloud!(
        "{kills} kills: {saves} acknowledged saves, 0 lost; 0 torn; {left} temporary files left, 0 after the next \
         start; {unacknowledged} killed between the save and its acknowledgement"
    );
}

#[test]
fn concurrent_writers_lose_no_saves() {
    const WRITERS: usize = 4;
    const SAVES: usize = 200;
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("kzq/shelf.jsonl");
    let writers: Vec<Child> = (0..WRITERS).map(|mark| saving(&file, &mark.to_string(), Some(SAVES))).collect();
    for writer in writers {
        assert!(writer.wait_with_output().unwrap().status.success());
    }
    let kept = ShelfStore::at(&file).load().unwrap();
    assert_eq!(kept.message, None);
    for mark in 0..WRITERS {
        for number in 0..SAVES {
            assert!(has(&kept.shelf, &mark.to_string(), number), "{number} of writer {mark}");
        }
    }
    assert!(others(&file).is_empty());
    aloud!("{WRITERS}×{SAVES} saves at the same time: all kept");
}

/// A shelf and the content of its file.
fn some_shelf() -> (Shelf, String) {
    let mut shelf = Shelf::default();
    for number in 0..3 {
        let mut change = change("x", number);
        if let Change::Star(_, imprint)
        | Change::Note { snapshot: imprint, .. }
        | Change::Add { snapshot: imprint, .. } = &mut change
        {
            *imprint =
                imprint.as_deref().cloned().map(|imprint| Arc::new(EntrySnapshot { text: "Short.".into(), ..imprint }));
        }
        change.apply(&mut shelf);
    }
    let text = serialize(&shelf).unwrap();
    (shelf, text)
}

/// Loads a file with these bytes: it is intact, or set aside unchanged and replaced by an intact one, or refused.
fn assert_intact_or_set_aside(directory: &Path, bytes: &[u8], whole: &Shelf) {
    let file = directory.join("shelf.jsonl");
    fs::write(&file, bytes).unwrap();
    let store = ShelfStore::at(&file);
    match store.load() {
        Ok(kept) => match kept.message {
            None => assert_eq!(kept.shelf, *whole),
            Some(remark) => {
                let [aside] = &others(&file)[..] else { panic!("{:?}", others(&file)) };
                assert!(remark.as_str().contains(aside), "{remark} names {aside}");
                assert_eq!(fs::read(directory.join(aside)).unwrap(), bytes);
                let again = store.load().unwrap();
                assert_eq!((again.message, again.shelf), (None, kept.shelf));
                fs::remove_file(directory.join(aside)).unwrap();
            }
        },
        Err(StateError::Refused { .. }) => {
            assert_eq!(fs::read(&file).unwrap(), bytes);
            assert!(matches!(store.save(&[change("y", 0)]), Err(StateError::Refused { .. })));
            assert_eq!(fs::read(&file).unwrap(), bytes);
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn file_truncated_at_any_byte_is_intact_or_set_aside() {
    let directory = tempfile::tempdir().unwrap();
    let (shelf, text) = some_shelf();
    for length in 0..=text.len() {
        assert_intact_or_set_aside(directory.path(), &text.as_bytes()[..length], &shelf);
    }
    aloud!("cut at each of {} bytes: whole, or set aside and told", text.len());
}

#[test]
fn file_with_a_changed_byte_is_never_misread() {
    let directory = tempfile::tempdir().unwrap();
    let (shelf, text) = some_shelf();
    for at in 0..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[at] ^= [1, 0x20, 0x80][at % 3];
        assert_intact_or_set_aside(directory.path(), &bytes, &shelf);
    }
}

#[test]
fn files_set_aside_are_never_overwritten() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shelf.jsonl");
    for number in 1..=3 {
        fs::write(&file, format!("garbage {number}")).unwrap();
        let kept = ShelfStore::at(&file).save(&[change("x", 0)]).unwrap();
        assert!(kept.message.unwrap().as_str().contains(&format!("shelf.jsonl.damaged-{number}")));
        assert!(has(&kept.shelf, "x", 0));
    }
    for number in 1..=3 {
        let aside = directory.path().join(format!("shelf.jsonl.damaged-{number}"));
        assert_eq!(fs::read_to_string(aside).unwrap(), format!("garbage {number}"));
    }
}

#[test]
fn only_temporary_files_of_the_shelf_are_removed() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shelf.jsonl");
    let own = "shelf.jsonl.0123456789abcdef0123456789abcdef-77.tmp";
    let foreign = ["0123456789abcdef0123456789abcdef-77.tmp", "mine.tmp", "shelf.jsonl.tmp", "shelf.jsonl.bak"];
    for name in foreign.iter().chain(&[own]) {
        fs::write(directory.path().join(name), "x").unwrap();
    }
    ShelfStore::at(&file).load().unwrap();
    let mut foreign = foreign.map(str::to_owned);
    foreign.sort();
    assert_eq!(others(&file), foreign);
}

#[test]
fn symlinks_to_the_shelf_are_followed_and_kept() {
    let directory = tempfile::tempdir().unwrap();
    let there = directory.path().join("dotfiles");
    fs::create_dir(&there).unwrap();
    let (link, second) = (directory.path().join("shelf.jsonl"), directory.path().join("second"));
    symlink("dotfiles/mine.jsonl", &link).unwrap();
    symlink(&link, &second).unwrap();
    // The target does not exist yet.
    assert!(ShelfStore::at(&link).load().unwrap().shelf.is_empty());
    ShelfStore::at(&link).save(&[change("x", 0)]).unwrap();
    ShelfStore::at(&second).save(&[change("x", 1)]).unwrap();
    let target = there.join("mine.jsonl");
    assert!(link.is_symlink() && second.is_symlink() && !target.is_symlink());
    let kept = ShelfStore::at(&target).load().unwrap();
    assert!(has(&kept.shelf, "x", 0) && has(&kept.shelf, "x", 1));
    assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o600);
    assert!(others(&target).is_empty());

    symlink("round", directory.path().join("round")).unwrap();
    assert!(matches!(ShelfStore::at(directory.path().join("round")).load(), Err(StateError::File { .. })));
    symlink("missing/shelf", directory.path().join("lost")).unwrap();
    assert!(matches!(
        ShelfStore::at(directory.path().join("lost")).save(&[change("x", 0)]),
        Err(StateError::File { .. })
    ));
}

#[test]
fn directories_and_devices_are_rejected() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shelf.jsonl");
    fs::create_dir(&file).unwrap();
    assert!(matches!(ShelfStore::at(&file).load(), Err(StateError::File { .. })));
    assert!(matches!(ShelfStore::at(&file).save(&[change("x", 0)]), Err(StateError::File { .. })));
    assert!(matches!(ShelfStore::at("/dev/null").load(), Err(StateError::File { .. })));
}

#[test]
fn saving_waits_for_another_writer() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shelf.jsonl");
    let lock = fs::File::create(directory.path().join("shelf.jsonl.lock")).unwrap();
    lock.lock().unwrap();
    let begun = Instant::now();
    let saving = {
        let file = file.clone();
        thread::spawn(move || ShelfStore::at(&file).save(&[change("x", 0)]).map(|_| Instant::now()))
    };
    thread::sleep(Duration::from_millis(50));
    assert!(!file.exists());
    lock.unlock().unwrap();
    assert!(saving.join().unwrap().unwrap() > begun + Duration::from_millis(50));
}

/// A file system mounted on a temporary directory, unmounted when dropped.
struct Mount(tempfile::TempDir);

impl Mount {
    fn new(options: &str) -> Option<Self> {
        if !rustix::process::geteuid().is_root() || !installed("mount") {
            aloud!("SKIPPED: only root can mount a file system");
            return None;
        }
        let directory = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "kzq-test"]).arg(directory.path()).stderr(Stdio::null());
        if !start(&mut mount).wait().is_ok_and(|status| status.success()) {
            aloud!("SKIPPED: no file system can be mounted here");
            return None;
        }
        Some(Self(directory))
    }

    fn remount(&self, options: &str) {
        let mut mount = Command::new("mount");
        mount.args(["-o", &format!("remount,{options}")]).arg(self.0.path());
        assert!(start(&mut mount).wait().unwrap().success());
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("kzq/shelf.jsonl")
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = start(Command::new("umount").arg(self.0.path())).wait();
    }
}

#[test]
fn full_disk_keeps_saved_changes() {
    let Some(disk) = Mount::new("size=100k") else { return };
    let store = ShelfStore::at(disk.file());
    let failed_at = (0..1000).find(|&number| store.save(&[change("x", number)]).is_err()).expect("100 kB are full");
    assert!(failed_at > 10, "{failed_at}");
    for more in 0..20 {
        assert!(store.save(&[change("y", more)]).is_err() || has(&store.load().unwrap().shelf, "y", more));
    }
    assert!(others(&disk.file()).is_empty(), "{:?}", others(&disk.file()));
    let kept = store.load().unwrap();
    assert_eq!(kept.message, None);
    assert!((0..failed_at).all(|number| has(&kept.shelf, "x", number)));
    // There is enough space again.
    disk.remount("size=300k");
    assert!(has(&store.save(&[change("x", failed_at)]).unwrap().shelf, "x", failed_at));

    disk.remount("size=100k");
    fs::write(disk.file(), "damaged").unwrap();
    fs::write(disk.0.path().join("ballast"), vec![1; 300_000]).unwrap_err();
    let kept = store.load().unwrap();
    assert!(kept.message.is_some());
    assert!(store.save(&[change("x", 0)]).is_err());
    let aside = disk.0.path().join("kzq/shelf.jsonl.damaged-1");
    assert_eq!(fs::read_to_string(aside).unwrap(), "damaged");
    aloud!("a full file system of 100 kB: {failed_at} saves kept, then each refused without a loss");
}

#[test]
fn shelf_on_a_read_only_disk_can_be_read() {
    let Some(disk) = Mount::new("size=100k") else { return };
    let store = ShelfStore::at(disk.file());
    store.save(&[change("x", 0)]).unwrap();
    disk.remount("ro");
    assert!(has(&store.load().unwrap().shelf, "x", 0));
    assert!(matches!(store.save(&[change("x", 1)]), Err(StateError::File { .. })));
    disk.remount("rw");
    fs::write(disk.file(), "damaged").unwrap();
    disk.remount("ro");
    let remark = store.load().unwrap().message.unwrap();
    assert!(remark.as_str().contains("damaged"), "{remark}");
    disk.remount("rw");
    assert!(store.save(&[change("x", 1)]).unwrap().message.is_some());
}

#[test]
fn shelf_in_a_read_only_directory_can_be_read() {
    if rustix::process::geteuid().is_root() {
        aloud!("SKIPPED: root may write everywhere");
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("shelf.jsonl");
    ShelfStore::at(&file).save(&[change("x", 0)]).unwrap();
    fs::set_permissions(directory.path(), Permissions::from_mode(0o500)).unwrap();
    let (loaded, saved) = (ShelfStore::at(&file).load(), ShelfStore::at(&file).save(&[change("x", 1)]));
    fs::set_permissions(directory.path(), Permissions::from_mode(0o700)).unwrap();
    assert!(has(&loaded.unwrap().shelf, "x", 0));
    assert!(matches!(saved, Err(StateError::File { .. })));
}

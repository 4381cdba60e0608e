//! Which files kzq believes: state, settings and snapshots that nobody but the user or root can have written.

use std::env;
use std::fs::{self, Metadata};
use std::io;
use std::os::unix::fs::MetadataExt;

use rustix::process::geteuid;

/// Fails if a file may have been written by another user: it belongs to one, or everybody may write to it.
///
/// With `sudo`, files of the owner of the home directory are the user's own.
pub(crate) fn require_trusted(file: &Metadata) -> io::Result<()> {
    let user = geteuid().as_raw();
    let owner_of_home = || env::var_os("HOME").and_then(|home| fs::metadata(home).ok()).map(|home| home.uid());
    let is_own = file.uid() == user || file.uid() == 0 || (user == 0 && owner_of_home() == Some(file.uid()));
    if !is_own {
        return Err(refused(&format!("it belongs to another user (number {}); move it away", file.uid())));
    }
    if file.mode() & 0o002 != 0 {
        return Err(refused("anybody can write to it; `chmod o-w` it if you trust what it has"));
    }
    Ok(())
}

fn refused(reason: &str) -> io::Error {
    io::Error::new(io::ErrorKind::PermissionDenied, format!("not read: {reason}"))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{PermissionsExt, chown};

    use super::*;

    #[test]
    fn files_of_others_are_not_trusted() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("shelf.jsonl");
        fs::write(&path, "").unwrap();
        let refusal = |mode: u32| {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            require_trusted(&fs::metadata(&path).unwrap()).map_err(|error| error.to_string())
        };
        assert_eq!((refusal(0o600), refusal(0o664)), (Ok(()), Ok(())));
        assert!(refusal(0o666).unwrap_err().contains("chmod o-w"));
        if geteuid().is_root() {
            chown(&path, Some(12_345), None).unwrap();
            assert!(refusal(0o600).unwrap_err().contains("another user (number 12345)"));
        } else {
            eprintln!("skipped: only root can give files away");
        }
    }
}

//! Addresses of files (RFC 8089), as the protocol names documents.

use std::path::{Path, PathBuf};

use kzq_text::{percent_decode, percent_encode_path};

/// The path that an address of a file on this machine names; `None` for any other address.
pub fn path_of(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file:")?;
    let path = match rest.strip_prefix("//") {
        Some(rest) => &rest[rest.find('/').filter(|&at| matches!(&rest[..at], "" | "localhost"))?..],
        None => rest,
    };
    let path = String::from_utf8(percent_decode(path)).ok()?;
    // A drive: `/c:/a.md`.
    let is_drive = matches!(path.as_bytes(), [b'/', drive, b':', ..] if drive.is_ascii_alphabetic());
    let path = if is_drive { &path[1..] } else { &path };
    (path.starts_with('/') || is_drive).then(|| PathBuf::from(path))
}

/// The address of a file; `None` if its path is relative or no text.
pub fn uri_of(path: &Path) -> Option<String> {
    let path = path.to_str()?;
    let mut uri = "file://".to_owned();
    if !path.starts_with('/') {
        path.as_bytes().get(1).filter(|&&second| second == b':')?;
        uri.push('/');
    }
    uri += &percent_encode_path(path.replace('\\', "/").as_bytes(), b":");
    Some(uri)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_uris_are_converted_to_paths() {
        for (uri, path) in [
            ("file:///home/ada/a.md", Some("/home/ada/a.md")),
            ("file://localhost/a", Some("/a")),
            ("file:/a", Some("/a")),
            ("file:///a%20b/%C3%A9.md", Some("/a b/é.md")),
            ("file:///c%3A/a.md", Some("c:/a.md")),
            ("file:///100%", Some("/100%")),
            ("file:///a%+1", Some("/a%+1")),
            ("file:///%FF", None),
            ("file://host/a", None),
            ("file:a", None),
            ("untitled:Untitled-1", None),
            ("", None),
        ] {
            assert_eq!(path_of(uri), path.map(PathBuf::from), "{uri}");
        }
        for (path, uri) in
            [("/a b/é.md", Some("file:///a%20b/%C3%A9.md")), ("c:\\a", Some("file:///c:/a")), ("a", None)]
        {
            assert_eq!(uri_of(Path::new(path)).as_deref(), uri, "{path}");
        }
    }
}

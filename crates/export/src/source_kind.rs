//! The names of the kinds of sources in RON.

use kzq_corpus::SourceKind;

/// Returns the name of a kind in RON; `None` for the default.
pub(crate) fn source_kind_name(kind: SourceKind) -> Option<&'static str> {
    match kind {
        SourceKind::Article => Some("Article"),
        SourceKind::Broadcast => Some("Broadcast"),
        SourceKind::Book => Some("Book"),
        SourceKind::Speech => Some("Speech"),
        SourceKind::Document => Some("Document"),
        SourceKind::Web => Some("Web"),
        SourceKind::Summary { machine: true } => Some("Summary(machine: true)"),
        SourceKind::Summary { machine: false } => Some("Summary(machine: false)"),
        SourceKind::Other => None,
    }
}

//! [`Checked`]: who compared an entry with its source, and when.

use serde::{Deserialize, Serialize};

use crate::date::Date;
use crate::fingerprint::Fingerprint;
use kzq_text::Safe;

/// A comparison of an entry with the text of its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Who made it.
    pub by: Safe<'static>,
    /// When.
    pub date: Date,
    /// The fingerprint of the text of the source at that time.
    pub fingerprint: Option<Fingerprint>,
}

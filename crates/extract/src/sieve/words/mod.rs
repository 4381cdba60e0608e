//! What single words are by their form: case, gender, kind of noun or verb.

pub(crate) mod cases;
pub(crate) mod gender;
pub(crate) mod institutions;
pub(crate) mod nouns;
pub(crate) mod verbs;

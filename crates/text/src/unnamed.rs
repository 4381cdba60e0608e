//! Labels of transcripts that name nobody.

/// Words for speakers who are not named, in lower case.
const ROLES: &[&str] = &[
    "all",
    "anchor",
    "announcer",
    "attendee",
    "audience",
    "both",
    "boy",
    "caller",
    "chorus",
    "crowd",
    "entrevistador",
    "female",
    "girl",
    "group",
    "guest",
    "hablante",
    "host",
    "interpreter",
    "interviewee",
    "interviewer",
    "intervieweur",
    "journalist",
    "locuteur",
    "male",
    "man",
    "men",
    "moderator",
    "moderatorin",
    "member",
    "multiple",
    "narrator",
    "operator",
    "panelist",
    "participant",
    "person",
    "protester",
    "protesters",
    "question",
    "questioner",
    "recording",
    "reporter",
    "reporters",
    "spectator",
    "speaker",
    "speakers",
    "spk",
    "sprecher",
    "sprecherin",
    "student",
    "students",
    "teacher",
    "translator",
    "voice",
    "voiceover",
    "voices",
    "witness",
    "woman",
    "women",
];

/// Words that say that nobody knows the name, in lower case.
const UNNAMED: &[&str] = &["unidentified", "unidentifiable", "unknown", "unnamed", "unbekannt", "the"];

/// Whether a label of a transcript names nobody: `SPEAKER_00`, `UNIDENTIFIED MALE`, `Host`, `J`.
pub fn names_nobody(name: &str) -> bool {
    let lower = name.to_lowercase();
    let separators = |c: char| c.is_whitespace() || matches!(c, '_' | '-' | '#' | '.' | '/');
    let words: Vec<&str> = lower.split(separators).filter(|word| !word.is_empty()).collect();
    let is_role = |word: &&str| {
        let bare = word.trim_end_matches(|c: char| c.is_ascii_digit());
        bare.is_empty()
            || bare.chars().count() == 1
            || ROLES.contains(&bare)
            || ROLES.contains(&bare.trim_end_matches('s'))
    };
    words.first().is_some_and(|first| UNNAMED.contains(first)) || !words.is_empty() && words.iter().all(is_role)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_unnamed_speakers_are_recognised() {
        for name in [
            "SPEAKER_00",
            "Speaker 1",
            "S1",
            "spk_0",
            "UNIDENTIFIED MALE",
            "Unknown Speaker",
            "Host",
            "CALLER #2",
            "AUDIENCE MEMBER",
            "THE PRESIDENT",
            "J",
            "Q",
        ] {
            assert!(names_nobody(name), "{name}");
        }
        for name in ["Jane Doe", "DOE", "JD", "Mann", "Bo"] {
            assert!(!names_nobody(name), "{name}");
        }
    }
}

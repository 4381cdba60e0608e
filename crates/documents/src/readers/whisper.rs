//! Reads transcripts that Whisper writes as JSON: that of `OpenAI` and those made after it, and that of `whisper.cpp`.

use std::time::Duration;

use kzq_text::markup::TextBuilder;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::document::{Document, Part, PartKind, TimedCue};
use crate::error::DocumentError;

/// A transcript. Other keys are not read.
#[derive(Deserialize)]
struct Transcript<'o> {
    #[serde(borrow, default)]
    segments: Option<Vec<Segment<'o>>>,
    /// The segments, as `whisper.cpp` calls them.
    #[serde(borrow, default)]
    transcription: Option<Vec<Segment<'o>>>,
}

/// Some words of a transcript.
#[derive(Deserialize)]
struct Segment<'o> {
    /// The string with its quotation marks and escapes.
    #[serde(borrow)]
    text: &'o RawValue,
    /// The time in seconds.
    #[serde(default)]
    start: Option<f64>,
    /// The times of `whisper.cpp`, in milliseconds.
    #[serde(default)]
    offsets: Option<Offsets>,
    /// Who speaks, in transcripts that tell speakers apart.
    #[serde(default)]
    speaker: Option<String>,
}

#[derive(Deserialize)]
struct Offsets {
    from: u64,
}

/// Whether a text begins as a transcript does.
pub(crate) fn is_transcript(text: &str) -> bool {
    let json = text.trim_start_matches('\u{feff}').trim_start();
    json.starts_with('{') && (json.contains("\"segments\"") || json.contains("\"transcription\""))
}

/// Reads a transcript: a line for each segment, and a paragraph for each speaker if it names them.
pub(crate) fn read(original: &str) -> Result<Document<'_>, DocumentError> {
    let json = original.strip_prefix('\u{feff}').unwrap_or(original);
    let transcript: Transcript<'_> =
        serde_json::from_str(json).map_err(|error| DocumentError::NoTranscript(error.to_string()))?;
    let Some(segments) = transcript.segments.or(transcript.transcription) else {
        return Err(DocumentError::NoTranscript("it has neither `segments` nor `transcription`".to_owned()));
    };
    let mut builder = TextBuilder::new(original);
    let mut cues: Vec<TimedCue> = Vec::new();
    for segment in segments {
        let raw = segment.text.get();
        let at = raw.as_ptr().addr() - original.as_ptr().addr();
        let words =
            serde_json::from_str::<String>(raw).map_err(|error| DocumentError::NoTranscript(error.to_string()))?;
        if words.trim().is_empty() {
            continue;
        }
        if cues.last().is_some_and(|last| last.speaker != segment.speaker) {
            builder.end_paragraph();
        } else if !cues.is_empty() {
            builder.break_line(None);
        }
        let seconds = segment.start.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        let time = seconds.or(segment.offsets.map(|offsets| Duration::from_millis(offsets.from))).unwrap_or_default();
        cues.push(TimedCue { start: builder.text().len(), time, speaker: segment.speaker });
        push_string(&mut builder, raw, at, &words);
    }
    let main = Part { cues, ..Part::new(PartKind::Main, builder.finish()) };
    Ok(Document::new(main, Vec::new(), Vec::new()))
}

/// Pushes the words of a JSON string, each character with its place in the original, where the string is at `at`.
fn push_string(builder: &mut TextBuilder<'_>, raw: &str, at: usize, words: &str) {
    let start = words.len() - words.trim_start().len();
    let end = words.trim_end().len();
    let mut place = 1;
    for (index, c) in words.char_indices() {
        let rest = &raw[place..];
        let length = match rest.as_bytes() {
            [b'\\', b'u', ..] if c.len_utf16() == 2 => 12,
            [b'\\', b'u', ..] => 6,
            [b'\\', ..] => 2,
            _ => c.len_utf8(),
        };
        if (start..end).contains(&index) {
            builder.push(&words[index..index + c.len_utf8()], at + place);
        }
        place += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_have_times_speakers_and_places() {
        let original = r#"{"text": " x", "language": "en", "segments": [
            {"id": 0, "start": 0.0, "end": 2.5, "text": " We \"must\" \ud83d\ude00 \u00e9 be", "words": [{"word": "We"}]},
            {"id": 1, "start": 62.5, "end": 63.0, "text": " frank.", "speaker": "SPEAKER_01"},
            {"start": 63.0, "text": "  "}]}"#;
        let document = read(original).unwrap();
        let main = document.main();
        assert_eq!(main.text(), "We \"must\" 😀 é be\n\nfrank.\n\n");
        let cue = main.cue_at(main.text().len() - 1).unwrap();
        assert_eq!((cue.timestamp().as_str(), cue.speaker), ("00:01:02", Some("SPEAKER_01")));
        assert_eq!(main.cue_at(0).unwrap().speaker, None);
        for word in ["We", "must", "be", "frank."] {
            let at = main.plain.original_offset(main.text().rfind(word).unwrap());
            assert!(original[at..].starts_with(word), "{word}");
        }
        assert_eq!(main.place(main.text().find("frank").unwrap()).line, 3);

        let cpp = r#"{"transcription": [{"timestamps": {"from": "00:00:07,000"}, "offsets": {"from": 7000, "to": 9000}, "text": " So."}]}"#;
        assert_eq!(read(cpp).unwrap().main().cue_at(0).unwrap().time, Duration::from_secs(7));
    }

    #[test]
    fn json_without_a_valid_transcript_is_rejected() {
        for original in [
            "",
            "[]",
            "{}",
            "{\"segments\": 1}",
            "{\"segments\": [{\"text\": 1}]}",
            "{\"segments\": [{\"text\": \"\\ud800\"}]}",
        ] {
            assert!(matches!(read(original), Err(DocumentError::NoTranscript(_))), "{original}");
        }
    }
}

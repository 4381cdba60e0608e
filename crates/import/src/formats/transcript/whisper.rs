//! The JSON that Whisper and `WhisperX` write: segments with times, and sometimes speakers.

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use super::captions::is_language;
use super::cast::Cast;
use super::direction;
use super::label;
use super::piece::{Mark, Piece};
use super::turns::{Turns, Unlabelled};
use crate::format::{Format, Input, ReadError, ReadOptions};
use crate::formats::json_shape;
use crate::formats::json_value::Lines;
use crate::item::{Item, Sink, Skipped};

/// The row of the format.
pub(in crate::formats) const FORMAT: Format =
    Format { name: "whisper", about: "transcripts as JSON, from Whisper and WhisperX", sniff, read };

#[derive(Deserialize)]
struct Transcript<'t> {
    #[serde(borrow)]
    segments: Vec<&'t RawValue>,
    language: Option<Value>,
}

#[derive(Deserialize)]
struct Segment {
    text: String,
    start: Option<f64>,
    end: Option<f64>,
    speaker: Option<Value>,
}

fn sniff(input: &Input<'_>) -> Option<String> {
    let has_times = ["\"start\"", "\"end\"", "\"text\""].iter().all(|key| input.text.contains(key));
    let is_transcript = has_times && json_shape::is_object_with(input.text, &["segments"]);
    is_transcript.then(|| "`segments` with `start` and `end`, as Whisper writes them".to_owned())
}

fn read(input: &Input<'_>, _: &ReadOptions, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let transcript: Transcript<'_> = json_shape::parse(input.text, "a transcript of Whisper")?;
    let pieces = || {
        let mut lines = Lines::new(input.text);
        transcript.segments.iter().map(move |raw| {
            let line = lines.line_of(raw);
            serde_json::from_str::<Segment>(raw.get()).map(|segment| piece(line, &segment)).map_err(|_| line)
        })
    };
    let cast = Cast::learn(pieces().filter_map(Result::ok), &[]);
    let language = transcript.language.as_ref().and_then(Value::as_str).filter(|tag| is_language(tag));
    let mut skipped = Vec::new();
    let mut turns = Turns::new(&cast, Unlabelled::EndSentence, sink).in_language(language.map(str::to_owned));
    for piece in pieces() {
        match piece {
            Ok(piece) if piece.text.is_empty() => skipped.push(Skipped { line: piece.line, reason: "no words" }),
            Ok(piece) => {
                if !turns.push(&piece) {
                    return Ok(());
                }
            }
            Err(line) => skipped.push(Skipped { line, reason: "no segment with a text" }),
        }
    }
    turns.finish();
    for item in skipped {
        if !sink.accept(Item::Skipped(item)) {
            break;
        }
    }
    Ok(())
}

fn piece(line: usize, segment: &Segment) -> Piece<'static> {
    let text = segment.text.trim().to_owned();
    let speaker = match &segment.speaker {
        Some(Value::String(name)) if !name.trim().is_empty() => Some(label::given(name)),
        // A number is nobody's name.
        Some(Value::Number(number)) => Some(label::given(&format!("SPEAKER_{number}"))),
        _ => None,
    };
    let mark = match (direction::read(&text), speaker) {
        (Some(direction), _) if !text.is_empty() => Mark::Direction(direction),
        (_, Some(label)) => Mark::Label(label),
        (_, None) => Mark::None,
    };
    let time = segment.start.map(|start| (milliseconds(start), milliseconds(segment.end.unwrap_or(start))));
    Piece { line, time, mark, text: text.into(), words_at: 0, joint: " " }
}

/// A time in seconds as milliseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is within the range")]
fn milliseconds(seconds: f64) -> u64 {
    (seconds.clamp(0.0, 1e9) * 1000.0).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::tests::{collect, described};

    #[test]
    fn segments_of_a_speaker_are_joined() {
        let text = r#"{"text": " all", "language": "en", "segments": [
            {"id": 0, "start": 0.0, "end": 2.5, "text": " One is", "speaker": "Jane Doe"},
            {"id": 1, "start": 2.5, "end": 4.0, "text": " enough.", "speaker": "Jane Doe"},
            {"id": 2, "start": 62.0, "end": 63.0, "text": " Two.", "speaker": "SPEAKER_01"},
            {"id": 3, "start": 63.0, "end": 64.0, "text": " Three."},
            {"id": 4, "start": 64.0, "end": 65.0, "text": " [Music]"},
            {"id": 5}
        ]}"#;
        let found = collect(&FORMAT, "talk.json", text.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["One is enough. — Jane Doe", "Two. — ?", "Three. — ?"]
        );
        let draft = &found.entries[1].draft;
        assert_eq!((draft.locator.time.as_deref(), draft.lang.as_deref()), (Some("1:02"), Some("en")));
        assert_eq!(draft.extra, [("speaker".to_owned(), "SPEAKER_01".to_owned())]);
        assert_eq!(found.entries.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 4, 5]);
        let skipped: Vec<usize> = found.skipped.iter().map(|skipped| skipped.line).collect();
        assert_eq!(skipped, [6, 7]);
    }

    #[test]
    fn segments_without_speakers_are_joined_into_sentences() {
        let text = r#"{"segments": [
            {"start": 0, "end": 1, "text": "One is"}, {"start": 1, "end": 2, "text": "enough."},
            {"start": 2, "end": 3, "text": "Two"}, {"start": 9, "end": 10, "text": "three"}
        ]}"#;
        let found = collect(&FORMAT, "talk.json", text.as_bytes());
        assert_eq!(
            found.entries.iter().map(described).collect::<Vec<_>>(),
            ["One is enough. — ?", "Two — ?", "three — ?"]
        );
    }

    #[test]
    fn other_json_is_an_error_with_its_place() {
        let found = collect(&FORMAT, "x.json", b"{\n \"segments\": 7}");
        assert!(
            found
                .error
                .is_some_and(|error| error.line == 2 && error.message.starts_with("not a transcript of Whisper"))
        );
    }
}

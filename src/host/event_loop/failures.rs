//! What the user must learn of, even if the browser ends before the next frame.

use kzq_text::Safe;
use kzq_tui::app::{Event, FileEdited, FileSteps};

/// Returns why something that the user requested has failed, if the event reports that.
pub(super) fn failure(event: &Event) -> Option<Safe<'static>> {
    match event {
        Event::EffectFailed(reason) | Event::FileEdited(Err(reason)) | Event::AcceptedWritten(Err(reason)) => {
            Some(reason.clone())
        }
        // A part of it has failed. What the user has left broken in an editor is not a failure.
        Event::FileEdited(Ok(FileEdited {
            message,
            has_mistakes: true,
            steps: FileSteps::Undone(_) | FileSteps::Redone(_),
            ..
        })) => Some(message.clone()),
        _ => None,
    }
}

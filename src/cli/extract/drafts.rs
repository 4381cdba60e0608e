//! Entries made of the quotations of an article.

use super::article_file::ArticleFile;
use crate::cli::failure::UsageError;
use kzq_corpus::{Date, SourceKind, url_error};
use kzq_edit::{DraftField, DraftLead, EntryDraft, Locator, SourceDraft, SourceReference, SpeakerReference};
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind, unwrap_lines};

/// What the user says about the article.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct SourceArgs {
    /// Its title, for the source. Default: what the page says, else the name of the file.
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Who published it.
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// Its address.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// When it was published: 2025-05-29, 29 May 2025, May 2025 or 2025.
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
}

/// The source that an article is, by what the user says and else by what the page says.
///
/// # Errors
///
/// If an option is not what a collection takes, or nothing gives a title.
pub(in crate::cli) fn source_draft(
    given: &SourceArgs,
    file: &ArticleFile<'_>,
    article: &Article<'_>,
) -> Result<SourceDraft, UsageError> {
    let page = &article.metadata;
    let known = |text: &Option<String>| text.as_deref().map(unwrap_lines).filter(|text| !text.is_empty());
    let title = given.title.clone().or_else(|| known(&page.title)).or_else(|| file.stem());
    let title =
        title.ok_or_else(|| UsageError("nothing gives a title for the source; name it with `--title`".into()))?;
    let (date, url) = checked(given, &title)?;
    let read_date = |date: String| Date::from_words(&date).ok().map(|date| date.to_string());
    Ok(SourceDraft {
        kind: SourceKind::Article,
        authors: page.authors.iter().map(|name| unwrap_lines(name)).filter(|name| !name.is_empty()).collect(),
        title,
        publisher: given.publisher.clone().filter(|name| !name.trim().is_empty()).or_else(|| known(&page.publisher)),
        date: date.or_else(|| known(&page.date).and_then(read_date)),
        url: url.or_else(|| known(&page.url).filter(|url| url_error(url).is_none())),
        ..SourceDraft::default()
    })
}

/// The date and the address that the user gives, checked and as a collection has them.
fn checked(given: &SourceArgs, title: &str) -> Result<(Option<String>, Option<String>), UsageError> {
    let source = SourceDraft { title: title.to_owned(), url: given.url.clone(), ..SourceDraft::default() };
    let mut draft = EntryDraft {
        text: "words".to_owned(),
        source: Some(SourceReference::Described(Box::new(source))),
        date: given.date.clone(),
        ..EntryDraft::default()
    };
    draft.normalise().map_err(|error| {
        let option = match error.field {
            DraftField::Date => "--date",
            DraftField::Url => "--url",
            _ => "--title",
        };
        UsageError(format!("{option}: {error}"))
    })?;
    Ok((draft.date, given.url.clone()))
}

/// Makes the entries of the quotations among some candidates; terms make none. A comma at the end of the words stays out:
/// it belongs to the sentence around them. The id depends on the words and the source, so that an entry whose speaker is
/// corrected is not added again.
pub(crate) fn entry_drafts<'c>(
    article: &Article<'_>,
    candidates: impl IntoIterator<Item = &'c Candidate>,
    source: &SourceDraft,
) -> Vec<EntryDraft> {
    let has_language = |lang: &String| {
        let mut draft = EntryDraft { text: "words".to_owned(), lang: Some(lang.clone()), ..EntryDraft::default() };
        draft.normalise().is_ok()
    };
    let lang = article.metadata.language.clone().filter(has_language);
    let quotes = candidates.into_iter().filter(|candidate| candidate.kind == CandidateKind::Quote);
    let drafts = quotes.map(|candidate| {
        let text = |range: &std::ops::Range<usize>| unwrap_lines(&article.text()[range.clone()]);
        let words = candidate.unwrapped_words(article.text());
        EntryDraft {
            text: words.trim_end_matches([',', '،', '，', '、']).trim_end().to_owned(),
            speaker: candidate.speaker.as_deref().map(SpeakerReference::named),
            source: Some(SourceReference::Described(Box::new(source.clone()))),
            locator: Locator { section: candidate.section.as_ref().map(text), ..Locator::default() },
            lead: candidate.lead.as_ref().and_then(|lead| draft_lead(article, lead, &text(lead))),
            lang: lang.clone(),
            ..EntryDraft::default()
        }
    });
    let drafts = drafts.filter(|draft| !draft.text.is_empty());
    drafts.map(|draft| EntryDraft { id: Some(draft.id_without_speaker()), ..draft }).collect()
}

/// What leads in to a quotation: a question of another speaker in a transcript, a question that the article tells, or
/// narration. The colon at its end stays out.
fn draft_lead(article: &Article<'_>, lead: &std::ops::Range<usize>, text: &str) -> Option<DraftLead> {
    let text = text.trim_end_matches([':', '：']).trim_end().to_owned();
    let is_question = text.trim_end_matches(['”', '"', '»', '“', '’', ')']).ends_with(['?', '？', '؟', ';']);
    let is_spoken = || {
        let turn = article.turns.partition_point(|turn| turn.label.start <= lead.start).checked_sub(1);
        let words = turn.into_iter().flat_map(|turn| &article.turns[turn].words);
        words.into_iter().any(|words| words.start <= lead.start && lead.start < words.end)
    };
    (!text.is_empty()).then(|| match () {
        () if is_question && is_spoken() => DraftLead::Asked(text),
        () if is_question => DraftLead::AskedAsTold(text),
        () => DraftLead::Narrated(text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_extract::candidate::Why;
    use kzq_text::markup::Markup;

    fn candidate(text: &str, kind: CandidateKind, parts: &[&str], lead: Option<&str>) -> Candidate {
        let span = |part: &str| text.find(part).map(|start| start..start + part.len()).unwrap();
        Candidate {
            speaker: Some("Ada Moss".to_owned()),
            lead: lead.map(span),
            why: Why::Named,
            ..Candidate::new(kind, parts.iter().map(|part| span(part)).collect())
        }
    }

    #[test]
    fn quotations_become_entries_without_the_last_comma() {
        let text =
            "Why now? Ada Moss was asked.\n\n“The bridge\nis old,” she said. “And,” she said, “the ‘new’ one is late.”";
        let article = Article::read(text, Markup::Plain);
        let source = SourceDraft { title: "News".to_owned(), ..SourceDraft::default() };
        let candidates = [
            candidate(text, CandidateKind::Quote, &["The bridge\nis old,"], Some("Why now?")),
            candidate(text, CandidateKind::Quote, &["And,", "the ‘new’ one is late."], Some("Ada Moss was asked.")),
            candidate(text, CandidateKind::Term, &["new"], None),
        ];
        let drafts = entry_drafts(&article, &candidates, &source);
        let words: Vec<&str> = drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(words, ["The bridge is old", "And, the ‘new’ one is late."]);
        let leads: Vec<&Option<DraftLead>> = drafts.iter().map(|draft| &draft.lead).collect();
        let told = Some(DraftLead::AskedAsTold("Why now?".to_owned()));
        assert_eq!(leads, [&told, &Some(DraftLead::Narrated("Ada Moss was asked.".to_owned()))]);
        assert_eq!(drafts[0].speaker, Some(SpeakerReference::named("Ada Moss")));
    }
}

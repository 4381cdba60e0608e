//! The tools: what they are called, what they take, and what they answer.

use std::path::Path;
use std::sync::Arc;

use kzq_mcp::{Tool, ToolAnswer, ToolCall};
use serde::Serialize;
use serde_json::{Value, json};

use super::arguments::{Argument, Arguments, Kind};
use super::{judged, schema};
use crate::cli::command::search::HitRecord;
use crate::cli::command::verify::VerifyRecord;
use crate::cli::context::{Context, Failure};
use crate::cli::documents::DocumentFile;
use crate::cli::draft_report::DraftReport;
use crate::cli::findings::FindingFile;
use crate::cli::lookup::find_entry;
use crate::cli::out::Out;
use crate::cli::print::{point_at, write_for_reading};
use crate::cli::proofread_record::ProofreadRecord;
use kzq_corpus::Corpus;
use kzq_documents::{DocumentFormat, Limits, read};
use kzq_export::EntryRecord;
use kzq_extract::quotes::find_quotes;
use kzq_fidelity::{ProofreadReport, Proofreader, VerificationTexts, proofread};
use kzq_search::{FacetFilter, FieldName, Query, SearchOptions};
use kzq_shelf::{Placement, Shelf};
use kzq_text::{Safe, safe};

/// The most quotations that are judged in one text.
const MAX_QUOTATIONS: usize = 200;
/// The longest answer in bytes, as JSON and as text together.
const MAX_ANSWER: usize = 500_000;

/// What the text is called that an assistant gives.
const DRAFT_NAME: &str = "(text)";

const ID: Argument = Argument { name: "id", doc: "An id, or collection/id.", kind: Kind::Text(1_000) };
const QUERY: Argument = Argument {
    name: "query",
    doc: "Words, all of which must match; \"phrases\", !negations, OR, ( ), and fields such as speaker:, topic:, source:, \
          kind:quote, date:2020..2024, sort:date.",
    kind: Kind::Text(1_000),
};
const LIMIT: Argument = Argument {
    name: "limit",
    doc: "At most this many entries, the best matches.",
    kind: Kind::Number { default: 10, max: 50 },
};
const WORDS: Argument = Argument {
    name: "text",
    doc: "Words that are to be quoted, without quotation marks around them.",
    kind: Kind::Text(20_000),
};
const SPEAKER: Argument = Argument {
    name: "speaker",
    doc: "Who is to be named as the speaker of `text`: a name, an alias or an id.",
    kind: Kind::Text(200),
};
const DRAFT: Argument =
    Argument { name: "text", doc: "The text, with its quotations in quotation marks.", kind: Kind::Text(100_000) };
const FORMAT: Argument = Argument {
    name: "format",
    doc: "How the text is marked up; Markdown by default.",
    kind: Kind::Word(|| DocumentFormat::ALL.into_iter().filter(|it| it.is_text()).map(DocumentFormat::name).collect()),
};
const STRICT: Argument = Argument {
    name: "strict",
    doc: "Report every change without a mark, also of an initial capital.",
    kind: Kind::Flag,
};

type Answer = Result<ToolAnswer, String>;

/// A tool with its arguments, and what runs it.
struct Row {
    name: &'static str,
    title: &'static str,
    doc: fn() -> String,
    arguments: &'static [Argument],
    required: &'static [&'static str],
    output: fn() -> Value,
    run: fn(&mut Context<'_>, &Arguments<'_>) -> Answer,
}

const TOOLS: [Row; 4] = [
    Row {
        name: "search_quotations",
        title: "Search quotations",
        doc: || {
            format!(
                "Find entries of the user's collections of attributed quotations. Each says whether it is verbatim \
                 (exact words), reported or a summary. An answer has at most {MAX_ANSWER} bytes."
            )
        },
        arguments: &[QUERY, LIMIT],
        required: &["query"],
        output: schema::search,
        run: search,
    },
    Row {
        name: "get_quotation",
        title: "Get a quotation",
        doc: || format!("Read one entry with its speaker, source and wording. At most {MAX_ANSWER} bytes."),
        arguments: &[ID],
        required: &["id"],
        output: schema::entry,
        run: get,
    },
    Row {
        name: "verify_quotation",
        title: "Verify a quotation",
        doc: || {
            "Check a quotation. With `text` (and `speaker`): whether somebody said exactly these words, and whether it was \
             that speaker. With `id`: whether the text of its source has the words of an entry. Give one of the two."
                .to_owned()
        },
        arguments: &[ID, WORDS, SPEAKER],
        required: &[],
        output: schema::verify,
        run: verify,
    },
    Row {
        name: "proofread_text",
        title: "Proofread a text",
        doc: || {
            format!(
                "Check every quotation of a text against the collections: exact, altered, a paraphrase, of another \
                 speaker, or unknown. At most {MAX_QUOTATIONS} quotations in one call."
            )
        },
        arguments: &[DRAFT, FORMAT, STRICT],
        required: &["text"],
        output: schema::proofread,
        run: proofread_text,
    },
];

/// The definitions of the tools.
pub(super) fn all() -> Vec<Tool> {
    let define = |row: Row| Tool {
        name: row.name,
        title: row.title,
        description: (row.doc)(),
        input: schema::input(row.arguments, row.required),
        output: (row.output)(),
    };
    TOOLS.map(define).into()
}

/// Runs a tool.
pub(super) fn run(context: &mut Context<'_>, call: ToolCall<'_>) -> Answer {
    let Some(row) = TOOLS.into_iter().find(|row| row.name == call.name) else { return Err("no such tool".to_owned()) };
    let arguments = Arguments::check(row.arguments, call.arguments)?;
    if let Some(missing) = row.required.iter().find(|&&name| !call.arguments.contains_key(name)) {
        return Err(format!("`{missing}` is missing"));
    }
    (row.run)(context, &arguments)
}

/// An answer, unless it is too long.
fn answer(text: &Safe<'_>, structured: Value) -> Answer {
    let text = text.visible().to_string();
    if text.len() + structured.to_string().len() > MAX_ANSWER {
        return Err(format!("the answer would be longer than {MAX_ANSWER} bytes; `kzq show` prints long entries"));
    }
    Ok(ToolAnswer { text, structured })
}

/// A record as JSON. It consists of strings, numbers and lists, so serialising cannot fail.
fn record(record: &impl Serialize) -> Value {
    serde_json::to_value(record).unwrap_or_default()
}

fn failed(failure: &Failure) -> String {
    Safe::line(failure.to_string()).to_string()
}

fn search(context: &mut Context<'_>, arguments: &Arguments<'_>) -> Answer {
    let corpus = context.engine.corpus();
    let query = Query::parse_complete(arguments.text(QUERY.name).unwrap_or_default());
    if let Some(mistake) = query.errors.first() {
        return Err(point_at(&query.typed, mistake));
    }
    if query.uses_shelf() {
        let fields = FieldName::ALL.into_iter().filter(|field| field.row().is_shelf_field).map(FieldName::name);
        let fields = fields.map(|name| format!("{name}:")).collect::<Vec<_>>().join(" ");
        return Err(format!("the user's stars, notes and lists are not read here, which {fields} may need"));
    }
    let wanted = SearchOptions { limit: arguments.number(&LIMIT), counts_facets: false, ..SearchOptions::ALL };
    let found = context.engine.answer_with_shelf(&Placement::default(), &query, &FacetFilter::default(), wanted);
    let mut messages: Vec<Safe<'_>> = found.warnings.iter().map(kzq_search::QueryWarning::message).collect();
    if let Some((relaxed, typed)) = found.relaxation.as_ref().and_then(|it| Some((it, it.typed.as_ref()?))) {
        messages.push(safe!("nothing found; try ", Safe::line(typed.as_str()), " (", relaxed.message(), ")"));
    }
    // As many as there is room for, with a third for the text beside the JSON.
    let (mut records, mut hits, mut length) = (Vec::new(), Vec::new(), 0);
    for hit in &found.hits {
        let record = record(&HitRecord::new(corpus, hit, &query, &Shelf::default()));
        length += record.to_string().len();
        if length > MAX_ANSWER / 2 {
            break;
        }
        records.push(record);
        hits.push(*hit);
    }
    let left_out = found.groups - hits.len();
    let mut printed = Vec::new();
    // Writing to memory cannot fail.
    let _ = write_for_reading(&mut Out::new(&mut printed), corpus, &hits, &query, &Shelf::default());
    let head = safe!(hits.len(), " of ", found.groups, if found.groups == 1 { " entry" } else { " entries" });
    let notes = Safe::join(messages.iter().map(|message| safe!("\n", message)), "");
    let entries = Safe::text(String::from_utf8(printed).unwrap_or_default());
    let text = if hits.is_empty() { safe!(head, notes) } else { safe!(head, notes, "\n\n", entries) };
    let structured = json!({
        "found": found.groups,
        "left_out": left_out,
        "quotations": records,
        "messages": record(&messages),
    });
    answer(&text, structured)
}

fn get(context: &mut Context<'_>, arguments: &Arguments<'_>) -> Answer {
    let corpus = context.engine.corpus();
    let id = find_entry(corpus, arguments.text(ID.name).unwrap_or_default()).map_err(|why| why.to_string())?;
    answer(&judged::entry(corpus, id), record(&EntryRecord::new(corpus, id)))
}

fn verify(context: &mut Context<'_>, arguments: &Arguments<'_>) -> Answer {
    match (arguments.text(ID.name), arguments.text(WORDS.name)) {
        (Some(id), None) => verify_entry(context, id),
        (None, Some(words)) => verify_words(context, words, arguments.text(SPEAKER.name)),
        _ => Err("give either `id` or `text`".to_owned()),
    }
}

fn verify_entry(context: &Context<'_>, id: &str) -> Answer {
    let corpus = context.engine.corpus();
    let id = find_entry(corpus, id).map_err(|why| why.to_string())?;
    let entry = corpus.entry(id);
    let mut texts = VerificationTexts::default();
    if let Some((source, text)) = entry.source().and_then(|it| Some((it, context.system.source_text(corpus, it)?))) {
        texts.insert(source, text.map(Arc::new));
    }
    let Some(found) = texts.verify(entry) else {
        let label = entry.label();
        return Err(safe!("“", entry.id(), "” is ", label, ", and only verbatim words can be verified").to_string());
    };
    let verified = record(&VerifyRecord::of(corpus, &texts, id, &found));
    answer(&judged::verification(corpus, id, &found), json!({ "verified": verified, "judged": null }))
}

fn verify_words(context: &Context<'_>, words: &str, speaker: Option<&str>) -> Answer {
    let corpus = context.engine.corpus();
    let proofreader = Proofreader::new(&context.engine);
    let Some(judged) = proofreader.judge_alone(words, speaker) else { return Err("`text` has no words".to_owned()) };
    let mut report = ProofreadReport { judgements: vec![judged], ..ProofreadReport::default() };
    find_in_sources(context, &proofreader, std::slice::from_mut(&mut report))?;
    let document = read(DocumentFormat::Plain, words.as_bytes(), &Limits::default());
    let document = document.map_err(|error| error.to_string())?;
    let report = DraftReport::new(no_file("(quotation)"), document.main(), report);
    let (text, records) = verdicts(corpus, std::slice::from_ref(&report), false);
    answer(&text, json!({ "verified": null, "judged": records.into_iter().next() }))
}

/// What a text is called that is in no file.
fn no_file(name: &'static str) -> FindingFile {
    FindingFile { name: name.into(), path: None }
}

fn proofread_text(context: &mut Context<'_>, arguments: &Arguments<'_>) -> Answer {
    let corpus = context.engine.corpus();
    let draft = arguments.text(DRAFT.name).unwrap_or_default();
    let format = arguments.text(FORMAT.name).and_then(DocumentFormat::named).unwrap_or(DocumentFormat::Markdown);
    let file = DocumentFile::new(Path::new(DRAFT_NAME), draft.as_bytes().to_vec(), Some(format), None, context.system);
    let file = file.map_err(|failure| failed(&failure))?;
    let document = file.read().map_err(|failure| failed(&failure))?;
    let count: usize = document.parts().iter().map(|part| find_quotes(&part.plain).quotes.len()).sum();
    if count > MAX_QUOTATIONS {
        return Err(format!("the text has {count} quotations; at most {MAX_QUOTATIONS} are judged in one call"));
    }
    let proofreader = Proofreader::new(&context.engine).strict(arguments.flag(STRICT.name));
    let mut reports: Vec<ProofreadReport> =
        document.parts().iter().map(|part| proofread(&proofreader, &part.plain)).collect();
    find_in_sources(context, &proofreader, &mut reports)?;
    let terms: usize = reports.iter().map(|report| report.terms_skipped).sum();
    let unpaired: usize = reports.iter().map(|report| report.unpaired_marks).sum();
    let of_part = |(part, report)| DraftReport::new(no_file(DRAFT_NAME), part, report);
    let reports: Vec<DraftReport> = document.parts().iter().zip(reports).map(of_part).collect();
    let (text, records) = verdicts(corpus, &reports, true);
    let structured = json!({ "verdicts": records, "terms_not_judged": terms, "unpaired_marks": unpaired });
    answer(&text, structured)
}

/// Looks for what no entry has in the texts of the sources, as `kzq proofread` does.
fn find_in_sources(
    context: &Context<'_>,
    proofreader: &Proofreader<'_>,
    reports: &mut [ProofreadReport],
) -> Result<(), String> {
    let corpus = context.engine.corpus();
    let has_texts = corpus.sources().iter().any(|source| source.text.is_some());
    if has_texts && reports.iter().any(ProofreadReport::has_unmatched) {
        let texts = context.system.source_texts(corpus).map_err(|failure| failed(&failure))?;
        for report in reports {
            report.find_in_sources(proofreader, &texts);
        }
    }
    Ok(())
}

/// The verdicts for reading, and their records.
fn verdicts(corpus: &Corpus, reports: &[DraftReport], with_places: bool) -> (Safe<'static>, Vec<Value>) {
    let all = || reports.iter().flat_map(|draft| draft.judged().map(move |(judged, place)| (draft, judged, place)));
    let texts = all().map(|(_, judged, place)| judged::judgement(corpus, judged, with_places.then_some(place)));
    let text = Safe::join(texts, "\n\n");
    let text = if text.is_empty() { "no quotations found".into() } else { text };
    let records = all().map(|(draft, judged, place)| record(&ProofreadRecord::of(corpus, draft, judged, place)));
    (text, records.collect())
}

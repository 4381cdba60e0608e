//! What loading, indexing, answering and drawing cost, at forty-two, ten thousand and a million entries; what importing
//! costs; and what a key in an editor costs.
//!
//! `cargo bench` runs all; `cargo bench -- 10000` those of one size. The large collections are generated, the same
//! every time; the smallest is the embedded one.

#[path = "peers/src/generate.rs"]
#[allow(clippy::cast_precision_loss, reason = "random lengths need no more precision than a float has")]
mod generate;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

use divan::{Bencher, black_box};
use kzq_corpus::{Corpus, read};
use kzq_import::{ImportFile, ImportOptions, Importer, ReadOptions};
use kzq_lsp::{CollectionFiles, Collections, Server};
use kzq_search::{Engine, FacetFilter, Index, Query, SearchOptions, Serial};
use kzq_tui::app::{Effect, Event, Model};
use kzq_tui::keys::chord::Chord;
use kzq_tui::ui::{Appearance, Glyphs, Theme, ThemeName, view};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use serde_json::json;

const EMBEDDED: &str = include_str!("../data/tokayev-al-jazeera.ron");
const SIZES: [usize; 3] = [40, 10_000, 1_000_000];
const QUERIES: [&str; 9] = [
    "u",
    "un",
    "un reform",
    "middle powers",
    "digitl kazakhstan",
    "xqz",
    "\"security council of the united\"",
    "topic:ai kind:quote war",
    "!war peace",
];
/// How many quotations are imported.
const IMPORTED: usize = 100_000;
/// The options that the browser uses for each key.
const AT_A_KEY: SearchOptions = SearchOptions { limit: 200, ..SearchOptions::GROUPED };

fn main() {
    divan::main();
}

/// A value made once per size.
type Kept<T> = OnceLock<Mutex<BTreeMap<usize, Arc<T>>>>;

fn kept<T>(kept: &'static Kept<T>, size: usize, make: impl FnOnce() -> T) -> Arc<T> {
    let mut all = kept.get_or_init(Mutex::default).lock().expect("no bench panics while it holds this");
    Arc::clone(all.entry(size).or_insert_with(|| Arc::new(make())))
}

/// A collection of some size, as RON.
fn collection(size: usize) -> Arc<Vec<u8>> {
    static COLLECTIONS: Kept<Vec<u8>> = OnceLock::new();
    kept(&COLLECTIONS, size, || {
        if size == SIZES[0] {
            return EMBEDDED.as_bytes().to_vec();
        }
        let texts = generate::texts_of(EMBEDDED);
        let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
        let mut ron = Vec::new();
        generate::generate(size, &texts, &mut ron, &mut std::io::sink()).expect("memory can be written to");
        ron
    })
}

fn corpus(size: usize) -> Arc<Corpus> {
    read("bench.ron", &collection(size)).corpus.map(Arc::new).expect("the collection is in order")
}

fn engine(size: usize) -> Arc<Engine> {
    static ENGINES: Kept<Engine> = OnceLock::new();
    kept(&ENGINES, size, || {
        let engine = Engine::new(corpus(size));
        engine.index();
        engine.prepare_facets();
        engine
    })
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn load(bencher: Bencher<'_, '_>, size: usize) {
    let bytes = collection(size);
    bencher.counter(divan::counter::BytesCount::new(bytes.len())).bench(|| read("bench.ron", black_box(&bytes)));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn index(bencher: Bencher<'_, '_>, size: usize) {
    let corpus = corpus(size);
    bencher.bench(|| Index::build(black_box(&corpus), &Serial));
}

/// Quotations as a file of this format has them: a table of speaker, text and question, or fortunes.
fn quotations(format: &str) -> String {
    let texts = generate::texts_of(EMBEDDED);
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let mut table = Vec::new();
    generate::generate(IMPORTED, &texts, &mut std::io::sink(), &mut table).expect("memory can be written to");
    let table = String::from_utf8(table).expect("it was made of texts");
    if format == "tsv" {
        return table;
    }
    let fortune = |line: &str| {
        let mut cells = line.split('\t');
        Some(format!("{1}\n\t\t-- {0}\n%\n", cells.next()?, cells.next()?))
    };
    table.lines().filter_map(fortune).collect()
}

/// Reading a file of another program, and writing its quotations as entries.
#[divan::bench(args = ["tsv", "fortune"], sample_count = 5, sample_size = 1)]
fn import(bencher: Bencher<'_, '_>, format: &str) {
    let quotations = quotations(format);
    let file = ImportFile { path: "bench", name: "bench", bytes: quotations.as_bytes() };
    let columns = [("author", "1"), ("quote", "2"), ("question", "3")];
    let columns = columns.map(|(field, column)| (field.to_owned(), column.to_owned())).to_vec();
    let read = ReadOptions { columns, ..ReadOptions::default() };
    let options = ImportOptions { format: Some(format.to_owned()), read, ..ImportOptions::default() };
    bencher.counter(divan::counter::BytesCount::new(quotations.len())).bench(|| {
        let mut importer = Importer::new();
        let imported = importer.import(file, &options, &mut |_, entries| {
            black_box(entries.take());
            Ok(())
        });
        imported.map(|()| importer.finish()).expect("the file is in order")
    });
}

/// Every query at every size.
fn questions() -> impl Iterator<Item = (usize, &'static str)> {
    SIZES.into_iter().flat_map(|size| QUERIES.map(|query| (size, query)))
}

fn answer(bencher: Bencher<'_, '_>, (size, typed): (usize, &str), wanted: SearchOptions) {
    let engine = engine(size);
    let query = Query::parse(typed);
    bencher.bench(|| engine.answer(black_box(&query), &FacetFilter::default(), wanted));
}

/// One query: matching, the best rows ranked, all facets counted.
#[divan::bench(args = questions(), sample_count = 20)]
fn query(bencher: Bencher<'_, '_>, question: (usize, &str)) {
    answer(bencher, question, AT_A_KEY);
}

/// Like `query`, with every row ranked.
#[divan::bench(args = questions(), sample_count = 5)]
fn ranking(bencher: Bencher<'_, '_>, question: (usize, &str)) {
    answer(bencher, question, SearchOptions::GROUPED);
}

/// A frame of 200x50 with highlights.
#[divan::bench(args = SIZES)]
fn draw(bencher: Bencher<'_, '_>, size: usize) {
    let engine = engine(size);
    let (mut model, effects) = Model::new(Arc::clone(engine.corpus()), (200, 50));
    let mut events: Vec<Event> =
        "/power".chars().map(|c| Event::Key(c.to_string().parse::<Chord>().expect("a key"))).collect();
    let mut waiting = effects;
    loop {
        for effect in std::mem::take(&mut waiting) {
            if let Effect::Search(request) = effect {
                let answer = engine.answer(&request.query, &request.selection, AT_A_KEY);
                let done = request.done(engine.corpus(), answer);
                waiting.extend(model.update(Event::SearchDone(Box::new(done))));
            }
        }
        if events.is_empty() {
            break;
        }
        waiting.extend(model.update(events.remove(0)));
    }
    let look = Appearance { theme: Theme::builtin(ThemeName::Dark), glyphs: Glyphs::UNICODE };
    let mut terminal = Terminal::new(TestBackend::new(200, 50)).expect("a buffer is always there");
    bencher.bench_local(|| terminal.draw(|frame| view(&model, &look, frame)).map(|frame| frame.count));
}

/// The entries that a draft in an editor is checked against.
const EDITED_AGAINST: usize = 100_000;

/// A draft of 60 paragraphs and 10,000 words, each with a quotation; every third has lost a word. Also gives the line and
/// the column in which its thirtieth quotation begins.
fn draft(engine: &Engine) -> (String, u32, u32) {
    const QUOTATIONS: usize = 60;
    const WORDS: usize = 10_000;
    let corpus = engine.corpus();
    let quoted = (0..QUOTATIONS).filter_map(|at| corpus.entry_ids().nth(at * corpus.len() / QUOTATIONS));
    let (mut text, mut place) = (String::new(), (0, 0));
    for (at, id) in quoted.enumerate() {
        let entry = corpus.entry(id);
        let mut words: Vec<&str> = entry.text().as_borrowed().unwrap_or_default().split_whitespace().collect();
        if at % 3 == 0 && words.len() > 4 {
            words.remove(3);
        }
        let filler = WORDS / QUOTATIONS - words.len().min(100);
        for number in 0..filler {
            text.push_str(["The", "harbour", "was", "quiet", "that", "morning", "and", "nobody", "spoke."][number % 9]);
            text.push(' ');
        }
        if at == QUOTATIONS / 2 {
            let line = text.lines().count().saturating_sub(1);
            let column = text.lines().next_back().map_or(0, |line| line.chars().count());
            place = (u32::try_from(line).unwrap_or_default(), u32::try_from(column + 5).unwrap_or_default());
        }
        let speaker = corpus.speaker_name(entry.speaker());
        text.extend(["“", &words.join(" "), ",” ", speaker.as_str(), " said.\n\n"]);
    }
    (text, place.0, place.1)
}

/// Gives a server a message, and has it do all that it then has to do.
fn run(server: &mut Server, collections: &Collections<'_>, message: &serde_json::Value) {
    server.receive(message.to_string().as_bytes());
    while server.has_work(true) {
        black_box(server.step(Some(collections)));
    }
}

/// The draft in the editor.
const URI: &str = "file:///draft.md";

/// A server in which a draft is open.
fn server_with(text: &str, collections: &Collections<'_>) -> Server {
    let mut server = Server::new();
    let begin = json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}});
    run(&mut server, collections, &begin);
    let document = json!({"uri": URI, "languageId": "markdown", "version": 1, "text": text});
    let open = json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": document}});
    run(&mut server, collections, &open);
    server
}

/// What is asked of the server while one writes: the completion of words in a quotation, and what can be done about one.
#[divan::bench(args = ["completion", "codeAction"], sample_count = 50)]
fn editor_request(bencher: Bencher<'_, '_>, request: &str) {
    let engine = engine(EDITED_AGAINST);
    let files = CollectionFiles::default();
    let collections = Collections::new(&engine, &files);
    let (text, line, column) = draft(&engine);
    let text = format!("{text}“the secu\n");
    let last = u32::try_from(text.lines().count() - 1).unwrap_or_default();
    let mut server = server_with(&text, &collections);
    let position = match request {
        "completion" => json!({"line": last, "character": 9}),
        _ => json!({"line": line, "character": column}),
    };
    let params = json!({
        "textDocument": {"uri": URI}, "position": position,
        "range": {"start": position, "end": position}, "context": {"diagnostics": []},
    });
    let message = json!({"jsonrpc": "2.0", "id": 2, "method": format!("textDocument/{request}"), "params": params});
    bencher.bench_local(|| run(&mut server, &collections, &message));
}

/// A key in a draft of 10,000 words with 60 quotations, in the language server: from the message to the diagnostics.
#[divan::bench(args = ["in a quotation", "between quotations"], sample_count = 50)]
fn editor_key(bencher: Bencher<'_, '_>, place: &str) {
    let engine = engine(EDITED_AGAINST);
    let files = CollectionFiles::default();
    let collections = Collections::new(&engine, &files);
    let (text, line, column) = draft(&engine);
    let (line, column) = if place == "in a quotation" { (line, column) } else { (0, 4) };
    let mut server = server_with(&text, &collections);
    let mut version = 1;
    bencher.bench_local(|| {
        version += 1;
        // A letter comes and goes.
        let (end, letter) = if version % 2 == 0 { (column, "x") } else { (column + 1, "") };
        let range = json!({
            "start": {"line": line, "character": column}, "end": {"line": line, "character": end},
        });
        let params = json!({
            "textDocument": {"uri": URI, "version": version}, "contentChanges": [{"range": range, "text": letter}],
        });
        let change = json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": params});
        run(&mut server, &collections, &change);
    });
}

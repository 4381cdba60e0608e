//! Any bytes as a file to import, in each format: what is imported is a collection without mistakes, and importing the
//! file again adds nothing.

use kzq_corpus::read;
use kzq_edit::{CollectionText, NewCollection};
use kzq_import::{FORMATS, ImportFile, ImportOptions, Importer};
use kzq_ron::diagnostics::render;

pub fn run(data: &[u8]) {
    import(data, None);
    for format in FORMATS {
        import(data, Some(format.name.to_owned()));
    }
}

/// Imports a file in a format, or in the one that recognises it.
fn import(data: &[u8], format: Option<String>) {
    let file = ImportFile { path: "fuzz.txt", name: "fuzz.txt", bytes: data };
    let options = ImportOptions { format, ..ImportOptions::default() };
    let mut importer = Importer::new();
    if importer.import(file, &options, &mut |_, _| Ok(())).is_err() {
        return;
    }
    let (imported, mut entries) = importer.finish();
    if !imported.has_news() {
        return;
    }
    let head = NewCollection::named("fuzz").head(&imported.rows);
    let text = [&head, entries.take().as_str(), NewCollection::TAIL].concat();
    let collection = read("fuzz.ron", text.as_bytes());
    assert!(!collection.has_errors(), "{}\n{text}", render::render(&collection.diagnostics, false));
    assert_eq!(collection.corpus.map(|corpus| corpus.entry_ids().count()), Some(imported.counts.entries));

    let collection = CollectionText::parse(&text).expect("it was read");
    let mut again = Importer::of(&collection).expect("entries can be added to it");
    again.import(file, &options, &mut |_, _| Ok(())).expect("it was imported before");
    let again = again.finish().0.counts;
    assert_eq!((again.entries, again.new_sources), (0, 0), "{text}");
}

//! [`ArticleFile`]: the file of an article, decoded.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::documents::{DocumentFile, assumed_encoding, not_read};
use crate::cli::failure::{Failure, UnreadableData, UsageError};
use crate::cli::system::{System, is_standard_input};
use kzq_documents::{DocumentFormat, Part, PartKind};
use kzq_extract::article::{Article, ArticleFormat};
use kzq_import::{AssumedEncoding, decode};
use kzq_text::Safe;
use kzq_text::markup::Markup;

/// The longest article in bytes, which is also the longest source text that is verified.
const MAX_BYTES: usize = 64 << 20;

/// The most names that are tried for a copy.
const MAX_COPIES: usize = 1000;

/// How an article is read.
#[derive(Clone, Debug, clap::Args)]
pub(in crate::cli) struct ReadingArgs {
    /// The article: a text, a web page, a transcript, a Word file, a PDF …; `-` reads standard input.
    #[arg(value_name = "ARTICLE")]
    pub(super) article: PathBuf,
    /// Its format. Default: detected from name and content.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    from: Option<InputFormat>,
    /// The encoding of a text that is neither UTF-8 nor UTF-16.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// The format of an article.
#[derive(Clone, Copy, Debug)]
enum InputFormat {
    /// Read as it is.
    Article(ArticleFormat),
    /// Its text is extracted, and read as plain text.
    Document(DocumentFormat),
}

/// What an article is read from.
#[derive(Clone, Debug)]
pub(in crate::cli) struct ArticleBytes {
    bytes: Vec<u8>,
    /// Whether they are not those of the file, but the text of it.
    is_converted: bool,
    /// What the user should know of how a document was read.
    pub(in crate::cli) remarks: Vec<Safe<'static>>,
}

/// Parses the name of a format.
fn format_parser() -> impl TypedValueParser<Value = InputFormat> {
    let articles = ArticleFormat::ALL.into_iter().map(|(_, name, what)| PossibleValue::new(name).help(what));
    let documents = DocumentFormat::ALL.into_iter().filter(|&format| is_converted(format));
    let documents = documents.map(|format| PossibleValue::new(format.name()).help(format.what()));
    PossibleValuesParser::new(articles.chain(documents)).try_map(|name| {
        let article = ArticleFormat::named(&name).map(InputFormat::Article);
        article.or_else(|| DocumentFormat::named(&name).map(InputFormat::Document)).ok_or("no such format")
    })
}

/// Whether the text of such a document is taken, because articles are not read in its format.
fn is_converted(format: DocumentFormat) -> bool {
    use DocumentFormat::{Captions, Html, Markdown, Plain};
    !matches!(format, Plain | Markdown | Html | Captions)
}

/// The markup of a text in a format, which `kzq verify` finds out by the name of the file.
fn markup(format: ArticleFormat, text: &str) -> Markup {
    match format {
        ArticleFormat::Plain => Markup::Plain,
        ArticleFormat::Markdown => Markup::Markdown,
        ArticleFormat::Html => Markup::Html,
        ArticleFormat::Transcript => match Markup::detect("", text) {
            Markup::Plain | Markup::Markdown => Markup::Plain,
            markup => markup,
        },
    }
}

impl ReadingArgs {
    /// Reads the article; of a document, the text.
    ///
    /// # Errors
    ///
    /// If it can't be read.
    pub(in crate::cli) fn read(&self, system: &dyn System) -> Result<ArticleBytes, Failure> {
        let bytes = system.read_bytes(&self.article)?;
        let document = match self.from {
            Some(InputFormat::Article(_)) => None,
            Some(InputFormat::Document(format)) => Some(format),
            None => {
                Some(DocumentFormat::detect(&self.article.to_string_lossy(), &bytes)).filter(|&it| is_converted(it))
            }
        };
        let Some(format) = document else {
            return Ok(ArticleBytes { bytes, is_converted: false, remarks: Vec::new() });
        };
        let file = DocumentFile::new(&self.article, bytes, Some(format), self.encoding.as_deref(), system)?;
        let document = file.read()?;
        // Comments are not part of the article, but notes are.
        let parts = document.parts().iter().filter(|part| part.kind != PartKind::Comment);
        let text = parts.map(labelled_text).collect::<Vec<_>>().join("\n\n");
        let assumed = file.assumed.as_ref().map(assumed_encoding);
        let remarks = assumed.into_iter().chain(not_read(&file.name, &document)).collect();
        Ok(ArticleBytes { bytes: text.into_bytes(), is_converted: true, remarks })
    }

    /// Decodes the bytes of the article.
    ///
    /// # Errors
    ///
    /// If there is no such encoding, or the file is not text, or too long.
    pub(in crate::cli) fn decode<'a>(&'a self, read: &'a ArticleBytes) -> Result<ArticleFile<'a>, Failure> {
        let ArticleBytes { bytes, is_converted, .. } = read;
        let shown = self.article.display();
        // The text of a document is decoded.
        let encoding = self.encoding.as_deref().filter(|_| !is_converted);
        if bytes.len() > MAX_BYTES {
            return Err(UnreadableData(format!("{shown}: longer than {} MiB; split it", MAX_BYTES >> 20)).into());
        }
        let decoded = decode(bytes, encoding).map_err(|error| UsageError(error.to_string()))?;
        if decoded.text.is_empty() && !bytes.iter().all(u8::is_ascii_whitespace) {
            let message = "the file is not text; if it is one, name its encoding with `--encoding`";
            return Err(UnreadableData(format!("{shown}: {message}")).into());
        }
        let name = if is_standard_input(&self.article) { Cow::Borrowed("") } else { self.article.to_string_lossy() };
        let text = &decoded.text;
        let format = match self.from {
            Some(InputFormat::Article(format)) => format,
            _ if *is_converted => ArticleFormat::detect("converted.txt", text),
            _ => ArticleFormat::detect(&name, text),
        };
        let (text, assumed) = (decoded.text, decoded.assumed);
        Ok(ArticleFile { path: &self.article, bytes, is_converted: *is_converted, text, assumed, format })
    }
}

/// The file of an article.
#[derive(Debug)]
pub(crate) struct ArticleFile<'a> {
    /// Its path, as the user names it; `-` for standard input.
    pub(super) path: &'a Path,
    bytes: &'a [u8],
    is_converted: bool,
    /// Its text, with its markup, without a byte-order mark.
    pub(in crate::cli) text: Cow<'a, str>,
    /// What was assumed about its encoding.
    pub(in crate::cli) assumed: Option<AssumedEncoding>,
    pub(in crate::cli) format: ArticleFormat,
}

/// An article that is kept for a collection.
pub(super) struct KeptArticle {
    /// Its path relative to the collection.
    pub(super) name: String,
    /// Whether it is a copy that was made now.
    pub(super) is_copied: bool,
}

/// The text of a document; if it names the speakers of a transcript, with a label where another begins.
fn labelled_text(part: &Part<'_>) -> String {
    let mut text = String::new();
    let (mut start, mut last) = (0, None);
    for line in part.text().split_inclusive('\n') {
        let speaker = part.cue_at(start).and_then(|cue| cue.speaker).filter(|_| !line.trim().is_empty());
        if let Some(name) = speaker.filter(|&name| last != Some(name)) {
            let _ = write!(text, "{}{name}: ", if text.is_empty() { "" } else { "\n" });
            last = Some(name);
        }
        text.push_str(line);
        start += line.len();
    }
    text
}

impl ArticleFile<'_> {
    /// Reads the article.
    pub(in crate::cli) fn article(&self) -> Article<'_> {
        Article::read(&self.text, self.format)
    }

    fn markup(&self) -> Markup {
        markup(self.format, &self.text)
    }

    /// The name of the file without directories and extension; `None` for standard input.
    pub(super) fn stem(&self) -> Option<String> {
        let stem = self.path.file_stem().filter(|_| !is_standard_input(self.path));
        stem.map(|stem| stem.to_string_lossy().into_owned())
    }

    /// Makes sure that a collection can name the article as the text of a source: where the file lies below the collection
    /// and is read there as it was read here, that is its path; otherwise it is copied next to the collection, under a
    /// name that is free. A copy that already exists is used again.
    ///
    /// # Errors
    ///
    /// If the copy cannot be written.
    pub(super) fn keep(&self, collection: &Path, system: &dyn System) -> Result<KeptArticle, Failure> {
        let is_utf8 = std::str::from_utf8(self.bytes).is_ok();
        let below = if is_utf8 && !self.is_converted { system.path_below(self.path, collection) } else { None };
        if let Some(name) = below.filter(|name| self.is_read_alike(name)) {
            return Ok(KeptArticle { name, is_copied: false });
        }
        let copied = if is_utf8 { self.bytes } else { self.text.as_bytes() };
        let name = self.copy_name();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        for number in 1..=MAX_COPIES {
            let name = if number == 1 { name.clone() } else { format!("{stem}-{number}.{extension}") };
            let file = collection.with_file_name(&name);
            if !system.is_there(&file) {
                let text = std::str::from_utf8(copied).unwrap_or_default();
                system.write_file(&file, false, &mut |out| out.rendered(text))?;
                return Ok(KeptArticle { name, is_copied: true });
            }
            let is_same = system.path_below(&file, collection).is_some_and(|path| path == name)
                && system.read_bytes(&file).is_ok_and(|bytes| bytes == copied);
            if is_same {
                return Ok(KeptArticle { name, is_copied: false });
            }
        }
        let message =
            format!("there are {MAX_COPIES} other files like {name} beside the collection; rename the article");
        Err(UsageError(message).into())
    }

    /// Whether these bytes are those of the article, or its text in UTF-8.
    pub(super) fn is_text(&self, bytes: &[u8]) -> bool {
        bytes == self.bytes || bytes == self.text.as_bytes()
    }

    /// Whether a file of this name is read as the article was.
    fn is_read_alike(&self, name: &str) -> bool {
        Safe::line(name).as_str() == name && Markup::detect(name, &self.text) == self.markup()
    }

    /// The name of a copy: that of the file, with an extension that makes kzq read it as it read the article.
    fn copy_name(&self) -> String {
        let name = self.path.file_name().filter(|_| !is_standard_input(self.path));
        let name = name.map_or(Cow::Borrowed("article"), |name| name.to_string_lossy());
        let name = if Safe::line(&*name).as_str() == name { name } else { Cow::Borrowed("article") };
        let has_extension = Markup::of_file_name(&name).is_some();
        if has_extension && self.is_read_alike(&name) {
            return name.into_owned();
        }
        let extension = match self.markup() {
            Markup::Plain => "txt",
            Markup::Markdown => "md",
            Markup::Html => "html",
            Markup::Captions => "srt",
        };
        format!("{name}.{extension}")
    }
}

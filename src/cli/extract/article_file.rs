//! [`ArticleFile`]: the file of an article, decoded.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::cli::context::{Failure, UnreadableData, UsageError};
use crate::cli::system::{System, is_standard_input};
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
    /// The article: plain text, Markdown, HTML or a transcript; `-` reads standard input.
    #[arg(value_name = "ARTICLE")]
    pub(super) article: PathBuf,
    /// Its format. Default: detected from name and content.
    #[arg(long, value_name = "FORMAT", value_parser = format_parser())]
    from: Option<ArticleFormat>,
    /// The encoding of a text that is neither UTF-8 nor UTF-16.
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
}

/// Parses the name of a format.
fn format_parser() -> impl TypedValueParser<Value = ArticleFormat> {
    let values = ArticleFormat::ALL.map(|(_, name, what)| PossibleValue::new(name).help(what));
    PossibleValuesParser::new(values).try_map(|name| ArticleFormat::named(&name).ok_or("no such format"))
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
    /// The file, as the user names it.
    pub(in crate::cli) fn path(&self) -> &Path {
        &self.article
    }

    /// Decodes the bytes of the article.
    ///
    /// # Errors
    ///
    /// If there is no such encoding, or the file is no text, or too long.
    pub(in crate::cli) fn decode<'a>(&'a self, bytes: &'a [u8]) -> Result<ArticleFile<'a>, Failure> {
        let shown = self.article.display();
        if bytes.len() > MAX_BYTES {
            return Err(UnreadableData(format!("{shown}: longer than {} MiB; split it", MAX_BYTES >> 20)).into());
        }
        let decoded = decode(bytes, self.encoding.as_deref()).map_err(|error| UsageError(error.to_string()))?;
        if decoded.text.is_empty() && !bytes.iter().all(u8::is_ascii_whitespace) {
            let message = "the file is no text; if it is one, name its encoding with `--encoding`";
            return Err(UnreadableData(format!("{shown}: {message}")).into());
        }
        let name = if is_standard_input(&self.article) { Cow::Borrowed("") } else { self.article.to_string_lossy() };
        let text = &decoded.text;
        let format = self.from.unwrap_or_else(|| ArticleFormat::detect(&name, text));
        Ok(ArticleFile { path: &self.article, bytes, text: decoded.text, assumed: decoded.assumed, format })
    }
}

/// The file of an article.
#[derive(Debug)]
pub(crate) struct ArticleFile<'a> {
    /// Its path, as the user names it; `-` for standard input.
    pub(super) path: &'a Path,
    bytes: &'a [u8],
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
    /// and is read there as it was read here, that is its path; otherwise it is copied beside the collection, under a
    /// name that is free. A copy that is there already is used again.
    ///
    /// # Errors
    ///
    /// If the copy cannot be written.
    pub(super) fn keep(&self, collection: &Path, system: &dyn System) -> Result<KeptArticle, Failure> {
        let is_utf8 = std::str::from_utf8(self.bytes).is_ok();
        let below = if is_utf8 { system.path_below(self.path, collection) } else { None };
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
            format!("there are {MAX_COPIES} other files like {name} beside the collection; name the article anew");
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

    /// The name of a copy: that of the file, with an extension by which it is read as the article was.
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

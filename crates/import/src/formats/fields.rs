//! The fields that columns of a table and keys of JSON stand for.

use crate::format::ReadError;

/// A field of an entry, its speaker or its source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Field {
    /// The words.
    Quote,
    /// The question that they answer.
    Question,
    /// Who said them, by a name that does not say that they wrote it: a speaker, a character.
    Speaker,
    /// Who wrote them: the author of the work, and the speaker unless another is named.
    Author,
    /// A credit: “Author, Work (year)”.
    Attribution,
    /// The speaker's role.
    Role,
    /// The title of a book.
    Book,
    /// The title of a work that may be anything.
    Work,
    /// Where the words were found: a title or an address.
    Source,
    /// The larger work it appeared in.
    Container,
    /// Who published it.
    Publisher,
    /// Its address.
    Url,
    /// When the words were said.
    Said,
    /// A date that does not say what of: of the work, if there is one, or when the words were said.
    Date,
    /// When the source was published.
    Published,
    /// The page.
    Page,
    /// The location in an electronic book.
    Location,
    /// The chapter.
    Chapter,
    /// The section.
    Section,
    /// The time into a recording.
    Time,
    /// Free words.
    Tags,
    /// Topics.
    Topics,
    /// The collector's note.
    Note,
    /// The language.
    Lang,
    /// The translator of the source.
    Translator,
    /// The ISBN of the source.
    Isbn,
    /// The DOI of the source.
    Doi,
    /// Whether the attribution is doubtful.
    Status,
    /// The id of the entry.
    Id,
}

/// Each field with its names in files, the most telling first, without case, blanks and punctuation. The first one is its
/// name for `--map`.
const NAMES: &[(Field, &[&str])] = &[
    (
        Field::Quote,
        &[
            "quote",
            "quotation",
            "quotetext",
            "text",
            "highlight",
            "content",
            "body",
            "quotes",
            "saying",
            "words",
            "sentence",
            "utterance",
            "passage",
            "answer",
            "quotationtext",
            "quotations",
            "thequote",
            "wording",
            "zitat",
            "zitattext",
            "cita",
            "textodelacita",
            "frase",
            "citat",
            "citazione",
            "citação",
            "цитата",
            "名言",
            "citation",
        ],
    ),
    (Field::Question, &["question"]),
    (
        Field::Speaker,
        &[
            "speaker",
            "saidby",
            "by",
            "person",
            "character",
            "who",
            "whosaidit",
            "whosaid",
            "spokenby",
            "speakername",
            "sprecher",
            "sprecherin",
            "wer",
            "gesagtvon",
            "locuteur",
            "qui",
            "ditpar",
            "hablante",
            "quién",
            "quien",
            "dichopor",
            "chi",
            "dettoda",
            "quem",
            "говорящий",
            "кто",
            "ктосказал",
            "说话人",
        ],
    ),
    (
        Field::Author,
        &[
            "author",
            "quoteauthor",
            "authorname",
            "authors",
            "name",
            "writer",
            "writtenby",
            "autor",
            "autorin",
            "autora",
            "verfasser",
            "auteur",
            "auteure",
            "autore",
            "autrice",
            "автор",
            "作者",
        ],
    ),
    (Field::Attribution, &["attribution", "credit", "attributedto"]),
    (Field::Role, &["role", "profession", "occupation"]),
    (Field::Book, &["book", "booktitle", "buch", "buchtitel", "livre", "libro", "livro", "книга", "书名"]),
    (
        Field::Work,
        &[
            "work",
            "title",
            "sourcetitle",
            "publication",
            "werk",
            "titel",
            "œuvre",
            "oeuvre",
            "titre",
            "obra",
            "título",
            "opera",
            "titolo",
            "произведение",
            "название",
        ],
    ),
    (
        Field::Source,
        &[
            "source",
            "origin",
            "foundin",
            "whereifoundit",
            "wherefound",
            "where",
            "takenfrom",
            "from",
            "movie",
            "film",
            "show",
            "quelle",
            "fundstelle",
            "fundort",
            "gefundenin",
            "wo",
            "trouvédans",
            "trouvéedans",
            "où",
            "fuente",
            "encontradoen",
            "dónde",
            "fonte",
            "trovatoin",
            "dove",
            "onde",
            "источник",
            "где",
            "来源",
            "出处",
        ],
    ),
    (Field::Container, &["container", "journal", "magazine", "newspaper", "series"]),
    (Field::Publisher, &["publisher"]),
    (Field::Url, &["url", "link", "href", "permalink", "sourceurl", "uri"]),
    (Field::Said, &["said", "saidon", "quotedate", "whensaid", "datesaid"]),
    (
        Field::Date,
        &[
            "date",
            "year",
            "when",
            "datum",
            "jahr",
            "wann",
            "année",
            "quand",
            "fecha",
            "año",
            "cuándo",
            "cuando",
            "anno",
            "quando",
            "дата",
            "год",
            "когда",
            "日期",
        ],
    ),
    (Field::Published, &["published", "publishedin", "publicationdate", "publicationyear", "sourcedate"]),
    (
        Field::Page,
        &[
            "page",
            "pages",
            "pagenumber",
            "pageno",
            "pg",
            "pp",
            "seite",
            "seiten",
            "página",
            "pagina",
            "страница",
            "页码",
        ],
    ),
    (Field::Location, &["location", "loc"]),
    (Field::Chapter, &["chapter", "kapitel", "chapitre", "capítulo", "capitolo", "глава"]),
    (Field::Section, &["section"]),
    (Field::Time, &["time", "timecode", "start"]),
    (Field::Tags, &["tags", "tag", "keywords", "labels", "schlagwörter", "motsclés", "etiquetas", "теги"]),
    (
        Field::Topics,
        &["topics", "topic", "category", "categories", "theme", "genre", "subject", "thema", "thème", "tema", "тема"],
    ),
    (
        Field::Note,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remark",
            "context",
            "annotation",
            "mynote",
            "mynotes",
            "notiz",
            "anmerkung",
            "kommentar",
            "remarque",
            "commentaire",
            "nota",
            "comentario",
            "заметка",
            "примечание",
        ],
    ),
    (Field::Lang, &["lang", "language"]),
    (Field::Translator, &["translator"]),
    (Field::Isbn, &["isbn"]),
    (Field::Doi, &["doi"]),
    (Field::Status, &["status"]),
    (Field::Id, &["id"]),
];

impl Field {
    /// Returns the field that a heading or a key means, and how telling it is: 0 is the most telling.
    pub(super) fn from_heading(heading: &str) -> Option<(Self, usize)> {
        let plain = plain(heading);
        NAMES.iter().find_map(|&(field, names)| Some((field, names.iter().position(|name| *name == plain)?)))
    }

    /// Returns the field of a `--map`: by one of its names.
    ///
    /// # Errors
    ///
    /// If there is no such field.
    pub(super) fn of_option(name: &str) -> Result<Self, ReadError> {
        Self::from_heading(name).map(|(field, _)| field).ok_or_else(|| {
            let names: Vec<&str> = Self::all_names().collect();
            ReadError::of_option(format!("`--map`: there is no field “{name}”; there are {}", names.join(", ")))
        })
    }

    /// The name for `--map`.
    pub(super) fn name(self) -> &'static str {
        NAMES.iter().find(|(field, _)| *field == self).map_or("", |(_, names)| names[0])
    }

    /// The names of all fields for `--map`.
    pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
        NAMES.iter().map(|(_, names)| names[0])
    }
}

/// Returns a heading without case, blanks and punctuation.
pub(super) fn plain(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_recognised_in_any_spelling() {
        for (heading, expected) in [
            ("Quote", Some((Field::Quote, 0))),
            ("quoteText", Some((Field::Quote, 2))),
            ("quote_text", Some((Field::Quote, 2))),
            (" QUOTE-AUTHOR ", Some((Field::Author, 1))),
            ("Автор", Some((Field::Author, 15))),
            ("Where I found it", Some((Field::Source, 3))),
            ("Found in", Some((Field::Source, 2))),
            ("When", Some((Field::Date, 2))),
            ("Said on", Some((Field::Said, 1))),
            ("Who", Some((Field::Speaker, 5))),
            ("Said by", Some((Field::Speaker, 1))),
            ("Quotation text", Some((Field::Quote, 14))),
            ("Wer", Some((Field::Speaker, 12))),
            ("Gefunden in", Some((Field::Source, 14))),
            ("attribution", Some((Field::Attribution, 0))),
            ("likes", None),
            ("", None),
        ] {
            assert_eq!(Field::from_heading(heading), expected, "{heading}");
        }
    }

    #[test]
    fn field_names_are_unique_and_normalised() {
        let mut names: Vec<&str> = NAMES.iter().flat_map(|(_, names)| *names).copied().collect();
        assert!(names.iter().all(|name| plain(name) == *name));
        let total = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), total);
        assert!(Field::all_names().all(|name| Field::of_option(name).is_ok_and(|field| field.name() == name)));
    }
}

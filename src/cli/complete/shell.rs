//! How each shell says what is typed, and takes what completes it.

use super::{Suggestion, Suggestions};

/// A shell whose scripts ask kzq.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// What a script asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    shell: Shell,
    /// The words before the cursor's, the first of which is the program.
    pub(crate) words: Vec<String>,
    /// The word at the cursor, up to it.
    pub(crate) current: String,
    /// How many bytes at its start the shell leaves as they are.
    kept: usize,
    /// The quotation mark in which the cursor is.
    quote: Option<char>,
}

impl Shell {
    /// The script that registers the completion.
    pub(crate) fn script(self) -> &'static str {
        match self {
            Self::Bash => BASH,
            Self::Zsh => ZSH,
            Self::Fish => FISH,
        }
    }
}

impl Request {
    /// Reads what a script asks: the name of its shell, and what it knows of the line.
    pub(crate) fn read(arguments: &[String]) -> Option<Self> {
        let (shell, rest) = arguments.split_first()?;
        match (shell.as_str(), rest) {
            ("bash", [line, point, breaks]) => {
                let point = line.floor_char_boundary(point.parse().ok()?);
                let mut request = split(&line[..point], breaks);
                // What comes before the name of the program is not part of its line.
                let is_program = |word: &String| word.rsplit('/').next() == Some("kzq");
                let start = request.words.iter().position(is_program).unwrap_or(0);
                request.words.drain(..start);
                Some(request)
            }
            ("zsh", [current, words @ ..]) => Some(Self::of(Shell::Zsh, current.clone(), words)),
            ("fish", [current, words @ ..]) => Some(Self::of(Shell::Fish, split(current, "").current, words)),
            _ => None,
        }
    }

    fn of(shell: Shell, current: String, words: &[String]) -> Self {
        Self { shell, words: words.to_vec(), current, kept: 0, quote: None }
    }

    /// What the script is answered: how to go on, and the words that complete, a line each.
    pub(crate) fn answer(&self, suggestions: Suggestions) -> String {
        let words = match suggestions {
            Suggestions::Files => return "files\n".to_owned(),
            Suggestions::Words(words) => words,
        };
        // After a field, or the id of a source, comes its value.
        let goes_on = |word: &Suggestion| word.text.ends_with([':', '=', '/']);
        let mut answer = if !words.is_empty() && words.iter().all(goes_on) { "open\n" } else { "words\n" }.to_owned();
        for Suggestion { text, doc } in words {
            match self.shell {
                Shell::Bash => {
                    let Some(rest) = text.strip_prefix(&self.current[..self.kept]) else { continue };
                    answer += &escape(rest, self.quote);
                }
                Shell::Zsh | Shell::Fish => answer.extend([text.as_str(), "\t", &doc]),
            }
            answer.push('\n');
        }
        answer
    }
}

/// Splits a line into words as a shell does; the last is that at the cursor, at its end. bash cuts words also at the
/// characters `breaks`, and replaces only what comes after.
fn split(line: &str, breaks: &str) -> Request {
    let (mut words, mut current, mut is_word) = (Vec::new(), String::new(), false);
    let (mut quote, mut kept) = (None, 0);
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some('"'), '\\') => match chars.next() {
                Some(next @ ('"' | '\\' | '$' | '`')) => current.push(next),
                next => current.extend(['\\'].into_iter().chain(next)),
            },
            (Some(_), _) => current.push(c),
            (None, '"' | '\'') => {
                (quote, is_word) = (Some(c), true);
                kept = current.len();
            }
            (None, '\\') => {
                current.extend(chars.next());
                is_word = true;
            }
            (None, _) if c.is_whitespace() => {
                if is_word {
                    words.push(std::mem::take(&mut current));
                }
                (is_word, kept) = (false, 0);
            }
            (None, _) => {
                current.push(c);
                is_word = true;
                if matches!(c, ':' | '=') && breaks.contains(c) {
                    kept = current.len();
                }
            }
        }
    }
    Request { shell: Shell::Bash, words, current, kept, quote }
}

/// Writes a text so that a shell reads it as it is, after a quotation mark or without one.
fn escape(text: &str, quote: Option<char>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match quote {
            Some('\'') if c == '\'' => out.push_str("'\\''"),
            Some('\'') => out.push(c),
            Some(_) => {
                if matches!(c, '"' | '\\' | '$' | '`') {
                    out.push('\\');
                }
                out.push(c);
            }
            None => {
                let is_plain = c.is_alphanumeric() || "-_./:=@%+,".contains(c) || !c.is_ascii();
                if !is_plain {
                    out.push('\\');
                }
                out.push(c);
            }
        }
    }
    out
}

const BASH: &str = r#"# bash completion for kzq: save it as ~/.local/share/bash-completion/completions/kzq, or source it.
_kzq() {
    local answer line
    COMPREPLY=()
    answer=$(command "${COMP_WORDS[0]}" __complete bash "$COMP_LINE" "$COMP_POINT" "$COMP_WORDBREAKS" 2>/dev/null) || return 0
    case $answer in
        files*) compopt -o default 2>/dev/null; return 0 ;;
        open*) compopt -o nospace 2>/dev/null ;;
    esac
    while IFS= read -r line; do
        COMPREPLY+=("$line")
    done < <(tail -n +2 <<<"$answer")
    return 0
}
complete -F _kzq kzq
"#;

const ZSH: &str = r#"#compdef kzq
# zsh completion for kzq: save it as _kzq in a directory of $fpath, or source it after compinit.
_kzq() {
    local answer line tab=$'\t'
    local -a lines values shown
    answer="$(command "${(Q)words[1]}" __complete zsh "${(Q)PREFIX}" "${(@Q)words[1,CURRENT-1]}" 2>/dev/null)" || return 1
    lines=("${(@f)answer}")
    if [[ $lines[1] == files ]]; then
        compset -P 1 '*='
        _files
        return
    fi
    for line in "${(@)lines[2,-1]}"; do
        values+=("${line%%$tab*}")
        [[ -n ${line#*$tab} ]] && shown+=("${line%%$tab*}  -- ${line#*$tab}") || shown+=("${line%%$tab*}")
    done
    (( $#values )) || return 1
    if [[ $lines[1] == open ]]; then
        compadd -U -S '' -l -d shown -a values
    else
        compadd -U -l -d shown -a values
    fi
}
if [[ $funcstack[1] == _kzq ]]; then
    _kzq "$@"
elif (( $+functions[compdef] )); then
    compdef _kzq kzq
fi
"#;

const FISH: &str = r#"# fish completion for kzq: save it as ~/.config/fish/completions/kzq.fish, or source it.
function __kzq_complete
    set -l current (commandline -ct)
    set -l words (commandline -opc)
    set -l answer (command $words[1] __complete fish "$current" $words 2>/dev/null)
    or return
    if test "$answer[1]" = files
        set -l before (string match -r '^-[^=]*=|^[^/=]*=' -- $current)
        for file in (__fish_complete_path (string replace -r '^-[^=]*=|^[^/=]*=' '' -- $current))
            echo "$before$file"
        end
    else
        printf '%s\n' $answer[2..-1]
    end
end
complete -c kzq -f -k -a '(__kzq_complete)'
"#;

#[cfg(test)]
mod tests {
    use super::*;

    const BREAKS: &str = " \t\n\"'><=;|&(:";

    fn bash(line: &str) -> Request {
        let arguments = ["bash", line, &line.len().to_string(), BREAKS].map(str::to_owned);
        Request::read(&arguments).unwrap()
    }

    #[test]
    fn bash_replies_start_after_the_last_word_break() {
        for (line, current, word, reply) in [
            ("kzq se", "se", "search", "search"),
            ("kzq search speaker:ad", "speaker:ad", "speaker:\"Ada Byron\"", "\\\"Ada\\ Byron\\\""),
            ("kzq search 'speaker:ad", "speaker:ad", "speaker:\"Ada Byron\"", "speaker:\"Ada Byron\""),
            ("kzq search \"speaker:ad", "speaker:ad", "speaker:\"Ada Byron\"", "speaker:\\\"Ada Byron\\\""),
            ("kzq search 'a:o", "a:o", "a:o'b", "a:o'\\''b"),
            ("kzq search speaker:\"Ada", "speaker:Ada", "speaker:Ada", "Ada"),
            ("kzq search speaker:", "speaker:", "speaker:$(rm)", "\\$\\(rm\\)"),
            ("kzq --format=ma", "--format=ma", "--format=markdown", "markdown"),
            ("kzq show a\\ b", "a b", "a b;c", "a\\ b\\;c"),
            ("kzq ", "", "search", "search"),
        ] {
            let request = bash(line);
            assert_eq!(request.current, current, "{line}");
            let answer = request.answer(Suggestions::Words(vec![Suggestion::new(word, "doc")]));
            assert_eq!(answer.lines().nth(1), Some(reply), "{line}");
        }
        assert_eq!(bash("A=1 ../bin/kzq search \"two words\" x").words, ["../bin/kzq", "search", "two words"]);
    }

    #[test]
    fn cursor_may_be_inside_the_line() {
        let read = |line: &str, point: &str| Request::read(&["bash", line, point, BREAKS].map(str::to_owned));
        assert_eq!(read("kzq sea war", "7").unwrap().current, "sea");
        assert_eq!(read("kzq é", "5").unwrap().current, "");
        assert_eq!(read("kzq x", "900").unwrap().current, "x");
        assert_eq!(read("kzq x", "-1"), None);
        assert_eq!(Request::read(&[]), None);
        assert_eq!(Request::read(&["tcsh".to_owned()]), None);
    }

    #[test]
    fn first_line_of_the_answer_is_its_kind() {
        let words = |texts: &[&str]| Suggestions::Words(texts.iter().map(|text| Suggestion::new(*text, "d")).collect());
        let request = Request::read(&["fish", "spe", "kzq", "search"].map(str::to_owned)).unwrap();
        assert_eq!(request.answer(words(&["speaker:"])), "open\nspeaker:\td\n");
        assert_eq!(request.answer(words(&["speaker:", "x"])), "words\nspeaker:\td\nx\td\n");
        assert_eq!(request.answer(words(&[])), "words\n");
        assert_eq!(request.answer(Suggestions::Files), "files\n");
    }
}

//! The command that plays recordings.

/// Returns the program and the arguments that play a recording from a number of seconds on; `None` without a command,
/// or if the URL is not one of the web: a player might take it for an option.
pub fn player_command(player: &str, url: &str, seconds: u64) -> Option<(String, Vec<String>)> {
    let is_web = ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    let mut words = player.split_whitespace().map(str::to_owned);
    let program = words.next().filter(|_| is_web)?;
    let seconds = seconds.to_string();
    let mut arguments: Vec<String> = words.map(|word| word.replace("{time}", &seconds).replace("{url}", url)).collect();
    if !player.contains("{url}") {
        arguments.push(url.to_owned());
    }
    Some((program, arguments))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_without_a_shell() {
        let url = "https://a.example/v?x={time}&y=`ls`;";
        for (player, expected) in [
            ("", None),
            ("mpv --start={time} {url}", Some(["mpv", "--start=754", url].as_slice())),
            ("mpv", Some(["mpv", url].as_slice())),
            ("  vlc   --start-time {time}  ", Some(["vlc", "--start-time", "754", url].as_slice())),
        ] {
            let command = player_command(player, url, 754);
            let words = command.map(|(program, arguments)| [vec![program], arguments].concat());
            assert_eq!(words, expected.map(|words| words.iter().map(|&word| word.to_owned()).collect()), "{player}");
        }
        assert_eq!(player_command("mpv {url}", "--script=x", 1), None, "not an address");
    }
}

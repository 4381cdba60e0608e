//! Addresses of recordings at a time in them.

use kzq_text::{Safe, safe};

/// How an address says where to start.
#[derive(Clone, Copy)]
enum Start {
    /// A parameter of the query with this name, in seconds.
    Parameter(&'static str),
    /// A media fragment (W3C Media Fragments URI 1.0), in seconds with this unit.
    Fragment(&'static str),
}

/// Hosts, with their subdomains, that do not take a plain media fragment.
const HOSTS: &[(&[&str], Start)] = &[
    (&["youtube.com", "youtu.be", "youtube-nocookie.com"], Start::Parameter("t")),
    (&["dailymotion.com", "dai.ly", "archive.org"], Start::Parameter("start")),
    (&["vimeo.com"], Start::Fragment("s")),
];

/// Returns the address of a recording that starts at a number of seconds. If the time goes into the fragment, it is added
/// to a media fragment (`#xywh=0,0,9,9`); a fragment that names a place in a page (`#notes`) stays as it is, as it would
/// no longer be found.
pub fn recording_address(url: &Safe<'_>, seconds: u64) -> Safe<'static> {
    let whole = url.as_str();
    let (page, fragment) = whole.split_once('#').map_or((whole, None), |(page, fragment)| (page, Some(fragment)));
    let host = host_of(page);
    let is_of = |name: &&str| host.strip_suffix(*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    let row = HOSTS.iter().find(|(hosts, _)| hosts.iter().any(is_of));
    match row.map_or(Start::Fragment(""), |&(_, start)| start) {
        Start::Fragment(unit) => {
            // A directive is not part of the fragment (URL Fragment Text Directives).
            let fragment = fragment.unwrap_or_default();
            let (own, directive) = fragment.split_once(":~:").unwrap_or((fragment, ""));
            if !own.is_empty() && !own.split('&').all(|dimension| dimension.contains('=')) {
                return url.clone().into_owned();
            }
            let is_other = |dimension: &&str| !dimension.is_empty() && !dimension.starts_with("t=");
            let others = own.split('&').filter(is_other).map(part);
            let time = safe!("t=", Safe::line(seconds.to_string()), unit);
            let dimensions = Safe::join(others.chain([time]), "&");
            let directive = if directive.is_empty() { Safe::default() } else { safe!(":~:", part(directive)) };
            safe!(part(page), "#", dimensions, directive)
        }
        Start::Parameter(name) => {
            let (path, query) = page.split_once('?').unwrap_or((page, ""));
            let is_other = |parameter: &&str| !parameter.is_empty() && parameter.split('=').next() != Some(name);
            let mut parameters: Vec<Safe<'_>> = query.split('&').filter(is_other).map(part).collect();
            parameters.push(safe!(name, "=", Safe::line(seconds.to_string())));
            let fragment = fragment.map_or_else(Safe::default, |fragment| safe!("#", part(fragment)));
            safe!(part(path), "?", Safe::join(parameters, "&"), fragment)
        }
    }
}

/// A part of an address, which is safe as a whole.
fn part(part: &str) -> Safe<'_> {
    Safe::line(part)
}

/// Returns the host of an address in lower case; empty if it has none.
fn host_of(url: &str) -> String {
    let authority = url.split_once("://").map_or("", |(_, rest)| rest.split(['/', '?']).next().unwrap_or_default());
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    host.split(':').next().unwrap_or_default().to_lowercase()
}

/// Returns the time in a recording that an entry gives, in seconds; of a range, where it starts. `None` if it is
/// something else.
pub fn seconds_of(time: &str) -> Option<u64> {
    let start = time.split(['-', '–', '—']).next()?.trim_matches(|c: char| c.is_whitespace() || "[]()".contains(c));
    if start.contains(':') { clock_seconds(start) } else { unit_seconds(start) }
}

/// Reads `12:34`, `1:02:03` and `00:12:34.500`.
fn clock_seconds(time: &str) -> Option<u64> {
    let (whole, fraction) = time.split_once(['.', ',']).unwrap_or((time, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    if !(2..=3).contains(&parts.len()) || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let mut seconds = 0_u64;
    for (index, part) in parts.into_iter().enumerate() {
        let number = number(part).filter(|&number| index == 0 || number < 60)?;
        seconds = seconds.checked_mul(60)?.checked_add(number)?;
    }
    Some(seconds)
}

/// Reads `1h 2m 3s`, `12 min`, `90s` and `90`, which is in seconds.
fn unit_seconds(time: &str) -> Option<u64> {
    const UNITS: [(&[&str], u64); 3] = [(&["h"], 3600), (&["m", "min"], 60), (&["s", "sec"], 1)];
    if let Some(seconds) = number(time) {
        return Some(seconds);
    }
    let (mut rest, mut seconds, mut larger) = (time, 0_u64, u64::MAX);
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (count, after) = rest.split_at(digits);
        let after = after.trim_start();
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (unit, after) = after.split_at(letters);
        let &(_, factor) = UNITS.iter().find(|(names, _)| names.contains(&unit))?;
        if factor >= larger {
            return None;
        }
        seconds = number(count)?.checked_mul(factor)?.checked_add(seconds)?;
        (rest, larger) = (after.trim_start(), factor);
    }
    (larger < u64::MAX).then_some(seconds)
}

fn number(digits: &str) -> Option<u64> {
    digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn start_time_is_added_to_recording_urls() {
        for (url, expected) in [
            ("https://a.example/talk.mp4", "https://a.example/talk.mp4#t=754"),
            ("https://a.example/talk?id=1", "https://a.example/talk?id=1#t=754"),
            ("https://a.example/talk.mp4#t=10,20", "https://a.example/talk.mp4#t=754"),
            ("https://a.example/talk.mp4#xywh=0,0,9,9", "https://a.example/talk.mp4#xywh=0,0,9,9&t=754"),
            ("https://a.example/talk.mp4#t=1&track=audio", "https://a.example/talk.mp4#track=audio&t=754"),
            ("https://a.example/talk#:~:text=so", "https://a.example/talk#t=754:~:text=so"),
            ("https://a.example/talk#", "https://a.example/talk#t=754"),
            // These fragments are places in a page.
            ("https://a.example/page#notes", "https://a.example/page#notes"),
            ("https://a.example/page#/talks/1", "https://a.example/page#/talks/1"),
            ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=754"),
            ("https://www.YouTube.com/watch?t=5&v=abc#x", "https://www.YouTube.com/watch?v=abc&t=754#x"),
            ("https://youtu.be/abc", "https://youtu.be/abc?t=754"),
            ("https://youtu.be/abc?si=xyz", "https://youtu.be/abc?si=xyz&t=754"),
            ("https://vimeo.com/123", "https://vimeo.com/123#t=754s"),
            ("https://vimeo.com/123#t=5s", "https://vimeo.com/123#t=754s"),
            ("https://www.dailymotion.com/video/x1", "https://www.dailymotion.com/video/x1?start=754"),
            ("https://archive.org/details/talk", "https://archive.org/details/talk?start=754"),
            // Other hosts with similar names.
            ("https://notyoutube.com/abc", "https://notyoutube.com/abc#t=754"),
            ("https://a.example/youtube.com", "https://a.example/youtube.com#t=754"),
            ("https://youtube.com@a.example:80/x", "https://youtube.com@a.example:80/x#t=754"),
        ] {
            assert_eq!(recording_address(&url.into(), 754).as_str(), expected);
        }
    }

    #[test]
    fn common_time_notations_are_parsed() {
        for (time, seconds) in [
            ("0:41", Some(41)),
            ("12:34", Some(754)),
            ("1:02:03", Some(3723)),
            ("00:12:34.500", Some(754)),
            ("00:12:34,500 --> 00:12:36,000", Some(754)),
            ("[90:00]", Some(5400)),
            ("12:34–13:00", Some(754)),
            ("90", Some(90)),
            ("90s", Some(90)),
            ("12m34s", Some(754)),
            ("1h 2 min", Some(3720)),
            ("", None),
            ("12:60", None),
            ("1:2:3:4", None),
            ("12:3x", None),
            ("34s12m", None),
            ("near the end", None),
            ("99999999999999999999", None),
            ("9999999999999999999:00", None),
        ] {
            assert_eq!(seconds_of(time), seconds, "{time}");
        }
    }
}

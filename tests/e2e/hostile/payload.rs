//! The hostile texts.

/// Sequences that terminals interpret, and texts that read differently from how they look.
const WRITTEN: &[&str] = &[
    // The screen, the cursor, the modes.
    "\x1b[2J\x1b[H",
    "\x1b[31mred\x1b[0m",
    "\x1b[1A\x1b[2Koverwritten",
    "\x1b[?1049l",
    "\x1b[?1000h\x1b[?1003h",
    "\x1b[?2004l",
    "\x1b[?2026h",
    "\x1b[8;1;1t",
    "\x1b[999;999H",
    "\x1bc",
    "\x1b(0",
    "\x1b#8",
    "\x0e\x0f",
    // The end of a bracketed paste, and the keys that would follow.
    "\x1b[201~\rrm -rf /\r",
    "\x1b[200~\x1b[201~",
    "\u{9b}201~ls\n",
    "[201~",
    // Queries that a terminal answers as if the user typed.
    "\x1b[6n",
    "\x1b[c",
    "\x1b[>q",
    "\x1b[21t",
    "\x05",
    // Operating system commands: title, links, clipboard, colours, notifications, working directory.
    "\x1b]0;pwned\x07",
    "\x1b]2;pwned\x1b\\",
    "\x1b]8;;https://evil.example/\x1b\\good.example\x1b]8;;\x1b\\",
    "\x1b]8;id=1;file:///etc/passwd\x07x\x1b]8;;\x07",
    "\x1b]52;c;cm0gLXJmIC8K\x07",
    "\x1b]52;p;?\x1b\\",
    "\x1b]10;?\x07",
    "\x1b]4;0;rgb:00/00/00\x1b\\",
    "\x1b]9;message\x07",
    "\x1b]777;notify;a;b\x07",
    "\x1b]7;file://host/\x07",
    "\x1b]1337;File=inline=1:AAAA\x07",
    "\x1b]133;C\x07",
    "\x1b]50;font\x07",
    "\u{9d}0;pwned\u{9c}",
    "\u{9d}52;c;eA==\x07",
    // Device control, application command, privacy message, start of string; graphics; multiplexers.
    "\x1bP+q544e\x1b\\",
    "\x1bP$q\"p\x1b\\",
    "\x1bPq#0;2;0;0;0~~\x1b\\",
    "\x1bPtmux;\x1b\x1b]52;c;eA==\x07\x1b\\",
    "\x1b_Gf=24,s=1,v=1;AAAA\x1b\\",
    "\x1b^secret\x1b\\",
    "\x1bXsecret\x1b\\",
    "\x1bktitle\x1b\\",
    "\u{90}q\u{9c}",
    "\u{9f}x\u{9c}",
    "\u{9e}x\u{9c}",
    "\u{98}x\u{9c}",
    "\u{9b}2J",
    "\u{9b}31m",
    // Partial sequences, which the surrounding text completes.
    "\x1b",
    "\x1b[",
    "\x1b]52;c;",
    "\x1bP",
    "[2J",
    "]0;x",
    "\\",
    // Lines.
    "one\r\ntwo",
    "one\rtwo",
    "one\n\rtwo",
    "one\n\n\n\n\ntwo",
    "one\u{b}two\u{c}three",
    "one\u{85}two",
    "one\u{2028}two\u{2029}three",
    "abc\x08\x08\x08xyz",
    "\t\t\t",
    // Directions.
    "\u{202e}txt.exe",
    "\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}",
    "\u{2066}\u{2067}\u{2068}\u{2069}",
    "\u{200e}\u{200f}\u{61c}",
    "user\u{202e} \u{2066}// admin\u{2069} \u{2066}",
    "שלום \u{202d}hello\u{202c} مرحبا",
    // Invisible characters.
    "\u{e0001}\u{e0041}\u{e0042}\u{e007f}",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
    "zero\u{200b}width\u{200c}\u{200d}\u{2060}\u{feff}",
    "soft\u{ad}hyphen",
    "\u{fe00}\u{fe01}\u{fe0e}\u{fe0f}",
    "x\u{e0100}\u{e0101}\u{e01ef}",
    "\u{115f}\u{1160}\u{3164}\u{ffa0}",
    "\u{180e}\u{180b}\u{180f}\u{34f}",
    "\u{206a}\u{206f}\u{2061}\u{2064}",
    "\u{fff9}a\u{fffa}b\u{fffb}",
    "\u{1d173}\u{1d17a}\u{13430}\u{1bca0}\u{17b4}\u{17b5}\u{2065}\u{fff0}",
    "\u{fffe}\u{ffff}\u{10ffff}\u{fdd0}\u{e000}",
    // Clusters.
    "👩\u{200d}👩\u{200d}👧\u{200d}👧",
    "\u{200d}\u{200d}\u{200d}",
    "🇰🇿🇰🇿🇰",
    "❤\u{fe0f}\u{200d}🔥",
    "क\u{94d}\u{200d}ष",
    "ﷺ﷽",
    "한\u{1100}\u{1161}\u{11a8}",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}",
    // The languages of the export formats.
    "\" or 1=1; --",
    "</blockquote><script>alert(1)</script>",
    "<img src=x onerror=\"alert(1)\">&lt;&#x1b;",
    "](javascript:alert(1)) ![x](y) `a` **b** # c",
    "\nER  - \nTY  - BOOK",
    "}\n@misc{evil, note = {\\input{/etc/passwd}}",
    "\\write18{ls} $x$ %comment",
    "=cmd|'/c calc'!A1",
    "\"]; evil [label=\"x",
    "%%{init: {}}%%",
    "\"), Quote(id: \"evil\"",
    "${HOME} $(id) `id` ; rm -rf /",
    "\x1b[0m” — Somebody Else",
    "“nested ‘marks’ and \"more\"”",
    "%1b%5b2J %00 &amp;#27;",
    "\\u001b[2J \\x1b[2J ␛[2J",
];

/// All payloads: the list above, every control character, and the long ones.
pub fn all() -> Vec<String> {
    let mut all: Vec<String> = WRITTEN.iter().map(ToString::to_string).collect();
    all.extend(('\0'..='\x1f').chain('\x7f'..='\u{9f}').map(|c| format!("a{c}b")));
    all.extend(["e", "汉", "👩", " ", ""].map(|base| format!("{base}{}", "\u{301}".repeat(500))));
    all.push(format!("x{}", ('\u{300}'..='\u{36f}').collect::<String>()));
    all.extend(
        ["👩\u{200d}", "👩🏽\u{200d}", "❤\u{fe0f}\u{200d}", "👩\u{200c}", "ᄀ", "क\u{94d}", "ำ", "ﾞ", "🏽"]
            .map(|of| of.repeat(200)),
    );
    all.push("\u{e0041}".repeat(300));
    all.push("\u{fe0f}".repeat(300));
    all.push("\u{202e}\u{2066}".repeat(100));
    all.push("\x1b[".repeat(300));
    all.push("\n".repeat(300));
    all.push("汉".repeat(400));
    all.push(" \u{a0}\u{3000}".repeat(100));
    all.push("([{".repeat(300));
    all
}

/// The short payloads, joined into pieces of at most this many bytes, without the characters that arguments or file
/// names can't contain.
pub fn pieces(bytes: usize) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for payload in all().iter().filter(|payload| payload.len() < bytes.min(150)) {
        let payload = payload.replace('\0', "").replace('/', "∕");
        if pieces.last().is_some_and(|last| last.len() + payload.len() > bytes) {
            pieces.push(String::new());
        }
        pieces.last_mut().expect("one at least").push_str(&payload);
    }
    pieces
}

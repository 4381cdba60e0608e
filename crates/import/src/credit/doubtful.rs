//! Words that make an attribution doubtful, each with whether they say that it is wrong.

/// Words in front of a name that make the attribution doubtful; the first matching one counts.
pub(super) const DOUBTFUL_BEFORE: &[(&str, bool)] = &[
    ("often misattributed to ", true),
    ("commonly misattributed to ", true),
    ("frequently misattributed to ", true),
    ("misattributed to ", true),
    ("wrongly attributed to ", true),
    ("falsely attributed to ", true),
    ("incorrectly attributed to ", true),
    ("erroneously attributed to ", true),
    ("misattributed: ", true),
    ("often attributed to ", false),
    ("commonly attributed to ", false),
    ("widely attributed to ", false),
    ("variously attributed to ", false),
    ("attributed to ", false),
    ("attributed: ", false),
    ("attrib. to ", false),
    ("attrib. ", false),
    ("attr. to ", false),
    ("attr. ", false),
    ("ascribed to ", false),
    ("disputed: ", false),
    ("disputed, ", false),
    ("probably ", false),
    ("possibly ", false),
    ("perhaps ", false),
    ("maybe ", false),
];

/// Words that make the attribution doubtful in a part of their own.
pub(super) const DOUBTFUL_PARTS: &[(&str, bool)] = &[
    ("misattributed", true),
    ("wrongly attributed", true),
    ("falsely attributed", true),
    ("incorrectly attributed", true),
    ("misquoted", true),
    ("attributed", false),
    ("attrib", false),
    ("attr", false),
    ("often attributed", false),
    ("disputed", false),
    ("apocryphal", false),
    ("unverified", false),
    ("dubious", false),
    ("?", false),
];

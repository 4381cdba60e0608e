//! [`Scope`]: where a key binding applies.

/// Where a key binding applies. Keys are looked up in the narrowest scope first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere, whatever has the focus.
    Everywhere,
    /// In any of the panes: topics, list or detail.
    Panes,
    /// In the topics.
    Topics,
    /// In the list.
    List,
    /// In the detail pane.
    Detail,
    /// While a phrase of the quotation is selected.
    Select,
    /// While the user is asked whether an action applies to all marked entries.
    Ask,
    /// In a full-screen view.
    View,
    /// On the quiet page, which is a view.
    Quiet,
    /// While what is searched for in a view or in the help is typed.
    Find,
    /// In the filter.
    Filter,
    /// Where entries are picked (`kzq pick`).
    Pick,
    /// Where quotations that were found in a text are reviewed.
    Review,
    /// In the copy menu.
    Menu,
    /// In the note editor.
    Note,
    /// In the popup of the user's lists.
    Lists,
    /// Within one of the user's lists.
    InList,
    /// While a list is named.
    Naming,
    /// In the form for a new quotation, or for what entries are given.
    Form,
    /// In the command palette.
    Palette,
    /// In the help.
    Help,
    /// Wherever text is typed.
    Typing,
}

impl Scope {
    /// All scopes, in the order in which help and README show them.
    pub const ALL: [Self; 22] = [
        Self::Panes,
        Self::Filter,
        Self::Topics,
        Self::List,
        Self::Detail,
        Self::Select,
        Self::Ask,
        Self::View,
        Self::Quiet,
        Self::Find,
        Self::Menu,
        Self::Note,
        Self::Lists,
        Self::InList,
        Self::Naming,
        Self::Form,
        Self::Palette,
        Self::Help,
        Self::Pick,
        Self::Review,
        Self::Typing,
        Self::Everywhere,
    ];

    /// The name used in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Everywhere => "everywhere",
            Self::Panes => "panes",
            Self::Topics => "topics",
            Self::List => "list",
            Self::Detail => "detail",
            Self::Select => "select",
            Self::Ask => "ask",
            Self::View => "view",
            Self::Quiet => "quiet",
            Self::Find => "find",
            Self::Filter => "filter",
            Self::Pick => "pick",
            Self::Review => "review",
            Self::Menu => "menu",
            Self::Note => "note",
            Self::Lists => "lists",
            Self::InList => "in-list",
            Self::Naming => "naming",
            Self::Form => "form",
            Self::Palette => "palette",
            Self::Help => "help",
            Self::Typing => "typing",
        }
    }

    /// Returns the scope with a name in the configuration, which may be one of an earlier version.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "words" => Some(Self::Select),
            "sheet" => Some(Self::View),
            "listed" => Some(Self::InList),
            _ => Self::ALL.into_iter().find(|scope| scope.name() == name),
        }
    }

    /// The scopes in which keys are looked up here, narrowest first.
    pub fn chain(self) -> &'static [Self] {
        match self {
            Self::Everywhere => &[Self::Everywhere],
            Self::Panes => &[Self::Panes, Self::Everywhere],
            Self::Topics => &[Self::Topics, Self::Panes, Self::Everywhere],
            Self::List => &[Self::List, Self::Panes, Self::Everywhere],
            Self::Detail => &[Self::Detail, Self::Panes, Self::Everywhere],
            Self::Select => &[Self::Select, Self::Everywhere],
            Self::Ask => &[Self::Ask, Self::Everywhere],
            Self::View => &[Self::View, Self::Everywhere],
            Self::Quiet => &[Self::Quiet, Self::View, Self::Everywhere],
            Self::Find => &[Self::Find, Self::Typing, Self::Everywhere],
            Self::Filter => &[Self::Filter, Self::Typing, Self::Everywhere],
            Self::Pick => &[Self::Pick, Self::Typing, Self::Everywhere],
            Self::Review => &[Self::Review, Self::Everywhere],
            Self::Menu => &[Self::Menu, Self::Everywhere],
            Self::Note => &[Self::Note, Self::Typing, Self::Everywhere],
            Self::Lists => &[Self::Lists, Self::Everywhere],
            Self::InList => &[Self::InList, Self::Everywhere],
            Self::Naming => &[Self::Naming, Self::Typing, Self::Everywhere],
            Self::Form => &[Self::Form, Self::Typing, Self::Everywhere],
            Self::Palette => &[Self::Palette, Self::Typing, Self::Everywhere],
            Self::Help => &[Self::Help, Self::Everywhere],
            Self::Typing => &[Self::Typing, Self::Everywhere],
        }
    }

    /// Whether text is typed in this scope.
    pub fn is_text_input(self) -> bool {
        self.chain().contains(&Self::Typing)
    }

    /// The title shown to the user.
    pub fn title(self) -> &'static str {
        match self {
            Self::Everywhere => "Everywhere",
            Self::Panes => "Browsing",
            Self::Topics => "In the topics",
            Self::List => "In the list",
            Self::Detail => "In the quotation",
            Self::Select => "Selecting words",
            Self::Ask => "With marked entries",
            Self::View => "In a view",
            Self::Quiet => "On the quiet page",
            Self::Find => "Searching in a view",
            Self::Filter => "In the filter",
            Self::Pick => "When picking",
            Self::Review => "In a review",
            Self::Menu => "In a menu",
            Self::Note => "In a note",
            Self::Lists => "In your lists",
            Self::InList => "In one of your lists",
            Self::Naming => "Naming a list",
            Self::Form => "In a form",
            Self::Palette => "In the palette",
            Self::Help => "In this help",
            Self::Typing => "Where you type",
        }
    }
}

//! How the screen is divided. `update` and `ui::view` use the same functions, so that clicks hit what is drawn.

use ratatui::layout::Rect;

use super::focus::Focus;

/// How many panes are side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenLayout {
    /// Topics, list and detail.
    Three,
    /// List and detail; the topics slide over the list as a drawer.
    Two,
    /// One pane at a time.
    One,
    /// Only the text of the quotation.
    Bare,
}

/// The areas of the screen at one size; `None` for a part that is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// How many panes are side by side.
    pub layout: ScreenLayout,
    /// The header line.
    pub header: Option<Rect>,
    /// The filter box, with its border if there is room for one.
    pub filter: Option<Rect>,
    /// The sidebar of topics and other facets.
    pub topics: Option<Rect>,
    /// The list of results.
    pub list: Option<Rect>,
    /// The pane with the quotation.
    pub detail: Option<Rect>,
    /// The line of key hints.
    pub footer: Option<Rect>,
}

/// Below this width or height only the text is shown.
const MIN_SIZE: (u16, u16) = (40, 10);
/// The width of the detail pane that its text fills: the text, a blank column and the border on either side, and a few
/// more that keep it from the border.
const DETAIL_COLUMNS: u16 = 84;
/// Maximum width of the topics on a wide screen.
const MAX_TOPICS_COLUMNS: u16 = 44;
/// Maximum width of the list on a wide screen.
const MAX_LIST_COLUMNS: u16 = 110;
/// From this width on, the rows of a view are in the middle of the screen.
const CENTRED_VIEW_COLUMNS: u16 = 150;
/// The minimum height for the header and the filter's border.
const MIN_BORDER_ROWS: u16 = 16;

impl Panes {
    /// Divides a screen of `columns` by `rows`; where not everything fits, `focus` decides what is shown.
    pub fn split(columns: u16, rows: u16, focus: Focus) -> Self {
        let whole = Rect::new(0, 0, columns, rows);
        if columns < MIN_SIZE.0 || rows < MIN_SIZE.1 {
            let filter = (focus == Focus::Filter && rows > 0).then_some(Rect { height: 1, ..whole });
            let below = filter.map_or(whole, |filter| without_top_rows(whole, filter.height));
            return Self { detail: Some(below), filter, ..Self::empty(ScreenLayout::Bare) };
        }
        let width = match columns {
            100.. => ScreenLayout::Three,
            80.. => ScreenLayout::Two,
            _ => ScreenLayout::One,
        };
        let (header_rows, filter_rows) = match (rows >= MIN_BORDER_ROWS, width) {
            (true, _) => (1, 3),
            (false, ScreenLayout::One) => (1, 1),
            (false, _) => (0, 1),
        };
        let header = Rect { height: header_rows, ..whole };
        let filter = Rect { y: header_rows, height: filter_rows, ..whole };
        let footer = Rect { y: rows - 1, height: 1, ..whole };
        let mut body = without_top_rows(whole, header_rows + filter_rows);
        body.height -= 1;
        Self {
            header: (header_rows > 0).then_some(header),
            filter: Some(filter),
            footer: Some(footer),
            ..Self::divide(width, body, focus)
        }
    }

    fn divide(width: ScreenLayout, body: Rect, focus: Focus) -> Self {
        let nothing = Self::empty(width);
        match width {
            ScreenLayout::Three => {
                let topics = (body.width * 23 / 100).clamp(25, 34);
                let list = (body.width - topics) * 42 / 100;
                // What the text can't use goes to the topics, whose names may be long, and to the list.
                let spare = (body.width - topics - list).saturating_sub(DETAIL_COLUMNS);
                let topics = topics + spare.min(MAX_TOPICS_COLUMNS - topics);
                let list = (body.width - topics).saturating_sub(DETAIL_COLUMNS).clamp(list, list.max(MAX_LIST_COLUMNS));
                let [topics, list, detail] = split_columns(body, [topics, list, body.width - topics - list]);
                Self { topics: Some(topics), list: Some(list), detail: Some(detail), ..nothing }
            }
            ScreenLayout::Two => {
                let list = body.width * 42 / 100;
                let [list, detail, _] = split_columns(body, [list, body.width - list, 0]);
                let drawer = (focus == Focus::Topics).then_some(Rect { width: list.width.min(34), ..list });
                Self { topics: drawer, list: Some(list), detail: Some(detail), ..nothing }
            }
            ScreenLayout::One | ScreenLayout::Bare => match focus {
                Focus::Topics => Self { topics: Some(body), ..nothing },
                Focus::Detail => Self { detail: Some(body), ..nothing },
                Focus::List | Focus::Filter => Self { list: Some(body), ..nothing },
            },
        }
    }

    fn empty(layout: ScreenLayout) -> Self {
        Self { layout, header: None, filter: None, topics: None, list: None, detail: None, footer: None }
    }

    /// Whether the filter has a border.
    pub fn has_filter_border(&self) -> bool {
        self.filter.is_some_and(|filter| filter.height > 1)
    }

    /// The area of a full-screen view: that of the filter and the panes.
    pub fn view(&self) -> Rect {
        match (self.filter, self.footer) {
            (Some(top), Some(bottom)) => Rect { height: bottom.y - top.y, ..top },
            _ => self.detail.unwrap_or_default(),
        }
    }

    /// The area of a view's rows, including the gutter for its cursor. The rows have at most `columns`; on a wide screen
    /// they are in the middle.
    pub fn view_rows(&self, columns: usize) -> Rect {
        let area = match self.layout {
            ScreenLayout::Bare => self.view(),
            _ => inner_area(self.view()),
        };
        let width = u16::try_from(columns).unwrap_or(u16::MAX).saturating_add(GUTTER + 1);
        if area.width < CENTRED_VIEW_COLUMNS || width >= area.width {
            return area;
        }
        Rect { x: area.x + (area.width - width) / 2, width, ..area }
    }

    /// The area of the quotation's text.
    pub fn detail_text(&self) -> Option<Rect> {
        match self.layout {
            ScreenLayout::Bare => self.detail,
            _ => self.detail.map(|pane| pad_horizontal(inner_area(pane))),
        }
    }
}

/// The area inside a border.
pub fn inner_area(pane: Rect) -> Rect {
    Rect {
        x: pane.x.saturating_add(1),
        y: pane.y.saturating_add(1),
        width: pane.width.saturating_sub(2),
        height: pane.height.saturating_sub(2),
    }
}

/// Shrinks an area by one column on either side, unless it is narrower than three columns.
pub fn pad_horizontal(area: Rect) -> Rect {
    if area.width < 3 {
        return area;
    }
    Rect { x: area.x + 1, width: area.width - 2, ..area }
}

/// The area of the quiet page: the screen, with a row left at the top and at the bottom unless it has only a few.
pub fn quiet_area((columns, rows): (u16, u16)) -> Rect {
    let margin = u16::from(rows >= MIN_SIZE.1);
    Rect { x: 0, y: margin, width: columns, height: rows - 2 * margin }
}

/// The columns before the rows of a view: the cursor bar and a blank.
pub const GUTTER: u16 = 2;

fn without_top_rows(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn split_columns(body: Rect, widths: [u16; 3]) -> [Rect; 3] {
    let mut x = body.x;
    widths.map(|width| {
        let column = Rect { x, width, ..body };
        x += width;
        column
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_determines_the_layout() {
        for (columns, rows, width) in [
            (200, 50, ScreenLayout::Three),
            (100, 30, ScreenLayout::Three),
            (99, 30, ScreenLayout::Two),
            (80, 24, ScreenLayout::Two),
            (79, 24, ScreenLayout::One),
            (40, 10, ScreenLayout::One),
            (39, 24, ScreenLayout::Bare),
            (120, 9, ScreenLayout::Bare),
            (0, 0, ScreenLayout::Bare),
        ] {
            assert_eq!(Panes::split(columns, rows, Focus::List).layout, width, "{columns}x{rows}");
        }
    }

    #[test]
    fn extra_width_goes_to_the_topics_and_the_list() {
        let widths = |columns| {
            let panes = Panes::split(columns, 50, Focus::List);
            [panes.topics, panes.list, panes.detail].map(|pane| pane.map_or(0, |pane| pane.width))
        };
        assert_eq!(widths(120), [27, 39, 54]);
        assert_eq!(widths(180), [35, 61, 84]);
        assert_eq!(widths(200), [44, 72, 84]);
        assert_eq!(widths(300), [44, 111, 145]);
    }

    #[test]
    fn view_rows_are_centred_on_a_wide_screen() {
        for (columns, rows, x, width) in [(120, 88, 1, 118), (200, 88, 54, 91), (200, 300, 1, 198), (30, 88, 0, 30)] {
            let area = Panes::split(columns, 36, Focus::List).view_rows(rows);
            assert_eq!((area.x, area.width), (x, width), "{columns} columns");
        }
    }

    #[test]
    fn panes_tile_the_screen() {
        for (columns, rows) in (0..350).flat_map(|columns| (0..40).map(move |rows| (columns, rows))) {
            for focus in [Focus::Filter, Focus::Topics, Focus::List, Focus::Detail] {
                let panes = Panes::split(columns, rows, focus);
                let drawer = panes.layout == ScreenLayout::Two;
                let topics = panes.topics.filter(|_| !drawer);
                let parts: Vec<Rect> = [panes.header, panes.filter, topics, panes.list, panes.detail, panes.footer]
                    .into_iter()
                    .flatten()
                    .collect();
                let area: u32 = parts.iter().map(|part| part.area()).sum();
                assert_eq!(area, u32::from(columns) * u32::from(rows), "{columns}x{rows} {focus:?}");
                assert!(parts.iter().all(|part| part.right() <= columns && part.bottom() <= rows));
            }
        }
    }
}

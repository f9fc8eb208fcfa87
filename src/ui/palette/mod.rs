//! The palette: everything that can be done and every place to go, found by typing.

mod entries;
mod said;

use egui::accesskit::Role;
use egui::{
    Align2, Context, FontId, Frame, Id, Key, Margin, Modal, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke,
};
use egui::{TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::case::Snapshot;
use crate::command::{Choice, Command, Request, Situation};
use crate::compare::{Column, Filter, SearchIndex};
use crate::fold::fold;
use crate::ui::shortcuts::keys_of;
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CORNER, EDGE, GAP, HAIRLINE, INSET, Palette as Colors, UNIT, size};
use crate::ui::widgets::controls::paint_in_row;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::palette as words;
use entries::entries;
use said::said;

/// The width of the palette, in points.
const WIDTH: f32 = 600.0;
/// The height of a row.
const ROW: f32 = 30.0;
/// How many rows are in sight before the list scrolls.
const ROWS_IN_SIGHT: f32 = 11.0;
/// No one reads on behind so many rows; they type another letter.
const MOST: usize = 60;
/// What a word counts that is found in a position: less than in a name, more than letters that occur in order.
const BESIDE: u32 = 2;
/// How many rows Page Up and Page Down move.
const PAGE: usize = 10;

/// The palette's state: closed, or open with what has been typed.
#[derive(Debug, Default)]
pub struct Palette {
    open: Option<Open>,
}

/// Something that can be chosen for what is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How it is found and shown.
    pub label: String,
    /// What choosing it means.
    pub choice: Choice,
}

/// The case as it is looked at: where one can go, and what can be shown of it.
#[derive(Clone, Copy)]
pub struct Places<'a> {
    /// The version that is shown.
    pub snapshot: &'a Snapshot,
    /// All words of the case, and the version that they are of.
    pub words: (&'a SearchIndex, &'a Snapshot),
    /// What is shown of it.
    pub filter: &'a Filter,
    /// The columns that are shown, and all that there are.
    pub columns: &'a [Column],
    pub all_columns: &'a [Column],
}

#[derive(Debug, Default)]
struct Open {
    /// What is asked, when there is something to choose rather than to do.
    question: Option<&'static str>,
    query: String,
    chosen: usize,
    /// The chosen row has to be brought into view.
    follow: bool,
    entries: Vec<Entry>,
    /// How many of them are there whatever is typed; behind them stand the positions that the query finds.
    known: usize,
    /// What the query finds, the best first; those that cannot be used now stand last.
    found: Vec<Found>,
}

/// Something that the palette can do.
#[derive(Debug)]
struct Entry {
    target: Target,
    label: String,
    /// The label's words as the search sees them.
    folded: String,
    note: &'static str,
    enabled: bool,
    /// Its label is a text, in which much is found: it stands behind what has the words in its name.
    is_text: bool,
}

#[derive(Clone, Debug)]
enum Target {
    Run(Command),
    Ask(Request),
    Choose(Choice),
}

#[derive(Clone, Copy, Debug)]
struct Found {
    entry: usize,
    enabled: bool,
}

impl Palette {
    /// Shows the palette, with nothing typed yet.
    pub fn open(&mut self) {
        self.open = Some(Open::default());
    }

    /// Shows what can be chosen, under a question.
    pub fn choose(&mut self, question: &'static str, offers: Vec<Offer>) {
        let mut open = Open { question: Some(question), ..Open::default() };
        open.know(offers.into_iter().map(Entry::offer).collect());
        open.search(None);
        self.open = Some(open);
    }

    /// Hides the palette.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Whether the palette is in sight.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }
}

/// Shows the palette if it is open, and closes it once something has been chosen.
pub fn palette_ui(
    ctx: &Context,
    palette: &mut Palette,
    situation: Situation,
    places: Option<Places<'_>>,
    out: &mut Vec<Request>,
) {
    let Some(open) = &mut palette.open else { return };
    let places = places.filter(|_| open.question.is_none());
    if open.entries.is_empty() && open.question.is_none() {
        open.know(entries(situation, places));
        open.search(places);
    }
    let keys = Keys::take(ctx);
    open.walk(keys);
    let colors = Colors::when(ctx.theme() == egui::Theme::Dark);
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, EDGE * 4.5));
    let style = ctx.style_of(ctx.theme());
    let frame = Frame::popup(&style).inner_margin(Margin::ZERO).corner_radius(CORNER);
    let shown = Modal::new(id).area(area).frame(frame).backdrop_color(colors.shadow).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 2.0 * EDGE));
        ui.spacing_mut().item_spacing.y = 0.0;
        if let Some(question) = open.question {
            Frame::new().inner_margin(Margin { left: 16, right: 16, top: 10, bottom: 0 }).show(ui, |ui| {
                ui.add(Text::new(question, &Colors::of(ui).strong_label()).hug(true));
            });
        }
        field_ui(ui, open, places);
        rows_ui(ui, open)
    });
    let chosen = shown.inner.or(if keys.enter { open.found.get(open.chosen).copied() } else { None });
    if let Some(entry) = chosen.filter(|found| found.enabled).and_then(|found| open.entries.get(found.entry)) {
        out.push(match &entry.target {
            Target::Run(command) => Request::Do(*command),
            Target::Ask(request) => request.clone(),
            Target::Choose(choice) => Request::Choose(choice.clone()),
        });
        palette.close();
    } else if shown.should_close() {
        palette.close();
    }
}

/// The keys that move in the list, taken before the field sees them.
#[derive(Clone, Copy, Debug, Default)]
struct Keys {
    steps: isize,
    first: bool,
    last: bool,
    enter: bool,
}

impl Keys {
    fn take(ctx: &Context) -> Self {
        ctx.input_mut(|input| {
            let mut times = |modifiers: Modifiers, key: Key| {
                let count = input.count_and_consume_key(modifiers, key);
                isize::try_from(count).unwrap_or_default()
            };
            let page = isize::try_from(PAGE).unwrap_or_default();
            let steps = times(Modifiers::NONE, Key::ArrowDown) - times(Modifiers::NONE, Key::ArrowUp)
                + page * (times(Modifiers::NONE, Key::PageDown) - times(Modifiers::NONE, Key::PageUp));
            Self {
                steps,
                first: times(Modifiers::COMMAND, Key::Home) > 0,
                last: times(Modifiers::COMMAND, Key::End) > 0,
                enter: times(Modifiers::NONE, Key::Enter) > 0,
            }
        })
    }
}

impl Open {
    /// Takes in what is there whatever is typed.
    fn know(&mut self, entries: Vec<Entry>) {
        (self.known, self.entries) = (entries.len(), entries);
    }

    /// How many rows can be chosen.
    fn usable(&self) -> usize {
        self.found.iter().take_while(|found| found.enabled).count()
    }

    fn walk(&mut self, keys: Keys) {
        let last = self.usable().saturating_sub(1);
        let chosen = if keys.first {
            0
        } else if keys.last {
            last
        } else {
            self.chosen.saturating_add_signed(keys.steps).min(last)
        };
        self.follow |= chosen != self.chosen;
        self.chosen = chosen;
    }

    fn search(&mut self, places: Option<Places<'_>>) {
        let query = fold(&self.query);
        let words = words_of(&query);
        self.entries.truncate(self.known);
        let own = u32::try_from(words.len()).unwrap_or(u32::MAX).saturating_mul(BESIDE);
        let mut scored: Vec<(u32, Found)> = self
            .entries
            .iter()
            .enumerate()
            // Without a query, what can be done now; places and the rest are found by typing.
            .filter(|(_, entry)| !words.is_empty() || (entry.enabled && !matches!(entry.target, Target::Ask(_))))
            .filter_map(|(number, entry)| {
                let found = Found { entry: number, enabled: entry.enabled };
                let score = score(&words, &entry.folded)?;
                Some((if entry.is_text { score.min(own) } else { score }, found))
            })
            .collect();
        scored.sort_by_key(|(score, found)| (!found.enabled, std::cmp::Reverse(*score)));
        scored.truncate(MOST);
        if let Some(places) = places {
            // Behind what has the words in its name, and before what has no more than their letters.
            let at = scored.partition_point(|(score, found)| found.enabled && *score > own);
            self.entries.extend(said(places, &words));
            let said = (self.known..self.entries.len()).map(|entry| (own, Found { entry, enabled: true }));
            scored.splice(at..at, said);
        }
        self.found = scored.into_iter().map(|(_, found)| found).collect();
        self.chosen = 0;
        self.follow = true;
    }
}

/// The words of a folded query, without what people put around and between them.
fn words_of(query: &str) -> Vec<&str> {
    let words = query.split_whitespace().map(|word| {
        let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        if bare.is_empty() { word } else { bare }
    });
    words.collect()
}

/// How well a folded label answers the words of a query; none if a word is not in it.
///
/// A word that begins a word of the label counts more than one inside it, and that more than
/// letters that merely occur in this order.
pub(super) fn score(words: &[&str], label: &str) -> Option<u32> {
    let mut total = 0;
    for word in words {
        let begins = |part: &str| part.starts_with(word);
        let mut parts = label.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        total += if parts.next().is_some_and(begins) {
            9
        } else if parts.any(begins) {
            6
        } else if label.contains(word) {
            3
        } else if word.chars().count() > 2 && in_order(word, label) {
            1
        } else {
            return None;
        };
    }
    Some(total)
}

fn in_order(letters: &str, label: &str) -> bool {
    let mut rest = label.chars();
    letters.chars().all(|letter| rest.any(|c| c == letter))
}

fn field_ui(ui: &mut Ui, open: &mut Open, places: Option<Places<'_>>) {
    let colors = Colors::of(ui);
    let row = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 46.0));
    ui.allocate_rect(row, Sense::hover());
    paint_icon(ui.painter(), pos2(row.left() + EDGE + 6.0, row.center().y), 15.0, Icon::Search, colors.second);
    let inside = Rect::from_min_max(row.left_top() + vec2(EDGE + 22.0, 0.0), row.right_bottom() - vec2(EDGE, 0.0));
    let hint = if open.question.is_some() { words::FILTER } else { words::HINT };
    let field = TextEdit::singleline(&mut open.query)
        .id_salt("query")
        .frame(Frame::NONE)
        .font(FontId::proportional(size::TEXT))
        .desired_width(inside.width())
        .align(Align2::LEFT_CENTER)
        .hint_text(RichText::new(hint).size(size::TEXT).color(colors.second));
    let response = ui.put(inside, field);
    response.widget_info(|| WidgetInfo {
        hint_text: Some(hint.to_owned()),
        current_text_value: Some(open.query.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, open.question.unwrap_or(words::NAME))
    });
    if response.changed() {
        open.search(places);
    }
    response.request_focus();
    ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(HAIRLINE, colors.hairline));
}

fn rows_ui(ui: &mut Ui, open: &mut Open) -> Option<Found> {
    let colors = Colors::of(ui);
    let mut clicked = None;
    if open.found.is_empty() {
        Frame::new().inner_margin(Margin::same(16)).show(ui, |ui| {
            text_ui(ui, &words::nothing(open.query.trim()), &colors.label());
        });
    }
    ui.add_space(UNIT);
    let follow = std::mem::take(&mut open.follow);
    ScrollArea::vertical()
        .max_height(ROW * ROWS_IN_SIGHT)
        .content_margin(egui::Margin::ZERO)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for (number, found) in open.found.iter().enumerate() {
                let Some(entry) = open.entries.get(found.entry) else { continue };
                let chosen = found.enabled && number == open.chosen;
                let response = entry_ui(ui, entry, chosen);
                if chosen && follow {
                    ui.scroll_to_rect(response.rect, None);
                }
                if response.clicked() {
                    clicked = Some(*found);
                }
            }
        });
    ui.add_space(UNIT);
    let rule = ui.cursor().top();
    ui.painter().hline(ui.max_rect().x_range(), rule, Stroke::new(HAIRLINE, colors.hairline));
    Frame::new().inner_margin(Margin::symmetric(16, 6)).show(ui, |ui| {
        ui.add(Text::new(words::KEYS, &colors.label()).hug(true));
    });
    clicked
}

fn entry_ui(ui: &mut Ui, entry: &Entry, chosen: bool) -> egui::Response {
    let colors = Colors::of(ui);
    // The field keeps the keyboard, so a row is not a stop of Tab.
    let sense = if entry.enabled { Sense::CLICK } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, entry.enabled, &entry.label));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    if ui.is_rect_visible(rect) {
        let ground = rect.shrink2(vec2(UNIT * 1.5, 0.0));
        if chosen {
            ui.painter().rect_filled(ground, CORNER, colors.selected);
        } else if response.hovered() && entry.enabled {
            ui.painter().rect_filled(ground, CORNER, colors.hovered);
        }
        let keys = match &entry.target {
            Target::Run(command) => command.shortcut().map(|keys| keys_of(ui.ctx(), &keys)),
            Target::Ask(_) | Target::Choose(_) => Some(entry.note.to_owned()),
        };
        let look = colors.label();
        let keys = Text::new(keys.as_deref().unwrap_or_default(), &look).layout(ui.ctx(), f32::INFINITY);
        let right = rect.right() - EDGE - keys.size().x;
        paint_in_row(ui, rect, right, &keys);
        let ink = if entry.enabled { colors.ink } else { colors.second };
        let look = theme::colored(colors.text(), ink);
        let label = Text::new(&entry.label, &look).max_rows(1).hug(true);
        let label = label.layout(ui.ctx(), right - GAP - rect.left() - EDGE);
        paint_in_row(ui, rect, rect.left() + EDGE, &label);
        if let Target::Run(command) = entry.target
            && entry.enabled
        {
            let look = colors.label();
            let menu = Text::new(command.menu().label(), &look).layout(ui.ctx(), f32::INFINITY);
            let left = rect.left() + EDGE + label.size().x + INSET;
            paint_in_row(ui, rect, left, &menu);
        }
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(query: &str) -> Option<String> {
        let situation = Situation { case: true, table: true, ..Situation::default() };
        let mut open = Open { query: query.to_owned(), ..Open::default() };
        open.know(entries(situation, None));
        open.search(None);
        let found = open.found.first()?;
        open.entries.get(found.entry).map(|entry| entry.label.clone())
    }

    #[test]
    fn words_are_found_by_their_beginnings_in_any_order() {
        assert_eq!(first("rows turn").as_deref(), Some("Turn rows and columns"));
        assert_eq!(first("key sh").as_deref(), Some("Keyboard shortcuts"));
    }

    #[test]
    fn letters_in_order_find_what_no_word_begins() {
        assert_eq!(first("invgtor").as_deref(), None);
        assert_eq!(first("nvgtor").as_deref(), Some("Navigator"));
    }

    #[test]
    fn what_cannot_be_used_now_stands_last() {
        let situation = Situation { case: true, table: true, ..Situation::default() };
        let mut open = Open { query: "find".to_owned(), ..Open::default() };
        open.know(entries(situation, None));
        open.search(None);
        let enabled: Vec<bool> = open.found.iter().map(|found| found.enabled).collect();
        assert!(enabled.first() == Some(&true) && enabled.contains(&false));
        assert!(enabled.is_sorted_by(|earlier, later| earlier >= later));
        assert_eq!(open.usable(), enabled.iter().filter(|enabled| **enabled).count());
    }

    #[test]
    fn nothing_matches_letters_that_no_label_has() {
        assert_eq!(first("qqq"), None);
    }
}

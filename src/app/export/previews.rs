//! The preview of a document: made on a thread, one at a time, and given up when something else is chosen.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, TryRecvError};
use std::time::{Duration, Instant};

use egui::{ColorImage, Context, TextureOptions, Vec2};

use crate::case::{Case, Snapshot};
use crate::compare::Comparison;
use crate::export::paper::Paper;
use crate::export::{self, Audience, Choices, ExportError, Format, Progress, audience};
use crate::ui::export::{Found, Preview, format_word};
use crate::words::exporting as words;

/// A choice has to last so long before a preview is made for it.
const DEBOUNCE: Duration = Duration::from_millis(150);
/// How many lines of a file of text are shown.
const LINES: usize = 80;
/// And how many letters of a line.
const LETTERS: usize = 400;
/// The most pixels that a preview has on a side.
const MOST_PIXELS: f32 = 2400.0;

/// What a preview is made of.
#[derive(Clone)]
pub(super) struct Wanted {
    snapshot: Snapshot,
    format: Format,
    choices: Choices,
    /// The room for the page, in pixels.
    room: [f32; 2],
}

/// The preview that is shown, the one that is being made, and the one that is wanted.
#[derive(Default)]
pub(super) struct Previews {
    shown: Option<(Wanted, Found)>,
    running: Option<Running>,
    wanted: Option<(Wanted, Instant)>,
}

struct Running {
    wanted: Wanted,
    progress: Progress,
    result: Receiver<Option<Made>>,
}

/// What a thread has made.
struct Made {
    seen: Seen,
    left_out: String,
    undrawn: String,
    issues: (usize, usize),
}

/// What can be seen, before it is a texture.
enum Seen {
    Page { size: [usize; 2], rgba: Vec<u8>, name: String, caption: String },
    Text { text: String, name: String },
    Told(String),
}

impl Wanted {
    pub(super) fn new(snapshot: &Snapshot, format: Format, choices: Choices, room: Vec2, ctx: &Context) -> Self {
        let pixels = |points: f32| (points * ctx.pixels_per_point()).floor().min(MOST_PIXELS);
        Self { snapshot: snapshot.clone(), format, choices, room: [pixels(room.x), pixels(room.y)] }
    }

    fn case(&self) -> &Arc<Case> {
        self.snapshot.case()
    }
}

impl PartialEq for Wanted {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.case(), other.case())
            && self.format == other.format
            && self.choices == other.choices
            && self.room == other.room
    }
}

impl Previews {
    /// What is shown, and whether it is what is wanted.
    pub(super) fn shown(&self) -> (Option<&Found>, bool) {
        let wanted = self.wanted.as_ref().map(|(wanted, _)| wanted);
        match &self.shown {
            Some((of, found)) => (Some(found), wanted == Some(of)),
            None => (None, false),
        }
    }

    /// Sees to it that the preview becomes that of what is wanted.
    pub(super) fn follow(&mut self, ctx: &Context, wanted: Wanted) {
        // Before the first frame it is not known how much room there is.
        if wanted.room.contains(&0.0) {
            return;
        }
        self.take_in(ctx);
        if self.wanted.as_ref().is_none_or(|(known, _)| *known != wanted) {
            self.wanted = Some((wanted, Instant::now()));
        }
        let Some((wanted, since)) = &self.wanted else { return };
        if self.shown.as_ref().is_some_and(|(of, _)| of == wanted) {
            self.stop();
            return;
        }
        if let Some(running) = &self.running {
            if running.wanted != *wanted {
                running.progress.cancel();
            }
            return;
        }
        let left = DEBOUNCE.saturating_sub(since.elapsed());
        if self.shown.is_some() && !left.is_zero() {
            ctx.request_repaint_after(left);
            return;
        }
        self.running = Running::start(ctx, wanted.clone());
    }

    /// Gives up what is being made.
    pub(super) fn stop(&mut self) {
        if let Some(running) = &self.running {
            running.progress.cancel();
        }
    }

    fn take_in(&mut self, ctx: &Context) {
        let Some(running) = &self.running else { return };
        let made = match running.result.try_recv() {
            Err(TryRecvError::Empty) => return,
            Ok(made) => made,
            Err(TryRecvError::Disconnected) => {
                let seen = Seen::Told(words::BROKE.to_owned());
                Some(Made { seen, left_out: String::new(), undrawn: String::new(), issues: (0, 0) })
            }
        };
        if let (Some(running), Some(made)) = (self.running.take(), made) {
            self.shown = Some((running.wanted, made.found(ctx)));
        }
    }
}

impl Drop for Previews {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Running {
    fn start(ctx: &Context, wanted: Wanted) -> Option<Self> {
        let (sender, result) = mpsc::channel();
        let progress = Progress::default();
        let (asked, shared, wake) = (wanted.clone(), progress.clone(), ctx.clone());
        let started = std::thread::Builder::new().name("preview".to_owned()).spawn(move || {
            // The dialog may have been closed by now.
            drop(sender.send(make(&asked, &shared)));
            wake.request_repaint();
        });
        match started {
            Ok(_) => Some(Self { wanted, progress, result }),
            Err(error) => {
                log::error!("cannot make a preview: {error}");
                None
            }
        }
    }
}

impl Made {
    fn found(self, ctx: &Context) -> Found {
        let preview = match self.seen {
            Seen::Page { size, rgba, name, caption } => {
                let image = ColorImage::from_rgba_unmultiplied(size, &rgba);
                let texture = ctx.load_texture("export preview", image, TextureOptions::LINEAR);
                Preview::Page { texture, name, caption }
            }
            Seen::Text { text, name } => Preview::Text { text, name },
            Seen::Told(reason) => Preview::Told(reason),
        };
        Found { preview, left_out: self.left_out, undrawn: self.undrawn, issues: self.issues }
    }
}

/// Makes a preview; nothing when it is not wanted any more.
fn make(wanted: &Wanted, progress: &Progress) -> Option<Made> {
    let choices = &wanted.choices;
    let (redacted, left_out) = audience::redacted(&wanted.snapshot, choices.audience);
    let comparison = Comparison::build(&redacted, &choices.filter(), &choices.columns(&redacted));
    let issues = (comparison.issues.len(), comparison.total_issues);
    let left_out = if choices.audience == Audience::Internal { String::new() } else { left_out.sentence() };
    let (seen, undrawn) = match seen(wanted, progress) {
        Ok(seen) => seen,
        Err(ExportError::Cancelled) => return None,
        Err(error) => (Seen::Told(error.to_string()), String::new()),
    };
    (!progress.is_cancelled()).then_some(Made { seen, left_out, undrawn, issues })
}

/// What can be seen, and which letters cannot, in words.
fn seen(wanted: &Wanted, progress: &Progress) -> Result<(Seen, String), ExportError> {
    let Wanted { snapshot, format, choices, room } = wanted;
    let seen = match format {
        Format::Pdf | Format::Docx | Format::Html => {
            let (paper, _) = export::paper(snapshot, choices, progress)?;
            let undrawn = if *format == Format::Pdf { undrawn(&paper) } else { String::new() };
            return Ok((page(&paper, *format, *room)?, undrawn));
        }
        Format::Markdown | Format::Csv => {
            let made = export::export(snapshot, choices, *format, progress)?;
            let text = String::from_utf8_lossy(&made.bytes);
            Seen::Text { text: beginning(&text), name: words::text_name(format_word(*format)) }
        }
        Format::Xlsx => Seen::Told(words::WORKBOOK.to_owned()),
        Format::Svg | Format::Png => {
            let (picture, _) = export::picture_alone(snapshot, choices)?;
            let [width, height] = *room;
            let dots = export::picture::top(&picture, width / picture.width, height)
                .map_err(|error| ExportError::Failed(error.to_string()))?;
            let name = words::picture_name(&snapshot.case().title);
            // A drawing is set with the fonts of whoever shows it.
            let drawn = (*format == Format::Png).then_some(&picture);
            let undrawn = told(&export::picture::undrawn(drawn.map_or(&[], std::slice::from_ref)));
            let size = [dots.width, dots.height];
            return Ok((Seen::Page { size, rgba: dots.rgba, name, caption: String::new() }, undrawn));
        }
    };
    Ok((seen, String::new()))
}

/// Letters that cannot be shown, in words; nothing where there is none.
fn told(letters: &[char]) -> String {
    if letters.is_empty() { String::new() } else { crate::words::export::undrawn(letters) }
}

/// Which letters of a paper a PDF cannot show, in words; nothing where it shows all.
#[cfg(feature = "pdf")]
fn undrawn(paper: &Paper) -> String {
    told(&export::pdf::undrawn(paper))
}

#[cfg(not(feature = "pdf"))]
fn undrawn(_: &Paper) -> String {
    String::new()
}

#[cfg(feature = "pdf")]
fn page(paper: &Paper, format: Format, [width, height]: [f32; 2]) -> Result<Seen, ExportError> {
    /// The shorter and the longer side of the papers, in points, as near as it takes to choose a scale.
    const SIDES: (f32, f32) = (595.0, 842.0);
    let (across, down) = if paper.landscape { (SIDES.1, SIDES.0) } else { SIDES };
    let scale = (width / across).min(height / down);
    let page = export::pdf::preview(paper, 0, scale).map_err(|error| ExportError::Failed(error.to_string()))?;
    let note = match format {
        Format::Docx => words::NOTE_DOCX,
        Format::Html => words::NOTE_HTML,
        _ => "",
    };
    let mut caption = words::page(page.pages);
    if !note.is_empty() {
        caption = words::noted(&caption, note);
    }
    let side = |pixels: u32| usize::try_from(pixels).unwrap_or_default();
    Ok(Seen::Page {
        size: [side(page.width), side(page.height)],
        rgba: page.rgba,
        name: words::page_name(&paper.title, &paper.subtitle),
        caption,
    })
}

#[cfg(not(feature = "pdf"))]
fn page(_: &Paper, _: Format, _: [f32; 2]) -> Result<Seen, ExportError> {
    Ok(Seen::Told(words::NO_PAGES.to_owned()))
}

/// The beginning of a text, as much of it as anybody reads in a preview.
fn beginning(text: &str) -> String {
    let line = |line: &str| match line.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = text.lines().take(LINES).map(line).collect();
    if text.lines().nth(LINES).is_some() {
        lines.push("…".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_beginning_of_a_text_is_shown_and_it_says_so() {
        assert_eq!(beginning("one\ntwo"), "one\ntwo");
        let long = beginning(&"line\n".repeat(500));
        assert_eq!(long.lines().count(), LINES + 1);
        assert!(long.ends_with('…'));
        assert_eq!(beginning(&"ط".repeat(1000)).chars().count(), LETTERS + 1);
    }
}

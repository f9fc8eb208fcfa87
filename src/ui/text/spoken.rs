//! What leaves the window in words: to those who hear the screen, and to the clipboard.

use egui::{Context, FullOutput, OutputCommand, Plugin};

use crate::safe::unmarked;

/// Takes out of names and copied texts the signs that keep directions apart in a sentence that is drawn.
#[derive(Debug)]
pub struct Spoken;

impl Plugin for Spoken {
    fn debug_name(&self) -> &'static str {
        "spoken"
    }

    fn output_hook(&mut self, _ctx: &Context, output: &mut FullOutput) {
        let output = &mut output.platform_output;
        for (_, node) in output.accesskit_update.iter_mut().flat_map(|update| &mut update.nodes) {
            if let Some(label) = node.label().and_then(changed) {
                node.set_label(label);
            }
            if let Some(value) = node.value().and_then(changed) {
                node.set_value(value);
            }
            if let Some(description) = node.description().and_then(changed) {
                node.set_description(description);
            }
        }
        for command in &mut output.commands {
            if let OutputCommand::CopyText(text) = command
                && let Some(without) = changed(text)
            {
                *text = without;
            }
        }
    }
}

/// The text without signs, where it has any.
fn changed(text: &str) -> Option<String> {
    match unmarked(text) {
        std::borrow::Cow::Owned(without) => Some(without),
        std::borrow::Cow::Borrowed(_) => None,
    }
}

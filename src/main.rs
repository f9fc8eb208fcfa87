//! Reads the command line and runs what it asks for.

use std::io::{self, Write};
use std::process::ExitCode;

use demarche::app::{self, App, Draw, Opening};
use demarche::cli::{self, Options, Renderer, Run};
use demarche::file;

/// The exit status of a program that could not open its window.
const NO_WINDOW: u8 = 2;

fn main() -> ExitCode {
    env_logger::init();
    let run = cli::run(std::env::args_os(), &mut io::stdout().lock(), &mut io::stderr().lock());
    match run {
        Run::Done(status) => ExitCode::from(status),
        Run::Window(options) => window(options),
    }
}

fn window(Options { file, renderer }: Options) -> ExitCode {
    let draw = renderer.map(|renderer| match renderer {
        Renderer::Glow => Draw::Glow,
        Renderer::Wgpu => Draw::Wgpu,
    });
    // The file is read while the window is being made.
    let opening = file.map(Opening::begin).unwrap_or_default();
    let create = |cc: &eframe::CreationContext<'_>| {
        let app = App::with(&cc.egui_ctx, cc.storage, opening).keeping_work_in(file::state_folder()).pasting_html();
        Box::new(app.ending_on_signals(&cc.egui_ctx)) as Box<dyn eframe::App>
    };
    match app::run(draw, create) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even the error can be written, the exit status still tells.
            drop(writeln!(io::stderr(), "demarche: {error}"));
            ExitCode::from(NO_WINDOW)
        }
    }
}

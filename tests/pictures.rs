//! What the two views look like, compared with pictures kept in `tests/snapshots`.
//!
//! They are drawn in software by Mesa's Vulkan driver, lavapipe. `UPDATE_SNAPSHOTS=1 cargo test --test pictures`
//! makes them anew; look at them before they are kept.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/app.rs"]
mod app;
#[path = "support/skip.rs"]
mod skip;

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use app::{PARIS, Program, case};
use demarche::app::Mode;
use demarche::words::{axes, screen};
use eframe::egui_wgpu::{WgpuSetup, WgpuSetupCreateNew};
use eframe::wgpu::{Adapter, Backend, Backends, DeviceType, Instance};
use egui::accesskit::Role;
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{SnapshotOptions, image_snapshot_options};
use skip::skip;

/// How much a pixel may differ, by what the eye sees of it; the edges of letters come out a little different with
/// another version of the driver.
const TOLERANCE: f32 = 1.0;
/// How many pixels may differ by more.
const PIXELS: usize = 8;

fn is_software(adapter: &Adapter) -> bool {
    let info = adapter.get_info();
    info.backend == Backend::Vulkan && info.device_type == DeviceType::Cpu
}

/// A renderer that draws in software, the same on every machine; nothing where there is none.
fn software() -> Option<WgpuSetup> {
    let vulkan = || {
        let mut setup = WgpuSetupCreateNew::without_display_handle();
        setup.instance_descriptor.backends = Backends::VULKAN;
        setup
    };
    let instance = Instance::new(vulkan().instance_descriptor);
    // Outside the web the answer is there at once.
    let adapters = pin!(instance.enumerate_adapters(Backends::VULKAN));
    let Poll::Ready(adapters) = adapters.poll(&mut Context::from_waker(Waker::noop())) else { return None };
    adapters.iter().find(|adapter| is_software(adapter))?;
    let mut setup = vulkan();
    setup.native_adapter_selector = Some(Arc::new(|adapters, _| {
        adapters.iter().find(|adapter| is_software(adapter)).cloned().ok_or_else(|| "no software driver".to_owned())
    }));
    Some(WgpuSetup::CreateNew(setup))
}

/// The program on the sample, able to be drawn; says that the test is skipped where it cannot.
fn paris(test: &str, theme: Theme) -> Option<Program> {
    let Some(setup) = software() else {
        skip(test, "there is no Vulkan driver that draws in software (Debian: mesa-vulkan-drivers)");
        return None;
    };
    Some(app::open(PARIS, theme, app::harness::builder().wgpu_setup(setup)))
}

fn press(program: &mut Program, modifiers: Modifiers, key: Key) {
    program.key_press_modifiers(modifiers, key);
    program.run();
}

/// Compares one part of the window, so that a change beside it asks for no new picture.
fn compare(program: &mut Program, role: Role, part: &str, name: &str) {
    let rect = program.get_by_role_and_label(role, part).rect();
    let picture = program.render().unwrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on the picture")]
    let [left, top, width, height] =
        [rect.left(), rect.top(), rect.width(), rect.height()].map(|points| points.round() as u32);
    let picture = image::imageops::crop_imm(&picture, left, top, width, height).to_image();
    let options = SnapshotOptions::new().threshold(TOLERANCE).max_failed_pixels(PIXELS);
    image_snapshot_options(&picture, name, &options);
}

#[test]
fn the_table_in_the_light_theme_with_the_keyboard_on_a_concession() {
    let test = "the_table_in_the_light_theme_with_the_keyboard_on_a_concession";
    let Some(mut program) = paris(test, Theme::Light) else { return };
    press(&mut program, Modifiers::ALT, Key::Num2);
    for key in [Key::ArrowDown, Key::ArrowRight, Key::ArrowRight, Key::ArrowDown] {
        press(&mut program, Modifiers::NONE, key);
    }
    compare(&mut program, Role::Grid, screen::TABLE_NAME, "table-light");
}

#[test]
fn the_table_in_the_dark_theme() {
    let Some(mut program) = paris("the_table_in_the_dark_theme", Theme::Dark) else { return };
    compare(&mut program, Role::Grid, screen::TABLE_NAME, "table-dark");
}

#[test]
fn the_axes_in_the_light_theme() {
    let Some(mut program) = paris("the_axes_in_the_light_theme", Theme::Light) else { return };
    // The inspector is folded away, so that the issues' heads stand beside their scales.
    press(&mut program, Modifiers::NONE, Key::F7);
    press(&mut program, Modifiers::CTRL | Modifiers::COMMAND, Key::Num2);
    assert_eq!(case(&program).mode, Mode::Axes);
    compare(&mut program, Role::Group, axes::VIEW_NAME, "axes-light");
}

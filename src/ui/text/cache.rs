//! Keeps what is on the screen laid out from one pass to the next.

use std::collections::HashMap;
use std::sync::Arc;

use egui::cache::CacheTrait;
use egui::{Context, FontId, Galley, ViewportId};

use super::{Color32, Laid};

/// A text that was in view this many passes ago is laid out again.
const KEPT_PASSES: u32 = 2;

/// Texts by the hash of everything that decides their layout.
///
/// egui's own cache of galleys would have to be asked once for each word.
#[derive(Default)]
pub(super) struct TextCache {
    pass: u32,
    entries: HashMap<u64, (u32, Laid)>,
    probes: HashMap<ViewportId, (u64, Arc<Galley>)>,
}

impl CacheTrait for TextCache {
    fn update(&mut self) {
        let pass = self.pass;
        self.entries.retain(|_, (used, _)| pass.wrapping_sub(*used) < KEPT_PASSES);
        self.pass = pass.wrapping_add(1);
    }

    fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The laid-out text of this key, made by `make` if it is not there.
pub(super) fn get(ctx: &Context, key: u64, make: impl FnOnce() -> Laid) -> Laid {
    refresh(ctx);
    let found = ctx.memory_mut(|memory| {
        let cache = memory.caches.cache::<TextCache>();
        let pass = cache.pass;
        cache.entries.get_mut(&key).map(|(used, laid)| {
            *used = pass;
            laid.clone()
        })
    });
    found.unwrap_or_else(|| {
        // Outside the lock: laying out needs the context.
        let laid = make();
        ctx.memory_mut(|memory| {
            let cache = memory.caches.cache::<TextCache>();
            cache.entries.insert(key, (cache.pass, laid.clone()));
        });
        laid
    })
}

/// Forgets everything when egui has forgotten its galleys: then it has also emptied the texture
/// that the glyphs are in, and every layout points to the wrong places.
fn refresh(ctx: &Context) {
    let viewport = ctx.viewport_id();
    let pass = ctx.cumulative_pass_nr();
    let is_fresh = ctx.memory_mut(|memory| {
        let probes = &memory.caches.cache::<TextCache>().probes;
        probes.get(&viewport).is_some_and(|(seen, _)| *seen == pass)
    });
    if is_fresh {
        return;
    }
    let probe = ctx.fonts_mut(|fonts| fonts.layout_no_wrap(" ".to_owned(), FontId::default(), Color32::PLACEHOLDER));
    ctx.memory_mut(|memory| {
        let cache = memory.caches.cache::<TextCache>();
        let before = cache.probes.insert(viewport, (pass, Arc::clone(&probe)));
        if before.is_none_or(|(_, before)| !Arc::ptr_eq(&before, &probe)) {
            cache.entries.clear();
        }
    });
}

#[cfg(test)]
pub(super) fn len(ctx: &Context) -> usize {
    ctx.memory_mut(|memory| memory.caches.cache::<TextCache>().len())
}

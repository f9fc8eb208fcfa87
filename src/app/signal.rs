//! Signals that ask the program to end.

#[cfg(unix)]
pub(super) use unix::Signal;

#[cfg(not(unix))]
pub(super) use elsewhere::Signal;

#[cfg(unix)]
mod unix {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use egui::Context;
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::{flag, iterator::Signals};

    /// Notices that the system, or someone at a terminal, asks the program to end.
    #[derive(Debug, Default)]
    pub(in crate::app) struct Signal(Arc<AtomicBool>);

    impl Signal {
        /// Wakes the window when a signal comes; a second one ends the program at once, should it hang.
        pub(in crate::app) fn watch(ctx: &Context) -> Self {
            let come = Arc::new(AtomicBool::new(false));
            let wanted = [SIGTERM, SIGINT, SIGHUP];
            for signal in wanted {
                // Before the flag is raised below, so that it takes a second signal.
                if let Err(error) = flag::register_conditional_default(signal, Arc::clone(&come)) {
                    log::warn!("cannot watch for signal {signal}: {error}");
                }
            }
            match Signals::new(wanted) {
                Ok(mut signals) => {
                    let (come, ctx) = (Arc::clone(&come), ctx.clone());
                    let watching = std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
                        for _signal in &mut signals {
                            come.store(true, Ordering::SeqCst);
                            ctx.request_repaint();
                        }
                    });
                    if let Err(error) = watching {
                        log::warn!("cannot watch for signals: {error}");
                    }
                }
                Err(error) => log::warn!("cannot watch for signals: {error}"),
            }
            Self(come)
        }

        /// Whether the program has been asked to end.
        pub(in crate::app) fn has_come(&self) -> bool {
            self.0.load(Ordering::SeqCst)
        }
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use egui::Context;

    /// Other systems close the window, which is asked about as always.
    #[derive(Debug, Default)]
    pub(in crate::app) struct Signal;

    impl Signal {
        pub(in crate::app) fn watch(_: &Context) -> Self {
            Self
        }

        #[expect(clippy::unused_self, reason = "the same shape as on Unix")]
        pub(in crate::app) fn has_come(&self) -> bool {
            false
        }
    }
}

//! The scenes by name.

use crate::measure::Meter;

use super::{batch, burst, export, growth, held, off, recorded, threads, unconfigured, unsampled};

macro_rules! scenes {
    ($($(#[$doc:meta])* $scene:ident = $name:literal => $run:path;)*) => {
        /// A state of telemetry.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum Scene {
            $($(#[$doc])* $scene,)*
        }

        impl Scene {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$scene),*];

            /// By which it is chosen on the command line.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$scene => $name,)*
                }
            }

            /// Measures its rows.
            pub fn run(self, meter: &mut dyn Meter) {
                match self {
                    $(Self::$scene => $run(meter),)*
                }
            }
        }
    };
}

scenes! {
    /// Telemetry is switched off.
    Off = "off" => off::run;
    /// Nobody has set anything up: a library's users.
    Unconfigured = "unconfigured" => unconfigured::run;
    /// `init()` with a sampler that takes nothing.
    UnsampledHere = "unsampled-here" => unsampled::by_init;
    /// A provider of the program's own, with a sampler that takes nothing.
    UnsampledElsewhere = "unsampled-elsewhere" => unsampled::by_another;
    /// A provider of the program's own, which records everything and hands it to nobody.
    Recorded = "recorded" => recorded::run;
    /// The same, on two threads.
    Threads = "threads" => threads::run;
    /// A provider of the program's own with the SDK's batch processor, whose exporter throws everything away.
    Batch = "batch" => batch::run;
    /// `init()`, and the SDK's processor and exporter, each with a collector of its own.
    Export = "export" => export::run;
    /// `init()` by its default settings.
    Burst = "burst" => burst::run;
    /// `init()`, and nothing is sent before the end.
    Held = "held" => held::run;
    /// As [`Recorded`](Self::Recorded), with more and more.
    Growth = "growth" => growth::run;
}

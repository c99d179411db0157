//! The scenes by name.

use crate::measure::Meter;

use super::{off, recorded, unconfigured, unsampled};

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
}

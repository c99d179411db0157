//! The testing kit: captures by every form, side by side, and what they leave alone.

#[path = "testing_kit/deterministic.rs"]
mod deterministic;
#[path = "testing_kit/forms.rs"]
mod forms;
#[path = "testing_kit/parallel.rs"]
mod parallel;

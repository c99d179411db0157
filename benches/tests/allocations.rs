//! Allocations of each row of the table, at most. A change that needs fewer lowers the number here; nothing raises one.
//!
//! Each scene has a process of its own, with an allocator that counts. Nothing here depends on time.

use std::error::Error;
use std::process::Command;

use openinference_benches::measure::Report;
use openinference_benches::scenes::Scene;

/// What a scene's rows need at most; rows that are not named fail.
fn at_most(scene: Scene, most: &[(&str, f64)]) -> Result<(), Box<dyn Error>> {
    let output = Command::new(env!("CARGO_BIN_EXE_allocations")).arg(scene.name()).output()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let reports = text.lines().map(serde_json::from_str).collect::<Result<Vec<Report>, _>>()?;
    let counted: Vec<(&str, f64)> =
        reports.iter().map(|report| (report.id.as_str(), report.measured[0].value)).collect();
    let names = |rows: &[(&str, f64)]| rows.iter().map(|row| row.0.to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&counted), names(most), "each row is in the table: {counted:?}");
    for ((row, counted), (_, most)) in counted.iter().zip(most) {
        // A list that grows does so now and then.
        assert!(*counted <= most + 0.05, "{row}: {counted} allocations, at most {most}");
    }
    Ok(())
}

#[test]
fn a_span_that_is_off_allocates_nothing() -> Result<(), Box<dyn Error>> {
    at_most(Scene::Off, &[("off", 0.0), ("off-sync", 0.0)])
}

#[test]
fn a_span_that_nobody_asked_for_allocates_no_more_than_this() -> Result<(), Box<dyn Error>> {
    at_most(Scene::Unconfigured, &[("unconfigured", 1.0)])
}

#[test]
fn a_span_that_is_not_sampled_allocates_no_more_than_this() -> Result<(), Box<dyn Error>> {
    at_most(Scene::UnsampledHere, &[("unsampled", 1.0), ("unsampled-child", 0.0)])?;
    at_most(Scene::UnsampledElsewhere, &[("unsampled-elsewhere", 4.0), ("unsampled-elsewhere-child", 0.0)])
}

#[test]
fn a_recorded_span_allocates_no_more_than_this() -> Result<(), Box<dyn Error>> {
    at_most(Scene::Batch, &[("batch", 6.1)])?;
    at_most(
        Scene::Recorded,
        &[
            ("recorded", 6.0),
            ("typed-10", 31.0),
            ("typed-100", 124.0),
            ("serde-10", 37.0),
            ("serde-100", 129.0),
            ("chunk", 1.05),
            ("poll", 0.0),
        ],
    )
}

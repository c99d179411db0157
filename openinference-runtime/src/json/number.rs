//! Numbers that JSON has no form for.

/// The spelling of JavaScript and Python's `json` module; the `f64` itself would be dropped by the backend.
pub(crate) fn not_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

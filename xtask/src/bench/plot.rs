//! Lines over two logarithmic axes, as SVG.

use std::fmt::Write as _;

/// The colours of the lines: such as people who see colours differently tell apart, on white and on black.
const COLOURS: [&str; 4] = ["#0072b2", "#d55e00", "#009e73", "#cc79a7"];

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 34.0;
const BOTTOM: f64 = 46.0;

/// What grows with what.
pub(super) struct Plot<'a> {
    pub(super) title: &'a str,
    pub(super) x: &'a str,
    pub(super) y: &'a str,
    pub(super) lines: Vec<Line>,
}

/// One line.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) points: Vec<(f64, f64)>,
}

/// The powers of ten around some values.
struct Axis {
    low: i32,
    high: i32,
}

impl Axis {
    fn around(values: impl Iterator<Item = f64>) -> Self {
        let (mut least, mut most) = (f64::MAX, f64::MIN);
        for value in values.filter(|value| *value > 0.0) {
            (least, most) = (least.min(value), most.max(value));
        }
        if least > most {
            return Self { low: 0, high: 1 };
        }
        let low = least.log10().floor() as i32;
        Self { low, high: (most.log10().ceil() as i32).max(low + 1) }
    }

    /// Where a value lies, from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        (value.log10() - f64::from(self.low)) / f64::from(self.high - self.low)
    }
}

/// A power of ten, for people.
fn power(exponent: i32) -> String {
    match exponent {
        ..0 => format!("{}", 10_f64.powi(exponent)),
        0..3 => format!("{}", 10_i64.pow(exponent.unsigned_abs())),
        3..6 => format!("{}k", 10_i64.pow((exponent - 3).unsigned_abs())),
        6..9 => format!("{}M", 10_i64.pow((exponent - 6).unsigned_abs())),
        _ => format!("1e{exponent}"),
    }
}

impl Plot<'_> {
    pub(super) fn svg(&self) -> String {
        let points = || self.lines.iter().flat_map(|line| line.points.iter().copied());
        let (x_axis, y_axis) = (Axis::around(points().map(|it| it.0)), Axis::around(points().map(|it| it.1)));
        let x = |value: f64| LEFT + x_axis.place(value) * (WIDTH - LEFT - RIGHT);
        let y = |value: f64| HEIGHT - BOTTOM - y_axis.place(value) * (HEIGHT - TOP - BOTTOM);
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
             font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
             <text x=\"{LEFT}\" y=\"20\" font-size=\"14\" font-weight=\"bold\">{}</text>\n",
            self.title
        );
        let (bottom, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
        for exponent in x_axis.low..=x_axis.high {
            let at = x(10_f64.powi(exponent));
            let _ = writeln!(
                svg,
                "<path d=\"M{at:.1} {TOP}V{bottom}\" stroke=\"#ddd\"/><text x=\"{at:.1}\" y=\"{}\" \
                 text-anchor=\"middle\">{}</text>",
                bottom + 16.0,
                power(exponent)
            );
        }
        for exponent in y_axis.low..=y_axis.high {
            let at = y(10_f64.powi(exponent));
            let _ = writeln!(
                svg,
                "<path d=\"M{LEFT} {at:.1}H{right}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" \
                 text-anchor=\"end\">{}</text>",
                LEFT - 6.0,
                at + 4.0,
                power(exponent)
            );
        }
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n\
             <text transform=\"translate(16 {}) rotate(-90)\" text-anchor=\"middle\">{}</text>",
            (LEFT + right) / 2.0,
            HEIGHT - 10.0,
            self.x,
            (TOP + bottom) / 2.0,
            self.y
        );
        for (index, line) in self.lines.iter().enumerate() {
            let colour = COLOURS[index % COLOURS.len()];
            let points = line.points.iter().filter(|point| point.1 > 0.0);
            let path: Vec<String> = points.map(|it| format!("{:.1} {:.1}", x(it.0), y(it.1))).collect();
            let key = TOP + 16.0 * (index as f64 + 1.0);
            let _ = writeln!(
                svg,
                "<path d=\"M{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n\
                 <path d=\"M{} {}h18\" stroke=\"{colour}\" stroke-width=\"2\"/><text x=\"{}\" y=\"{key}\">{}</text>",
                path.join("L"),
                right + 10.0,
                key - 4.0,
                right + 34.0,
                line.name
            );
        }
        svg.push_str("</svg>\n");
        svg
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Plot};

    #[test]
    fn a_line_goes_through_its_points_and_values_of_nothing_are_left_out() {
        let points = vec![(1.0, 10.0), (10.0, 0.0), (100.0, 1000.0)];
        let plot = Plot { title: "t", x: "x", y: "y", lines: vec![Line { name: "ours".to_owned(), points }] };
        let svg = plot.svg();
        assert!(svg.contains("<path d=\"M70.0 314.0L490.0 34.0\" fill=\"none\""), "{svg}");
        assert!(svg.contains(">1k</text>"), "{svg}");
    }
}

//! Charts over time: columns in parts and lines, over stretches of days. They are places and classes; the template draws
//! them. Widths are shares of the chart, heights pixels, so that letters keep their size on any screen.

/// The left edge of the first stretch, in percent of the width; what stands before it are the scale's numbers.
const LEFT: f64 = 8.0;
/// The top and the bottom of the scale, in pixels from the top.
const TOP: f64 = 14.0;
const BOTTOM: f64 = 154.0;
/// The most stretches with their name below.
const NAMED: usize = 6;
/// The widest column, in percent of the width.
const WIDEST: f64 = 6.0;

/// A chart.
pub struct Chart {
    pub title: &'static str,
    /// Its colours, with what they mean.
    pub legend: Vec<(&'static str, &'static str)>,
    /// What it shows, for who cannot see it; the numbers stand in a table beside.
    pub said: String,
    pub scale: Vec<Level>,
    /// What was expected, across all stretches.
    pub expected: Option<Level>,
    pub columns: Vec<Column>,
    pub segments: Vec<Segment>,
    pub points: Vec<Point>,
    pub names: Vec<Name>,
    /// Whether there is anything to draw.
    pub is_empty: bool,
}

/// A line of the scale.
pub struct Level {
    pub class: &'static str,
    pub y: String,
    pub label: String,
}

/// A part of a column.
pub struct Column {
    pub class: &'static str,
    pub x: String,
    pub y: String,
    pub width: String,
    pub height: String,
    pub said: String,
}

/// A piece of a line.
pub struct Segment {
    pub class: &'static str,
    pub from: (String, String),
    pub to: (String, String),
}

/// A value on a line.
pub struct Point {
    pub class: &'static str,
    pub x: String,
    pub y: String,
    pub said: String,
}

/// What a stretch is called, below it.
pub struct Name {
    pub x: String,
    pub name: String,
}

/// A series of a chart: its colour's class, what it is called, and a value for each stretch that has one.
pub struct Series {
    pub class: &'static str,
    pub name: &'static str,
    pub values: Vec<Option<f64>>,
}

/// Columns in parts, the first series at the bottom.
pub fn columns(title: &'static str, stretches: &[String], series: &[Series]) -> Chart {
    let totals = (0..stretches.len()).map(|at| series.iter().filter_map(|of| value(of, at)).sum::<f64>());
    let scale = Scale::up_to(totals.fold(0.0, f64::max), plain);
    let mut chart = empty(title, stretches, series, &scale);
    let width = (0.72 * step(stretches.len())).min(WIDEST);
    for (at, stretch) in stretches.iter().enumerate() {
        let mut below = 0.0;
        for of in series {
            let Some(value) = value(of, at).filter(|value| *value > 0.0) else { continue };
            let (from, to) = (scale.y(below), scale.y(below + value));
            below += value;
            chart.columns.push(Column {
                class: of.class,
                x: format!("{:.3}%", middle(at, stretches.len()) - width / 2.0),
                y: format!("{to:.1}"),
                width: format!("{width:.3}%"),
                height: format!("{:.1}", from - to),
                said: format!("{stretch} {} {}", of.name, plain(value)),
            });
        }
    }
    chart
}

/// Lines of shares from 0 to 1.
pub fn shares(title: &'static str, stretches: &[String], series: &[Series]) -> Chart {
    lines(title, stretches, series, &Scale { top: 1.0, word: percent })
}

/// Lines of amounts from 0 on.
pub fn amounts(title: &'static str, stretches: &[String], series: &[Series]) -> Chart {
    let highest = series.iter().flat_map(|of| of.values.iter().flatten()).copied().fold(0.0, f64::max);
    lines(title, stretches, series, &Scale::up_to(highest, plain))
}

fn lines(title: &'static str, stretches: &[String], series: &[Series], scale: &Scale) -> Chart {
    let mut chart = empty(title, stretches, series, scale);
    for of in series {
        let mut last: Option<(usize, f64)> = None;
        for (at, stretch) in stretches.iter().enumerate() {
            let Some(value) = value(of, at) else { continue };
            let place =
                |(at, value): (usize, f64)| (format!("{:.3}%", middle(at, stretches.len())), format!("{:.1}", scale.y(value)));
            // A stretch without a value is a gap that the line must not hide.
            if let Some(last) = last.filter(|(before, _)| before + 1 == at) {
                chart.segments.push(Segment { class: of.class, from: place(last), to: place((at, value)) });
            }
            let (x, y) = place((at, value));
            chart.points.push(Point { class: of.class, x, y, said: format!("{stretch} {} {}", of.name, (scale.word)(value)) });
            last = Some((at, value));
        }
    }
    chart
}

/// A chart with its frame and nothing in it.
fn empty(title: &'static str, stretches: &[String], series: &[Series], scale: &Scale) -> Chart {
    let every = stretches.len().div_ceil(NAMED).max(1);
    let named = stretches.iter().enumerate().step_by(every);
    let name = |(at, name): (usize, &String)| Name { x: format!("{:.3}%", middle(at, stretches.len())), name: name.clone() };
    let (first, last) = (stretches.first().map_or("", String::as_str), stretches.last().map_or("", String::as_str));
    Chart {
        title,
        legend: series.iter().map(|of| (of.class, of.name)).collect(),
        said: format!("{title}: {first} – {last}"),
        scale: scale.levels(),
        expected: None,
        columns: Vec::new(),
        segments: Vec::new(),
        points: Vec::new(),
        names: named.map(name).collect(),
        is_empty: !series.iter().any(|of| of.values.iter().any(Option::is_some)),
    }
}

impl Chart {
    /// The chart with a line across it at what was expected; `highest` is the highest of its columns.
    pub fn expecting(mut self, value: f64, highest: f64, label: &str) -> Chart {
        let scale = Scale::up_to(highest.max(value), plain);
        self.expected = Some(Level { class: "expected", y: format!("{:.1}", scale.y(value)), label: label.to_owned() });
        self
    }
}

fn value(series: &Series, at: usize) -> Option<f64> {
    series.values.get(at).copied().flatten()
}

/// How wide a stretch is, in percent of the width.
fn step(stretches: usize) -> f64 {
    (100.0 - LEFT) / stretches.max(1) as f64
}

/// The middle of a stretch, in percent of the width.
fn middle(at: usize, stretches: usize) -> f64 {
    LEFT + (at as f64 + 0.5) * step(stretches)
}

/// From 0 to a round number.
struct Scale {
    top: f64,
    word: fn(f64) -> String,
}

impl Scale {
    /// The scale that ends with the first round number (2, 4 or 10, times a power of ten) that is not below `highest`.
    fn up_to(highest: f64, word: fn(f64) -> String) -> Scale {
        let mut top = 2.0;
        // Halves of these are whole, so that the middle line is a number that can be.
        for factor in [2.0, 2.5, 2.0].iter().cycle().take(60) {
            if top >= highest {
                break;
            }
            top *= factor;
        }
        Scale { top, word }
    }

    fn y(&self, value: f64) -> f64 {
        BOTTOM - (value / self.top).clamp(0.0, 1.0) * (BOTTOM - TOP)
    }

    fn levels(&self) -> Vec<Level> {
        let level = |(share, class): (f64, &'static str)| Level {
            class,
            y: format!("{:.1}", self.y(share * self.top)),
            label: (self.word)(share * self.top),
        };
        [(0.0, "axis"), (0.5, "grid"), (1.0, "grid")].map(level).into()
    }
}

/// A number as short as it can be.
fn plain(value: f64) -> String {
    if value.fract().abs() < 0.05 { format!("{value:.0}") } else { format!("{value:.1}") }
}

fn percent(share: f64) -> String {
    format!("{}%", plain(100.0 * share))
}

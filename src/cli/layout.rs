//! How things stand on a terminal: width, wrapping with CJK in mind, colours that vanish when nobody sees them.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};

/// Widths between which text is set, in columns.
const NARROWEST: usize = 50;
const WIDEST: usize = 100;

/// The width to set text in.
pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    terminal.clamp(NARROWEST, WIDEST)
}

/// `text` wrapped; the first line starts with `first`, the others with as many blanks.
pub(super) fn paragraph(first: &str, text: &str) -> String {
    let blank = " ".repeat(unicode_width::UnicodeWidthStr::width(first));
    let options = textwrap::Options::new(width()).initial_indent(first).subsequent_indent(&blank);
    let mut wrapped = textwrap::fill(text, options);
    wrapped.push('\n');
    wrapped
}

pub(super) const STRONG: Style = Style::new().bold();
pub(super) const QUIET: Style = Style::new().dimmed();
pub(super) const GOOD: Style = AnsiColor::Green.on_default().bold();
pub(super) const CARE: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const ALARM: Style = AnsiColor::Red.on_default().bold();
pub(super) const MARK: Style = AnsiColor::Cyan.on_default().underline();

/// `text` in a style.
pub(super) fn styled(style: Style, text: impl Display) -> String {
    format!("{style}{text}{style:#}")
}

//! How things stand on a terminal: width, wrapping with CJK in mind, colours that vanish when nobody sees them.

use std::fmt::Display;

use anstyle::{AnsiColor, Style};
use textwrap::WordSeparator;
use textwrap::core::Word;

/// Widths between which text is set, in columns.
const NARROWEST: usize = 50;
const WIDEST: usize = 100;

/// The width to set text in.
pub(super) fn width() -> usize {
    let terminal = terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0));
    terminal.clamp(NARROWEST, WIDEST)
}

/// The pieces between which a line may break (UAX #14): anywhere in Chinese, but no line begins with a comma, and no
/// escape sequence of a colour is broken.
fn chunks(line: &str) -> Box<dyn Iterator<Item = Word<'_>> + '_> {
    let mut start = 0;
    let whole_escape = move |end: &usize| line[..*end].rfind('\u{1b}').is_none_or(|escape| line[escape..*end].contains('m'));
    let ends = unicode_linebreak::linebreaks(line).map(|(end, _)| end).filter(whole_escape);
    Box::new(ends.map(move |end| {
        let piece = &line[start..end];
        start = end;
        Word::from(piece)
    }))
}

/// `text` wrapped; the first line starts with `first`, the others with as many blanks.
pub(super) fn paragraph(first: &str, text: &str) -> String {
    let blank = " ".repeat(textwrap::core::display_width(first));
    let options = textwrap::Options::new(width()).initial_indent(first).subsequent_indent(&blank);
    let options = options.word_separator(WordSeparator::Custom(chunks));
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

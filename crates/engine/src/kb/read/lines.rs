//! From byte offsets to lines and columns.

/// A place in a file for a person to look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::kb) struct LineColumn {
    /// From 1.
    pub line: u32,
    /// In Unicode code points, from 1.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub(in crate::kb) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub fn of(content: &str) -> Lines {
        let breaks = content.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Lines { starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// The place of a byte offset; past the end, the end.
    pub fn place(&self, content: &str, offset: usize) -> LineColumn {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = content.get(start..offset.min(content.len())).unwrap_or_default();
        LineColumn { line: number(line), column: number(before.chars().count() + 1) }
    }
}

/// Files are at most 1 MiB, so that lines and columns fit.
fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

//! The pack that ships with the program.

use super::PackFiles;

#[derive(rust_embed::Embed)]
#[folder = "../../kb/"]
struct Shipped;

impl PackFiles {
    /// The pack compiled into the program.
    #[must_use]
    pub fn embedded() -> PackFiles {
        let visible = Shipped::iter().filter(|path| !path.split('/').any(|part| part.starts_with('.')));
        let text = |path: &str| Shipped::get(path).map(|file| String::from_utf8_lossy(&file.data).into_owned());
        PackFiles(visible.filter_map(|path| Some((path.to_string(), text(&path)?))).collect())
    }
}

/// The workflow of that pack: what counts where a pack has none.
pub(in crate::kb) fn shipped_workflow() -> &'static str {
    include_str!("../../../../../kb/workflow.toml")
}

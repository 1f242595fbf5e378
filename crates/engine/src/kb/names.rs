//! Names: what people call a thing, in the three languages of the interface.

use super::limits;
use super::read::Fields;

/// A text in Simplified and Traditional Chinese and in English. Blank where the pack leaves one out.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Names {
    /// Simplified Chinese (`zh-Hans`).
    pub zh_hans: String,
    /// Traditional Chinese as used in Taiwan (`zh-Hant`).
    pub zh_hant: String,
    /// English (`en`).
    pub en: String,
}

impl Names {
    /// Reads the table at `key`. All languages that are left out make one problem.
    pub(super) fn read(fields: &mut Fields<'_, '_>, key: &'static str) -> Names {
        let names = fields.optional_table(key, |names| {
            names.all_needed("missing-name", &["zh-Hans", "zh-Hant", "en"]);
            Names {
                zh_hans: names.optional_text("zh-Hans", limits::SENTENCE),
                zh_hant: names.optional_text("zh-Hant", limits::SENTENCE),
                en: names.optional_text("en", limits::SENTENCE),
            }
        });
        fields.all_needed("missing-name", &[key]);
        names.unwrap_or_default()
    }
}

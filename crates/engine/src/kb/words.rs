//! Closed sets of words: what a key of the pack may say, spelled once.

/// Makes an enum of such words, in their order, with the spelling used in files and on the wire.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $word:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$says])* #[serde(rename = $text)] $word),+ }

        impl $name {
            /// Every value, in the order of the enum.
            pub const ALL: &'static [$name] = &[$($name::$word),+];

            /// The spelling used in files and on the wire.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $($name::$word => $text),+ }
            }

            /// The value that is spelled so, exactly.
            #[must_use]
            pub fn parse(text: &str) -> Option<$name> {
                $name::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(super) use words;

words! {
    /// How soon a complaint has to be dealt with, the least urgent first.
    Urgency {
        /// Questions, suggestions.
        Low = "low",
        /// Part of what the customer needs does not work.
        Medium = "medium",
        /// Core business stopped, safety, many people, media or a regulator.
        High = "high",
    }
}

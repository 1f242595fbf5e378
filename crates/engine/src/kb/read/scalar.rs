//! Reading single values and lists of them: texts, words of a closed set, dates, lengths of time, numbers.

use std::fmt::Display;

use jiff::civil::Date;
use toml::Spanned;
use toml::de::DeValue;

use super::fields::Fields;
use super::notes::{UNFIT_HELP, code_point, first_unfit, unfit_message};
use crate::kb::within::Within;

const WITHIN_HELP: &str = "write a number from 1 to 9999 and m, h, d or wd (working days), such as \"15m\" or \"3wd\"";

impl<'n, 'f> Fields<'n, 'f> {
    /// A text that must be there, of at most `limit` characters; blank where it is not.
    pub fn text(&mut self, key: &'static str, limit: usize) -> String {
        self.need(key).and_then(|value| self.string(value, key, limit)).unwrap_or_default().to_owned()
    }

    /// A text that may be left out; blank where it is.
    pub fn optional_text(&mut self, key: &'static str, limit: usize) -> String {
        self.find(key).and_then(|value| self.string(value, key, limit)).unwrap_or_default().to_owned()
    }

    /// A list of texts; empty where it is left out. Items that are not texts are noted and passed over.
    pub fn texts(&mut self, key: &'static str, limit: usize) -> Vec<String> {
        let items = self.items(key);
        items.iter().filter_map(|item| self.string(item, key, limit)).map(str::to_owned).collect()
    }

    /// One of a closed set of words.
    pub fn word<T: Display>(&mut self, key: &'static str, parse: fn(&str) -> Option<T>, all: &[T]) -> Option<T> {
        let words: Vec<String> = all.iter().map(|word| format!("\"{word}\"")).collect();
        self.parsed(key, "unknown-value", &format!("write one of {}", words.join(", ")), parse)
    }

    /// Some of a closed set of words; none where the key is left out. Others are noted and passed over.
    pub fn words<T: Display>(&mut self, key: &'static str, parse: fn(&str) -> Option<T>, all: &[T]) -> Vec<T> {
        let words: Vec<String> = all.iter().map(|word| format!("\"{word}\"")).collect();
        let help = format!("write some of {}", words.join(", "));
        self.items(key).iter().filter_map(|item| self.understood(item, key, "unknown-value", &help, parse)).collect()
    }

    /// `true` or `false`; false where it is left out.
    pub fn flag(&mut self, key: &'static str) -> bool {
        let Some(value) = self.find(key) else { return false };
        let DeValue::Boolean(flag) = value.get_ref() else {
            self.wrong_type(value, key, "true or false");
            return false;
        };
        *flag
    }

    /// A date; [`Date::ZERO`] where there is none.
    pub fn date(&mut self, key: &'static str) -> Date {
        // jiff also reads shorter forms; a pack has one form, so that a search finds every date.
        let parse = |text: &str| text.parse::<Date>().ok().filter(|date| date.to_string() == text);
        self.parsed(key, "bad-date", "write year, month and day in quotes, such as \"2026-10-15\"", parse).unwrap_or(Date::ZERO)
    }

    /// A length of time that must be there.
    pub fn within(&mut self, key: &'static str) -> Within {
        self.parsed(key, "bad-within", WITHIN_HELP, Within::parse).unwrap_or(Within::UNREADABLE)
    }

    /// A length of time that may be left out.
    pub fn optional_within(&mut self, key: &'static str) -> Within {
        if self.find(key).is_some() { self.within(key) } else { Within::UNREADABLE }
    }

    /// A length of time where there is one.
    pub fn maybe_within(&mut self, key: &'static str) -> Option<Within> {
        self.find(key).map(|_| self.within(key))
    }

    /// A text that must be there and that `parse` understands; else a problem `code` with `help`.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        code: &'static str,
        help: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let value = self.need(key)?;
        self.understood(value, key, code, help, parse)
    }

    /// A list of texts that `parse` understands; what it does not is noted and passed over.
    pub fn parsed_each<T>(&mut self, key: &'static str, code: &'static str, help: &str, parse: fn(&str) -> Option<T>) -> Vec<T> {
        self.need(key);
        self.items(key).iter().filter_map(|item| self.understood(item, key, code, help, parse)).collect()
    }

    /// A whole number from 0; 0 where there is none.
    pub fn count(&mut self, key: &'static str) -> u32 {
        let Some(value) = self.need(key) else { return 0 };
        let number = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse().ok(),
            _ => None,
        };
        if number.is_none() {
            self.wrong_type(value, key, "a whole number from 0");
        }
        number.unwrap_or(0)
    }

    /// A whole number where there is one.
    pub fn maybe_count(&mut self, key: &'static str) -> Option<u32> {
        self.find(key).map(|_| self.count(key))
    }

    fn items(&mut self, key: &'static str) -> &'n [Spanned<DeValue<'f>>] {
        let Some(value) = self.find(key) else { return &[] };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(value, key, "an array of strings");
            return &[];
        };
        items
    }

    fn understood<T>(
        &mut self,
        value: &'n Spanned<DeValue<'f>>,
        key: &str,
        code: &'static str,
        help: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, key, "a string");
            return None;
        };
        let found = parse(text);
        if found.is_none() {
            let shown: String = text.chars().take(40).collect();
            let message = format!("`{key}` says {shown:?}, which is not understood");
            self.notes.report(code, value.span().start, message, help).about([key, shown.as_str()]);
        }
        found
    }

    /// The text of a value, noting what no text of a pack may be.
    fn string(&mut self, value: &'n Spanned<DeValue<'f>>, key: &str, limit: usize) -> Option<&'n str> {
        let DeValue::String(text) = value.get_ref() else {
            self.wrong_type(value, key, "a string");
            return None;
        };
        let (at, length) = (value.span().start, text.chars().count());
        if text.trim().is_empty() {
            let help = "write it, or leave the key or item out";
            self.notes.report("blank-text", at, format!("`{key}` says nothing"), help).about([key]);
        }
        if length > limit {
            let message = format!("`{key}` has {length} characters; at most {limit} are read with ease");
            let help = "say it in fewer words, or split it";
            self.notes.report("text-too-long", at, message, help).about([key, &length.to_string(), &limit.to_string()]);
        }
        if let Some(unfit) = first_unfit(text) {
            self.notes.report("control-character", at, unfit_message(unfit), UNFIT_HELP).about([code_point(unfit)]);
        }
        Some(text)
    }
}

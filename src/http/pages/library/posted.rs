//! Posted forms: their fields by name.

/// The fields of a posted form, in the order they were sent; a name may come several times.
pub type PostedFields = Vec<(String, String)>;

/// The value of a field that there is one of; blank where there is none.
pub fn field<'a>(fields: &'a PostedFields, name: &str) -> &'a str {
    fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
}

//! JSON as it is written into cells.

use serde::Serialize;

/// A text, a number or a list of texts as JSON.
pub fn json<T: Serialize + ?Sized>(value: &T) -> String {
    // Neither can fail to be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// An object of keys and values that are JSON already.
pub fn object<K: AsRef<str>, V: AsRef<str>>(entries: impl IntoIterator<Item = (K, V)>) -> String {
    let entry = |(key, value): (K, V)| format!("{}:{}", json(key.as_ref()), value.as_ref());
    let entries: Vec<String> = entries.into_iter().map(entry).collect();
    format!("{{{}}}", entries.join(","))
}

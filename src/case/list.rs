//! A list of a case that is cheap to copy and to change: an edit touches a few pointers, not the whole list.

use std::sync::Arc;

use imbl::Vector;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::Blank;

/// So many records are compared one by one.
const SHORT: usize = 64;

/// One of the case's lists; a copy shares every record with the original, and an edited copy all but a few.
#[derive(Debug)]
pub struct List<T>(Vector<Arc<T>>);

impl<T> List<T> {
    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The record at a place, from zero.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&Arc<T>> {
        self.0.get(at)
    }

    /// The last record.
    #[must_use]
    pub fn last(&self) -> Option<&Arc<T>> {
        self.0.last()
    }

    /// The records in file order.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, T> {
        self.0.iter()
    }

    /// Puts a record in another's place and gives that back; nothing happens where there is none.
    pub fn set(&mut self, at: usize, record: Arc<T>) -> Option<Arc<T>> {
        (at < self.0.len()).then(|| self.0.set(at, record))
    }

    /// Adds a record so that it stands at `at`, or at the end when that is beyond it.
    pub fn insert(&mut self, at: usize, record: Arc<T>) {
        self.0.insert(at.min(self.0.len()), record);
    }

    /// Takes a record out, where there is one.
    pub fn remove(&mut self, at: usize) -> Option<Arc<T>> {
        (at < self.0.len()).then(|| self.0.remove(at))
    }

    /// Whether both hold the same records in memory, as far as that is told by a glance; false tells nothing.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        // A short list has no memory of its own to share.
        let is_short = self.len() == other.len() && self.len() <= SHORT;
        self.0.ptr_eq(&other.0) || is_short && self.iter().zip(other).all(|(one, two)| Arc::ptr_eq(one, two))
    }
}

/// Walks through a list in file order.
pub type Iter<'a, T> = imbl::vector::Iter<'a, Arc<T>, imbl::shared_ptr::DefaultSharedPtr>;

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a Arc<T>;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    // Two versions of a case share most of their records, which need no look inside.
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other)
            || self.len() == other.len() && self.iter().zip(other).all(|(one, two)| Arc::ptr_eq(one, two) || one == two)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vector::new())
    }
}

impl<T> FromIterator<Arc<T>> for List<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(items: I) -> Self {
        Self(items.into_iter().collect())
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self(items.into_iter().map(Arc::new).collect())
    }
}

impl<T> Blank for List<T> {
    fn is_blank(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(|item| &**item))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ListVisitor<T>(std::marker::PhantomData<T>);
        impl<'de, T: Deserialize<'de>> de::Visitor<'de> for ListVisitor<T> {
            type Value = List<T>;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list [ … ]")
            }
            fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<List<T>, A::Error> {
                let mut items = Vector::new();
                while let Some(item) = seq.next_element()? {
                    items.push_back(Arc::new(item));
                }
                Ok(List(items))
            }
        }
        deserializer.deserialize_seq(ListVisitor(std::marker::PhantomData))
    }
}

impl<T: schemars::JsonSchema> schemars::JsonSchema for List<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("List_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Vec::<T>::json_schema(generator)
    }
}

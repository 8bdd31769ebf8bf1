//! Wire types read from a tree of JSON. The same types as with serde_json and the same meaning, for half of the code:
//! serde's derived readers are made here only in their short form (the fields of a struct one after the other, each
//! looked up by its name), never in the long one (whatever keys come, in whatever order, each compared with all names).
//!
//! Reads what the wire has: structs, lists, tuples, options, maps, flattened structs, texts, numbers. Of enums only names;
//! an `alias` has no meaning.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};
use std::fmt::{self, Display};

/// A `T`, or nothing when the tree is not one.
pub fn read<T: DeserializeOwned>(tree: &Value) -> Option<T> {
    T::deserialize(Node(Some(tree))).ok()
}

/// Why it is not one. Nobody reads more than that: the server is ours, and what it sent is in its own tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// There is nothing in this place.
    Missing,
    /// There is something else.
    Unfit,
}

impl Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not of this shape")
    }
}

impl std::error::Error for Fault {}

impl Error for Fault {
    fn custom<T: Display>(_: T) -> Self {
        Self::Unfit
    }
}

/// A place in the tree, or one where nothing is.
#[derive(Clone, Copy)]
struct Node<'de>(Option<&'de Value>);

impl<'de> Node<'de> {
    fn there(self) -> Result<&'de Value, Fault> {
        self.0.ok_or(Fault::Missing)
    }

    fn whole<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        let Value::Number(number) = self.there()? else { return Err(Fault::Unfit) };
        match (number.as_u64(), number.as_i64()) {
            (Some(n), _) => visitor.visit_u64(n),
            (None, Some(n)) => visitor.visit_i64(n),
            (None, None) => Err(Fault::Unfit),
        }
    }

    fn float<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_f64(self.there()?.as_f64().ok_or(Fault::Unfit)?)
    }

    fn text(self) -> Result<&'de str, Fault> {
        self.there()?.as_str().ok_or(Fault::Unfit)
    }

    fn list<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_seq(Items(self.there()?.as_array().ok_or(Fault::Unfit)?.iter()))
    }

    fn object(self) -> Result<&'de Map<String, Value>, Fault> {
        self.there()?.as_object().ok_or(Fault::Unfit)
    }

    fn unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        if self.there()?.is_null() { visitor.visit_unit() } else { Err(Fault::Unfit) }
    }
}

/// Methods of [`Deserializer`] that are one of ours by another name.
macro_rules! alike {
    ($($ours:ident: $($method:ident)+;)+) => {$($(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
            self.$ours(visitor)
        }
    )+)+};
}

impl<'de> Deserializer<'de> for Node<'de> {
    type Error = Fault;

    alike! {
        whole: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16
            deserialize_u32 deserialize_u64;
        float: deserialize_f32 deserialize_f64;
        list: deserialize_seq;
        unit: deserialize_unit;
        deserialize_str: deserialize_string deserialize_char deserialize_identifier;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.there()? {
            Value::Null => visitor.visit_unit(),
            Value::Bool(b) => visitor.visit_bool(*b),
            Value::Number(n) if n.is_f64() => self.float(visitor),
            Value::Number(_) => self.whole(visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Array(_) => self.list(visitor),
            Value::Object(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_bool(self.there()?.as_bool().ok_or(Fault::Unfit)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_borrowed_str(self.text()?)
    }

    /// JSON has no bytes, and the wire none.
    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fault> {
        Err(Fault::Unfit)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Fault> {
        Err(Fault::Unfit)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.0 {
            None | Some(Value::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        self.unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        self.list(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_map(Members { rest: self.object()?.iter(), value: Node(None) })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_seq(Fields { of: self.object()?, names: names.iter() })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        visitor.visit_enum(name(self.text()?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }
}

fn name(text: &str) -> StrDeserializer<'_, Fault> {
    text.into_deserializer()
}

/// The items of a list.
struct Items<'de>(std::slice::Iter<'de, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        self.0.next().map(|item| seed.deserialize(Node(Some(item)))).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The fields of a struct in its own order. One that is not there is nothing to an option; to any other type it is the
/// end of the list, which derived readers take as the default where there is one and refuse where there is none.
struct Fields<'de> {
    of: &'de Map<String, Value>,
    names: std::slice::Iter<'static, &'static str>,
}

impl<'de> SeqAccess<'de> for Fields<'de> {
    type Error = Fault;

    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some(name) = self.names.next() else { return Ok(None) };
        match seed.deserialize(Node(self.of.get(*name))) {
            Ok(value) => Ok(Some(value)),
            Err(Fault::Missing) => Ok(None),
            Err(Fault::Unfit) => Err(Fault::Unfit),
        }
    }
}

/// Keys and values of an object, for maps and for what is flattened.
struct Members<'de> {
    rest: serde_json::map::Iter<'de>,
    value: Node<'de>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Fault;

    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Fault> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = Node(Some(value));
        seed.deserialize(name(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Fault> {
        seed.deserialize(self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hoiam_shared::wire::case::{CaseRow, StreamEvent};
    use hoiam_shared::wire::clock::DayView;
    use serde::Deserialize;
    use serde_json::json;
    use std::collections::BTreeMap;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Inner {
        n: i64,
        share: f64,
        #[serde(default)]
        note: String,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Outer {
        name: String,
        maybe: Option<Inner>,
        #[serde(default)]
        many: Vec<Inner>,
        #[serde(rename = "type")]
        kind: Kind,
        marks: Vec<(u32, u32)>,
        by_name: BTreeMap<String, u8>,
        #[serde(flatten)]
        more: More,
        last: bool,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        FirstOfAll,
        Second,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct More {
        left: u32,
        right: Option<u32>,
    }

    /// It reads what serde_json reads, and refuses what serde_json refuses.
    fn check<T: DeserializeOwned + PartialEq + std::fmt::Debug>(tree: Value, reads: bool) {
        let ours: Option<T> = read(&tree);
        assert_eq!(ours.is_some(), reads, "{tree}");
        assert_eq!(ours, serde_json::from_value(tree.clone()).ok(), "{tree}");
    }

    #[test]
    fn it_means_what_serde_json_means() {
        let whole = json!({
            "name": "Sổ đỏ", "maybe": {"n": -3, "share": 0.5, "note": "x"}, "many": [{"n": 7, "share": 1}],
            "type": "first_of_all", "marks": [[0, 3], [5, 9]], "by_name": {"a": 1}, "left": 4, "last": true, "stranger": [{}],
        });
        let with = |name: &str, value: Value| {
            let mut tree = whole.clone();
            tree[name] = value;
            tree
        };
        let without = |name: &str| {
            let mut tree = whole.clone();
            tree.as_object_mut().expect("an object").remove(name);
            tree
        };
        check::<Outer>(whole.clone(), true);
        check::<Outer>(with("right", json!(5)), true);
        check::<Outer>(with("maybe", Value::Null), true);
        check::<Outer>(with("type", json!("second")), true);
        for absent in ["maybe", "many", "right"] {
            check::<Outer>(without(absent), true);
        }
        for needed in ["name", "type", "marks", "left", "last"] {
            check::<Outer>(without(needed), false);
        }
        for (name, wrong) in [
            ("name", json!(1)),
            ("maybe", json!({"n": 1})),
            ("maybe", json!({"n": 1.5, "share": 1})),
            ("many", json!({})),
            ("type", json!("third")),
            ("marks", json!([[1]])),
            ("by_name", json!({"a": 256})),
            ("left", json!(-1)),
            ("last", json!("true")),
        ] {
            check::<Outer>(with(name, wrong), false);
        }
        check::<Option<Inner>>(Value::Null, true);
        check::<()>(Value::Null, true);
        check::<()>(json!({}), false);
        check::<Vec<Inner>>(json!([]), true);
    }

    #[test]
    fn it_reads_what_the_server_sends() {
        let event =
            |at: &str| json!({"seq": 1, "code": "HA-26-7KQ4M-2XD9", "kind": "accepted", "version": 3, "at": at});
        check::<StreamEvent>(event("2026-11-24T07:30:00Z"), true);
        check::<StreamEvent>(event("yesterday"), false);
        check::<DayView>(json!({"date": "2026-11-24", "mark": "counted", "counted": 2, "text": "thứ Ba"}), true);
        check::<DayView>(json!({"date": "2026-11-24", "mark": "guessed", "counted": 2, "text": "thứ Ba"}), false);
        let row = json!({"code": "HA-26-7KQ4M-2XD9"});
        check::<CaseRow>(row, false);
    }
}

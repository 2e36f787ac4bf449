//! A tree into typed values that keep their places.

use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeOwned, Deserializer, IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, forward_to_deserialize_any};

use super::{Kind, Node};
use crate::source::{Span, Spanned};

/// Values that do not fit their types are taken out this many times before all are given up.
const ROUNDS: usize = 16;

/// How [`Spanned`] asks a [`Node`] for its place along with its value.
const PLACED: &str = "$quarterdeck::Spanned";

/// A value that does not fit its type though it fits the schema.
#[derive(Debug)]
pub(crate) struct Misfit {
    /// What is wrong.
    pub(crate) message: String,
    /// Where, when that is known.
    pub(crate) span: Option<Span>,
}

/// Makes a `T` of `root`; values that do not fit fall back to their defaults, alone.
pub(crate) fn deserialize<T: DeserializeOwned + Default>(mut root: Node) -> (T, Vec<Misfit>) {
    let mut misfits = Vec::new();
    for _ in 0..ROUNDS {
        match T::deserialize(root.clone()) {
            Ok(value) => return (value, misfits),
            Err(misfit) => {
                let removed = misfit.span.is_some_and(|span| root.remove(span));
                misfits.push(misfit);
                if !removed {
                    break;
                }
            }
        }
    }
    (T::default(), misfits)
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

impl Node {
    /// A number that stands nowhere.
    fn number(value: u32) -> Self {
        Self { span: Span::default(), kind: Kind::Integer(i64::from(value), value.to_string()) }
    }
}

impl IntoDeserializer<'_, Misfit> for Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Node {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        let span = self.span;
        let value = match self.kind {
            Kind::Null => visitor.visit_unit(),
            Kind::Boolean(value) => visitor.visit_bool(value),
            Kind::Integer(value, _) => visitor.visit_i64(value),
            Kind::Float(value, _) => visitor.visit_f64(value),
            Kind::Text(text) | Kind::Date(text) => visitor.visit_string(text),
            Kind::List(items) => visitor.visit_seq(SeqDeserializer::new(items.into_iter())),
            Kind::Table(entries) => {
                let entries = entries.into_iter().map(|entry| (entry.key.value, entry.value));
                visitor.visit_map(MapDeserializer::new(entries))
            }
        };
        value.map_err(|misfit| Misfit { span: misfit.span.or(Some(span)), ..misfit })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.kind {
            Kind::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    /// The schema says where a number is welcome as text; here it is simply taken as written.
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.kind {
            Kind::Integer(_, text) | Kind::Float(_, text) => visitor.visit_string(text),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        self.deserialize_string(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        let span = self.span;
        let value = match self.kind {
            Kind::Text(text) => visitor.visit_enum(text.into_deserializer()),
            _ => Err(de::Error::custom("a string is expected")),
        };
        value.map_err(|misfit: Misfit| Misfit { span: misfit.span.or(Some(span)), ..misfit })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _len: usize,
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        if name == PLACED {
            let parts = [Self::number(self.span.start), Self::number(self.span.end), self];
            return visitor.visit_seq(SeqDeserializer::new(parts.into_iter()));
        }
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        newtype_struct seq tuple map struct identifier ignored_any
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple_struct(PLACED, 3, PlacedVisitor(PhantomData))
    }
}

/// Puts a place and a value together again.
struct PlacedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for PlacedVisitor<T> {
    type Value = Spanned<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value and its place")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Self::Value, A::Error> {
        let missing = || de::Error::custom("a place is missing");
        let start = parts.next_element()?.ok_or_else(missing)?;
        let end = parts.next_element()?.ok_or_else(missing)?;
        let value = parts.next_element()?.ok_or_else(missing)?;
        Ok(Spanned::new(value, Span { start, end }))
    }
}

impl<T: Serialize> Serialize for Spanned<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

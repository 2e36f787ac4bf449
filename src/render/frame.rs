//! What all pages share, as templates are given it: made once for all of them.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use tera::{Context, Error, Tera, Value};

use crate::markdown::ROOT;
use crate::view::data::{Head, SiteView};

/// What the pages of a site share.
pub(super) struct Frame {
    of: Arc<SiteView>,
    /// The data of the site.
    pub(super) site: Value,
    /// What stands around pages, by their kind and section.
    around: RwLock<HashMap<(&'static str, &'static str), Value>>,
}

impl Frame {
    pub(super) fn new(site: &Arc<SiteView>) -> Result<Self, Error> {
        let value = Value::try_from_serializable(&**site)?;
        Ok(Self { of: Arc::clone(site), site: value, around: RwLock::default() })
    }

    /// Whether it is that of a site.
    pub(super) fn is_of(&self, site: &Arc<SiteView>) -> bool {
        Arc::ptr_eq(&self.of, site)
    }

    /// What stands around a page, as HTML by the names of its pieces.
    pub(super) fn around(&self, tera: &Tera, head: &Head) -> Result<Value, Error> {
        let key = (head.kind, head.section);
        let known = self.around.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let mut context = Context::new();
        context.insert_value("site", self.site.clone());
        // A component is given all that the context holds.
        let edition = tera.render_component("printed_edition", &context, None, true)?;
        context.insert("root", &ROOT);
        context.insert("kind", head.kind);
        let colophon = tera.render_component("colophon", &context, None, true)?;
        context.insert("section", head.section);
        let masthead = tera.render_component("masthead", &context, None, true)?;
        let pieces =
            HashMap::from([("edition", edition), ("masthead", masthead), ("colophon", colophon)]);
        let pieces = Value::try_from_serializable(&pieces)?;
        let mut around = self.around.write().unwrap_or_else(PoisonError::into_inner);
        around.insert(key, pieces.clone());
        Ok(pieces)
    }
}

//! Fills the HTML of what many pages show, once for all of them.

use serde::Serialize;
use tera::{Context, Error, Tera};

use crate::markdown::ROOT;
use crate::view::data::{Content, Holding, KeyResultView, ObjectiveView, Ready, Shared};

/// Stands at the places at which pages differ: no words of documents hold [`ROOT`], and no address
/// holds it twice. Names from elsewhere may; what they stand in is not shared.
const PLACE: [char; 2] = [ROOT; 2];

/// The bytes that most of what is shared has room in.
const ROOM: usize = 8 << 10;

/// Makes the HTML of all objectives and key results on a page that have none yet.
pub(super) fn make(tera: &Tera, content: &Content) -> Result<(), Error> {
    let parts: Vec<(&[Shared<KeyResultView>], &[ObjectiveView])> = match content {
        Content::Quarter(page) => page.pieces.iter().map(|it| (&[][..], &*it.objectives)).collect(),
        Content::Objective(page) => vec![(&[], std::slice::from_ref(&page.objective))],
        Content::Team(page) => page.holdings.iter().map(held).collect(),
        Content::Owner(page) => page.holdings.iter().map(held).collect(),
        Content::TeamQuarter(page) => {
            let entries =
                page.entries.iter().map(|it| (&[][..], std::slice::from_ref(&it.objective)));
            entries.chain([held(&page.holding)]).collect()
        }
        Content::List(page) => vec![(&*page.key_results, &*page.objectives)],
        _ => Vec::new(),
    };
    parts.into_iter().try_for_each(|(key_results, objectives)| {
        of(tera, key_results)?;
        objectives.iter().try_for_each(|objective| below(tera, objective))
    })
}

fn held(holding: &Holding) -> (&[Shared<KeyResultView>], &[ObjectiveView]) {
    (&holding.key_results, &holding.objectives)
}

fn below(tera: &Tera, objective: &ObjectiveView) -> Result<(), Error> {
    of(tera, &objective.key_results)?;
    // Of what has no key results, pages say different things.
    if !objective.key_results.is_empty() {
        objective.facts.make_ready(|_| {
            // Its level stands at both ends of the heading.
            let places = (&["level", "place"][..], 3);
            pieces(tera, "objective_words", ("objective", &objective.alone()), places)
        })?;
    }
    objective.children.iter().try_for_each(|child| below(tera, child))
}

fn of(tera: &Tera, key_results: &[Shared<KeyResultView>]) -> Result<(), Error> {
    key_results.iter().try_for_each(|it| {
        it.make_ready(|it| pieces(tera, "key_result_words", ("kr", it), (&["place"], 1)))
    })
}

/// What `component` makes of a value that it is given by a name, in pieces around the places that it
/// is given by other names, and which are so many in its HTML; nothing when there seem to be more.
fn pieces(
    tera: &Tera,
    component: &str,
    (name, value): (&'static str, &impl Serialize),
    (places, count): (&[&'static str], usize),
) -> Result<Option<Ready>, Error> {
    let place = String::from_iter(PLACE);
    let mut context = Context::new();
    context.insert(name, value);
    for name in places {
        context.insert(*name, &place);
    }
    let mut html = Vec::with_capacity(ROOM);
    tera.render_component_to(component, &context, None, true, &mut html)?;
    let html = String::from_utf8(html)?;
    let pieces: Ready = html.split(&place).map(Box::from).collect();
    Ok((pieces.len() == count + 1).then_some(pieces))
}

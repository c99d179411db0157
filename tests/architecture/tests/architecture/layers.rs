//! The runtime's modules use those of their own layer and of lower ones.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use openinference_architecture::{Layers, circles, hooks};

use crate::repository::{RUNTIME, architecture, edges_of, read};

fn layers() -> Result<Layers> {
    Layers::parse(&architecture()?, "## Layers")
}

#[test]
fn every_module_is_in_a_layer_and_every_layer_has_its_modules() -> Result<()> {
    let layers = layers()?;
    let mut known = BTreeSet::new();
    for features in RUNTIME {
        for module in &read("openinference-runtime", *features)?.modules {
            if !module.path.is_empty() {
                layers
                    .of(&module.path)
                    .with_context(|| format!("{} is in no layer", module.path.join("::")))?;
            }
            known.insert(module.path.clone());
        }
    }
    for listed in layers.rows().iter().flat_map(|layer| &layer.modules) {
        ensure!(known.contains(listed), "there is no module {}", listed.join("::"));
    }
    Ok(())
}

#[test]
fn no_module_uses_a_higher_layer() -> Result<()> {
    let layers = layers()?;
    let mut wrong = BTreeSet::new();
    for features in RUNTIME {
        for edge in edges_of("openinference-runtime", *features)?.iter() {
            // The root only re-exports.
            let Some((from, _)) = layers.of(&edge.from_module) else { continue };
            let higher = layers.of(&edge.to_module).filter(|(to, _)| *to > from);
            if let Some((_, layer)) = higher {
                wrong.insert(format!("{edge}, in layer {}", layer.name));
            }
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} upwards\n{}",
        wrong.len(),
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
    Ok(())
}

/// Hooks in a lower layer that a higher one fills in, and why.
const HOOKS: &[(&str, &str, &str)] = &[
    (
        "config/prices.rs",
        "dyn PriceList",
        "what calls cost is set beside what is hidden, and worked out above",
    ),
    (
        "source.rs",
        "dyn EarlySampler",
        "the sampler of a provider that set-up has made is asked before a span is made",
    ),
    (
        "value/flat.rs",
        "dyn Flat",
        "typed values of the testing kit are read back as the values themselves flatten",
    ),
];

#[test]
fn no_hook_of_a_lower_layer_is_filled_in_by_a_higher_one() -> Result<()> {
    let layers = layers()?;
    let (mut wrong, mut met) = (BTreeSet::new(), BTreeSet::new());
    for features in RUNTIME {
        for edge in hooks(&read("openinference-runtime", *features)?) {
            let (Some((from, _)), Some((to, layer))) =
                (layers.of(&edge.from_module), layers.of(&edge.to_module))
            else {
                continue;
            };
            if to <= from {
                continue;
            }
            let listed =
                HOOKS.iter().position(|(lower, hook, _)| edge.from.ends_with(lower) && edge.path == *hook);
            match listed {
                Some(listed) => drop(met.insert(listed)),
                None => drop(wrong.insert(format!("{edge}, in layer {}", layer.name))),
            }
        }
    }
    ensure!(
        wrong.is_empty(),
        "{} upwards\n{}",
        wrong.len(),
        wrong.into_iter().collect::<Vec<_>>().join("\n")
    );
    for (at, (lower, hook, _)) in HOOKS.iter().enumerate() {
        ensure!(met.contains(&at), "{lower} has no hook {hook} that a higher layer fills in");
    }
    Ok(())
}

#[test]
fn no_two_modules_of_a_layer_use_each_other() -> Result<()> {
    let layers = layers()?;
    let mut found = BTreeSet::new();
    for features in RUNTIME {
        let edges = edges_of("openinference-runtime", *features)?;
        let pairs: BTreeSet<_> = edges
            .iter()
            .filter_map(|edge| Some((layers.group(&edge.from_module)?, layers.group(&edge.to_module)?)))
            .filter(|(from, to)| from != to)
            .map(|(from, to)| (from.join("::"), to.join("::")))
            .collect();
        for circle in circles(&pairs.into_iter().collect::<Vec<_>>()) {
            found.insert(circle.join(" -> "));
        }
    }
    ensure!(found.is_empty(), "{}", found.into_iter().collect::<Vec<_>>().join("\n"));
    Ok(())
}

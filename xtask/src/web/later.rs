//! Which functions of a module nobody needs at first: those that can be reached through the doors alone, functions
//! whose names begin with `later_`. Read from the linker's own list of what refers to what (`--emit-relocs`), tables of
//! closures included, so this is no guess: what the rest of the program may call by any way is never among them.

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use wasmparser::{KnownCustom, Linking, Name, Parser, Payload, RelocationType, SymbolInfo, TypeRef};

/// A thing that refers to others: a function by its number, a piece of data by its place in [`Map::data`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Node {
    Func(u32),
    Data(usize),
}

/// A symbol of the linker, as far as it matters here.
type Symbol = Option<Node>;

/// A linked module, read.
#[derive(Default)]
struct Map {
    names: HashMap<u32, String>,
    /// Functions that are called from outside.
    called: Vec<u32>,
    /// Where each function lies in the file.
    bodies: BTreeMap<usize, (usize, u32)>,
    /// Where each named piece of data lies in the file.
    data: Vec<Range<usize>>,
    symbols: Vec<Symbol>,
    refers: HashMap<Node, Vec<Node>>,
    /// Referred to from data that belongs to nobody.
    stray: Vec<Node>,
}

/// Whether this is the name of a door: of the function itself, not of a closure in it.
fn door(name: &str) -> bool {
    // `…10later_case17h0123456789abcdefE`
    let stem = name.len().checked_sub(20).and_then(|end| name.get(..end)).unwrap_or_default();
    let from = stem.rfind("later_").filter(|at| stem[..*at].ends_with(|c: char| c.is_ascii_digit()));
    from.is_some_and(|at| stem[at..].chars().all(|c| c.is_ascii_lowercase() || c == '_'))
}

/// The functions behind the doors, by name; the doors are among them.
pub fn names(linked: &[u8]) -> Result<BTreeSet<String>> {
    let map = read(linked)?;
    let doors: HashSet<Node> = map.names.iter().filter(|(_, n)| door(n)).map(|(f, _)| Node::Func(*f)).collect();
    let outside = map.called.iter().map(|f| Node::Func(*f)).chain(map.stray.iter().copied());
    let at_first = map.reach(outside.collect(), &doors);
    let behind = map.reach(doors.iter().copied().collect(), &HashSet::new());
    let mut seen = HashMap::new();
    for name in map.names.values() {
        *seen.entry(name.as_str()).or_insert(0) += 1;
    }
    let later = behind.difference(&at_first).filter_map(|node| match node {
        Node::Func(f) => map.names.get(f).filter(|name| seen[name.as_str()] == 1).cloned(),
        Node::Data(_) => None,
    });
    Ok(later.collect())
}

impl Map {
    fn reach(&self, from: Vec<Node>, but: &HashSet<Node>) -> HashSet<Node> {
        let mut stack = from;
        let mut seen = HashSet::new();
        while let Some(node) = stack.pop() {
            if !but.contains(&node) && seen.insert(node) {
                stack.extend(self.refers.get(&node).into_iter().flatten());
            }
        }
        seen
    }

    fn owners(&self, at: usize) -> Vec<Node> {
        let body = self.bodies.range(..=at).next_back().filter(|(_, (end, _))| at < *end);
        let body = body.map(|(_, (_, f))| Node::Func(*f));
        let data = self.data.iter().enumerate().filter(|(_, range)| range.contains(&at)).map(|(i, _)| Node::Data(i));
        body.into_iter().chain(data).collect()
    }
}

fn read(linked: &[u8]) -> Result<Map> {
    let mut map = Map::default();
    let (mut imports, mut code, mut segments, mut data) = (0, 0, Vec::new(), 0);
    // In this order in every file: code, data, then the linker's own sections.
    let mut at_work = Vec::new();
    for payload in Parser::new(0).parse_all(linked) {
        let payload = payload?;
        match payload {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    imports += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    if export.kind == wasmparser::ExternalKind::Func {
                        map.called.push(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => map.called.push(func),
            Payload::CodeSectionStart { range, .. } => code = range.start,
            Payload::CodeSectionEntry(body) => {
                let (range, index) = (body.range(), imports + map.bodies.len() as u32);
                map.bodies.insert(range.start, (range.end, index));
            }
            Payload::DataSection(reader) => {
                data = reader.range().start;
                for segment in reader {
                    let segment = segment?;
                    segments.push(segment.range.end - segment.data.len());
                }
            }
            Payload::CustomSection(section) => match section.as_known() {
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        let Linking::SymbolTable(symbols) = part? else { continue };
                        for symbol in symbols {
                            let node = match symbol? {
                                SymbolInfo::Func { index, .. } => Some(Node::Func(index)),
                                SymbolInfo::Data { symbol: Some(at), .. } => {
                                    let segment = segments.get(at.index as usize).context("a segment is missing")?;
                                    let start = segment + at.offset as usize;
                                    map.data.push(start..start + at.size as usize);
                                    Some(Node::Data(map.data.len() - 1))
                                }
                                _ => None,
                            };
                            map.symbols.push(node);
                        }
                    }
                }
                KnownCustom::Reloc(reloc) => {
                    let start = if section.name() == "reloc.CODE" { code } else { data };
                    for entry in reloc.entries() {
                        at_work.push((start, entry?));
                    }
                }
                KnownCustom::Name(names) => {
                    for part in names {
                        let Name::Function(functions) = part? else { continue };
                        for naming in functions {
                            let naming = naming?;
                            map.names.insert(naming.index, naming.name.to_owned());
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    ensure!(!map.symbols.is_empty() && !at_work.is_empty(), "the module was linked without --emit-relocs");
    for (start, entry) in at_work {
        // Types, globals and tables are numbers of their own; they stay with the first module.
        let by_symbol = !matches!(
            entry.ty,
            RelocationType::TypeIndexLeb
                | RelocationType::GlobalIndexLeb
                | RelocationType::GlobalIndexI32
                | RelocationType::TableNumberLeb
                | RelocationType::EventIndexLeb
        );
        let Some(Some(to)) = by_symbol.then(|| map.symbols.get(entry.index as usize)).flatten().copied() else {
            continue;
        };
        let owners = map.owners(start + entry.offset as usize);
        if owners.is_empty() {
            map.stray.push(to);
        }
        for owner in owners {
            map.refers.entry(owner).or_default().push(to);
        }
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_door_is_a_function_and_not_what_is_in_it() {
        let check = |name: &str, is| assert_eq!(door(name), is, "{name}");
        check("_ZN12hoiam_widget5pages4case10later_case17h0123456789abcdefE", true);
        check("_ZN12hoiam_widget5pages4case10later_case28_$u7b$$u7b$closure$u7d$$u7d$17h0123456789abcdefE", false);
        check("_ZN12hoiam_widget5pages5later4view17h0123456789abcdefE", false);
        check("_ZN12hoiam_widget3run9too_later17h0123456789abcdefE", false);
        check("later_", false);
    }
}

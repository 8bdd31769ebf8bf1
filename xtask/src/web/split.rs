//! Takes functions out of a module into a second one that shares memory, table and globals with the first and is loaded
//! when it is needed. The first calls them through the table, whose places the second fills when it is instantiated;
//! until then such a call ends as a panic does, so the program asks first (`hoiam_flow`, `Effect::Part`).

use anyhow::{Context, Result, ensure};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use walrus::ir::{Call, RefFunc, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, FunctionBuilder, FunctionId, FunctionKind, GlobalId, GlobalKind,
    ImportedFunction, MemoryId, Module, ModuleConfig, TableId,
};

/// The name under which the second module finds the first.
const FIRST: &str = "p";

/// Both modules, with the names of their functions still in them.
pub struct Halves {
    pub first: Vec<u8>,
    pub second: Vec<u8>,
}

/// What a function calls or refers to by itself.
#[derive(Default)]
struct Calls(HashSet<FunctionId>);

impl Visitor<'_> for Calls {
    fn visit_call(&mut self, instr: &Call) {
        self.0.insert(instr.func);
    }

    fn visit_ref_func(&mut self, instr: &RefFunc) {
        self.0.insert(instr.func);
    }
}

fn calls(module: &Module) -> HashMap<FunctionId, HashSet<FunctionId>> {
    let of = |local: &walrus::LocalFunction| {
        let mut calls = Calls::default();
        dfs_in_order(&mut calls, local, local.entry_block());
        calls.0
    };
    module.funcs.iter_local().map(|(id, local)| (id, of(local))).collect()
}

/// The places of the table: slot → function, and the table itself.
fn slots(module: &Module) -> Result<(TableId, BTreeMap<u32, FunctionId>)> {
    let mut found = None;
    let mut all = BTreeMap::new();
    for element in module.elements.iter() {
        let ElementKind::Active { table, offset: ConstExpr::Value(Value::I32(at)) } = &element.kind else { continue };
        let ElementItems::Functions(functions) = &element.items else { continue };
        ensure!(found.is_none_or(|other| other == *table), "functions stand in two tables");
        found = Some(*table);
        all.extend((*at as u32..).zip(functions.iter().copied()));
    }
    Ok((found.context("no function stands in a table")?, all))
}

/// Takes the functions of these names out.
pub fn split(module: &[u8], later: &BTreeSet<String>) -> Result<Halves> {
    let parse = || {
        let mut config = ModuleConfig::new();
        config.generate_producers_section(false).generate_name_section(true);
        config.parse(module)
    };
    let (mut first, mut second) = (parse()?, parse()?);
    // The same bytes twice: the same functions in the same order.
    let twin: HashMap<_, _> = first.funcs.iter().map(|f| f.id()).zip(second.funcs.iter().map(|f| f.id())).collect();
    let gone: BTreeSet<FunctionId> = first
        .funcs
        .iter_local()
        .map(|(id, _)| id)
        .filter(|id| first.funcs.get(*id).name.as_ref().is_some_and(|name| later.contains(name)))
        .collect();
    ensure!(!gone.is_empty(), "nothing is to come later: the doors are gone");

    let (table, mut places) = slots(&first)?;
    let calls = calls(&first);
    let called: BTreeSet<FunctionId> =
        calls.iter().filter(|(id, _)| !gone.contains(id)).flat_map(|(_, to)| to).copied().collect();
    let mut filled: BTreeMap<u32, FunctionId> =
        places.iter().filter(|(_, f)| gone.contains(f)).map(|(slot, f)| (*slot, *f)).collect();
    // Doors that are called by their number get a place in the table, too.
    let mut next = first.tables.get(table).initial as u32;
    let mut stubs = HashMap::new();
    for id in gone.iter().filter(|id| called.contains(id)) {
        let slot = filled.iter().find(|(_, f)| *f == id).map(|(slot, _)| *slot).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        filled.insert(slot, *id);
        stubs.insert(*id, slot);
    }
    let (theirs, _) = slots(&second)?;
    for (module, table) in [(&mut first, table), (&mut second, theirs)] {
        let table = module.tables.get_mut(table);
        table.initial = next.into();
        table.maximum = table.maximum.map(|most| most.max(next.into()));
    }
    for (id, slot) in &stubs {
        through_table(&mut first, *id, table, *slot);
    }
    empty_places(&mut first, &gone, &mut places)?;
    let owned = Owned::of(&first);
    walrus::passes::gc::run(&mut first);

    let alive: HashSet<FunctionId> =
        first.funcs.iter_local().map(|(id, _)| id).filter(|id| !gone.contains(id)).collect();
    strip(&mut second)?;
    let mut shared = Vec::new();
    for id in &alive {
        let name = format!("{}", shared.len());
        let theirs = twin[id];
        let ty = second.funcs.get(theirs).ty();
        let import = second.imports.add(FIRST, &name, theirs);
        second.funcs.get_mut(theirs).kind = FunctionKind::Import(ImportedFunction { import, ty });
        shared.push((name, *id));
    }
    place(&mut second, &filled.iter().map(|(slot, id)| (*slot, twin[id])).collect())?;
    walrus::passes::gc::run(&mut second);
    export(&mut first, &mut second, &owned, &shared)?;
    Ok(Halves { first: first.emit_wasm(), second: second.emit_wasm() })
}

/// Lets a function call what stands in this place of the table.
fn through_table(module: &mut Module, id: FunctionId, table: TableId, slot: u32) {
    let ty = module.funcs.get(id).ty();
    let (params, results) = (module.types.params(ty).to_vec(), module.types.results(ty).to_vec());
    let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
    let args: Vec<_> = params.iter().map(|param| module.locals.add(*param)).collect();
    let mut body = builder.func_body();
    for arg in &args {
        body.local_get(*arg);
    }
    body.i32_const(slot as i32).call_indirect(ty, table);
    module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(args));
}

/// What is gone leaves an empty place: calling it too early ends the call.
fn empty_places(
    module: &mut Module,
    gone: &BTreeSet<FunctionId>,
    places: &mut BTreeMap<u32, FunctionId>,
) -> Result<()> {
    let (table, _) = slots(module)?;
    let ids: Vec<_> = module.tables.get(table).elem_segments.iter().copied().collect();
    for id in ids {
        module.elements.delete(id);
    }
    module.tables.get_mut(table).elem_segments.clear();
    places.retain(|_, function| !gone.contains(function));
    place(module, places)
}

/// Fills places of the table, one segment for each unbroken row.
fn place(module: &mut Module, places: &BTreeMap<u32, FunctionId>) -> Result<()> {
    let table = module.tables.main_function_table()?.context("there is a table of functions")?;
    let mut rows: Vec<(u32, Vec<FunctionId>)> = Vec::new();
    for (slot, function) in places {
        match rows.last_mut() {
            Some((start, row)) if *start + row.len() as u32 == *slot => row.push(*function),
            _ => rows.push((*slot, vec![*function])),
        }
    }
    for (start, row) in rows {
        let offset = ConstExpr::Value(Value::I32(start as i32));
        let id = module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(row));
        module.tables.get_mut(table).elem_segments.insert(id);
    }
    Ok(())
}

/// Leaves the code alone: what the first module makes is taken from it.
fn strip(module: &mut Module) -> Result<()> {
    module.start = None;
    for id in module.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        module.exports.delete(id);
    }
    for id in module.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        module.elements.delete(id);
    }
    for id in module.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        module.data.delete(id);
    }
    for (at, id) in module.tables.iter().map(|table| table.id()).collect::<Vec<_>>().into_iter().enumerate() {
        let import = module.imports.add(FIRST, &format!("t{at}"), id);
        let table = module.tables.get_mut(id);
        table.elem_segments.clear();
        table.import = Some(import);
    }
    for (at, id) in module.memories.iter().map(|memory| memory.id()).collect::<Vec<_>>().into_iter().enumerate() {
        let import = module.imports.add(FIRST, &format!("m{at}"), id);
        let memory = module.memories.get_mut(id);
        memory.data_segments.clear();
        memory.import = Some(import);
    }
    for (at, id) in module.globals.iter().map(|global| global.id()).collect::<Vec<_>>().into_iter().enumerate() {
        let import = module.imports.add(FIRST, &format!("g{at}"), id);
        module.globals.get_mut(id).kind = GlobalKind::Import(import);
    }
    Ok(())
}

/// What there is one of for both: in the order in which the second module names it.
struct Owned {
    tables: Vec<TableId>,
    memories: Vec<MemoryId>,
    globals: Vec<GlobalId>,
}

impl Owned {
    fn of(module: &Module) -> Self {
        Self {
            tables: module.tables.iter().map(|table| table.id()).collect(),
            memories: module.memories.iter().map(|memory| memory.id()).collect(),
            globals: module.globals.iter().map(|global| global.id()).collect(),
        }
    }
}

/// Lets the first module give what the second one takes, under short names.
fn export(first: &mut Module, second: &mut Module, owned: &Owned, shared: &[(String, FunctionId)]) -> Result<()> {
    let functions: HashMap<_, _> = shared.iter().cloned().collect();
    for (count, import) in second.imports.iter_mut().filter(|import| import.module == FIRST).enumerate() {
        let (kind, at) = import.name.split_at(1);
        let at = at.parse::<usize>().unwrap_or_default();
        let name = count.to_string();
        match kind {
            "t" => first.exports.add(&name, owned.tables[at]),
            "m" => first.exports.add(&name, owned.memories[at]),
            "g" => first.exports.add(&name, owned.globals[at]),
            _ => first.exports.add(&name, functions[&import.name]),
        };
        import.name = name;
    }
    ensure!(first.globals.iter().count() == owned.globals.len(), "a global that both need was dropped");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `run` (exported) calls `shared` and the door `later_a`, which calls `helper` and `shared`; `closure` stands in the
    /// table between two others and is behind the door, too.
    fn whole() -> Vec<u8> {
        let mut module = Module::default();
        module.memories.add_local(false, false, 1, None, None);
        let table = module.tables.add_local(false, 4, Some(4), walrus::RefType::FUNCREF);
        let mut make = |name: &str, calls: &[FunctionId]| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[], &[]);
            builder.name(name.to_owned());
            for id in calls {
                builder.func_body().call(*id);
            }
            builder.finish(Vec::new(), &mut module.funcs)
        };
        let (left, right, shared, helper) =
            (make("left", &[]), make("right", &[]), make("shared", &[]), make("helper", &[]));
        let closure = make("closure", &[helper]);
        let door = make("later_a", &[helper, shared]);
        let run = make("run", &[shared, door]);
        module.exports.add("run", run);
        place(&mut module, &[(1, left), (2, closure), (3, right)].into()).expect("a table");
        assert_eq!(module.tables.main_function_table().expect("one"), Some(table));
        module.emit_wasm()
    }

    fn names(module: &Module, local: bool) -> BTreeSet<String> {
        let is = |f: &&walrus::Function| matches!(f.kind, FunctionKind::Local(_)) == local;
        module.funcs.iter().filter(is).filter_map(|f| f.name.clone()).collect()
    }

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn what_comes_later_is_gone_and_finds_the_rest() {
        let halves = split(&whole(), &set(&["later_a", "helper", "closure"])).expect("it can be split");
        let (first, second) = (
            Module::from_buffer(&halves.first).expect("the first is sound"),
            Module::from_buffer(&halves.second).expect("the second is sound"),
        );
        // The door stays as a way through the table.
        assert_eq!(names(&first, true), set(&["run", "shared", "left", "right", "later_a"]));
        assert_eq!(names(&second, true), set(&["later_a", "helper", "closure"]));
        assert_eq!(names(&second, false), set(&["shared"]));
        let (_, at_first) = slots(&first).expect("a table");
        assert_eq!(at_first.keys().copied().collect::<Vec<_>>(), [1, 3]);
        let (_, later) = slots(&second).expect("a table");
        let filled = |slot: u32| second.funcs.get(later[&slot]).name.as_deref();
        assert_eq!((filled(2), filled(4), later.len()), (Some("closure"), Some("later_a"), 2));
        // What the second asks for, the first gives.
        for import in second.imports.iter() {
            assert_eq!(import.module, FIRST);
            assert!(first.exports.iter().any(|export| export.name == import.name), "{}", import.name);
        }
    }

    #[test]
    fn doors_that_are_gone_are_said() {
        assert!(split(&whole(), &set(&["later_b"])).is_err());
    }
}

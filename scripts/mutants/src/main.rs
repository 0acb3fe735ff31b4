//! Puts all mutants that cargo-mutants lists into the sources, each behind a question which one is wanted: so one build
//! serves for all of them, where cargo-mutants builds each by itself.
//!
//! usage: weave LIST.json SKIPPED TREE
//!
//! LIST.json is what `cargo mutants --list --json` says; a mutant's number is its place in it, from 1 on. SKIPPED has the
//! numbers of those to leave out. The sources under TREE are rewritten. The numbers of what was put in are printed.
#![forbid(unsafe_code)]

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    error::Error,
    fs,
    str::FromStr,
};

use proc_macro2::{LineColumn, TokenStream, TokenTree};
use quote::quote;
use serde_json::Value;
use syn::{
    parse_quote,
    spanned::Spanned,
    visit_mut::{self, VisitMut},
    Arm, Block, Expr, ExprStruct, ImplItemConst, ImplItemFn, ItemConst, ItemFn, Member, Pat, Stmt, Type,
};

/// What kind of change it is, and where in the file it begins: line and column, both from 1 on.
type Place = (String, usize, usize);

/// A mutant's number, and what it puts there.
type Mutant = (u32, TokenStream);

struct Weaver {
    mutants: HashMap<Place, Vec<Mutant>>,
    /// Where the question is answered.
    module: TokenStream,
    placed: Vec<u32>,
}

impl Weaver {
    fn take(&mut self, genre: &str, at: LineColumn) -> Vec<Mutant> {
        let found = self.mutants.remove(&(genre.to_owned(), at.line, at.column + 1)).unwrap_or_default();
        self.placed.extend(found.iter().map(|(number, _)| number));
        found
    }

    /// `match` over the mutant that is wanted: its own expression, or what was there.
    fn choice(&self, mutants: &[Mutant], otherwise: &Expr) -> Expr {
        let module = &self.module;
        let arms = mutants.iter().map(|(number, expression)| quote!(#number => { #expression }));
        parse_quote!((match #module::wanted() { #(#arms)* _ => { #otherwise } }))
    }

    /// A function that a mutant answers for returns at once.
    fn function(&mut self, block: &mut Block) {
        let Some(first) = block.stmts.first() else { return };
        let found = self.take("FnValue", first.span().start());
        visit_mut::visit_block_mut(self, block);
        let module = &self.module;
        let early =
            found.iter().map(|(number, value)| -> Stmt { parse_quote!(if #module::is(#number) { return #value; }) });
        block.stmts = early.chain(std::mem::take(&mut block.stmts)).collect();
    }

    /// Operators are changed where they stand, as cargo-mutants does: with another one the whole may be read otherwise.
    fn operators(&mut self, expr: &mut Expr) {
        let tokens: Vec<TokenTree> = quote!(#expr).into_iter().collect();
        let mut operators = Vec::new();
        operators_of(expr, &mut operators);
        let mut changed = Vec::new();
        for (at, length) in operators {
            let is_here = |token: &TokenTree| matches!(token, TokenTree::Punct(_)) && token.span().start() == at;
            let Some(place) = tokens.iter().position(is_here) else { continue };
            for (number, operator) in self.take("BinaryOperator", at) {
                let (before, after) = (&tokens[..place], &tokens[place + length..]);
                changed.push((number, quote!(#(#before)* #operator #(#after)*)));
            }
        }
        self.operands(expr);
        if !changed.is_empty() {
            *expr = self.choice(&changed, expr);
        }
    }

    fn operands(&mut self, expr: &mut Expr) {
        if let Expr::Binary(binary) = expr {
            self.operands(&mut binary.left);
            self.operands(&mut binary.right);
        } else {
            self.visit_expr_mut(expr);
        }
    }
}

/// Where the operators of a chain without parentheses are, and of how many characters.
fn operators_of(expr: &Expr, found: &mut Vec<(LineColumn, usize)>) {
    if let Expr::Binary(binary) = expr {
        operators_of(&binary.left, found);
        let operator = &binary.op;
        found.push((operator.span().start(), quote!(#operator).into_iter().count()));
        operators_of(&binary.right, found);
    }
}

impl VisitMut for Weaver {
    // What is known when the code is built cannot ask which mutant is wanted.
    fn visit_item_const_mut(&mut self, _: &mut ItemConst) {}
    fn visit_impl_item_const_mut(&mut self, _: &mut ImplItemConst) {}
    fn visit_type_mut(&mut self, _: &mut Type) {}
    fn visit_pat_mut(&mut self, _: &mut Pat) {}

    fn visit_item_fn_mut(&mut self, item: &mut ItemFn) {
        if item.sig.constness.is_none() {
            self.function(&mut item.block);
        }
    }

    fn visit_impl_item_fn_mut(&mut self, item: &mut ImplItemFn) {
        if item.sig.constness.is_none() {
            self.function(&mut item.block);
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut Arm) {
        let deleted = self.take("MatchArm", arm.span().start());
        let guards = arm.guard.as_ref().map(|(_, guard)| guard.span().start());
        let guards = guards.map(|at| self.take("MatchArmGuard", at)).unwrap_or_default();
        visit_mut::visit_arm_mut(self, arm);
        let module = self.module.clone();
        if let (Some((_, guard)), false) = (&mut arm.guard, guards.is_empty()) {
            **guard = self.choice(&guards, guard);
        }
        for (number, _) in deleted {
            arm.guard = Some(match arm.guard.take() {
                Some((token, guard)) => (token, parse_quote!(!#module::is(#number) && #guard)),
                None => (Default::default(), parse_quote!(!#module::is(#number))),
            });
        }
    }

    /// A field that is left out is that of the value after `..`.
    fn visit_expr_struct_mut(&mut self, expr: &mut ExprStruct) {
        let places: Vec<LineColumn> = expr.fields.iter().map(|field| field.span().start()).collect();
        visit_mut::visit_expr_struct_mut(self, expr);
        let Some(rest) = expr.rest.clone() else { return };
        for (field, at) in expr.fields.iter_mut().zip(places) {
            let Member::Named(name) = field.member.clone() else { continue };
            let left_out = self.take("StructField", at).into_iter().map(|(number, _)| (number, quote!((#rest).#name)));
            let left_out: Vec<Mutant> = left_out.collect();
            if !left_out.is_empty() {
                field.expr = self.choice(&left_out, &field.expr);
            }
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        match expr {
            Expr::Binary(_) => self.operators(expr),
            Expr::Unary(unary) => {
                let (found, operand) = (self.take("UnaryOperator", unary.op.span().start()), unary.expr.clone());
                visit_mut::visit_expr_mut(self, expr);
                let without: Vec<Mutant> = found.iter().map(|(number, _)| (*number, quote!(#operand))).collect();
                if !without.is_empty() {
                    *expr = self.choice(&without, expr);
                }
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }
}

fn place_of(mutant: &Value) -> Option<Place> {
    let start = &mutant["span"]["start"];
    let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
    Some((mutant["genre"].as_str()?.to_owned(), number(&start["line"])?, number(&start["column"])?))
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    let [_, list, skipped, tree] = &args[..] else { return Err("usage: weave LIST.json SKIPPED TREE".into()) };
    let list: Vec<Value> = serde_json::from_str(&fs::read_to_string(list)?)?;
    let skipped: HashSet<u32> =
        fs::read_to_string(skipped)?.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;

    let mut files: BTreeMap<String, HashMap<Place, Vec<Mutant>>> = BTreeMap::new();
    for (number, mutant) in (1u32..).zip(&list).filter(|(number, _)| !skipped.contains(number)) {
        let file = mutant["file"].as_str().ok_or("a mutant without a file")?.to_owned();
        let place = place_of(mutant).ok_or("a mutant without a place")?;
        let replacement = TokenStream::from_str(mutant["replacement"].as_str().unwrap_or_default())?;
        files.entry(file).or_default().entry(place).or_default().push((number, replacement));
    }
    for (file, mutants) in files {
        let path = format!("{tree}/{file}");
        let mut source = syn::parse_file(&fs::read_to_string(&path)?)?;
        let is_types = file.starts_with("contracts/types/");
        let module = if is_types { quote!(crate::mutant) } else { quote!(::mutual_types::mutant) };
        let mut weaver = Weaver { mutants, module, placed: Vec::new() };
        weaver.visit_file_mut(&mut source);
        fs::write(&path, prettyplease::unparse(&source))?;
        for number in weaver.placed {
            println!("{number}");
        }
    }
    Ok(())
}

//! Far calls: a message pays for the code it reaches, not for all code there is.
//!
//! The chain translates wasm function by function, as they are reached, and charges for each byte of them. The optimizer
//! inlines whatever has one caller, so that all rules would end up in the one function that dispatches messages, and
//! every message would pay for the translation of all. A rule called through a pointer that the optimizer cannot see
//! through stays a function of its own.

use core::hint::black_box;

/// `rule(a)`.
pub fn far1<A, R>(a: A, rule: fn(A) -> R) -> R {
    black_box(rule)(a)
}

/// `rule(a, b)`.
pub fn far2<A, B, R>(a: A, b: B, rule: fn(A, B) -> R) -> R {
    black_box(rule)(a, b)
}

/// `rule(a, b, c)`.
pub fn far3<A, B, C, R>(a: A, b: B, c: C, rule: fn(A, B, C) -> R) -> R {
    black_box(rule)(a, b, c)
}

/// `rule(a, b, c, d)`.
pub fn far4<A, B, C, D, R>(a: A, b: B, c: C, d: D, rule: fn(A, B, C, D) -> R) -> R {
    black_box(rule)(a, b, c, d)
}

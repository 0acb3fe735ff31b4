//! Whole-system tests.

mod costs;

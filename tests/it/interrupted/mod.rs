//! Nodes that die, freeze or go slow, and people who press Ctrl-C, while something is being sent: nothing is ever sent
//! twice, and what the command reports is what happened.

mod kills;
mod rig;
mod signals;
mod together;

//! Emitting: one piece of code for all events, since each is paid for at every call.

#[cfg(target_arch = "wasm32")]
use crate::chain::deposit_event;
use ink::{
    env::Event,
    prelude::{vec, vec::Vec},
};

/// The compact length of a list of one.
const ONE_TOPIC: u8 = 4;

/// What a message does besides writing: the events to emit, in order.
pub type Effects = Vec<Emission>;

/// An event that is encoded and waits to be emitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    topic: &'static Option<[u8; 32]>,
    /// The encoded event.
    pub data: Vec<u8>,
    /// The event itself, for tests.
    #[cfg(test)]
    pub event: mutual_types::federation::event::Event,
}

impl Emission {
    /// The encoded `event`.
    #[cfg(not(test))]
    pub fn of<T: Event>(event: &T) -> Self {
        let mut data = buffer();
        event.encode_to(&mut data);
        Self { topic: const { &T::SIGNATURE_TOPIC }, data }
    }

    /// The encoded `event`, and the event.
    #[cfg(test)]
    pub fn of<T: Event + Clone + Into<mutual_types::federation::event::Event>>(event: &T) -> Self {
        let mut data = buffer();
        event.encode_to(&mut data);
        Self { topic: const { &T::SIGNATURE_TOPIC }, data, event: event.clone().into() }
    }

    /// Emits it, with its signature as the only topic, as ink! would.
    #[inline(never)]
    pub fn emit(self) {
        let mut topics = vec![0];
        if let Some(topic) = self.topic {
            topics[0] = ONE_TOPIC;
            topics.extend_from_slice(topic);
        }
        deposit_event(&topics, &self.data);
    }
}

/// Room for most events, so that none asks how long it will be.
#[inline(never)]
fn buffer() -> Vec<u8> {
    Vec::with_capacity(256)
}

/// Emits events in their order.
#[inline(never)]
pub fn emit(effects: Effects) {
    effects.into_iter().for_each(Emission::emit);
}

/// Nobody listens outside of a chain.
#[cfg(not(target_arch = "wasm32"))]
fn deposit_event(_topics: &[u8], _data: &[u8]) {}

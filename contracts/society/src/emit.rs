//! Emitting: one piece of code for all events, since each is paid for at every call.

use ink::{
    env::{
        event::{state, TopicsBuilder, TopicsBuilderBackend},
        DefaultEnvironment, Environment, Event,
    },
    prelude::{vec, vec::Vec},
    scale::{Encode, Output},
};

/// An encoded event without a topic.
struct Anonymous {
    data: Vec<u8>,
}

impl Encode for Anonymous {
    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(&self.data);
    }
}

impl Event for Anonymous {
    type RemainingTopics = state::NoRemainingTopics;

    const SIGNATURE_TOPIC: Option<[u8; 32]> = None;

    fn topics<E, B>(&self, builder: TopicsBuilder<state::Uninit, E, B>) -> <B as TopicsBuilderBackend<E>>::Output
    where
        E: Environment,
        B: TopicsBuilderBackend<E>,
    {
        builder.build::<Self>().finish()
    }
}

/// An encoded event with its signature topic. On the chain it looks like the ink! event it was made of.
struct Encoded {
    topic: [u8; 32],
    data: Vec<u8>,
}

impl Encode for Encoded {
    fn encode_to<T: Output + ?Sized>(&self, dest: &mut T) {
        dest.write(&self.data);
    }
}

impl Event for Encoded {
    type RemainingTopics = [state::HasRemainingTopics; 1];

    const SIGNATURE_TOPIC: Option<[u8; 32]> = None;

    fn topics<E, B>(&self, builder: TopicsBuilder<state::Uninit, E, B>) -> <B as TopicsBuilderBackend<E>>::Output
    where
        E: Environment,
        B: TopicsBuilderBackend<E>,
    {
        builder.build::<Self>().push_topic(Some(&self.topic)).finish()
    }
}

/// An event that is encoded and waits to be emitted: what an executed proposal did can be of many kinds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Emission {
    topic: &'static Option<[u8; 32]>,
    /// The encoded event.
    pub data: Vec<u8>,
}

impl Emission {
    /// The encoded `event`.
    pub fn of<T: Event>(event: &T) -> Self {
        Self { topic: const { &T::SIGNATURE_TOPIC }, data: event.encode() }
    }

    /// The encoded `event`, and no other.
    pub fn only<T: Event>(event: &T) -> Vec<Self> {
        single(Self::of(event))
    }

    /// Emits it.
    #[inline(never)]
    pub fn emit(self) {
        match self.topic {
            Some(topic) => deposit(*topic, self.data),
            None => ink::env::emit_event::<DefaultEnvironment, _>(Anonymous { data: self.data }),
        }
    }
}

#[inline(never)]
fn single(emission: Emission) -> Vec<Emission> {
    vec![emission]
}

/// Emits an event of the shared types, none of which has an indexed field.
pub fn emit<T: Event>(event: &T) {
    Emission::of(event).emit();
}

#[inline(never)]
fn deposit(topic: [u8; 32], data: Vec<u8>) {
    ink::env::emit_event::<DefaultEnvironment, _>(Encoded { topic, data });
}

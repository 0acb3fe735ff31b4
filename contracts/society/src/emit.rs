//! Emitting: one piece of code for all events, since each is paid for at every call.

use ink::{
    env::{
        event::{state, TopicsBuilder, TopicsBuilderBackend},
        DefaultEnvironment, Environment, Event,
    },
    prelude::vec::Vec,
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

/// Emits an event of the shared types, none of which has an indexed field.
pub fn emit<T: Event>(event: &T) {
    let data = event.encode();
    match T::SIGNATURE_TOPIC {
        Some(topic) => deposit(topic, data),
        None => ink::env::emit_event::<DefaultEnvironment, _>(Anonymous { data }),
    }
}

#[inline(never)]
fn deposit(topic: [u8; 32], data: Vec<u8>) {
    ink::env::emit_event::<DefaultEnvironment, _>(Encoded { topic, data });
}

//! Drawing the order from secrets that everybody has committed to before.

use alloc::vec::Vec;

use super::{Circle, Draw, MemberNumber};
use crate::AccountId;

/// blake2b with 32 bytes. The chain has one, and so has each client.
pub type Hasher = fn(&[u8]) -> [u8; 32];

/// What a member of the circle `circle` with the account `member` commits to: so a commitment copied from somebody else is of
/// no use.
pub fn commitment(circle: AccountId, member: AccountId, secret: &[u8; 32], hash: Hasher) -> [u8; 32] {
    let mut bytes = Vec::with_capacity(96);
    bytes.extend_from_slice(circle.bytes());
    bytes.extend_from_slice(member.bytes());
    bytes.extend_from_slice(secret);
    hash(&bytes)
}

/// The order drawn from the secrets of `circle`: first who revealed, in an order that none of them could foresee; then who did not.
pub fn drawn_order(circle: &Circle, hash: Hasher) -> Vec<MemberNumber> {
    let secret = |draw: &Draw| match draw {
        Draw::Revealed(secret) => Some(*secret),
        Draw::None | Draw::Committed(_) => None,
    };
    let revealed: Vec<u8> = circle.members.iter().filter_map(|member| secret(&member.draw)).flatten().collect();
    let seed = hash(&revealed);
    let mut order: Vec<(Option<[u8; 32]>, MemberNumber)> = circle
        .members
        .iter()
        .zip(0_u32..)
        .map(|(member, number)| {
            let ticket = secret(&member.draw).map(|_| {
                let mut bytes = seed.to_vec();
                bytes.extend_from_slice(&number.to_le_bytes());
                hash(&bytes)
            });
            (ticket, MemberNumber(number))
        })
        .collect();
    order.sort_unstable_by_key(|(ticket, number)| (ticket.is_none(), *ticket, *number));
    order.into_iter().map(|(_, number)| number).collect()
}

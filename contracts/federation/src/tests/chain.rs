//! A stand-in for the chain: contracts that answer, take money or fail as a test wants, and the federation's own balance.

use std::cell::RefCell;

use ink::scale::{Decode, Encode};
use mutual_model::federation::{Numbers, Outside, Place};
use mutual_types::{AccountId, Planck, Pot, PotId, PotSpec, SocietyView};

/// What there is around a federation.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// The contracts.
    pub outside: Outside,
    /// What the federation holds above the existential deposit.
    pub balance: Planck,
    /// What contracts were paid by their own message, and into which pot.
    pub contributed: Vec<(AccountId, PotId, Planck)>,
    /// What was transferred.
    pub transferred: Vec<(AccountId, Planck)>,
    /// What a contract answers instead, whatever it is asked.
    pub instead: Option<Vec<u8>>,
    /// How often a contract was asked.
    pub asked: u32,
}

thread_local! {
    static AROUND: RefCell<Around> = RefCell::default();
}

/// Looks around, or changes something.
pub fn around<T>(look: impl FnOnce(&mut Around) -> T) -> T {
    AROUND.with_borrow_mut(look)
}

pub fn code_hash(account: AccountId) -> [u8; 32] {
    around(|around| around.outside.code(account))
}

pub fn balance() -> Planck {
    around(|around| around.balance)
}

pub fn transfer(to: AccountId, amount: Planck) -> bool {
    around(|around| {
        let there = around.outside.places.get(&to).is_some_and(|place| !place.unreachable);
        if there {
            around.balance = around.balance.checked_sub(amount).unwrap();
            around.transferred.push((to, amount));
        }
        there
    })
}

pub fn ask(callee: AccountId, input: &[u8]) -> Result<Vec<u8>, u32> {
    around(|around| {
        around.asked += 1;
        if let Some(instead) = &around.instead {
            return Ok(instead.clone());
        }
        let place = around.outside.places.get(&callee).ok_or(8_u32)?;
        match place.silent {
            Some(0) => return Ok(vec![9]),
            Some(code) => return Err(code),
            None => {}
        }
        let (selector, mut args) = input.split_at(4);
        let answer = match u32::from_be_bytes(selector.try_into().unwrap()) {
            75 => (0_u8, view(place)).encode(),
            85 => pot(place, PotId::decode(&mut args).unwrap()).encode(),
            _ => return Err(2),
        };
        Ok([vec![0], answer].concat())
    })
}

pub fn pay(callee: AccountId, amount: Planck, input: &[u8]) -> Result<(), u32> {
    around(|around| {
        let place = around.outside.places.get(&callee).ok_or(8_u32)?;
        if let Some(code) = place.refuses {
            return Err(code);
        }
        let (selector, mut args) = input.split_at(4);
        assert_eq!(selector, 9_u32.to_be_bytes());
        let (pot, memo) = <(PotId, Option<String>)>::decode(&mut args).unwrap();
        assert_eq!((memo, args.len()), (None, 0));
        around.balance = around.balance.checked_sub(amount).unwrap();
        around.contributed.push((callee, pot, amount));
        Ok(())
    })
}

/// A page of a society with these numbers; all else in it is zero.
pub fn view(place: &Place) -> SocietyView {
    let mut view = SocietyView::decode(&mut &[0; 4_096][..]).unwrap();
    let Numbers { members, active, pots, shares, credits, grants, relief_requests, payments, dissolving } =
        place.numbers;
    let counters = &mut view.counters;
    (counters.present, counters.active) = (members, active);
    (counters.grants, counters.relief_requests, counters.payments) = (grants, relief_requests, payments);
    (counters.ledger.pots, counters.ledger.shares, counters.ledger.credits) = (pots, shares, credits);
    counters.dissolving_since_ms = if dissolving { 77 } else { 0 };
    view
}

fn pot(place: &Place, id: PotId) -> Option<Pot> {
    let (kind, closed) = *place.pots.get(&id)?;
    let spec = PotSpec { kind, name: "a pot".to_string(), restriction: None };
    Some(Pot { closed, ..Pot::new(spec) })
}

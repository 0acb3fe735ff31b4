//! The lists that a search reads: of each kind and category the offers that are not closed, without gaps, in parts of
//! fifty, so that neither posting nor closing nor a page costs more in a longer list.

use ink::prelude::vec::Vec;
use mutual_types::{
    exchange::{Checked, Error, OfferId},
    PAGE_MAX,
};

use crate::state::State;

impl State {
    /// How many offers a list holds.
    pub fn listed(&self, list: u32) -> u32 {
        let found = (0_u32..).zip(self.counters.listed).find(|(number, _)| *number == list);
        found.map_or(0, |(_, count)| count)
    }

    fn set_listed(&mut self, list: u32, count: u32) {
        for (number, listed) in (0_u32..).zip(self.counters.listed.iter_mut()) {
            if number == list {
                *listed = count;
            }
        }
    }

    /// Puts an offer at the end of a list, and says at what place that is.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    pub fn list_offer(&mut self, id: OfferId, list: u32) -> Checked<u32> {
        let place = self.listed(list);
        let (number, _) = position(place);
        let mut part = self.part(list, number);
        part.push(id);
        self.set_part(list, number, &part);
        self.set_listed(list, place.checked_add(1).ok_or_else(Error::overflow)?);
        Ok(place)
    }

    /// Takes the offer at `place` off a list. The last one of the list takes its place.
    ///
    /// # Errors
    /// [`Error::Overflow`], [`Error::NoOffer`] if the list is not what it should be.
    pub fn unlist_offer(&mut self, list: u32, place: u32) -> Checked<()> {
        let last = self.listed(list).checked_sub(1).ok_or_else(Error::overflow)?;
        let (number, _) = position(last);
        let mut part = self.part(list, number);
        let moved = part.pop().ok_or_else(Error::overflow)?;
        self.set_part(list, number, &part);
        self.set_listed(list, last);
        if place == last {
            return Ok(());
        }
        let (number, at) = position(place);
        let mut part = self.part(list, number);
        *part.get_mut(at).ok_or_else(Error::overflow)? = moved;
        self.set_part(list, number, &part);
        let mut offer = self.offer(moved)?;
        offer.place_in_list = Some(place);
        self.set_offer(moved, &offer);
        Ok(())
    }

    /// The offers at the places from `from` on, at most `limit` and at most [`PAGE_MAX`].
    pub fn listing(&self, list: u32, from: u32, limit: u32) -> Vec<OfferId> {
        let end = from.saturating_add(limit.min(PAGE_MAX)).min(self.listed(list));
        let mut found = Vec::new();
        let mut loaded = None;
        for place in from..end {
            let (number, at) = position(place);
            let part = match loaded.take() {
                Some((of, part)) if of == number => part,
                _ => self.part(list, number),
            };
            found.extend(part.get(at).copied());
            loaded = Some((number, part));
        }
        found
    }
}

/// The part of a list that holds the place, and where in it.
fn position(place: u32) -> (u32, usize) {
    let at = place % PAGE_MAX;
    (place / PAGE_MAX, usize::try_from(at).unwrap_or(usize::MAX))
}

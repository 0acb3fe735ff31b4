//! Offers and requests: what members put up for others to find.

use alloc::string::String;

use super::{Checked, Error, Field, Minutes};
use crate::{MemberIndex, TimestampMs};

/// How many categories there are.
pub const CATEGORIES: u32 = 7;
/// How many lists there are to search: one for each kind and category.
pub const LISTS: usize = 14;

id! {
    /// An offer or request, in the order posted.
    OfferId
}

scale_type! {
    /// What kind of help it is.
    #[derive(Copy)]
    pub enum Category {
        /// Looking after children.
        Childcare,
        /// Interpreting, translating, filling in forms.
        Translation,
        /// Rides and deliveries.
        Transport,
        /// Cooking, shopping, gardens.
        Food,
        /// Mending and building.
        Repairs,
        /// Listening, company, being there.
        EmotionalSupport,
        /// Anything else.
        Other,
    }

    /// Which side puts it up.
    #[derive(Copy)]
    pub enum OfferKind {
        /// A member offers help.
        Offer,
        /// A member asks for help.
        Request,
    }

    /// What a member puts up.
    pub struct OfferTerms {
        /// Offered or asked for.
        pub kind: OfferKind,
        /// What kind of help.
        pub category: Category,
        /// How long it may take; binds nobody.
        pub minutes: Minutes,
        /// What it is.
        pub title: String,
        /// Where: a quarter, not an address.
        pub place: String,
        /// Until when it stands.
        pub ends_ms: TimestampMs,
    }

    /// An offer or request.
    pub struct Offer {
        /// Whose it is.
        pub member: MemberIndex,
        /// What it says.
        pub terms: OfferTerms,
        /// When it was posted.
        pub made_ms: TimestampMs,
        /// Its place in its list; none once it is closed.
        pub place_in_list: Option<u32>,
    }
}

impl OfferTerms {
    /// Checks what a member may put up at `now_ms` for at most `offer_ms`.
    ///
    /// # Errors
    /// [`Error::TextTooLong`], [`Error::TitleMissing`], [`Error::ZeroMinutes`], [`Error::DateOutOfRange`].
    pub fn check(&self, now_ms: TimestampMs, offer_ms: u64) -> Checked<()> {
        Field::Title.check(&self.title)?;
        Field::Place.check(&self.place)?;
        if self.title.is_empty() {
            return Err(Error::TitleMissing.into());
        }
        if self.minutes == 0 {
            return Err(Error::ZeroMinutes.into());
        }
        let max_ms = now_ms.saturating_add(offer_ms);
        if self.ends_ms <= now_ms || self.ends_ms > max_ms {
            return Err(Error::DateOutOfRange { given_ms: self.ends_ms, max_ms }.into());
        }
        Ok(())
    }

    /// The number of the list it is found in: `kind × 7 + category`.
    pub fn list(&self) -> u32 {
        list(self.kind, self.category)
    }
}

impl Offer {
    /// Whether it stands: neither closed nor past its end.
    pub fn is_open(&self, now_ms: TimestampMs) -> bool {
        self.place_in_list.is_some() && now_ms < self.terms.ends_ms
    }
}

/// The number of the list of a kind and a category.
pub fn list(kind: OfferKind, category: Category) -> u32 {
    let first = match kind {
        OfferKind::Offer => 0_u32,
        OfferKind::Request => CATEGORIES,
    };
    first.saturating_add(match category {
        Category::Childcare => 0,
        Category::Translation => 1,
        Category::Transport => 2,
        Category::Food => 3,
        Category::Repairs => 4,
        Category::EmotionalSupport => 5,
        Category::Other => 6,
    })
}

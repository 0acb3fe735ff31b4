//! A switch: the contract with which other people's tools are tried on the devnet.
#![cfg_attr(not(feature = "std"), no_std, no_main)]
// The derived code of ink! casts.
#![allow(clippy::cast_possible_truncation)]

#[ink::contract]
mod flipper {
    use ink::storage::Mapping;

    /// A switch, and how often each account has used it.
    #[ink(storage)]
    pub struct Flipper {
        value: bool,
        uses: Mapping<AccountId, u32>,
    }

    /// Somebody has used the switch.
    #[ink(event)]
    pub struct Flipped {
        /// Who.
        #[ink(topic)]
        by: AccountId,
        /// What it shows now.
        value: bool,
    }

    /// The switch has been used too often.
    #[derive(Debug, PartialEq, Eq)]
    #[ink::scale_derive(Encode, Decode, TypeInfo)]
    pub enum Error {
        /// By this account, this often.
        WornOut(u32),
    }

    impl Flipper {
        /// A switch that shows this.
        #[ink(constructor)]
        pub fn new(value: bool) -> Self {
            Self { value, uses: Mapping::default() }
        }

        /// Uses the switch, which each account can do three times.
        #[ink(message)]
        pub fn flip(&mut self) -> Result<(), Error> {
            let by = self.env().caller();
            let uses = self.uses.get(by).unwrap_or_default();
            if uses >= 3 {
                return Err(Error::WornOut(uses));
            }
            self.uses.insert(by, &uses.saturating_add(1));
            self.value = !self.value;
            self.env().emit_event(Flipped { by, value: self.value });
            Ok(())
        }

        /// What it shows.
        #[ink(message)]
        pub fn get(&self) -> bool {
            self.value
        }
    }

    #[cfg(all(test, feature = "e2e-tests"))]
    mod e2e_tests {
        use super::*;
        use ink_e2e::ContractsBackend;

        type Outcome = core::result::Result<(), Box<dyn std::error::Error>>;

        #[ink_e2e::test]
        async fn it_flips_and_wears_out(mut client: ink_e2e::Client<C, E>) -> Outcome {
            let mut constructor = FlipperRef::new(false);
            let contract =
                client.instantiate("flipper", &ink_e2e::alice(), &mut constructor).submit().await.expect("instantiate");
            let mut calls = contract.call_builder::<Flipper>();
            for _ in 0..3 {
                client.call(&ink_e2e::bob(), &calls.flip()).submit().await.expect("flip");
            }
            let shown = client.call(&ink_e2e::bob(), &calls.get()).dry_run().await?.return_value();
            assert!(shown);
            let refused = client.call(&ink_e2e::bob(), &calls.flip()).dry_run().await?.return_value();
            assert_eq!(refused, Err(Error::WornOut(3)));
            assert!(client.call(&ink_e2e::bob(), &calls.flip()).submit().await.is_err());
            Ok(())
        }
    }
}

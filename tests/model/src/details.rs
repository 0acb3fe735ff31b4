//! What the contract's records are expected to hold, beyond what [`crate::views`] says of them.

use mutual_types::{
    AccountId, Allowance, Application, AssetLock, Charter, Choice, Dissolution, Division, GrantId, Member, MemberIndex,
    NextBeneficiary, Planck, PotId, ProposalId, ReliefPaid, ReliefRecord, Rules, Stage, TimestampMs,
};

use crate::num::{big, DAY, YEAR};
use crate::outcome::Expected;
use crate::state::Model;

impl Model {
    /// The rules in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The charter, and to whom falls what is nobody's.
    pub fn identity(&self) -> (&Charter, &AssetLock, Option<NextBeneficiary>) {
        let next = self.next_beneficiary.map(|(account, from_ms)| NextBeneficiary { account, from_ms });
        (&self.charter, &self.asset_lock, next)
    }

    /// Since when admissions are counted, how many there were, and how many came in batches.
    pub fn admissions(&self) -> (TimestampMs, u32, u32) {
        (self.admissions.since, self.admissions.used, self.entered_in_batches)
    }

    /// An account's application.
    pub fn application(&self, account: AccountId) -> Option<&Application> {
        self.applications.get(&account)
    }

    /// The account to which a member's present one offers them.
    pub fn account_offered_by(&self, account: AccountId) -> Option<AccountId> {
        self.account_offers.get(&account).copied()
    }

    /// Whom a member has asked to hold their proxy.
    ///
    /// # Errors
    /// There is no such member.
    pub fn proxy_offer(&self, member: MemberIndex) -> Result<Option<MemberIndex>, Expected> {
        Ok(self.person(member)?.proxy_offered_to)
    }

    /// A member's record, under their present account.
    ///
    /// # Errors
    /// There is no such member.
    pub fn member_record(&self, member: MemberIndex) -> Result<Member, Expected> {
        let person = self.person(member)?;
        Ok(Member {
            index: member,
            joined_ms: person.joined,
            probation_ends_ms: person.probation_ends,
            dues_paid_until_ms: person.paid_until,
            suspended_from_ms: person.suspended_from,
            suspended_until_ms: person.suspended_until,
            counted: person.counted,
            good_since_ms: person.good_since,
            departed_ms: person.departed,
            exit_due_ms: person.exit_due,
            charter_version: person.charter_version,
            open_proposals: self.open_proposals(member),
            shares: person.shares,
            share_capital: person.capital,
            loans: person.loans.clone(),
            share_claimed: person.share_claimed,
            moved_to: None,
        })
    }

    /// What a member attested, and the relief they had in the last year.
    pub fn relief_record(&self, member: MemberIndex) -> ReliefRecord {
        let attesting = self.attesting.get(&member.0).copied().unwrap_or_default();
        let mut had: Vec<ReliefPaid> = self.promised(Some(member)).collect();
        had.retain(|paid| big(self.now) < big(paid.at_ms) + YEAR);
        had.sort_by_key(|paid| paid.at_ms);
        let own = self.requests.iter().rev().find(|(_, request)| request.asker == member);
        ReliefRecord {
            last: own.map(|(id, _)| mutual_types::ReliefId(*id)),
            had,
            attesting_since_ms: attesting.since,
            attestations: attesting.made,
            barred_until_ms: attesting.barred_until,
        }
    }

    /// What relief was promised on each of the last 31 days, by the number of the day since the epoch.
    pub fn relief_days(&self) -> Vec<(u64, Planck)> {
        let day_of = |at: TimestampMs| at.checked_div(DAY).unwrap_or(0);
        let today = big(day_of(self.now));
        let mut days = std::collections::BTreeMap::<u64, Planck>::new();
        for paid in self.promised(None).filter(|paid| big(day_of(paid.at_ms)) + 31 > today) {
            let there = days.entry(day_of(paid.at_ms)).or_default();
            *there = there.saturating_add(paid.amount);
        }
        days.into_iter().collect()
    }

    /// What a pot lets be paid with one signature.
    pub fn allowance(&self, pot: PotId) -> Option<Allowance> {
        let petty = self.pots.get(&pot.0)?.allowance.as_ref()?;
        Some(Allowance {
            payment_max: petty.payment_max,
            period_max: petty.period_max,
            period_ms: petty.period,
            since_ms: petty.since,
            spent: petty.spent,
        })
    }

    /// The stages of a grant, and when the open one was handed in or back.
    ///
    /// # Errors
    /// There is no such grant.
    #[allow(clippy::type_complexity)] // it is only ever compared as a whole
    pub fn stages(&self, grant: GrantId) -> Result<(Vec<Stage>, Option<(TimestampMs, bool)>), Expected> {
        let book = self.grant_book(grant)?;
        let stages = book.stages.iter().map(|stage| Stage {
            amount: stage.amount,
            due_ms: stage.due,
            months: stage.months,
            payments: stage.payments,
            lapsed: stage.lapsed,
        });
        Ok((stages.collect(), book.claim.map(|claim| (claim.at, claim.returned))))
    }

    /// All ballots of a proposal; of each whether a proxy cast it.
    ///
    /// # Errors
    /// There is no such proposal.
    pub fn ballots(&self, proposal: ProposalId) -> Result<Vec<(MemberIndex, Choice, bool)>, Expected> {
        let ballots = self.motion(proposal)?.ballots.iter();
        Ok(ballots.map(|(member, ballot)| (*member, ballot.choice, ballot.by_proxy)).collect())
    }

    /// Who is recused by a proposal, objects to it, has certified it, and calls it spam; whether the accused spoke.
    ///
    /// # Errors
    /// There is no such proposal.
    #[allow(clippy::type_complexity)] // it is only ever compared as a whole
    pub fn involved(
        &self,
        proposal: ProposalId,
    ) -> Result<(Vec<MemberIndex>, Vec<MemberIndex>, Option<MemberIndex>, Vec<MemberIndex>, bool), Expected> {
        let motion = self.motion(proposal)?;
        let recused = motion.recused.iter().copied().collect();
        Ok((recused, motion.objectors.clone(), motion.certified_by, motion.judges.clone(), motion.case_stated))
    }

    /// The dissolution.
    pub fn dissolution_record(&self) -> Option<Dissolution> {
        let ending = self.dissolution.as_ref()?;
        let division = ending.division.as_ref();
        Some(Dissolution {
            opened_ms: ending.opened,
            made_ms: ending.made,
            claims_until_ms: ending.claims_until,
            next: MemberIndex(ending.next),
            sharers: ending.sharers,
            division: division.map(|parts| Division {
                at_ms: parts.at,
                each: parts.each,
                extra: parts.extra,
                claimed: parts.claimed,
            }),
        })
    }
}

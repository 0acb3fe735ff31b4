//! Joining: always by the account's own application, let in by whom the policy says.

use ink::prelude::boxed::Box;
use mutual_types::{
    after,
    event::{Applied, CharterAcknowledged, MemberAdmitted, Sponsored},
    AccountId, AdmissionPolicy, Application, ApplicationStatus, Checked, Error, Rules,
};

use crate::{call::Call, state::State};

impl State {
    /// Any account that was never a member's asks to join, and says which charter it has read. Under
    /// [`AdmissionPolicy::Open`] it is in at once.
    ///
    /// # Errors
    /// [`Error::AccountBound`], [`Error::InvalidBeneficiary`], [`Error::WrongCharterVersion`], [`Error::AlreadyApplied`],
    /// [`Error::AdmissionsFull`].
    pub fn apply(&mut self, call: &Call, charter_version: u32) -> Checked<(Applied, Option<MemberAdmitted>)> {
        self.ensure_running()?;
        self.ensure_assignable(call, call.caller)?;
        self.ensure_current_charter(charter_version)?;
        if let Some(earlier) = self.find_application(call.caller) {
            if earlier.status(call.now_ms) == ApplicationStatus::Open {
                return Err(Error::AlreadyApplied { ends_ms: earlier.ends_ms }.into());
            }
        }
        let rules = self.rules()?;
        let ends_ms = after(call.now_ms, rules.membership.application_window_ms)?;
        let application = Box::new(Application {
            applied_ms: call.now_ms,
            ends_ms,
            charter_version,
            sponsors: ink::prelude::vec::Vec::new(),
            admitted: None,
        });
        let applied = Applied { seq: self.counters.next_seq(), account: call.caller, charter_version, ends_ms };
        let admitted = match rules.membership.admission {
            AdmissionPolicy::Open => Some(self.admit(call, call.caller, application, &rules)?),
            AdmissionPolicy::Sponsored(_) | AdmissionPolicy::Ballot => {
                self.set_application(call.caller, application);
                None
            }
        };
        Ok((applied, admitted))
    }

    /// An active member, past probation when the applicant applied, vouches; the last one needed lets them in.
    ///
    /// # Errors
    /// [`Error::NothingToSponsor`], [`Error::NoApplication`], [`Error::ApplicationNotOpen`], [`Error::NotEligible`],
    /// [`Error::AlreadySponsored`], [`Error::SponsorshipsFull`], [`Error::AdmissionsFull`].
    pub fn sponsor(&mut self, call: &Call, applicant: AccountId) -> Checked<(Sponsored, Option<MemberAdmitted>)> {
        self.ensure_running()?;
        let rules = self.rules()?;
        let sponsor = self.active_member(call, &rules)?;
        let eligible = self.counters.active;
        let needed = rules.membership.admission.sponsors_needed(eligible).ok_or(Error::NothingToSponsor)?;
        let mut application = self.open_application(call, applicant)?;
        sponsor.ensure_may_decide_on(application.applied_ms)?;
        if application.sponsors.contains(&sponsor.index) {
            return Err(Error::AlreadySponsored.into());
        }

        let mut sponsoring = self.sponsoring(sponsor.index);
        // Who has applied anew since is not sponsored by that.
        sponsoring.retain(|account| {
            let application = self.find_application(*account);
            application.is_some_and(|given| {
                given.status(call.now_ms) == ApplicationStatus::Open && given.sponsors.contains(&sponsor.index)
            })
        });
        let (open, max) = (sponsoring.len(), u32::from(rules.membership.open_sponsorships));
        let open = u32::try_from(open).unwrap_or(u32::MAX);
        if open >= max {
            return Err(Error::SponsorshipsFull { open, max }.into());
        }
        sponsoring.push(applicant);
        self.set_sponsoring(sponsor.index, sponsoring);

        application.sponsors.push(sponsor.index);
        let sponsors = u8::try_from(application.sponsors.len()).map_err(|_| Error::overflow())?;
        let seq = self.counters.next_seq();
        let sponsored = Sponsored { seq, account: applicant, sponsor: sponsor.index, sponsors, needed };
        let admitted = if sponsors >= needed {
            Some(self.admit(call, applicant, application, &rules)?)
        } else {
            self.set_application(applicant, application);
            None
        };
        Ok((sponsored, admitted))
    }

    /// A member says which charter they have read.
    ///
    /// # Errors
    /// [`Error::NotMember`], [`Error::WrongCharterVersion`].
    pub fn acknowledge(&mut self, call: &Call, charter_version: u32) -> Checked<CharterAcknowledged> {
        self.ensure_running()?;
        let mut member = self.present_member(call)?;
        self.ensure_current_charter(charter_version)?;
        member.charter_version = charter_version;
        let acknowledged =
            CharterAcknowledged { seq: self.counters.next_seq(), member: member.index, version: charter_version };
        self.set_member(call.caller, member);
        Ok(acknowledged)
    }

    /// Makes the applicant a member in probation, within the period's limit.
    ///
    /// # Errors
    /// [`Error::AdmissionsFull`] with the time the next period begins, [`Error::AccountBound`], [`Error::Overflow`].
    pub fn admit(
        &mut self,
        call: &Call,
        account: AccountId,
        application: Box<Application>,
        rules: &Rules,
    ) -> Checked<MemberAdmitted> {
        self.count_admission(call, rules)?;
        let probation_ends_ms = after(call.now_ms, rules.membership.probation_ms)?;
        self.enrol(call, account, application, probation_ends_ms)
    }

    /// Makes the applicant a member. The application is kept: it says who vouched. Since it was made, the account may
    /// have become another member's, who changed to it, or been named as the next beneficiary.
    ///
    /// # Errors
    /// [`Error::AccountBound`], [`Error::InvalidBeneficiary`], [`Error::Overflow`].
    pub fn enrol(
        &mut self,
        call: &Call,
        account: AccountId,
        mut application: Box<Application>,
        probation_ends_ms: u64,
    ) -> Checked<MemberAdmitted> {
        self.ensure_assignable(call, account)?;
        let member = self.add_member(call, account, probation_ends_ms, application.charter_version)?;
        application.admitted = Some(member);
        self.set_application(account, application);
        Ok(MemberAdmitted { seq: self.counters.next_seq(), account, member })
    }

    /// The open application of `account`.
    ///
    /// # Errors
    /// [`Error::NoApplication`], [`Error::ApplicationNotOpen`].
    pub fn open_application(&self, call: &Call, account: AccountId) -> Checked<Box<Application>> {
        let application = self.application(account)?;
        match application.status(call.now_ms) {
            ApplicationStatus::Open => Ok(application),
            status @ (ApplicationStatus::Admitted | ApplicationStatus::Expired) => {
                Err(Error::ApplicationNotOpen(status).into())
            }
        }
    }

    fn count_admission(&mut self, call: &Call, rules: &Rules) -> Checked<()> {
        let mut admissions = self.admissions()?;
        let until_ms = after(admissions.since_ms, rules.membership.admission_period_ms)?;
        if call.now_ms >= until_ms {
            admissions.since_ms = call.now_ms;
            admissions.count = 0;
        } else if admissions.count >= rules.membership.admissions_per_period {
            return Err(Error::AdmissionsFull { until_ms }.into());
        }
        admissions.count = admissions.count.checked_add(1).ok_or_else(Error::overflow)?;
        self.set_admissions(admissions);
        Ok(())
    }

    /// Refuses an account that is or was a member's.
    ///
    /// # Errors
    /// [`Error::AccountBound`].
    pub fn ensure_unbound(&self, account: AccountId) -> Checked<()> {
        match self.find_member(account) {
            Some(member) => Err(Error::AccountBound(member.index).into()),
            None => Ok(()),
        }
    }

    fn ensure_current_charter(&self, given: u32) -> Checked<()> {
        let current = self.identity()?.charter.version;
        if given == current {
            Ok(())
        } else {
            Err(Error::WrongCharterVersion { given, current }.into())
        }
    }
}

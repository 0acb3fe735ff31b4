//! How people join.

use mutual_types::{AccountId, AdmissionPolicy, Application, ApplicationStatus, Collection, Error, Rules};

use crate::num::{after, at_most, big, count, len};
use crate::outcome::{need, no, Res};
use crate::records::Period;
use crate::state::Model;
use crate::texts;

impl Model {
    fn application_status(&self, application: &Application) -> ApplicationStatus {
        match application.admitted {
            Some(_) => ApplicationStatus::Admitted,
            None if self.now < application.ends_ms => ApplicationStatus::Open,
            None => ApplicationStatus::Expired,
        }
    }

    /// Refuses an account that has no open application.
    pub(crate) fn open_application(&self, account: AccountId) -> Res<&Application> {
        let Some(application) = self.applications.get(&account) else { return no(Error::NoApplication) };
        let status = self.application_status(application);
        need(status == ApplicationStatus::Open, Error::ApplicationNotOpen(status))?;
        Ok(application)
    }

    pub(crate) fn apply_to_join(&mut self, caller: AccountId, charter_version: u32) -> Res<()> {
        self.can_become_a_members(caller)?;
        self.check_version(charter_version)?;
        if let Some(earlier) = self.applications.get(&caller) {
            let is_open = self.application_status(earlier) == ApplicationStatus::Open;
            need(!is_open, Error::AlreadyApplied { ends_ms: earlier.ends_ms })?;
        }
        let rules = self.rules.clone();
        let application = Application {
            applied_ms: self.now,
            ends_ms: after(self.now, rules.membership.application_window_ms)?,
            charter_version,
            sponsors: Vec::new(),
            admitted: None,
        };
        self.applications.insert(caller, application);
        self.emit("Applied");
        if rules.membership.admission == AdmissionPolicy::Open {
            self.admit(caller, &rules)?;
        }
        Ok(())
    }

    pub(crate) fn sponsor(&mut self, caller: AccountId, applicant: AccountId) -> Res<()> {
        let sponsor = self.active_member(caller)?;
        let AdmissionPolicy::Sponsored(wanted) = self.rules.membership.admission else {
            return no(Error::NothingToSponsor);
        };
        let application = self.open_application(applicant)?;
        self.eligible(sponsor, application.applied_ms)?;
        need(!application.sponsors.contains(&sponsor), Error::AlreadySponsored)?;
        let open = self.applications.values().filter(|other| {
            other.sponsors.contains(&sponsor) && self.application_status(other) == ApplicationStatus::Open
        });
        let (open, max) = (count(big(open.count()))?, u32::from(self.rules.membership.open_sponsorships));
        need(open < max, Error::SponsorshipsFull { open, max })?;

        let needed = u32::from(at_most(wanted, self.counted()));
        let mut sponsors = 0;
        if let Some(application) = self.applications.get_mut(&applicant) {
            application.sponsors.push(sponsor);
            sponsors = len(&application.sponsors);
        }
        self.emit("Sponsored");
        if sponsors >= needed {
            let rules = self.rules.clone();
            self.admit(applicant, &rules)?;
        }
        Ok(())
    }

    pub(crate) fn acknowledge(&mut self, caller: AccountId, charter_version: u32) -> Res<()> {
        let member = self.member(caller)?;
        self.check_version(charter_version)?;
        self.person_mut(member)?.charter_version = charter_version;
        self.emit("CharterAcknowledged");
        Ok(())
    }

    fn check_version(&self, given: u32) -> Res<()> {
        let current = self.charter.version;
        need(given == current, Error::WrongCharterVersion { given, current })
    }

    /// Makes a member of who has an open application, within the period's limit and with probation.
    pub(crate) fn admit(&mut self, account: AccountId, rules: &Rules) -> Res<()> {
        self.open_application(account)?;
        let limits = &rules.membership;
        if big(self.now) >= big(self.admissions.since) + limits.admission_period_ms {
            self.admissions = Period { since: self.now, used: 0 };
        }
        if self.admissions.used >= limits.admissions_per_period {
            let until_ms = after(self.admissions.since, limits.admission_period_ms)?;
            return no(Error::AdmissionsFull { until_ms });
        }
        self.admissions.used = count(big(self.admissions.used) + 1)?;
        let probation_ends = after(self.now, limits.probation_ms)?;
        self.let_in(account, probation_ends)
    }

    fn let_in(&mut self, account: AccountId, probation_ends: u64) -> Res<()> {
        let version = self.open_application(account)?.charter_version;
        self.can_become_a_members(account)?;
        let member = self.enter(account, probation_ends, version)?;
        if let Some(application) = self.applications.get_mut(&account) {
            application.admitted = Some(member);
        }
        self.emit("MemberAdmitted");
        Ok(())
    }

    pub(crate) fn admit_batch(&mut self, caller: AccountId, accounts: &[AccountId]) -> Res<()> {
        self.officer(caller)?;
        let ended_ms = after(self.founded, self.bounds.founding_window_ms)?;
        need(self.now < ended_ms, Error::FoundingOver { ended_ms })?;
        texts::list(Collection::Batch, accounts.len(), 50)?;
        let entered = count(big(self.entered_in_batches) + accounts.len())?;
        let max = self.bounds.roster_max;
        need(entered <= max, Error::TooMany { what: Collection::FoundingRoster, count: entered, max })?;
        self.entered_in_batches = entered;
        for account in accounts {
            self.let_in(*account, self.now)?;
        }
        Ok(())
    }
}

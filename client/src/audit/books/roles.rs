//! Roles: each seat with its end.

use mutual_types::{MemberIndex, Role, Seat, TimestampMs};

use super::{Books, Record, Shown};

impl Books {
    pub(super) fn role_granted(&mut self, role: Role, member: MemberIndex, expires_ms: TimestampMs) {
        self.seats.retain(|seat| seat.role != role || seat.member != member);
        self.seats.push(Seat { role, member, expires_ms, terms: 1, last_case_ms: 0 });
        self.touch(Record::Roles);
        self.touch(Record::Member(member));
    }

    /// A term ends now, by revocation or by resigning.
    pub(super) fn role_ended(&mut self, role: Role, member: MemberIndex) {
        let now_ms = self.now.at_ms;
        let is_it = |seat: &&mut Seat| seat.role == role && seat.member == member && now_ms < seat.expires_ms;
        let ended = self.seats.iter_mut().find(is_it).map(|seat| seat.expires_ms = now_ms);
        // The seats that the society was founded with are not known where its founding cannot be read.
        if ended.is_none() && self.knows_founding() {
            self.fault(Record::Roles, "a term ends that did not run", Shown::none(), Shown::of(&role));
        }
        self.touch(Record::Roles);
        self.touch(Record::Member(member));
    }

    /// The seats whose term runs, in the order of roles and members.
    pub fn live_seats(&self, now_ms: TimestampMs) -> Vec<&Seat> {
        let mut live: Vec<&Seat> = self.seats.iter().filter(|seat| now_ms < seat.expires_ms).collect();
        live.sort_by_key(|seat| scale::Encode::encode(&(seat.role, seat.member)));
        live
    }
}

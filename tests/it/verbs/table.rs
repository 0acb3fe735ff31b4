//! What comes before each example, who signs it, and how it ends. What is not in the table is run by Mere, a treasurer,
//! in the society as it was founded, and ends well.

use std::time::Duration;

/// Something with an address that is another one each time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    /// Nothing of the kind.
    Nothing,
    /// A key.
    Key,
    /// A society.
    Society,
}

/// What the table says of a verb.
#[derive(Clone, Debug)]
pub struct Row {
    /// The verb's words after `mutual`.
    pub path: &'static str,
    /// The one example that it is about, if it is not about all.
    pub only: Option<usize>,
    /// Who signs: whose key is in the file `key`.
    pub by: &'static str,
    /// Whose key is in the file `new-key`.
    pub heir: &'static str,
    /// Whose account stands for the address of the example, if that does not do.
    pub named: Option<&'static str>,
    /// The past: see [`super::scene`].
    pub before: &'static str,
    /// How it ends.
    pub exit: u8,
    /// What runs until it is stopped is stopped after so long.
    pub stop_after: Option<Duration>,
    /// Whether what it says differs from one run to the next by more than can be redacted, or is somebody else's form.
    pub is_unstable: bool,
    /// What it makes whose address nobody could know, and which is left out.
    pub makes: Makes,
    /// Whether there is no snapshot of its document.
    pub is_text_only: bool,
}

impl Row {
    /// That Mere signs, nothing comes before, and it ends well.
    pub const fn new(path: &'static str) -> Self {
        Self {
            path,
            only: None,
            by: "Mere",
            heir: "Kaia",
            named: None,
            before: "",
            exit: 0,
            stop_after: None,
            is_unstable: false,
            makes: Makes::Nothing,
            is_text_only: false,
        }
    }

    const fn only(mut self, example: usize) -> Self {
        self.only = Some(example);
        self
    }

    const fn by(mut self, name: &'static str) -> Self {
        self.by = name;
        self
    }

    const fn named(mut self, name: &'static str) -> Self {
        self.named = Some(name);
        self
    }

    const fn after(mut self, past: &'static str) -> Self {
        self.before = past;
        self
    }

    const fn ends(mut self, exit: u8) -> Self {
        self.exit = exit;
        self
    }

    const fn makes(mut self, what: Makes) -> Self {
        self.makes = what;
        self
    }

    const fn stopped(mut self, after: Duration) -> Self {
        self.stop_after = Some(after);
        self.unstable()
    }

    const fn unstable(mut self) -> Self {
        self.is_unstable = true;
        self.is_text_only = true;
        self
    }
}

/// A proposal that is voted on.
const PROPOSED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    Losa: proposal vote 0 aye";
const PASSED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0";
const PAYMENT: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0";
const TO_KAIA: &str = "
    fund Kaia 20
    Rangi: proposal new spend //Kaia \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0";
const HELD: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Losa: payment hold 0 --reason \"is the bill ours?\"";
const APPROVED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Mere: payment approve 0
    Sione: payment approve 0";
const LAPSED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    wait 2h";
const CALL: &str = "
    another
    Rangi: proposal new call ANOTHER --input GIFT --value \"5 UNIT\" --title \"A gift\"
    agree 0
    Rangi: proposal execute 0
    Mere: payment approve 0
    Sione: payment approve 0";
const CONSENT: &str = "Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\" --consent";
const WITHOUT_QUORUM: &str = "
    Rangi: proposal new resolution --title \"Buy now\"
    Rangi: proposal new resolution --title \"Pay later\"
    wait 31s";
const OVER: &str = "
    Rangi: proposal new resolution --title \"Buy now, pay later\"
    Rangi: proposal withdraw 0";
const CREDIT: &str = "
    Rangi: proposal new resolution --title \"Buy now\"
    Rangi: proposal new resolution --title \"Pay later\"
    Rangi: proposal withdraw 1
    Rangi: proposal settle 1";
const FROM_FOOD: &str = "
    Mere: treasury deposit \"300 UNIT\" --pot 3
    Rangi: proposal new spend //Baker \"5 UNIT\" --pot 3 --title \"Bread\"";
const SHORT: &str = "
    Rangi: proposal new spend //Baker \"4400 UNIT\" --title \"Ovens\"
    agree 0";
const ACCUSED: &str = "Mere: proposal new suspend 3 --until 90d --title \"For the theft\"";
const ACCUSED_IN_NOTICE: &str = "
    Mere: proposal new suspend 3 --until 90d --title \"For the theft\"
    early 0";
const SUSPENDED: &str = "
    Mere: proposal new suspend 3 --until 1h --title \"For the theft\"
    agree 0
    Mere: proposal execute 0";
const SUSPENDED_ONCE: &str = "
    Mere: proposal new suspend 3 --until 1h --title \"For the theft\"
    agree 0
    Mere: proposal execute 0
    wait 2h";
const RECOVERING: &str = "Mere: proposal new recover-account 3 //Kaia --title \"Her key is lost\"";

const APPLIED: &str = "
    fund Kaia 20
    Kaia: member apply";
const APPLICANTS: &str = "
    fund Kaia 20
    fund Tui 20
    Kaia: member apply
    Tui: member apply";
const KEEPER: &str = "
    Rangi: proposal new role 3 keeper --pot 3
    agree 0
    Rangi: proposal execute 0";
const LEFT: &str = "
    Tavita: member shares buy 2
    Tavita: member leave
    wait 2m";
const OFFERED: &str = "
    fund Kaia 20
    Tavita: member rotate //Kaia";
const PROXY_OFFERED: &str = "Hemi: member proxy offer 3";
const PROXY: &str = "
    Hemi: member proxy offer 3
    Tavita: member proxy accept 5";
const ALLOWANCE: &str = "
    Rangi: proposal new allowance 0 --each \"5 UNIT\" --total \"10 UNIT\" --period 30d
    agree 0
    Rangi: proposal execute 0";
const EXPENSE: &str = "Rangi: expense claim \"12 UNIT\" --title \"Nails for the roof\" --receipt receipt.pdf";

/// Kaia's garden, whose first stage is accepted and whose second is open.
const GRANT: &str = "
    fund Kaia 20
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\" --stage \"20 UNIT; 2033-07-31; Plant them\"
    agree 0
    Rangi: proposal execute 0
    Kaia: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0";
const CLAIMED: &str = "
    fund Kaia 20
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\" --stage \"20 UNIT; 2033-07-31; Plant them\"
    agree 0
    Rangi: proposal execute 0
    Kaia: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0
    Kaia: grant claim 0 1 --metric 12 --uri https://example.org/report.pdf --file report.pdf";
const RETURNED: &str = "
    fund Kaia 20
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\" --stage \"20 UNIT; 2033-07-31; Plant them\"
    agree 0
    Rangi: proposal execute 0
    Kaia: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0
    Kaia: grant claim 0 1 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant return 0 1 --reason \"where are they?\"";
const OVERDUE: &str = "
    fund Kaia 20
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\" --stage \"20 UNIT; 2033-07-31; Plant them\"
    agree 0
    Rangi: proposal execute 0
    Kaia: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0
    wait 213d";
const STIPEND: &str = "
    Rangi: proposal new grant //Kaia --unit beds --stage \"20 UNIT x 6; 2033-01-31; Water them\"
    agree 0
    Rangi: proposal execute 0
    wait 31d";
const LENT: &str = "
    Rangi: proposal new grant //Dave --unit beds --repay-by 2033-03-31 --stage \"60 UNIT; 2033-01-31; Dig the beds\"
    agree 0
    Rangi: proposal execute 0
    Tavita: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0
    Mere: payment approve 0
    Sione: payment approve 0
    Mere: payment release 0";
const LENT_LONG_AGO: &str = "
    Rangi: proposal new grant //Dave --unit beds --repay-by 2033-03-31 --stage \"60 UNIT; 2033-01-31; Dig the beds\"
    agree 0
    Rangi: proposal execute 0
    Tavita: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Losa: grant accept 0 0
    Mere: payment approve 0
    Sione: payment approve 0
    Mere: payment release 0
    wait 95d";

const IN_NEED: &str = "wait 2m";
const ASKED: &str = "
    wait 2m
    Rangi: relief ask \"40 UNIT\" --evidence-hash 0x00000000000000000000000000000000000000000000000000000000000000aa";
const ATTESTED: &str = "
    wait 2m
    Rangi: relief ask \"40 UNIT\" --evidence-hash 0x00000000000000000000000000000000000000000000000000000000000000aa
    Salote: relief attest 0
    Wiremu: relief attest 0
    Mere: treasury deposit \"100 UNIT\" --pot 2";

const PETITION: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Salote: dispute open payment 0 --against";
const DISPUTED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Tavita: dispute open payment 0 --against";
const UNDECIDED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Tavita: dispute open payment 0 --against
    wait 6m";
const RULED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Tavita: dispute open payment 0 --against
    Ngaire: dispute rule 0 --for
    Fetu: dispute rule 0 --for
    Joan: dispute rule 0 --against";

const DISSOLVING: &str = "
    Tavita: member shares buy 2
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\"
    agree 1
    Rangi: proposal execute 1
    Mere: proposal new dissolve --title \"Our work is done\"
    agree 2
    Mere: proposal execute 2";
const CLAIMS_OVER: &str = "
    Tavita: member shares buy 2
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\"
    agree 1
    Rangi: proposal execute 1
    Mere: proposal new dissolve --title \"Our work is done\"
    agree 2
    Mere: proposal execute 2
    wait 1d";
const NOTHING_PROMISED: &str = "
    Mere: proposal new dissolve --title \"Our work is done\"
    agree 0
    Mere: proposal execute 0
    wait 1d";
const TO_DIVIDE: &str = "
    Mere: proposal new dissolve --title \"Our work is done\"
    agree 0
    Mere: proposal execute 0
    wait 1d
    Mere: proposal settle 0
    Mere: dissolution liquidate 1
    Mere: dissolution liquidate 2
    Mere: dissolution liquidate 3
    Mere: dissolution count";
const DIVIDED_LONG_AGO: &str = "
    Rangi: proposal new resolution --title \"Buy now\"
    Rangi: proposal new resolution --title \"Pay later\"
    Rangi: proposal withdraw 1
    Rangi: proposal settle 1
    Mere: proposal new dissolve --title \"Our work is done\"
    agree 2
    Mere: proposal execute 2
    wait 1d
    Mere: proposal settle 2
    Mere: dissolution liquidate 1
    Mere: dissolution liquidate 2
    Mere: dissolution liquidate 3
    Mere: dissolution count
    Mere: dissolution divide
    wait 366d";

const POSTED: &str = "
    hours
    Rangi: exchange offer repairs \"bicycles\" --hours 2h --place Creekside
    Salote: exchange request childcare \"a baby, on Fridays\" --hours 3h --until 20d";
const DEAL_PROPOSED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"";
const UNANSWERED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    wait 15d";
const DEAL_AGREED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    Mere: exchange accept 0";
const REPORTED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    Mere: exchange accept 0
    Rangi: exchange report 0 1h30";
const SETTLED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    Mere: exchange accept 0
    Rangi: exchange report 0 1h30
    Mere: exchange report 0 1h30";
const CONTESTED: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    Mere: exchange accept 0
    Rangi: exchange report 0 1h30
    Mere: exchange contest 0
    Salote: exchange propose 2h --to 11 --receive --category childcare
    Wiremu: exchange accept 1";
const RULED_HOURS: &str = "
    hours
    Rangi: exchange propose 1h30 --to 0 --give --category repairs --title \"Mere's bicycle\"
    Mere: exchange accept 0
    Rangi: exchange report 0 1h30
    Mere: exchange contest 0
    Mere: dispute open external EXCHANGE 0 9 0 --against
    Ngaire: dispute rule 0 --against
    Fetu: dispute rule 0 --against";
const GATHERING: &str = "
    savings agreed
    Mere: circle join";
const SAVING: &str = "
    savings agreed
    Mere: circle join
    Sione: circle join
    Aroha: circle join
    wait 7d
    Sione: circle pay";
const SWAP_OFFERED: &str = "
    savings agreed
    Mere: circle join
    Sione: circle join
    Aroha: circle join
    wait 7d
    Aroha: circle swap 0";
const ROUND_OVER: &str = "
    savings agreed
    Mere: circle join
    Sione: circle join
    Aroha: circle join
    wait 7d
    Sione: circle pay
    wait 30d";
const RECEIVED: &str = "
    savings agreed
    Mere: circle join
    Sione: circle join
    Aroha: circle join
    wait 7d
    Mere: circle pay
    Sione: circle pay
    Aroha: circle pay";
const UNCLAIMED: &str = "
    savings agreed
    Mere: circle join
    wait 373d";
const GIVEN: &str = "
    savings agreed
    fund circle 5";
const DRAWING: &str = "
    savings drawn
    Mere: circle join --secret 0x0707070707070707070707070707070707070707070707070707070707070707
    Sione: circle join
    Aroha: circle join
    wait 7d";

const COMMON_FUND: &str = "
    district joined
    fund federation 5
    Mere: federation sweep";
const STRAY: &str = "
    district joined
    fund federation 5";
const BACKING_OVER: &str = "
    district backed
    wait 301d";
const BACKING_CLOSED: &str = "
    district backing
    wait 301d
    Mere: federation close-backing 0";
const NOT_COLLECTED: &str = "
    district drawn
    wait 31d";
const PERIOD_OVER: &str = "
    district joined
    wait 91d";

/// A bit of everything: four proposals in four states, payments, a grant, relief, a dispute, a claim, a proxy, a credit.
pub const EVERYTHING: &str = "
    wait 2m
    Mere: treasury deposit \"300 UNIT\" --pot 3 --memo \"for the kai\"
    Mere: treasury deposit \"100 UNIT\" --pot 2
    fund Kaia 20
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Rangi: proposal new grant //Kaia --unit beds --stage \"50 UNIT; 2033-06-30; Dig the beds\" --stage \"20 UNIT; 2033-07-31; Plant them\"
    agree 1
    Rangi: proposal execute 1
    Kaia: grant claim 0 0 --metric 12 --uri https://example.org/report.pdf --file report.pdf
    Salote: relief ask \"40 UNIT\" --evidence-hash 0x00000000000000000000000000000000000000000000000000000000000000aa
    Wiremu: relief attest 0
    Rangi: expense claim \"12 UNIT\" --title \"Nails for the roof\" --receipt receipt.pdf
    Tavita: dispute open payment 0 --against
    Ngaire: dispute rule 0 --for
    Hemi: member proxy offer 3
    Tavita: member proxy accept 5
    Tavita: member shares buy 2
    Rangi: proposal new resolution --title \"Buy now\"
    Rangi: proposal new resolution --title \"Pay later\"
    Rangi: proposal withdraw 3
    Rangi: proposal settle 3
    Joan: proposal new spend //Painter \"8 UNIT\" --title \"Paint the hall\" --consent
    Wiremu: proposal new spend //Ferdie \"30 UNIT\" --title \"Tools for Hemi\"
    Losa: proposal vote 5 aye --reason \"we need them\"
    Fetu: proposal vote 5 nay";

/// An account of this machine.
const KEPT: &str = "Nobody: account import mere --suri-file key";
const KEPT_AND_DEFAULT: &str = "
    Nobody: account import mere --suri-file key
    Nobody: account default mere";
/// A key file of an account.
const EXPORTED: &str = "
    Nobody: account import other --suri-file key
    Nobody: account export other --to mere.json
    Nobody: account remove other";
const NAMED_SIONE: &str = "Nobody: name add sione 5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const NAMED_GARDEN: &str = "Nobody: name add garden ADDRESS";
const COOP: &str = "Nobody: network add coop wss://node.example.org";
const SAID: &str = "Nobody: config set output json";
/// Something has happened, and is kept in a file.
const INDEXED: &str = "
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"
    agree 0
    Rangi: proposal execute 0
    Nobody: index --db books.sqlite
    Nobody: export books --db books.sqlite";

const A_MOMENT: Duration = Duration::from_secs(3);

/// The table.
pub const TABLE: &[Row] = &[
    Row::new("society show").after(EVERYTHING),
    Row::new("society found").makes(Makes::Society),
    Row::new("society migrate").ends(6),
    Row::new("member apply").by("Kaia").after("fund Kaia 20"),
    Row::new("member invite").only(2).after(ALLOWANCE),
    Row::new("member sponsor").named("Kaia").after(APPLIED),
    Row::new("member admit-batch").named("Kaia").after(APPLICANTS),
    Row::new("member list").after(EVERYTHING),
    Row::new("member roles").after(KEEPER),
    Row::new("member show").after(EVERYTHING),
    Row::new("member dues lapse").after("wait 196d"),
    Row::new("member dues return").after(SUSPENDED_ONCE),
    Row::new("member settle-exit").after(LEFT),
    Row::new("member rotate").by("Rangi").named("Kaia").after("fund Kaia 20"),
    Row::new("member accept").by("Tavita").after(OFFERED),
    Row::new("member resign").by("Tavita").after(KEEPER),
    Row::new("member proxy offer").by("Hemi"),
    Row::new("member proxy accept").by("Tavita").after(PROXY_OFFERED),
    Row::new("member proxy end").by("Hemi").after(PROXY),
    Row::new("member proxy end").only(1).by("Tavita").after(PROXY),
    Row::new("proposal new admit").named("Kaia").after(APPLIED),
    Row::new("proposal new reinstate").after(SUSPENDED),
    Row::new("proposal new recover-account").named("Kaia").after("fund Kaia 20"),
    Row::new("proposal new release-payment").after(PAYMENT),
    Row::new("proposal new cancel-payment").after(PAYMENT),
    Row::new("proposal new forgive-debt").after(LENT_LONG_AGO),
    Row::new("proposal new stop-grant").after(GRANT),
    Row::new("proposal new beneficiary").named("Kaia"),
    Row::new("proposal new open-pot").only(1).ends(6),
    Row::new("proposal new call").named("another").after("another"),
    Row::new("proposal new upgrade").after("upload"),
    Row::new("proposal list").after(EVERYTHING),
    Row::new("proposal show").after(PROPOSED),
    Row::new("proposal vote").after(PROPOSED),
    Row::new("proposal vote").only(1).by("Tavita").after(
        "
    Hemi: member proxy offer 3
    Tavita: member proxy accept 5
    Rangi: proposal new spend //Baker \"5 UNIT\" --title \"Bread\"",
    ),
    Row::new("proposal object").after(CONSENT),
    Row::new("proposal withdraw").by("Rangi").after(PROPOSED),
    Row::new("proposal state-case").by("Tavita").after(ACCUSED),
    Row::new("proposal certify").by("Losa").after(FROM_FOOD),
    Row::new("proposal judge-spam").by("Losa").after(WITHOUT_QUORUM),
    Row::new("proposal extend").after(SHORT),
    Row::new("proposal execute").after(PASSED),
    Row::new("proposal settle").after(OVER),
    Row::new("proposal stop-recovery").by("Tavita").after(RECOVERING),
    Row::new("payment list").after(EVERYTHING),
    Row::new("payment show").after(EVERYTHING),
    Row::new("payment approve").after(PAYMENT),
    Row::new("payment release").after(APPROVED),
    Row::new("payment renew").after(LAPSED),
    Row::new("payment hold").by("Losa").after(PAYMENT),
    Row::new("payment lift").by("Losa").after(HELD),
    Row::new("payment waive").by("Kaia").after(TO_KAIA),
    Row::new("payment cancel").after(CLAIMS_OVER),
    Row::new("payment call").after(CALL),
    Row::new("expense claim").by("Rangi"),
    Row::new("expense list").after(EVERYTHING),
    Row::new("expense show").after(EXPENSE),
    Row::new("grant list").after(EVERYTHING),
    Row::new("grant show").after(CLAIMED),
    Row::new("grant claim").by("Kaia").after(GRANT),
    Row::new("grant accept").by("Losa").after(CLAIMED),
    Row::new("grant return").by("Losa").after(CLAIMED),
    Row::new("grant lapse").after(OVERDUE),
    Row::new("grant stipend").after(STIPEND),
    Row::new("grant repay").by("Tavita").after(LENT),
    Row::new("grant cancel").after(CLAIMS_OVER),
    Row::new("relief list").after(EVERYTHING),
    Row::new("relief show").after(ASKED),
    Row::new("relief ask").by("Rangi").after(IN_NEED),
    Row::new("relief attest").by("Salote").after(ASKED),
    Row::new("relief promise").after(ATTESTED),
    Row::new("relief withdraw").by("Rangi").after(ASKED),
    Row::new("dispute list").after(EVERYTHING),
    Row::new("dispute show").after(DISPUTED),
    Row::new("dispute open payment").by("Tavita").after(PAYMENT),
    Row::new("dispute open stage").by("Kaia").after(RETURNED),
    Row::new("dispute open expulsion").by("Tavita").after(ACCUSED_IN_NOTICE),
    Row::new("dispute open external").by("Tavita").named("another").after("another"),
    Row::new("dispute join").by("Wiremu").after(PETITION),
    Row::new("dispute rule").by("Ngaire").after(DISPUTED),
    Row::new("dispute refer").by("Losa").after(UNDECIDED),
    Row::new("dispute settle").after(RULED),
    Row::new("dissolution show").after(DISSOLVING),
    Row::new("dissolution open").after("wait 731d"),
    Row::new("dissolution count").after(NOTHING_PROMISED),
    Row::new("dissolution liquidate").after(NOTHING_PROMISED),
    Row::new("dissolution divide").after(TO_DIVIDE),
    Row::new("dissolution claim").after(DISSOLVING),
    Row::new("dissolution forfeit").named("Rangi").after(DIVIDED_LONG_AGO),
    Row::new("dissolution cancel-grant").after(CLAIMS_OVER),
    Row::new("treasury show").after(EVERYTHING),
    Row::new("treasury pots").after(ALLOWANCE),
    Row::new("treasury credits").after(EVERYTHING),
    Row::new("treasury sweep").after("fund society 5"),
    Row::new("treasury withdraw").by("Rangi").after(CREDIT),
    Row::new("treasury petty").after(ALLOWANCE),
    Row::new("exchange found").makes(Makes::Society),
    Row::new("circle make").makes(Makes::Society),
    Row::new("exchange show").after(SETTLED),
    Row::new("exchange search").after(POSTED),
    Row::new("exchange offers").after(POSTED),
    Row::new("exchange offer").after("hours"),
    Row::new("exchange request").after("hours"),
    Row::new("exchange close").by("Rangi").after(POSTED),
    Row::new("exchange deals").after(CONTESTED),
    Row::new("exchange deal").after(CONTESTED),
    Row::new("exchange propose").after(POSTED),
    Row::new("exchange accept").after(DEAL_PROPOSED),
    Row::new("exchange cancel").after(DEAL_AGREED),
    Row::new("exchange report").after(REPORTED),
    Row::new("exchange contest").after(REPORTED),
    Row::new("exchange rule").after(RULED_HOURS),
    Row::new("exchange clear").after(UNANSWERED),
    Row::new("exchange account").after(SETTLED),
    Row::new("exchange accounts").after(SETTLED),
    Row::new("exchange donate").by("Rangi").after(SETTLED),
    Row::new("exchange forgive").after(SETTLED),
    Row::new("exchange rules").after("hours"),
    Row::new("circle show").after(SAVING),
    Row::new("circle join").after("savings agreed"),
    Row::new("circle leave").after(GATHERING),
    Row::new("circle reveal").after(DRAWING),
    Row::new("circle pay").after(SAVING),
    Row::new("circle swap").after(SAVING),
    Row::new("circle accept").after(SWAP_OFFERED),
    Row::new("circle settle").after(ROUND_OVER),
    Row::new("circle withdraw").after(RECEIVED),
    Row::new("circle forfeit").after(UNCLAIMED),
    Row::new("circle sweep").after(GIVEN),
    Row::new("federation found").makes(Makes::Society).named("another").after("another"),
    Row::new("federation show").after("district backed"),
    Row::new("federation societies").after("district backed"),
    Row::new("federation society").after("district owed"),
    Row::new("federation join").after("district invited"),
    Row::new("federation apply").after("district beside"),
    Row::new("federation leave").after("district joined"),
    Row::new("federation move resolution").after("district joined"),
    Row::new("federation move expel").after("district joined"),
    Row::new("federation move accept-code").after("district joined"),
    Row::new("federation move rules").after("district joined"),
    Row::new("federation move charter").after("district joined"),
    Row::new("federation move unit").after("district joined"),
    Row::new("federation move give").after(COMMON_FUND),
    Row::new("federation motions").after("district moved"),
    Row::new("federation motion").after("district moved"),
    Row::new("federation vote").after("district moved"),
    Row::new("federation back").after("district joined"),
    Row::new("federation backings").after("district owed"),
    Row::new("federation backing").after("district owed"),
    Row::new("federation close-backing").after(BACKING_OVER),
    Row::new("federation draw").after("district backed"),
    Row::new("federation draws").after("district drawn"),
    Row::new("federation drawn").after("district owed"),
    Row::new("federation collect").after("district drawn"),
    Row::new("federation lapse").after(NOT_COLLECTED),
    Row::new("federation repay").after("district owed"),
    Row::new("federation forgive").after("district lent"),
    Row::new("federation pay-credit").after(BACKING_CLOSED),
    Row::new("federation sweep").after(STRAY),
    Row::new("federation refresh").after("district joined"),
    Row::new("federation report").after(PERIOD_OVER),
    Row::new("federation summaries").after("district reported"),
    Row::new("federation total").after("district reported"),
    // No transaction has the hash of the examples; with the second form all is known that proves it.
    Row::new("transaction show").only(0).ends(3),
    Row::new("transaction show").only(1).ends(7),
    Row::new("account new").makes(Makes::Key),
    Row::new("account import").only(0).after(EXPORTED),
    // The words are asked for, and nobody is there to ask.
    Row::new("account import").only(1).ends(9),
    Row::new("account export").after(KEPT),
    Row::new("account list").after(KEPT_AND_DEFAULT),
    Row::new("account default").after(KEPT),
    Row::new("account remove").after(KEPT),
    Row::new("network show").after(COOP),
    Row::new("network list").after(COOP),
    Row::new("network remove").after(COOP),
    Row::new("name add").only(1).after(NAMED_SIONE),
    Row::new("name list").after(NAMED_SIONE),
    Row::new("name show").after(NAMED_SIONE),
    Row::new("name remove").after(NAMED_SIONE),
    Row::new("config set").only(1).after(NAMED_GARDEN),
    Row::new("config unset").after(SAID),
    Row::new("events").after(PAYMENT),
    Row::new("events").only(2).after(PAYMENT).stopped(A_MOMENT),
    Row::new("audit").after(INDEXED),
    Row::new("export").after(PAYMENT),
    Row::new("export").only(1).after(INDEXED),
    Row::new("index").after(PAYMENT),
    Row::new("index").only(1).after(PAYMENT).stopped(A_MOMENT),
    // There is no server, or none with these books.
    Row::new("index").only(2).ends(1).unstable(),
    Row::new("completions").unstable(),
    Row::new("man").unstable(),
    Row::new("dashboard").only(0).stopped(A_MOMENT),
    Row::new("dashboard").only(1).stopped(A_MOMENT),
    Row::new("dashboard").only(3).after("district reported").stopped(A_MOMENT),
    Row::new("demo payment").unstable(),
    Row::new("demo exchange").unstable(),
    Row::new("demo circle").unstable(),
    Row::new("demo federation").unstable(),
    Row::new("devnet").stopped(A_MOMENT),
];

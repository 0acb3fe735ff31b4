"""Runs the native tests against each mutant; called by scripts/mutants.sh, which tells what it is about.

usage: mutants.py ROOT WORK CARGO_MUTANTS WEAVE [FILE...]
"""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

# The society's, and the contracts beyond it, each with the part of the types that is its own.
CONTRACTS = ("society", "circle", "exchange", "federation")
CRATES = ("mutual-types", *(f"mutual-{contract}" for contract in CONTRACTS))
# Slow ones come after the society's rules, which find most.
SLOW = ("threshold", "relief", "stops", "vote_tables", "read", "golden")
TESTS_S, PLAYS_S = 120, 1_200
# The names of the long tests of each contract, which come last.
PLAYS = {
    "society": ("machine",),
    "exchange": ("machine",),
    "circle": ("plays", "patterns"),
    "federation": ("machine",),
}
# A mutant that never ends may take all memory before its time is over.
MEMORY_KIB = 4 << 20

# Answers which mutant is wanted.
QUESTION = """
#[allow(missing_docs)]
pub mod mutant {
    extern crate std;
    pub fn wanted() -> u32 {
        static WANTED: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *WANTED.get_or_init(|| std::env::var("MUTANT").ok().and_then(|n| n.parse().ok()).unwrap_or(0))
    }
    pub fn is(number: u32) -> bool {
        wanted() == number
    }
}
"""


def say(text):
    print(f"mutants: {text}", file=sys.stderr, flush=True)


def die(text):
    say(text)
    sys.exit(3)


def edit(path, *changes):
    text = path.read_text()
    for pattern, replacement in changes:
        text, count = re.subn(pattern, replacement, text, flags=re.M | re.S)
        if not count:
            die(f"{path}: nothing is like {pattern}")
    path.write_text(text)


def copy_sources(root, tree):
    """The crates that the native tests need, as a workspace of their own. cargo-mutants knows what `Result<T>` may be,
    and nothing of `Checked<T>`: so that is spelled `Result<T>` here."""
    shutil.rmtree(tree, ignore_errors=True)
    contracts = tuple(f"contracts/{contract}" for contract in CONTRACTS)
    for part in ("contracts/types", *contracts, "tests/model", ".cargo"):
        shutil.copytree(root / part, tree / part)
    for part in ("Cargo.toml", "Cargo.lock"):
        shutil.copy(root / part, tree / part)
    members = "members = " + json.dumps(["contracts/types", *contracts, "tests/model", "tests/model/circle"])
    edit(
        tree / "Cargo.toml",
        (r"^members = \[.*?\]", members),
        (r"^default-members.*?$", ""),
        (r"^\[patch.*", ""),
        (r"^\[workspace\.lints[^\[]*", ""),
    )
    for manifest in ("contracts/types", "tests/model", "tests/model/circle"):
        edit(tree / manifest / "Cargo.toml", (r"^\[lints\]\nworkspace = true$", ""))
    # It stands in the macro that makes the refusals of each contract.
    alias = re.compile(r"^ *pub type Checked<T> = Result<T, (.*)>;$", re.M)
    aliases = 0
    for source in (tree / "contracts").rglob("*.rs"):
        text, count = alias.subn(r"pub type Checked<T, E = \1> = core::result::Result<T, E>;", source.read_text())
        aliases += count
        source.write_text(re.sub(r"\bChecked\b", "Result", text))
    if aliases != 1:
        die(f"'Checked' is defined {aliases} times")


def list_mutants(cargo_mutants, tree, files):
    command = [cargo_mutants, "mutants", "--list", "--json", *(arg for file in files for arg in ("--file", file))]
    listed = subprocess.run(command, cwd=tree, check=True, capture_output=True, text=True).stdout
    return json.loads(listed)


def build(work, tree, weave, mutants):
    """Weaves all mutants in that compile. The test programs, the numbers of what was put in, and of what was not."""
    woven = work / "woven"
    listed, skipped = work / "list.json", work / "skipped.txt"
    listed.write_text(json.dumps(mutants))
    wrong = set()
    while True:
        shutil.rmtree(woven, ignore_errors=True)
        shutil.copytree(tree, woven)
        skipped.write_text(" ".join(map(str, sorted(wrong))))
        command = [weave, listed, skipped, woven]
        placed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        with open(woven / "contracts/types/src/lib.rs", "a") as lib:
            lib.write(QUESTION)
        command = ["nice", "-n", "19", "cargo", "test", "--offline", "--no-run", "--message-format=json", "--lib", "--tests"]
        command += [arg for crate in CRATES for arg in ("-p", crate)]
        built = subprocess.run(command, cwd=woven, capture_output=True, text=True)
        messages = [json.loads(line) for line in built.stdout.splitlines() if line.startswith("{")]
        if built.returncode == 0:
            return programs(messages), set(map(int, placed)), wrong
        found = set().union(*(blamed(woven, message["message"]) for message in messages if message.get("message")))
        if not found - wrong:
            die(f"does not build, and no mutant is to blame:\n{built.stderr}")
        wrong |= found
        say(f"{len(wrong)} do not compile")


def programs(messages):
    """Each test program by its crate and name."""
    return {
        (crate, message["target"]["name"]): message["executable"]
        for message in messages
        if message.get("executable")
        for crate in CRATES
        if f"contracts/{crate.removeprefix('mutual-')}#" in message["package_id"]
    }


def blamed(woven, message):
    """The mutants whose text is where the compiler finds an error, or closely before."""
    if message["level"] != "error":
        return set()
    number = re.compile(r"is\((\d+)u32\)|(\d+)u32 =>")
    found = set()
    for span in (span for span in message["spans"] if span["is_primary"]):
        path = woven / span["file_name"]
        lines = path.read_text().splitlines() if path.exists() else []
        at = span["line_start"] - 1
        # A match that lacks an arm, because the one that may be taken out of it has a guard now: stands further down.
        below = message["code"] and message["code"]["code"] == "E0004"
        places = range(at, min(at + 130, len(lines))) if below else range(at, max(at - 12, -1), -1)
        for place in places:
            hits = re.findall(r"\S if !\S*is\((\d+)u32\)" if below else number, lines[place])
            if hits:
                found |= {int(hit if below else hit[0] or hit[1]) for hit in (hits if below else hits[-1:])}
                if not below:
                    break
    return found


def fails(program, args, crate, woven, number, seconds):
    """Whether these tests fail with the mutant: `caught`, `timeout` or nothing."""
    settings = {"MUTANT": str(number), "INSTA_UPDATE": "no", "RUST_BACKTRACE": "0", "PROPTEST_MAX_SHRINK_ITERS": "0"}
    settings |= {"PROPTEST_FAILURE_PERSISTENCE": "off", "MUTUAL_PLAYS": os.environ.get("MUTUAL_PLAYS", "5")}
    command = ["bash", "-c", f'ulimit -v {MEMORY_KIB}; exec nice -n 19 "$@"', "mutant", program, *args]
    folder = woven / "contracts" / crate.removeprefix("mutual-")
    try:
        ran = subprocess.run(command, cwd=folder, env=os.environ | settings, capture_output=True, timeout=seconds)
    except subprocess.TimeoutExpired:
        return "timeout"
    return "caught" if ran.returncode else None


def contract_of(file):
    """The contract whose tests a mutant must pass: the society's for the types that all share."""
    parts = pathlib.Path(file).parts
    return next((contract for contract in CONTRACTS if contract in parts), "society")


def outcome(tests, woven, number, file):
    """What becomes of a mutant: first the tests of its crate and of its contract's rules, then the plays."""
    contract = contract_of(file)
    program = (f"mutual-{contract}", tests[f"mutual-{contract}", f"mutual_{contract}"])
    skipped = [arg for name in PLAYS[contract] for arg in ("--skip", name)]
    rules, plays = (program, skipped, TESTS_S), (program, list(PLAYS[contract]), PLAYS_S)
    steps = [rules, plays]
    if file.startswith("contracts/types/"):
        own = pathlib.Path(file).stem
        types = sorted((name != own, name in SLOW, name) for crate, name in tests if crate == "mutual-types")
        step = lambda name: (("mutual-types", tests["mutual-types", name]), [], TESTS_S)
        quick = [step(name) for _, slow, name in types if not slow or name == own]
        slow = [step(name) for _, slow, name in types if slow and name != own]
        steps = [*quick, rules, *slow, plays]
    for (crate, program), args, seconds in steps:
        if failure := fails(program, args, crate, woven, number, seconds):
            return failure
    return "survived"


def by_itself(cargo_mutants, tree, work, mutant):
    """What cargo-mutants finds of a mutant that cannot stand beside others in one build: the answer of a function that
    returns an `impl Trait`."""
    out = work / "alone"
    shutil.rmtree(out, ignore_errors=True)
    own = f"mutual-{contract_of(mutant['file'])}"
    crates = f"mutual-types,{own}" if "contracts/types/" in mutant["file"] else own
    command = ["nice", "-n", "19", cargo_mutants, "mutants", "--in-place", "--baseline", "skip", "--timeout", str(TESTS_S)]
    command += ["--file", mutant["file"], "--re", "^" + re.escape(mutant["name"]) + "$", "--output", out]
    command += ["--test-package", crates, "--", "--offline", "--lib", "--tests", "--"]
    command += [arg for name in PLAYS[contract_of(mutant["file"])] for arg in ("--skip", name)]
    subprocess.run(command, cwd=tree, capture_output=True)
    for name, what in (("caught", "caught"), ("timeout", "timeout"), ("unviable", "not built"), ("missed", "survived")):
        if (out / "mutants.out" / f"{name}.txt").read_text().strip():
            return what
    return die(f"cargo-mutants did nothing about {mutant['name']}")


def reasons(page):
    """(file, mutant, text of its line and the next) of all that docs/mutants.md explains."""
    entry = re.compile(r"- `(.+?)` at `(.+?)`: .+")
    found, file = [], ""
    # A reason may go on in lines that are indented.
    for line in re.sub(r"\n +", " ", page.read_text()).splitlines():
        if line.startswith("## "):
            file = line[3:].strip()
        elif hit := entry.match(line):
            found.append((file, hit[1], hit[2]))
    return found


def report(root, tree, mutants, results):
    known = reasons(root / "docs/mutants.md")
    kinds = ("caught", "timeout", "not built", "explained", "survived")
    counts = {}
    unexplained = []
    for mutant in mutants:
        file, what = mutant["file"], results[mutant["name"]]
        at = mutant["span"]["start"]["line"] - 1
        # With the line that follows, since the same condition may stand twice in a function.
        line = " ".join(" ".join((tree / file).read_text().splitlines()[at : at + 2]).split())
        change = mutant["name"].split(": ", 1)[1]
        if what == "survived":
            if any(f == file and c == change and text in line for f, c, text in known):
                what = "explained"
            else:
                unexplained.append(f"{mutant['name']}\n    {line}")
        counts.setdefault(file, dict.fromkeys(kinds, 0))[what] += 1
    print(f"{'':42}" + "".join(f"{kind:>11}" for kind in kinds))
    for file, count in sorted(counts.items()):
        print(f"{file:42}" + "".join(f"{count[kind]:11}" for kind in kinds))
    sums = {kind: sum(count[kind] for count in counts.values()) for kind in kinds}
    print(f"{str(len(mutants)) + ' mutants':42}" + "".join(f"{sums[kind]:11}" for kind in kinds))
    for text in unexplained:
        print(f"survivor: {text}")
    print("no survivors without a reason" if not unexplained else "each needs a test, or a reason in docs/mutants.md")
    return 1 if unexplained else 0


def main(root, work, cargo_mutants, weave, files):
    tree, woven = work / "tree", work / "woven"
    copy_sources(root, tree)
    sources = hashlib.sha256()
    for path in sorted(path for path in tree.rglob("*") if path.is_file()):
        sources.update(str(path.relative_to(tree)).encode() + b"\0" + path.read_bytes())
    mutants = list_mutants(cargo_mutants, tree, files)
    # What was found of the same sources is not looked for again.
    kept = work / f"results-{sources.hexdigest()[:16]}.jsonl"
    results = dict(json.loads(line) for line in kept.read_text().splitlines()) if kept.exists() else {}
    missing = [mutant for mutant in mutants if mutant["name"] not in results]
    if missing:
        say(f"{len(missing)} of {len(mutants)} mutants in {len({mutant['file'] for mutant in missing})} files; building")
        tests, placed, _ = build(work, tree, weave, missing)
        for contract in CONTRACTS:
            if outcome(tests, woven, 0, f"contracts/types/src/{contract}/") != "survived":
                die(f"the tests of the {contract} fail without a mutant")

        def run(numbered):
            number, mutant = numbered
            if number in placed:
                return mutant, outcome(tests, woven, number, mutant["file"])
            if mutant["genre"] != "FnValue" or "impl " in mutant["function"]["return_type"]:
                return mutant, None
            return mutant, "not built"

        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool, open(kept, "a") as file:
            for done, (mutant, what) in enumerate(pool.map(run, enumerate(missing, 1)), 1):
                what = what or by_itself(cargo_mutants, tree, work, mutant)
                results[mutant["name"]] = what
                file.write(json.dumps([mutant["name"], what]) + "\n")
                file.flush()
                if done % 100 == 0:
                    say(f"{done} done")
    return report(root, tree, mutants, results)


if __name__ == "__main__":
    paths = [pathlib.Path(arg) for arg in sys.argv[1:5]]
    sys.exit(main(*paths, sys.argv[5:]))

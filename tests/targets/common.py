"""What the checks on real engines share: an engine on loopback, and the program with a folder of its own."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]
# Every province of the region, so that no ad is out of reach; the days are the patrons' of the chief towns.
PATRONS = {
    "bologna": ("BO", "10-04"), "modena": ("MO", "01-31"), "reggio-emilia": ("RE", "11-24"), "parma": ("PR", "01-13"),
    "piacenza": ("PC", "07-04"), "ferrara": ("FE", "04-23"), "ravenna": ("RA", "07-23"),
    "forli-cesena": ("FC", "02-04"), "rimini": ("RN", "10-14"),
}



def absent(message):
    print(f"{Path(sys.argv[0]).name}: {message}", file=sys.stderr)
    sys.exit(2)


def free_port():
    with socket.socket() as asking:
        asking.bind(("127.0.0.1", 0))
        return asking.getsockname()[1]


class Engine:
    """The site, for as long as the block lasts. Ended by its own process, whatever happens."""

    def __init__(self, folder, command, **settings):
        """`command`, of a port, answers there; `settings` go to its environment."""
        self.port = free_port()
        self.folder = folder
        self.log = open(folder.parent / "site.log", "w")
        given = {"env": {**os.environ, **settings}, "stdin": subprocess.DEVNULL}
        self.process = subprocess.Popen(command(self.port), stdout=self.log, stderr=self.log, **given)

    def __enter__(self):
        # The first run sets up the engine: an installation and the seeding.
        until = time.monotonic() + 600
        while time.monotonic() < until:
            if self.process.poll() is not None:
                break
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5).read()
                return self
            except OSError:
                time.sleep(0.2)
        self.__exit__()
        absent("the ad engine did not start:\n" + Path(self.log.name).read_text()[-2000:])

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()


class Program:
    """`invisibile` with a data folder, a configuration and a list of sources of its own."""

    def __init__(self, binary, folder, sources, at=None):
        """`at`: the time of a rehearsal, `2026-11-02T11:00`; without it, the store is a real one."""
        self.binary = binary
        self.at = at
        self.config = folder / "invisibile.toml"
        self.sources = folder / "sources.toml"
        self.data = folder / "data"
        self.sources.write_text(sources, encoding="utf-8")
        territories = "".join(
            f'[[territory]]\nname = "{name}"\nprovinces = ["{sigla}"]\nquota = 40\nmode = "all"\n'
            f'languages = ["it"]\npatron = "{patron}"\n\n'
            for name, (sigla, patron) in PATRONS.items()
        )
        self.config.write_text(
            '[store]\nurl = "sqlite:invisibile.db"\nkey_file = "keys.toml"\n\n'
            '[fetch]\ncontact = "mailto:ufficio@example.invalid"\nallow_private = ["127.0.0.1"]\n\n' + territories,
            encoding="utf-8",
        )

    def run(self, *words, standard_input=None):
        place = ["--data", str(self.data), "--config", str(self.config), "--sources", str(self.sources)]
        if self.at:
            place += ["--at", self.at, *(["--rehearsal"] if words[0] == "init" else [])]
        command = [str(self.binary), words[0], *place, *words[1:]]
        done = subprocess.run(command, input=standard_input, capture_output=True, text=True)
        if done.returncode != 0:
            print(f"`invisibile {' '.join(words)}` ended with {done.returncode}:\n{done.stderr or done.stdout}", file=sys.stderr)
            sys.exit(2 if "unrecognized subcommand" in done.stderr or "Usage:" in done.stderr else 1)
        return done.stdout

    def json_lines(self, *words, **rest):
        return [json.loads(line) for line in self.run(*words, **rest).splitlines() if line.strip()]

    def live(self):
        """How many contact points live, all states and territories together."""
        return live_contact_points(json.loads(self.run("status", "--json")))


def live_contact_points(status):
    """Of `status --json`: {"contact_points": {"live": N, …}} or counts by state and territory, to be added up."""
    counts = status["contact_points"]
    if isinstance(counts, dict) and isinstance(counts.get("live"), int):
        return counts["live"]
    if isinstance(counts, dict):
        counts = counts.get("by_state", counts)
        return sum(value for state, value in counts.items() if isinstance(value, int) and not state.startswith("closed"))
    return sum(row["count"] for row in counts if not row["state"].startswith("closed"))


def is_exact(program, folder, numbers):
    """Whether the store holds these numbers and no other, asked of it as anybody may: by importing a paper of them."""
    live = program.live()
    paper = folder / "paper.csv"
    paper.write_text("number\n" + "".join(f"{number}\n" for number in numbers), encoding="utf-8")
    known = json.loads(program.run("import", str(paper), "--source", "paper", "--lawful-origin", "a check of the crawl", "--json"))
    checks = [
        ("live contact points after the crawl", live, len(numbers)),
        ("true numbers imported", known["rows"], len(numbers)),
        ("of them known already", known["seen_again"], len(numbers)),
        ("of them new", known["new"], 0),
        ("of them refused", known["refused"], 0),
        ("live contact points after the import", program.live(), len(numbers)),
    ]
    for what, have, want in checks:
        print(f"{'right' if have == want else 'WRONG'}  {what}: {have}" + ("" if have == want else f", not {want}"))
    exact = all(have == want for _, have, want in checks)
    print("exactly the true set" if exact else "not the true set")
    return exact


def build():
    # Output to the terminal: a cold release build takes minutes, and silence looks like a hang.
    if subprocess.run(["cargo", "build", "--release", "--locked", "--bin", "invisibile"], cwd=REPO).returncode != 0:
        sys.exit(1)
    return Path(os.environ.get("CARGO_TARGET_DIR") or REPO / "target") / "release/invisibile"

"""Serves an invented store and has schemathesis ask the desk for programs, role by role. See tests/api/run."""

import argparse
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "targets"))
import common  # noqa: E402

# A working day, in the hours of calling.
AT = "2026-11-02T11:00"
# Who asks, and how many times each path is tried. Most acts are an operator's.
ROLES = [("anna", "operator", 30), ("carla", "coordinator", 8), ("leda", "dpo", 8), ("mirna", "sources", 8), ("ida", "researcher", 12)]
# What holds whatever is asked. That a well-formed request is granted depends on the row's state, which no schema tells.
CHECKS = [
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
]
# No longer than this for one role.
SECONDS = 80


def store(program, folder):
    """A territory with numbers, and somebody of each role: their tokens."""
    program.run("init")
    numbers = "".join(f"300{which * 7654321 % 10_000_000:07},Modena\n" for which in range(1, 61))
    paper = folder / "paper.csv"
    paper.write_text("number,municipality\n" + numbers, encoding="utf-8")
    program.run("import", str(paper), "--source", "paper", "--lawful-origin", "invented")
    tokens = {}
    for name, role, _ in ROLES:
        program.run("operator", "add", name, "--role", role, "--territory", "modena", "--language", "it")
        tokens[name] = program.run("operator", "token", name, "--days", "1").strip().splitlines()[-1]
    return tokens


def ask(url, token, examples, seed):
    """Whether everything is as declared."""
    command = [
        str(Path(sys.executable).with_name("schemathesis")), "run", f"{url}/openapi.json", "--url", url,
        "--header", f"Authorization: Bearer {token}", "--checks", ",".join(CHECKS),
        "--max-examples", str(examples), "--seed", str(seed), "--no-shrink", "--continue-on-failure",
        "--warnings", "off", "--generation-database", "none", "--request-timeout", "10",
    ]
    try:
        return subprocess.run(command, timeout=SECONDS, env={**os.environ, "NO_COLOR": "1"}).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"schemathesis was not done within {SECONDS} seconds", file=sys.stderr)
        return False


def main():
    asked = argparse.ArgumentParser()
    target = Path(os.environ.get("CARGO_TARGET_DIR") or common.REPO / "target")
    asked.add_argument("--binary", type=Path, default=target / "debug/invisibile")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    if not given.binary.exists():
        common.absent(f"there is no program at {given.binary}: run `cargo build` first, or name it with --binary")
    with tempfile.TemporaryDirectory() as outer:
        folder = Path(outer)
        program = common.Program(given.binary.resolve(), folder, "", at=AT)
        tokens = store(program, folder)
        port = common.free_port()
        place = ["--data", str(program.data), "--config", str(program.config), "--at", AT]
        command = [str(program.binary), "serve", *place, "--listen", f"127.0.0.1:{port}"]
        log = open(folder / "serve.log", "w")
        served = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, text=True)
        try:
            # Its first line says that it listens.
            served.stdout.readline()
            url = f"http://127.0.0.1:{port}/api/v1"
            urllib.request.urlopen(f"{url}/openapi.json", timeout=10).read()
            kept = []
            for name, role, examples in ROLES:
                print(f"\n--- {role}", flush=True)
                kept.append(ask(url, tokens[name], examples, given.seed))
        finally:
            served.terminate()
            ended = served.wait(20)
            log.close()
        said = (folder / "serve.log").read_text(encoding="utf-8")
    if ended != 0:
        print(f"the server ended with {ended} when it was asked to", file=sys.stderr)
    if "ERROR" in said:
        print(f"the server has faults in its log:\n{said[-2000:]}", file=sys.stderr)
    sys.exit(0 if all(kept) and ended == 0 and "ERROR" not in said else 1)


if __name__ == "__main__":
    main()

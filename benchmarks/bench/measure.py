# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the entries and gathers what PETSc's log, the phases and the results say of each."""
import csv
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench import records

ROOT = Path(__file__).resolve().parents[2]
FORM = 1  # of the JSON
PARTS = {"provenance": ("commit", "date", "machine", "compiler", "triad"), "entry": ("ranks", "counts", "physics", "tolerance", "phases")}
# Operations of PETSc's log that count, by what they are to a reader.
OPERATIONS = {
    "SNESSolve": "nonlinear_solves", "SNESFunctionEval": "residuals", "SNESJacobianEval": "tangents", "KSPSolve": "linear_solves",
    "PCSetUp": "preconditioner_setups", "PCApply": "preconditioner_applications", "MatMult": "matrix_products",
    "MatLUFactorNum": "factorisations", "MatCholFctrNum": "factorisations",
}
STAGES = {"Main Stage": "other", "PCMPI": None}


class Failure(Exception):
    """A benchmark that did not run, or did not say what it measured: a sentence."""


def read(path):
    try:
        found = json.loads(Path(path).read_text())
        if found["form"] != FORM:
            sys.exit(f"sij-bench: {path} has the form {found['form']}, and this program reads {FORM}")
        lacking = find_lacking(found)
    except OSError as reason:
        sys.exit(f"sij-bench: {path} cannot be read: {reason.strerror}")
    except (ValueError, KeyError, TypeError, AttributeError):
        sys.exit(f"sij-bench: {path} is no measurement of sij-bench run")
    if lacking:
        sys.exit(f"sij-bench: {path} lacks {', '.join(lacking)}")
    return found


def find_lacking(found):
    whole = ("set", "provenance", "pairs" if found.get("set") == "peers" else "entries")
    lacking = [part for part in whole if part not in found]
    lacking += [f"provenance.{part}" for part in PARTS["provenance"] if part not in found.get("provenance", {})]
    for name, entry in found.get("entries", {}).items():
        lacking += [f"entries.{name}.{part}" for part in PARTS["entry"] if part not in entry]
    return lacking


def launch(ranks, words, environment=None):
    start = ["mpiexec", "--oversubscribe", "-n", str(ranks)] if ranks > 1 else []
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **(environment or {})}
    done = subprocess.run([*start, *map(str, words)], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        raise Failure(f"{' '.join(map(str, words))} on {ranks} ranks ends with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def read_counts(path):
    """Counts of each phase on rank 0, which takes part in all of them."""
    counts = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            stage = STAGES.get(row["Stage Name"], row["Stage Name"])
            name = OPERATIONS.get(row["Event Name"].strip())
            if stage and name and row["Rank"] == "0" and int(row["Count"]) > 0:
                counts[f"{stage}.{name}"] = counts.get(f"{stage}.{name}", 0) + int(row["Count"])
    return counts


def read_phases(path):
    with open(path, newline="") as file:
        return {row.pop("phase"): {key: float(value) for key, value in row.items()} for row in csv.DictReader(file)}


def read_physics(folder, beginnings):
    rows = json.loads((folder / "summary.json").read_text())["quantities"]
    kept = {row["name"]: row["value"] for row in rows if row["name"].startswith(("run.tetrahedra", "run.steps", "run.rejected", *beginnings))}
    counts = {name: int(kept.pop(name)) for name in list(kept) if name.startswith("run.")}
    return counts, kept


def run_case(entry, build, scratch, caches):
    """One run: counts, physical results, phases, bytes."""
    out, log, phases = scratch / "out", scratch / "log.csv", scratch / "phases.csv"
    cache = scratch / "cold" if entry.cold else caches
    keys = [word for key in entry.words for word in ("-D", key)]
    words = [build / "sij", "run", ROOT / "inputs" / entry.what, "-o", out, "--overwrite", *keys, "--",
             *os.environ.get("SIJ_BENCH_OPTIONS", "").split(), "-log_view", f":{log}:ascii_csv", "-phase_view", phases]
    began = time.monotonic()
    launch(entry.ranks, words, {"SIJ_CACHE": str(cache)})
    wall = time.monotonic() - began
    counts, physics = read_physics(out, entry.physics)
    found = read_phases(phases)
    return {"counts": {**counts, **read_counts(log)}, "physics": physics, "bytes": sum(p.stat().st_size for p in out.glob("run.*")),
            "memory": max(row["memory"] for row in found.values()), "wall": wall,
            "phases": {name: {key: row[key] for key in ("wall", "processor")} for name, row in found.items()}}


def run_program(entry, build, scratch, _caches):
    """One run: its own repeats are laps."""
    log = scratch / "log.csv"
    folder = ["-folder", scratch / "out"] if entry.words[0] == "output" else []
    words = [build / "benchmarks" / entry.what, *entry.words, *folder, *os.environ.get("SIJ_BENCH_OPTIONS", "").split(), "-log_view", f":{log}:ascii_csv"]
    began = time.monotonic()
    text = launch(entry.ranks, words)
    wall = time.monotonic() - began
    try:
        found = records.read(text)
        counts = {**found["counts"], **read_counts(log)}
    except (ValueError, TypeError, KeyError, OSError) as reason:
        raise Failure(f"{entry.what} does not say what it measured: {reason}") from reason
    if not found["laps"] or "memory" not in found:
        raise Failure(f"{entry.what} does not say what it measured")
    kept = {key: found[key] for key in ("kernels", "triad") if found.get(key)}
    return {"counts": counts, "physics": found["physics"], "bytes": sum(found["bytes"].values()), "memory": found["memory"], "wall": wall,
            "phases": found["laps"], **kept}


def summarise(values):
    """Median and half the range."""
    return {"median": statistics.median(values), "spread": 0.5 * (max(values) - min(values))}


def gather(runs, phase, clock):
    """Seconds of a phase in every run; a program's run has several itself."""
    found = [run["phases"][phase][clock] for run in runs]
    return [second for seconds in found for second in (seconds if isinstance(seconds, list) else [seconds])]


def measure_entry(entry, build, repeats, caches):
    runs = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as scratch:
            runs.append({"case": run_case, "program": run_program}[entry.kind](entry, build, Path(scratch), caches))
    first = runs[0]
    for run in runs[1:]:
        if run["counts"] != first["counts"]:
            raise Failure(f"it does not count the same twice: {differing(first['counts'], run['counts'])}")
    phases = {name: {clock: summarise(gather(runs, name, clock)) for clock in ("wall", "processor")} for name in first["phases"]}
    return {"ranks": entry.ranks, "counts": first["counts"], "physics": first["physics"], "tolerance": entry.tolerance, "phases": phases,
            "wall": summarise([run["wall"] for run in runs]), **{key: first[key] for key in ("bytes", "memory", "kernels", "triad") if key in first}}


def differing(old, new):
    return ", ".join(f"{name} {old.get(name)} and {new.get(name)}" for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name))


def processor_name():
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def ask(*words):
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def provenance(build, ranks):
    cache = dict(line.split("=", 1) for line in (build / "CMakeCache.txt").read_text().splitlines()
                 if "=" in line and not line.startswith(("#", "//")))
    flags = [cache.get(f"CMAKE_C_FLAGS{kind}:STRING", "") for kind in ("", f"_{cache.get('CMAKE_BUILD_TYPE:STRING', '').upper()}")]
    return {"commit": ask("git", "-C", str(ROOT), "describe", "--always", "--dirty", "--abbrev=40"),
            "date": ask("git", "-C", str(ROOT), "log", "-1", "--format=%cI"),
            "program": ask(str(build / "sij"), "--version").splitlines(), "compiler": ask("cc", "--version").splitlines()[0],
            "flags": " ".join(flags).strip(), "machine": f"{processor_name()}, {os.cpu_count()} cores, {platform.platform()}",
            "load": os.getloadavg()[0],
            "triad": {str(n): float(launch(n, [build / "benchmarks/triad"])) for n in ranks}}


def available_memory():
    for line in Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemAvailable"):
            return 1024.0 * float(line.split()[1])
    return float("inf")


def estimate_memory(entry, entries):
    """What a kernel will take of the machine, from what it took in a smaller size; 0: not known."""
    kernel = entry.name.split(".")[0]
    smaller = [(float(name.split(".")[1]), found["memory"] * found["ranks"]) for name, found in entries.items()
               if entry.size and name.startswith(f"{kernel}.") and name.count(".") == 2 and found["ranks"] == entry.ranks]
    if not smaller:
        return 0.0
    size, memory = max(smaller)
    return memory * float(entry.size) / size


def find_obstacle(entry, entries, deadline):
    """Why an entry is left out; empty: it is not."""
    needed, there = estimate_memory(entry, entries), available_memory()
    if needed > there:
        return f"it would take {needed / 1e9:.0f} GB, and {there / 1e9:.0f} GB are free"
    return "the time is up" if time.monotonic() > deadline else ""


def measure_set(build, chosen, name, repeats, minutes=float("inf")):
    """Entries that fail or are left out are named, with the reason; the others are measured all the same."""
    build = build.resolve()
    deadline = time.monotonic() + 60.0 * minutes
    for program in ("sij", "benchmarks/triad"):
        if not (build / program).exists():
            sys.exit(f"sij-bench: {build / program} is not built; cmake --build {build} --target sij triad steps elasticity biot")
    try:
        origin = provenance(build, sorted({e.ranks for e in chosen}))
    except (Failure, OSError) as reason:
        sys.exit(f"sij-bench: {reason}")
    found = {"form": FORM, "set": name, "provenance": origin, "entries": {}, "failed": {}, "left_out": {}}
    with tempfile.TemporaryDirectory() as empty:
        for entry in chosen:
            measure_one(entry, build, repeats, os.environ.get("SIJ_CACHE", empty), found, deadline)
    return found


def measure_one(entry, build, repeats, caches, found, deadline):
    obstacle = find_obstacle(entry, found["entries"], deadline)
    if obstacle:
        found["left_out"][entry.name] = obstacle
        print(f"{entry.name}: left out, {obstacle}", file=sys.stderr, flush=True)
        return
    try:
        found["entries"][entry.name] = measure_entry(entry, build, repeats, caches)
        print(f"{entry.name}: {found['entries'][entry.name]['wall']['median']:.1f} s", file=sys.stderr, flush=True)
    except (Failure, OSError) as reason:
        found["failed"][entry.name] = str(reason)
        print(f"sij-bench: {entry.name} failed: {reason}", file=sys.stderr, flush=True)

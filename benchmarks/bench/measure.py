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

ROOT = Path(__file__).resolve().parents[2]
FORM = 1  # of the JSON
# Operations of PETSc's log that count, by what they are to a reader.
OPERATIONS = {
    "SNESSolve": "nonlinear_solves", "SNESFunctionEval": "residuals", "SNESJacobianEval": "tangents", "KSPSolve": "linear_solves",
    "PCSetUp": "preconditioner_setups", "PCApply": "preconditioner_applications", "MatMult": "matrix_products",
    "MatLUFactorNum": "factorisations", "MatCholFctrNum": "factorisations",
}
STAGES = {"Main Stage": "other", "PCMPI": None}


def read(path):
    try:
        found = json.loads(Path(path).read_text())
        if found["form"] != FORM:
            sys.exit(f"sij-bench: {path} has the form {found['form']}, and this program reads {FORM}")
        return found
    except OSError as reason:
        sys.exit(f"sij-bench: {path} cannot be read: {reason.strerror}")
    except (ValueError, KeyError, TypeError):
        sys.exit(f"sij-bench: {path} is no measurement of sij-bench run")


def launch(ranks, words, environment=None):
    start = ["mpiexec", "--oversubscribe", "-n", str(ranks)] if ranks > 1 else []
    environment = {**os.environ, "OMP_NUM_THREADS": "1", **(environment or {})}
    done = subprocess.run([*start, *map(str, words)], capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        sys.exit(f"sij-bench: {' '.join(map(str, words))} on {ranks} ranks ends with {done.returncode}:\n{(done.stdout + done.stderr)[-2000:]}")
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


def run_program(entry, build, _scratch, _caches):
    began = time.monotonic()
    lines = launch(entry.ranks, [build / "benchmarks" / entry.what, *entry.words]).strip().splitlines()
    row = dict(zip(lines[-2].split(","), lines[-1].split(",")))
    counts = {name: int(row[name]) for name in ("tetrahedra", "unknowns", "iterations", "iterations_second") if name in row}
    return {"counts": counts, "physics": {"reached": float(row["reached"])}, "wall": time.monotonic() - began,
            "phases": {"solve": {"wall": float(row["seconds"]), "processor": float(row["seconds"])}}}


def summarise(values):
    """Median and half the range."""
    return {"median": statistics.median(values), "spread": 0.5 * (max(values) - min(values))}


def measure_entry(entry, build, repeats, caches):
    runs = []
    for _ in range(repeats):
        with tempfile.TemporaryDirectory() as scratch:
            runs.append({"case": run_case, "program": run_program}[entry.kind](entry, build, Path(scratch), caches))
    first = runs[0]
    for run in runs[1:]:
        if run["counts"] != first["counts"]:
            sys.exit(f"sij-bench: {entry.name} does not count the same twice: {differing(first['counts'], run['counts'])}")
    phases = {name: {clock: summarise([run["phases"][name][clock] for run in runs]) for clock in ("wall", "processor")}
              for name in first["phases"]}
    return {"ranks": entry.ranks, "counts": first["counts"], "physics": first["physics"], "tolerance": entry.tolerance, "phases": phases,
            "wall": summarise([run["wall"] for run in runs]), **{key: first[key] for key in ("bytes", "memory") if key in first}}


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


def measure_set(build, chosen, name, repeats):
    build = build.resolve()
    for program in ("sij", "benchmarks/triad"):
        if not (build / program).exists():
            sys.exit(f"sij-bench: {build / program} is not built; cmake --build {build} --target sij triad elasticity biot")
    found = {"form": FORM, "set": name, "provenance": provenance(build, sorted({e.ranks for e in chosen})), "entries": {}}
    with tempfile.TemporaryDirectory() as empty:
        for entry in chosen:
            found["entries"][entry.name] = measure_entry(entry, build, repeats, os.environ.get("SIJ_CACHE", empty))
            print(f"{entry.name}: {found['entries'][entry.name]['wall']['median']:.1f} s", file=sys.stderr, flush=True)
    return found

# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines that a program of this folder prints of itself; benchmarks/stopwatch.h says what they are."""


def read(text):
    """counts, physics, laps {phase: {clock: [seconds of each repeat]}}, memory, bytes {file: n}, triad, kernels {name: {...}}."""
    found = {"counts": {}, "physics": {}, "laps": {}, "bytes": {}, "kernels": {}}
    for line in text.splitlines():
        kind, *words = line.split() or [""]
        if kind in TAKE:
            TAKE[kind](found, *words)
    return found


def take_lap(found, phase, wall, processor):
    lap = found["laps"].setdefault(phase, {"wall": [], "processor": []})
    lap["wall"].append(float(wall))
    lap["processor"].append(float(processor))


def take_kernel(found, name, calls, size, seconds):
    phase, part = name.split(".")
    passed = sum(found["laps"][phase]["wall"]) if part == "whole" else float(seconds)
    found["kernels"][name] = {"calls": int(calls), "bytes": float(size), "seconds": passed}


TAKE = {
    "lap": take_lap,
    "kernel": take_kernel,
    "count": lambda found, name, value: found["counts"].update({name: int(value)}),
    "result": lambda found, name, value: found["physics"].update({name: float(value)}),
    "bytes": lambda found, name, value: found["bytes"].update({name: int(value)}),
    "memory": lambda found, value: found.update(memory=float(value)),
    "triad": lambda found, value: found.update(triad=float(value)),
}

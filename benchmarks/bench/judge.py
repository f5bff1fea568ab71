# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds one measurement against another: counts and physical results decide, times warn."""
from collections import namedtuple

Verdict = namedtuple("Verdict", "lines regressed")
# Between machines rounding differs, by vector units and libraries, and with it what an iteration takes.
SLACK_ELSEWHERE = 0.02
RESULTS_ELSEWHERE = 1e-3  # tolerances of solvers leave as much open
TIME = 1.10  # a ratio below is nothing to tell
NOISES = 3.0  # nor is one within so many spreads


def find_slack(old, new):
    same = all(old["provenance"][key] == new["provenance"][key] for key in ("machine", "compiler"))
    return 0.0 if same else SLACK_ELSEWHERE


def judge_counts(old, new, slack):
    for name in sorted(old.keys() | new.keys()):
        if name not in old or name not in new:
            yield name, old.get(name, "-"), new.get(name, "-")
        elif abs(new[name] - old[name]) > (max(slack * abs(old[name]), 1.0) if slack else 0.0):
            yield name, old[name], new[name]


def show(value):
    return "-" if value is None else f"{value:.9g}"


def is_same(old, new, tolerance):
    if old is None or new is None:
        return old is new
    return abs(new - old) <= tolerance * max(abs(old), 1e-12)


def judge_physics(old, new, tolerance):
    for name in sorted(old.keys() | new.keys()):
        if not is_same(old.get(name), new.get(name), tolerance):
            yield name, old.get(name), new.get(name)


def judge_times(old, new, faster):
    """Phases whose processor time has grown, the machines held to one bandwidth: `faster` is that of the new one over the old."""
    for name, phase in new["phases"].items():
        before = old["phases"].get(name, {}).get("processor")
        now = phase["processor"]
        if not before or before["median"] < 0.1:
            continue
        grown = faster * now["median"] - before["median"]
        noise = NOISES * (faster * now["spread"] + before["spread"])
        if grown > max(noise, (TIME - 1.0) * before["median"]):
            yield name, before["median"], now["median"], faster * now["median"] / before["median"], noise / before["median"]


def bandwidth_ratio(old, new, ranks):
    before, now = (m["provenance"]["triad"].get(str(ranks)) for m in (old, new))
    return now / before if before and now else 1.0


def compare_entry(name, old, new, slack, faster):
    counts = [f"  {name:26} {what:44} {a:>14} {b:>14}   count" for what, a, b in judge_counts(old["counts"], new["counts"], slack)]
    tolerance = max(old["tolerance"], new["tolerance"], RESULTS_ELSEWHERE if slack else 0.0)
    physics = [f"  {name:26} {what:44} {show(a):>14} {show(b):>14}   result"
               for what, a, b in judge_physics(old["physics"], new["physics"], tolerance)]
    times = [f"  {name:26} {what + ', processor time':44} {a:12.2f} s {b:12.2f} s   {ratio:.2f} times, noise {noise:.2f}"
             for what, a, b, ratio, noise in judge_times(old, new, faster)]
    return counts + physics, times


def compare(old, new):
    slack = find_slack(old, new)
    lines = [f"old  {old['provenance']['commit'][:12]}  {old['provenance']['machine']}",
             f"new  {new['provenance']['commit'][:12]}  {new['provenance']['machine']}"]
    if slack:
        lines.append(f"The machines or compilers differ: counts may differ by {slack:.0%}.")
    faults, warnings = [], []
    shared = [name for name in old["entries"] if name in new["entries"]]
    for name in shared:
        ratio = bandwidth_ratio(old, new, new["entries"][name]["ranks"])
        found, slow = compare_entry(name, old["entries"][name], new["entries"][name], slack, ratio)
        faults += found
        warnings += slow
    lost = [name for name in old["entries"] if name not in new["entries"]] if old["set"] == new["set"] else []
    reasons = {**new.get("left_out", {}), **new.get("failed", {})}
    faults += [f"  {name:26} was not measured{': ' + reasons[name].splitlines()[0] if name in reasons else ''}" for name in lost]
    if faults:
        lines += [f"{len(faults)} counts or results differ:", *faults]
    if warnings:
        lines += ["Slower than noise, the machines held to one bandwidth (a warning):", *warnings]
    lines.append(f"{len(shared)} entries compared, {len(faults)} differ, {len(warnings)} phases are slower")
    return Verdict(lines, bool(faults))

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills runs, fills their disks and damages their files; what can go on must end as if nothing had happened.

usage: campaign.py SIJ MPIEXEC AT_CALL JOINT [--seed N] [--kills N] [--damages N] [--disks N] [--pairs N] [--only KIND:NUMBER]

AT_CALL is the library of at_call.c, JOINT a case whose mesh is in the cache SIJ_CACHE; most runs are of a chain of
seven tetrahedra. Each injection has a generator of random numbers of its own: SEED/KIND/NUMBER makes it again, but
for the moments of kills by the clock. Counted at the end:

  injected   faults that struck
  survived   ended as they should: the reference, or one refusal where nothing else is left
  wrong      a result that differs from the reference, or a trace
  lost       cannot be finished though it should, or begins earlier than at the newest whole state
  hung       not over a minute after the usual time
"""
import argparse
import collections
import contextlib
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "runs"), str(HERE.parents[1] / "support"), str(HERE.parents[1] / "parallel/restart")]
import restart  # noqa: E402
from faults import chain  # noqa: E402
from whole import FORBIDDEN  # noqa: E402

PATIENCE = 60.0  # s
# Between equal numbers of ranks: sums over ranks are saved as one number, and what is added later rounds otherwise.
EQUAL_RANKS = 1e-12
OTHER_RANKS = 1e-5  # relative difference between numbers of ranks, as in parallel.restart
FINAL = ("run.vtkhdf", "run.xdmf", "timeseries.csv", "summary.json")
SOLVERS = "-flow_ksp_rtol 1e-10 -transport_ksp_rtol 1e-12".split()
KEYS = ("time.duration=45 s", "time.outputs=[1 s, 5 s, 10 s, 20 s, 30 s, 45 s]", "numerics.newton_tolerance=1e-10",
        "numerics.linear_tolerance=1e-12")
# In turn, so that a few have every way.
DISKS = ("full", "limit", "call", "vanish", "full")
DAMAGES = ("summary", "state", "output", "points", "result", "states", "cache")
LONGER = "time.duration=60 s"


class Verdict(Exception):
    """What became of an injection that was not survived: wrong, lost or hung."""

    def __init__(self, kind, sentence):
        super().__init__(f"{kind}: {sentence}")
        self.kind = kind


class Missed(Exception):
    """The fault did not strike."""


Ended = collections.namedtuple("Ended", "code text seconds")


def descendants(process):
    """The process and all below it."""
    found = [process]
    with contextlib.suppress(OSError):
        for child in Path(f"/proc/{process}/task/{process}/children").read_text().split():
            found += descendants(int(child))
    return found


def is_alive(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def kill(processes):
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def processes_of(folder):
    """Those that have the folder in their command line, but for this one."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            if str(folder).encode() in entry.read_bytes().split(b"\0") and int(entry.parent.name) != os.getpid():
                found.append(int(entry.parent.name))
    return found


def states_in(folder):
    """Numbers of the states, newest first."""
    return sorted((int(p.stem[6:]) for p in (folder / "checkpoint").glob("state-*.sij")), reverse=True)


class Case:
    """A case and how long it takes."""

    def __init__(self, name, path, keys, cache=None):
        self.name, self.path, self.keys, self.cache = name, str(path), keys, cache
        self.usual, self.calls, self.reference = {}, {}, {}


class Running:
    def __init__(self, campaign, case, ranks, folder, extra=(), keys=(), at_call=None, limit=None, cache=None):
        words = [campaign.mpiexec, "--oversubscribe", "-n", str(ranks)] if ranks > 1 else []
        environment = dict(os.environ, **({"SIJ_CACHE": str(cache)} if cache else {}))
        if at_call:
            words += ["env", f"LD_PRELOAD={campaign.library}", f"SIJ_CALL_FOLDER={folder}"]
            words += [f"SIJ_CALL_{name}={value}" for name, value in at_call.items()]
        if limit:  # for sij, not for what starts it
            words = [campaign.mpiexec, "-n", "1", "bash", "-c", f'ulimit -f {limit}; exec "$@"', "bash"]
        words += [campaign.sij, "run", "--allow-outside", case.path, "-o", str(folder), "--checkpoint-every", "0.001s"]
        words += [word for key in (*case.keys, *keys) for word in ("-D", key)]
        words += [*extra, "--", *SOLVERS]
        self.text, self.folder = tempfile.TemporaryFile("w+"), folder
        self.started, self.usual = time.monotonic(), case.usual.get(ranks, 30.0)
        self.process = subprocess.Popen(words, stdout=self.text, stderr=self.text, env=environment, start_new_session=True,
                                        preexec_fn=prepare)

    def finish(self):
        """Exit code and text; a run that hangs is killed and told."""
        try:
            code = self.process.wait(self.usual * 4 + PATIENCE)
        except subprocess.TimeoutExpired:
            kill(descendants(self.process.pid))
            self.process.wait()
            kill(processes_of(self.folder))
            raise Verdict("hung", f"{' '.join(self.process.args)}\n{self.read()}") from None
        return Ended(code, self.read(), time.monotonic() - self.started)

    def read(self):
        self.text.seek(0)
        return self.text.read()


def prepare():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def times_in(folder):
    with restart.h5py.File(folder / "run.vtkhdf", "r") as file:
        return list(file["VTKHDF/Steps/Values"][()])


def difference(reference, folder, same):
    """The largest relative difference of two results, and where; a sentence where they cannot be compared."""
    try:
        worst = restart.compare(str(reference), str(folder), same)
    except SystemExit as end:
        return float("inf"), str(end)
    except (OSError, ValueError, KeyError) as fault:
        return float("inf"), f"cannot be read: {fault}"
    return worst.value, worst.where


class Campaign:
    def __init__(self, options, work):
        self.sij, self.mpiexec, self.library = options.sij, options.mpiexec, options.library
        self.work, self.seed, self.joints = work, options.seed, options.joints
        self.chain = Case("chain", HERE.parent / "runs/chain.yaml", (*chain(work), *KEYS))
        self.joint = Case("joint", options.joint, KEYS)
        self.has_tmpfs = os.geteuid() == 0 and self.try_tmpfs()

    def try_tmpfs(self):
        place = self.work / "probe"
        place.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], capture_output=True).returncode:
            return False
        subprocess.run(["umount", place], check=True)
        return True

    # -- what every injection uses

    def reference(self, case, ranks, keys=()):
        """Folder of the run that nothing happens to; made once."""
        key = (ranks, *keys)
        if key not in case.reference:
            folder = self.work / f"reference-{case.name}-{len(case.reference)}"
            count = self.work / "count"
            done = Running(self, case, ranks, folder, keys=keys, at_call={"COUNT": count, "NUMBER": 0}).finish()
            if done.code != 0:
                sys.exit(f"the reference ended with {done.code}\n{done.text}")
            case.reference[key], case.usual[ranks], case.calls[ranks] = folder, done.seconds, int(count.read_text())
        return case.reference[key]

    def expect_reference(self, case, chain_of_ranks, folder, keys=()):
        same = len(set(chain_of_ranks)) == 1
        ranks = chain_of_ranks[0] if same else 1
        worst, where = difference(self.reference(case, ranks, keys), folder, same)
        if not worst <= (0.0 if same and ranks == 1 else EQUAL_RANKS if same else OTHER_RANKS):
            raise Verdict("wrong", f"{chain_of_ranks}: differs by {worst:.2g} in {where}")
        left = [p.name for p in folder.rglob("*") if p.name.endswith(".part") or p.name.startswith("run.lock")]
        if [name for name in left if not name.startswith("run.lock.")]:
            raise Verdict("wrong", f"left {left}")

    def check_text(self, done):
        for word in FORBIDDEN:
            if word in done.text:
                raise Verdict("wrong", f"a trace\n{done.text}")

    def check_final(self, folder, results):
        """A summary stands beside results of its own: one of `results`, each a folder and what it was run on."""
        if not (folder / "summary.json").exists():
            return
        found = [difference(whole, folder, True) for whole in results]
        if not any(worst <= OTHER_RANKS for worst, _ in found):
            raise Verdict("wrong", f"final names hold {found}")

    def go_on(self, case, ranks, folder, overwrite=False, at_call=None):
        """Restarts where there is a state, begins anew where there is none. Returns how it ended and whether anew."""
        states = states_in(folder)
        extra = ["--restart"] if states else ["--overwrite"] if overwrite else []
        done = Running(self, case, ranks, folder, extra, at_call=at_call).finish()
        self.check_text(done)
        if at_call:
            return done, not states
        if done.code == 2 and states and overwrite and "of another case" in done.text:
            done = Running(self, case, ranks, folder, ["--overwrite"]).finish()
            states = []
        if done.code != 0:
            raise Verdict("lost", f"{extra} on {ranks} ranks with states {states} ended with {done.code}\n{done.text}")
        begun = re.search(r"goes on at .* after step (\d+)", done.text)
        if states and (not begun or int(begun[1]) != states[0]):
            raise Verdict("lost", f"begins at {begun and begun[0]}, newest state {states[0]}\n{done.text}")
        return done, not states

    # -- kills

    def strike(self, random_, case, ranks, folder, extra=()):
        """Starts a run and kills it at a random call or a random time."""
        self.reference(case, ranks)
        if random_.random() < 0.7:
            last = case.calls[ranks]
            first = last - 40 if random_.random() < 0.25 else 1  # results get their names at the end
            at = {"RANK": random_.randrange(ranks), "NUMBER": random_.randint(first, last), "ERROR": 0}
            done = Running(self, case, ranks, folder, extra, at_call=at).finish()
            what = f"at call {at['NUMBER']} of rank {at['RANK']}"
        else:
            run = Running(self, case, ranks, folder, extra)
            moment = random_.uniform(0.1, 1.0) * case.usual[ranks]
            time.sleep(moment)
            victims = descendants(run.process.pid)
            if run.process.poll() is None:
                kill(victims if ranks == 1 or random_.random() < 0.5 else [random_.choice(victims[-ranks:])])
            done = run.finish()
            what = f"after {moment:.2f} s"
        self.wait_for_end(folder)
        if done.code == 0:
            raise Missed
        return f"killed {what}"

    def wait_for_end(self, folder):
        """Ranks may live for a moment after the end of mpirun."""
        end = time.monotonic() + PATIENCE
        while left := [process for process in processes_of(folder) if is_alive(process)]:
            if time.monotonic() > end:
                kill(left)
                raise Verdict("hung", "ranks outlive the end of mpirun")
            time.sleep(0.02)

    def draw_case(self, random_):
        """Mostly the chain on one or two ranks; the joint takes the longer the more ranks share a core."""
        if random_.random() < self.joints:
            return self.joint, random_.choice((1, 1, 1, 2))
        return self.chain, random_.choice((1, 1, 2))

    def kills(self, random_, folder):
        case, first = self.draw_case(random_)
        ranks = [first]
        old = random_.random() < 0.25
        if old:  # over the result of another dose
            keys = ("injections.0.volume=0.9 mL",)
            shutil.copytree(self.reference(case, 1, keys), folder)
        results = [self.reference(case, ranks[0])] + ([self.reference(case, 1, keys)] if old else [])
        told = [self.strike(random_, case, ranks[0], folder)]
        self.check_final(folder, results)
        while random_.random() < 0.25 and states_in(folder) and not old:
            n = random_.choice((1, 2))
            ranks.append(n)  # a run that was over before it was struck has computed on these ranks all the same
            with contextlib.suppress(Missed):
                told.append(self.strike(random_, case, n, folder, ["--restart"]))
        ranks.append(random_.choice((ranks[0], ranks[0], 1, 2, 3) if case is self.chain else (ranks[0], 1, 2)))
        done, anew = self.go_on(case, ranks[-1], folder, overwrite=old)
        self.expect_reference(case, ranks[-1:] if anew else ranks, folder)
        return f"{case.name} {ranks}{' over an older result' if old else ''}: {', '.join(told)}"

    # -- disks

    def disks(self, random_, folder):
        way = DISKS[self.number % len(DISKS)]
        if way == "full" and not self.has_tmpfs:
            way = "call"
        case, ranks = self.draw_case(random_)
        self.reference(case, ranks)
        return f"{case.name} [{ranks}]: " + getattr(self, f"disk_{way}")(random_, case, ranks, folder)

    def judge_failed(self, case, ranks, done, folder):
        """A failed run: said in sentences, nothing under a final name; then it goes on."""
        self.check_text(done)
        if done.code == 0:
            self.expect_reference(case, [ranks], folder)
            return " (the run came through)"
        if done.code not in (1, 2) or not done.text.strip():
            raise Verdict("wrong", f"exit code {done.code}\n{done.text}")
        if (folder / "summary.json").exists():
            raise Verdict("wrong", "a summary of a failed run")
        return ""

    def finish_after(self, case, ranks, folder):
        _, anew = self.go_on(case, ranks, folder, overwrite=True)
        self.expect_reference(case, [ranks], folder)

    def disk_full(self, random_, case, ranks, folder):
        needed = sum(p.stat().st_size for p in self.reference(case, ranks).rglob("*"))
        size = max(4, int(random_.uniform(0.0, 1.1) * needed / 4096)) * 4096
        folder.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
        try:
            done = Running(self, case, ranks, folder / "out").finish()
            end = self.judge_failed(case, ranks, done, folder / "out")
            subprocess.run(["mount", "-o", f"remount,size={8 * needed}", folder], check=True)
            if done.code:
                self.finish_after(case, ranks, folder / "out")
        finally:
            subprocess.run(["umount", folder], check=True)
        return f"a disk of {size} bytes{end}"

    def disk_limit(self, random_, case, ranks, folder):
        largest = max(p.stat().st_size for p in self.reference(case, ranks).rglob("*"))
        size = random_.randint(1, largest * 11 // 10240)
        done = Running(self, case, 1, folder, limit=size).finish()
        end = self.judge_failed(case, 1, done, folder)
        if done.code:
            self.finish_after(case, 1, folder)
        return f"files of at most {size} KB{end}"

    def disk_call(self, random_, case, ranks, folder):
        error = random_.choice([28, 28, 5, 30, 122]) * random_.choice([1, 1, -1])  # ENOSPC, EIO, EROFS, EDQUOT
        number, rank = random_.randint(1, case.calls[ranks]), random_.randrange(ranks)
        done = Running(self, case, ranks, folder, at_call={"RANK": rank, "NUMBER": number, "ERROR": error}).finish()
        end = self.judge_failed(case, ranks, done, folder)
        if done.code:
            self.finish_after(case, ranks, folder)
        return f"call {number} of rank {rank} ends with {os.strerror(abs(error))}{', once' if error < 0 else ''}{end}"

    def disk_vanish(self, random_, case, ranks, folder):
        run = Running(self, case, ranks, folder)
        moment = random_.uniform(0.3, 1.0) * case.usual[ranks]
        time.sleep(moment)
        gone = folder.with_name("gone")
        if folder.exists():
            folder.rename(gone)
        done = run.finish()
        if gone.exists() and done.code != 0:
            self.judge_failed(case, ranks, done, gone)
            if folder.exists():
                shutil.rmtree(folder)
            gone.rename(folder)
            self.finish_after(case, ranks, folder)
        elif done.code == 0 and not gone.exists():
            raise Missed
        elif done.code == 0:  # it had ended, or had not begun to write and made the folder anew
            self.expect_reference(case, [ranks], folder if folder.exists() else gone)
        return f"the folder is renamed after {moment:.2f} s"

    # -- damages

    def stopped(self, case, ranks):
        """Folder of a run that was killed half way; made once."""
        folder = self.work / f"stopped-{case.name}-{ranks}"
        if not folder.exists():
            self.reference(case, ranks)
            Running(self, case, ranks, folder, at_call={"RANK": 0, "NUMBER": case.calls[ranks] * 2 // 3, "ERROR": 0}).finish()
            (folder / "run.lock").unlink()
        return folder

    @staticmethod
    def damage(random_, path):
        """Cuts a file or turns one to three of its bits."""
        data = bytearray(path.read_bytes())
        if not data or random_.random() < 0.3:
            data = data[:random_.randrange(len(data))] if data else bytearray(b"x")
            what = f"cut to {len(data)} bytes"
        else:
            bits = random_.sample(range(8 * len(data)), random_.randint(1, 3))
            for bit in bits:
                data[bit // 8] ^= 1 << bit % 8
            what = f"with bits {bits} turned"
        path.write_bytes(data)
        return f"{path.name} {what}"

    def damages(self, random_, folder):
        way = DAMAGES[self.number % len(DAMAGES)]
        case = self.joint if way == "cache" or random_.random() < self.joints else self.chain
        return f"{case.name}: " + getattr(self, f"damage_{way}")(random_, case, folder)

    def copy_stopped(self, case, folder):
        shutil.copytree(self.stopped(case, 1), folder)
        return folder / "checkpoint"

    def restart_with(self, case, folder, *extra, keys=()):
        done = Running(self, case, 1, folder, extra, keys).finish()
        self.check_text(done)
        return done

    def damage_state(self, random_, case, folder):
        """One state, not always the newest: the newest whole one is gone on from, and damaged ones are named."""
        place = self.copy_stopped(case, folder)
        states = states_in(folder)
        chosen = random_.sample(states, random_.randint(1, len(states) - 1))
        told = [self.damage(random_, place / f"state-{number:08d}.sij") for number in chosen]
        first = max(set(states) - set(chosen))
        done = self.restart_with(case, folder, "--restart")
        if done.code != 0 or f"after step {first}\n" not in done.text:
            raise Verdict("lost", f"{told}: wanted step {first}\n{done.text}")
        for number in chosen:
            if number > first and f"state-{number:08d}.sij cannot be used" not in done.text:
                raise Verdict("wrong", f"{told}: not named\n{done.text}")
        self.expect_reference(case, [1], folder)
        return ", ".join(told)

    def refused(self, done, word):
        if done.code not in (1, 2) or word not in done.text:
            raise Verdict("wrong", f"exit code {done.code}, wanted a refusal with {word!r}\n{done.text}")

    def damage_states(self, random_, case, folder):
        """All states: refused; then anew."""
        place = self.copy_stopped(case, folder)
        told = [self.damage(random_, path) for path in sorted(place.glob("state-*.sij"))]
        self.refused(self.restart_with(case, folder, "--restart"), "no checkpoint to go on from")
        if self.restart_with(case, folder).code != 0:
            raise Verdict("lost", "does not begin anew")
        self.expect_reference(case, [1], folder)
        return ", ".join(told)

    def damage_points(self, random_, case, folder):
        place = self.copy_stopped(case, folder)
        chosen = random_.sample("ab", random_.choice((1, 1, 2)))
        told = [self.damage(random_, place / f"points-{letter}.sij") for letter in chosen]
        done = self.restart_with(case, folder, "--restart")
        if len(chosen) == 2:
            self.refused(done, "both copies of the points")
            done = self.restart_with(case, folder, "--overwrite")
        if done.code != 0:
            raise Verdict("lost", f"{told}\n{done.text}")
        self.expect_reference(case, [1], folder)
        return ", ".join(told)

    def damage_output(self, random_, case, folder):
        """Refused by its name; forced, the result lacks that output and no other."""
        place = self.copy_stopped(case, folder)
        path = random_.choice(sorted(place.glob("output-*.sij"))[:-1])
        told = self.damage(random_, path)
        self.refused(self.restart_with(case, folder, "--restart"), f"{path.name} cannot be used")
        done = self.restart_with(case, folder, "--restart=force")
        if done.code != 0 or path.name not in done.text:
            raise Verdict("lost", f"{told}: forced, exit code {done.code}\n{done.text}")
        self.expect_gap(case, folder, int(path.stem[7:]), told)
        return told

    def expect_gap(self, case, folder, gap, told):
        reference = self.reference(case, 1)
        wanted, found = times_in(reference), times_in(folder)
        if found != wanted[:gap] + wanted[gap + 1:]:
            raise Verdict("wrong", f"{told}: outputs at {found} of {wanted}")
        a, b = restart.read_fields(reference), restart.read_fields(folder)
        rows = restart.read_series(reference)[1]
        if not restart.np.array_equal(restart.np.delete(rows, gap, 0), restart.read_series(folder)[1], equal_nan=True):
            raise Verdict("wrong", f"{told}: rows of the time series differ")
        if json.loads((reference / "summary.json").read_text()) != json.loads((folder / "summary.json").read_text()):
            raise Verdict("wrong", f"{told}: the summary differs")
        steps = {name: sorted(key for key in a if key.startswith(name + "/")) for name in {key.split("/")[0] for key in a}}
        for name, keys in steps.items():
            others = sorted(key for key in b if key.startswith(name + "/"))
            keys = keys[:gap] + keys[gap + 1:]
            if len(others) != len(keys) or any(not restart.np.array_equal(a[x], b[y]) for x, y in zip(keys, others)):
                raise Verdict("wrong", f"{told}: field {name} differs")

    def damage_result(self, random_, case, folder):
        """Of a finished run, which then is extended: results are written anew from the checkpoint."""
        shutil.copytree(self.reference(case, 1), folder)
        told = self.damage(random_, folder / random_.choice(FINAL))
        longer = self.work / f"longer-{case.name}"
        if not longer.exists():
            shutil.copytree(self.reference(case, 1), longer)
            if self.restart_with(case, longer, "--restart", keys=(LONGER,)).code != 0:
                raise Verdict("lost", "a finished run cannot be extended")
        done = self.restart_with(case, folder, "--restart", keys=(LONGER,))
        if done.code != 0:
            raise Verdict("lost", f"{told}\n{done.text}")
        worst, where = difference(longer, folder, True)
        if worst != 0.0:
            raise Verdict("wrong", f"{told}: differs by {worst:.2g} in {where}")
        return told

    def damage_summary(self, random_, case, folder):
        """`sij compare` says so, or reads what it read before."""
        shutil.copytree(self.reference(case, 1), folder)
        before = self.compared(case, folder)
        told = self.damage(random_, folder / "summary.json")
        after = self.compared(case, folder)
        if after.returncode == 0 and after.stdout != before.stdout:
            raise Verdict("wrong", f"{told}: compared without a word")
        if after.returncode != 0 and not after.stderr.strip():
            raise Verdict("wrong", f"{told}: exit code {after.returncode} without a sentence")
        return told + (": read as before" if after.returncode == 0 else ": refused")

    def compared(self, case, folder):
        return subprocess.run([self.sij, "compare", str(self.reference(case, 1)), str(folder)], capture_output=True, text=True)

    def damage_cache(self, random_, case, folder):
        """The mesh or its seal: made anew."""
        cache = folder.with_name("cache")
        used = self.work / "cache-joint"
        if not used.exists():
            Running(self, case, 1, self.work / "filled", cache=used).finish()
        shutil.copytree(used, cache)
        told = self.damage(random_, random_.choice(sorted(cache.iterdir())))
        done = Running(self, case, 1, folder, cache=cache).finish()
        if done.code != 0:
            raise Verdict("lost", f"{told}\n{done.text}")
        self.expect_reference(case, [1], folder)
        return told

    # -- pairs

    def pairs(self, random_, folder):
        """Two at once into one folder: one is refused, or both end one after the other."""
        case = self.chain
        self.reference(case, 1)
        first = Running(self, case, 1, folder)
        time.sleep(random_.uniform(0.0, 0.5) * case.usual[1])
        second = Running(self, case, 1, folder)
        ends = first.finish(), second.finish()
        for end in ends:
            self.check_text(end)
        if not any(end.code == 0 for end in ends):
            raise Verdict("lost", f"none came through: {[end.text for end in ends]}")
        for end in ends:
            if end.code != 0:
                self.refused(end, "is in use")
        self.expect_reference(case, [1], folder)
        return f"exit codes {[end.code for end in ends]}"

    def caches(self, random_, folder):
        """Two at once fill an empty cache."""
        cache = folder.with_name("cache")
        folder.mkdir()
        runs = [Running(self, self.joint, 1, folder / name, cache=cache) for name in "ab"]
        runs.append(Running(self, self.joint, 1, folder / "c", cache=cache))
        time.sleep(random_.uniform(0.5, 5.0))
        if random_.random() < 0.5:
            kill(descendants(runs[2].process.pid))
        for run, name in zip(runs, "ab"):
            if run.finish().code != 0:
                raise Verdict("lost", run.read())
            self.expect_reference(self.joint, [1], folder / name)
        runs[2].finish()
        return "two runs, and one that is killed or not"

    # -- the whole

    def inject(self, kind, number):
        """Tries until the fault strikes. Returns None, or the verdict."""
        random_, self.number = random.Random(f"{self.seed}/{kind}/{number}"), number
        for _ in range(20):
            folder = self.work / "injection" / "out"
            shutil.rmtree(folder.parent, ignore_errors=True)
            folder.parent.mkdir()
            try:
                print(f"{kind}:{number}: {getattr(self, kind)(random_, folder)}", flush=True)
                return None
            except Missed:
                continue
            except Verdict as verdict:
                print(f"{kind}:{number}: {verdict}", flush=True)
                return verdict
        return None


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("sij", "mpiexec", "library", "joint"):
        parser.add_argument(name)
    parser.add_argument("--seed", type=int, default=1)
    for name, n in (("kills", 100), ("damages", 30), ("disks", 20), ("pairs", 5), ("caches", 1)):
        parser.add_argument(f"--{name}", type=int, default=n)
    parser.add_argument("--joints", type=float, default=0.08, help="share of injections into runs of JOINT (0.08)")
    parser.add_argument("--only", help="KIND:NUMBER")
    return parser.parse_args()


def main():
    options = read_arguments()
    kinds = ("kills", "disks", "damages", "pairs", "caches")
    todo = [(kind, k) for kind in kinds for k in range(getattr(options, kind))]
    if options.only:
        kind, number = options.only.split(":")
        todo = [(kind, int(number))]
    verdicts = {}
    began = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    with tempfile.TemporaryDirectory() as work:
        campaign = Campaign(options, Path(work))
        if not campaign.has_tmpfs:
            print("no file system may be mounted here: full disks are errors of system calls alone")
        try:
            for kind, number in todo:
                verdicts[kind, number] = campaign.inject(kind, number)
        finally:
            kill(descendants(os.getpid())[1:])
    bad = {key: verdict for key, verdict in verdicts.items() if verdict}
    for (kind, number), verdict in bad.items():
        print(f"{verdict.kind}: repeat with --seed {options.seed} --only {kind}:{number}")
    count = collections.Counter(verdict.kind for verdict in bad.values())
    print(", ".join(f"{kind} {sum(key[0] == kind for key in verdicts)}" for kind in kinds)
          + f" in {time.monotonic() - began:.0f} s")
    print(f"injected {len(verdicts)}, survived {len(verdicts) - len(bad)}, wrong {count['wrong']}, lost {count['lost']}, "
          f"hung {count['hung']}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

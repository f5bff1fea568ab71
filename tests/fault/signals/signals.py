#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signals and the limit of wall-clock time: a run ends between two steps, with its sentence and exit code 75.

usage: signals.py JOB SIJ MPIEXEC CASE
  JOB   one, ranks, estimate or limit; tiny, for CASE in place of a chain of tetrahedra
  CASE  its mesh is in the cache
"""
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = Path(__file__).resolve().parents[1] / "runs"
sys.path.insert(0, str(RUNS))
sys.path.insert(0, str(RUNS.parents[1] / "support"))
from faults import chain, results_in  # noqa: E402
from whole import FORBIDDEN  # noqa: E402

STOPPED = 75
PATIENCE = 30  # s
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1, signal.SIGXCPU]
AT_ONCE = "with nothing to save"
# More steps than any test waits for, and an output after the first of them.
ENDLESS = ("numerics.step_first=1 ms", "numerics.step_max=1 ms", "time.duration=15 min", "time.outputs=[3 ms, 15 min]")


class Started:
    """A run that was started, and what became of it."""

    def __init__(self, command, folder, case, overrides, options=(), ignored=None):
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        words = [*command, "run", str(case), "-o", str(self.folder / "out"), *options]
        words += [word for override in overrides for word in ("-D", override)]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                        preexec_fn=lambda: prepare(ignored))
        self.printed = ""

    def wait_for_line(self, start):
        """Until it prints a line that begins so."""
        for line in self.process.stdout:
            self.printed += line
            if line.startswith(start):
                return
        sys.exit(f'ends before it prints "{start}"\n{self.printed}{self.process.stderr.read()}')

    def wait_for_handlers(self):
        """Until the process is past its loader and handles signals."""
        bit = 1 << (signal.SIGUSR1 - 1)
        end = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < end:
            text = Path(f"/proc/{self.process.pid}/status").read_text()
            if int(text.split("SigCgt:")[1].split()[0], 16) & bit:
                return
            time.sleep(0.005)

    def ranks(self):
        """Process of each rank under mpirun."""
        found = {}
        for child in Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split():
            for pair in Path(f"/proc/{child}/environ").read_text().split("\0"):
                if pair.startswith("OMPI_COMM_WORLD_RANK="):
                    found[int(pair.split("=")[1])] = int(child)
        return found

    def finish(self):
        """Sentences of what is wrong with every end; sets code, printed and said."""
        try:
            rest, self.said = self.process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.terminate()  # mpirun kills its ranks; one alone only notes it
            time.sleep(4.0)
            self.process.kill()
            rest, self.said = self.process.communicate()
            yield f"does not end within {PATIENCE} s"
        self.printed += rest
        self.code = self.process.returncode
        for word in FORBIDDEN:
            if word in self.said + self.printed:
                yield f"a trace\n{self.said}"
        if results_in(self.folder):
            yield f"left {results_in(self.folder)}"

    def judged(self, what, code, words):
        """Sentences of what is not as it should be; one of `words` is enough."""
        for fault in self.finish():
            yield f"{what}: {fault}"
        print(f"{what}: exit code {self.code}: {self.said.strip().splitlines()[:2]}")
        if self.code != code:
            yield f"{what}: exit code {self.code}, want {code}\n{self.said}"
        if not any(word in self.said for word in words):
            yield f"{what}: none of {words} in\n{self.said}"


def prepare(ignored):
    """As the new process begins: no dump of its memory, and a signal ignored as by nohup."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if ignored:
        signal.signal(ignored, signal.SIG_IGN)


def pause(longest):
    time.sleep(random.uniform(0.0, longest))


def in_steps(name):
    return f"sij run: stopped by {name} at"


class Job:
    def __init__(self, sij, mpiexec, case, folder):
        self.sij, self.mpiexec, self.tiny, self.folder = sij, mpiexec, case, folder
        self.chain = (*chain(folder), *ENDLESS)

    def start(self, ranks=1, **more):
        command = [self.sij] if ranks == 1 else [self.mpiexec, "-n", str(ranks), self.sij]
        return Started(command, self.folder, RUNS / "chain.yaml", self.chain, **more)

    def start_tiny(self, ranks):
        command = [self.sij] if ranks == 1 else [self.mpiexec, "-n", str(ranks), self.sij]
        return Started(command, self.folder, self.tiny, ENDLESS)

    def stop_in_steps(self, number, ranks, start):
        """By a signal that reaches one process, the last rank, alone."""
        run = start(ranks)
        run.wait_for_line("t ")
        pause(0.2)
        os.kill(run.ranks()[ranks - 1] if ranks > 1 else run.process.pid, number)
        yield from run.judged(f"{number.name} to one of {ranks}", STOPPED, [in_steps(number.name)])

    def one(self):
        for number in SIGNALS:
            yield from self.stop_in_steps(number, 1, self.start)
        for number in SIGNALS[:2]:
            run = self.start()
            run.wait_for_handlers()
            pause(0.4)
            run.process.send_signal(number)
            yield from run.judged(f"{number.name} at any time", STOPPED,
                                  [f"stopped by {number.name} {AT_ONCE}", in_steps(number.name)])
        yield from self.ignored()
        yield from self.quit()

    def ignored(self):
        """Under nohup a run outlives its terminal."""
        run = self.start(ignored=signal.SIGHUP)
        run.wait_for_line("t ")
        run.process.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        run.process.send_signal(signal.SIGTERM)
        yield from run.judged("SIGHUP that is ignored, then SIGTERM", STOPPED, [in_steps("SIGTERM")])

    def quit(self):
        run = self.start()
        run.wait_for_line("t ")
        run.process.send_signal(signal.SIGQUIT)
        yield from run.judged("SIGQUIT", -signal.SIGQUIT, [""])

    def ranks(self):
        yield from self.stop_in_steps(signal.SIGTERM, 2, self.start)
        run = self.start(2)
        run.wait_for_line("t ")
        pause(0.2)
        run.process.send_signal(signal.SIGUSR1)
        yield from run.judged("SIGUSR1 to mpirun", STOPPED, [in_steps("SIGUSR1")])
        yield from self.twice()

    def twice(self):
        """Rank 0 waits for one that is halted, thus amid a step: only a second SIGINT ends it."""
        run = self.start(2)
        run.wait_for_line("t ")
        rank = run.ranks()
        os.kill(rank[1], signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(rank[0], signal.SIGINT)
        time.sleep(0.2)
        if run.process.poll() is not None:
            yield "one SIGINT ends a run amid a step"
        os.kill(rank[0], signal.SIGINT)
        yield from run.judged("a second SIGINT", 128 + signal.SIGINT, ["a second one stops it at once"])

    def estimate(self):
        """Nothing is saved of the coarser level."""
        self.chain += ("mesh.refine=1",)
        run = self.start(options=("--error-estimate",))
        run.wait_for_line("Error estimate, run 1")
        pause(0.2)
        run.process.send_signal(signal.SIGTERM)
        yield from run.judged("SIGTERM to an error estimate", STOPPED, [f"stopped by SIGTERM {AT_ONCE}"])

    def limit(self):
        run = self.start(options=("--max-walltime", "3 s"))
        began = time.monotonic()
        yield from run.judged("a limit of 3 s", STOPPED, [in_steps("--max-walltime"), f"--max-walltime {AT_ONCE}"])
        took = time.monotonic() - began
        print(f"took {took:.2f} s")
        if took > 6.0:
            yield f"a limit of 3 s is passed: {took} s"

    def all_of_tiny(self):
        for ranks in (1, 2):
            for number in SIGNALS:
                yield from self.stop_in_steps(number, ranks, self.start_tiny)


JOBS = {"one": Job.one, "ranks": Job.ranks, "estimate": Job.estimate, "limit": Job.limit, "tiny": Job.all_of_tiny}


def main():
    name, *setting = sys.argv[1:]
    random.seed()
    with tempfile.TemporaryDirectory() as folder:
        faults = list(JOBS[name](Job(*setting, Path(folder))))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

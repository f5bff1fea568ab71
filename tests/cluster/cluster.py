#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The batch scripts of docs/user/cluster under a Slurm of this node alone.

usage: cluster.py JOB SIJ SCRIPTS
  JOB      run.sbatch or run_mpirun.sbatch: is signalled before its time is over, ends with 75, is queued again and goes
           on until it is done; array.sbatch: three cases
  SCRIPTS  folder of the scripts
"""
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "fault" / "runs"))
sys.path.insert(0, str(HERE.parent / "support"))
from faults import chain  # noqa: E402


# Slurm may signal a minute earlier than it is asked to: here 25 s to 85 s after the start of a job.
LIMITS = ("--time=2", "--signal={}USR1@35", "--ntasks=2")
WORK, PATIENCE = 100, 900  # s
ENDED = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL"}


def write_case(folder, name, *more):
    """A case on a chain of tetrahedra."""
    lines = [f"include: [baseline]", f"name: {name}", "pain: {sources: {lining_sacral: {weight: 1}}}"]
    mesh, injections = chain(folder)
    lines += [f"anatomy: {{mesh_file: {mesh.split('=', 1)[1]}}}", injections.replace("=", ": ", 1), *more]
    path = folder / f"{name}.yaml"
    path.write_text("\n".join(lines) + "\n")
    return path


class Cluster:
    def __init__(self, folder, sij):
        self.folder = folder
        self.sij = sij
        self.environment = {**os.environ, "SLURM_CONF": str(folder / "slurm.conf"),
                            "PATH": f"{Path(sij).parent}:{os.environ['PATH']}"}

    def call(self, *words):
        done = subprocess.run(words, capture_output=True, text=True, env=self.environment, cwd=self.folder)
        if done.returncode != 0:
            sys.exit(f"{' '.join(map(str, words))}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def __enter__(self):
        # Daemons keep what they are given as output: a pipe would not end.
        code = subprocess.run([HERE / "slurm.sh", "start", self.folder], stdin=subprocess.DEVNULL).returncode
        if code != 0:
            self.__exit__()
            sys.exit(code)
        return self

    def __exit__(self, *_):
        subprocess.run(["scancel", "--user", str(os.getuid())], env=self.environment, capture_output=True)
        time.sleep(1.0)
        subprocess.run([HERE / "slurm.sh", "stop", self.folder])

    def submit(self, *words):
        return self.call("sbatch", "--parsable", *map(str, words)).strip()

    def state(self, job):
        """Of a job, by the names of scontrol."""
        words = self.call("scontrol", "--oneliner", "show", "job", job).split()
        return dict(word.split("=", 1) for word in words if "=" in word)

    def await_end(self, *jobs):
        """What became of each; sentences of what has not ended are printed."""
        end = time.monotonic() + PATIENCE
        states = [self.state(job) for job in jobs]
        while any(state["JobState"] not in ENDED for state in states) and time.monotonic() < end:
            time.sleep(1.0)
            states = [self.state(job) for job in jobs]
        return states


def judged(name, state, folder):
    """Sentences of what is wrong with a job and its results."""
    print(f"{name}: {state['JobState']}, exit code {state['ExitCode']}, queued again {state['Restarts']} times")
    if state["JobState"] != "COMPLETED" or state["ExitCode"] != "0:0":
        yield f"{name}: {state['JobState']}, exit code {state['ExitCode']}"
    if not (folder / "summary.json").is_file():
        yield f"{name}: no summary"


def write_long(folder, steps):
    """A case of half a minute, in at least so many steps."""
    step = 30.0 / steps
    return write_case(folder, "long", f"numerics: {{step_first: {step} s, step_max: {step} s}}",
                      f"time: {{duration: 30 s, outputs: [{step} s, 30 s]}}")


def steps_within(cluster, seconds):
    """Steps that two ranks take in that time, which srun ends by passing on a signal."""
    case = write_long(cluster.folder, 300000)
    trial = subprocess.Popen(["srun", "--ntasks=2", cluster.sij, "run", case, "-o", "trial"], stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, env=cluster.environment, cwd=cluster.folder)
    trial.stdout.readline()
    time.sleep(seconds)
    trial.send_signal(signal.SIGUSR1)
    printed, said = trial.communicate()
    found = re.search(r"stopped by SIGUSR1 at .* after (\d+) steps", said)
    if trial.returncode != 75 or not found:
        sys.exit(f"srun of sij and SIGUSR1: exit code {trial.returncode}\n{printed}{said}")
    print(f"{found[1]} steps in {seconds} s")
    return int(found[1])


def continued(cluster, script):
    """A case of more work than one job has time for."""
    case = write_long(cluster.folder, steps_within(cluster, 10) * WORK // 10)
    limits = [word.format("B:" if "mpirun" in script.name else "") for word in LIMITS]
    job = cluster.submit(*limits, script, case, "long")
    state, = cluster.await_end(job)
    log = (cluster.folder / f"sij-{job}.log").read_text()
    print(log)
    yield from judged(script.name, state, cluster.folder / "long")
    if int(state["Restarts"]) < 1 or "sij run: stopped by SIGUSR1" not in log:
        yield f"{script.name}: was not signalled and queued again"


def array(cluster, script):
    names = ["one", "two", "three"]
    cases = [write_case(cluster.folder, name, f"time: {{duration: {k} min, outputs: [{k} min]}}")
             for k, name in enumerate(names, 1)]
    job = cluster.submit("--array=1-3", "--time=2", script, *cases)
    states = cluster.await_end(*(f"{job}_{k}" for k in (1, 2, 3)))
    for name, state in zip(names, states):
        folder = cluster.folder / "results" / name
        yield from judged(f"case {name}", state, folder)
        if (folder / "summary.json").is_file() and name not in json.dumps(json.loads((folder / "summary.json").read_text())):
            yield f"case {name}: the summary is of another case"


def main():
    name, sij, scripts = sys.argv[1], *(str(Path(word).resolve()) for word in sys.argv[2:])
    with tempfile.TemporaryDirectory(prefix="sij-slurm-") as folder, Cluster(Path(folder), sij) as cluster:
        job = array if name.startswith("array") else continued
        faults = list(job(cluster, Path(scripts, name)))
    print("\n".join(faults) or "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Nothing is overwritten: another's result, a file of the user, a pipe, the folder of a run that lives.

usage: overwrite.py folders|meshes|cache SIJ    cache takes two minutes
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "mesh"), str(Path(__file__).parents[2] / "support")]
from bar import Bar  # noqa: E402
from checks import need  # noqa: E402

CASE = """include: [baseline]
name: {name}
anatomy: {{mesh_file: bar.msh}}
time: {{duration: {duration}, outputs: [30 s]}}
injections:
  - {{name: joint, tip: [22.3 mm, 1.9 mm, 3.7 mm], volume: 0.1 mL, rate: 1 mL/min, contents: {{lidocaine: 2 %}}}}
pain: {{sources: {{lining_posterior: {{weight: 1}}}}}}
"""
INPUT = 2


class Scene:
    """A folder with a small mesh; sij runs in it."""

    def __init__(self, sij, folder):
        self.sij, self.folder = sij, folder
        self.write("bar.msh", Bar().text())

    def write(self, name, text):
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)
        return name

    def case(self, name, duration="40 s"):
        return self.write(f"{name}.yaml", CASE.format(name=name, duration=duration))

    def started(self, *words, **environment):
        return subprocess.Popen([self.sij, *words], cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                text=True, env={**os.environ, **environment})

    def done(self, *words):
        return subprocess.run([self.sij, *words], cwd=self.folder, capture_output=True, text=True, timeout=120)

    def taken(self, *words):
        done = self.done(*words)
        print(f"sij {' '.join(words)}: {done.returncode}: {done.stderr.strip()}")
        need(done.returncode == 0, f"sij {' '.join(words)} ended with {done.returncode}, want 0\n{done.stderr}")

    def refused(self, sentence, *words):
        before = self.state()
        done = self.done(*words)
        print(f"sij {' '.join(words)}: {done.returncode}: {done.stderr.strip()}")
        need(done.returncode == INPUT, f"sij {' '.join(words)} ended with {done.returncode}, want {INPUT}\n{done.stderr}")
        need(sentence in done.stderr, f"sij {' '.join(words)}: no {sentence!r} in\n{done.stderr}")
        need(done.stderr.count("\n") == 1, f"sij {' '.join(words)}: more than one sentence\n{done.stderr}")
        need(self.state() == before, f"sij {' '.join(words)} was refused and changed the folder")

    def state(self):
        return {str(p): (p.stat().st_ino, p.stat().st_mode, p.stat().st_mtime_ns if p.is_file() else 0)
                for p in sorted(self.folder.rglob("*")) if "running" not in p.parts}

    def owner(self, folder):
        return json.loads((self.folder / folder / "summary.json").read_text())["case"]


def wait_for(path):
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.05)
    sys.exit(f"{path} did not appear")


def living_run(scene, ours):
    """A second run waits for none; one that was killed is no hindrance; another host's is not judged."""
    long = scene.case("long", "1000 h")
    lock = scene.folder / "running" / "run.lock"
    first = scene.started("run", long, "-o", "running", "-D", "numerics.step_max=10 s")
    try:
        wait_for(scene.folder / "running" / "timeseries.csv.part")
        scene.refused(f"running: is in use: process {first.pid} writes its results there", "run", long, "-o", "running")
        scene.refused("is in use", "run", ours, "-o", "running", "--overwrite")
        need(first.poll() is None, "the first run ended")
    finally:
        first.send_signal(signal.SIGKILL)
        first.communicate()
    need(lock.exists(), "a killed run left no lock, so this shows nothing")
    scene.taken("run", ours, "-o", "running", "--overwrite")
    need(not lock.exists() and scene.owner("running") == "ours", "the lock of a killed run was not taken over")
    lock.write_text("host elsewhere.example\nprocess 1\nstarted 1\n")
    scene.refused("if that run has ended, remove running/run.lock", "run", ours, "-o", "running")
    need(lock.exists(), "the lock of another host was removed")
    lock.unlink()


def results_of_others(scene, ours):
    theirs = scene.case("theirs")
    scene.taken("run", ours, "-o", "result")
    scene.refused("result: holds the result of another case, ours; to replace it, give --overwrite", "run", theirs, "-o",
                  "result")
    scene.case("ours", "50 s")
    scene.taken("run", ours, "-o", "result/")
    scene.taken("run", theirs, "-o", "result", "--overwrite")
    need(scene.owner("result") == "theirs", "--overwrite did not replace the result")
    need(not list(scene.folder.rglob("run.lock*")), "a lock outlived its run")
    scene.write("strange/summary.json", "my summary\n")
    scene.refused("strange: holds a summary.json that is not of a run", "run", ours, "-o", "strange")
    scene.write("half/run.xdmf", "<x/>\n")
    scene.refused("half: holds run.xdmf and no summary.json", "run", ours, "-o", "half")


def places(scene, ours):
    for name in ("run.vtkhdf", "timeseries.csv.part"):
        pipe = scene.folder / f"pipe_{name}" / name
        pipe.parent.mkdir()
        os.mkfifo(pipe)
        scene.refused(f"{name} is no file", "run", ours, "-o", pipe.parent.name, "--overwrite")
    scene.refused("bar.msh: cannot write results there: Not a directory", "run", ours, "-o", "bar.msh")
    scene.refused("a/b: cannot write results there: the folder above it does not exist", "run", ours, "-o", "a/b")
    scene.taken("run", ours, "-o", "a/b", "--parents")
    scene.taken("run", ours)
    need(scene.owner("results/ours") == "ours", "no result in results/NAME")
    done = scene.done("run", ours, "-o", "never/there", "--parents", "-D", "injections.0.tip=[0 mm, 0 mm, 0 mm]")
    need(done.returncode == 1, f"a needle outside the mesh: {done.returncode}\n{done.stderr}")
    need(not (scene.folder / "never").exists(), "a run that failed left folders that it had made")


def folders(scene):
    ours = scene.case("ours")
    living_run(scene, ours)
    results_of_others(scene, ours)
    places(scene, ours)


def meshes(scene):
    """sij mesh -o, and the reports of sij verify."""
    ours = scene.case("ours")
    for name in ("ours.yaml", "mesh", "mesh.step", ".msh", "two.msh.gz"):
        scene.refused("a mesh is written as .msh (Gmsh), .vtk (ParaView), .inp", "mesh", ours, "-o", name)
    os.link(scene.folder / ours, scene.folder / "alias.msh")
    scene.refused("alias.msh: is the case itself", "mesh", ours, "-o", "alias.msh")
    scene.refused("bar.msh: is the mesh that the case reads", "mesh", ours, "-o", "bar.msh")
    os.mkfifo(scene.folder / "pipe.msh")
    scene.refused("pipe.msh: is no file", "mesh", ours, "-o", "pipe.msh")
    scene.write("folder.msh/kept", "")
    scene.refused("folder.msh: is no file", "mesh", ours, "-o", "folder.msh")
    scene.write("mine.msh", "mine\n")
    scene.refused("mine.msh: is no mesh of sij mesh", "mesh", ours, "-o", "mine.msh")
    scene.write("beside.materials.json", "{}\n")
    scene.refused("beside.materials.json: is no file of sij mesh", "mesh", ours, "-o", "beside.msh")
    begins = {"msh": b"$MeshFormat", "vtk": b"# vtk DataFile", "inp": b"*Heading", "stl": b"Created by Gmsh"}
    for ending, begin in begins.items():
        for _ in range(2):
            scene.taken("mesh", ours, "-o", f"made.{ending}")
        found = (scene.folder / f"made.{ending}").read_bytes()[:len(begin)]
        need(found == begin, f"made.{ending} begins with {found}, want {begin}")
    scene.refused("ours.yaml: is there and no such result of sij", "verify", "--coarse", "flow.steady", "-o", "ours.yaml")


GENERATED = """include: [baseline]
mesh: {size_joint: 6 mm, size_ligament: 7 mm, size_far: 15 mm, size_needle: 4 mm, gradation: 0.4}
time: {duration: 10 s, outputs: [5 s]}
"""


def cache(scene):
    """Two runs that both find the cache empty both end well, and the third finds a mesh that it takes."""
    case = scene.write("generated.yaml", GENERATED)
    cached = scene.folder / "cache"
    both = [scene.started("mesh", case, "-o", f"{i}.msh", SIJ_CACHE=str(cached)) for i in range(2)]
    for run in both:
        _, said = run.communicate(timeout=300)
        need(run.returncode == 0, f"one of two runs with one cache ended with {run.returncode}\n{said}")
    need((scene.folder / "0.msh").read_bytes() == (scene.folder / "1.msh").read_bytes(), "the two meshes differ")
    left = sorted(p.name for p in cached.iterdir())
    print(left)
    need(len(left) == 2 and not any("part" in name for name in left), f"the cache holds {left}, want a mesh and its seal")
    before = (cached / left[0]).stat().st_ino
    third = scene.started("mesh", case, "-o", "2.msh", SIJ_CACHE=str(cached))
    need(third.wait() == 0, "the third run failed")
    need((cached / left[0]).stat().st_ino == before, "the third run made the mesh anew")


def main():
    with tempfile.TemporaryDirectory() as folder:
        globals()[sys.argv[1]](Scene(sys.argv[2], Path(folder)))


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fail unless the man page and both completions know every verb and every option that `sij --help` tells, and no
other; the man page is sound; and bash, where it is there, completes them.

usage: pages.py TREE
"""
import functools
import re
import shutil
import subprocess
import sys
from pathlib import Path

# A line typed, and some of what is offered for its last word.
COMPLETED = [("sij r", {"run"}), ("sij run --e", {"--error-estimate"}), ("sij list ", {"tissues", "places", "protocols"}),
             ("sij verify --", {"--coarse", "--list", "--help"}), ("sij run case.yaml -D time.du", {"time.duration="}),
             ("sij run -D mesh.refine=1 -", {"-o", "-D"}), ("sij plan case.yaml --", {"--ranks", "--calibrate"}),
             ("sij export run --", {"--at", "--vtu"}), ("sij schema ", {"case", "summary"}),
             ("sij ", {"check", "mesh", "plan", "compare", "validate"})]


@functools.cache
def text_of(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def verbs(sij):
    return re.findall(r"^  sij (\w+)", text_of(sij, "--help"), re.MULTILINE)


def options(sij, verb):
    """--flags that the usage of a verb names, -o and -D among them."""
    usage = text_of(sij, verb, "--help").splitlines()[0]
    return set(re.findall(r"\[(-[-=\w]+)", usage)) - {"--"}


def faults_of_man(tree, sij):
    page = tree / "share/man/man1/sij.1"
    if shutil.which("groff"):
        complaint = subprocess.run(["groff", "-man", "-Tutf8", "-ww", page], capture_output=True, text=True).stderr
        if complaint:
            yield f"sij.1: {complaint}"
    plain = page.read_text().replace("\\", "")
    told = set(re.findall(r"^\.B[IR] (\w+) ", plain.split(".SH VERBS")[1].split(".SH ")[0], re.MULTILINE))
    if set(verbs(sij)) != told:
        yield f"sij.1: its verbs differ from those of the program by {sorted(set(verbs(sij)) ^ told)}"
    for verb in verbs(sij):
        yield from (f"sij.1: {verb}: {option} is missing" for option in options(sij, verb) if option not in plain)


def faults_of_zsh(tree, sij):
    page = tree / "share/zsh/site-functions/_sij"
    text = page.read_text()
    if shutil.which("zsh"):
        done = subprocess.run(["zsh", "-n", page], capture_output=True, text=True)
        if done.returncode:
            yield f"_sij: {done.stderr}"
    for verb in verbs(sij):
        found = re.search(rf"^  {verb}\)(.*?);;", text, re.MULTILINE | re.DOTALL)
        if not found or f"'{verb}:" not in text:
            yield f"_sij: {verb} is missing"
            continue
        part = found[1].replace("$output", "-o").replace("$overrides", "-D").replace("$outside", "--allow-outside")
        yield from (f"_sij: {verb}: {option} is missing" for option in options(sij, verb) if option not in part)
        yield from (f"_sij: {verb} has no {option}" for option in re.findall(r"'(--[=\w-]+)\[", part)
                    if option not in options(sij, verb))


def offered(script, sij, line):
    """What bash would offer at the end of a line."""
    ask = f"""
        PATH={sij.parent}:$PATH; source {script}
        COMP_WORDS=({line.rstrip()}{" ''" if line.endswith(" ") else ""}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
        _sij; printf '%s\\n' "${{COMPREPLY[@]}}" """
    return set(text_of("bash", "-c", ask).split())


def faults_of_bash(tree, sij):
    script = tree / "share/bash-completion/completions/sij"
    for line, wanted in COMPLETED:
        missing = wanted - offered(script, sij, line)
        if missing:
            yield f"bash: after \"{line}\" {sorted(missing)} is not offered"
    if offered(script, sij, "sij x") - {""}:
        yield "bash: something is offered for a word that begins no verb"
    for verb in verbs(sij):
        found = offered(script, sij, f"sij {verb} -") - {"--help"}
        if found != options(sij, verb):
            yield f"bash: {verb}: options differ by {sorted(found ^ options(sij, verb))}"


def main():
    tree = Path(sys.argv[1]).resolve()
    sij = tree / "bin/sij"
    found = [*faults_of_man(tree, sij), *faults_of_zsh(tree, sij), *faults_of_bash(tree, sij)]
    print("\n".join(found) or f"pages: {len(verbs(sij))} verbs, no fault")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

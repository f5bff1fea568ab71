#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds examples against the installed tree: find_package, pkg_config, or static (pkg-config too).

usage: build.py HOW TREE EXAMPLES WORK CC NAME...
The programs stand in WORK/HOW/NAME/NAME.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path


def call(*words, **more):
    print(" ".join(str(word) for word in words), flush=True)
    return subprocess.run(words, check=True, text=True, **more)


def packages(tree):
    return {**os.environ, "PKG_CONFIG_PATH": str(next(tree.glob("lib*/**/sij.pc")).parent)}


def words_of(tree, *options):
    return call("pkg-config", *options, "sij", env=packages(tree), stdout=subprocess.PIPE).stdout.split()


def sources_of(example):
    """Files that the example's own CMakeLists.txt compiles."""
    text = (example / "CMakeLists.txt").read_text()
    return [example / name for name in re.search(r"add_executable\(\w+ ([^)]*)\)", text)[1].split()]


def with_cmake(tree, source, work, cc):
    call("cmake", "-S", source, "-B", work, f"-DCMAKE_PREFIX_PATH={tree}", f"-DCMAKE_C_COMPILER={cc}",
         "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_C_FLAGS=-Wall -Wextra -Werror")
    call("cmake", "--build", work)


def with_flags(tree, source, work, cc):
    words, libraries = words_of(tree, "--cflags"), words_of(tree, "--libs")
    paths = [f"-Wl,-rpath,{word[2:]}" for word in libraries if word.startswith("-L")]
    call(cc, "-std=c17", *words, *sources_of(source), *libraries, *paths, "-lm", "-o", work / source.name)


def with_static(tree, source, work, cc):
    words, libraries = words_of(tree, "--cflags"), words_of(tree, "--static", "--libs")
    libraries = ["-l:libsij.a" if word == "-lsij" else word for word in libraries]
    call(cc, "-std=c17", *words, *sources_of(source), *libraries, "-o", work / source.name)
    linked = call("readelf", "-d", work / source.name, stdout=subprocess.PIPE).stdout
    if "libsij" in linked:
        sys.exit("libsij is linked as a shared library")


WAYS = {"find_package": with_cmake, "pkg_config": with_flags, "static": with_static}


def main():
    how, tree, examples, work, cc = sys.argv[1], *map(Path, sys.argv[2:5]), sys.argv[5]
    shutil.rmtree(work / how, ignore_errors=True)
    for name in sys.argv[6:]:
        (work / how / name).mkdir(parents=True)
        WAYS[how](tree, examples / name, work / how / name, cc)


if __name__ == "__main__":
    main()

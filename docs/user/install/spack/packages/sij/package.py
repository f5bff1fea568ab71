# SPDX-License-Identifier: GPL-3.0-or-later
"""sij for Spack. It is built from a clone: spack dev-build sij@main, inside of it."""
from spack.package import *


class Sij(CMakePackage):
    """Injection into and around the sacroiliac joint, and how the joint moves: finite elements on PETSc."""

    has_code = False  # no place to fetch it from is written here; dev-build takes the folder it stands in
    license("GPL-3.0-or-later")

    version("main")

    variant("self_check", default=True, description="Build sij verify and sij validate")
    variant("tests", default=False, description="Build the tests")

    depends_on("c", type="build")
    depends_on("cmake@3.25:", type="build")
    depends_on("pkgconfig", type="build")
    depends_on("mpi")
    # The solid is factored by MUMPS; indices of 32 and of 64 bits both serve.
    depends_on("petsc@3.18:3.22 +mpi +mumps +double ~complex")
    depends_on("hdf5@1.10: +mpi")
    depends_on("metis@5.1:")
    # Its library with the C interface, and the solids of OpenCASCADE; neither window nor MPI is used.
    depends_on("gmsh@4.8:4.13 +opencascade +shared ~fltk ~mpi")
    depends_on("libyaml")
    depends_on("jansson@2.9:")
    depends_on("zlib-api")
    depends_on("udunits@2.2:")
    depends_on("openssl@3:")
    depends_on("cmocka", when="+tests")
    depends_on("python@3.9:", type="build", when="+tests")

    def cmake_args(self):
        return [
            self.define_from_variant("SIJ_SELF_CHECK", "self_check"),
            self.define_from_variant("BUILD_TESTING", "tests"),
            self.define("SIJ_HDF5", "hdf5"),
        ]

# SPDX-License-Identifier: GPL-3.0-or-later
# Foreign libraries, each as one SYSTEM target sij_foreign_<NAME>, so that their headers never warn.
find_package(PkgConfig REQUIRED)
include(CheckSymbolExists)
find_package(MPI REQUIRED COMPONENTS C)

function(sij_foreign name)
  add_library(sij_foreign_${name} INTERFACE)
  target_link_libraries(sij_foreign_${name} INTERFACE ${ARGN})
endfunction()

function(sij_foreign_plain name header library)
  find_path(${name}_INCLUDE ${header} REQUIRED)
  find_library(${name}_LIBRARY ${library} REQUIRED)
  add_library(sij_foreign_${name} INTERFACE)
  target_include_directories(sij_foreign_${name} SYSTEM INTERFACE ${${name}_INCLUDE})
  target_link_libraries(sij_foreign_${name} INTERFACE ${${name}_LIBRARY})
endfunction()

pkg_check_modules(PETSC REQUIRED IMPORTED_TARGET PETSc)
pkg_check_modules(OPENSSL REQUIRED IMPORTED_TARGET libcrypto)
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
# The parallel HDF5 has another name with each MPI and each distribution; it must be built with the MPI of PETSc.
set(SIJ_HDF5 hdf5-openmpi hdf5-mpich hdf5 CACHE STRING "Names of the parallel HDF5 for pkg-config; the first found")
pkg_search_module(HDF5 REQUIRED IMPORTED_TARGET ${SIJ_HDF5})

# sij_requires(MACRO header library sentence): stops where a library was built without something.
function(sij_requires macro header library sentence)
  set(CMAKE_REQUIRED_LIBRARIES ${library} MPI::MPI_C)
  set(CMAKE_REQUIRED_QUIET ON)
  check_symbol_exists(${macro} ${header} HAVE_${macro})
  if(NOT HAVE_${macro})
    message(FATAL_ERROR "${sentence}")
  endif()
endfunction()

sij_requires(PETSC_HAVE_MUMPS petscsys.h PkgConfig::PETSC
             "PETSc ${PETSC_VERSION} in ${PETSC_PREFIX} was built without MUMPS, which factors the solid of a joint; \
wanted is one configured with MUMPS and ScaLAPACK")
sij_requires(PETSC_USE_REAL_DOUBLE petscsys.h PkgConfig::PETSC
             "PETSc ${PETSC_VERSION} in ${PETSC_PREFIX} has no numbers of double precision; wanted is one that has")
sij_requires(H5_HAVE_PARALLEL hdf5.h PkgConfig::HDF5
             "HDF5 ${HDF5_VERSION} in ${HDF5_PREFIX} (${HDF5_MODULE_NAME}) was built without MPI; wanted is the \
parallel one: name it by -DSIJ_HDF5=..., or put its folder first in PKG_CONFIG_PATH")

sij_foreign(PETSC PkgConfig::PETSC MPI::MPI_C m)
sij_foreign(OPENSSL PkgConfig::OPENSSL)
sij_foreign(YAML PkgConfig::YAML)
sij_foreign(ZLIB PkgConfig::ZLIB)
sij_foreign(JANSSON PkgConfig::JANSSON)
sij_foreign(HDF5 PkgConfig::HDF5 MPI::MPI_C)
sij_foreign_plain(UDUNITS udunits2.h udunits2)
sij_foreign_plain(GMSH gmshc.h gmsh)
sij_foreign_plain(METIS metis.h metis)

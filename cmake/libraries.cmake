# SPDX-License-Identifier: GPL-3.0-or-later
# Foreign libraries, each as one SYSTEM target sij_foreign_<NAME>, so that their headers never warn.
find_package(PkgConfig REQUIRED)
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
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(JANSSON REQUIRED IMPORTED_TARGET jansson)
pkg_check_modules(HDF5 REQUIRED IMPORTED_TARGET hdf5-openmpi)

sij_foreign(PETSC PkgConfig::PETSC MPI::MPI_C m)
sij_foreign(OPENSSL PkgConfig::OPENSSL)
sij_foreign(YAML PkgConfig::YAML)
sij_foreign(JANSSON PkgConfig::JANSSON)
sij_foreign(HDF5 PkgConfig::HDF5 MPI::MPI_C)
sij_foreign_plain(UDUNITS udunits2.h udunits2)
sij_foreign_plain(GMSH gmshc.h gmsh)
sij_foreign_plain(METIS metis.h metis)

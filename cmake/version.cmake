# SPDX-License-Identifier: GPL-3.0-or-later
# The version has one home, project() in CMakeLists.txt: from there it comes into the public header, the program,
# the man page and the packages. The commit is asked for anew at every build.
configure_file(include/sij/api/sij_version.h.in generated/sij_version.h @ONLY)
add_custom_target(
  sij_commit
  BYPRODUCTS ${CMAKE_BINARY_DIR}/generated/commit.h
  COMMAND ${CMAKE_COMMAND} -DSOURCE=${CMAKE_SOURCE_DIR} -DOUTPUT=${CMAKE_BINARY_DIR}/generated/commit.h -P
          ${CMAKE_SOURCE_DIR}/cmake/commit.cmake)
# Before 1.0 a minor version may change the interface.
set(SIJ_INTERFACE_VERSION ${PROJECT_VERSION_MAJOR})
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(SIJ_INTERFACE_VERSION 0.${PROJECT_VERSION_MINOR})
endif()

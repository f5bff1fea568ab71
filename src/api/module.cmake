# SPDX-License-Identifier: GPL-3.0-or-later
# Public headers stand side by side when installed; the version and the commit are generated.
target_include_directories(sij_api PUBLIC ${CMAKE_SOURCE_DIR}/include/sij/api ${CMAKE_BINARY_DIR}/generated)
add_dependencies(sij_api sij_commit)
set_target_properties(sij_api PROPERTIES C_VISIBILITY_PRESET default)

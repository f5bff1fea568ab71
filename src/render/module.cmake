# SPDX-License-Identifier: GPL-3.0-or-later
# The scripts of src/render/paraview/ are part of the program.
file(GLOB render_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/render/paraview/*.py)
sij_embed(render scripts.h RenderScript render_scripts ${render_files})

# SPDX-License-Identifier: GPL-3.0-or-later
# What a state of ParaView does is the same for every run, and part of the program.
sij_embed(store state.h StateScript state_scripts ${CMAKE_SOURCE_DIR}/src/store/paraview/state.py)

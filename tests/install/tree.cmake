# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what was built into an empty folder.
file(REMOVE_RECURSE ${TREE})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix ${TREE} COMMAND_ERROR_IS_FATAL ANY)

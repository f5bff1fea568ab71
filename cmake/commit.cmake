# SPDX-License-Identifier: GPL-3.0-or-later
# At every build: OUTPUT holds the commit of SOURCE, and is touched only when it changes.
cmake_policy(VERSION 3.25)
execute_process(
  COMMAND git -C ${SOURCE} -c safe.directory=${SOURCE} describe --always --dirty --abbrev=10
  OUTPUT_VARIABLE commit
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(CONFIGURE OUTPUT ${OUTPUT} CONTENT "#define SIJ_COMMIT \"@commit@\"\n" @ONLY)

// SPDX-License-Identifier: GPL-3.0-or-later
/** How many elements and how long names a case may have: a Case is one block of memory, equal on every rank. */
#pragma once

enum {
  CASE_NAME       = 64,
  CASE_PATH       = 512,
  CASE_DRUGS      = 16,
  CASE_CONTENTS   = 8,
  CASE_INJECTIONS = 16, // orifices of needles counted apart
  CASE_DEFECTS    = 16,
  CASE_TIPS       = 16,
  CASE_SOURCES    = 24,
  CASE_TARGETS    = 24,
  CASE_CURVE      = 32,
  CASE_SUPPORTS   = 8,
  CASE_SPRINGS    = 12,
  CASE_LOADS      = 12,
  CASE_COURSE     = 32,
  CASE_OUTPUTS    = 256
};

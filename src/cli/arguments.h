// SPDX-License-Identifier: GPL-3.0-or-later
/** The command line, read: sij VERB OPERAND... [-o PATH] [-D key=value]... [-- options of PETSc]
 *
 * Everything after `--` is PETSc's and is cut off before anything else is read. Texts are borrowed
 * from argv. Order: arguments_end, arguments_read, arguments_destroy.
 */
#pragma once

#include "sij/base/problems.h"

#include <stdbool.h>

struct Verb;

typedef struct {
  const struct Verb *verb; // NULL when none is needed: help, version, nothing at all
  bool               help;
  bool               version;
  int                n_operands;
  const char       **operand; // owned array [n_operands]
  int                n_keys;
  const char       **key; // owned array [n_keys] of "path.to.key=value"
  int                n_flags;
  const char       **flag;   // owned array [n_flags] of "--coarse" and the like
  const char       **value;  // owned array [n_flags] of what follows a flag; NULL: it takes nothing
  const char        *output; // NULL when not given
  char              *typed;  // owned: the whole command as one line
} Arguments;

/** Index of the `--` in argv, or argc. */
int arguments_end(int argc, char *const argv[]);

/** Reads argv[1] to argv[end - 1]; argv[end] may hold anything. Every fault is a problem. Not
 * collective: every rank holds the same argv and comes to the same verdict. Owns: caller. */
PetscErrorCode arguments_read(int argc, int end, char *const argv[], Arguments *arguments,
                              Problems *problems) SIJ_CHECKED;

/** True if the flag stands on the command line. */
bool arguments_flag(const Arguments *arguments, const char *flag);

/** What follows the flag; NULL: it is not on the command line. Borrowed. */
const char *arguments_value(const Arguments *arguments, const char *flag);

PetscErrorCode arguments_destroy(Arguments *arguments) SIJ_CHECKED;

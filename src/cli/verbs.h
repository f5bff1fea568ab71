// SPDX-License-Identifier: GPL-3.0-or-later
/** The verbs of the program: one row each of what it takes, what it says of itself, what it does. */
#pragma once

#include "arguments.h"

#include "sij/base/problems.h"

/** How the program ends. */
enum {
  STATUS_FINE    = 0,
  STATUS_FAILED  = 1,
  STATUS_INPUT   = 2,
  STATUS_STOPPED = 75 // EX_TEMPFAIL of sysexits.h: a batch system may try again
};

/** Does the verb. Collective. A problem of the input goes to `problems`; when there are some, *status
 * is STATUS_INPUT unless the verb sets STATUS_FAILED: the input was fine and the run failed. */
typedef PetscErrorCode (*VerbAction)(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                                     int *status);

enum { VERB_FLAGS = 12 };

typedef struct {
  const char *name;  // "--coarse"; NULL: none
  const char *help;  // one line
  const char *value; // what must follow: "TIME"; NULL: nothing
} VerbFlag;

typedef struct Verb {
  const char *name;
  const char *operands; // as in the usage line
  const char *summary;  // one line
  const char *help;     // the rest of the page
  int         fewest, most;
  bool        output; // -o is taken
  bool        keys;   // -D is taken
  bool        petsc;  // options of PETSc mean something
  VerbFlag    flag[VERB_FLAGS];
  VerbAction  act;
} Verb;

/** The verb of that name, or NULL. */
const Verb *verb_find(const char *name);

/** Writes the page of the runs, of `most` bytes at most, to `path` and says so. Collective. */
PetscErrorCode verb_write_page(MPI_Comm comm, const Arguments *arguments, const char *path,
                               double most, Problems *problems) SIJ_CHECKED;

/** The verbs in order; NULL after the last. */
const Verb *verb_at(int i);

/** The verb somebody may have meant by `name`, or NULL. */
const char *verb_nearest(const char *name);

PetscErrorCode verb_check(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                          int *status) SIJ_CHECKED;
PetscErrorCode verb_mesh(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                         int *status) SIJ_CHECKED;
PetscErrorCode verb_run(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                        int *status) SIJ_CHECKED;
PetscErrorCode verb_study(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                          int *status) SIJ_CHECKED;
PetscErrorCode verb_compare(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                            int *status) SIJ_CHECKED;
PetscErrorCode verb_report(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status) SIJ_CHECKED;
PetscErrorCode verb_render(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status) SIJ_CHECKED;
PetscErrorCode verb_verify(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status) SIJ_CHECKED;
PetscErrorCode verb_validate(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                             int *status) SIJ_CHECKED;
PetscErrorCode verb_plan(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                         int *status) SIJ_CHECKED;
PetscErrorCode verb_list(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                         int *status) SIJ_CHECKED;
PetscErrorCode verb_schema(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status) SIJ_CHECKED;
PetscErrorCode verb_export(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status) SIJ_CHECKED;

// SPDX-License-Identifier: GPL-3.0-or-later
// The help pages of the program and of its verbs, from the table in verbs.c.
#include "help.h"

#include "verbs.h"

#include <string.h>

static const char KEYS[] = "  -D path.to.key=value  override a key of the case; may be repeated\n";
static const char OUTPUT[] = "  -o PATH               where to write\n";
static const char OPTIONS[] =
  "  --help, -h            this page; after a verb, the page of the verb\n"
  "  --version             versions of the program and its libraries\n";
static const char EXITS[] =
  "Exit code: 0 fine, 1 the run failed, 2 the case or the command line is at fault, 75 stopped by\n"
  "a signal or --max-walltime.\n";

static void print_usage(FILE *stream, const Verb *verb)
{
  fprintf(stream, "usage: sij %s %s%s%s", verb->name, verb->operands,
          verb->output ? " [-o PATH]" : "", verb->keys ? " [-D key=value]..." : "");
  for (int i = 0; i < VERB_FLAGS && verb->flag[i].name; i++)
    fprintf(stream, " [%s%s%s]", verb->flag[i].name, verb->flag[i].value ? " " : "",
            verb->flag[i].value ? verb->flag[i].value : "");
  fprintf(stream, "%s\n", verb->petsc ? " [-- options of PETSc]" : "");
}

static void print_short(FILE *stream)
{
  fprintf(stream, "Simulates injections into and around the sacroiliac joint, and how it moves.\n\n"
                  "usage: sij VERB ... [-o PATH] [-D key=value]... [-- options of PETSc]\n\n");
  for (int i = 0; verb_at(i); i++) {
    char call[64];

    (void)snprintf(call, sizeof call, "%s %s", verb_at(i)->name, verb_at(i)->operands);
    if (strlen(call) < 20) fprintf(stream, "  sij %-20s%s\n", call, verb_at(i)->summary);
    else fprintf(stream, "  sij %s\n  %24s%s\n", call, "", verb_at(i)->summary);
  }
}

static void print_flag(FILE *stream, const VerbFlag *flag)
{
  char call[64];

  (void)snprintf(call, sizeof call, "%s%s%s", flag->name, flag->value ? " " : "",
                 flag->value ? flag->value : "");
  fprintf(stream, "  %-21s %s\n", call, flag->help);
}

static void print_verb(FILE *stream, const Verb *verb)
{
  print_usage(stream, verb);
  fprintf(stream, "\nsij %s: %s.\n%s", verb->name, verb->summary, verb->help);
  if (verb->output || verb->keys || verb->flag[0].name)
    fprintf(stream, "\n%s%s", verb->output ? OUTPUT : "", verb->keys ? KEYS : "");
  for (int i = 0; i < VERB_FLAGS && verb->flag[i].name; i++) print_flag(stream, &verb->flag[i]);
}

static bool is_rank_0(MPI_Comm comm)
{
  int rank = 0;

  (void)MPI_Comm_rank(comm, &rank);
  return rank == 0;
}

PetscErrorCode help_print(MPI_Comm comm, FILE *stream, const Verb *verb)
{
  PetscFunctionBeginUser;
  if (!is_rank_0(comm)) PetscFunctionReturn(PETSC_SUCCESS);
  if (verb) {
    print_verb(stream, verb);
  } else {
    print_short(stream);
    fprintf(stream, "\n%s%s%s\n%s", OUTPUT, KEYS, OPTIONS, EXITS);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode help_print_short(MPI_Comm comm, FILE *stream)
{
  PetscFunctionBeginUser;
  if (is_rank_0(comm)) {
    print_short(stream);
    fprintf(stream, "\nsij --help says more.\n");
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

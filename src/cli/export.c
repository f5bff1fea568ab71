// SPDX-License-Identifier: GPL-3.0-or-later
// `sij export`: writes one output of a run as a file of its own.
#include "sij/export.h"

#include "verbs.h"

#include "sij/base/duration.h"
#include "sij/base/units.h"

#include <stdio.h>
#include <string.h>

typedef struct {
  char text[32];
} Moment;

/** As a person says it: in seconds below two minutes, in minutes below two hours. */
static Moment write_moment(double time)
{
  Moment moment;

  if (time < 2.0 * UNIT_MINUTE) (void)snprintf(moment.text, sizeof moment.text, "%.4g s", time);
  else if (time < 2.0 * UNIT_HOUR)
    (void)snprintf(moment.text, sizeof moment.text, "%.4g min", time / UNIT_MINUTE);
  else (void)snprintf(moment.text, sizeof moment.text, "%.4g h", time / UNIT_HOUR);
  return moment;
}

/** A time as duration_read() takes it, and 0 too: with a digit before it that is a time above 0. */
static bool read_moment(const char *text, double *time)
{
  char       longer[64];
  const bool zero = !strpbrk(text, "123456789") && strlen(text) < sizeof longer - 1;

  (void)snprintf(longer, sizeof longer, "%s%.62s", zero ? "1" : "", text);
  if (!duration_read(zero ? longer : text, time)) return false;
  if (zero) *time = 0.0;
  return true;
}

static PetscErrorCode read_request(const Arguments *arguments, double *time, Problems *problems)
{
  const char *text = arguments_value(arguments, "--at");

  PetscFunctionBeginUser;
  if (!text)
    PetscCall(problems_add(problems, "sij export", "which time? --at is wanted, as in --at 20min"));
  else if (!read_moment(text, time))
    PetscCall(problems_add(problems, "sij export",
                           "--at \"%s\": a time with its unit is wanted, such as 30s, 20min or 6h",
                           text));
  if (!arguments_flag(arguments, "--vtu"))
    PetscCall(
      problems_add(problems, "sij export", "which format? --vtu is wanted, the one there is"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void tell_outcome(const char *path, double asked, const ExportOutcome *outcome)
{
  if (outcome->before == outcome->after)
    printf("%s holds the output at %s.\n", path, write_moment(outcome->time).text);
  else
    printf("There is no output at %s, but at %s and %s: %s holds the one at %s.\n",
           write_moment(asked).text, write_moment(outcome->before).text,
           write_moment(outcome->after).text, path, write_moment(outcome->time).text);
}

PetscErrorCode verb_export(MPI_Comm comm, const Arguments *arguments, Problems *problems,
                           int *status)
{
  const char   *path = arguments->output ? arguments->output : "export.vtu";
  double        time = 0.0;
  ExportOutcome outcome;
  int           rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCall(read_request(arguments, &time, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(export_vtu(comm, arguments->operand[0], time, path, &outcome, problems));
  if (problems->count > 0 && outcome.read) *status = STATUS_FAILED;
  if (problems->count == 0 && rank == 0) tell_outcome(path, time, &outcome);
  PetscFunctionReturn(PETSC_SUCCESS);
}

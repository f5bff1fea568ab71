// SPDX-License-Identifier: GPL-3.0-or-later
// Runs the cases of a study on parts of the communicator. Every part goes through all cases and takes each that is open
// and that nobody else has: the locks of the folders share the work out, among parts and among programs.
#define _POSIX_C_SOURCE 200809L // nanosleep

#include "cases.h"
#include "state.h"

#include "sij/base/units.h"

#include <petsctime.h>

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/** One part of the communicator at work. */
typedef struct {
  const Study        *study;
  const StudyRequest *request;
  const StudyRunner  *runner;
  MPI_Comm            comm;
  bool                first; // this rank speaks for its part
  int                 n_parts;
  long long           mark;    // of this program
  int                 number;  // case at hand
  int                 n_run;   // cases that this part has run to their end
  double              seconds; // that they took
  bool                stopped;
} Part;

static PetscErrorCode share_int(MPI_Comm comm, int *value)
{
  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Bcast(value, 1, MPI_INT, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_selected(const Study *study, const StudyRequest *request, int number)
{
  if (request->only) return strcmp(request->only, study->cases[number].name) == 0;
  return number % request->n_tasks == request->task;
}

static int count_open(const Part *part)
{
  char path[STUDY_PATH];
  int  n = 0;

  for (int i = 0; i < part->study->n_cases; i++) {
    state_folder(part->request->folder, part->study, i, path);
    n += is_selected(part->study, part->request, i) && !state_has_summary(path);
  }
  return n;
}

static int count_selected(const Part *part)
{
  int n = 0;

  for (int i = 0; i < part->study->n_cases; i++) n += is_selected(part->study, part->request, i);
  return n;
}

static void write_duration(double seconds, char text[32])
{
  if (seconds < 2.0 * UNIT_MINUTE) (void)snprintf(text, 32, "%.0f s", seconds);
  else if (seconds < 2.0 * UNIT_HOUR) (void)snprintf(text, 32, "%.0f min", seconds / UNIT_MINUTE);
  else (void)snprintf(text, 32, "%.1f h", seconds / UNIT_HOUR);
}

// The cases that are left take what those before took, so many at a time.
static void tell_progress(const Part *part, double took, const char *outcome)
{
  const int open = count_open(part), all = count_selected(part);
  char      spent[32], left[32];

  write_duration(took, spent);
  printf("%s: %s after %s; %d of %d cases finished", part->study->cases[part->number].name, outcome,
         spent, all - open, all);
  if (open > 0 && part->n_run > 0) {
    const int rounds = (open + part->n_parts - 1) / part->n_parts;

    write_duration(rounds * part->seconds / part->n_run, left);
    printf(", about %s left", left);
  }
  printf("\n");
  (void)fflush(stdout);
}

static PetscErrorCode end_case(Part *part, const char *folder, double took, bool stopped,
                               const Problems *found)
{
  PetscFunctionBeginUser;
  part->stopped = part->stopped || stopped;
  if (found->count == 0 && !stopped) {
    part->n_run++;
    part->seconds += took;
  }
  if (!part->first) PetscFunctionReturn(PETSC_SUCCESS);
  if (found->count > 0) state_write_failure(folder, part->mark, found);
  if (!stopped) tell_progress(part, took, found->count > 0 ? "failed" : "finished");
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A case that another part, or another program, has is left to it.
static void tell_begin(void *context)
{
  const Part *part = context;

  if (!part->first) return;
  printf("%s: begins\n", part->study->cases[part->number].name);
  (void)fflush(stdout);
}

static PetscErrorCode run_case(Part *part, const Case *input, const char *text, const char *folder)
{
  const StudyRun run = {
    .input = input, .text = text, .folder = folder, .begun = tell_begin, .context = part};
  Problems found = {0};
  bool     busy = false, stopped = false;
  double   began, ended;

  PetscFunctionBeginUser;
  PetscCall(PetscTime(&began));
  if (part->first) state_remove_failure(folder);
  PetscCall(part->runner->run(part->runner->context, part->comm, &run, &busy, &stopped, &found));
  PetscCall(PetscTime(&ended));
  if (!busy) PetscCall(end_case(part, folder, ended - began, stopped, &found));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Whether a case is to be run here: it is open, and no part of this program has failed at it.
static PetscErrorCode is_wanted(const Part *part, const char *folder, const char *text, int *wanted)
{
  Problems  ignored = {0};
  StateKind state   = STATE_OPEN;
  long long mark    = 0;

  PetscFunctionBeginUser;
  if (part->first) {
    PetscCall(state_of(folder, text, part->request->estimate, &state, &ignored));
    PetscCall(state_read_failure(folder, &mark, &ignored));
  }
  *wanted = state != STATE_FINISHED && mark != part->mark;
  PetscCall(share_int(part->comm, wanted));
  PetscCall(problems_destroy(&ignored));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode visit_case(Part *part)
{
  Problems found = {0};
  Case    *input;
  char    *text, folder[STUDY_PATH];
  int      wanted;

  PetscFunctionBeginUser;
  state_folder(part->request->folder, part->study, part->number, folder);
  PetscCall(cases_load(part->comm, part->study, part->number, &input, &text, &found));
  if (input) {
    PetscCall(is_wanted(part, folder, text, &wanted));
    if (wanted) PetscCall(run_case(part, input, text, folder));
  } else
    PetscCall(
      end_case(part, folder, 0.0, false, &found)); // its files have changed since they were checked
  PetscCall(case_destroy(&input));
  PetscCall(PetscFree(text));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode run_part(Part *part)
{
  const StudyRunner *runner = part->runner;

  PetscFunctionBeginUser;
  for (int i = 0; i < part->study->n_cases && !part->stopped; i++) {
    if (!is_selected(part->study, part->request, i)) continue;
    PetscCall(runner->ask(runner->context, part->comm, &part->stopped));
    part->number = i;
    if (!part->stopped) PetscCall(visit_case(part));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Results that are in the way are told before anything runs, the first with what differs.
static PetscErrorCode check_folders(const Study *study, const StudyRequest *request,
                                    Problems *problems)
{
  Problems why   = {0};
  int      first = -1, n = 0;
  char     folder[STUDY_PATH];

  PetscFunctionBeginUser;
  for (int i = 0; i < study->n_cases; i++) {
    Problems  unsound = {0};
    StateKind state   = STATE_OPEN;
    Case     *input;
    char     *text;

    if (!is_selected(study, request, i)) continue;
    state_folder(request->folder, study, i, folder);
    if (!state_has_summary(folder)) continue;
    PetscCall(cases_load(PETSC_COMM_SELF, study, i, &input, &text, &unsound));
    if (input) PetscCall(state_of(folder, text, false, &state, &why));
    if (state == STATE_OTHER && n++ == 0) first = i;
    PetscCall(case_destroy(&input));
    PetscCall(PetscFree(text));
    PetscCall(problems_destroy(&unsound));
  }
  if (n > 0) {
    state_folder(request->folder, study, first, folder);
    PetscCall(problems_add(problems, folder,
                           "holds the result of another case: %s; %d of the cases are so; "
                           "--overwrite runs them anew, -o names another folder",
                           why.sentence[0], n));
  }
  PetscCall(problems_destroy(&why));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode report_failures(const Study *study, const StudyRequest *request,
                                      long long mark, StudyEnd *end, Problems *problems)
{
  char folder[STUDY_PATH];

  PetscFunctionBeginUser;
  for (int i = 0; i < study->n_cases; i++) {
    Problems  sentences = {0};
    long long of;

    state_folder(request->folder, study, i, folder);
    if (state_has_summary(folder)) end->finished++;
    PetscCall(state_read_failure(folder, &of, &sentences));
    if (of != 0) end->failed++;
    for (int k = 0; k < sentences.count && of == mark; k++)
      PetscCall(problems_add(problems, "", "case %s failed: %s", study->cases[i].name,
                             sentences.sentence[k]));
    PetscCall(problems_destroy(&sentences));
  }
  end->left = study->n_cases - end->finished - end->failed;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A barrier that leaves the core to those who still compute.
static PetscErrorCode await_others(MPI_Comm comm)
{
  const struct timespec nap = {.tv_nsec = 20000000};
  MPI_Request           all;
  int                   done = 0;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Ibarrier(comm, &all));
  while (!done) {
    PetscCallMPI(MPI_Test(&all, &done, MPI_STATUS_IGNORE));
    if (!done) (void)nanosleep(&nap, NULL);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode make_mark(MPI_Comm comm, long long *mark)
{
  PetscFunctionBeginUser;
  *mark = (long long)time(NULL) * 10000000 + (long long)getpid();
  PetscCallMPI(MPI_Bcast(mark, 1, MPI_LONG_LONG, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode share_end(MPI_Comm comm, const Part *part, StudyEnd *end)
{
  int number[] = {end->finished, end->failed, end->left}, stopped = part->stopped;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Bcast(number, 3, MPI_INT, 0, comm));
  PetscCallMPI(MPI_Allreduce(MPI_IN_PLACE, &stopped, 1, MPI_INT, MPI_MAX, comm));
  *end = (StudyEnd){
    .finished = number[0], .failed = number[1], .left = number[2], .stopped = stopped != 0};
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_run(MPI_Comm comm, const Study *study, const StudyRequest *request,
                         const StudyRunner *runner, StudyEnd *end, Problems *problems)
{
  Part part = {.study = study, .request = request, .runner = runner};
  int  rank, size, own;

  PetscFunctionBeginUser;
  *end = (StudyEnd){0};
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  PetscCallMPI(MPI_Comm_size(comm, &size));
  if (rank == 0 && !request->overwrite) PetscCall(check_folders(study, request, problems));
  PetscCall(problems_broadcast(comm, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(make_mark(comm, &part.mark));
  PetscCallMPI(MPI_Comm_split(comm, rank / request->ranks, rank, &part.comm));
  PetscCallMPI(MPI_Comm_rank(part.comm, &own));
  part.first   = own == 0;
  part.n_parts = size / request->ranks;
  PetscCall(run_part(&part));
  PetscCall(await_others(comm));
  if (rank == 0) PetscCall(report_failures(study, request, part.mark, end, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscCall(share_end(comm, &part, end));
  PetscCallMPI(MPI_Comm_free(&part.comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a study: rank 0 the file, every rank its meaning; then the baseline, and the cases it makes. And checks each case.
#include "expand.h"
#include "read.h"

#include "sij/casefile/inside.h"
#include "sij/casefile/parse.h"
#include "sij/casefile/words.h"
#include "sij/model.h"

#include <stdio.h>
#include <string.h>

/** The text of the file as every rank has it. Memory of the tree. */
typedef struct {
  void  *bytes; // NULL: it cannot be read
  size_t length;
} StudyText;

static PetscErrorCode share_text(MPI_Comm comm, Study *study, StudyText *text, Problems *problems)
{
  const Node  location = {.file = "", .key = "", .text = "", .path = ""};
  const char *why      = "";
  int         rank, length = -1;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  *text = (StudyText){0};
  if (rank == 0) {
    PetscCall(parse_read_file(&study->tree, study->file, &text->bytes, &text->length, &why));
    if (text->bytes) length = (int)text->length;
    else
      PetscCall(node_fault(problems, &location, "\"%.300s\" cannot be read: %s", study->file, why));
  }
  PetscCallMPI(MPI_Bcast(&length, 1, MPI_INT, 0, comm));
  PetscCall(problems_broadcast(comm, problems));
  if (length < 0) PetscFunctionReturn(PETSC_SUCCESS);
  if (rank > 0) PetscCall(tree_take(&study->tree, (size_t)length + 1, &text->bytes));
  text->length = (size_t)length;
  PetscCallMPI(MPI_Bcast(text->bytes, length, MPI_CHAR, 0, comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void name_study(Study *study, const char *path)
{
  const char  *slash = strrchr(path, '/'), *stem = slash ? slash + 1 : path;
  const size_t n = strcspn(stem, ".");

  (void)snprintf(study->file, sizeof study->file, "%s", path);
  (void)snprintf(study->name, sizeof study->name, "%.*s", (int)n, stem);
  (void)snprintf(study->title, sizeof study->title, "%s", study->name);
}

// A study may come from somebody else, as a case may: its baseline lies in its folder or in that above.
static PetscErrorCode check_baseline(MPI_Comm comm, const Study *study, Problems *problems)
{
  const char *slash = strrchr(study->file, '/');
  char        above[CASE_PATH + 8];
  int         rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  (void)snprintf(above, sizeof above, "%.*s../study", slash ? (int)(slash - study->file) + 1 : 0,
                 study->file);
  if (rank == 0 && !study->outside && !inside_is_allowed(study->baseline, above))
    PetscCall(problems_add(
      problems, study->file,
      "baseline: \"%s\" is no file in the folder of the study, nor in that above it; put it there, "
      "or, if you trust this study, give --allow-outside or name its folder "
      "in SIJ_INCLUDE_PATH",
      study->baseline));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode make_cases(MPI_Comm comm, Study *study, Problems *problems)
{
  const CaseSource source   = {.path = study->baseline, .outside = study->outside};
  Case            *baseline = NULL;

  PetscFunctionBeginUser;
  PetscCall(check_baseline(comm, study, problems));
  if (problems->count == 0) PetscCall(case_load_source(comm, &source, &baseline, NULL, problems));
  if (baseline) PetscCall(expand_cases(study, baseline, problems));
  PetscCall(case_destroy(&baseline));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_load(MPI_Comm comm, const char *path, bool outside, Study **study,
                          Problems *problems)
{
  const int before = problems->count;
  Node     *root   = NULL;
  StudyText text;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(study));
  name_study(*study, path);
  (*study)->outside = outside;
  PetscCall(share_text(comm, *study, &text, problems));
  if (text.bytes)
    PetscCall(parse_text(&(*study)->tree, path, text.bytes, text.length, &root, problems));
  if (root) PetscCall(tree_set_paths(&(*study)->tree, root, ""));
  if (root) PetscCall(read_study(root, *study, problems));
  if (problems->count == before) PetscCall(make_cases(comm, *study, problems));
  if (problems->count > before) PetscCall(study_destroy(study));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode study_destroy(Study **study)
{
  PetscFunctionBeginUser;
  if (*study) PetscCall(tree_destroy(&(*study)->tree));
  PetscCall(PetscFree(*study));
  PetscFunctionReturn(PETSC_SUCCESS);
}

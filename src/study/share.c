// SPDX-License-Identifier: GPL-3.0-or-later
// One mesh for the cases that differ in their needles alone: it is refined at the tips of all of them. Differences between
// such cases are then not of the mesh, and the mesh is made once.
#include "share.h"

#include "sij/anatomy.h"
#include "sij/anatomy/sites.h"
#include "sij/base/hash.h"

#include <stdio.h>
#include <string.h>

enum { LINE = 128 * CASE_TIPS };

/** Cases of one anatomy and the same mesh sizes. */
typedef struct {
  char shape[HASH_LENGTH];
  int  n_tips; // CASE_TIPS + 1: too many
  Vec3 tip[CASE_TIPS];
  bool differ; // not every case has all of them
} ShareGroup;

struct Share {
  int        n_cases, n_groups;
  int        group[STUDY_CASES]; // of a case; -1: it keeps its own mesh
  ShareGroup at[STUDY_CASES];
};

PetscErrorCode share_create(const Study *study, Share **share)
{
  PetscFunctionBeginUser;
  PetscCall(PetscNew(share));
  (*share)->n_cases = study->n_cases;
  for (int i = 0; i < study->n_cases; i++) (*share)->group[i] = -1;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode share_destroy(Share **share)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*share));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static ShareGroup *find_group(Share *share, const char *shape, int *number)
{
  int g = 0;

  while (g < share->n_groups && strcmp(share->at[g].shape, shape) != 0) g++;
  if (g == share->n_groups) {
    (void)snprintf(share->at[g].shape, HASH_LENGTH, "%s", shape);
    share->n_groups++;
  }
  *number = g;
  return &share->at[g];
}

static void add_tip(ShareGroup *group, Vec3 tip)
{
  for (int i = 0; i < group->n_tips && i < CASE_TIPS; i++)
    if (!(vec3_distance(group->tip[i], tip) > 0.0)) return;
  if (group->n_tips < CASE_TIPS) group->tip[group->n_tips] = tip;
  if (group->n_tips <= CASE_TIPS) group->n_tips++;
}

PetscErrorCode share_note(Share *share, int number, const Case *input)
{
  char        shape[HASH_LENGTH];
  Vec3        tip[CASE_TIPS];
  const int   n = anatomy_tips(input, tip);
  ShareGroup *group;

  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0] || input->meshing.n_tips > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(anatomy_shape_hash(input, shape));
  group = find_group(share, shape, &share->group[number]);

  const int before = group->n_tips;

  for (int i = 0; i < n; i++) add_tip(group, tip[i]);
  if ((before > 0 && group->n_tips > before) || n < group->n_tips) group->differ = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void write_line(const ShareGroup *group, char line[LINE])
{
  size_t used = (size_t)snprintf(line, LINE, "mesh.needle_tips=[");

  for (int i = 0; i < group->n_tips; i++)
    used +=
      (size_t)snprintf(line + used, LINE - used, "%s[%.17g m, %.17g m, %.17g m]", i > 0 ? ", " : "",
                       group->tip[i].x[0], group->tip[i].x[1], group->tip[i].x[2]);
  (void)snprintf(line + used, LINE - used, "]");
}

static PetscErrorCode append_override(Study *study, StudyCase *to, const char *line)
{
  const size_t n = (size_t)to->n_overrides;
  void        *memory;

  PetscFunctionBeginUser;
  PetscCall(tree_take(&study->tree, (n + 1) * sizeof *to->override, &memory));
  if (n > 0) memcpy(memory, to->override, n * sizeof *to->override);
  to->override = memory;
  PetscCall(tree_text(&study->tree, line, strlen(line), &to->override[n]));
  to->n_overrides++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode share_apply(MPI_Comm comm, const Share *share, Study *study)
{
  char line[LINE];
  int  rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  for (int i = 0; i < share->n_cases; i++) {
    const ShareGroup *group = share->group[i] >= 0 ? &share->at[share->group[i]] : NULL;

    line[0] = '\0';
    if (rank == 0 && group && group->differ && group->n_tips <= CASE_TIPS) write_line(group, line);
    PetscCallMPI(MPI_Bcast(line, LINE, MPI_CHAR, 0, comm));
    if (line[0]) PetscCall(append_override(study, &study->cases[i], line));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

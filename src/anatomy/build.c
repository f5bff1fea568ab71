// SPDX-License-Identifier: GPL-3.0-or-later
// From a case to its coarse mesh: read from a foreign file, taken from the cache, or generated.
// The way into the anatomy; its result goes to mesh, which distributes it.
#include "cache.h"
#include "check.h"
#include "coarse.h"
#include "count.h"
#include "generate.h"
#include "gmsh.h"
#include "improve.h"
#include "msh.h"
#include "needle.h"
#include "probe.h"

#include "sij/anatomy.h"
#include "sij/anatomy/sites.h"
#include "sij/base/units.h"
#include "sij/mesh/cell_faces.h"

#include <stdio.h>
#include <string.h>

/** Which face of the block an outer face of the reference lies on. */
static Surface surface_at(const Reference *r, double x[3][3])
{
  const struct {
    int     axis;
    double  at;
    Surface surface;
  } side[] = {{1, r->y_skin, SURFACE_SKIN},           {0, 0.0, SURFACE_CUT_MIDLINE},
              {0, r->x_lateral, SURFACE_CUT_LATERAL}, {2, r->z_cranial, SURFACE_CUT_CRANIAL},
              {2, r->z_caudal, SURFACE_CUT_CAUDAL},   {1, r->y_ventral, SURFACE_CUT_VENTRAL}};

  for (size_t i = 0; i < sizeof side / sizeof side[0]; i++) {
    bool on = true;

    for (int k = 0; k < 3; k++) on = on && fabs(x[k][side[i].axis] - side[i].at) < 1e-6;
    if (on) return side[i].surface;
  }
  return SURFACE_NONE;
}

/** Tags the outer faces while the nodes still stand in the reference. Owns: caller, PetscFree(). */
static PetscErrorCode tag_block(const Reference *r, const Draft *draft, int *n, TaggedFace **tagged)
{
  int *face;

  PetscFunctionBeginUser;
  PetscCall(tets_outer_faces(draft->n_tets, draft->tet, n, &face));
  PetscCall(PetscMalloc1((size_t)*n, tagged));
  for (int i = 0; i < *n; i++) {
    double x[3][3];

    for (int k = 0; k < 3; k++) {
      (*tagged)[i].vertex[k] = face[3 * i + k];
      memcpy(x[k], draft->node + 3 * face[3 * i + k], sizeof x[k]);
    }
    (*tagged)[i].surface = surface_at(r, x);
    PetscCheck((*tagged)[i].surface != SURFACE_NONE, PETSC_COMM_SELF, PETSC_ERR_LIB,
               "the mesh has a hole at (%g, %g, %g) mm of the reference", x[0][0], x[0][1],
               x[0][2]);
    triangle_sort((*tagged)[i].vertex);
  }
  PetscCall(PetscFree(face));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** From the right joint at scale 1 to the joint of the case; a mirrored tetrahedron is turned again. */
static void place_draft(const Reference *r, Draft *draft)
{
  const double sign = r->side == SIDE_LEFT ? -1.0 : 1.0;

  for (int i = 0; i < 3 * draft->n_nodes; i++)
    draft->node[i] = msh_rounded((i % 3 == 0 ? sign : 1.0) * r->scale * draft->node[i]);
  for (int e = 0; r->side == SIDE_LEFT && e < draft->n_tets; e++) {
    const int held = draft->tet[4 * e + 2];

    draft->tet[4 * e + 2] = draft->tet[4 * e + 3];
    draft->tet[4 * e + 3] = held;
  }
}

static int count_inverted(const Draft *draft)
{
  int n = 0;

  for (int e = 0; e < draft->n_tets; e++)
    if (tet_volume6(draft->node, draft->tet + 4 * e) <= 0.0) n++;
  return n;
}

static PetscErrorCode generate_mesh(const Case *input, CoarseMesh **coarse, Problems *problems)
{
  const Reference reference = reference_of(&input->anatomy);
  const SizeField field     = size_field_of(input, &reference);
  Draft           draft     = {0};
  int             n_tagged;
  TaggedFace     *tagged;

  PetscFunctionBeginUser;
  PetscCall(generate_reference(&reference, &input->meshing, &field, count_cells(input), &draft));
  PetscCall(tag_block(&reference, &draft, &n_tagged, &tagged));
  PetscCall(improve_draft(&reference.warp, &draft));
  place_draft(&reference, &draft);

  const int n_inverted = count_inverted(&draft);

  if (n_inverted > 0)
    PetscCall(problems_add(
      problems, input->file,
      "anatomy: %d of %d tetrahedra turned over where the joint bends; take smaller mesh sizes, "
      "or a smaller ridge_height",
      n_inverted, draft.n_tets));
  else {
    PetscCall(coarse_create(&draft, UNIT_MM, n_tagged, tagged, coarse));
    PetscCall(coarse_close(*coarse));
  }
  PetscCall(draft_destroy(&draft));
  PetscCall(PetscFree(tagged));
  PetscFunctionReturn(PETSC_SUCCESS);
}

typedef struct {
  const Case  *input;
  CoarseMesh **coarse;
  Problems    *problems;
} Generation;

static PetscErrorCode generate_guarded(void *context)
{
  const Generation *to = context;

  return generate_mesh(to->input, to->coarse, to->problems);
}

/** Gmsh may fail on an anatomy that passed every check made before; that is a fault of the case. */
static PetscErrorCode try_generate(const Case *input, CoarseMesh **coarse, Problems *problems)
{
  Generation     to = {input, coarse, problems};
  PetscErrorCode failed;
  bool           gave_up;

  PetscFunctionBeginUser;
  PetscCall(PetscPushErrorHandler(PetscReturnErrorHandler, NULL));
  failed = gmsh_guarded(generate_guarded, &to, &gave_up);
  PetscCall(PetscPopErrorHandler());
  if (!failed && !gave_up) PetscFunctionReturn(PETSC_SUCCESS);
  if (!gave_up) PetscCall(gmsh_abandon());
  PetscCall(problems_add(
    problems, input->file,
    "anatomy: Gmsh could not mesh this combination of parameters; bring those that differ from "
    "a preset closer to it, or change a mesh size by a tenth"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode obtain_generated(const Case *input, CoarseMesh **coarse, Problems *problems)
{
  char path[PETSC_MAX_PATH_LEN];
  bool written;

  PetscFunctionBeginUser;
  PetscCall(anatomy_check(input, problems));
  if (problems->count > 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(cache_path(input, path));
  PetscCall(cache_take(path, coarse));
  if (!*coarse) {
    PetscCall(try_generate(input, coarse, problems));
    if (!*coarse) PetscFunctionReturn(PETSC_SUCCESS);
    anatomy_make_folder(path);
    PetscCall(msh_write(*coarse, path, &written)); // a cache that refuses costs time, nothing else
    if (written) cache_write_seal(path, (*coarse)->hash);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_defects(const Case *input, Problems *problems)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_defects; i++) {
    const Defect *d = &input->defect[i];
    Vec3          centre;

    if (!d->landmark[0]) continue;
    if (input->anatomy.mesh_file[0])
      PetscCall(problems_add(problems, input->file,
                             "defect %s: place '%s' belongs to the generated anatomy; give "
                             "centre: [x, y, z] in the frame of %s",
                             d->name, d->landmark, input->anatomy.mesh_file));
    else if (!anatomy_defect_centre(&input->anatomy, d->landmark, &centre))
      PetscCall(problems_add(problems, input->file,
                             "defect %s: there is no place '%s'; places are dorsal, superior, "
                             "ventral, ventral_caudal",
                             d->name, d->landmark));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode build_on_root(const Case *input, CoarseMesh **coarse, Problems *problems)
{
  Problems found = {0};

  PetscFunctionBeginUser;
  if (input->anatomy.mesh_file[0]) PetscCall(foreign_read(input, coarse, &found));
  else PetscCall(obtain_generated(input, coarse, &found));
  PetscCall(check_defects(input, &found));
  if (*coarse) PetscCall(needle_check(input, *coarse, &found));
  if (found.count > 0) PetscCall(coarse_destroy(coarse));
  for (int i = 0; i < found.count; i++)
    PetscCall(problems_add(problems, "", "%s", found.sentence[i]));
  PetscCall(problems_destroy(&found));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Tips that the case gives as points; those of named sites are sound by themselves, orifices behind them are not. */
typedef struct {
  Reference reference;
  int       n;
  int       injection[CASE_INJECTIONS];
  Vec3      tip[CASE_INJECTIONS];
  Region    found[CASE_INJECTIONS];
} Tips;

static PetscErrorCode probe_guarded(void *context)
{
  Tips *tips = context;

  return probe_hard_tissue(&tips->reference, tips->n, tips->tip, tips->found);
}

/** Solids that Gmsh cannot make are left to the run, which says so. */
static PetscErrorCode probe_tips(const Case *input, Problems *problems)
{
  Tips           tips = {.reference = reference_of(&input->anatomy)};
  PetscErrorCode failed;
  bool           gave_up;

  PetscFunctionBeginUser;
  for (int i = 0; i < input->n_injections; i++)
    if (!input->injection[i].site[0] || input->injection[i].needle_offset > 0.0) {
      tips.injection[tips.n] = i;
      (void)needle_tip(input, i, &tips.tip[tips.n++]);
    }
  if (tips.n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscPushErrorHandler(PetscReturnErrorHandler, NULL));
  failed = gmsh_guarded(probe_guarded, &tips, &gave_up);
  PetscCall(PetscPopErrorHandler());
  if (failed && !gave_up) PetscCall(gmsh_abandon());
  for (int i = 0; i < tips.n && !failed && !gave_up; i++)
    if (tips.found[i] != REGION_NONE)
      PetscCall(needle_report_hard(input, tips.injection[i], tips.tip[i], tips.found[i], problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_generated(const Case *input, Problems *problems)
{
  const int   before = problems->count;
  CoarseMesh *coarse = NULL;
  char        path[PETSC_MAX_PATH_LEN];

  PetscFunctionBeginUser;
  PetscCall(anatomy_check(input, problems));
  PetscCall(check_defects(input, problems));
  if (problems->count > before) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(cache_path(input, path));
  PetscCall(cache_take(path, &coarse));
  if (coarse) PetscCall(needle_check(input, coarse, problems));
  else PetscCall(probe_tips(input, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode anatomy_check_case(MPI_Comm comm, const Case *input, Problems *problems)
{
  CoarseMesh *coarse = NULL;
  int         rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && input->anatomy.mesh_file[0]) PetscCall(build_on_root(input, &coarse, problems));
  else if (rank == 0) PetscCall(check_generated(input, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 project_midpoint(Vec3 a, Vec3 b, bool boundary, const void *geometry)
{
  return anatomy_refine_point(geometry, a, b, boundary);
}

/** What every rank must know of rank 0's mesh. */
typedef struct {
  int  made;
  char hash[65];
} Verdict;

PetscErrorCode anatomy_build(MPI_Comm comm, const Case *input, CoarseMesh **coarse,
                             Problems *problems)
{
  CoarseMesh *mesh    = NULL;
  Verdict     verdict = {0};
  int         rank;

  PetscFunctionBeginUser;
  *coarse = NULL;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(build_on_root(input, &mesh, problems));
  PetscCall(problems_broadcast(comm, problems));
  if (mesh) {
    verdict = (Verdict){.made = 1};
    memcpy(verdict.hash, mesh->hash, sizeof verdict.hash);
  }
  PetscCallMPI(MPI_Bcast(&verdict, (int)sizeof verdict, MPI_BYTE, 0, comm));
  if (!verdict.made) PetscFunctionReturn(PETSC_SUCCESS);
  if (rank > 0) PetscCall(PetscNew(&mesh));
  mesh->tags = region_tags();
  if (!input->anatomy.mesh_file[0]) {
    mesh->project  = project_midpoint;
    mesh->geometry = &input->anatomy;
  }
  memcpy(mesh->hash, verdict.hash, sizeof verdict.hash);
  *coarse = mesh;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode anatomy_write(MPI_Comm comm, const CoarseMesh *coarse, const char *path,
                             Problems *problems)
{
  bool written = true;
  int  rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(msh_write(coarse, path, &written));
  if (!written)
    PetscCall(problems_add(problems, path,
                           "the mesh cannot be written; name a folder that exists, may be written "
                           "to and has room"));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// `sij mesh`: builds the mesh of a case, prints its quality and thickness, writes it with a materials file.
#include "sij/mesh.h"

#include "input.h"
#include "mesh_file.h"
#include "verbs.h"

#include "sij/anatomy.h"
#include "sij/anatomy/sites.h"
#include "sij/base/units.h"
#include "sij/report/materials.h"

#include <stdio.h>

/** The joint between its bones, as meshed. */
typedef struct {
  double sacral, cavity, iliac; // thickness: volume over area     m
  double area;                  // auricular, mean of both sides   m^2
} Layers;

static void print_regions(const RegionQuality quality[REGION_COUNT])
{
  PetscInt n_cells = 0;
  double   volume  = 0.0;

  printf("%-19s%10s%12s%10s%11s%8s%8s\n", "region", "tets", "volume", "edge", "quality", "", "");
  printf("%-19s%10s%12s%10s%11s%8s%8s\n", "", "", "mm^3", "mm", "min", "p5", "median");
  for (int i = 0; i < REGION_COUNT; i++) {
    const RegionQuality *q = &quality[i];

    if (q->n_cells == 0) continue;
    printf("%-19s%10lld%12.0f%10.2f%11.3f%8.3f%8.3f\n", region_name((Region)i),
           (long long)q->n_cells, q->volume / UNIT_MM3, q->size / UNIT_MM, q->quality_min,
           q->quality_p5, q->quality_median);
    n_cells += q->n_cells;
    volume += q->volume;
  }
  printf("%-19s%10lld%12.0f\n", "all", (long long)n_cells, volume / UNIT_MM3);
  printf("quality is SICN: 1 regular, 0 flat, negative inverted\n\n");
}

static double divide_or_zero(double a, double b)
{
  return b > 0.0 ? a / b : 0.0;
}

static PetscErrorCode measure_layers(const Mesh *mesh, const RegionQuality quality[REGION_COUNT],
                                     Layers *layers)
{
  double sacral, iliac;

  PetscFunctionBeginUser;
  PetscCall(mesh_interface_area(mesh, REGION_CARTILAGE_SACRAL, REGION_JOINT_CAVITY, &sacral));
  PetscCall(mesh_interface_area(mesh, REGION_CARTILAGE_ILIAC, REGION_JOINT_CAVITY, &iliac));
  layers->area   = 0.5 * (sacral + iliac);
  layers->sacral = divide_or_zero(quality[REGION_CARTILAGE_SACRAL].volume, sacral);
  layers->iliac  = divide_or_zero(quality[REGION_CARTILAGE_ILIAC].volume, iliac);
  layers->cavity = divide_or_zero(quality[REGION_JOINT_CAVITY].volume, layers->area);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void print_layer(const char *name, const char *unit, double measured, double expected)
{
  printf("%-28s%10.3f%10.3f %-5s", name, measured, expected, unit);
  if (expected > 0.0) printf("%+8.1f %%", 100.0 * (measured / expected - 1.0));
  printf("\n");
}

static void print_layers(const Case *input, const Layers *layers)
{
  const AnatomyExpected expected = anatomy_expected(&input->anatomy);

  printf("%-28s%10s%10s\n", "", "measured", "expected");
  print_layer("auricular area", "cm^2", layers->area / UNIT_CM2,
              expected.auricular_area / UNIT_CM2);
  print_layer("sacral cartilage, thickness", "mm", layers->sacral / UNIT_MM,
              expected.cartilage_sacral / UNIT_MM);
  print_layer("cavity, thickness", "mm", layers->cavity / UNIT_MM, expected.cavity / UNIT_MM);
  print_layer("iliac cartilage, thickness", "mm", layers->iliac / UNIT_MM,
              expected.cartilage_iliac / UNIT_MM);
  printf("thickness is volume over area\n");
}

static PetscErrorCode print_mesh(const Case *input, const Mesh *mesh)
{
  RegionQuality quality[REGION_COUNT];
  Layers        layers = {0};
  int           rank;

  PetscFunctionBeginUser;
  PetscCall(mesh_quality(mesh, quality));
  PetscCall(measure_layers(mesh, quality, &layers));
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &rank));
  if (rank > 0) PetscFunctionReturn(PETSC_SUCCESS);
  printf("case %s: %lld tetrahedra, %lld nodes\n\n", input->name, (long long)mesh->n_cells_global,
         (long long)mesh->n_global);
  print_regions(quality);
  if (!input->anatomy.mesh_file[0]) print_layers(input, &layers);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Named sites and places become points, for readers who know no anatomy. Names were checked on loading.
static void resolve_landmarks(Case *input)
{
  for (int i = 0; i < input->n_injections; i++) {
    Vec3 at;

    if (anatomy_orifice(&input->anatomy, &input->injection[i], &at)) input->injection[i].tip = at;
  }
  for (int i = 0; i < input->n_defects; i++)
    if (input->defect[i].landmark[0])
      (void)anatomy_defect_centre(&input->anatomy, input->defect[i].landmark,
                                  &input->defect[i].centre);
}

static PetscErrorCode write_materials(MPI_Comm comm, const char *mesh, const Case *input,
                                      Problems *problems)
{
  Case *whole = NULL;
  char  path[MESH_FILE];
  int   rank;

  PetscFunctionBeginUser;
  mesh_file_materials(mesh, path);
  PetscCall(PetscNew(&whole));
  *whole = *input;
  resolve_landmarks(whole);
  PetscCall(materials_write(comm, path, mesh, whole, problems));
  PetscCall(PetscFree(whole));
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && problems->count == 0) printf("%s written\n", path);
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode write_mesh(MPI_Comm comm, const char *path, const Case *input,
                                 const CoarseMesh *coarse, Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCall(anatomy_write(comm, coarse, path, problems));
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0 && problems->count == 0)
    printf("\n%s written%s\n", path, input->meshing.refine > 0 ? ", before refinement" : "");
  if (problems->count == 0) PetscCall(write_materials(comm, path, input, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode build_mesh(MPI_Comm comm, const char *path, const Case *input,
                                 Problems *problems, int *status)
{
  CoarseMesh *coarse = NULL;
  Mesh       *mesh   = NULL;

  PetscFunctionBeginUser;
  PetscCall(anatomy_build(comm, input, &coarse, problems));
  if (coarse) PetscCall(mesh_create(comm, coarse, input->meshing.refine, &mesh, problems));
  if (mesh) {
    PetscCall(print_mesh(input, mesh));
    PetscCall(write_mesh(comm, path, input, coarse, problems));
    if (problems->count > 0) *status = STATUS_FAILED;
  }
  PetscCall(mesh_destroy(&mesh));
  PetscCall(coarse_destroy(&coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode verb_mesh(MPI_Comm comm, const Arguments *arguments, Problems *problems, int *status)
{
  const char *file  = arguments->operand[0];
  Case       *input = NULL;
  char        named[CASE_NAME + sizeof ".msh"];

  PetscFunctionBeginUser;
  PetscCall(input_load(comm, file, arguments, &input, NULL, problems));
  if (!input) PetscFunctionReturn(PETSC_SUCCESS);
  (void)snprintf(named, sizeof named, "%s.msh", input->name);

  const char *path = arguments->output ? arguments->output : named;

  PetscCall(mesh_file_check(comm, path, file, input, problems));
  if (problems->count == 0) PetscCall(build_mesh(comm, path, input, problems, status));
  PetscCall(case_destroy(&input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

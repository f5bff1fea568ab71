#include "defects.h"

static Vec3 centroid(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++) {
    const double *x = mesh->x[mesh->cell[cell][a]];

    sum = vec3_sum(sum, vec3(0.25 * x[0], 0.25 * x[1], 0.25 * x[2]));
  }
  return sum;
}

static PetscErrorCode nearest_capsule(const Mesh *mesh, Vec3 centre, double *distance)
{
  double here = PETSC_MAX_REAL;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++)
    if (mesh->region[e] == REGION_CAPSULE)
      here = PetscMin(here, vec3_distance(centroid(mesh, e), centre));
  PetscCallMPI(MPI_Allreduce(&here, distance, 1, MPI_DOUBLE, MPI_MIN, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode mark(const Medium *medium, Vec3 centre, double radius, int law,
                           double *volume)
{
  const Mesh *mesh = medium->graph->mesh;
  double      here = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    if (mesh->region[e] != REGION_CAPSULE || vec3_distance(centroid(mesh, e), centre) > radius)
      continue;
    medium->law[e] = law;
    if (e < mesh->n_cells_owned) here += mesh->volume[e];
  }
  PetscCallMPI(MPI_Allreduce(&here, volume, 1, MPI_DOUBLE, MPI_SUM, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode open_one(Medium *medium, const Defect *defect, Vec3 centre,
                               Problems *problems)
{
  const Case   *input   = medium->input;
  const double  width   = input->anatomy.capsule;
  const Tissue *capsule = &input->tissue[REGION_CAPSULE];
  const int     law     = medium->n_laws++;
  double        nearest, volume;

  PetscFunctionBeginUser;
  PetscCall(nearest_capsule(medium->graph->mesh, centre, &nearest));
  if (nearest > PetscMax(defect->size, 2.0 * width))
    PetscCall(
      problems_add(problems, input->file,
                   "defects.%s: its centre is %.1f mm from the nearest cell of the capsule; "
                   "move it to the capsule, or make it wider",
                   defect->name, 1e3 * nearest));
  PetscCall(mark(medium, centre, PetscMax(0.5 * defect->size, 1.0001 * nearest), law, &volume));
  const double open = defect->conductance * width * width / volume;
  const double rest = capsule->conductivity_across;

  medium->region[law]       = REGION_CAPSULE;
  medium->conductivity[law] = (Transverse){.along = rest, .across = rest, .fibre = {{0.0}}};
  medium->pore[law]         = capsule->pore;
  medium->pore[law].kind    = PORE_MATRIX;
  medium->pore[law].p_dil   = defect->opening_pressure;
  medium->pore[law].n       = 4.0; // opens within about a third of its pressure
  medium->pore[law].ratio   = PetscMax(1.0, open / rest);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode defects_open(Medium *medium, Problems *problems)
{
  const Case *input = medium->input;

  PetscFunctionBeginUser;
  for (int d = 0; d < input->n_defects; d++) {
    const Defect *defect = &input->defect[d];
    Vec3          centre = defect->centre;

    if (defect->place[0] && !anatomy_defect_place(&input->anatomy, defect->place, &centre))
      PetscCall(problems_add(problems, input->file,
                             "defects.%s.place: '%s' is not a place of this anatomy; use dorsal, "
                             "superior or ventral, or give its centre",
                             defect->name, defect->place));
    else PetscCall(open_one(medium, defect, centre, problems));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

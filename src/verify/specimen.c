// SPDX-License-Identifier: GPL-3.0-or-later
// A solid on a box: creates it, prescribes its sides, loads it, and measures displacement, stress and virtual work
// against what is exact. The checks of mechanics stand on it.
#include "specimen.h"

#include "sij/fem/quadratic.h"
#include "sij/testing/mechanics.h"

#include <math.h>

static PetscErrorCode stop_on_problems(MPI_Comm comm, Problems *problems)
{
  const int count = problems->count;

  PetscFunctionBeginUser;
  if (count > 0) PetscCall(problems_print(comm, problems));
  PetscCall(problems_destroy(problems));
  PetscCheck(count == 0, comm, PETSC_ERR_USER_INPUT, "the specimen cannot be had");
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode create_box_mesh(MPI_Comm comm, const Box *box, Mesh **mesh)
{
  Problems    problems = {0};
  CoarseMesh *coarse   = NULL;

  PetscFunctionBeginUser;
  PetscCall(box_build(comm, box, &coarse));
  PetscCall(mesh_create(comm, coarse, 0, mesh, &problems));
  PetscCall(coarse_destroy(&coarse));
  PetscCall(stop_on_problems(comm, &problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool is_bone(int region)
{
  return region == SPECIMEN_BONE_1 || region == SPECIMEN_BONE_2;
}

static PetscErrorCode create_solid(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                                   Vec3 fibre, double tolerance, Specimen *specimen)
{
  PetscFunctionBeginUser;
  PetscCall(create_box_mesh(comm, box, &specimen->mesh));
  PetscCall(PetscMalloc1(specimen->mesh->n_cells, &specimen->row));
  PetscCall(PetscMalloc1(specimen->mesh->n_cells, &specimen->fibre));
  for (PetscInt e = 0; e < specimen->mesh->n_cells; e++) {
    specimen->row[e]   = is_bone(specimen->mesh->region[e]);
    specimen->fibre[e] = fibre;
  }
  const MechanicsProblem solids = {.strain    = strain,
                                   .law       = specimen->law,
                                   .of_cell   = specimen->row,
                                   .fibre     = specimen->fibre,
                                   .tolerance = tolerance};

  PetscCall(mechanics_create(specimen->mesh, &solids, &specimen->mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_create(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                               const Hyperelastic *law, Vec3 fibre, double tolerance,
                               Specimen *specimen)
{
  PetscFunctionBeginUser;
  specimen->law[0] = specimen->law[1] = *law;
  PetscCall(create_solid(comm, box, strain, fibre, tolerance, specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_create_with_bone(MPI_Comm comm, const Box *box, MechanicsStrain strain,
                                         const Hyperelastic *law, const Hyperelastic *bone,
                                         double tolerance, Specimen *specimen)
{
  PetscFunctionBeginUser;
  specimen->law[0] = *law;
  specimen->law[1] = *bone;
  PetscCall(create_solid(comm, box, strain, vec3(0.0, 0.0, 0.0), tolerance, specimen));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_destroy(Specimen *specimen)
{
  PetscFunctionBeginUser;
  PetscCall(mechanics_destroy(&specimen->mechanics));
  PetscCall(PetscFree(specimen->row));
  PetscCall(PetscFree(specimen->fibre));
  PetscCall(mesh_destroy(&specimen->mesh));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_prescribe(Specimen *specimen, int side, bool x, bool y, bool z,
                                  MechanicsField *field, const void *context)
{
  Problems   problems     = {0};
  const bool component[3] = {x, y, z};

  PetscFunctionBeginUser;
  PetscCall(mechanics_set_dirichlet(specimen->mechanics, side, MESH_NONE, component, field, context,
                                    &problems));
  PetscCall(stop_on_problems(specimen->mesh->comm, &problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_prescribe_all(Specimen *specimen, MechanicsField *field,
                                      const void *context)
{
  PetscFunctionBeginUser;
  for (int side = 0; side < BOX_SIDES; side++)
    PetscCall(specimen_prescribe(specimen, side, true, true, true, field, context));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_load(Specimen *specimen, MechanicsOutcome *outcome)
{
  PetscFunctionBeginUser;
  PetscCall(mechanics_advance(specimen->mechanics, (LoadFactor){1.0, 1.0}, outcome));
  PetscCheck(outcome->reached, specimen->mesh->comm, PETSC_ERR_NOT_CONVERGED, "specimen: %s",
             outcome->reason);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_max(const Specimen *specimen, double own, double *all)
{
  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&own, all, 1, MPI_DOUBLE, MPI_MAX, specimen->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_sum(const Specimen *specimen, double own, double *all)
{
  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Allreduce(&own, all, 1, MPI_DOUBLE, MPI_SUM, specimen->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// fmax loses NaN, which must not pass for a small deviation.
static double take_larger(double a, double b)
{
  return isnan(b) ? INFINITY : fmax(a, b);
}

PetscErrorCode specimen_deviation(const Specimen *specimen, MechanicsField *field,
                                  const void *context, double *largest)
{
  const Nodes *nodes  = mechanics_nodes(specimen->mechanics);
  const double(*u)[3] = mechanics_displacement(specimen->mechanics);
  double own          = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt node = 0; node < nodes->n_owned; node++) {
    const Vec3 exact = field(nodes_position(nodes, node), context);

    for (int i = 0; i < 3; i++) own = take_larger(own, fabs(u[node][i] - exact.x[i]));
  }
  PetscCall(specimen_max(specimen, own, largest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_stress(const Specimen *specimen, Mat3 stress, double *largest)
{
  double own = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < specimen->mesh->n_cells_owned; e++) {
    MechanicsCell mean;

    mechanics_cell(specimen->mechanics, e, &mean);
    for (int a = 0; a < 9; a++)
      own = take_larger(own, fabs(mean.stress.m[a / 3][a % 3] - stress.m[a / 3][a % 3]));
  }
  PetscCall(specimen_max(specimen, own, largest));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode specimen_work(Specimen *specimen, MechanicsField *field, const void *context,
                             MechanicsField *by, const void *of, double *work)
{
  const Nodes *nodes = mechanics_nodes(specimen->mechanics);
  double       own   = 0.0;
  bool         sound;
  double(*u)[3], (*force)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc2(nodes->n_local, &u, nodes->n_owned, &force));
  for (PetscInt k = 0; k < 3 * nodes->n_local; k++)
    u[k / 3][k % 3] = field(nodes_position(nodes, k / 3), context).x[k % 3];
  PetscCall(mechanics_imbalance(specimen->mechanics, (LoadFactor){1.0, 0.0}, (const double(*)[3])u,
                                NULL, force, &sound));
  PetscCheck(sound, specimen->mesh->comm, PETSC_ERR_PLIB, "the field turns elements over");
  for (PetscInt node = 0; node < nodes->n_owned; node++) {
    const Vec3 way = by(nodes_position(nodes, node), of);

    for (int i = 0; i < 3; i++) own += force[node][i] * way.x[i];
  }
  PetscCall(PetscFree2(u, force));
  PetscCall(specimen_sum(specimen, own, work));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Vec3 evaluate_linear(Vec3 x, const void *context)
{
  return mat3_times(*(const Mat3 *)context, x);
}

PetscErrorCode specimen_virial(Specimen *specimen, MechanicsField *field, const void *context,
                               Mat3 *sum)
{
  PetscFunctionBeginUser;
  for (int a = 0; a < 9; a++) {
    Mat3 unit = {{{0.0}}};

    unit.m[a / 3][a % 3] = 1.0;
    PetscCall(
      specimen_work(specimen, field, context, evaluate_linear, &unit, &sum->m[a / 3][a % 3]));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

enum { LINE = 4 };

// Gauss and Legendre on [0, 1]; a cube of them, pressed to a tetrahedron, integrates degree 5.
static const double AT[LINE]     = {0.069431844202973712, 0.33000947820757187, 0.66999052179242813,
                                    0.93056815579702629};
static const double WEIGHT[LINE] = {0.17392742256872693, 0.32607257743127307, 0.32607257743127307,
                                    0.17392742256872693};

static double compute_squared_error(const Specimen *specimen, PetscInt cell, const double L[4],
                                    MechanicsField *field, const void *context)
{
  const PetscInt *node = mechanics_nodes(specimen->mechanics)->cell[cell];
  const double(*u)[3]  = mechanics_displacement(specimen->mechanics);
  Vec3   x = vec3(0.0, 0.0, 0.0), found = x;
  double shape[NODES_CELL];

  quadratic_shapes(L, shape);
  for (int a = 0; a < 4; a++)
    for (int i = 0; i < 3; i++)
      x.x[i] += L[a] * specimen->mesh->x[specimen->mesh->cell[cell][a]][i];
  for (int a = 0; a < NODES_CELL; a++)
    for (int i = 0; i < 3; i++) found.x[i] += shape[a] * u[node[a]][i];
  const Vec3 error = vec3_difference(found, field(x, context));

  return vec3_dot(error, error);
}

static double integrate_squared_error(const Specimen *specimen, PetscInt cell,
                                      MechanicsField *field, const void *context)
{
  double sum = 0.0;

  for (int i = 0; i < LINE; i++)
    for (int j = 0; j < LINE; j++)
      for (int k = 0; k < LINE; k++) {
        const double a = AT[i], b = (1.0 - a) * AT[j], c = (1.0 - a) * (1.0 - AT[j]) * AT[k];
        const double L[4] = {a, b, c, 1.0 - a - b - c};
        const double weight =
          6.0 * WEIGHT[i] * WEIGHT[j] * WEIGHT[k] * pow(1.0 - a, 2) * (1.0 - AT[j]);

        sum += weight * compute_squared_error(specimen, cell, L, field, context);
      }
  return sum * specimen->mesh->volume[cell];
}

PetscErrorCode specimen_l2(const Specimen *specimen, MechanicsField *field, const void *context,
                           double *l2)
{
  double square = 0.0, volume = 0.0;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < specimen->mesh->n_cells_owned; e++) {
    square += integrate_squared_error(specimen, e, field, context);
    volume += specimen->mesh->volume[e];
  }
  const double own[2] = {square, volume};

  PetscCall(specimen_sum(specimen, own[0], &square));
  PetscCall(specimen_sum(specimen, own[1], &volume));
  *l2 = sqrt(square / volume);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Internal forces of all elements, shells and springs, and their tangent: the residual that newton.c brings to zero.
// Element laws come from element.c, shells from shell_faces.c, springs from springs.c.
#include "shell_faces.h"
#include "springs.h"
#include "state.h"

#include "sij/fem/elements.h"

#include <float.h>
#include <math.h>

// A film keeps small strain in a body at finite strain: docs/decisions/016-films-at-finite-strain.md.
static MechanicsStrain element_strain(const MechanicsProblem *problem, const Hyperelastic *law)
{
  return law->film > 0.0 && problem->strain == MECHANICS_FINITE ? MECHANICS_SMALL : problem->strain;
}

void equilibrium_element(const Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                         PetscInt cell, Element *element)
{
  const MechanicsProblem *problem = &mechanics->problem;
  const PetscInt         *node    = mechanics->nodes->cell[cell];

  element->law            = problem->law[problem->of_cell[cell]];
  element->strain         = element_strain(problem, &element->law);
  element->fibre          = problem->fibre ? problem->fibre[cell] : vec3(0.0, 0.0, 0.0);
  element->law.prestretch = 1.0 + factor.tension * (element->law.prestretch - 1.0);
  element->volume         = element_gradients((const double(*)[3])mechanics->mesh->x,
                                              mechanics->mesh->cell[cell], element->gradient);
  for (int a = 0; a < NODES_CELL; a++)
    for (int i = 0; i < 3; i++) element->u[a][i] = u[node[a]][i];
}

static double interpolate_load(double factor, double from, double to)
{
  return (1.0 - factor) * from + factor * to;
}

double equilibrium_load(const Mechanics *mechanics, double factor, PetscInt node, int component)
{
  return interpolate_load(factor, mechanics->load_old[node][component],
                          mechanics->load[node][component]);
}

double equilibrium_prescribed(const Mechanics *mechanics, double factor, PetscInt node,
                              int component)
{
  return interpolate_load(factor, mechanics->prescribed_old[node][component],
                          mechanics->prescribed[node][component]);
}

static bool has_owned_node(const Nodes *nodes, PetscInt cell)
{
  for (int a = 0; a < NODES_CELL; a++)
    if (nodes->cell[cell][a] < nodes->n_owned) return true;
  return false;
}

static Vec3 cell_centre(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++)
    for (int i = 0; i < 3; i++) sum.x[i] += 0.25 * mesh->x[mesh->cell[cell][a]][i];
  return sum;
}

static void add_element_forces(Mechanics *mechanics, PetscInt cell, const double force[BLOCKS_SIDE])
{
  const PetscInt *node = mechanics->nodes->cell[cell];

  for (int a = 0; a < NODES_CELL; a++) {
    if (node[a] >= mechanics->nodes->n_owned) continue;
    for (int i = 0; i < 3; i++) {
      mechanics->internal[node[a]][i] += force[3 * a + i];
      mechanics->size[node[a]][i] += fabs(force[3 * a + i]);
    }
  }
}

// The fault with the smallest J of all ranks becomes that of all.
static PetscErrorCode reduce_fault(const Mesh *mesh, EquilibriumFault *fault)
{
  struct {
    double J;
    int    rank;
  } own = {fault->sound ? (double)INFINITY : fmin(fault->J, DBL_MAX), 0}, worst;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(mesh->comm, &own.rank));
  PetscCallMPI(MPI_Allreduce(&own, &worst, 1, MPI_DOUBLE_INT, MPI_MINLOC, mesh->comm));
  PetscCallMPI(MPI_Bcast(fault, (int)sizeof *fault, MPI_BYTE, worst.rank, mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void mechanics_cell(const Mechanics *mechanics, PetscInt cell, MechanicsCell *mean)
{
  Element element;

  equilibrium_element(mechanics, mechanics->factor, (const double(*)[3])mechanics->u, cell,
                      &element);
  element_mean(&element, mean);
}

PetscErrorCode equilibrium_find_most_compressed(const Mechanics *mechanics, EquilibriumFault *most)
{
  const Mesh *mesh = mechanics->mesh;

  PetscFunctionBeginUser;
  *most = (EquilibriumFault){.sound = true, .J = INFINITY};
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    MechanicsCell mean;

    if (mechanics->problem.law[mechanics->problem.of_cell[e]].film > 0.0) continue;
    mechanics_cell(mechanics, e, &mean);
    if (mean.dilation < most->J)
      *most = (EquilibriumFault){.sound  = false,
                                 .J      = mean.dilation,
                                 .where  = cell_centre(mesh, e),
                                 .region = mesh->region[e]};
  }
  PetscCall(reduce_fault(mesh, most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode equilibrium_forces(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                  EquilibriumFault *fault)
{
  const Mesh *mesh = mechanics->mesh;

  PetscFunctionBeginUser;
  *fault = (EquilibriumFault){.sound = true, .J = INFINITY};
  PetscCall(PetscArrayzero(mechanics->internal, mechanics->nodes->n_owned));
  PetscCall(PetscArrayzero(mechanics->size, mechanics->nodes->n_owned));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Element element;
    double  force[BLOCKS_SIDE], J;

    if (!has_owned_node(mechanics->nodes, e) && e >= mesh->n_cells_owned) continue;
    equilibrium_element(mechanics, factor, u, e, &element);
    if (element_balance(&element, force, NULL, &J)) add_element_forces(mechanics, e, force);
    else if (fault->sound || J < fault->J)
      *fault = (EquilibriumFault){
        .sound = false, .J = J, .where = cell_centre(mesh, e), .region = mesh->region[e]};
  }
  PetscCall(springs_forces(mechanics, factor, u));
  shell_faces_add_forces(mechanics, u);
  PetscCall(reduce_fault(mesh, fault));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void equilibrium_residual(const Mechanics *mechanics, LoadFactor factor, double (*force)[3])
{
  for (PetscInt node = 0; node < mechanics->nodes->n_owned; node++)
    for (int i = 0; i < 3; i++)
      force[node][i] =
        mechanics->dirichlet[node][i]
          ? 0.0
          : mechanics->internal[node][i] - equilibrium_load(mechanics, factor.load, node, i);
}

// Subtracts the tangent times the Dirichlet increment from the right side of free dofs.
static void subtract_dirichlet_increment(const Mechanics *mechanics, PetscInt cell,
                                         const double (*increment)[3],
                                         const ElementTangent *tangent, PetscScalar *right)
{
  const PetscInt *node   = mechanics->nodes->cell[cell];
  double          volume = 0.0;
  double          moved[BLOCKS_SIDE];

  for (int s = 0; s < BLOCKS_SIDE; s++) {
    moved[s] = mechanics->dirichlet[node[s / 3]][s % 3] ? increment[node[s / 3]][s % 3] : 0.0;
    volume += tangent->volume_gradient[s] * moved[s];
  }
  for (int r = 0; r < BLOCKS_SIDE; r++) {
    const PetscInt row   = node[r / 3];
    double         force = tangent->volume_stiffness * tangent->volume_gradient[r] * volume;

    if (row >= mechanics->nodes->n_owned || mechanics->dirichlet[row][r % 3]) continue;
    for (int s = 0; s < BLOCKS_SIDE; s++) force += tangent->matrix[r][s] * moved[s];
    right[3 * row + r % 3] -= force;
  }
}

static PetscErrorCode add_element_tangent(Mechanics *mechanics, LoadFactor factor,
                                          const double (*u)[3], const double (*increment)[3],
                                          PetscInt cell, PetscScalar *right)
{
  Element        element;
  ElementTangent tangent;
  double         internal[BLOCKS_SIDE], J;

  PetscFunctionBeginUser;
  equilibrium_element(mechanics, factor, u, cell, &element);
  PetscCheck(element_balance(&element, internal, &tangent, &J), PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "a tangent was asked for where cell %d is inverted", (int)cell);
  subtract_dirichlet_increment(mechanics, cell, increment, &tangent, right);
  if (has_owned_node(mechanics->nodes, cell))
    blocks_add(mechanics->blocks, cell, (const bool(*)[3])mechanics->dirichlet, tangent.matrix);
  if (cell < mechanics->mesh->n_cells_owned && mechanics->solver.mixed)
    PetscCall(mixed_set_cell(mechanics->solver.mixed, mechanics->nodes, cell,
                             (const bool(*)[3])mechanics->dirichlet, &tangent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode assemble_tangent(Mechanics *mechanics, LoadFactor factor,
                                       const double (*u)[3], const double (*increment)[3],
                                       PetscScalar *right)
{
  PetscFunctionBeginUser;
  PetscCall(blocks_open(mechanics->blocks, mechanics->solver.p2));
  for (PetscInt e = 0; e < mechanics->mesh->n_cells; e++)
    if (e < mechanics->mesh->n_cells_owned || has_owned_node(mechanics->nodes, e))
      PetscCall(add_element_tangent(mechanics, factor, u, increment, e, right));
  shell_faces_add_tangent(mechanics, u, increment, right);
  PetscCall(blocks_close(mechanics->blocks, mechanics->solver.p2));
  if (mechanics->solver.mixed) PetscCall(mixed_finish(mechanics->solver.mixed));
  mechanics->solver.p2_changed = true;
  mechanics->tangent_at.factor = factor;
  if (mechanics->tangent_at.u)
    PetscCall(PetscArraycpy(mechanics->tangent_at.u, u, mechanics->nodes->n_local));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The matrix of a linear body depends on neither displacement nor load nor springs: it is kept, with its
// preconditioner, as long as Dirichlet conditions and tension stay the same.
PetscErrorCode equilibrium_tangent(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*force)[3], const double (*increment)[3])
{
  const bool   linear = mechanics->problem.strain == MECHANICS_LINEAR;
  PetscScalar *right;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(mechanics->solver.right, &right));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++) right[r] = -force[r / 3][r % 3];
  if (!mechanics->tangent_kept || mechanics->tangent_tension != factor.tension)
    PetscCall(assemble_tangent(mechanics, factor, u, increment, right));
  mechanics->tangent_kept    = linear;
  mechanics->tangent_tension = factor.tension;
  PetscCall(springs_linearise(mechanics, factor, u));
  PetscCall(springs_product(mechanics, increment, true, -1.0, (double(*)[3])right));
  PetscCall(VecRestoreArray(mechanics->solver.right, &right));
  PetscFunctionReturn(PETSC_SUCCESS);
}

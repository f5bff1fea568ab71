// SPDX-License-Identifier: GPL-3.0-or-later
// Forces of all elements, and their derivative.
#include "state.h"

#include "sij/fem/elements.h"

#include <float.h>
#include <math.h>

// The slab of a film has no shape of its own to keep or to lose: docs/decisions/016-films-at-finite-strain.md.
static MechanicsStrain strain_of(const Solids *solids, const Hyperelastic *law)
{
  return law->film > 0.0 && solids->strain == MECHANICS_FINITE ? MECHANICS_SMALL : solids->strain;
}

void equilibrium_element(const Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                         PetscInt cell, Element *element)
{
  const Solids   *solids = &mechanics->solids;
  const PetscInt *node   = mechanics->nodes->cell[cell];

  element->law            = solids->law[solids->of_cell[cell]];
  element->strain         = strain_of(solids, &element->law);
  element->fibre          = solids->fibre ? solids->fibre[cell] : vec3(0.0, 0.0, 0.0);
  element->law.prestretch = 1.0 + share.tension * (element->law.prestretch - 1.0);
  element->volume         = element_gradients((const double(*)[3])mechanics->mesh->x,
                                              mechanics->mesh->cell[cell], element->gradient);
  for (int a = 0; a < NODES_CELL; a++)
    for (int i = 0; i < 3; i++) element->u[a][i] = u[node[a]][i];
}

static double part(double share, double from, double to)
{
  return (1.0 - share) * from + share * to;
}

double equilibrium_load(const Mechanics *mechanics, double share, PetscInt node, int component)
{
  return part(share, mechanics->before[node][component], mechanics->load[node][component]);
}

double equilibrium_target(const Mechanics *mechanics, double share, PetscInt node, int component)
{
  return part(share, mechanics->left[node][component], mechanics->target[node][component]);
}

static bool touches_owned(const Nodes *nodes, PetscInt cell)
{
  for (int a = 0; a < NODES_CELL; a++)
    if (nodes->cell[cell][a] < nodes->n_owned) return true;
  return false;
}

static Vec3 centre(const Mesh *mesh, PetscInt cell)
{
  Vec3 sum = vec3(0.0, 0.0, 0.0);

  for (int a = 0; a < 4; a++)
    for (int i = 0; i < 3; i++) sum.x[i] += 0.25 * mesh->x[mesh->cell[cell][a]][i];
  return sum;
}

static void add_forces(Mechanics *mechanics, PetscInt cell, const double force[BLOCKS_SIDE])
{
  const PetscInt *node = mechanics->nodes->cell[cell];

  for (int a = 0; a < NODES_CELL; a++) {
    if (node[a] >= mechanics->nodes->n_owned) continue;
    for (int i = 0; i < 3; i++) {
      mechanics->inner[node[a]][i] += force[3 * a + i];
      mechanics->size[node[a]][i] += fabs(force[3 * a + i]);
    }
  }
}

// The most turned over element of any rank speaks for all.
static PetscErrorCode share_fault(const Mesh *mesh, EquilibriumFault *fault)
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

PetscErrorCode equilibrium_squeezed(const Mechanics *mechanics, EquilibriumFault *most)
{
  const Mesh *mesh = mechanics->mesh;

  PetscFunctionBeginUser;
  *most = (EquilibriumFault){.sound = true, .J = INFINITY};
  for (PetscInt e = 0; e < mesh->n_cells_owned; e++) {
    MechanicsCell mean;

    if (mechanics->solids.law[mechanics->solids.of_cell[e]].film > 0.0) continue;
    mechanics_cell(mechanics, e, &mean);
    if (mean.dilation < most->J)
      *most = (EquilibriumFault){
        .sound = false, .J = mean.dilation, .where = centre(mesh, e), .region = mesh->region[e]};
  }
  PetscCall(share_fault(mesh, most));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode equilibrium_forces(Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                                  EquilibriumFault *fault)
{
  const Mesh *mesh = mechanics->mesh;

  PetscFunctionBeginUser;
  *fault = (EquilibriumFault){.sound = true, .J = INFINITY};
  PetscCall(PetscArrayzero(mechanics->inner, mechanics->nodes->n_owned));
  PetscCall(PetscArrayzero(mechanics->size, mechanics->nodes->n_owned));
  for (PetscInt e = 0; e < mesh->n_cells; e++) {
    Element element;
    double  force[BLOCKS_SIDE], J;

    if (!touches_owned(mechanics->nodes, e) && e >= mesh->n_cells_owned) continue;
    equilibrium_element(mechanics, share, u, e, &element);
    if (element_balance(&element, force, NULL, &J)) add_forces(mechanics, e, force);
    else if (fault->sound || J < fault->J)
      *fault = (EquilibriumFault){
        .sound = false, .J = J, .where = centre(mesh, e), .region = mesh->region[e]};
  }
  PetscCall(springs_forces(mechanics, share, u));
  clad_forces(mechanics, u);
  PetscCall(share_fault(mesh, fault));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void equilibrium_imbalance(const Mechanics *mechanics, MechanicsShare share, double (*force)[3])
{
  for (PetscInt node = 0; node < mechanics->nodes->n_owned; node++)
    for (int i = 0; i < 3; i++)
      force[node][i] =
        mechanics->held[node][i]
          ? 0.0
          : mechanics->inner[node][i] - equilibrium_load(mechanics, share.load, node, i);
}

// What held displacements that still have a way to go pull at free nodes.
static void subtract_lift(const Mechanics *mechanics, PetscInt cell, const double (*lift)[3],
                          const ElementTangent *tangent, PetscScalar *right)
{
  const PetscInt *node   = mechanics->nodes->cell[cell];
  double          volume = 0.0;
  double          way[BLOCKS_SIDE];

  for (int s = 0; s < BLOCKS_SIDE; s++) {
    way[s] = mechanics->held[node[s / 3]][s % 3] ? lift[node[s / 3]][s % 3] : 0.0;
    volume += tangent->slope[s] * way[s];
  }
  for (int r = 0; r < BLOCKS_SIDE; r++) {
    const PetscInt row  = node[r / 3];
    double         pull = tangent->bend * tangent->slope[r] * volume;

    if (row >= mechanics->nodes->n_owned || mechanics->held[row][r % 3]) continue;
    for (int s = 0; s < BLOCKS_SIDE; s++) pull += tangent->matrix[r][s] * way[s];
    right[3 * row + r % 3] -= pull;
  }
}

static PetscErrorCode add_tangent(Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                                  const double (*lift)[3], PetscInt cell, PetscScalar *right)
{
  Element        element;
  ElementTangent tangent;
  double         inner[BLOCKS_SIDE], J;

  PetscFunctionBeginUser;
  equilibrium_element(mechanics, share, u, cell, &element);
  PetscCheck(element_balance(&element, inner, &tangent, &J), PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "a tangent was asked for where cell %d has turned over", (int)cell);
  subtract_lift(mechanics, cell, lift, &tangent, right);
  if (touches_owned(mechanics->nodes, cell))
    blocks_add(mechanics->blocks, cell, (const bool(*)[3])mechanics->held, tangent.matrix);
  if (cell < mechanics->mesh->n_cells_owned && mechanics->solver.mixed)
    PetscCall(mixed_set_cell(mechanics->solver.mixed, mechanics->nodes, cell,
                             (const bool(*)[3])mechanics->held, &tangent));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode refill(Mechanics *mechanics, MechanicsShare  share, const double (*u)[3],
                             const double (*lift)[3], PetscScalar *right)
{
  PetscFunctionBeginUser;
  blocks_clear(mechanics->blocks);
  for (PetscInt e = 0; e < mechanics->mesh->n_cells; e++)
    if (e < mechanics->mesh->n_cells_owned || touches_owned(mechanics->nodes, e))
      PetscCall(add_tangent(mechanics, share, u, lift, e, right));
  clad_tangent(mechanics, u, lift, right);
  PetscCall(blocks_fill(mechanics->blocks, mechanics->solver.fine));
  if (mechanics->solver.mixed) PetscCall(mixed_finish(mechanics->solver.mixed));
  mechanics->solver.stale = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Of a linear body the matrix knows neither displacement nor load nor springs: as long as supports and tension
// stay what they were it is kept, and with it all that the solver made of it.
PetscErrorCode equilibrium_tangent(Mechanics *mechanics, MechanicsShare share, const double (*u)[3],
                                   const double (*force)[3], const double (*lift)[3])
{
  const bool   linear = mechanics->solids.strain == MECHANICS_LINEAR;
  PetscScalar *right;

  PetscFunctionBeginUser;
  PetscCall(VecGetArray(mechanics->solver.right, &right));
  for (PetscInt r = 0; r < 3 * mechanics->nodes->n_owned; r++) right[r] = -force[r / 3][r % 3];
  if (!mechanics->settled || mechanics->settled_at != share.tension)
    PetscCall(refill(mechanics, share, u, lift, right));
  mechanics->settled    = linear;
  mechanics->settled_at = share.tension;
  PetscCall(springs_linearise(mechanics, share, u));
  PetscCall(springs_product(mechanics, lift, true, -1.0, (double(*)[3])right));
  PetscCall(VecRestoreArray(mechanics->solver.right, &right));
  PetscFunctionReturn(PETSC_SUCCESS);
}

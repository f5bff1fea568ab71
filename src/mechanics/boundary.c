// SPDX-License-Identifier: GPL-3.0-or-later
// Boundary conditions and loads: Dirichlet conditions, tractions, body forces, the start of a load step, reactions.
// They fill the prescribed values and loads from which equilibrium.c forms the residual.
#include "state.h"

// A boundary face has one side only.
static bool is_face_of(const MeshFaces *faces, PetscInt f, int surface, int region)
{
  return faces->surface[f] == (int)surface && (region == MESH_NONE || faces->side[f][0] == region);
}

static PetscErrorCode check_surface(const Mechanics *mechanics, int surface, int region,
                                    const char *what, bool *there, Problems *problems)
{
  const MeshFaces *faces = &mechanics->mesh->faces;
  int              own = 0, any = 0;

  PetscFunctionBeginUser;
  for (PetscInt f = 0; f < faces->n_owned; f++) own = own || is_face_of(faces, f, surface, region);
  PetscCallMPI(MPI_Allreduce(&own, &any, 1, MPI_INT, MPI_LOR, mechanics->mesh->comm));
  *there = any != 0;
  if (!*there && region == MESH_NONE)
    PetscCall(problems_add(problems, "", "mechanics: the mesh has no surface %s for %s",
                           mesh_surface_name(mechanics->mesh, surface), what));
  else if (!*there)
    PetscCall(problems_add(problems, "", "mechanics: no face of %s lies on surface %s for %s",
                           mesh_region_name(mechanics->mesh, region),
                           mesh_surface_name(mechanics->mesh, surface), what));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A dof that becomes constrained starts from its present displacement.
static void constrain_node(Mechanics *mechanics, PetscInt node, const bool component[3], Vec3 at)
{
  for (int i = 0; i < 3; i++) {
    if (!component[i]) continue;
    if (!mechanics->dirichlet[node][i]) mechanics->prescribed_old[node][i] = mechanics->u[node][i];
    mechanics->dirichlet[node][i]  = true;
    mechanics->prescribed[node][i] = at.x[i];
  }
}

// The owner of a node sees every face around it; ghosts take its values.
static PetscErrorCode exchange_dirichlet(Mechanics *mechanics)
{
  const PetscInt n = mechanics->nodes->n_local;
  double(*flag)[3];

  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &flag));
  for (PetscInt k = 0; k < 3 * n; k++)
    flag[k / 3][k % 3] = mechanics->dirichlet[k / 3][k % 3] ? 1.0 : 0.0;
  PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, flag));
  PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, mechanics->prescribed));
  PetscCall(nodes_exchange(mechanics->nodes, mechanics->carrier, mechanics->prescribed_old));
  for (PetscInt k = 0; k < 3 * n; k++)
    mechanics->dirichlet[k / 3][k % 3] = flag[k / 3][k % 3] > 0.5;
  PetscCall(PetscFree(flag));
  mechanics->tangent_kept       = false;
  mechanics->solver.p1_outdated = true;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_set_dirichlet(Mechanics *mechanics, int surface, int region,
                                       const bool component[3], MechanicsField *field,
                                       const void *context, Problems *problems)
{
  const MeshFaces *faces = &mechanics->mesh->faces;
  bool             there = false;

  PetscFunctionBeginUser;
  PetscCall(check_surface(mechanics, surface, region, "a support", &there, problems));
  if (!there) PetscFunctionReturn(PETSC_SUCCESS);
  for (PetscInt f = 0; f < faces->n; f++) {
    PetscInt node[NODES_FACE];

    if (!is_face_of(faces, f, surface, region)) continue;
    nodes_face(mechanics->nodes, f, node);
    for (int a = 0; a < NODES_FACE; a++)
      constrain_node(mechanics, node[a], component,
                     field ? field(nodes_position(mechanics->nodes, node[a]), context)
                           : vec3(0.0, 0.0, 0.0));
  }
  PetscCall(exchange_dirichlet(mechanics));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_nodal_load(Mechanics *mechanics, PetscInt node, double weight, Vec3 value)
{
  if (node >= mechanics->nodes->n_owned) return;
  for (int i = 0; i < 3; i++) mechanics->load[node][i] += weight * value.x[i];
}

/** Mass matrix of the six P2 shape functions of a triangle over its area, times 180: vertex with itself 6, with
 * another -1, with the opposite mid-edge node -4; mid-edge node with itself 32, with another 16. */
static double face_mass_entry(int a, int b)
{
  if (a == b) return a < 3 ? 6.0 : 32.0;
  if (a < 3 && b < 3) return -1.0;
  if (a >= 3 && b >= 3) return 16.0;
  return (a < 3 ? b - 3 - a : a - 3 - b) % 3 == 1 || (a < 3 ? b - 3 - a : a - 3 - b) % 3 == -2
           ? -4.0
           : 0.0;
}

PetscErrorCode mechanics_add_traction(Mechanics *mechanics, int surface, MechanicsField *field,
                                      const void *context, Problems *problems)
{
  const MeshFaces *faces = &mechanics->mesh->faces;
  bool             there = false;

  PetscFunctionBeginUser;
  PetscCall(check_surface(mechanics, surface, MESH_NONE, "a traction", &there, problems));
  for (PetscInt f = 0; there && f < faces->n; f++) {
    PetscInt node[NODES_FACE];

    if (faces->surface[f] != (int)surface) continue;
    nodes_face(mechanics->nodes, f, node);
    for (int b = 0; b < NODES_FACE; b++) {
      const Vec3 traction = field(nodes_position(mechanics->nodes, node[b]), context);

      for (int a = 0; a < NODES_FACE; a++)
        add_nodal_load(mechanics, node[a],
                       mesh_face_area(mechanics->mesh, f) * face_mass_entry(a, b) / 180.0,
                       traction);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

// Edge ends of the nodes of a P2 tetrahedron, as bits of its vertices; a vertex is its own bit.
static const unsigned ENDS[NODES_CELL] = {1, 2, 4, 8, 3, 5, 9, 6, 10, 12};

/** The same for a tetrahedron over its volume, times 420: vertex with itself 6, with another 1, with a mid-edge node
 * of its edges -4, with another -6; mid-edge node with itself 32, with one of a common vertex 16, opposite 8. */
static double cell_mass_entry(int a, int b)
{
  const bool common = (ENDS[a] & ENDS[b]) != 0;

  if (a == b) return a < 4 ? 6.0 : 32.0;
  if (a < 4 && b < 4) return 1.0;
  if (a >= 4 && b >= 4) return common ? 16.0 : 8.0;
  return common ? -4.0 : -6.0;
}

PetscErrorCode mechanics_add_body_force(Mechanics *mechanics, MechanicsField *field,
                                        const void *context)
{
  const Mesh *mesh = mechanics->mesh;

  PetscFunctionBeginUser;
  for (PetscInt e = 0; e < mesh->n_cells; e++)
    for (int b = 0; b < NODES_CELL; b++) {
      const PetscInt *node  = mechanics->nodes->cell[e];
      const Vec3      force = field(nodes_position(mechanics->nodes, node[b]), context);

      for (int a = 0; a < NODES_CELL; a++)
        add_nodal_load(mechanics, node[a], mesh->volume[e] * cell_mass_entry(a, b) / 420.0, force);
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode mechanics_begin_load_step(Mechanics *mechanics)
{
  const Nodes *nodes  = mechanics->nodes;
  const double factor = mechanics->factor.load;

  PetscFunctionBeginUser;
  for (PetscInt k = 0; k < 3 * nodes->n_local; k++) {
    mechanics->prescribed_old[k / 3][k % 3] =
      equilibrium_prescribed(mechanics, factor, k / 3, (int)(k % 3));
    mechanics->prescribed[k / 3][k % 3] = 0.0;
  }
  for (PetscInt k = 0; k < 3 * nodes->n_owned; k++) {
    mechanics->load_old[k / 3][k % 3] = equilibrium_load(mechanics, factor, k / 3, (int)(k % 3));
    mechanics->load[k / 3][k % 3]     = 0.0;
  }
  mechanics->factor.load = 0.0;
  PetscFunctionReturn(PETSC_SUCCESS);
}

// A node on several surfaces counts for each: the sum over two surfaces that meet exceeds the total reaction.
PetscErrorCode mechanics_reaction(Mechanics *mechanics, int surface, Vec3 *force)
{
  const MeshFaces *faces  = &mechanics->mesh->faces;
  double           own[3] = {0.0, 0.0, 0.0};
  bool            *seen;
  EquilibriumFault fault;

  PetscFunctionBeginUser;
  PetscCall(
    equilibrium_forces(mechanics, mechanics->factor, (const double(*)[3])mechanics->u, &fault));
  PetscCall(PetscCalloc1(mechanics->nodes->n_owned, &seen));
  for (PetscInt f = 0; f < faces->n; f++) {
    PetscInt node[NODES_FACE];

    if (faces->surface[f] != (int)surface) continue;
    nodes_face(mechanics->nodes, f, node);
    for (int a = 0; a < NODES_FACE; a++) {
      if (node[a] >= mechanics->nodes->n_owned || seen[node[a]]) continue;
      seen[node[a]] = true;
      for (int i = 0; i < 3; i++)
        if (mechanics->dirichlet[node[a]][i])
          own[i] += mechanics->internal[node[a]][i] -
                    equilibrium_load(mechanics, mechanics->factor.load, node[a], i);
    }
  }
  PetscCall(PetscFree(seen));
  PetscCallMPI(MPI_Allreduce(own, force->x, 3, MPI_DOUBLE, MPI_SUM, mechanics->mesh->comm));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
/** Solid mechanics: quasi-static equilibrium on P2 tetrahedra, linear, at small or at finite strain.
 *
 *     Div P + b = 0  in the reference configuration
 *     u = g          on the Dirichlet boundary
 *     P N = t        on the Neumann boundary
 *
 * Loads are dead: they keep their direction and refer to areas and volumes of the reference configuration. Two
 * load factors ramp what acts: `load` the body forces, tractions, point loads and prescribed displacements, and
 * `tension` the pre-stretch of fibres and the preload of springs, so that pre-tension can be in equilibrium before
 * any load acts.
 *
 * Nearly incompressible tissue does not lock: docs/decisions/011-mean-dilatation.md.
 * Order: mechanics_create; Dirichlet conditions, shells, couplings, springs; loads; mechanics_advance as often as
 * wanted; results; mechanics_destroy.
 */
#pragma once

#include "sij/base/rigid.h"
#include "sij/base/state.h"
#include "sij/fem/nodes.h"
#include "sij/laws/elastic.h"
#include "sij/laws/hyperelastic.h"

typedef enum {
  MECHANICS_LINEAR, // one matrix for all loads: hyperelastic_linear()
  MECHANICS_SMALL,  // small rotations, but fibres slacken and films part: hyperelastic_small()
  MECHANICS_FINITE  // of all but films, which are of small strain with it
} MechanicsStrain;

/** The material of each cell, and the kinematics. All borrowed. */
typedef struct {
  MechanicsStrain     strain;
  const Hyperelastic *law;     // [..] constants that hyperelastic_fault() accepts
  const int          *of_cell; // [mesh->n_cells] row of law
  const Vec3
        *fibre; // [mesh->n_cells] unit, of fibres or normal to a film; 0: none; NULL: none anywhere
  double tolerance; // of the residual, relative to the forces that balance each other; e.g. 1e-8
} MechanicsProblem;

typedef struct Mechanics Mechanics;

/** Collective. Borrows mesh and the problem's arrays. Owns: caller, mechanics_destroy(). */
PetscErrorCode mechanics_create(const Mesh *mesh, const MechanicsProblem *problem,
                                Mechanics **mechanics) SIJ_CHECKED;
PetscErrorCode mechanics_destroy(Mechanics **mechanics) SIJ_CHECKED;

/** A vector that varies in space: displacement [m], traction [Pa] or force per volume [N m^-3]. */
typedef Vec3 MechanicsField(Vec3 x, const void *context);

/** Dirichlet condition: prescribes these components of displacement as `field` (NULL: zero) where a region
 * (MESH_NONE: any) meets a surface. It replaces an earlier condition where both apply. No such face is a problem.
 * Collective. */
PetscErrorCode mechanics_set_dirichlet(Mechanics *mechanics, int surface, int region,
                                       const bool component[3], MechanicsField *field,
                                       const void *context, Problems *problems) SIJ_CHECKED;

/** Adds a traction on a surface, and a body force. Collective. */
PetscErrorCode mechanics_add_traction(Mechanics *mechanics, int surface, MechanicsField *field,
                                      const void *context, Problems *problems) SIJ_CHECKED;
PetscErrorCode mechanics_add_body_force(Mechanics *mechanics, MechanicsField *field,
                                        const void *context) SIJ_CHECKED;

/** Adds a membrane in plane stress on every face where a region meets another: the cortical shell of a bone. Small
 * and finite strain. No such face is a problem. Collective. */
PetscErrorCode mechanics_add_shell(Mechanics *mechanics, int region, double thickness,
                                   const Elastic *elastic, Problems *problems) SIJ_CHECKED;

/** Distributing coupling (RBE3) to the nodes of a region within `radius` of a point, with weights w that fade to
 * zero at the radius, or to all nodes of the region (INFINITY). A force and a moment on the coupling become nodal
 * forces w (a + b x (x - c)) with exactly these resultants; its motion is the rigid motion dual to that, linear in
 * displacement also at finite strain: for a rotation by an angle t it is about sin t. A coupling without nodes,
 * or with collinear ones, is a problem. *coupling: its number. Collective. */
PetscErrorCode mechanics_add_coupling(Mechanics *mechanics, int region, Vec3 centre, double radius,
                                      int *coupling, Problems *problems) SIJ_CHECKED;

/** Adds a point load: a force at a point that moves with the coupling, and a moment. Dead. Collective. */
PetscErrorCode mechanics_add_point_load(Mechanics *mechanics, int coupling, Vec3 force, Vec3 at,
                                        Vec3 moment) SIJ_CHECKED;

/** Displacement of a point that moves with the coupling. Collective. */
PetscErrorCode mechanics_coupling_displacement(const Mechanics *mechanics, int coupling, Vec3 at,
                                               Vec3 *displacement) SIJ_CHECKED;

/** A spring between two couplings, or between a coupling and a fixed point (coupling -1). Its force is
 * factor.tension * preload + stiffness * (length - length at rest); it is slack where that is negative, unless it
 * bears compression. */
typedef struct {
  int    coupling[2];
  Vec3   end[2];    // at rest           m
  double stiffness; // N m^-1
  double preload;   // N
  bool   bears_compression;
} MechanicsSpring;

typedef struct {
  double rest, length; // m
  double force;        // N
} MechanicsSpringState;

/** *number: that of the spring. Collective. */
PetscErrorCode mechanics_add_spring(Mechanics *mechanics, const MechanicsSpring *spring,
                                    int *number) SIJ_CHECKED;
PetscErrorCode mechanics_spring_state(const Mechanics *mechanics, int number,
                                      MechanicsSpringState *state) SIJ_CHECKED;

/** Begins a load step: the loads and prescribed displacements of now become its start, at a load factor of 0; its
 * end, at 1, has none of them until they are added or prescribed anew. Collective. */
PetscErrorCode mechanics_begin_load_step(Mechanics *mechanics) SIJ_CHECKED;

/** Load factors: the part of the pre-tension, and of the loads and prescribed displacements, that acts. */
typedef struct {
  double tension, load;
} LoadFactor;

typedef struct {
  bool       reached;
  LoadFactor factor; // reached: as asked for, or the last in equilibrium
  int        steps, cuts, iterations, linear_iterations;
  char       reason[400]; // why it stopped before, and where; else empty
} MechanicsOutcome;

/** Equilibrium at the load factors asked for, from the present ones by increments that are cut where Newton's
 * method fails and grow where it converges fast. Non-convergence is an outcome, not an error. Collective. */
PetscErrorCode mechanics_advance(Mechanics *mechanics, LoadFactor to,
                                 MechanicsOutcome *outcome) SIJ_CHECKED;

/** Everything that the next equilibrium needs of those before, at load factors of 1; prescribed displacements are those
 * that the caller has set. Collective. */
PetscErrorCode mechanics_visit_state(Mechanics *mechanics, const StateVisitor *visitor) SIJ_CHECKED;

/** Nodes, and displacement of each [n_local][3] with ghosts current [m]. Borrowed. */
const Nodes *mechanics_nodes(const Mechanics *mechanics);
const double (*mechanics_displacement(const Mechanics *mechanics))[3];

/** Sum of the reaction forces at the constrained dofs of a surface [N]. Collective. */
PetscErrorCode mechanics_reaction(Mechanics *mechanics, int surface, Vec3 *force) SIJ_CHECKED;

/** The rigid motion nearest to the displacement of a region, weighted by volume; rigid_relative() of two gives the
 * motion of one bone against another. *there false, and *motion unset, if no cell is of that region. Collective. */
PetscErrorCode mechanics_motion(const Mechanics *mechanics, int region, RigidMotion *motion,
                                bool *there) SIJ_CHECKED;

/** Means over one local cell. */
typedef struct {
  Mat3   stress;   // Cauchy                                                  Pa
  double dilation; // volume against rest
  double stretch;  // of the fibres; 1 at their slack length, 0 where there are none
  double
    fibre_stress; // Cauchy's, of the fibres alone along themselves: its integral over the volume at present
                  // is their force times their length                   Pa
} MechanicsCell;

void mechanics_cell(const Mechanics *mechanics, PetscInt cell, MechanicsCell *mean);

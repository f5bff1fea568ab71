// SPDX-License-Identifier: GPL-3.0-or-later
/** How the solid moves: balance of forces on quadratic tetrahedra, linear, at small or at finite strain.
 *
 *     Div P + b = 0 in the shape at rest,   P N = t where it is pulled,   u = g where it is held
 *
 * Forces are dead: they keep their direction and refer to areas and volumes at rest. Loads and held
 * displacements grow together with share.load; the pre-stretch of fibres with share.tension, so that
 * pre-tension can settle before any load comes.
 *
 * Nearly incompressible tissue does not lock: docs/decisions/011-mean-dilatation.md.
 * Order: mechanics_create; hold, clad, grip, spring; pull, push, weigh; mechanics_advance as often
 * as wanted; what came of it; mechanics_destroy.
 */
#pragma once

#include "sij/base/rigid.h"
#include "sij/fem/nodes.h"
#include "sij/laws/elastic.h"
#include "sij/laws/hyperelastic.h"

typedef enum {
  MECHANICS_LINEAR, // one matrix for all loads: hyperelastic_linear()
  MECHANICS_SMALL,  // no turns, but fibres slacken and films part: hyperelastic_small()
  MECHANICS_FINITE  // of all but films, which are of small strain with it
} MechanicsStrain;

/** What fills the mesh. All borrowed. */
typedef struct {
  MechanicsStrain     strain;
  const Hyperelastic *law;     // [..] constants that hyperelastic_fault() accepts
  const int          *of_cell; // [mesh->n_cells] row of law
  const Vec3
        *fibre; // [mesh->n_cells] unit, of fibres or normal to a film; 0: none; NULL: none anywhere
  double tolerance; // imbalance left, as a share of the forces that balance each other; e.g. 1e-8
} MechanicsProblem;

typedef struct Mechanics Mechanics;

/** Collective. Borrows mesh and solids' arrays. Owns: caller, mechanics_destroy(). */
PetscErrorCode mechanics_create(const Mesh *mesh, const MechanicsProblem *problem,
                                Mechanics **mechanics) SIJ_CHECKED;
PetscErrorCode mechanics_destroy(Mechanics **mechanics) SIJ_CHECKED;

/** A vector that varies in space: displacement [m], traction [Pa] or force per volume [N m^-3]. */
typedef Vec3 MechanicsField(Vec3 x, const void *context);

/** Holds these components of displacement at field (NULL: at zero) where a region (MESH_NONE:
 * any) reaches a surface. What was held by an earlier call is replaced where both apply. No such
 * face is a problem. Collective. */
PetscErrorCode mechanics_set_dirichlet(Mechanics *mechanics, int surface, int region,
                                       const bool component[3], MechanicsField *field,
                                       const void *context, Problems *problems) SIJ_CHECKED;

/** Adds a traction on a surface, and a force on every volume. Collective. */
PetscErrorCode mechanics_add_traction(Mechanics *mechanics, int surface, MechanicsField *field,
                                      const void *context, Problems *problems) SIJ_CHECKED;
PetscErrorCode mechanics_add_body_force(Mechanics *mechanics, MechanicsField *field,
                                        const void *context) SIJ_CHECKED;

/** A thin elastic layer on every face of a region that meets another, in plane stress: the shell of a bone.
 * Small and finite strain. No such face is a problem. Collective. */
PetscErrorCode mechanics_add_shell(Mechanics *mechanics, int region, double thickness,
                                   const Elastic *elastic, Problems *problems) SIJ_CHECKED;

/** Takes hold of a bone: of a region within `radius` of a place, with weights that fade to its rim, or of
 * all of it (INFINITY). What acts on a grip is spread over its nodes as forces w (a + b x (x - c)) with
 * exactly the resultants asked for; what a grip does is the rigid motion dual to that, linear in displacement
 * also at finite strain: a turn by an angle t carries a point as about sin t would. An empty grip, or one
 * whose points lie on a line, is a problem. *grip: number of it. Collective. */
PetscErrorCode mechanics_add_coupling(Mechanics *mechanics, int region, Vec3 centre, double radius,
                                      int *coupling, Problems *problems) SIJ_CHECKED;

/** Adds a force that acts at a point carried by the grip, and a moment beside it. Dead. Collective. */
PetscErrorCode mechanics_add_point_load(Mechanics *mechanics, int coupling, Vec3 force, Vec3 at,
                                        Vec3 moment) SIJ_CHECKED;

/** Displacement of a point that goes with the grip. Collective. */
PetscErrorCode mechanics_coupling_displacement(const Mechanics *mechanics, int coupling, Vec3 at,
                                               Vec3 *displacement) SIJ_CHECKED;

/** A line of force between two grips, or a grip and a point in space (grip -1): its pull is
 * share.tension * preload + stiffness * (length - length at rest), and never below zero unless it
 * `pushes`. */
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

/** *spring: number of it. Collective. */
PetscErrorCode mechanics_add_spring(Mechanics *mechanics, const MechanicsSpring *spring,
                                    int *number) SIJ_CHECKED;
PetscErrorCode mechanics_spring_state(const Mechanics *mechanics, int number,
                                      MechanicsSpringState *state) SIJ_CHECKED;

/** Lets go of all loads (pulls, pushes, weights) and moves held displacements to zero, for others to be
 * given: what acts at present is where the next way of share.load, from 0 to 1, begins. Collective. */
PetscErrorCode mechanics_begin_load_step(Mechanics *mechanics) SIJ_CHECKED;

/** How much of the pre-stretch and of loads and held displacements is applied. */
typedef struct {
  double tension, load;
} LoadFactor;

typedef struct {
  bool       reached;
  LoadFactor factor; // where it stands: what was asked for, or the last that balanced
  int        steps, cuts, iterations, linear_iterations;
  char       reason[400]; // why it stopped short, and where; else empty
} MechanicsOutcome;

/** From the present share to the one asked for, in steps that are cut where Newton fails and grow
 * where it is easy. What does not converge is told, not an error. Collective. */
PetscErrorCode mechanics_advance(Mechanics *mechanics, LoadFactor to,
                                 MechanicsOutcome *outcome) SIJ_CHECKED;

/** Nodes, and displacement of each [n_local][3] with ghosts current [m]. Borrowed. */
const Nodes *mechanics_nodes(const Mechanics *mechanics);
const double (*mechanics_displacement(const Mechanics *mechanics))[3];

/** Force with which the surface's supports act on the body [N]. Collective. */
PetscErrorCode mechanics_reaction(Mechanics *mechanics, int surface, Vec3 *force) SIJ_CHECKED;

/** The rigid motion nearest to what a region did, by volume; rigid_relative() of two gives that of one bone
 * against another. *there false, and nothing told, if no cell is of that region. Collective. */
PetscErrorCode mechanics_motion(const Mechanics *mechanics, int region, RigidMotion *motion,
                                bool *there) SIJ_CHECKED;

/** Means over one local cell. */
typedef struct {
  Mat3   stress;   // Cauchy                                                  Pa
  double dilation; // volume against rest
  double stretch;  // of the fibres against slack; 0 where there are none
  double
    fibre_stress; // Cauchy's, of the fibres alone along themselves: its integral over the volume at present
                  // is their force times their length                   Pa
} MechanicsCell;

void mechanics_cell(const Mechanics *mechanics, PetscInt cell, MechanicsCell *mean);

/** For verification: the imbalance at `u` [n_local][3], zero where held, into force [n_owned][3];
 * and, if `step` is given [n_local][3], the tangent at `u` applied to it instead. False in *sound
 * where an element has turned over. Collective. */
PetscErrorCode mechanics_imbalance(Mechanics *mechanics, LoadFactor factor, const double (*u)[3],
                                   const double (*step)[3], double (*force)[3],
                                   bool *sound) SIJ_CHECKED;

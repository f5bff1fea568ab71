// SPDX-License-Identifier: GPL-3.0-or-later
/** The joint as a solid: bones, ligaments, supports and loads of a case, and their motion, forces and contact.
 *
 * Turns the case's tissues, `mechanics.supports`, `.springs` and `.loads` into one Mechanics, brings the pre-tension of
 * ligaments into equilibrium before any load acts, follows the load curves, and measures how the sacrum moves against
 * the ilium, what each ligament carries and the contact pressure of the cartilages. Motion and strain count from the
 * settled state, the equilibrium under pre-tension. Directions are those of the right joint (x
 * lateral, y anterior, z cranial) whichever the case's side. Definitions: docs/user/quantities.md.
 *
 * Order: joint_create; joint_equilibrate, or joint_load and a poroelastic step, then joint_measure;
 * rows, fields and summary; joint_destroy.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/mechanics.h"

typedef struct Joint Joint;

/** Collective. Borrows input and mesh. What cannot be made as the case asks, or a pre-tension without
 * equilibrium, is a problem; then *joint stays NULL. With flow: coupled the solid has the constants of its drained
 * skeleton. Owns: caller, joint_destroy(). */
PetscErrorCode joint_create(const Case *input, const Mesh *mesh, Joint **joint,
                            Problems *problems) SIJ_CHECKED;
PetscErrorCode joint_destroy(Joint **joint) SIJ_CHECKED;

/** The next breakpoint of a load curve after t; infinite if there is none. */
double joint_next_breakpoint(const Case *input, double t);

/** Times of the breakpoints of the first period of each load curve, as far as `until`: at most `capacity`, unsorted;
 * returns how many. Each is worth an output. */
int joint_breakpoints(const Case *input, int capacity, double time[]);

/** Begins a load step with the loads of time t at its end; the caller solves. Collective. */
PetscErrorCode joint_load(Joint *joint, double t) SIJ_CHECKED;

/** Applies the loads of time t, solves for equilibrium and measures. Non-convergence is a problem. Nothing is done if
 * the loads have not changed. Collective. */
PetscErrorCode joint_equilibrate(Joint *joint, double t, Problems *problems) SIJ_CHECKED;

/** Adds the fluid pressure [n_local] Pa, borrowed, to the contact pressure from now on. */
void joint_set_fluid_pressure(Joint *joint, const double pressure[]);

/** Measures the present state, for row and summary. Collective. */
PetscErrorCode joint_measure(Joint *joint) SIJ_CHECKED;

/** Loads, motion, ligaments and contact of the last state measured, and all extremes; that of the solid too. Collective. */
PetscErrorCode joint_visit_state(Joint *joint, const StateVisitor *visitor) SIJ_CHECKED;

/** Borrowed. */
Mechanics   *joint_mechanics(Joint *joint);
const Nodes *joint_nodes(const Joint *joint);

/** At owned vertices: displacement [n_owned][3] m; von Mises' stress and mean pressure [n_owned] Pa, means of
 * the cells around. Not collective. */
void joint_displacement(const Joint *joint, double displacement[][3]);
void joint_stress(const Joint *joint, double mises[], double pressure[]);

/** Present state for the time series: columns, values; borrowed. */
void joint_row(Joint *joint, int *n, const char *const **column, const double **value);

/** Extremes of all states measured. Collective. */
PetscErrorCode joint_summary(const Joint *joint, Quantities *list) SIJ_CHECKED;

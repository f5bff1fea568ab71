// SPDX-License-Identifier: GPL-3.0-or-later
/** The joint as a body: bones, ligaments, supports and loads as the case names them, and what they do.
 *
 * Turns the case's tissues, `mechanics.supports`, `.springs` and `.loads` into one Mechanics, lets the
 * pre-tension of ligaments settle before any load comes, follows the courses of the loads, and tells how
 * the sacrum moves against the ilium, what each ligament carries and how the cartilages press on each
 * other. Motion and strain count from the settled state. Directions are those of the right joint (x
 * lateral, y anterior, z cranial) whichever the case's side. Definitions: docs/user/quantities.md.
 *
 * Order: joint_create; joint_equilibrate, or joint_load and somebody else's solution, then joint_measure;
 * rows, fields and summary; joint_destroy.
 */
#pragma once

#include "sij/base/quantities.h"
#include "sij/casefile.h"
#include "sij/mechanics.h"

typedef struct Joint Joint;

/** Collective. Borrows input and mesh. What the case asks and cannot be had, or a pre-tension that does not
 * settle, is a problem; then *joint stays NULL. With flow: coupled the solid has the constants of its drained
 * skeleton. Owns: caller, joint_destroy(). */
PetscErrorCode joint_create(const Case *input, const Mesh *mesh, Joint **joint,
                            Problems *problems) SIJ_CHECKED;
PetscErrorCode joint_destroy(Joint **joint) SIJ_CHECKED;

/** The next time after t at which a course bends; infinite if none does. */
double joint_next_breakpoint(const Case *input, double t);

/** Where courses bend for the first time, as far as `until`: at most `capacity` times, in no order;
 * returns how many. They are worth an output. */
int joint_breakpoints(const Case *input, int capacity, double time[]);

/** Gives the loads of time t to the solid, to be reached by whoever solves. Collective. */
PetscErrorCode joint_load(Joint *joint, double t) SIJ_CHECKED;

/** Loads of time t, balance, measure. What does not balance is a problem. Nothing is done if the loads are
 * those of the last time. Collective. */
PetscErrorCode joint_equilibrate(Joint *joint, double t, Problems *problems) SIJ_CHECKED;

/** From now on the pressure of the fluid [n_local] Pa, borrowed, counts with what presses the cartilages together. */
void joint_set_fluid_pressure(Joint *joint, const double pressure[]);

/** Takes note of the present state, for row and summary. Collective. */
PetscErrorCode joint_measure(Joint *joint) SIJ_CHECKED;

/** Borrowed. */
Mechanics *joint_mechanics(Joint *joint);

/** At owned vertices: displacement [n_owned][3] m; von Mises' stress and mean pressure [n_owned] Pa, means of
 * the cells around. Not collective. */
void joint_displacement(const Joint *joint, double displacement[][3]);
void joint_stress(const Joint *joint, double mises[], double pressure[]);

/** Present state for the time series: columns, values; borrowed. */
void joint_row(Joint *joint, int *n, const char *const **column, const double **value);

/** Extremes of all states measured. Collective. */
PetscErrorCode joint_summary(const Joint *joint, Quantities *list) SIJ_CHECKED;

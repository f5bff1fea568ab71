// SPDX-License-Identifier: GPL-3.0-or-later
/** Drug in the blood, and what a course in time amounts to.
 *
 * Blood is one compartment of volume V_ss emptied by a clearance CL:
 *
 *     dA/dt = r - (CL / V) A,     concentration = A / V
 *
 * Exact for a constant inflow r over the step; within a step the amount then moves towards r V / CL
 * without turning, so that the peak of a course lies at the end of a step.
 *
 * A course known at the ends of steps is taken as linear between them: time above a level and first
 * crossing are exact for that line, second order in the step for a smooth course.
 *
 * Holds for: V > 0, CL >= 0, dt >= 0. Errors: none.
 * Tests:     tests/unit/laws/test_kinetics.c
 */
#pragma once

typedef struct {
  double clearance; // CL     m^3 s^-1
  double volume;    // V_ss   m^3
} Plasma;

/** Amount after a step of length dt during which `received` flowed in evenly; any unit of amount. */
double plasma_amount(const Plasma *plasma, double amount, double received, double dt);

/** Time of a step dt during which the line from `before` to `after` is at or above `level`. */
double kinetics_time_above(double before, double after, double level, double dt);

/** Time from the start of the step at which the line first is at `level` or above; NaN if never. */
double kinetics_reaches(double before, double after, double level, double dt);

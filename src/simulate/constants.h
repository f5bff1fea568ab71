// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to simulate: constants of the step control and the log. "Estimate": chosen by own runs, without a published
 * source. Errors are over the tolerance of the case. */
#pragma once

// Step control: Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I, section II.4, has the form and
// usual values of safety factor and limits of growth.
#define STEP_SAFETY         0.8   // of the growth that the error estimate allows       1   II.4
#define STEP_GROWTH_MAX     2.0   // of an accepted step                                1   II.4
#define STEP_GROWTH_MIN     0.2   // of the next step after a large error               1   estimate
#define STEP_SMALLEST_ERROR 1e-12 // keeps the growth finite where nothing happens      1   estimate
#define STEP_ACCEPTED_ERROR 2.0   // larger errors are rejected, smaller ones corrected 1   estimate
#define STEP_CUT_MAX        0.7   // of a step rejected by its error                    1   estimate
#define STEP_CUT_DIVERGED   0.25  // of a step that did not converge                    1   estimate
#define STEP_SMALLEST       1e-4  // of numerics.step_first: then the run fails         1   estimate

// Events closer than this part of the duration are one event: rounding of times in the case.   1   estimate
#define CLOCK_COINCIDENCE 1e-12

// A step longer than this part of the time to the next event takes half of that time.          1   estimate
#define CLOCK_HALVING 0.5

// Log and notes.
#define LOG_INTERVAL     30.0 // longest time without a line       s   estimate
#define OUTPUT_DELIVERED 0.99 // of a dose: below it a note is printed 1   estimate

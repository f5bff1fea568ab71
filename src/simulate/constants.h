// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to simulate: constants of the step control and the log. "Estimate": chosen by own runs, without a published
 * source. HNW: Hairer, Norsett & Wanner, Solving Ordinary Differential Equations I, section II.4. Errors are over the
 * tolerance of the case. */
#pragma once

// Safety factor on the growth that the error estimate allows.                        1   HNW
#define STEP_SAFETY 0.8

// Growth of the step: at most, HNW; at least, estimate.                              1
#define STEP_GROWTH_MAX 2.0
#define STEP_GROWTH_MIN 0.2

// Errors below it count as this: keeps the growth finite where nothing happens.      1   estimate
#define STEP_SMALLEST_ERROR 1e-12

// Larger errors are rejected; smaller ones above 1 only shorten the next step.       1   estimate
#define STEP_ACCEPTED_ERROR 2.0

// Factors on a step rejected by its error, at most, and on one that did not converge.  1   estimate
#define STEP_CUT_MAX      0.7
#define STEP_CUT_DIVERGED 0.25

// A shorter step, over numerics.step_first, fails the run.                           1   estimate
#define STEP_SMALLEST 1e-4

// Events closer than this, over the duration, are one event: rounding of the case's times.
//                                                                                    1   estimate
#define CLOCK_COINCIDENCE 1e-12

// A step longer than this, over the time to the next event, takes so much of it.     1   estimate
#define CLOCK_HALVING 0.5

// Longest time without a line of the log, and without one of a stage that begins.    s   estimate
enum { LOG_INTERVAL = 10 };
#define TICKER_SOON 2.0

// A stage that took longer is told when it is over.                                  s   estimate
#define TICKER_TOLD 1.0

// Less time than this is not said to be left.                                        s   estimate
#define TICKER_LEAST 0.1

// The least share from which the time that is left is estimated, and the most that is shown of a stage that takes longer than
// expected.                                                                          1   estimate
#define TICKER_SHARE 0.03
#define TICKER_FULL  0.95

// SPDX-License-Identifier: GPL-3.0-or-later
/** Block of nerve by local anaesthetic: what a fibre sees, and what share of fibres stops conducting.
 *
 * Lag. Sheath and perineurium delay what reaches the axon:
 *
 *     dc_n/dt = (c - c_n) / tau
 *
 * With c linear over a step from `before` to `after` the solution is a mean of three values,
 * c_n(dt) = keep c_n + before' c + after' c, whose weights depend on dt/tau alone and are positive:
 * no overshoot at any step length.
 *
 * Block. One drug blocks the share u^n / (1 + u^n) of a fibre class, u = c / EC50. Several drugs act on
 * one receptor, so doses add (Loewe): the block y/(1+y) is where sum_d u_d y^(-1/n_d) = 1. With equal
 * Hill coefficients this is y = (sum_d u_d)^n; with different ones it still rises with every
 * concentration, which a mean Hill coefficient would not.
 *
 * Critical length. A fibre conducts past a short blocked stretch. A fibre with threshold theta is
 * blocked if some window of length L lies above theta throughout, i.e. if theta is below the lowest
 * value of that window. Over windows these sets of fibres are nested, so their union is the set below
 * the best window's lowest value, and the blocked share of the nerve is
 *
 *     max over windows of length L of (min over the window of block(s)).
 *
 * Holds for: c >= 0 (less counts as 0), tau >= 0, EC50 > 0, n > 0. Errors: none; NaN in, NaN out.
 * Source:    Hill law: numbers in docs/theory/sources.md; dose addition: Loewe 1926; critical length: Raymond
 *            et al. 1989, Fink 1989.
 * Tests:     tests/unit/laws/test_nerve.c
 */
#pragma once

typedef enum { FIBRE_A_DELTA, FIBRE_C, FIBRE_COUNT } NerveFibre;

/** "a_delta" or "c", as in names of results. */
const char *nerve_fibre_name(NerveFibre fibre);

/** Weights of the lagged, the previous and the present concentration; their sum is 1. */
typedef struct {
  double keep, before, after;
} NerveLag;

/** Of a step dt with lag tau, both in s; tau 0 is no lag. */
NerveLag nerve_lag(double dt, double tau);

static inline double nerve_lagged(NerveLag lag, double lagged, double before, double after)
{
  return lag.keep * lagged + lag.before * before + lag.after * after;
}

/** Blocked share of a fibre class under n drugs: concentrations c and ec50 in the same unit. */
double nerve_block(int n, const double c[], const double ec50[], const double hill[]);

/** Blocked share of a nerve from its block at n places of rising arc length s [m], linear between.
 * A nerve of which less than `length` is given is judged as one window. n >= 1. */
double nerve_blocked_fraction(int n, const double s[], const double block[], double length);

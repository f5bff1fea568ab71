// SPDX-License-Identifier: GPL-3.0-or-later
/** The needle: loss along its bore, and the well it makes in tissue that its own pressure dilates.
 *
 *     bore:  p_hub - p_tip = 128 mu L Q / (pi d^4)
 *     well:  Phi(p_tip) - Phi(p_e) = Q / (4 pi) (1 / r_0 - 1 / r_e),    Phi(p) = int_0^p K(s) ds
 *
 * The well is steady radial flow from an opening of radius r_0 to the radius r_e at which a mesh that
 * cannot see the opening has the pressure p_e. With Phi in place of K p, dilation around the tip is
 * exact: the pressure at the tip does not depend on the mesh. In anisotropic tissue K is the geometric
 * mean of its three principal conductivities. Storage between r_0 and r_e is neglected.
 * Where the mesh sees the opening (r_0 >= r_e) the well is nothing: p_tip = p_e.
 *
 * Holds for: laminar flow (22 G at 0.05 mL/s: Reynolds 200), K > 0 at p_e; Q of either sign as long as
 *            K stays positive. A film that is empty at p_e has no well: NaN.
 * Errors:    none; needle_fault() vets the constants once, when the case is read.
 * Source:    Poiseuille; Kirchhoff's transform; equivalent radius after Peaceman 1978,
 *            doi:10.2118/6893-PA.
 * Tests:     tests/unit/laws/test_needle.c
 */
#pragma once

#include "sij/laws/pore.h"

typedef struct {
  double bore;   // inner diameter     m
  double length; // m
} Needle;

/** Tissue around the tip as the well sees it. */
typedef struct {
  Pore   pore;
  double conductivity; // at rest                            m^2 Pa^-1 s^-1
  double opening;      // r_0; of a bevelled tip: its bore  m
  double equivalent;   // r_e                                m
} NeedleWell;

/** A value that depends on the pressure around the well and on one thing more: flow or tip pressure. */
typedef struct {
  double value;
  double by_pressure; // derivative with respect to p_e
  double by_other;    // with respect to the flow, or to the pressure at the tip
} NeedleCurve;

/** p_hub - p_tip [Pa] at the flow [m^3 s^-1] of a fluid of that viscosity [Pa s]. */
double needle_loss(const Needle *needle, double viscosity, double flow);

/** p_tip [Pa] that drives the flow into tissue at p_e. */
NeedleCurve needle_tip_pressure(const NeedleWell *well, double p_e, double flow);

/** Flow of a pump set to `rate` that yields at the hub pressure `limit`: by_other is 0.
 * resistance: needle_loss() at flow 1 [Pa s m^-3]. Between 0 and rate: it never sucks. */
NeedleCurve needle_pumped_flow(const NeedleWell *well, double resistance, double p_e, double rate,
                               double limit);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *needle_fault(const Needle *needle);

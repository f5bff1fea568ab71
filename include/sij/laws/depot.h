// SPDX-License-Identifier: GPL-3.0-or-later
/** A depot of crystals that dissolves into the pore fluid around it.
 *
 *     dm/dt = -k m_0^(1/3) m^(2/3) (c_s - c),     k = 3 D / (rho r_0^2)
 *     S c + m = const                             what dissolves is in the fluid
 *
 * m is the amount of crystals and m_0 what it was when it was laid down, both per meshed volume (or both
 * per node, with S the storage of that node). S is the capacity of fluid and tissue for the dissolved
 * drug, phi + (R - 1) phi_0, c its concentration in the pore fluid.
 *
 * N equal spheres of radius r hold m = N (4/3) pi r^3 rho; through a stagnant layer of thickness r_0 each
 * loses 4 pi r^2 D (c_s - c) / r_0, and r / r_0 = (m / m_0)^(1/3) gives the law. In a sink a crystal is
 * gone after rho r_0^2 / (D c_s). A layer as thick as the shrinking crystal itself (r in place of r_0)
 * would halve that, and neither matters much: a depot lasts by c_s times clearance, not by kinetics.
 *
 * depot_step() is the exact flow of this equation over any dt, so two half steps are one step: with
 * y = (m / m_start)^(1/3) it is dy/dt = -a (y^3 + b), whose time is a logarithm and an arctangent. It is
 * solved to rounding of m, so c is good to 1e-10 c_s where m is not over 1e4 times S c_s.
 * Crystals do not grow back: at c >= c_s nothing moves.
 *
 * Holds for: k > 0, c_s > 0, S > 0, dt >= 0, c >= 0, m >= 0; m_0 < m counts as m.
 * Errors:    none; depot_fault() vets the constants once, when the case is read.
 * Source:    Noyes & Whitney 1897, Hixson & Crowell 1931 (cube-root law); numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_depot.c
 */
#pragma once

typedef struct {
  double rate;       // k                      m^3 mol^-1 s^-1
  double solubility; // c_s                    mol m^-3
} Depot;

typedef struct {
  double dissolved; // c, in the pore fluid     mol m^-3
  double crystals;  // m                        mol m^-3 of meshed volume, or mol
  double laid;      // m_0, as crystals         a step leaves it as it is
} DepotAmount;

/** Constants from those of a drug; diffusivity is the one in the tissue's fluid. */
Depot depot_of_crystals(double diffusivity, double solubility, double radius, double molar_density);

/** The amounts after dt. S c + m is kept to rounding; 0 <= m; c_s is never overshot. */
DepotAmount depot_step(const Depot *depot, DepotAmount at, double storage, double dt);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *depot_fault(const Depot *depot);

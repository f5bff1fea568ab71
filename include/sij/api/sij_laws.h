// SPDX-License-Identifier: GPL-3.0-or-later
/** Laws of tissue, needle, drug and nerve at a point: the very functions that runs use.
 *
 * They know no mesh and cannot fail; outside its domain a law returns NaN. Nothing here is collective.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/** Share of a class of nerve fibres that local anaesthetics block, in [0, 1].
 *
 * n drugs, each with concentration c and concentration of half effect ec50 (in the same unit), and its Hill
 * coefficient; arrays [n]. One drug blocks u^h / (1 + u^h), u = c / ec50; doses of several add (Loewe 1926). */
double sij_nerve_block(int n, const double c[], const double ec50[], const double hill[]);

/** Share of the fibres of a nerve that conduct no more, from the block at n >= 1 places of rising arc length s
 * [m], linear between: some stretch of that length [m] must be blocked all along (Raymond et al. 1989). */
double sij_nerve_blocked_fraction(int n, const double s[], const double block[], double length);

/** Pressure lost along a needle [Pa], 128 viscosity length flow / (pi bore^4): bore and length in m, viscosity in
 * Pa s, flow in m^3 s^-1 (Poiseuille). */
double sij_needle_loss(double bore, double length, double viscosity, double flow);

/** Share of a receptor that is occupied, c / (c + kd): c >= 0 and kd > 0 in the same unit. */
double sij_receptor_occupancy(double c, double kd);

/** Amount of drug in the blood after a step of length dt [s] during which `received` flowed in evenly: one
 * compartment of a volume [m^3] that a clearance [m^3 s^-1] empties. Any unit of amount. */
double sij_plasma_amount(double clearance, double volume, double amount, double received,
                         double dt);

/** How tissue takes up fluid as pressure p rises above rest: porosity phi_0 + (phi_1 - phi_0) s + beta p with
 * dilation s = 1 - exp(-(p / p_dil)^n); conductivity grows by ratio^s. */
typedef struct {
  double phi_0; // porosity at rest
  double phi_1; // porosity when dilated
  double p_dil; // pressure of dilation       Pa
  double n;     // sharpness of dilation
  double beta;  // remaining compressibility  Pa^-1
  double ratio; // conductivity dilated / at rest
} SijPore;

/** Of a medium that does not dilate: Darcy's law with a constant conductivity. compressibility [Pa^-1] is the change
 * of porosity by pressure. */
SijPore sij_pore_rigid(double porosity, double compressibility);

/** Porosity at pressure p [Pa] above rest. */
double sij_pore_porosity(const SijPore *pore, double p);

/** Conductivity at pressure p [Pa] over that at rest. */
double sij_pore_conductivity_factor(const SijPore *pore, double p);

#ifdef __cplusplus
}
#endif

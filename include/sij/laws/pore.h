// SPDX-License-Identifier: GPL-3.0-or-later
/** Dilation of tissue by the fluid in its pores: porosity and hydraulic conductivity against pressure.
 *
 *     s(p)   = 1 - exp(-(p / p_dil)^n)             dilation, 0 at rest, 1 when fully swollen, p > 0
 *     phi(p) = phi_0 + (phi_1 - phi_0) s(p) + beta p
 *     matrix:  K(p) = K_0 ratio^s(p)               log-interpolated between rest and dilated
 *     film:    K(p) = K_0 (phi(p) / phi_0)^3       lubrication between two plates: phi h^2 / 12 mu
 *
 * p [Pa] is pressure above resting pressure. Below rest, s = 0 for n > 1 and s = p / p_dil for n = 1
 * (a cavity empties as it filled). Along and across the fibres dilate by the same factor.
 * For a film of meshed thickness t filled to the fraction phi, the gap is h = phi t and the Darcy flux
 * over the whole thickness is -phi h^2 / (12 mu) grad p: hence the cube.
 *
 * Holds for: p_dil > 0, n >= 1, 0 < phi_0 <= phi_1, beta >= 0.
 * Errors:    none; pore_fault() vets the constants once, when the case is read.
 * Source:    rise of conductivity with tissue pressure: Guyton, Scheel, Murphree 1966; the form is ours
 *            (docs/decisions/003-dilation-law.md); numbers in docs/theory/sources.md.
 * Tests:     tests/unit/laws/test_pore.c
 */
#pragma once

typedef enum { PORE_MATRIX, PORE_FILM } PoreKind;

typedef struct {
  PoreKind kind;
  double   phi_0; // porosity at rest
  double   phi_1; // porosity when dilated
  double   p_dil; // pressure of dilation       Pa
  double   n;     // sharpness of dilation
  double   beta;  // remaining compressibility  Pa^-1
  double   ratio; // K dilated / K at rest (matrix)
} Pore;

/** A value and its derivative with respect to pressure. */
typedef struct {
  double value;
  double slope; // per Pa
} PoreCurve;

PoreCurve pore_dilation(const Pore *pore, double p);
PoreCurve pore_porosity(const Pore *pore, double p);

/** K(p) / K_0. */
PoreCurve pore_conductivity_factor(const Pore *pore, double p);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *pore_fault(const Pore *pore);

// SPDX-License-Identifier: GPL-3.0-or-later
/** Soft tissue at finite strain: a compressible neo-Hookean ground with fibres that only pull; what it becomes where
 * gradients of displacement are small; and films of fluid that is not pressed out.
 *
 *     W = mu/2 (F:F - 3 - 2 ln J) + U(J) + W_f(E)
 *     U = lambda/4 (J^2 - 1 - 2 ln J)
 *     W_f = k_1/(2 k_2) (exp(k_2 E^2) - 1) where E > 0, else 0;    E = s^2 |F a|^2 - 1
 *
 * a is the unit direction of the fibres at rest (0: none). s is their pre-stretch: how much longer than
 * slack they are while the shape is still at rest; with s > 1 they pull before any load does.
 * At F = I and s = 1 the ground has the moduli mu and lambda of linear elasticity; a stretched fibre
 * adds 4 k_1 to Young's modulus along it, at first.
 * Beyond the strain `toe` (against slack; 0: none) fibres stiffen no more: W_f goes on as a parabola in E.
 *
 * Two laws for small gradients of displacement H begin as the one above does:
 *   small:  the geometry alone is linearised; fibres still slacken and stiffen, films still part.
 *           E = s^2 (1 + 2 a . H a) - 1; turned fibres keep the pull they had at rest.
 *   linear: P = P(I) + A(I) : H. Fibres of s >= 1 are taut, and pull and push alike; those of s < 1 are
 *           slack; a film sucks as hard as it resists, whatever its suction.
 * Both energies are convex, so that a body has one shape.
 *
 * A film, with its normal a and no fibres, resists thinning, and sucks where its walls part, never more than the
 * suction p at which it cavitates:
 *
 *     W_s = film/2 e^2 where e < 0, else p^2/film (x - ln(1 + x)), x = film e / p;    e = a . H a
 *
 * What slides along it meets the ground alone. It has these two laws only, whatever the strain of its walls: its slab
 * may shear and turn over (docs/decisions/016-films-at-finite-strain.md). e counts along a as a stands in
 * space, which holds for walls that turn by a few degrees (docs/decisions/012-film-and-shell.md).
 *
 * Holds for: mu > 0, lambda >= 0, k_1 >= 0, k_2 >= 0 (0: the quadratic limit), s > 0;
 *            a toe ends as Weiss, Maker & Govindjee 1996 (Comput. Methods Appl. Mech. Eng. 135, 107) have it.
 * Errors:    where J <= 0, where the exponential overflows, or of a film, hyperelastic_at() says false.
 * Source:    ground: Bonet & Wood 2008, Nonlinear Continuum Mechanics for Finite Element Analysis, 6.4;
 *            U: Ciarlet 1988, Mathematical Elasticity I, 4.10; fibres: Holzapfel, Gasser & Ogden 2000,
 *            J. Elasticity 61, 1, doi:10.1023/A:1010835316564; pre-stretch: as in Weiss, Gardiner &
 *            Bonifasi-Lista 2002, J. Biomech. 35, 943.
 * Tests:     tests/unit/laws/test_hyperelastic.c, test_film.c, test_linearised.c
 */
#pragma once

#include "sij/laws/solid.h"

#include <stdbool.h>

typedef struct {
  double mu, lambda; // ground           Pa
  double k_1;        // fibres           Pa
  double k_2;
  double toe;        // strain against slack beyond which they stiffen no more; 0: they always do
  double prestretch; // s
  double film;       // stiffness, with the direction of fibres as its normal; 0: none      Pa
  double suction;    // at which it cavitates; 0: it parts freely                          Pa
} Hyperelastic;

/** Response at F; false, and nothing told, where F is no deformation, the answer is not finite, or the law a film. */
bool hyperelastic_at(const Hyperelastic *law, Vec3 fibre, Mat3 F, SolidPoint *at);

/** The responses to a small H; the second is false, and nothing told, where the answer is not finite. */
void hyperelastic_linear(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at);
bool hyperelastic_small(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at);

/** U and its derivatives by J > 0. */
SolidVolume hyperelastic_volume(double lambda, double J);

/** Adds to `at` the stress and tangent of an energy of volume: slope and bend by J at F. */
void hyperelastic_press(double slope, double bend, Mat3 F, SolidPoint *at);

/** Stretch of the fibres against their slack length: s |F a|. */
double hyperelastic_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 F);
double hyperelastic_small_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 H);

/** Cauchy's stress along the fibres that they themselves carry [Pa]; 0 where they are slack. */
double hyperelastic_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 F);
double hyperelastic_small_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H);
double hyperelastic_linear_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H);

/** Cauchy's stress to first order in H, `stress` being what the small or the linear law answered. */
Mat3 hyperelastic_small_cauchy(const Hyperelastic *law, Vec3 fibre, Mat3 H, Mat3 stress);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *hyperelastic_fault(const Hyperelastic *law);

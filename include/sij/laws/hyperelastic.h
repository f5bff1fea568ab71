/** Soft tissue at finite strain: a compressible neo-Hookean ground with fibres that only pull, or with a film
 * of fluid that keeps its thickness; and the same linearised about the shape at rest.
 *
 *     W = mu/2 (F:F - 3 - 2 ln J) + U(J) + W_f(E) + film/2 A (h - 1)^2
 *     U = lambda/4 (J^2 - 1 - 2 ln J)
 *     W_f = k_1/(2 k_2) (exp(k_2 E^2) - 1) where E > 0, else 0;    E = s^2 |F a|^2 - 1
 *     A = |cof(F) a|,   h = J / A        area and thickness of a slab with the normal a, against rest
 *
 * a is the unit direction of the fibres at rest (0: none). s is their pre-stretch: how much longer than
 * slack they are while the shape is still at rest; with s > 1 they pull before any load does.
 * At F = I and s = 1 the ground has the moduli mu and lambda of linear elasticity; a stretched fibre
 * adds 4 k_1 to Young's modulus along it, at first.
 * A film resists thinning and thickening alike, as a wet gap sucks until it cavitates, which it never does
 * here; what slides along it meets the ground alone. Its energy goes with the area it has now: fluid that
 * flows to where the film is thick must gain nothing (docs/decisions/012-film-and-shell.md).
 *
 * Linearised: P = P(I) + A(I) : H, with the stress of pre-stretched fibres and what it adds to stiffness.
 * Fibres of s >= 1 are taut, and then pull and push alike; those of s < 1 are slack. Film: h = 1 + a . H a.
 *
 * Holds for: mu > 0, lambda >= 0, k_1 >= 0, k_2 >= 0 (0: the quadratic limit), s > 0.
 * Errors:    where J <= 0, or where the exponential overflows, hyperelastic_at() says false.
 * Source:    ground: Bonet & Wood 2008, Nonlinear Continuum Mechanics for Finite Element Analysis, 6.4;
 *            U: Ciarlet 1988, Mathematical Elasticity I, 4.10; fibres: Holzapfel, Gasser & Ogden 2000,
 *            J. Elasticity 61, 1, doi:10.1023/A:1010835316564; pre-stretch: as in Weiss, Gardiner &
 *            Bonifasi-Lista 2002, J. Biomech. 35, 943; h: Nanson's rule for areas, e.g. Bonet & Wood 4.6.
 * Tests:     tests/unit/laws/test_hyperelastic.c, test_film.c, test_linearised.c
 */
#pragma once

#include "sij/laws/solid.h"

#include <stdbool.h>

typedef struct {
  double mu, lambda; // ground           Pa
  double k_1;        // fibres           Pa
  double k_2;
  double prestretch; // s
  double
    film; // with the direction of fibres as its normal; 0: none, and then there may be fibres     Pa
} Hyperelastic;

/** Response at F; false, and nothing told, where F is no deformation or the answer is not finite. */
bool hyperelastic_at(const Hyperelastic *law, Vec3 fibre, Mat3 F, SolidPoint *at);

/** The linearised response to the gradient of displacement H. */
void hyperelastic_linear(const Hyperelastic *law, Vec3 fibre, Mat3 H, SolidPoint *at);

/** U and its derivatives by J > 0. */
SolidVolume hyperelastic_volume(double lambda, double J);

/** Adds to `at` the stress and tangent of an energy of volume: slope and bend by J at F. */
void hyperelastic_press(double slope, double bend, Mat3 F, SolidPoint *at);

/** Stretch of the fibres against their slack length: s |F a|. */
double hyperelastic_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 F);
double hyperelastic_linear_stretch(const Hyperelastic *law, Vec3 fibre, Mat3 H);

/** Cauchy's stress along the fibres that they themselves carry [Pa]; 0 where they are slack. */
double hyperelastic_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 F);
double hyperelastic_linear_fibre_stress(const Hyperelastic *law, Vec3 fibre, Mat3 H);

/** Cauchy's stress to first order in H. */
Mat3 hyperelastic_linear_cauchy(const Hyperelastic *law, Vec3 fibre, Mat3 H);

/** NULL if the constants are usable, else one sentence naming the faulty one. */
const char *hyperelastic_fault(const Hyperelastic *law);

// SPDX-License-Identifier: GPL-3.0-or-later
/** Quantities as people write them, "1.5 mL", to SI; by UDUNITS-2, with dimension check.
 *
 * Besides what UDUNITS knows: M (mol/L, with prefixes: mM, uM, nM), deg. As a concentration of a drug
 * of known molar mass, mass per volume is accepted, and "%" is 10 g/L (weight per volume).
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

typedef enum {
  DIMENSION_NONE,
  DIMENSION_LENGTH,
  DIMENSION_AREA,
  DIMENSION_VOLUME,
  DIMENSION_TIME,
  DIMENSION_RATE,
  DIMENSION_FLOW,
  DIMENSION_SPEED,
  DIMENSION_PRESSURE,
  DIMENSION_VISCOSITY,
  DIMENSION_ANGLE,
  DIMENSION_MASS,
  DIMENSION_MOLAR_MASS,
  DIMENSION_DIFFUSIVITY,
  DIMENSION_CONCENTRATION,
  DIMENSION_DENSITY,
  DIMENSION_EXPOSURE,
  DIMENSION_CONDUCTIVITY,
  DIMENSION_COMPRESSIBILITY,
  DIMENSION_UPTAKE,
  DIMENSION_SURFACE_CONDUCTANCE,
  DIMENSION_CONDUCTANCE,
  DIMENSION_MODULUS,
  DIMENSION_FORCE,
  DIMENSION_MOMENT,
  DIMENSION_STIFFNESS,
  DIMENSION_COUNT
} Dimension;

typedef struct {
  const char *unit;    // SI, as UDUNITS and the resolved case write it
  const char *name;    // "a length"
  const char *example; // unit a person would use: "mm"
  double      typical; // number to show before it
} DimensionRow;

const DimensionRow *units_dimension(Dimension dimension);

typedef struct Units Units;

/** *units stays NULL if UDUNITS finds no database. Owns: caller, units_destroy(). */
PetscErrorCode    units_create(Units **units) SIJ_CHECKED;
extern const char units_missing[]; // the sentence for that
PetscErrorCode    units_destroy(Units **units) SIJ_CHECKED;

typedef enum {
  UNITS_FINE,
  UNITS_NO_NUMBER,  // "abc mL"
  UNITS_NOT_FINITE, // nan, inf, 1e999, 1e-999
  UNITS_BARE,       // "1.5" where a unit is needed
  UNITS_UNKNOWN,    // "1.5 mil"
  UNITS_WRONG       // "1.5 mm" where a volume is needed
} UnitsVerdict;

typedef struct {
  UnitsVerdict verdict;
  double       value;    // SI
  double       number;   // as written
  char         unit[48]; // as written
  const char  *found;    // name of the dimension found, or NULL if it has none here
} Measured;

/** molar_mass [kg/mol]: of the drug a concentration is of; 0 when unknown. */
Measured units_read(const Units *units, const char *text, Dimension dimension, double molar_mass);

/** An SI value in the unit that people would use, that of `example`. */
double units_in_example(const Units *units, Dimension dimension, double value);

/** A finite number and what follows it; false if there is no number. Digits and '.' only: no hex. */
bool units_number(const char *text, double *number, const char **rest);

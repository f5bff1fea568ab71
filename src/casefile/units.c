// SPDX-License-Identifier: GPL-3.0-or-later
// Converts quantities as people write them, "1.5 mL", to SI by UDUNITS-2, and checks their dimension. The
// only place where units of a case file are converted.
#include "units.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <udunits2.h>

const char units_missing[] =
  "UDUNITS-2 finds no database of units; install libudunits2-data or set UDUNITS2_XML_PATH";

static const DimensionRow DIMENSIONS[DIMENSION_COUNT] = {
  [DIMENSION_NONE]                = {"1", "a plain number", "", 1.0},
  [DIMENSION_LENGTH]              = {"m", "a length", "mm", 2.0},
  [DIMENSION_AREA]                = {"m^2", "an area", "cm^2", 10.0},
  [DIMENSION_VOLUME]              = {"m^3", "a volume", "mL", 1.5},
  [DIMENSION_TIME]                = {"s", "a time", "min", 5.0},
  [DIMENSION_RATE]                = {"1/s", "a rate", "1/s", 1e-4},
  [DIMENSION_FLOW]                = {"m^3/s", "a flow", "mL/min", 3.0},
  [DIMENSION_SPEED]               = {"m/s", "a speed", "m/s", 1e-7},
  [DIMENSION_PRESSURE]            = {"Pa", "a pressure", "kPa", 5.0},
  [DIMENSION_VISCOSITY]           = {"Pa s", "a viscosity", "mPa s", 0.75},
  [DIMENSION_ANGLE]               = {"rad", "an angle", "deg", 93.0},
  [DIMENSION_MASS]                = {"kg", "a mass", "mg", 300.0},
  [DIMENSION_MOLAR_MASS]          = {"kg/mol", "a molar mass", "g/mol", 270.8},
  [DIMENSION_DIFFUSIVITY]         = {"m^2/s", "a diffusivity", "m^2/s", 7.2e-10},
  [DIMENSION_CONCENTRATION]       = {"mol/m^3", "a concentration", "mM", 0.8},
  [DIMENSION_DENSITY]             = {"kg/m^3", "a mass per volume", "mg/L", 5.0},
  [DIMENSION_EXPOSURE]            = {"mol s/m^3", "an exposure", "mM h", 15.0},
  [DIMENSION_CONDUCTIVITY]        = {"m^2/(Pa s)", "a hydraulic conductivity", "m^4/(N s)", 1e-14},
  [DIMENSION_COMPRESSIBILITY]     = {"1/Pa", "a compressibility", "1/Pa", 1e-8},
  [DIMENSION_UPTAKE]              = {"1/(Pa s)", "an uptake per volume", "1/(Pa s)", 1e-9},
  [DIMENSION_SURFACE_CONDUCTANCE] = {"m/(Pa s)", "a conductance per area", "m/(Pa s)", 1e-10},
  [DIMENSION_CONDUCTANCE]         = {"m^3/(Pa s)", "a conductance", "mL/(kPa s)", 0.01},
  [DIMENSION_MODULUS]             = {"Pa", "an elastic modulus", "MPa", 10.0},
  [DIMENSION_FORCE]               = {"N", "a force", "N", 300.0},
  [DIMENSION_MOMENT]              = {"N m", "a moment", "N m", 7.5},
  [DIMENSION_STIFFNESS]           = {"N/m", "a stiffness", "N/mm", 100.0},
};

struct Units {
  ut_system *system;
  ut_unit   *si[DIMENSION_COUNT];
};

const DimensionRow *units_dimension(Dimension dimension)
{
  return &DIMENSIONS[dimension];
}

/** mol/L has no name in UDUNITS; degrees only their long one. */
static bool add_own_names(ut_system *system)
{
  ut_unit   *molar = ut_parse(system, "kmol/m3", UT_UTF8);
  ut_unit   *deg   = ut_get_unit_by_name(system, "degree");
  const bool done  = molar && deg && ut_map_symbol_to_unit("M", UT_ASCII, molar) == UT_SUCCESS &&
                    ut_map_name_to_unit("deg", UT_ASCII, deg) == UT_SUCCESS;

  ut_free(molar);
  ut_free(deg);
  return done;
}

PetscErrorCode units_create(Units **units)
{
  ut_system *system;

  PetscFunctionBeginUser;
  *units = NULL;
  (void)ut_set_error_message_handler(ut_ignore);
  system = ut_read_xml(NULL);
  if (!system) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCheck(add_own_names(system), PETSC_COMM_SELF, PETSC_ERR_LIB,
             "UDUNITS: cannot name mol/L and degree: status %d", (int)ut_get_status());
  PetscCall(PetscNew(units));
  (*units)->system = system;
  for (int i = 0; i < DIMENSION_COUNT; i++) {
    (*units)->si[i] = ut_parse(system, DIMENSIONS[i].unit, UT_UTF8);
    PetscCheck((*units)->si[i], PETSC_COMM_SELF, PETSC_ERR_LIB, "UDUNITS: cannot parse %s",
               DIMENSIONS[i].unit);
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode units_destroy(Units **units)
{
  PetscFunctionBeginUser;
  if (!*units) PetscFunctionReturn(PETSC_SUCCESS);
  for (int i = 0; i < DIMENSION_COUNT; i++) ut_free((*units)->si[i]);
  ut_free_system((*units)->system);
  PetscCall(PetscFree(*units));
  PetscFunctionReturn(PETSC_SUCCESS);
}

bool units_number(const char *text, double *number, const char **rest)
{
  const char *at = text + strspn(text, " \t\n");
  char       *end;

  if (!isdigit((unsigned char)at[strspn(at, "+-.")])) return false;
  if (strspn(at, "+-.") > 2 || at[strspn(at, "+-.0")] == 'x' || at[strspn(at, "+-.0")] == 'X')
    return false;
  errno   = 0;
  *number = strtod(at, &end);
  if (errno == ERANGE && fabs(*number) < 1.0) *number = NAN;
  *rest = end + strspn(end, " \t\n");
  return end > at;
}

/** UDUNITS leaves the number alone when both are the same unit: a resolved case reads back exactly. */
static double convert_number(const ut_unit *from, const ut_unit *to, double number)
{
  cv_converter *converter;
  double        value;

  converter = ut_get_converter((ut_unit *)from, (ut_unit *)to);
  if (!converter) return NAN;
  value = cv_convert_double(converter, number);
  cv_free(converter);
  return value;
}

double units_in_example(const Units *units, Dimension dimension, double value)
{
  ut_unit     *unit   = ut_parse(units->system, DIMENSIONS[dimension].example, UT_UTF8);
  const double number = unit ? convert_number(units->si[dimension], unit, value) : value;

  ut_free(unit);
  return number;
}

/** "inf", "-.nan": words for numbers that no quantity may be. */
static bool names_no_number(const char *text)
{
  const char *word = text + strspn(text, " \t+-.");

  return strncmp(word, "inf", 3) == 0 || strncmp(word, "Inf", 3) == 0 ||
         strncmp(word, "nan", 3) == 0 || strncmp(word, "NaN", 3) == 0 ||
         strncmp(word, "NAN", 3) == 0 || strncmp(word, "INF", 3) == 0;
}

/** To UDUNITS an angle is a number; to a reader it is not. */
static bool is_angle(const char *unit)
{
  return strstr(unit, "deg") || strstr(unit, "rad") || strstr(unit, "arc") || strstr(unit, "°");
}

/** UDUNITS would also convert a time to a rate, by its reciprocal. */
static bool is_multiple(const ut_unit *unit, const ut_unit *of)
{
  ut_unit   *ratio = ut_divide(unit, of);
  const bool plain = ratio && ut_is_dimensionless(ratio);

  ut_free(ratio);
  return plain && ut_are_convertible(unit, of);
}

static bool is_of(const Units *units, const ut_unit *unit, const char *text, Dimension dimension)
{
  if (!is_multiple(unit, units->si[dimension])) return false;
  if (dimension == DIMENSION_NONE) return !is_angle(text);
  return dimension != DIMENSION_ANGLE || is_angle(text);
}

static const char *find_dimension(const Units *units, const ut_unit *unit, const char *text)
{
  for (int i = 0; i < DIMENSION_COUNT; i++)
    if (is_of(units, unit, text, (Dimension)i)) return DIMENSIONS[i].name;
  return NULL;
}

static void convert_quantity(const Units *units, const ut_unit *unit, Dimension dimension,
                             double molar_mass, Measured *read)
{
  const bool drug = dimension == DIMENSION_CONCENTRATION && molar_mass > 0.0;

  if (is_of(units, unit, read->unit, dimension))
    read->value = convert_number(unit, units->si[dimension], read->number);
  else if (drug && is_multiple(unit, units->si[DIMENSION_DENSITY]))
    read->value = convert_number(unit, units->si[DIMENSION_DENSITY], read->number) / molar_mass;
  else if (drug && strcmp(read->unit, "%") == 0) read->value = 10.0 * read->number / molar_mass;
  else {
    read->verdict = UNITS_WRONG;
    read->found   = find_dimension(units, unit, read->unit);
    return;
  }
  read->verdict = isfinite(read->value) ? UNITS_FINE : UNITS_NOT_FINITE;
}

/** UDUNITS would take "1.5 2 mL" as 3 mL; a second number is only good as in "1/Pa". */
static bool is_unit_text(const char *text)
{
  return !strchr("0123456789+-.,", text[0]) || strncmp(text, "1/", 2) == 0;
}

Measured units_read(const Units *units, const char *text, Dimension dimension, double molar_mass)
{
  Measured    read = {.verdict = UNITS_UNKNOWN, .value = NAN};
  const char *rest;
  ut_unit    *unit;

  if (!units_number(text, &read.number, &rest)) {
    read.verdict = names_no_number(text) ? UNITS_NOT_FINITE : UNITS_NO_NUMBER;
    return read;
  }
  (void)snprintf(read.unit, sizeof read.unit, "%.40s", rest);
  if (!isfinite(read.number)) read.verdict = UNITS_NOT_FINITE;
  else if (!rest[0] && dimension == DIMENSION_NONE) {
    read.verdict = UNITS_FINE;
    read.value   = read.number;
  } else if (!rest[0]) read.verdict = UNITS_BARE;
  else if (strlen(rest) <= 40 && is_unit_text(rest)) {
    unit = ut_parse(units->system, ut_trim(read.unit, UT_UTF8), UT_UTF8);
    if (unit) convert_quantity(units, unit, dimension, molar_mass, &read);
    ut_free(unit);
  }
  return read;
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Writes regular expressions of quantities with units, from the names of units and from templates of the
// dimensions that are made of them.
#include "unit_pattern.h"

#include <ctype.h>
#include <string.h>

#define NUMBER "[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"

const char unit_pattern_number[]       = "^\\s*" NUMBER "\\s*(?:%|percent|pp[mb])?\\s*$";
const char unit_pattern_per_cent[]     = "^\\s*" NUMBER "\\s*%\\s*$";
const char unit_pattern_positive[]     = "^\\s*\\+?(?=[0-9.]*[1-9])";
const char unit_pattern_not_negative[] = "^\\s*(?!-[0-9.]*[1-9])";

/** Names of the units of a letter, as alternatives. */
typedef struct {
  char        letter;
  const char *symbols; // take a prefix: mm
  const char *others;  // take none
  const char *names;   // take a long prefix, and an s: millimetres
} Family;

// As UDUNITS-2 has them, and M and deg, which units.c adds.
static const Family FAMILIES[] = {
  {'L', "m", "in|ft|yd|mi|mil|Å|feet|inches", "meter|metre|micron|inch|foot|yard|mile|angstrom"},
  {'T', "s", "min|h|hr|d|a|yr|sec", "second|minute|hour|day|week|fortnight|month|year"},
  {'V', "L|l", "cc|pt|gallon|oz", "liter|litre|pint|cup|teaspoon|tablespoon"},
  {'M', "g", "t|lb|u", "gram|tonne|pound|carat|grain"},
  {'N', "mol", "", "mole"},
  {'F', "N", "lbf|kgf|gf|ozf|kip", "newton|dyne|pond"},
  {'P', "Pa|bar", "atm|at|psi|ksi|torr|mmHg|mm_Hg|cmHg|cmH2O|cm_H2O|inHg",
   "pascal|atmosphere|torr"},
  {'A', "rad", "deg|°|arcdeg|arcmin|arcsec", "radian|degree|arc_degree|arcminute|arcsecond"},
  {'C', "M", "", ""},
  {'H', "Hz|Bq", "rpm", "hertz|becquerel"},
  {'E', "J", "", "joule"},
  {'Q', "", "", "poise"},
  {'W', "St", "", "stokes"},
};

// A capital letter is a family, a blank a product.
static const char *const TEMPLATES[DIMENSION_COUNT][4] = {
  [DIMENSION_LENGTH]              = {"L"},
  [DIMENSION_AREA]                = {"L^2"},
  [DIMENSION_VOLUME]              = {"V", "L^3"},
  [DIMENSION_TIME]                = {"T"},
  [DIMENSION_RATE]                = {"1/T", "T^-1", "H"},
  [DIMENSION_FLOW]                = {"V/T", "L^3/T"},
  [DIMENSION_SPEED]               = {"L/T"},
  [DIMENSION_PRESSURE]            = {"P", "F/L^2"},
  [DIMENSION_VISCOSITY]           = {"P T", "Q"},
  [DIMENSION_ANGLE]               = {"A"},
  [DIMENSION_MASS]                = {"M"},
  [DIMENSION_MOLAR_MASS]          = {"M/N"},
  [DIMENSION_DIFFUSIVITY]         = {"L^2/T", "W"},
  [DIMENSION_CONCENTRATION]       = {"C", "N/V", "N/L^3"},
  [DIMENSION_DENSITY]             = {"M/V", "M/L^3"},
  [DIMENSION_EXPOSURE]            = {"C T", "N T/V", "N T/L^3"},
  [DIMENSION_CONDUCTIVITY]        = {"L^2/(P T)", "L^4/(F T)"},
  [DIMENSION_COMPRESSIBILITY]     = {"1/P", "P^-1"},
  [DIMENSION_UPTAKE]              = {"1/(P T)", "1/P/T"},
  [DIMENSION_SURFACE_CONDUCTANCE] = {"L/(P T)", "L/P/T"},
  [DIMENSION_CONDUCTANCE]         = {"V/(P T)", "L^3/(P T)", "V/P/T", "L^3/P/T"},
  [DIMENSION_MODULUS]             = {"P", "F/L^2"},
  [DIMENSION_FORCE]               = {"F"},
  [DIMENSION_MOMENT]              = {"F L", "E"},
  [DIMENSION_STIFFNESS]           = {"F/L"},
};

// A name may begin with a capital letter.
static PetscErrorCode add_names(const char *names, Text *pattern)
{
  bool first = true;

  PetscFunctionBeginUser;
  PetscCall(text_add(pattern, "(?:yotta|zetta|exa|peta|tera|giga|mega|kilo|hecto|deca|deka|deci|"
                              "centi|milli|micro|nano|pico|femto|atto|zepto|yocto)?(?:"));
  for (const char *c = names; *c; c++) {
    if (first && isalpha((unsigned char)*c))
      PetscCall(text_add(pattern, "[%c%c]", toupper((unsigned char)*c), *c));
    else PetscCall(text_add(pattern, "%c", *c));
    first = *c == '|';
  }
  PetscCall(text_add(pattern, ")s?"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_family(char letter, Text *pattern)
{
  const Family *family = FAMILIES;

  PetscFunctionBeginUser;
  while (family->letter != letter) family++;
  PetscCall(text_add(pattern, "(?:"));
  if (family->symbols[0])
    PetscCall(text_add(pattern, "(?:da|[yzafpnuµμmcdhkMGTPEZY])?(?:%s)|", family->symbols));
  if (family->others[0]) PetscCall(text_add(pattern, "%s|", family->others));
  if (family->names[0]) PetscCall(add_names(family->names, pattern));
  else pattern->used--; // the bar
  PetscCall(text_add(pattern, ")"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_power(const char *power, Text *pattern)
{
  static const char *const RAISED[] = {"", "", "²", "³", "⁴"};
  const int                n        = power[0] == '-' ? 1 : power[0] - '0';

  PetscFunctionBeginUser;
  PetscCall(text_add(pattern, "(?:(?:\\^|\\*\\*)?%s%d|%s)", power[0] == '-' ? "-" : "", n,
                     power[0] == '-' ? "⁻¹" : RAISED[n]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_template(const char *form, Text *pattern)
{
  PetscFunctionBeginUser;
  for (const char *c = form; *c; c++) {
    if (isupper((unsigned char)*c)) PetscCall(add_family(*c, pattern));
    else if (*c == '^') {
      PetscCall(add_power(c + 1, pattern));
      c += c[1] == '-' ? 2 : 1;
    } else if (*c == ' ') PetscCall(text_add(pattern, "(?:\\s+|\\s*[.*·]\\s*)"));
    else if (*c == '1') PetscCall(text_add(pattern, "1"));
    else PetscCall(text_add(pattern, "\\s*\\%c\\s*", *c));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_numbers(int n, Text *pattern)
{
  PetscFunctionBeginUser;
  PetscCall(text_add(pattern, "^\\s*"));
  for (int i = 1; i < n; i++) PetscCall(text_add(pattern, NUMBER "\\s+"));
  PetscCall(text_add(pattern, NUMBER "\\s*"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode unit_pattern_common(Dimension dimension, int n, Text *pattern)
{
  PetscFunctionBeginUser;
  PetscCall(add_numbers(n, pattern));
  for (int i = 0; i < 4 && TEMPLATES[dimension][i]; i++) {
    PetscCall(text_add(pattern, i == 0 ? "(?:" : "|"));
    PetscCall(add_template(TEMPLATES[dimension][i], pattern));
  }
  PetscCall(text_add(pattern, ")\\s*$"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// As units_read() reads it: a second number is only good as in "1/Pa", a unit has at most 40 bytes.
PetscErrorCode unit_pattern_compound(int n, Text *pattern)
{
  PetscFunctionBeginUser;
  PetscCall(add_numbers(n, pattern));
  PetscCall(text_add(
    pattern, "(?:1/|(?![0-9+.,\\s-]|[eE][+-]?[0-9]|[xX][0-9]))(?=.*[0-9/*^.()²³⁴⁻·]|.*\\S\\s+\\S)"
             "[A-Za-z0-9_%%'\"/*^.()µμ°Å²³⁴⁻¹·\\s-]{1,40}$"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
/** Pi, and the units in which people read what the program holds in SI.
 *
 * Inside the program every value is in SI. A value in a unit is value / UNIT_X, and back value * UNIT_X. Case
 * files are converted by UDUNITS (src/casefile); these constants serve tables, summaries and fixed numbers.
 * They are macros, so that they may stand in the initialiser of a constant.
 */
#pragma once

#define SIJ_PI 3.14159265358979323846

// lengths, areas, volumes
#define UNIT_UM  1e-6
#define UNIT_MM  1e-3
#define UNIT_CM2 1e-4
#define UNIT_MM3 1e-9
#define UNIT_ML  1e-6
// angle
#define UNIT_DEGREE 0.017453292519943295
// times
#define UNIT_MINUTE 60.0
#define UNIT_HOUR   3600.0
#define UNIT_DAY    86400.0
#define UNIT_WEEK   604800.0
// masses
#define UNIT_MG   1e-6
#define UNIT_GRAM 1e-3
// pressures
#define UNIT_KPA 1e3
#define UNIT_MPA 1e6

// Factors to a unit, for what is multiplied by an exact power of ten rather than divided by a rounded one:
// lengths in mm, volumes in mL, concentrations in mg/L and in umol/L.
#define UNIT_PER_MM     1e3
#define UNIT_PER_ML     1e6
#define UNIT_PER_MG_L   1e3
#define UNIT_PER_UMOL_L 1e3

_Static_assert((int)UNIT_HOUR == 60 * (int)UNIT_MINUTE && (int)UNIT_DAY == 24 * (int)UNIT_HOUR &&
                 (int)UNIT_WEEK == 7 * (int)UNIT_DAY,
               "units of time fit together");

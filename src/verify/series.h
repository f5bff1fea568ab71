// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to verify: roots of an equation in order, for series solutions. */
#pragma once

enum { SERIES_TERMS = 100 };

/** The first SERIES_TERMS positive roots of an equation with one parameter, no two closer than 0.02. */
void series_roots(double equation(double x, double parameter), double parameter,
                  double root[SERIES_TERMS]);

// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to porous: constants of the defects of a barrier. "Estimate": chosen by own runs, without a published
 * source. */
#pragma once

// Points on the path of a channel.                                                   1   estimate
enum { CHANNEL_SAMPLES = 64 };

// Exponent of the opening law: a defect opens within about a third of its pressure.  1   estimate
#define DEFECT_EXPONENT 4.0

// Barycentric coordinates down to minus this count as within a cell: rounding.       1   estimate
#define DEFECT_CELL_TOLERANCE 1e-8

// Radius of a patch, over the distance to the nearest cell: it opens that cell.      1   estimate
#define DEFECT_SMALLEST_PATCH 1.0001

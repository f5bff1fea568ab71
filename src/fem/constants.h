// SPDX-License-Identifier: GPL-3.0-or-later
/** Private to fem: constants of its algorithms. "Estimate": chosen by own runs, without a published source. */
#pragma once

// Passes of the limiter; a third changes the errors of diffusion by less than 1 %.   1   estimate
enum { LIMITER_PASSES = 2 };

// Layer normal: a gradient below this, over the largest, has no direction.           1   estimate
#define LAYER_FLAT_GRADIENT 1e-6

// Layer normal: relative residual of the linear solver, the default of a KSP option. 1   estimate
#define LAYER_LINEAR_RTOL "1e-12"

// SPDX-License-Identifier: GPL-3.0-or-later
/** Shows how far a run is: on a terminal a bar that is redrawn, else a line now and then. Both with the time that has passed
 * and, where it can be told, that which is left.
 *
 * A thread of its own draws, so that time goes on to be shown while Gmsh or a solver does not return. It calls neither MPI nor
 * PETSc. Rank 0 alone has one.
 */
#pragma once

#include "sij/base/foreign.h"

#include <stdbool.h>

typedef struct Ticker Ticker;

/** Begins, and listens to stages (sij/base/stage.h). Owns: caller, ticker_destroy(). */
PetscErrorCode ticker_create(bool terminal, Ticker **ticker) SIJ_CHECKED;

/** Accepts NULL. */
PetscErrorCode ticker_destroy(Ticker **ticker) SIJ_CHECKED;

/** The time loop is here: `text` of its step, the share that is done. `line`: a log gets its line now, not in a while. */
void ticker_step(Ticker *ticker, const char *text, double done, bool line);

/** Ends the bar, before anything else is printed. */
void ticker_rest(Ticker *ticker);

enum { TICKER_TIME = 32 };

/** "1.2 min". */
const char *ticker_format(double seconds, char text[TICKER_TIME]);

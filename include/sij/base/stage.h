// SPDX-License-Identifier: GPL-3.0-or-later
/** What a long computation is doing: one named stage at a time, and the share of it that is done where that is known.
 *
 * Modules tell, one listener hears: the log of a run sets it, on the rank that prints. Elsewhere telling does nothing.
 * Not collective.
 */
#pragma once

typedef struct {
  void *context;
  void (*begin)(void *context, const char *name, double expected);
  void (*tell)(void *context, double done);
  void (*end)(void *context);
} StageListener;

/** Borrowed until it is replaced; NULL: nobody listens. */
void stage_listen(const StageListener *listener);

/** `name` as it stands in a line of the log: "settling under pre-tension". Expected duration where there is an estimate, else
 * 0.     s */
void stage_begin(const char *name, double expected);

/** From now on a share of 0 to 1 is told of this part of the stage. */
void stage_within(double from, double to);

/** The share that is done of the part. */
void stage_tell(double done);

void stage_end(void);

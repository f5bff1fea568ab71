// SPDX-License-Identifier: GPL-3.0-or-later
/** What ends the program before its work is done: SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGXCPU, and a limit of wall-clock
 * time. It belongs to the program: the library leaves the signals of its host alone.
 *
 * Before the first step of a run nothing is worth saving: until then a signal or the limit ends the process at once,
 * with a sentence and STATUS_STOPPED. From the first step on it is noted, and all ranks stop together before
 * the next one. A second SIGINT then ends the process at once.
 *
 * Order: stop_catch_signals(), PetscInitialize(), which sets handlers of its own, stop_catch_signals() again;
 * stop_limit_time(); then stop_interrupter(), for the run whose steps are worth keeping.
 */
#pragma once

#include "sij/simulate.h"

/** Handles the signals, save those that the caller of the program has ignored (nohup). `speaks`: this process is rank 0
 * and says what it does. The wall-clock time of the program counts from the first call. */
void stop_catch_signals(bool speaks);

/** Stops at `seconds` of wall-clock time, and before a step if the longest one so far and a checkpoint would pass it. */
void stop_limit_time(double seconds);

/** The interrupter of a run. Borrowed: lives as long as the program. */
const RunInterrupter *stop_interrupter(void);

/** Between two runs of one program: whether to begin no other. Until the first step of the next one a signal is only
 * noted where others run beside it (`alone` false). Collective. */
PetscErrorCode stop_ask_between_runs(MPI_Comm comm, bool alone, bool *stops) SIJ_CHECKED;

/** A file to remove where the process ends at once: the lock of a folder, which a job on another host could not judge.
 * Borrowed, until another; NULL: none. */
void stop_remove_at_once(const char *path);

/** What stopped the run: "SIGTERM", "--max-walltime"; NULL: nothing has. */
const char *stop_cause(void);

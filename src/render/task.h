// SPDX-License-Identifier: GPL-3.0-or-later
/** The task of the scripts, gathered from a run and what is asked of it. Not collective: rank 0 works. */
#pragma once

#include "sij/render.h"

#include <jansson.h>

/** What of a run the request is held against. */
typedef struct {
  json_t *root; // owned; of the task as sij/render.h has it
  bool    has_drug, has_strain;
} RenderTask;

/** Everything of the run. The task is empty when there are problems. Owns: caller, json_decref(task->root). */
PetscErrorCode task_gather(const char *run, RenderTask *task, Problems *problems) SIJ_CHECKED;

/** Adds "only", "views", "at" and "strain_at"; what the run cannot give is a problem. */
PetscErrorCode task_ask(const RenderRequest *request, RenderTask *task,
                        Problems *problems) SIJ_CHECKED;

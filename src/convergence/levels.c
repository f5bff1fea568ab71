// SPDX-License-Identifier: GPL-3.0-or-later
// The coarser cases of an error estimate: larger mesh sizes or fewer refinements, longer steps.
#include "levels.h"

#include <math.h>
#include <stdio.h>

// Uniform refinement halves; a generated mesh takes any size, and sqrt 2 spares a level its eighth.
Levels levels_of(const Case *input)
{
  const bool foreign = input->anatomy.mesh_file[0] != '\0';
  const int  refine  = input->meshing.refine;

  if (!foreign) return (Levels){.n = 3, .ratio = refine > 0 ? 2.0 : sqrt(2.0)};
  return (Levels){.n = refine >= 2 ? 3 : 1 + refine, .ratio = 2.0};
}

// Two at least where there are two: a film of one layer has no vertex of its own between its walls, and
// what flows in it is another thing.
static int coarsen_layers(int layers, double factor)
{
  const int least = layers < 2 ? layers : 2, n = (int)lround(layers / factor);

  return n > least ? n : least;
}

static void coarsen_sizes(Meshing *mesh, double factor)
{
  mesh->size_joint *= factor;
  mesh->size_ligament *= factor;
  mesh->size_far *= factor;
  mesh->size_needle *= factor;
  mesh->gradation     = fmin(1.0, mesh->gradation * factor);
  mesh->layers_sacral = coarsen_layers(mesh->layers_sacral, factor);
  mesh->layers_cavity = coarsen_layers(mesh->layers_cavity, factor);
  mesh->layers_iliac  = coarsen_layers(mesh->layers_iliac, factor);
}

// The local truncation error of a step of flow grows with the square of its length: with this tolerance the
// step grows as the mesh size does. Past a tenth the tolerance would mean nothing.
static void coarsen_steps(Numerics *numerics, double factor)
{
  numerics->time_tolerance =
    fmin(fmax(0.1, numerics->time_tolerance), numerics->time_tolerance * factor * factor);
  numerics->step_first *= factor;
  numerics->step_max *= factor;
}

// Of level i. Without rounding: pow(sqrt(2), 2) is a little more than 2.
static double find_size_factor(const Levels *levels, int i)
{
  return exp2(i * round(2.0 * log2(levels->ratio)) / 2.0);
}

void levels_case(const Levels *levels, const Case *input, int i, Case *coarse,
                 char text[LEVEL_TEXT])
{
  const double factor  = find_size_factor(levels, i);
  const int    refine  = input->meshing.refine;
  const int    undone  = i < refine ? i : refine;
  const double by_size = factor / find_size_factor(levels, undone);

  *coarse = *input;
  coarse->meshing.refine -= undone;
  if (by_size > 1.0) coarsen_sizes(&coarse->meshing, by_size);
  if (i > 0) coarsen_steps(&coarse->numerics, factor);
  if (i == 0) (void)snprintf(text, LEVEL_TEXT, "as asked");
  else if (undone > 0 && by_size > 1.0)
    (void)snprintf(text, LEVEL_TEXT, "not refined, mesh sizes times %.3g", by_size);
  else if (undone > 0)
    (void)snprintf(text, LEVEL_TEXT, "refined %d times instead of %d", refine - undone, refine);
  else (void)snprintf(text, LEVEL_TEXT, "mesh sizes times %.3g", by_size);
}

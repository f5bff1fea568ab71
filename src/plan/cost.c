// SPDX-License-Identifier: GPL-3.0-or-later
// Time, memory and files of a run: counts of plan_size() times constants of one machine, scaled by the rates of this one.
#include "constants.h"

#include "sij/plan.h"

#include <math.h>

// Rate of the linear solvers on so many ranks. Between and beyond those measured it is a power of their number.
static double find_rate(const PlanRates *rates, int ranks, bool *measured)
{
  int i = 0;

  while (i < rates->n - 1 && rates->ranks[i + 1] <= ranks) i++;
  *measured = rates->ranks[i] == ranks;
  if (*measured) return rates->solver[i];

  const int    j = i < rates->n - 1 ? i + 1 : i, from = j > 0 ? j - 1 : 0;
  const double power = j > 0 ? log(rates->solver[j] / rates->solver[from]) /
                                 log((double)rates->ranks[j] / rates->ranks[from])
                             : PLAN_SCALING;

  return rates->solver[i] * pow((double)ranks / rates->ranks[i], fmax(0.0, power));
}

// Cells of a rank with its overlap, over its own: one layer around a cube of so many vertices.
static double overlap(double vertices, int ranks)
{
  const double side = cbrt(fmax(1.0, vertices / ranks));

  return ranks > 1 ? pow(1.0 + 2.0 / side, 3.0) : 1.0;
}

static double count_bytes(const PlanSize *size, int ranks)
{
  const double of_vertex = PLAN_MEMORY_VERTEX + PLAN_MEMORY_DRUG * size->drugs;
  const double of_node   = size->coupled ? PLAN_MEMORY_NODE_COUPLED : PLAN_MEMORY_NODE;
  const bool   factored  = size->solid && 3.0 * size->vertices <= PLAN_DIRECT;
  const double factor    = factored ? PLAN_MEMORY_FACTOR * pow(size->vertices, 4.0 / 3.0) : 0.0;

  return PLAN_MEMORY_BASE + factor / ranks +
         (of_vertex * size->vertices + of_node * size->nodes) * overlap(size->vertices, ranks) /
           ranks;
}

static double count_meshing_bytes(const PlanSize *size)
{
  return size->coarse.origin == COUNT_ESTIMATED
           ? PLAN_MEMORY_MESHING + PLAN_MEMORY_MESHING_CELL * size->coarse.cells
           : 0.0;
}

static double find_solid_time(const PlanSize *size, double per_rank)
{
  const double first = size->linear ? PLAN_SOLID_LINEAR : PLAN_SOLID_FIRST;
  const double load  = size->linear ? PLAN_SOLID_LINEAR_LOAD : PLAN_SOLID_LOAD;
  const double each  = size->coupled ? PLAN_COUPLED * size->steps : load * (size->loads - 1);

  return size->nodes * (first + each) * per_rank;
}

// Messages that a step waits for; of the solid, those of an equilibrium.
static double find_message_time(const PlanSize *size, int ranks)
{
  const double step = size->coupled ? PLAN_MESSAGES_COUPLED : PLAN_MESSAGES_STEP;

  return log2(ranks) *
         (step * size->steps + (size->solid ? PLAN_MESSAGES_LOAD * fmax(1, size->loads) : 0.0));
}

PlanCost plan_cost(const PlanSize *size, const PlanRates *rates, int ranks)
{
  PlanCost     cost   = {0};
  const double solver = PLAN_RATE_SOLVER / find_rate(rates, ranks, &cost.measured);
  const double serial = PLAN_RATE_SERIAL / rates->serial;
  const double local =
    solver * 0.5 * (1.0 + overlap(size->vertices, ranks)); // half is element loops

  cost.meshing   = serial * (size->coarse.origin == COUNT_ESTIMATED
                               ? ANATOMY_TIME_SOLIDS + ANATOMY_TIME_CELL * size->coarse.cells
                               : PLAN_READING_CELL * size->coarse.cells);
  cost.setup     = serial * (PLAN_START + PLAN_SETUP * size->vertices);
  cost.flow      = size->coupled ? 0.0 : local * PLAN_FLOW * size->steps * size->vertices;
  cost.transport = local * PLAN_TRANSPORT * size->drugs * size->steps * size->vertices;
  cost.solid     = find_solid_time(size, local);
  cost.output    = serial * PLAN_OUTPUT * size->outputs * size->columns * size->vertices;
  cost.messages  = find_message_time(size, ranks);
  cost.total = cost.meshing + cost.setup + cost.flow + cost.transport + cost.solid + cost.output +
               cost.messages;
  cost.memory[1] = count_bytes(size, ranks);
  cost.memory[0] =
    fmax(cost.memory[1] + PLAN_MEMORY_COARSE * size->coarse.cells, count_meshing_bytes(size));
  cost.files = size->outputs * (PLAN_FILE_STATE + 8.0 * size->columns * size->vertices) +
               PLAN_FILE_VERTEX * size->vertices + PLAN_FILE_CELL * size->cells;
  cost.checkpoints =
    sizeof(double) *
    (size->vertices * (size->outputs * size->columns + PLAN_STATES * size->state_columns) +
     size->nodes * PLAN_STATES * size->node_columns +
     PLAN_POINTS * 3.0 * (size->vertices + size->nodes));
  return cost;
}

int plan_ranks(const PlanSize *size, const PlanRates *rates, int most)
{
  int ranks = 1;

  while (2 * ranks <= most &&
         plan_cost(size, rates, 2 * ranks).total < PLAN_WORTH * plan_cost(size, rates, ranks).total)
    ranks *= 2;
  return ranks;
}

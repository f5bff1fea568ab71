// SPDX-License-Identifier: GPL-3.0-or-later
// Prints runs in the order of one quantity with their error bars, then means by level and slopes of the linear model.
#include "sij/report/ranking.h"

#include "text.h"

#include "sij/report/grid.h"

#include <string.h>

enum { COLUMNS_MOST = 16 };

// Equal values share a place.
static int find_place(const Ranking *ranking, int i)
{
  const Quantity *row = quantities_find(ranking->run[i].list, ranking->quantity);

  for (; row && i > 0; i--) {
    const Quantity *before = quantities_find(ranking->run[i - 1].list, ranking->quantity);

    if (!before || before->value != row->value) break;
  }
  return i + 1;
}

static PetscErrorCode add_figure(Grid *grid, const RankedRun *run, const char *quantity)
{
  char text[SHOWN_TEXT];

  PetscFunctionBeginUser;
  shown_quantity(run->list, quantities_find(run->list, quantity), text);
  PetscCall(grid_cell(grid, GRID_PLAIN, "%s", text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_ranked(Grid *grid, const RankedRun *run, const char *quantity)
{
  const char *mark = run->verdict == RANKED_INDISTINCT ? shown_compared_mark(COMPARED_OPEN) : "";
  char        text[SHOWN_TEXT];

  PetscFunctionBeginUser;
  shown_quantity(run->list, quantities_find(run->list, quantity), text);
  PetscCall(grid_cell(grid, GRID_STRONG, "%s %s", text, mark[0] ? mark : " "));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode add_run(Grid *grid, const Ranking *ranking, int i)
{
  const RankedRun *run = &ranking->run[i];

  PetscFunctionBeginUser;
  PetscCall(grid_begin(grid, GRID_BODY));
  if (!run->list) {
    PetscCall(grid_cell(grid, GRID_PLAIN, "  - %s", run->name));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", run->state));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(grid_cell(grid, GRID_PLAIN, "%3d %s", find_place(ranking, i), run->name));
  PetscCall(add_ranked(grid, run, ranking->quantity));
  for (int k = 0; k < ranking->n_shown; k++) PetscCall(add_figure(grid, run, ranking->shown[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode begin_grid(int n, const char *const title[], Grid **grid)
{
  GridKind kind[COLUMNS_MOST] = {GRID_LEFT};

  PetscFunctionBeginUser;
  for (int k = 1; k < n; k++) kind[k] = GRID_RIGHT;
  PetscCall(grid_create(n, kind, grid));
  PetscCall(grid_begin(*grid, GRID_HEAD));
  for (int k = 0; k < n; k++) PetscCall(grid_cell(*grid, GRID_STRONG, "%s", title[k]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode print_grid(Grid **grid)
{
  const GridPlace place = grid_place();

  PetscFunctionBeginUser;
  grid_print(*grid, &place);
  PetscCall(grid_destroy(grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static int count_verdicts(const Ranking *ranking, RankedVerdict verdict)
{
  int n = 0;

  for (int i = 1; i < ranking->n; i++)
    n += ranking->run[i].list && ranking->run[i].verdict == verdict;
  return n;
}

static void print_legend(const Ranking *ranking)
{
  if (count_verdicts(ranking, RANKED_INDISTINCT) > 0)
    printf("%s not distinguishable at this mesh from %s.\n", shown_compared_mark(COMPARED_OPEN),
           ranking->run[0].name);
  if (count_verdicts(ranking, RANKED_UNJUDGED) > 0)
    printf("Without error bars a difference may be of the mesh: --error-estimate.\n");
}

PetscErrorCode ranking_print(const Ranking *ranking)
{
  const char *title[COLUMNS_MOST] = {"case", ranking->quantity};
  Grid       *grid;

  PetscFunctionBeginUser;
  for (int k = 0; k < ranking->n_shown; k++) title[2 + k] = ranking->shown[k];
  printf("\n%s\n\nranked by %s, %s first\n\n", ranking->title, ranking->quantity,
         ranking->lowest ? "lowest" : "highest");
  PetscCall(begin_grid(2 + ranking->n_shown, title, &grid));
  for (int i = 0; i < ranking->n; i++) PetscCall(add_run(grid, ranking, i));
  PetscCall(print_grid(&grid));
  print_legend(ranking);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ranking_print_levels(const char *unit, int n, const LevelEffect level[])
{
  static const char *const TITLE[] = {"main effects", "mean", "cases"};
  Grid                    *grid;
  char                     text[TEXT_CELL];

  PetscFunctionBeginUser;
  if (n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  printf("\n");
  PetscCall(begin_grid(3, TITLE, &grid));
  for (int i = 0; i < n; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s = %s", level[i].factor, level[i].level));
    text_number(level[i].mean, unit, text);
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", text));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%d", level[i].n));
  }
  PetscCall(print_grid(&grid));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode ranking_print_slopes(const char *unit, double r2, int n, const LinearEffect slope[])
{
  static const char *const TITLE[] = {"linear model", "from", "to", "change", "standardised slope"};
  Grid                    *grid;
  char                     text[TEXT_CELL];

  PetscFunctionBeginUser;
  if (n == 0) PetscFunctionReturn(PETSC_SUCCESS);
  printf("\n");
  PetscCall(begin_grid(5, TITLE, &grid));
  for (int i = 0; i < n; i++) {
    PetscCall(grid_begin(grid, GRID_BODY));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", slope[i].factor));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", slope[i].from));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", slope[i].to));
    text_number(slope[i].change, unit, text);
    PetscCall(grid_cell(grid, GRID_PLAIN, "%s", text));
    PetscCall(grid_cell(grid, GRID_PLAIN, "%+.2f", slope[i].standardised));
  }
  PetscCall(print_grid(&grid));
  printf("The model tells %.0f %% of the variance (R2).\n", 100.0 * r2);
  PetscFunctionReturn(PETSC_SUCCESS);
}

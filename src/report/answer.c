// SPDX-License-Identifier: GPL-3.0-or-later
// The answer of one or several runs: the question, of several runs which does better and whether that is known, then
// what each does, and how far its mesh is to be believed.
#include "sij/report/answer.h"

#include "sentence.h"

#include <math.h>
#include <string.h>

// From here on, over the mesh sizes of the default, values do not converge in order; and a film of one layer of cells has no
// vertex of its own between its walls (docs/decisions/009).
static const double COARSE = 1.5;

enum { LAYERS_LEAST = 2 };

// Where the summary does not say.
static const double LEVEL = 0.5;

double answer_level(const Quantities *list)
{
  const double level = names_value(list, "targets.block_level");

  return isnan(level) ? LEVEL : level;
}

bool answer_has(const Quantities *list, const char *head)
{
  for (int i = 0; i < list->count; i++)
    if (strncmp(list->row[i].name, head, strlen(head)) == 0) return true;
  return false;
}

const char *answer_kind_name(AnswerKind kind)
{
  static const char *const NAMES[ANSWER_KINDS] = {[ANSWER_QUESTION] = "question",
                                                  [ANSWER_VERDICT]  = "verdict",
                                                  [ANSWER_WARNING]  = "warning",
                                                  [ANSWER_RUN]      = "run",
                                                  [ANSWER_NOTE]     = "note"};

  return NAMES[kind];
}

PetscErrorCode answer_destroy(Answer *answer)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(answer->line));
  *answer = (Answer){0};
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What several runs are ranked by, and how that is said. */
typedef struct {
  const char *name, *more, *most, *noun;
} Ranking;

static const Ranking RELIEF = {"relief.peak", "relieves more of the stated pain than",
                               "relieves most of the stated pain",
                               "their relief of the stated pain"};
static const Ranking MOTION = {"mechanics.motion.nutation", "nutates the sacrum more than",
                               "nutates the sacrum most", "their nutation of the sacrum"};

static const char UNKNOWN[] =
  "Whether that is more than the mesh's error is not known: error bars are missing (sij run "
  "--error-estimate).";

/** Runs that have the quantity they are ranked by, the largest first. */
typedef struct {
  const Ranking   *by;
  const AnswerRun *run;
  int              n, *of;
} Ranked;

static const Quantity *find_ranked(const Ranked *ranked, int k)
{
  return quantities_find(ranked->run[ranked->of[k]].list, ranked->by->name);
}

static PetscErrorCode rank_runs(int n, const AnswerRun run[], Ranked *ranked)
{
  PetscFunctionBeginUser;
  PetscCall(PetscMalloc1(n, &ranked->of));
  for (int i = 0; i < n; i++) {
    const Quantity *row = quantities_find(run[i].list, ranked->by->name);
    int             k   = ranked->n;

    if (!row || isnan(row->value)) continue;
    for (; k > 0 && find_ranked(ranked, k - 1)->value < row->value; k--)
      ranked->of[k] = ranked->of[k - 1];
    ranked->of[k] = i;
    ranked->n++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_ranked_figure(Sentence text, const Ranked *ranked, int k)
{
  sentence_figure(text, ranked->run[ranked->of[k]].list, find_ranked(ranked, k));
}

static const char *find_name(const Ranked *ranked, int k)
{
  return ranked->run[ranked->of[k]].name;
}

// How the first stands against number k.
static Compared compare_with_first(const Ranked *ranked, int k)
{
  return shown_compare(ranked->run[ranked->of[k]].list, ranked->run[ranked->of[0]].list,
                       ranked->by->name);
}

static bool is_near(const Ranked *ranked, int k)
{
  const Compared compared = compare_with_first(ranked, k);

  return compared == COMPARED_OPEN || compared == COMPARED_SAME;
}

static bool is_unjudged(const Ranked *ranked, int k)
{
  const Compared compared = compare_with_first(ranked, k);

  return compared == COMPARED_MORE_UNJUDGED || compared == COMPARED_LESS_UNJUDGED;
}

static void tell_two(const Ranked *ranked, Sentence text)
{
  const bool near = is_near(ranked, 1);

  if (near)
    sentence_add(text, "%s and %s are not distinguishable by %s (", find_name(ranked, 0),
                 find_name(ranked, 1), ranked->by->noun);
  else
    sentence_add(text, "%s %s %s (", find_name(ranked, 0), ranked->by->more, find_name(ranked, 1));
  add_ranked_figure(text, ranked, 0);
  sentence_add(text, " against ");
  add_ranked_figure(text, ranked, 1);
  if (near)
    sentence_add(text, ")%s.",
                 compare_with_first(ranked, 1) == COMPARED_OPEN
                   ? ": at these meshes the error bars overlap"
                   : "");
  else
    sentence_add(text, "). %s",
                 is_unjudged(ranked, 1)
                   ? UNKNOWN
                   : "The difference is real at these meshes: the error bars do not overlap.");
}

static void tell_near(const Ranked *ranked, Sentence text)
{
  int n = 0, i = 0;

  for (int k = 1; k < ranked->n; k++) n += is_near(ranked, k);
  if (n == 0) return;
  sentence_add(text, " At these meshes ");
  for (int k = 1; k < ranked->n; k++) {
    if (!is_near(ranked, k)) continue;
    sentence_join(text, i++, n);
    sentence_add(text, "%s", find_name(ranked, k));
  }
  sentence_add(text, " cannot be told from it.");
}

static void tell_many(const Ranked *ranked, Sentence text)
{
  bool unjudged = false;

  sentence_add(text, "%s %s (", find_name(ranked, 0), ranked->by->most);
  add_ranked_figure(text, ranked, 0);
  sentence_add(text, "), before ");
  for (int k = 1; k < ranked->n; k++) {
    sentence_join(text, k - 1, ranked->n - 1);
    sentence_add(text, "%s (", find_name(ranked, k));
    add_ranked_figure(text, ranked, k);
    sentence_add(text, ")");
    unjudged = unjudged || is_unjudged(ranked, k);
  }
  sentence_add(text, ".");
  tell_near(ranked, text);
  if (unjudged) sentence_add(text, " %s", UNKNOWN);
}

static PetscErrorCode tell_verdict(int n, const AnswerRun run[], const Ranking *by, Answer *answer)
{
  Ranked   ranked = {.by = by, .run = run};
  Sentence text   = "";

  PetscFunctionBeginUser;
  PetscCall(rank_runs(n, run, &ranked));
  if (ranked.n == 2) tell_two(&ranked, text);
  else if (ranked.n > 2) tell_many(&ranked, text);
  PetscCall(answer_add(answer, ANSWER_VERDICT, -1, text));
  PetscCall(PetscFree(ranked.of));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode warn_of_mesh(const Quantities *list, int run, Answer *answer)
{
  const Quantity *coarse = quantities_find(list, "run.mesh_coarseness"),
                 *layers = quantities_find(list, "run.film_layers");
  Sentence text          = "";

  PetscFunctionBeginUser;
  if (coarse && coarse->value >= COARSE) {
    sentence_add(text, "Its mesh is too coarse to believe: ");
    sentence_figure(text, list, coarse);
    sentence_add(text, " times the sizes of the default, and from %.1f on figures do not converge.",
                 COARSE);
  } else if (layers && layers->value < LAYERS_LEAST)
    sentence_add(text, "Its mesh is too coarse to believe: one layer of cells fills a cartilage or "
                       "the joint's cavity, "
                       "and two are wanted.");
  PetscCall(answer_add(answer, ANSWER_WARNING, run, text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static bool has_bars(const Quantities *list)
{
  for (int i = 0; i < list->count; i++)
    if (isfinite(list->row[i].error)) return true;
  return false;
}

// Of one run; that bars are missing stands in the verdict of several.
static PetscErrorCode tell_missing_bars(int n, const AnswerRun run[], Answer *answer)
{
  PetscFunctionBeginUser;
  if (n == 1 && !has_bars(run[0].list))
    PetscCall(answer_add(answer, ANSWER_NOTE, -1,
                         "How far the mesh moves these figures is not known; sij run "
                         "--error-estimate tells."));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static void add_tetrahedra(int n, const AnswerRun run[], Sentence text)
{
  int known = 0;

  for (int i = 0; i < n; i++) known += !isnan(names_value(run[i].list, "run.tetrahedra"));
  if (known == 0) return;
  sentence_add(text, "Tetrahedra of the mesh: ");
  for (int i = 0; i < n; i++) {
    const double cells = names_value(run[i].list, "run.tetrahedra");

    sentence_join(text, i, n);
    if (isnan(cells)) sentence_add(text, "not known");
    else sentence_add(text, "%.0f", cells);
  }
  sentence_add(text, ". ");
}

static PetscErrorCode tell_mesh(int n, const AnswerRun run[], Answer *answer)
{
  Sentence text = "";

  PetscFunctionBeginUser;
  add_tetrahedra(n, run, text);
  sentence_add(
    text, "Results of a model, for the design of devices; not for the treatment of a patient.");
  PetscCall(answer_add(answer, ANSWER_NOTE, -1, text));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode ask(int n, bool injects, Answer *answer)
{
  PetscFunctionBeginUser;
  if (!injects)
    PetscCall(answer_add(answer, ANSWER_QUESTION, -1,
                         "How does the joint move, and what carries the load?"));
  else if (n > 1)
    PetscCall(answer_add(answer, ANSWER_QUESTION, -1,
                         "Which injection blocks more, and is the difference real?"));
  else
    PetscCall(answer_add(answer, ANSWER_QUESTION, -1,
                         "Where does the injection go, and what does it block?"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode answer_write(int n, const AnswerRun run[], Answer *answer)
{
  bool injects = false;

  PetscFunctionBeginUser;
  for (int i = 0; i < n; i++) injects = injects || answer_has(run[i].list, "injection.");
  PetscCall(ask(n, injects, answer));
  PetscCall(tell_verdict(n, run, injects ? &RELIEF : &MOTION, answer));
  for (int i = 0; i < n; i++) {
    const Quantities *list = run[i].list;
    const bool        goes = answer_has(list, "injection.");

    PetscCall(warn_of_mesh(list, i, answer));
    if (goes) PetscCall(answer_injection(list, i, n > 1, answer));
    PetscCall(answer_solid(list, i, n > 1 || goes, answer));
  }
  PetscCall(tell_missing_bars(n, run, answer));
  PetscCall(tell_mesh(n, run, answer));
  PetscFunctionReturn(PETSC_SUCCESS);
}

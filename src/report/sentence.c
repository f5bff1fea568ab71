// SPDX-License-Identifier: GPL-3.0-or-later
// Puts sentences together: figures with bound spaces, lists with "and", targets of one kind named at once.
#include "sentence.h"

#include "text.h"

#include "sij/report/wrap.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void sentence_add(Sentence text, const char *format, ...)
{
  const size_t used = strlen(text);
  va_list      arguments;

  va_start(arguments, format);
  (void)vsnprintf(text + used, ANSWER_TEXT - used, format, arguments);
  va_end(arguments);
}

static void add_bound(Sentence text, const char *figure)
{
  for (; *figure; figure++)
    if (*figure == ' ') sentence_add(text, WRAP_BOUND);
    else sentence_add(text, "%c", *figure);
}

void sentence_figure(Sentence text, const Quantities *list, const Quantity *row)
{
  char figure[SHOWN_TEXT];

  shown_quantity(list, row, figure);
  add_bound(text, figure);
}

void sentence_number(Sentence text, double value, const char *unit)
{
  char figure[TEXT_CELL];

  text_number(value, unit, figure);
  add_bound(text, figure);
}

void sentence_join(Sentence text, int i, int n)
{
  if (i > 0) sentence_add(text, i == n - 1 ? " and " : ", ");
}

/** Targets that are named together: what their names begin with, and what stands before and behind one and several. */
static const struct {
  const char *head, *before[2], *behind[2];
} GROUPS[] = {
  {"lateral_branch_", {"the lateral branch ", "the lateral branches "}, {"", ""}},
  {"lining_", {"the ", "the "}, {" joint lining", " joint linings"}},
};

enum { N_GROUPS = sizeof GROUPS / sizeof GROUPS[0] };

static int find_group(const char *target)
{
  for (int g = 0; g < N_GROUPS; g++)
    if (strncmp(target, GROUPS[g].head, strlen(GROUPS[g].head)) == 0) return g;
  return N_GROUPS;
}

/** Names between a head and a tail. */
typedef struct {
  const Chosen *chosen;
  const char   *head, *tail;
} Targets;

static int find_target(const Targets *targets, int i, char target[QUANTITY_NAME])
{
  target[0] = '\0';
  (void)names_middle(targets->chosen->row[i]->name, targets->head, targets->tail, target);
  return find_group(target);
}

static int count_group(const Targets *targets, int group)
{
  char target[QUANTITY_NAME];
  int  n = 0;

  for (int i = 0; i < targets->chosen->n; i++) n += find_target(targets, i, target) == group;
  return n;
}

static void add_group(Sentence text, const Targets *targets, int group)
{
  const int n = count_group(targets, group);
  char      target[QUANTITY_NAME];
  int       k = 0;

  sentence_add(text, "%s", GROUPS[group].before[n > 1]);
  for (int i = 0; i < targets->chosen->n; i++) {
    if (find_target(targets, i, target) != group) continue;
    char *member = target + strlen(GROUPS[group].head);

    if (isdigit((unsigned char)member[0] ? member[1] : 0)) member[0] = (char)toupper(member[0]);
    sentence_join(text, k++, n);
    sentence_add(text, "%s", member);
  }
  sentence_add(text, "%s", GROUPS[group].behind[n > 1]);
}

void sentence_targets(Sentence text, const Chosen *chosen, const char *head, const char *tail)
{
  const Targets targets = {chosen, head, tail};
  const int     single  = count_group(&targets, N_GROUPS);
  char          target[QUANTITY_NAME], word[QUANTITY_NAME];
  int           n = single, k = 0;

  for (int g = 0; g < N_GROUPS; g++) n += count_group(&targets, g) > 0;
  for (int g = 0; g < N_GROUPS; g++)
    if (count_group(&targets, g) > 0) {
      sentence_join(text, k++, n);
      add_group(text, &targets, g);
    }
  for (int i = 0; i < chosen->n; i++) {
    if (find_target(&targets, i, target) != N_GROUPS) continue;
    shown_word(target, word);
    sentence_join(text, k++, n);
    sentence_add(text, "the %s", word);
  }
}

PetscErrorCode answer_add(Answer *answer, AnswerKind kind, int run, const char *text)
{
  AnswerLine *line;

  PetscFunctionBeginUser;
  if (!text[0]) PetscFunctionReturn(PETSC_SUCCESS);
  if (answer->count == answer->capacity) {
    answer->capacity = answer->capacity > 0 ? 2 * answer->capacity : 16;
    PetscCall(PetscRealloc(sizeof *line * (size_t)answer->capacity, &answer->line));
  }
  line       = &answer->line[answer->count++];
  line->kind = kind;
  line->run  = run;
  (void)snprintf(line->text, sizeof line->text, "%s", text);
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Reads where a load or a spring is attached to a bone, and the load curve of a load, from nodes of the
// merged tree into the Case. Called by values_read() for the rows of those types.
#include "values.h"

#include "sij/casefile/words.h"

#include <ctype.h>

/** A name begins with a letter; a point is a list, or begins with a number. */
PetscErrorCode values_read_attachment(Reader *reader, const Row *row, const Node *node,
                                      void *element)
{
  CaseAttachment *attachment = (CaseAttachment *)(void *)((char *)element + row->offset);
  const bool      name       = node->kind == NODE_SCALAR && isalpha((unsigned char)node->text[0]);
  bool            fine;

  PetscFunctionBeginUser;
  if (name) PetscCall(values_name(reader, node, attachment->landmark));
  else PetscCall(values_point(reader, row, node, NULL, &attachment->point, &fine));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** [time, factor] */
static PetscErrorCode read_pair(Reader *reader, const Row *row, const Node *node, CaseLoad *load,
                                bool *fine)
{
  const Row FACTOR = {.section = row->section, .bounds = {-INFINITY, INFINITY, true, true}};
  bool      fine_too;

  PetscFunctionBeginUser;
  *fine = node->kind == NODE_LIST && node->n == 2;
  if (!*fine) {
    PetscCall(node_fault(reader->problems, node, "wanted a pair [time, factor], as [0.15 s, 1]"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  PetscCall(values_measure(reader, row, node->first, &load->course_time[load->n_course], fine));
  PetscCall(values_measure(reader, &FACTOR, node->first->next, &load->course_factor[load->n_course],
                           &fine_too));
  *fine = *fine && fine_too;
  load->n_course++;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_course(Reader *reader, const Node *node, const CaseLoad *load)
{
  const double *t = load->course_time;

  PetscFunctionBeginUser;
  for (int i = 1; i < load->n_course; i++)
    if (!(t[i] > t[i - 1])) {
      PetscCall(
        node_fault(reader->problems, node,
                   "time %d (%g s) is not after the one before it (%g s); wanted increasing "
                   "times",
                   i + 1, t[i], t[i - 1]));
      break;
    }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode values_read_course(Reader *reader, const Row *row, const Node *node, void *element)
{
  CaseLoad *load = element;
  bool      all  = node->kind == NODE_LIST && node->n >= 1 && node->n <= CASE_COURSE, fine;

  PetscFunctionBeginUser;
  load->n_course = 0;
  if (!all)
    PetscCall(node_fault(reader->problems, node,
                         "wanted a list of 1 to %d pairs, as [[0 s, 0], [0.15 s, 1]]",
                         CASE_COURSE));
  for (const Node *item = node->first; node->kind == NODE_LIST && node->n <= CASE_COURSE && item;
       item             = item->next) {
    PetscCall(read_pair(reader, row, item, load, &fine));
    all = all && fine;
  }
  if (all) PetscCall(check_course(reader, node, load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

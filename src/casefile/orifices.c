// SPDX-License-Identifier: GPL-3.0-or-later
// A needle with several orifices becomes one injection for each: the same needle, time and injectate, its place along
// the needle, and its share of volume and rate. Shares are given, or follow from diameters by Poiseuille.
#include "check.h"

#include "sij/casefile/words.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/** One item of `orifices`. */
typedef struct {
  bool   at_point;
  Vec3   point;    // m, where it is not on the needle
  double offset;   // from the tip back along the needle  m
  double share;    // of the flow
  bool   by_width; // share is yet that of diameter^4
} Orifice;

typedef struct {
  int     n;
  Orifice item[CASE_INJECTIONS];
} Orifices;

static const Row OFFSET = {.section   = SECTION_INJECTION,
                           .key       = "offset",
                           .dimension = DIMENSION_LENGTH,
                           .bounds    = {0.0, 0.5, false, false}};
static const Row WIDTH  = {.section   = SECTION_INJECTION,
                           .key       = "diameter",
                           .dimension = DIMENSION_LENGTH,
                           .bounds    = {0.0, 5e-3, true, false}};
static const Row SHARE  = {.section   = SECTION_INJECTION,
                           .key       = "share",
                           .dimension = DIMENSION_NONE,
                           .bounds    = {0.0, 1.0, true, false}};

static bool ends_in_unit(const Node *node)
{
  const size_t n = node->kind == NODE_SCALAR ? strlen(node->text) : 0;

  return n > 0 && isalpha((unsigned char)node->text[n - 1]);
}

// [place, share] or [place, diameter]; a short orifice of diameter d passes flow in proportion to d^4.
static PetscErrorCode read_orifice(Reader *reader, const Node *node, Orifice *orifice, bool *fine)
{
  bool fine_too = false;

  PetscFunctionBeginUser;
  *orifice = (Orifice){0};
  *fine    = node->kind == NODE_LIST && node->n == 2;
  if (!*fine) {
    PetscCall(node_fault(reader->problems, node,
                         "wanted a pair, as [5 mm, 0.3] or [5 mm, 0.4 mm]: distance from the tip "
                         "back along the needle, and share of the flow or diameter"));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  orifice->at_point = node->first->kind == NODE_LIST;
  orifice->by_width = ends_in_unit(node->first->next);
  if (orifice->at_point)
    PetscCall(values_point(reader, schema_row(SECTION_INJECTION, "tip"), node->first, NULL,
                           &orifice->point, fine));
  else PetscCall(values_measure(reader, &OFFSET, node->first, &orifice->offset, fine));
  PetscCall(values_measure(reader, orifice->by_width ? &WIDTH : &SHARE, node->first->next,
                           &orifice->share, &fine_too));
  if (orifice->by_width) orifice->share = pow(orifice->share, 4.0);
  *fine = *fine && fine_too;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode settle_shares(Reader *reader, const Node *node, Orifices *orifices,
                                    bool *fine)
{
  double sum     = 0.0;
  int    n_width = 0;

  PetscFunctionBeginUser;
  for (int i = 0; i < orifices->n; i++) {
    sum += orifices->item[i].share;
    n_width += orifices->item[i].by_width;
  }
  *fine = n_width == orifices->n || (n_width == 0 && fabs(sum - 1.0) <= 1e-6);
  if (n_width > 0 && n_width < orifices->n)
    PetscCall(node_fault(reader->problems, node,
                         "some orifices have a share, others a diameter; give one kind"));
  else if (!*fine)
    PetscCall(node_fault(reader->problems, node,
                         "shares of the orifices add up to %.9g; they must add up to 1", sum));
  for (int i = 0; *fine && i < orifices->n; i++) orifices->item[i].share /= sum;
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode read_list(Reader *reader, const Node *node, int most, Orifices *orifices,
                                bool *all)
{
  PetscFunctionBeginUser;
  orifices->n = 0;
  *all        = node->kind == NODE_LIST && node->n >= 1 && node->n <= most;
  if (!*all) {
    PetscCall(node_fault(reader->problems, node,
                         "wanted a list of 1 to %d orifices (a case has at most %d in all)", most,
                         CASE_INJECTIONS));
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  for (const Node *item = node->first; item; item = item->next) {
    bool fine;

    PetscCall(read_orifice(reader, item, &orifices->item[orifices->n++], &fine));
    *all = *all && fine;
  }
  if (*all) PetscCall(settle_shares(reader, node, orifices, all));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_places(Reader *reader, const Node *node, const Injection *needle,
                                   const Orifices *orifices)
{
  PetscFunctionBeginUser;
  for (int i = 0; i < orifices->n; i++) {
    const Orifice *orifice = &orifices->item[i];

    if (orifice->offset > needle->needle_length)
      PetscCall(node_fault(reader->problems, node,
                           "orifice %d is %g mm from the tip of a needle of %g mm", i + 1,
                           1e3 * orifice->offset, 1e3 * needle->needle_length));
    else if (orifice->offset > 0.0 && !needle->site[0] && !needle->aimed)
      PetscCall(node_fault(reader->problems, node,
                           "orifice %d lies along a needle without a direction; give direction "
                           "beside tip",
                           i + 1));
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

static Injection open_orifice(const Injection *needle, const Orifice *orifice, int number)
{
  Injection made = *needle;

  (void)snprintf(made.name, sizeof made.name, "%.*s.%d", CASE_NAME - 13, needle->name, number);
  made.volume *= orifice->share;
  made.rate *= orifice->share;
  made.needle_share *= orifice->share;
  made.needle_offset = orifice->offset;
  if (!orifice->at_point) return made;
  made.tip       = orifice->point;
  made.site[0]   = '\0';
  made.aimed     = false;
  made.direction = vec3(0.0, 0.0, 0.0);
  return made;
}

// In the place of injection i, whose node this is; *i moves on behind its orifices.
static PetscErrorCode open_needle(Reader *reader, const Node *node, int *i)
{
  Case           *input  = reader->input;
  const Injection needle = input->injection[*i];
  Orifices        orifices;
  bool            fine;

  PetscFunctionBeginUser;
  PetscCall(read_list(reader, node, CASE_INJECTIONS - input->n_injections + 1, &orifices, &fine));
  if (fine) PetscCall(check_places(reader, node, &needle, &orifices));
  if (!fine) {
    ++*i;
    PetscFunctionReturn(PETSC_SUCCESS);
  }
  memmove(&input->injection[*i + orifices.n], &input->injection[*i + 1],
          sizeof needle * (size_t)(input->n_injections - *i - 1));
  for (int k = 0; k < orifices.n; k++)
    input->injection[*i + k] = open_orifice(&needle, &orifices.item[k], k + 1);
  input->n_injections += orifices.n - 1;
  *i += orifices.n;
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode orifices_open(Reader *reader, const Node *root)
{
  const int given = reader->input->n_injections;
  int       i     = 0;

  PetscFunctionBeginUser;
  for (int k = 0; k < given; k++) {
    const Node *node = node_child(element_node(root, "injections", k), "orifices");

    if (node) PetscCall(open_needle(reader, node, &i));
    else i++;
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

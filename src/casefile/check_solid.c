// SPDX-License-Identifier: GPL-3.0-or-later
// Checks tissues as solids, and the springs, loads and supports of a case: what several keys must satisfy
// together. Called by check.c; single values were checked against their bounds before.
#include "check.h"
#include "schema.h"

#include "sij/casefile/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

PetscErrorCode check_skeleton(Reader *reader, const Node *node, const Tissue *tissue)
{
  const Skeleton *s = &tissue->skeleton;

  PetscFunctionBeginUser;
  PetscCall(check_solid_laws(reader, node, s));
  if (s->fibre_modulus > 0.0 && s->young > 0.0 && vec3_norm(tissue->fibre) == 0.0)
    PetscCall(node_fault(reader->problems, node, "has a fibre_modulus, so it needs a fibre"));
  if (s->cortex > 0.0 && !(s->cortex_young > 0.0))
    PetscCall(node_fault(reader->problems, node, "has a cortex, so it needs a cortex_young"));
  if (s->film_modulus > 0.0 && tissue->pore.kind != PORE_FILM)
    PetscCall(node_fault(reader->problems, node, "has a film_modulus, but its kind is no film"));
  if (s->film_suction > 0.0 && !(s->film_modulus > 0.0))
    PetscCall(node_fault(reader->problems, node, "has a film_suction, so it needs a film_modulus"));
  if (s->biot < tissue->pore.phi_0 && tissue->pore.kind != PORE_FILM)
    PetscCall(node_fault(reader->problems, node,
                         "has a biot of %g, below its porosity of %g; wanted at least the porosity",
                         s->biot, tissue->pore.phi_0));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Where an end is: by `at`, which only a whole bone can do without. */
static PetscErrorCode check_end(Reader *reader, const Node *node, const char *which,
                                const CaseAttachment *attachment)
{
  const Node *at = node_find(node, which[0] == 'f' ? "from.at" : "to.at");

  PetscFunctionBeginUser;
  if (!at)
    PetscCall(node_fault(reader->problems, node,
                         "needs %s.at: a named place (`sij list places`) or a point", which));
  else if (attachment->region == REGION_NONE && isfinite(attachment->radius))
    PetscCall(node_fault(
      reader->problems, node,
      "has %s.within but no %s.on; only an end on a bone is spread over a radius", which, which));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_spring(Reader *reader, const Node *node, const CaseSpring *spring)
{
  PetscFunctionBeginUser;
  PetscCall(check_end(reader, node, "from", &spring->end[0]));
  PetscCall(check_end(reader, node, "to", &spring->end[1]));
  if (spring->end[0].region == REGION_NONE && spring->end[1].region == REGION_NONE)
    PetscCall(node_fault(reader->problems, node, "is attached to no bone; give from.on or to.on"));
  if (spring->preload < 0.0 && !spring->pushes)
    PetscCall(node_fault(
      reader->problems, node,
      "has a preload of %g N, which is compression; give pushes: true, or a positive preload",
      spring->preload));
  PetscFunctionReturn(PETSC_SUCCESS);
}

static PetscErrorCode check_course(Reader *reader, const Node *node, const CaseLoad *load)
{
  const int n = load->n_course;

  PetscFunctionBeginUser;
  if (load->until <= load->start)
    PetscCall(node_fault(reader->problems, node, "ends, until %g s, before its start, %g s",
                         load->until, load->start));
  if (load->repeat > 0.0 && n == 0)
    PetscCall(node_fault(reader->problems, node, "repeats, so it needs a course"));
  else if (load->repeat > 0.0 && load->course_time[n - 1] > load->repeat)
    PetscCall(node_fault(reader->problems, node,
                         "repeats after %g s, before the last time of its course, %g s",
                         load->repeat, load->course_time[n - 1]));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** The factors of a course may not carry a load past the limits that its force and moment have. */
static PetscErrorCode check_peak(Reader *reader, const Node *node, const CaseLoad *load)
{
  const double force  = schema_row(SECTION_LOAD, "force")->bounds.high;
  const double moment = schema_row(SECTION_LOAD, "moment")->bounds.high;
  double       factor = 1.0;

  PetscFunctionBeginUser;
  for (int i = 0; i < load->n_course; i++) factor = fmax(factor, fabs(load->course_factor[i]));
  if (factor * vec3_norm(load->force) > sqrt(3.0) * force ||
      factor * vec3_norm(load->moment) > sqrt(3.0) * moment)
    PetscCall(node_fault(reader->problems, node,
                         "reaches %.3g N and %.3g N m at a factor of %g of its course; wanted at "
                         "most %g N and %g N m along each axis",
                         factor * vec3_norm(load->force), factor * vec3_norm(load->moment), factor,
                         force, moment));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_load(Reader *reader, const Node *node, const CaseLoad *load)
{
  const bool force = vec3_norm(load->force) > 0.0, moment = vec3_norm(load->moment) > 0.0;
  const bool at = node_child(node, "at");

  PetscFunctionBeginUser;
  if (load->attachment.region == REGION_NONE)
    PetscCall(node_fault(reader->problems, node, "needs on: the bone or tissue it acts on"));
  if (!force && !node_child(node, "force") && !moment && !node_child(node, "moment"))
    PetscCall(node_fault(reader->problems, node, "needs a force or a moment"));
  if (!at && force)
    PetscCall(node_fault(reader->problems, node,
                         "has a force, so it needs at: a named place (`sij list places`) or a "
                         "point"));
  else if (!at && isfinite(load->attachment.radius))
    PetscCall(node_fault(reader->problems, node, "has within, so it needs at"));
  PetscCall(check_course(reader, node, load));
  PetscCall(check_peak(reader, node, load));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** What moves needs stiffness everywhere. */
static PetscErrorCode check_stiffness(Reader *reader, const Node *root)
{
  const Case *input     = reader->input;
  char        list[400] = "";

  PetscFunctionBeginUser;
  for (int i = 0; i < REGION_COUNT; i++)
    if (!(input->tissue[i].skeleton.young > 0.0)) {
      const size_t used = strlen(list);

      (void)snprintf(list + used, sizeof list - used, "%s%s", used ? ", " : "",
                     region_name((Region)i));
    }
  if (list[0])
    PetscCall(node_fault(reader->problems, node_child(root, "tissues"),
                         "mechanics.strain is %s, so these need a positive young (Young's modulus "
                         "of the ground substance): %s",
                         case_strain_name(input->mechanics.strain), list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_mechanics(Reader *reader, const Node *root)
{
  const Case *input = reader->input;
  const Node *flow  = node_child(root, "flow");

  PetscFunctionBeginUser;
  if (input->flow == FLOW_COUPLED && input->mechanics.strain != STRAIN_LINEAR)
    PetscCall(node_fault(reader->problems, flow ? flow : root,
                         "coupled flow needs mechanics.strain: linear; it is %s",
                         case_strain_name(input->mechanics.strain)));
  if (input->mechanics.strain == STRAIN_NONE) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(check_stiffness(reader, root));
  if (input->mechanics.n_supports == 0)
    PetscCall(node_fault(reader->problems, node_child(root, "mechanics"),
                         "has no supports, so nothing keeps the model from moving as a whole; give "
                         "some, or a protocol"));
  PetscFunctionReturn(PETSC_SUCCESS);
}

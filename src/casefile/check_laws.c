// SPDX-License-Identifier: GPL-3.0-or-later
// The constants of a case against the laws that will use them: each law vets its own, once, when an element of
// the file has been read. What several values must satisfy together beyond their laws is in check.c.
#include "check.h"

#include "sij/casefile/words.h"
#include "sij/laws/clearance.h"
#include "sij/laws/depot.h"
#include "sij/laws/elastic.h"
#include "sij/laws/hydrolysis.h"
#include "sij/laws/hyperelastic.h"
#include "sij/laws/needle.h"
#include "sij/laws/transverse.h"

#include <math.h>

/** Adds a law's sentence, if it has one; `what` names the part of the element that is meant, or is "". */
static PetscErrorCode add_fault(Reader *reader, const Node *node, const char *what,
                                const char *fault)
{
  PetscFunctionBeginUser;
  if (fault)
    PetscCall(node_fault(reader->problems, node, "%s%s%s", what, what[0] ? ": " : "", fault));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_flow_laws(Reader *reader, const Node *node, const Tissue *tissue)
{
  const Transverse conductivity = {.along  = tissue->conductivity_along,
                                   .across = tissue->conductivity_across,
                                   .fibre  = tissue->fibre};
  const Transverse diffusion    = {
       .along = tissue->diffusion_along, .across = tissue->diffusion_across, .fibre = tissue->fibre};

  PetscFunctionBeginUser;
  PetscCall(add_fault(reader, node, "", pore_fault(&tissue->pore)));
  PetscCall(add_fault(reader, node, "conductivity", transverse_fault(&conductivity)));
  PetscCall(add_fault(reader, node, "diffusion", transverse_fault(&diffusion)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** Young's modulus 0 is that of a tissue that does not move. */
static const char *ground_fault(double young, double poisson)
{
  return young > 0.0 ? elastic_fault(young, poisson) : NULL;
}

/** Fibres and film, in the ground that holds them. */
static const char *solid_fault(const Skeleton *s)
{
  const Elastic      ground    = elastic_from(s->young, s->poisson);
  const Hyperelastic law       = {.mu     = ground.mu,
                                  .lambda = fmax(0.0, ground.lambda), // an auxetic ground has no fibres
                                  .k_1    = 0.25 * s->fibre_modulus,
                                  .k_2    = s->fibre_stiffening,
                                  .toe    = s->fibre_toe,
                                  .prestretch = 1.0 + s->prestrain,
                                  .film       = s->film_modulus,
                                  .suction    = s->film_suction};
  const bool         is_needed = s->fibre_modulus > 0.0 || s->film_modulus > 0.0;

  return is_needed && s->young > 0.0 ? hyperelastic_fault(&law) : NULL;
}

PetscErrorCode check_solid_laws(Reader *reader, const Node *node, const Skeleton *s)
{
  PetscFunctionBeginUser;
  PetscCall(add_fault(reader, node, "ground substance", ground_fault(s->young, s->poisson)));
  PetscCall(
    add_fault(reader, node, "drained skeleton", ground_fault(s->young, s->poisson_drained)));
  PetscCall(add_fault(reader, node, "cortex", ground_fault(s->cortex_young, s->cortex_poisson)));
  PetscCall(add_fault(reader, node, "", solid_fault(s)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

/** A library may hold drugs of which not all is known: crystals are judged once the drug can dissolve. */
static const char *crystals_fault(const CaseDrug *drug)
{
  const Depot law = depot_of_crystals(drug->diffusivity, drug->solubility, drug->crystal_radius,
                                      drug->crystal_density / drug->molar_mass);

  return drug->solubility > 0.0 && drug->diffusivity > 0.0 ? depot_fault(&law) : NULL;
}

PetscErrorCode check_drug_laws(Reader *reader, const Node *node, const CaseDrug *drug)
{
  const Clearance clearance = case_clearance(drug);

  PetscFunctionBeginUser;
  PetscCall(add_fault(reader, node, "", clearance_fault(&clearance)));
  PetscCall(add_fault(reader, node, "", crystals_fault(drug)));
  PetscCall(add_fault(reader, node, "", hydrolysis_fault(drug->hydrolysis)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode check_needle_law(Reader *reader, const Node *node, const Injection *injection)
{
  const Needle needle = {.bore = injection->needle_bore, .length = injection->needle_length};

  PetscFunctionBeginUser;
  PetscCall(add_fault(reader, node, "", needle_fault(&needle)));
  PetscFunctionReturn(PETSC_SUCCESS);
}

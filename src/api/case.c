// SPDX-License-Identifier: GPL-3.0-or-later
// Public handle of a case: reads and checks a case file, tells its name, times, drugs, injections and sites.
#include "handles.h"

// Names and texts of the sites live as long as the case.
static PetscErrorCode gather_sites(SijCase *input)
{
  const Anatomy *anatomy = &input->input->anatomy;

  PetscFunctionBeginUser;
  input->n_sites = anatomy_sites(anatomy, 0, NULL);
  PetscCall(PetscMalloc1(input->n_sites, &input->site));
  (void)anatomy_sites(anatomy, input->n_sites, input->site);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_case_load(MPI_Comm comm, const char *path, int n_overrides,
                             const char *const overrides[], SijCase **input, SijProblems *problems)
{
  Case *loaded = NULL;
  char *text   = NULL;

  PetscFunctionBeginUser;
  *input = NULL;
  PetscCall(case_load(comm, path, n_overrides, overrides, &loaded, &text, &problems->list));
  if (!loaded) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(PetscNew(input));
  (*input)->input = loaded;
  (*input)->text  = text;
  PetscCall(gather_sites(*input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode sij_case_destroy(SijCase **input)
{
  PetscFunctionBeginUser;
  if (!*input) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(case_destroy(&(*input)->input));
  PetscCall(PetscFree((*input)->text));
  PetscCall(PetscFree((*input)->site));
  PetscCall(PetscFree(*input));
  PetscFunctionReturn(PETSC_SUCCESS);
}

const char *sij_case_name(const SijCase *input)
{
  return input->input->name;
}

const char *sij_case_title(const SijCase *input)
{
  return input->input->title;
}

const char *sij_case_text(const SijCase *input)
{
  return input->text;
}

double sij_case_duration(const SijCase *input)
{
  return input->input->timing.duration;
}

int sij_case_outputs(const SijCase *input, int capacity, double time[])
{
  const Timing *timing = &input->input->timing;

  for (int i = 0; i < timing->n_outputs && i < capacity; i++) time[i] = timing->output[i];
  return timing->n_outputs;
}

int sij_case_drug_count(const SijCase *input)
{
  return input->input->n_drugs;
}

static bool knows_drug(const SijCase *input, int drug)
{
  return drug >= 0 && drug < input->input->n_drugs;
}

const char *sij_case_drug_name(const SijCase *input, int drug)
{
  return knows_drug(input, drug) ? input->input->drug[drug].name : NULL;
}

bool sij_case_drug_used(const SijCase *input, int drug)
{
  return knows_drug(input, drug) && case_uses_drug(input->input, drug);
}

int sij_case_drug(const SijCase *input, const char *name)
{
  return case_drug(input->input, name);
}

int sij_case_injection_count(const SijCase *input)
{
  return input->input->n_injections;
}

static void copy_point(Vec3 from, double to[3])
{
  for (int k = 0; k < 3; k++) to[k] = from.x[k];
}

bool sij_case_injection(const SijCase *input, int i, SijInjection *injection)
{
  Vec3 at;

  if (i < 0 || i >= input->input->n_injections) return false;

  const Injection *from = &input->input->injection[i];

  *injection = (SijInjection){.name           = from->name,
                              .site           = from->site,
                              .start          = from->start,
                              .volume         = from->volume,
                              .rate           = from->rate,
                              .pressure_limit = from->pressure_limit,
                              .bore           = from->needle_bore,
                              .length         = from->needle_length,
                              .viscosity      = from->viscosity};
  (void)anatomy_orifice(&input->input->anatomy, from, &at);
  copy_point(at, injection->tip);
  return true;
}

int sij_case_site_count(const SijCase *input)
{
  return input->n_sites;
}

bool sij_case_site(const SijCase *input, int i, SijSite *site)
{
  if (i < 0 || i >= input->n_sites) return false;

  const Site *from = &input->site[i];

  *site = (SijSite){.name = from->name, .text = from->text, .depth = from->depth};
  copy_point(from->tip, site->tip);
  copy_point(from->direction, site->direction);
  return true;
}

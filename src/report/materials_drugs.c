// SPDX-License-Identifier: GPL-3.0-or-later
// What is brought into the mesh: drugs with their constants in every region, and needles.
#include "materials.h"

#include "sij/laws/clearance.h"

#include <math.h>

json_t *materials_vector(Vec3 x)
{
  return json_pack("[f, f, f]", x.x[0], x.x[1], x.x[2]);
}

static json_t *make_drug_in_region(const CaseDrug *drug, const Clearance *law, const Tissue *tissue,
                                   int r)
{
  const double along =
    vec3_norm(tissue->fibre) == 0.0 ? tissue->diffusion_across : tissue->diffusion_along;

  return json_pack("{s:f, s:f, s:f, s:f}", "capacity", drug->retardation[r], "diffusivity_along",
                   drug->diffusivity * along, "diffusivity_across",
                   drug->diffusivity * tissue->diffusion_across, "clearance",
                   clearance_tissue(law, tissue->perfusion, 1.0));
}

static json_t *make_drug_regions(const Case *input, const CaseDrug *drug, const Clearance *law)
{
  json_t *object = json_object();

  for (int r = 0; r < REGION_COUNT; r++)
    (void)json_object_set_new(object, region_name((Region)r),
                              make_drug_in_region(drug, law, &input->tissue[r], r));
  return object;
}

static json_t *make_drug(const Case *input, const CaseDrug *drug)
{
  const Clearance law = case_clearance(drug);
  json_t         *object =
    json_pack("{s:f, s:f, s:f, s:f, s:f, s:o}", "molar_mass", drug->molar_mass, "free_diffusivity",
              drug->diffusivity, "lining_permeability", clearance_synovium(&law), "vasoactivity",
              drug->vasoactivity, "vasoactivity_half", drug->vasoactivity_half, "regions",
              make_drug_regions(input, drug, &law));

  if (drug->solubility > 0.0) {
    (void)json_object_set_new(object, "solubility", json_real(drug->solubility));
    (void)json_object_set_new(object, "crystal_radius", json_real(drug->crystal_radius));
    (void)json_object_set_new(object, "crystal_density", json_real(drug->crystal_density));
  }
  if (drug->becomes[0]) {
    (void)json_object_set_new(object, "becomes", json_string(drug->becomes));
    (void)json_object_set_new(object, "hydrolysis", json_real(drug->hydrolysis));
  }
  return object;
}

json_t *materials_drugs(const Case *input)
{
  json_t *object = json_object();

  for (int d = 0; d < input->n_drugs; d++)
    if (case_uses_drug(input, d))
      (void)json_object_set_new(object, input->drug[d].name, make_drug(input, &input->drug[d]));
  return object;
}

static json_t *make_contents(const Case *input, const Injection *injection)
{
  json_t *object = json_object();

  for (int k = 0; k < injection->n_contents; k++)
    (void)json_object_set_new(object, input->drug[injection->content[k].drug].name,
                              json_real(injection->content[k].concentration));
  return object;
}

static json_t *make_injection(const Case *input, const Injection *injection)
{
  const double limit = injection->pressure_limit;

  return json_pack("{s:s, s:o, s:f, s:f, s:f, s:o, s:f, s:f, s:f, s:o}", "name", injection->name,
                   "tip", materials_vector(injection->tip), "start", injection->start, "volume",
                   injection->volume, "rate", injection->rate, "pressure_limit",
                   isfinite(limit) ? json_real(limit) : json_null(), "bore", injection->needle_bore,
                   "length", injection->needle_length, "viscosity", injection->viscosity,
                   "contents", make_contents(input, injection));
}

json_t *materials_injections(const Case *input)
{
  json_t *array = json_array();

  for (int i = 0; i < input->n_injections; i++)
    (void)json_array_append_new(array, make_injection(input, &input->injection[i]));
  return array;
}

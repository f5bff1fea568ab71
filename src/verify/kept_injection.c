// SPDX-License-Identifier: GPL-3.0-or-later
#include "kept.h"

#include <math.h>
#include <string.h>

static const double HALF = 0.012; // of the box     m

// Fine in the middle, long bricks outside, flat ones throughout.
static Vec3 stretch_box(Vec3 x)
{
  const double strength = 2.0;
  Vec3         to;

  for (int d = 0; d < 3; d++) to.x[d] = HALF * sinh(strength * x.x[d] / HALF) / sinh(strength);
  to.x[2] *= 0.4;
  return to;
}

const KeptMesh KEPT_MESH[KEPT_MESHES] = {{.name = "jittered", .jitter = 0.2},
                                         {.name = "regular"},
                                         {.name = "stretched", .map = stretch_box}};

static Vec3 map_place(const KeptMesh *mesh, double x, double y, double z)
{
  return mesh->map ? mesh->map(vec3(x, y, z)) : vec3(x, y, z);
}

static Region select_region(Vec3 x)
{
  if (x.x[2] < -0.008) return REGION_JOINT_CAVITY;
  if (x.x[2] < -0.004) return REGION_CAPSULE;
  if (x.x[0] < -0.004) return REGION_MULTIFIDUS;
  return x.x[0] < 0.004 ? REGION_LIG_POST_SHORT : REGION_FAT;
}

// All dilate differently, one has fibres.
static void set_tissues(Case *input)
{
  Tissue *fat = &input->tissue[REGION_FAT], *muscle = &input->tissue[REGION_MULTIFIDUS];
  Tissue *ligament = &input->tissue[REGION_LIG_POST_SHORT];
  Tissue *capsule = &input->tissue[REGION_CAPSULE], *cavity = &input->tissue[REGION_JOINT_CAVITY];

  fat->pore               = (Pore){PORE_MATRIX, 0.2, 0.6, 3e3, 2.0, 1e-7, 1e3};
  muscle->pore            = (Pore){PORE_MATRIX, 0.15, 0.5, 8e3, 2.0, 1e-7, 1e3};
  ligament->pore          = (Pore){PORE_MATRIX, 0.6, 0.8, 8e3, 2.0, 1e-7, 3e2};
  capsule->pore           = (Pore){PORE_MATRIX, 0.1, 0.1, 1e5, 2.0, 1e-8, 1.0};
  cavity->pore            = (Pore){PORE_FILM, 0.2, 1.0, 5e3, 1.0, 1e-7, 1.0};
  fat->conductivity_along = fat->conductivity_across = 1e-13;
  muscle->conductivity_along = muscle->conductivity_across = 1e-13;
  ligament->conductivity_along                             = 1e-13;
  ligament->conductivity_across                            = 1e-14;
  ligament->fibre                                          = vec3_unit(vec3(1.0, 1.0, 0.5));
  capsule->conductivity_along = capsule->conductivity_across = 1e-17;
  cavity->conductivity_along = cavity->conductivity_across = 1e-11;
  fat->diffusion_across                                    = 0.2;
  ligament->diffusion_along                                = 0.6;
  ligament->diffusion_across                               = 0.2;
  fat->uptake                                              = 1e-7;
  muscle->uptake                                           = 1e-7;
}

static void set_drugs(Case *input)
{
  input->n_drugs = KEPT_DRUGS;
  input->drug[1] = input->drug[2] = input->drug[0];
  strcpy(input->drug[1].name, "bound");
  strcpy(input->drug[2].name, "resting");
  input->drug[2].diffusivity = 0.0;
  for (int r = 0; r < REGION_COUNT; r++) input->drug[1].capacity[r] = 1.0 + 0.5 * r;
}

static void set_defect(const KeptMesh *mesh, Case *input)
{
  input->n_defects = 1;
  input->defect[0] = (Defect){.centre           = map_place(mesh, 0.0, 0.0, -0.006),
                              .size             = 0.008,
                              .opening_pressure = 2e3,
                              .conductance      = 2e-11};
  strcpy(input->defect[0].name, "roof");
  input->anatomy.capsule = 4e-3;
  input->surfaces        = (Surfaces){.synovium_area          = 1e-4,
                                      .synovium_conductance   = 1e-9,
                                      .plane_aperture_rest    = 1e-6,
                                      .plane_aperture_dilated = 2e-4,
                                      .plane_pressure         = 2e3,
                                      .plane_viscosity        = 1e-3};
}

Case kept_case(const KeptMesh *mesh, const double content[2][KEPT_DRUGS])
{
  Case input = trial_case();

  set_tissues(&input);
  set_drugs(&input);
  set_defect(mesh, &input);
  // What the solver of the bounded step leaves over, small vertices show as so much more.
  input.numerics.linear_tolerance = 1e-14;
  trial_inject(&input, map_place(mesh, 0.0011, 0.0007, 0.0033), 0.0, 5e-7, 5e-8);
  trial_inject(&input, map_place(mesh, 0.0013, 0.0009, -0.0093), 3.0, 2e-7, 4e-8);
  for (int w = 0; w < 2; w++) {
    input.injection[w].n_contents = KEPT_DRUGS;
    for (int d = 0; d < KEPT_DRUGS; d++)
      input.injection[w].content[d] = (Content){.drug = d, .concentration = content[w][d]};
  }
  strcpy(input.injection[1].name, "second");
  return input;
}

PetscErrorCode kept_create(MPI_Comm comm, const KeptMesh *mesh, int n, Trial *trial)
{
  const Box box = {.n         = {n, n, n},
                   .lo        = vec3(-HALF, -HALF, -HALF),
                   .hi        = vec3(HALF, HALF, HALF),
                   .jitter    = mesh->jitter,
                   .region_at = select_region,
                   .map       = mesh->map,
                   .closed    = {{true, true}, {true, true}, {true, false}}};

  PetscFunctionBeginUser;
  PetscCall(trial_create(comm, &box, trial));
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_inject(Trial *trial, double range[KEPT_DRUGS][2])
{
  PetscFunctionBeginUser;
  for (int d = 0; d < KEPT_DRUGS; d++) {
    range[d][0] = INFINITY;
    range[d][1] = -INFINITY;
  }
  for (int s = 0; s < 38; s++) {
    const double t  = s < 10 ? 0.1 * s : (s < 28 ? 1.0 + 0.5 * (s - 10) : 10.0 + (s - 28));
    const double dt = s < 10 ? 0.1 : (s < 28 ? 0.5 : 1.0);

    PetscCall(trial_step(trial, t, dt));
    for (int d = 0; d < KEPT_DRUGS; d++) {
      double now[2];

      trial_range(trial, d, now);
      range[d][0] = PetscMin(range[d][0], now[0]);
      range[d][1] = PetscMax(range[d][1], now[1]);
    }
  }
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode kept_defect(const Trial *trial, KeptDefect *defect)
{
  Quantities list = {0};

  PetscFunctionBeginUser;
  *defect = (KeptDefect){0};
  for (int d = 0; d < trial->input.n_drugs; d++) {
    Ledger ledger;

    if (!case_uses_drug(&trial->input, d)) continue;
    PetscCall(transport_ledger(trial->transport, d, &ledger));
    defect->drugs =
      PetscMax(defect->drugs, fabs(ledger.defect) / (ledger.injected + ledger.gained));
  }
  PetscCall(flow_summary(trial->flow, &list));
  defect->water = fabs(quantities_find(&list, "ledger.water.defect")->value);
  for (int d = 0; d < trial->input.n_defects; d++) {
    char name[CASE_NAME + 16];

    (void)snprintf(name, sizeof name, "flow.leak.%s", trial->input.defect[d].name);
    defect->leak += quantities_find(&list, name)->value;
  }
  PetscCall(quantities_destroy(&list));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// Fluid storage, porosity and conductivity factor at a pressure: by the law of the tissue, or by the skeleton where
// the flow is coupled to one. The balance, the cavity's diagnostics and the excess potentials ask for them.
#include "state.h"

#include "sij/laws/pore_strain.h"

bool storage_by_pressure(const Flow *flow, int law)
{
  return !flow->skeleton || law >= flow->medium->n_materials;
}

double storage_conductivity_factor(const Flow *flow, int s, PetscInt e)
{
  return s == 0 && !storage_by_pressure(flow, flow->cells.law[e]) ? flow->skeleton->factor[e] : 1.0;
}

PoreCurve storage_at(const Flow *flow, PetscInt i, double p)
{
  const Medium       *medium  = flow->medium;
  const NodalVolumes *volumes = &medium->volumes;
  PoreCurve           stored;

  if (!flow->skeleton) return medium_storage(medium, i, p);
  stored = (PoreCurve){.value = flow->skeleton->pore_change[i], .slope = 0.0};
  for (PetscInt k = volumes->start[i]; k < volumes->start[i + 1]; k++) {
    const Pore     *pore  = &medium->pore[volumes->law[k]];
    const PoreCurve added = pore_strain_added(pore, p);

    stored.value += volumes->volume[k] * (pore->phi_0 + added.value);
    stored.slope += volumes->volume[k] * added.slope;
  }
  return stored;
}

double storage_porosity(const Flow *flow, PetscInt e, double p)
{
  return flow->skeleton ? flow->skeleton->porosity[e]
                        : pore_porosity(&flow->medium->pore[flow->cells.law[e]], p).value;
}

double storage_dirichlet(const Flow *flow, PetscInt i)
{
  return flow->skeleton ? storage_at(flow, i, 0.0).value : flow->state.stored_old[i];
}

// SPDX-License-Identifier: GPL-3.0-or-later
/** Constants of the tissues: pores, conductivity, perfusion, diffusion, solid skeleton; and of thin layers.
 *
 * Sections `tissues` and `surfaces` of a case file. Values and sources: docs/theory/sources.md.
 */
#pragma once

#include "sij/base/vec3.h"
#include "sij/laws/pore.h"

/** The skeleton of a tissue. Ground and fibres: sij/laws/hyperelastic.h. */
typedef struct {
  double young;               // of the ground                                    Pa
  double poisson;             // where its fluid has no time to move: one phase
  double poisson_drained;     // of the skeleton alone, for flow: coupled
  double fibre_modulus;       // what taut fibres add to Young's modulus along them, at first   Pa
  double fibre_stiffening;    // k_2 of their exponential
  double fibre_toe;           // strain against slack beyond which they stiffen no more; 0: none
  double prestrain;           // of the fibres against slack, in the shape at rest
  double film_modulus;        // of the cavity: against approach of its walls               Pa
  double film_suction;        // at which it cavitates when they part; 0: they part freely  Pa
  double cortex;              // thickness of a bone's shell; 0: none                       m
  double cortex_young;        // of the shell                                               Pa
  double cortex_poisson;      // of the shell
  double biot;                // Biot's coefficient
  double permeability_strain; // M: conductivity changes with dilation e as exp(M e)
} Skeleton;

typedef struct {
  Pore     pore;
  double   conductivity_along;  // hydraulic conductivity k/mu at rest, along fibres  m^2 Pa^-1 s^-1
  double   conductivity_across; // and across
  Vec3     fibre;               // unit vector, right joint; 0 where there is no direction
  double   uptake;              // fluid taken up by vessels and lymph per volume       Pa^-1 s^-1
  double   perfusion;           // blood per tissue volume                             s^-1
  double   diffusion_along;     // effective over free diffusivity
  double   diffusion_across;
  Skeleton skeleton;
} Tissue;

/** The joint cavity's lining and the plane of the lateral branches: surface laws. */
typedef struct {
  double synovium_area;         // exchanging area behind the meshed rim              m^2
  double synovium_conductance;  // fluid uptake per area                              m Pa^-1 s^-1
  double cavity_film_viscosity; // of what fills the cavity                           Pa s
  double plane_aperture_rest;   // of the planes of loose fat                         m
  double plane_aperture_dilated;
  double plane_pressure;  // that opens it                                      Pa
  double plane_viscosity; // of what flows in it                                Pa s
} Surfaces;

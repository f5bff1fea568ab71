// SPDX-License-Identifier: GPL-3.0-or-later
// Writes the constants of every region, layer, defect, drug and injection beside an exported mesh, as JSON in
// SI.
#include "sij/report/materials.h"

#include "materials.h"

#include "sij/base/units.h"
#include "sij/report/part.h"

#include <stdlib.h>
#include <string.h>

// Of every key that has one, wherever it stands.
static const char *const UNITS[][2] = {
  {"mesh_unit", "m"},
  {"porosity", "1"},
  {"porosity_dilated", "1"},
  {"dilation_pressure", "Pa"},
  {"dilation_sharpness", "1"},
  {"compressibility", "Pa-1"},
  {"dilation_ratio", "1"},
  {"conductivity_along", "m2 Pa-1 s-1"},
  {"conductivity_across", "m2 Pa-1 s-1"},
  {"fibre", "1"},
  {"uptake", "Pa-1 s-1"},
  {"perfusion", "s-1"},
  {"aperture", "m"},
  {"aperture_dilated", "m"},
  {"viscosity", "Pa s"},
  {"area", "m2"},
  {"conductance_per_area", "m Pa-1 s-1"},
  {"pressure", "Pa"},
  {"centre", "m"},
  {"size", "m"},
  {"opening_pressure", "Pa"},
  {"conductance", "m3 Pa-1 s-1"},
  {"molar_mass", "kg mol-1"},
  {"free_diffusivity", "m2 s-1"},
  {"lining_permeability", "m s-1"},
  {"vasoactivity", "1"},
  {"vasoactivity_half", "mol m-3"},
  {"solubility", "mol m-3"},
  {"crystal_radius", "m"},
  {"crystal_density", "kg m-3"},
  {"hydrolysis", "s-1"},
  {"capacity", "1"},
  {"diffusivity_along", "m2 s-1"},
  {"diffusivity_across", "m2 s-1"},
  {"clearance", "s-1"},
  {"tip", "m"},
  {"start", "s"},
  {"volume", "m3"},
  {"rate", "m3 s-1"},
  {"pressure_limit", "Pa"},
  {"bore", "m"},
  {"length", "m"},
  {"contents", "mol m-3"},
};

static json_t *make_units(void)
{
  json_t *object = json_object();

  for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
    (void)json_object_set_new(object, UNITS[i][0], json_string(UNITS[i][1]));
  return object;
}

static json_t *make_fibre(const Case *input, const Tissue *tissue)
{
  if (vec3_norm(tissue->fibre) == 0.0) return json_null();
  return materials_vector(case_force(input, tissue->fibre));
}

static json_t *make_region(const Case *input, Region r)
{
  const Tissue *tissue = &input->tissue[r];
  const Pore   *pore   = &tissue->pore;
  const bool    plain  = vec3_norm(tissue->fibre) == 0.0;

  return json_pack(
    "{s:s, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:o, s:f, s:f}", "kind",
    pore->kind == PORE_FILM ? "film" : "matrix", "porosity", pore->phi_0, "porosity_dilated",
    pore->phi_1, "dilation_pressure", pore->p_dil, "dilation_sharpness", pore->n, "compressibility",
    pore->beta, "dilation_ratio", pore->ratio, "conductivity_along",
    plain ? tissue->conductivity_across : tissue->conductivity_along, "conductivity_across",
    tissue->conductivity_across, "fibre", make_fibre(input, tissue), "uptake", tissue->uptake,
    "perfusion", tissue->perfusion);
}

static json_t *make_regions(const Case *input)
{
  json_t *object = json_object();

  for (int r = 0; r < REGION_COUNT; r++)
    (void)json_object_set_new(object, region_name((Region)r), make_region(input, (Region)r));
  return object;
}

static json_t *list_beside_plane(bool (*holds)(Region, Plane), Plane plane)
{
  json_t *array = json_array();

  for (int r = 0; r < REGION_COUNT; r++)
    if (holds((Region)r, plane))
      (void)json_array_append_new(array, json_string(region_name((Region)r)));
  return array;
}

static json_t *make_places_of_planes(void)
{
  json_t *array = json_array();

  for (int i = 0; i < PLANE_COUNT; i++) {
    const Plane plane = (Plane)i;

    (void)json_array_append_new(
      array, json_pack("{s:s, s:o, s:o}", "name", region_plane_name(plane), "under",
                       list_beside_plane(region_lies_under_plane, plane), "over",
                       list_beside_plane(region_lies_over_plane, plane)));
  }
  return array;
}

static json_t *make_fat_planes(const Surfaces *surfaces)
{
  return json_pack("{s:o, s:f, s:f, s:f, s:f}", "between", make_places_of_planes(), "aperture",
                   surfaces->plane_aperture_rest, "aperture_dilated",
                   surfaces->plane_aperture_dilated, "opening_pressure", surfaces->plane_pressure,
                   "viscosity", surfaces->plane_viscosity);
}

static json_t *make_lining(const Surfaces *surfaces)
{
  return json_pack("{s:[s, s], s:f, s:f}", "between", region_name(REGION_JOINT_CAVITY),
                   region_name(REGION_CAPSULE), "area", surfaces->synovium_area,
                   "conductance_per_area", surfaces->synovium_conductance);
}

// The skin lets nothing through; the cut planes are held at rest.
static json_t *make_boundaries(void)
{
  json_t *object = json_object();

  for (int s = 0; s < SURFACE_COUNT; s++)
    (void)json_object_set_new(object, surface_name((Surface)s),
                              s == SURFACE_SKIN ? json_pack("{s:s}", "flow", "closed")
                                                : json_pack("{s:f}", "pressure", 0.0));
  return object;
}

static json_t *make_defects(const Case *input)
{
  json_t *array = json_array();

  for (int i = 0; i < input->n_defects; i++) {
    const Defect *defect = &input->defect[i];

    (void)json_array_append_new(
      array, json_pack("{s:s, s:o, s:f, s:f, s:f}", "name", defect->name, "centre",
                       materials_vector(defect->centre), "size", defect->size, "opening_pressure",
                       defect->opening_pressure, "conductance", defect->conductance));
  }
  return array;
}

static char *make_materials_text(const char *mesh, const Case *input)
{
  const char *slash = strrchr(mesh, '/');
  json_t     *root  = json_pack(
         "{s:s, s:s, s:f, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}", "case", input->name, "mesh",
    slash ? slash + 1 : mesh, "mesh_unit", UNIT_MM, "units", make_units(), "regions",
         make_regions(input), "fat_planes", make_fat_planes(&input->surfaces), "lining",
         make_lining(&input->surfaces), "boundaries", make_boundaries(), "defects", make_defects(input),
         "drugs", materials_drugs(input), "injections", materials_injections(input));
  char *text = json_dumps(root, JSON_INDENT(1) | JSON_REAL_PRECISION(16));

  json_decref(root);
  return text;
}

static PetscErrorCode write_on_rank_0(const char *path, const char *mesh, const Case *input,
                                      Problems *problems)
{
  char *text = make_materials_text(mesh, input);
  Part  part;

  PetscFunctionBeginUser;
  PetscCheck(text, PETSC_COMM_SELF, PETSC_ERR_LIB, "Jansson: no text of %s", path);
  PetscCall(part_open_file(path, &part, problems));
  if (part.stream) {
    (void)fprintf(part.stream, "%s\n", text);
    PetscCall(part_keep(&part, problems));
  }
  free(text);
  PetscFunctionReturn(PETSC_SUCCESS);
}

PetscErrorCode materials_write(MPI_Comm comm, const char *path, const char *mesh, const Case *input,
                               Problems *problems)
{
  int rank;

  PetscFunctionBeginUser;
  PetscCallMPI(MPI_Comm_rank(comm, &rank));
  if (rank == 0) PetscCall(write_on_rank_0(path, mesh, input, problems));
  PetscCall(problems_broadcast(comm, problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

#include "schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

// clang-format off
const char schema_required[] = "required";

#define REQUIRED schema_required

#define ANY         {-INFINITY, INFINITY, true, true}
#define POSITIVE    {0.0, INFINITY, true, true}
#define FROM(low)   {low, INFINITY, false, true}
#define ABOVE_TO(low, high) {low, high, true, false}
#define WITHIN(low, high)   {low, high, false, false}

static const Section SECTIONS[SECTION_COUNT] = {
  [SECTION_CASE]      = {"", SECTION_ONE, SECTION_CASE, 0, sizeof(Case), 0, 1, false, "The case itself"},
  [SECTION_ANATOMY]   = {"anatomy", SECTION_ONE, SECTION_ANATOMY, offsetof(Case, anatomy),
                         sizeof(Anatomy), 0, 1, true, "Shape of the generated joint"},
  [SECTION_MESH]      = {"mesh", SECTION_ONE, SECTION_MESH, offsetof(Case, meshing),
                         sizeof(Meshing), 0, 1, true, "Element sizes"},
  [SECTION_TISSUE]    = {"tissues.*", SECTION_REGION, SECTION_TISSUE, offsetof(Case, tissue),
                         sizeof(Tissue), 0, REGION_COUNT, true, "Constants of each tissue, by region"},
  [SECTION_SURFACES]  = {"surfaces", SECTION_ONE, SECTION_SURFACES, offsetof(Case, surfaces),
                         sizeof(Surfaces), 0, 1, true, "Lining of the cavity, plane of the lateral branches"},
  [SECTION_DRUG]      = {"drugs.*", SECTION_NAMED, SECTION_DRUG, offsetof(Case, drug),
                         sizeof(CaseDrug), offsetof(Case, n_drugs), CASE_DRUGS, false,
                         "Drugs, by name. What a drug of a kind must have is required only of drugs in use"},
  [SECTION_TIME]      = {"time", SECTION_ONE, SECTION_TIME, offsetof(Case, timing),
                         sizeof(Timing), 0, 1, true, "Simulated time and outputs"},
  [SECTION_INJECTION] = {"injections.*", SECTION_LIST, SECTION_INJECTION, offsetof(Case, injection),
                         sizeof(Injection), offsetof(Case, n_injections), CASE_INJECTIONS, false,
                         "List of injections. Placed by `site`, by `tip`, or by `entry`, `direction` and `depth`"},
  [SECTION_DEFECT]    = {"defects.*", SECTION_LIST, SECTION_DEFECT, offsetof(Case, defect),
                         sizeof(Defect), offsetof(Case, n_defects), CASE_DEFECTS, false,
                         "List of holes in the capsule, placed by `place` or by `centre`"},
  [SECTION_PAIN]      = {"pain", SECTION_ONE, SECTION_PAIN, 0, sizeof(Case), 0, 1, false,
                         "Where a patient's pain comes from: an input, not a constant"},
  [SECTION_SOURCE]    = {"pain.sources.*", SECTION_NAMED, SECTION_SOURCE, offsetof(Case, source),
                         sizeof(PainSource), offsetof(Case, n_sources), CASE_SOURCES, false,
                         "Sources of pain, by name of target; the weights add up to 1"},
  [SECTION_TARGET]    = {"targets.*", SECTION_NAMED, SECTION_TARGET, offsetof(Case, target),
                         sizeof(CaseTarget), offsetof(Case, n_targets), CASE_TARGETS, false,
                         "Targets besides those of the anatomy, by name: a curve or a region"},
  [SECTION_BODY]      = {"body", SECTION_ONE, SECTION_BODY, offsetof(Case, body),
                         sizeof(Body), 0, 1, true, "Constants of nerves and of the patient"},
  [SECTION_NUMERICS]  = {"numerics", SECTION_ONE, SECTION_NUMERICS, offsetof(Case, numerics),
                         sizeof(Numerics), 0, 1, true, "Tolerances and steps"},
  [SECTION_PRESET]    = {"presets.*", SECTION_SHELF, SECTION_ANATOMY, 0, 0, 0, 0, false,
                         "Pieces of `anatomy` to choose from by `anatomy.preset`"},
  [SECTION_PATIENT]   = {"patients.*.*", SECTION_SHELF, SECTION_SOURCE, 0, 0, 0, 0, false,
                         "Mixes of pain sources to choose from by `pain.patient`"},
};

static const char *const SIDES[]      = {"right", "left", NULL};
static const char *const PORE_KINDS[] = {"matrix", "film", NULL};
static const char *const DRUG_KINDS[] = {"anaesthetic", "steroid", "prodrug", "other", NULL};

enum {
  IF_ANAESTHETIC = 1u << DRUG_ANAESTHETIC,
  IF_STEROID     = 1u << DRUG_STEROID,
  IF_PRODRUG     = 1u << DRUG_PRODRUG,
  IF_ANY         = IF_ANAESTHETIC | IF_STEROID | IF_PRODRUG | 1u << DRUG_OTHER
};

#define AT(type, member) offsetof(type, member)

const Row schema_rows[] = {
  {SECTION_CASE, "include", TYPE_MERGED, DIMENSION_NONE, 0, NULL, ANY,
   .text = "files merged before this one: relative to it, else of the built-in library; later keys win, mappings merge, lists are replaced whole"},
  {SECTION_CASE, "name", TYPE_NAME, DIMENSION_NONE, AT(Case, name), NULL, ANY,
   .text = "short name, for tables; the file name if not given"},
  {SECTION_CASE, "title", TYPE_TEXT, DIMENSION_NONE, AT(Case, title), NULL, ANY,
   .text = "one line for people"},

  {SECTION_ANATOMY, "preset", TYPE_MERGED, DIMENSION_NONE, 0, NULL, ANY,
   .text = "name of one of `presets`, merged under the keys given beside it and over what was included"},
  {SECTION_ANATOMY, "mesh_file", TYPE_FILE, DIMENSION_NONE, AT(Anatomy, mesh_file), NULL, ANY,
   .text = "a .msh with physical names, in place of the generated anatomy"},
  {SECTION_ANATOMY, "mesh_unit", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, mesh_unit), "1 mm", ABOVE_TO(0.0, 1.0),
   .text = "length of one unit of that file"},
  {SECTION_ANATOMY, "side", TYPE_WORD, DIMENSION_NONE, AT(Anatomy, side), "right", ANY,
   .text = "which joint; the left one is the mirror image", .words = SIDES},
  {SECTION_ANATOMY, "scale", TYPE_QUANTITY, DIMENSION_NONE, AT(Anatomy, scale), "1", WITHIN(0.5, 2.0),
   .text = "of the whole block"},
  {SECTION_ANATOMY, "cranial_length", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, cranial_length), REQUIRED, ABOVE_TO(0.0, 0.2),
   .text = "length of the cranial limb of the auricular surface"},
  {SECTION_ANATOMY, "caudal_length", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, caudal_length), REQUIRED, ABOVE_TO(0.0, 0.2),
   .text = "length of the caudal limb"},
  {SECTION_ANATOMY, "cranial_width", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, cranial_width), REQUIRED, ABOVE_TO(0.0, 0.1),
   .text = "width of the cranial limb"},
  {SECTION_ANATOMY, "caudal_width", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, caudal_width), REQUIRED, ABOVE_TO(0.0, 0.1),
   .text = "width of the caudal limb"},
  {SECTION_ANATOMY, "limb_angle", TYPE_QUANTITY, DIMENSION_ANGLE, AT(Anatomy, limb_angle), REQUIRED, ABOVE_TO(0.0, 3.1416),
   .text = "angle between the axes of the limbs"},
  {SECTION_ANATOMY, "cartilage_sacral", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, cartilage_sacral), REQUIRED, ABOVE_TO(0.0, 0.02),
   .text = "thickness of sacral cartilage"},
  {SECTION_ANATOMY, "cartilage_iliac", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, cartilage_iliac), REQUIRED, ABOVE_TO(0.0, 0.02),
   .text = "thickness of iliac cartilage"},
  {SECTION_ANATOMY, "cavity", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, cavity), REQUIRED, ABOVE_TO(0.0, 0.02),
   .text = "thickness of the meshed, distended cavity"},
  {SECTION_ANATOMY, "capsule", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, capsule), REQUIRED, ABOVE_TO(0.0, 0.02),
   .text = "width of the capsule around the joint"},
  {SECTION_ANATOMY, "ridge_height", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, ridge_height), REQUIRED, WITHIN(0.0, 0.02),
   .text = "undulation of the auricular surface"},
  {SECTION_ANATOMY, "obliquity_cranial", TYPE_QUANTITY, DIMENSION_ANGLE, AT(Anatomy, obliquity_cranial), REQUIRED, WITHIN(-1.0, 1.0),
   .text = "joint plane against the sagittal plane at S1"},
  {SECTION_ANATOMY, "obliquity_caudal", TYPE_QUANTITY, DIMENSION_ANGLE, AT(Anatomy, obliquity_caudal), REQUIRED, WITHIN(-1.0, 1.0),
   .text = "the same at S3"},
  {SECTION_ANATOMY, "ilium_thickness", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, ilium_thickness), REQUIRED, ABOVE_TO(0.0, 0.1),
   .text = "thickness of the posterior ilium"},
  {SECTION_ANATOMY, "skin_fat", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, skin_fat), REQUIRED, ABOVE_TO(0.0, 0.2),
   .text = "subcutaneous fat over the joint"},
  {SECTION_ANATOMY, "interosseous_depth", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Anatomy, interosseous_depth), REQUIRED, ABOVE_TO(0.0, 0.1),
   .text = "depth of the sacral pit of the interosseous ligament"},

  {SECTION_MESH, "size_joint", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Meshing, size_joint), REQUIRED, WITHIN(1e-4, 0.1),
   .text = "element size in the joint"},
  {SECTION_MESH, "size_ligament", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Meshing, size_ligament), REQUIRED, WITHIN(1e-4, 0.1),
   .text = "in the posterior ligaments"},
  {SECTION_MESH, "size_far", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Meshing, size_far), REQUIRED, WITHIN(1e-4, 0.1),
   .text = "far from both"},
  {SECTION_MESH, "size_needle", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Meshing, size_needle), REQUIRED, WITHIN(1e-4, 0.1),
   .text = "around each needle tip"},
  {SECTION_MESH, "gradation", TYPE_QUANTITY, DIMENSION_NONE, AT(Meshing, gradation), REQUIRED, ABOVE_TO(0.0, 1.0),
   .text = "growth of size with distance"},
  {SECTION_MESH, "layers_sacral", TYPE_INTEGER, DIMENSION_NONE, AT(Meshing, layers_sacral), "2", WITHIN(1, 32),
   .text = "elements through sacral cartilage"},
  {SECTION_MESH, "layers_cavity", TYPE_INTEGER, DIMENSION_NONE, AT(Meshing, layers_cavity), "2", WITHIN(1, 32),
   .text = "elements through the cavity"},
  {SECTION_MESH, "layers_iliac", TYPE_INTEGER, DIMENSION_NONE, AT(Meshing, layers_iliac), "2", WITHIN(1, 32),
   .text = "elements through iliac cartilage"},
  {SECTION_MESH, "refine", TYPE_INTEGER, DIMENSION_NONE, AT(Meshing, refine), "0", WITHIN(0, 6),
   .text = "uniform refinements after distribution; each gives 8 times the elements"},
  {SECTION_MESH, "cache", TYPE_TEXT, DIMENSION_NONE, AT(Meshing, cache), NULL, ANY,
   .text = "folder of generated meshes, relative to where the program runs; if not given, the cache folder of the user"},

  {SECTION_TISSUE, "kind", TYPE_WORD, DIMENSION_NONE, AT(Tissue, pore.kind), "matrix", ANY,
   .text = "law of dilation: porous matrix, or film between two walls", .words = PORE_KINDS},
  {SECTION_TISSUE, "porosity", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, pore.phi_0), REQUIRED, ABOVE_TO(0.0, 1.0),
   .text = "at rest"},
  {SECTION_TISSUE, "porosity_dilated", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, pore.phi_1), "=porosity", ABOVE_TO(0.0, 1.0),
   .text = "when fully dilated"},
  {SECTION_TISSUE, "dilation_pressure", TYPE_QUANTITY, DIMENSION_PRESSURE, AT(Tissue, pore.p_dil), "5 kPa", POSITIVE,
   .text = "pressure that dilates"},
  {SECTION_TISSUE, "dilation_sharpness", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, pore.n), "1", WITHIN(1.0, 20.0),
   .text = "exponent of the dilation law"},
  {SECTION_TISSUE, "compressibility", TYPE_QUANTITY, DIMENSION_COMPRESSIBILITY, AT(Tissue, pore.beta), "0 1/Pa", FROM(0.0),
   .text = "of what is left past dilation"},
  {SECTION_TISSUE, "dilation_ratio", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, pore.ratio), "1", FROM(1.0),
   .text = "conductivity dilated over at rest (matrix)"},
  {SECTION_TISSUE, "conductivity_along", TYPE_QUANTITY, DIMENSION_CONDUCTIVITY, AT(Tissue, conductivity_along), REQUIRED, POSITIVE,
   .text = "hydraulic conductivity at rest, along the fibres"},
  {SECTION_TISSUE, "conductivity_across", TYPE_QUANTITY, DIMENSION_CONDUCTIVITY, AT(Tissue, conductivity_across), "=conductivity_along", POSITIVE,
   .text = "across the fibres"},
  {SECTION_TISSUE, "fibre", TYPE_DIRECTION, DIMENSION_NONE, AT(Tissue, fibre), NULL, ANY,
   .text = "direction of the fibres in the right joint: [lateral, anterior, cranial]; none if not given"},
  {SECTION_TISSUE, "uptake", TYPE_QUANTITY, DIMENSION_UPTAKE, AT(Tissue, uptake), "0 1/(Pa s)", FROM(0.0),
   .text = "fluid taken up by vessels and lymph per volume and pressure"},
  {SECTION_TISSUE, "perfusion", TYPE_QUANTITY, DIMENSION_RATE, AT(Tissue, perfusion), "0 1/s", FROM(0.0),
   .text = "blood flow per tissue volume"},
  {SECTION_TISSUE, "diffusion_along", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, diffusion_along), REQUIRED, WITHIN(0.0, 1.0),
   .text = "effective over free diffusivity, along the fibres"},
  {SECTION_TISSUE, "diffusion_across", TYPE_QUANTITY, DIMENSION_NONE, AT(Tissue, diffusion_across), "=diffusion_along", WITHIN(0.0, 1.0),
   .text = "across the fibres"},

  {SECTION_SURFACES, "synovium_area", TYPE_QUANTITY, DIMENSION_AREA, AT(Surfaces, synovium_area), REQUIRED, FROM(0.0),
   .text = "area of lining that exchanges with blood"},
  {SECTION_SURFACES, "synovium_conductance", TYPE_QUANTITY, DIMENSION_SURFACE_CONDUCTANCE, AT(Surfaces, synovium_conductance), REQUIRED, FROM(0.0),
   .text = "fluid uptake per area and pressure"},
  {SECTION_SURFACES, "cavity_film_viscosity", TYPE_QUANTITY, DIMENSION_VISCOSITY, AT(Surfaces, cavity_film_viscosity), REQUIRED, POSITIVE,
   .text = "of what fills the cavity"},
  {SECTION_SURFACES, "plane_aperture_rest", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Surfaces, plane_aperture_rest), REQUIRED, FROM(0.0),
   .text = "of the fat plane of the lateral branches, at rest"},
  {SECTION_SURFACES, "plane_aperture_dilated", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Surfaces, plane_aperture_dilated), REQUIRED, FROM(0.0),
   .text = "the same, opened"},
  {SECTION_SURFACES, "plane_pressure", TYPE_QUANTITY, DIMENSION_PRESSURE, AT(Surfaces, plane_pressure), REQUIRED, POSITIVE,
   .text = "pressure that opens it"},
  {SECTION_SURFACES, "plane_viscosity", TYPE_QUANTITY, DIMENSION_VISCOSITY, AT(Surfaces, plane_viscosity), REQUIRED, POSITIVE,
   .text = "of what flows in it"},

  {SECTION_DRUG, "kind", TYPE_WORD, DIMENSION_NONE, AT(CaseDrug, kind), REQUIRED, ANY,
   .text = "what it does: anaesthetic and steroid act, a prodrug becomes something that acts", .words = DRUG_KINDS},
  {SECTION_DRUG, "molar_mass", TYPE_QUANTITY, DIMENSION_MOLAR_MASS, AT(CaseDrug, molar_mass), REQUIRED, POSITIVE,
   .text = "of the substance its label counts"},
  {SECTION_DRUG, "diffusivity", TYPE_QUANTITY, DIMENSION_DIFFUSIVITY, AT(CaseDrug, diffusivity), NULL, FROM(0.0),
   .text = "free, in water at 37 C", .needed = IF_ANY},
  {SECTION_DRUG, "capacity", TYPE_BY_REGION, DIMENSION_NONE, AT(CaseDrug, capacity), "1", FROM(1.0),
   .text = "amount held per amount in pore fluid: one number, or {default: 1, fat: 3}"},
  {SECTION_DRUG, "extraction", TYPE_QUANTITY, DIMENSION_NONE, AT(CaseDrug, extraction), "1", WITHIN(0.0, 1.0),
   .text = "carried away, of what blood could carry away"},
  {SECTION_DRUG, "synovial_permeability", TYPE_QUANTITY, DIMENSION_SPEED, AT(CaseDrug, synovial_permeability), "0 m/s", FROM(0.0),
   .text = "of unbound drug through synovium"},
  {SECTION_DRUG, "cavity_free_fraction", TYPE_QUANTITY, DIMENSION_NONE, AT(CaseDrug, cavity_free_fraction), "1", ABOVE_TO(0.0, 1.0),
   .text = "unbound in synovial fluid"},
  {SECTION_DRUG, "vasoactivity", TYPE_QUANTITY, DIMENSION_NONE, AT(CaseDrug, vasoactivity), "1", FROM(0.0),
   .text = "factor on perfusion at saturation"},
  {SECTION_DRUG, "vasoactivity_half", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, vasoactivity_half), NULL, FROM(0.0),
   .text = "concentration of half that effect"},
  {SECTION_DRUG, "ec50_a_delta", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, ec50_a_delta), NULL, FROM(0.0),
   .text = "half block of A-delta fibres", .needed = IF_ANAESTHETIC},
  {SECTION_DRUG, "ec50_c", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, ec50_c), NULL, FROM(0.0),
   .text = "half block of C fibres", .needed = IF_ANAESTHETIC},
  {SECTION_DRUG, "hill", TYPE_QUANTITY, DIMENSION_NONE, AT(CaseDrug, hill), NULL, WITHIN(0.0, 20.0),
   .text = "coefficient of the block", .needed = IF_ANAESTHETIC},
  {SECTION_DRUG, "neurotoxic", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, neurotoxic), NULL, FROM(0.0),
   .text = "concentration that harms nerves; not judged if not given"},
  {SECTION_DRUG, "chondrotoxic", TYPE_QUANTITY, DIMENSION_EXPOSURE, AT(CaseDrug, chondrotoxic), NULL, FROM(0.0),
   .text = "exposure that harms cartilage; not judged if not given"},
  {SECTION_DRUG, "plasma_clearance", TYPE_QUANTITY, DIMENSION_FLOW, AT(CaseDrug, plasma_clearance), NULL, FROM(0.0),
   .text = "by the body", .needed = IF_ANAESTHETIC | IF_STEROID},
  {SECTION_DRUG, "plasma_volume", TYPE_QUANTITY, DIMENSION_VOLUME, AT(CaseDrug, plasma_volume), NULL, FROM(0.0),
   .text = "of distribution at steady state", .needed = IF_ANAESTHETIC | IF_STEROID},
  {SECTION_DRUG, "plasma_limit", TYPE_QUANTITY, DIMENSION_DENSITY, AT(CaseDrug, plasma_limit), NULL, FROM(0.0),
   .text = "plasma level of early toxicity; not judged if not given"},
  {SECTION_DRUG, "max_dose", TYPE_QUANTITY, DIMENSION_MASS, AT(CaseDrug, max_dose), NULL, FROM(0.0),
   .text = "single, plain; not judged if not given"},
  {SECTION_DRUG, "receptor_kd", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, receptor_kd), NULL, FROM(0.0),
   .text = "half effect at the glucocorticoid receptor", .needed = IF_STEROID},
  {SECTION_DRUG, "solubility", TYPE_QUANTITY, DIMENSION_CONCENTRATION, AT(CaseDrug, solubility), NULL, FROM(0.0),
   .text = "of crystals; without it the drug is given dissolved"},
  {SECTION_DRUG, "crystal_radius", TYPE_QUANTITY, DIMENSION_LENGTH, AT(CaseDrug, crystal_radius), NULL, WITHIN(0.0, 1e-3),
   .text = "of a suspended crystal; required with `solubility`"},
  {SECTION_DRUG, "crystal_density", TYPE_QUANTITY, DIMENSION_DENSITY, AT(CaseDrug, crystal_density), NULL, FROM(0.0),
   .text = "of crystals; required with `solubility`"},
  {SECTION_DRUG, "becomes", TYPE_NAME, DIMENSION_NONE, AT(CaseDrug, becomes), NULL, ANY,
   .text = "drug that hydrolysis makes of it", .needed = IF_PRODRUG},
  {SECTION_DRUG, "hydrolysis", TYPE_QUANTITY, DIMENSION_RATE, AT(CaseDrug, hydrolysis), NULL, FROM(0.0),
   .text = "its rate", .needed = IF_PRODRUG},

  {SECTION_TIME, "duration", TYPE_QUANTITY, DIMENSION_TIME, AT(Timing, duration), REQUIRED, POSITIVE,
   .text = "simulated time"},
  {SECTION_TIME, "outputs", TYPE_OUTPUTS, DIMENSION_TIME, AT(Timing, output), "", FROM(0.0),
   .text = "times written to the results: an increasing list, or {first: 10 s, count: 30} for a geometric one; 0 and the duration always are"},

  {SECTION_INJECTION, "name", TYPE_NAME, DIMENSION_NONE, AT(Injection, name), NULL, ANY,
   .text = "for tables; its number if not given"},
  {SECTION_INJECTION, "site", TYPE_NAME, DIMENSION_NONE, AT(Injection, site), NULL, ANY,
   .text = "a named site of the anatomy, see `sij list sites`"},
  {SECTION_INJECTION, "tip", TYPE_POINT, DIMENSION_LENGTH, AT(Injection, tip), NULL, ANY,
   .text = "of the needle: [45 mm, -34 mm, -22 mm] or 45 -34 -22 mm", .instead_of = "site"},
  {SECTION_INJECTION, "entry", TYPE_MERGED, DIMENSION_LENGTH, 0, NULL, ANY,
   .text = "point on the skin; with `direction` and `depth` in place of `tip`"},
  {SECTION_INJECTION, "direction", TYPE_DIRECTION, DIMENSION_NONE, AT(Injection, direction), NULL, ANY,
   .text = "of the needle, from the skin inwards: [0, 1, 0]", .instead_of = "site"},
  {SECTION_INJECTION, "depth", TYPE_MERGED, DIMENSION_LENGTH, 0, NULL, ANY,
   .text = "of the tip from `entry` along `direction`"},
  {SECTION_INJECTION, "start", TYPE_QUANTITY, DIMENSION_TIME, AT(Injection, start), "0 s", FROM(0.0),
   .text = "when the push begins"},
  {SECTION_INJECTION, "volume", TYPE_QUANTITY, DIMENSION_VOLUME, AT(Injection, volume), REQUIRED, ABOVE_TO(0.0, 1e-4),
   .text = "injected"},
  {SECTION_INJECTION, "rate", TYPE_QUANTITY, DIMENSION_FLOW, AT(Injection, rate), REQUIRED, ABOVE_TO(0.0, 1e-5),
   .text = "of the push; the limit of pressure may slow it"},
  {SECTION_INJECTION, "pressure_limit", TYPE_LIMIT, DIMENSION_PRESSURE, AT(Injection, pressure_limit), "none", POSITIVE,
   .text = "at the hub, above rest; or none"},
  {SECTION_INJECTION, "needle.gauge", TYPE_GAUGE, DIMENSION_NONE, AT(Injection, needle_bore), NULL, WITHIN(18, 27),
   .text = "regular wall; 22 if neither it nor `bore` is given"},
  {SECTION_INJECTION, "needle.bore", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Injection, needle_bore), NULL, ABOVE_TO(0.0, 5e-3),
   .text = "inner diameter, in place of `gauge`"},
  {SECTION_INJECTION, "needle.length", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Injection, needle_length), "89 mm", ABOVE_TO(0.0, 0.5),
   .text = "hub to tip"},
  {SECTION_INJECTION, "viscosity", TYPE_QUANTITY, DIMENSION_VISCOSITY, AT(Injection, viscosity), "0.75 mPa s", POSITIVE,
   .text = "of the injectate"},
  {SECTION_INJECTION, "contents", TYPE_CONTENTS, DIMENSION_CONCENTRATION, 0, NULL, FROM(0.0),
   .text = "{drug: concentration}: mass or amount per volume; 2 % is 20 mg/mL; nothing is saline"},

  {SECTION_DEFECT, "name", TYPE_NAME, DIMENSION_NONE, AT(Defect, name), NULL, ANY,
   .text = "for tables; its number if not given"},
  {SECTION_DEFECT, "place", TYPE_NAME, DIMENSION_NONE, AT(Defect, place), NULL, ANY,
   .text = "named place of the anatomy: dorsal, superior, ventral"},
  {SECTION_DEFECT, "centre", TYPE_POINT, DIMENSION_LENGTH, AT(Defect, centre), NULL, ANY,
   .text = "point of the capsule, in place of `place`", .instead_of = "place"},
  {SECTION_DEFECT, "size", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Defect, size), REQUIRED, ABOVE_TO(0.0, 0.05),
   .text = "diameter"},
  {SECTION_DEFECT, "opening_pressure", TYPE_QUANTITY, DIMENSION_PRESSURE, AT(Defect, opening_pressure), REQUIRED, FROM(0.0),
   .text = "closed below it"},
  {SECTION_DEFECT, "conductance", TYPE_QUANTITY, DIMENSION_CONDUCTANCE, AT(Defect, conductance), REQUIRED, POSITIVE,
   .text = "flow per pressure when open"},

  {SECTION_PAIN, "patient", TYPE_MERGED, DIMENSION_NONE, 0, NULL, ANY,
   .text = "name of one of `patients`, in place of `pain.sources`"},

  {SECTION_SOURCE, "weight", TYPE_QUANTITY, DIMENSION_NONE, AT(PainSource, weight), REQUIRED, ABOVE_TO(0.0, 1.0),
   .text = "share of the pain"},
  {SECTION_SOURCE, "nerves", TYPE_NERVES, DIMENSION_NONE, 0, NULL, ANY,
   .text = "targets that silence it when blocked, at most 4"},

  {SECTION_TARGET, "curve", TYPE_CURVE, DIMENSION_LENGTH, 0, NULL, ANY,
   .text = "list of points, as in `tip`, or bare numbers in `unit`"},
  {SECTION_TARGET, "unit", TYPE_MERGED, DIMENSION_LENGTH, 0, NULL, ANY,
   .text = "of bare numbers in `curve`: mm"},
  {SECTION_TARGET, "region", TYPE_REGION, DIMENSION_NONE, AT(CaseTarget, region), NULL, ANY,
   .text = "a whole region, in place of `curve`"},

  {SECTION_BODY, "perineurial_lag", TYPE_QUANTITY, DIMENSION_TIME, AT(Body, perineurial_lag), REQUIRED, FROM(0.0),
   .text = "time constant between tissue and nerve"},
  {SECTION_BODY, "critical_length", TYPE_QUANTITY, DIMENSION_LENGTH, AT(Body, critical_length), REQUIRED, POSITIVE,
   .text = "of nerve to be bathed for a block"},
  {SECTION_BODY, "block_level", TYPE_QUANTITY, DIMENSION_NONE, AT(Body, block_level), REQUIRED, {0.0, 1.0, true, true},
   .text = "fraction of fibres that counts as blocked"},
  {SECTION_BODY, "body_mass", TYPE_QUANTITY, DIMENSION_MASS, AT(Body, body_mass), REQUIRED, ABOVE_TO(0.0, 1000.0),
   .text = "of the patient"},

  {SECTION_NUMERICS, "time_tolerance", TYPE_QUANTITY, DIMENSION_NONE, AT(Numerics, time_tolerance), REQUIRED, ABOVE_TO(0.0, 1.0),
   .text = "relative, of the step control"},
  {SECTION_NUMERICS, "step_first", TYPE_QUANTITY, DIMENSION_TIME, AT(Numerics, step_first), REQUIRED, POSITIVE,
   .text = "first step after an event"},
  {SECTION_NUMERICS, "step_max", TYPE_QUANTITY, DIMENSION_TIME, AT(Numerics, step_max), REQUIRED, POSITIVE,
   .text = "longest step"},
  {SECTION_NUMERICS, "newton_tolerance", TYPE_QUANTITY, DIMENSION_NONE, AT(Numerics, newton_tolerance), REQUIRED, {0.0, 1.0, true, true},
   .text = "of the water balance of a vertex, relative to the largest flow"},
  {SECTION_NUMERICS, "linear_tolerance", TYPE_QUANTITY, DIMENSION_NONE, AT(Numerics, linear_tolerance), REQUIRED, {0.0, 1.0, true, true},
   .text = "of linear solves, relative"},
  {SECTION_NUMERICS, "ledger_tolerance", TYPE_QUANTITY, DIMENSION_NONE, AT(Numerics, ledger_tolerance), REQUIRED, {0.0, 1.0, true, true},
   .text = "of the mass balance, relative to the dose; a run fails past it"},
};
// clang-format on

const size_t schema_n_rows = sizeof schema_rows / sizeof schema_rows[0];

const Section *schema_section(SectionId id)
{
  return &SECTIONS[id];
}

void schema_path(SectionId section, const Row *row, char path[SCHEMA_PATH])
{
  const char *above = SECTIONS[section].path;

  (void)snprintf(path, SCHEMA_PATH, "%s%s%s", above, above[0] ? "." : "", row->key);
}

const Row *schema_row(SectionId section, const char *key)
{
  for (size_t i = 0; i < schema_n_rows; i++)
    if (schema_rows[i].section == section && strcmp(schema_rows[i].key, key) == 0)
      return &schema_rows[i];
  return NULL;
}

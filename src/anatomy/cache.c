// SPDX-License-Identifier: GPL-3.0-or-later
// Name and folder of a generated mesh: the hash of everything that shapes it.
// Asked by build before it generates, and after it has.
#include "cache.h"

#include "coarse.h"
#include "msh.h"

#include "sij/anatomy.h"
#include "sij/anatomy/sites.h"
#include "sij/base/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  GENERATOR_VERSION = 2,
  KEY               = 4096
}; // raise the version with every change of the meshes made

static void append_value(char key[KEY], const char *name, double value)
{
  const size_t used = strlen(key);

  (void)snprintf(key + used, KEY - used, "%s=%.17g;", name, value);
}

static void append_anatomy(char key[KEY], const Anatomy *a)
{
  append_value(key, "side", a->side);
  append_value(key, "scale", a->scale);
  append_value(key, "cranial_length", a->cranial_length);
  append_value(key, "caudal_length", a->caudal_length);
  append_value(key, "cranial_width", a->cranial_width);
  append_value(key, "caudal_width", a->caudal_width);
  append_value(key, "limb_angle", a->limb_angle);
  append_value(key, "cartilage_sacral", a->cartilage_sacral);
  append_value(key, "cartilage_iliac", a->cartilage_iliac);
  append_value(key, "cavity", a->cavity);
  append_value(key, "capsule", a->capsule);
  append_value(key, "ridge_height", a->ridge_height);
  append_value(key, "obliquity_cranial", a->obliquity_cranial);
  append_value(key, "obliquity_caudal", a->obliquity_caudal);
  append_value(key, "ilium_thickness", a->ilium_thickness);
  append_value(key, "skin_fat", a->skin_fat);
  append_value(key, "interosseous_depth", a->interosseous_depth);
}

static void append_meshing(char key[KEY], const Meshing *m)
{
  append_value(key, "size_joint", m->size_joint);
  append_value(key, "size_ligament", m->size_ligament);
  append_value(key, "size_far", m->size_far);
  append_value(key, "size_needle", m->size_needle);
  append_value(key, "gradation", m->gradation);
  append_value(key, "layers_sacral", m->layers_sacral);
  append_value(key, "layers_cavity", m->layers_cavity);
  append_value(key, "layers_iliac", m->layers_iliac);
}

// A second tip at the same place asks for no other mesh.
static void append_tips(char key[KEY], const Case *input)
{
  Vec3      tip[CASE_TIPS];
  const int n = anatomy_tips(input, tip);

  for (int i = 0; i < 3 * n; i++) append_value(key, "tip", tip[i / 3].x[i % 3]);
}

static void append_shape(char key[KEY], const Case *input)
{
  append_value(key, "generator", GENERATOR_VERSION);
  append_anatomy(key, &input->anatomy);
  append_meshing(key, &input->meshing);
}

PetscErrorCode anatomy_shape_hash(const Case *input, char hash[HASH_LENGTH])
{
  char key[KEY] = "";

  PetscFunctionBeginUser;
  append_shape(key, input);
  PetscCall(hash_bytes(key, strlen(key), hash));
  PetscFunctionReturn(PETSC_SUCCESS);
}

// The folder the case names, else that of the user's environment.
void anatomy_cache_folder(const Case *input, size_t size, char folder[])
{
  const char *own = getenv("SIJ_CACHE"), *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

  if (input->meshing.cache[0]) (void)snprintf(folder, size, "%s", input->meshing.cache);
  else if (own && own[0]) (void)snprintf(folder, size, "%s", own);
  else if (xdg && xdg[0]) (void)snprintf(folder, size, "%s/sij", xdg);
  else (void)snprintf(folder, size, "%s/.cache/sij", home ? home : ".");
}

PetscErrorCode cache_path(const Case *input, char path[PETSC_MAX_PATH_LEN])
{
  char key[KEY] = "", hash[HASH_LENGTH], folder[PETSC_MAX_PATH_LEN];

  PetscFunctionBeginUser;
  append_shape(key, input);
  append_tips(key, input);
  PetscCall(hash_bytes(key, strlen(key), hash));
  anatomy_cache_folder(input, sizeof folder, folder);
  PetscCall(PetscSNPrintf(path, PETSC_MAX_PATH_LEN, "%s/%s.msh", folder, hash));
  PetscFunctionReturn(PETSC_SUCCESS);
}

void anatomy_make_folder(const char *path)
{
  char part[PETSC_MAX_PATH_LEN];

  (void)snprintf(part, sizeof part, "%s", path);
  for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = '\0';
    (void)mkdir(part, 0777);
    *slash = '/';
  }
}

static void seal_path(const char *path, const char *ending, char seal[PETSC_MAX_PATH_LEN])
{
  (void)snprintf(seal, PETSC_MAX_PATH_LEN, "%s.sha256%s", path, ending);
}

bool cache_read_seal(const char *path, char hash[HASH_LENGTH])
{
  char   seal[PETSC_MAX_PATH_LEN];
  FILE  *file;
  size_t n = 0;

  seal_path(path, "", seal);
  file = fopen(seal, "r");
  if (file) {
    n = fread(hash, 1, HASH_LENGTH - 1, file);
    (void)fclose(file);
  }
  hash[n] = '\0';
  return n == HASH_LENGTH - 1;
}

void cache_write_seal(const char *path, const char *hash)
{
  char  seal[PETSC_MAX_PATH_LEN], part[PETSC_MAX_PATH_LEN], ending[64];
  FILE *file;

  (void)snprintf(ending, sizeof ending, ".%ld.part", (long)getpid());
  seal_path(path, ending, part);
  seal_path(path, "", seal);
  file = fopen(part, "w");
  if (!file) return;

  const bool written = fprintf(file, "%s\n", hash) > 0;
  const bool closed  = fclose(file) == 0;

  if (!written || !closed || rename(part, seal) != 0) (void)remove(part);
}

PetscErrorCode cache_take(const char *path, CoarseMesh **coarse)
{
  Problems ignored = {0};
  char     hash[HASH_LENGTH];

  PetscFunctionBeginUser;
  if (!cache_read_seal(path, hash)) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(msh_read(path, UNIT_MM, coarse, &ignored));
  PetscCall(problems_destroy(&ignored));
  if (!*coarse) PetscFunctionReturn(PETSC_SUCCESS);
  PetscCall(coarse_close(*coarse));
  if (strcmp((*coarse)->hash, hash) != 0) PetscCall(coarse_destroy(coarse));
  PetscFunctionReturn(PETSC_SUCCESS);
}

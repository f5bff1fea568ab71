// SPDX-License-Identifier: GPL-3.0-or-later
// One text through the first half of the case reader: YAML to a tree, and its keys against the schema. Fast, so that it
// reaches what fuzz_case.c is too slow for.
#include "../../src/casefile/keys.h"
#include "input.h"

#include "sij/casefile/parse.h"

static PetscErrorCode read_tree(const char *text, size_t size)
{
  Problems problems = {0};
  Tree     tree     = {0};
  Node    *root     = NULL;

  PetscFunctionBeginUser;
  PetscCall(parse_text(&tree, "input", text, size, &root, &problems));
  PetscCheck(root || problems.count > 0, PETSC_COMM_SELF, PETSC_ERR_PLIB,
             "neither a tree nor a sentence");
  if (root && root->kind == NODE_MAP) {
    PetscCall(tree_set_paths(&tree, root, ""));
    PetscCall(keys_check(root, &problems));
  }
  PetscCall(tree_destroy(&tree));
  PetscCall(problems_destroy(&problems));
  PetscFunctionReturn(PETSC_SUCCESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
  char *text = input_text(data, size);

  if (read_tree(text, size)) abort();
  free(text);
  return 0;
}

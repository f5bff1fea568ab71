#include "checks.h"

const Check checks_tissue[] = {{0}};

#include "checks.h"

const Check checks_kept[] = {{0}};

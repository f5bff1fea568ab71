#include "checks.h"

const Check checks_flow[] = {{0}};

#include "checks.h"

const Check checks_time[] = {{0}};

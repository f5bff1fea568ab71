#include "checks.h"

const Check checks_transport[] = {{0}};

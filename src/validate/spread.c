#include "findings.h"

const Finding findings_spread[] = {{0}};

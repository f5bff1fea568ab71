#include "findings.h"

const Finding findings_leaks[] = {{0}};

#include "findings.h"

const Finding findings_controls[] = {{0}};

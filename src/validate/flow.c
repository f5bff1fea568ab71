#include "findings.h"

const Finding findings_flow[] = {{0}};

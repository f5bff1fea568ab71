#include "findings.h"

const Finding findings_steroid[] = {{0}};

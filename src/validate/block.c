#include "findings.h"

const Finding findings_block[] = {{0}};

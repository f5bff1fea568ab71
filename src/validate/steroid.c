// SPDX-License-Identifier: GPL-3.0-or-later
// The findings about steroids: number, sentence, clinical source, and the function that measures it.
#include "steroid.h"

const Finding findings_steroid[] = {
  {14,
   "A depot of crystals keeps the fluid near its solubility for days and lasts 2 to 8 weeks in the "
   "joint, less behind it; blood peaks within 4 to 24 h and is below 2 % of that at 6 weeks.",
   "Kraus 2018, Osteoarthritis Cartilage, pmid 29024802: 9.63 ug/L at 4 h, 4.99 at 24 h, 0.149 at "
   "6 weeks "
   "after 40 mg in the knee; bovine synovial kinetics of methylprednisolone (abstracts); the life "
   "is "
   "derived",
   finding_depot},
  {16,
   "Steroid in the joint helps 32 to 86 % of patients at 2 to 4 weeks, 29 to 62 % at 3 to 6 "
   "months, "
   "responders up to about 37 weeks; a needle that misses the joint stands behind it.",
   "Liliang 2009, Spine 34:896: 36.8 +- 9.9 weeks; Maugars 1996, Br J Rheumatol 35:767; Jee 2014, "
   "Arch Phys Med Rehabil 95:330; Klauser 2008 (abstracts)",
   finding_responders},
  {0}};

// SPDX-License-Identifier: GPL-3.0-or-later
// The findings about local anaesthetics: number, sentence, clinical source, and the function that measures it.
#include "block.h"

const Finding findings_block[] = {
  {7,
   "With pain from the posterior ligaments lidocaine behind the joint relieves nearly all, inside "
   "it "
   "a third to a half; with pain from the joint the order turns or vanishes.",
   "Murakami 2007, J Orthop Sci 12:274: 25 of 25 against 9 of 25, rescue in 16 of 16; Cohen 2019, "
   "Mayo Clin Proc: 61 against 62 % (abstracts)",
   finding_order_of_sites},
  {8,
   "Blocks of the lateral branches silence the ligaments in about 40 % from a single site and "
   "depth, "
   "in about 70 % from several, and distension of the joint still hurts in about 80 %.",
   "Dreyfuss 2008, Pain Med 9:844; Dreyfuss 2009, Pain Med 10:679 (abstracts)", finding_branches},
  {10,
   "A block begins within 2 to 15 min and lasts 1 to 3 h with lidocaine, 3 to 8 h with bupivacaine "
   "and ropivacaine; twice the dose adds about one half-time of wash-out.",
   "table of infiltration, clinicalgate.com: 100, 175 and 175 min, ranges 1 to 3 and 3 to 8 h; "
   "onset "
   "recalled; the last part is derived",
   finding_time_course},
  {11,
   "At the rim A-delta fibres are blocked farther out than C fibres, and the edge of the block "
   "lies "
   "within 1 to 2 mm of the front of the bolus.",
   "Huang 1997, J Pharmacol Exp Ther 282:802 (order, abstract); the edge is derived from "
   "sqrt(D / k), about 1 mm",
   finding_rim},
  {12,
   "Levels in blood go with the dose and stay far below toxicity: as from the knee, about 5 ug/L "
   "per "
   "mg, largest after 20 to 60 min; doses of this joint never pass 0.3 mg/L.",
   "Katz 1988, Anesth Analg 67:872: 0.48 +- 0.20 mg/L after 100 mg; Am J Sports Med 1988 16:295: "
   "0.625 mg/L after 150 mg at 20 min; Convery 2001, Br J Anaesth 87:570 (abstracts)",
   finding_blood},
  {13,
   "Out of the cavity a small unbound solute has a half-time of about half an hour, albumin one "
   "about "
   "ten times as long, and what is bound to albumin goes with it.",
   "Owen, Francis, Roberts 1994, Br J Clin Pharmacol 38:349, knee (abstract), scaled to 10 cm^2 of "
   "lining and 1.5 mL",
   finding_clearance},
  {15,
   "An hour of 0.5 % bupivacaine in the joint harms chondrocytes, of 0.5 % ropivacaine not; "
   "exposure "
   "above 1 mM ends within 1 to 3 h; 2 % lidocaine is above 40 mM at nerves for less than 20 min.",
   "Piper & Kim 2008, J Bone Joint Surg Am 90:986; Eur J Anaesthesiol 2014 (levobupivacaine); "
   "Bainton & Strichartz 1994, Anesthesiology 81:657 (abstracts); the times are derived",
   finding_window},
  {0}};

# SPDX-License-Identifier: GPL-3.0-or-later
"""What is asked of the whole: the first table of docs/theory/verification.md, taken from the figures of all checks."""
import re
from typing import NamedTuple

ANY = None


class Asked(NamedTuple):
    what: str
    subjects: str
    quantities: str
    low: float | None
    high: float | None
    reason: str = ""  # where it is missed


ASKED = (
    Asked("order of pressure where it is smooth, L2", r"flow\.(steady|transient|decay|layers|film)",
          r"order of pressure(?! in time)", 1.9, ANY),
    Asked("order of transport where it is smooth, L2", r"transport\.(smooth|diffusion)|tissue\.(layers|sphere)",
          r"order of", 1.8, ANY),
    Asked("order of advection alone, L2", r"transport\.bump", r"order of", 1.8, ANY,
          "on scattered vertices, where nothing damps Galerkin's elements; a little diffusion restores it"),
    Asked("order of the integrator of drugs, designed 2", r"time\.order", r"order of", 1.9, 2.1),
    Asked("order of the integrator of pressure, designed 1", r"flow\.transient", r"order of pressure in time", 0.9, 1.1),
    Asked("a tolerance of 1e-3: water misplaced, drug misplaced at rest, drug cleared, over it", r"time\.control",
          r".*over a tolerance", ANY, 3.0),
    Asked("a tolerance of 1e-3: drug misplaced while a needle runs", r"time\.control", r"smooth, tolerance 1e-03: drug misplaced",
          ANY, 3e-3, "by the limiter, whose share changes with the step: shorter ones do not mend it"),
    Asked("a tolerance of 1e-3: water that a load moves misplaced, over it", r"time\.loads", r".*over a tolerance", ANY, 3.0,
          "for each of a hundred steps may misplace its share"),
    Asked("events missed by, of the duration", r"time\.events", r"event missed by", ANY, 1e-12),
    Asked("undershoot and overshoot of fronts, of their range", r"transport\.|kept\.front",
          r"undershoot|overshoot|.*largest over injected", ANY, 1e-12),
    Asked("amounts and water missing, of what came", r"transport\.|kept\.|flow\.(balance|transient)",
          r"amount misplaced|.*(drug|water) missing|defect of the ledger", ANY, 1e-10),
    Asked("uniform state, departure from it", r"kept\.uniform", r".*departure", ANY, 1e-10),
    Asked("pressure at the tip by the well over that of a mesh that resolves the opening, 28 to 71 times finer there",
          r"flow\.needle", r"fibres 1 : 1: well over resolved", 0.95, 1.05),
    Asked("order of displacement, L2, where tissue can be compressed", r"mechanics\.manufactured",
          r"order of displacement \[m\], nu = 0\.3$", 2.9, ANY),
    Asked("order of displacement, L2, nu = 0.4999", r"mechanics\.manufactured", r"order of displacement \[m\], nu = 0\.4999",
          2.9, ANY, "by the price of one mean dilation in each element: decision 011"),
    Asked("order of displacement with fluid that hardly pushes", r"coupled\.manufactured",
          r"order of displacement \[m\], fluid hardly", 2.9, ANY),
    Asked("order of displacement with fluid that pushes", r"coupled\.manufactured",
          r"order of displacement \[m\], (fluid and|drained)", 2.9, ANY,
          "since the linear pressure passes its own order 2 on: decision 014"),
    Asked("order of pressure in tissue that deforms, L2", r"coupled\.manufactured", r"order of pressure", 1.9, ANY),
    Asked("Cook's panel, nu = 0.4999, over the reference of 7.769 mm", r"mechanics\.cook", r"rise of the upper corner",
          7.691, 7.847),
    Asked("thick sphere, nu = 0.4999, over Lame's", r"mechanics\.sphere", r"widening", 0.99, 1.01),
    Asked("Terzaghi's column, Mandel's plate, Cryer's sphere: pressure off", r"coupled\.(column|mandel|sphere)",
          r"pressure (in the middle|at the centre) off", ANY, 0.01),
    Asked("Mandel-Cryer rise of the pressure, of the first", r"coupled\.mandel", r"highest pressure in the middle", 1.07, 1.1),
    Asked("another program, finite strain of a joint's block", r"independent\.solid", r"displacement: greatest difference",
          ANY, 0.01),
    Asked("another program, steady pressure and drug after 1 h at 20 points", r"independent\.probe",
          r"(pressure|concentration): greatest difference at 20 points", ANY, 0.01),
)


def span(values):
    low, high = min(values), max(values)
    if max(abs(low), abs(high)) < 1e-9:
        return f"at most {high:.1g}"
    text = [f"{v:.3g}" for v in (low, high)]
    return text[0] if text[0] == text[1] else " to ".join(text)


def wanted(asked):
    if asked.low is None:
        return f"at most {asked.high:g}"
    return f"at least {asked.low:g}" if asked.high is None else f"{asked.low:g} to {asked.high:g}"


def figures(asked, subjects):
    for subject in subjects:
        if re.match(asked.subjects, subject["name"]):
            for row in subject["rows"]:
                if re.match(asked.quantities, row["quantity"]) and row["value"] is not None:
                    yield subject["name"], row["value"]


def holds(asked, value):
    return (asked.low is None or value >= asked.low) and (asked.high is None or value <= asked.high)


def asked_table(subjects):
    yield "| asked | wanted | measured | | by |"
    yield "| --- | --- | --- | --- | --- |"
    for asked in ASKED:
        found = list(figures(asked, subjects))
        if not found:
            yield f"| {asked.what} | {wanted(asked)} | | not run | |"
            continue
        good = all(holds(asked, value) for _, value in found)
        verdict = "met" if good else f"**missed** {asked.reason}".rstrip()
        names = ", ".join(dict.fromkeys(f"`{name}`" for name, _ in found))
        yield f"| {asked.what} | {wanted(asked)} | {span([v for _, v in found])} | {verdict} | {names} |"
    yield ""

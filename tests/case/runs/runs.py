#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small whole runs: each is balanced, and shows what such an injection must show.

usage: runs.py CHECK SIJ
"""
import math
import sys
import tempfile
from pathlib import Path

try:
    import h5py
except ImportError:
    h5py = None

HERE = Path(__file__).parent
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from checks import above, at_most, near, need  # noqa: E402
from whole import finished  # noqa: E402

BALANCE = 1e-8  # of the dose
LIMIT = 300.0  # kPa, of the hub in all of these cases


def check_balance(result):
    value = result.value
    at_most(abs(value["ledger.water.defect"]), BALANCE, "water that is missing")
    for drug in result.drugs():
        at_most(abs(value[f"ledger.{drug}.defect"]), BALANCE, f"{drug} that is missing")
        lowest, highest = value[f"ledger.{drug}.smallest"], value[f"ledger.{drug}.largest"]
        at_most(-lowest, 1e-12 * highest, f"{drug} below zero")


def check_injections(result):
    """All is delivered, unless the injection is truncated at the pressure limit, as it does in so coarse a ligament."""
    for name in result.names("injection.", ".asked"):
        stem, asked = name.removesuffix(".asked"), result.value[name]
        pressure, delivered = (result.value[f"{stem}.{what}"] for what in ("hub_pressure_max", "delivered"))
        above(pressure, 0.0, f"{stem}.hub_pressure_max, kPa")
        at_most(pressure, LIMIT * (1 + 1e-6), f"{stem}.hub_pressure_max, kPa")
        above(delivered, 0.5 * asked, f"{stem} delivered, mL, beside half of what was asked")
        if pressure < 0.999 * LIMIT:
            at_most(abs(delivered - asked), 1e-9 * asked, f"{stem} not delivered, mL")


def check_file(result):
    """The ledger tables add up by themselves, the last step is whole and nowhere below zero."""
    if h5py is None:
        return
    with h5py.File(result.folder / "run.vtkhdf") as file:
        last = len(file["VTKHDF/Steps/Values"]) - 1
        for name, field in file["fields"].items():
            values = field[str(last)][:]
            need(math.isfinite(abs(values).max()), f"{name} is not finite")
            if name.startswith("concentration_"):
                at_most(-values.min(), 1e-12 * values.max(), f"{name} below zero in the file")
        for name in (n for n in file["tables"] if n.startswith("ledger_")):
            table = file[f"tables/{name}"]
            columns = [c.decode() for c in table.attrs["columns"]]
            term = dict(zip(columns, table[-1]))
            dose = term["injected"] + term["gained"]
            held = sum(term[c] for c in ("fluid", "bound", "depot", "cleared", "reacted", "left"))
            at_most(abs(dose - held), BALANCE * max(dose, 1e-30), f"{name}: dose less its parts, mol")


def checked_run(sij, name, folder, *overrides):
    result = finished([sij], HERE / f"tiny_{name}.yaml", folder, *overrides)
    check_balance(result)
    check_injections(result)
    check_file(result)
    return result


def blocked(result):
    return [result.value[n] for n in result.names("targets.") if ".blocked_fraction_" in n]


def check_intact(result):
    need(not result.names("flow.leak.dorsal"), "a capsule without defect leaks through one")
    at_most(result.value["flow.leak.intact_capsule"], 0.01, "through the whole capsule, mL")


def pressure_at(result, volume):
    """Pressure of the cavity (kPa) when that much (mL) was injected."""
    injected = result.series["injected_mL"]
    row = min(range(len(injected)), key=lambda i: abs(injected[i] - volume))
    need(abs(injected[row] - volume) < 1e-6, f"no row has {volume} mL injected")
    return result.series["cavity_pressure_kPa"][row]


def intra_articular(sij, folder):
    result = checked_run(sij, "intra_articular", folder, "time.outputs=[14 s, 28 s, 30 s, 60 s, 10 min]")
    check_intact(result)
    above(pressure_at(result, 1.4), 3 * pressure_at(result, 0.7), "kPa at 1.4 mL, beside thrice that at 0.7")
    above(max(blocked(result)), 0.5, "blocked fraction at best")


def leak(sij, folder):
    result = checked_run(sij, "leak", folder)
    above(result.value["flow.leak.dorsal"], 0.05, "through the dorsal defect, mL")


def saline(sij, folder):
    result = checked_run(sij, "saline", folder)
    check_intact(result)
    need(not result.drugs(), f"saline holds {result.drugs()}")
    at_most(max(blocked(result), default=0.0), 0.0, "blocked by saline")
    at_most(result.value.get("relief.peak") or 0.0, 0.0, "relief by saline")


def zero_perfusion(sij, folder):
    regions = ("sacrum ilium cartilage_sacral cartilage_iliac joint_cavity capsule lig_interosseous lig_post_short"
               " lig_post_long multifidus gluteal fat soft_anterior foramina").split()
    time = ("time.duration=3 h",)
    still = tuple(f"tissues.{region}.perfusion=0 1/s" for region in regions)
    with_blood = checked_run(sij, "intra_articular", folder / "blood", *time)
    without = checked_run(sij, "intra_articular", folder / "still", *time, *still)
    names = with_blood.names("targets.", ".duration_c")
    longer = [without.value[n] - with_blood.value[n] for n in names]
    at_most(-min(longer), 1.0, "min by which a block is shorter without blood flow")
    above(max(longer), 20.0, "min by which a block is longer without blood flow")


def periarticular(sij, folder):
    result = checked_run(sij, "periarticular", folder)
    reach = "lidocaine.concentration_peak"
    above(result.value[f"targets.lig_post_short.{reach}"], 100 * result.value[f"targets.lining_anterior.{reach}"],
          "mM in the short posterior ligament, beside 100 times that at the anterior lining")


def triamcinolone(sij, folder):
    result = checked_run(sij, "triamcinolone", folder)
    above(result.value["ledger.triamcinolone_acetonide.depot"], 0.9, "in crystals after an hour")
    above(result.value["ledger.lidocaine.cleared"], 0.2, "of lidocaine cleared in that hour")


def methylprednisolone(sij, folder):
    result = checked_run(sij, "methylprednisolone", folder)
    above(result.value["ledger.methylprednisolone_acetate.reacted"], 1e-6, "of the prodrug hydrolysed")
    above(result.value["ledger.methylprednisolone.gained"], 0.0, "mg of the drug made of it")


def same(value, other, what):
    print(f"{what}: {value:.6g} and {other:.6g}")
    need(abs(value - other) <= 1e-4 * abs(value), f"{what} is {value} of the right joint, {other} of its mirror image")


def check_displacement(result):
    """Points and what they move by are in the same unit."""
    if h5py is None:
        return
    shift = result.value["mechanics.motion.shift"]
    with h5py.File(result.folder / "run.vtkhdf") as file:
        steps = file["fields/displacement"]
        most = abs(steps[max(steps, key=int)][:]).max()
    above(most, shift, "displacement in the file, mm")
    at_most(most, 10 * shift, "displacement in the file, mm")


def check_motion_series(result):
    """The last row of the time series is the loaded state, of which the summary tells extremes."""
    last = {name: column[-1] for name, column in result.series.items()}
    for column, name in (("nutation_deg", "motion.nutation"), ("axis_cranial_mm", "motion.axis_cranial"),
                         ("stiffness.weight.along [N/mm]", "stiffness.weight.along"),
                         ("force.sacrotuberous [N]", "ligament.sacrotuberous.force_end")):
        near(last[column], result.value[f"mechanics.{name}"], f"{column} at the end")
    at_most(abs(result.value["mechanics.motion.nutation_min"]), 0.0, "nutation before the load, deg")
    near(result.value["mechanics.motion.nutation_max"], last["nutation_deg"], "most nutation, deg")


def standing(sij, folder):
    """The sacrum nutates and sinks, what should tighten does; the left joint is the mirror image of the right one."""
    right, left = (finished([sij], HERE / "tiny_standing.yaml", folder / side, f"anatomy.side={side}")
                   for side in ("right", "left"))
    above(right.value["mechanics.motion.nutation"], 0.1, "nutation, deg")
    above(-right.value["mechanics.motion.shift_cranial"], 0.05, "sinks by, mm")
    check_displacement(right)
    check_motion_series(right)
    above(right.value["mechanics.ligament.sacrotuberous.strain_max"], 0.0, "strain of the sacrotuberous ligament, %")
    at_most(right.value["mechanics.ligament.lig_post_long.strain_max"], 0.0, "strain of the long ligament, %")
    for name in ("motion.nutation", "motion.shift_lateral", "motion.axial_rotation", "stiffness.weight.along",
                 "ligament.iliolumbar.force_max", "ligament.lig_interosseous.force_max"):
        same(right.value[f"mechanics.{name}"], left.value[f"mechanics.{name}"], name)


def coupled(sij, folder):
    """Water and drug are kept in tissue that gives way; the cavity is pressed by what lies around it."""
    result = finished([sij], HERE / "tiny_coupled.yaml", folder)
    check_balance(result)
    check_injections(result)
    check_file(result)
    above(result.value["flow.cavity_pressure_max"], 1.0, "pressure of the cavity, kPa")
    above(result.value["flow.cavity_fluid_max"], 0.3, "fluid in the cavity, mL")
    above(result.value["mechanics.motion.shift"], 1e-4, "bones pushed apart by, mm")
    pressed = 1e3 * result.value["mechanics.contact.pressure_mean"]
    above(pressed, 0.5 * result.value["flow.cavity_pressure_max"], "the fluid presses on both cartilages with, kPa")
    at_most(pressed, 1.5 * result.value["flow.cavity_pressure_max"], "the fluid presses on both cartilages with, kPa")


def mobilisation(sij, folder):
    """Hands alone move water: steps land on every bend and two at least lie between, no water is lost, and the second
    push, which is no output, is measured as the first is."""
    result = finished([sij], HERE / "tiny_mobilisation.yaml", folder)
    times, nutation = result.series["time [s]"], result.series["nutation_deg"]
    need(times == [0.0, 0.5, 1.0, 1.6], f"outputs at {times} s, want those of the first period and the end")
    above(result.value["run.steps"], 7.5, "steps, of which eight are the least")
    at_most(abs(result.value["ledger.water.defect"]), 1e-10, "water missing, of what was moved")
    at_most(min(result.series["cavity_pressure_kPa"]), -0.05, "the push opens the cavity, which sucks, kPa")
    above(nutation[1], 3 * nutation[2], "nutation at the peak, deg")
    above(result.value["mechanics.motion.nutation_max"], nutation[1], "nutation of the second push, deg")


def main():
    check, sij = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        globals()[check](sij, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())

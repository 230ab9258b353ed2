"""The contract of imports stands in pyproject.toml with the layers of the design; `make check` holds it."""

import tomllib

from tests.repository.sources import ROOMS, ROOT

with (ROOT / "pyproject.toml").open("rb") as stream:
    LINTER = tomllib.load(stream)["tool"]["importlinter"]
CONTRACTS = {contract["name"]: contract for contract in LINTER["contracts"]}


def test_the_layers_of_the_rooms():
    """docs/decisions/0006 says why the outbox stands above lifecycle."""
    assert CONTRACTS["Between the rooms imports run one way"]["layers"] == [
        "claims_portal",
        "reports",
        "payments",
        "claims | associations",
        "funds | review",
        "documents",
        "programs",
        "accounts",
        "notifications | history",
        "outbox",
        "lifecycle | lists",
    ]


def test_the_layers_inside_a_room():
    contract = CONTRACTS["Inside a room imports run one way"]
    assert set(contract["containers"]) == set(ROOMS) - {"claims_portal", "lifecycle", "lists"}
    assert contract["layers"] == [
        "(urls)",
        "(views)",
        "(forms)",
        "(beat) | (tasks)",
        "(actions)",
        "(workflow)",
        "(table)",
        "(readiness) | (pdf)",
        "(permissions)",
        "(models)",
        "(querysets)",
        "(enums)",
    ]


def test_no_room_is_left_out_and_nothing_is_excused():
    assert set(LINTER["root_packages"]) == set(ROOMS)
    assert [name for name, contract in CONTRACTS.items() if contract.get("ignore_imports")] == []


def test_every_room_is_an_app_or_plain():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"tests", "benchmarks", "faults"} == set(ROOMS)

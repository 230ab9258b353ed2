"""One version of an activity: written and published once, compared ever after (R21)."""

from datetime import datetime
from typing import Any

from programs.actions.publishing import publish_version
from programs.catalogue.files import CapData, CatalogueError, RequirementData, VersionData
from programs.enums import RequirementKind
from programs.models import ActivityType, ActivityTypeVersion, Cap, ExpenseKind, Program, Requirement

VERSION_FIELDS = ("active", "needs_prior_approval", "name", "summary", "guidance")
REQUIREMENT_FIELDS = (
    "key", "kind", "position", "label", "help", "example", "required", "accepts_files", "accepts_link",
    "accepts_text", "accepts_number", "minimum", "group", "group_minimum",
)  # fmt: skip
CAP_FIELDS = (
    "key",
    "program_id",
    "kind",
    "scope",
    "amount",
    "currency",
    "share",
    "persons",
    "persons_key",
    "words",
)


def load_version(activity: ActivityType, data: VersionData, programs: list[Program], at: datetime) -> int:
    """Write and publish the version if it does not exist. Returns 1 if it was added, else 0.

    An unpublished one is left to whoever drafts it. Raises CatalogueError where a
    published one differs.
    """
    found = ActivityTypeVersion.objects.filter(
        activity_type=activity, fiscal_year=data.fiscal_year, revision=data.revision
    ).first()
    if found is None:
        publish_version(_write(activity, data, programs), at=at)
        return 1
    if found.published_at and (differing := _differences(found, data, programs)):
        raise CatalogueError(
            f"{activity.code} FY{data.fiscal_year} revision {data.revision} is published and never edited, "
            f"but its {', '.join(differing)} differ from the data file. "
            f"Add the change as revision {data.revision + 1} or for another fiscal year."
        )
    return 0


def _write(activity: ActivityType, data: VersionData, programs: list[Program]) -> ActivityTypeVersion:
    """The draft with all its parts; they are checked when it is published."""
    version = ActivityTypeVersion.objects.create(
        activity_type=activity,
        fiscal_year=data.fiscal_year,
        revision=data.revision,
        **{name: getattr(data, name) for name in VERSION_FIELDS},
    )
    version.expense_kinds.set(_kinds(data.expense_kinds))
    Requirement.objects.bulk_create(Requirement(version=version, **row) for row in _requirement_rows(data))
    for cap_data in data.caps:
        for fields in _cap_rows(cap_data, programs):
            cap = Cap.objects.create(version=version, **fields)
            cap.expense_kinds.set(_kinds(cap_data.expense_kinds))
    return version


def _kinds(codes: tuple[str, ...]) -> list[ExpenseKind]:
    return list(ExpenseKind.objects.filter(code__in=codes))


def _requirement_rows(data: VersionData) -> list[dict[str, Any]]:
    return [_requirement_row(row, place) for place, row in enumerate(data.requirements)]


def _requirement_row(data: RequirementData, place: int) -> dict[str, Any]:
    takes = {f"accepts_{what}": what in data.takes for what in ("files", "link", "text", "number")}
    required = data.required if data.required is not None else not data.group
    row = {name: getattr(data, name) for name in REQUIREMENT_FIELDS if hasattr(data, name)}
    return {**row, **takes, "kind": RequirementKind(data.kind).value, "position": place, "required": required}


def _cap_rows(data: CapData, programs: list[Program]) -> list[dict[str, Any]]:
    """The cap as printed, and the same in its own currency for each program that has another one."""
    row = {name: getattr(data, name) for name in CAP_FIELDS if hasattr(data, name)}
    row |= {
        "kind": data.kind.value,
        "scope": data.scope.value,
        "program_id": None,
        "amount": None,
        "currency": "",
    }
    if not data.amounts:
        return [row]
    printed = next(iter(data.amounts))
    others = [program for program in programs if program.currency != printed]
    return [row | {"currency": printed, "amount": data.amounts[printed]}] + [
        row | {"program_id": one.pk, "currency": one.currency, "amount": data.amounts[one.currency]}
        for one in others
    ]


def _differences(version: ActivityTypeVersion, data: VersionData, programs: list[Program]) -> list[str]:
    """Names of what differs between the published version and the data file."""
    caps = [(row, set(cap.expense_kinds)) for cap in data.caps for row in _cap_rows(cap, programs)]
    stored_caps = [(_as_stored(cap, CAP_FIELDS), _codes(cap)) for cap in version.caps.all()]
    pairs: dict[str, tuple[Any, Any]] = {
        **{name: (getattr(version, name), getattr(data, name)) for name in VERSION_FIELDS},
        "expense kinds": (_codes(version), set(data.expense_kinds)),
        "requirements": (
            [_as_stored(row, REQUIREMENT_FIELDS) for row in version.requirements.order_by("position")],
            _requirement_rows(data),
        ),
        "caps": (_sorted(stored_caps), _sorted(caps)),
    }
    return [name for name, (stored, given) in pairs.items() if stored != given]


def _as_stored(row: Requirement | Cap, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in fields}


def _codes(row: ActivityTypeVersion | Cap) -> set[str]:
    return set(row.expense_kinds.values_list("code", flat=True))


def _sorted(caps: list[tuple[dict[str, Any], set[str]]]) -> list[tuple[dict[str, Any], set[str]]]:
    return sorted(caps, key=lambda cap: (cap[0]["key"], cap[0]["program_id"] or 0))

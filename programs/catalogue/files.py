"""The shape of data/*.json: read, checked, and given back as typed objects. No database."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from programs.enums import ActivityCategory, CapKind, CapScope, ReasonKind, RequirementKind
from programs.words import LANGUAGES, missing_languages

DATA = Path(__file__).resolve().parent.parent / "data"
ACTIVITY_FILES = ("demand_generation.json", "market_development.json", "partner_readiness.json")


class CatalogueError(Exception):
    """The data files cannot be loaded; the message says which, where and why."""


def _in_every_language(words: dict[str, str]) -> dict[str, str]:
    if missing := missing_languages(words):
        raise ValueError(f"no words in: {', '.join(missing)}")
    if unknown := set(words) - set(LANGUAGES):
        raise ValueError(f"words in unknown languages: {', '.join(sorted(unknown))}")
    return words


WordsData = Annotated[dict[str, str], AfterValidator(_in_every_language)]
OptionalWords = Annotated[dict[str, str], AfterValidator(lambda words: words and _in_every_language(words))]
Code = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ProgramData(Strict):
    code: str
    name: WordsData
    summary: WordsData
    currency: str
    zone: str
    country: str
    threshold: Decimal
    #: Whether the published half-years are this program's usage periods.
    half_years: bool
    takes_associations: bool = False
    association_starts_claim: bool = False


class ExpenseKindData(Strict):
    code: Code
    name: WordsData


class ReasonData(Strict):
    code: Code
    kind: ReasonKind
    words: WordsData
    mend: OptionalWords = {}


class PeriodData(Strict):
    code: str
    earning: tuple[date, date]
    usage: tuple[date, date]


class RequirementData(Strict):
    key: Code
    kind: RequirementKind
    takes: tuple[Literal["files", "link", "text", "number"], ...] = ()
    label: WordsData
    help: OptionalWords = {}
    example: OptionalWords = {}
    required: bool | None = None
    minimum: int = 1
    group: str = ""
    group_minimum: int = 0


class CapData(Strict):
    key: Code
    kind: CapKind
    scope: CapScope
    #: The printed amount first; the others are what programs in that currency use instead.
    amounts: dict[str, Decimal] = {}
    share: Decimal | None = None
    persons: int | None = None
    persons_key: str = ""
    expense_kinds: tuple[Code, ...] = ()
    words: WordsData


class VersionData(Strict):
    fiscal_year: int
    revision: int = 1
    active: bool = True
    needs_prior_approval: bool = False
    name: WordsData
    summary: WordsData
    guidance: OptionalWords = {}
    expense_kinds: tuple[Code, ...]
    requirements: tuple[RequirementData, ...]
    caps: tuple[CapData, ...] = ()


class ActivityData(Strict):
    code: Code
    versions: tuple[VersionData, ...]


class CategoryData(Strict):
    category: ActivityCategory
    activities: tuple[ActivityData, ...]


class Catalogue(Strict):
    """Everything the data files say."""

    programs: tuple[ProgramData, ...]
    expense_kinds: tuple[ExpenseKindData, ...]
    reasons: tuple[ReasonData, ...]
    periods: tuple[PeriodData, ...]
    categories: tuple[CategoryData, ...]


def read_catalogue(folder: Path = DATA) -> Catalogue:
    """Read all data files. Raises CatalogueError naming file, place and fault."""
    shared = {row["key"]: row for row in _json(folder / "shared_requirements.json")}
    catalogue = Catalogue(
        programs=_rows(folder / "programs.json", ProgramData),
        expense_kinds=_rows(folder / "expense_kinds.json", ExpenseKindData),
        reasons=_rows(folder / "reasons.json", ReasonData),
        periods=_rows(folder / "periods.json", PeriodData),
        categories=tuple(_category(folder / name, shared) for name in ACTIVITY_FILES),
    )
    _check_references(catalogue)
    return catalogue


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CatalogueError(f"{path.name}: {error}") from error


def _rows(path: Path, kind: type[Strict]) -> Any:
    return _checked(path, TypeAdapter(tuple[kind, ...]), _json(path))  # type: ignore[valid-type]


def _category(path: Path, shared: dict[str, Any]) -> CategoryData:
    data = _json(path)
    for activity in data["activities"]:
        for version in activity["versions"]:
            version["requirements"] = [_shared(path, shared, row) for row in version["requirements"]]
    return _checked(path, TypeAdapter(CategoryData), data)


def _shared(path: Path, shared: dict[str, Any], row: Any) -> Any:
    """A requirement written as a mere key stands for the shared one of that key."""
    if isinstance(row, str) and row not in shared:
        raise CatalogueError(f"{path.name}: there is no shared requirement “{row}”")
    return shared[row] if isinstance(row, str) else row


def _checked(path: Path, adapter: TypeAdapter[Any], data: Any) -> Any:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CatalogueError(f"{path.name}: {place}: {first['msg']}") from error


def _check_references(catalogue: Catalogue) -> None:
    """Codes are unique, expense kinds exist, and every program finds each capped amount in its currency."""
    kinds = {kind.code for kind in catalogue.expense_kinds}
    currencies = {program.currency for program in catalogue.programs}
    seen: set[str] = set()
    for category in catalogue.categories:
        for activity in category.activities:
            if activity.code in seen:
                raise CatalogueError(f"{activity.code}: this activity is described twice")
            seen.add(activity.code)
            for version in activity.versions:
                _check_version(f"{activity.code} FY{version.fiscal_year}", version, kinds, currencies)


def _check_version(name: str, version: VersionData, kinds: set[str], currencies: set[str]) -> None:
    used = {*version.expense_kinds, *(code for cap in version.caps for code in cap.expense_kinds)}
    if unknown := used - kinds:
        raise CatalogueError(f"{name}: unknown expense kinds: {', '.join(sorted(unknown))}")
    figures = {row.key for row in version.requirements if row.takes == ("number",)}
    for cap in version.caps:
        if cap.amounts and (missing := currencies - set(cap.amounts)):
            raise CatalogueError(f"{name}: cap “{cap.key}” has no amount in {', '.join(sorted(missing))}")
        if cap.persons_key and cap.persons_key not in figures:
            raise CatalogueError(
                f"{name}: cap “{cap.key}” counts persons by “{cap.persons_key}”, no such figure"
            )
        if cap.expense_kinds and cap.scope != CapScope.CLAIM:
            raise CatalogueError(f"{name}: cap “{cap.key}” of some expense kinds must be for each claim")

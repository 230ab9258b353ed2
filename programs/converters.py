"""What addresses may hold beside what Django knows."""

from django.urls import register_converter


class FiscalYear:
    """A fiscal year by its number, as a day can lie in it and a column hold it."""

    regex = "2[0-9]{3}"

    def to_python(self, value: str) -> int:
        """The number of the year."""
        return int(value)

    def to_url(self, value: int) -> str:
        """As it stands in the address."""
        return str(value)


register_converter(FiscalYear, "fiscal_year")

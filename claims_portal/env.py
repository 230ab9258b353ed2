"""The one typed list of everything the environment may set.

A malformed value stops the start, not the first request. `.env.example` and
docs/operations.md are drawn from this list and checked against it
(`manage.py generate_docs`).
"""

import base64
import binascii
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from schwifty import IBAN

ROOT = Path(__file__).resolve().parent.parent

#: What the portal does not start without in production.
REQUIRED_IN_PRODUCTION = (
    "SECRET_KEY",
    "PAYEE_KEYS",
    "ALLOWED_HOSTS",
    "ORIGIN",
    "DATABASE_URL",
    "REDIS_URL",
    "S3_BUCKET",
    "S3_ACCESS_KEY",
    "S3_SECRET_KEY",
    "CLAMD_URL",
    "SMTP_HOST",
    "MAIL_FROM",
)


def listed(text: str) -> list[str]:
    """The parts of a setting that lists several, separated by commas."""
    return [part.strip() for part in text.split(",") if part.strip()]


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == 32
    except (binascii.Error, ValueError):
        return False


class Environment(BaseSettings):
    """Typed settings; a field's description is its documentation."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", extra="ignore", case_sensitive=True)

    SECRET_KEY: SecretStr = Field(
        SecretStr(""), description="Signs sessions and links; at least 50 random characters"
    )
    PAYEE_KEYS: SecretStr = Field(
        SecretStr(""),
        description="Keys of the partners' bank data, separated by commas: the first encrypts, all decrypt",
    )
    ALLOWED_HOSTS: str = Field("", description="Host names the portal answers to, separated by commas")
    ORIGIN: str = Field("http://localhost:8000", description="Scheme and host of every link in a mail")
    VAR_DIR: str = Field("var", description="Folder of the embedded services' data, files, mails and logs")
    PORT: int = Field(8000, ge=1, le=65535, description="Port of the demo's web server")

    DATABASE_URL: str = Field(
        "", description="postgresql://user:password@host:port/name, PostgreSQL 15 or newer"
    )
    DATABASE_CONN_MAX_AGE: int = Field(
        0, ge=0, description="Seconds a web thread keeps its database connection"
    )
    REDIS_URL: str = Field("", description="redis://host:port/0, broker of the workers and cache")

    S3_BUCKET: str = Field(
        "", description="Private, versioned bucket with Object Lock; empty: a folder under var/"
    )
    S3_ENDPOINT_URL: str = Field("", description="Address of an S3 server that is not AWS")
    S3_REGION: str = Field("eu-central-1", description="Region of the bucket")
    S3_ACCESS_KEY: str = Field("", description="Access key of the portal's own S3 user")
    S3_SECRET_KEY: SecretStr = Field(SecretStr(""), description="Its secret")
    SERVE_BY_LINK: bool = Field(
        False,
        description="Lead downloads to the S3 server by links good for 60 seconds, instead of streaming them",
    )

    S3_LOCK_MODE: Literal["GOVERNANCE", "COMPLIANCE", "off"] = Field(
        "GOVERNANCE",
        description="Object Lock of kept files: COMPLIANCE cannot be lifted by anybody; off: a bucket without it",
    )

    SCANNER: Literal["clamd", "off"] = Field(
        "off", description="off: structural checks only; production needs clamd"
    )
    CLAMD_URL: str = Field("", description="tcp://host:3310 or unix:///path of the virus scanner")
    UPLOAD_LIMIT_MB: int = Field(25, ge=1, le=2000, description="Largest file a partner may send, in MB")
    UPLOAD_FILES_PER_CLAIM: int = Field(40, ge=1, description="Most files of one claim")

    SMTP_HOST: str = Field("", description="Mail server; empty: mails are kept under var/mail")
    SMTP_PORT: int = Field(587, ge=1, le=65535, description="Its port")
    SMTP_USER: str = Field("", description="User there, if it asks for one")
    SMTP_PASSWORD: SecretStr = Field(SecretStr(""), description="Password there")
    SMTP_TLS: bool = Field(True, description="STARTTLS on the way to the mail server")
    MAIL_FROM: str = Field("Co-op Claims <claims@localhost>", description="Sender of every mail")

    PAYER_NAME: str = Field("", description="Company whose account payments go from, as its bank knows it")
    PAYER_IBAN: str = Field("", description="IBAN of that account; empty: no files for SEPA transfers")
    PAYER_BIC: str = Field("", description="BIC of that account, where its bank asks for one")
    PAYER_ADDRESS: str = Field(
        "",
        description="Address of that company on invoices we write ourselves, its lines separated by semicolons",
    )
    PAYER_TAX_ID: str = Field("", description="VAT id of that company, on the same invoices")

    SESSION_IDLE_MINUTES: int = Field(
        60, ge=1, description="Minutes without a request after which a person is signed out"
    )
    SESSION_ABSOLUTE_HOURS: int = Field(
        12, ge=1, description="Hours after which a person signs in again in any case"
    )

    HELP_EMAIL: str = Field("claims-help@localhost", description="Address of the help line in the footer")
    LOG_LEVEL: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="Least level that is logged"
    )
    METRICS_TOKEN: SecretStr = Field(
        SecretStr(""),
        description="Whoever reads /metrics sends it as a bearer token; empty: in production there is no /metrics",
    )
    METRICS_FOLDER: str = Field(
        "",
        description="Folder in which the web processes of one machine add up their requests for /metrics",
    )

    @field_validator("PAYEE_KEYS")
    @classmethod
    def _are_keys(cls, value: SecretStr) -> SecretStr:
        for number, key in enumerate(listed(value.get_secret_value()), start=1):
            if not _is_key(key):
                raise ValueError(f"Key {number} is not 32 bytes in URL-safe base64.")
        return value

    @field_validator("PAYER_IBAN")
    @classmethod
    def _is_iban(cls, value: str) -> str:
        if value and not IBAN(value, allow_invalid=True).is_valid:
            raise ValueError("This is no IBAN.")
        return value.replace(" ", "")

    def value(self, name: str) -> str:
        """The plain text of a setting, secrets included."""
        value = getattr(self, name)
        return value.get_secret_value() if isinstance(value, SecretStr) else str(value)

    def missing_in_production(self) -> list[str]:
        """Names of the settings production needs and the environment does not give."""
        return [
            name
            for name in REQUIRED_IN_PRODUCTION
            if name not in self.model_fields_set or not self.value(name)
        ]


ENV = Environment()  # type: ignore[call-arg]

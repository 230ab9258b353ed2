"""DATABASES, CACHES and the broker from an address."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


def postgresql(url: str, conn_max_age: int = 0) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for one PostgreSQL address.

    url: postgresql://user:password@host:port/name; a `host` query parameter
    names the folder of a Unix socket. conn_max_age: seconds a connection is kept.
    Raises ValueError for another scheme.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None) or unquote(parts.hostname or "")
    return {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": host,
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": conn_max_age,
            "CONN_HEALTH_CHECKS": True,
            # A page answers within seconds or says so; it never waits for a lock without end.
            "OPTIONS": {
                "connect_timeout": 5,
                "options": "-c lock_timeout=8s -c statement_timeout=60s",
                **query,
            },
        }
    }


def caches(url: str) -> dict[str, dict[str, Any]]:
    """Django's CACHES for one Redis or Valkey address."""
    return {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": url,
            "OPTIONS": {"socket_timeout": 3, "socket_connect_timeout": 3},
        }
    }


def broker(url: str) -> str:
    """Celery's spelling of a Redis address: a Unix socket is redis+socket:// there, unix:// in redis-py."""
    return "redis+socket://" + url.removeprefix("unix://") if url.startswith("unix://") else url

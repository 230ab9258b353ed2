"""Health check of the web container: asks the server beside it as nginx would."""

import os
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip()
request = urllib.request.Request(  # noqa: S310 - an address of our own
    "http://127.0.0.1:8000/healthz", headers={"Host": host, "X-Forwarded-Proto": "https"}
)
with urllib.request.urlopen(request, timeout=4):
    pass

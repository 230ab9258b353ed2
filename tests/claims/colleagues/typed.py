"""What a browser would send of a page as it is drawn, and what the answer says."""

import re

from django.urls import reverse


def at(name, claim, *more):
    return reverse(name, args=[claim.public_id, *more])


def typed_on(client, url, **changes):
    """What a browser would send of the page as it is drawn now, with some fields typed over."""
    html = client.get(url).content.decode()
    main = html.split("<main")[1].split("</main>")[0]
    found = {}
    for tag in re.findall(r"<input[^>]*>", main):
        attrs = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attrs.get("type") not in ("file", "submit", "checkbox") and "name" in attrs:
            found.setdefault(attrs["name"], attrs.get("value", ""))
    for name, text in re.findall(
        r'<textarea[^>]*name="(\w[\w-]*)"[^>]*>\s*(.*?)</textarea>', main, re.DOTALL
    ):
        found.setdefault(name, text)
    for name, options in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', main, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen.group(1) if chosen else ""
    found.pop("csrfmiddlewaretoken", None)
    return found | changes


def shown(answer):
    return " ".join(answer.content.decode().split())


def again(refused, **changes):
    """The same form as the refused page holds it."""

    class Page:
        def get(self, _url):
            return refused

    return typed_on(Page(), "", **changes)

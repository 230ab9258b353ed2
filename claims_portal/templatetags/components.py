"""The components of the interface as template tags, loaded everywhere as builtins.

Each tag draws the template of its own name under templates/components/. A block tag
(`{% card %}…{% endcard %}`) wraps what stands inside it. Words arrive translated, money and
periods arrive formatted; a tone is one of TONES. /gallery/ shows them all, docs/components.md lists them.
"""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from claims_portal.drawing import error_links, initials, viewer_steps, written

register = template.Library()

# A tone and its shape: the shape says the same as the colour.
TONES = {
    "neutral": "ring",
    "info": "info",
    "progress": "half",
    "attention": "alert",
    "success": "check-circle",
    "danger": "cross-circle",
}
MESSAGE_TONES = {"warning": "attention", "error": "danger", "debug": "neutral"}


def draw(component: str, /, **parameters) -> SafeString:
    """The template of a component, drawn."""
    return render_to_string(f"components/{component}.html", parameters)


def _trimmed(content: SafeString) -> SafeString:
    # What stands inside a block tag was rendered, hence escaped, already; empty lines are no content.
    return SafeString(content.strip())


# Small things


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name, label=""):
    """An icon of static/img/icons.svg; `label` only when no word stands beside it."""
    # A page has dozens: kept, and no template, since it costs more than the rest of a row otherwise.
    words = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="icon" {} focusable="false" viewBox="0 0 20 20"><use href="{}#{}"></use></svg>',
        words,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def badge(label, tone="neutral"):
    """A state: word, shape and colour."""
    return _badge(str(label), tone)


@lru_cache(maxsize=512)
def _badge(label: str, tone: str) -> SafeString:
    # A list has dozens of the same few: kept, like the icons.
    return format_html('<span class="badge-state tone-{}">{}{}</span>', tone, icon(TONES[tone]), label)


@register.simple_tag
def moment(at):
    """An aware datetime in the reader's zone and language: 14 February 2027, 23:59."""
    return written(at, pgettext("date and time", "j F Y, H:i"))


@register.simple_tag
def day(date):
    """A date in the reader's language: 14 February 2027."""
    return written(date, pgettext("date", "j F Y"))


@register.simple_tag
def deadline(text, days_left, instant=None, zone=""):
    """A last moment in words, days left (negative: past), and by script the reader's own time."""
    if days_left < 0:
        left, tone = _("Closed"), "neutral"
    elif days_left == 0:
        left, tone = _("Ends today"), "danger"
    else:
        left = ngettext("%(days)d day left", "%(days)d days left", days_left) % {"days": days_left}
        tone = "attention" if days_left <= 7 else "neutral"
    return draw("deadline", text=text, left=left, tone=tone, instant=instant, zone=zone)


@register.simple_tag
def copyable(text, short="", what=""):
    """Text with a copy button (with scripts); `short` is what is shown, `what` names it for the button."""
    return draw("copyable", text=text, short=short or text, what=what)


# The page's frame


@register.simple_block_tag
def page_heading(content, title, caption=""):
    """The page's h1, a caption above it, and actions beside it as content."""
    return draw("page_heading", title=title, caption=caption, content=_trimmed(content))


@register.simple_block_tag
def breadcrumbs(content):
    """The way up, made of `crumb`s."""
    return draw("breadcrumbs", content=content)


@register.simple_tag
def crumb(label, url):
    """One page above this one."""
    return format_html('<li><a href="{}">{}</a></li>', url, label)


@register.simple_tag
def back_link(label, url):
    """One way back, where there is no deeper path."""
    return draw("back_link", label=label, url=url)


@register.simple_tag
def error_summary(*forms):
    """What has to be put right in these forms or formsets, each linked to its field; nothing when all is well."""
    errors = [link for form in forms if form for link in error_links(form)]
    return draw("error_summary", errors=errors) if errors else ""


@register.simple_block_tag
def notice(content, tone="info", title=""):
    """A message above or within the page. Tones as for badges, or a Django message's level tag."""
    tone = MESSAGE_TONES.get(tone, tone) or "info"
    return draw("notice", tone=tone, shape=TONES[tone], title=title, content=content)


@register.simple_block_tag
def confirmation(content, title, number=""):
    """The great moment: it is submitted. `number` is the claim's number."""
    return draw("confirmation", title=title, number=number, content=content)


@register.simple_block_tag
def empty_state(content, title, icon="file"):
    """Nothing here yet: why, and as content the next step."""
    return draw("empty_state", title=title, icon=icon, content=content)


@register.simple_block_tag
def disclosure(content, summary, opened=False):
    """More, for those who want it."""
    return draw("disclosure", summary=summary, opened=opened, content=content)


@register.simple_block_tag
def card(content, title="", url="", link_label="", level=2):
    """A titled panel; `url` and `link_label` put one link beside the title."""
    return draw("card", title=title, url=url, link_label=link_label, level=level, content=content)


# Facts


@register.simple_block_tag
def summary_card(content, title, change_url="", level=2):
    """A card of `summary_row`s; the change link stands beside the title when there is one for all."""
    return draw("summary_card", title=title, change_url=change_url, level=level, content=content)


@register.simple_block_tag
def summary_row(content, label, change_url="", numeric=False):
    """One fact: label, value as content, and where it can be changed. Also in <dl class="summary-list">."""
    return draw("summary_row", label=label, change_url=change_url, numeric=numeric, content=_trimmed(content))


@register.simple_tag
def stat(label, value, note="", url="", tone=""):
    """One number that matters, linked to what it counts."""
    return draw("stat", label=label, value=value, note=note, url=url, tone=tone, shape=TONES.get(tone))


@register.simple_tag
def steps(items, label=""):
    """Where something stands. Each item: label, state (done, current, next), and if wanted note."""
    return draw("steps", items=items, label=label)


# Rows


@register.simple_tag
def task_row(title, status, tone="neutral", url="", hint=""):
    """One task in <ul class="task-list">; without a url it cannot be opened yet."""
    return draw("task_row", title=title, status=status, tone=tone, url=url, hint=hint)


@register.simple_block_tag
def file_row(content, name, state, tone="neutral", note="", **facts):
    """One file with its receipt in <ul class="file-list">; content: actions. `note`: why refused.

    facts, all optional: url, size (bytes), sha256, at, who, number (of the receipt), original (the name it came
    with, where people call it something else), remark (what they noted), key (unique on the page, so that focus
    and an open receipt outlive a refresh), refresh (where the row is asked for again while its state is not final).
    """
    return draw("file_row", name=name, state=state, tone=tone, note=note, content=_trimmed(content), **facts)


@register.simple_block_tag
def timeline_entry(content, title, at, who="", tone="neutral"):
    """One event in <ol class="timeline">; content: what else is to be said."""
    return draw(
        "timeline_entry", title=title, at=at, who=who, tone=tone, shape=TONES[tone], content=_trimmed(content)
    )


@register.simple_block_tag
def message(content, author, at, role="", mine=False):
    """One message in <ol class="messages">; `mine` is the reader's own."""
    return draw("message", author=author, at=at, role=role, mine=mine, content=content)


@register.simple_tag
def person_button(name, role, value, organisation="", note="", field="person", url=""):
    """Sign in as this person: a submit button in <form class="person-grid" method="post">.

    `url`: where this button posts to, if each person has an address of their own.
    """
    return draw(
        "person_button",
        name=name,
        role=role,
        value=value,
        organisation=organisation,
        note=note,
        field=field,
        url=url,
        initials=initials(name),
    )


# Lists and work


@register.simple_block_tag
def table_box(content, label):
    """A table that may be wider than a phone: it scrolls in its own box, named for those who cannot see it."""
    return draw("table_box", label=label, content=content)


@register.simple_tag
def pager(newer_url="", older_url="", note="", by_name=False):
    """Keyset pages: newer and older; by_name: of a list in another order, previous and next."""
    return draw("pager", newer_url=newer_url, older_url=older_url, note=note, by_name=by_name)


@register.simple_tag
def filter_bar(form, clear_url="", active=0):
    """A GET form's fields in a row; folded on a phone. `active` counts the filters in use."""
    return draw("filter_bar", form=form, clear_url=clear_url, active=active)


@register.simple_block_tag
def document_viewer(content, name, pages=(), page=1, zoom=100, query="", sign="file", **rest):
    """A document to read beside its figures. Each page: number, image_url, text, width, height.

    content: what is known of it; page, zoom: where the reader stands, `query` begins the addresses that move them;
    rest, all optional: url (download), note (what is not shown), why_url (where a reason is given first),
    facts (label and value, for files without pages), text (of such a file).
    """
    steps = viewer_steps(page, len(pages), zoom)
    given = {"name": name, "pages": pages, "page": page, "query": query, "sign": sign}
    return draw("document_viewer", content=_trimmed(content), **given, **steps, **rest)

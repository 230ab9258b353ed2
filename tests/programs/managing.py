"""Forms of the managers' pages, sent back as a browser does."""


def drawn(client, address):
    """What the form of a page holds, as a browser would send it back unchanged."""
    form = client.get(address).context["form"]
    data = {}
    for bound in form:
        value = bound.field.widget.format_value(bound.field.prepare_value(bound.value()))
        if getattr(bound.field.widget, "input_type", "") == "checkbox":
            if bound.value():
                data[bound.html_name] = "on"
        else:
            data[bound.html_name] = (value[0] if isinstance(value, list) else value) or ""
    return data

"""What the log says of its origin."""

from lifecycle import tracing


def test_facts_hold_within_and_no_longer():
    assert tracing.facts() == {}
    with tracing.about(request="a"):
        with tracing.about(job=7):
            tracing.note(view="home")
            assert tracing.facts() == {"request": "a", "job": 7, "view": "home"}
        assert tracing.facts() == {"request": "a"}
    tracing.note(view="nowhere")
    assert tracing.facts() == {}

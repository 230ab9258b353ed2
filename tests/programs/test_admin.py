"""The admin site: what is published or granted can be looked at, not changed."""

from datetime import date

import pytest
from django.contrib.admin.sites import site
from django.test import RequestFactory

from accounts.models import User
from programs.admin import UsagePeriodForm
from programs.models import Extension, Program, UsagePeriod
from tests.factories.programs import ActivityTypeVersionFactory, UsagePeriodFactory, published

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of_root():
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("root@example.com", name="Root")
    return request


@pytest.mark.parametrize(
    "make", [ActivityTypeVersionFactory, lambda: published(ActivityTypeVersionFactory())]
)
def test_the_catalogue_is_for_reading_here(request_of_root, make):
    version = make()
    for row in (version, version.activity_type):
        admin = site.get_model_admin(type(row))
        assert admin.has_view_permission(request_of_root, row)
        assert not admin.has_add_permission(request_of_root)
        assert not admin.has_change_permission(request_of_root, row)
        assert not admin.has_delete_permission(request_of_root, row)


def test_a_new_period_gets_its_deadline_computed(program):
    form = UsagePeriodForm(
        {
            "program": program.pk,
            "code": "own",
            "earning_first_day": "2026-01-01",
            "earning_last_day": "2026-06-30",
            "first_day": "2026-07-01",
            "last_day": "2026-12-31",
            "submission_opens_on": "2026-07-01",
            "deadline_day": "2027-02-14",
        }
    )
    assert form.is_valid(), form.errors
    assert form.save().deadline == UsagePeriodFactory.build(program=program).deadline


def test_a_period_due_too_late_is_refused_at_the_field(program):
    data = {
        "program": program.pk,
        "code": "own",
        "earning_first_day": "2026-01-01",
        "earning_last_day": "2026-06-30",
        "first_day": "2026-07-01",
        "last_day": "2026-12-31",
        "submission_opens_on": "2026-07-01",
        "deadline_day": "2027-02-15",
    }
    assert "deadline_day" in UsagePeriodForm(data).errors


def test_an_extension_goes_through_the_one_door(request_of_root, program, paula):
    period = UsagePeriodFactory(program=program)
    admin = site.get_model_admin(Extension)
    form = admin.get_form(request_of_root)(
        {"period": period.pk, "last_day": "2027-02-19", "reason": "Strike"}
    )
    assert form.is_valid(), form.errors
    request_of_root.user = paula
    admin.save_model(request_of_root, form.save(commit=False), form, change=False)
    assert Extension.objects.get().granted_by == paula
    assert not admin.has_change_permission(request_of_root, Extension.objects.get())


def test_programs_come_with_the_data(request_of_root, program):
    admin = site.get_model_admin(Program)
    assert not admin.has_add_permission(request_of_root)
    assert not admin.has_delete_permission(request_of_root, program)


def test_the_days_of_a_period_are_not_edited(request_of_root, program):
    period = UsagePeriodFactory(program=program, deadline_day=date(2027, 2, 1))
    assert not site.get_model_admin(UsagePeriod).has_change_permission(request_of_root, period)

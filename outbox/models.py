from django.db import models
from django.utils.translation import gettext_lazy as _

from outbox.querysets import JobQuerySet


class Job(models.Model):
    """One piece of background work, kept until it is done."""

    task = models.CharField(_("task"), max_length=100)
    ids = models.JSONField(_("ids"), default=dict)
    key = models.CharField(_("unique key"), max_length=200, null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    due_at = models.DateTimeField(_("due"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    #: Begun so often; where the worker or the database died meanwhile, that says nothing about the job.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    #: Of these, so often it failed by itself.
    failures = models.PositiveSmallIntegerField(_("failed tries"), default=0, db_default=0)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    set_aside_at = models.DateTimeField(_("set aside"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="outbox_job_key_once"),
            models.CheckConstraint(
                condition=models.Q(done_at=None) | models.Q(set_aside_at=None),
                name="outbox_job_done_or_set_aside",
                violation_error_message=_("A job is done or set aside, not both."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_job_open",
                condition=models.Q(done_at=None, set_aside_at=None),
            ),
            # Probes count them every few seconds, among all jobs that ever were.
            models.Index(
                fields=["set_aside_at"],
                name="outbox_job_set_aside",
                condition=models.Q(set_aside_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.ids}"


class Tick(models.Model):
    """When one part of the clock's work last ran to its end, and why it did not, where it did not."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        verbose_name = _("tick")
        verbose_name_plural = _("ticks")

    def __str__(self) -> str:
        return self.name

from django.db import migrations, models

INDEX = """
CREATE UNIQUE INDEX CONCURRENTLY programs_version_one_draft
ON programs_activitytypeversion (activity_type_id, fiscal_year) WHERE published_at IS NULL
"""


class Migration(migrations.Migration):
    # Concurrently, so that nobody waits while the index is made.
    atomic = False

    dependencies = [("programs", "0008_running_a_year")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(INDEX, "DROP INDEX CONCURRENTLY programs_version_one_draft")
            ],
            state_operations=[
                migrations.AddConstraint(
                    model_name="activitytypeversion",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("published_at", None)),
                        fields=("activity_type", "fiscal_year"),
                        name="programs_version_one_draft",
                        violation_error_message="This activity already has a draft for this fiscal year.",
                    ),
                )
            ],
        )
    ]

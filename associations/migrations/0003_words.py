from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models

PARTED = [
    models.Func(column, models.Value("-._/@&+'"), models.Value(" " * 8), function="translate")
    for column in ("number", "customer_name", "domain")
]


class Migration(migrations.Migration):
    dependencies = [("associations", "0002_number")]

    operations = [
        migrations.AddField(
            model_name="association",
            name="words",
            field=models.GeneratedField(
                expression=SearchVector(*PARTED, config="simple"),
                output_field=SearchVectorField(),
                db_persist=True,
                verbose_name="words",
            ),
        )
    ]

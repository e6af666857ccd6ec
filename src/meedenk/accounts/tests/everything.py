"""All there is in the database, to see whether a page changed something."""

from django.apps import apps

OF_THE_VISIT = {"sessions.Session", "usersessions.UserSession"}


def everything() -> str:
    """Every row of every table but those of the visit itself."""
    tables = []
    for model in apps.get_models():
        if model._meta.label not in OF_THE_VISIT:
            rows = sorted(map(repr, model._base_manager.values_list()))
            tables.append(f"{model._meta.label}: {rows}")
    return "\n".join(tables)

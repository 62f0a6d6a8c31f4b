"""The steps from no table at all to today's: Alembic reads them in the order of their `down_revision`."""

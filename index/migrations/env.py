"""Alembic's entry: runs revisions in the transaction that index/upgrade.py opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()

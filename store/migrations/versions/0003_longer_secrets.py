"""Longer secrets: those that another side makes and hands to us

Revision: 0003, after 0002, made 2026-11-27 00:25:00.
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.alter_column('plain', existing_type=sa.String(length=12), type_=sa.String(length=200), existing_nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM site_key WHERE kind = 'coral'")
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.alter_column('plain', existing_type=sa.String(length=200), type_=sa.String(length=12), existing_nullable=True)

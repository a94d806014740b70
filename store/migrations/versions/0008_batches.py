"""What was read before many comments were decided at once, and what a sample promised

Revision: 0008, after 0007, made 2026-11-27 04:40:00.
"""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('batch',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('moderator_id', sa.String(length=36), nullable=False),
    sa.Column('read', sa.Integer(), nullable=False),
    sa.Column('hard', sa.Integer(), nullable=False),
    sa.Column('promise', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_batch_moderator_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_batch'))
    )
    op.create_index('ix_batch_moderator_id_created_at', 'batch', ['moderator_id', 'created_at'])


def downgrade() -> None:
    op.drop_table('batch')

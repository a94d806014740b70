"""Leases and the undo window: who is looking, and until when the outside is not told

Revision: 0005, after 0004, made 2026-11-27 00:25:00.
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

HELD = sa.text('held_until IS NOT NULL')


def upgrade() -> None:
    op.create_table('lease',
    sa.Column('comment_id', sa.String(length=36), nullable=False),
    sa.Column('moderator_id', sa.String(length=36), nullable=True),
    sa.Column('token', sa.Integer(), nullable=False),
    sa.Column('until', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_lease_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_lease_moderator_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_lease'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('public_from', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('held_until', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f('ix_decision_site_id_held_until'), ['site_id', 'held_until'], unique=False, sqlite_where=HELD, postgresql_where=HELD)


def downgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_site_id_held_until'))
        batch_op.drop_column('held_until')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_column('public_from')
    op.drop_table('lease')

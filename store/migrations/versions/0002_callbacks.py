"""Callbacks: telling a client of a protocol that its comment was judged anew

Revision: 0002, after 0001, made 2026-11-24 13:25:00.
"""

import sqlalchemy as sa
from alembic import op

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('callback',
    sa.Column('comment_id', sa.String(length=36), nullable=False),
    sa.Column('key_id', sa.String(length=36), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('told', sa.String(length=8), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_callback_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['key_id'], ['site_key.id'], name=op.f('fk_callback_key_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('comment_id', name=op.f('pk_callback'))
    )
    with op.batch_alter_table('callback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_callback_key_id'), ['key_id'], unique=False)
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.add_column(sa.Column('plain', sa.String(length=12), nullable=True))
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('kind', sa.String(length=16), nullable=False, server_default='site'))
        batch_op.drop_constraint(batch_op.f('uq_delivery_decision_id'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_delivery_decision_id_kind'), ['decision_id', 'kind'])


def downgrade() -> None:
    op.execute("DELETE FROM delivery WHERE kind <> 'site'")
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_delivery_decision_id_kind'), type_='unique')
        batch_op.create_unique_constraint(batch_op.f('uq_delivery_decision_id'), ['decision_id'])
        batch_op.drop_column('kind')
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.drop_column('plain')
    op.drop_table('callback')

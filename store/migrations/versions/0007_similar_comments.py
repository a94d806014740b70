"""Similar comments: signatures to find them by, and decisions made together

Revision: 0007, after 0006, made 2026-11-27 00:30:00.
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

COLUMNS = [*(f'band_{number}' for number in range(8)), *(f'contact_{number}' for number in range(2))]


def upgrade() -> None:
    op.create_table('signature',
    sa.Column('number', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('comment_id', sa.String(length=36), nullable=False),
    sa.Column('words', sa.LargeBinary(), nullable=False),
    *(sa.Column(name, sa.BigInteger(), nullable=True) for name in COLUMNS),
    sa.Column('flagged', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_signature_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('number', name=op.f('pk_signature')),
    sa.UniqueConstraint('comment_id', name=op.f('uq_signature_comment_id'))
    )
    with op.batch_alter_table('signature', schema=None) as batch_op:
        for name in COLUMNS:
            batch_op.create_index(batch_op.f(f'ix_signature_{name}_number'), [name, 'number'], unique=False)
            batch_op.create_index(f'ix_signature_{name}_flagged', [name], unique=False,
                sqlite_where=sa.text('flagged = 1'), postgresql_where=sa.text('flagged'))
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.add_column(sa.Column('batch', sa.String(length=36), nullable=True))
        batch_op.create_index(batch_op.f('ix_decision_batch'), ['batch'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_batch'))
        batch_op.drop_column('batch')
    op.drop_table('signature')

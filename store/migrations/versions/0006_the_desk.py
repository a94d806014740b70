"""The desk: indexes for the moderators' lists, and what each moderator prefers

Revision: 0006, after 0005, made 2026-11-27 00:30:00.
"""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

WAITING = "status = 'flagged' AND deleted_at IS NULL"


def where(condition: str) -> dict[str, sa.TextClause]:
    return {'sqlite_where': sa.text(condition), 'postgresql_where': sa.text(condition)}


def upgrade() -> None:
    # No index is altered in place and no table copied: a million comments take seconds.
    op.execute("UPDATE comment SET harm = 0 WHERE harm IS NULL")
    op.execute("UPDATE comment SET doubt = 0 WHERE doubt IS NULL")
    op.drop_index('ix_comment_site_id_author_email_status', 'comment')
    op.create_index('ix_comment_site_id_author_email_status_id', 'comment', ['site_id', 'author_email', 'status', 'id'])
    op.create_index('ix_comment_site_id_author_id_status_id', 'comment', ['site_id', 'author_id', 'status', 'id'], **where("author_id IS NOT NULL"))
    for column in ('harm', 'doubt', 'main_reason'):
        op.create_index(f'ix_comment_site_id_{column}_id', 'comment', ['site_id', column, 'id'], **where(WAITING))
    op.create_table('preference',
    sa.Column('moderator_id', sa.String(length=36), nullable=False),
    sa.Column('view', sa.String(length=16), nullable=False),
    sa.Column('veil', sa.Boolean(), nullable=False),
    sa.Column('keys', sa.Boolean(), nullable=False),
    sa.Column('pauses', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_preference_moderator_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('moderator_id', name=op.f('pk_preference'))
    )


def downgrade() -> None:
    op.drop_table('preference')
    for column in ('main_reason', 'doubt', 'harm'):
        op.drop_index(f'ix_comment_site_id_{column}_id', 'comment')
    op.drop_index('ix_comment_site_id_author_id_status_id', 'comment')
    op.drop_index('ix_comment_site_id_author_email_status_id', 'comment')
    op.create_index('ix_comment_site_id_author_email_status', 'comment', ['site_id', 'author_email', 'status'])

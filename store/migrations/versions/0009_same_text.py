"""The same text is found in its order: newest first, at once

Revision: 0009, after 0008, made 2026-11-27 13:10:00.
"""

from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_comment_site_id_text_hash_id', 'comment', ['site_id', 'text_hash', 'id'])
    op.drop_index('ix_comment_site_id_text_hash', 'comment')


def downgrade() -> None:
    op.create_index('ix_comment_site_id_text_hash', 'comment', ['site_id', 'text_hash'])
    op.drop_index('ix_comment_site_id_text_hash_id', 'comment')

"""The first tables

Revision: 0001, after None, made 2026-11-24 12:55:44.773582.
"""

import sqlalchemy as sa
from alembic import op

from store.base import UtcDateTime


revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('counter',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_counter'))
    )
    op.create_table('heartbeat',
    sa.Column('name', sa.String(length=64), nullable=False),
    sa.Column('at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_heartbeat'))
    )
    op.create_table('moderator',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('email', sa.String(length=320), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('password_hash', sa.String(length=255), nullable=False),
    sa.Column('role', sa.String(length=16), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderator')),
    sa.UniqueConstraint('email', name=op.f('uq_moderator_email'))
    )
    op.create_table('site',
    sa.Column('id', sa.String(length=64), nullable=False),
    sa.Column('name', sa.String(length=200), nullable=False),
    sa.Column('url', sa.String(length=2000), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=False),
    sa.Column('policy', sa.JSON(), nullable=False),
    sa.Column('webhook_url', sa.String(length=2000), nullable=False),
    sa.Column('webhook_secret', sa.String(length=200), nullable=False),
    sa.Column('last_seq', sa.Integer(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site'))
    )
    op.create_table('comment',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.Column('status', sa.String(length=16), nullable=False),
    sa.Column('thread', sa.String(length=2000), nullable=False),
    sa.Column('parent', sa.String(length=200), nullable=True),
    sa.Column('external_id', sa.String(length=200), nullable=True),
    sa.Column('idempotency_key', sa.String(length=200), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sent_hash', sa.String(length=64), nullable=False),
    sa.Column('text_hash', sa.String(length=64), nullable=False),
    sa.Column('author_name', sa.String(length=250), nullable=True),
    sa.Column('author_email', sa.String(length=320), nullable=True),
    sa.Column('author_url', sa.String(length=2000), nullable=True),
    sa.Column('author_id', sa.String(length=200), nullable=True),
    sa.Column('ip', sa.String(length=45), nullable=True),
    sa.Column('language', sa.String(length=35), nullable=True),
    sa.Column('context', sa.JSON(), nullable=False),
    sa.Column('posted_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('queue', sa.String(length=16), nullable=False),
    sa.Column('queued_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sa.String(length=64), nullable=True),
    sa.Column('claimed_until', UtcDateTime(timezone=True), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=True),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('main_reason', sa.String(length=64), nullable=True),
    sa.Column('harm', sa.Double(), nullable=True),
    sa.Column('doubt', sa.Double(), nullable=True),
    sa.Column('detected_language', sa.String(length=35), nullable=True),
    sa.Column('model', sa.String(length=64), nullable=True),
    sa.Column('policy', sa.String(length=64), nullable=True),
    sa.Column('decided_by', sa.String(length=64), nullable=True),
    sa.Column('decided_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('deleted_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_comment_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment')),
    sa.UniqueConstraint('site_id', 'external_id', name=op.f('uq_comment_site_id_external_id')),
    sa.UniqueConstraint('site_id', 'idempotency_key', name=op.f('uq_comment_site_id_idempotency_key'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_site_id_author_email_status'), ['site_id', 'author_email', 'status'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_site_id_status_id'), ['site_id', 'status', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_site_id_text_hash'), ['site_id', 'text_hash'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_site_id_thread_status_id'), ['site_id', 'thread', 'status', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_comment_status_created_at'), ['status', 'created_at'], unique=False)

    op.create_table('login_session',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('moderator_id', sa.String(length=36), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('expires_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_login_session_moderator_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sha256', name=op.f('pk_login_session'))
    )
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_login_session_expires_at'), ['expires_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_login_session_moderator_id'), ['moderator_id'], unique=False)

    op.create_table('moderator_site',
    sa.Column('moderator_id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_moderator_site_moderator_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_moderator_site_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('moderator_id', 'site_id', name=op.f('pk_moderator_site'))
    )
    op.create_table('moderator_token',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('moderator_id', sa.String(length=36), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_moderator_token_moderator_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_moderator_token')),
    sa.UniqueConstraint('sha256', name=op.f('uq_moderator_token_sha256'))
    )
    with op.batch_alter_table('moderator_token', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_moderator_token_moderator_id'), ['moderator_id'], unique=False)

    op.create_table('site_key',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False),
    sa.Column('prefix', sa.String(length=16), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', UtcDateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_site_key_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_key')),
    sa.UniqueConstraint('sha256', name=op.f('uq_site_key_sha256'))
    )
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_site_key_site_id'), ['site_id'], unique=False)

    op.create_table('decision',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('comment_id', sa.String(length=36), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('action', sa.String(length=16), nullable=False),
    sa.Column('actor', sa.String(length=16), nullable=False),
    sa.Column('moderator_id', sa.String(length=36), nullable=True),
    sa.Column('from_status', sa.String(length=16), nullable=False),
    sa.Column('to_status', sa.String(length=16), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('model', sa.String(length=64), nullable=True),
    sa.Column('policy', sa.String(length=64), nullable=True),
    sa.Column('undoes', sa.String(length=36), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_decision_comment_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['moderator_id'], ['moderator.id'], name=op.f('fk_decision_moderator_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_decision_site_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['undoes'], ['decision.id'], name=op.f('fk_decision_undoes'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_decision')),
    sa.UniqueConstraint('site_id', 'seq', name=op.f('uq_decision_site_id_seq')),
    sa.UniqueConstraint('undoes', name=op.f('uq_decision_undoes'))
    )
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_decision_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_decision_moderator_id_created_at'), ['moderator_id', 'created_at'], unique=False)

    op.create_table('feedback',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.Column('comment_id', sa.String(length=36), nullable=True),
    sa.Column('source', sa.String(length=16), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('language', sa.String(length=35), nullable=True),
    sa.Column('labels', sa.JSON(), nullable=False),
    sa.Column('context', sa.JSON(), nullable=False),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_feedback_comment_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_feedback_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback'))
    )
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_comment_id'), ['comment_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_feedback_site_id_created_at'), ['site_id', 'created_at'], unique=False)

    op.create_table('report',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('comment_id', sa.String(length=36), nullable=False),
    sa.Column('reporter', sa.String(length=64), nullable=False),
    sa.Column('reason', sa.String(length=64), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_report_comment_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report')),
    sa.UniqueConstraint('comment_id', 'reporter', name=op.f('uq_report_comment_id_reporter'))
    )
    op.create_table('delivery',
    sa.Column('id', sa.String(length=36), nullable=False),
    sa.Column('site_id', sa.String(length=64), nullable=False),
    sa.Column('decision_id', sa.String(length=36), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('delivered_at', UtcDateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.String(length=200), nullable=True),
    sa.Column('created_at', UtcDateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['decision_id'], ['decision.id'], name=op.f('fk_delivery_decision_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['site_id'], ['site.id'], name=op.f('fk_delivery_site_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_delivery')),
    sa.UniqueConstraint('decision_id', name=op.f('uq_delivery_decision_id'))
    )
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_delivery_next_try_at'), ['next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_site_id'), ['site_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_delivery_site_id'))
        batch_op.drop_index(batch_op.f('ix_delivery_next_try_at'))

    op.drop_table('delivery')
    op.drop_table('report')
    with op.batch_alter_table('feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_site_id_created_at'))
        batch_op.drop_index(batch_op.f('ix_feedback_comment_id'))

    op.drop_table('feedback')
    with op.batch_alter_table('decision', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_decision_moderator_id_created_at'))
        batch_op.drop_index(batch_op.f('ix_decision_comment_id'))

    op.drop_table('decision')
    with op.batch_alter_table('site_key', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_site_key_site_id'))

    op.drop_table('site_key')
    with op.batch_alter_table('moderator_token', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_moderator_token_moderator_id'))

    op.drop_table('moderator_token')
    op.drop_table('moderator_site')
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_login_session_moderator_id'))
        batch_op.drop_index(batch_op.f('ix_login_session_expires_at'))

    op.drop_table('login_session')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_comment_status_created_at'))
        batch_op.drop_index(batch_op.f('ix_comment_site_id_thread_status_id'))
        batch_op.drop_index(batch_op.f('ix_comment_site_id_text_hash'))
        batch_op.drop_index(batch_op.f('ix_comment_site_id_status_id'))
        batch_op.drop_index(batch_op.f('ix_comment_site_id_author_email_status'))

    op.drop_table('comment')
    op.drop_table('site')
    op.drop_table('moderator')
    op.drop_table('heartbeat')
    op.drop_table('counter')

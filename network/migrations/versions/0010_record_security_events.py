"""Record security events, which nobody changes and nobody deletes within a year."""

import sqlalchemy as sa
from alembic import op

from network.migrations.append_only import keep_as_they_are, let_go
from network.models.base import Moment

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('security_event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', Moment(), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('by', sa.String(length=80), nullable=True),
    sa.Column('about', sa.String(length=80), nullable=True),
    sa.Column('detail', sa.String(length=120), nullable=False),
    sa.Column('reference', sa.String(length=40), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_security_event'))
    )
    op.create_index(op.f('ix_security_event_at'), 'security_event', ['at'], unique=False)
    op.create_index(op.f('ix_security_event_about'), 'security_event', ['about'], unique=False)
    keep_as_they_are(op.get_bind())


def downgrade() -> None:
    """Take the change back; what was recorded is lost."""
    op.drop_table('security_event')
    let_go(op.get_bind())

"""Remember, without a name, what was erased for good."""

import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table('tombstone',
    sa.Column('record_hash', sa.String(length=64), nullable=False),
    sa.Column('key_mark', sa.String(length=16), nullable=False),
    sa.PrimaryKeyConstraint('record_hash', name=op.f('pk_tombstone'))
    )


def downgrade() -> None:
    """Take the change back."""
    op.drop_table('tombstone')

"""Keep what a dry run found beside its file."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        'upload_outcome',
        sa.Column('upload_id', sa.Integer(), nullable=False),
        sa.Column('language', sa.String(length=8), nullable=False),
        sa.Column('guessing', sa.Boolean(), nullable=False),
        sa.Column('stamp', sa.String(length=64), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ['upload_id'], ['upload.id'], name=op.f('fk_upload_outcome_upload_id'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('upload_id', 'language', 'guessing', name=op.f('pk_upload_outcome')),
    )


def downgrade() -> None:
    """Take the change back: the outcomes are made anew when they are asked for."""
    op.drop_table('upload_outcome')

"""Index what reach adds up, in the order in which it does so."""

from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

SUMMED = (
    'city_id', 'first_year', 'kind', 'last_year', 'status', 'counted_participants',
    'participants', 'women', 'men', 'part_of_id',
)  # fmt: skip


def upgrade() -> None:
    """Apply the change."""
    op.create_index('ix_activity_summed', 'activity', list(SUMMED))
    op.drop_index('ix_activity_city_id', 'activity')
    op.create_index('ix_activity_years', 'activity', ['first_year', 'last_year'])
    op.drop_index('ix_activity_first_year', 'activity')
    op.create_index('ix_activity_organization_activities', 'activity_organization', ['organization_id', 'activity_id', 'role'])
    op.drop_index('ix_activity_organization_organization_id', 'activity_organization')


def downgrade() -> None:
    """Take the change back."""
    op.create_index('ix_activity_organization_organization_id', 'activity_organization', ['organization_id'])
    op.drop_index('ix_activity_organization_activities', 'activity_organization')
    op.create_index('ix_activity_first_year', 'activity', ['first_year'])
    op.drop_index('ix_activity_years', 'activity')
    op.create_index('ix_activity_city_id', 'activity', ['city_id'])
    op.drop_index('ix_activity_summed', 'activity')

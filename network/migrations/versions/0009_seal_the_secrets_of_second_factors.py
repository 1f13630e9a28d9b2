"""Seal the secrets of second factors, and remember which key of the site the database goes with."""

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

from network.sealing import WrongKeyError, seal, unseal
from network.tokens import key_for

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

ACCOUNT = sa.table('account', sa.column('id'), sa.column('totp_secret'))
PLAIN, SEALED = sa.String(length=64), sa.String(length=120)
PURPOSE = 'second factors'


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table('account') as batch_op:
        batch_op.alter_column('totp_secret', existing_type=PLAIN, type_=SEALED, existing_nullable=True)
    _rewrite(seal)
    op.create_table('site_key_mark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mark', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_site_key_mark'))
    )


def downgrade() -> None:
    """Take the change back; without the key that the secrets were sealed with, it is refused."""
    op.drop_table('site_key_mark')
    _rewrite(unseal)
    with op.batch_alter_table('account') as batch_op:
        batch_op.alter_column('totp_secret', existing_type=SEALED, type_=PLAIN, existing_nullable=True)


def _rewrite(turned) -> None:
    """Exchange every secret for what `turned` makes of it with the site's key."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(ACCOUNT).where(ACCOUNT.c.totp_secret.is_not(None))).all()
    site_key = op.get_context().config.attributes['site_key']
    if rows and site_key is None:
        raise CommandError('there are second factors, and the key of the site is not known')
    for row in rows:
        try:
            secret = turned(key_for(PURPOSE, site_key), row.totp_secret, f'account {row.id}')
        except WrongKeyError:
            raise CommandError('the key of the site is not the one that the second factors were sealed with') from None
        connection.execute(ACCOUNT.update().where(ACCOUNT.c.id == row.id).values(totp_secret=secret))

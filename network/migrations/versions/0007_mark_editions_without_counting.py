"""Give each edition a random mark, so that nothing public counts publications."""

import hashlib
import json
import secrets

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

MARK = sa.String(length=20)
EDITION = sa.table('edition', sa.column('id'), sa.column('number'), sa.column('mark'))
REPORT = sa.table('report', sa.column('id'), sa.column('edition'), sa.column('mark'), sa.column('checksum'), sa.column('figures', sa.JSON()))


def upgrade() -> None:
    """Apply the change."""
    connection = op.get_bind()
    marks = {}
    with op.batch_alter_table('edition') as batch_op:
        batch_op.add_column(sa.Column('mark', MARK, nullable=True))
    for row in connection.execute(sa.select(EDITION)).all():
        marks[row.number] = secrets.token_hex(10)
        connection.execute(EDITION.update().where(EDITION.c.id == row.id).values(mark=marks[row.number]))
    with op.batch_alter_table('edition') as batch_op:
        batch_op.alter_column('mark', existing_type=MARK, nullable=False)
    with op.batch_alter_table('report') as batch_op:
        batch_op.add_column(sa.Column('mark', MARK, nullable=True))
    for row in connection.execute(sa.select(REPORT)).all():
        mark = marks.setdefault(row.edition, secrets.token_hex(10))
        figures = {**row.figures, 'edition': mark}
        # What did not match its sum must not match it afterwards.
        checksum = _checksum(figures) if _checksum(row.figures) == row.checksum else row.checksum
        connection.execute(REPORT.update().where(REPORT.c.id == row.id).values(mark=mark, figures=figures, checksum=checksum))
    with op.batch_alter_table('report') as batch_op:
        batch_op.drop_column('edition')
    with op.batch_alter_table('report') as batch_op:
        batch_op.alter_column('mark', existing_type=MARK, nullable=False, new_column_name='edition')


def downgrade() -> None:
    """Take the change back; which number a report's edition had is not known any more."""
    with op.batch_alter_table('report') as batch_op:
        batch_op.drop_column('edition')
    with op.batch_alter_table('report') as batch_op:
        batch_op.add_column(sa.Column('edition', sa.Integer(), server_default='0', nullable=False))
    with op.batch_alter_table('report') as batch_op:
        batch_op.alter_column('edition', existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table('edition') as batch_op:
        batch_op.drop_column('mark')


def _checksum(figures: dict) -> str:
    text = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(',', ':'))
    return hashlib.sha256(text.encode()).hexdigest()

"""Units, whose folder is whose, and users with what they may see."""

import hashlib
import hmac
import os
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, and_, select, update

from dossier.base import Record
from dossier.errors import UsageError
from index.database import Database, insert_one, now, upsert
from index.outbox import queue
from index.schema import holdings, shelf, units, users
from index.trail import record

ROLES: Mapping[str, str] = {
    "admin": "看全部单位，管理用户",
    "personal": "查看并检索未遮盖的个人信息",
}
_COST = {"n": 2**14, "r": 8, "p": 1}  # scrypt: 16 MB and about 50 ms a try


class User(Record):
    """Someone who signs in. `units`: whose dossiers they see; `roles`: of ROLES."""

    name: str
    units: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    active: bool = True


def _secret(password: str, salt: bytes) -> bytes:
    return salt + hashlib.scrypt(password.encode(), salt=salt, **_COST)


def _user(row: Row[tuple[object, ...]]) -> User:
    fields = {name: getattr(row, name) for name in ("name", "units", "roles")}
    return User.model_validate(fields | {"active": bool(row.active)})


class People(Database):
    """The part of the store that knows offices and persons."""

    def add_unit(self, name: str, *, parent: str | None = None) -> None:
        """Registers a unit, or moves it below another. Raises UsageError for an unknown parent."""
        with self.write() as connection:
            known = set(connection.scalars(select(units.c.name)))
            if parent is not None and (parent not in known or parent == name):
                raise UsageError(f"没有单位“{parent}”，请先添加它")
            upsert(connection, units, [{"name": name, "parent": parent}])
            record(connection, self.actor, "unit", name, parent=parent)

    def units(self) -> dict[str, str | None]:
        """Units by name, with the unit above."""
        with self.read() as connection:
            return {row.name: row.parent for row in connection.execute(select(units).order_by(units.c.name))}

    def assign(self, root: str, unit: str) -> None:
        """Says whose folder that is; its papers' place in the index follows through the outbox."""
        with self.write() as connection:
            if connection.scalar(select(units.c.name).where(units.c.name == unit)) is None:
                raise UsageError(f"没有单位“{unit}”，请先添加它")
            upsert(connection, holdings, [{"root": root, "unit": unit}])
            queue(connection, connection.scalars(select(shelf.c.document).where(shelf.c.root == root)).all())
            record(connection, self.actor, "assign", unit, root=hashlib.sha256(root.encode()).hexdigest())

    def holdings(self) -> dict[str, str]:
        """Unit of each folder that has one."""
        with self.read() as connection:
            return {row.root: row.unit for row in connection.execute(select(holdings))}

    def save_user(self, user: User, password: str) -> None:
        """Registers a user or changes one. Raises UsageError for unknown roles or units, a short password."""
        if unknown := set(user.roles) - set(ROLES):
            raise UsageError(f"没有角色“{'、'.join(sorted(unknown))}”，可用：{'、'.join(ROLES)}")
        if unknown := set(user.units) - set(self.units()):
            raise UsageError(f"没有单位“{'、'.join(sorted(unknown))}”，请先添加")
        if len(password) < 8:
            raise UsageError("密码至少8个字符")
        row: dict[str, Any] = {"name": user.name, "units": list(user.units), "roles": list(user.roles)}
        row |= {"secret": _secret(password, os.urandom(16)), "active": int(user.active), "created": now()}
        with self.write() as connection:
            if not insert_one(connection, users, row):
                row.pop("created")
                connection.execute(update(users).where(users.c.name == user.name).values(row))
            record(connection, self.actor, "user", user.name, units=row["units"], roles=row["roles"])

    def drop_user(self, name: str) -> None:
        """The user may sign in no more; the row stays, since the trail names it."""
        with self.write() as connection:
            connection.execute(update(users).where(users.c.name == name).values(active=0))
            record(connection, self.actor, "user-off", name)

    def users(self) -> tuple[User, ...]:
        """All users by name."""
        with self.read() as connection:
            return tuple(map(_user, connection.execute(select(users).order_by(users.c.name))))

    def sign_in(self, name: str, password: str) -> User | None:
        """The user, or None; an unknown name takes as long as a wrong password."""
        with self.read() as connection:
            row = connection.execute(
                select(users).where(and_(users.c.name == name, users.c.active == 1))
            ).one_or_none()
        kept = bytes(row.secret) if row else bytes(80)
        right = hmac.compare_digest(_secret(password, kept[:16]), kept)
        return _user(row) if row is not None and right else None


def below(parents: Mapping[str, str | None], names: Sequence[str]) -> tuple[str, ...]:
    """These units and all below them."""
    found = dict.fromkeys(names)
    while more := [name for name, parent in parents.items() if parent in found and name not in found]:
        found |= dict.fromkeys(more)
    return tuple(found)

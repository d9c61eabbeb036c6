"""Tables of people: who may come in, and how they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Text
from sqlmodel import Field, SQLModel

from core.store.columns import Json, Moment


class PersonRow(SQLModel, table=True):
    """Somebody who may sign in, and as what; `subject` is who the identity provider says they are."""

    __tablename__ = "person"

    email: str = Field(primary_key=True)
    role: str
    subject: str | None = Field(default=None, unique=True)
    name: str = ""
    added: datetime = Field(sa_type=Moment)


class SignInRow(SQLModel, table=True):
    """A sign-in under way: the digests of its state and its browser, and what is needed at its end."""

    __tablename__ = "sign_in"

    state: str = Field(primary_key=True)
    browser: str
    nonce: str
    verifier: str = Field(sa_type=Text)
    back: str
    made: datetime = Field(sa_type=Moment)


class SessionRow(SQLModel, table=True):
    """A browser in which a person is signed in, by the digest of its secret, and until when."""

    __tablename__ = "session"

    digest: str = Field(primary_key=True)
    person: str = Field(foreign_key="person.email", ondelete="CASCADE", index=True)
    made: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)


class ApiTokenRow(SQLModel, table=True):
    """A token for programs, by its digest: for whom ("" for the desk) and what it acts, and until when."""

    __tablename__ = "api_token"

    name: str = Field(primary_key=True)
    digest: str = Field(unique=True)
    person: str = Field(default="", index=True)
    scopes: Any = Field(sa_type=Json, nullable=False)
    made: datetime = Field(sa_type=Moment)
    until: datetime = Field(sa_type=Moment)

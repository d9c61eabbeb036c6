from __future__ import annotations

from datetime import datetime
from typing import Optional
from uuid import UUID

from pydantic import Field

from .base import StrictModel


class UserRole(StrictModel):
    id: Optional[UUID] = Field(None, alias="ID")
    created: Optional[datetime] = Field(None, alias="Created")
    creator: Optional[UUID] = Field(None, alias="Creator")
    creator_full_name: Optional[str] = Field(None, alias="CreatorFullName")
    description: Optional[str] = Field(None, alias="Description")
    end_date: Optional[datetime] = Field(None, alias="EndDate")
    modified: Optional[datetime] = Field(None, alias="Modified")
    modifier: Optional[UUID] = Field(None, alias="Modifier")
    modifier_full_name: Optional[str] = Field(None, alias="ModifierFullName")
    role: Optional[int] = Field(None, alias="Role")
    role_level: Optional[int] = Field(None, alias="RoleLevel")
    start_date: Optional[datetime] = Field(None, alias="StartDate")
    user_id: Optional[UUID] = Field(None, alias="UserID")

"""The only base class: a frozen record that refuses unknown fields."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A value: never changed after it is made; a stage returns a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

"""Frozen records that cross the stages of planlink, one module a family."""

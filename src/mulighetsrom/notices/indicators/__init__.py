"""Indicators: how notices become figures. Each indicator is a short module; docs/indicators/ tells what it says.

`build` is the door for the store, which calls it whenever a version of the dataset is made.
"""

from __future__ import annotations

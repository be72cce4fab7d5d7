"""The rules of the course: what is wrong although it can be read. One small function a rule, a file a family.

A rule's docstring is what `--explain` and the rules page print: it says what the rule is for.
"""

from .registry import Rule, all_rules, check, families

__all__ = ["Rule", "all_rules", "check", "families"]

"""Who a plan's lead column names, read from the words of its cell, and which known lead each of them is.

Pure logic: no Django and no database. What cannot be told from the words is kept in one piece, for a person to split.
"""

from plans.lead_names.lead_name import LeadMatch, LeadName
from plans.lead_names.matching import match_lead
from plans.lead_names.splitting import FILLER, split_leads

__all__ = ["FILLER", "LeadMatch", "LeadName", "match_lead", "split_leads"]

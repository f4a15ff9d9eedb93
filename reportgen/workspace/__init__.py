"""Where files lie: folders, names, versions, locks, atomic writes."""

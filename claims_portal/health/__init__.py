"""How the portal is: the services it needs, what waits, the clock's last ticks; for probes and for Prometheus.

services.py   does each service answer, asked all at once and for seconds at most
figures.py    what the database knows: jobs, mails, documents that wait, and ticks
judging.py    what of it is a warning
metrics.py    requests as they were answered, and the figures, as Prometheus reads them
views.py      the addresses
"""

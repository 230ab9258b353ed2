"""Twelve faults the portal survives, on real processes of its own: `make faults`.

__main__.py    which faults; the environment of a run of its own
run.py         plays them in order; prints each as passed or failed
pace.py        how much and how long
portal.py      PostgreSQL, Valkey, web server, worker, beat and a mail server of this run's own
settings.py    the demo's settings with mails over SMTP and the points below
points.py      where the portal's own processes are made to fail, and how they are told
sink.py        the mail server: takes mails, or answers as it is told to
story.py       people, funds and drafts, made by the tests' factories
client.py      what people do over HTTP, and what was acknowledged to them
scene.py       all of that together: what a fault plays in
sampler.py     asks /readyz all along and compares with what was true
promises.py    what must hold after each fault
killing.py, broker.py, database.py, mail.py, clocks.py, failing.py    the faults
"""

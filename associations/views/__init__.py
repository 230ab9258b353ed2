"""Pages: fetch, ask, act, answer. drafting, submitting and after are the partner's; customer's has no account."""

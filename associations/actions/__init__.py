"""The single door to associations. One verb, one transaction; nothing else assigns `state` or an item's `active`.

drafting    create, edit, items, proof, delete, renew
submitting  submit, take back, answer, dispute, newer proof, end
reviewing   take, ask for more, accept the proof, approve, approve over a rival, reject
customers   ask a customer, and what they answer
ticking     what the clock does
"""

BBBBBBBBBB BBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 ngettext(u'the bank statement “%(name)s” is read. %(number)s entry of it matches no payment in full: nothing was moved for it.', u'the bank statement “%(name)s” is read. %(number)s entries of it match no payment in full: nothing was moved for them.', count) SSS SSSS SSSSSSSSS SSSSSSSSSS SS SSSSS SSSSSSSSSS SSSSS SS SS SSSSSSS SS SSSSSSS SS SSSSS SSSSSSS SSS SSSSS SSS SSSPPP PPPP PPPPPPPPP PPPPPPPPPP PP PPPPP PPPPPPPPPP PPPPPPP PP PP PPPPP PP PPPPPPP PP PPPPP PPPPPPP PPP PPPPP PPP PPPPP

 gettext(u'Tie each to its payment, or say that it is not ours.') 

 gettext(u'Look at them here:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB

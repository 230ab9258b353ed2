BBBBBBBBBB BBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 ngettext(u'%(number)s entry of the bank statement “%(name)s” has waited for a week to be tied to a payment, or set aside.', u'%(number)s entries of the bank statement “%(name)s” have waited for a week to be tied to a payment, or set aside.', count) SSSSSSSSSS SSSSS SS SSS SSSS SSSSSSSSS SSSSSSSSSS SSS SSSSSS SSS S SSSS SS SS SSSS SS S SSSSSSSS SS SSS SSSSSSPPPPPPPPPP PPPPPPP PP PPP PPPP PPPPPPPPP PPPPPPPPPP PPPP PPPPPP PPP P PPPP PP PP PPPP PP P PPPPPPPP PP PPP PPPPPP

 gettext(u'Look at them here:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB ngettext(u'%(number)s entry of a bank statement has waited for a week', u'%(number)s entries of a bank statement have waited for a week', count) SSSSSSSSSS SSSSS SS S SSSS SSSSSSSSS SSS SSSSSS SSS S SSSSPPPPPPPPPP PPPPPPP PP P PPPP PPPPPPPPP PPPP PPPPPP PPP P PPPPBBBBBBBB BBBBB
BBBBB BBBBB
  XXX ngettext(u'%(number)s entry of the bank statement “%(name)s” has waited for a week to be tied to a payment, or set aside.', u'%(number)s entries of the bank statement “%(name)s” have waited for a week to be tied to a payment, or set aside.', count) SSSSSSSSSS SSSSS SS SSS SSSS SSSSSSSSS SSSSSSSSSS SSS SSSSSS SSS S SSSS SS SS SSSS SS S SSSSSSSS SS SSS SSSSSSPPPPPPPPPP PPPPPPP PP PPP PPPP PPPPPPPPP PPPPPPPPPP PPPP PPPPPP PPP P PPPP PP PP PPPP PP P PPPPPPPP PP PPP PPPPPPXXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'Look at them') BBBBBBBB BBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBBB BBBBB ngettext(u'%(number)s entry of “%(name)s” matches no payment', u'%(number)s entries of “%(name)s” match no payment', count) SSSSSSSSSS SSSSS SS SSSSSSSSSS SSSSSSS SS SSSSSSSPPPPPPPPPP PPPPPPP PP PPPPPPPPPP PPPPP PP PPPPPPPBBBBBBBB BBBBB
BBBBB BBBBB
  XXX ngettext(u'the bank statement “%(name)s” is read. %(number)s entry of it matches no payment in full: nothing was moved for it.', u'the bank statement “%(name)s” is read. %(number)s entries of it match no payment in full: nothing was moved for them.', count) SSS SSSS SSSSSSSSS SSSSSSSSSS SS SSSSS SSSSSSSSSS SSSSS SS SS SSSSSSS SS SSSSSSS SS SSSSS SSSSSSS SSS SSSSS SSS SSSPPP PPPP PPPPPPPPP PPPPPPPPPP PP PPPPP PPPPPPPPPP PPPPPPP PP PP PPPPP PP PPPPPPP PP PPPPP PPPPPPP PPP PPPPP PPP PPPPPXXXX
  XXX gettext(u'Tie each to its payment, or say that it is not ours.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'Look at them') BBBBBBBB BBBBBB

BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBB BBBBBBBBB
BBBBB BBBBB gettext(u'Not published: %(name)s, fiscal year %(year)s') SSS SSSSSSSSSS SSSSSSSSS SSSSSS SSSS SSSSSSSSBBBBBBBB BBBBB
BBBBB BBBBB
  BBBBBBBBBBBBB BBB BBBB BB BBBBBBB
  XXX gettext(u'“%(name)s” was to be published for fiscal year %(year)s from %(planned)s on, and could not be.') SSSSSSSSSS SSS SS SS SSSSSSSSS SSS SSSSSS SSSS SSSSSSSS SSSS SSSSSSSSSSS SSS SSS SSSSS SSS SSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBB BB BBBBBBBB ngettext(u'%(number)s thing stands in the way; its page says what.', u'%(number)s things stand in the way; its page says what.', count) SSSSSSSSSS SSSSS SSSSSS SS SSS SSSS SSS SSSS SSSS SSSSSPPPPPPPPPP PPPPPP PPPPP PP PPP PPPP PPP PPPP PPPP PPPPPBBBB gettext(u'It is a fault of the portal; its operators know of it.') BBBBBXXXX
  XXX gettext(u'The earlier rules hold until then. The portal tries again every minute, so it is enough to mend the draft.') XXXX
BBBBBBBB BBBBB
BBBBB BBBBBB gettext(u'See the draft') BBBBBBBB BBBBBB

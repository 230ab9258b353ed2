BBBB BBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBB BBB BBBB BB BBBBBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'“%(name)s” was to be published for fiscal year %(year)s from %(planned)s on, and could not be.') SSSSSSSSSS SSS SS SS SSSSSSSSS SSS SSSSSS SSSS SSSSSSSS SSSS SSSSSSSSSSS SSS SSS SSSSS SSS SSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBB BB BBBBBBBB ngettext(u'%(number)s thing stands in the way; its page says what.', u'%(number)s things stand in the way; its page says what.', count) SSSSSSSSSS SSSSS SSSSSS SS SSS SSSS SSS SSSS SSSS SSSSSPPPPPPPPPP PPPPPP PPPPP PP PPP PPPP PPP PPPP PPPP PPPPPBBBB gettext(u'It is a fault of the portal; its operators know of it.') BBBBB

 gettext(u'The earlier rules hold until then. The portal tries again every minute, so it is enough to mend the draft.') 

 gettext(u'See the draft:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
